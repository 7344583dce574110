"""Odd but real things at the door: the same answer as an array, or an error whose advice works."""

import datetime
from decimal import Decimal

import numpy as np
import pytest

import hanoi_ct as h
import hanoi_ct.hierarchy
from hanoi_ct.errors import HanoiCTError

pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
pa = pytest.importorskip("pyarrow")
xr = pytest.importorskip("xarray")

N = 16
FIGURES = [100.5, 104.2, 99.9, None, 107.3, 111.1, 98.7, 102.4, None, 105.5, 106.1, 110.0, 113.2,
           108.8, 101.7, 120.3]  # fmt: skip
WHOLE = [None if x is None else round(x) for x in FIGURES]
MONTHS = pd.period_range("2018-01", periods=N, freq="M")
DAYS = MONTHS.to_timestamp()
DECIMALS = [None if x is None else Decimal(str(x)) for x in FIGURES]
HOLES = np.array(FIGURES, dtype=float)
LEFT = [x is not None for x in FIGURES]


def polars(values, dtype):
    return pl.DataFrame({"t": [d.date() for d in DAYS], "v": pl.Series(values, dtype=dtype)})


def arrow(values, dtype):
    return pa.table({"t": [d.date() for d in DAYS], "v": pa.array(values, dtype)})


def xarray(values, times=DAYS):
    return xr.DataArray(values, {"time": times}, ("time",))


def numbers(result):
    if isinstance(result, (pa.Table, pl.DataFrame)):
        result = result.to_pandas()
    if isinstance(result, pd.DataFrame):
        result = result["v"]
    return np.asarray(result, dtype=float)


HOLDERS = {
    "objects": lambda: pd.Series(np.array(FIGURES, dtype=object), MONTHS),
    "objects with NA": lambda: pd.Series(
        [pd.NA if x is None else x for x in FIGURES], MONTHS, dtype=object
    ),
    "Float64": lambda: pd.Series(FIGURES, MONTHS, dtype="Float64"),
    "double[pyarrow]": lambda: pd.Series(FIGURES, MONTHS, dtype="double[pyarrow]"),
    "decimal[pyarrow]": lambda: pd.Series(
        DECIMALS, MONTHS, dtype=pd.ArrowDtype(pa.decimal128(20, 3))
    ),
    "Sparse": lambda: pd.Series(pd.arrays.SparseArray(HOLES), MONTHS),
    "polars null": lambda: polars(FIGURES, pl.Float64),
    "polars decimal": lambda: polars(DECIMALS, pl.Decimal(20, 3)),
    "polars Object": lambda: polars(DECIMALS, pl.Object),
    "Arrow null": lambda: arrow(FIGURES, pa.float64()),
    "Arrow decimal": lambda: arrow(DECIMALS, pa.decimal128(20, 3)),
    "xarray": lambda: xarray(HOLES),
    "xarray of objects": lambda: xarray(np.array(FIGURES, dtype=object)),
    "xarray of Decimals": lambda: xarray(np.array(DECIMALS, dtype=object)),
}
WHOLE_HOLDERS = {
    "Int64": lambda: pd.Series(WHOLE, MONTHS, dtype="Int64"),
    "uint16[pyarrow]": lambda: pd.Series(WHOLE, MONTHS, dtype="uint16[pyarrow]"),
    "polars Int128": lambda: polars(WHOLE, pl.Int128),
    "polars UInt8": lambda: polars(WHOLE, pl.UInt8),
    "Arrow uint64": lambda: arrow(WHOLE, pa.uint64()),
}
CALLS = {
    "growth": lambda x: h.growth(x, 1),
    "ytd": lambda x: h.ytd(x, missing="omit"),
    "moving_mean": lambda x: h.moving_mean(x, 3, decimals=1),
    "exact_cumsum": h.exact_cumsum,
    "ratio": lambda x: h.ratio(x, x),
    "printed_growth": lambda x: h.printed_growth(x, x, 1),
    "round_half_up": lambda x: h.round_half_up(x, 0),
    "exact_sum": lambda x: h.exact_sum(x, missing="omit"),
}


@pytest.mark.parametrize("holder", [*HOLDERS, *WHOLE_HOLDERS])
@pytest.mark.parametrize("name", CALLS)
def test_missing_values_in_every_holder(name, holder):
    call = CALLS[name]
    plain = HOLES if holder in HOLDERS else np.array(WHOLE, dtype=float)
    got = call((HOLDERS | WHOLE_HOLDERS)[holder]())
    np.testing.assert_array_equal(numbers(got), call(plain), strict=name != "exact_sum")


