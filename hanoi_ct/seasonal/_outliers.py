"""Months that stand out in the change of logarithms: single months and shifts of level."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from hanoi_ct._inputs.arrays import Floats

_CRITICAL = 4.0
_MONTHS_FOR_ONE = 20
_NORMAL = 1.4826  # of the median absolute deviation to the standard deviation
_NEVER_APART = 1e-6  # of a regressor's sum of squares, left beside the others


class Outlier(NamedTuple):
    """A month of the levels, from 0, that has a regressor of its own."""

    kind: str  # AO: that month alone; LS: from that month on
    month: int

    def column(self, n: int) -> Floats:
        """Return the regressor of the n changes between levels."""
        change = np.zeros(n)
        change[self.month - 1] = 1.0
        if self.kind == "AO" and self.month < n:
            change[self.month] = -1.0
        return change


def found_in(change: Floats, design: Floats) -> list[Outlier]:
    """Return outliers one after another, each the farthest out beside those before it."""
    found: list[Outlier] = []
    while len(found) < max(1, (len(change) + 1) // _MONTHS_FOR_ONE):
        columns = [each.column(len(change)) for each in found]
        t, kinds = _statistics(change, np.column_stack([design, *columns]))
        if not len(t) or np.abs(t).max() < _CRITICAL:
            break
        found.append(kinds[int(np.abs(t).argmax())])
    return found


def _statistics(change: Floats, design: Floats) -> tuple[Floats, list[Outlier]]:
    """Return t of each outlier that there may be, were it added to the regression."""
    n = len(change)
    base = np.linalg.svd(design, full_matrices=False)[0][:, : np.linalg.matrix_rank(design)]
    beside = np.eye(n) - base @ base.T
    rest = beside @ change
    freedom = n - base.shape[1]
    if freedom < 3:
        return np.empty(0), []
    spread = _NORMAL * float(np.median(np.abs(rest))) * np.sqrt(n / freedom)
    if spread <= 1e-12:
        return np.empty(0), []
    square, next_to = np.diag(beside), np.diag(beside, 1)
    tops = np.concatenate([rest, rest[:-1] - rest[1:]])
    sizes = np.concatenate([square, square[:-1] + square[1:] - 2.0 * next_to])
    kinds = [Outlier("LS", month) for month in range(1, n + 1)]
    kinds += [Outlier("AO", month) for month in range(1, n)]
    seen = sizes > _NEVER_APART
    t = np.where(seen, tops / (spread * np.sqrt(np.where(seen, sizes, 1.0))), 0.0)
    return t, kinds


def effects_of(found: list[Outlier], change: Floats, design: Floats) -> list[tuple[float, float]]:
    """Return the effect of each outlier on the logarithm, and its t by least squares."""
    if not found:
        return []
    whole = np.column_stack([design, *(each.column(len(change)) for each in found)])
    effects = np.linalg.lstsq(whole, change, rcond=None)[0]
    rest = change - whole @ effects
    variance = rest @ rest / max(len(change) - np.linalg.matrix_rank(whole), 1)
    errors = np.sqrt(variance * np.diag(np.linalg.pinv(whole.T @ whole)))
    pairs = zip(effects, errors, strict=True)
    return [(float(b), float(b / e) if e > 0.0 else np.inf) for b, e in pairs][-len(found) :]
