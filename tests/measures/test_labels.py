"""Labelled input: the same kind out, labels kept, the time index checked."""

import functools

import numpy as np
import pandas as pd
import polars as pl
import pytest
import xarray as xr
from arrays import same_bits

import hanoi_ct
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

RNG = np.random.default_rng(3)
X = RNG.lognormal(4.6, 0.3, (40, 3))


# On the mean of all periods: a base that arrays and labelled data take alike.
REBASE = functools.partial(hanoi_ct.rebase, base=slice(None))
REBASE.__name__ = "rebase"

FUNCTIONS = [
    hanoi_ct.growth,
    hanoi_ct.ytd,
    hanoi_ct.ytd_growth,
    hanoi_ct.decumulate,
    hanoi_ct.moving_sum,
    hanoi_ct.moving_mean,
    hanoi_ct.moving_growth,
    hanoi_ct.acceleration,
    hanoi_ct.base_effect,
    hanoi_ct.carry_over,
    hanoi_ct.chain,
    REBASE,
]

# What is read off the calendar, and has to be told of arrays.
OF_THE_YEAR = ("ytd", "ytd_growth", "decumulate", "carry_over")

every = pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.__name__)


def months(n, start="2015-01"):
    return pd.period_range(start, periods=n, freq="M")


INDEXES = {
    "periods": months(40),
    "month starts": pd.date_range("2015-01-01", periods=40, freq="MS"),
    "month ends": pd.date_range("2015-01-31", periods=40, freq="ME"),
    "month starts without a frequency": pd.DatetimeIndex(
        list(pd.date_range("2015-01-01", periods=40, freq="MS"))
    ),
    "mid-months": pd.DatetimeIndex([p.start_time + pd.Timedelta(days=14) for p in months(40)]),
    "with a time zone": pd.date_range("2015-01-01", periods=40, freq="MS", tz="Asia/Ho_Chi_Minh"),
}


@every
@pytest.mark.parametrize("index", INDEXES.values(), ids=INDEXES)
def test_pandas_in_pandas_out(function, index):
    frame = pd.DataFrame(X, index=index, columns=["B", "C", "D"])
    got = function(frame)
    expected = pd.DataFrame(function(X, axis=0), index=index, columns=["B", "C", "D"])
    pd.testing.assert_frame_equal(got, expected, check_exact=True)
    series = function(frame["C"])
    pd.testing.assert_series_equal(series, expected["C"], check_exact=True)
    assert series.index is frame.index or series.index.equals(frame.index)


@every
def test_the_calendar_tells_where_the_year_begins(function):
    april = pd.Series(X[:, 0], index=months(40, "2015-04"))
    options = {"first_period": 4} if function.__name__ in OF_THE_YEAR else {}
    assert same_bits(function(april).to_numpy(), function(X[:, 0], **options))


def test_a_fiscal_year_is_said_with_year_start():
    april = pd.Series(X[:, 0], index=months(40, "2015-04"))
    assert same_bits(hanoi_ct.ytd(april, year_start=4).to_numpy(), hanoi_ct.ytd(X[:, 0]))
    with pytest.raises(ArgumentValueError) as caught:
        hanoi_ct.ytd(april, first_period=1)
    assert str(caught.value) == (
        "`first_period` of ytd must agree with the index of `x`, which says 4; got 1: leave it "
        "out, and say with year_start= when a year begins"
    )
    fiscal = pd.period_range("2015Q1", periods=40, freq="Q-MAR")
    got = hanoi_ct.ytd(pd.Series(X[:, 0], index=fiscal))
    assert same_bits(got.to_numpy(), hanoi_ct.ytd(X[:, 0], periods_per_year=4))


@pytest.mark.parametrize(
    ("index", "per_year"),
    [
        (pd.period_range("2015Q1", periods=40, freq="Q"), 4),
        (pd.date_range("2015-01-01", periods=40, freq="QS"), 4),
        (pd.DatetimeIndex(list(pd.date_range("2015-03-31", periods=40, freq="QE"))), 4),
        (pd.period_range("2015", periods=40, freq="Y"), 1),
        (pd.DatetimeIndex(list(pd.date_range("2015-01-01", periods=40, freq="YS"))), 1),
    ],
)
def test_quarters_and_years_are_known(index, per_year):
    got = hanoi_ct.ytd_growth(pd.Series(X[:, 0], index=index))
    assert same_bits(got.to_numpy(), hanoi_ct.ytd_growth(X[:, 0], periods_per_year=per_year))


