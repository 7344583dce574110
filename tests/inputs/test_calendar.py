"""The calendar: units said and concluded, years, places, and what is refused."""

import datetime

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoi_ct._inputs.calendar import calendar_of, checked
from hanoi_ct._inputs.units import unit_of_freq
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError, HanoiCTError

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")


def read(labels, **options):
    return calendar_of(labels, "`periods`", "growth", **options)


days = st.dates(datetime.date(1950, 1, 1), datetime.date(2090, 12, 31))


# ---- units that are said ----------------------------------------------------------------


@given(
    st.lists(days, min_size=1, max_size=20),
    st.sampled_from(
        ["M", "Q", "Y", "D", *(f"{u}-{m}" for u in "QY" for m in MONTHS), "W",
         *(f"W-{d}" for d in WEEKDAYS)]
    ),
)  # fmt: skip
def test_a_unit_that_is_said_means_what_pandas_means(dates, freq):
    calendar = read(dates, freq=freq)
    periods = pd.PeriodIndex(pd.DatetimeIndex(pd.to_datetime(dates)), freq=freq)
    assert np.array_equal(np.diff(calendar.numbers), np.diff(periods.asi8))
    if freq[0] in "QY":
        assert (
            calendar.year.tolist()
            == (periods.qyear if freq[0] == "Q" else periods.asfreq("Y-DEC").year).tolist()
        )
    if freq[0] == "Q":
        assert (calendar.place + 1).tolist() == periods.quarter.tolist()
    # The same periods, given as such, are the same calendar.
    again = read(periods)
    assert again.numbers.tolist() == calendar.numbers.tolist()
    assert again.year is None or again.year.tolist() == calendar.year.tolist()
    assert [calendar.written(n) for n in calendar.numbers.tolist()] == [str(p) for p in periods]


@pytest.mark.parametrize(
    ("alias", "period"),
    [("MS", "M"), ("ME", "M"), ("BMS", "M"), ("BME", "M"), ("QS-OCT", "Q-SEP"), ("QE-MAR", "Q-MAR"),
     ("YS-APR", "Y-MAR"), ("YE-JUN", "Y-JUN"), ("QS", "Q"), ("YS", "Y"), ("BQS-OCT", "Q-SEP")],
)  # fmt: skip
def test_aliases_of_dates_mean_the_periods_that_pandas_makes_of_them(alias, period):
    assert unit_of_freq(alias, "growth")[:3] == unit_of_freq(period, "growth")[:3]
    dates = pd.date_range("2014-01-01", periods=5, freq=alias)
    made = dates.to_period(period)
    calendar = read(dates, freq=alias)
    assert np.array_equal(np.diff(calendar.numbers), np.diff(made.asi8))
    if period[0] == "Q":
        assert calendar.year.tolist() == made.qyear.tolist()


