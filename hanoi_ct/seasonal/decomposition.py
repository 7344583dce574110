"""Decompositions of one series without a calendar: moving averages, and LOESS."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.tabular import is_tabular, take, together
from hanoi_ct._inputs.validate import choice, flag, float64_array, integer, shown
from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentValueError

__all__ = ["Decomposition", "decompose"]

_FUNCTION = "decompose"


class Decomposition(NamedTuple):
    """Season, trend and what is left, in the form of the series that was decomposed."""

    seasonal: Any
    trend: Any
    remainder: Any


def decompose(
    x: ArrayLike | Any,
    period: int,
    method: Literal["classical", "stl"] = "classical",
    *,
    model: Literal["additive", "multiplicative"] = "additive",
    seasonal_window: int | Literal["periodic"] = "periodic",
    robust: bool = False,
) -> Decomposition:
    """Season, trend and remainder of a series, with no calendar, Tết or ARIMA model.

    "classical": the trend is the centred moving average over a year, the season the mean of
    what is left in each place of the year, made to cancel over a year. "stl": both by LOESS
    in turn. For monthly figures with Tết see `seasonal_adjust`.

    Parameters
    ----------
    x : array_like of real numbers, shape (n,), or a column of pandas, polars, Arrow or xarray
        Two years at least; under "stl" nothing may be missing.
    period : int
        Values of a year, at least 2.
    method : {"classical", "stl"}, default "classical"
        As above.
    model : {"additive", "multiplicative"}, default "additive"
        x = trend + seasonal + remainder, or their product, of positive figures. "stl" is
        additive: pass logarithms for a product.
    seasonal_window : odd int of 7 or more, or "periodic"
        Of "stl": years over which the season is smoothed; "periodic" keeps it the same.
    robust : bool, default False
        Of "stl": give less weight to what fits badly.

    Returns
    -------
    Decomposition
        `seasonal`, `trend` and `remainder`, each of shape (n,) or of the kind of `x`. The trend
        of "classical" is NaN in the first and last half year.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        No real numbers, more than one dimension, less than two years, figures that are not
        positive under "multiplicative", an option of the other method.
    MissingDependencyError
        "stl" without statsmodels.

    Notes
    -----
    As `decompose` and `stl` of R, with the same windows and jumps of the LOESS.

    References
    ----------
    Kendall and Stuart (1983), *The Advanced Theory of Statistics*, volume 3, pages 410 to 414.
    Cleveland, Cleveland, McRae and Terpenning (1990), "STL: A Seasonal-Trend Decomposition
    Procedure Based on Loess", *Journal of Official Statistics* 6.

    Examples
    --------
    >>> parts = decompose([1.0, 3, 2, 4, 3, 5, 4, 6], 2)
    >>> parts.seasonal.tolist()
    [-0.75, 0.75, -0.75, 0.75, -0.75, 0.75, -0.75, 0.75]
    """
    if is_tabular(x):
        table = take(x, "x", _FUNCTION)
        options: dict[str, Any] = {
            "model": model,
            "seasonal_window": seasonal_window,
            "robust": robust,
        }
        found = decompose(table.values, period, method, **options)
        return Decomposition(*(together(part, table) for part in found))
    values = float64_array(x, "x", _FUNCTION, min_ndim=1)
    loess = choice(method, {"classical": 0, "stl": 1}, "method", _FUNCTION) == 1
    product = choice(model, {"additive": 0, "multiplicative": 1}, "model", _FUNCTION) == 1
    length = integer(period, "period", _FUNCTION, low=2)
    robustly = flag(robust, "robust", _FUNCTION)
    if values.ndim > 1 or len(values) < 2 * length:
        raise ArgumentValueError(
            f"`x` of {_FUNCTION} must be one series of two years, {2 * length} values; got shape "
            f"{values.shape}"
        )
    if product and (loess or not (values > 0.0).all()):
        raise ArgumentValueError(
            f"`model` of {_FUNCTION} must be 'additive' under method='stl' and for figures that "
            "are not all positive; got 'multiplicative': pass logarithms"
        )
    if loess:
        return _stl(values, length, seasonal_window, robustly)
    if robustly or seasonal_window != "periodic":
        raise ArgumentValueError(
            f"`seasonal_window` and `robust` of {_FUNCTION} must be left out under "
            f"method='classical'; got {shown(seasonal_window)} and {robustly}"
        )
    return _classical(values, length, product)


def _classical(x: Floats, period: int, product: bool) -> Decomposition:
    weights = np.ones(period) if period % 2 else np.r_[0.5, np.ones(period - 1), 0.5]
    trend = np.full(len(x), np.nan)
    half = len(weights) // 2
    trend[half : len(x) - half] = np.convolve(x, weights / period, "valid")
    rest = x / trend if product else x - trend
    figure = np.array([np.nanmean(rest[place::period]) for place in range(period)])
    figure = figure / figure.mean() if product else figure - figure.mean()
    seasonal = np.resize(figure, len(x))
    remainder = x / (trend * seasonal) if product else x - trend - seasonal
    return Decomposition(seasonal, trend, remainder)


def _stl(x: Floats, period: int, window: Any, robust: bool) -> Decomposition:
    models: Any = require("statsmodels.tsa.seasonal", "decompose(method='stl')")
    if not np.isfinite(x).all():
        raise ArgumentValueError(
            f"`x` of {_FUNCTION} must be given and finite under method='stl'; got "
            f"{x[~np.isfinite(x)][0]}: fill it, or use method='classical'"
        )
    periodic = window == "periodic"
    years = 10 * len(x) + 1 if periodic else integer(window, "seasonal_window", _FUNCTION, low=7)
    if years % 2 == 0:
        raise ArgumentValueError(
            f"`seasonal_window` of {_FUNCTION} must be odd, or 'periodic'; got {years}"
        )
    long = _next_odd(1.5 * period / (1.0 - 1.5 / years))
    low = _next_odd(period)
    if low == period:  # the filter of the season must be longer than a year
        low += 2
    fit = models.STL(
        x,
        period=period,
        seasonal=years,
        trend=long,
        low_pass=low,
        seasonal_deg=0 if periodic else 1,
        robust=robust,
        seasonal_jump=int(np.ceil(years / 10)),
        trend_jump=int(np.ceil(long / 10)),
        low_pass_jump=int(np.ceil(low / 10)),
    ).fit(inner_iter=1 if robust else 2, outer_iter=15 if robust else 0)
    seasonal, trend = np.asarray(fit.seasonal), np.asarray(fit.trend)
    if periodic:
        figure = np.array([seasonal[place::period].mean() for place in range(period)])
        seasonal = np.resize(figure, len(x))
    return Decomposition(seasonal, trend, x - seasonal - trend)


def _next_odd(x: float) -> int:
    up = int(np.ceil(x))
    return up if up % 2 else up + 1
