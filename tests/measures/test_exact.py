"""exact_sum, exact_mean, exact_dot, exact_cumsum, exact_moving_sum against fractions."""

import math
from fractions import Fraction

import numpy as np
import pytest
from arrays import layouts, same_bits
from cases import compare, reference_cases
from exact_oracle import any_terms, exact, finite_terms, nearest
from hypothesis import given
from hypothesis import strategies as st
from processor_modes import MODES, X86_LINUX, Mode

import hanoi_ct
from hanoi_ct import _core
from hanoi_ct._inputs import threads as _threads
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

K = "k_exact_sums.json"
RNG = np.random.default_rng(5)

REDUCTIONS = {
    "exact_sum": hanoi_ct.exact_sum,
    "exact_mean": hanoi_ct.exact_mean,
    "exact_dot": lambda x, **options: hanoi_ct.exact_dot(x, np.ones(1), **options),
}


# ---- other people's figures ----------------------------------------------------------


@pytest.mark.parametrize("case", reference_cases("exact_sum", file=K))
def test_reference_sums(case):
    assert hanoi_ct.exact_sum(case["x"]) == case["expected"]["value"]
    assert hanoi_ct.exact_sum(case["x"][::-1]) == case["expected"]["value"]


@pytest.mark.parametrize("case", reference_cases("exact_weighted_sum", file=K))
def test_reference_weighted_sums(case):
    assert hanoi_ct.exact_dot(case["x"], case["w"]) == case["expected"]["value"]


@pytest.mark.parametrize("case", reference_cases("weighted_mean", file=K))
def test_reference_weighted_means(case):
    assert hanoi_ct.exact_weighted_mean(case["x"], case["w"]) == case["expected"]["value"]


@pytest.mark.parametrize("case", reference_cases("exact_cumsum", file=K))
def test_reference_running_sums(case):
    compare(hanoi_ct.exact_cumsum(case["x"]), case)


@pytest.mark.parametrize("case", reference_cases("exact_cumsum_by_year", file=K))
def test_reference_sums_over_the_year_so_far(case):
    compare(hanoi_ct.exact_cumsum(case["x"], period=case["per_year"]), case)


@pytest.mark.parametrize("case", reference_cases("exact_moving_sum", file=K))
def test_reference_moving_sums(case):
    compare(hanoi_ct.exact_moving_sum(case["x"], case["window"]), case)


def test_every_reference_case_is_used():
    operations = [
        "exact_sum",
        "exact_weighted_sum",
        "weighted_mean",
        "exact_cumsum",
        "exact_cumsum_by_year",
        "exact_moving_sum",
    ]
    assert len(reference_cases(*operations, file=K)) == 15


# ---- fractions -----------------------------------------------------------------------


finite = st.floats(allow_nan=False, allow_infinity=False)


@given(st.lists(st.tuples(finite, finite), min_size=1, max_size=30))
def test_weighted_mean_is_the_exact_one_rounded_once(pairs):
    x, w = (list(column) for column in zip(*pairs, strict=True))
    total = sum(map(Fraction, w))
    if total == 0:
        with pytest.raises(ArgumentValueError, match=r"must not add up to zero; got a sum of 0$"):
            hanoi_ct.exact_weighted_mean(x, w)
        return
    mean = sum(Fraction(a) * Fraction(b) for a, b in pairs) / total
    try:
        expected = float(mean)
    except OverflowError:
        expected = math.inf if mean > 0 else -math.inf
    assert hanoi_ct.exact_weighted_mean(x, w) == expected


def test_weighted_mean_of_what_is_missing_or_infinite():
    nan, inf = math.nan, math.inf
    assert math.isnan(hanoi_ct.exact_weighted_mean([1.0, nan], [1.0, 1.0]))
    assert hanoi_ct.exact_weighted_mean([1.0, nan, 3.0], [1, 1, 3], missing="omit") == 2.5
    with pytest.raises(ArgumentValueError, match=r"got NaN at index 1$"):
        hanoi_ct.exact_weighted_mean([1.0, nan], 1.0, missing="raise")
    with pytest.raises(ArgumentValueError, match="must not add up to zero"):
        hanoi_ct.exact_weighted_mean([nan], [1.0], missing="omit")
    assert hanoi_ct.exact_weighted_mean([1.0, inf], [1.0, 1.0]) == inf
    assert math.isnan(hanoi_ct.exact_weighted_mean([1.0, inf], [1.0, 0.0]))
    assert math.isnan(hanoi_ct.exact_weighted_mean([1.0, 2.0], [1.0, inf]))
    assert hanoi_ct.exact_weighted_mean([0.0, 1e308], [-2.0, 3.0]) == inf
    assert hanoi_ct.exact_weighted_mean([0.0, 1e308], [2.0, -3.0]) == inf
    assert hanoi_ct.exact_weighted_mean([0.0, -1e308], [-2.0, 3.0]) == -inf
    assert hanoi_ct.exact_weighted_mean([0.0, 1e308], [-3.0, 2.0]) == -inf


