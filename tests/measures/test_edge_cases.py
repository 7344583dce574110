"""Small inputs that go wrong elsewhere, and their right values."""

import datetime
import re
import unicodedata

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import xarray as xr
from arrays import same_bits
from hypothesis import given
from hypothesis import strategies as st

import hanoi_ct as h
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError, HanoiCTError
from hanoi_ct.hierarchy import Hierarchy

NAN = float("nan")


def refusal(call):
    """Return the message with which a call is refused, None if it is not."""
    try:
        call()
    except HanoiCTError as error:
        return str(error)
    return None


# ---- one row each -----------------------------------------------------------------------


def test_one_odd_date_does_not_turn_months_into_days():
    period = np.tile(pd.date_range("2020-01-01", periods=6, freq="MS").values, 2)
    period[9] += np.timedelta64(1, "D")
    series = np.repeat([0, 1], 6)
    with pytest.raises(ArgumentValueError) as caught:
        h.panel_growth(np.arange(1.0, 13), series, pd.Series(period))
    assert str(caught.value) == (
        "the dates in `period` of panel_growth must fit one unit; got 2020-04-02 at row 9, where "
        "11 of 12 dates are month starts: mend the 1 that is not"
    )
    said = h.panel_growth(np.arange(1.0, 13), series, pd.Series(period), freq="M")
    assert said[[1, 9]].tolist() == [1.0, (10 - 9) / 9]


def test_months_as_whole_numbers_leave_no_numbers_out():
    period = [y * 100 + m for y in (2019, 2020) for m in range(1, 13)]
    x, series = np.ones(24), np.zeros(24, int)
    with pytest.raises(ArgumentValueError, match="pass freq='M' to read them as YYYYMM"):
        h.panel_ytd(x, series, period, missing="omit")
    sums = h.panel_ytd(x, series, period, missing="omit", freq="M")
    assert sums[[11, 12, 19, 20, 23]].tolist() == [12, 1, 8, 9, 12]


def test_weeks_of_the_same_dates_are_the_same_whatever_their_freq():
    named = pd.date_range("2018-12-17", periods=5, freq="W-MON")
    plain, ones = pd.DatetimeIndex(named.values), np.ones(5)
    for sums in (
        h.ytd(pd.Series(ones, index=named)),
        h.ytd(pd.Series(ones, index=plain)),
        h.panel_ytd(ones, np.zeros(5, int), pd.Series(named)),
    ):
        assert same_bits(np.asarray(sums), np.array([NAN, NAN, 1, 2, 3]))


def test_a_year_that_agrees_does_not_switch_its_start_off():
    x = pd.Series(np.arange(1.0, 25), index=pd.period_range("2017-03", periods=24, freq="M"))
    for sums in (h.ytd(x), h.ytd(x, periods_per_year=12)):
        assert sums.iloc[:10].isna().all()
        assert sums.iloc[10] == 11.0


def test_the_year_back_is_four_rows_of_quarters():
    x = pd.Series(100 * 1.02 ** np.arange(28), pd.period_range("2015Q1", periods=28, freq="Q"))
    assert round(float(h.moving_growth(x).iloc[-1]), 4) == 0.0824
    for function, window in (
        (h.moving_sum, 4),
        (h.moving_mean, 4),
        (h.moving_growth, 4),
        (h.base_effect, 4),
        (h.acceleration, 4),
    ):
        pd.testing.assert_series_equal(function(x), function(x, window))  # fmt: skip
    weeks = x.set_axis(pd.period_range("2018-01-01", periods=28, freq="W"))
    long = pd.Series(np.arange(1.0, 110), pd.period_range("2018-01-01", periods=109, freq="W"))
    assert h.moving_sum(weeks).isna().all()
    pd.testing.assert_series_equal(h.moving_growth(long), h.moving_growth(long, 52))
    codes, rows = np.zeros(28, int), pd.Series(x.index)
    for panel, alone in (
        (h.panel_moving_sum, h.moving_sum),
        (h.panel_moving_mean, h.moving_mean),
        (h.panel_moving_growth, h.moving_growth),
    ):
        assert same_bits(panel(x.to_numpy(), codes, rows), alone(x).to_numpy())  # fmt: skip
        assert same_bits(
            panel(x.to_numpy(), codes, np.arange(28)), alone(x.to_numpy(), 12)
        )  # numbers


def test_a_year_that_is_not_complete_is_no_base():
    x = pd.Series(np.arange(101.0, 116), index=pd.period_range("2017-01", periods=15, freq="M"))
    for call in (
        lambda **o: h.rebase(x, 2018, **o),
        lambda **o: h.rebase(x, "2018", **o),
        lambda **o: h.rebase(x, slice("2018-01", "2018"), **o),
        lambda **o: h.rebase(x.to_numpy(), 2018, periods=x.index, **o),
        lambda **o: h.rebase(x.to_numpy(), 2018, periods=[str(p) for p in x.index], **o),
    ):
        with pytest.raises(ArgumentValueError, match=r"without 2018-04 \(the first of 9\): partia"):
            call()
        assert np.asarray(call(partial=True))[-2] == 100.0
    assert np.asarray(h.rebase(x, 2017))[:12].mean() == pytest.approx(100)
    fiscal = h.rebase(x, 2018, year_start=4)  # April 2017 to March 2018
    assert fiscal.iloc[3:15].mean() == pytest.approx(100)
    missing = x.where(x.index < "2018-03")
    with pytest.raises(ArgumentValueError):
        h.rebase(missing, 2018)
    gone = x.drop([pd.Period("2017-05")])
    assert np.isnan(h.rebase(gone, 2017, gaps="missing")).all()


