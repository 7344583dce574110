"""Growth at current prices, at constant prices, and of prices.

"Tổng mức bán lẻ tăng 12,6%, nếu loại trừ yếu tố giá tăng 9,5%. Giá tăng 2,8%".
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from fractions import Fraction

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.goods import are_of_other_goods
from hanoi_ct.statements._linking.near import Placed, paragraphs, role_words
from hanoi_ct.statements._linking.sides_in_a_row import sides_in_a_row
from hanoi_ct.statements.figures_read import interval_of
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_prices"]

_ENDS = re.compile(
    r"[;:,(]|\b(?:nhưng|và|do|trong khi|and|but|while|as)\b|"
    r"\b(?:so với|compared|on the year|from a year|year on year|year-on-year)\b"
)
_SHORT = 25  # code points between a level and its rate
_NEAR = 3  # sentences that the three rates may be spread over
_FAR = 24  # rates between a price and what gives it
_BESIDE = 2  # rates between a price and the pair right before it
_WIDE = Fraction(1, 6)
_CLOSE = Fraction(1, 40)  # width of a rate that nothing agrees with by chance


def of_prices(found: Sequence[Placed]) -> Iterator[Claim]:
    """Growth in value, in volume (at constant prices) and in prices, told in one place.

    A price that is told in another place belongs to the volume and value that give it. The
    consumer price index is no deflator of another series: with it nothing follows.
    """
    sides: list[tuple[Statement, str]] = []
    told: set[str] = set()
    for group in paragraphs(found):
        rates = _with_levels(group)
        roles = {each.s.id: _role(each) for each in rates} | sides_in_a_row(rates)
        sides += [(each.s, roles[each.s.id]) for each in rates]
        for place, each in enumerate(rates):
            if roles[each.s.id] != "volume":
                continue
            around = [e for e in rates[max(0, place - 4) : place + 5] if e is not each]
            near = [e.s for e in around if abs(e.s.sentence - each.s.sentence) < _NEAR]
            alike = [s for s in near if _one_time(s, each.s)]
            same = [s for s in alike if s.sentence == each.s.sentence]
            if {roles[s.id] for s in same} >= {"value", "price"}:
                alike = same  # each sentence of several tells its own three
            value = _value(alike, roles, each.s)
            prices = [s for s in alike if roles[s.id] == "price" and _may_be_one(s, each.s)]
            if value is not None and len(prices) == 1:
                told.add(prices[0].id)
                yield claim_of("price_growth", True, value=value, volume=each.s, price=prices[0])
    yield from _told_apart(sides, told)


def _told_apart(sides: Sequence[tuple[Statement, str]], told: Set[str]) -> Iterator[Claim]:
    """Prices with the only volume and value of no other goods and time that give them."""
    pairs: list[tuple[int, Statement, Statement]] = []
    for place, (one, other) in enumerate(itertools.pairwise(sides)):
        by_role = {role: s for s, role in (one, other)}
        if set(by_role) == {"volume", "value"} and one[0].sentence == other[0].sentence:
            pairs.append((place, by_role["volume"], by_role["value"]))
    for place, (price, role) in enumerate(sides):
        if role != "price" or price.id in told:
            continue
        first = bisect.bisect_right(pairs, place - _FAR, key=lambda pair: pair[0])
        stop = bisect.bisect_left(pairs, place + _FAR, key=lambda pair: pair[0])
        fitting = [
            (volume, value)
            for at, volume, value in pairs[first:stop]
            if price.comparison == volume.comparison == value.comparison
            and price.period in (volume.period, None)
            and not are_of_other_goods(price, value, volume)
            and _gives(value, volume, price, abs(at - place) <= _BESIDE)
        ]
        if len(fitting) == 1:
            volume, value = fitting[0]
            yield claim_of("price_growth", True, value=value, volume=volume, price=price)


def _gives(value: Statement, volume: Statement, price: Statement, beside: bool) -> bool:
    """Whether the growth of a price is that of its value over that of its volume, closely.

    Of those right beside each other in one sentence less may be told.
    """
    ups = [interval_of(s).scaled(Fraction(1, 100)).shifted(1) for s in (value, volume, price)]
    if not all(up.bounded and up.low > 0 for up in ups):
        return False
    given = ups[0] / ups[1]
    wide = _WIDE if beside and price.sentence == volume.sentence else _CLOSE
    return given.width <= wide and given.meets(ups[2])


def _one_time(one: Statement, other: Statement) -> bool:
    return (one.period, one.comparison) == (other.period, other.comparison)


def _value(
    alike: Sequence[Statement], roles: Mapping[str, str], volume: Statement
) -> Statement | None:
    """The rate at current prices: the one that says so, else the last before of the same thing."""
    told = [s for s in alike if roles[s.id] == "value"]
    if len(told) == 1:
        return told[0]
    plain = [s for s in alike if roles[s.id] == "" and s.start < volume.start]
    before = [s for s in plain if s.sentence == volume.sentence or _one_thing(s, volume)]
    return before[-1] if before and not told else None


def _one_thing(one: Statement, other: Statement) -> bool:
    return (one.indicator, one.group) == (other.indicator, other.group)


def _may_be_one(price: Statement, volume: Statement) -> bool:
    """Whether a price names no other goods than a volume: pepper is no rice."""
    return price.sentence == volume.sentence or not are_of_other_goods(price, volume)


def _with_levels(group: list[Placed]) -> list[Placed]:
    """The rates of a paragraph; one right behind its level has the words of the level too."""
    found: list[Placed] = []
    for before, each in zip([None, *group], group, strict=False):
        if each.s.type != "growth" or each.s.unit != "percent":
            continue
        attached = before is not None and before.s.type == "level" and len(each.lead) < _SHORT
        if before is not None and attached and before.s.sentence == each.s.sentence:
            each = replace(each, lead=f"{before.lead}{each.lead}")
        found.append(each)
    return found


def _role(each: Placed) -> str:
    """What the words around a rate make it: volume, value, price; empty where they say nothing."""
    lead = re.split(r"[;(]", each.lead.rstrip(" ("))[-1]
    tail = _ENDS.split(each.tail)[0]
    subject = (each.s.subject or "").casefold()
    for words in (_ENDS.split(lead)[-1], tail, lead):
        for role in _ROLES:
            if role_words("price", role).search(words):
                return role
    for role in ("cpi", "price"):
        if role_words("price", role).search(subject):
            return role
    for role, words in _SIDES.items():
        if subject.startswith(words):
            return role
    if subject.startswith("giá ") and not _NO_PRICE.match(subject):
        return "price"
    return "volume" if each.s.basis in _BASES else ""


_NO_PRICE = re.compile(r"giá (?:trị|so sánh|hiện hành|cố định|thực tế)\b")
_SIDES = {
    "volume": ("volume of ", "lượng ", "khối lượng "),
    "value": ("value of ", "trị giá ", "giá trị xuất khẩu", "giá trị nhập khẩu"),
}
_ROLES = ("value", "volume", "cpi", "price")
_BASES = ("constant_prices", "without_prices")
