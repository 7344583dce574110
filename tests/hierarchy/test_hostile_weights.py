"""Weights and prices that mean nothing are refused by name: uprate, update_weights,
compare_modes, and sets of weights by period."""

import unicodedata
import warnings

import numpy as np
import pandas as pd
import pytest

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy, compare_modes, update_weights, uprate

NAN, INF = float("nan"), float("inf")
QUARTERS = [f"{year}Q{n}" for year in (2016, 2017) for n in (1, 2, 3, 4)]
PRICES = {"rice": [100.0] * 4 + [110, 120, 120, 120], "tea": [100.0] * 8}


@pytest.fixture(autouse=True)
def _warnings_are_errors():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


# ---- update_weights ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("weights", "index", "order", "said"),
    [
        ([1, INF], [0, 0], 1, r"`weights` .* finite or missing; got inf at index 1$"),
        ([[1, 2]], [[3, -INF]], 1, r"`index` .* finite or missing; got -inf at index \(0, 1\)$"),
        ([1, 2], [-1, 2], 0.5, r"order 0.5 .* got -1 for a weight of 1 at index 0$"),
        ([1, 2], [2, 0], -1, r"order -1 .* got 0 for a weight of 2 at index 1$"),
        ([1e308, 2e307], [10, 10], 1, r"got 10 for a weight of 1e\+308 at index 0 .*first of 2"),
        ([3], [1e200], 2, r"order 2 .* got 1e\+200 for a weight of 3 at index 0$"),
    ],
)
def test_weights_that_cannot_be_updated_are_refused(weights, index, order, said):
    with pytest.raises(ArgumentValueError, match=said):
        update_weights(weights, index, order)


def test_a_missing_weight_or_index_stays_missing():
    np.testing.assert_array_equal(update_weights([1, NAN, 3], [NAN, 2, 2]), [NAN, NAN, 6])
    np.testing.assert_array_equal(update_weights([1, NAN], [NAN, 2], 0), [1, NAN])
    np.testing.assert_array_equal(update_weights([2, 3], 2, 2), [8, 12])


# ---- uprate --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("weights", "prices", "said"),
    [
        ({2016: {"rice": 60}}, {"rice": [1e308] * 8}, "got 60 for 'rice' at prices up to 1e+308"),
        ({2016: {"rice": 1e308}}, {"rice": [1] * 4 + [10] * 4}, "within the doubles; got 1e+308"),
        ({2016: {"rice": 1}}, {"rice": [5e-324] * 4 + [1e308] * 4}, "within the doubles"),
        ({2016: {"rice": 5e-324}}, {"rice": [1e9] * 4 + [1] * 4}, "within the doubles"),
        ({2016: {"rice": 0, "tea": NAN}}, PRICES, "expenditure above 0; got none in 2016"),
        ({2016: {}}, PRICES, "expenditure above 0; got none in 2016"),
    ],
)
def test_expenditure_that_cannot_be_moved_is_refused(weights, prices, said):
    with pytest.raises(ArgumentValueError, match=said.replace("+", r"\+")):
        uprate(weights, prices, periods=QUARTERS)


def test_a_year_without_any_expenditure_serves_no_link():
    spent = {2015: {"rice": 30, "tea": 10}, 2016: {"rice": 0, "tea": 0}}
    months = [f"{year}Q{n}" for year in (2015, 2016, 2017) for n in (1, 2, 3, 4)]
    prices = {code: [100.0] * 4 + row for code, row in PRICES.items()}
    assert uprate(spent, prices, periods=months) == {
        2017: {"rice": 30.0, "tea": 10.0},
        2018: {"rice": 36.0, "tea": 10.0},
    }


@pytest.mark.parametrize(
    "prices",
    [
        {5: [1.0] * 8},
        pd.DataFrame({5: [1.0] * 8}, index=pd.PeriodIndex(QUARTERS, freq="Q")),
    ],
    ids=["mapping", "frame"],
)
def test_codes_of_prices_must_be_text(prices):
    with pytest.raises(ArgumentTypeError, match=r"codes of `x` of uprate must be text .*got 5"):
        uprate({2016: {5: 1}}, prices, periods=None if hasattr(prices, "index") else QUARTERS)