def test_years_of_53_weeks():
    # 2015 and 2020 have 53 weeks by ISO 8601.
    weeks = pd.period_range("2014-12-29", "2021-01-03", freq="W-SUN")
    values = pd.Series(np.arange(1.0, len(weeks) + 1), index=weeks)
    iso = weeks.start_time.isocalendar()
    year, week = iso["year"].to_numpy(), iso["week"].to_numpy()
    sums, rates = hanoi_ct.ytd(values), hanoi_ct.ytd_growth(values)
    for t in range(len(weeks)):
        so_far = values.to_numpy()[(year == year[t]) & (week <= week[t])].sum()
        assert sums.iloc[t] == so_far
        before = (year == year[t] - 1) & (week <= week[t])
        if not (before & (week == week[t])).any():
            assert np.isnan(rates.iloc[t])  # week 53 over a year of 52, and the first year
        else:
            base = values.to_numpy()[before].sum()
            assert rates.iloc[t] == (so_far - base) / base
    assert list(year[np.isnan(rates.to_numpy())]).count(2020) == 1


def test_rates_of_weekly_dates_step_by_the_calendar():
    weeks = pd.date_range("2017-01-02", periods=120, freq="7D")
    values = pd.Series(RNG.random(120), index=pd.DatetimeIndex(list(weeks)))
    assert same_bits(hanoi_ct.growth(values, 52).to_numpy(), hanoi_ct.growth(values.to_numpy(), 52))
    with pytest.raises(ArgumentValueError, match=r"no week 2017-01-09/2017-01-15 in .*freq='W'"):
        hanoi_ct.growth(values.drop(values.index[1]))


def test_dates_of_business_months_are_months():
    for freq in ("BMS", "BME"):
        index = pd.date_range("2015-01-01", periods=40, freq=freq)
        for dates in (index, pd.DatetimeIndex(list(index))):
            got = hanoi_ct.ytd(pd.Series(X[:, 0], dates))
            assert same_bits(got.to_numpy(), hanoi_ct.ytd(X[:, 0]))


def test_dates_of_business_days_are_days_and_raise_no_warning():
    index = pd.date_range("2018-01-04", periods=4, freq="B")
    with pytest.raises(ArgumentValueError) as caught:
        hanoi_ct.growth(pd.Series(X[:4, 0], index))
    assert str(caught.value) == (
        "`freq` of growth must be said for dates that leave periods out; got no day 2018-01-06 "
        "(the first of 2) in the index of `x`: pass freq='D', with gaps='missing' where that is an "
        "option, or put in what is missing"
    )


def test_periods_of_two_months_make_up_years_if_they_begin_with_them():
    in_step = pd.period_range("2015-01", periods=20, freq="2M")
    got = hanoi_ct.ytd(pd.Series(X[:20, 0], in_step))
    assert same_bits(got.to_numpy(), hanoi_ct.ytd(X[:20, 0], periods_per_year=6))
    across = pd.Series(X[:20, 0], pd.period_range("2015-02", periods=20, freq="2M"))
    with pytest.raises(ArgumentValueError) as caught:
        hanoi_ct.ytd(across)
    assert str(caught.value) == (
        "the index of `x` of ytd must be periods of 2 months that make up years; got ones that "
        "begin in month 2: pass year_start=, the month in which a year of them begins"
    )
    assert same_bits(hanoi_ct.ytd(across, year_start=2).to_numpy(), got.to_numpy())
    said = hanoi_ct.ytd(across, periods_per_year=6, first_period=1)
    assert same_bits(said.to_numpy(), got.to_numpy())
    with pytest.raises(ArgumentValueError, match=r"got none for 2015-04: reindex"):
        hanoi_ct.growth(across.drop(across.index[1]))


