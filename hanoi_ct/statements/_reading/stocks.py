"""Stocks: herds and loans are those of a point of time, not of months."""

from __future__ import annotations

import re
from functools import cache

from hanoi_ct.statements._reading.context import Told
from hanoi_ct.statements._reading.lexicon import table

__all__ = ["is_named_stock"]


def is_named_stock(told: Told) -> bool:
    """ "Tổng đàn lợn", "dư nợ": what is spoken of is there at a point of time."""
    current, head = told.context.current, told.context.head
    names = (current.text, current.head, head.text)  # a part of a stock is one
    return any(_begins().match(name.casefold()) for name in names if name)


@cache
def _begins() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(table('roles')['at_a_time']['begins'])})\b")
