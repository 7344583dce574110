"""Tabulate records: read in batches, number the keys, add exact states, round once a cell."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.threads import thread_count
from hanoi_ct._inputs.validate import integer
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError, DataError
from hanoi_ct.measures import GroupSum
from hanoi_ct.records._aggregates import AGGREGATES, Aggregate, Recipe
from hanoi_ct.records._keys import Key
from hanoi_ct.records._largest import Largest
from hanoi_ct.records._numbers import numbers_of
from hanoi_ct.records._rejects import Rejects
from hanoi_ct.records._result import Tabulation
from hanoi_ct.records._schema import Field, RecordSchema
from hanoi_ct.records._sources import Piece, Source, source_of

OnError = Literal["collect", "raise"]

# Cells of the table while records come in; a state takes 16 bytes and more.
MOST_CELLS = 1 << 27
_FIRST_ROWS, _FIRST_COLUMNS = 256, 16


def tabulate(
    records: Any,
    *,
    rows: str | Sequence[str],
    columns: str | Sequence[str] | None = None,
    value: str | None = None,
    weight: str | None = None,
    aggregate: Aggregate = "sum",
    hierarchy: Any = None,
    min_count: int = 1,
    largest: int = 0,
    schema: RecordSchema | None = None,
    on_error: OnError = "collect",
    threads: int | None = None,
    progress: bool = False,
) -> Tabulation:
    """Make a table from records, exactly.

    Partial sums are exact states that merge by integer addition, rounded once a cell: the same
    records give the same table, to the bit, from any container, in any order, however split.

    Parameters
    ----------
    records : DataFrame, table, reader, relation, path or SQL
        A pandas or polars DataFrame, a pyarrow Table, RecordBatch, dataset or reader of
        batches, a DuckDB relation, a list of dicts; the path of a .csv, .parquet or .xlsx file
        (its first sheet), a folder of .parquet files or a list of them; or SQL (SELECT, WITH or
        FROM ...) that DuckDB runs. Files are streamed: memory holds the table and a few batches.
    rows, columns : str or sequence of str
        The columns whose values become the rows and the columns of the table: text, whole
        numbers or dates. Without `columns` the table has one column.
    value : str, optional
        The column of numbers. Only ``aggregate="count"`` does without: it counts records.
    weight : str, optional
        The column of weights, for the weighted aggregates.
    aggregate : {"sum", "count", "mean", "min", "max", "weighted_sum", "weighted_mean"}
        What a cell holds.
    hierarchy : hanoi_ct.hierarchy.Hierarchy, optional
        A tree whose leaves are the values of `rows`: the table has a row for every node, each
        made from the exact states below it. A code that is no leaf of it is set aside.
    min_count : int, default 1
        The fewest values from which a cell is made; with fewer it is missing. 0 lets an empty
        sum be 0.
    largest : int, default 0
        How many of the largest values of each cell to keep, for the dominance rule of `protect`.
    schema : RecordSchema, optional
        Kinds, units, bounds and codes for missing values of the columns.
    on_error : {"collect", "raise"}, default "collect"
        Whether records that do not fit are set aside (see `Tabulation.rejects`) or the first of
        them is an error.
    threads : int, optional
        How many threads read and add; by default as `group_sum`.
    progress : bool, default False
        Show a bar on standard error.

    Returns
    -------
    Tabulation
        Values with labels, and how many records were taken and set aside. Whole numbers add up
        to whole numbers.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        The container, a column or a word is none of those above, or the table would have more
        than 2**27 cells.
    DataError
        A file that cannot be read, or under ``on_error="raise"`` a record that does not fit.

    Notes
    -----
    A missing value (null, NaN, or a missing code of the schema) is left out of its cell; its
    record counts as taken. A record whose key is missing is set aside.

    Examples
    --------
    >>> from hanoi_ct.records import tabulate
    >>> returns = [
    ...     {"code": "10", "month": "2018-01", "value": 0.1},
    ...     {"code": "11", "month": "2018-01", "value": 5.0},
    ...     {"code": "10", "month": "2018-01", "value": 0.2},
    ...     {"code": "10", "month": "2018-02", "value": None},
    ... ]
    >>> tabulate(returns, rows="code", columns="month", value="value")
    sum of value: 2 rows, 2 columns; 4 records taken, 0 set aside
    code              2018-01  2018-02
    10    0.30000000000000004
    11                    5.0
    """
    plan = _plan(
        rows, columns, value, weight, aggregate, hierarchy, min_count, schema, on_error
    )._replace(largest=integer(largest, "largest", "tabulate", low=0, high=100))
    source = source_of(records, plan.read)
    run = _Run(plan, source)
    workers = thread_count(threads, 1 << 22 if source.size is None else 4 * source.size, "tabulate")
    run.work(workers, progress)
    return run.result()


class Plan(NamedTuple):
    """A checked call."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    value: str | None
    weight: str | None
    aggregate: str
    recipe: Recipe
    tree: Any
    min_count: int
    schema: RecordSchema | None
    on_error: str
    largest: int = 0

    @property
    def read(self) -> list[str]:
        """The columns that are read, each once."""
        named = [*self.rows, *self.columns, self.value, self.weight]
        return list(dict.fromkeys(name for name in named if name is not None))

    def field(self, name: str | None) -> Field | None:
        return self.schema.field(name) if self.schema and name is not None else None

    def key(self, name: str) -> Key:
        """An empty key; with a tree the leaves are known beforehand."""
        declared = self.field(name)
        known: Sequence[str] | None = declared.allowed if declared else None
        if self.tree is not None and name == self.rows[0]:
            known = self.tree.leaves
        return Key(name, known, declared.missing if declared else ())


