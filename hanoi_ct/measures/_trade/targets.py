"""The outlook of a target: what is done, at what pace, and what the rest of the year needs."""

from __future__ import annotations

import math
import numbers
from typing import Literal, NamedTuple

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError


class TargetOutlook(NamedTuple):
    """How a target for the year stands; rates and shares are fractions.

    ``attainment`` is done over plan; ``proportional_pace`` and ``seasonal_pace`` are how far it
    lies ahead of the time gone by and of last year's course; ``needed`` is what the rest of the
    year must bring, ``required_growth`` its growth on last year's rest, NaN where nothing is
    needed; ``state`` is "met", "open" or "out_of_reach".
    """

    attainment: float
    proportional_pace: float
    seasonal_pace: float
    needed: float
    required_growth: float
    state: Literal["met", "open", "out_of_reach"]


def target_outlook(
    done: float,
    plan: float,
    months: int,
    done_before: float,
    year_before: float,
    most_growth: float = 1.0,
) -> TargetOutlook:
    """Tell how a target for the year stands after some months.

    Parameters
    ----------
    done : float
        This year's level from January on, zero or more.
    plan : float
        The level planned for the year, positive; of a planned rate it is `year_before` x (1 +
        rate).
    months : int
        Months gone by, 1 to 12.
    done_before, year_before : float
        Last year's level of the same months, and of the whole year, in the same unit.
    most_growth : float, default 1.0
        The growth of the rest of the year beyond which a target counts as out of reach: 1.0 is
        a doubling.

    Returns
    -------
    TargetOutlook
        A target that is met whatever happens is said to be so: the growth of the rest is then
        missing, and never below -100 %.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        A level that is no finite number, negative, or zero where it divides; `done_before`
        beyond `year_before`; `months` outside 1 to 12.

    References
    ----------
    The arithmetic of required growth as in `required_growth`.

    Examples
    --------
    >>> import hanoi_ct
    >>> found = hanoi_ct.target_outlook(9200, 12600, 8, done_before=7730, year_before=11700)
    >>> round(found.attainment, 4), round(found.required_growth, 4), found.state
    (0.7302, -0.1436, 'open')
    >>> hanoi_ct.target_outlook(13000, 12600, 8, 7730, 11700).state
    'met'
    """
    name = "target_outlook"
    levels = {
        "done": done,
        "plan": plan,
        "done_before": done_before,
        "year_before": year_before,
        "most_growth": most_growth,
    }
    for key, level in levels.items():
        if isinstance(level, bool) or not isinstance(level, numbers.Real):
            raise ArgumentTypeError(
                f"`{key}` of {name} must be a number; got {type(level).__name__}"
            )
        if not math.isfinite(level) or level < 0.0:
            raise ArgumentValueError(f"`{key}` of {name} must be finite and >= 0; got {level}")
    if isinstance(months, bool) or not isinstance(months, numbers.Integral):
        raise ArgumentTypeError(f"`months` of {name} must be an int; got {type(months).__name__}")
    if not 1 <= months <= 12:
        raise ArgumentValueError(f"`months` of {name} must be from 1 to 12; got {months}")
    for key in ("plan", "year_before"):
        if levels[key] == 0.0:
            raise ArgumentValueError(f"`{key}` of {name} must be positive; got 0")
    if done_before > year_before:
        raise ArgumentValueError(
            f"`done_before` of {name} must not exceed `year_before`; "
            f"got {done_before} and {year_before}"
        )
    attained = done / plan
    needed = plan - done
    rest_before = year_before - done_before
    growth = math.nan
    state: Literal["met", "open", "out_of_reach"] = "met"
    if needed > 0.0:
        growth = needed / rest_before - 1.0 if months < 12 and rest_before > 0.0 else math.inf
        state = "open" if growth <= most_growth else "out_of_reach"
    return TargetOutlook(
        attained,
        attained - months / 12.0,
        attained - done_before / year_before,
        max(needed, 0.0),
        growth,
        state,
    )
