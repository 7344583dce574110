"""Index numbers, growth and rounding for monthly industry and trade reports.

The functions take NumPy arrays and return NumPy arrays; growth rates, shares and
contributions are fractions (0.074 is 7.4 %). Importing the package loads NumPy and
the compiled core, nothing else.
"""

from hanoi_ct import measures
from hanoi_ct._version import __version__
from hanoi_ct.measures import *  # noqa: F403

# The public names are listed once, in `hanoi_ct.measures`.
__all__ = ["__version__"]
__all__ += measures.__all__