def test_means_of_years_are_of_complete_years():
    index = pd.period_range("2017-01", periods=27, freq="M")
    x = pd.Series(X[:27, 0].round(1), index, name="iip")
    x.attrs["unit"] = "2015 = 100"
    for call in (
        lambda **o: h.annual_mean(x, **o),
        lambda **o: h.annual_mean(x.to_numpy(), index, **o),
    ):
        with pytest.raises(
            ArgumentValueError, match=r"must be complete; got 2019 without 2019-04 \(t"
        ):
            call()
        means = np.asarray(call(partial=True))
        assert means.tolist() == pytest.approx([x[:12].mean(), x[12:24].mean(), x[24:].mean()])
        fiscal = np.asarray(call(partial=True, year_start=4))
        assert fiscal[1] == pytest.approx(x[3:15].mean())
    two = x[:24]
    got = h.annual_mean(two)
    assert got.name == "iip"
    assert got.attrs == x.attrs
    assert got.index.equals(pd.PeriodIndex(["2017", "2018"], freq="Y"))
    frame = h.annual_mean(pd.DataFrame({"a": two, "b": 2 * two}))
    assert same_bits(frame["a"].to_numpy(), got.to_numpy())
    labels = [str(m) for m in two.index]
    table = h.annual_mean(pl.DataFrame({"t": labels, "a": two.to_numpy()}))
    assert table.to_dict(as_series=False) == {"t": ["2017", "2018"], "a": got.tolist()}
    arrow = h.annual_mean(pa.table({"a": two.to_numpy(), "t": labels}))
    assert arrow.to_pydict() == {"a": got.tolist(), "t": ["2017", "2018"]}
    array = xr.DataArray(np.array([two, two]), {"c": ["B", "C"], "t": two.index}, ("c", "t"))
    assert same_bits(h.annual_mean(array).to_numpy()[1], got.to_numpy())
    assert h.annual_mean(array)["t"].to_index().equals(got.index)
    gap = two.drop([pd.Period("2017-05")])
    with pytest.raises(ArgumentValueError, match=r"got 2017 without 2017-05: partial=True"):
        h.annual_mean(gap)
    hole = two.where(two.index != "2017-05")
    assert h.annual_mean(hole).isna().tolist() == [True, False]
    assert h.annual_mean(hole, missing="omit").iloc[0] == pytest.approx(hole[:12].mean())
    assert np.isnan(h.annual_mean(hole, missing="omit", min_count=12).iloc[0])
    printed = [119.8, 115.6, 110.1, 113.8, 115.0, 115.2, 115.9, 119.7, 123.5, 122.2, 116.7, 100.3]
    assert h.annual_mean(printed, labels[:12], decimals=1).tolist() == [115.7]
    weeks = pd.Series(1.0, pd.period_range("2019-12-30", periods=53, freq="W"))
    assert h.annual_mean(weeks).tolist() == [1.0]
    with pytest.raises(ArgumentTypeError, match=r"^`periods` of annual_mean must be given"):
        h.annual_mean([1.0])
    with pytest.raises(ArgumentTypeError, match=r"^`periods` of annual_mean must be None for"):
        h.annual_mean(two, two.index)


def test_whole_numbers_as_years_are_said_to_be_so():
    x = pd.Series([1.0, 2.0, 4.0], index=[2016, 2017, 2018])
    assert "pass freq='Y' if they are years" in refusal(lambda: h.growth(x))
    assert h.growth(x, freq="Y").tolist()[1:] == [1.0, 1.0]
    assert h.rebase(x, 2017, freq="Y").tolist() == [50.0, 100.0, 200.0]
    text = x.set_axis(["2016", "2017", "2018"])
    assert h.rebase(text, 2017).tolist() == [50.0, 100.0, 200.0]
    assert "pass freq='M'" in refusal(lambda: h.growth(x.set_axis([201611, 201612, 201701])))


def test_half_years_are_half_years():
    dates = pd.to_datetime(["2017-06-30", "2017-12-31", "2018-06-30", "2018-12-31"])
    for index in (
        dates,
        ["2017H1", "2017H2", "2018H1", "2018H2"],
        pd.PeriodIndex(dates, freq="6M"),
    ):
        got = h.growth(pd.Series([1.0, 2, 2, 4], index=index), 2)
        assert same_bits(got.to_numpy(), np.array([NAN, NAN, 1, 1]))
    assert h.ytd(pd.Series([1.0, 2, 2, 4], index=dates)).tolist() == [1, 3, 2, 6]
    mixed = pd.to_datetime(["2017-03-05", "2017-09-30", "2018-02-01", "2018-08-09"])
    assert h.ytd(pd.Series([1.0, 2, 2, 4], index=mixed), freq="6M").tolist() == [1, 3, 2, 6]


def test_levels_from_rates_over_the_year():
    rates = [NAN, NAN, 1.5, 1.25]
    with pytest.raises(ArgumentValueError, match="must hold the levels of 2 periods under lag=2"):
        h.chain(rates, lag=2)
    assert h.chain(rates, lag=2, start=[100, 120]).tolist() == [100, 120, 150, 150]
    assert h.chain([1.5, 1.25, 2.0], lag=2, start=[100, 120]).tolist() == [150, 150, 300]
    with pytest.raises(ArgumentValueError, match="must be all missing, `start` being their levels"):
        h.chain([NAN, 1.0, 1.5], lag=2, start=[100, 120])
    with pytest.raises(ArgumentValueError, match=r"^`relatives` of chain must have no missing"):
        h.chain([NAN, NAN, 1.5, NAN], lag=2, start=[100, 120], missing="raise")
    levels = np.random.default_rng(2).uniform(50, 150, (3, 40))
    back = h.chain(1 + h.growth(levels, 12), lag=12, start=levels[:, :12])
    np.testing.assert_allclose(back, levels, rtol=1e-14)
    turned = h.chain(1 + h.growth(levels.T, 12, axis=0), lag=12, start=levels.T[:12], axis=0)
    assert same_bits(turned, back.T)
    out = (1 + h.growth(levels, 12)).copy()
    assert same_bits(h.chain(out, lag=12, start=levels[:, :12], out=out), back)
    frame = pd.DataFrame(levels.T, pd.period_range("2015-01", periods=40, freq="M"), list("BCD"))
    same = h.chain(1 + h.growth(frame, 12), lag=12, start=frame.iloc[:12])
    assert same_bits(same.to_numpy(), back.T)
    with pytest.raises(ArgumentValueError, match="must be of the first periods of `relatives`"):
        h.chain(1 + h.growth(frame, 12), lag=12, start=frame.iloc[12:24])
    with pytest.raises(ArgumentValueError, match="must have the columns of `relatives`"):
        h.chain(1 + h.growth(frame, 12), lag=12, start=frame.iloc[:12, ::-1])


