"""The exceptions of the package: one tree, each also a built-in exception.

A caller may catch `HanoiCTError` for everything, or `ValueError` and `TypeError`
as with any NumPy function.
"""

__all__ = [
    "ArgumentTypeError",
    "ArgumentValueError",
    "DataError",
    "HanoiCTError",
    "MissingDependencyError",
    "WeightWarning",
]


class HanoiCTError(Exception):
    """Base of every exception that the package raises on purpose."""


class ArgumentValueError(HanoiCTError, ValueError):
    """An argument has a value that the function does not allow.

    `position` is the index of the first element that is refused, where the message names one.
    """

    position: tuple[int, ...] | None = None


class ArgumentTypeError(HanoiCTError, TypeError):
    """An argument is of a kind that the function does not take."""


class DataError(HanoiCTError, ValueError):
    """A table does not hold what it must; the message names file, row and column."""


class MissingDependencyError(HanoiCTError, ImportError):
    """A function needs a package that is not installed; the message tells how to install it."""


class WeightWarning(UserWarning):
    """Published weights differ from the sums of their parts by more than rounding."""