@given(st.lists(days, min_size=1, max_size=20), st.integers(1, 12))
def test_a_statistical_year_is_named_for_the_year_in_which_it_ends(dates, start):
    end = MONTHS[start - 2]  # the month before
    index = pd.DatetimeIndex(pd.to_datetime(dates))
    year = pd.PeriodIndex(index, freq=f"Y-{end}").asfreq("M", how="end").year.tolist()
    months = read(dates, freq="M", year_start=start)
    assert months.year.tolist() == year
    assert months.place.tolist() == [(date.month - start) % 12 for date in dates]
    for freq, length in (("Q", 3), ("6M", 6), ("2M", 2), ("4M", 4)):
        parts = read(dates, freq=freq, year_start=start)
        assert parts.year.tolist() == year
        assert parts.place.tolist() == [(date.month - start) % 12 // length for date in dates]


@given(st.lists(days, min_size=1, max_size=20))
def test_weeks_are_those_of_iso_8601(dates):
    calendar = read(dates, freq="W")
    iso = [date.isocalendar() for date in dates]
    assert calendar.year.tolist() == [i.year for i in iso]
    assert (calendar.place + 1).tolist() == [i.week for i in iso]


@given(st.lists(days, min_size=1, max_size=20), st.sampled_from(WEEKDAYS))
def test_a_week_of_any_weekday_is_of_the_year_of_its_thursday(dates, end):
    calendar = read(dates, freq=f"W-{end}")
    for n, year, place in zip(calendar.numbers, calendar.year, calendar.place, strict=True):
        first = datetime.date.fromisoformat(calendar.written(int(n)).split("/")[0])
        week = [first + datetime.timedelta(days=i) for i in range(7)]
        thursday = next(day for day in week if day.weekday() == 3)
        assert week[-1].weekday() == WEEKDAYS.index(end)
        assert year == thursday.year
        assert place == (thursday.timetuple().tm_yday - 1) // 7


@given(st.lists(days, min_size=1, max_size=30, unique=True), st.integers(1, 12))
def test_the_same_date_of_the_year_before(dates, start):
    dates = sorted(dates)
    calendar = read(dates, freq="D", year_start=start)
    rows = calendar.year_before()
    for date, row in zip(dates, rows, strict=True):
        try:
            before = date.replace(year=date.year - 1)
        except ValueError:  # 29 February
            before = None
        assert row == (dates.index(before) if before in dates else -1)


# ---- units that are concluded -----------------------------------------------------------

RANGES = {
    "YS": "Y", "YE": "Y", "6MS": "6M", "QS": "Q", "QE": "Q", "MS": "M", "ME": "M", "BMS": "M",
    "BME": "M", "W-MON": "W", "W-SUN": "W", "W-THU": "W", "D": "D",
}  # fmt: skip


@pytest.mark.parametrize("freq", RANGES)
@given(st.integers(3, 40), st.integers(0, 11))
def test_all_dates_fit_the_coarsest_unit_without_gaps(freq, n, shift):
    begin = pd.Timestamp("2015-01-01") + pd.DateOffset(months=shift if freq[-2:] != "MS" else 0)
    dates = pd.date_range(begin, periods=n, freq=freq)
    calendar = read(dates)
    said = read(dates, freq=RANGES[freq])
    assert calendar.unit[:2] == said.unit[:2]
    assert np.array_equal(np.diff(calendar.numbers), np.diff(said.numbers))
    assert (np.diff(calendar.numbers) == 1).all()


@pytest.mark.parametrize("freq", ["MS", "ME", "QS", "W-MON", "D"])
@given(st.integers(8, 40), st.data())
def test_one_odd_date_is_named(freq, n, data):
    dates = pd.date_range("2016-03-01", periods=n, freq=freq)
    row = data.draw(st.integers(1, n - 2))
    moved = dates.to_numpy().copy()
    moved[row] += (
        np.timedelta64(12, "h") if freq == "D" else np.timedelta64(-1 if freq == "ME" else 1, "D")
    )
    with pytest.raises(HanoiCTError) as caught:
        read(moved)
    message = str(caught.value)
    if freq != "D":
        date = str(moved[row].astype("datetime64[D]"))
        assert f"got {date} at row {row}, where {n - 1} of {n} dates are" in message
        assert message.endswith(
            f"or pass freq={'W' if freq[0] == 'W' else 'M'!r} to let any day stand for its "
            f"{'week' if freq[0] == 'W' else 'month'}"
        ) == (freq[0] != "Q")


@given(st.sampled_from(["YS", "QE", "MS", "W-WED", "D"]), st.integers(4, 30), st.data())
def test_dates_that_leave_periods_out_ask_for_their_unit(freq, n, data):
    dates = pd.date_range("2016-01-01", periods=n, freq=freq)
    gone = data.draw(st.integers(1, n - 2))
    left = dates.delete(gone)
    whole = read(left, freq={"Y": "Y", "Q": "Q", "M": "M", "W": "W", "D": "D"}[freq[0]])
    if (np.diff(whole.numbers) == 1).all():  # at an end: nothing is left out
        assert read(left).numbers.tolist() == whole.numbers.tolist()
        return
    with pytest.raises(ArgumentValueError, match=r"^`freq` of growth must be said for dates that"):
        read(left)


@pytest.mark.parametrize("n", [1, 2])
def test_fewer_than_three_dates_ask_for_their_unit(n):
    dates = pd.date_range("2018-01-01", periods=n, freq="MS")
    with pytest.raises(ArgumentValueError, match=r"`freq` of growth must be said for fewer than"):
        read(dates)
    assert read(dates, freq="M").numbers.tolist() == read(dates.to_period("M")).numbers.tolist()
    with pytest.raises(ArgumentValueError, match=r"`freq` of growth must be said with gaps='miss"):
        read(pd.date_range("2018-01-01", periods=9, freq="MS"), gaps="missing")


def test_quarters_from_february_have_lags_but_no_years():
    dates = pd.to_datetime(["2018-02-01", "2018-05-01", "2018-08-01", "2018-11-01"])
    calendar = read(dates)
    assert (calendar.unit.name, calendar.per_year, calendar.place) == ("quarter", 4, None)
    assert read(dates, year_start=2).place.tolist() == [0, 1, 2, 3]
    assert read(dates, year_start=5).place.tolist() == [3, 0, 1, 2]
    assert read(dates, freq="Q").place.tolist() == [0, 1, 2, 3]
    with pytest.raises(ArgumentValueError, match=r"^`year_start` of growth must be a month in whi"):
        read(dates, year_start=1)


# ---- the same labels in every container -------------------------------------------------


def containers(dates):
    """The same dates, in whatever may hold them."""
    index = pd.DatetimeIndex(dates)
    python = [d.date() for d in index]
    return {
        "index with freq": dates,
        "index": pd.DatetimeIndex(list(index)),
        "seconds": index.astype("datetime64[s]"),
        "zone": index.tz_localize("Asia/Ho_Chi_Minh"),
        "objects": pd.Index(python, dtype=object),
        "timestamps": pd.Index(list(index), dtype=object),
        "arrow": pd.Index(pd.array(index, dtype=pd.ArrowDtype(pa.timestamp("us")))),
        "arrow dates": pd.Index(pd.array(python, dtype=pd.ArrowDtype(pa.date32()))),
        "text": pd.Index([str(d) for d in python]),
        "text of times": [str(d) for d in index],
        "categories": pd.Index([str(d) for d in python], dtype="category"),
        "python": python,
        "numpy": index.to_numpy(),
        "numpy days": index.to_numpy().astype("datetime64[D]"),
        "polars": pl.Series(python),
        "polars times": pl.Series(index.to_numpy()),
        "polars text": pl.Series([str(d) for d in python]),
        "arrow array": pa.array(python),
        "arrow chunks": pa.chunked_array([python[:1], python[1:]]),
        "arrow dictionary": pa.array([str(d) for d in python]).dictionary_encode(),
    }


@pytest.mark.parametrize("freq", ["MS", "ME", "QE", "YS", "W-MON", "W-FRI", "D", "BMS", "6ME"])
def test_the_same_dates_are_the_same_in_every_container(freq):
    dates = pd.date_range("2017-01-01", periods=9, freq=freq)
    expected = read(pd.DatetimeIndex(dates.to_numpy()))
    for name, labels in containers(dates).items():
        got = read(labels)
        assert got.unit == expected.unit, name
        assert got.numbers.tolist() == expected.numbers.tolist(), name
        assert got.told == expected.told, name
        assert (got.place is None) == (expected.place is None), name
        if got.place is not None:
            assert got.place.tolist() == expected.place.tolist(), name


@pytest.mark.parametrize(
    ("text", "period"),
    [("2018-08", "2018-08"), ("2018M08", "2018-08"), ("2018Q3", "2018Q3"), ("2018-Q3", "2018Q3"),
     ("2018", "2018")],
)  # fmt: skip
def test_text_says_its_unit(text, period):
    said = read([text])
    assert said.numbers.tolist() == read([pd.Period(period)]).numbers.tolist()
    assert said.written(int(said.numbers[0])) == period
    assert said.told


def test_half_years_and_weeks_as_text():
    assert read(["2018H1", "2018H2", "2019H1"]).place.tolist() == [0, 1, 0]
    assert (
        read(["2018-S1", "2018-S2"]).numbers.tolist()
        == read(["2018-06-30", "2018-12-31"], freq="6M").numbers.tolist()
    )
    weeks = read(["2020-W53", "2021-W01"])
    assert weeks.place.tolist() == [52, 0]
    assert weeks.year.tolist() == [2020, 2021]
    assert read(["2018-12-31/2019-01-06"]).year.tolist() == [2019]
    assert read(["2019-W53"]) is None  # 2019 has 52


def test_months_as_text_may_stand_for_longer_periods_and_not_for_shorter_ones():
    quarters = read(["2018-01", "2018-04", "2018-07"], freq="Q")
    assert quarters.place.tolist() == [0, 1, 2]
    with pytest.raises(ArgumentValueError, match=r"which has months \('M'\); got 'D'"):
        read(["2018-01", "2018-02"], freq="D")
    with pytest.raises(ArgumentValueError, match=r"which has years \('Y'\); got 'M'"):
        read(["2018", "2019"], freq="M")
    with pytest.raises(ArgumentValueError, match=r"which has months \('M'\); got 'Q'"):
        read(pd.period_range("2018-01", periods=3, freq="M"), freq="Q")
    with pytest.raises(ArgumentValueError, match=r"which has quarters \('Q-MAR'\); got 'Q-JUN'"):
        read(pd.period_range("2018Q1", periods=3, freq="Q-MAR"), freq="Q-JUN")
    with pytest.raises(ArgumentValueError, match=r"^`year_start` of growth must agree with"):
        read(pd.period_range("2018Q1", periods=3, freq="Q-MAR"), year_start=7)
    fiscal = read(pd.period_range("2018Q1", periods=3, freq="Q"), year_start=4)
    assert fiscal.place.tolist() == [3, 0, 1]


# ---- whole numbers ----------------------------------------------------------------------

KINDS = {
    "list": list,
    "numpy": np.array,
    "int32": lambda v: np.array(v, dtype=np.int32),
    "pandas": pd.Index,
    "nullable": lambda v: pd.Series(v, dtype="Int64"),
    "polars": pl.Series,
    "arrow": pa.array,
    "objects": lambda v: np.array(v, dtype=object),
}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_months_as_whole_numbers_are_refused_or_read(kind):
    labels = kind([201811, 201812, 201901])
    with pytest.raises(ArgumentValueError, match=r"got 201811: pass freq='M' to read them as YYYY"):
        read(labels)
    assert read(labels, freq="M").place.tolist() == [10, 11, 0]
    assert (np.diff(read(labels, freq="M").numbers) == 1).all()
    assert read(kind([2017, 2018])) is None  # plain numbers of periods
    assert read(kind([2017, 2018]), freq="Y").year.tolist() == [2017, 2018]
    assert read(kind([201811, 201813])) is None
    with pytest.raises(ArgumentValueError, match=r"under freq='M'; got 201813 at row 1$"):
        read(kind([201811, 201813]), freq="M")
    with pytest.raises(ArgumentValueError, match=r"under freq='Y'; got 201811 at row 0$"):
        read(labels, freq="Y")
    with pytest.raises(ArgumentValueError, match=r"got whole numbers, which freq='M' reads"):
        read(labels, freq="W")


# ---- refusals ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "labels",
    [
        ["2018-01", "2018Q2"],
        ["2018", "2018-02"],
        ["2018-01-01", "2018-02"],
        ["2018-01", "January"],
        [datetime.date(2018, 1, 1), "2018-02"],
        [pd.Period("2018-01"), pd.Period("2018Q2")],
        [2018, "2019"],
        ["2018-01", None],
        pd.Index([datetime.date(2018, 1, 1), pd.NaT, datetime.date(2018, 3, 1)], dtype=object),
        pl.Series(["2018-01", None]),
        pa.array([datetime.date(2018, 1, 1), None]),
        pd.DatetimeIndex(["2018-01-01", None, "2018-03-01"]),
    ],
    ids=str,
)
def test_labels_of_several_kinds_or_none_are_named_by_row(labels):
    with pytest.raises((ArgumentTypeError, ArgumentValueError), match=r"row 1"):
        read(labels)