def test_the_unit_is_not_guessed_from_the_rows_that_are_there():
    x = pd.Series(np.arange(1.0, 26), index=pd.date_range("2018-01-01", periods=25, freq="MS"))
    januaries = x[x.index.month == 1]
    for series in (x, januaries):
        with pytest.raises(ArgumentValueError, match=r"^`freq` of growth must be said with gaps="):
            h.growth(series, 12, gaps="missing")
        said = h.growth(series, 12, gaps="missing", freq="M")
        assert said.iloc[-1] == (25 - 13) / 13


def test_dates_of_arrow_are_dates():
    dates = pd.date_range("2017-01-01", periods=3, freq="MS")
    for kind in (pa.timestamp("us"), pa.date32()):
        index = pd.Index(pd.array(dates, dtype=pd.ArrowDtype(kind)))
        assert h.growth(pd.Series([1.0, 2, 4], index)).tolist()[1:] == [1, 1]
        with pytest.raises(ArgumentValueError, match=r"to_period\('M'\)"):
            h.growth(pd.Series([1.0, 2], index[:2]))
        assert h.growth(pd.Series([1.0, 2], index[:2]), freq="M").iloc[1] == 1


def test_quarters_are_unchained_and_chained():
    quarters = pd.period_range("2017Q4", periods=6, freq="Q")
    for labels in (quarters, [str(q) for q in quarters], list(quarters)):
        got = h.unchain([100, 110.0, 120, 130, 140, 154], labels)
        assert np.allclose(got, [NAN, 1.1, 1.2, 1.3, 1.4, 1.1], equal_nan=True)
        assert h.chain(got, labels).tolist() == pytest.approx([100, 110, 120, 130, 140, 154])
    series = pd.Series([100, 110.0, 120, 130, 140, 154], quarters, name="gdp")
    assert same_bits(h.unchain(series).to_numpy(), got)
    assert h.unchain(series).name == "gdp"
    overlap = h.unchain(np.arange(1.0, 9), pd.period_range("2017Q1", periods=8, freq="Q"),
                        link=None)  # fmt: skip
    assert overlap[4:].tolist() == [2.0, 2.4, 2.8, 3.2]
    with pytest.raises(ArgumentValueError, match="must be a month in which a quarter ends; got 5"):
        h.unchain(series, link=5)


def test_years_of_days_need_the_same_date_a_year_before():
    x = pd.Series(1.0, pd.period_range("2019-01-01", "2021-03-02", freq="D"))
    x = x.cumsum()
    sums, rates = h.ytd(x), h.ytd_growth(x)
    for day in x.index:
        so_far = x[(x.index.year == day.year) & (x.index <= day)].sum()
        assert sums[day] == so_far
        before = None if (day.month, day.day) == (2, 29) else day.to_timestamp().replace(
            year=day.year - 1
        )  # fmt: skip
        if day.year == 2019 or before is None:
            assert np.isnan(rates[day])
        else:
            base = x[(x.index.year == day.year - 1) & (x.index <= pd.Period(before, "D"))].sum()
            assert rates[day] == (so_far - base) / base
    assert h.decumulate(sums).tolist() == x.tolist()
    assert h.ytd(x, missing="raise").tolist() == sums.tolist()
    hole = x.where(x.index != pd.Period("2020-03-01", "D"))
    place = 31 + 29 + 365
    with pytest.raises(ArgumentValueError, match=rf"got NaN at index {place} \('2020-03-01'\)$"):
        h.ytd(hole, missing="raise")
    omitted = h.ytd_growth(x, missing="omit")
    assert np.isnan(omitted[pd.Period("2020-02-29")])
    for call in (
        h.moving_sum,
        h.moving_growth,
        h.base_effect,
        h.acceleration,
        h.carry_over,
        h.ytd_contributions,
    ):
        with pytest.raises(ArgumentValueError, match="days"):
            call(x)  # fmt: skip
    assert h.moving_sum(x, 365).notna().sum() == len(x) - 364


# ---- the same answer whatever the container, or an error --------------------------------


@st.composite
def panels(draw):
    """A long table of a few series by month, in any order of rows."""
    n = draw(st.integers(3, 30))
    codes = draw(st.lists(st.sampled_from(["Hà Nội", "B", "C"]), min_size=1, unique=True))
    start = draw(st.integers(0, 300))
    months = [str(month) for month in np.arange(start + 360, start + 360 + n).astype("M8[M]")]
    rows = draw(st.permutations([(c, m) for c in codes for m in months]))
    values = draw(
        st.lists(
            st.floats(1, 100).map(lambda v: round(v, 3)), min_size=len(rows), max_size=len(rows)
        )
    )
    return pd.DataFrame(rows, columns=["code", "month"]).assign(v=values)


def by_dictionary(table, lag):
    at = {(c, np.datetime64(m)): v for c, m, v in table[["code", "month", "v"]].to_numpy()}
    before = np.timedelta64(lag, "M")
    rows = zip(table.code, table.month, strict=True)
    found = [at.get((c, np.datetime64(m) - before), NAN) for c, m in rows]
    return np.array(found)


@given(panels(), st.integers(1, 14), st.data())
def test_long_tables_in_any_order_and_container(table, lag, data):
    expected = by_dictionary(table, lag)
    dates = pd.to_datetime(table["month"])
    ends = data.draw(st.booleans())
    table["date"] = dates + pd.offsets.MonthEnd(0) if ends else dates
    table["number"] = dates.dt.year * 100 + dates.dt.month
    table["period"] = dates.dt.to_period("M")
    named = {"value": "v", "by": "code"}
    for time, options in (("month", {}), ("date", {}), ("period", {}), ("number", {"freq": "M"})):
        got = h.panel_lag(table, lag=lag, time=time, **named, **options)
        assert got.index.equals(table.index)
        assert same_bits(got.to_numpy(), expected)
        plain = table.drop(columns="period")
        if time != "period":
            frame = pl.from_pandas(plain)
            got = h.panel_lag(frame, lag=lag, time=time, **named, **options)
            assert isinstance(got, pl.Series)
            assert same_bits(got.to_numpy(), expected)
            got = h.panel_lag(frame.to_arrow(), lag=lag, time=time, **named, **options)
            assert isinstance(got, pa.Array)
            assert same_bits(got.to_numpy(zero_copy_only=False), expected)
    dropped = table.sample(frac=0.7, random_state=1)
    again = h.panel_lag(dropped, lag=lag, time="date", freq="M", **named)
    assert same_bits(again.to_numpy(), by_dictionary(dropped, lag))