def test_times_of_day_and_long_doubles_are_refused():
    hours = pd.DatetimeIndex(["2018-01-01 01:00", "2018-01-02 07:00", "2018-01-03"])
    with pytest.raises(ArgumentTypeError) as caught:
        hanoi_ct.growth(pd.Series([1.0, 2.0, 4.0], hours))
    assert str(caught.value) == (
        "the index of `x` of growth must be of days, weeks, months, quarters or years; got times "
        "of day: pass freq='D', or convert it with .to_period(freq)"
    )
    assert hanoi_ct.growth(pd.Series([1.0, 2.0, 4.0], hours), freq="D").tolist()[1:] == [1.0, 1.0]
    if np.dtype(np.longdouble).itemsize > 8:
        long = pd.Series(np.ones(2, dtype=np.longdouble), months(2))
        with pytest.raises(
            ArgumentTypeError, match=r"must hold real numbers; got dtype float128: c"
        ):
            hanoi_ct.growth(long)


def test_the_name_place_is_left_to_the_result():
    array = xr.DataArray(np.ones((3, 2)), {"t": months(3), "place": [1, 2]}, ("t", "place"))
    with pytest.raises(ArgumentValueError) as caught:
        CONTRIBUTIONS(array)
    assert str(caught.value) == (
        "`x` of ytd_contributions must leave the name 'place' to the result; got it among its "
        "dimensions and coordinates: rename it"
    )


@pytest.mark.parametrize(
    ("index", "per_year"),
    [
        (months(40), 12),
        (pd.period_range("2015Q1", periods=40, freq="Q"), 4),
        (pd.period_range("2015", periods=40, freq="Y"), 1),
        (pd.period_range("2020-12-07", periods=40, freq="W-SUN"), 52),  # over a 53rd week
    ],
)
def test_yearly_rates_know_the_periods_of_their_years(index, per_year):
    series = pd.Series(X[:, 0], index)
    expected = hanoi_ct.growth(X[:, 0], 3, kind="annualised", periods_per_year=per_year)
    assert same_bits(hanoi_ct.growth(series, 3, kind="annualised").to_numpy(), expected)
    told = hanoi_ct.growth(series, 3, kind="annualised", periods_per_year=per_year)
    assert same_bits(told.to_numpy(), expected)
    with pytest.raises(ArgumentValueError, match=r"^`periods_per_year` of growth must agree with"):
        hanoi_ct.growth(series, 3, kind="annualised", periods_per_year=2)


def test_yearly_rates_of_days_and_of_polars():
    days = pd.Series(X[:, 0], pd.period_range("2018-01-01", periods=40, freq="D"))
    with pytest.raises(ArgumentValueError, match=r"must be said for days, of which years have no"):
        hanoi_ct.growth(days, kind="annualised")
    got = hanoi_ct.growth(pl.Series(X[:, 0]), kind="annualised")
    assert same_bits(got.to_numpy(), hanoi_ct.growth(X[:, 0], kind="annualised"))


def broken(how):
    series = pd.Series(X[:, 0], index=months(40), name="C")
    if how == "gap":
        return series.drop([pd.Period("2015-03"), pd.Period("2016-08")])
    if how == "twice":
        return pd.concat([series.iloc[:5], series.iloc[4:]])
    return pd.concat([series.iloc[:5], series.iloc[7:], series.iloc[5:7]])


@every
@pytest.mark.parametrize(
    ("how", "message"),
    [
        (
            "gap",
            "must have no gap; got none for 2015-03 (the first of 2 missing months): reindex, or "
            "pass gaps='missing' to take what is not there as missing",
        ),
        (
            "twice",
            "must name each month once; got 2015-05 twice, at rows 4 and 5: drop one or put them "
            "together first",
        ),
        (
            "unsorted",
            "must rise from month to month; got 2015-06 after 2018-04 at row 38: sort it first",
        ),
    ],
)
def test_an_index_out_of_step_is_refused(function, how, message):
    with pytest.raises(ArgumentValueError) as caught:
        function(broken(how))
    name = "relatives" if function is hanoi_ct.chain else "x"
    assert str(caught.value) == f"the index of `{name}` of {function.__name__} {message}"
    if how != "gap":
        with pytest.raises(ArgumentValueError):
            function(broken(how), gaps="missing")


@every
def test_a_gap_may_count_as_missing(function):
    gap = broken("gap")
    whole = gap.reindex(months(40))
    expected = function(whole).reindex(gap.index)
    pd.testing.assert_series_equal(function(gap, gaps="missing"), expected, check_exact=True)


