"""What the rate of a clause is measured against: printed, second of a pair, or as before."""

from __future__ import annotations

import re
from dataclasses import replace

from hanoi_ct.statements._reading.clause_words import aspect, length, printed_compare
from hanoi_ct.statements._reading.clauses import Clause
from hanoi_ct.statements._reading.comparisons import Against, against_period, on_the_year
from hanoi_ct.statements._reading.context import SentenceState, Told
from hanoi_ct.statements._reading.hedges import COMPARING
from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements.statement import Comparison, Period, Statement

__all__ = ["compared", "hand_on"]

_WIDER = ("cả nước", "bình quân chung", "bình quân cả nước", "toàn quốc", "national average")
_THE_AMOUNT = re.compile(r"\s*(?:the|mức|con số)\s+(?:US\$|\$|VND\s?)?\d")
_A_YEAR = re.compile(r"\s*(?:/|mỗi |một |a |per )\s*(?:năm|year)\b", re.IGNORECASE)
_NAMED = 6  # words before a number among which another thing is named
_OF_ANOTHER = ("vốn", "lượng", "xe", "số", "mức", "con số", "sản lượng", "diện tích", "của")
_VERSUS = ("so với", "so sánh", "compared", "against", "versus", "relative to")


def compared(
    told: Told,
    made: Statement,
    clause: Clause,
    before: Clause | None,
    state: SentenceState,
    named: bool,
) -> Statement:
    printed = printed_compare(clause, made.type == "ratio")
    if printed is None and made.type == "growth" and _A_YEAR.match(told.text, clause.item.end):
        years = made.period is not None and made.period.months % 12 == 0
        return replace(made, comparison="previous_year", period=made.period if years else None)
    if printed is not None:
        made = _of_the_same_months(told, made, printed)
        comparison = against_period(printed, made.period)
        _remember_pair(told, made, comparison)
        _set_apart(told, made, comparison, state)
        told.said.add(len(told.found))
        if made.period is None:
            told.monthly = told.monthly or comparison == "previous_month"
            if told.monthly and comparison == "same_period_last_year":
                comparison = "same_month_last_year"
        if comparison not in ("plan", "other"):
            told.usual[length(made.period)] = comparison
        state.compare = printed
        return replace(made, comparison=comparison)
    if _against_another(told, made, clause):
        return replace(made, comparison="other")
    earlier = told.found[-1] if told.found else None
    if earlier is not None and _tells_again(told, made, earlier):
        return replace(made, comparison=earlier.comparison, period=earlier.period)
    if _is_pair(told, made, earlier, clause, named, state):
        assert earlier is not None
        return _second_of_pair(told, made, earlier)
    if state.compare is not None and state.compare.what == "other":
        return replace(made, comparison="other")  # "... so với cuối năm; huy động vốn tăng 1,9%"
    usual = told.usual.get(length(made.period))
    if usual is not None and state.later is not None and state.compare is None:
        later = against_period(state.later, made.period)  # "X tăng 8%, Y tăng 6% so với ..."
        usual = later if later == "previous_month" else usual
    if usual == "same_month_last_year":
        return replace(made, comparison="same_month_last_year")
    if usual is None and state.later is not None:
        usual = against_period(state.later, made.period)
        usual = usual if usual not in ("plan", "other") else None
    if usual is None and made.indicator == "cpi" and length(made.period) == "month":
        usual = "previous_month"  # prices of a month are told against the month before
    if usual == "previous_month" and length(made.period) == "month":
        return replace(made, comparison="previous_month")
    note = made.note
    if not told.usual and usual is None:
        assumed = "no comparison is printed: the year before is assumed"
        note = f"{note}; {assumed}" if note else assumed
    return replace(made, comparison=on_the_year(made.period), note=note)


def _tells_again(told: Told, made: Statement, earlier: Statement) -> bool:
    """Whether a bracket tells the change before it as an amount or in percent: "(+6,2%)"."""
    kinds = {made.type, earlier.type}
    between = told.text[earlier.end : made.start]
    _, opened, words = between.rpartition("(")
    alike = (earlier.sentence, earlier.subject) == (made.sentence, made.subject)
    aside = bool(opened) and ")" not in words and ";" not in words
    return kinds == {"growth", "difference"} and alike and aside and not re.search(r"\d", between)


def _of_the_same_months(told: Told, made: Statement, printed: Against) -> Statement:
    """ "Riêng tháng 8 ... Nhập khẩu giảm 3% so với 8 tháng đầu năm 2019": of eight months too."""
    when, period = printed.when, made.period
    if _is_month_before(printed, period) and period is not None:
        return replace(made, period=replace(period, start=period.end))
    if when is None or when.first != 1 or when.refers is not None or period is None:
        return made
    month = period.months == 1 and period.end.endswith(f"-{when.last or 0:02d}")
    if not month or period.year is None or when.year != period.year - 1 or when.last == 1:
        return made
    told.context.period = replace(period, start=f"{period.year:04d}-01")
    return replace(made, period=told.context.period)


def _is_month_before(printed: Against, period: Period | None) -> bool:
    """ "Down 25% in the first eight months of 2020 and down 14% versus July 2020": of August."""
    when = printed.when
    if when is None or period is None or not when.is_month or when.refers is not None:
        return False
    one = when.year is not None and when.year == period.year and not when.is_date
    return one and period.months > 1 and when.last == int(period.end[-2:]) - 1