@given(panels())
def test_a_unit_may_change_with_dropped_rows_only_where_it_is_not_said(table):
    table["date"] = pd.to_datetime(table["month"])
    left = table[table.date.dt.month != 5]
    error = refusal(lambda: h.panel_growth(left, value="v", by="code", time="date"))
    if error is not None:
        assert "`freq` of panel_growth must be said" in error
    else:  # nothing within is left out
        months = left.date.dt.to_period("M")
        assert len(months.unique()) == (months.max() - months.min()).n + 1


def test_several_keys_and_names_in_two_spellings():
    nfd = unicodedata.normalize("NFD", "Hà Nội")
    table = pd.DataFrame(
        {
            "province": ["Hà Nội", nfd, "Huế", "Huế", "Huế", "Huế"],
            "code": [1, 1, 1, 1, 2, 2],
            "month": ["2018-01", "2018-02"] * 3,
            "v": [1.0, 2, 4, 12, 5, 10],
        },
        index=list("fedcba"),
    )
    expected = [NAN, 1, NAN, 2, NAN, 1]
    keys = ["province", "code"]
    category = table.assign(province=table.province.astype("category"))
    for frame in (
        table, category, pl.from_pandas(table), pl.from_pandas(category),
        pa.Table.from_pandas(table), pa.Table.from_pandas(category), table.assign(
            province=table.province.astype(object)),
    ):  # fmt: skip
        got = h.panel_growth(frame, value="v", by=keys, time="month")
        assert same_bits(np.asarray(got, dtype=float), np.array(expected)), type(frame)
    got = h.panel_growth(table["v"], [table["province"], table["code"]], table["month"])
    assert got.tolist()[1::2] == expected[1::2]
    assert list(got.index) == list("fedcba")
    arrays = h.panel_growth(
        table["v"].to_numpy(), [table["province"].tolist(), table["code"].to_numpy()],
        table["month"].tolist(),
    )  # fmt: skip
    assert same_bits(arrays, np.array(expected))
    with pytest.raises(
        ArgumentValueError, match=r"got series \('Huế', 2\) at 2018-02 twice, in row"
    ):
        h.panel_growth(
            pd.concat([table, table[-1:]]), value="v", by=["province", "code"], time="month"
        )
    with pytest.raises(ArgumentValueError, match=r"\(?.*Nội.*twice, in rows 0 and 1$"):
        h.panel_growth(table[:2].assign(month="2018-01"), value="v", by=keys, time="month")
    indexed = table.set_index(["province", "month"])
    got = h.panel_growth(indexed, value="v", by=["province", "code"], time="month")
    assert same_bits(got.to_numpy(), np.array(expected))
    pair = table.assign(year=2018, m=[1, 2] * 3)
    got = h.panel_growth(pair, value="v", by=keys, time=("year", "m"))
    assert same_bits(got.to_numpy(), np.array(expected))
    alone = h.panel_growth(table[:2], value="v", time="month")
    assert alone.tolist()[1] == 1.0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"value": "x", "by": "code", "time": "month"}, "got no 'x' among 'code', 'month', 'v'$"),
        ({"value": "v", "by": ["code", "y"], "time": "month"}, "got no 'y' among"),
        (
            {"value": "v", "by": "code"},
            "columns are named with value=, by= and time=; got a pandas",
        ),
        ({"value": "v", "by": "code", "time": "month", "series": [1]}, "by= and time= alone; got"),
        ({}, "must be one column, or a table whose columns are named"),
    ],
)
def test_tables_without_the_columns_that_are_named_are_refused(options, message):
    table = pd.DataFrame({"code": ["a"], "month": ["2018-01"], "v": [1.0]})
    with pytest.raises(HanoiCTError, match=message):
        h.panel_growth(table, **options)


def test_lazy_frames_are_told_what_works_for_them():
    lazy = pl.DataFrame({"v": [1.0], "t": ["2018-01"]}).lazy()
    for call in (
        lambda: h.growth(lazy),
        lambda: h.panel_growth(lazy, value="v", time="t"),
        lambda: h.panel_growth(lazy),
        lambda: h.moving_sum(lazy),
    ):
        with pytest.raises(ArgumentTypeError, match=r"got a polars LazyFrame: pass its \.collect"):
            call()


@st.composite
def any_dates(draw):
    """Dates of some frequency, whole or with a fault, and options that may fit them."""
    freq = draw(
        st.sampled_from(
            ["MS", "ME", "QS", "QS-FEB", "YE", "YS-APR", "6MS", "2MS", "W-MON", "D", "B"]
        )
    )
    n = draw(st.sampled_from([0, 1, 2, 3, 5, 14, 40]))
    dates = pd.date_range("2015-03-17", periods=n, freq=freq).to_numpy().copy()
    fault = draw(st.sampled_from(["none", "drop", "odd", "shuffle", "twice", "missing"]))
    row = draw(st.integers(0, max(n - 1, 0)))
    if n > 3 and fault == "drop":
        dates = np.delete(dates, row)
    elif n > 3 and fault == "odd":
        dates[row] += np.timedelta64(1, "D")
    elif n > 3 and fault == "shuffle":
        dates = dates[draw(st.permutations(range(n)))]
    elif n > 3 and fault == "twice":
        dates[1] = dates[0]
    elif n > 3 and fault == "missing":
        dates[row] = np.datetime64("NaT", "D")
    options = {
        "freq": draw(
            st.sampled_from([None, None, "M", "Q", "Y", "W", "D", "6M", "Q-MAR", "W-WED"])
        ),
        "year_start": draw(st.sampled_from([None, None, 1, 4, 6])),
        "gaps": draw(st.sampled_from(["raise", "raise", "missing"])),
    }
    return dates, options


@given(any_dates(), st.sampled_from([h.growth, h.ytd, h.ytd_growth, h.moving_sum, h.carry_over,
                                     h.decumulate, h.chain]))  # fmt: skip