def test_a_gap_never_shifts_a_lag():
    values = pd.Series(
        [100.0, 110.0, 200.0], index=pd.PeriodIndex(["2017-08", "2017-09", "2018-08"], freq="M")
    )
    rates = hanoi_ct.growth(values, 12, gaps="missing")
    assert np.isnan(rates.iloc[:2]).all()
    assert rates.iloc[2] == 1.0
    assert values.pct_change(2).iloc[2] == 1.0  # right only by the number of rows


@every
def test_xarray_in_xarray_out(function):
    array = xr.DataArray(
        X.T,
        dims=("section", "time"),
        coords={"section": ["B", "C", "D"], "time": INDEXES["month starts"]},
        name="iip",
        attrs={"units": "2015 = 100"},
    )
    got = function(array)
    assert isinstance(got, xr.DataArray)
    assert got.dims == array.dims
    assert got.name == "iip"
    same_unit = function.__name__ in ("ytd", "decumulate", "moving_sum", "moving_mean")
    assert got.attrs == (array.attrs if same_unit else {})
    assert list(got.coords) == list(array.coords)
    assert same_bits(got.to_numpy(), function(X.T))
    turned = function(array.transpose("time", "section"))
    assert same_bits(turned.to_numpy(), function(X, axis=0))
    assert same_bits(function(array, axis="time").to_numpy(), got.to_numpy())


@every
def test_polars_in_polars_out(function):
    series = pl.Series("C", [*X[:5, 0], None, *X[6:, 0]])
    got = function(series)
    values = X[:, 0].copy()
    values[5] = np.nan
    assert isinstance(got, pl.Series)
    assert got.name == "C"
    expected = function(values)
    assert got.is_null().to_numpy().tolist() == np.isnan(expected).tolist()
    assert same_bits(got.to_numpy(), expected)


def test_nullable_and_integer_columns_are_numbers():
    frame = pd.DataFrame(
        {"a": pd.array([1, 2, None], dtype="Int64"), "b": [1, 2, 4]}, index=months(3)
    )
    got = hanoi_ct.growth(frame)
    assert got["b"].tolist()[1:] == [1.0, 1.0]
    assert got["a"].iloc[1] == 1.0
    assert np.isnan(got["a"].iloc[2])
    assert (got.dtypes == np.float64).all()


def test_frames_of_several_types_and_blocks_are_read_column_by_column():
    frame = pd.DataFrame({"a": [1, 2, 4], "b": [1.0, 2, 4], "c": [True, True, False]}, months(3))
    frame["d"] = np.array([1, 2, 4], dtype=np.float32)
    frame["e"] = [1.0, 2.0, 4.0]
    got = hanoi_ct.growth(frame)
    for column in "abde":
        assert got[column].tolist()[1:] == [1.0, 1.0]
    assert got["c"].tolist()[1:] == [0.0, -1.0]
    for dtype in (np.int64, np.uint64):
        frame["a"] = np.array([1, 2, 2**53 + 1], dtype=dtype)
        with pytest.raises(ArgumentValueError, match=r"^integers in `x` of growth must lie within"):
            hanoi_ct.growth(frame)


@every
def test_an_empty_series_stays_empty(function):
    for index in (months(0), pd.DatetimeIndex([])):
        empty = pd.Series([], index=index, dtype=float)
        if function is REBASE:
            with pytest.raises(ArgumentValueError, match=r"holds none$"):
                function(empty)
        else:
            assert function(empty).empty
            assert function(empty.to_frame("C")).columns.tolist() == ["C"]


