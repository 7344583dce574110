"""Decompositions against R, and what they must do."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.seasonal import decompose

PACKAGED = Path(__file__).parent.parent / "reference"
NAN = float("nan")


def run(path):
    cases = json.loads(path.read_text(encoding="utf-8"))
    assert cases
    for case in cases:
        i, x = case["inputs"], np.array(case["inputs"]["x"], dtype=np.float64)
        if case["operation"] == "classical_decomposition":
            found = decompose(x, i["per_year"], model=i["type"])._asdict()
            found["random"] = found["remainder"]
            found["figure"] = found["seasonal"][: i["per_year"]]
        else:
            assert case["operation"] == "stl"
            options = {"seasonal_window": i["seasonal_window"], "robust": i["robust"]}
            found = decompose(x, i["per_year"], "stl", **options)._asdict()
        for name, values in case["expected"].items():
            expected = np.array([NAN if v is None else v for v in values], dtype=np.float64)
            size = np.maximum(1.0, np.abs(expected))
            assert (np.isnan(found[name]) == np.isnan(expected)).all(), (case["name"], name)
            off = np.abs(found[name] - expected) / size
            assert np.nanmax(off) <= case["tolerance"], (case["name"], name)


def test_packaged_cases_of_r():
    run(PACKAGED / "l_decomposition.json")


def test_shared_cases_of_r(shared):
    run(shared / "reference" / "l_decomposition.json")


SERIES = 100 + np.arange(48) + 10 * np.resize([1.0, -2, 0, 1], 48)


@pytest.mark.parametrize("period", [2, 4, 6, 12, 3])
@pytest.mark.parametrize("model", ["additive", "multiplicative"])
def test_parts_make_up_the_series_and_seasons_cancel(period, model):
    parts = decompose(SERIES, period, model=model)
    there = ~np.isnan(parts.trend)
    assert there.sum() == 48 - period // 2 * 2
    if model == "additive":
        whole = parts.trend + parts.seasonal + parts.remainder
        assert parts.seasonal[:period].sum() == pytest.approx(0, abs=1e-10)
    else:
        whole = parts.trend * parts.seasonal * parts.remainder
        assert parts.seasonal[:period].mean() == pytest.approx(1)
    assert whole[there] == pytest.approx(SERIES[there])


@pytest.mark.parametrize("window", ["periodic", 7, 13])
@pytest.mark.parametrize("robust", [False, True])
def test_stl_finds_the_season_that_was_put_in(window, robust):
    parts = decompose(SERIES, 4, "stl", seasonal_window=window, robust=robust)
    np.testing.assert_allclose(parts.seasonal, np.resize([10.0, -20, 0, 10], 48), atol=0.3)
    np.testing.assert_allclose(parts.seasonal + parts.trend + parts.remainder, SERIES)


def test_labels_stay():
    index = pd.period_range("2010Q1", periods=48, freq="Q")
    for method in ("classical", "stl"):
        parts = decompose(pd.Series(SERIES, index=index), 4, method)
        plain = decompose(SERIES, 4, method)
        for labelled, values in zip(parts, plain, strict=True):
            assert labelled.index.equals(index)
            np.testing.assert_array_equal(labelled, values)


@pytest.mark.parametrize(
    ("x", "period", "options", "words"),
    [
        (SERIES[:7], 4, {}, r"two years, 8 values; got shape \(7,\)"),
        (SERIES.reshape(2, 24), 4, {}, "one series"),
        (-SERIES, 4, {"model": "multiplicative"}, "all positive"),
        (SERIES, 4, {"method": "stl", "model": "multiplicative"}, "'additive' under"),
        (SERIES, 4, {"robust": True}, "must be left out"),
        (SERIES, 4, {"method": "stl", "seasonal_window": 8}, "must be odd"),
        (np.r_[NAN, SERIES], 4, {"method": "stl"}, "got nan"),
        (SERIES, 4, {"method": "x11"}, "one of 'classical', 'stl'"),
    ],
)
def test_refusals(x, period, options, words):
    with pytest.raises(ArgumentValueError, match=words):
        decompose(x, period, **options)
