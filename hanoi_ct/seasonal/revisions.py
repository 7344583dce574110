"""How much the adjusted growth of a month changes as later months come in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from hanoi_ct._inputs.validate import integer
from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.seasonal._series import per_year, within_year
from hanoi_ct.seasonal.adjust import fewest, seasonal_adjust

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

__all__ = ["Revisions", "revisions"]

_FUNCTION = "revisions"


@dataclass(frozen=True, eq=False)
class Revisions:
    """First and latest estimates of growth on the period before.

    Attributes
    ----------
    table : pandas.DataFrame
        A row for each period: `first`, the growth of the adjusted series when the period was the
        last one; `latest`, with all periods; `revision`, latest less first. Fractions.
    """

    table: pd.DataFrame

    @property
    def summary(self) -> pd.Series[float]:
        """Mean and mean absolute revision, their root mean square, and agreement of sign."""
        pandas: Any = require("pandas", _FUNCTION)
        moved = self.table["revision"]
        same = np.sign(self.table["first"]) == np.sign(self.table["latest"])
        figures = {
            "mean": moved.mean(),
            "mean_absolute": moved.abs().mean(),
            "root_mean_square": float(np.sqrt((moved**2).mean())),
            "same_sign": float(same.mean()),
        }
        return pandas.Series(figures, name="revision")  # type: ignore[no-any-return]

    def plot(self) -> Figure:
        """Draw first and latest growth in percent, and the revision below; needs matplotlib.

        Returns
        -------
        matplotlib Figure

        Raises
        ------
        MissingDependencyError
            matplotlib is not installed.
        """
        figures: Any = require("matplotlib.figure", "Revisions.plot")
        figure = figures.Figure(figsize=(8, 5), layout="constrained")
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=[2, 1])
        at = self.table.index.to_timestamp()  # type: ignore[attr-defined]
        months = per_year(self.table.index) == 12
        for column, marker in (("first", "o"), ("latest", ".")):
            above.plot(at, 100 * self.table[column], marker=marker, label=column)
        above.legend()
        above.set_ylabel(f"% on the {'month' if months else 'quarter'} before")
        below.bar(at, 100 * self.table["revision"], width=20 if months else 60)
        below.axhline(0, color="black", linewidth=0.8)
        below.set_ylabel("revision, points")
        return figure  # type: ignore[no-any-return]


def revisions(series: Any, *, spans: int = 24, **options: Any) -> Revisions:
    """Adjust a series as it was at the end of each of its last months or quarters.

    Parameters
    ----------
    series : pandas.Series, or other labelled data
        As in `seasonal_adjust`, with 3 years before the first span.
    spans : int, default 24
        How many of the last periods are taken as the end of the series, each in its turn.
    **options
        As in `seasonal_adjust`: `method`, `tet`, `trading_days`, `windows`, `outliers`.

    Returns
    -------
    Revisions
        A table of first and latest estimates, its summary, and a plot.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `seasonal_adjust`; too few periods before the first span.

    References
    ----------
    Findley, Monsell, Bell, Otto and Chen (1998), "New capabilities and methods of the X-12-ARIMA
    seasonal-adjustment program", *Journal of Business and Economic Statistics* 16, on revision
    histories. Eurostat (2015), *ESS Guidelines on Seasonal Adjustment*, section 4.3.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> months = pd.period_range("2012-01", "2018-12", freq="M")
    >>> noise = np.random.default_rng(2).normal(0, 0.01, len(months))
    >>> output = pd.Series(np.exp(noise + np.sin(np.pi * months.month / 6) / 10), index=months)
    >>> list(revisions(output, spans=3).table.columns)
    ['first', 'latest', 'revision']
    """
    clean = within_year(series, _FUNCTION)
    count = integer(spans, "spans", _FUNCTION, low=1)
    least = fewest(clean.index)
    if len(clean) - count < least:
        name = "months" if per_year(clean.index) == 12 else "quarters"
        raise ArgumentValueError(
            f"`spans` of {_FUNCTION} must leave {least} {name} before the first; got "
            f"{count} of {len(clean)} {name}: take at most {max(len(clean) - least, 0)}"
        )
    latest = seasonal_adjust(clean, **options).growth.iloc[-count:]
    ends = range(len(clean) - count + 1, len(clean) + 1)
    first = [float(seasonal_adjust(clean.iloc[:end], **options).growth.iloc[-1]) for end in ends]
    table = latest.to_frame("latest")
    table.insert(0, "first", first)
    table["revision"] = table["latest"] - table["first"]
    return Revisions(table)
