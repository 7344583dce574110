"""Growth at current prices, at constant prices, and of prices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.goods import goods_of
from hanoi_ct.statements._linking.near import Placed, paragraphs, role_words
from hanoi_ct.statements._linking.sides_in_a_row import sides_in_a_row
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_prices"]

_ENDS = re.compile(
    r"[;:,(]|\b(?:nhưng|và|do|trong khi|and|but|while|as)\b|"
    r"\b(?:so với|compared|on the year|from a year|year on year|year-on-year)\b"
)
_SHORT = 25  # code points between a level and its rate
_NEAR = 3  # sentences that the three rates may be spread over


def of_prices(found: Sequence[Placed]) -> Iterator[Claim]:
    """Growth in value, in volume (at constant prices) and in prices, told in one place.

    The consumer price index is no deflator of another series: with it nothing follows.
    """
    for group in paragraphs(found):
        rates = _with_levels(group)
        roles = {each.s.id: _role(each) for each in rates} | sides_in_a_row(rates)
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
                yield claim_of("price_growth", True, value=value, volume=each.s, price=prices[0])


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
    named = goods_of(price)
    return not named or bool(named & goods_of(volume)) or price.sentence == volume.sentence


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
    if subject.startswith(("volume of ", "value of ")):
        return subject.split()[0]
    if subject.startswith("giá ") and not _NO_PRICE.match(subject):
        return "price"
    return "volume" if each.s.basis in _BASES else ""


_NO_PRICE = re.compile(r"giá (?:trị|so sánh|hiện hành|cố định|thực tế)\b")
_ROLES = ("value", "volume", "cpi", "price")
_BASES = ("constant_prices", "without_prices")
