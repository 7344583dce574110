"""The amounts of a text by unit, each with what decides whether it may be a part of another."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from hanoi_ct.quantities.interval import Interval, as_double
from hanoi_ct.statements._linking.attached import Attached
from hanoi_ct.statements._linking.averages import is_average, is_base
from hanoi_ct.statements._linking.cells import MONEY
from hanoi_ct.statements._linking.near import RATES, Placed, same_noun
from hanoi_ct.statements.figures_read import interval_of
from hanoi_ct.statements.statement import Statement

__all__ = ["Item", "Row", "may_be_part", "rows_of_amounts"]

_BALANCE = re.compile(r"\b(?:xuất siêu|nhập siêu|thặng dư|thâm hụt|surplus|deficit)")
_DEFICIT = re.compile(r"\b(?:nhập siêu|thâm hụt|deficit)")
# Names of which one is never a part of the other, unless that tells both.
_SIDES = (
    (r"\b(?:xuất khẩu|xuất,? (?:- )?nhập khẩu|exports?)\b", r"\b(?:nhập khẩu|imports?)\b"),
    (
        r"\b(?:thu ngân sách|thu nội địa|revenues?)\b",
        r"\b(?:chi ngân sách|trả nợ|spending|expenditure|debt servicing)\b",
    ),
)
_NAMED_SIDES = [(re.compile(one), re.compile(other)) for one, other in _SIDES]
_NEAR = 25  # code points before a number in which a surplus or a deficit is named
# What a sentence tells behind these words is a part of an amount before it.
_INNER = re.compile(r"\b(?:trong đó|riêng|gồm|of which|of this|including)\b")
_REST = re.compile(r"\b(?:còn lại|khác|the rest|remaining|others?)\b")
_ADDED = re.compile(r"\b(?:tăng thêm|thêm|added|additional)\b")
_MOVED = re.compile(
    r"\b(?:tăng|giảm|rose|rise|fell|fall|increas\w+|decreas\w+|declin\w+|up|down)\b"
)
_SIBLINGS = ("market", "province")
_SCALES = ("nghìn", "ngàn", "triệu", "tỷ", "thousand", "million")
_SCALED = 1000  # "34,7 triệu": a number without a unit counts something
_MANY = 50  # cases; smaller counts come to each other by chance


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """An amount, the interval that it is read as, and what is told with it."""

    s: Statement
    order: int  # its place among the statements of the text
    span: Interval
    low: float  # the ends of the interval as doubles
    high: float
    told: tuple[bool, ...]  # which kinds of rates stand with it
    converted: bool
    inner: bool  # whether its sentence tells it as a part of another amount
    rest: bool  # whether it is what is left of a list
    noun: str  # what is counted
    sides: tuple[tuple[bool, bool], ...]  # which of two opposed sides its name has
    turn: bool = False  # whether it is the second, the fourth ... of its sentence
    unit: float = 0.0  # of its last digit that is not zero


Row = list[Item]


def rows_of_amounts(
    found: Sequence[Placed], bases: Set[str], rates: Mapping[str, Attached]
) -> list[Row]:
    """The amounts of each unit, in the order of the text; balances and changes in their own rows.

    Parameters
    ----------
    found : sequence of Placed
    bases : set of str
        Ids of the amounts that are those of an earlier time, which add up to nothing here.
    rates : mapping of str to Attached
        What is told of each amount, by its id.
    """
    rows: dict[tuple[str, str | None], Row] = {}
    for order, (before, each) in enumerate(itertools.pairwise([None, *found])):
        if each is None or each.s.id in bases:
            continue
        span = interval_of(each.s)
        if not span.bounded or not span.high:
            continue
        for kind in _kinds(each):
            row = rows.setdefault((kind, each.s.unit or "count"), [])
            row.append(_item(each, order, span, row, before, rates))
    return list(rows.values())


def _kinds(each: Placed) -> tuple[str, ...]:
    """Whether a number is an amount, a balance, a change of one, points: the rows it stands in."""
    s = each.s
    if s.type == "contribution" or (s.type == "difference" and s.unit == "percentage_points"):
        return ("points",)
    if s.unit in RATES and not (s.unit is None and Decimal(s.scale) >= _SCALED):
        return ()
    if "_per_" in str(s.unit) or s.of is not None or is_average(each) or is_base(each):
        return ()
    lead = each.lead[-_NEAR:]
    if s.type == "difference":
        added = s.indicator == "fdi_added" or _ADDED.search(f"{lead}{s.text}")
        moved = bool(_MOVED.search(f"{lead}{s.text}"))
        return (*(("amount",) if added or not moved else ()), *(("change",) if moved else ()))
    if s.type not in ("level", "count"):
        return ()
    name = (s.subject or "").casefold() if s.indicator == "balance" else ""
    if _BALANCE.search(f"{name} {lead}"):
        return ("balance",)
    if s.status == "target":
        return ("target",)
    return ("amount", "change") if _ADDED.search(each.lead) else ("amount",)


def _item(
    each: Placed,
    order: int,
    span: Interval,
    row: Row,
    before: Placed | None,
    rates: Mapping[str, Attached],
) -> Item:
    s = each.s
    last = row[-1] if row else None
    beside = last is not None and last.s.sentence == s.sentence
    name = (s.subject or "").casefold()
    return Item(
        s,
        order,
        span,
        as_double(span.low),
        as_double(span.high),
        _told(rates[s.id]) if s.id in rates else (False,) * 3,
        _is_converted(each, before),
        beside and last is not None and (last.inner or bool(_INNER.search(each.lead))),
        s.part == "rest" or bool(_REST.search(each.lead)),
        _noun(s),
        tuple((bool(a.search(name)), bool(b.search(name))) for a, b in _NAMED_SIDES),
        beside and last is not None and not last.turn,
        _unit(s),
    )


def _unit(s: Statement) -> float:
    """The unit of the last digit that is not zero: "180.000" is told to tens of thousands."""
    digits = s.value.rstrip("0") if "." not in s.value else s.value
    places = -len(digits.split(".")[1]) if "." in digits else len(s.value) - len(digits)
    return float(10.0**places) * float(s.scale)


def _is_converted(each: Placed, before: Placed | None) -> bool:
    """Whether a bracket tells the amount before it in another currency.

    It may be a part of what is told in that currency; its own parts are those of the amount.
    """
    if before is None or each.s.depth <= before.s.depth or each.lead.strip() != "(":
        return False
    return before.s.unit in MONEY and each.s.unit in MONEY and before.s.unit != each.s.unit


def _told(held: Attached) -> tuple[bool, ...]:
    return "year" in held.growths, bool(held.attainments), bool(held.shares)


def may_be_part(whole: Item, part: Item) -> bool:
    """Whether one may be a part of the other: a market is none of another market."""
    if whole.s.part == part.s.part and whole.s.part in _SIBLINGS and whole.s.group != part.s.group:
        return False
    for (a, b), (part_a, part_b) in zip(whole.sides, part.sides, strict=True):
        if a != b and (part_b if a else part_a):
            return False
    if whole.s.type != "count" or part.s.type != "count":
        return True
    return same_noun(whole.noun, part.noun) or abs(whole.s.amount) >= _MANY


def _noun(s: Statement) -> str:
    """What is counted: the words behind the number and its scale."""
    words = s.text.casefold()
    behind = words[words.rfind(s.printed) + len(s.printed) :] if s.printed else words
    return " ".join(word for word in behind.split() if word not in _SCALES)
