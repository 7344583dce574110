"""What a GroupSum keeps, and how rows come into it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct import _core
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.validate import choice, real_array
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.measures._calls.policies import MISSING
from hanoi_ct.measures._exact import states as _states
from hanoi_ct.measures._exact.totals import CHUNK, CodeError, Codes, Integers, Scratch, Totals

_WEIGHTED = ("weighted_sum", "weight_sum")
_SAMPLE = 8192
_LEAST_KEY, _GREATEST_KEY = np.iinfo(np.int64).min, np.iinfo(np.int64).max

_INT64, _FLOAT64 = np.dtype(np.int64), np.dtype(np.float64)

Windows = dict[str, tuple[int, int]]


def _ready(array: NDArray[Any], kind: np.dtype[Any]) -> NDArray[Any]:
    """Return an array as the core reads it: a copy unless it lies so already."""
    lies_so = array.flags.aligned and array.flags.c_contiguous and array.dtype.isnative
    if lies_so and array.dtype.num == kind.num:
        return array
    return array.astype(kind, order="C")


class Chunk(NamedTuple):
    """Some rows, contiguous and of the types that the core reads."""

    values: NDArray[Any]  # float64 or int64
    codes: Codes
    weights: Floats | None


class Rows(NamedTuple):
    """Checked rows of one call: values, codes and weights in one dimension."""

    values: NDArray[Any]
    codes: NDArray[Any]
    weights: Floats | None
    missing: str
    of_integers: bool

    def chunk(self, part: slice, n_groups: int, function: str) -> Chunk:
        """Return some rows, as the policy for missing values has them."""
        values = _ready(self.values[part], _INT64 if self.of_integers else _FLOAT64)
        codes = self.codes[part]
        wide = codes.dtype.itemsize == 8 or codes.dtype == np.uint32
        # Copied: what is checked is what is used, whoever writes into the caller's array.
        codes = codes.astype(np.int64 if wide else np.int32, order="C")
        weights = None if self.weights is None else _ready(self.weights[part], _FLOAT64)
        if self.missing != "propagate" and not self.of_integers:
            absent = np.isnan(values)
            if weights is not None:
                absent |= np.isnan(weights)
            if absent.any():
                self._check_codes(codes, n_groups, part.start, function)
                absent &= codes >= 0
                if self.missing == "raise" and absent.any():
                    raise ArgumentValueError(
                        f"`values` and `weights` of {function} must hold no missing value (NaN) "
                        f"under missing='raise'; got NaN in row {part.start + absent.argmax()}"
                    )
                codes = np.where(absent, codes.dtype.type(-1), codes)
        return Chunk(values, codes, weights)

    def check(self, n_groups: int, function: str) -> None:
        """Raise what adding the rows would raise."""
        for start in range(0, self.codes.size, CHUNK):
            chunk = self.chunk(slice(start, start + CHUNK), n_groups, function)
            self._check_codes(chunk.codes, n_groups, start, function)

    def _check_codes(self, codes: Codes, n_groups: int, start: int, function: str) -> None:
        wrong = _core.group_check(codes, n_groups)
        if wrong >= 0:
            raise self.code_error(start + wrong, n_groups, function)

    def code_error(self, row: int, n_groups: int, function: str) -> ArgumentValueError:
        """Return the error for a code that is too large."""
        return ArgumentValueError(
            f"`codes` of {function} must be below {n_groups}, the number of groups; "
            f"got {self.codes[row]} in row {row}"
        )


class Tables:
    """Totals, counts and extremes of `n_groups` groups; slot 0 takes rows left out."""

    def __init__(self, n_groups: int, needed: frozenset[str]) -> None:
        self.n_groups = n_groups
        self.needed = needed
        self.of_integers: bool | None = None  # nothing yet
        words = {"sum": _states.SUM_WORDS, "weight_sum": _states.SUM_WORDS}
        self.totals = {
            name: Totals(n_groups, words.get(name, _states.DOT_WORDS))
            for name in ("sum", *_WEIGHTED)
            if name in needed
        }
        self.count = np.zeros(n_groups + 1 if "count" in needed else 0, dtype=np.int64)
        slots = n_groups + 1 if "extremes" in needed else 0
        self.least = np.full(slots, _GREATEST_KEY, dtype=np.int64)
        self.greatest = np.full(slots, _LEAST_KEY, dtype=np.int64)
        self.has_nan = np.zeros(n_groups if slots else 0, dtype=bool)

    @property
    def is_weighted(self) -> bool:
        """Whether rows come with weights."""
        return not self.needed.isdisjoint(_WEIGHTED)

    # ---- adding ----------------------------------------------------------------------

    def choose_windows(self, rows: Rows) -> Windows:
        """Return a window for each total, from a sample of the rows."""
        if rows.of_integers or rows.codes.size == 0:
            return {}
        step = max(1, rows.codes.size // _SAMPLE)
        values = np.ascontiguousarray(rows.values[::step], dtype=np.float64)
        samples: dict[str, tuple[Floats, ...]] = {"sum": (values,)}
        if rows.weights is not None:
            weights = np.ascontiguousarray(rows.weights[::step])
            samples["weight_sum"] = (weights,)
            samples["weighted_sum"] = _core.product_halves(values, weights)
        return {
            name: (totals.choose_window(samples[name][0]), totals.choose_window(samples[name][-1]))
            for name, totals in self.totals.items()
        }

    def add(
        self,
        rows: Rows,
        part: slice,
        windows: Windows,
        function: str,
        stop: Sequence[BaseException] = (),
    ) -> None:
        """Add some rows, a chunk at a time, to every table while the chunk is in cache.

        Ends early where another thread has put an exception into `stop`.
        """
        scratch = Scratch()
        if rows.codes.size:
            self.of_integers = rows.of_integers
        for start in range(part.start, part.stop, CHUNK):
            if stop:
                return
            chunk = rows.chunk(slice(start, min(start + CHUNK, part.stop)), self.n_groups, function)
            try:
                self._add_chunk(chunk, windows, scratch)
            except CodeError as error:
                raise rows.code_error(start + error.row, self.n_groups, function) from None

    def _add_chunk(self, chunk: Chunk, windows: Windows, scratch: Scratch) -> None:
        values, codes, weights = chunk
        wrong = -1
        if self.count.size:
            wrong = _core.group_count(values, codes, self.n_groups, self.count)
        if self.least.size and wrong < 0:
            wrong = _core.group_extremes(values, codes, self.n_groups, self.least, self.greatest)
        if wrong >= 0:
            raise CodeError(wrong)
        if self.least.size and values.dtype == np.float64:
            with_nan = codes[np.isnan(values)]
            self.has_nan[with_nan[with_nan >= 0]] = True
        for name, totals in self.totals.items():
            if values.dtype == np.int64:
                totals.add_integers(values, codes, scratch)
            elif name == "sum":
                totals.add(values, codes, windows[name][0], scratch)
            elif weights is not None and name == "weight_sum":
                totals.add(weights, codes, windows[name][0], scratch)
            elif weights is not None:
                totals.add_products(values, weights, codes, windows[name], scratch)

    def merge(self, other: "Tables") -> None:
        """Add the rows of other tables, which may be used up."""
        if other.of_integers is not None:
            self.of_integers = other.of_integers
        for name, totals in self.totals.items():
            totals.merge(other.totals[name])
        self.count += other.count
        np.minimum(self.least, other.least, out=self.least)
        np.maximum(self.greatest, other.greatest, out=self.greatest)
        self.has_nan |= other.has_nan

    def regrouped(self, n_groups: int, places: Integers) -> "Tables":
        """Return the tables of other groups, to which these are added by place."""
        result = Tables(n_groups, self.needed)
        result.of_integers = self.of_integers
        result.totals = {
            name: totals.regrouped(n_groups, places) for name, totals in self.totals.items()
        }
        kept = np.flatnonzero(places >= 0)
        where = places[kept]
        if self.count.size:
            np.add.at(result.count, where + 1, self.count[kept + 1])
        if self.least.size:
            np.minimum.at(result.least, where + 1, self.least[kept + 1])
            np.maximum.at(result.greatest, where + 1, self.greatest[kept + 1])
            np.logical_or.at(result.has_nan, where, self.has_nan[kept])
        return result

    def copy(self) -> "Tables":
        """Return tables of their own."""
        result = Tables(self.n_groups, self.needed)
        result.of_integers = self.of_integers
        result.totals = {name: totals.copy() for name, totals in self.totals.items()}
        for name in ("count", "least", "greatest", "has_nan"):
            setattr(result, name, getattr(self, name).copy())
        return result

    # ---- results ---------------------------------------------------------------------

    def integer_sums(self, function: str) -> Integers:
        """Return sums of integers as int64, or raise where one does not fit."""
        sums, beyond = self.totals["sum"].integers()
        if beyond.any():
            group = int(beyond.argmax())
            more = f", the first of {beyond.sum()} such groups" if beyond.sum() > 1 else ""
            raise ArgumentValueError(
                f"sums of integers in `values` of {function} must fit 64 bits; got one beyond in "
                f"group {group}{more}: pass the values as float"
            )
        return sums

    def extreme(self, name: str, function: str) -> NDArray[Any]:
        """Return the least or the greatest values."""
        keys = (self.least if name == "minimum" else self.greatest)[1:]
        empty = self.least[1:] > self.greatest[1:]
        if self.of_integers:
            if not empty.any():
                return keys.copy()
            found = keys[~empty]
            if found.size and (found.min() < -(2**53) or found.max() > 2**53):
                raise ArgumentValueError(
                    f"{name} of {function} must lie within 2**53 where a group has no value "
                    f"(NaN, which only float64 holds); group {empty.argmax()} has none"
                )
            return np.where(empty, np.nan, keys.astype(np.float64))
        values: NDArray[Any] = _core.group_value_of_key(keys)
        values[empty | self.has_nan] = np.nan
        return values


def read_rows(
    function: str, values: Any, codes: Any, weights: Any, missing: Any, tables: Tables
) -> Rows:
    """Check the arguments that hold rows."""
    choice(missing, MISSING, "missing", function)
    found = values if type(values) is np.ndarray else real_array(values, "values", function)
    if found.dtype.kind == "O":
        found = as_integers(found, "values", function)
    if found.dtype.kind not in "biu" or weights is not None or tables.of_integers is False:
        found = _states.float64_exactly(found, "values", function)
    elif found.dtype == np.uint64 and found.size and found.max() > _GREATEST_KEY:
        raise beyond_64_bits(int(found.max()), "values", function)
    of_integers = found.dtype.kind != "f"
    if tables.of_integers and not of_integers and found.size:
        raise ArgumentValueError(
            f"`values` of {function} must be integers, as those before; got dtype {found.dtype}"
        )
    where = read_codes(codes, function)
    weighting = None if weights is None else _states.float64_exactly(weights, "weights", function)
    for name, array in (("codes", where), ("weights", weighting)):
        if array is not None and array.shape != found.shape:
            raise ArgumentValueError(
                f"`{name}` of {function} must have the shape of `values`, {found.shape}; "
                f"got {array.shape}"
            )
    if (weighting is not None) != tables.is_weighted:
        rule = "given for" if tables.is_weighted else "left out without"
        raise ArgumentValueError(
            f"`weights` of {function} must be {rule} a statistic of weights; it keeps "
            + ", ".join(repr(table) for table in sorted(tables.needed))
        )
    flat = None if weighting is None else weighting.reshape(-1)
    return Rows(found.reshape(-1), where.reshape(-1), flat, missing, of_integers)


def as_integers(objects: NDArray[Any], name: str, function: str) -> NDArray[Any]:
    """Return Python's integers as int64; what else stands among the objects as float64."""
    if not all(isinstance(value, (int, np.integer)) for value in objects.ravel()):
        return _states.in_binary(objects, name, function)
    for value in objects.ravel():
        if not _LEAST_KEY <= value <= _GREATEST_KEY:
            raise beyond_64_bits(value, name, function)
    return objects.astype(np.int64)


