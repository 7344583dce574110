"""Dask arrays, columns and frames: bit for bit what arrays give, whatever the chunks."""

import dask
import numpy as np
import pandas as pd
import pytest

import hanoi_ct
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy

da = pytest.importorskip("dask.array")
dd = pytest.importorskip("dask.dataframe")

RNG = np.random.default_rng(18)
WIDE = RNG.standard_normal((24, 36)) * 10.0 ** RNG.integers(-150, 150, (24, 36))
SERIES = RNG.lognormal(3, 1, (24, 36))
SERIES[3, 7] = np.nan
CHUNKS = [(24, 36), (5, 36), (24, 7), (2, 9), ((1, 20, 3), (30, 6))]
ALONG_TIME = {
    "growth": {"lag": 2},
    "acceleration": {},
    "base_effect": {},
    "carry_over": {},
    "decumulate": {},
    "exact_cumsum": {},
    "exact_moving_sum": {"window": 5},
    "moving_growth": {"window": 3},
    "moving_mean": {"window": 4, "missing": "omit"},
    "moving_sum": {"window": 4},
    "printed_ytd": {"decimals": 1},
    "ytd": {"first_period": 3},
    "ytd_growth": {"missing": "omit", "min_count": 2},
}


@pytest.fixture(autouse=True, params=["synchronous", "threads"])
def scheduler(request):
    with dask.config.set(scheduler=request.param):
        yield


def same(found, expected):
    return np.asarray(found).tobytes() == np.ascontiguousarray(expected).tobytes()


@pytest.mark.parametrize("name", ALONG_TIME)
def test_functions_of_time(name):
    function, options = getattr(hanoi_ct, name), ALONG_TIME[name]
    for axis in (-1, 0):
        expected = function(SERIES, axis=axis, **options)
        for chunks in CHUNKS:
            lazy = function(da.from_array(SERIES, chunks=chunks), axis=axis, **options)
            assert lazy.dtype == np.float64
            assert same(lazy.compute(), expected)


def test_rates_of_other_kinds_and_levels_as_a_chain():
    lazy = da.from_array(SERIES, chunks=(5, 7))
    options = {"kind": "annualised", "periods_per_year": 12}
    assert same(hanoi_ct.growth(lazy, **options).compute(), hanoi_ct.growth(SERIES, **options))
    assert same(hanoi_ct.growth([1, 2]), hanoi_ct.growth(da.from_array([1, 2])).compute())
    ratios = 1 + SERIES / 100
    chained = hanoi_ct.chain(da.from_array(ratios, chunks=(5, 7)))
    assert same(chained.compute(), hanoi_ct.chain(ratios))


@pytest.mark.parametrize("chunks", CHUNKS)
def test_sums(chunks):
    for x in (WIDE, SERIES, np.arange(864).reshape(24, 36), -np.zeros((24, 36))):
        lazy = da.from_array(x, chunks=chunks)
        for missing in ("propagate", "omit"):
            whole = hanoi_ct.exact_sum(x, missing=missing)
            assert same(hanoi_ct.exact_sum(lazy, missing=missing), whole)
            for axis in (0, -1, (0, 1)):
                found = hanoi_ct.exact_sum(lazy, axis=axis, missing=missing)
                assert same(found, hanoi_ct.exact_sum(x, axis=axis, missing=missing))


def test_sums_of_whole_numbers_beyond_doubles():
    x = np.array([2**62, 3, -(2**62), 5, 2**53 + 1])
    assert hanoi_ct.exact_sum(da.from_array(x, chunks=2)) == hanoi_ct.exact_sum(x)


def test_sums_of_columns_and_frames():
    frame = pd.DataFrame({"a": WIDE[0], "b": WIDE[1]})
    lazy = dd.from_pandas(frame, npartitions=5)
    assert hanoi_ct.exact_sum(lazy["a"]) == hanoi_ct.exact_sum(frame["a"])
    assert hanoi_ct.exact_sum(lazy) == hanoi_ct.exact_sum(frame)
    pd.testing.assert_series_equal(
        hanoi_ct.exact_sum(lazy, axis=0), hanoi_ct.exact_sum(frame, axis=0), check_exact=True
    )