# ---- sets of weights -----------------------------------------------------------------

RICE = unicodedata.normalize("NFC", "gạo")
TREE = Hierarchy.from_parents({"T": None, RICE: "T", "tea": "T"})
MONTHS = ["2017-11", "2017-12", "2018-01"]
LEVELS = [[100, 120, 132], [100, 100, 100]]


def _with(code):
    return [
        {2017: {code: 1, "tea": 1}, 2018: {code: 3, "tea": 1}},
        pd.DataFrame({code: [1, 3], "tea": [1, 1]}, index=[2017, 2018]),
        pd.Series(
            [1, 1, 3, 1],
            index=pd.MultiIndex.from_product([[2017, 2018], [code, "tea"]]),
        ),
    ]


@pytest.mark.parametrize("weights", _with(unicodedata.normalize("NFD", RICE)), ids=type)
def test_a_code_of_weights_is_one_in_both_spellings(weights):
    want = TREE.chain_linked(LEVELS, _with(RICE)[0], periods=MONTHS)
    got = TREE.chain_linked(LEVELS, weights, periods=MONTHS)
    np.testing.assert_array_equal(got.values, want.values)
    prices = {RICE: PRICES["rice"], "tea": PRICES["tea"]}
    assert uprate(weights, prices, periods=QUARTERS, lag=1) == {
        2018: {RICE: 120 / 117.5, "tea": 1.0}
    }


@pytest.mark.parametrize(
    "weights",
    [
        {2017: {"tea": 1, RICE: 1, unicodedata.normalize("NFD", RICE): 2}},
        {2017: pd.Series([1, 1, 2], index=["tea", RICE, RICE])},
        pd.DataFrame([[1, 1, 2]], columns=["tea", RICE, RICE], index=[2017]),
        pd.Series(
            [1, 1, 2], index=pd.MultiIndex.from_tuples([(2017, "tea"), (2017, RICE), (2017, RICE)])
        ),
    ],
    ids=["mapping", "Series of a set", "frame", "Series"],
)
def test_a_code_that_is_there_twice_in_a_set_is_refused(weights):
    with pytest.raises(ArgumentValueError, match="one number for a code in a period; got two for"):
        TREE.chain_linked(LEVELS, weights, periods=MONTHS)


# ---- compare_modes -------------------------------------------------------------------

FLAT = Hierarchy.from_parents({"Tổng": None, "B": "Tổng", "C": "Tổng"})
X = [[100.0, 110, 120], [200, 200, 210]]


@pytest.mark.parametrize(
    ("x", "weights", "published", "said"),
    [
        (X, [1, 1], {"Tổng": [NAN, INF, 5]}, "`published` .* infinity for 'Tổng' in 2018-02"),
        ([[INF, 1, 2], X[1]], [1, 1], {}, "`x` .* finite or missing; got inf for 'B' in 2018-01"),
        (X, [[1, 2, 3], [1, 1, 1]], {}, "`weights` .* got a column for each of the 3 periods"),
        (
            X,
            [1, 1],
            {form: [NAN, 5, 6] for form in ("Tổng", unicodedata.normalize("NFD", "Tổng"))},
            "each code once; got 'Tổng' in two spellings",
        ),
    ],
    ids=["published", "x", "weights", "twice"],
)
def test_what_cannot_be_compared_is_refused(x, weights, published, said):
    months = ["2018-01", "2018-02", "2018-03"]
    with pytest.raises(ArgumentValueError, match=said):
        compare_modes(FLAT, x, weights, published, lag=1, periods=months)


@pytest.mark.parametrize("level", [0.0, -5.0, NAN])
def test_a_level_that_has_no_rate_is_compared_by_no_direct_ratio(level):
    x = [[level, 110, 120], X[1]]
    modes = compare_modes(FLAT, x, [1, 1], {"Tổng": [NAN, 5, 6]}, lag=1)
    assert modes.direct.compared == 1
    assert np.isnan(modes.direct.growth["B"][:2]).all()
    assert np.isfinite(modes.direct.growth["B"][2])
