"""The policies that many functions share, with the same words everywhere."""

from typing import Any, Literal

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.validate import choice, integer
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._calls.along import refuse_missing

NegativeBase = Literal["nan", "formula", "absolute", "raise"]
Missing = Literal["propagate", "omit", "raise"]

# The words of `negative_base` and the rules of csrc/include/hct/growth.h. "raise"
# looks at the bases first; those that pass need no rule.
RULES = {"nan": 0, "formula": 1, "absolute": 2, "raise": 0}

MISSING = {"propagate": 0, "omit": 1, "raise": 2}
# The same words of what a product does that is in one only of two periods.
UNMATCHED = {"omit": 0, "propagate": 1, "raise": 2}


def omits(missing: Any, min_count: Any, x: Floats, axis: int, function: str) -> int:
    """Return the fewest observed values for a result, or 0 where missing ones count.

    Refuses a missing value in `x` if `missing` is "raise".
    """
    # The types first: an array would be compared element by element.
    plain = type(missing) is str and type(min_count) is int
    if plain and missing == "propagate" and min_count == 1:
        return 0
    word = choice(missing, MISSING, "missing", function)
    fewest = integer(min_count, "min_count", function, low=1)
    if word == 1:
        return fewest
    if fewest != 1:
        raise ArgumentValueError(
            f"`min_count` of {function} must be 1 unless missing='omit'; got {fewest}"
        )
    if word == 2:
        refuse_missing(x, axis, function)
    return 0


def year_of(periods_per_year: Any, first_period: Any, function: str) -> tuple[int, int]:
    """Return the length of the year and the place of the first period in it."""
    periods = 12 if periods_per_year is None else periods_per_year
    periods = integer(periods, "periods_per_year", function, low=1)
    first = 1 if first_period is None else first_period
    return periods, integer(first, "first_period", function, low=1, high=periods)


def no_omission(missing: Any, x: Floats, axis: int, function: str, name: str = "x") -> None:
    """Check `missing` for functions that cannot leave a value out."""
    if type(missing) is str and missing == "propagate":
        return
    choice(missing, {"propagate": 0, "raise": 1}, "missing", function)
    refuse_missing(x, axis, function, name)