@pytest.mark.parametrize("labels", [["food", "energy"], [1.5, 2.5], [True, False], [("a", 1)]])
def test_names_are_no_time(labels):
    assert read(labels) is None


@pytest.mark.parametrize("freq", ["", "H", "B", "m", "0M", "-1M", "M-JAN", "Q-XYZ", "W-JAN", "1.5M",
                                  "year", 12, None.__class__, b"M"])  # fmt: skip
def test_other_words_for_a_unit_are_refused(freq):
    with pytest.raises((ArgumentTypeError, ArgumentValueError), match=r"^`freq` of growth must be"):
        read(["2018-01"], freq=freq)


@pytest.mark.parametrize("start", [0, 13, "4", 4.0, True])
def test_other_starts_of_a_year_are_refused(start):
    with pytest.raises((ArgumentTypeError, ArgumentValueError), match=r"^`year_start` of growth"):
        read(["2018-01"], year_start=start)


# ---- questions to a calendar ------------------------------------------------------------


def test_lags_and_years_by_row():
    calendar = read(["2017-01", "2017-03", "2018-01", "2018-03"])
    assert calendar.before(12).tolist() == [-1, -1, 0, 1]
    assert calendar.before(2).tolist() == [-1, 0, -1, 2]
    whole = read([f"{y}Q{q}" for y in (2017, 2018) for q in (1, 2, 3, 4)][:7])
    assert [(y, r.tolist(), w) for y, r, w in whole.years()] == [
        (2017, [0, 1, 2, 3], True),
        (2018, [4, 5, 6], False),
    ]
    weeks = read(pd.period_range("2019-12-30", "2021-01-10", freq="W"))
    assert [(y, len(r), w) for y, r, w in weeks.years()] == [(2020, 53, True), (2021, 1, False)]
    days = read(pd.period_range("2019-04-01", "2021-03-31", freq="D"), year_start=4)
    assert [(y, len(r), w) for y, r, w in days.years()] == [(2020, 366, True), (2021, 365, True)]


