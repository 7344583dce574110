"""Exact sums, counts, means and extremes by group."""

import functools
from collections.abc import Mapping, Sequence
from threading import RLock
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct import _core
from hanoi_ct._inputs.blocks import is_dask
from hanoi_ct._inputs.threads import over_slices, thread_count
from hanoi_ct._inputs.validate import choice, integer, shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.measures._calls.policies import Missing
from hanoi_ct.measures._exact import group_bytes as _group_bytes
from hanoi_ct.measures._exact.dask_sums import groups_of
from hanoi_ct.measures._exact.group_decimals import of_exact_rows
from hanoi_ct.measures._exact.group_keys import by_keys, in_line, without
from hanoi_ct.measures._exact.group_overloads import Statistic, group_reduction
from hanoi_ct.measures._exact.group_tables import Tables, read_codes, read_rows
from hanoi_ct.measures._exact.totals import Integers

# The tables that must be kept for a statistic.
_NEEDS: Mapping[str, tuple[str, ...]] = {
    "sum": ("sum",),
    "count": ("count",),
    "mean": ("sum", "count"),
    "minimum": ("extremes",),
    "maximum": ("extremes",),
    "weighted_sum": ("weighted_sum",),
    "weight_sum": ("weight_sum",),
    "weighted_mean": ("weighted_sum", "weight_sum"),
}
MOST_GROUPS = _core.MOST_GROUPS


@group_reduction
def group_sum(
    values: Any,
    codes: Any,
    n_groups: int | None = None,
    *,
    weights: Any = None,
    statistics: Statistic | Sequence[Statistic] | None = None,
    missing: Missing = "propagate",
    min_count: int = 0,
    threads: int | None = None,
) -> Any:
    """Correctly rounded sums by group, and other statistics of the same pass.

    Each sum is the double nearest to the exact one, whatever the order of the rows, the
    threads, the chunks or the machine. Integers add up to integers.

    Parameters
    ----------
    values : array_like of real numbers, or a column of pandas, polars, Arrow, xarray or Dask
        One value a row, in any unit. Integers (or amounts of money held as whole cents)
        are added as integers, and Decimals as decimals, without rounding.
    codes : array_like of int, or keys of any type
        With `n_groups`, the group of each row, 0 to ``n_groups - 1``, in any order; rows
        with a negative code are left out. 32-bit and 64-bit integers are read in place.
        Without it, keys: a column of text, dates, numbers or categories, or several columns
        in a tuple, a dict or a frame. Text is compared in NFC; every row must have a key.
        With an index in common, `values` and keys must have the same. Of Dask all must be
        cut alike, and `n_groups` given; the result is computed.
    n_groups : int, optional
        How many groups there are, 0 to 2**31 - 2; left out for keys.
    weights : array_like of real numbers, optional
        One weight a row.
    statistics : str or sequence of str, optional
        "sum", "count" (of values present), "mean", "minimum", "maximum"; with weights
        also "weighted_sum" (of value times weight), "weight_sum" and "weighted_mean".
        By default "sum", or with weights "weighted_sum".
    missing : {"propagate", "omit", "raise"}, default "propagate"
        What a NaN in a row that is not left out does: makes the results of its group
        NaN, is left out together with its weight, or is an error that names the row.
    min_count : int, default 0
        The fewest values (not NaN) that a group must have for a figure; with 1, a group
        without values has the sum NaN in place of 0. Counts are given anyway.
    threads : int, optional
        How many threads large arrays are cut over; by default the environment variable
        HANOI_CT_THREADS, or else as many as this process may use.

    Returns
    -------
    ndarray, or dict of str to ndarray; for keys a table in their kind
        One entry a group; a dictionary if `statistics` is a sequence. float64, except
        counts, and sums and extremes of integers, which are int64. A group without
        values has sum 0, count 0, and NaN for mean, minimum and maximum (extremes of
        integers are then float64). For keys, the groups that have rows, in the order of
        their keys (categories in theirs): a pandas Series, or DataFrame of several
        statistics, indexed by the keys; a polars DataFrame or Arrow table of keys and
        statistics; an xarray DataArray; for plain sequences a `GroupedFigures`.

    Raises
    ------
    ArgumentTypeError
        `values` or `weights` are not real numbers, `codes` not integers (with `n_groups`)
        or no keys.
    ArgumentValueError
        Lengths that differ, a code of `n_groups` or more (the error names the row), an
        unknown statistic, weights without a statistic of weights or the other way round,
        a NaN under ``missing="raise"``, a sum of integers beyond 64 bits (never wrapped),
        a row without a key, indexes that differ.

    See Also
    --------
    GroupSum : the same, for rows that come in parts.
    exact_sum : sums along an axis.

    Notes
    -----
    Means are exact sums divided once; the weighted mean is a quotient of two rounded
    sums, good to about :math:`2^{-51}`. A sum that is exactly zero is 0.0, whatever the
    signs of its terms; -0.0 is less than 0.0 for the extremes. Memory: 16 bytes a group and
    thread, and as much again for each further range of exponents that the data reach.

    References
    ----------
    Demmel and Nguyen (2015), "Parallel reproducible summation", *IEEE Transactions on
    Computers* 64(7), for sums on a grid of exponents; here the grid is as fine as the
    data, so that nothing is cut off.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.group_sum([0.1, 5.0, 0.2, 0.3], [0, 1, 0, 0], 3)
    array([0.6, 5. , 0. ])
    >>> hanoi_ct.group_sum([1999, 1, 500], [0, 0, -1], 1, statistics=["sum", "count"])
    {'sum': array([2000]), 'count': array([2])}
    >>> hanoi_ct.group_sum([2.0, 4.0], [0, 0], 1, weights=[1.0, 3.0], statistics="weighted_mean")
    array([3.5])
    >>> hanoi_ct.group_sum([0.1, 5.0, 0.2, 0.3], ["mining", "energy", "mining", "mining"])
    key     sum
    energy  5.0
    mining  0.6
    """
    if statistics is None:
        statistics = "sum" if weights is None else "weighted_sum"
    single = isinstance(statistics, str)
    chosen = _chosen(statistics)
    fewest = integer(min_count, "min_count", "group_sum", low=0)

    def by_code(values: Any, codes: Any, n_groups: Any, weights: Any) -> dict[str, NDArray[Any]]:
        return _figures(values, codes, n_groups, weights, chosen, missing, fewest, threads)

    if is_dask(values) or is_dask(codes) or is_dask(weights):
        of_blocks = _figures_of_blocks(values, codes, n_groups, weights, chosen, missing, fewest)
        return of_blocks[chosen[0]] if single else of_blocks
    if n_groups is None:
        return by_keys(by_code, values, codes, weights, single=single, function="group_sum")
    rows = in_line({"values": values, "codes": codes, "weights": weights}, "group_sum")
    found = by_code(rows["values"], rows["codes"], n_groups, rows["weights"])
    return found[chosen[0]] if single else found