def beyond_64_bits(value: Any, name: str, function: str) -> ArgumentValueError:
    """Return the error for an integer that int64 does not hold."""
    return ArgumentValueError(
        f"integers in `{name}` of {function} must lie within -2**63 and 2**63 - 1, which int64 "
        f"holds; got {value}: count in a larger unit, or pass floats if the last digits do not "
        "matter"
    )


def read_codes(codes: Any, function: str, name: str = "codes") -> NDArray[Any]:
    """Return an argument of group numbers as integers."""
    array = codes
    if type(codes) is not np.ndarray:
        if isinstance(codes, (list, tuple)) and len(codes) == 0:
            return np.empty(0, dtype=np.int64)
        try:
            array = np.asarray(codes)
        except (TypeError, ValueError):
            array = np.asarray(None)
    if array.dtype.kind == "O" and array.ndim and all(map(_is_integer, array.flat)):
        array = _narrowed(array, function, name)
    fits = array.dtype.kind in "iu" and not isinstance(codes, np.ma.MaskedArray)
    if fits and array.dtype == np.uint64 and array.size and array.max() > _GREATEST_KEY:
        _narrowed(array, function, name)
    if not fits:
        raise ArgumentTypeError(
            f"`{name}` of {function} must be integers, one a row; got "
            f"{_kind_of(codes, array)}{_way_out(codes, array, name, function)}"
        )
    return np.asarray(array)