def test_the_same_dates_are_answered_or_refused_alike_in_every_container(given_dates, function):
    dates, options = given_dates
    x = np.arange(1.0, len(dates) + 1)
    index = pd.DatetimeIndex(dates)
    python = [None if pd.isna(date) else date.date() for date in index]
    frames = [
        lambda: pd.Series(x, index=index, name="v"),
        lambda: pd.Series(x, index=pd.Index(python, dtype=object), name="v"),
        lambda: pd.DataFrame({"v": x}, index=index.tz_localize("Asia/Ho_Chi_Minh")),
        lambda: pl.DataFrame({"t": pl.Series(python, dtype=pl.Date), "v": x}),
        lambda: pa.table({"t": pa.array(python, pa.date32()), "v": x}),
    ]
    answers = []
    for frame in frames:
        found = []
        message = refusal(lambda: found.append(function(frame(), **options)))  # noqa: B023
        if message is None:
            got = found[0] if isinstance(found[0], pd.Series) else found[0]["v"]
            values = got.to_pylist() if isinstance(got, pa.ChunkedArray) else got.to_numpy()
            answers.append(np.asarray(values, dtype=float))
        else:
            assert len(message) <= 400
            answers.append(message)
    for answer in answers[1:]:
        if isinstance(answers[0], str):
            assert answer == answers[0]
        else:
            assert same_bits(answer, answers[0])


# ---- messages ---------------------------------------------------------------------------


@st.composite
def faulty_dates(draw):
    """Dates with one fault: too few, one left out, one odd, or numbers YYYYMM."""
    freq = draw(st.sampled_from(["MS", "ME", "QS", "QE", "YS", "W-MON", "D", "2MS"]))
    n = draw(st.integers(4, 30))
    dates = pd.date_range("2015-01-01", periods=n, freq=freq)
    fault = draw(st.sampled_from(["few", "gap", "odd", "number", "missing"]))
    if fault == "few":
        return dates[:2], {}
    if fault == "gap":
        return dates.delete(draw(st.integers(1, n - 2))), {}
    if fault == "number":
        return pd.Index(dates.year * 100 + dates.month), {}
    if fault == "missing":
        return dates, {"gaps": "missing"}
    moved = dates.to_numpy().copy()
    row = draw(st.integers(0, n - 1))
    moved[row] += np.timedelta64(1 if freq != "ME" else -1, "D")
    return pd.DatetimeIndex(moved), {}


def advice(message):
    """Return the options that a message tells the caller to pass."""
    tail = message.split(": ")[-1]
    return dict(re.findall(r"(freq|gaps)='([^']+)'", tail))


@given(faulty_dates(), st.sampled_from([h.growth, h.moving_sum, h.panel_growth]))
def test_no_message_advises_what_the_next_call_refuses(faulty, function):
    index, options = faulty
    if index.dtype.kind == "i" and len(set(index)) < len(index):
        return  # days and weeks as YYYYMM: a month stands there many times
    values = pd.Series(np.arange(1.0, len(index) + 1), index=index)
    table = values.rename("v").rename_axis("t").reset_index()
    if function is h.panel_growth:
        options = {}
    for _ in range(3):
        if function is h.panel_growth:
            message = refusal(lambda: function(table, value="v", time="t", **options))  # noqa: B023
        else:
            message = refusal(lambda: function(values, 2, **options))  # noqa: B023
        if message is None:
            return
        assert len(message) <= 400
        said = advice(message)
        if function is h.panel_growth:
            said.pop("gaps", None)  # of which it has no need
        if not said:
            assert "mend the" in message or "drop one" in message or "twice, in rows" in message
            return
        assert not set(said.items()) <= set(options.items()), message
        options = {**options, **said}
    raise AssertionError("advice that leads nowhere")


def test_long_names_make_no_long_messages():
    name = "Sản xuất, truyền tải và phân phối điện, khí đốt, nước nóng và hơi nước " * 9
    table = pd.DataFrame({"k": [name] * 2, "j": [name] * 2, name: [1.0, 2.0], "t": ["2018-01"] * 2})
    frame = pd.DataFrame({name: [1.0, 2.0]}, index=[name, name + "x"])
    text = pd.DataFrame({name: ["a"]}, index=["2018-01"])
    months = pd.period_range("2018-01", periods=2, freq="M")
    calls = [
        lambda: h.panel_growth(table, value=name, by=["k", "j"], time="t"),
        lambda: h.panel_growth(table, value=name + "x", by="k", time="t"),
        lambda: h.panel_growth(table, value=name, by="t", time="k"),
        lambda: h.panel_growth([-1.0, 2.0], [name] * 2, [1, 2], negative_base="raise"),
        lambda: h.growth(frame),
        lambda: h.growth(text),
        lambda: h.growth(pl.from_pandas(table)),
        lambda: h.growth(pd.Series([1.0, 2.0], ["2018-01", name])),
        lambda: h.rebase([1.0, 2.0], name, periods=["2018-01", "2018-02"]),
        lambda: h.rebase([1.0, 2.0], name, periods=["a", "b"]),
        lambda: h.rebase([1.0, 2.0], "a", periods=[name, name]),
        lambda: h.rebase([1.0, 2.0], name),
        lambda: h.rebase(pd.Series([1.0, 2.0], months), name),
        lambda: h.unchain([1.0, 2.0], [name, "b"]),
        lambda: h.splice(text.assign(**{name: 1.0}), text.assign(a=1.0)[["a"]]),
        lambda: h.growth([1.0], freq=name),
        lambda: h.growth(pd.Series([1.0, 2.0], months), freq=name),
        lambda: h.ytd(pd.Series([1.0, 2.0], months), year_start=name),
        lambda: h.growth([1.0], gaps=name),
        lambda: h.ytd([1.0], missing=name),
        lambda: h.growth([name]),
    ]
    for i, call in enumerate(calls):
        message = refusal(call)
        assert message is not None, i
        assert len(message) <= 400, message


def test_columns_in_two_spellings_are_refused_as_such():
    months = pd.period_range("2018-01", periods=2, freq="M")
    old = pd.DataFrame({unicodedata.normalize("NFD", "Hà Nội"): [1.0, 2.0]}, months)
    new = pd.DataFrame({"Hà Nội": [1.0, 2.0]}, months)
    assert "in NFC in one and in NFD in the other: spell it alike" in refusal(
        lambda: h.splice(old, new)
    )


# ---- labelled in, labelled out ----------------------------------------------------------

