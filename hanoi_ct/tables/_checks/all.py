"""All checks of a file's tables, in an order that lets no fault cause another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hanoi_ct.tables._checks.clusters import occupancy
from hanoi_ct.tables._checks.dates import months
from hanoi_ct.tables._checks.fault import fault
from hanoi_ct.tables._checks.names import duplicates, units, unknown_names
from hanoi_ct.tables._checks.rates import (
    Levels,
    index_as_growth,
    percent_scaled,
    rates_against_levels,
    suspect_levels,
)
from hanoi_ct.tables._checks.sums import cumulative, shares, totals_and_parts, totals_outside
from hanoi_ct.tables._meaning.fact import Table
from hanoi_ct.tables._meaning.names import Names

__all__ = ["KINDS", "check_tables"]

# Each kind of fault and the rule it breaks, in words.
KINDS = {
    "total_unlike_parts": "tổng phải bằng các phần cộng lại",
    "total_outside_parts": "chỉ số chung phải nằm giữa các chỉ số thành phần",
    "growth_unlike_levels": "tỷ lệ phải khớp hai mức cùng dòng",
    "cumulative_unlike_months": "cộng dồn phải bằng các kỳ cộng lại",
    "cumulative_outside_months": "chỉ số cộng dồn phải nằm giữa các kỳ",
    "shares_unlike_100": "cơ cấu phải cộng thành 100",
    "index_as_growth": "chỉ số (105,0) và tốc độ tăng (5,0) không lẫn nhau",
    "thousand_point": "dấu chấm ngăn hàng nghìn, dấu phẩy ngăn phần lẻ",
    "unit_missing": "mỗi số phải có đơn vị tính",
    "unit_suspect": "đơn vị tính phải là một đơn vị",
    "duplicate_row": "mỗi chỉ tiêu đứng một dòng",
    "unknown_name": "tên phải có trong danh mục",
    "month_mismatch": "tháng ở tên biểu phải là tháng của các cột",
    "percent_scaled_by_100": "phần trăm không lẫn với số thập phân",
    "occupancy_wrong_base": "tỷ lệ lấp đầy tính trên đất công nghiệp cho thuê",
    "no_value": "ô phải có giá trị",
}


def check_tables(tables: Sequence[Table], report: str | None, names: Names) -> list[dict[str, Any]]:
    """Every fault of a file's tables, by sheet and cell.

    Cells with a suspect number (a lost thousands point, an index among rates) are left out of
    the comparisons that they would spoil: one fault is named once.
    """
    found: list[dict[str, Any]] = list(months(tables, report))
    for table in tables:
        found += _of_table(table, names)
    order = {table.block.grid.name: number for number, table in reversed(list(enumerate(tables)))}
    unique: dict[tuple[str, str, str], dict[str, Any]] = {}
    for one in found:
        unique.setdefault((one["kind"], one["sheet"], one["cell"]), one)
    return sorted(unique.values(), key=lambda one: order.get(one["sheet"], 0))


def _of_table(table: Table, names: Names) -> list[dict[str, Any]]:
    levels = Levels(table)
    found = [*suspect_levels(table, levels), *percent_scaled(table, levels)]
    spoilt = {one["cell"] for one in found}
    odd = list(index_as_growth(table, levels, spoilt))
    spoilt |= {one["cell"] for one in odd}
    found += odd
    found += rates_against_levels(table, levels, spoilt)
    found += totals_and_parts(table, spoilt)
    found += totals_outside(table, spoilt)
    found += cumulative(table, spoilt)
    found += shares(table, spoilt)
    found += duplicates(table)
    found += units(table)
    found += unknown_names(table, names)
    found += occupancy(table)
    found += _without_value(table)
    return found


def _without_value(table: Table) -> list[dict[str, Any]]:
    """Formulas saved without a value, errors, and text where a figure must stand."""
    found = []
    for fact in table.facts:
        cell = table.block.grid.cells.get(fact.place)
        if (
            cell is None
            or fact.missing != "not_available"
            or cell.printed.strip() in ("…", "...", "....")
        ):
            continue
        what = (
            f"công thức {cell.formula[:60]} chưa có giá trị"
            if cell.formula
            else f'"{cell.printed[:60]}" không phải số'
        )
        found.append(
            fault(
                "no_value",
                fact.sheet,
                fact.cell,
                f"Ô {fact.cell}: {what}",
                "Mở tệp bằng Excel, tính lại rồi lưu; hoặc nhập số",
                found=cell.printed[:60] or cell.formula[:60],
            )
        )
    return found