def hand_on(told: Told, made: Statement, clause: Clause) -> None:
    """ "9/12 nhóm hàng tăng so với tháng trước, trong đó": so does the list behind."""
    printed = printed_compare(clause, False)
    comparison = against_period(printed, made.period) if printed is not None else "other"
    if comparison not in ("plan", "other"):
        told.usual[length(made.period)] = comparison
    elif told.context.head.indicator == "cpi" and length(made.period) == "month":
        told.usual["month"] = "previous_month"  # "8/11 nhóm hàng tăng giá": on the month before


def _against_another(told: Told, made: Statement, clause: Clause) -> bool:
    """Whether a number is compared with another thing, no time: "gấp 4 lần Hàn Quốc"."""
    first = clause.right[0] if clause.right else None
    if made.type == "difference" and _names_another(clause.left[-_NAMED:]):
        return True
    if made.unit == "times" and _THE_AMOUNT.match(told.text, clause.item.end):
        return True  # "1.6 times the US$195 million of Laos"
    if first is None or first.kind != "word":
        return False
    wide = any(item.says(*_WIDER) for item in clause.right[:5])
    if made.unit == "times" and wide:
        return True
    if made.unit == "times" and first.has("indicator") | bool(first.starts("place.")):
        return True
    if made.unit == "times" and made.type == "ratio" and first.text.casefold() in _OF_ANOTHER:
        return True
    return first.has("comparison.versus") and first.text.casefold().startswith(_VERSUS)


def _names_another(left: list[Item]) -> bool:
    """ "Thấp hơn Bắc Ninh 870 triệu USD": less than another place has."""
    apart = [k for k, item in enumerate(left) if item.says(*COMPARING)]
    return bool(apart) and any(item.starts("place.") for item in left[apart[-1] + 1 :])


def _is_pair(
    told: Told,
    made: Statement,
    earlier: Statement | None,
    clause: Clause,
    named: bool,
    state: SentenceState,
) -> bool:
    """Whether this rate is the second of a pair: on the month before, on the year before."""
    about = made.subject is None and aspect(clause.right) is not None  # "11% về lượng và 2% về giá"
    told_before = made.period is not None and made.period.months in told.pairs
    respectively = any(i.has("verb.corresponding") for i in clause.right) and not told_before
    if clause.in_a_row or about or respectively:
        return False  # "mức giảm lần lượt là 11,3%, 12,6% và 1,5%": each of its own
    joined = clause.joined in ("và", "and")
    multiple = made.unit == "times" and joined  # "tăng 5,1% và gấp 1,5 lần"
    if earlier is not None and earlier.type == made.type == "ratio":  # "bằng 87,6% và 109,2%"
        indices = earlier.unit == made.unit == "percent" and joined
        same = (earlier.subject, earlier.period) == (made.subject, made.period)
        month = made.period is not None and made.period.months == 1
        return indices and same and month and not named and earlier.sentence == state.number
    return (
        earlier is not None
        and not named
        and earlier.sentence == state.number
        and (earlier.type == "growth" or (earlier.unit == "times" and joined))
        and (
            multiple
            or earlier.unit == "times"
            or (made.type == "growth" and earlier.unit == made.unit)
        )
        and earlier.subject == made.subject
        and earlier.period == made.period
        and _has_pairs(told, made.period)
        and clause.joined in ("và", ",", "and", "but", "nhưng", ";")
    )


def _remember_pair(told: Told, made: Statement, comparison: Comparison) -> None:
    """ "Tăng 10,6% so với quý trước và tăng 25,1% so với cùng kỳ": so are bare pairs behind."""
    earlier = told.found[-1] if told.found else None
    if earlier is None or earlier.comparison is None or earlier.comparison == comparison:
        return
    alike = (earlier.subject, earlier.period, earlier.sentence) == (
        *(made.subject, made.period, made.sentence),
    )
    if alike and earlier.type == made.type == "growth" and made.period is not None:
        told.pairs[made.period.months] = (earlier.comparison, comparison)


def _set_apart(told: Told, made: Statement, comparison: Comparison, state: SentenceState) -> None:
    """ "Tăng 1,2% và gấp 11,6 lần cùng kỳ": the first of two rates is on another time."""
    place = len(told.found) - 1
    earlier = told.found[-1] if told.found else None
    if earlier is None or place in told.said or earlier.sentence != state.number:
        return
    if made.subject is None:
        return
    month = made.period is not None and made.period.months == 1
    alike = (earlier.subject, earlier.period) == (made.subject, made.period)
    if month and alike and earlier.type == "growth" and earlier.comparison == comparison:
        told.found[-1] = replace(earlier, comparison="previous_month")


def _has_pairs(told: Told, period: Period | None) -> bool:
    if period is None:
        return told.monthly
    return period.months == 1 or period.months in told.pairs


def _second_of_pair(told: Told, made: Statement, earlier: Statement) -> Statement:
    if made.period is not None and made.period.months > 1:
        first, second = told.pairs[made.period.months]
        if len(told.found) - 1 not in told.said:
            told.found[-1] = replace(earlier, comparison=first)
        return replace(made, comparison=second)
    on_year = "same_month_last_year" if made.period is None else on_the_year(made.period)
    if len(told.found) - 1 in told.said:
        other: Comparison = on_year if earlier.comparison == "previous_month" else "previous_month"
        return replace(made, comparison=other)
    told.found[-1] = replace(earlier, comparison="previous_month")
    return replace(made, comparison=on_year)
