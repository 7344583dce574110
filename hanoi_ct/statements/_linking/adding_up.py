"""Totals that the amounts right behind or before them add up to, whatever they are called.

Names do not always tell what is a part of what: "Lào Cai đã thu 12.259 tỷ đồng ... thu nội địa
11.040 tỷ ..., gồm: thuế 7.434 tỷ, tiền sử dụng đất 3.606 tỷ ... Xuất - nhập khẩu nộp 1.219 tỷ".
Amounts in a row that come to a number beside them, to the last printed digit, are taken for its
parts; of amounts that do not nothing follows here. What stands among them and is of another time,
or is told with other rates than they, is passed over.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction

from hanoi_ct.quantities.interval import Interval, as_double, total
from hanoi_ct.statements._linking.attached import Attached
from hanoi_ct.statements._linking.averages import is_amount, is_base
from hanoi_ct.statements._linking.cells import MONEY, claim_of
from hanoi_ct.statements._linking.groups import are_all_there_is
from hanoi_ct.statements._linking.near import Placed, same_noun
from hanoi_ct.statements.figures_read import added_up, interval_of
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_rows_that_add_up", "of_rows_that_nearly_do", "rows_of_amounts"]

_BALANCE = re.compile(r"\b(?:xuất siêu|nhập siêu|thặng dư|thâm hụt|surplus|deficit)")
# Names of which one is never a part of the other, unless that tells both.
_SIDES = (
    (r"\b(?:xuất khẩu|exports?)\b", r"\b(?:nhập khẩu|imports?)\b"),
    (r"\b(?:thu ngân sách|thu nội địa|revenues?)\b", r"\b(?:chi ngân sách|spending|expenditure)\b"),
)
_NAMED_SIDES = [(re.compile(one), re.compile(other)) for one, other in _SIDES]
_NEAR = 25  # code points before a number in which a surplus or a deficit is named
# What a sentence tells behind these words is a part of an amount before it.
_INNER = re.compile(r"\b(?:trong đó|riêng|gồm|of which|of this|including)\b")
_REST = re.compile(r"\b(?:còn lại|khác|the rest|remaining|others?)\b")
_SIBLINGS = ("market", "province")
_SCALES = ("nghìn", "ngàn", "triệu", "tỷ", "thousand", "million")
_MANY = 50  # cases; smaller counts come to each other by chance
_MOST = 14  # parts of one total
_BACK = 16  # amounts before a row among which its total is looked for
_MANY_PARTS = 4  # parts that come to a total sentences before them by no chance
_REACH = 6
_DIGITS = 4
_FAR = 2  # sentences between two parts, and between a total and its parts
_LOOSE = Fraction(1, 100)  # of their sum, what rounding may hide: rounder numbers add up by chance
_MISSED = Fraction(1, 400)  # of a total, by which parts that are meant to be all of it may miss it
_ROUGH = Fraction(1, 10)  # where parts name all there is
_VAGUE = Fraction(1, 25)  # what hedges may add, where the printed digits agree
_WIDE = Fraction(1, 33)
_BELOW = 1 - 1e-12  # more than a sum of doubles can be off
_EXACT = Fraction(1, 400)  # numbers of several times, or apart, must add up more closely


@dataclass(frozen=True, slots=True)
class _Item:
    """An amount, the interval that it is read as, and what is told with it."""

    s: Statement
    span: Interval
    told: tuple[bool, ...]
    converted: bool
    inner: bool  # whether its sentence tells it as a part of another amount
    rest: bool  # whether it is what is left of a list
    noun: str  # what is counted
    sides: tuple[tuple[bool, bool], ...]  # which of two opposed sides its name has
    low: float  # the ends of its interval as doubles
    high: float


_Kept = Callable[[_Item, _Item], bool]  # whether an item beside a total is looked at
_Row = list[_Item]


def of_rows_that_add_up(rows: Sequence[_Row]) -> Iterator[Claim]:
    """The sums of amounts that stand in a row, the inner ones first.

    Parameters
    ----------
    rows : sequence of rows
        As `rows_of_amounts` gives them.
    """
    for row in rows:
        left = list(row)
        yield from _with_a_rest(left)
        yield from _behind_their_total(left)
        yield from _before_their_total(left)


def of_rows_that_nearly_do(rows: Sequence[_Row], summed: Set[str]) -> Iterator[Claim]:
    """The sums of amounts right behind a number that miss it by a digit or two of its last.

    Parameters
    ----------
    rows : sequence of rows
        As `rows_of_amounts` gives them.
    summed : set of str
        Ids of the numbers that other sums hold already.
    """
    for every in rows:
        row = [item for item in every if item.s.id not in summed]
        place = 0
        while place < len(row) - 2:
            whole = row[place].s
            parts = [p.s for p in _nearly(row[place], row[place + 1 : place + 1 + _MOST])]
            if parts:
                closed = whole.indicator != "gdp" and _are_all_kinds(parts)
                closed = closed and _are_close(whole, parts)
                yield claim_of("sum", closed, total=whole, parts=parts)
            place += 1 + len(parts)


def rows_of_amounts(
    found: Sequence[Placed], bases: Set[str], rates: Mapping[str, Attached]
) -> list[_Row]:
    """The amounts of each unit, in the order of the text.

    Parameters
    ----------
    found : sequence of Placed
    bases : set of str
        Ids of the amounts that are those of an earlier time, which add up to nothing here.
    rates : mapping of str to Attached
        What is told of each amount, by its id.
    """
    rows: dict[str | None, _Row] = {}
    for before, each in itertools.pairwise([None, *found]):
        if each is None or not _adds_up(each) or each.s.id in bases:
            continue
        span = interval_of(each.s)
        if span.bounded and span.low > 0:
            row = rows.setdefault(each.s.unit, [])
            again = _is_converted(each, before)
            inner = bool(row) and row[-1].s.sentence == each.s.sentence
            inner = inner and (row[-1].inner or bool(_INNER.search(each.lead)))
            told = _told(rates[each.s.id]) if each.s.id in rates else (False,) * 3
            row.append(_item(each, span, told, again, inner))
    return list(rows.values())


def _item(
    each: Placed, span: Interval, told: tuple[bool, ...], converted: bool, inner: bool
) -> _Item:
    s = each.s
    rest = s.part == "rest" or bool(_REST.search(each.lead))
    name = (s.subject or "").casefold()
    sides = tuple((bool(a.search(name)), bool(b.search(name))) for a, b in _NAMED_SIDES)
    low, high = as_double(span.low), as_double(span.high)
    return _Item(s, span, told, converted, inner, rest, _noun(s), sides, low, high)


def _is_converted(each: Placed, before: Placed | None) -> bool:
    """Whether a bracket tells the amount before it in another currency.

    It may be a part of what is told in that currency; its own parts are those of the amount.
    """
    if before is None or each.s.depth <= before.s.depth or each.lead.strip() != "(":
        return False
    return before.s.unit in MONEY and each.s.unit in MONEY and before.s.unit != each.s.unit


def _told(held: Attached) -> tuple[bool, ...]:
    return "year" in held.growths, bool(held.attainments), bool(held.shares)


def _adds_up(each: Placed) -> bool:
    """Whether an amount is one of this time, and no balance of two others."""
    s = each.s
    name = (s.subject or "").casefold() if s.indicator == "balance" else ""
    if _BALANCE.search(name) or _BALANCE.search(each.lead[-_NEAR:]) or is_base(each):
        return False
    registered = s.indicator == "fdi_added"  # "vốn đăng ký thêm 6,1 triệu" is no change of it
    return is_amount(each, ("level", "count", "difference") if registered else ("level", "count"))


def _behind_their_total(row: _Row) -> Iterator[Claim]:
    """From the last number to the first: what follows a number and adds up to it is its parts."""
    for place in range(len(row) - 2, -1, -1):
        while parts := _parts(row[place], row[place + 1 : place + 1 + _MOST]):
            yield _sum(row[place].s, [p.s for p in parts])
            last = next(k for k in range(place + 1, len(row)) if row[k] is parts[-1])
            del row[place + 1 : last + 1]


def _with_a_rest(row: _Row) -> Iterator[Claim]:
    """A row that ends in what is left, and the amount further before that it comes to."""
    for place, last in enumerate(row):
        if not last.rest:
            continue
        for first in range(place - 2, max(-1, place - _MOST), -1):
            parts = row[first : place + 1]
            if any(p.s.period != last.s.period or p.s.sentence != last.s.sentence for p in parts):
                break
            added = total([p.span for p in parts])
            wholes = [w for w in row[max(0, first - _BACK) : first] if w.span.meets(added)]
            near = [
                w for w in wholes if w.s.period == last.s.period and w.s.sentence < last.s.sentence
            ]
            if near and _is_close(near[-1], parts, added):
                yield _sum(near[-1].s, [p.s for p in parts])
                break


def _before_their_total(row: _Row) -> Iterator[Claim]:
    """What stands right before a number and adds up to it."""
    place = 2
    while place < len(row):
        parts = _parts(row[place], list(reversed(row[max(0, place - _MOST) : place])))
        if parts:
            parts.reverse()
            yield _sum(row[place].s, [p.s for p in parts])
            first = next(k for k in range(place - 1, -1, -1) if row[k] is parts[0])
            del row[first:place]
            place = first
        place += 1


def _sum(whole: Statement, parts: Sequence[Statement]) -> Claim:
    """The sum of some parts; of exports, imports and what is left the balance that it is."""
    by_indicator = {s.indicator: s for s in parts}
    if whole.indicator == "exports" and by_indicator.keys() == {"imports", "balance"}:
        imports, balance = by_indicator["imports"], by_indicator["balance"]
        return claim_of("balance", exports=whole, imports=imports, balance=balance)
    return claim_of("sum", True, total=whole, parts=parts)


def _parts(whole: _Item, beside: Sequence[_Item]) -> list[_Item]:
    """The first amounts beside a number that come to it, all of them or those that are alike."""
    small = [item.high for item in beside if item.low <= whole.high]
    if whole.converted or len(small) < 2 or sum(small) < whole.low * _BELOW:
        return []
    later = _later(beside)
    for kept in (_all, _of_its_time, _of_its_noun, _told_alike(beside), _outer, later):
        parts = _adding_up(whole, (item for item in beside if kept(whole, item)))
        if parts:
            return parts
    if _is_beside(whole, beside):  # "người ... và người.km ..., trong đó đường bộ ... và ..."
        parts = _adding_up(whole, beside[1::2])
        return parts if len(parts) > 1 and whole.s.type == parts[0].s.type else []
    return []


def _is_beside(whole: _Item, beside: Sequence[_Item]) -> bool:
    """Whether two amounts of one thing are told beside each other, and so those of its parts."""
    if len(beside) < 4 or any(item.s.sentence != whole.s.sentence for item in beside[:4]):
        return False
    names = [item.s.subject for item in beside[:4]]
    first = names[0] == names[1] and names[2] == names[3]  # before the parts' second amounts
    return first or (names[1] == names[2] and names[0] == whole.s.subject)


def _nearly(whole: _Item, beside: Sequence[_Item]) -> list[_Item]:
    """The amounts right behind a number that come so close to it that they are meant to be it.

    They are all of its time, told with the same rates, and end where something else is told.
    """
    exact = _exact(whole.s)
    parts: list[_Item] = []
    alike = True
    for k, item in enumerate(beside if not whole.converted else ()):
        alike = alike and item.told == beside[0].told
        far = abs(item.s.sentence - whole.s.sentence) > _FAR
        if far or item.s.period != whole.s.period or not _same_things(whole, item):
            return []
        parts.append(item)
        added = sum((_exact(p.s) for p in parts), Fraction(0))
        ends = k + 1 == len(beside) or beside[k + 1].s.sentence != item.s.sentence
        rough = len(parts) > 1 and ends and abs(added - exact) <= _ROUGH * exact
        if rough and _are_all_kinds([p.s for p in parts]):
            return parts
        if len(parts) > 1 and alike and _is_missed(whole, parts, added - exact):
            return parts if Fraction(whole.span.width) <= _MISSED * exact else []
        if added > exact:
            return []
    return []


def _all(whole: _Item, item: _Item) -> bool:
    return True


def _are_all_kinds(parts: Sequence[Statement]) -> bool:
    """Whether parts name all there is, or all kinds of capital that is registered."""
    kinds = {s.indicator for s in parts}
    capital = {"fdi_new", "fdi_added"} <= kinds <= {"fdi_new", "fdi_added", "fdi_shares"}
    return capital or are_all_there_is(parts)


def _are_close(whole: Statement, parts: Sequence[Statement]) -> bool:
    most = _WIDE if whole.type == "count" else _MISSED  # what is counted is not rounded
    return abs(Fraction(added_up(parts) - whole.amount)) <= most * _exact(whole)


def _exact(s: Statement) -> Fraction:
    return Fraction(s.amount)


def _is_missed(whole: _Item, parts: Sequence[_Item], by: Fraction) -> bool:
    """Whether parts miss a number by little, or by what its loose reading allows."""
    exact = _exact(whole.s)
    if abs(by) <= _MISSED * exact:
        return True
    spans = [interval_of(item.s, "loose") for item in (whole, *parts)]
    narrow = all(span.bounded for span in spans) and sum(s.width for s in spans) <= _WIDE * exact
    return narrow and total(spans[1:]).meets(spans[0])


def _of_its_time(whole: _Item, item: _Item) -> bool:
    return item.s.period == whole.s.period


def _of_its_noun(whole: _Item, item: _Item) -> bool:
    if whole.s.unit != "count":
        return True
    one, other = item.noun, whole.noun
    return same_noun(one, other) or one.startswith(f"{other} ") or other.startswith(f"{one} ")


def _outer(whole: _Item, item: _Item) -> bool:
    """Whether neither a bracket nor "trong đó" makes an item a part of another one."""
    return _of_its_time(whole, item) and item.s.depth == whole.s.depth and not item.inner


def _told_alike(beside: Sequence[_Item]) -> _Kept:
    """Those that are told with the same rates as the first of them."""
    first = beside[0].told if beside else ()

    def kept(whole: _Item, item: _Item) -> bool:
        return item.told == first and _of_its_time(whole, item)

    return kept


def _later(beside: Sequence[_Item]) -> _Kept:
    """Those of one time behind the sentence of the first, which tells of something else."""
    behind = [item for item in beside if item.s.sentence != beside[0].s.sentence]

    def kept(whole: _Item, item: _Item) -> bool:
        apart = beside[0].s.period != whole.s.period or beside[0].low > whole.high
        apart = apart and item.s.sentence > whole.s.sentence
        first = beside[0].s.sentence
        return apart and item.s.sentence != first and item.s.period == behind[0].s.period

    return kept


def _adding_up(whole: _Item, beside: Iterable[_Item]) -> list[_Item]:
    """The first of some amounts that come to a number, or none."""
    parts: list[_Item] = []
    low, high, last = 0.0, 0.0, whole.s
    apart = False  # whether the first stands further behind its total
    for item in beside:
        s = item.s
        by = abs(s.sentence - last.sentence)
        apart = apart or (not parts and _FAR < by <= _REACH)
        far = (by > _FAR and (parts or not apart)) or abs(s.paragraph - last.paragraph) > 1
        if far or item.low > whole.high or not _same_things(whole, item):
            return []
        if item.low == whole.high and item.span.low >= whole.span.high:
            return []
        parts.append(item)
        last = s
        low, high = low + item.low, high + item.high
        if low * _BELOW > whole.high:
            return []
        if len(parts) < (_MANY_PARTS if apart else 2) or high < whole.low * _BELOW:
            continue
        # the doubles are as good as equal, or inside: what is so exactly decides
        added = total(part.span for part in parts)
        if added.meets(whole.span) and _is_close(whole, parts, added):
            return parts
        if added.low > whole.span.high:
            return []
    return []


def _is_close(whole: _Item, parts: Sequence[_Item], added: Interval) -> bool:
    """Whether no chance makes the numbers add up: printed closely, or naming all there is."""
    alike = all(p.s.period == whole.s.period for p in parts)
    at_once = alike or (len(parts) > 2 and len({p.s.period for p in parts}) == 1)
    if at_once and are_all_there_is([p.s for p in parts]):
        return True
    apart = abs(Fraction(added_up(p.s for p in parts) - whole.s.amount))
    if len(parts) == 2 and len({p.s.paragraph for p in parts}) > 1:
        # two numbers of several paragraphs come to a third by chance, if not to four digits
        return apart == 0 and all(len(re.sub(r"\D", "", p.s.value)) >= _DIGITS for p in parts)
    size = Fraction(whole.span.low)
    inside, outside = Fraction(added.width), Fraction(whole.span.width)
    if not alike:
        said = apart * 5 <= _EXACT * size  # "khoảng 452.000 tấn", and the parts come to it
        return inside + (0 if said else outside) <= _EXACT * size
    if inside + outside <= _LOOSE * size:
        return True
    vague = whole.s.hedge is not None or outside <= _VAGUE * size  # "nearly 18", as it is printed
    vague = vague and len({p.s.paragraph for p in parts}) == 1
    return vague and apart <= _MISSED * size and inside <= _VAGUE * size


def _same_things(whole: _Item, part: _Item) -> bool:
    """Whether one may be a part of the other: a market is none of another market."""
    if whole.s.part == part.s.part and whole.s.part in _SIBLINGS:
        return False
    for (a, b), (part_a, part_b) in zip(whole.sides, part.sides, strict=True):
        if a != b and (part_b if a else part_a):
            return False
    return whole.s.type != "count" or same_noun(whole.noun, part.noun) or _are_many(whole.s)


def _are_many(whole: Statement) -> bool:
    """Whether a count is so large that no chance makes counts of other names come to it."""
    return abs(whole.amount) >= _MANY


def _noun(s: Statement) -> str:
    """What is counted: the words behind the number and its scale."""
    words = s.text.casefold()
    behind = words[words.rfind(s.printed) + len(s.printed) :] if s.printed else words
    return " ".join(word for word in behind.split() if word not in _SCALES)
