"""Index numbers, growth and rounding for monthly industry and trade reports.

The functions take NumPy arrays and return NumPy arrays; growth rates, shares and
contributions are fractions (0.074 is 7.4 %). Labelled data of pandas, xarray, polars and
Arrow come back as the same kind. Importing the package loads NumPy and the compiled core,
nothing else.

Which function?
    change over time      growth, ytd_growth, moving_growth, acceleration, base_effect
    sums over time        ytd, decumulate, moving_sum, moving_mean
    long tables           panel_growth(table, value=, by=, time=) and its fellows, group_sum
    index numbers         elementary_index, aggregate, rebase, chain, unchain, splice
    printed figures       round_half_up, round_to_add_up, printed_growth, printed_interval
    exact sums            exact_sum, exact_mean, exact_dot, ExactSum
    trees of codes        hanoi_ct.hierarchy
    published figures     hanoi_ct.datasets; one's own tables: hanoi_ct.tables
    the monthly report    hanoi_ct.report, or the command hanoi-ct

docs/which_function.md lists every name by the question it answers.
"""

from hanoi_ct import measures
from hanoi_ct._version import __version__
from hanoi_ct._versions import show_versions
from hanoi_ct.measures import *  # noqa: F403

# The public names are listed once, in `hanoi_ct.measures`.
__all__ = ["__version__", "show_versions"]
__all__ += measures.__all__
