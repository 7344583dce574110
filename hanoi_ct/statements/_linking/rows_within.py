"""Markets and goods that a paragraph tells one by one behind the amount that they are parts of.

"Xuất khẩu dệt may đạt 21,8 tỷ USD. Hoa Kỳ mua 10 tỷ USD, tăng 9%. Nhật Bản 2,6 tỷ USD ...": of an
open list nothing follows but that its parts are no more than their whole, so only rows that fit
are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set

from hanoi_ct.statements._linking.averages import is_amount, is_base
from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import Placed
from hanoi_ct.statements.figures_read import added_up, interval_of
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_rows_within", "of_their_shares", "without_shorter_rows"]

_FAR = 2  # sentences between two parts, and paragraphs between a whole and its parts
_MOST = 20
_PLACES = ("market", "province")
# Words that tell the largest parts, or of what something is a part.
_MOST_OF = re.compile(
    r"\b(?:(?:nhiều|lớn|cao|mạnh) nhất|đứng đầu|dẫn đầu|chủ yếu|chủ lực|gồm|trong đó)\b|"
    r"\b(?:most|largest|biggest|top|led|mainly|comprised|made up|contributed|of which)\b"
)
_ENDS = re.compile(r"…|\.\.\.|\b(?:trong đó|tổng cộng|of which|in total)\b")  # of a row
_WITHIN = re.compile(r"\s*(?:trong|của|within|of|in) ([^,.;:()\d]{3,40}),")
_BACK = 12
_OPPOSED = {"exports": "imports", "imports": "exports"}


def of_rows_within(found: Sequence[Placed], shared: Set[str]) -> Iterator[Claim]:
    """The parts of a row, and the last amount before them that they may be parts of.

    Parameters
    ----------
    found : sequence of Placed
    shared : set of str
        Ids of the numbers whose share is told: one alone needs no other relation to its whole.
    """
    rows: dict[object, tuple[Statement, list[Statement]]] = {}  # a whole and its parts
    begun: set[tuple[str | None, str | None, int]] = set()  # names of a whole and its first part
    bare: dict[object, Statement] = {}  # the last exports of all, by unit, time and indicator
    for place, each in enumerate(found):
        s = each.s
        if not _is_part(each):
            continue
        key = (s.unit, s.period)
        whole, row = rows.get(key, (None, []))
        named = _named_whole(found, place)
        if whole is not None and row and named is None and _goes_on(whole, row, each):
            row.append(s)
            continue
        if whole is not None and row:
            yield from _told(whole, row, shared)
        whole = named or whole
        again = whole is not None and (whole.subject, s.subject, s.sentence) in begun
        if whole is not None and (named or _begins(whole, each, again)):
            rows[key] = (whole, [s])
            begun.add((whole.subject, s.subject, s.sentence))
        elif (of := bare.get((*key, s.indicator))) is not None and _is_in_all(of, s):
            rows[key] = (of, [s])
        elif s.part in _PLACES or s.whole is not None:
            rows.pop(key, None)
        else:
            rows[key] = (s, [])
        if s.indicator in _OPPOSED and not s.group and s.whole is None:
            bare[(*key, s.indicator)] = s
    for whole, row in rows.values():
        yield from _told(whole, row, shared)


def _is_part(each: Placed) -> bool:
    """Whether an amount of this time may be a part, or have parts."""
    return is_amount(each) and each.s.indicator != "balance" and not is_base(each)


def _named_whole(found: Sequence[Placed], place: int) -> Statement | None:
    """The amount that words name as that of which a sentence goes on to tell the parts.

    "Trong thu nội địa, doanh nghiệp Nhà nước nộp ...", "within domestic revenue, ...".
    """
    each = found[place]
    said = _WITHIN.match(each.lead)
    if said is None:
        return None
    for other in reversed(found[max(0, place - _BACK) : place]):
        whole = other.s
        alike = (whole.type, whole.unit, whole.period) == (each.s.type, each.s.unit, each.s.period)
        if alike and said[1] == (whole.subject or "").casefold():
            return whole if each.s.amount < whole.amount and _is_part(other) else None
    return None


def _begins(whole: Statement, each: Placed, again: bool) -> bool:
    """Whether an amount is told as a part of the last one: a market, one of its goods, the most.

    ``again``: what it is of was told so in another unit.
    """
    s = each.s
    if s.type != whole.type or whole.part in _PLACES or s.depth > whole.depth:
        return False
    if _OPPOSED.get(whole.indicator or "", "-") == s.indicator or s.amount >= whole.amount:
        return False
    if s.paragraph - whole.paragraph >= _FAR or s.sentence - whole.sentence > _FAR:
        return False
    if s.part in _PLACES or (s.whole and s.whole.casefold() == (whole.subject or "").casefold()):
        return True
    return again or (bool(_MOST_OF.search(each.lead)) and s.subject != whole.subject)


def _is_in_all(whole: Statement, s: Statement) -> bool:
    """Whether firms of some owners or goods are told apart: exports of foreign firms, of rice."""
    near = s.paragraph - whole.paragraph <= 1 and s.basis == whole.basis
    goods = s.whole is not None and s.whole.casefold() == (whole.subject or "").casefold()
    return (
        near and (s.part == "owner" or goods) and s.type == whole.type and s.amount < whole.amount
    )


def _goes_on(whole: Statement, row: Sequence[Statement], each: Placed) -> bool:
    """Whether an amount is told in the row of parts before it, and fits beside them."""
    s, last = each.s, row[-1]
    if _ENDS.search(each.lead):
        return False
    alike = (s.type, s.depth) == (last.type, last.depth)
    alike = alike and s.paragraph - last.paragraph <= (s.part in _PLACES)
    apart = (s.part in _PLACES) != (last.part in _PLACES)
    if not alike or len(row) >= _MOST or (apart and s.whole != last.whole):
        return False
    near = s.sentence - last.sentence <= (_FAR if s.part in _PLACES else 1)
    same = s.sentence == last.sentence or s.indicator == last.indicator
    named = s.subject not in {p.subject for p in row} and s.subject != whole.subject
    fits = added_up([*row, s]) <= whole.amount
    return near and same and named and fits


def _told(whole: Statement, row: Sequence[Statement], shared: Set[str]) -> Iterator[Claim]:
    alone = len(row) == 1 and row[0].id in shared
    fits = added_up(row) <= whole.amount
    if row and fits and not alone:
        yield claim_of("part_of", False, total=whole, parts=row)


def of_their_shares(
    found: Sequence[Placed], rows: Sequence[Claim], shared: Set[str]
) -> Iterator[Claim]:
    """The shares told beside the parts of rows, where they agree with the whole.

    Parameters
    ----------
    found : sequence of Placed
    rows : sequence of Claim
        As `of_rows_within` gives them.
    shared : set of str
        Ids of the shares that other claims hold.
    """
    places = {each.s.id: k for k, each in enumerate(found)}
    taken = set(shared)
    for claim in rows:
        whole = found[places[claim.statements["total"][0]]].s
        for part_id in claim.statements["parts"]:
            k = places[part_id]
            part = found[k].s
            beside = [found[n].s for n in (k + 1, k + 2, k + 3, k - 1) if 0 <= n < len(found)]
            for s in beside:
                if s.type in ("level", "count") and s.start > part.start and s.unit == part.unit:
                    break  # the next part
                told = s.type == "share" and s.unit == "percent" and s.sentence == part.sentence
                if told and s.id not in taken and _agrees(part, whole, s):
                    taken.add(s.id)
                    yield claim_of("share", True, part=part, total=whole, share=s)
                    break


def _agrees(part: Statement, whole: Statement, share: Statement) -> bool:
    given = (interval_of(part) / interval_of(whole)).scaled(100)
    return given.bounded and given.meets(interval_of(share, "loose"))


def without_shorter_rows(claims: Sequence[Claim], rows: Iterable[Claim]) -> list[Claim]:
    """The claims and the rows that none of them holds, each list with most parts of its whole."""
    held: dict[str, list[set[str]]] = {}
    for claim in claims:
        if claim.kind in ("part_of", "sum"):
            held.setdefault(claim.statements["total"][0], []).append(set(claim.statements["parts"]))
    new: list[Claim] = []
    for claim in rows:
        longer = held.setdefault(claim.statements["total"][0], [])
        if not any(set(claim.statements["parts"]) <= more for more in longer):
            longer.append(set(claim.statements["parts"]))
            new.append(claim)
    kept = [
        c
        for c in claims
        if c.kind != "part_of"
        or not any(set(c.statements["parts"]) < more for more in held[c.statements["total"][0]])
    ]
    return kept + new
