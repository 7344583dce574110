"""The packaged tables read a second way, for tests: the csv module and exact arithmetic."""

import csv
import functools
from fractions import Fraction
from importlib.resources import files


@functools.cache
def table(name):
    """All rows of a packaged table as text."""
    text = (files("hanoi_ct.datasets") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def rows(name, **equal):
    """The rows that match."""
    return [row for row in table(name) if all(row[key] == v for key, v in equal.items())]


def year_to_date(code, month):
    """Hanoi's year-to-date rates of an activity as exact numbers, page by page."""
    stated = rows(
        "hanoi_iip_reported",
        activity_code=code,
        period_end=month,
        measure="ytd_growth_pct",
    )
    return [Fraction(row["value"]) for row in stated]


def ends(text, unit="0.1"):
    """Both ends of the interval that a plain printed number stands for."""
    half = Fraction(unit) / 2
    return Fraction(text) - half, Fraction(text) + half


def close(got, exact):
    """Whether a figure agrees with an exact number as far as a double can."""
    return abs(Fraction(got) - exact) <= Fraction(1, 10**9)
