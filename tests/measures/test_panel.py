"""Long tables: against other packages, a dictionary, and the functions on each series."""

import datetime
import decimal

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from arrays import same_bits
from cases import compare, reference_cases
from hypothesis import given
from hypothesis import strategies as st

import hanoi_ct
from hanoi_ct._inputs.columns import values_of
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

RNG = np.random.default_rng(8)


@pytest.mark.parametrize("case", reference_cases("panel_growth"))
def test_growth_of_another_package(case):
    assert case["kind"] == "percent"
    rates = hanoi_ct.panel_growth(case["x"], case["group"], case["time"], case["lag"])
    compare(100 * rates, case)


@pytest.mark.parametrize("case", reference_cases("panel_difference"))
def test_differences_of_another_package(case):
    columns = case["x"], case["group"], case["time"]
    compare(hanoi_ct.panel_growth(*columns, case["lag"], kind="difference"), case)


@pytest.mark.parametrize("case", reference_cases("panel_second_difference"))
def test_second_differences_of_another_package(case):
    columns = case["x"], case["group"], case["time"]
    got = hanoi_ct.panel_growth(*columns, case["lag"], kind="difference", differences=2)
    compare(got, case)


@pytest.mark.parametrize("case", reference_cases("panel_log_difference"))
def test_log_differences_of_another_package(case):
    columns = case["x"], case["group"], case["time"]
    compare(hanoi_ct.panel_growth(*columns, case["lag"], kind="log"), case)


@pytest.mark.parametrize("case", reference_cases("panel_lag"))
def test_lags_of_another_package(case):
    compare(hanoi_ct.panel_lag(case["x"], case["group"], case["time"], case["lag"]), case)


@pytest.mark.parametrize("case", reference_cases("panel_growth_many"))
def test_growth_over_many_lags_of_another_package(case):
    columns = case["x"], case["group"], case["time"]
    rates = [hanoi_ct.panel_growth(*columns, int(lag)) for lag in case["lags"]]
    compare(100 * np.array(rates).T, case)


@pytest.mark.parametrize("case", reference_cases("panel_cumsum"))
def test_cumulative_sums_of_another_package(case):
    assert case["skip_missing"] is True
    assert case["fill"] is False
    sums = hanoi_ct.panel_ytd(
        case["x"],
        case["group"],
        case["order"],
        periods_per_year=int(case["order"].max()),
        missing="omit",
    )
    # That package gives no sum where the value itself is missing.
    compare(np.where(np.isnan(case["x"]), np.nan, sums), case)


@pytest.mark.parametrize("case", reference_cases("year_to_date_growth"))
def test_year_to_date_of_another_package(case):
    columns = case["x"], case["group"], (case["year"], case["month"])
    compare(hanoi_ct.panel_ytd(*columns), case, "ytd")
    compare(100 * hanoi_ct.panel_ytd_growth(*columns), case, "ytd_growth")


@pytest.mark.parametrize("case", reference_cases("year_to_date_growth_skip"))
def test_year_to_date_of_what_is_observed_of_another_package(case):
    period = (case["year"], case["month"])
    sums = hanoi_ct.panel_ytd(case["x"], case["group"], period, missing="omit")
    compare(sums, case, "ytd")
    # That package compares whatever each year has.
    rates = hanoi_ct.panel_growth(sums, case["group"], period, 12)
    compare(100 * rates, case, "ytd_growth")


@st.composite
def tables(draw):
    """A table of a few series with gaps and different lives, in any order."""
    keys = draw(
        st.lists(
            st.tuples(st.integers(-3, 4), st.integers(-20, 20)),
            unique=True,
            min_size=0,
            max_size=60,
        )
    )
    values = draw(
        st.lists(st.floats(-1e6, 1e6) | st.just(np.nan), min_size=len(keys), max_size=len(keys))
    )
    order = draw(st.sampled_from(["as drawn", "sorted", "reversed"]))
    if order != "as drawn":
        keys = sorted(keys, reverse=order == "reversed")
    series = np.array([k[0] for k in keys], dtype=np.int64)
    period = np.array([k[1] for k in keys], dtype=np.int64)
    return np.array(values, dtype=float), series, period


