"""Printed prices and other unit values: a value over a quantity of the same goods.

"Xuất khẩu 30,2 nghìn tấn, trị giá 145 triệu USD, giá bình quân 4.801 USD/tấn".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from hanoi_ct.statements._linking.averages import AVERAGE
from hanoi_ct.statements._linking.cells import MONEY, claim_of
from hanoi_ct.statements._linking.goods import are_of_other_goods, goods_of
from hanoi_ct.statements._linking.near import Placed, near
from hanoi_ct.statements._linking.per_unit import one
from hanoi_ct.statements.figures_read import interval_of
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_unit_values"]

_PHYSICAL = ("tonne", "kg", "m3", "litre", "kWh", "barrel", "m2")
_PRICE = re.compile(r"\b(?:giá|đơn giá|price)\b[^.;()\d]{0,25}$")
_ROW, _FAR = 12, 40  # statements around a price and before it
_CLOSE = Fraction(1, 25)  # width of a quotient that nothing agrees with by chance


def of_unit_values(found: Sequence[Placed]) -> Iterator[Claim]:
    """A value, a quantity and the average price in which the one is the product of the others."""
    for place, price in enumerate(found):
        money, _, physical = (price.s.unit or "").partition("_per_")
        if price.s.type != "level" or money not in MONEY or physical not in _PHYSICAL:
            continue
        told = f"{price.lead} {(price.s.subject or '').casefold()}"
        if AVERAGE.search(told) and _is_alone(found, place):
            pair = _only_pair(found, place, money, physical)
        else:
            pair = _right_before(found, place, money, physical)
            pair = pair or _of_its_goods(found, place, money, physical)
        pair = pair or _of_its_sentence(found, place, money, physical)
        pair = pair or _that_gives(found, place, money, physical)
        if pair is not None:
            yield claim_of("ratio", True, numerator=pair[0], denominator=pair[1], ratio=price.s)


def _only_pair(
    found: Sequence[Placed], place: int, money: str, physical: str
) -> tuple[Statement, Statement] | None:
    """The only value and the only quantity of the thing and time of a price, near it."""
    price = found[place]
    alike = [
        e
        for e in (found[k] for k in near(found, place, 2, lines=1))
        if e.s.type == "level"
        and e.s.status != "target"
        and price.s.indicator in (None, e.s.indicator)
        and e.s.period == price.s.period
    ]
    value = one([e for e in alike if e.s.unit == money], price, -1)
    volume = one([e for e in alike if e.s.unit == physical], price, -1)
    if value is None or volume is None or are_of_other_goods(price.s, value.s, volume.s):
        return None
    return value.s, volume.s


def _right_before(
    found: Sequence[Placed], place: int, money: str, physical: str
) -> tuple[Statement, Statement] | None:
    """ "2,47 triệu tấn, kim ngạch 1,14 tỷ USD, giá 462,9 USD/tấn": the two right before a price."""
    if place < 2 or not _PRICE.search(found[place].lead):
        return None
    both = [found[place - 2].s, found[place - 1].s]
    by_unit = {s.unit: s for s in both if s.type == "level" and s.status != "target"}
    one = {s.sentence for s in (*both, found[place].s)} == {found[place].s.sentence}
    if not one or set(by_unit) != {money, physical}:
        return None
    return by_unit[money], by_unit[physical]


def _is_alone(found: Sequence[Placed], place: int) -> bool:
    """Whether no other price of its time stands in the sentence of a price."""
    s = found[place].s
    around = found[max(0, place - _ROW) : place + _ROW]
    return (
        sum((e.s.unit, e.s.sentence, e.s.period) == (s.unit, s.sentence, s.period) for e in around)
        == 1
    )


def _of_its_goods(
    found: Sequence[Placed], place: int, money: str, physical: str
) -> tuple[Statement, Statement] | None:
    """The value and the quantity of the goods that a price names, told together near it.

    "Cà phê 2,9 tỷ USD (tăng 44,1% với lượng 833 nghìn tấn); ... Giá bình quân: cà phê 3.482
    USD/tấn": the pair of the same goods that gives the price.
    """
    price = found[place].s
    goods = goods_of(price)
    pairs = [
        (paid, sold)
        for paid, sold in _pairs(found, place, money, physical)
        if goods & (goods_of(paid) | goods_of(sold)) and price.period == paid.period == sold.period
    ]
    return pairs[0] if len(pairs) == 1 else None


def _of_its_sentence(
    found: Sequence[Placed], place: int, money: str, physical: str
) -> tuple[Statement, Statement] | None:
    """The only value and the only quantity of the sentence of a price, told before it."""
    price = found[place].s
    before = [e.s for e in found[max(0, place - _ROW) : place] if e.s.sentence == price.sentence]
    levels = [s for s in before if s.type == "level" and s.status != "target"]
    paid, sold = ([s for s in levels if s.unit == unit] for unit in (money, physical))
    if len(paid) != 1 or len(sold) != 1 or not _is_alone(found, place):
        return None
    if are_of_other_goods(price, paid[0], sold[0]) or paid[0].period != price.period:
        return None
    return paid[0], sold[0]


def _that_gives(
    found: Sequence[Placed], place: int, money: str, physical: str
) -> tuple[Statement, Statement] | None:
    """The only value and quantity told together whose quotient is a price, of no other goods.

    "Tháng 6 xuất khẩu 85 nghìn tấn, trị giá 382 triệu USD; 6 tháng 902 nghìn tấn, trị giá 3,22 tỷ
    USD .... Giá bình quân tháng 6 là 4.489 USD/tấn; 6 tháng 3.570 USD/tấn".
    """
    price = found[place].s
    span = interval_of(price)
    pairs = []
    for paid, sold in _pairs(found, place, money, physical):
        if are_of_other_goods(price, paid, sold):
            continue
        if paid.start > price.start and not _is_named_behind(found, place, paid):
            continue
        if None not in (price.period, paid.period) and price.period != paid.period:
            continue
        given = interval_of(paid) / interval_of(sold)
        if given.bounded and given.width <= _CLOSE * given.middle and given.meets(span):
            pairs.append((paid, sold))
    if len(pairs) > 1:  # one market of several may have the same price
        pairs = [(paid, sold) for paid, sold in pairs if paid.part != "market"]
    return pairs[0] if len(pairs) == 1 else None


def _is_named_behind(found: Sequence[Placed], place: int, paid: Statement) -> bool:
    """Whether amounts behind a price are of its goods, and stand beside no price of their own."""
    price = found[place].s
    own = any(
        e.s.unit == price.unit and e.s.sentence == paid.sentence
        for e in found[place + 1 : place + _FAR]
    )
    return bool(goods_of(price) & goods_of(paid)) and not own


def _pairs(
    found: Sequence[Placed], place: int, money: str, physical: str
) -> Iterator[tuple[Statement, Statement]]:
    """Values and quantities that stand beside each other around a price, value first."""
    around = found[max(0, place - _FAR) : place + _FAR]
    apart = [e.s.start for e in around if ";" in e.tail]
    levels = [e.s for e in around if e.s.unit in (money, physical) and e.s.type == "level"]
    for first, second in itertools.pairwise(s for s in levels if s.status != "target"):
        if first.unit == second.unit or first.sentence != second.sentence:
            continue
        if any(first.start <= at < second.start for at in apart):
            continue  # they stand in two items of a list
        yield (first, second) if first.unit == money else (second, first)
