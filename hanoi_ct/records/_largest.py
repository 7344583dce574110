"""The largest values of each cell, for the dominance rule; a state that merges like a sum."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


class Largest:
    """The n largest values of each group, greatest first; -inf where there are fewer."""

    def __init__(self, n_groups: int, n: int) -> None:
        self.n = n
        self.values = np.full((n_groups, n), -np.inf)

    def add(self, values: NDArray[np.float64], codes: NDArray[np.int64]) -> None:
        """Add rows; a negative code leaves a row out, NaN is missing."""
        kept = (codes >= 0) & ~np.isnan(values)
        values, codes = values[kept], codes[kept]
        order = np.lexsort((-values, codes))
        values, codes = values[order], codes[order]
        groups, first = np.unique(codes, return_index=True)
        place = np.arange(codes.size) - np.repeat(first, np.diff([*first, codes.size]))
        top = place < self.n
        fresh = np.full((groups.size, self.n), -np.inf)
        row = np.repeat(np.arange(groups.size), np.diff([*first, codes.size]))
        fresh[row[top], place[top]] = values[top]
        self._join(groups, fresh)

    def _join(self, groups: NDArray[np.int64], fresh: NDArray[np.float64]) -> None:
        both = np.concatenate([self.values[groups], fresh], axis=1)
        self.values[groups] = -np.sort(-both, axis=1)[:, : self.n]

    def regroup(self, places: NDArray[np.int64], n_groups: int) -> Largest:
        """The largest values of other groups, to which these go by place."""
        result = Largest(n_groups, self.n)
        for column in self.values.T:
            present = np.isfinite(column)
            result.add(column[present], places[present])
        return result

    def merge(self, other: Largest) -> None:
        """Add the rows of another state of as many groups."""
        self._join(np.arange(self.values.shape[0]), other.values)

    def copy(self) -> Largest:
        """The same state in memory of its own."""
        result = Largest(0, self.n)
        result.values = self.values.copy()
        return result