@given(tables(), st.integers(1, 6))
def test_a_lag_is_what_a_dictionary_finds(table, lag):
    x, series, period = table
    rows = {(s, p): v for s, p, v in zip(series, period, x, strict=True)}
    base = np.array([rows.get((s, p - lag), np.nan) for s, p in zip(series, period, strict=True)])
    assert same_bits(hanoi_ct.panel_lag(x, series, period, lag), base.astype(float))
    with np.errstate(all="ignore"):
        rates = np.where(base > 0, (x - base) / base, np.nan)
    assert same_bits(hanoi_ct.panel_growth(x, series, period, lag), rates)


@given(tables(), st.sampled_from(["propagate", "omit"]))
def test_every_series_gets_what_it_gets_alone(table, missing):
    x, series, period = table
    options = {"missing": missing, "min_count": 2} if missing == "omit" else {}
    got = {
        hanoi_ct.ytd: hanoi_ct.panel_ytd(x, series, period, periods_per_year=4, **options),
        hanoi_ct.ytd_growth: hanoi_ct.panel_ytd_growth(
            x, series, period, periods_per_year=4, **options
        ),
        hanoi_ct.moving_sum: hanoi_ct.panel_moving_sum(x, series, period, 3, **options),
        hanoi_ct.moving_mean: hanoi_ct.panel_moving_mean(x, series, period, 3, **options),
        hanoi_ct.moving_growth: hanoi_ct.panel_moving_growth(x, series, period, 3, 2, **options),
    }
    for key in set(series.tolist()):
        mine = series == key
        whole = np.full(60, np.nan)  # periods -23 .. 36; -23 begins a year as 1 does
        whole[period[mine] + 23] = x[mine]
        begin = period[mine].min() + 23  # a window reaching back before the series is not full
        for function, result in got.items():
            expected = np.full(60, np.nan)
            if function in (hanoi_ct.ytd, hanoi_ct.ytd_growth):
                expected = function(whole, periods_per_year=4, **options)
            elif function is hanoi_ct.moving_growth:
                expected[begin:] = function(whole[begin:], 3, 2, **options)
            else:
                expected[begin:] = function(whole[begin:], 3, **options)
            assert same_bits(result[mine], expected[period[mine] + 23]), function.__name__


def test_series_of_very_different_lengths():
    lengths = [1, 2, 3, 700, 5, 64, 65, 1, 300]
    series = np.repeat(np.arange(9), lengths)
    period = np.concatenate([np.arange(n) + 1000 * i for i, n in enumerate(lengths)])
    x = RNG.lognormal(0, 1, len(series))
    expected = np.concatenate([hanoi_ct.growth(x[series == s], 2) for s in range(9)])
    assert same_bits(hanoi_ct.panel_growth(x, series, period, 2), expected)
    order = RNG.permutation(len(x))
    shuffled = hanoi_ct.panel_growth(x[order], series[order], period[order], 2)
    assert same_bits(shuffled, expected[order])


@pytest.mark.parametrize("shuffled", [False, True])
def test_columns_of_every_library(shuffled):
    months = pd.period_range("2016-04", periods=30, freq="M")
    names = ["C11", "C15", "E"]
    frame = pd.DataFrame(
        {
            "code": np.repeat(names, 30),
            "month": list(months) * 3,
            "iip": RNG.lognormal(4.6, 0.3, 90),
        }
    )
    if shuffled:
        frame = frame.sample(frac=1.0, random_state=1)
    frame["month"] = frame["month"].astype("period[M]")
    dates = frame["month"].dt.to_timestamp()
    year_and_month = (dates.dt.year, dates.dt.month)
    expected = hanoi_ct.panel_ytd_growth(
        frame["iip"].to_numpy(),
        frame["code"].to_numpy(),
        (dates.dt.year.to_numpy(), dates.dt.month.to_numpy()),
    )
    assert np.isfinite(expected).sum() == 3 * 9  # January to September 2018
    got = hanoi_ct.panel_ytd_growth(frame["iip"], frame["code"], frame["month"])
    assert got.index.equals(frame.index)
    assert same_bits(got.to_numpy(), expected)
    category = frame["code"].astype("category")
    for series in (frame["code"], category, category.cat.codes, frame["code"].astype(object)):
        for period in (frame["month"], dates, dates.dt.tz_localize("UTC"), year_and_month):
            again = hanoi_ct.panel_ytd_growth(frame["iip"], series, period)
            assert same_bits(again.to_numpy(), expected)
    table = pl.DataFrame(
        {"code": frame["code"].to_numpy(), "date": dates.to_numpy(), "iip": frame["iip"].to_numpy()}
    )
    for series in (table["code"], table["code"].cast(pl.Categorical), table["code"].rank("dense")):
        for period in (table["date"], table["date"].cast(pl.Date)):
            again = hanoi_ct.panel_ytd_growth(table["iip"], series, period)
            assert isinstance(again, pl.Series)
            assert same_bits(again.to_numpy(), expected)
            assert again.null_count() == np.isnan(expected).sum()
    arrow = pa.table(table.to_arrow())
    for series in (arrow["code"], arrow["code"].cast(pa.string()).dictionary_encode()):
        again = hanoi_ct.panel_ytd_growth(arrow["iip"], series, arrow["date"])
        assert isinstance(again, pa.Array)
        assert same_bits(again.to_numpy(zero_copy_only=False), expected)


