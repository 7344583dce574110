"""Rows of amounts that come to a total beside them, or so near to it that they are meant to.

What adds up is found by `sums_of`; of what does not, the words or the nearness must tell more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from fractions import Fraction

from hanoi_ct.quantities.interval import total
from hanoi_ct.statements._linking.amounts import Item, Row, may_be_part
from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.groups import are_all_there_is
from hanoi_ct.statements._linking.sums_by_chance import sums_of
from hanoi_ct.statements.figures_read import added_up, interval_of
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_rows_that_add_up", "of_rows_that_nearly_do"]

_MOST = 14  # parts of one total
_FAR = 2  # sentences between a total and its parts
_MISSED = Fraction(1, 400)  # of a total, by which parts that are meant to be all of it may miss it
_ROUGH = Fraction(1, 10)  # where parts name all there is
_FIRM, _SURE = 0.1, 0.01  # of the chance that is allowed, and in itself
_WIDE = Fraction(1, 33)


def of_rows_that_add_up(rows: Sequence[Row], text: str) -> tuple[list[Claim], list[Claim]]:
    """The sums that chance would hardly have made: the firm ones, and others.

    Of the others nothing follows for rates, or for what else is held against their totals.

    Parameters
    ----------
    rows : sequence of rows
        As `rows_of_amounts` gives them.
    text : str
    """
    firm: list[Claim] = []
    other: list[Claim] = []
    for row in rows:
        for found in sums_of(row, text):
            claim = _sum(found.whole.s, [p.s for p in found.parts])
            (firm if found.rank <= _FIRM and found.chance <= _SURE else other).append(claim)
    return firm, other


def of_rows_that_nearly_do(rows: Sequence[Row], summed: Set[str]) -> Iterator[Claim]:
    """The sums of amounts right behind a number that miss it by a digit or two of its last.

    Parameters
    ----------
    rows : sequence of rows
        As `rows_of_amounts` gives them.
    summed : set of str
        Ids of the numbers that other sums hold already.
    """
    for every in rows:
        row = [item for item in every if item.s.id not in summed and _is_amount(item.s)]
        place = 0
        while place < len(row) - 2:
            whole = row[place].s
            parts = [p.s for p in _nearly(row[place], row[place + 1 : place + 1 + _MOST])]
            if parts:
                closed = whole.indicator != "gdp" and _are_all_kinds(parts)
                closed = closed and _are_close(whole, parts)
                yield claim_of("sum", closed, total=whole, parts=parts)
            place += 1 + len(parts)


def _is_amount(s: Statement) -> bool:
    return s.type in ("level", "count") and s.unit is not None and s.status != "target"


def _sum(whole: Statement, parts: Sequence[Statement]) -> Claim:
    """The sum of some parts; of exports, imports and what is left the balance that it is."""
    by_indicator = {s.indicator: s for s in parts}
    if whole.indicator == "exports" and by_indicator.keys() == {"imports", "balance"}:
        imports, balance = by_indicator["imports"], by_indicator["balance"]
        return claim_of("balance", exports=whole, imports=imports, balance=balance)
    return claim_of("sum", True, total=whole, parts=parts)


def _nearly(whole: Item, beside: Sequence[Item]) -> list[Item]:
    """The amounts right behind a number that come so close to it that they are meant to be it.

    They are all of its time, told with the same rates, and end where something else is told.
    """
    exact = _exact(whole.s)
    parts: list[Item] = []
    alike = True
    for k, item in enumerate(beside if not whole.converted else ()):
        alike = alike and item.told == beside[0].told
        far = abs(item.s.sentence - whole.s.sentence) > _FAR
        if far or item.s.period != whole.s.period or not may_be_part(whole, item):
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


def _is_missed(whole: Item, parts: Sequence[Item], by: Fraction) -> bool:
    """Whether parts miss a number by little, or by what its loose reading allows."""
    exact = _exact(whole.s)
    if abs(by) <= _MISSED * exact:
        return True
    spans = [interval_of(item.s, "loose") for item in (whole, *parts)]
    narrow = all(span.bounded for span in spans) and sum(s.width for s in spans) <= _WIDE * exact
    return narrow and total(spans[1:]).meets(spans[0])
