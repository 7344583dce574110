"""Rates of volume and of value, against the tonnes and the money of two years.

"Đạt 3,9 triệu tấn, trị giá 2,8 tỷ USD, tăng 60% về lượng và tăng 102% về trị giá. Cùng kỳ đạt 2,5
triệu tấn": the rate of volume is that of the tonnes.
"""

from __future__ import annotations

from collections.abc import Iterator

from hanoi_ct.statements._linking.cells import MONEY, ON_YEAR, Cell, claim_of
from hanoi_ct.statements._linking.near import RATES
from hanoi_ct.statements.statement import Claim, Period, Statement

__all__ = ["of_aspects"]

_VOLUME = ("lượng", "khối lượng", "sản lượng", "số lượng", "volume of", "quantity of")
_VALUE = ("giá trị", "trị giá", "kim ngạch", "value of")


def of_aspects(cells: list[Cell]) -> Iterator[Claim]:
    """Level, rate and last year's level, of the volume or of the value of one thing."""
    by_key: dict[tuple[str, str | None, Period | None], Cell] = {}
    for cell in cells:
        by_key.setdefault((cell.subject.casefold(), cell.basis, cell.period), cell)
    for cell in cells:
        thing, money = _thing(cell.subject.casefold())
        if cell.period is None or not thing:
            continue
        now = by_key.get((thing, cell.basis, cell.period))
        then = by_key.get((thing, cell.basis, cell.period.moved(-1)))
        if now is None or then is None:
            continue
        level, base = _level(now, money), _level(then, money)
        if level is None or base is None or level.unit != base.unit:
            continue
        for growth in cell.growths:
            if growth.comparison in ON_YEAR and growth.unit == "percent":
                yield claim_of("base", base=base, level=level, growth=growth)


def _thing(subject: str) -> tuple[str, bool]:
    """What a rate of volume or value is about, and whether of its value; empty for another rate."""
    for words, money in ((_VOLUME, False), (_VALUE, True)):
        for word in words:
            if subject.startswith(f"{word} "):
                return subject.removeprefix(f"{word} "), money
    return "", False


def _level(cell: Cell, money: bool) -> Statement | None:
    """The one level of a cell that is an amount of money, or none."""
    levels = [
        s
        for s in cell.levels
        if s.status != "target" and s.unit not in RATES and (s.unit in MONEY) == money
    ]
    return levels[0] if len(levels) == 1 else None
