"""The period of a clause: the time it names, or the one that was spoken of before it."""

from __future__ import annotations

from dataclasses import replace

from hanoi_ct.statements._reading.brackets import month_before
from hanoi_ct.statements._reading.clause_words import (
    from_base,
    goes_on,
    is_aside,
    is_base,
    is_level_with,
    is_open_time,
    is_past,
    is_plan_of_quotient,
    names_plan,
    says_plan,
    starts_from,
)
from hanoi_ct.statements._reading.clauses import Clause
from hanoi_ct.statements._reading.context import SentenceState, Told
from hanoi_ct.statements._reading.hedges import Lead, is_comparand
from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.resolving import resolve
from hanoi_ct.statements._reading.stocks import is_named_stock
from hanoi_ct.statements._reading.subjects import basis_of
from hanoi_ct.statements._reading.when import When
from hanoi_ct.statements.statement import Period

__all__ = ["spoken", "take_period"]


def spoken(told: Told, when: When, state: SentenceState | None) -> None:
    """A time that is spoken of from here on."""
    if when.refers == "this_year" and told.context.period is None and told.year is not None:
        when = When(1, 12, told.year)
    if when.is_date or when.refers in ("date", "same", "same_point", "last_year", "this_year"):
        return
    year = state.year if state is not None else told.year
    if when.year is not None and state is not None:
        state.year = when.year
    found = resolve(when, year, told.context.period or told.month)
    if found is None:
        return
    past = (
        when.shift < 0
        or when.first_year is not None
        or (when.first is not None and is_past(when, told.year))
    )
    now = told.context.period  # "hai tháng cuối năm còn phải đạt": told for this sentence only
    ahead = told.context.target and now is not None and found.start > now.end
    if (past or ahead) and state is not None and state.saved is None:
        state.saved = told.context.period
    told.context.period = found


def take_period(
    told: Told, clause: Clause, lead: Lead, before: Clause | None, state: SentenceState
) -> Period | None:
    compares = lead.verb in ("equal", "multiple")
    comparand = any(is_comparand(clause.left, k) for k in range(len(clause.left)))
    at_once = before is None and _is_at_once(clause.left)
    times = [item.value for item in clause.left if item.kind == "time"][at_once:]
    if told.context.target:  # "kế hoạch năm 2020 phấn đấu đạt"
        plans = [item.value for item in clause.left if item.kind == "compare"]
        when = next((plan.when for plan in plans if plan.what == "plan"), None)
        year = _year_of_the_plan(told, clause, before, state, when)
        if year is not None:
            return year
        times += [when] if when is not None else []
    if told.context.shifted:
        times = [_of_the_year(when, told.context.period) for when in times]
    if any(when.refers is None and not when.is_date for when in times):
        told.context.shifted = False
    if state.saved is not None and any(i.has("verb.onto") for i in clause.left):
        told.context.period, state.saved = state.saved, None
    named = [*times, *(item.value for item in clause.right if item.kind == "time")]
    if (told.context.target or lead.status) and any(w.refers == "this_year" for w in named):
        return resolve(When(1, 12), told.year, None)
    if told.context.period is None and any(w.refers == "this_year" for w in times):
        told.context.period = resolve(When(1, 12), told.year, None)
    last_year, years = _take_times_ahead(told, clause, times, state)
    behind = [item for item in clause.right if item.kind == "time"]
    for item in (item for item in behind if not goes_on(clause.right, item.value)):
        when = item.value
        if when.refers == "same_point" and comparand:
            last_year = True
        elif when.refers in ("same", "last_year"):
            years = _years_back(when, told.context.period)
            base = not compares and (is_base(clause.right, item) or starts_from(clause))
            last_year = last_year or base or comparand
        elif when.refers == "previous_month" and starts_from(clause):
            return month_before(told.context.period)
        elif when.shift or (when.first is not None and not times and is_past(when, told.year)):
            return resolve(when, state.year, told.context.period)
        elif not times and not when.is_date:
            if from_base(clause) and when.year is not None:
                return resolve(when, when.year, None)  # "fell from 61 percent in 2011 to"
            if comparand and when.refers is None:  # "so với mức tăng 0,55% của tháng 8"
                return resolve(when, state.year, told.context.period)
            if state.clauses and any(i.has("link.part_of") for i in clause.left):
                state.saved = state.saved or told.context.period  # "including 4.7 bn in March"
            spoken(told, when, state)
            state.said_time = True
    amount = clause.quantity.unit not in ("percent", "percentage_points", "times")
    if last_year and before is None and amount and not behind and not comparand:
        state.then = True
    elif state.then and amount and not times and not behind:
        last_year = True  # "Cùng kỳ năm 2020 đạt 2,46 triệu tấn, trị giá 1,37 tỷ USD"
    if not state.said_time and not behind and state.trailing is not None:
        spoken(told, state.trailing, state)
    if told.context.period is not None and _is_stock(clause):
        _take_end(told, told.context.period, state)
    return _moved(told, clause, years, last_year)


