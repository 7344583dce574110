"""Every row of the collection of edge cases, run as it stands there, gives its right value.

Its kinds have tests of their own in test_edge_cases.py and beside their subjects; this one sees
to it that no row is without.
"""

import ast
import re
from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pytest
import xarray as xr

import hanoi_ct as h
from hanoi_ct.errors import HanoiCTError
from hanoi_ct.hierarchy import FixedBaseIndex, Hierarchy

NAN = float("nan")

# By row: a value, or how the error begins that is right, too.
RIGHT = {
    "1": r"the dates in `period` of panel_growth must fit one unit; got 2020-04-02 at row 9",
    "4": r"`period` of panel_ytd must not be months written as whole numbers.*: pass freq='M'",
    "6": [[NAN, NAN, 1, 2, 3]] * 3,
    "8": [[NAN] * 3] * 2,
    "10": [0.0824, 0.0824],
    "12": r"`periods` of growth must have no gap; got none for 2017Q3",
    "15": [1, 2, 3, 4, 2],
    "16": r"`base` of rebase must be complete; got 2018 without 2018-04 \(the first of 9\)",
    "17": [2.68, 1.01, 0.29],
    "20": r"integers in `x` of growth must lie within 2\*\*53",
    "22": [False] * 3,
    "25": [NAN, NAN, 1, 1],
    "26": [0, 100],
    "28": r"`start` of chain must hold the levels of 2 periods under lag=2",
    "31": r"`freq` of growth must be said with gaps='missing' for dates",
    "33": [2, 1],
    "35": [NAN, 0, 0],
    "37": r"integers in `values` of group_sum must lie within -2\*\*63 and 2\*\*63 - 1",
    "38": r"`freq` of growth must be said for fewer than three dates.*to_period\('M'\)",
    "40": [NAN, 1.1],
    "42": ([2000, 1000], 3000, [True, False]),
    "66": [[1.0], [1.0], [0.0]],
}


def rows(shared):
    """Yield the number and the code of each row."""
    for line in (shared / "reference" / "edge_cases.md").read_text(encoding="utf-8").splitlines():
        if re.match(r"\| \d+ \|", line):
            cells = [cell.strip() for cell in line.strip("|").split(" | ")]
            yield cells[0], cells[2].strip("`")


def outcome(code):
    """Return the value of the last line of a row, or the error with which it ends."""
    names = {"np": np, "pd": pd, "pl": pl, "xr": xr, "h": h, "D": Decimal, "nan": NAN,
             "Hierarchy": Hierarchy}  # fmt: skip
    *before, last = ast.parse(code).body
    try:
        exec(compile(ast.Module(before, []), "row", "exec"), names)
        return eval(compile(ast.Expression(last.value), "row", "eval"), names)
    except HanoiCTError as error:
        return error


def same(got, right):
    if isinstance(got, FixedBaseIndex):
        got = got.values
    if isinstance(right, tuple):
        return all(same(a, b) for a, b in zip(got, right, strict=True))
    return np.array_equal(np.asarray(got, dtype=float), np.asarray(right), equal_nan=True)


def test_every_row(shared):
    found = dict(rows(shared))
    assert len(found) >= 20
    assert set(found) <= set(RIGHT), "a row is new: say what is right"
    for number, code in found.items():
        got, right = outcome(code), RIGHT[number]
        if isinstance(right, str):
            assert isinstance(got, HanoiCTError), f"row {number} is not refused: {got}"
            assert re.match(right, str(got)), f"row {number}: {got}"
            assert len(str(got)) < 400
        else:
            assert same(got, right), f"row {number}: {got} in place of {right}"


def test_what_row_28_asks_for_is_there():
    levels = h.chain([NAN, NAN, 1.5, 1.25], lag=2, start=[100.0, 80.0])
    assert levels.tolist() == [100.0, 80.0, 150.0, 100.0]
    with pytest.raises(HanoiCTError):
        h.chain([NAN, NAN, 1.5, 1.25], lag=2)