def _chosen(statistics: Any) -> list[Any]:
    """Return the statistics asked for, one or several; whether each is known is seen later."""
    try:
        return [statistics] if isinstance(statistics, str) else list(statistics)
    except TypeError:
        raise ArgumentTypeError(
            "`statistics` of group_sum must be the name of a statistic or several; got "
            f"{shown(statistics)}"
        ) from None


def _figures(
    values: Any,
    codes: Any,
    n_groups: Any,
    weights: Any,
    chosen: list[Statistic],
    missing: Any,
    min_count: int,
    threads: int | None,
) -> dict[str, NDArray[Any]]:
    """Return the statistics by group number."""
    function = "group_sum"
    exact = of_exact_rows(values, weights, function)
    if exact is not None:
        values, weights = exact.stand_ins()
    counted = _counted(chosen, min_count)
    result = GroupSum._of(function, n_groups, counted if chosen else chosen)
    result._add(function, values, codes, weights, missing, threads)
    found: dict[str, NDArray[Any]] = {name: result._statistic(name, function) for name in counted}
    if exact is not None:
        found = exact.figures(read_codes(codes, function).reshape(-1), found, function)
    return _with_enough(found, chosen, min_count, function)


def _figures_of_blocks(
    values: Any,
    codes: Any,
    n_groups: Any,
    weights: Any,
    chosen: list[Statistic],
    missing: Any,
    min_count: int,
) -> dict[str, NDArray[Any]]:
    """Return the statistics of Dask's collections, a GroupSum a block."""
    function = "group_sum"
    counted = _counted(chosen, min_count)
    empty = functools.partial(GroupSum._of, function, n_groups, counted if chosen else chosen)
    if n_groups is not None:
        empty()  # refuses wrong words at once
    rows = {"values": values, "codes": codes, "weights": weights}
    result = groups_of(rows, n_groups, empty, missing, function)
    found: dict[str, NDArray[Any]] = {n: result._statistic(n, function) for n in counted}
    return _with_enough(found, chosen, min_count, function)