def test_spans():
    calendar = read(pd.period_range("2017-01", periods=15, freq="M"))
    assert calendar.span(2017, "base", "rebase") == slice(0, 12)
    assert calendar.span("2017Q2", "base", "rebase") == slice(3, 6)
    assert calendar.span(("2017-02", "2018-01"), "base", "rebase") == slice(1, 13)
    assert calendar.span(datetime.date(2017, 5, 9), "base", "rebase") == slice(4, 5)
    assert calendar.span(2018, "base", "rebase", partial=True) == slice(12, 15)
    for label, message in (
        (2018, r"must be complete; got 2018 without 2018-04 \(the first of 9\): partial=True"),
        (2030, r"must be one of the periods, 2017-01 to 2018-03; got 2030$"),
        ("food", "must be a year, a period, a date or a pair of these; got 'food'"),
        (("2018-01", "2017-01"), "must end no earlier than it begins"),
    ):
        with pytest.raises(ArgumentValueError, match=message):
            calendar.span(label, "base", "rebase")
    fiscal = read(pd.period_range("2017-04", periods=12, freq="M"), year_start=4)
    assert fiscal.span(2018, "base", "rebase") == slice(0, 12)
    weeks = read(pd.period_range("2019-12-30", periods=54, freq="W"))
    assert weeks.span(2020, "base", "rebase") == slice(0, 53)
    annual = read(pd.period_range("2015", periods=3, freq="Y-MAR"))
    assert annual.span("2016", "base", "rebase") == slice(1, 2)


