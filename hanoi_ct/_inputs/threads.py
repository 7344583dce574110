"""Cut large arrays into pieces, and do these one after the other or in a few threads.

The loops of the core run without the GIL and do not look for signals: Python does so
between two pieces, which are short enough for Ctrl-C to be felt at once. No pool outlives
a call, so that nothing is left to break in a forked process.
"""

import _thread
import contextvars
import os
import threading
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, TypeVar

from hanoi_ct._inputs.validate import integer

Result = TypeVar("Result")

# Below so many values at half a nanosecond each, starting threads costs more than they
# save.
LEAST_SIZE = 1 << 21

# So many values are handed to the core at once: some milliseconds of most loops, a tenth
# of a second of the slowest. Fewer would fall below the size from which results are
# written past the caches.
PIECE = 1 << 23


def thread_count(threads: Any, size: int, function: str) -> int:
    """Return in how many threads to do the work on `size` values.

    None means HANOI_CT_THREADS, else what this process may use. Short work is not shared.
    """
    if threads is not None:
        number = integer(threads, "threads", function, low=1)
        return number if size >= LEAST_SIZE else 1
    if size < LEAST_SIZE:
        return 1
    setting = os.environ.get("HANOI_CT_THREADS")
    if setting:
        wanted = int(setting) if setting.strip().isdecimal() else setting
        return integer(wanted, "environment variable HANOI_CT_THREADS", function, low=1)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def slices(length: int, parts: int) -> list[slice]:
    """Cut range(length) into at most `parts` runs of nearly equal length."""
    parts = max(1, min(parts, length))
    edges = [length * i // parts for i in range(parts + 1)]
    return [slice(a, b) for a, b in pairwise(edges)]


# A tree goes up a run of periods at a time only where it would take some tenths of a second:
# the loops are fastest where each leaf's periods lie side by side in memory, whole.
MOST_OF_A_TREE = 1 << 28


def runs_of_periods(n_periods: int, size: int, cost: int = 1) -> list[slice]:
    """Cut the periods of a tree of `size` values; `cost` compares a loop with a plain mean."""
    return slices(n_periods, -(-size * cost // MOST_OF_A_TREE))


def pieces(shape: tuple[int, ...], most: int) -> Iterator[tuple[slice, ...]]:
    """Cut an array of this shape into blocks of about `most` elements, at its longest axes."""
    size = 1
    for length in shape:
        size *= length
    if size <= most:
        yield (slice(None),) * len(shape)
        return
    axis = shape.index(max(shape))
    for part in slices(shape[axis], -(-size // most)):
        inner = (*shape[:axis], part.stop - part.start, *shape[axis + 1 :])
        if part.stop - part.start > 1:
            yield (*(slice(None),) * axis, part, *(slice(None),) * (len(shape) - axis - 1))
            continue
        for rest in pieces(inner, most):  # one row of this axis is still too much
            yield (*rest[:axis], part, *rest[axis + 1 :])


def by_pieces(work: Callable[[tuple[slice, ...]], object], shape: tuple[int, ...]) -> None:
    """Do `work` on blocks of an array of this shape, one after the other, Ctrl-C between two."""
    for part in pieces(shape, PIECE):
        work(part)


def over_slices(
    work: Callable[[slice], Result],
    length: int,
    threads: int,
    size: int = 0,
    stop: list[BaseException] | None = None,
) -> list[Result]:
    """Do `work` on slices of range(length), in at most so many threads.

    `size` is how many values there are in all, where they are to be cut into pieces of a
    short time. Work that takes long looks into `stop` on its way, and ends once it holds
    an exception. Returns the results in the order of the slices; an exception of any of
    them is raised, when no thread works any more.
    """
    parts = slices(length, max(threads, -(-size // PIECE)))
    if threads == 1 or len(parts) == 1:
        return [work(part) for part in parts]
    return _Shared(work, parts, [] if stop is None else stop).done_by(min(threads, len(parts)))


def within_reach(work: Callable[[], Result], size: int) -> Result:
    """Return work(), which is a single long call of the core or of NumPy on `size` values.

    Large work is done in a thread of its own, on which this one waits, so that Ctrl-C is felt
    at once. What was interrupted runs on to its end and is dropped: it may write into nothing
    but memory of its own.
    """
    if size < PIECE or threading.current_thread() is not threading.main_thread():
        return work()
    apart = _Apart(work)
    try:
        _thread.start_new_thread(contextvars.copy_context().run, (apart.begin,))
    except (RuntimeError, MemoryError):  # no more threads to be had
        return work()
    result: Result = apart.result()
    return result


class _Apart:
    """Work that another thread takes; the waiting one does it itself if none comes to run."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self.work = work
        self.taken, self.at_work, self.done = (_thread.allocate_lock() for _ in range(3))
        self.at_work.acquire()
        self.done.acquire()
        self.returned: Any = None
        self.error: BaseException | None = None

    def begin(self) -> None:
        if not self.taken.acquire(blocking=False):
            return
        self.at_work.release()
        try:
            self.returned = self.work()
        except BaseException as error:  # raised by the thread that waits
            self.error = error
        finally:
            self.done.release()

    def result(self) -> Any:
        if not self.at_work.acquire(timeout=1.0) and self.taken.acquire(blocking=False):
            return self.work()
        while not self.done.acquire(timeout=0.1):  # on Windows a wait is not interrupted
            pass
        if self.error is not None:
            raise self.error
        return self.returned


class _Shared:
    """Parts that several threads take one by one; the calling thread is one of them.

    A thread that the system refuses, or that never comes to run, takes no part: nobody
    waits for it, and the others do its work.
    """

    def __init__(
        self, work: Callable[[slice], Any], parts: list[slice], stop: list[BaseException]
    ) -> None:
        self.work, self.parts, self.stop = work, parts, stop
        self.results: list[Any] = [None] * len(parts)
        self.busy = [False] * len(parts)
        self.taken = 0
        self.lock = _thread.allocate_lock()

    def done_by(self, threads: int) -> list[Any]:
        """Return the results, or raise the first exception, once every thread rests."""
        for _ in range(threads - 1):
            try:
                _thread.start_new_thread(self._take_parts, ())
            except (RuntimeError, MemoryError):  # no more threads to be had
                break
        self._take_parts()
        while any(self.busy):
            try:
                time.sleep(50e-6)
            except BaseException as error:  # Ctrl-C: the parts in work are waited for
                self.stop.append(error)
        if self.stop:
            raise self.stop[0]
        return self.results

    def _take_parts(self) -> None:
        while self.taken < len(self.parts) and not self.stop:
            at = len(self.parts)
            try:
                with self.lock:
                    at = self.taken
                    if at == len(self.parts):
                        return
                    self.taken, self.busy[at] = at + 1, True
                self.results[at] = self.work(self.parts[at])
            except BaseException as error:  # Ctrl-C among them: raised by done_by
                self.stop.append(error)
            finally:
                if at < len(self.parts):
                    self.busy[at] = False
