"""The goods that a number is about, by the words of its subject."""

from __future__ import annotations

import re
from functools import cache

from hanoi_ct.statements._reading.lexicon import table
from hanoi_ct.statements.statement import Statement

__all__ = ["are_of_other_goods", "goods_of"]

_WORD = re.compile(r"[^\W_]+")


def goods_of(s: Statement) -> set[str]:
    """The words of a subject that name goods: without price, exports, volume and the like.

    Examples
    --------
    >>> s = Statement("1", 0, 4, "438", "438", "438", "USD", "1", "level", subject="giá cà phê")
    >>> sorted(goods_of(s))
    ['cà', 'phê']
    """
    subject = (s.subject or "").casefold().replace("hoa kỳ", "mỹ")
    return set(_WORD.findall(subject)) - _idle()


def are_of_other_goods(price: Statement, *sides: Statement) -> bool:
    """Whether a price names goods that none of the numbers names which it may be the price of."""
    named = goods_of(price)
    told = set().union(*(goods_of(side) for side in sides))
    return bool(named and told) and not named & told


@cache
def _idle() -> frozenset[str]:
    return frozenset(table("roles")["goods"]["idle"])
