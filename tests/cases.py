"""Reference cases from other packages, stored under tests/reference with their source."""

import json
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).parent / "reference"


def _array(values):
    if not isinstance(values, list) or any(isinstance(v, str) for v in values):
        return values
    if values and isinstance(values[0], list):
        return np.array([_array(row) for row in values])
    if None in values or any(isinstance(v, float) for v in values):
        return np.array([np.nan if v is None else v for v in values], dtype=float)
    return np.array(values, dtype=np.int64)


def reference_cases(*operations, file="d_growth_panel.json"):
    """Return the cases of the operations as test parameters, lists turned into arrays."""
    chosen = []
    for case in json.loads((FOLDER / file).read_text(encoding="utf-8")):
        if case["operation"] in operations:
            arrays = {name: _array(value) for name, value in case["inputs"].items()}
            expected = {name: _array(value) for name, value in case["expected"].items()}
            values = {**arrays, "expected": expected, "tolerance": case["tolerance"]}
            chosen.append(pytest.param(values, id=case["name"]))
    assert chosen, f"no case of {operations} in {file}"
    return chosen


def compare(got, case, name="values"):
    """Assert that a result agrees with the case's, within its tolerance."""
    expected = np.asarray(case["expected"][name], dtype=float)
    assert got.shape == expected.shape
    assert (np.isnan(got) == np.isnan(expected)).all()
    allowed = case["tolerance"] * np.maximum(1.0, np.abs(expected))
    observed = ~np.isnan(expected)
    with np.errstate(invalid="ignore"):  # inf - inf, where both agree
        close = (got == expected) | (np.abs(got - expected) <= allowed)
    assert close[observed].all()
    assert observed.any()
