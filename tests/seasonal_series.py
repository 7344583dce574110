"""A made monthly series of which every part is known."""

import numpy as np
import pandas as pd

from hanoi_ct.seasonal import _effects
from hanoi_ct.seasonal.tet import regressors

EFFECTS = np.array([0.04, -0.15, -0.05])
PER_WORKING_DAY = 0.01


def made(start="2005-01", years=15, noise=0.003, seed=5):
    """A series with season, Tết and working days, and what it is without them."""
    months = pd.period_range(start, periods=12 * years, freq="M")
    rng = np.random.default_rng(seed)
    trend = 4.6 + 0.006 * np.arange(len(months)) + 0.05 * np.sin(np.arange(len(months)) / 20)
    without = trend + rng.normal(0, noise, len(months))
    place = months.month.to_numpy()
    season = 0.08 * np.sin(2 * np.pi * place / 12) - 0.05 * (place == 12)
    calendar = regressors(months) @ EFFECTS
    calendar = calendar + PER_WORKING_DAY * _effects.working_days(months, without_tet=True)
    return (
        pd.Series(np.exp(without + season - season.mean() + calendar), index=months, name="IIP"),
        pd.Series(np.exp(without), index=months),
    )
