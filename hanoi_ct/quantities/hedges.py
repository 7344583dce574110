"""How far a printed number reaches: its digits and the words before it, by reading.

The rules stand in ``hedges.toml``; a profile may replace some of them for the habits of one
agency or paper.
"""

from __future__ import annotations

import math
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from hanoi_ct.quantities.interval import End, Interval
from hanoi_ct.quantities.printed import Reading


@dataclass(frozen=True, slots=True)
class Profile:
    """Rules of one agency in place of the common ones.

    Attributes
    ----------
    rules : mapping
        Class of hedge to reading to reach, in the form of ``hedges.toml``:
        ``{"over": {"tight": {"last": [0, 0.5]}}}``.
    revision : Decimal
        Mean absolute revision of the agency's estimates, in percent of the number. Under the
        loose reading it widens what is printed as an estimate ("ước").
    """

    rules: Mapping[str, Mapping[str, Mapping[str, list[Any]]]] = field(default_factory=dict)
    revision: Decimal = Decimal(0)


COMMON = Profile()


@cache
def _table() -> dict[str, dict[str, Any]]:
    file = resources.files("hanoi_ct.quantities").joinpath("hedges.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)"))
        for name, rule in _table().items()
        if (words := sorted(rule["words"], key=len, reverse=True))
    )


@cache
def hedge_class(words: str | None) -> str:
    """The class of the words before a number: over, nearly, about, at_least, at_most or plain.

    Examples
    --------
    >>> hedge_class("ước trên"), hedge_class("ước"), hedge_class("more than"), hedge_class(None)
    ('over', 'plain', 'over', 'plain')
    """
    if not words:
        return "plain"
    lowered = " ".join(unicodedata.normalize("NFC", words).lower().split())
    for name, pattern in _patterns():
        if pattern.search(lowered):
            return name
    return "plain"


@cache
def is_estimate(words: str | None) -> bool:
    """Whether the words before a number call it an estimate, preliminary or expected."""
    if not words:
        return False
    lowered = unicodedata.normalize("NFC", words).lower()
    return bool(re.search(r"ước|sơ bộ|dự kiến|dự ước|estimate|preliminary|expected", lowered))


def reach(
    number: Decimal, decimals: int, name: str, reading: Reading, profile: Profile = COMMON
) -> Interval:
    """The interval of a number's size, in the unit of the number.

    Parameters
    ----------
    number : Decimal
        As printed, in the unit in which it is meant (million, billion).
    decimals : int
        Of ``number``; negative where its last digits are scale.
    name : str
        A class of ``hedges.toml``.
    reading : {"tight", "loose"}
    profile : Profile

    Examples
    --------
    >>> [str(reach(Decimal("7.4"), 1, "rate", reading)) for reading in ("tight", "loose")]
    ['[7.35; 7.45]', '[7.3; 7.5]']
    >>> str(reach(Decimal(400), 0, "over", "tight"))
    '[400; 500]'
    >>> str(reach(Decimal("9.2"), 1, "nearly", "tight"))
    '[9.1; 9.2]'
    >>> str(reach(Decimal(-21), 0, "over", "tight"))
    '[-22; -21]'
    """
    own = profile.rules.get(name, {}).get(reading)
    if not own:
        return _common_reach(number, decimals, name, reading)
    return _reach(number, decimals, _steps(own))


@lru_cache(maxsize=4096)
def _common_reach(number: Decimal, decimals: int, name: str, reading: Reading) -> Interval:
    """The common rules: a number stands in several relations and is read many times."""
    return _reach(number, decimals, _common_steps(name, reading))


def _reach(number: Decimal, decimals: int, rule: tuple[tuple[str, End, End], ...]) -> Interval:
    size = Fraction(abs(number))
    last = Fraction(1, 10**decimals) if decimals >= 0 else Fraction(10**-decimals)
    low: End = size
    high: End = size
    for kind, down, up in rule:
        unit = last
        if kind == "nonzero" and decimals <= 0:
            unit = max(last, _nonzero_unit(number))
        elif kind == "percent":
            unit = size / 100
        elif kind == "points":
            unit = Fraction(1)
        low = min(low, size - down * unit if isinstance(down, Fraction) else -math.inf)
        high = max(high, size + up * unit if isinstance(up, Fraction) else math.inf)
    if not isinstance(low, Fraction):
        low = Fraction(0)  # a size is no less than nothing
    return Interval(-high, -low) if number < 0 else Interval(low, high)


def _steps(rule: Mapping[str, list[Any]]) -> tuple[tuple[str, End, End], ...]:
    """How far a rule reaches below and above, by kind of unit; infinite for an open end."""
    return tuple(
        (kind, *(math.inf if by == "open" else Fraction(str(by)) for by in ends))  # type: ignore[misc]
        for kind, ends in rule.items()
    )


@cache
def _common_steps(name: str, reading: Reading) -> tuple[tuple[str, End, End], ...]:
    return _steps(_table()[name][reading])


def _nonzero_unit(number: Decimal) -> Fraction:
    exponent = number.normalize().as_tuple().exponent
    return Fraction(Decimal(1).scaleb(int(exponent))) if number else Fraction(1)
