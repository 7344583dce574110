"""Shares whose part and total their numbers tell: "1,14 tỷ USD ... 43,9 % ... 2,61 tỷ USD".

Whatever words stand between, a share that a part and a total of one unit give to its last digit
is taken to be theirs, where no chance makes them agree: the amounts near the share are tried, the
likeliest part first, each against the larger amounts around it. How likely chance is follows from
how widely the three are printed and from how many likelier pairs there are. Such a link holds and
can accuse nobody.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from hanoi_ct.quantities.printed import Reading as Width
from hanoi_ct.statements._linking.averages import is_average, is_base
from hanoi_ct.statements._linking.cells import MONEY, claim_of
from hanoi_ct.statements._linking.near import RATES, Placed, noun_of, same_noun
from hanoi_ct.statements._rivals.whole_named import names_whole
from hanoi_ct.statements.figures_read import ends_of, interval_of
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["CHANCE", "RANGE", "is_of_other_side", "of_fitting_shares", "parts_of_shares"]

_BACK, _AHEAD = 40, 12  # amounts of a unit in which the total is looked for
_PARTS = 6  # amounts of a unit before a share, and behind it, that may be its part
RANGE = 3.0  # log of how far amounts of one text lie apart
CHANCE = 0.1  # of pairs that agree and are not meant
_ROUNDING = 1e-9  # of a quotient in doubles, more than they can be off
_ODD = 4.0  # likelier amounts than one of another time, a base, one of opposed trade
_OPPOSED = 12.0  # exports of imports
_APART = 2.0  # a sentence
_TOLD = 0.5  # of one that another share is of, or that the words behind the share name
# What the words behind a share say that it is one of, by the kind of unit.
_SIDES = {
    "money": re.compile(r"\b(?:kim ngạch|trị giá|giá trị|vốn|value|turnover|revenue|capital)\b"),
    "area": re.compile(r"\b(?:diện tích|area|acreage)\b"),
    "other": re.compile(r"\b(?:lượng|volume|quantity|tonnage)\b"),
}
_WORDS = re.compile(r"[,.;:()]|\d")
_LEVELS = ("level", "count", "difference")
_Pair = tuple[float, Statement, Statement]


@dataclass(slots=True)
class _Amounts:
    """The amounts of one unit: their places in the text, and the ends of each by reading."""

    places: list[int] = field(default_factory=list)
    said: list[Placed] = field(default_factory=list)
    odd: list[float] = field(default_factory=list)  # how little likely each is of itself
    tight: list[tuple[float, float]] = field(default_factory=list)
    loose: list[tuple[float, float]] = field(default_factory=list)


def of_fitting_shares(
    reading: Reading, found: Sequence[Placed], fitting: Sequence[Claim]
) -> Iterator[Claim]:
    """The part and the total that give a share, for shares that no claim explains.

    Parameters
    ----------
    reading : Reading
    found : sequence of Placed
    fitting : sequence of Claim
        Those of shares that agree with their part and total.
    """
    by_unit = _amounts(found)
    placed = {c.statements["share"][0] for c in fitting}
    told = {c.statements["total"][0] for c in fitting}  # of other shares
    taken = {c.statements["part"][0] for c in fitting}
    left = [k for k, each in enumerate(found) if _may_be_share(each) and each.s.id not in placed]
    for _ in range(2):  # what is the total of one share is that of those beside it
        again = []
        for place in left:
            claims = list(_of_one_share(_Search(reading, found, place, by_unit, told, taken)))
            told |= {c.statements["total"][0] for c in claims}
            taken |= {c.statements["part"][0] for c in claims}
            again += [] if claims else [place]
            yield from claims
        left = again


def parts_of_shares(
    found: Sequence[Placed], placed: Set[str]
) -> Iterator[tuple[Statement, list[tuple[float, str, Statement]]]]:
    """The shares that no total is known of, each with its likeliest part of each unit.

    Before each part stands how many amounts are likelier, and one.
    """
    by_unit = _amounts(found)
    for place, each in enumerate(found):
        if not _may_be_share(each) or each.s.id in placed:
            continue
        sides = _sides_of(each)
        parts = []
        for unit, amounts in by_unit.items():
            likely = _parts(found, place, amounts)
            if likely and (not sides or _side_of(unit) in sides):
                cost, k = min(likely)
                parts.append((cost, unit, amounts.said[k].s))
        yield each.s, sorted(parts, key=lambda part: part[0])


def _may_be_share(each: Placed) -> bool:
    s = each.s
    return s.type == "share" and s.unit == "percent" and s.printed is not None


def _of_one_share(search: _Search) -> Iterator[Claim]:
    """The likeliest pair; where "of volume and value" is said, that of each."""
    share = search.found[search.place]
    sides = _sides_of(share)
    pairs = []
    for unit, amounts in search.by_unit.items():
        if not sides or _side_of(unit) in sides:
            pair = search.best(amounts)
            pairs += [(pair, _side_of(unit))] if pair else []
    pairs.sort(key=lambda each: each[0][0])
    done: set[str] = set()
    for (_, part, total), side in pairs:
        if not done or (len(sides) > 1 and side not in done):
            done.add(side)
            yield claim_of("share", True, part=part, total=total, share=share.s)


def _sides_of(share: Placed) -> set[str]:
    words = _WORDS.split(share.tail, maxsplit=1)[0]
    return {side for side, pattern in _SIDES.items() if pattern.search(words)}


def _side_of(unit: str | None) -> str:
    return "money" if unit in MONEY else "area" if unit in ("ha", "m2") else "other"


def is_of_other_side(said: Mapping[str, Placed], claim: Claim) -> bool:
    """Whether a share is said to be one of volumes, and its part is money; or the reverse."""
    (share,), (part,) = claim.statements["share"], claim.statements["part"]
    sides = _sides_of(said[share])
    return bool(sides) and _side_of(said[part].s.unit) not in sides


def _amounts(found: Sequence[Placed]) -> dict[str, _Amounts]:
    """The amounts by unit."""
    by_unit: dict[str, _Amounts] = {}
    for place, each in enumerate(found):
        s = each.s
        if s.type not in _LEVELS or s.unit in RATES or "_per_" in str(s.unit):
            continue
        if s.status == "target" or is_average(each):
            continue
        kept = by_unit.setdefault(str(s.unit), _Amounts())
        kept.places.append(place)
        kept.said.append(each)
        kept.odd.append(_ODD * (is_base(each) + (s.type == "difference")))
        kept.tight.append(ends_of(s))
        kept.loose.append(ends_of(s, "loose"))
    return by_unit


@dataclass(slots=True)
class _Search:
    """The search for the part and the total of one share."""

    reading: Reading
    found: Sequence[Placed]
    place: int
    by_unit: Mapping[str, _Amounts]
    told: Set[str]  # the totals of other shares
    taken: Set[str]  # their parts

    def best(self, amounts: _Amounts) -> _Pair | None:
        """The likeliest pair of one unit; by the loose reading, where none gives the share."""
        parts = sorted(_parts(self.found, self.place, amounts))
        free = [(cost, k) for cost, k in parts if amounts.said[k].s.id not in self.taken]
        for width in ("tight", "loose"):
            likely = free if width == "tight" else parts[:1]  # a loose fit is none of another part
            pairs = [pair for cost, k in likely if (pair := self.fitting(amounts, k, cost, width))]
            if pairs:
                return min(pairs, key=lambda pair: pair[0])
        return None

    def fitting(self, amounts: _Amounts, k: int, cost: float, width: Width) -> _Pair | None:
        """The likeliest total that a part has the share of, if no chance explains that it fits."""
        share, part = self.found[self.place].s, amounts.said[k].s
        ends = amounts.tight if width == "tight" else amounts.loose
        (low, high), (least, most) = ends_of(share, width), ends[k]
        if not 0 < low <= high < math.inf or least <= 0:
            return None
        span = (100 * least / high * (1 - _ROUNDING), 100 * most / low * (1 + _ROUNDING))
        best: _Pair | None = None
        for n in range(max(0, k - _BACK), min(k + 1 + _AHEAD, len(ends))):
            if ends[n][1] < span[0] or ends[n][0] > span[1] or ends[n][0] <= most:
                continue
            total = amounts.said[n].s
            tries = cost * self.rank_of_total(amounts, k, n)
            by_chance = tries * (math.log(span[1] / span[0]) + _width(total, ends[n])) / RANGE
            likelier = by_chance <= CHANCE and (best is None or tries < best[0])
            if likelier and _gives(part, total, share, width):
                best = (tries, part, total)
        return best

    def rank_of_total(self, amounts: _Amounts, k: int, n: int) -> float:
        """How many amounts are likelier to be the total of a part, and one."""
        part, total = amounts.said[k].s, amounts.said[n].s
        share = self.found[self.place].s
        if total.id in self.told and abs(total.paragraph - part.paragraph) <= 1:
            return _TOLD
        if names_whole(self.reading, total, share):
            return _TOLD + _oddness(amounts, part, n)
        between = range(n + 1, k) if n < k else range(k + 1, n)
        nearer = sum(
            amounts.loose[b][0] > amounts.loose[k][1] and _oddness(amounts, part, b) == 0
            for b in between
        )
        own = amounts.places[n] + 1  # a share of its own beside it
        beside = self.found[own].s if own < len(self.found) else share
        sibling = (
            beside.type == "share"
            and beside is not share
            and (beside.sentence == total.sentence == share.sentence)
        )
        return 1 + nearer + _oddness(amounts, part, n) + _APART * sibling


def _parts(found: Sequence[Placed], place: int, amounts: _Amounts) -> list[tuple[float, int]]:
    """The amounts around a share that may be its part, with how many are likelier, and one."""
    at = bisect_left(amounts.places, place)
    around = range(max(0, at - _PARTS), min(at + _PARTS, len(amounts.places)))
    costs = ((_cost_of_part(found, place, amounts, k, at), k) for k in around)
    return [(cost, k) for cost, k in costs if cost is not None]


def _cost_of_part(
    found: Sequence[Placed], place: int, amounts: _Amounts, k: int, at: int
) -> float | None:
    """How many amounts are likelier to be the part of a share, and one; None for no part."""
    share, part = found[place].s, amounts.said[k].s
    if part.paragraph != share.paragraph:
        return None
    between = range(k + 1, at) if k < at else range(at, k)
    alike = sum(amounts.said[n].s.period == share.period for n in between)
    apart = abs(part.sentence - share.sentence)
    beside = amounts.said[at - 1].s if at else part
    after_one = beside is not part and beside.sentence == share.sentence
    if apart and after_one:
        return None
    first, last = sorted((place, amounts.places[k]))
    cut = any(";" in found[n].tail for n in range(first, last))
    odd = amounts.odd[k] + _ODD * (part.period != share.period)
    ahead = (_ODD if after_one else 0.5) if k >= at else 0
    return 1 + ahead + alike + _APART * (apart + cut) + odd


def _width(s: Statement, ends: tuple[float, float]) -> float:
    """How widely a total is printed, of itself; a count to the next one."""
    low, high = ends
    room = 0.5 if s.type == "count" else 0
    return math.log((high + room) / (low - room)) if room < low <= high < math.inf else math.inf


def _oddness(amounts: _Amounts, part: Statement, n: int) -> float:
    total = amounts.said[n].s
    odd = amounts.odd[n] + _ODD * (total.period != part.period)
    if {part.indicator, total.indicator} == {"exports", "imports"}:
        odd += _OPPOSED
    if part.part == total.part != "" and part.part in ("province", "market"):
        odd += _ODD * (part.group != total.group)
    if part.type == total.type == "count" and not same_noun(noun_of(part), noun_of(total)):
        odd += _ODD
    return odd


def _gives(part: Statement, total: Statement, share: Statement, width: Width) -> bool:
    """Whether a part of a total comes to a share, as closely as the three are printed."""
    quotient = interval_of(part, width) / interval_of(total, width)
    return quotient.bounded and quotient.scaled(100).meets(interval_of(share, width))
