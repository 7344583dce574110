"""What others do to arrays and threads while a function works: overlap, changes, Ctrl-C."""

import signal
import sys
import threading
import warnings

import numpy as np
import pytest
from arrays import same_bits

import hanoi_ct
from hanoi_ct import ExactSum, GroupSum, _core
from hanoi_ct._inputs import threads as _threads
from hanoi_ct.measures._calls import along as _along
from hanoi_ct.measures._calls import elementwise as _elementwise
from hanoi_ct.measures._calls import over_periods as _over_periods
from hanoi_ct.measures._exact import sums as _sums

RANDOM = np.random.default_rng(13)


class Subclass(np.ndarray):
    """An array of a class of its own."""


# ---- overlap -------------------------------------------------------------------------


def test_a_result_shifted_on_its_own_input():
    buffer = np.array([0.0, -7895700.0, -5897210.0])
    hanoi_ct.round_half_up(buffer[1:], 14, out=buffer[:2])
    assert buffer[:2].tolist() == [-7895700.0, -5897210.0]


@pytest.mark.parametrize("shift", range(-3, 4))
@pytest.mark.parametrize("decimals", [14, 2, -2])
def test_every_shift_of_long_arrays(shift, decimals):
    buffer = RANDOM.normal(0.0, 1e7, 2000)
    x, out = buffer[3:1900], buffer[3 + shift : 1900 + shift]
    expected = hanoi_ct.round_half_up(x.copy(), decimals)
    hanoi_ct.round_half_up(x, decimals, out=out)
    assert same_bits(out, expected)


def test_a_result_over_the_decimals_it_is_rounded_to():
    memory = np.arange(8) % 5
    expected = hanoi_ct.round_half_up(np.full(8, 1.23456), memory.copy())
    hanoi_ct.round_half_up(np.full(8, 1.23456), memory, out=memory.view(float))
    assert same_bits(memory.view(float), expected)


def test_a_result_over_the_leaves_of_a_tree():
    memory = np.zeros(12)
    memory[:9] = np.arange(9.0)
    expected = hanoi_ct.aggregate(memory[:9].reshape(3, 3).copy(), [1, 2, 3], [-1, 0, 0, 0])
    out = memory.reshape(4, 3)
    hanoi_ct.aggregate(memory[:9].reshape(3, 3), [1, 2, 3], [-1, 0, 0, 0], out=out)
    assert same_bits(out, expected)


# ---- arrays that change during a call ------------------------------------------------


@pytest.mark.parametrize("name", ["tree_aggregate", "tree_contributions"])
def test_the_core_never_sees_the_parents_of_the_caller(monkeypatch, name):
    parent = np.array([-1, 0, 0])
    whole, seen = getattr(_core, name), []

    def watching(*operands):
        seen.extend(np.shares_memory(operand, parent) for operand in operands)
        return whole(*operands)

    monkeypatch.setattr(_core, name, watching)
    x = np.ones((2, 14))
    (hanoi_ct.aggregate if name == "tree_aggregate" else hanoi_ct.contributions)(x, [1, 2], parent)
    assert seen
    assert not any(seen)


@pytest.mark.parametrize("kind", [np.int32, np.int64])
def test_the_core_never_sees_the_codes_of_the_caller(monkeypatch, kind):
    codes = np.arange(100, dtype=kind) % 5
    whole, seen = _core.group_add, []

    def watching(*operands):
        seen.append(np.shares_memory(operands[1], codes))
        return whole(*operands)

    monkeypatch.setattr(_core, "group_add", watching)
    hanoi_ct.group_sum(np.ones(100), codes, 5)
    assert seen == [False]


def test_the_core_never_finds_cells_by_the_columns_of_the_caller(monkeypatch):
    series, period = np.array([1, 0, 1, 0]), np.array([3, 3, 2, 2])
    whole, seen = _core.gather_rows, []

    def watching(*operands):
        seen.extend(np.shares_memory(operand, c) for operand in operands for c in (series, period))
        return whole(*operands)

    monkeypatch.setattr(_core, "gather_rows", watching)
    hanoi_ct.panel_growth(np.arange(1.0, 5.0), series, period, 1)
    assert seen
    assert not any(seen)


