"""One call of tabulate at work: threads that read, number the keys and add exact states."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.measures import GroupSum
from hanoi_ct.records._axis import Axis
from hanoi_ct.records._decimals import are_decimals, in_doubles, one_number_of_places, places_of
from hanoi_ct.records._largest import Largest
from hanoi_ct.records._numbers import numbers_of
from hanoi_ct.records._partial import Partial
from hanoi_ct.records._plan import Plan
from hanoi_ct.records._rejects import Rejects
from hanoi_ct.records._sources import Piece, Source

# Cells of the table while records come in; a state takes 16 bytes and more.
MOST_CELLS = 1 << 27
_FIRST_ROWS, _FIRST_COLUMNS = 256, 16


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


class Run:
    """One call at work."""

    def __init__(self, plan: Plan, source: Source) -> None:
        self.plan, self.source = plan, source
        self.rejects = Rejects(plan.on_error)
        self.row_axis = Axis([plan.key(name) for name in plan.rows])
        self.column_axis = Axis([plan.key(name) for name in plan.columns])
        self.states: list[_State] = []
        self.places: int | None = None  # of the values; see `places_of`
        self._lock = threading.Lock()
        self._stop = threading.Event()

    def work(self, workers: int, progress: bool) -> None:
        """Add every record, in as many threads; an error or an interrupt stops them all."""
        with closing(_with_progress(self.source, progress)) as pieces:
            if workers == 1:
                self._add_all(pieces)
            else:
                self._share(pieces, workers)

    def _share(self, pieces: Iterator[Piece], workers: int) -> None:
        """Hand the pieces to threads as these are done with others."""
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

        self._settle_places(batch)
        down = self.row_axis.codes_of(batch, set_aside)
        across = self.column_axis.codes_of(batch, set_aside)
        numbers = {}
        for name in (plan.value, plan.weight):
            if name is not None:
                numbers[name] = numbers_of(
                    batch.column(name), name, plan.field(name), self.source.is_text, set_aside
                )
        self.rejects.refuse()
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

    def _settle_places(self, batch: Any) -> None:
        """Decimals are of one number of places; with weights they would be rounded."""
        plan = self.plan
        for name in (plan.value, plan.weight):
            places = None if name is None else places_of(batch.column(name).type)
            if plan.recipe.weighted and are_decimals(places):
                raise ArgumentTypeError(
                    f"column {name!r} of tabulate must hold no decimals for {plan.aggregate!r}; "
                    f"got {batch.column(name).type}: cast it to float64"
                )
            if name == plan.weight:
                continue
            with self._lock:
                self.places = one_number_of_places(self.places, places, str(name))

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
            places = self.places
            doubles = in_doubles(numbers, places) if are_decimals(places) else _as_float(numbers)
            state.largest.add(doubles, codes)

    # ---- the table -------------------------------------------------------------------

    def partial(self) -> Partial:
        """The cells of all threads, by sorted labels."""
        self._set_malformed_aside()
        rows, columns = self.row_axis.size, self.column_axis.size
        first, *others = self.states
        first.fit(rows, columns)
        total, top = first.total, first.largest
        for state in others:
            state.fit(rows, columns)
            total += state.total
            if top is not None and state.largest is not None:
                top.merge(state.largest)
        row_labels, row_order = self.row_axis.labels()
        column_labels, column_order = self.column_axis.labels()
        places = np.full((first.n_rows, first.n_columns), -1, dtype=np.int64)
        size = len(row_labels) * len(column_labels)
        cells = np.arange(size, dtype=np.int64).reshape(len(row_labels), len(column_labels))
        places[np.ix_(row_order, column_order)] = cells
        return Partial(
            row_labels,
            column_labels,
            total.regroup(places.ravel(), size),
            None if top is None else top.regroup(places.ravel(), size),
            sum(state.accepted for state in self.states) + self.rejects.count,
            sum(state.accepted for state in self.states),
            tuple(self.rejects.in_order()),
            self.rejects.reasons,
            self.places,
        )

    def _set_malformed_aside(self) -> None:
        lines = sorted(number - 1 for number, _ in self.source.malformed)  # the header is line 1
        self.rejects.renumber(lines)
        for number, what in sorted(self.source.malformed):
            reason = "has another number of cells than the header"
            self.rejects.add([number - 1], "", [what], reason)
        self.rejects.refuse()


def _as_float(numbers: NDArray[Any]) -> NDArray[Any]:
    return numbers if numbers.dtype == np.float64 else numbers.astype(np.float64)


def _with_progress(source: Source, progress: bool) -> Generator[Piece, None, None]:
    """The pieces, with a bar on standard error that is gone at the end."""
    if not progress:
        yield from source.pieces
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    told = "{task.completed:,.0f}" + (f" / {source.size:,}" if source.size else "")
    shown = (TextColumn("tabulate"), BarColumn(), TextColumn(told), TimeRemainingColumn())
    with Progress(*shown, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=source.size)
        for piece in source.pieces:
            bar.update(task, completed=piece.first_row - 1)
            yield piece
