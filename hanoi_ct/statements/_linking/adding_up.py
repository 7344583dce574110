"""Totals that the amounts right behind or before them add up to, whatever they are called.

Names do not always tell what is a part of what: "Lào Cai đã thu 12.259 tỷ đồng ... thu nội địa
11.040 tỷ ..., gồm: thuế 7.434 tỷ, tiền sử dụng đất 3.606 tỷ ... Xuất - nhập khẩu nộp 1.219 tỷ".
Amounts in a row that come to a number beside them, to the last printed digit, are taken for its
parts; of amounts that do not nothing follows here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction

from hanoi_ct.quantities.interval import Interval, total
from hanoi_ct.statements._linking.averages import is_average, is_base
from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import Placed, same_noun
from hanoi_ct.statements.figures_read import quantity_of
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_rows_that_add_up"]

_SIBLINGS = ("market", "province")
_MOST = 14  # parts of one total
_FAR = 2  # sentences between two parts, and between a total and its parts
_BARE = ("percent", "percentage_points", "times", None)
_LOOSE = Fraction(1, 100)  # of their sum, what rounding may hide: rounder numbers add up by chance
_EXACT = Fraction(1, 500)  # numbers of several times must add up more closely


@dataclass(slots=True)
class _Row:
    """The amounts of one unit that are in no total yet, in the order of the text."""

    items: list[tuple[Statement, Interval]]


def of_rows_that_add_up(found: Sequence[Placed], bases: Set[str]) -> Iterator[Claim]:
    """The sums of amounts that stand in a row, the inner ones first.

    Parameters
    ----------
    found : sequence of Placed
    bases : set of str
        Ids of the amounts that are those of an earlier time.
    """
    rows: dict[tuple[str, str | None], _Row] = {}
    for each in found:
        if _is_amount(each) and each.s.id not in bases:
            key = (each.s.type, each.s.unit)
            span = quantity_of(each.s).interval("tight")
            if span.bounded and span.low > 0:
                rows.setdefault(key, _Row([])).items.append((each.s, span))
    for row in rows.values():
        yield from _behind_their_total(row)
        yield from _before_their_total(row)


def _is_amount(each: Placed) -> bool:
    s = each.s
    if s.type not in ("level", "count") or s.unit in _BARE or "_per_" in str(s.unit):
        return False
    if s.status == "target" or s.indicator == "balance" or s.of is not None:
        return False
    return not is_average(each) and not is_base(each)


def _behind_their_total(row: _Row) -> Iterator[Claim]:
    """From the last number to the first: what follows a number and adds up to it is its parts."""
    for place in range(len(row.items) - 2, -1, -1):
        parts = _adding_up(row.items[place], row.items[place + 1 : place + 1 + _MOST])
        if parts:
            yield claim_of("sum", True, total=row.items[place][0], parts=parts)
            del row.items[place + 1 : place + 1 + len(parts)]


def _before_their_total(row: _Row) -> Iterator[Claim]:
    """What stands right before a number and adds up to it."""
    place = 2
    while place < len(row.items):
        before = list(reversed(row.items[max(0, place - _MOST) : place]))
        parts = _adding_up(row.items[place], before)
        if parts:
            yield claim_of("sum", True, total=row.items[place][0], parts=list(reversed(parts)))
            del row.items[place - len(parts) : place]
            place -= len(parts)
        place += 1


def _adding_up(
    whole: tuple[Statement, Interval], beside: Sequence[tuple[Statement, Interval]]
) -> list[Statement]:
    """The first of some amounts that come to a number, or none."""
    parts: list[Statement] = []
    spans: list[Interval] = []
    last = whole[0]
    for s, span in beside:
        far = abs(s.sentence - last.sentence) > _FAR or abs(s.paragraph - last.paragraph) > 1
        if far or span.low >= whole[1].high or not _same_things(whole[0], s):
            return []
        parts.append(s)
        spans.append(span)
        last = s
        added = total(spans)
        if len(parts) > 1 and added.meets(whole[1]):
            return parts if _is_close(whole, parts, added) else []
        if added.low > whole[1].high:
            return []
    return []


def _is_close(
    whole: tuple[Statement, Interval], parts: Sequence[Statement], added: Interval
) -> bool:
    """Whether the numbers are printed closely enough that no chance makes them add up."""
    width = Fraction(added.width) + Fraction(whole[1].width)
    alike = all(s.period == whole[0].period for s in parts)
    return width <= (_LOOSE if alike else _EXACT) * Fraction(whole[1].low)


def _same_things(whole: Statement, part: Statement) -> bool:
    """Whether one may be a part of the other: a market is none of another market."""
    if whole.part == part.part and whole.part in _SIBLINGS:
        return False
    if whole.type != "count":
        return True
    nouns = [
        " ".join(w for w in s.text.casefold().split() if w[0].isalpha()) for s in (whole, part)
    ]
    return same_noun(*nouns) or nouns[0].split()[:2] == nouns[1].split()[:2]