def test_periods_may_be_categories():
    months, numbers = ["2018-01", "2018-03", "2018-02"], [5, 7, 6]
    for labels in (months, numbers, pd.PeriodIndex(months, freq="M"), pd.to_datetime(months)):
        for period in (pd.Series(labels, dtype="category"), pd.Series(labels)):
            got = hanoi_ct.panel_lag([1.0, 2.0, 4.0], [1, 1, 1], period)
            assert same_bits(got, np.array([np.nan, 4.0, 1.0]))
    for period in (
        pl.Series(months, dtype=pl.Categorical),
        pa.array(months).dictionary_encode(),
        pa.array(numbers).dictionary_encode(),
        months,
        np.array(months),
    ):
        got = hanoi_ct.panel_lag([1.0, 2.0, 4.0], [1, 1, 1], period)  # fmt: skip
        assert same_bits(got, np.array([np.nan, 4.0, 1.0]))


def test_values_are_not_copied():
    x = RNG.random(1000)
    chunk = pa.chunked_array([pa.array(x)])
    frame, table = pd.DataFrame({"a": x, "b": 1}), pl.DataFrame({"a": x, "b": x})
    for column in (x, pd.Series(x), frame["a"], pl.Series(x), table["b"], pa.array(x), chunk):
        there = np.asarray(column) if column is x else column.to_numpy()
        assert np.shares_memory(values_of(column, "panel_growth").array, there), type(column)


def test_weeks_of_years_with_53_weeks():
    weeks = pd.period_range("2019-12-30", "2022-01-02", freq="W-SUN")  # 2020 has 53
    x = RNG.random(len(weeks)) + 1
    alone = hanoi_ct.ytd_growth(pd.Series(x, index=weeks))
    long = hanoi_ct.panel_ytd_growth(
        pd.Series(np.tile(x, 2)),
        pd.Series(np.repeat([7, 9], len(weeks))),
        pd.Series(np.tile(weeks.start_time.to_numpy(), 2)),
    )
    assert same_bits(long.to_numpy(), np.tile(alone.to_numpy(), 2))


def test_no_rows():
    empty = np.empty(0)
    none = np.empty(0, dtype=np.int64)
    assert hanoi_ct.panel_growth(empty, none, none, 12).shape == (0,)
    assert hanoi_ct.panel_ytd(empty, none, (none, none)).shape == (0,)
    assert len(hanoi_ct.panel_ytd(pd.Series(dtype=float), none, pd.Series(dtype="period[M]"))) == 0