def test_loops_over_rows_have_bounds_of_their_own():
    x, wild = np.ones(3), np.array([0, 7, -2])
    cells, status = np.zeros(4), np.zeros((), dtype=np.int64)
    _core.spread_rows(x, wild, np.arange(3), np.zeros(1, dtype=np.int64), cells, cells, status)
    assert status == 1
    far = np.array([0, 2**62, -(2**62)])
    got = _core.gather_rows(cells, np.zeros(3, dtype=np.int64), far, np.zeros(1, dtype=np.int64))
    assert np.isnan(got).tolist() == [False, True, True]
    first, last = np.full(2, 9), np.full(2, -9)
    _core.extents_of_series(np.array([1, 5, -1]), np.arange(3), first.copy(), first, last)
    assert last.tolist() == [-(2**63), 0]


@pytest.mark.parametrize("words", [0, 1, 71, 72, 139, 140, 300])
def test_words_that_are_no_state_are_not_read_as_one(words):
    """Private entry points: their buffers hold the words of a state and no more."""
    state = np.full(words, 2**40)
    assert np.isnan(_core.exact_round(state, 0))
    assert not _core.exact_is_canonical(state)
    assert not _core.exact_merge(state, state).any()
    assert not _core.group_to_state(np.ones(2, dtype=np.int64), 0, state).any()
    if words == 72:
        assert not _core.exact_add(np.ones(3), state).any()
    if words == 140:
        assert not _core.exact_add_products(np.ones(3), np.ones(3), state).any()


def test_a_window_without_a_place_in_a_state_is_refused():
    for window in (-(2**40), -1071, 1300, 2**40):
        state = ExactSum()._state
        assert not _core.group_to_state(np.ones(2, dtype=np.int64), window, state).any()


# ---- how arrays lie ------------------------------------------------------------------


def _misaligned(x):
    return np.frombuffer(b"." + x.tobytes(), dtype=x.dtype, offset=1)


@pytest.mark.parametrize(
    "lay_out",
    [
        _misaligned,
        lambda x: x.astype(x.dtype.newbyteorder()),
        lambda x: x.view(Subclass),
        lambda x: np.repeat(x, 3)[::3],
        lambda x: np.ascontiguousarray(x[::-1])[::-1],
    ],
    ids=["misaligned", "byte-swapped", "subclass", "strided", "reversed"],
)
@pytest.mark.parametrize("kind", [np.float64, np.int64])
def test_rows_of_groups_in_every_layout(lay_out, kind):
    values, codes, weights = np.arange(12).astype(kind), np.arange(12) % 3, np.arange(12.0)
    statistics = ["sum", "count", "mean", "minimum", "maximum"]
    expected = hanoi_ct.group_sum(values, codes, 3, statistics=statistics)
    got = hanoi_ct.group_sum(lay_out(values), lay_out(codes), 3, statistics=statistics)
    for name in statistics:
        assert same_bits(got[name].astype(float), expected[name].astype(float))
    narrow = lay_out(codes.astype(np.int32))
    weighted = hanoi_ct.group_sum(values, codes, 3, weights=weights)
    assert same_bits(hanoi_ct.group_sum(values, narrow, 3, weights=lay_out(weights)), weighted)
    total = GroupSum(3)
    total.add(lay_out(values), lay_out(codes))
    assert total.sum.tolist() == expected["sum"].tolist()


# ---- threads -------------------------------------------------------------------------


