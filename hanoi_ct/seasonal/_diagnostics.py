"""Whether a season is left: tests on the change of logarithms from period to period."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._optional import require

if TYPE_CHECKING:
    import pandas as pd

SIGNIFICANT = 0.05
_ROUNDING = 1e-12  # changes of logarithms that differ by less are all alike


def season_tests(series: dict[str, NDArray[np.float64]], places: Any, length: int) -> pd.DataFrame:
    """Return three tests of each series; a p-value under 0.05 is read as a season.

    `places` are those of the periods in years of `length`, from 0. A series that changes by the
    same rate in every period has no statistic (missing).
    """
    pandas: Any = require("pandas", "seasonal_adjust")
    rows = []
    for name, values in series.items():
        change = np.diff(np.log(values))
        for test, (statistic, p_value) in _tests(change, places[1:], length).items():
            rows.append((name, test, statistic, p_value, bool(p_value < SIGNIFICANT)))
    columns = ["series", "test", "statistic", "p_value", "seasonal"]
    return pandas.DataFrame(rows, columns=columns).set_index(["series", "test"])  # type: ignore[no-any-return]


def _tests(change: NDArray[np.float64], places: Any, length: int) -> dict[str, tuple[float, float]]:
    if np.ptp(change) < _ROUNDING:
        return dict.fromkeys(("QS", "F", "Kruskal-Wallis"), (np.nan, np.nan))
    stats: Any = require("scipy.stats", "seasonal_adjust")
    groups = [change[places == place] for place in range(length)]
    with warnings.catch_warnings():
        # Months or quarters that never vary have an F that is infinite, which is what it says.
        warnings.simplefilter("ignore", stats.ConstantInputWarning)
        equal_means, equal_ranks = stats.f_oneway(*groups), stats.kruskal(*groups)
    qs = _qs(change, length)
    return {
        "QS": (qs, float(stats.chi2.sf(qs, 2))),
        "F": (float(equal_means.statistic), float(equal_means.pvalue)),
        "Kruskal-Wallis": (float(equal_ranks.statistic), float(equal_ranks.pvalue)),
    }


def _qs(change: NDArray[np.float64], length: int) -> float:
    """Ljung and Box's statistic of one and two years, of which only positive ones are a season."""
    centred, n = change - change.mean(), len(change)
    size = float(centred @ centred)
    lags = {lag: float(centred[lag:] @ centred[:-lag]) / size for lag in (length, 2 * length)}
    if lags[length] <= 0:
        return 0.0
    return n * (n + 2) * sum(max(r, 0.0) ** 2 / (n - lag) for lag, r in lags.items())