OVER_TIME = {
    "growth": (h.growth, False),
    "difference": (lambda x, **o: h.growth(x, kind="difference", **o), True),
    "ytd": (h.ytd, True),
    "ytd_growth": (h.ytd_growth, False),
    "decumulate": (h.decumulate, True),
    "moving_sum": (h.moving_sum, True),
    "moving_mean": (h.moving_mean, True),
    "moving_growth": (h.moving_growth, False),
    "acceleration": (h.acceleration, False),
    "base_effect": (h.base_effect, False),
    "carry_over": (h.carry_over, False),
    "chain": (h.chain, False),
    "rebase": (lambda x, **o: h.rebase(x, "2016", **o), False),
    "unchain": (h.unchain, False),
    "splice": (lambda x, **o: h.splice(x, x, **o), True),
}
MONTHS = pd.period_range("2015-04", periods=30, freq="M")
X = np.random.default_rng(9).lognormal(4, 0.2, (30, 2))


@pytest.mark.parametrize(("function", "same_unit"), OVER_TIME.values(), ids=OVER_TIME)
def test_frames_of_every_library_come_back_as_they_are(function, same_unit):
    frame = pd.DataFrame(X, MONTHS, ["B", "C"])
    frame.attrs["unit"] = "billion VND"
    expected = function(frame)
    assert expected.attrs == (frame.attrs if same_unit else {})
    texts = [str(month) for month in MONTHS]
    dates = [month.start_time.date() for month in MONTHS]
    for times in (texts, dates):
        table = pl.DataFrame({"B": X[:, 0], "month": times, "C": X[:, 1]})
        got = function(table)
        assert isinstance(got, pl.DataFrame)
        assert got.schema == table.schema
        assert got["month"].to_list() == times
        for column in ("B", "C"):
            assert same_bits(got[column].to_numpy(), expected[column].to_numpy())
            assert got[column].null_count() == expected[column].isna().sum()
        arrow = table.to_arrow().replace_schema_metadata({"unit": "billion VND"})
        for given_table in (arrow, arrow.to_batches()[0]):
            got = function(given_table)
            assert type(got) is type(given_table)
            assert got.schema.names == table.columns
            assert got.schema.metadata == (arrow.schema.metadata if same_unit else None)
            for column in ("B", "C"):
                values = np.asarray(got[column].to_pylist(), dtype=float)
                assert same_bits(values, expected[column].to_numpy())


@pytest.mark.parametrize(("function", "same_unit"), OVER_TIME.values(), ids=OVER_TIME)
def test_arrays_of_xarray_may_have_their_months_as_text(function, same_unit):
    dates = xr.DataArray(X.T, {"code": ["B", "C"], "t": MONTHS}, ("code", "t"), attrs={"unit": "%"})
    expected = function(dates)
    assert expected.attrs == (dates.attrs if same_unit else {})
    for times in ([str(m) for m in MONTHS], [m.start_time.date() for m in MONTHS]):
        got = function(dates.assign_coords(t=times))
        assert same_bits(got.to_numpy(), expected.to_numpy())
        assert got["t"].to_numpy().tolist() == times


@pytest.mark.parametrize("name", [n for n in OVER_TIME if n not in ("rebase", "unchain")])
def test_arrow_arrays_and_frames_without_time_are_consecutive(name):
    function = OVER_TIME[name][0]
    expected = function(X[:, 0])
    got = function(pa.array(X[:, 0]))
    assert isinstance(got, pa.Array)
    assert same_bits(got.to_numpy(zero_copy_only=False), expected)
    chunks = pa.chunked_array([X[:10, 0], X[10:, 0]])
    assert isinstance(function(chunks), pa.ChunkedArray)
    assert same_bits(function(chunks).to_numpy(), expected)
    table = function(pl.DataFrame({"B": X[:, 0], "C": X[:, 1]}))
    assert same_bits(table["B"].to_numpy(), expected)
    with pytest.raises(ArgumentValueError, match=r"^`freq` of \w+ must be left out for a"):
        function(pa.array(X[:, 0]), freq="M")


def test_the_growth_behind_two_rates_keeps_labels():
    rate, before = pd.Series([0.07, 0.08], MONTHS[:2]), pd.Series([0.06, 0.05], MONTHS[:2])
    got = h.growth_behind_ytd(rate, before, 0.875)
    assert got.index.equals(rate.index)
    assert same_bits(got.to_numpy(), h.growth_behind_ytd(rate.to_numpy(), before.to_numpy(), 0.875))
    pairs = [(x - 0.0005, x + 0.0005) for x in (rate, before)]
    arrays = [tuple(bound.to_numpy() for bound in pair) for pair in pairs]
    bounds = h.growth_interval_behind_ytd(*pairs, (0.86, 0.88))
    for end, expected in zip(bounds, h.growth_interval_behind_ytd(*arrays, (0.86, 0.88)),
                             strict=True):  # fmt: skip
        assert end.index.equals(rate.index)
        assert same_bits(end.to_numpy(), expected)
    table = h.growth_behind_ytd(pl.Series(rate.to_numpy()), pl.Series(before.to_numpy()), 0.875)
    assert same_bits(table.to_numpy(), got.to_numpy())


def test_frames_without_index_are_not_guessed_at():
    year = pl.DataFrame({"year": [2016, 2017, 2018], "v": [1.0, 2.0, 4.0]})
    for frame in (year, year.to_arrow()):
        with pytest.raises(
            ArgumentTypeError, match=r"that look like years or months in column 'ye"
        ):
            h.growth(frame)
    months = pl.DataFrame({"m": [201812, 201901], "v": [1.0, 2.0]})
    with pytest.raises(ArgumentTypeError, match=r"that look like years or months in column 'm'"):
        h.growth(months)
    names = pl.DataFrame({"month": ["2018-01"], "name": ["a"], "v": [1.0]})
    with pytest.raises(
        ArgumentTypeError, match=r"one column of time and else real numbers; got 'm"
    ):
        h.growth(names)
    assert h.growth(year.with_columns(pl.col("year").cast(pl.String)))["v"].to_list() == [
        None,
        1,
        1,
    ]
    wide = pd.DataFrame([[1.0, 2.0]], columns=pd.period_range("2018-01", periods=2, freq="M"))
    with pytest.raises(ArgumentTypeError, match="transpose a DataFrame whose columns are the peri"):
        h.growth(wide)