@pytest.fixture
def switching():
    """Let threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def together(work, count=4):
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.usefixtures("switching")
def test_no_term_is_lost_where_several_threads_add_to_one_sum():
    total, part = ExactSum(), ExactSum([0.5])

    def work():
        for _ in range(2000):
            total.add(0.25)
            total.merge(part)

    together(work)
    assert total.value == 4 * 2000 * 0.75


@pytest.mark.usefixtures("switching")
def test_no_row_is_lost_where_several_threads_add_to_one_group_sum():
    total, part = GroupSum(2, statistics=["sum", "count"]), GroupSum(2, statistics=["sum", "count"])
    part.add([1.0], [1])

    def work():
        for _ in range(150):
            total.add([0.5, 0.25], [0, 1])
            total.merge(part)
            assert total.count[0] >= 1

    together(work)
    assert total.sum.tolist() == [600 * 0.5, 600 * 1.25]
    assert total.count.tolist() == [600, 1200]


@pytest.fixture
def small_pieces(monkeypatch):
    """Cut arrays of a few thousand values as those of millions are cut."""
    for module in (_threads, _along, _over_periods, _sums):
        monkeypatch.setattr(module, "PIECE", 512)
    for module in (_threads, _along):
        monkeypatch.setattr(module, "LEAST_SIZE", 1)
    monkeypatch.setattr(_threads, "MOST_OF_A_TREE", 512)
    monkeypatch.setattr(_over_periods, "_LEAST_PIECE", 100)
    monkeypatch.setattr(_sums, "RUNNING_PIECE", 300)
    monkeypatch.setattr(_elementwise, "ELEMENTS", 700)


def _refuse(*_):
    raise RuntimeError("can't start new thread")


@pytest.mark.usefixtures("small_pieces")
@pytest.mark.parametrize("start", [_refuse, lambda *_: 0], ids=["refused", "never runs"])
def test_a_thread_that_cannot_start_is_done_without(monkeypatch, start):
    x = RANDOM.lognormal(3.0, 1.0, (40, 100))
    one = hanoi_ct.growth(x, 12, threads=1), hanoi_ct.exact_sum(x, threads=1)
    monkeypatch.setattr(_threads._thread, "start_new_thread", start)
    assert same_bits(hanoi_ct.growth(x, 12, threads=4), one[0])
    assert hanoi_ct.exact_sum(x, threads=4) == one[1]


# ---- long work in pieces -------------------------------------------------------------

LONG = {
    "growth": (lambda x: hanoi_ct.growth(x, 12), "growth"),
    "log growth": (lambda x: hanoi_ct.growth(x, 3, kind="log"), "log_growth"),
    "annualised": (lambda x: hanoi_ct.growth(x, 3, kind="annualised"), "annualised_growth"),
    "difference": (lambda x: hanoi_ct.growth(x, kind="difference"), "change"),
    "ytd": (lambda x: hanoi_ct.ytd(x, first_period=5), "ytd"),
    "ytd omit": (lambda x: hanoi_ct.ytd(x, first_period=5, missing="omit"), "ytd_observed"),
    "ytd_growth": (lambda x: hanoi_ct.ytd_growth(x, first_period=5), "ytd_growth"),
    "ytd_growth omit": (
        lambda x: hanoi_ct.ytd_growth(x, missing="omit", first_period=12),
        "ytd_growth_observed",
    ),
    "decumulate": (lambda x: hanoi_ct.decumulate(x, first_period=7), "decumulate"),
    "moving_sum": (hanoi_ct.moving_sum, "moving"),
    "moving_mean omit": (
        lambda x: hanoi_ct.moving_mean(x, 24, missing="omit"),
        "moving_observed",
    ),
    "moving_growth omit": (
        lambda x: hanoi_ct.moving_growth(x, missing="omit"),
        "moving_growth_observed",
    ),
    "chain": (lambda x: hanoi_ct.chain(x / 20), "chain"),
    "exact_sum": (hanoi_ct.exact_sum, "exact_add"),
    "exact_mean": (lambda x: hanoi_ct.exact_mean(x, missing="omit"), "exact_add"),
    "exact_dot": (lambda x: hanoi_ct.exact_dot(x, x), "exact_add_products"),
    "exact_cumsum": (hanoi_ct.exact_cumsum, "exact_running_sums"),
    "exact_cumsum of years": (lambda x: hanoi_ct.exact_cumsum(x, period=12), "exact_cumsum"),
    "exact_cumsum of ages": (
        lambda x: hanoi_ct.exact_cumsum(x, period=4000),
        "exact_running_sums",
    ),
    "exact_moving_sum": (lambda x: hanoi_ct.exact_moving_sum(x, 900), "exact_running_sums"),
    "round_half_up": (lambda x: hanoi_ct.round_half_up(x, 2), "round_half_up"),
    "relative_change": (lambda x: hanoi_ct.relative_change(x, 2.0 * x), "relative_change"),
    "printed_ratio": (
        lambda x: hanoi_ct.printed_ratio(np.nan_to_num(np.round(x, 1)), 3.5, 2),
        "printed_ratio",
    ),
}


def _series(with_gaps=True):
    x = RANDOM.lognormal(3.0, 1.0, 10_007)
    if with_gaps:
        x[RANDOM.integers(0, x.size, 30)] = np.nan
    return x


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("gaps", [False, True])
def test_a_long_series_in_pieces_has_the_bits_of_the_whole(name, gaps, request):
    function, _ = LONG[name]
    x = _series(gaps)
    whole = function(x)
    request.getfixturevalue("small_pieces")
    assert same_bits(function(x), whole)


@pytest.mark.usefixtures("small_pieces")
@pytest.mark.parametrize("name", LONG)
def test_ctrl_c_is_felt_after_the_piece_in_work(name, monkeypatch):
    function, loop = LONG[name]
    monkeypatch.setenv("HANOI_CT_THREADS", "1")
    whole, calls = getattr(_core, loop), []

    class Interrupted:
        """The loop, in whose third piece Ctrl-C is pressed."""

        __name__, types, nout = loop, whole.types, whole.nout

        def __call__(self, *operands, **options):
            calls.append(1)
            if len(calls) == 3:
                signal.raise_signal(signal.SIGINT)
            return whole(*operands, **options)

    monkeypatch.setattr(_core, loop, Interrupted())
    with pytest.raises(KeyboardInterrupt):
        function(_series(False))
    assert len(calls) == 3


@pytest.mark.usefixtures("small_pieces")
def test_ctrl_c_waits_for_no_thread_but_leaves_none_at_work(monkeypatch):
    started, working = [], []
    whole = _core.growth

    def loop(*operands, **options):
        working.append(1)
        if threading.current_thread() is threading.main_thread():
            started.append(1)
            if len(started) == 2:
                signal.raise_signal(signal.SIGINT)
        whole(*operands, **options)
        working.pop()

    loop.__name__ = "growth"
    monkeypatch.setattr(_core, "growth", loop)
    with pytest.raises(KeyboardInterrupt):
        hanoi_ct.growth(RANDOM.lognormal(3.0, 1.0, (4000, 100)), 12, threads=3)
    assert len(working) <= 1  # the one that was interrupted


class Waiting:
    """A loop of the core that waits to be let go on, and presses Ctrl-C meanwhile."""

    def __init__(self, whole):
        self.whole, self.go_on, self.ended = whole, threading.Event(), threading.Event()

    def __call__(self, *operands):
        signal.raise_signal(signal.SIGINT)
        assert self.go_on.wait(60)
        try:
            return self.whole(*operands)
        finally:
            self.ended.set()


PARENT = [-1, 0, 0, 1, 1, 2, 2]
KEYS = np.arange(2000)[::-1]
WHOLE = {
    "aggregate": (
        "tree_aggregate",
        lambda: hanoi_ct.aggregate(np.ones((4, 300)), np.ones(4), PARENT),
    ),
    "contributions": (
        "tree_contributions",
        lambda: hanoi_ct.contributions(np.ones((4, 300)), np.ones(4), PARENT),
    ),
    "order of rows": (
        "order_of_rows",
        lambda: hanoi_ct.panel_growth(np.ones(2000), KEYS // 50, KEYS % 50),
    ),
    "spread rows": (
        "spread_rows",
        lambda: hanoi_ct.panel_growth(np.ones(2000), KEYS // 50, KEYS % 50),
    ),
    "extents": (
        "extents_of_series",
        lambda: hanoi_ct.panel_growth(np.ones(2000), KEYS // 50, KEYS % 50),
    ),
}


@pytest.mark.parametrize("name", WHOLE)
def test_ctrl_c_does_not_wait_for_a_single_long_call(name, monkeypatch):
    loop, call = WHOLE[name]
    expected = call()
    waiting = Waiting(getattr(_core, loop))
    monkeypatch.setattr(_threads, "PIECE", 512)
    assert same_bits(call(), expected)  # in a thread of its own
    monkeypatch.setattr(_core, loop, waiting)
    with pytest.raises(KeyboardInterrupt):
        call()
    assert not waiting.ended.is_set()
    waiting.go_on.set()
    assert waiting.ended.wait(60)


@pytest.mark.parametrize("start", [None, _refuse, lambda *_: 0], ids=["runs", "refused", "never"])
def test_work_apart_returns_and_raises_as_elsewhere(monkeypatch, start):
    monkeypatch.setattr(_threads, "PIECE", 1)
    if start is not None:
        monkeypatch.setattr(_threads._thread, "start_new_thread", start)

    def fail():
        raise ArithmeticError("wrong")

    assert _threads.within_reach(lambda: 7, 1) == 7
    with pytest.raises(ArithmeticError, match="wrong"):
        _threads.within_reach(fail, 1)
    with np.errstate(divide="ignore"):  # a warning would be an error
        assert _threads.within_reach(lambda: np.divide(1.0, 0.0), 1) == np.inf


def test_ctrl_c_leaves_a_group_sum_as_it_was(monkeypatch):
    total = GroupSum(2)
    total.add([1.0, 2.0], [0, 1])
    before, whole, calls = total.to_bytes(), _core.group_add, []

    def loop(*operands):
        calls.append(1)
        if len(calls) == 2:
            signal.raise_signal(signal.SIGINT)
        return whole(*operands)

    monkeypatch.setattr(_core, "group_add", loop)
    with pytest.raises(KeyboardInterrupt):
        total.add(np.ones(400_000), np.zeros(400_000, dtype=int))
    assert total.to_bytes() == before
    monkeypatch.undo()
    total.add([1.0], [0])  # and its lock is free
    assert total.sum.tolist() == [2.0, 2.0]


# ---- infinities and sizes ------------------------------------------------------------


def test_infinities_make_no_warning():
    months = [f"{2018 + i // 12}-{i % 12 + 1:02}" for i in range(30)]
    x = np.array([1.0, np.inf, 2.0, -np.inf, 3.0] * 6)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        hanoi_ct.carry_over(x)
        hanoi_ct.carry_over(x, into="current")
        hanoi_ct.unchain(x, months)
        hanoi_ct.chain(x, months)
        hanoi_ct.splice(x, x * np.inf, 4)
        hanoi_ct.splice(np.abs(x), x, 0)
        hanoi_ct.rebase([1e-300, 1e300], 0, level=1e300)
        hanoi_ct.round_to_add_up([np.inf, -np.inf, 1.0])


def test_the_last_level_of_a_year_is_held_for_no_period():
    got = hanoi_ct.carry_over([1.0, 1.0, 1.0, np.inf], periods_per_year=2, into="current")
    assert got[3] == np.inf


def test_weights_near_the_largest_double_weigh_as_smaller_ones_do():
    x = RANDOM.lognormal(3.0, 1.0, (2, 20))
    x[:, 7] = np.nan
    for function in (hanoi_ct.aggregate, hanoi_ct.contributions):
        expected = function(x, [0.5, 0.5], [-1, 0, 0])
        assert same_bits(function(x, [2.0**1022, 2.0**1022], [-1, 0, 0]), expected)
    assert hanoi_ct.aggregate([3.0, 3.0], [0.8e308, 0.8e308], [-1, 0, 0]).tolist() == [3.0] * 3
    assert hanoi_ct.aggregate([1e308, 1e308], [60.0, 40.0], [-1, 0, 0])[0] == 1e308
    assert hanoi_ct.aggregate([np.inf, 1.0], [60.0, 40.0], [-1, 0, 0])[0] == np.inf
