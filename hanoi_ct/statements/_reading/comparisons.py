"""What a rate is measured against: the month before, the year before, the plan, the whole."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.periods import read_time
from hanoi_ct.statements._reading.when import When
from hanoi_ct.statements._reading.years import year_number
from hanoi_ct.statements.statement import Comparison, Period

__all__ = ["Against", "against_period", "on_the_year", "read_comparison"]

_YEAR = 12
_BETWEEN = (
    *("của", "mức", "thực hiện", "mức tăng", "mức giảm", "tăng", "giảm", "tốc độ", "tốc độ tăng"),
    *("cuối", "đầu", "giữa", "thời điểm cuối", "thời điểm đầu"),
    *("ước thực hiện", "số thực hiện", "số ước", "ước", "ước tính"),
    *("kết quả", "con số", "bình quân", "the", "that", "of", "in", "a"),
    *("the same", "same", "last", "các"),
    *("tổng", "tổng số", "tổng thu", "số thu", "kim ngạch", "sản lượng", "doanh thu", "total"),
)
_STRONG_EN = (
    "compared",
    "against",
    "versus",
    "relative",
    "in comparison",
    "than",
    "as against",
)


_BEGINS = (
    *("verb.target", "comparison.on_year", "comparison.on_month", "comparison.plan"),
    *("comparison.versus", "comparison.versus_before_time"),
)
_SEASONS = ("vụ", "vụ mùa", "mùa", "hè", "thu", "đông", "xuân", "chiêm", "-", "niên vụ")


class Against(NamedTuple):
    """A printed comparison: with a time, with the plan, or with something else."""

    what: str  # time, plan, on_year, on_month, other
    when: When | None = None


def read_comparison(items: list[Item], place: int) -> tuple[Against, int] | None:
    """The comparison that begins at an item, and the place after it."""
    item = items[place]
    if item.says("vụ", "niên vụ") and place and items[place - 1].text == "%":
        return _season(items, place)
    if not item.has(*_BEGINS):
        return None
    if (
        item.has("verb.target")
        and not item.text.isascii()
        and place
        and items[place - 1].text == "%"
    ):
        plan = read_time(items, place + 1) if place + 1 < len(items) else None
        if plan is not None:  # "vượt 1,3% mục tiêu quý III"
            return Against("plan"), plan[1]
    if item.has("comparison.on_year"):
        return Against("on_year"), _past_year(items, _past_word(items, place + 1))
    if item.has("comparison.on_month"):
        return Against("on_month"), place + 1
    if item.has("comparison.plan"):
        after = _after_plan(items, place + 1)
        return Against("plan", _plan_year(items[place:after])), after
    if item.has("comparison.versus", "comparison.versus_before_time"):
        found = _versus(items, place)
        return None if found is None else _told_again(items, *found)
    return None


def _told_again(items: list[Item], against: Against, after: int) -> tuple[Against, int]:
    """Past the date behind a comparison that tells its time again.

    "So với tháng trước (7/2015)", "so với cùng kỳ tháng 8/2019".
    """
    if against.when is None or against.when.refers not in ("same", "previous_month", "last_year"):
        return against, after
    aside = after < len(items) and items[after].text == "("
    again = read_time(items, after + aside) if after + aside < len(items) else None
    if again is None or again[0].first is None or again[0].year is None:
        return against, after
    if aside:
        closed = again[1] < len(items) and items[again[1]].text == ")"
        return against, again[1] + 1 if closed else after
    if against.when.refers != "same" or against.when.year is not None:
        return against, after
    return against._replace(when=replace(against.when, year=again[0].year)), again[1]


def _versus(items: list[Item], place: int) -> tuple[Against, int] | None:
    """ "So với tháng trước", "from last December", "so với vụ hè thu năm trước"."""
    item, strong = items[place], items[place].has("comparison.versus")
    after = place + 1
    while after < len(items) and after - place < 4 and items[after].says(*_BETWEEN):
        after += 1
    alike = any(items[k].says("same", "the same") for k in range(place + 1, after))
    half = after + 1 < len(items) and items[after].says("nửa đầu", "nửa cuối")
    if half and items[after + 1].has("period.month"):  # "so với nửa cuối tháng 6/2016"
        within = read_time(items, after + 1)
        return (Against("other"), within[1]) if within is not None and strong else None
    season = after < len(items) and items[after].says(*_SEASONS)
    while after < len(items) and after - place < 6 and items[after].says(*_SEASONS):
        after += 1  # "so với vụ hè thu năm trước"
    if after >= len(items):
        return None
    if season and (items[after].says("trước", "trước đó") or year_number(items, after)):
        return Against("time", When(refers="same", year=year_number(items, after))), after + 1
    if items[after].has("comparison.plan"):
        return (Against("plan"), _after_plan(items, after + 1)) if strong else None
    if items[after].has("period.first_of_year", "period.rest_of_year"):
        point = read_time(items, after)
        dated = point is not None and point[0].is_date and point[0].year is not None
        when = point[0] if dated and point is not None else None  # "so với cuối năm 2022"
        return (Against("other", when), _past_year(items, after + 1)) if strong else None
    last = items[after].says("last") and after + 1 < len(items)
    if last and items[after + 1].phrases.get("month_name") and strong:
        after += 1  # "down 3 percent from last December"
    found = read_time(items, after)
    if found is None or found[0].refers == "date":
        return None
    when = found[0]
    if when.refers in ("to_date",):
        return None
    if alike and when.first is not None and when.refers is None:
        return Against("time", When(refers="same", year=when.year)), found[1]
    if season and when.year is not None and (when.first, when.last) == (1, _YEAR):
        return Against("time", When(refers="same", year=when.year)), found[1]
    weak = item.text.isascii() and not item.says("so") and not _strong(item)
    refers_back = when.refers not in (None, "this_month", "this_year", "this_quarter") or when.shift
    month = item.says("from", "over", "on", "against") and when.is_month and when.year is None
    if (weak or not strong) and not refers_back and not (month and not when.is_date):
        return None
    return Against("time", when), found[1]


def _season(items: list[Item], place: int) -> tuple[Against, int] | None:
    """ "Bằng 99,2% vụ hè thu năm 2017": a crop compared with that of another year."""
    after = place
    while after < len(items) and after - place < 5 and items[after].says(*_SEASONS):
        after += 1
    when = read_time(items, after) if after < len(items) else None
    if when is None or not (when[0].refers in ("last_year", "same") or when[0].year is not None):
        return None
    return Against("time", When(refers="same", year=when[0].year)), when[1]


def _past_word(items: list[Item], place: int) -> int:
    """Past "năm", where the year of a comparison follows it: svck năm 2019."""
    year = place + 1 < len(items) and items[place].has("period.year")
    return place + 1 if year and len(items[place + 1].text) == 4 else place


def _past_year(items: list[Item], place: int) -> int:
    """Past the year behind a point of the year: cuối năm 2019, cuối năm trước."""
    if place < len(items):
        item = items[place]
        if item.kind == "number" and len(item.text) == 4 and item.text.isdigit():
            return place + 1
        if item.says("trước", "ngoái", "nay"):
            return place + 1
    return place


def _plan_year(items: list[Item]) -> When | None:
    last = items[-1]
    return When(1, 12, int(last.text)) if last.kind == "number" else None


def _strong(item: Item) -> bool:
    return item.text.casefold().startswith(_STRONG_EN)


def _after_plan(items: list[Item], place: int) -> int:
    """Past the year of a plan: kế hoạch năm 2018, kế hoạch cả năm."""
    step = place
    while step < len(items) and step - place < 3:
        item = items[step]
        if item.has("period.year", "period.whole_year", "period.this_year") or (
            item.kind == "number" and len(item.text) == 4 and item.text.startswith(("19", "20"))
        ):
            step += 1
        else:
            break
    return step


def on_the_year(period: Period | None) -> Comparison:
    """The name of a comparison with the same months of the year before."""
    if period is not None and period.months == 1:
        return "same_month_last_year"
    if period is not None and period.months % _YEAR == 0:
        return "previous_year"  # also of the rate of a mean year: giai đoạn 2016-2020
    return "same_period_last_year"


def against_period(against: Against, period: Period | None) -> Comparison:
    """The name of a printed comparison, for a statement on a period."""
    if against.what == "plan":
        return "plan"
    if against.what == "on_month":
        return "previous_month"
    if against.what == "on_year":
        return on_the_year(period)
    when = against.when
    if when is None or against.what == "other":
        return "other"
    if when.refers == "previous_month":
        return "previous_month"
    if when.refers == "same_point":
        return "same_month_last_year"
    if when.refers in ("same", "last_year"):
        return on_the_year(period)
    if when.first is None or period is None or when.first_year is not None:
        return "other"
    return _named(when, period)


def _named(when: When, period: Period) -> Comparison:
    """A comparison with a time that is named: tháng 7, quý I, năm 2019."""
    first, last = int(period.start[-2:]), int(period.end[-2:])
    year = when.year if when.year is not None else None
    if when.shift:
        year = None if period.year is None else period.year + when.shift
    earlier = year is None or period.year is None or year == period.year - 1
    if (when.first, when.last) == (first, last) and earlier:
        return on_the_year(period)
    if when.is_month and first == last:
        before = _YEAR if first == 1 else first - 1
        return "previous_month" if when.first == before else "other"
    if (when.first, when.last) == (1, _YEAR) and earlier and year is not None:
        # "so với năm 2019" of nine months: the same nine months are meant
        return on_the_year(period)
    return "other"
