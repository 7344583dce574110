"""Rates against the levels beside them: growth unlike its levels, an index taken for a rate."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from statistics import median
from typing import Any

from hanoi_ct.tables._checks.fault import fault, half_unit, shown
from hanoi_ct.tables._meaning.counted import subject_words
from hanoi_ct.tables._meaning.doubts import open_periods
from hanoi_ct.tables._meaning.fact import Fact, Table
from hanoi_ct.tables._meaning.levels import base_of, the_one
from hanoi_ct.tables._meaning.months import Period
from hanoi_ct.text import Text

__all__ = [
    "index_as_growth",
    "months_of",
    "paces_beside",
    "percent_scaled",
    "rates_against_levels",
    "suspect_levels",
]

# How many figures of a column tell what its figures are like.
_SAMPLE = 300

_NAMES = {
    "previous_month": Text("So tháng trước", "A rate on the month before"),
    "same_month_last_year": Text("So cùng kỳ", "A rate year on year"),
    "same_period_last_year": Text("Cộng dồn so cùng kỳ", "A rate of the year to date"),
    "same_quarter_last_year": Text("Quý so cùng kỳ", "A rate of the quarter year on year"),
    "previous_quarter": Text("So quý trước", "A rate on the quarter before"),
    "same_point_last_month": Text("So cùng thời điểm tháng trước", "A rate on the month before"),
    "same_point_last_year": Text("So cùng thời điểm năm trước", "A rate on the year before"),
    "plan_year": Text("So kế hoạch năm", "An attainment of the plan"),
}


class Levels:
    """The levels of a row by period and quantity, and its plan."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.doubtful = open_periods(table)

    def _around(self, fact: Fact) -> list[Fact]:
        """The facts among which its levels stand: its row's, or its column's below months."""
        down = fact.place[0] in self.table.row_meanings
        return self.table.of_column(fact.place[1]) if down else self.table.of_row(fact.place[0])

    def one(self, fact: Fact, period: Period | None) -> Fact | None:
        """The row's level in a period, if exactly one stands there."""
        if period is None:
            return None
        wanted = fact.column.quantity
        held = [
            level
            for level in self._around(fact)
            if level.measure in ("level", "count")
            and level.value is not None
            and level.period == period
            and level.doubt not in self.doubtful
        ]
        quantities = (wanted,) if wanted else (None, "value")
        if not wanted and all(level.column.quantity == "volume" for level in held):
            quantities = ("volume",)  # "Sản lượng" beside "% so KH", and no value
        found = [level for level in held if level.column.quantity in quantities]
        # In January the month and the months so far are one.
        return the_one(fact, found)

    def planned(self, fact: Fact) -> Fact | None:
        """The row's plan, if exactly one stands there."""
        found = [
            plan
            for plan in self._around(fact)
            if plan.measure == "plan"
            and plan.value is not None
            and plan.column.quantity == fact.column.quantity
        ]
        if len(found) > 1:  # beside the year's, plans of its quarters, and of next year
            year = fact.period.start[:4] if fact.period is not None else ""
            found = [
                plan
                for plan in found
                if plan.period is not None
                and plan.period.months == 12
                and plan.period.start[:4] == year
            ]
        return the_one(fact, found)


def rates_against_levels(
    table: Table, levels: Levels, spoilt: set[str]
) -> Iterator[dict[str, Any]]:
    """Each index, growth rate and attainment against the two levels in its row."""
    for fact in table.facts:
        if fact.value is None or fact.period is None or fact.cell in spoilt:
            continue
        if table.transposed and fact.place[0] not in table.row_meanings:
            continue
        if fact.doubt in levels.doubtful:
            continue
        if fact.measure == "attainment":
            upper, lower = levels.one(fact, fact.period), levels.planned(fact)
        elif fact.measure in ("index", "growth") and fact.comparison:
            upper = levels.one(fact, fact.period)
            lower = levels.one(fact, base_of(fact.comparison, fact.period))
        else:
            continue
        if upper is None or lower is None or not lower.value or upper.value is None:
            continue
        if {upper.cell, lower.cell} & spoilt:
            continue
        bounds = _bounds(upper, lower)
        if bounds is None:
            continue
        low, high = bounds
        if fact.measure == "growth":
            low, high = low - 100, high - 100
        slack = half_unit(fact)
        if low - slack <= fact.value <= high + slack:
            continue
        ratio = 100 * upper.value / lower.value - (100 if fact.measure == "growth" else 0)
        taken = _taken_for(fact, low - slack, high + slack)
        if taken is not None:
            yield taken
            continue
        if fact.measure == "attainment" and abs(fact.value * 100 - ratio) <= abs(ratio) / 50:
            continue  # a fraction; percent_scaled names it
        places = max(1, fact.places)
        name = _NAMES.get(fact.comparison or "plan_year", Text("Tốc độ", "A rate"))
        yield fault(
            "growth_unlike_levels",
            fact.sheet,
            fact.cell,
            "growth_unlike_levels",
            {
                "name": name,
                "value": fact.value,
                "right": (ratio, places),
                "upper": upper.cell,
                "lower": lower.cell,
            },
            related=[upper.cell, lower.cell],
            found=shown(fact.value),
            expected=shown(ratio, places),
        )


