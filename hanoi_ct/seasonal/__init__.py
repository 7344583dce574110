"""Seasonal adjustment of monthly series in which Tết moves between January and February."""

from hanoi_ct.seasonal.adjust import Adjustment, seasonal_adjust
from hanoi_ct.seasonal.pair import january_and_february

__all__ = ["Adjustment", "january_and_february", "seasonal_adjust"]