def test_polars_frames_are_spliced_over_different_periods():
    index = pd.period_range("2015-01", periods=9, freq="M")
    old = pd.DataFrame({"C": X[:6, 0], "B": X[:6, 1]}, index[:6])
    new = pd.DataFrame({"B": X[4:9, 1] / 2, "C": X[4:9, 0] * 3}, index[4:])
    expected = h.splice(old, new)
    frames = [
        pl.DataFrame({"month": [p.start_time.date() for p in f.index], **{c: f[c].to_numpy()
                                                                         for c in f}})
        for f in (old, new)
    ]  # fmt: skip
    got = h.splice(*frames)
    assert got.columns == ["month", "B", "C"]
    assert got["month"].dtype == pl.Date
    assert same_bits(got[["B", "C"]].to_numpy(), expected.to_numpy())
    arrow = h.splice(*(f.to_arrow() for f in frames))
    assert same_bits(np.array(arrow["C"]), expected["C"].to_numpy())
    assert arrow["month"].type == pa.date32()
    assert arrow["month"].to_pylist()[-1] == datetime.date(2015, 9, 1)


def test_years_that_contradict_the_labels_are_refused():
    x = pd.Series(np.ones(24), pd.period_range("2017-04", periods=24, freq="M"))
    for function in (h.ytd, h.ytd_growth, h.decumulate, h.carry_over, h.ytd_contributions):
        for wrong in ({"periods_per_year": 4}, {"first_period": 1}):
            with pytest.raises(ArgumentValueError, match=r"must agree with the index of `x`"):
                function(x, **wrong)
        said = function(x, periods_per_year=12, first_period=4)
        assert same_bits(said.to_numpy(), function(x).to_numpy())
        fiscal = function(x, year_start=4)
        assert same_bits(fiscal.to_numpy(), function(x.to_numpy()))
    table = {"values": np.ones(24), "series": np.zeros(24, int), "period": pd.Series(x.index)}
    for function in (h.panel_ytd, h.panel_ytd_growth):
        with pytest.raises(ArgumentValueError, match=r"must agree with `period`, which has 12"):
            function(**table, periods_per_year=4)
        with pytest.raises(ArgumentValueError, match=r"must be left out for dates and periods"):
            function(**table, first_period=1)
        assert same_bits(function(**table, year_start=4), function(
            table["values"], table["series"], np.arange(1, 25)))  # fmt: skip


@pytest.mark.parametrize("option", [{"freq": "M"}, {"year_start": 4}])
def test_arrays_have_no_labels_to_say_anything_of(option):
    for function, _ in OVER_TIME.values():
        if function is not OVER_TIME["unchain"][0]:
            with pytest.raises(
                ArgumentValueError, match="must be left out for an array, which has"
            ):
                function(X[:, 0], **option) if function is not OVER_TIME["rebase"][0] else h.rebase(
                    X[:, 0], 0, **option
                )


# ---- the same kinds, in other containers and units --------------------------------------


@pytest.mark.parametrize(
    ("left", "freq"), [([1], "Y"), ([1, 4, 7, 10], "Q"), ([1, 7], "6M"), ([2, 5, 8, 11], "Q-JAN")]
)
@pytest.mark.parametrize("container", ["pandas", "arrow", "polars", "text"])
def test_rows_left_out_of_a_long_table_do_not_change_its_unit(left, freq, container):
    months = pd.date_range("2018-01-01", periods=49, freq="MS")
    kept = np.flatnonzero(np.isin(months.month, left))
    x, series, dates = np.arange(1.0, 50)[kept], np.zeros(len(kept), int), months[kept]
    column = {
        "pandas": pd.Series(dates),
        "arrow": pa.array(dates.date),
        "polars": pl.Series(list(dates.date)),
        "text": [str(date) for date in dates.date],
    }[container]
    with pytest.raises(ArgumentValueError, match="`freq` of panel_growth must be said") as caught:
        h.panel_growth(x, series, column, 12)
    message = str(caught.value)
    assert len(message) <= 400
    assert f"pass freq='{freq}', or freq='M'" in message
    said = h.panel_growth(x, series, column, 12, freq="M")
    at = dict(zip(kept.tolist(), x, strict=True))
    expected = [(at[k] - at[k - 12]) / at[k - 12] if k - 12 in at else NAN for k in kept.tolist()]
    assert same_bits(said, np.array(expected))
    next_to = h.panel_growth(x, series, column, 1, freq=freq)
    assert same_bits(next_to[1:], (x[1:] - x[:-1]) / x[:-1])


def test_unsigned_whole_numbers_name_periods():
    months = np.array([201811, 201812, 201901], dtype=np.uint64)
    x, series = np.array([1.0, 2.0, 4.0]), [0, 0, 0]
    for column in (months, pl.Series(months), pd.Series(months), pa.array(months)):
        with pytest.raises(ArgumentValueError, match="pass freq='M' to read them as YYYYMM"):
            h.panel_growth(x, series, column)
        rates = h.panel_growth(x, series, column, freq="M")
        assert same_bits(np.asarray(rates, dtype=float), np.array([NAN, 1.0, 1.0]))
    pair = np.array([2018, 2018, 2019], np.uint64), np.array([11, 12, 1], np.uint64)
    assert same_bits(h.panel_growth(x, series, pair), np.array([NAN, 1.0, 1.0]))
    with pytest.raises(
        ArgumentValueError, match=r"below 2\*\*63; got 9223372036854775808 at row 2"
    ):
        h.panel_growth(x, series, np.array([1, 2, 2**63], dtype=np.uint64))


@pytest.mark.parametrize("freq", ["YE-MAR", "YS-APR", "YE", "YS"])
def test_dates_a_year_apart_lie_in_the_statistical_year_that_is_said(freq):
    dates = pd.date_range("2015-01-01", periods=5, freq=freq)
    means = h.annual_mean(pd.Series(np.arange(5.0), index=dates), year_start=4)
    assert means.index.equals(dates.to_period("Y-MAR"))
    assert means.equals(h.annual_mean(pd.Series(np.arange(5.0), dates), year_start=4, freq="Y"))


def test_short_floats_among_objects_are_read_as_printed():
    short = np.array([2.675, 1.005, 0.285], dtype=np.float32)
    objects = np.array([*short, None], dtype=object)[:3]
    for x in (objects, pd.Series(objects), xr.DataArray(objects), pd.DataFrame({"a": objects})):
        rounded = np.asarray(h.round_half_up(x, 2)).ravel()
        assert rounded.tolist() == [2.68, 1.01, 0.29]


