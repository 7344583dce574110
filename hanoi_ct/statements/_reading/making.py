"""The statement that a clause makes, from its number, its words, its subject and its period."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from hanoi_ct.statements._reading import averages, counting
from hanoi_ct.statements._reading.clause_words import from_up, is_not_zero
from hanoi_ct.statements._reading.clauses import Clause
from hanoi_ct.statements._reading.comparisons import on_the_year
from hanoi_ct.statements._reading.context import SentenceState, Told
from hanoi_ct.statements._reading.hedges import Lead
from hanoi_ct.statements._reading.kinds import answers, kind_of
from hanoi_ct.statements._reading.subjects import Subject
from hanoi_ct.statements._reading.units import MONEY, Quantity
from hanoi_ct.statements.statement import Comparison, Period, Statement

__all__ = ["make_statement"]

_CARRIED = ("visitors", "visitors_foreign", "visitors_domestic", "passengers", "travel")
_PRICED = re.compile(  # of what a price is: "giá bình quân xuất khẩu gạo"
    r"\A(?:(?:đơn |mức )?giá(?: bình quân| trung bình)? |(?:average |unit )?prices? of )(?!trị)"
)

_WEIGHED = ("tonne", "kg", "litre", "m3")
_ROW = 16  # statements of a sentence among which another share of the growth is looked for


def make_statement(
    told: Told,
    clause: Clause,
    lead: Lead,
    period: Period | None,
    before: Clause | None,
    state: SentenceState,
    named: bool,
) -> Statement | None:
    quantity = clause.quantity
    meaning = kind_of(clause, lead, state, told.text, told.found, told.context.shifted)
    kind = meaning.kind
    if kind is None:
        _point_at(told, clause)
        return None
    _take_guests(told, clause, named)
    _take_way(told, clause)
    subject = told.context.current
    if kind == "count" and subject.indicator in _CARRIED and quantity.noun == "lượt":
        kind = "level"  # "khách quốc tế đạt 755.000 lượt": how many came, no list of cases
    text = _subject_text(told, clause, subject, kind, state)
    if kind == "level" and not named:
        text = averages.averaged(told, clause, text)
    indicator = subject.indicator
    if kind == "count":
        words = counting.words_of(told, clause, subject, named or lead.verb == "onto")
        counted = counting.take_counted(told, clause, words, before)
        text, indicator = words, indicator or counted
    hedge, status = _hedge(told, clause, lead, kind)
    unit, notes = _unit(told, quantity, meaning.unit, state)
    return Statement(
        id="",
        start=lead.start if lead.start >= state.end else clause.item.start,
        end=_end(clause, kind),
        text="",
        printed=quantity.printed,
        value=_signed(quantity.value, meaning.sign),
        unit=unit,
        scale=quantity.scale,
        type=kind,
        hedge=hedge,
        subject=text,
        period=period,
        comparison=_compared_with(told, clause, kind, period, state.number),
        printed_unit=quantity.printed_unit,
        of=quantity.of,
        value_high=quantity.high,
        note="; ".join([meaning.note, *notes] if meaning.note else notes) or None,
        status=cast("None", status),
        alternatives=quantity.alternatives if unit != "count" else (),
        indicator=indicator,
        group=subject.group,
        whole=subject.head,
        part="count" if subject.counts else "rest" if subject.is_rest else subject.kind,
        basis=subject.basis,
        sentence=state.number,
        paragraph=state.paragraph,
        depth=told.depth,
    )


def _compared_with(
    told: Told, clause: Clause, kind: str, period: Period | None, sentence: int
) -> Comparison | None:
    """What a share or an attainment is measured against.

    "Đóng góp 42,6% vào mức tăng": a share of the growth, and none of the amount.
    """
    before = [s for s in told.found[-_ROW:] if s.sentence == sentence or s is told.found[-1]]
    shared = any(s.type == "share" and s.comparison not in (None, "total") for s in before)
    grows = any("tăng" in i.text.casefold() or i.has("verb.rise") for i in clause.right[:5])
    rates = [s.type in ("growth", "share") for s in told.found[-2:]]
    of_all = told.context.head.indicator in ("gdp", "iip", None) and len(rates) == 2
    grows = grows or (of_all and all(rates) and told.found[-1].type == "growth")
    if kind == "share" and any(item.has("verb.contribution") for item in clause.left):
        return on_the_year(period) if grows or shared else "total"
    return "total" if kind == "share" else "plan" if kind == "attainment" else None


def _point_at(told: Told, clause: Clause) -> None:
    """Make what a number points at the subject: "ba thị trường này" says no number of its own."""
    if clause.quantity.counted == "entity" and clause.quantity.in_words:
        words = " ".join(told.text[clause.item.start : clause.item.end].split()).casefold()
        told.context.current = Subject(words, subject_of_all(told), words, kind="unnamed")


_BY_WAY = re.compile(r"[\w ]*\bby (air|sea|road|rail|land|water)\b")


def _take_way(told: Told, clause: Clause) -> None:
    """ "6,777,084 travelled by air, 121,549 by sea": of the arrivals those by one way."""
    current = told.context.current
    if told.language != "en" or current.indicator not in _CARRIED or not current.text:
        return
    said = _BY_WAY.match(told.text, clause.item.end, clause.item.end + _LEAD)
    if said is not None and clause.quantity.unit not in ("percent", "times"):
        whole = re.sub(r" by [a-z]+\Z", "", current.text)
        way = f"by {said.group(1)}"
        told.context.current = replace(current, text=f"{whole} {way}", group=way, head=whole)


_LEAD = 40  # code points


def _take_guests(told: Told, clause: Clause, named: bool) -> None:
    """Make travellers that a number counts the subject: "đón 765.000 lượt khách"."""
    quantity = clause.quantity
    guests = counting.indicators_by_name(told.language).get((quantity.noun or "").casefold())
    carried = told.context.current.indicator
    kinds = ("visitors_foreign", "visitors_domestic")
    place = told.context.current
    at_a_place = named and place.kind == "province" and place.indicator not in _CARRIED
    if guests in _CARRIED and at_a_place:  # "Hà Nội đón 2,18 triệu lượt khách"
        link = " to " if told.language == "en" else " đến "
        city = next((i.text for i in clause.left if i.has("place.province")), place.text)
        words = _guest_words(clause)
        comes = any(f" {word}" in words for word in ("đến", "tới"))
        where = "" if comes else f"{link}{city}"
        told.context.current = Subject(f"{quantity.noun}{words}{where}", guests)
        return
    told_so = place.indicator is None if named else carried not in _CARRIED or guests in kinds
    if guests in _CARRIED and told_so:  # also "Vietnam welcomed 68 million tourists"
        told.context.current = Subject(f"{quantity.noun}{_guest_words(clause)}", guests)


_GUEST_WORDS = ("khách", "lưu trú", "tham quan", "tới", "đến", "du lịch", "lưu", "trú")


def _guest_words(clause: Clause) -> str:
    """ "5,2 triệu lượt khách lưu trú": which guests they are."""
    words = ""
    for item in clause.right[:4]:
        if not item.says(*_GUEST_WORDS, "tham", "quan"):
            break
        words += f" {item.text}"
    return words


def _subject_text(
    told: Told, clause: Clause, subject: Subject, kind: str, state: SentenceState
) -> str | None:
    """What a number is of, in words: the subject, who was asked or what was counted before."""
    text = subject.text
    if kind == "share" and (state.survey or answers(clause)):
        state.survey = True
        text = _asked(clause) or text
    if kind == "difference" and clause.quantity.counted == "entity":
        text = counting.counted_before(told, clause.quantity.noun, state) or text
    weighed = clause.quantity.unit in _WEIGHED and kind in ("level", "difference")
    traded = subject.indicator in ("exports", "imports") and told.language == "en"
    if weighed and traded and text and not state.aspect and "volume" not in text:
        return f"volume of {text}"
    if state.aspect and text:
        link = " of " if told.language == "en" else " "
        text = f"{state.aspect}{link}{_PRICED.sub('', text)}"
    return text


def _hedge(told: Told, clause: Clause, lead: Lead, kind: str) -> tuple[str | None, str | None]:
    """The hedge of a number and its status."""
    hedge, status = lead.hedge, lead.status
    if kind == "difference" and hedge == "vượt":
        hedge = None  # by how much a plan was passed, no number that was
    if told.context.target:
        hedge, status = hedge if hedge and not lead.status else "mục tiêu", "target"
        if told.language == "en" and hedge == "mục tiêu":
            hedge = "target"
    if any(item.says("trở lên") for item in clause.right) or from_up(clause):
        hedge = "từ...trở lên"
    return hedge, status


def _signed(value: str, sign: int) -> str:
    return f"-{value}" if sign < 0 and is_not_zero(value) else value


def _end(clause: Clause, kind: str) -> int:
    """Where the statement ends: behind its number, or behind the verb of "7,4% tăng"."""
    if clause.right and clause.right[0].has("verb.rise", "verb.fall") and kind == "growth":
        return clause.right[0].end
    return clause.item.end


def _unit(
    told: Told, quantity: Quantity, meant: str | None, state: SentenceState
) -> tuple[str | None, list[str]]:
    """The unit of a number, and what there is to note about how it is printed."""
    notes, unit = [], meant or quantity.unit
    if unit in MONEY and quantity.scale == "1" and "." in quantity.value and told.money:
        notes.append("no scale is printed")
    if quantity.note and not (unit == "count" and quantity.alternatives):
        notes.append(quantity.note)
    if unit is None:
        unit = _unit_beside(told, quantity.scale, state)
        if unit is None and told.context.current.indicator in _CARRIED:
            unit = "count"  # "khách quốc tế đạt 14,7 triệu"
        said = "no unit is printed"
        notes.append(f"{said}: that of the statement before is taken" if unit else said)
    return unit, notes


def _asked(clause: Clause) -> str | None:
    """Who gave an answer, and which: the words behind a share of those that were asked."""
    words = [item.text for item in clause.right[:10] if item.kind == "word"]
    return " ".join(words) or None


def subject_of_all(told: Told) -> str | None:
    """The indicator of what is spoken of."""
    return told.context.current.indicator or told.context.head.indicator


def _unit_beside(told: Told, scale: str, state: SentenceState) -> str | None:
    """The unit that a list says once: "đạt 105 tỷ đồng, trong đó nhà nước 9 tỷ"."""
    for s in reversed(told.found[-12:]):
        if s.sentence != state.number:
            break
        if s.type == "level" and s.scale == scale and scale != "1":
            return s.unit
    return None
