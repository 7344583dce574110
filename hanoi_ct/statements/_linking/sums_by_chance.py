"""Totals that amounts near them add up to, whatever they are called.

Names do not always tell what is a part of what: "Lào Cai đã thu 12.259 tỷ đồng ... thu nội địa
11.040 tỷ ..., gồm: thuế 7.434 tỷ, tiền sử dụng đất 3.606 tỷ ... Xuất - nhập khẩu nộp 1.219 tỷ".
Amounts are taken for the parts of a number where they come to it and chance would hardly have
brought that about: the width of what the numbers may be, of the size of the total, times the
number of ways tried. The less their words and places tell, the smaller that must be. Of amounts
that do not add up nothing follows here.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from hanoi_ct.quantities.interval import total
from hanoi_ct.statements._linking.amounts import Item, Row, may_be_part
from hanoi_ct.statements._linking.groups import are_all_there_is, groups_of_whole

__all__ = ["Found", "sums_of"]

_MOST = 14  # parts of one total
_STARTS = 5  # amounts beside a total that may stand between it and its parts
_GAP, _REACH, _PARAGRAPHS = 3, 12, 4  # sentences between parts, to their total; paragraphs to it
_ROUNDS = 3
_NEXT, _LONG = 0.4, 3  # ways to begin right beside a total; parts from which on a row is no choice
_SCATTERED = 14  # amounts on each side among which parts are picked one by one
_FEW = 0.05  # picks that come to a total by chance
_SLACK = 1e-9  # more than a sum of doubles can be off
# How likely a chance may be: in one paragraph, with the next one, further off.
_IN_PARAGRAPH, _IN_NEXT, _FURTHER = 0.012, 0.01, 0.005
_KINDS = ("market", "province", "industry", "owner")
_CAPITAL = {"fdi_new", "fdi_added", "fdi_shares"}
_CUE = re.compile(
    r"\b(?:trong (?:số )?(?:đó|này)|gồm|chia|cụ thể|tổng cộng|như vậy|cả (?:hai|ba|bốn)|tính chung|"
    r"gộp|tính cả|nâng|này|(?:nêu|nói|kể) trên|of which|of th\w+|including|comprising|consisting|"
    r"together|total\w*|combined|bringing)\b|:\s",
    re.IGNORECASE,
)

# What amounts that are looked at together have in common, and how far that is a choice of many.
_View = tuple[Callable[[Item], object], float]
_VIEWS: tuple[_View, ...] = (
    (lambda item: None, 1),
    (lambda item: item.s.period, 1),
    (lambda item: (item.s.period, item.told), 1.5),
    (lambda item: (item.s.period, item.s.type, item.noun), 1.5),
    (lambda item: (item.s.period, item.s.depth, item.inner), 1.5),
    (lambda item: (item.s.period, item.turn), 1.5),  # tonnes and tonne-kilometres in turn
)


@dataclass(frozen=True, slots=True)
class Found:
    """A total, its parts, and how likely they add up by chance, as a part of what is allowed."""

    whole: Item
    parts: tuple[Item, ...]
    rank: float
    chance: float


def sums_of(row: Row, text: str) -> list[Found]:
    """The sums of a row: of amounts that follow each other, the inner ones first, then of others.

    Parameters
    ----------
    row : list of Item
        As `rows_of_amounts` gives them.
    text : str
    """
    found: list[Found] = []
    inside: set[str] = set()
    for _ in range(_ROUNDS):
        left = [item for item in row if item.s.id not in inside]
        new = _best(_runs(left, _VIEWS[:2] if inside else _VIEWS, text), found)
        if not new:
            break
        found += new
        inside |= {p.s.id for f in new for p in f.parts}
    found += _best(_scattered(row, text), found)
    return [_of_outer(f, found) for f in found if not _is_of_siblings(f, found)]


def _is_of_siblings(found: Found, others: Sequence[Found]) -> bool:
    """Whether a total and its parts are all parts of one other total: 250 beside 100 and 150."""
    every = {found.whole, *found.parts}
    return any(every <= set(other.parts) for other in others)


def _of_outer(found: Found, others: Sequence[Found]) -> Found:
    """A sum of amounts some of which make up another one of the row: that stands for them."""
    for other in others:
        if other.whole is found.whole or other.whole in found.parts:
            continue
        if len(other.parts) < len(found.parts) and set(other.parts) <= set(found.parts):
            outer = (*(set(found.parts) - set(other.parts)), other.whole)
            parts = tuple(sorted(outer, key=lambda p: p.order))
            if total(p.span for p in parts).meets(found.whole.span):
                return replace(found, parts=parts)
    return found


def _best(candidates: Iterable[Found], known: Sequence[Found]) -> list[Found]:
    """Those that chance explains least; no part twice in one total, no parts of two totals."""
    kept: list[Found] = []
    ways: dict[str, set[str]] = {}
    sets: set[frozenset[str]] = set()
    for f in itertools.chain(known, sorted(candidates, key=lambda f: f.rank)):
        ids = frozenset(p.s.id for p in f.parts)
        taken = ways.setdefault(f.whole.s.id, set())
        if ids in sets or ids & taken:
            continue
        sets.add(ids)
        taken |= ids
        kept.append(f)
    return kept[len(known) :]


def _runs(row: Row, views: Sequence[_View], text: str) -> Iterator[Found]:
    """What follows a number, or stands before it, with no other of its view between the parts."""
    for key, choice in views:
        lists: dict[object, Row] = {}
        for item in row:
            lists.setdefault(key(item), []).append(item)
        orders = {k: [i.order for i in items] for k, items in lists.items()}
        for place, whole in enumerate(row):
            if whole.converted:
                continue
            own = key(whole)
            for k in {key(item) for item in row[max(0, place - 1) : place + 2]}:
                items, at = lists[k], bisect.bisect_left(orders[k], whole.order)
                behind = items[at + (k == own) : at + _MOST + _STARTS]
                before = items[max(0, at - _MOST - _STARTS) : at][::-1]
                tried = choice * (1 if k == own else 2)
                yield from _beside(whole, behind, tried, text)
                yield from _beside(whole, before, tried, text)


def _beside(whole: Item, beside: Sequence[Item], tried: float, text: str) -> Iterator[Found]:
    """The rows of amounts that begin near a number and come to it."""
    size = max(abs(whole.low), abs(whole.high))
    low_end, high_end = whole.low - _SLACK * size, whole.high + _SLACK * size
    for start in range(min(_STARTS, len(beside) - 1)):
        low = high = 0.0
        last = beside[start].s
        if _is_far(whole, beside[start]):
            break
        for n, item in enumerate(beside[start : start + _MOST], 1):
            s, positive = item.s, item.low > 0
            if abs(s.sentence - last.sentence) > _GAP or abs(s.paragraph - last.paragraph) > 1:
                break
            if (positive and item.low > size) or not may_be_part(whole, item):
                break
            last, low, high = s, low + item.low, high + item.high
            if positive and low > high_end:
                break
            if n > 1 and high >= low_end and low <= high_end:
                ways = tried * (start + _NEXT) * min(n, _LONG)
                found = _found(whole, beside[start : start + n], ways, text)
                if found is not None:
                    yield found


def _is_far(whole: Item, part: Item) -> bool:
    sentences, paragraphs = part.s.sentence - whole.s.sentence, part.s.paragraph - whole.s.paragraph
    return abs(sentences) > _REACH or abs(paragraphs) > _PARAGRAPHS


def _scattered(row: Row, text: str) -> Iterator[Found]:
    """Two or three amounts around a number printed so closely that few others come to it."""
    for place, whole in enumerate(row):
        if whole.converted or whole.low <= 0:
            continue
        grain = max(whole.high - whole.low, whole.unit) / whole.high
        near = [
            item
            for item in row[max(0, place - _SCATTERED) : place + _SCATTERED + 1]
            if 0 < item.low < whole.low and not _is_far(whole, item) and may_be_part(whole, item)
        ]
        slack = _SLACK * whole.high
        for count in (2, 3):
            tried = len(near) * (len(near) - 1) / 2 * (1 if count == 2 else (len(near) - 2) / 3)
            if tried * grain > _FEW:
                break
            for some in itertools.combinations(near, count):
                low, high = sum(i.low for i in some), sum(i.high for i in some)
                if high >= whole.low - slack and low <= whole.high + slack:
                    found = _found(whole, some, max(tried, 1.0), text)
                    if found is not None:
                        yield found


def _found(whole: Item, parts: Sequence[Item], tried: float, text: str) -> Found | None:
    """A sum, if it holds and chance would hardly have made it."""
    if not total(p.span for p in parts).meets(whole.span):
        return None
    parts = sorted(parts, key=lambda p: p.order)
    every = (whole, *parts)
    size = max(abs(end) for i in every for end in (i.low, i.high))
    width = sum(i.high - i.low for i in every)
    grain = max(whole.high - whole.low, min(i.unit for i in every))
    apart = abs(float(whole.s.amount) - sum(float(p.s.amount) for p in parts))
    chance = min(max(width, grain), 2 * apart + grain) / size * tried
    limit = _limit(whole, parts, text)
    return Found(whole, tuple(parts), chance / limit, chance) if chance <= limit else None


def _limit(whole: Item, parts: Sequence[Item], text: str) -> float:
    """How likely a chance may be that the parts add up, by their places and words."""
    every = [i.s for i in (whole, *parts)]
    paragraphs = max(s.paragraph for s in every) - min(s.paragraph for s in every)
    limit = (_IN_PARAGRAPH, _IN_NEXT)[paragraphs] if paragraphs < 2 else _FURTHER
    named = [s.subject for s in every[1:]]
    if _is_announced(whole, parts, text):
        limit *= 4
    if _are_all(whole, parts):
        limit *= 4
    if parts[-1].rest and not whole.rest:
        limit *= 3
    if len({p.told for p in parts}) == 1 and any(parts[0].told):
        limit *= 1.5
    if len({s.period for s in every}) > 1:
        limit *= 0.4
    if len({s.type for s in every}) > 1:
        limit *= 0.3
    kinds = {s.part for s in every[1:] if s.part in _KINDS}
    if len({s.indicator for s in every if s.indicator} - {"trade_total"} - _CAPITAL) > 2:
        limit *= 0.3
    if len(kinds) > 1 or whole.s.part in kinds:
        limit *= 0.2  # of a sector and of a country, or one of a row of them
    if len({(name, s.text) for name, s in zip(named, every[1:], strict=True)}) < len(parts):
        return 1e-9  # one number that is told twice
    return limit


def _is_announced(whole: Item, parts: Sequence[Item], text: str) -> bool:
    """Whether words between a total and its parts say that the one is made up of the others."""
    if whole.order < parts[0].order:
        between = text[whole.s.end : parts[0].s.start][-160:]
    else:
        between = text[max(parts[-1].s.end, whole.s.start - 100) : whole.s.start]
    inside = all(p.s.depth > whole.s.depth for p in parts) and between.count("(") == 1
    return bool(_CUE.search(between)) or inside


def _are_all(whole: Item, parts: Sequence[Item]) -> bool:
    """Whether names tell that the parts are all there is of the total."""
    said = [p.s for p in parts]
    if are_all_there_is(said) or _CAPITAL >= {s.indicator for s in said} >= {
        "fdi_new",
        "fdi_added",
    }:
        return True
    for group in groups_of_whole(whole.s.subject):
        taken = [group.part(s.subject) for s in said]
        if None not in taken and len(set(taken)) == len(taken):
            return True
    return False
