"""Comparisons with printed tables in one call: percentages, means and contributions, exactly."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from arrays import same_bits
from hypothesis import example, given
from hypothesis import strategies as st

import hanoi_ct
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

NAN = math.nan
MONTHS = [119.8, 115.6, 110.1, 113.8, 115.0, 115.2, 115.9, 119.7, 123.5, 122.2, 116.7, 100.3]

figures = st.one_of(
    st.decimals(-(10**7), 10**7, places=2).map(float),
    st.decimals(-100, 100, places=1).map(float),
    st.integers(-(10**9), 10**9).map(float),
    st.floats(-1e12, 1e12).filter(lambda x: x == 0 or abs(x) > 1e-5),
)


def said(x) -> Fraction:
    """The decimal that a double denotes."""
    return Fraction(Decimal(repr(float(x))))


def rounded(exact: Fraction, places: int) -> float:
    unit = Fraction(10) ** places
    units = math.floor(abs(exact) * unit + Fraction(1, 2))
    return math.copysign(float(units / unit), exact) if units else 0.0


# ---- percentages --------------------------------------------------------------------


@given(figures, figures.filter(lambda x: x > 0), st.integers(0, 3))
def test_percentages_are_rounded_from_the_exact_rate(current, base, decimals):
    exact = 100 * (said(current) - said(base)) / said(base)
    if abs(exact) * 10**decimals < 10**15:
        got = hanoi_ct.printed_growth(current, base, decimals, percent=True)
        assert same_bits(np.asarray(got), np.asarray(rounded(exact, decimals)))
        share = hanoi_ct.printed_share(current, base, decimals, percent=True)
        assert same_bits(
            np.asarray(share), np.asarray(rounded(100 * said(current) / said(base), decimals))
        )


def test_a_percentage_is_what_a_table_prints():
    assert hanoi_ct.printed_growth(107.35, 100, percent=True) == 7.4
    assert 100 * hanoi_ct.printed_growth(107.35, 100) != 7.4  # 7.4000000000000004
    assert hanoi_ct.printed_growth([1.0, NAN], [0.0, 1.0], percent=True).tolist() != [0.0, 0.0]
    out = np.empty(2)
    assert hanoi_ct.printed_growth([110, 120], 100, out=out, percent=True) is out
    assert out.tolist() == [10.0, 20.0]
    with pytest.raises(ArgumentTypeError, match=r"^`percent` of printed_growth must be True or"):
        hanoi_ct.printed_growth(1, 1, percent="yes")


@given(st.integers(1, 10**20), st.integers(1, 10**20), st.integers(0, 4))
def test_integers_of_any_size_are_read_exactly(current, base, decimals):
    exact = Fraction(current - base, base)
    if abs(exact) < 10**10 or max(current, base) > 2**53:
        got = hanoi_ct.printed_growth(
            np.array([current], dtype=object), np.array([base], dtype=object), decimals
        )
        assert got.tolist() == [rounded(exact, decimals + 2)]
    ratio = hanoi_ct.printed_ratio([Decimal(current)], [Decimal(base)], decimals)
    assert ratio.tolist() == [rounded(Fraction(current, base), decimals)]


@pytest.mark.parametrize("dtype", [np.float32, np.float16])
def test_short_floats_are_read_by_their_own_shortest_decimal(dtype):
    # Row 17: what is printed is what is rounded.
    x = np.array([2.675, 1.005, 0.285], dtype=np.float32)
    assert hanoi_ct.round_half_up(x, 2).tolist() == [2.68, 1.01, 0.29]
    short = np.array([1.235, 7.25, 0.15], dtype=dtype)
    as_printed = [float(str(value)) for value in short]
    for places in (0, 1, 2):
        assert same_bits(
            hanoi_ct.round_half_up(short, places), hanoi_ct.round_half_up(as_printed, places)
        )
    assert same_bits(hanoi_ct.printed_growth(short, 1.0), hanoi_ct.printed_growth(as_printed, 1.0))


# ---- means --------------------------------------------------------------------------


@given(st.lists(figures, min_size=1, max_size=14), st.integers(-2, 4))
def test_means_are_rounded_from_the_exact_mean(x, decimals):
    exact = sum(map(said, x)) / len(x)
    assert same_bits(
        np.asarray(hanoi_ct.printed_mean(x, decimals)), np.asarray(rounded(exact, decimals))
    )


@given(st.lists(st.integers(-(2**70), 2**70), min_size=1, max_size=5))
def test_means_of_integers_of_any_size(x):
    array = np.array(x, dtype=object)
    assert hanoi_ct.printed_mean(array, 1) == rounded(Fraction(sum(x), len(x)), 1)


def test_the_mean_of_twelve_months():
    assert hanoi_ct.printed_mean(MONTHS, 1) == 115.7
    assert np.round(np.mean(MONTHS), 1) == 115.6


def test_missing_figures_of_a_mean():
    assert math.isnan(hanoi_ct.printed_mean([1.0, NAN]))
    assert hanoi_ct.printed_mean([1.05, NAN], missing="omit") == 1.1
    assert math.isnan(hanoi_ct.printed_mean([1.0, NAN], missing="omit", min_count=2))
    assert math.isnan(hanoi_ct.printed_mean([]))
    with pytest.raises(ArgumentValueError, match="got NaN at index 1"):
        hanoi_ct.printed_mean([1.0, NAN], missing="raise")
    with pytest.raises(ArgumentValueError, match="must be finite; got inf at index 0"):
        hanoi_ct.printed_mean([math.inf, 1.0])


def test_axes_of_a_mean():
    x = np.array([[2.45, 2.55], [1.0, 2.0], [3.0, 3.1]])
    assert hanoi_ct.printed_mean(x, 1).tolist() == [2.5, 1.5, 3.1]
    assert hanoi_ct.printed_mean(x, [1, 2, 0]).tolist() == [2.5, 1.5, 3.0]
    assert hanoi_ct.printed_mean(x, 1, 0).tolist() == [2.2, 2.6]
    assert hanoi_ct.printed_mean(x, 2, None) == 2.35


# ---- contributions ------------------------------------------------------------------


@given(figures, figures, figures.filter(lambda x: x > 0), st.integers(0, 3))
def test_contributions_are_rounded_from_their_exact_value(part, before, total, decimals):
    exact = (said(part) - said(before)) / said(total)
    got = hanoi_ct.printed_contribution(part, before, total, decimals)
    assert same_bits(np.asarray(got), np.asarray(rounded(exact, decimals + 2)))
    points = hanoi_ct.printed_contribution(part, before, total, decimals, percent=True)
    assert same_bits(np.asarray(points), np.asarray(rounded(100 * exact, decimals)))


def test_contributions_of_what_is_missing_or_has_no_base():
    got = hanoi_ct.printed_contribution([1, NAN, 1, 1], [1, 1, 0, 0], [1, 1, 0, -5])
    np.testing.assert_array_equal(got, [0.0, NAN, NAN, NAN])
    with pytest.raises(ArgumentValueError, match=r"arguments of printed_contribution must have"):
        hanoi_ct.printed_contribution([1, 2], [1, 2, 3], 1)


# ---- labels -------------------------------------------------------------------------


def test_every_container_gives_the_same_mean():
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    arrow, xarray = pytest.importorskip("pyarrow"), pytest.importorskip("xarray")
    exact = [Decimal(str(value)) for value in MONTHS]
    for x in (
        tuple(MONTHS),
        np.array(MONTHS, dtype=np.float32),
        exact,
        pandas.Series(MONTHS),
        pandas.Series(MONTHS, dtype="float32"),
        pandas.Series(MONTHS, dtype="Float64"),
        pandas.Series(exact),
        pandas.Series(exact, dtype=pandas.ArrowDtype(arrow.decimal128(12, 3))),
        polars.Series(MONTHS),
        polars.Series(MONTHS, dtype=polars.Float32),
        polars.Series(exact),
        arrow.array(MONTHS),
        arrow.array(exact),
        arrow.chunked_array([arrow.array(exact[:5]), arrow.array(exact[5:])]),
        xarray.DataArray(MONTHS, dims="t"),
    ):
        assert hanoi_ct.printed_mean(x, 1) == 115.7, type(x)


def test_frames_have_time_down_their_rows():
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    frame = pandas.DataFrame({"a": MONTHS, "b": MONTHS[::-1], "n": range(12)})
    expected = {"a": 115.7, "b": 115.7, "n": 5.5}
    assert hanoi_ct.printed_mean(frame, 1).to_dict() == expected
    assert hanoi_ct.printed_mean(frame, 1, 0).to_dict() == expected
    assert hanoi_ct.printed_mean(frame, 1, 1).iloc[0] == 73.4  # 220.1 / 3
    assert hanoi_ct.printed_mean(polars.from_pandas(frame), 1).to_dicts() == [expected]
    with pytest.raises(ArgumentValueError, match=r"^`axis` of printed_mean must be 0, down the"):
        hanoi_ct.printed_mean(frame, 1, 2)


def test_labels_of_rates_must_be_the_same():
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    now = pandas.Series([107.35, 92.65], index=["mining", "energy"], name="iip")
    before = pandas.Series([100.0, 100.0], index=["mining", "energy"], name="iip")
    got = hanoi_ct.printed_growth(now, before, percent=True)
    pandas.testing.assert_series_equal(
        got, pandas.Series([7.4, -7.4], index=["mining", "energy"], name="iip")
    )
    for other, fault in (
        (before[::-1], "got 'mining' and 'energy' at row 0: reindex"),
        (before[:1], r"got shapes \(2,\) and \(1,\)"),
    ):
        with pytest.raises(ArgumentValueError, match=fault):
            hanoi_ct.printed_growth(now, other)
    with pytest.raises(ArgumentTypeError, match="of pandas and `base` of polars: convert"):
        hanoi_ct.printed_growth(now, polars.Series([1.0, 2.0]))
    with pytest.raises(ArgumentTypeError, match="`out` of printed_growth must be None"):
        hanoi_ct.printed_growth(now, before, out=np.empty(2))
    frame = pandas.DataFrame({"x": [110.0, 121.0], "y": [50.0, 60.0]}, index=["mining", "energy"])
    rows = hanoi_ct.printed_growth(frame, before, percent=True)
    assert rows["x"].tolist() == [10.0, 21.0]
    columns = hanoi_ct.printed_growth(frame, pandas.Series({"x": 100.0, "y": 50.0}), percent=True)
    assert columns.to_numpy().tolist() == [[10.0, 0.0], [21.0, 20.0]]
    with pytest.raises(ArgumentValueError, match="got those of neither"):
        hanoi_ct.printed_growth(frame, pandas.Series({"p": 1.0, "q": 1.0}))
    with pytest.raises(ArgumentValueError, match=r"must fit the shape \(2,\) of `current`"):
        hanoi_ct.printed_growth(now, np.ones((3, 2)))


def test_rates_of_data_arrays_are_matched_by_their_coordinates():
    xarray = pytest.importorskip("xarray")
    x = xarray.DataArray([[110.0, 120.0]], coords={"p": ["hn"], "t": [1, 2]}, dims=("p", "t"))
    base = xarray.DataArray([100.0, 100.0], coords={"t": [1, 2]}, dims="t")
    assert hanoi_ct.printed_growth(x, base, percent=True).values.tolist() == [[10.0, 20.0]]
    with pytest.raises(ArgumentValueError, match="must have the same coordinates"):
        hanoi_ct.printed_growth(x, base.assign_coords(t=[2, 3]))
    attributes = x.assign_attrs(unit="points")
    assert hanoi_ct.round_half_up(attributes, -1).attrs == {"unit": "points"}
    assert hanoi_ct.printed_growth(attributes, base).attrs == {}
    assert hanoi_ct.printed_mean(x, 1, "t").values.tolist() == [115.0]
    with pytest.raises(ArgumentValueError, match="must name one of the dimensions 'p', 't'"):
        hanoi_ct.printed_mean(x, 1)


def test_missing_ones_come_back_as_missing():
    polars, arrow = pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    now = polars.DataFrame({"a": [110.0, None], "b": [105, 95]})
    got = hanoi_ct.printed_growth(now, 100, percent=True)
    assert got.to_dicts() == [{"a": 10.0, "b": 5.0}, {"a": None, "b": -5.0}]
    table = arrow.table({"a": [110.0, None], "b": [105, 95]})
    rates = hanoi_ct.printed_growth(table, 100, percent=True)
    assert rates.to_pylist() == got.to_dicts()
    chunks = arrow.chunked_array([[110.0], [None]])
    assert hanoi_ct.printed_growth(chunks, 100, percent=True).to_pylist() == [10.0, None]
    with pytest.raises(ArgumentTypeError, match="column 'c' in `x` of round_half_up must hold"):
        hanoi_ct.round_half_up(polars.DataFrame({"c": ["1"]}))


# ---- windows and the year to date ---------------------------------------------------


@given(st.lists(st.one_of(figures, st.just(NAN)), min_size=1, max_size=20), st.integers(1, 6))
@example([0.0008205293558683567], 2)  # 19 decimals, and no window that holds figures
def test_moving_means_of_printed_figures(x, window):
    got = hanoi_ct.moving_mean(x, window, decimals=1)
    observed = hanoi_ct.moving_mean(x, window, decimals=1, missing="omit")
    for t in range(len(x)):
        part = x[max(0, t - window + 1) : t + 1]
        seen = [said(value) for value in part if value == value]
        whole = len(part) == window
        mean = rounded(sum(seen) / len(seen), 1) if seen and whole else NAN
        assert same_bits(observed[t : t + 1], np.array([mean]))
        expected = mean if len(seen) == window else NAN
        assert same_bits(got[t : t + 1], np.array([expected]))


def test_means_over_years_and_quarters_of_a_tree():
    from hanoi_ct.hierarchy import Hierarchy

    months = [f"2018-{month:02d}" for month in range(1, 13)]
    index = Hierarchy([-1]).aggregate([MONTHS], [1], periods=months)
    assert index.annual_mean(decimals=1)["0"].tolist() == [115.7]
    assert index.mean_over(12, decimals=1)["0"].tolist() == [115.7]
    assert index.mean_over(3, decimals=1)["0"].tolist() == [115.2, 114.7, 119.7, 113.1]
    assert hanoi_ct.moving_mean(MONTHS, decimals=1)[-1] == 115.7
    out = np.empty(12)
    assert hanoi_ct.moving_mean(MONTHS, 3, decimals=1, out=out) is out
    assert out[2] == 115.2


levels = st.decimals(-20, 1000, places=1).map(float)


def oracle_of_the_year(x, per_year, first, missing, t):
    """The exact rate at t, or None."""
    year = (first - 1 + t) // per_year
    place = (first - 1 + t) % per_year
    if (year - 1) * per_year < first - 1:
        return None  # the year before begins before the data
    at = {}
    for i, value in enumerate(x):
        if value == value:
            at[divmod(first - 1 + i, per_year)] = said(value)
    pairs = [(at.get((year, p)), at.get((year - 1, p))) for p in range(place + 1)]
    there = [pair for pair in pairs if None not in pair]
    if not there or (missing == "propagate" and len(there) < len(pairs)):
        return None
    now, before = (sum(part) for part in zip(*there, strict=True))
    return (now - before) / before if before > 0 else None


@given(
    st.lists(st.one_of(levels, st.just(NAN)), min_size=1, max_size=30),
    st.integers(1, 5),
    st.integers(1, 5),
    st.sampled_from(["propagate", "omit"]),
)
def test_growth_of_the_year_to_date_is_rounded_from_its_exact_value(x, per_year, first, missing):
    first = min(first, per_year)
    options = {"periods_per_year": per_year, "first_period": first, "missing": missing}
    got = hanoi_ct.printed_ytd(x, 1, **options)
    percent = hanoi_ct.printed_ytd(x, 1, percent=True, **options)
    for t in range(len(x)):
        exact = oracle_of_the_year(x, per_year, first, missing, t)
        expected = NAN if exact is None else rounded(exact, 3)
        assert same_bits(got[t : t + 1], np.array([expected])), t
        expected = NAN if exact is None else rounded(100 * exact, 1)
        assert same_bits(percent[t : t + 1], np.array([expected])), t
    fast = hanoi_ct.ytd_growth(x, **options)
    there = ~np.isnan(got) & (np.abs(fast) < 1e6)
    np.testing.assert_allclose(got[there], fast[there], atol=0.00051)
    assert not np.isnan(fast[~np.isnan(got)]).any()


def test_the_year_to_date_on_labels_and_along_axes():
    pandas = pytest.importorskip("pandas")
    index = pandas.period_range("2017-01", periods=24, freq="M")
    x = np.round(np.random.default_rng(3).uniform(90, 130, 24), 1)
    expected = hanoi_ct.printed_ytd(x, percent=True)
    series = pandas.Series(x, index=index)
    for labelled in (series, series.astype("float32"), series.to_timestamp()):
        freq = None if labelled.index is index else "M"
        got = hanoi_ct.printed_ytd(labelled, percent=True, freq=freq)
        assert same_bits(got.to_numpy(), expected)
    both = np.stack([x, x[::-1]])
    assert same_bits(hanoi_ct.printed_ytd(both, percent=True)[0], expected)
    assert same_bits(hanoi_ct.printed_ytd(both.T, percent=True, axis=0)[:, 0], expected)
    assert hanoi_ct.printed_ytd([]).shape == (0,)
    frame = pandas.DataFrame({"a": x, "b": x}, index=index).astype({"a": "float32"})
    moved = hanoi_ct.moving_mean(frame, decimals=1)
    assert same_bits(moved["a"].to_numpy(), moved["b"].to_numpy())


def test_intervals_of_labelled_and_of_short_figures():
    pandas = pytest.importorskip("pandas")
    x = pandas.Series([7.4, 6.5], index=["a", "b"], name="rate")
    for figures in (x, x.astype("float32")):
        low, high = hanoi_ct.printed_interval(figures, 1)
        assert low.to_dict() == {"a": 7.35, "b": 6.45}
        assert high.to_dict() == {"a": 7.45, "b": 6.55}
    low, high = hanoi_ct.printed_interval(np.float32(2.675), 3)
    assert (low, high) == (2.6745, 2.6755)


def test_yearly_means_of_short_floats():
    pandas = pytest.importorskip("pandas")
    index = pandas.period_range("2018-01", periods=12, freq="M")
    for dtype in ("float64", "float32"):
        x = pandas.Series(MONTHS, index=index, dtype=dtype)
        assert hanoi_ct.annual_mean(x, decimals=1).tolist() == [115.7]
        labels = [str(period) for period in index]
        got = hanoi_ct.annual_mean(np.array(MONTHS, dtype=dtype), labels, decimals=1)
        assert got.tolist() == [115.7]


def test_zero_beside_figures_of_many_decimals():
    # 10**19 units of the last place, even none of them, are beyond 64 bits.
    assert hanoi_ct.printed_contribution(0.0, 0.0002174277640557212, 0.01, 0) == -0.02