@pytest.mark.parametrize("chunk", [200, 70, 9])
def test_sums_by_group(chunk):
    x, weights = WIDE.ravel()[:200], SERIES.ravel()[:200]
    codes = RNG.integers(-1, 9, x.size)
    lazy = {
        name: da.from_array(values, chunks=chunk)
        for name, values in (("x", x), ("weights", weights), ("codes", codes))
    }
    every = ["sum", "count", "mean", "minimum", "maximum"]
    found = hanoi_ct.group_sum(lazy["x"], lazy["codes"], 9, statistics=every, min_count=20)
    expected = hanoi_ct.group_sum(x, codes, 9, statistics=every, min_count=20)
    assert all(same(found[name], expected[name]) for name in every)
    options = {"statistics": "weighted_mean", "missing": "omit"}
    found = hanoi_ct.group_sum(lazy["x"], lazy["codes"], 9, weights=lazy["weights"], **options)
    assert same(found, hanoi_ct.group_sum(x, codes, 9, weights=weights, **options))
    whole = hanoi_ct.group_sum(lazy["codes"], abs(lazy["codes"]), 9)
    assert whole.dtype == np.int64
    assert same(whole, hanoi_ct.group_sum(codes, abs(codes), 9))


def test_sums_by_group_of_columns():
    frame = pd.DataFrame({"x": WIDE.ravel(), "code": np.arange(WIDE.size) % 7})
    lazy = dd.from_pandas(frame, npartitions=6)
    found = hanoi_ct.group_sum(lazy["x"], lazy["code"], 7)
    assert same(found, hanoi_ct.group_sum(frame["x"], frame["code"], 7))


TREE = Hierarchy.from_parents({"T": None, "A": "T", "B": "T", "a": "A", "b": "A"})


@pytest.mark.parametrize("chunks", [(3, 30), (1, 7), (3, 1)])
def test_a_tree(chunks):
    x = RNG.lognormal(4.6, 0.1, (3, 30))
    x[1, 4] = np.nan
    for options in (
        {},
        {"order": 0.0, "missing": "reweight"},
        {"missing": "parent", "kind": "period_on_period"},
        {"end_weights": [1, 2, 3]},
    ):
        lazy = TREE.aggregate(da.from_array(x, chunks=chunks), [20, 30, 50], **options)
        assert lazy.shape == (5, 30)
        assert same(lazy.compute(), TREE.aggregate(x, [20, 30, 50], **options).values)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda x: hanoi_ct.growth(x, lag=0), "`lag` of growth must be at least 1"),
        (lambda x: hanoi_ct.growth(x, axis=2), "`axis` of growth"),
        (lambda x: hanoi_ct.growth(x, freq="M"), "`freq` of growth must be left out"),
        (lambda x: hanoi_ct.growth(x[x > 0]), "compute_chunk_sizes"),
        (lambda x: hanoi_ct.exact_sum(x, axis=(0, 0)), "each axis once"),
        (lambda x: hanoi_ct.exact_sum(x, missing="drop"), "`missing` of exact_sum"),
        (lambda x: hanoi_ct.exact_sum(x, missing="raise"), r"NaN at index \(3, 1\) of block 1"),
        (lambda x: hanoi_ct.group_sum(x[0], x[0].rechunk(9), 3), "rechunk"),
        (lambda x: hanoi_ct.group_sum(x[0], x[0]), "tabulate"),
        (lambda x: TREE.aggregate(x, [1, 2, 3]), "one row a leaf"),
        (lambda x: TREE.aggregate(x[:3], [1, 2, 3], missing="last"), "`missing` of Hierarchy"),
        (lambda x: TREE.aggregate(x[:3], [1, 2, 3], update=True), "`update` of Hierarchy"),
        (lambda x: TREE.aggregate(x[:3], np.ones((3, 36))), "one column for a Dask array"),
    ],
)
def test_what_is_refused_at_once(call, message):
    with pytest.raises(ArgumentValueError, match=message):
        call(da.from_array(SERIES, chunks=(24, 6)))


def test_other_kinds_are_refused_with_a_way_out():
    lazy = da.from_array(SERIES, chunks=(5, 7))
    frame = dd.from_pandas(pd.DataFrame(SERIES.T), npartitions=3)
    with pytest.raises(ArgumentTypeError, match="to_dask_array"):
        hanoi_ct.growth(frame)
    way_out = hanoi_ct.growth(frame.to_dask_array(lengths=True), axis=0)
    assert same(way_out.compute(), hanoi_ct.growth(SERIES.T, axis=0))
    for function in (hanoi_ct.ytd_contributions, hanoi_ct.annual_mean, hanoi_ct.exact_mean):
        with pytest.raises(ArgumentTypeError, match=r"pass its \.compute"):
            function(lazy)
    with pytest.raises(ArgumentTypeError, match="`codes` of group_sum must be a Dask array"):
        hanoi_ct.group_sum(lazy[0], np.zeros(36, dtype=int), 1)


def test_an_error_in_a_block_says_where_the_block_begins():
    x = np.ones((4, 6))
    x[3, 2] = -1.0
    lazy = hanoi_ct.growth(da.from_array(x, chunks=(2, 6)), negative_base="raise")
    with pytest.raises(ArgumentValueError, match=r"\(1, 2\); counted from \(2, 0\) of the whole"):
        lazy.compute()