@pytest.mark.parametrize(
    ("x", "error", "message"),
    [
        (
            pd.Series([1.0, 2.0]),
            ArgumentTypeError,
            "`x` of growth must have a time index (pandas PeriodIndex or DatetimeIndex); got a "
            "RangeIndex: set one, as with pandas.period_range, or pass .to_numpy() for "
            "consecutive periods",
        ),
        (
            pd.Series(["1", "2"], index=months(2), dtype="string"),
            ArgumentTypeError,
            "`x` of growth must hold real numbers; got dtype string: convert text to numbers "
            "first, with a point for the decimals",
        ),
        (
            pd.DataFrame(
                {"a": [1.0, 2.0], "b": pd.array(["x", "y"], dtype="string")}, index=months(2)
            ),
            ArgumentTypeError,
            "column 'b' in `x` of growth must hold real numbers; got dtype string: convert text to "
            "numbers first, with a point for the decimals",
        ),
        (
            pd.Series([1.0, 2.0], index=pd.PeriodIndex(["2018-01", None], freq="M")),
            ArgumentValueError,
            "the index of `x` of growth must name a period in every row; got none at row 1",
        ),
        (
            pl.Series("a", ["1"]),
            ArgumentTypeError,
            "`x` of growth must hold real numbers; got dtype String: convert text to numbers "
            "first, with a point for the decimals",
        ),
        (
            xr.DataArray([1.0, 2.0], dims="t"),
            ArgumentValueError,
            "`x` of growth must have one dimension with dates or periods as coordinate; got none "
            "among 't': assign one, as by .assign_coords({'t': dates})",
        ),
    ],
)
def test_what_cannot_be_taken_apart_is_refused(x, error, message):
    with pytest.raises(error) as caught:
        hanoi_ct.growth(x)
    assert str(caught.value) == message


def test_axis_out_and_gaps_of_labelled_input():
    frame = pd.DataFrame(X, index=months(40))
    with pytest.raises(ArgumentValueError, match=r"^`axis` of growth must be left out for pandas"):
        hanoi_ct.growth(frame, axis=1)
    with pytest.raises(ArgumentTypeError, match=r"^`out` of growth must be None for labelled"):
        hanoi_ct.growth(frame, out=np.empty((40, 3)))
    with pytest.raises(ArgumentValueError, match=r"^`gaps` of growth must be one of 'raise', 'mis"):
        hanoi_ct.growth(frame, gaps="fill")
    hours = pd.period_range("2018-01-01", periods=9, freq="h")
    with pytest.raises(ArgumentValueError, match=r"put them together first, or pass"):
        hanoi_ct.ytd(pd.Series(np.ones(9), index=hours))


CONTRIBUTIONS = hanoi_ct.ytd_contributions


def test_contributions_get_a_label_for_the_place_in_the_year():
    frame = pd.DataFrame(X, index=months(40, "2015-04"), columns=["B", "C", "D"])
    expected = CONTRIBUTIONS(X, first_period=4, axis=0)  # series, periods, places
    one = CONTRIBUTIONS(frame["C"])
    assert one.index.equals(frame.index)
    assert one.columns.equals(pd.RangeIndex(1, 13, name="place"))
    assert same_bits(one.to_numpy(), expected[1])
    assert one.sum(axis=1)["2018-07"] == pytest.approx(hanoi_ct.ytd_growth(frame["C"])["2018-07"])
    all_three = CONTRIBUTIONS(frame)
    assert all_three.columns.names == [None, "place"]
    for s, name in enumerate(frame):
        assert same_bits(all_three[name].to_numpy(), expected[s])
    levels = pd.MultiIndex.from_product([["Hanoi"], list("BCD")], names=["geo", "section"])
    nested = CONTRIBUTIONS(frame.set_axis(levels, axis=1))
    assert nested.columns.names == ["geo", "section", "place"]
    assert same_bits(nested["Hanoi"]["D"].to_numpy(), expected[2])
    fiscal = CONTRIBUTIONS(frame["C"], year_start=4)
    assert same_bits(fiscal.to_numpy(), CONTRIBUTIONS(X[:, 1]))
    assert CONTRIBUTIONS(frame.iloc[:0]).shape == (0, 36)
    assert CONTRIBUTIONS(pd.Series(X[:, 0], pd.period_range("2015Q1", periods=40, freq="Q"))).shape[
        1
    ] == 4  # fmt: skip


def test_contributions_of_gaps_and_of_weeks():
    series = broken("gap")
    got = CONTRIBUTIONS(series, gaps="missing")
    whole = CONTRIBUTIONS(series.reindex(months(40)))
    pd.testing.assert_frame_equal(got, whole.reindex(series.index), check_exact=True)
    with pytest.raises(ArgumentValueError, match=r"^the index of `x` of ytd_contributions must"):
        CONTRIBUTIONS(series)
    weeks = pd.period_range("2019-12-30", "2022-01-02", freq="W-SUN")  # 2020 has 53
    values = pd.Series(RNG.lognormal(0, 0.1, len(weeks)), index=weeks)
    parts, rates = CONTRIBUTIONS(values), hanoi_ct.ytd_growth(values)
    assert parts.shape == (len(weeks), 53)
    known = rates.notna()
    assert known.sum() == 52
    assert np.allclose(parts[known].sum(axis=1), rates[known], rtol=1e-12, atol=1e-15)
    assert parts[~known].isna().all(axis=None)


