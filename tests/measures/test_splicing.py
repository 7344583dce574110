"""splice: an old base and a new one, as arrays and with labels of every kind."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
import xarray as xr
from arrays import same_bits

import hanoi_ct
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

RNG = np.random.default_rng(2020)
NAN = float("nan")
MONTHS = pd.period_range("2014-09", periods=12, freq="M")
DATES = MONTHS.to_timestamp()

# Three series on the old base to the 8th month, on the new one from the 6th.
OLD = pd.DataFrame(RNG.lognormal(4.6, 0.1, (8, 3)), index=MONTHS[:8], columns=["B", "C", "D"])
NEW = pd.DataFrame(RNG.lognormal(4.6, 0.1, (7, 3)), index=MONTHS[5:], columns=["D", "B", "C"])


def spliced_by_hand(old, new):
    """Splice two dictionaries from month to level over the months of both."""
    both = sorted(set(old) & set(new))
    link = sum(new[m] for m in both) / sum(old[m] for m in both)
    return {m: new[m] if m >= min(new) else old[m] * link for m in sorted({*old, *new})}


def test_splice_links_over_what_both_have():
    old = np.array([80.0, 100.0, 120.0, NAN, NAN])
    new = np.array([NAN, 50.0, 70.0, 66.0, NAN])
    link = (60.0) / 110.0
    expected = np.array([80 * link, 50.0, 70.0, 66.0, NAN])
    assert same_bits(hanoi_ct.splice(old, new), expected)
    at_end = hanoi_ct.splice(old, new, 2)
    assert same_bits(at_end, np.array([80 * (70.0 / 120.0), 50.0, 70.0, 66.0, NAN]))
    two = hanoi_ct.splice(np.stack([old, old], 1), np.stack([new, 2 * new], 1), axis=0)
    assert same_bits(two[:, 0], expected)
    assert same_bits(two[:, 1], 2 * expected)


def test_splice_of_series_with_different_periods():
    months = pd.period_range("2014-11", periods=6, freq="M")
    old = pd.Series([80.0, 100.0, 120.0], index=months[:3])
    new = pd.Series([50.0, 70.0, 66.0, 68.0], index=months[2:], name="2015 = 100")
    got = hanoi_ct.splice(old, new)
    link = 50.0 / 120.0
    assert got.index.equals(months)
    assert got.name == "2015 = 100"
    assert got.tolist() == [80 * link, 100 * link, 50.0, 70.0, 66.0, 68.0]
    assert hanoi_ct.splice(old, new, "2015-01").tolist() == got.tolist()
    with pytest.raises(ArgumentValueError, match="no gap; got none for 2014-12"):
        hanoi_ct.splice(old.drop(months[1]), new)


def test_refused_splices():
    with pytest.raises(ArgumentValueError, match="must have a period in common"):
        hanoi_ct.splice([1.0, NAN], [NAN, 1.0])
    with pytest.raises(ArgumentValueError, match=r"one shape; got \(2,\) and \(3,\)$"):
        hanoi_ct.splice([1.0, 2.0], [1.0, 2.0, 3.0])
    with pytest.raises(ArgumentValueError, match="must have no missing value"):
        hanoi_ct.splice([1.0, NAN], [NAN, 1.0], slice(0, 2), missing="raise")


def test_frames_match_columns_by_name():
    got = hanoi_ct.splice(OLD, NEW)
    assert got.columns.tolist() == ["D", "B", "C"]
    assert got.index.equals(MONTHS)
    assert got.index.freq == MONTHS.freq
    for name in got:
        by_hand = spliced_by_hand(OLD[name].to_dict(), NEW[name].to_dict())
        assert got[name].to_dict() == pytest.approx(by_hand, rel=1e-14, abs=0)
        pd.testing.assert_series_equal(got[name], hanoi_ct.splice(OLD[name], NEW[name]))


def test_frames_of_dates_keep_their_frequency_and_zone():
    for zone in (None, "Asia/Ho_Chi_Minh"):
        old, new = (
            frame.set_axis(frame.index.to_timestamp().tz_localize(zone)) for frame in (OLD, NEW)
        )
        got = hanoi_ct.splice(old, new)
        assert got.index.equals(DATES.tz_localize(zone))
        assert got.index.freq == DATES.freq
        assert same_bits(got.to_numpy(), hanoi_ct.splice(OLD, NEW).to_numpy())


def test_columns_on_two_levels():
    levels = pd.MultiIndex.from_product([["Hanoi"], ["B", "C", "D"]], names=["place", "section"])
    old, new = OLD.set_axis(levels, axis=1), NEW[["B", "C", "D"]].set_axis(levels, axis=1)
    got = hanoi_ct.splice(old, new[levels[::-1]])
    assert got.columns.equals(levels[::-1])
    assert same_bits(got["Hanoi"][["B", "C", "D"]].to_numpy(),
                     hanoi_ct.splice(OLD, NEW)[["B", "C", "D"]].to_numpy())  # fmt: skip


def test_data_arrays_match_labels_in_any_order():
    old = xr.DataArray(OLD.set_axis(DATES[:8]), dims=("time", "section"), name="2010 = 100")
    new = xr.DataArray(NEW.set_axis(DATES[5:]), dims=("time", "section"), name="2015 = 100")
    expected = hanoi_ct.splice(OLD, NEW)
    for before in (old, old.transpose()):
        for after in (new, new.transpose()):
            got = hanoi_ct.splice(before, after)
            assert got.dims == after.dims
            assert got.name == "2015 = 100"
            assert got.indexes["time"].equals(DATES)
            assert got.indexes["section"].equals(new.indexes["section"])
            assert same_bits(got.transpose("time", "section").to_numpy(), expected.to_numpy())
            by_name = hanoi_ct.splice(before, after, axis="time")
            assert by_name.identical(got)
    one = hanoi_ct.splice(old.sel(section="C"), new.sel(section="C"), "2015-04")
    assert same_bits(one.to_numpy(), hanoi_ct.splice(OLD["C"], NEW["C"], "2015-04").to_numpy())


def test_polars_series_have_the_same_rows():
    old = pl.Series("old", [80.0, 100.0, 120.0, None])
    got = hanoi_ct.splice(old, pl.Series("2015 = 100", [None, 50.0, 60.0, 66.0]))
    assert isinstance(got, pl.Series)
    assert got.name == "2015 = 100"
    assert got.to_list() == [40.0, 50.0, 60.0, 66.0]
    assert hanoi_ct.splice(old, pl.Series([None, 50.0, 90.0, None]), 2).to_list() == [
        60.0, 50.0, 90.0, None,
    ]  # fmt: skip


def test_a_period_that_neither_has_is_a_gap():
    old = OLD.drop(MONTHS[2])
    with pytest.raises(ArgumentValueError) as caught:
        hanoi_ct.splice(old, NEW)
    assert str(caught.value) == (
        "the index of `old` and `new` of splice must have no gap; got none for 2014-11: reindex, "
        "or pass gaps='missing' to take what is not there as missing"
    )
    got = hanoi_ct.splice(old, NEW, gaps="missing")
    pd.testing.assert_frame_equal(got, hanoi_ct.splice(OLD, NEW).drop(MONTHS[2]))
    # What one of them lacks is there in the other: no gap.
    assert hanoi_ct.splice(OLD, NEW.drop(MONTHS[6])).index.equals(MONTHS)
    mask = MONTHS.drop(MONTHS[2]) == MONTHS[5]
    assert same_bits(hanoi_ct.splice(old, NEW, mask, gaps="missing").to_numpy(),
                     hanoi_ct.splice(old, NEW, "2015-02", gaps="missing").to_numpy())  # fmt: skip


def test_whole_numbers_and_nullable_columns():
    old = pd.DataFrame({"a": pd.array([80, None, 120], dtype="Int64"), "b": [1, 2, 4]}, MONTHS[:3])
    new = pd.DataFrame({"a": [60, 66], "b": pd.array([2, None], dtype="Float64")}, MONTHS[2:4])
    got = hanoi_ct.splice(old, new)
    expected = pd.DataFrame({"a": [40, NAN, 60, 66], "b": [0.5, 1, 2, NAN]}, MONTHS[:4])
    pd.testing.assert_frame_equal(got, expected)


def array(values, dim="time", index=DATES[:2]):
    return xr.DataArray(values, {dim: index}, [dim])


TWICE = OLD.set_axis(["B", "B", "D"], axis=1)
YEARS = pd.DataFrame(1.0, pd.period_range("2014", periods=2, freq="Y"), ["B", "C", "D"])


@pytest.mark.parametrize(
    ("old", "new", "error", "message"),
    [
        (OLD, NEW["B"], ArgumentTypeError,
         "`old` and `new` of splice must be of one kind (two arrays, pandas Series or DataFrames, "
         "xarray DataArrays, polars or Arrow objects); got a pandas DataFrame and a pandas Series"),
        ([1.0], NEW["B"], ArgumentTypeError,
         "`old` and `new` of splice must be of one kind (two arrays, pandas Series or DataFrames, "
         "xarray DataArrays, polars or Arrow objects); got a list and a pandas Series"),
        (pl.Series([1.0]), NEW["B"], ArgumentTypeError,
         "`old` and `new` of splice must be of one kind (two arrays, pandas Series or DataFrames, "
         "xarray DataArrays, polars or Arrow objects); got a polars Series and a pandas Series"),
        (OLD[["B", "C"]], NEW, ArgumentValueError,
         "each column of splice must be in `old` and in `new`; got 'D' in `new` only"),
        (OLD, NEW[["B", "C"]], ArgumentValueError,
         "each column of splice must be in `old` and in `new`; got 'D' in `old` only"),
        (TWICE, NEW, ArgumentValueError,
         "each column of `old` of splice must be there once; got 'B' twice"),
        (OLD[::-1], NEW, ArgumentValueError,
         "the index of `old` of splice must rise from month to month; got 2015-03 after 2015-04 at "
         "row 1: sort it first"),
        (OLD, NEW.iloc[[0, 0]], ArgumentValueError,
         "the index of `new` of splice must name each month once; got 2015-02 twice, at rows 0 "
         "and 1: drop one or put them together first"),
        (YEARS, NEW, ArgumentTypeError,
         "the indexes of `old` and `new` of splice must be of one kind; got period[Y-DEC] and "
         "period[M]"),
        (OLD, NEW.set_axis(DATES[5:]), ArgumentTypeError,
         "the indexes of `old` and `new` of splice must be of one kind; got period[M] and "
         f"{DATES.dtype}"),
        (OLD.reset_index(drop=True), NEW, ArgumentTypeError,
         "`old` of splice must have a time index (pandas PeriodIndex or DatetimeIndex); got a "
         "RangeIndex: set one, as with pandas.period_range, or pass .to_numpy() for consecutive "
         "periods"),
        (OLD.astype("string"), NEW, ArgumentTypeError,
         "column 'B' in `old` of splice must hold real numbers; got dtype string: convert text "
         "to numbers first, with a point for the decimals"),
        (pl.Series([1.0]), pl.Series([1.0, 2.0]), ArgumentValueError,
         "`old` and `new` of splice must have the same rows, being polars Series without dates; "
         "got 1 and 2"),
        (array([1.0, 2.0]), array([1.0, 2.0], "date"), ArgumentValueError,
         "`old` and `new` of splice must have the same dimensions; got time and date"),
        (array([1.0, 2.0], index=[1, 2]), array([1.0, 2.0]), ArgumentTypeError,
         "`old` of splice must have a time index (pandas PeriodIndex or DatetimeIndex); got a "
         "Index: set one, as with pandas.period_range, or pass .to_numpy() for consecutive "
         "periods"),
        (xr.DataArray(OLD.set_axis(DATES[:8]), dims=("time", "section")),
         xr.DataArray(NEW[["B", "C"]].set_axis(DATES[5:]), dims=("time", "section")),
         ArgumentValueError,
         "each label of dimension 'section' of splice must be in `old` and in `new`; got 'D' in "
         "`old` only"),
    ],
)  # fmt: skip
def test_labels_that_do_not_meet_are_refused(old, new, error, message):
    with pytest.raises(error) as caught:
        hanoi_ct.splice(old, new)
    assert str(caught.value) == message


def test_refused_overlaps_of_labelled_data():
    with pytest.raises(ArgumentValueError) as caught:
        hanoi_ct.splice(OLD, NEW, "the overlap")
    assert str(caught.value) == (
        "`overlap` of splice must be a year, a period, a date, a slice of these or a mask; got "
        "'the overlap'"
    )
    with pytest.raises(ArgumentValueError, match=r"^a mask as `overlap` of splice must"):
        hanoi_ct.splice(OLD, NEW, [True])
    with pytest.raises(ArgumentValueError, match=r"^`gaps` of splice must be one of 'raise', 'mis"):
        hanoi_ct.splice(OLD, NEW, gaps="fill")


def test_quarters_are_not_spliced_with_months():
    pd = pytest.importorskip("pandas")
    old = pd.Series([5.0, 10.0, 20.0], pd.to_datetime(["2016-07-01", "2016-10-01", "2017-01-01"]))
    new = pd.Series([5.0, 6.0, 7.0], pd.to_datetime(["2016-11-01", "2016-12-01", "2017-01-01"]))
    with pytest.raises(
        ArgumentValueError,
        match=r"^the indexes of `old` and `new` of splice must have periods of one length; got "
        r"months and quarters$",
    ):
        hanoi_ct.splice(old, new)


@pytest.mark.parametrize("name", ["old", "new"])
def test_a_missing_value_of_the_overlap_is_said_of_its_argument(name):
    series = {"old": np.array([1.0, 2.0, 3.0]), "new": np.array([2.0, 4.0, 6.0])}
    series[name][1] = np.nan
    with pytest.raises(ArgumentValueError, match=rf"^`{name}` of splice must have no missing"):
        hanoi_ct.splice(**series, overlap=slice(0, 2), missing="raise")
