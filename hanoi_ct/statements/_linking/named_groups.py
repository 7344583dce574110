"""A whole and its parts in the sentences behind it, where names tell that they are all there is.

"Xuất nhập khẩu tăng 9%. Xuất khẩu đạt ..., tăng 12%; nhập khẩu đạt ..., tăng 6%": amounts of the
parts add up, and the rate of the whole lies between the least and the largest of theirs.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence, Set
from decimal import Decimal

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.groups import Group, groups_of_whole
from hanoi_ct.statements._linking.near import RATES, fall_short
from hanoi_ct.statements.figures_read import interval_of
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["of_groups_of_amounts", "of_groups_of_rates"]

_BESIDE = 4  # code points between a share and what it changed by
_AHEAD = 24  # rates behind that of the whole among which its parts are looked for
_SENTENCES = 6
# Of a whole, from which on parts that do not fit are other things: in the next sentence, later.
_CLOSE, _VERY_CLOSE = Decimal("0.03"), Decimal("0.005")
_MOST = Decimal("0.85")
_NEAR = 1  # sentences up to which parts that do not fit are told of, too


def of_groups_of_rates(reading: Reading, known: Set[str]) -> Iterator[Claim]:
    """The rate of a whole and those of all parts of its group.

    Parameters
    ----------
    reading : Reading
    known : set of str
        Ids of the rates that other relations hold already as those of a whole.
    """
    alike: dict[object, list[Statement]] = {}
    for before, s in itertools.pairwise([None, *reading.statements]):
        if s is None or (before is not None and _is_of_a_share(before, s)):
            continue
        if s.unit == "percent" and s.type in ("growth", "ratio"):
            key = (s.type, s.comparison, s.period, s.basis, s.status == "target")
            alike.setdefault(key, []).append(s)
    for rates in alike.values():
        for place, whole in enumerate(rates):
            if whole.id in known or whole.depth:
                continue  # a rate in a bracket is of what the bracket names
            for group in groups_of_whole(whole.subject):
                if _is_of_a_row(rates, place, group):
                    continue
                parts, closed = _parts(whole, rates[place + 1 : place + 1 + _AHEAD], group)
                if parts and ((closed and _is_near(whole, parts)) or _is_within(whole, parts)):
                    yield claim_of("minmax", closed, growth=whole, growths=parts)


def _is_of_a_share(before: Statement, s: Statement) -> bool:
    """Whether a rate is told of the share before it: "chiếm 17,36%, giảm 1,19%" are points."""
    behind = before.sentence == s.sentence and s.start - before.end < _BESIDE
    return before.type == "share" and s.type == "growth" and behind


def _is_of_a_row(rates: Sequence[Statement], place: int, group: Group) -> bool:
    """Whether a whole is the last of some that one sentence compares: provinces in a row.

    "GRDP of Binh Duong rose 6.84 %; that of Tay Ninh 5.2 %. Services rose ...": whose is not told.
    """
    if not place:
        return False
    before, whole = rates[place - 1], rates[place]
    return before.sentence == whole.sentence and group in groups_of_whole(before.subject)


def of_groups_of_amounts(reading: Reading, known: Set[str]) -> Iterator[Claim]:
    """The amount of a whole and those of all parts of its group.

    Parameters
    ----------
    reading : Reading
    known : set of str
        Ids of the totals that other relations add up already: only parts that add up are told
        of these.
    """
    alike: dict[object, list[Statement]] = {}
    for s in reading.statements:
        amount = s.type in ("level", "count") and s.status != "target" and s.unit not in RATES
        if amount or s.type == "contribution":
            told = s.type == "contribution"
            alike.setdefault((s.unit, s.period, s.basis, told), []).append(s)
    for amounts in alike.values():
        for place, whole in enumerate(amounts):
            for group in groups_of_whole(whole.subject):
                parts, closed = _parts(whole, amounts[place + 1 : place + 1 + _AHEAD], group)
                if parts:
                    yield from _sum(whole, parts, group, closed, whole.id not in known)


def _sum(
    whole: Statement, parts: Sequence[Statement], group: Group, closed: bool, new: bool
) -> Iterator[Claim]:
    """Parts that come to their whole, or leave little of it; of open lists that they are parts."""
    if whole.type == "contribution" and not (closed and _add_up(whole, parts)):
        return
    near = _add_up(whole, parts) or (new and _come_close(whole, parts))
    if near and (closed or (new and len(parts) > 2)):
        yield claim_of("sum", closed, total=whole, parts=parts)
        return
    if new and closed and group.also and _leave_little(whole, parts):
        yield claim_of("sum", False, total=whole, parts=parts)
    if new and fall_short(whole, parts):
        yield claim_of("part_of", False, total=whole, parts=parts)


def _add_up(whole: Statement, parts: Sequence[Statement]) -> bool:
    spans = [interval_of(s) for s in parts]
    return sum(spans[1:], spans[0]).meets(interval_of(whole))


def _come_close(whole: Statement, parts: Sequence[Statement]) -> bool:
    """Whether parts come so near to their total that one of them must be a slip."""
    amounts = [s.amount for s in (whole, *parts)]
    most = _CLOSE if _is_near(whole, parts) else _VERY_CLOSE
    return abs(sum(amounts[1:]) - amounts[0]) <= most * amounts[0]


def _leave_little(whole: Statement, parts: Sequence[Statement]) -> bool:
    """Whether parts make up most of a whole, and what the list may leave out is the rest."""
    amounts = [s.amount for s in (whole, *parts)]
    return _MOST * amounts[0] <= sum(amounts[1:]) <= amounts[0]


def _parts(
    whole: Statement, behind: Sequence[Statement], group: Group
) -> tuple[list[Statement], bool]:
    """The first rate of every part, and whether that is all there is; none where one is alone."""
    found: dict[int, Statement] = {}
    for s in behind:
        part = group.part(s.subject)
        if s.sentence - whole.sentence > _SENTENCES:
            break
        if part is None and group in groups_of_whole(s.subject):
            break  # another whole
        if group.bare and (s.group or s.whole is not None or s.part):
            continue
        if part is not None:
            found.setdefault(part, s)
    closed = not group.open and set(range(len(group.parts))) <= set(found)
    return (list(found.values()), closed) if len(found) > 1 else ([], False)


def _is_near(whole: Statement, parts: Sequence[Statement]) -> bool:
    return max(s.sentence for s in parts) - whole.sentence <= _NEAR


def _is_within(whole: Statement, parts: Sequence[Statement]) -> bool:
    rates = [Decimal(s.value) for s in parts]
    return min(rates) <= Decimal(whole.value) <= max(rates)
