"""Every public function with every one of its allocations failing in turn.

Run in a process of its own under failing_malloc.c; prints a line for each fault that it
finds, and at the end how many allocations failed.

usage: fail_calls.py KIND, one of
  kernels  what hanoi_ct._core asks of malloc
  arrays   the data of every array of NumPy
  objects  what Python asks for its objects, in the plain functions of hanoi_ct._core
"""

import ctypes
import functools
import gc
import itertools
import sys
import tracemalloc
import warnings

import numpy as np
from test_layout_matrix import CODES, PANEL, ROWS, VECTOR, h, parts

from hanoi_ct import _core

OF_LIBRARY, OF_ARRAYS, OF_PYTHON = 1, 2, 3
KINDS = {"kernels": OF_LIBRARY, "arrays": OF_ARRAYS, "objects": OF_PYTHON}
MOST = 20_000  # allocations of one call


@functools.cache
def faults():
    """The functions of failing_malloc.c, which was loaded before Python."""
    library = ctypes.PyDLL(None)
    library.fail_allocation.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_long]
    library.end_of_failing.restype = ctypes.c_long
    return library


def hook_arrays():
    """Give NumPy the allocator of failing_malloc.c; its C API has it as entry 304."""
    api = ctypes.pythonapi
    api.PyCapsule_GetPointer.restype = ctypes.c_void_p
    api.PyCapsule_GetPointer.argtypes = [ctypes.py_object, ctypes.c_char_p]
    api.PyCapsule_New.restype = ctypes.py_object
    api.PyCapsule_New.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
    from numpy._core import _multiarray_umath

    table = ctypes.cast(
        api.PyCapsule_GetPointer(_multiarray_umath._ARRAY_API, None),
        ctypes.POINTER(ctypes.c_void_p),
    )
    set_handler = ctypes.PYFUNCTYPE(ctypes.py_object, ctypes.py_object)(table[304])
    handler = ctypes.addressof(ctypes.c_char.in_dll(faults(), "array_handler"))
    set_handler(api.PyCapsule_New(handler, b"mem_handler", None))


def hook_python():
    api = ctypes.pythonapi
    faults().hook_python(api.PyMem_GetAllocator, api.PyMem_SetAllocator)


def bits(result):
    return [part.tobytes() for part in map(np.ascontiguousarray, parts(result))]


def with_failing(kind, call, arrays, n):
    """What a call returns, or what it raises, and how many allocations it made."""
    faults().fail_allocation(KINDS[kind], b"_core.", n)
    try:
        result = call(*arrays)
    except BaseException as error:  # whatever it is, it is told
        seen = faults().end_of_failing()
        result = error.with_traceback(None)
    else:
        seen = faults().end_of_failing()
    return result, seen


def wrong(kind, name, call, arrays):
    """Lines that tell what goes wrong, and how many allocations failed."""
    expected = bits(call(*arrays))
    n, found = 0, []
    while n < MOST:
        n += 1
        result, seen = with_failing(kind, call, arrays, n)
        if not isinstance(result, BaseException):
            if bits(result) != expected:
                found.append(f"{name}: allocation {n}: another result without a word")
        elif not isinstance(result, MemoryError):
            found.append(f"{name}: allocation {n}: {type(result).__name__}: {result}")
        if bits(call(*arrays)) != expected:
            found.append(f"{name}: allocation {n}: the next call errs")
        if seen < n:
            break
    return found, n - 1


def left_behind(kind, name, call, arrays):
    """Bytes that one more round of all failures leaves behind."""
    sizes = []
    tracemalloc.start()
    try:
        for _ in range(4):
            wrong(kind, name, call, arrays)
            gc.collect()  # empties Python's lists of tuples to be used again, too
            sizes.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    return min(b - a for a, b in itertools.pairwise(sizes))


def added_by_core(values, codes):
    limbs = np.zeros(2 * 5, dtype=np.int64)
    rows, spills = np.zeros(30, np.int64), np.zeros(60, np.int64)
    counts = _core.group_add(values, codes, 4, 5, limbs, rows, spills)
    return limbs, *counts


def counted_by_core(values, codes):
    count = np.zeros(5, dtype=np.int64)
    return _core.group_count(values, codes, 4, count), count


def refused_by_core(values):
    """A ValueError of the bindings is right; a MemoryError in its making, too."""
    try:
        _core.group_check(values, 4)
    except ValueError:
        return 1
    return 0


LONG = np.tile(PANEL, (1, 3))
# What the rows of the layout matrix do not reach: rules for missing values, time first.
FURTHER = {
    "moving_mean, omit": (lambda x: h.moving_mean(x, 60, missing="omit", min_count=1), (LONG,)),
    "moving_growth, omit": (
        lambda x: h.moving_growth(x, window=40, lag=12, missing="omit", min_count=1),
        (LONG,),
    ),
    "ytd_growth, time first": (lambda x: h.ytd_growth(x, axis=0), (LONG.T.copy(),)),
    "moving_sum, time first": (lambda x: h.moving_sum(x, 60, axis=0), (LONG.T.copy(),)),
}
OF_CORE = {
    "group_add": (added_by_core, (VECTOR, CODES)),
    "group_count": (counted_by_core, (VECTOR, CODES)),
    "group_check": (lambda codes: _core.group_check(codes, 4), (CODES,)),
    "group_check of doubles": (refused_by_core, (VECTOR,)),
}


def main(kind):
    warnings.simplefilter("error")
    calls = {name: (row.call, row.arrays) for name, row in ROWS.items()} | FURTHER
    if kind == "arrays":
        hook_arrays()
    elif kind == "objects":
        hook_python()
        calls = OF_CORE
    total = 0
    for name, (call, arrays) in calls.items():
        found, n = wrong(kind, name, call, arrays)
        total += n
        # NumPy itself leaks where it finds no memory for an array (np.cumsum does).
        if n and kind != "arrays" and (left := left_behind(kind, name, call, arrays)) > 100:
            found.append(f"{name}: {left} bytes remain after {n} failures")
        print(*found, sep="\n", end="\n" if found else "")
    print(f"{total} allocations failed in {len(calls)} calls")


if __name__ == "__main__":
    main(sys.argv[1])
