"""Exact totals of groups: fixed-point numbers in as many windows of exponents as needed.

A window holds two limbs for each group, (high 2^52 + low) 2^(window - 104); see
csrc/include/hct/group_sum.h. Data of one kind fit one window. Rows outside of it go to
windows on a fixed grid, chosen by their exponent. The totals of a group in all windows,
added up, are its exact sum.
"""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from hanoi_ct import _core
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct.measures._exact import states as _states
from hanoi_ct.measures._exact.states import States

Integers = NDArray[np.int64]
Codes = NDArray[np.int32] | NDArray[np.int64]

# Rows handed to the core at a time: what is made for them stays in cache.
CHUNK = 1 << 16

# Groups whose states are expanded at a time.
_BLOCK = 4096

# Windows that doubles reach fast, and the one in which an integer is its own limbs.
_LEAST, _GREATEST = _core.LEAST_LEVEL_WINDOW, _core.GREATEST_LEVEL_WINDOW
_INTEGERS = _core.WINDOW_BITS

# Terms on the grid span 48 binary orders and 55 bits: together they fit the 103 of a window.
_GRID = 48

_NO_EXPONENTS = np.empty(0, dtype=np.int64)


class CodeError(Exception):
    """A row has a code that is too large; its number counts inside the chunk."""

    def __init__(self, row: int) -> None:
        self.row = row


class Scratch:
    """Room in which the core hands back rows and spills; one for each thread."""

    def __init__(self) -> None:
        self.rows = np.empty(CHUNK, dtype=np.int64)
        self.spills = np.empty(2 * CHUNK, dtype=np.int64)


