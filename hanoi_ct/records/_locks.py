"""The locks by which stores of one file in one process write in turn."""

from __future__ import annotations

import threading
import weakref
from pathlib import Path
from typing import Any

_locks: weakref.WeakValueDictionary[Path, Any] = weakref.WeakValueDictionary()
_locks_lock = threading.Lock()


class Turns:
    """A lock that several stores share."""

    def __init__(self) -> None:
        self._lock = threading.RLock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def lock_of(path: Path | None) -> Turns:
    """The lock of a file; one in memory has its own."""
    if path is None:
        return Turns()
    with _locks_lock:
        known: Turns | None = _locks.get(path.resolve())
        if known is None:
            known = _locks[path.resolve()] = Turns()
        return known