@pytest.mark.parametrize("calendar", ["standard", "proleptic_gregorian", "noleap", "360_day"])
def test_dates_that_name_their_calendar(calendar):
    pytest.importorskip("cftime")
    values = np.arange(1.0, N + 1)
    dates = xr.date_range("2018-01-01", periods=N, freq="MS", use_cftime=True, calendar=calendar)
    x = xarray(values, dates)
    if calendar in ("noleap", "360_day"):
        with pytest.raises(HanoiCTError, match=r"convert it, as by .convert_calendar\('standard'"):
            h.ytd(x)
        x = x.convert_calendar("standard", align_on="date")
    np.testing.assert_array_equal(h.ytd(x), h.ytd(values))
    np.testing.assert_array_equal(h.annual_mean(x, partial=True), [6.5, 14.5])


def test_a_dataarray_without_dates_is_told_how_to_get_them():
    x = xr.DataArray(np.arange(1.0, N + 1), dims=("row",))
    with pytest.raises(HanoiCTError, match=r"assign one, as by .assign_coords\({'row': dates}\)"):
        h.growth(x)
    assert h.growth(x.assign_coords({"row": DAYS}), 1).values[1] == 1.0


# ---- what is refused, with a way out that works ---------------------------------------

FULL = np.arange(1.0, N + 1)
TEXT = pd.Series([str(x) for x in FULL], MONTHS)
LONG = dict(enumerate(FULL.tolist() * 20))
REFUSED = {
    "masked floats": (np.ma.array(FULL, mask=FULL > 99), r"pass its .astype\(float\).filled\(np.n",
                      lambda x: x.astype(float).filled(np.nan)),
    "masked integers": (np.ma.array(FULL.astype(int)), r"pass its .astype\(float\).filled\(np.nan",
                        lambda x: x.astype(float).filled(np.nan)),
    "a dict": (dict(enumerate(FULL)), "got a dict: pass a list of its numbers",
               lambda x: list(x.values())),
    "a long dict": (LONG, "got a dict: pass a list of its numbers", lambda x: list(x.values())[:N]),
    "an iterator": (iter(FULL.tolist()), "got a list_iterator: pass a list of its numbers", list),
    "an index": (pd.Index(FULL), r"pass its .to_numpy\(dtype=float\)",
                 lambda x: x.to_numpy(dtype=float)),
    "an array of pandas": (pd.array(FULL, dtype="Float64"), r"pass its .to_numpy\(dtype=float\)",
                           lambda x: x.to_numpy(dtype=float)),
    "a lazy frame": (pl.DataFrame({"v": FULL}).lazy(), r"pass its .collect\(\)",
                     lambda x: x.collect()),
    "text": (TEXT, "convert text to numbers first", lambda x: x.astype(float)),
    "complex": (pd.Series(FULL + 0j, MONTHS), "pass its real part",
                lambda x: pd.Series(x.to_numpy().real, MONTHS)),
    "categories": (pd.Series(pd.Categorical(FULL), MONTHS), "convert figures to numbers first",
                   lambda x: x.astype(float)),
    "timedelta": (pd.Series(pd.to_timedelta(FULL, unit="D"), MONTHS), "divide by a unit of time",
                  lambda x: x / pd.Timedelta("1D")),
    "long doubles": (pd.Series(FULL.astype(np.longdouble), MONTHS), r".astype\(float\)",
                     lambda x: x.astype(float)),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
@pytest.mark.parametrize("call", [lambda x: h.growth(x, 1), lambda x: h.round_half_up(x, 3)])
def test_the_advice_of_a_refusal_works(kind, call):
    given, message, follow = REFUSED[kind]
    if kind == "an iterator":
        given = iter(FULL.tolist())
    with pytest.raises(HanoiCTError, match=message) as caught:
        call(given)
    assert len(str(caught.value)) < 400
    got = call(follow(given))
    got = got["v"] if isinstance(got, pl.DataFrame) else got
    np.testing.assert_array_equal(np.asarray(got, dtype=float), call(FULL))


@pytest.mark.parametrize(
    "given",
    [
        {1.0, 2.0},
        {"a": 1.0},
        pd.NA,
        pd.Series(FULL).groupby([0] * N),
        pd.Series(FULL).rolling(3),
        pd.Series(DAYS),
        [datetime.date(2018, 1, 1)] * 3,
        [[1.0, 2.0], [3.0]],
        np.array([{}] * 50, dtype=object),
        LONG,
    ],
    ids=lambda given: type(given).__name__,
)
def test_what_holds_no_numbers_is_refused_in_a_short_line(given):
    for call in (
        lambda: h.growth(given),
        lambda: h.exact_sum(given),
        lambda: h.ratio(given, given),
        lambda: h.generalized_mean(given, given),
        lambda: h.group_sum(given, [0] * len(FULL)),
        lambda: h.multilateral_index(given, given),
        lambda: h.annual_mean(given),
    ):
        with pytest.raises(HanoiCTError) as caught:
            call()
        assert len(str(caught.value)) < 400
        assert "\n" not in str(caught.value)


def test_keys_need_an_order_and_show_themselves():
    with pytest.raises(HanoiCTError, match="got a set, which has no order of rows"):
        h.group_sum([1.0, 2.0], {"a", "b"})
    for complex_keys in (pd.Series([1j, 2j]), np.array([1j, 2j])):
        with pytest.raises(HanoiCTError, match="got dtype complex128"):
            h.group_sum([1.0, 2.0], complex_keys)
    pairs = h.group_sum([1.0, 2.0], iter([("a", 1), ("b", 2)]))
    assert pairs["a", 1] == 1.0
    assert "('b', 2)" in repr(pairs)
    assert "('b', 2)" in pairs._repr_html_().replace("&#x27;", "'")


# ---- long tables ----------------------------------------------------------------------

LONG_ROWS = {"c": ["a", "a", "b", "b"], "t": ["2018-01", "2018-02"] * 2, "v": [1.0, 2.0, 4.0, 5.0]}
NAMED = {"value": "v", "by": "c", "time": "t"}
OF_LONG = [
    lambda x: h.panel_growth(x, **NAMED, lag=1),
    lambda x: h.elementary_index(x, **NAMED),
    lambda x: h.base_prices(x, **NAMED),
]


@pytest.mark.parametrize("call", OF_LONG)
def test_what_is_no_table_is_told_how_to_make_one(call):
    table = pd.DataFrame(LONG_ROWS)
    for given, message, follow in (
        (LONG_ROWS, "pass pandas.DataFrame of it", pd.DataFrame),
        (table.to_records(), "pass pandas.DataFrame of it", pd.DataFrame),
        (pl.DataFrame(LONG_ROWS).lazy(), r"pass its .collect\(\)", lambda x: x.collect()),
        (xr.Dataset.from_dataframe(table), r"pass its .to_dataframe\(\).reset_index\(\)",
         lambda x: x.to_dataframe().reset_index()),
    ):  # fmt: skip
        with pytest.raises(HanoiCTError, match=message):
            call(given)
        call(follow(given))


@pytest.mark.parametrize("call", OF_LONG)
def test_rows_and_columns_of_long_tables_that_cannot_be_meant(call):
    table = pd.DataFrame(LONG_ROWS)
    twice = table.assign(w=1.0).rename(columns={"w": "v"})
    with pytest.raises(HanoiCTError, match="one column of each name; got 'v' 2 times: rename"):
        call(twice)
    periods = table.assign(t=pd.PeriodIndex(table["t"], freq="M"))
    with pytest.raises(HanoiCTError, match="must be given in every row; got none at row 1"):
        call(periods.assign(t=periods["t"].where(periods.index != 1)))
    with pytest.raises(HanoiCTError, match=r"got '01/2018': write the periods so, or make them"):
        call(table.assign(t=["01/2018", "02/2018"] * 2))


def test_keys_that_are_tuples():
    values = pd.Series([1.0, 2.0, 4.0])
    got = h.group_sum(values, pd.Series([("a", 1), ("b", 1), ("a", 1)]))
    assert got.to_dict() == {("a", 1): 5.0, ("b", 1): 2.0}


def test_trees_do_not_count_rows_where_periods_are_of_several_lengths():
    tree = h.hierarchy.Hierarchy.from_parents({"T": None, "B": "T"})
    mixed = [pd.Period("2018", "Y"), *MONTHS[1:]]
    index = tree.aggregate(np.ones((1, N)), [1], periods=mixed)
    with pytest.raises(HanoiCTError, match="`periods` of growth must be periods of one length"):
        index.growth(1)


def test_one_period_and_none():
    one = pd.DataFrame(np.ones((1, 3)), MONTHS[:1], list("xyz"))
    assert h.bilateral_series(one, one).tolist() == [1.0]
    assert h.bilateral_series(np.ones((3, 1)), np.ones((3, 1))).tolist() == [1.0]
    none = [np.ones((0, 3))] * 4
    assert h.bilateral_index(*none).shape == (0,)
    assert h.bilateral_contributions(*none).shape == (0, 3)
    with pytest.raises(HanoiCTError, match="must have at least one item and period"):
        h.bilateral_series(one[:0], one[:0])


def test_frames_of_dask_are_not_spliced():
    dask = pytest.importorskip("dask.dataframe")
    x = pd.DataFrame({"v": FULL}, DAYS)
    for pair in ((dask.from_pandas(x, npartitions=2), x), (x, dask.from_pandas(x, npartitions=2))):
        with pytest.raises(HanoiCTError, match=r"must be in memory; .*: pass its .compute\(\)"):
            h.splice(*pair)
