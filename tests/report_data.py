"""The packaged tables read a second way, for tests: the csv module and exact arithmetic."""

import csv
from fractions import Fraction
from importlib.resources import files


def rows(name, **equal):
    """Rows of a packaged table as text, those that match."""
    text = (files("hanoi_ct.datasets") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    found = csv.DictReader(text.splitlines())
    return [row for row in found if all(row[key] == value for key, value in equal.items())]


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
