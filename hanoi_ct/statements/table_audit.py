"""The audit of a table: totals, shares, growth and attainment, and how they were rounded.

What a column means is told by its header or found by trying: a column is growth of one other
column on a second where most of its cells say so. For every derived cell each rounding
convention is tried; the one that reproduces most is the table's, and the cells that none
reproduces are its faults.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hanoi_ct.statements._tables.column_rounding import column_check
from hanoi_ct.statements._tables.derived_columns import derived_columns
from hanoi_ct.statements._tables.forced_levels import moved_levels, without_moves
from hanoi_ct.statements._tables.table_audited import TableAudit, TableCheck
from hanoi_ct.statements._tables.totals import sum_checks, total_blocks
from hanoi_ct.statements.grid import Grid, grid_of_frame, grids_of_file

__all__ = ["TableAudit", "audit_table"]


def audit_table(table: Any) -> TableAudit:
    """Check the totals, shares, growth and attainment of a table.

    Parameters
    ----------
    table : DataFrame, str, Path or sequence of Grid
        A pandas or polars frame, or a .xlsx or .csv file, or the tables of a document
        (`hanoi_ct.statements.documents.text_and_tables`). Of a workbook every sheet with numbers
        is checked; a number counts as shown, with the decimals of its format.

    Returns
    -------
    TableAudit

    Raises
    ------
    ArgumentTypeError, DataError
        No table, or none with numbers.

    Notes
    -----
    A missing cell is left out of the check of its row; a sum with a missing part is not checked.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({
    ...     "ngành": ["Tổng số", "Dệt may", "Điện tử", "Khác"],
    ...     "2017": [7624, 1500, 2100, 4024],
    ...     "2018": [9200, 1710, 2600, 4890],
    ...     "tăng, %": [20.7, 14.0, 28.3, 21.5],
    ... })
    >>> found = audit_table(frame)
    >>> [(fault.label, fault.printed, fault.expected) for fault in found.contradictions]
    [('Điện tử', '28.3', '23.8')]
    """
    if isinstance(table, (str, Path)):
        grids = grids_of_file(table)
    elif isinstance(table, tuple) and all(isinstance(grid, Grid) for grid in table):
        grids = table
    else:
        grids = (grid_of_frame(table),)
    return TableAudit(tuple((grid.name, tuple(_checks(grid))) for grid in grids))


def _checks(grid: Grid) -> Iterator[TableCheck]:
    derived = derived_columns(grid)
    levels = [j for j in range(len(grid.columns)) if j not in derived and j not in grid.rates]
    blocks = total_blocks(grid, levels)
    moved = moved_levels(grid, derived, blocks)
    for j in levels:
        yield from sum_checks(grid, j, blocks, {i for column, i in moved if column == j})
    before = without_moves(grid, moved)
    for j, (kind, first, second) in derived.items():
        yield column_check(grid if kind == "share" else before, j, kind, first, second)