class Totals:
    """The exact totals of `n_groups` groups; `words` is the size of their states."""

    def __init__(self, n_groups: int, words: int = _states.SUM_WORDS) -> None:
        self.n_groups = n_groups
        self.words = words
        self.windows: dict[int, Integers] = {}
        # How many +inf, -inf and NaN came into each group; allocated with the first.
        self.special: Integers | None = None

    # ---- adding ----------------------------------------------------------------------

    def add(self, values: Floats, codes: Codes, window: int, scratch: Scratch) -> None:
        """Add a chunk of doubles."""
        rest = self._call(_core.group_add, (values, codes), window, scratch)
        if rest.size:
            self._add_anywhere(values[rest], codes[rest], scratch)

    def add_integers(self, values: Integers, codes: Codes, scratch: Scratch) -> None:
        """Add a chunk of integers, which always fit."""
        self._call(_core.group_add_integers, (values, _NO_EXPONENTS, codes), _INTEGERS, scratch)

    def add_products(
        self,
        x: Floats,
        w: Floats,
        codes: Codes,
        windows: tuple[int, int],
        scratch: Scratch,
    ) -> None:
        """Add a chunk of products, both halves of each."""
        high, low = _core.product_halves(x, w)
        rest = self._call(_core.group_add, (high, codes), windows[0], scratch)
        if rest.size:
            self._add_products_anywhere(x[rest], w[rest], high[rest], codes[rest], scratch)
        self.add(low, codes, windows[1], scratch)

    def _call(
        self,
        function: Callable[..., tuple[int, int, int]],
        rows: tuple[NDArray[np.generic], ...],
        window: int,
        scratch: Scratch,
    ) -> Integers:
        """Call a function of the core; return a copy of the rows it hands back."""
        limbs = self._limbs(window)
        wrong, n_rows, n_spills = function(
            *rows, self.n_groups, window, limbs, scratch.rows, scratch.spills
        )
        if n_spills:
            self._spill(window, scratch.spills, n_spills)
        if wrong >= 0:
            raise CodeError(wrong)
        return scratch.rows[:n_rows].copy()

    def _limbs(self, window: int) -> Integers:
        limbs = self.windows.get(window)
        if limbs is None:
            limbs = self.windows[window] = np.zeros((self.n_groups + 1, 2), dtype=np.int64)
        return limbs

    def _spill(self, window: int, spills: Integers, n_spills: int) -> None:
        _core.group_add_spills(self._limbs(window + _core.LIMB_BITS), spills, n_spills)

    def _add_anywhere(self, values: Floats, codes: Codes, scratch: Scratch) -> None:
        """Add rows that fit no common window: by exponent, or as what is not finite."""
        finite = np.isfinite(values)
        if not finite.all():
            odd, where = values[~finite], codes[~finite]
            for kind, chosen in enumerate((odd == np.inf, odd == -np.inf, np.isnan(odd))):
                self._count_special(kind, where[chosen])
            values, codes = values[finite], codes[finite]
        for window, rows in _by_window(_lowest_bits(values)):
            self._call(_core.group_add, (values[rows], codes[rows]), window, scratch)

    def _add_products_anywhere(
        self, x: Floats, w: Floats, high: Floats, codes: Codes, scratch: Scratch
    ) -> None:
        """Add the high halves that did not fit; NaN stands for pairs without halves."""
        split = np.isfinite(high)
        self._add_anywhere(high[split], codes[split], scratch)
        x, w, codes = x[~split], w[~split], codes[~split]
        finite = np.isfinite(x) & np.isfinite(w)
        missing = np.isnan(x) | np.isnan(w)
        with np.errstate(invalid="ignore", over="ignore", under="ignore"):
            product = x * w
        invalid = np.isnan(product) & ~missing & ~finite  # infinity times zero
        self._count_special(0, codes[~finite & ((product == np.inf) | invalid)])
        self._count_special(1, codes[~finite & ((product == -np.inf) | invalid)])
        self._count_special(2, codes[missing])
        upper, lower, exponents = _core.product_integers(x[finite], w[finite])
        codes = codes[finite]
        for integers, shift in ((upper, _core.PRODUCT_BITS), (lower, 0)):
            for window, rows in _by_window(exponents + shift - _core.LEAST_EXPONENT):
                terms = (integers[rows], exponents[rows] + shift, codes[rows])
                self._call(_core.group_add_integers, terms, window, scratch)

    def _count_special(self, kind: int, codes: Codes) -> None:
        if codes.size == 0:
            return
        if self.special is None:
            self.special = np.zeros((3, self.n_groups), dtype=np.int64)
        np.add.at(self.special[kind], codes, 1)

    def merge(self, other: "Totals") -> None:
        """Add the totals of another set of rows; `other` may be used up."""
        for window, limbs in other.windows.items():
            if window not in self.windows:
                self.windows[window] = limbs
                continue
            mine = self.windows[window]
            spills = np.empty(4 * _BLOCK, dtype=np.int64)
            for start in range(0, self.n_groups + 1, _BLOCK):
                part = slice(start, start + _BLOCK)
                n_spills = _core.group_merge(mine[part], limbs[part], spills)
                if n_spills:
                    spills[: 2 * n_spills : 2] += start
                    self._spill(window, spills, n_spills)
        if other.special is not None:
            if self.special is None:
                self.special = np.zeros((3, self.n_groups), dtype=np.int64)
            self.special += other.special

    def copy(self) -> "Totals":
        """Return totals of their own."""
        result = Totals(self.n_groups, self.words)
        result.windows = {window: limbs.copy() for window, limbs in self.windows.items()}
        result.special = None if self.special is None else self.special.copy()
        return result

    def regrouped(self, n_groups: int, places: Integers) -> "Totals":
        """Return totals of `n_groups` groups: group g is added to group places[g].

        A negative place leaves a group out.
        """
        result = Totals(n_groups, self.words)
        slots = np.where(places < 0, -1, places + 1)
        spills = np.empty(4 * _BLOCK, dtype=np.int64)
        for window, limbs in self.windows.items():
            mine = result._limbs(window)
            for part in self.blocks():
                others = limbs[part.start + 1 : part.stop + 1]
                n_spills = _core.group_merge_at(mine, others, slots[part], spills)
                if n_spills:
                    result._spill(window, spills, n_spills)
        if self.special is not None:
            kept = np.flatnonzero(places >= 0)
            result.special = np.zeros((3, n_groups), dtype=np.int64)
            for kind in range(3):
                np.add.at(result.special[kind], places[kept], self.special[kind, kept])
        return result

    def add_digits(self, digits: Integers, exponent: int) -> None:
        """Add sum over i of digits[g, i] 2^(exponent + 32 i) to each group g.

        Digits lie between -2^32 and 2^32. Only for windows that are not yet in use.
        """
        width = _core.WINDOW_DIGITS
        for start in range(0, digits.shape[1], width):
            part = np.zeros((self.n_groups, width), dtype=np.int64)
            found = digits[:, start : start + width]
            part[:, : found.shape[1]] = found
            window = exponent + _core.CHUNK_BITS * start + _core.WINDOW_BITS
            self._limbs(window)[1:] = _core.group_from_digits(part)

    # ---- choosing a window -----------------------------------------------------------

    def choose_window(self, sample: Floats) -> int:
        """Return a window for data like `sample`: one in use if it fits, else a new one."""
        sample = sample[np.isfinite(sample) & (sample != 0.0)]
        if sample.size == 0:
            return next(iter(self.windows), 0)
        lowest, highest = (int(bit) for bit in _core.exact_extent(sample))
        least = highest + 1 + _core.LEAST_EXPONENT + _core.WINDOW_ROOM
        greatest = lowest + _core.LEAST_EXPONENT + _core.WINDOW_BITS
        for window in self.windows:
            if least <= window <= greatest and _LEAST <= window <= _GREATEST:
                return window
        if least > greatest:  # too wide for any: where the middle of the data lies
            return _window_of(int(np.median(_lowest_bits(sample))) // _GRID)
        return min(max((least + greatest) // 2, _LEAST), _GREATEST)

    # ---- results ---------------------------------------------------------------------

    def states(self, part: slice) -> States:
        """Return the exact states of some groups; zeros have no sign."""
        state = np.empty((part.stop - part.start, self.words), dtype=np.int64)
        state[:] = _states.empty(self.words)
        state[:, _states.ZERO_WORD] = _states.OTHER_TERMS
        slots = slice(part.start + 1, part.stop + 1)
        for window, limbs in self.windows.items():
            state = _core.group_to_state(limbs[slots], window, state)
        if self.special is not None:
            state[:, _states.PLUS_INFINITY_WORD : _states.ZERO_WORD] = self.special[:, part].T
        return state

    def blocks(self) -> Iterator[slice]:
        """Cut the groups into runs whose states fit in memory."""
        for start in range(0, self.n_groups, _BLOCK):
            yield slice(start, min(start + _BLOCK, self.n_groups))

    def rounded(self, count: Integers | None = None) -> Floats:
        """Return the totals, or with counts the means, each rounded once."""
        window = next(iter(self.windows), 0)
        if count is None and len(self.windows) <= 1 and window >= _LEAST:
            return self._rounded_from_limbs(window)
        result = np.empty(self.n_groups)
        for part in self.blocks():
            divisor = 0 if count is None else np.maximum(count[part], 1)
            result[part] = _core.exact_round(self.states(part), divisor)
        if count is not None:
            result[count == 0] = np.nan
        return result

    def _rounded_from_limbs(self, window: int) -> Floats:
        result = np.zeros(self.n_groups)
        if self.windows:
            result = _core.group_round(self.windows[window][1:], window)
        if self.special is not None:
            plus, minus, missing = self.special > 0
            result[plus] = np.inf
            result[minus] = -np.inf
            result[missing | (plus & minus)] = np.nan
        return result

    def integers(self) -> tuple[Integers, NDArray[np.bool_]]:
        """Return totals of integers, and where one is beyond 64 bits."""
        result = np.zeros(self.n_groups, dtype=np.int64)
        beyond = np.zeros(self.n_groups, dtype=bool)
        if self.windows.keys() == {_INTEGERS}:
            result, fits = _core.group_to_integer(self.windows[_INTEGERS][1:])
            return result, fits == 0
        for part in self.blocks() if self.windows else ():
            result[part], fits = _core.exact_to_integer(self.states(part))
            beyond[part] = fits == 0
        return result, beyond


def _lowest_bits(values: Floats) -> Integers:
    """Return the place of the last bit of each mantissa, counted from the least double's."""
    exponents = np.frexp(values)[1].astype(np.int64)
    return np.maximum(exponents - np.finfo(np.float64).nmant - 1 - _core.LEAST_EXPONENT, 0)


def _window_of(cell: int) -> int:
    """Return the window of a cell of the grid."""
    return max(cell * _GRID + _core.LEAST_EXPONENT + _core.WINDOW_BITS, _core.LEAST_WINDOW)


def _by_window(positions: Integers) -> Iterator[tuple[int, Integers]]:
    """Cut rows by the window of the grid that holds their exponents (from 2^-1074)."""
    if positions.size == 0:
        return
    cells = positions // _GRID
    order = np.argsort((cells - cells.min()).astype(np.uint8), kind="stable")
    edges = np.flatnonzero(np.diff(cells[order])) + 1
    for rows in np.split(order, edges):
        yield _window_of(int(cells[rows[0]])), rows
