"""Sheets as grids of cells, whatever file they stand in: libraries read, nothing is understood."""

from hanoi_ct.tables._sheets.grid import Cell, Grid, Workbook, address
from hanoi_ct.tables._sheets.opening import open_workbook

__all__ = ["Cell", "Grid", "Workbook", "address", "open_workbook"]