def _is_integer(value: Any) -> bool:
    return isinstance(value, (int, np.integer)) and not isinstance(value, bool)


def _narrowed(array: NDArray[Any], function: str, name: str) -> NDArray[np.int64]:
    """Return integers as int64, those below 0 as -1; raise for one that is no group."""
    for row, value in enumerate(array.flat):
        if value > _GREATEST_KEY:
            raise ArgumentValueError(
                f"`{name}` of {function} must be below the number of groups; got {value} in row "
                f"{row}"
            )
    return np.array([max(int(value), -1) for value in array.flat]).reshape(array.shape)


def _kind_of(codes: Any, array: NDArray[Any]) -> str:
    if isinstance(codes, np.ma.MaskedArray):
        return "a masked array"
    if array.ndim == 0:
        return f"a {type(codes).__name__}"
    for row, value in enumerate(array.flat):
        if value is None or value != value:
            return f"none in row {row}"
    return f"dtype {array.dtype}"


def _way_out(codes: Any, array: NDArray[Any], name: str, function: str) -> str:
    """Return what to pass in place of group numbers that are none."""
    keys = ", or leave n_groups out to sum by keys" if function == "group_sum" else ""
    if isinstance(codes, np.ma.MaskedArray):
        return ": pass its .filled(-1), which leaves out the rows that are masked"
    if array.ndim == 0:
        return f": pass a list or an array{keys}"
    if array.dtype.kind in "fO" and all(_is_whole_or_none(value) for value in array.flat):
        return f": pass 64-bit integers, -1 for rows to leave out{keys}"
    if function == "group_sum" and name == "codes":
        return ": leave n_groups out to sum by keys"
    return ": number the groups from 0, as numpy.unique(..., return_inverse=True) does"


def _is_whole_or_none(value: Any) -> bool:
    if value is None or value != value:
        return True
    try:
        return bool(value == int(value))
    except (TypeError, ValueError, OverflowError):
        return False