def _take_times_ahead(
    told: Told, clause: Clause, times: list[When], state: SentenceState
) -> tuple[bool, int]:
    """Speak of the times before a number; whether it is of an earlier year, and how many back."""
    last_year, years = False, 1
    for when in times:
        if goes_on(clause.left, when):
            continue
        if when.refers in ("same", "last_year"):
            if not is_level_with(clause.left, when):
                last_year, years = True, _years_back(when, told.context.period)
        elif not when.is_date:
            earlier, aside = told.context.period, is_aside(clause.left, when)
            if aside and state.clauses and state.saved is None:
                state.saved = earlier
            spoken(told, when, state)
            state.said_time = True
            now = told.context.period
            if aside and earlier is not None and now is not None:
                told.aside = now, earlier
    return last_year, years


_AT_ONCE = (
    *("cùng tháng", "cùng quý", "cùng thời gian", "cùng thời kỳ"),
    *("same month", "the same month", "same quarter", "the same quarter", "same time"),
    *("same period", "the same period", "the same time"),
)


def _is_at_once(left: list[Item]) -> bool:
    """ "Cùng tháng có 6.684 doanh nghiệp": a sentence that goes on with the time spoken of."""
    first = next((k for k, item in enumerate(left[:2]) if item.kind == "time"), None)
    if first is None or left[first].text.casefold() not in _AT_ONCE:
        return False
    if left[first].end - left[first].start > len(left[first].text):
        return False  # it goes on: "cùng tháng năm trước"
    return first == 0 or left[0].says("trong", "cũng", "cũng trong", "in", "during", "over", "at")


_UNTIL_NOW = (
    *("đến nay", "lũy kế đến nay", "luỹ kế đến nay", "tính đến nay", "hiện nay", "hiện có", "hiện"),
    *("currently", "now", "so far", "to date"),
)
_NEW = ("cấp mới", "thành lập mới", "mới", "new", "đăng ký")


def _of_the_year(when: When, period: Period | None) -> When:
    """ "9 tháng đạt 44 tỷ, tăng 29% so với cùng kỳ (năm 2019 là 34 tỷ)": as many months of it."""
    whole = (when.first, when.last, when.refers, when.first_year) == (1, 12, None, None)
    part = period is not None and period.months < 12 and period.year is not None
    if whole and part and when.year is not None and period is not None and period.year:
        return When(year=when.year, refers="same") if when.year < period.year else when
    return when


def _is_stock(clause: Clause) -> bool:
    """ "Lũy kế đến nay có 263 dự án", "nâng tổng số lên 60 dự án": how many there are then."""
    if clause.quantity.counted != "entity":
        return False
    told_now = any(item.says(*_UNTIL_NOW) for item in clause.left)
    onto = any(item.has("verb.onto") for item in clause.left[-3:])
    words = " ".join(item.text.casefold() for item in clause.left)
    total = onto and any(word in words for word in ("tổng số", "total", "the number", "nâng"))
    new = any(item.text.casefold().startswith(_NEW) for item in clause.right[:3])
    return (told_now or total) and not new


def _take_end(told: Told, period: Period, state: SentenceState) -> None:
    """Speak of the last month of a cumulated time, for the rest of the sentence."""
    if period.months > 1 and period.start.endswith("-01"):
        state.saved = state.saved or period
        told.context.period = replace(period, start=period.end)


def _moved(told: Told, clause: Clause, years: int, last_year: bool) -> Period | None:
    """The period spoken of, or so many years before it."""
    period = told.context.period
    if period is not None and is_named_stock(told):
        period = replace(period, start=period.end)
    # "tăng 15,2% so với cùng kỳ (loại trừ yếu tố giá tăng 10,6%)": another series, no other year
    shifted = told.context.shifted and basis_of(clause.left) is None
    if period is not None and (last_year or shifted or from_base(clause)):
        return period.moved(-years)
    return period


def _years_back(when: When, period: Period | None) -> int:
    """How many years before a period a time lies that is named by its year, else one."""
    told = period is not None and period.start[:4].isdigit() and when.year is not None
    back = int(period.start[:4]) - when.year if told and period and when.year else 1
    return back if back > 0 else 1


def _year_of_the_plan(
    told: Told, clause: Clause, before: Clause | None, state: SentenceState, when: When | None
) -> Period | None:
    """The year of a number that is the plan's own; None where it is none."""
    if names_plan(clause, before) and not any(is_open_time(i) for i in clause.left):
        year = resolve(when or When(1, 12), state.year, None)
        if not is_plan_of_quotient(clause):
            told.context.period = year
        return year
    if before is not None and not clause.left and _is_rate_of_the_plan(clause, before):
        return resolve(When(1, 12), state.year, None)
    return None


def _is_rate_of_the_plan(clause: Clause, before: Clause) -> bool:
    """ "Cần tăng 9% mới đạt chỉ tiêu năm (8%)": a rate behind a rate and the plan."""
    rates = clause.quantity.unit == "percent" and before.quantity.unit == "percent"
    return rates and says_plan(before.right[-1:])