def _plan(
    rows: Any,
    columns: Any,
    value: Any,
    weight: Any,
    aggregate: Any,
    hierarchy: Any,
    min_count: Any,
    schema: Any,
    on_error: Any,
) -> Plan:
    function = "tabulate"
    chosen = _names(rows, "rows")
    across = _names(columns, "columns") if columns is not None else ()
    doubled = [name for name in across if name in chosen]
    if doubled:
        raise ArgumentValueError(
            f"`columns` of {function} must differ from `rows`; got {doubled[0]!r} in both"
        )
    if not isinstance(aggregate, str) or aggregate not in AGGREGATES:
        raise ArgumentValueError(
            f"`aggregate` of {function} must be one of {', '.join(AGGREGATES)}; got {aggregate!r}"
        )
    recipe = AGGREGATES[aggregate]
    for name, column in (("value", value), ("weight", weight)):
        if column is not None and not isinstance(column, str):
            raise ArgumentTypeError(f"`{name}` of {function} must name a column; got {column!r}")
    if value is None and aggregate != "count":
        raise ArgumentValueError(f"`value` of {function} must name a column for {aggregate!r}")
    if (weight is not None) != recipe.weighted:
        rule = "name a column for" if recipe.weighted else "be left out with"
        raise ArgumentValueError(f"`weight` of {function} must {rule} {aggregate!r}")
    if hierarchy is not None:
        if not hasattr(hierarchy, "leaves") or not hasattr(hierarchy, "parent"):
            raise ArgumentTypeError(
                f"`hierarchy` of {function} must be a Hierarchy; got {type(hierarchy).__name__}"
            )
        if len(chosen) != 1:
            raise ArgumentValueError(
                f"`rows` of {function} must be one column with a hierarchy; got {list(chosen)}"
            )
    if schema is not None and not isinstance(schema, RecordSchema):
        raise ArgumentTypeError(f"`schema` of {function} must be a RecordSchema; got {schema!r}")
    if on_error not in ("collect", "raise"):
        raise ArgumentValueError(
            f"`on_error` of {function} must be 'collect' or 'raise'; got {on_error!r}"
        )
    fewest = integer(min_count, "min_count", function, low=0)
    return Plan(
        chosen, across, value, weight, aggregate, recipe, hierarchy, fewest, schema, on_error
    )


