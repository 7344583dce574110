"""Dask arrays, columns and frames: bit for bit what arrays give, whatever the chunks."""

import unicodedata

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


# ---- frames and columns whose rows are periods --------------------------------------------

MONTHS = pd.date_range("2015-01-01", periods=40, freq="MS")
FRAME = pd.DataFrame(RNG.lognormal(3, 1, (40, 5)), index=MONTHS, columns=list("abcde"))
DOWN_THE_ROWS = {
    **{name: options for name, options in ALONG_TIME.items() if name != "ytd"},
    "ytd": {},
    "chain": {},
    "ytd_contributions": {},
}


@pytest.mark.parametrize("name", DOWN_THE_ROWS)
@pytest.mark.parametrize("npartitions", [1, 7])
def test_frames_and_columns_down_the_rows(name, npartitions):
    function, options = getattr(hanoi_ct, name), DOWN_THE_ROWS[name]
    lazy = dd.from_pandas(FRAME, npartitions=npartitions)
    for given, expected in (
        (lazy, function(FRAME, **options)),
        (lazy["b"], function(FRAME["b"], **options)),
    ):
        found = function(given, **options)
        assert list(getattr(found._meta, "columns", [])) == list(getattr(expected, "columns", []))
        computed = found.compute()
        pd.testing.assert_index_equal(computed.index, expected.index, check_names=True)
        assert same(computed, expected)


def test_the_whole_index_says_what_a_period_is():
    """Each partition alone holds a month or two, of which nothing could be told."""
    lazy = dd.from_pandas(FRAME, npartitions=20)
    found = hanoi_ct.growth(lazy, kind="annualised").compute()
    assert same(found, hanoi_ct.growth(FRAME, kind="annualised"))
    for call, message in (
        (lambda: hanoi_ct.growth(lazy, freq="Q"), "name each quarter once"),
        (lambda: hanoi_ct.growth(lazy, lag=0), "`lag` of growth must be at least 1"),
        (lambda: hanoi_ct.growth(dd.from_pandas(FRAME.drop(MONTHS[5]), 3)), "no month 2015-06"),
    ):
        with pytest.raises(ArgumentValueError, match=message):
            call()


# ---- long tables ---------------------------------------------------------------------------

PROVINCES = ["Hà Nội", "Hải Phòng", "Đà Nẵng", "a", "b"]


def long_table():
    """Months of five provinces in two spellings of Unicode and a series of quarters, shuffled."""
    rows = [(name, month) for name in PROVINCES for month in MONTHS]
    rows += [("quarterly", month) for month in MONTHS[::3]]
    table = pd.DataFrame(rows, columns=["province", "month"])
    spelt = ["NFD" if i % 2 else "NFC" for i in range(len(table))]
    table["province"] = [
        unicodedata.normalize(form, name)
        for form, name in zip(spelt, table["province"], strict=True)
    ]
    table["value"] = RNG.lognormal(3, 1, len(table))
    table["text"] = table["month"].dt.strftime("%Y-%m")
    table["year"], table["place"] = table["month"].dt.year, table["month"].dt.month
    return table.sample(frac=1, random_state=3)


PANELS = {
    "panel_growth": {"lag": 12},
    "panel_lag": {},
    "panel_moving_growth": {"window": 3},
    "panel_moving_mean": {},
    "panel_moving_sum": {"window": 3},
    "panel_ytd": {},
    "panel_ytd_growth": {"missing": "omit"},
}


@pytest.mark.parametrize("name", PANELS)
@pytest.mark.parametrize("time", ["month", "text", ("year", "place")])
def test_long_tables_in_any_partitions(name, time):
    table, function = long_table(), getattr(hanoi_ct, name)
    options = {"value": "value", "by": "province", "time": time, **PANELS[name]}
    for sort, npartitions in ((True, 5), (False, 3)):
        rows = table.reset_index(drop=True) if sort else table
        lazy = dd.from_pandas(rows, npartitions=npartitions, sort=sort)
        found = function(lazy, **options)
        pd.testing.assert_series_equal(found.compute(), function(rows, **options), check_exact=True)
        assert found.known_divisions == lazy.known_divisions


def test_the_result_of_a_long_table_is_a_column_of_it():
    table = long_table().reset_index(drop=True)
    lazy = dd.from_pandas(table, npartitions=4)
    options = {"value": "value", "by": ["province", "year"], "time": "month", "freq": "M"}
    together = lazy.assign(growth=hanoi_ct.panel_growth(lazy, **options)).compute()
    assert same(together["growth"], hanoi_ct.panel_growth(table, **options))


def test_a_table_of_one_series():
    table = long_table().query("province == 'a'").reset_index(drop=True)
    options = {"value": "value", "time": "month"}
    found = hanoi_ct.panel_growth(dd.from_pandas(table, npartitions=3), **options).compute()
    assert same(found, hanoi_ct.panel_growth(table, **options))


def test_long_tables_that_are_refused():
    table = long_table().reset_index(drop=True)
    lazy = dd.from_pandas(table, npartitions=4)
    named = {"value": "value", "by": "province", "time": "month"}
    for call, kind, message in (
        (lambda: hanoi_ct.panel_growth(lazy), ArgumentTypeError, "value=, by= and time="),
        (
            lambda: hanoi_ct.panel_growth(lazy["value"], lazy["province"], lazy["month"]),
            ArgumentTypeError,
            r"got a Dask Series: name them, or pass \.compute",
        ),
        (
            lambda: hanoi_ct.panel_growth(lazy, **named | {"by": "district"}),
            ArgumentValueError,
            "no 'district'",
        ),
        (lambda: hanoi_ct.panel_lag(lazy, lag=0, **named), ArgumentValueError, "at least 1"),
        (
            lambda: hanoi_ct.panel_lag(dd.concat([lazy, lazy]), **named).compute(),
            ArgumentValueError,
            "name each observation once.*counted in one share",
        ),
    ):
        with pytest.raises(kind, match=message):
            call()


def test_a_tree_takes_frames():
    frame = pd.DataFrame(RNG.lognormal(4, 1, (14, 3)), index=MONTHS[:14], columns=list("baB"))
    weights = pd.Series([1.0, 2.0, 3.0], index=list("aBb"))
    expected = TREE.aggregate(frame, weights, missing="last")
    lazy = dd.from_pandas(frame, npartitions=3), dd.from_pandas(weights, npartitions=2)
    found = TREE.aggregate(*lazy, missing="last")
    assert same(found.values, expected.values)
    assert list(found.periods) == list(expected.periods)
