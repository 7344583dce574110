"""The goods that a number is about, by the words of its subject."""

from __future__ import annotations

from functools import cache

from hanoi_ct.statements._reading.lexicon import table
from hanoi_ct.statements.statement import Statement

__all__ = ["goods_of"]


def goods_of(s: Statement) -> set[str]:
    """The words of a subject that name goods: without price, exports, volume and the like.

    Examples
    --------
    >>> s = Statement("1", 0, 4, "438", "438", "438", "USD", "1", "level", subject="giá cà phê")
    >>> sorted(goods_of(s))
    ['cà', 'phê']
    """
    return set((s.subject or "").casefold().split()) - _idle()


@cache
def _idle() -> frozenset[str]:
    return frozenset(table("roles")["goods"]["idle"])