@given(any_terms)
def test_sum_and_mean(terms):
    x = np.array(terms, dtype=float)
    assert same_bits(hanoi_ct.exact_sum(x), exact(terms))
    if terms:
        assert same_bits(hanoi_ct.exact_mean(x), exact(terms, len(terms)))


@given(any_terms, st.randoms(use_true_random=False))
def test_weighted_sum(terms, random):
    weights = [random.choice([0.0, -1.0, 0.1, 3.0, 1e300, 1e-300, t]) for t in terms]
    if any(
        (math.isinf(a) and b == 0) or (math.isinf(b) and a == 0)
        for a, b in zip(terms, weights, strict=True)
    ):
        assert math.isnan(hanoi_ct.exact_dot(terms or np.empty(0), weights or np.empty(0)))
        return
    x, w = np.array(terms, dtype=float), np.array(weights, dtype=float)
    expected = exact(list(zip(terms, weights, strict=True)))
    assert same_bits(hanoi_ct.exact_dot(x, w), expected)
    assert same_bits(hanoi_ct.exact_dot(w[::-1], x[::-1]), expected)


@given(any_terms, st.integers(1, 14))
def test_running_and_moving_sums(terms, length):
    x = np.array(terms, dtype=float)
    running = hanoi_ct.exact_cumsum(x, period=length)
    moving = hanoi_ct.exact_moving_sum(x, length)
    for t in range(len(terms)):
        assert same_bits(running[t], np.float64(exact(terms[t // length * length : t + 1])))
        window = exact(terms[t + 1 - length : t + 1]) if t + 1 >= length else np.nan
        assert same_bits(moving[t], np.float64(window))


@given(finite_terms)
def test_agrees_with_fsum(terms):
    try:
        expected = math.fsum(terms)
    except OverflowError:  # fsum gives up where an intermediate sum overflows
        return
    assert hanoi_ct.exact_sum(np.array(terms, dtype=float)) == expected


def test_long_arrays_of_every_spread(loops):
    for orders in (0, 5, 60, 150, 200, 1000, 2040):
        exponents = RNG.integers(-orders // 2 - 1, orders // 2, 30_000)
        x = np.ldexp(RNG.normal(size=30_000), exponents)
        expected = math.fsum(x)
        assert hanoi_ct.exact_sum(x) == expected
        assert hanoi_ct.exact_sum(RNG.permutation(x)) == expected
        assert hanoi_ct.exact_sum(x[::-1]) == expected
        assert hanoi_ct.exact_dot(x, np.ones(1)) == expected
        twice = np.concatenate([x, -x])
        assert hanoi_ct.exact_sum(RNG.permutation(twice)) == 0.0


def test_a_weighted_sum_that_cancels(loops):
    x = RNG.normal(size=20_000)
    w = np.ldexp(RNG.normal(size=20_000), RNG.integers(-300, 300, 20_000))
    order = RNG.permutation(40_000)
    both, weights = np.concatenate([x, -x])[order], np.concatenate([w, w])[order]
    assert hanoi_ct.exact_dot(both, weights) == 0.0
    both[7] += 2.0**-40  # and now it does not, by a crumb
    crumb = Fraction(both[7]) - Fraction(both[7] - 2.0**-40)
    assert hanoi_ct.exact_dot(both, weights) == nearest(crumb * Fraction(weights[7]))


# ---- what is special -----------------------------------------------------------------


def test_signed_zeros_and_nothing():
    assert same_bits(hanoi_ct.exact_sum(np.empty(0)), 0.0)
    assert same_bits(hanoi_ct.exact_sum([-0.0, -0.0]), -0.0)
    assert same_bits(hanoi_ct.exact_sum([-0.0, 0.0]), 0.0)
    assert same_bits(hanoi_ct.exact_sum([1.0, -1.0]), 0.0)
    assert same_bits(hanoi_ct.exact_dot([0.0, -0.0], [-1.0, 2.0]), -0.0)
    assert math.isnan(hanoi_ct.exact_mean(np.empty(0)))
    assert same_bits(hanoi_ct.exact_sum(np.empty((3, 0)), axis=1), np.zeros(3))
    assert hanoi_ct.exact_sum(np.empty((0, 3)), axis=1).shape == (0,)
    assert hanoi_ct.exact_cumsum(np.empty((2, 0))).shape == (2, 0)
    assert hanoi_ct.exact_moving_sum(np.empty((2, 0)), 12).shape == (2, 0)


def test_a_sum_beyond_the_largest_double_is_infinite_but_its_parts_are_not():
    assert hanoi_ct.exact_sum([1e308, 1e308]) == math.inf
    assert hanoi_ct.exact_sum([1e308, 1e308, -1e308]) == 1e308
    assert hanoi_ct.exact_mean([1e308, 1e308]) == 1e308
    assert hanoi_ct.exact_dot([1e308, -1e308], [1e308, 1e308]) == 0.0


def test_numpy_does_not_warn():
    x = np.array([np.inf, -np.inf, np.nan, 1e308, 5e-324] * 10)
    for function in REDUCTIONS.values():
        assert math.isnan(function(x))
    hanoi_ct.exact_cumsum(x)
    hanoi_ct.exact_moving_sum(x, 3)


def test_missing_policies():
    x = [[1.0, np.nan, 3.0], [np.nan, np.nan, np.nan], [1.0, 2.0, 4.0]]
    assert same_bits(hanoi_ct.exact_sum(x, axis=1), np.array([np.nan, np.nan, 7.0]))
    assert same_bits(hanoi_ct.exact_sum(x, axis=1, missing="omit"), np.array([4.0, 0.0, 7.0]))
    mean = hanoi_ct.exact_mean(x, axis=1, missing="omit")
    assert same_bits(mean, np.array([2.0, np.nan, 7 / 3]))
    weighted = hanoi_ct.exact_dot(x, [1.0, 1.0, np.nan], axis=1, missing="omit")
    assert same_bits(weighted, np.array([1.0, 0.0, 3.0]))
    assert hanoi_ct.exact_sum([-0.0, np.nan], missing="omit").hex() == "-0x0.0p+0"
    assert math.isnan(hanoi_ct.exact_dot([np.inf, 1.0], [0.0, 1.0], missing="omit"))
    for function in REDUCTIONS.values():
        assert function(x[2], missing="raise") == function(x[2])


def test_missing_raise_says_how_many_and_where():
    x = np.ones((3, 4))
    x[1, 2] = x[2, 0] = np.nan
    message = (
        r"^`x` of exact_sum must hold no missing value \(NaN\) under missing='raise'; "
        r"got NaN at index \(1, 2\), the first of 2$"
    )
    for axis in (None, 0, 1, (0, 1)):
        with pytest.raises(ArgumentValueError, match=message):
            hanoi_ct.exact_sum(x, axis=axis, missing="raise")
    with pytest.raises(ArgumentValueError, match=r"^`x` of exact_mean .* got NaN at index 1$"):
        hanoi_ct.exact_mean([1.0, np.nan], missing="raise")
    with pytest.raises(ArgumentValueError, match=r"^`x` and `w` of exact_dot .* index \(0, 1\)$"):
        hanoi_ct.exact_dot([[1.0, 2.0]], [3.0, np.nan], missing="raise")


def test_integers_enter_exactly():
    big = np.array([2**62 + 1, -(2**62), 2**53 + 1, -(2**53)])
    assert hanoi_ct.exact_sum(big) == 2.0
    assert hanoi_ct.exact_mean(big) == 0.5
    assert hanoi_ct.exact_sum([2**62 + 1, -(2**62)]) == 1.0
    assert hanoi_ct.exact_sum(np.array([2**64 - 1], dtype=np.uint64)) == 2.0**64
    assert hanoi_ct.exact_sum(np.array([-(2**63), 2**63 - 1])) == -1.0
    assert same_bits(hanoi_ct.exact_sum(big.reshape(2, 2), axis=1), np.array([1.0, 1.0]))
    assert same_bits(hanoi_ct.exact_mean(np.empty((2, 0), dtype=int), axis=1), np.full(2, np.nan))
    values = RNG.integers(-(2**63), 2**63 - 1, 500)
    assert hanoi_ct.exact_sum(values) == float(sum(int(v) for v in values))


def test_integers_that_would_be_rounded_are_refused():
    message = r"^integers in `{}` of {} must lie within 2\*\*53, .* exactly; got -9007199254740993 "
    with pytest.raises(ArgumentValueError, match=message.format("w", "exact_dot")):
        hanoi_ct.exact_dot([1, 2], [3, -(2**53) - 1])
    with pytest.raises(ArgumentValueError, match=message.format("x", "exact_cumsum")):
        hanoi_ct.exact_cumsum([3, -(2**53) - 1])
    with pytest.raises(ArgumentValueError, match=message.format("x", "exact_moving_sum")):
        hanoi_ct.exact_moving_sum([3, -(2**53) - 1], 1)
    assert hanoi_ct.exact_dot([2**53], [1]) == 2.0**53


# ---- shapes, layouts, threads --------------------------------------------------------


@pytest.mark.parametrize("axis", [None, 0, 1, -1, (0, 1), (1, 0)])
@pytest.mark.parametrize("name", REDUCTIONS)
def test_every_layout_and_axis(loops, name, axis):
    panel = RNG.lognormal(4, 3, (60, 50))
    for layout, x in layouts(panel):
        rows = np.array(x, dtype=float)
        rows = {0: rows.T, 1: rows, -1: rows}.get(axis, rows.reshape(1, -1))
        count = rows.shape[1] if name == "exact_mean" else 1
        expected = np.array([exact(row.tolist(), count) for row in rows])
        got = np.atleast_1d(REDUCTIONS[name](x, axis=axis))
        assert same_bits(got, expected), layout


def test_sums_over_several_axes_of_three():
    x = RNG.normal(size=(4, 5, 6))
    expected = np.array([math.fsum(x[:, i].ravel()) for i in range(5)])
    assert same_bits(hanoi_ct.exact_sum(x, axis=(0, 2)), expected)
    assert same_bits(hanoi_ct.exact_sum(x, axis=(-1, 0)), expected)


RUNNING = {
    "exact_cumsum": lambda x, **axis: hanoi_ct.exact_cumsum(x, period=4, **axis),
    "exact_moving_sum": lambda x, **axis: hanoi_ct.exact_moving_sum(x, 3, **axis),
}


@pytest.mark.parametrize("function", RUNNING.values(), ids=RUNNING)
def test_running_sums_along_any_axis(function):
    panel = RNG.normal(size=(7, 9))
    for axis in (0, 1):
        rows = [function(row) for row in np.moveaxis(panel, axis, -1)]
        expected = np.moveaxis(np.array(rows), -1, axis)
        for layout, x in layouts(panel):
            if layout != "broadcast":
                assert same_bits(function(x, axis=axis), expected), layout


def test_threads_do_not_change_a_bit(monkeypatch):
    monkeypatch.setattr(_threads, "LEAST_SIZE", 1000)
    n = 120_001
    x = np.ldexp(RNG.normal(size=n), RNG.integers(-40, 40, n))
    w = RNG.normal(size=n)
    x[12_345] = 1e300
    results = {
        (
            hanoi_ct.exact_sum(x, threads=threads).hex(),
            hanoi_ct.exact_mean(x, threads=threads).hex(),
            hanoi_ct.exact_dot(x, w, threads=threads).hex(),
            hanoi_ct.exact_sum(x[:-1].reshape(1000, -1), axis=1, threads=threads).tobytes(),
        )
        for threads in range(1, 9)
    }
    assert len(results) == 1
    monkeypatch.setenv("HANOI_CT_THREADS", "3")
    assert hanoi_ct.exact_sum(x).hex() == min(results)[0]
    x[7] = np.nan
    omitted = hanoi_ct.exact_mean(x, missing="omit", threads=2)
    assert omitted == hanoi_ct.exact_mean(np.delete(x, 7), threads=1)
    assert math.isnan(hanoi_ct.exact_sum(x, threads=2))
    assert math.isnan(hanoi_ct.exact_mean(np.full(n, np.nan), missing="omit", threads=2))
    with pytest.raises(ArgumentValueError, match=r"got NaN at index 7$"):
        hanoi_ct.exact_sum(x, missing="raise", threads=2)


# ---- a mode that another library has set ---------------------------------------------


@pytest.mark.skipif(not X86_LINUX, reason="the constants are those of glibc on x86-64")
@pytest.mark.parametrize("mode", MODES)
def test_sums_do_not_change_under_a_mode_left_behind(loops, mode):
    x = np.ldexp(RNG.normal(size=(4, 20_000)), RNG.integers(-30, 30, (4, 20_000)))
    x[3] *= 2.0**-1050  # subnormals
    w = RNG.normal(size=20_000)

    def results():
        return [
            hanoi_ct.exact_sum(x, axis=1, threads=1),
            hanoi_ct.exact_mean(x, axis=1, threads=1),
            hanoi_ct.exact_dot(x, w, axis=1, threads=1),
            hanoi_ct.exact_cumsum(x[:, :500]),
            hanoi_ct.exact_moving_sum(x[:, :500], 12),
        ]

    third, one = np.array([3.0]), np.array([1.0])
    least = np.array([5e-324])
    expected, plain = results(), (one / third, -one / third, least * 1.5, (least + 1e-310) * 1.0)
    with Mode(**MODES[mode]):
        got, changed = results(), (one / third, -one / third, least * 1.5, (least + 1e-310) * 1.0)
    # The mode was really another one while the sums were taken.
    assert any(a.tobytes() != b.tobytes() for a, b in zip(plain, changed, strict=True))
    for a, b in zip(got, expected, strict=True):
        assert same_bits(a, b)


# ---- refusals ------------------------------------------------------------------------


def test_arguments_are_refused_by_name():
    x = np.ones((2, 3))
    refused = [
        (
            lambda: hanoi_ct.exact_sum(x, axis=2),
            "`axis` of exact_sum must be between -2 and 1",
        ),
        (lambda: hanoi_ct.exact_sum(x, axis=(0, -2)), "`axis` of exact_sum must name each axis "),
        (lambda: hanoi_ct.exact_sum(x, missing="skip"), "`missing` of exact_sum must be one of "),
        (lambda: hanoi_ct.exact_sum(x, threads=0), "`threads` of exact_sum must be at least 1; "),
        (lambda: hanoi_ct.exact_dot(x, [1.0, 2.0]), "arguments of exact_dot must have shapes that"),
        (lambda: hanoi_ct.exact_cumsum(x, period=0), "`period` of exact_cumsum must be at least 1"),
        (lambda: hanoi_ct.exact_moving_sum(x, 0), "`window` of exact_moving_sum must be at least "),
        (lambda: hanoi_ct.exact_cumsum(1.0), "`x` of exact_cumsum must have at least 1 dimension"),
    ]
    for call, message in refused:
        with pytest.raises(ArgumentValueError) as caught:
            call()
        assert str(caught.value).startswith(message)
    for call in (
        lambda: hanoi_ct.exact_sum("text"),
        lambda: hanoi_ct.exact_sum([1j]),
        lambda: hanoi_ct.exact_sum([[1.0], [1.0, 2.0]]),
        lambda: hanoi_ct.exact_sum(np.array([2**70, "1"], dtype=object)),
        lambda: hanoi_ct.exact_sum(np.ma.masked_array([2**60, 1])),
        lambda: hanoi_ct.exact_sum(x, axis=0.5),
        lambda: hanoi_ct.exact_moving_sum(x, 1.5),
        lambda: hanoi_ct.exact_sum(x, threads=1.5),
    ):
        with pytest.raises(ArgumentTypeError):
            call()


def test_a_setting_of_threads_that_is_no_number_is_refused(monkeypatch):
    monkeypatch.setenv("HANOI_CT_THREADS", "many")
    assert hanoi_ct.exact_sum([1.0]) == 1.0  # too short to be shared
    monkeypatch.setattr(_threads, "LEAST_SIZE", 1)
    with pytest.raises(ArgumentTypeError, match=r"`environment variable HANOI_CT_THREADS` of exac"):
        hanoi_ct.exact_sum([1.0])


def test_the_core_computes(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("called")

    for name in ("exact_sum", "exact_mean", "exact_dot", "exact_cumsum", "exact_moving_sum"):
        monkeypatch.setattr(_core, name, refuse)
    for function in (*REDUCTIONS.values(), hanoi_ct.exact_cumsum):
        with pytest.raises(AssertionError, match="called"):
            function([1.0, 2.0])
