"""What the calendar does to a month beside its season: Tết and the number of working days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.seasonal import _outliers, tet
from hanoi_ct.seasonal._series import months_of, per_year, places_in_year

if TYPE_CHECKING:
    import pandas as pd


# Tết's own days off lie within these days of its first; they are Tết's, not a weekday's.
_DAYS_OFF = (-7, 10)
_NEVER_APART = 1e-9  # share of a regressor's size left beside the season


class Effects(NamedTuple):
    """Factors of the level of each month, and the regression behind them."""

    tet: Floats
    trading: Floats
    coefficients: pd.DataFrame
    outliers: list[tuple[str, str, float, float]]  # kind, month, effect on the log, t
    notes: tuple[str, ...]


def working_days(index: Any, *, without_tet: bool) -> Floats:
    """Weekdays of each month that are no public holiday of Vietnam, less the month's usual number.

    Usual is the mean of the same calendar month over the years of which the dates of Tết are
    known. Under `without_tet`, days off for Tết count as working: the regressors of Tết have them.
    """
    holidays: Any = require("holidays", "seasonal_adjust(trading_days=True)")
    first, last = min(tet.FIRST_YEAR, index[0].year), max(tet.LAST_YEAR, index[-1].year)
    off = [
        day
        for day in holidays.country_holidays("VN", years=range(first, last + 1))
        if first <= day.year <= last and not (without_tet and _is_of_tet(day))
    ]
    edges = np.arange(f"{first}-01", f"{last + 1}-02", dtype="datetime64[M]").astype("M8[D]")
    counts = np.busday_count(edges[:-1], edges[1:], holidays=np.array(off, dtype="M8[D]"))
    years = counts.reshape(-1, 12).astype(np.float64)
    years -= years[tet.FIRST_YEAR - first : tet.LAST_YEAR - first + 1].mean(axis=0)
    start = 12 * (index[0].year - first) + index[0].month - 1
    return years.ravel()[start : start + len(index)]


def _is_of_tet(day: Any) -> bool:
    first = tet.first_day(day.year)
    return first is not None and _DAYS_OFF[0] <= (day - first).days <= _DAYS_OFF[1]


def estimated(
    logs: Floats,
    index: Any,
    *,
    with_tet: bool,
    windows: Sequence[int],
    trading_days: bool,
    outliers: bool,
) -> Effects:
    """Regress the change of logarithms from period to period on that of the calendar's regressors.

    Beside them stand constants, one for each calendar month or quarter, which take the season and
    the mean growth. Standard errors allow for correlation over a year (Newey and West). Months
    that stand out get a regressor of their own, so that they do not move the effects.
    """
    named: dict[str, Floats] = {}
    months = months_of(index)
    if with_tet:
        of_months = tet.regressors(months, windows=windows)
        columns = of_months.reshape(len(index), -1, 3).sum(axis=1).T
        named |= dict(zip(("before Tết", "during Tết", "after Tết"), columns, strict=True))
    if trading_days:
        days = working_days(months, without_tet=with_tet)
        named["working day"] = days.reshape(len(index), -1).sum(axis=1)
    season = np.eye(per_year(index))[places_in_year(index)[1:]]
    kept, notes = _apart_from_the_season(named, season)
    change = np.diff(logs)
    calendar = np.column_stack([*kept.values(), season])
    found = _outliers.found_in(change, calendar) if kept and outliers else []
    apart = [each.column(len(change)) for each in found]
    values, errors = _fitted(change, season, kept, apart)
    own = _outliers.effects_of(found, change, calendar)
    parts = {name: value * named[name] for name, value in zip(kept, values, strict=True)}
    none = np.zeros(len(logs))
    trading = parts.pop("working day", none)
    return Effects(
        np.exp(sum(parts.values(), none)),
        np.exp(trading),
        _table(list(kept), values, errors),
        [
            (each.kind, str(index[each.month]), float(effect), float(t))
            for each, (effect, t) in zip(found, own, strict=True)
        ],
        notes,
    )


def _apart_from_the_season(
    named: dict[str, Floats], season: Floats
) -> tuple[dict[str, Floats], tuple[str, ...]]:
    """The differenced regressors that vary beside the season, and a note on each other."""
    kept, notes = {}, []
    for name, levels in named.items():
        column = np.diff(levels)
        rest = column - season @ np.linalg.lstsq(season, column, rcond=None)[0]
        if np.abs(rest).max() > _NEVER_APART:
            kept[name] = column
        else:
            notes.append(f"{name}: the same in every year of the series, so part of its season")
    return kept, tuple(notes)


def _fitted(
    change: Floats, season: Floats, kept: dict[str, Floats], outliers: list[Floats]
) -> tuple[Floats, Floats]:
    """Coefficients of the regressors and their standard errors."""
    if not kept:
        return np.empty(0), np.empty(0)
    design = np.column_stack([*kept.values(), season, *outliers])
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise ArgumentValueError(
            f"`series` of seasonal_adjust must tell the effects of {', '.join(kept)} apart; in its "
            f"{len(change) + 1} periods they move together: pass a longer series, other windows=, "
            "or trading_days=False"
        )
    models: Any = require("statsmodels.api", "seasonal_adjust")
    fit = models.OLS(change, design).fit(cov_type="HAC", cov_kwds={"maxlags": season.shape[1]})
    return fit.params[: len(kept)], fit.bse[: len(kept)]


def _table(names: list[str], values: Floats, errors: Floats) -> pd.DataFrame:
    pandas: Any = require("pandas", "seasonal_adjust")
    table = pandas.DataFrame(
        {"coefficient": values, "standard_error": errors}, index=pandas.Index(names, name="effect")
    )
    table["t"] = table["coefficient"] / table["standard_error"]
    return table  # type: ignore[no-any-return]
