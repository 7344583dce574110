"""Adjusted growth of a month from rates on the month before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from hanoi_ct._optional import require
from hanoi_ct.seasonal.adjust import seasonal_adjust

__all__ = ["adjusted_growth"]


def adjusted_growth(rates: Sequence[float], last: str) -> float:
    """Growth of the last month on the month before, adjusted as `seasonal_adjust` does.

    Parameters
    ----------
    rates : sequence of float
        Growth on the month before of at least 35 months in a row, fractions.
    last : str
        The last of these months, ``2018-08``.

    Returns
    -------
    float
        A fraction.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError, MissingDependencyError
        As `seasonal_adjust`.
    """
    pandas: Any = require("pandas", "adjusted_growth")
    levels = np.cumprod([100.0, *(1.0 + rate for rate in rates)])
    index = pandas.period_range(end=last, periods=len(levels), freq="M")
    return float(seasonal_adjust(pandas.Series(levels, index=index)).growth.iloc[-1])
