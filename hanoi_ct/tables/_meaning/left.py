"""Numbers of a sheet that are no figures of any table: none of them is left in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from hanoi_ct.tables._meaning.fact import Table
from hanoi_ct.tables._meaning.numbers import Profile
from hanoi_ct.tables._meaning.strip import is_figure, is_year
from hanoi_ct.tables._meaning.words import clean
from hanoi_ct.tables._sheets.grid import Grid, address

__all__ = ["numbers_left"]

_RANGE = re.compile(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")
_MOST = 2000  # a sheet with more is no monthly table


def numbers_left(
    grids: Iterable[Grid], tables: Sequence[Table], profile: Profile
) -> list[dict[str, Any]]:
    """A doubt for each sheet with numbers that were read as nothing: figures, or none."""
    found: list[dict[str, Any]] = []
    for grid in grids:
        own = [table for table in tables if table.block.grid is grid]
        cells = _unread(grid, own, profile)
        if cells:
            found.append(
                {
                    "id": f"left-{len(found) + 1}",
                    "sheet": grid.name,
                    "cells": [address(*place) for place in cells],
                    "readings": [{"measure": None}, {"measure": "level"}],
                }
            )
    return found


def _unread(grid: Grid, tables: Sequence[Table], profile: Profile) -> list[tuple[int, int]]:
    if len(grid.cells) > 100 * _MOST:
        return []
    used = {fact.place for table in tables for fact in table.facts}
    told = {place for table in tables for one in table.not_data for place in _places(one["cells"])}
    heads: set[int] = set()
    columns: set[tuple[int, int]] = set()
    under = grid.covering()
    for table in tables:
        block = table.block
        heads |= {*block.headers, *block.numbered, *(row for row, _, _ in block.titles)}
        named = [block.order, block.codes, block.units, block.periods, block.since, block.years]
        columns |= {(row, c) for row in block.body for c in [*named, *block.labels] if c}
    places = [
        place
        for place, cell in sorted(grid.cells.items())
        if place not in used
        and place not in told
        and place not in columns
        and place not in under
        and place[0] not in heads
        and place[0] not in grid.hidden_rows
        and place[1] not in grid.hidden_columns
        and not is_year(cell)
        and is_figure(cell, profile)
        and clean(cell.text)
    ]
    return places[:_MOST] if tables else []


def _places(cells: str) -> Iterable[tuple[int, int]]:
    """The places of a range "B3:D5"."""
    match = _RANGE.fullmatch(cells)
    if match is None:
        return
    left, right = _number(match[1]), _number(match[3] or match[1])
    top, bottom = int(match[2]), int(match[4] or match[2])
    for row in range(top, min(bottom, top + _MOST) + 1):
        for column in range(left, right + 1):
            yield row, column


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number