@pytest.mark.parametrize(
    ("table", "error", "message"),
    [
        (
            (np.array([1.0, 2.0, 3.0, 4.0]), ["b", "a", "b", "a"], [3, 3, 4, 3]),
            ArgumentValueError,
            "`series` and `period` of panel_growth must name each observation once; got series a "
            "at 3 twice, in rows 1 and 3",
        ),
        (
            (np.ones(3), pd.Series(["a", None, None]), [1, 2, 3]),
            ArgumentValueError,
            "`series` of panel_growth must be given in every row; got none at row 1, the first "
            "of 2",
        ),
        (
            (np.ones(2), [1, 1], np.array(["2018-01", "NaT"], dtype="M8[M]")),
            ArgumentValueError,
            "`period` of panel_growth must be given in every row; got none at row 1",
        ),
        (
            (np.ones(3), [1, 2], [1, 2, 3]),
            ArgumentValueError,
            "`series` of panel_growth must have a row for each of the 3 values; got shape (2,)",
        ),
        (
            (np.ones(3), [1, 1, 1], [1, 2]),
            ArgumentValueError,
            "`period` of panel_growth must have a row for each of the 3 values; got shape (2,)",
        ),
        (
            (np.ones((2, 2)), [1, 1], [1, 2]),
            ArgumentValueError,
            "`values` of panel_growth must be one column; got 2 dimensions",
        ),
        (
            (np.ones(2), [1.5, 2.5], [1, 2]),
            ArgumentTypeError,
            "`series` of panel_growth must be a column of integers, text or categories; got dtype "
            "float64",
        ),
        (
            (np.ones(2), [1, 1], ["January", "February"]),
            ArgumentTypeError,
            "`period` of panel_growth must be a column of integers, dates, periods or text such "
            "as '2018-08', or a pair of year and place in it; got 'January': write "
            "the periods so, or make them dates, as pandas.to_datetime does with format=",
        ),
        (
            (np.ones(2), [1, 1], ([2018, 2018], [1, 13])),
            ArgumentValueError,
            "the place in the year, in `period` of panel_growth, must be between 1 and 12; got 13 "
            "at row 1",
        ),
        (
            (np.ones(2), [5, 5], [1, 10**9]),
            ArgumentValueError,
            "`period` of panel_growth must not leave most periods out; got 2 rows for runs of "
            "1000000000 periods, as from 1 to 1000000000 in one series: count periods in sequence",
        ),
    ],
)
def test_refusals_name_what_and_where(table, error, message):
    with pytest.raises(error) as caught:
        hanoi_ct.panel_growth(*table)
    assert str(caught.value) == message


TEXT = ["a", "a", "b", "b"]
X4 = [1.0, 2.0, 4.0, 8.0]

VALUES = [
    pd.Series(["1", "2", "4", "8"]),
    pd.Series([1.0, "2", 4.0, 8.0], dtype=object),
    pd.Series(X4).astype(complex),
    pd.Series(pd.to_datetime(["2018"] * 4)),
    pd.Series(X4, dtype="category"),
    pl.Series(["1", "2", "4", "8"]),
    pl.Series([datetime.date(2018, 1, 1)] * 4),
    pl.Series([[1.0]] * 4),
    pa.array(["1", "2", "4", "8"]),
    pa.array([datetime.date(2018, 1, 1)] * 4),
]


DECIMALS = [decimal.Decimal(text) for text in ("1.1", "2.2", "4.4", "8.8")]


@pytest.mark.parametrize(
    "values",
    [
        pd.Series(DECIMALS),
        pd.Series(DECIMALS, dtype=pd.ArrowDtype(pa.decimal128(9, 1))),
        pl.Series(DECIMALS),
        pa.array(DECIMALS),
        DECIMALS,
    ],
    ids=lambda v: type(v).__module__,
)
def test_decimals_are_the_doubles_that_print_as_they_do(values):
    got = hanoi_ct.panel_lag(values, TEXT, [1, 2, 1, 2])
    assert np.asarray(got, dtype=float)[[1, 3]].tolist() == [1.1, 4.4]


def test_decimals_and_whole_numbers_that_no_double_holds_are_refused():
    long = decimal.Decimal("0.12345678901234567890")
    for column in (pd.Series([long] * 4), pl.Series([long] * 4), pa.array([long] * 4)):
        with pytest.raises(ArgumentValueError, match=r"^decimals in `values` of panel_lag must be"):
            hanoi_ct.panel_lag(column, TEXT, [1, 2, 1, 2])
    for column in (
        pd.Series([2**53 + 1] * 4),
        pl.Series([2**53 + 1] * 4),
        pa.array([2**53 + 1, None] * 2),
        pd.Series([2**60, None] * 2, dtype="Int64"),
    ):
        with pytest.raises(
            ArgumentValueError, match=r"^integers in `values` of panel_lag must lie"
        ):
            hanoi_ct.panel_lag(column, TEXT, [1, 2, 1, 2])  # fmt: skip


@pytest.mark.parametrize("values", VALUES, ids=lambda v: f"{type(v).__module__[:4]}-{len(v)}")
def test_values_that_are_no_real_numbers_are_refused_not_converted(values):
    with pytest.raises(ArgumentTypeError, match=r"^`values` of panel_ytd must hold real numbers; "):
        hanoi_ct.panel_ytd(values, TEXT, [1, 2, 1, 2])


