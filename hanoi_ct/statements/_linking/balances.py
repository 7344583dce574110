"""Exports less imports, and what their growth says of the balance of the year before.

"Xuất khẩu đạt 9,2 tỷ USD, nhập khẩu 16,4 tỷ USD, nhập siêu 7,2 tỷ USD".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from hanoi_ct.statements._linking.cells import MONEY, ON_YEAR, Cell, claim_of, owner_of
from hanoi_ct.statements.statement import Claim, Period, Statement

__all__ = ["balances"]

_DIRECTIONS = ("xuất siêu", "nhập siêu", "thặng dư", "thâm hụt", "surplus", "deficit")
_MOST = 12  # cells of one direction that are looked at
_NEAR = Decimal("0.05")  # of a balance, which its sides may miss
_Place = tuple[str, Period | None]


def balances(cells: list[Cell]) -> Iterator[Claim]:
    """The balance of one owner or place and period, its base, its change and its growth."""
    trade: dict[_Place, dict[str, list[Cell]]] = {}
    printed: dict[_Place, list[Cell]] = {}
    for cell in cells:
        key = (owner_of(cell), cell.period)
        if cell.first.indicator in ("exports", "imports"):
            trade.setdefault(key, {}).setdefault(cell.first.indicator, []).append(cell)
        elif cell.first.indicator == "balance":
            printed.setdefault(key, []).append(cell)
    for key, found in trade.items():
        if len(found) < 2:
            continue
        exports, imports = _sides(found, printed.get(key, ()))
        if _goods(exports) != _goods(imports):
            continue  # fruit sold, and all that is bought
        yield from _now(exports, imports, printed.get(key, ()))
        owner, period = key
        if period is not None and period.year is not None:
            before = printed.get((owner, period.moved(-1)), ())
            yield from _before(exports, imports, before, printed.get(key, ()))


def _sides(found: dict[str, list[Cell]], printed: Sequence[Cell]) -> tuple[Cell, Cell]:
    """The exports and imports that give a printed balance, or those of all goods, or the first."""
    sold, bought = found["exports"][:_MOST], found["imports"][:_MOST]
    for balance in [s for cell in printed for s in cell.levels][:1]:
        fitting = [
            (one, other)
            for one in sold
            for other in bought
            if (both := _levels(one, other, balance.unit)) is not None
            and abs(abs(both[0].amount - both[1].amount) - balance.amount) <= _NEAR * balance.amount
        ]
        if len(fitting) == 1:
            return fitting[0]
    one = next((cell for cell in sold if not _goods(cell)), sold[0])
    return one, next((cell for cell in bought if _goods(cell) == _goods(one)), bought[0])


def _goods(cell: Cell) -> str:
    """What is traded, where a name tells it."""
    first = cell.first
    told = first.part in ("", "industry") and first.group and first.whole is not None
    return first.group if told else ""


# "Khối này vẫn xuất siêu": that of the owner named before, and not of all trade.
_POINTS_BACK = re.compile(
    r"(?:khối|khu vực|nhóm|(?:the|this) sector)(?: này| đó)?\b", re.IGNORECASE
)


def _now(exports: Cell, imports: Cell, printed: Sequence[Cell]) -> Iterator[Claim]:
    told = [s for cell in printed for s in cell.levels if not _POINTS_BACK.match(s.subject or "")]
    for balance in told[:1]:
        both = _levels(exports, imports, balance.unit)
        if both is not None and _direction_is_told(balance, *both):
            yield claim_of("balance", exports=both[0], imports=both[1], balance=balance)


def _direction_is_told(balance: Statement, exports: Statement, imports: Statement) -> bool:
    """Whether a surplus or a deficit is named: "cán cân" alone may stand for either."""
    if _names_direction(balance):
        return True
    x, m, b = (s.amount for s in (exports, imports, balance))
    return (x - m) * b > 0


def _names_direction(balance: Statement) -> bool:
    words = (balance.subject or "").casefold()
    return any(word in words for word in _DIRECTIONS)


def _before(
    exports: Cell,
    imports: Cell,
    before: Sequence[Cell],
    printed: Sequence[Cell],
) -> Iterator[Claim]:
    """What rates on the year before say of the balance then."""
    rates = tuple(_growth(cell) for cell in (exports, imports))
    growths = [rate for rate in rates if rate is not None]
    if len(growths) < 2:
        return
    for base in [s for cell in before for s in cell.levels][:1]:
        both = _levels(exports, imports, base.unit)
        if both is not None and _names_direction(base):
            yield claim_of(
                "balance_base",
                exports=both[0],
                imports=both[1],
                growths=growths,
                base_balance=base,
            )
    for cell in printed:
        balance = next((s for s in cell.levels if s.status != "target"), None)
        both = _levels(exports, imports, balance.unit) if balance is not None else None
        if balance is None or both is None or not _direction_is_told(balance, *both):
            continue
        roles: dict[str, Statement | Sequence[Statement]] = {
            "exports": both[0],
            "imports": both[1],
            "growths": growths,
            "balance": balance,
        }
        for change in cell.differences:
            if change.unit == balance.unit and change.comparison in ON_YEAR:
                yield claim_of("balance_change", False, **roles, change=change)
        growth = _growth(cell)
        if growth is not None:
            yield claim_of("balance_growth", False, **roles, growth=growth)


def _levels(exports: Cell, imports: Cell, unit: str | None) -> tuple[Statement, Statement] | None:
    one, other = exports.level(unit), imports.level(unit)
    return None if unit not in MONEY or one is None or other is None else (one, other)


def _growth(cell: Cell) -> Statement | None:
    for s in cell.growths:
        if s.comparison in ON_YEAR and s.unit == "percent" and s.status != "target":
            return s
    return None