def test_an_index_read_again_is_read_as_said_then():
    from hanoi_ct._inputs.time_index import time_index

    index = pd.date_range("2015-01-01", periods=6, freq="QS")
    other = pd.date_range("2015-01-01", periods=6, freq="MS")
    said = {"freq": None, "year_start": None, "gaps": "raise"}
    for _ in range(2):
        assert time_index(index, "x", "growth", **said).unit.name == "quarter"
        assert time_index(index, "x", "growth", **{**said, "freq": "M"}).unit.name == "month"
        assert time_index(index, "x", "growth", **{**said, "year_start": 4}).place[0] == 3
        assert time_index(other, "x", "growth", **said).unit.name == "month"
        time_index(index, "x", "growth", **{**said, "year_start": 1})
        for wrong in ({"year_start": True}, {"freq": np.array(["M"])}, {"gaps": "missing"}):
            with pytest.raises((ArgumentTypeError, ArgumentValueError)):
                time_index(index, "x", "growth", **{**said, **wrong})


def test_order_repeats_and_gaps():
    for labels, rule in (
        (
            ["2018Q2", "2018Q1"],
            "must rise from quarter to quarter; got 2018Q1 after 2018Q2 at row 1",
        ),
        (["2018Q1", "2018Q1"], "must name each quarter once; got 2018Q1 twice, at rows 0 and 1"),
        (["2018Q1", "2018Q3"], "must have no gap; got none for 2018Q2: reindex"),
    ):
        with pytest.raises(ArgumentValueError) as caught:
            checked(read(labels), "never", "`periods`", "growth")
        assert rule in str(caught.value)
    checked(read(["2018Q1", "2018Q3"]), "missing", "`periods`", "growth")