def _taken_for(fact: Fact, low: Decimal, high: Decimal) -> dict[str, Any] | None:
    """An index among growth rates, or the other way round, where the levels tell so."""
    assert fact.value is not None
    if fact.measure not in ("index", "growth"):
        return None
    right = fact.value - 100 if fact.measure == "growth" else fact.value + 100
    if not low <= right <= high:
        return None
    return fault(
        "index_as_growth",
        fact.sheet,
        fact.cell,
        f"index_as_growth.{'index' if fact.measure == 'growth' else 'growth'}",
        {"value": fact.value, "right": right},
        related=_same_row(fact.table, fact),
        found=shown(fact.value),
        expected=shown(right),
    )


def _bounds(upper: Fact, lower: Fact) -> tuple[Decimal, Decimal] | None:
    """The least and the greatest ratio that the two printed levels allow, in percent."""
    assert upper.value is not None
    assert lower.value is not None
    up, down = half_unit(upper), half_unit(lower)
    if upper.unit != lower.unit or (
        upper.scale != lower.scale and None in (upper.scale, lower.scale)
    ):
        return None
    if lower.value - down <= 0:
        return None
    scale = Decimal(upper.scale or 1) / Decimal(lower.scale or 1)
    ends = [
        100 * scale * (upper.value + a) / (lower.value + b)
        for a in (-up, up)
        for b in (-down, down)
    ]
    return min(ends), max(ends)


def suspect_levels(table: Table, levels: Levels) -> Iterator[dict[str, Any]]:
    """A level a thousandth of the others in its row: 1.204 read as one and a bit."""
    for fact in table.facts:
        if fact.value is None or fact.measure not in ("level", "plan") or fact.value <= 0:
            continue
        months = months_of(fact)
        peers = paces_beside(table, fact)
        if not peers:
            if _among_thousands(table, fact):
                yield _lost_point(table, fact)
            continue
        middle = median(peers)
        pace = fact.value / months
        if middle <= 0 or not Decimal("0.2") < 1000 * pace / middle < 5:
            continue
        whole = exact_whole(fact)
        if len(peers) < 2 and whole is None:
            continue
        yield _lost_point(table, fact)


def paces_beside(table: Table, fact: Fact) -> list[Decimal]:
    """The other levels of a row that are of the same thing, by the month."""
    about = subject_words(fact.column.text)
    return [
        other.value / months_of(other)
        for other in table.of_row(fact.place[0])
        if other is not fact
        and other.measure in ("level", "plan")
        and other.value
        and other.column.quantity == fact.column.quantity
        and (other.unit, other.scale) == (fact.unit, fact.scale)
        and subject_words(other.column.text) == about
        and other.column.stock == fact.column.stock  # all there is, beside what a month adds
    ]


def _lost_point(table: Table, fact: Fact) -> dict[str, Any]:
    assert fact.value is not None
    right = fact.value * 1000
    return fault(
        "thousand_point",
        fact.sheet,
        fact.cell,
        "thousand_point",
        {"value": fact.value, "right": right},
        related=_levels_beside(table, fact),
        found=fact.printed,
        expected=shown(right),
    )


def _among_thousands(table: Table, fact: Fact) -> bool:
    """A number with decimals among whole ones of its column, a thousand times as large."""
    assert fact.value is not None
    others = [
        other.value
        for other in table.of_column(fact.place[1])[:_SAMPLE]
        if other is not fact and other.value and other.unit == fact.unit
    ]
    if len(others) < 3 or fact.value == int(fact.value) or exact_whole(fact) is None:
        return False
    whole = all(value == int(value) for value in others)
    return whole and min(others) / 3 <= 1000 * fact.value <= 3 * max(others)


def _levels_beside(table: Table, fact: Fact) -> list[str]:
    return [
        other.cell
        for other in table.of_row(fact.place[0])
        if other is not fact and other.measure == "level" and other.value
    ][:4]


def exact_whole(fact: Fact) -> Decimal | None:
    """The level times 1000 where that is whole: what a lost thousands point leaves."""
    if fact.value is None:
        return None
    whole = fact.value * 1000
    return whole if whole == int(whole) else None


def months_of(fact: Fact) -> int:
    """How many months a level is of."""
    if fact.measure == "plan":
        return 12
    return fact.period.months if fact.period and not fact.column.stock else 1