def test_rounded_parts_beyond_what_doubles_hold_are_refused():
    with pytest.raises(ArgumentValueError, match=r"of round_to_add_up must come to numbers"):
        h.round_to_add_up([2**70, 2**70 + 1], -1)
    with pytest.raises(ArgumentValueError, match=r"the total of round_to_add_up"):
        h.round_to_add_up([2**53 - 2, 2**53 - 2, 3], 0)
    added = h.round_to_add_up([2**53, 2**53], 0)
    assert int(added.total) == 2**54


def test_wide_whole_numbers_of_polars_are_exact_or_refused():
    wide = pl.Series([2**70, 1], dtype=pl.Int128)
    assert h.exact_sum(wide) == float(2**70 + 1)
    with pytest.raises(ArgumentValueError, match=r"integers in `x` of round_half_up"):
        h.round_half_up(wide)
    assert h.round_half_up(pl.Series([1, None], dtype=pl.Int128)).to_list() == [1.0, None]


SMALL = Hierarchy.from_parents({"T": None, "B": "T", "C": "T"})
LEVELS = [[100.0, 110, 121], [100, 100, 100]]


@pytest.mark.parametrize("kind", [int, np.int64])
def test_whole_numbers_of_trees_leave_none_out(kind):
    def growth(*numbers):
        periods = [kind(number) for number in numbers]
        return SMALL.aggregate(LEVELS, [1, 1], periods=periods).growth(1)["T"]

    assert growth(2015, 2016, 2017)[1] == 0.05
    with pytest.raises(ArgumentValueError, match="whole numbers; got 2016 before 2018"):
        growth(2015, 2016, 2018)
    with pytest.raises(ArgumentValueError, match="whole numbers; got 3 before 2"):
        growth(3, 2, 1)
    for months in ((201611, 201612, 201701), (201603, 201604, 201605)):
        with pytest.raises(ArgumentValueError, match=r"make them periods, dates or text"):
            growth(*months)


def test_messages_of_trees_advise_what_trees_have():
    gap = list(pd.to_datetime(["2017-01-01", "2017-04-01", "2017-10-01"]))
    odd = list(pd.to_datetime(["2017-01-01", "2017-02-02", "2017-03-01"]))
    for periods, advice in ((gap, "make them periods"), (odd, "mend the 1 that is not")):
        tree = SMALL.aggregate(LEVELS, [1, 1], periods=periods)
        with pytest.raises(ArgumentValueError, match=advice) as caught:
            tree.growth(1)
        assert "freq=" not in str(caught.value)
        assert len(str(caught.value)) <= 400
    quarters = pd.DatetimeIndex(gap[:2]).to_period("Q")
    two = SMALL.aggregate([[1.0, 2], [1, 2]], [1, 1], periods=list(quarters))
    assert two.growth(1)["T"][1] == 1


def test_codes_of_trees_in_two_spellings_are_refused():
    composed = "Hà Nội"
    apart = unicodedata.normalize("NFD", composed)
    assert apart != composed
    with pytest.raises(ArgumentValueError, match="in two spellings of Unicode"):
        Hierarchy.from_parents({"T": None, composed: "T", apart: "T"})


def test_columns_of_a_long_table_are_of_the_same_rows():
    values = pd.Series([1.0, 2.0, 3.0])
    turned = pd.Series(["a", "a", "a"], index=[2, 1, 0]), pd.Series([3, 2, 1], index=[2, 1, 0])
    for series, period in (turned, ([0, 0, 0], turned[1]), (turned[0], [1, 2, 3])):
        with pytest.raises(ArgumentValueError, match="must have the same index; got two") as caught:
            h.panel_growth(values, series, period)
        assert len(str(caught.value)) <= 400
    for one in (values.to_numpy(), values.set_axis([2, 1, 0])):
        rates = np.asarray(h.panel_growth(one, turned[0], turned[1]))
        assert same_bits(rates, np.array([-0.5, (2.0 - 3.0) / 3.0, NAN]))
    with pytest.raises(ArgumentValueError, match="`values` and `period`"):
        h.panel_ytd(values, [0, 0, 0], (pd.Series([2018] * 3), turned[1]))


def test_numbers_of_periods_do_not_run_over():
    with pytest.raises(ArgumentValueError, match="must not leave most periods out; got 2 rows"):
        h.panel_growth([1.0, 2.0], [0, 0], [2**63 - 1, -(2**63)])
    with pytest.raises(ArgumentValueError, match="years in `period` of panel_growth"):
        h.panel_growth([1.0, 2.0], [0, 0], ([2**62, 2**60], [1, 2]))
    assert h.panel_growth([1.0, 2.0], [0, 0], [2**61 - 1, 2**61])[1] == 1


def test_long_tables_without_rows():
    for columns in (([], [], []), (np.array([]), [], ([], []))):
        assert h.panel_growth(*columns).shape == (0,)


@pytest.mark.parametrize("library", [pl.DataFrame, pa.table])
def test_years_and_dates_as_whole_numbers_are_no_figures(library):
    x = [1.0, 2.0, 4.0]
    for time in ([2015, 2016, 2018], [2018, 2017, 2016], [2016, 2015, 2017],
                 [201512, 201601, 201602], [20150101, 20150201, 20150301]):  # fmt: skip
        with pytest.raises(ArgumentTypeError, match="look like years or months in column 't'"):
            h.growth(library({"t": time, "v": x}))
    for figures in ([2000, 2000, 2010], [1850, 2010, 2190], [20150199, 20150200, 3], [1, 2, 4]):
        assert h.growth(library({"t": figures, "v": x}))["v"].to_numpy()[2] == 1.0
    rates = h.growth(library({"t": [2015.0, 2016.0, 2018.0], "v": x}))
    assert len(rates["t"]) == 3


def test_years_as_floats_are_not_told_what_is_refused():
    x = pd.Series([1.0, 2.0, 4.0], index=[2015.0, 2016.0, 2017.0])
    with pytest.raises(ArgumentTypeError, match=r"pass \.astype\(int\) of it, and freq='Y'"):
        h.growth(x)
    x.index = x.index.astype(int)
    assert h.growth(x, freq="Y").tolist()[1:] == [1.0, 1.0]
