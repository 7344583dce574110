"""Occupancy of zones and clusters: leased over leasable land, never over the natural area."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from hanoi_ct.tables._checks.fault import fault, shown, unit_of_last_place
from hanoi_ct.tables._meaning.column import Column
from hanoi_ct.tables._meaning.fact import Fact, Table
from hanoi_ct.tables._meaning.words import fold

__all__ = ["occupancy"]

_LEASED = re.compile(r"d(?:a|ang) (?:cho )?thue|da giao|da su dung|dien tich thue")
_MAY_BE_LEASED = re.compile(r"cho thue|su dung")
_LEASABLE = re.compile(
    r"dat cong nghiep|cho thue duoc|co the cho thue|thuong pham|dat cn|\bdtcn\b|cong nghiep \("
)
_NATURAL = re.compile(
    r"tu nhien|tong dien tich|quy hoach|thanh lap|dien tich \(|^dien tich$|dien tich dat$"
)

# What stands alone below "Diện tích (ha)".
_INDUSTRIAL = re.compile(r"(?:dat )?(?:cong nghiep|cn)\b(?! da)")
_WHOLE = re.compile(r"tong\b|tu nhien|toan khu|quy hoach")


def occupancy(table: Table) -> Iterator[dict[str, Any]]:
    """A rate that is leased land over the whole area."""
    rates = [n for n, c in table.columns.items() if "lap day" in fold(c.text)]
    others = {n: c.text for n, c in table.columns.items() if n not in rates}
    leased = [n for n, text in others.items() if _is_leased(text)]
    leasable = [
        n
        for n, text in others.items()
        if n not in leased and (_is(text, _LEASABLE) or _is_land(table.columns[n], _INDUSTRIAL))
    ]
    natural = [
        n
        for n, text in others.items()
        if n not in leased + leasable
        and (_is(text, _NATURAL) or _is_land(table.columns[n], _WHOLE))
    ]
    if len(rates) != 1 or len(leased) != 1 or len(leasable) != 1:
        return
    for row in table.rows:
        held = {fact.place[1]: fact for fact in table.of_row(row.row)}
        rate, used, land = (held.get(n) for n in (rates[0], leased[0], leasable[0]))
        if rate is None or used is None or land is None:
            continue
        if rate.value is None or used.value is None or not land.value:
            continue
        right = 100 * used.value / land.value
        slack = unit_of_last_place([rate]) + right / 100
        if abs(rate.value - right) <= slack:
            continue
        whole = held.get(natural[0]) if natural else None
        wrong_base = _is_over(whole, used, rate)
        yield fault(
            "occupancy_wrong_base" if wrong_base else "growth_unlike_levels",
            rate.sheet,
            rate.cell,
            "occupancy_wrong_base" if wrong_base else "occupancy_unlike_levels",
            {
                "rate": rate.value,
                "right": (right, max(1, rate.places)),
                "used": used.cell,
                "land": land.cell,
            },
            related=[used.cell, land.cell],
            found=shown(rate.value),
            expected=shown(right, max(1, rate.places)),
        )


def _is_leased(text: str) -> bool:
    """ "Đã cho thuê"; "đất công nghiệp cho thuê" is what there is to lease."""
    return _is(text, _LEASED) or (_is(text, _MAY_BE_LEASED) and not _is(text, _LEASABLE))


def _is_land(column: Column, words: re.Pattern[str]) -> bool:
    """Whether the words closing a heading of an area are these."""
    area = column.unit is not None and column.unit.unit in ("ha", "m2")
    return area and bool(column.parts) and bool(words.match(fold(column.parts[-1])))


def _is(text: str, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.search(fold(text)))


def _is_over(whole: Fact | None, used: Fact, rate: Fact) -> bool:
    if whole is None or not whole.value or used.value is None or rate.value is None:
        return False
    return abs(100 * used.value / whole.value - rate.value) <= Decimal("0.6")
