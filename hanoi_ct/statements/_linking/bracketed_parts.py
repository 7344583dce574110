"""Parts that a bracket right behind a number tells of it: "15,2 tỷ USD (gạo 2,5 tỷ; rau 3 tỷ)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from hanoi_ct.quantities.interval import total
from hanoi_ct.statements._linking.averages import is_average, is_base
from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import Placed
from hanoi_ct.statements.figures_read import added_up, interval_of
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_bracketed_changes", "of_bracketed_parts"]

_INSIDE = re.compile(r"\b(?:trong đó|riêng|of which|including)\b")
_HEDGES = re.compile(
    r"\b(?:gần|hơn|trên|khoảng|ước|đạt|nearly|over|about|around|some|almost|more than|usd|us|vnd)\b"
)
# "(tương đương 309.000 tấn thịt xẻ)", "(equal to nearly US$15 billion)": told again, no part
_AGAIN = re.compile(r"\b(?:tương đương|tương ứng|tức|hay|equal|equivalent|or)\b")
_MOST = 20


def of_bracketed_parts(
    found: Sequence[Placed], summed: Set[str], shared: Set[str]
) -> Iterator[Claim]:
    """A level and the levels of its unit in the bracket behind it, which are no more than it.

    Parameters
    ----------
    found : sequence of Placed
    summed : set of str
        Ids of the numbers that sums hold as their parts already.
    shared : set of str
        Ids of the numbers whose share is told: that says more than that they are no more.
    """
    for place, each in enumerate(found):
        whole = each.s
        if whole.type not in ("level", "count") or whole.unit in ("percent", None):
            continue
        if whole.status == "target":
            continue
        parts = _parts(found, place) or _singled_out(found, place)
        known = summed | shared if len(parts) == 1 else summed
        if not parts or known & {s.id for s in parts}:
            continue
        if added_up(parts) <= whole.amount:
            yield claim_of("part_of", False, total=whole, parts=parts)


def of_bracketed_changes(found: Sequence[Placed]) -> Iterator[Claim]:
    """ "Tăng 17 tỷ đồng (công nghiệp tăng 363 tỷ, xây dựng giảm 346 tỷ)": changes that add up."""
    for place, each in enumerate(found):
        whole, parts = each.s, list[Statement]()
        if whole.type != "difference" or whole.unit in ("percent", "percentage_points", None):
            continue
        for other in found[place + 1 : place + 1 + _MOST]:
            s = other.s
            if s.sentence != whole.sentence or s.depth <= whole.depth:
                break
            if (s.type, s.unit) == (whole.type, whole.unit):
                parts.append(s)
        if len(parts) < 2:
            continue
        added = total(interval_of(s) for s in parts)
        if added.meets(interval_of(whole)):
            yield claim_of("sum", True, total=whole, parts=parts)


def _parts(found: Sequence[Placed], place: int) -> list[Statement]:
    """The levels one bracket deeper, up to the next number outside of it."""
    whole, parts = found[place].s, list[Statement]()
    for each in found[place + 1 : place + 1 + _MOST]:
        s = each.s
        if s.sentence != whole.sentence:
            break
        if s.depth <= whole.depth:
            if parts or s.type in ("level", "count"):
                break
            continue  # its rate: "15,16 tỷ USD, tăng 4,4% (gạo ...)"
        if whole.type == "count" and not _same_things(whole, s):
            continue
        alike = (s.type, s.unit, s.period) == (whole.type, whole.unit, whole.period)
        fact = s.status != "target" and not is_base(each) and not is_average(each)
        inside = s.depth == whole.depth + 1 and not _INSIDE.search(each.lead)
        if alike and fact and inside and _is_named(each) and _is_kind(whole, s):
            parts.append(s)
    return parts


def _is_named(each: Placed) -> bool:
    """Whether the bracket names what it tells; an amount alone is that of the words before it."""
    if _AGAIN.search(each.lead):
        return False
    return bool(re.search(r"[^\W\d_]{2}", _HEDGES.sub(" ", each.lead.rpartition("(")[2])))


def _is_kind(whole: Statement, part: Statement) -> bool:
    """Whether both are balances or neither: a surplus is no part of the imports before it."""
    return (whole.indicator == "balance") == (part.indicator == "balance")


def _singled_out(found: Sequence[Placed], place: int) -> list[Statement]:
    """ "Năng lượng tái tạo 6,3 tỷ kWh, riêng điện mặt trời 5,6 tỷ kWh": one part alone."""
    whole = found[place].s
    for each in found[place + 1 : place + 4]:
        s = each.s
        if s.sentence != whole.sentence or s.depth not in (whole.depth, whole.depth + 1):
            return []
        if s.type not in ("level", "count") or (s.type != whole.type == "count"):
            continue  # its rates, what it is worth
        alike = (s.unit, s.period, s.status) == (whole.unit, whole.period, whole.status)
        alike = alike and s.type == whole.type and (s.type == "level" or _same_things(whole, s))
        told = _INSIDE.search(each.lead) and not is_base(each) and not is_average(each)
        return [s] if alike and told else []
    return []


def _same_things(whole: Statement, part: Statement) -> bool:
    """Whether two counts are of one noun: "36 dự án, trong đó 14 dự án bổ sung vốn"."""
    nouns = [[w for w in s.text.casefold().split() if w[0].isalpha()][-2:] for s in (whole, part)]
    words = [w for w in part.text.casefold().split() if w[0].isalpha()]
    return bool(nouns[0]) and words[: len(nouns[0])] == nouns[0]