def test_contributions_of_xarray_and_polars():
    array = xr.DataArray(
        X.T,
        dims=("section", "time"),
        coords={"section": ["B", "C", "D"], "time": INDEXES["month starts"]},
        name="iip",
    )
    got = CONTRIBUTIONS(array)
    assert got.dims == ("section", "time", "place")
    assert got.name == "iip"
    assert got["place"].to_numpy().tolist() == list(range(1, 13))
    assert same_bits(got.to_numpy(), CONTRIBUTIONS(X.T))
    turned = CONTRIBUTIONS(array.transpose())
    assert turned.dims == ("time", "section", "place")
    assert same_bits(turned.transpose(*got.dims).to_numpy(), got.to_numpy())
    table = CONTRIBUTIONS(pl.Series("C", X[:, 0]), periods_per_year=4)
    assert isinstance(table, pl.DataFrame)
    assert table.columns == ["1", "2", "3", "4"]
    expected = CONTRIBUTIONS(X[:, 0], periods_per_year=4)
    assert same_bits(table.to_numpy(), expected)
    assert sum(table.null_count().row(0)) == np.isnan(expected).sum()


ON_ARRAYS = [*FUNCTIONS, CONTRIBUTIONS, lambda x, **options: hanoi_ct.splice(x, x, **options)]


@pytest.mark.parametrize("function", ON_ARRAYS)
def test_the_word_of_gaps_is_known_for_arrays_too(function):
    assert same_bits(function(X[:, 0], gaps="miss" + "ing"), function(X[:, 0]))
    assert same_bits(function(X[:, 0], gaps=str(np.str_("raise"))), function(X[:, 0]))
    for word in ("fill", None, np.array(["raise"])):
        with pytest.raises(ArgumentValueError, match=r"^`gaps` of \w+ must be one of 'raise', 'mi"):
            function(X[:, 0], gaps=word)


@every
@pytest.mark.parametrize("axis", [1, 0.0, None, np.array([0, 1]), (0,)], ids=str)
def test_an_axis_of_labelled_data_is_refused(function, axis):
    frame = pd.DataFrame(X, index=months(40))
    for x in (frame, pl.Series(X[:, 0]), xr.DataArray(frame, dims=("time", "section"))):
        with pytest.raises(ArgumentValueError, match=rf"^`axis` of {function.__name__} must be"):
            function(x, axis=axis)


def test_a_word_of_labelled_data_is_refused_as_of_arrays():
    with pytest.raises(ArgumentValueError, match=r"^`kind` of growth must be one of"):
        hanoi_ct.growth(pd.Series(X[:, 0], months(40)), kind=np.array([1, 1]))


def test_neither_library_is_needed():
    import subprocess
    import sys

    code = (
        "import sys, hanoi_ct; hanoi_ct.growth([1.0, 2.0]);"
        "assert not {'pandas', 'polars', 'xarray'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_error_names_row_and_period_in_a_calendar_with_gaps():
    index = pd.PeriodIndex(["2020-01", "2020-02", "2020-04", "2020-05", "2020-06"], freq="M")
    series = pd.Series([1.0, 2.0, 3.0, np.inf, 5.0], index=index)
    with pytest.raises(ArgumentValueError, match=r"got inf at index 3 \('2020-05'\)") as error:
        hanoi_ct.printed_ytd(series, decimals=0, gaps="missing")
    assert error.value.position == (3,)
    series.iloc[3] = np.nan
    frame = pd.DataFrame({"a": series.fillna(1.0), "b": series})
    for function in (hanoi_ct.moving_sum, hanoi_ct.ytd_growth, hanoi_ct.chain):
        options = {"window": 2} if function is hanoi_ct.moving_sum else {}
        for data, place in ((series, "3"), (frame, r"\(3, 1\)")):
            with pytest.raises(ArgumentValueError, match=rf"at index {place} \('2020-05'\)"):
                function(data, gaps="missing", missing="raise", **options)
