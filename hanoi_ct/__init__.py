"""Index numbers, growth and rounding for monthly industry and trade reports.

The functions take NumPy arrays and return NumPy arrays; growth rates, shares and
contributions are fractions (0.074 is 7.4 %). Importing the package loads NumPy and
the compiled core, nothing else.
"""

from hanoi_ct._version import __version__
from hanoi_ct.measures import (
    ExactSum,
    additive_contribution,
    aggregate,
    average_growth,
    contributions,
    difference,
    exact_cumsum,
    exact_dot,
    exact_mean,
    exact_moving_sum,
    exact_sum,
    growth,
    implied_base,
    implied_increase,
    implied_price_change,
    printed_growth,
    printed_interval,
    printed_ratio,
    printed_share,
    ratio,
    relative_change,
    required_growth,
    round_half_up,
    stacked_growth,
    ytd,
    ytd_growth,
)

__all__ = [
    "ExactSum",
    "__version__",
    "additive_contribution",
    "aggregate",
    "average_growth",
    "contributions",
    "difference",
    "exact_cumsum",
    "exact_dot",
    "exact_mean",
    "exact_moving_sum",
    "exact_sum",
    "growth",
    "implied_base",
    "implied_increase",
    "implied_price_change",
    "printed_growth",
    "printed_interval",
    "printed_ratio",
    "printed_share",
    "ratio",
    "relative_change",
    "required_growth",
    "round_half_up",
    "stacked_growth",
    "ytd",
    "ytd_growth",
]