def index_as_growth(table: Table, levels: Levels, spoilt: set[str]) -> Iterator[dict[str, Any]]:
    """A cell of 96,9 among growth rates, or of 4,2 among indexes."""
    for number, column in table.columns.items():
        facts = [f for f in table.of_column(number) if f.value is not None]
        for measure in ("growth", "index"):
            kin = [
                fact
                for fact in facts
                if fact.measure == measure and fact.cell not in spoilt and not fact.told_measure
            ]
            if len(kin) < 3 or not column.change:
                continue
            for fact in kin:
                others = [
                    other.value
                    for other in kin[:_SAMPLE]
                    if other is not fact and other.value is not None
                ]
                if not _odd(fact, others, measure):
                    continue
                value = fact.value or Decimal(0)
                right = value - 100 if measure == "growth" else value + 100
                taken = "index" if measure == "growth" else "growth"
                yield fault(
                    "index_as_growth",
                    fact.sheet,
                    fact.cell,
                    f"index_as_growth.{taken}",
                    {"value": value, "right": right},
                    related=_same_row(table, fact),
                    found=shown(value),
                    expected=shown(right),
                )


def _odd(fact: Fact, others: list[Decimal], measure: str) -> bool:
    """Whether a cell fits its column only after 100 is taken off or put on."""
    value = fact.value
    assert value is not None
    middle = median(others)
    spread = max(Decimal(10), 3 * median([abs(other - middle) for other in others]))
    moved = value - 100 if measure == "growth" else value + 100
    if measure == "growth":
        return (
            60 <= value <= 160
            and abs(middle) < 40
            and abs(moved - middle) <= max(2 * spread, Decimal(35))
            and abs(value - middle) > 3 * spread
            and abs(value - middle) > 2 * abs(moved - middle)
        )
    near = abs(moved - middle) <= 50 and abs(value - middle) > 2 * abs(moved - middle)
    return -40 <= value < 45 and 75 <= middle <= 150 and near and value != 0


def _same_row(table: Table, fact: Fact) -> list[str]:
    return [
        other.cell
        for other in table.of_row(fact.place[0])
        if other is not fact and other.measure == fact.measure
    ][-1:]


def percent_scaled(table: Table, levels: Levels, spoilt: set[str]) -> Iterator[dict[str, Any]]:
    """A fraction beside percentages (0,088 for 8,8), or a percentage in a percent cell."""
    for number in table.columns:
        facts = [f for f in table.of_column(number) if f.value is not None and f.unit == "percent"]
        for fact in facts:
            others = [
                abs(f.value) for f in facts[:_SAMPLE] if f is not fact and f.value is not None
            ]
            right = _scaled_right(levels, fact, others, spoilt)
            if right is None:
                continue
            assert fact.value is not None
            yield fault(
                "percent_scaled_by_100",
                fact.sheet,
                fact.cell,
                "percent_scaled_by_100",
                {"printed": fact.printed, "right": right, "fraction": right / 100},
                related=_same_row(table, fact),
                found=fact.printed,
                expected=shown(right),
            )


def _borne_out(levels: Levels, fact: Fact) -> bool:
    """Whether a comparison, however large, is that of the two levels beside it."""
    if fact.period is None or fact.value is None or fact.measure not in ("index", "growth"):
        return False
    upper = levels.one(fact, fact.period)
    lower = levels.one(fact, base_of(fact.comparison, fact.period))
    bounds = _bounds(upper, lower) if upper and lower else None
    taken = 100 if fact.measure == "growth" else 0
    return bounds is not None and bounds[0] - 1 <= fact.value + taken <= bounds[1] + 1


def _scaled_right(
    levels: Levels, fact: Fact, others: list[Decimal], spoilt: set[str]
) -> Decimal | None:
    value = fact.value
    assert value is not None
    if _borne_out(levels, fact):
        return None
    if fact.measure == "attainment" and fact.period is not None:
        upper, lower = levels.one(fact, fact.period), levels.planned(fact)
        if upper is not None and lower is not None and upper.value and lower.value:
            if {upper.cell, lower.cell} & spoilt:
                return None
            ratio = 100 * upper.value / lower.value
            for factor in (Decimal(100), Decimal("0.01")):
                if (
                    abs(value * factor - ratio) <= max(abs(ratio) / 50, Decimal("0.6"))
                    and abs(value - ratio) > abs(ratio) / 2
                ):
                    return value * factor
            return None
    if fact.measure == "index" and abs(value) > 2000 and 20 < value / 100 < 400:
        return value / 100
    if (
        fact.measure == "index"
        and Decimal("0.3") < value < 3
        and (not others or median(others) > 40 or max(others) < 3)
    ):
        return value * 100
    if others and fact.measure in ("attainment", "share"):
        middle = median(others)
        if (
            middle > 5
            and 0 < value < 1
            and fact.measure == "attainment"
            and value * 100 > middle / 4
        ):
            return value * 100
        if value > 1000 and middle < 200:
            return value / 100
    if fact.measure == "growth" and fact.percent_format and abs(value) > 300:
        usual = median(others) if others else Decimal(0)
        if usual < 100:
            return value / 100
    return None