@pytest.mark.parametrize("name", ["values", "series", "period"])
@pytest.mark.parametrize(
    ("column", "got"),
    [
        (pd.DataFrame({"a": X4}), "a pandas DataFrame"),
        (pd.MultiIndex.from_arrays([TEXT, TEXT]), "a pandas MultiIndex"),
        (pl.DataFrame({"a": X4}), "a polars DataFrame"),
        (pa.table({"a": X4}), "a pyarrow Table"),
        (pa.scalar(1), "a pyarrow Int64Scalar"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_one_column_is_refused(name, column, got):
    table = {"values": X4, "series": TEXT, "period": [1, 2, 1, 2], name: column}
    with pytest.raises(ArgumentTypeError) as caught:
        hanoi_ct.panel_growth(**table)
    named = name == "values" and got.endswith(("DataFrame", "Table"))
    table = ", or a table whose columns are named with value=, by= and time= alone" if named else ""
    assert str(caught.value) == f"`{name}` of panel_growth must be one column{table}; got {got}"


@pytest.mark.parametrize("name", ["series", "period"])
@pytest.mark.parametrize(
    ("column", "got"),
    [
        (np.ma.masked_array([1, 2, 3, 4], [0, 0, 1, 0]), "a masked array: leave out its rows"),
        ([[1], [1, 2], 1, 1], "rows of different lengths"),
    ],
)
def test_keys_that_are_masked_or_ragged_are_refused(name, column, got):
    table = {"values": X4, "series": TEXT, "period": [1, 2, 1, 2], name: column}
    with pytest.raises(ArgumentTypeError, match=rf"^`{name}` of panel_growth .*; got {got}"):
        hanoi_ct.panel_growth(**table)


@pytest.mark.parametrize(
    ("series", "row"),
    [
        (np.array(["a", None, "b", "b"], dtype=object), 1),
        (np.array(["a", "a", np.nan, "b"], dtype=object), 2),
        (np.array(["a", pd.NA, "b", "b"], dtype=object), 1),
        (pd.Series(["a", None, "b", "b"], dtype="category"), 1),
        (pd.Series([1, None, 2, 2], dtype="Int64"), 1),
        (pl.Series(["a", None, "b", "b"]), 1),
        (pa.array(["a", None, "b", "b"]), 1),
        (pa.DictionaryArray.from_arrays(pa.array([0, 1, 0, 0]), pa.array(["a", None])), 1),
    ],
    ids=str,
)
def test_a_row_without_series_is_named(series, row):
    with pytest.raises(ArgumentValueError) as caught:
        hanoi_ct.panel_growth(X4, series, [1, 2, 1, 2])
    assert str(caught.value) == (
        f"`series` of panel_growth must be given in every row; got none at row {row}"
    )


@pytest.mark.parametrize(
    "series",
    [
        pd.Series([1.0, 1.0, 2.0, 2.0]),
        pl.Series([1.0, 1.0, 2.0, 2.0]),
        pl.Series([[1], [1], [2], [2]]),
        pa.array([1.0, 1.0, 2.0, 2.0]),
        np.array(["a", "a", 1, 1], dtype=object),
    ],
    ids=lambda series: type(series).__module__[:4],
)
def test_series_are_integers_text_or_categories_in_every_library(series):
    with pytest.raises(ArgumentTypeError, match=r"^`series` of panel_growth must be a column"):
        hanoi_ct.panel_growth(X4, series, [1, 2, 1, 2])


@pytest.mark.parametrize(
    "series",
    [
        TEXT,
        np.array(TEXT, dtype=object),
        pd.Series(TEXT),
        pd.Series(TEXT, dtype="category"),
        pd.CategoricalIndex(TEXT),
        pd.Series(TEXT, dtype=pd.ArrowDtype(pa.string())),
        pl.Series(TEXT),
        pl.Series(TEXT, dtype=pl.Categorical),
        pl.Series(TEXT, dtype=pl.Enum(["b", "a"])),
        pa.array(TEXT),
        pa.chunked_array([TEXT[:1], TEXT[1:]]),
        pa.array(TEXT).dictionary_encode(),
    ],
    ids=lambda series: f"{type(series).__module__[:6]}-{getattr(series, 'dtype', '')}",
)
def test_an_observation_that_stands_twice_is_named_by_its_series(series):
    with pytest.raises(ArgumentValueError, match=r"got series b at 5 twice, in rows 2 and 3$"):
        hanoi_ct.panel_growth(X4, series, [1, 2, 5, 5])


def test_a_pair_of_year_and_place_is_of_integers_without_gaps():
    year, place = [2018] * 4, pd.Series([1, None, 1, 2], dtype="Int64")
    for missing in (place, pl.Series([1, None, 1, 2]), pa.array([1, None, 1, 2])):
        with pytest.raises(ArgumentValueError, match=r"given in every row; got none at row 1$"):
            hanoi_ct.panel_ytd(X4, TEXT, (year, missing))
    for wrong in ([1.0, 2.0, 1.0, 2.0], ["1", "2", "1", "2"], np.array(["2018-01"] * 4, "M8[M]")):
        with pytest.raises(ArgumentTypeError) as caught:
            hanoi_ct.panel_ytd(X4, TEXT, (year, wrong))
        assert str(caught.value) == (
            "the year and the place in it, in `period` of panel_ytd, must be integers; got dtype "
            f"{np.asarray(wrong).dtype}"
        )
    with pytest.raises(ArgumentValueError, match=r"or a pair of year and place in it; got 3 col"):
        hanoi_ct.panel_ytd(X4, TEXT, (year, year, year))


def test_dates_with_a_zone_are_of_the_month_on_the_wall():
    # Midnight of 1 January in Hanoi is still December in UTC.
    zone = "Asia/Ho_Chi_Minh"
    dates = pd.Series(pd.to_datetime(["2018-12-01", "2019-01-01"] * 2))
    local = dates.dt.tz_localize(zone)
    columns = [
        local,
        pd.DatetimeIndex(local),
        local.astype(pd.ArrowDtype(pa.timestamp("us", zone))),
        pl.Series(dates.to_numpy()).dt.replace_time_zone(zone),
        pa.array(local),
    ]
    for period in columns:
        sums = hanoi_ct.panel_ytd(X4, TEXT, period, freq="M")
        assert np.isnan(sums[[0, 2]]).all()  # December: the year began before the data
        assert sums[[1, 3]].tolist() == [2.0, 8.0]


def test_periods_far_apart_are_refused_without_wrapping():
    ends = np.array([-(2**63), 2**63 - 1] * 2)
    with pytest.raises(ArgumentValueError, match=r"must not leave most periods out; got 4 rows"):
        hanoi_ct.panel_growth(X4, TEXT, ends)


def test_periods_that_make_up_no_years_are_refused():
    days = pd.Series(pd.date_range("2018-01-01", periods=4))
    with pytest.raises(ArgumentValueError) as caught:
        hanoi_ct.panel_ytd(X4, [1, 1, 1, 1], days)
    assert str(caught.value) == (
        "`period` of panel_ytd must be of years of whole weeks, months or quarters; got days: put "
        "them together first"
    )


def test_a_base_that_is_refused_is_named_by_series_and_period():
    x = np.array([5.0, 1.0, -2.0, 4.0, 6.0])
    names = np.array(["a", "b", "b", "b", "a"])
    months = pd.PeriodIndex(["2018-01", "2018-01", "2018-02", "2018-03", "2018-02"], freq="M")
    with pytest.raises(ArgumentValueError) as caught:
        hanoi_ct.panel_growth(x, names, pd.Series(months), negative_base="raise")
    assert str(caught.value) == (
        "bases in `values` of panel_growth must be positive under negative_base='raise'; got "
        "-2.0 in series b at 2018-02"
    )
    with pytest.raises(ArgumentValueError, match=r"got NaN at index 1$"):
        hanoi_ct.panel_ytd([1.0, np.nan], [1, 1], [1, 2], missing="raise")


def test_keys_of_two_types_in_a_list_are_not_made_into_text():
    with pytest.raises(ArgumentTypeError, match=r"^`series` of panel_growth"):
        hanoi_ct.panel_growth([1.0, 2.0, 4.0, 8.0], ["1", 1, "1", 1], [1, 2, 3, 4])
    with pytest.raises(ArgumentValueError, match=r"^`series` of panel_growth"):
        hanoi_ct.panel_growth([1.0, 2.0], ["a", float("nan")], [1, 2])