def _counted(chosen: list[Statistic], min_count: int) -> list[Statistic]:
    return [*chosen, "count"] if min_count and "count" not in chosen else chosen


def _with_enough(
    found: dict[str, NDArray[Any]], chosen: list[Statistic], min_count: int, function: str
) -> dict[str, NDArray[Any]]:
    """Return the figures, without those of groups that have too few values."""
    if not min_count:
        return found
    few = found["count"] < min_count
    return {
        name: found[name] if name == "count" else without(found[name], few, function)
        for name in chosen
    }


class GroupSum:
    """Exact sums by group that take more rows later, and merge with others.

    Parts of a table may be summed wherever they are, in any order: merged, they give the
    same figures to the last bit, and the same bytes.

    Parameters
    ----------
    n_groups : int
        How many groups there are, 0 to 2**31 - 2.
    statistics : sequence of str, default ("sum",)
        What will be asked for, as in `group_sum`; each has a property of its name.

    Raises
    ------
    ArgumentTypeError
        `n_groups` is not an integer.
    ArgumentValueError
        It is out of range, a statistic is unknown or none is named.

    Notes
    -----
    The first rows decide whether the values are integers, which add up to int64, or
    real numbers. A GroupSum of integers refuses real numbers; one of real numbers takes
    integers up to 2**53. Several threads may add to one GroupSum: they wait for each other.

    References
    ----------
    As `group_sum`.

    Examples
    --------
    >>> from hanoi_ct import GroupSum
    >>> january = GroupSum(2, statistics=["sum", "mean"])
    >>> january.add([0.1, 7.0, 0.2], [0, 1, 0])
    >>> february = GroupSum(2, statistics=["sum", "mean"])
    >>> february.add([0.3], [0])
    >>> (january + february).sum
    array([0.6, 7. ])
    >>> january + february == february + january
    True
    """

    # Mutable, and equal when the figures are: not to be used as a key.
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, n_groups: int, *, statistics: Sequence[Statistic] = ("sum",)) -> None:
        self._set_up("GroupSum", n_groups, statistics)

    @classmethod
    def _of(cls, function: str, n_groups: int, statistics: Sequence[Statistic]) -> "GroupSum":
        result = cls.__new__(cls)
        result._set_up(function, n_groups, statistics)
        return result

    @classmethod
    def _with(cls, n_groups: int, tables: Tables) -> "GroupSum":
        result = cls.__new__(cls)
        result._n_groups, result._tables, result._lock = n_groups, tables, RLock()
        return result

    def _set_up(self, function: str, n_groups: int, statistics: Sequence[Statistic]) -> None:
        self._n_groups = integer(n_groups, "n_groups", function, low=0, high=MOST_GROUPS)
        if isinstance(statistics, str) or len(statistics) == 0:
            raise ArgumentValueError(
                f"`statistics` of {function} must name at least one; got {statistics!r}"
            )
        positions = dict(zip(_NEEDS, range(len(_NEEDS)), strict=True))
        for name in statistics:
            choice(name, positions, "statistics", function)
        self._lock = RLock()
        needed = {table for name in statistics for table in _NEEDS[name]}
        self._tables = Tables(self._n_groups, frozenset(needed))

    # ---- adding ----------------------------------------------------------------------

    def add(
        self,
        values: ArrayLike,
        codes: ArrayLike,
        *,
        weights: ArrayLike | None = None,
        missing: Missing = "propagate",
        threads: int | None = None,
    ) -> None:
        """Add rows; parameters and errors are those of `group_sum`.

        Nothing is added if an error is raised.

        Examples
        --------
        >>> from hanoi_ct import GroupSum
        >>> total = GroupSum(1, statistics=["maximum"])
        >>> total.add([3, 5], [0, 0])
        >>> total.add([4], [0])
        >>> total.maximum
        array([5])
        """
        self._add("GroupSum.add", values, codes, weights, missing, threads)

    def _add(
        self,
        function: str,
        values: Any,
        codes: Any,
        weights: Any,
        missing: Missing,
        threads: int | None,
    ) -> None:
        with self._lock:
            self._add_rows(function, values, codes, weights, missing, threads)

    def _add_rows(
        self,
        function: str,
        values: Any,
        codes: Any,
        weights: Any,
        missing: Missing,
        threads: int | None,
    ) -> None:
        line = in_line({"values": values, "codes": codes, "weights": weights}, function)
        values, codes, weights = line["values"], line["codes"], line["weights"]
        rows = read_rows(function, values, codes, weights, missing, self._tables)
        # A row by group takes as long as some four values of a plain sum.
        parallel = thread_count(threads, 4 * rows.codes.size, function)
        windows = self._tables.choose_windows(rows)
        if rows.codes.size < self._n_groups:  # cheaper than tables of their own
            rows.check(self._n_groups, function)
            self._tables.add(rows, slice(0, rows.codes.size), windows, function)
            return

        stop: list[BaseException] = []

        def part(chosen: slice) -> Tables:
            tables = Tables(self._n_groups, self._tables.needed)
            tables.add(rows, chosen, windows, function, stop)
            return tables

        added, *others = over_slices(part, rows.codes.size, parallel, stop=stop)
        for tables in others:
            added.merge(tables)
        added.merge(self._tables)
        self._tables = added  # at once: Ctrl-C before it leaves the sums as they were

    def merge(self, other: "GroupSum") -> None:
        """Add the rows of another GroupSum of as many groups and the same statistics.

        Parameters
        ----------
        other : GroupSum
            It stays as it is.

        Raises
        ------
        ArgumentTypeError
            `other` is not a GroupSum.
        ArgumentValueError
            It has another number of groups or other statistics, or one holds integers
            and the other real numbers.
        """
        if not isinstance(other, GroupSum):
            raise ArgumentTypeError(
                f"`other` of GroupSum.merge must be a GroupSum; got {type(other).__name__}"
            )
        with other._lock:
            theirs = other._tables.copy()
        with self._lock:  # never both: two threads may merge two sums both ways
            self._merge_tables(other._n_groups, theirs)

    def _merge_tables(self, n_groups: int, theirs: Tables) -> None:
        mine = self._tables
        if n_groups != self._n_groups:
            raise ArgumentValueError(
                f"`other` of GroupSum.merge must have {self._n_groups} groups; got {n_groups}"
            )
        if mine.needed != theirs.needed:
            raise ArgumentValueError(
                f"`other` of GroupSum.merge must keep {_listed(mine.needed)}; "
                f"got {_listed(theirs.needed)}"
            )
        if {mine.of_integers, theirs.of_integers} == {True, False}:
            kinds = {True: "integers", False: "real numbers"}
            raise ArgumentValueError(
                f"`other` of GroupSum.merge must hold {kinds[bool(mine.of_integers)]}; "
                f"got {kinds[bool(theirs.of_integers)]}"
            )
        theirs.merge(mine)
        self._tables = theirs  # at once, as in `add`

    def regroup(self, places: ArrayLike, n_groups: int) -> "GroupSum":
        """Return the figures of other groups, to each of which some of these are added.

        Exact, as if the rows had come with the other codes: the states are added, and
        rounded once when a figure is asked for.

        Parameters
        ----------
        places : array_like of int, shape (n_groups of this one,)
            The group to which each group goes; a negative one leaves it out.
        n_groups : int
            How many groups the result has, 0 to 2**31 - 2.

        Returns
        -------
        GroupSum
            Of the same statistics.

        Raises
        ------
        ArgumentTypeError
            `places` are not integers.
        ArgumentValueError
            There is not one place for each group, or a place is `n_groups` or more.

        Examples
        --------
        >>> from hanoi_ct import GroupSum
        >>> divisions = GroupSum(3)
        >>> divisions.add([0.1, 0.2, 0.3], [0, 1, 2])
        >>> divisions.regroup([0, 0, 1], 2).sum
        array([0.3, 0.3])
        """
        function = "GroupSum.regroup"
        groups = integer(n_groups, "n_groups", function, low=0, high=MOST_GROUPS)
        where = read_codes(places, function, "places").astype(np.int64).reshape(-1)
        if where.size != self._n_groups:
            raise ArgumentValueError(
                f"`places` of {function} must have one place for each of the {self._n_groups} "
                f"groups; got {where.size}"
            )
        if where.size and where.max() >= groups:
            group = int(where.argmax())
            raise ArgumentValueError(
                f"`places` of {function} must be below {groups}, the number of groups; "
                f"got {where[group]} for group {group}"
            )
        with self._lock:
            return GroupSum._with(groups, self._tables.regrouped(groups, where))

    def __add__(self, other: Any) -> "GroupSum":
        if not isinstance(other, GroupSum):
            return NotImplemented
        with self._lock:
            result = GroupSum._with(self._n_groups, self._tables.copy())
        result.merge(other)
        return result

    def __iadd__(self, other: Any) -> "GroupSum":
        if not isinstance(other, GroupSum):
            return NotImplemented
        self.merge(other)
        return self

    # ---- results ---------------------------------------------------------------------

    @property
    def n_groups(self) -> int:
        """How many groups there are."""
        return self._n_groups

    @property
    def sum(self) -> NDArray[Any]:
        """The sum of each group, correctly rounded; int64 for integers."""
        return self._statistic("sum", "GroupSum")

    @property
    def count(self) -> Integers:
        """How many values (not NaN) each group has."""
        return self._statistic("count", "GroupSum")

    @property
    def mean(self) -> NDArray[np.float64]:
        """The mean of each group, correctly rounded; NaN for a group without values."""
        return self._statistic("mean", "GroupSum")

    @property
    def minimum(self) -> NDArray[Any]:
        """The least value of each group; NaN for a group without values."""
        return self._statistic("minimum", "GroupSum")

    @property
    def maximum(self) -> NDArray[Any]:
        """The greatest value of each group; NaN for a group without values."""
        return self._statistic("maximum", "GroupSum")

    @property
    def weighted_sum(self) -> NDArray[np.float64]:
        """The sum of value times weight of each group, correctly rounded."""
        return self._statistic("weighted_sum", "GroupSum")

    @property
    def weight_sum(self) -> NDArray[np.float64]:
        """The sum of the weights of each group, correctly rounded."""
        return self._statistic("weight_sum", "GroupSum")

    @property
    def weighted_mean(self) -> NDArray[np.float64]:
        """The weighted sum of each group over its sum of weights."""
        return self._statistic("weighted_mean", "GroupSum")

    def _statistic(self, name: str, function: str) -> NDArray[Any]:
        with self._lock:
            return self._statistic_of(self._tables, name, function)

    def _statistic_of(self, tables: Tables, name: str, function: str) -> NDArray[Any]:
        if not tables.needed.issuperset(_NEEDS[name]):
            raise ArgumentValueError(
                f"`statistics` of {function} must include {name!r} to ask for it; "
                f"it keeps {_listed(tables.needed)}"
            )
        if name == "count":
            return tables.count[1:].copy()
        if name == "mean":
            return tables.totals["sum"].rounded(tables.count[1:])
        if name in ("minimum", "maximum"):
            return tables.extreme(name, function)
        if name == "weighted_mean":
            sums = [tables.totals[table].rounded() for table in ("weighted_sum", "weight_sum")]
            with np.errstate(all="ignore"):  # a sum of weights of zero gives NaN or infinity
                return sums[0] / sums[1]
        if name == "sum" and tables.of_integers:
            return tables.integer_sums(function)
        return tables.totals[name].rounded()

    # ---- storing ---------------------------------------------------------------------

    def to_bytes(self) -> bytes:
        """Return the exact figures as bytes, the same for equal ones on every machine.

        Returns
        -------
        bytes
        """
        with self._lock:
            return _group_bytes.write(self._n_groups, self._tables)

    @classmethod
    def from_bytes(cls, data: bytes) -> "GroupSum":
        """Return the GroupSum whose figures were written by `to_bytes`.

        Parameters
        ----------
        data : bytes-like

        Returns
        -------
        GroupSum

        Raises
        ------
        ArgumentTypeError
            `data` is not a bytes-like object.
        DataError
            It is of another version, or not what `to_bytes` writes.
        """
        n_groups, tables = _group_bytes.read(data, Tables, "GroupSum.from_bytes")
        return cls._with(n_groups, tables)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, GroupSum):
            return NotImplemented
        return self.to_bytes() == other.to_bytes()

    def __reduce__(self) -> tuple[Any, tuple[bytes]]:
        return GroupSum.from_bytes, (self.to_bytes(),)

    def __repr__(self) -> str:
        return f"GroupSum({self._n_groups}, keeping {_listed(self._tables.needed)})"


def _listed(tables: frozenset[str]) -> str:
    return ", ".join(repr(table) for table in sorted(tables))
