"""Threads over panels: the bits of one thread, none for small arrays, safe after fork."""

import multiprocessing
import os
import subprocess
import sys
import threading

import numpy as np
import pytest
from arrays import same_bits

import hanoi_ct
from hanoi_ct._inputs import threads as _threads
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.measures._calls import along as _along

PANEL = np.random.default_rng(4).lognormal(4.6, 0.3, (9000, 240))  # above LEAST_SIZE

FUNCTIONS = [
    lambda x, **o: hanoi_ct.growth(x, 12, **o),
    lambda x, **o: hanoi_ct.growth(x, 12, kind="log", **o),
    hanoi_ct.ytd,
    hanoi_ct.ytd_growth,
    lambda x, **o: hanoi_ct.ytd_growth(x, missing="omit", **o),
    hanoi_ct.decumulate,
    hanoi_ct.moving_sum,
    hanoi_ct.moving_growth,
    hanoi_ct.chain,
]


@pytest.fixture
def pieces(monkeypatch):
    """Count the pieces into which arrays are cut."""
    counted = []
    whole = _along.over_slices

    def counting(work, length, threads, *more):
        counted.append(threads)
        return whole(work, length, threads, *more)

    monkeypatch.setattr(_along, "over_slices", counting)
    return counted


@pytest.mark.parametrize("function", FUNCTIONS)
def test_bits_do_not_depend_on_the_number_of_threads(function, pieces):
    for x, axis in ((PANEL, -1), (np.ascontiguousarray(PANEL.T), 0)):
        one = function(x, axis=axis, threads=1)
        assert pieces == []
        for threads in (2, 3, 7):
            out = np.empty_like(x)
            assert function(x, axis=axis, threads=threads, out=out) is out
            assert same_bits(out, one)
        assert sorted(set(pieces)) == [2, 3, 7]
        pieces.clear()


def test_small_arrays_start_no_thread(pieces):
    before = threading.active_count()
    for threads in (None, 1, 8):
        hanoi_ct.growth(PANEL[:100], 12, threads=threads)
        hanoi_ct.growth(PANEL[0], 12, threads=threads)
    assert pieces == []
    assert threading.active_count() == before


def test_the_environment_sets_the_number(pieces, monkeypatch):
    monkeypatch.setenv("HANOI_CT_THREADS", "3")
    hanoi_ct.growth(PANEL, 12)
    assert pieces == [3]
    hanoi_ct.growth(PANEL, 12, threads=2)
    assert pieces == [3, 2]
    monkeypatch.setenv("HANOI_CT_THREADS", "1")
    hanoi_ct.growth(PANEL, 12)
    assert pieces == [3, 2]
    monkeypatch.setenv("HANOI_CT_THREADS", "many")
    with pytest.raises(ArgumentTypeError, match=r"HANOI_CT_THREADS.* must be an integer"):
        hanoi_ct.growth(PANEL, 12)
    monkeypatch.delenv("HANOI_CT_THREADS")
    assert _threads.thread_count(None, PANEL.size, "growth") >= 1


@pytest.mark.parametrize(("threads", "error"), [(0, ArgumentValueError), (1.5, ArgumentTypeError)])
def test_threads_is_an_integer_from_one(threads, error):
    with pytest.raises(error, match=r"^`threads` of growth must be"):
        hanoi_ct.growth([1.0, 2.0], threads=threads)


def test_many_callers_at_once():
    expected = hanoi_ct.ytd_growth(PANEL, threads=1)
    results = [None] * 6
    start = threading.Barrier(6, timeout=60)

    def call(i):
        start.wait()
        results[i] = same_bits(hanoi_ct.ytd_growth(PANEL, threads=2), expected)

    callers = [threading.Thread(target=call, args=(i,), daemon=True) for i in range(6)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join(60)
    assert results == [True] * 6


FORKED = """
import os, sys, warnings
import numpy as np, hanoi_ct
warnings.simplefilter("ignore", DeprecationWarning)  # of forking beside threads
x = np.random.default_rng(1).random((9000, 240)) + 1
expected = hanoi_ct.growth(x, 12, threads=2)
child = os.fork()
if child == 0:
    got = hanoi_ct.growth(x, 12, threads=2)
    os._exit(0 if np.array_equal(got, expected, equal_nan=True) else 1)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_has_threads_of_its_own():
    subprocess.run([sys.executable, "-c", FORKED], check=True, timeout=120)
    assert multiprocessing.active_children() == []