def _names(given: Any, name: str) -> tuple[str, ...]:
    names = (given,) if isinstance(given, str) else tuple(given)
    if not names or not all(isinstance(one, str) for one in names):
        raise ArgumentTypeError(f"`{name}` of tabulate must name columns; got {given!r}")
    if len(set(names)) < len(names):
        raise ArgumentValueError(f"`{name}` of tabulate must name each column once; got {given!r}")
    return names


# ---- adding up ------------------------------------------------------------------------


class _Axis:
    """The rows or the columns of the table: one key, or several packed into one number."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self.keys = keys
        self._bits = 63 // max(len(keys), 1)
        self._combined = Key("the keys", None, ()) if len(keys) > 1 else None

    def codes_of(
        self, batch: Any, set_aside: Callable[[str, Any, Any, str], None]
    ) -> NDArray[np.int64]:
        """The place of each row of a batch on the axis, -1 for those that are set aside."""
        if not self.keys:
            return np.zeros(batch.num_rows, dtype=np.int64)
        packed = None
        for key in self.keys:
            codes, refused = key.codes_of(batch.column(key.name))
            for rows, values, reason in refused:
                set_aside(key.name, rows, values, reason)
            if packed is None:
                packed = codes
            else:
                if codes.size and int(codes.max()) >= 1 << self._bits:
                    raise ArgumentValueError(
                        f"`rows` and `columns` of tabulate must have fewer than 2**{self._bits} "
                        f"values a key where there are {len(self.keys)}; {key.name!r} has more"
                    )
                absent = (packed < 0) | (codes < 0)
                packed = np.where(absent, -1, packed << self._bits | codes)
        if self._combined is None or packed is None:
            return packed if packed is not None else np.empty(0, dtype=np.int64)
        there = packed >= 0
        if not there.all():
            packed[there], _ = self._combined._lookup(packed[there], "integer")
            return packed
        codes, _ = self._combined._lookup(packed, "integer")
        return codes

    @property
    def size(self) -> int:
        if not self.keys:
            return 1
        return len(self._combined.values if self._combined else self.keys[0].values)

    def labels(self) -> tuple[tuple[Any, ...], NDArray[np.int64]]:
        """The sorted labels and the place of each."""
        if not self.keys:
            return ("",), np.zeros(1, dtype=np.int64)
        if self._combined is None:
            key = self.keys[0]
            order = key.order()
            return tuple(key.label(key.values[i]) for i in order), order
        mask = (1 << self._bits) - 1
        found = []
        for packed in self._combined.values:
            codes = []
            for _ in self.keys:
                codes.append(packed & mask)
                packed >>= self._bits
            found.append(
                tuple(key.values[code] for key, code in zip(self.keys, codes[::-1], strict=True))
            )
        order = np.array(sorted(range(len(found)), key=found.__getitem__), dtype=np.int64)
        labels = (
            tuple(key.label(part) for key, part in zip(self.keys, found[i], strict=True))
            for i in order
        )
        return tuple(labels), order


class _State:
    """The cells that one thread has added up, in a grid that grows."""

    def __init__(self, statistics: Sequence[Any], largest: int) -> None:
        self.n_rows, self.n_columns = _FIRST_ROWS, _FIRST_COLUMNS
        self.total = GroupSum(self.n_rows * self.n_columns, statistics=statistics)
        self.largest = Largest(self.n_rows * self.n_columns, largest) if largest else None
        self.accepted = 0

    def fit(self, n_rows: int, n_columns: int) -> None:
        """Make room for as many rows and columns; what was added keeps its cell."""
        rows, columns = _grown(self.n_rows, n_rows), _grown(self.n_columns, n_columns)
        if (rows, columns) == (self.n_rows, self.n_columns):
            return
        if rows * columns > MOST_CELLS:
            raise ArgumentValueError(
                f"`rows` and `columns` of tabulate must span at most 2**27 cells; got {n_rows} "
                f"rows by {n_columns} columns: leave a key out, or tabulate part by part"
            )
        cells = np.arange(self.n_rows * self.n_columns, dtype=np.int64)
        places = cells // self.n_columns * columns + cells % self.n_columns
        self.total = self.total.regroup(places, rows * columns)
        if self.largest is not None:
            self.largest = self.largest.regroup(places, rows * columns)
        self.n_rows, self.n_columns = rows, columns


def _grown(now: int, needed: int) -> int:
    while now < needed:
        now *= 2
    return now


class _Run:
    """One call at work."""

    def __init__(self, plan: Plan, source: Source) -> None:
        self.plan, self.source = plan, source
        self.rejects = Rejects(plan.on_error)
        self.row_axis = _Axis([plan.key(name) for name in plan.rows])
        self.column_axis = _Axis([plan.key(name) for name in plan.columns])
        self.states: list[_State] = []
        self._lock = threading.Lock()
        self._stop = threading.Event()

    def work(self, workers: int, progress: bool) -> None:
        """Add every record, in as many threads; an error or an interrupt stops them all."""
        pieces = _with_progress(self.source, progress)
        if workers == 1:
            self._add_all(pieces)
            return
        feed: queue.SimpleQueue[Any] = queue.SimpleQueue()
        room = threading.Semaphore(2 * workers)

        def each() -> Iterator[Piece]:
            while (piece := feed.get()) is not None:
                yield piece
                room.release()

        with ThreadPoolExecutor(workers) as pool:
            running = [pool.submit(self._add_all, each()) for _ in range(workers)]
            try:
                for piece in pieces:
                    while not room.acquire(timeout=0.1):
                        if any(one.done() for one in running):
                            break
                    if any(one.done() for one in running):
                        break
                    feed.put(piece)
            except BaseException:
                self._stop.set()
                raise
            finally:
                for _ in running:
                    feed.put(None)
            try:
                for one in running:
                    one.result()
            except BaseException:
                self._stop.set()
                raise

    def _add_all(self, pieces: Iterator[Piece]) -> None:
        state = _State(self.plan.recipe.keeps, self.plan.largest)
        try:
            for piece in pieces:
                row = piece.first_row
                for batch in piece.load():
                    if self._stop.is_set():
                        return
                    self._add(state, batch, row)
                    row += batch.num_rows
        except BaseException:
            self._stop.set()
            raise
        with self._lock:
            self.states.append(state)

    def _add(self, state: _State, batch: Any, first_row: int) -> None:
        plan = self.plan
        aside = np.zeros(0, dtype=bool)

        def set_aside(column: str, rows: Any, values: Any, reason: str) -> None:
            nonlocal aside
            if aside.size == 0:
                aside = np.zeros(batch.num_rows, dtype=bool)
            fresh = ~aside[rows]
            aside[rows] = True
            shown = [value for value, new in zip(values, fresh, strict=False) if new]
            self.rejects.add((rows[fresh] + first_row).tolist(), column, shown, reason)

        down = self.row_axis.codes_of(batch, set_aside)
        across = self.column_axis.codes_of(batch, set_aside)
        numbers = {}
        for name in (plan.value, plan.weight):
            if name is not None:
                numbers[name] = numbers_of(
                    batch.column(name), name, plan.field(name), self.source.is_text, set_aside
                )
        state.fit(self.row_axis.size, self.column_axis.size)
        codes = down * state.n_columns + across
        lacking = (down < 0) | (across < 0)
        if aside.size:
            lacking |= aside
        if lacking.any():
            codes[lacking] = -1
        values = numbers[plan.value] if plan.value is not None else None
        self._add_rows(state, values, numbers.get(plan.weight or ""), codes)
        state.accepted += batch.num_rows - int(lacking.sum())

    def _add_rows(self, state: _State, values: Any, weights: Any, codes: Any) -> None:
        if values is None:
            state.total.add(np.zeros(codes.size), codes, threads=1)
            return
        numbers, absent = values
        if absent is not None:
            codes[absent] = -1
        if weights is not None:
            heavy, lacking = weights
            if lacking is not None:
                codes[lacking] = -1
            state.total.add(
                _as_float(numbers), codes, weights=_as_float(heavy), missing="omit", threads=1
            )
            return
        state.total.add(numbers, codes, missing="omit", threads=1)
        if state.largest is not None:
            state.largest.add(_as_float(numbers), codes)

    # ---- the table -------------------------------------------------------------------

    def result(self) -> Tabulation:
        """The table of all states."""
        plan = self.plan
        self._malformed()
        rows, columns = self.row_axis.size, self.column_axis.size
        total, top = None, None
        for state in self.states:
            state.fit(rows, columns)
            total = state.total if total is None else total + state.total
            if top is not None and state.largest is not None:
                top.merge(state.largest)
            top = top or state.largest
        row_labels, row_order = self.row_axis.labels()
        column_labels, column_order = self.column_axis.labels()
        width = self.states[0].n_columns
        height = self.states[0].n_rows
        grid = np.full((height, width), -1, dtype=np.int64)
        shape = (len(row_order), len(column_order))
        cells = np.arange(shape[0] * shape[1], dtype=np.int64).reshape(shape)
        grid[np.ix_(row_order, column_order)] = cells
        if total is None:
            raise DataError("`records` of tabulate hold nothing")
        table = total.regroup(grid.ravel(), cells.size)
        top = None if top is None else top.regroup(grid.ravel(), cells.size)
        if plan.tree is not None:
            table, top = _up_the_tree(table, top, plan.tree, shape[1])
            row_labels = plan.tree.codes
            shape = (len(row_labels), shape[1])
        return self._tabulation(table, top, row_labels, column_labels, shape)

    def _malformed(self) -> None:
        lines = sorted(number - 1 for number, _ in self.source.malformed)  # the header is line 1
        self.rejects.renumber(lines)
        for number, what in sorted(self.source.malformed):
            reason = "has another number of cells than the header"
            self.rejects.add([number - 1], "", [what], reason)

    def _tabulation(
        self, table: GroupSum, top: Largest | None, rows: Any, columns: Any, shape: tuple[int, int]
    ) -> Tabulation:
        plan = self.plan
        observed = table.count.reshape(shape)
        missing = observed < plan.min_count
        values = getattr(table, plan.recipe.keeps[0]).reshape(shape)
        if plan.aggregate == "count":
            missing = np.zeros(shape, dtype=bool)
        elif values.dtype.kind == "f":
            empty = observed == 0
            values = np.where(empty, plan.recipe.empty, values)
            values[missing] = np.nan
        unit = plan.field(plan.value)
        return Tabulation(
            values,
            missing,
            observed,
            tuple(rows),
            tuple(columns),
            plan.rows,
            plan.columns,
            plan.value or "",
            plan.aggregate,
            unit.unit if unit and plan.aggregate != "count" else "",
            sum(state.accepted for state in self.states),
            self.rejects.count,
            self.rejects.to_arrow(),
            self.rejects.reasons,
            plan.tree,
            None if top is None else top.values.reshape(*shape, top.n),
        )


def _as_float(numbers: NDArray[Any]) -> NDArray[Any]:
    return numbers if numbers.dtype == np.float64 else numbers.astype(np.float64)


def _up_the_tree(
    table: GroupSum, top: Largest | None, tree: Any, width: int
) -> tuple[GroupSum, Largest | None]:
    """The cells of every node: each level takes the exact states of the leaves below it."""
    n_nodes, n_leaves = len(tree.codes), len(tree.leaves)
    above = np.asarray(tree.leaf_rows, dtype=np.int64).copy()
    result, highest = None, None
    across = np.arange(width, dtype=np.int64)
    while (above >= 0).any():
        places = np.where(above[:, None] >= 0, above[:, None] * width + across, -1)
        places = places.reshape(n_leaves * width)
        level = table.regroup(places, n_nodes * width)
        if top is not None:
            higher = top.regroup(places, n_nodes * width)
            if highest is not None:
                higher.merge(highest)
            highest = higher
        result = level if result is None else result + level
        above = np.where(above >= 0, np.asarray(tree.parent)[above], -1)
    return (table if result is None else result), highest


def _with_progress(source: Source, progress: bool) -> Iterator[Piece]:
    if not progress:
        yield from source.pieces
        return
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(source.pieces, "tabulate", console=console, total=None)
