"""group_sum and GroupSum: each group against the exact sum of its own rows."""

import math
import pickle

import numpy as np
import pytest
from arrays import same_bits
from exact_oracle import any_terms, exact
from hypothesis import given
from hypothesis import strategies as st
from processor_modes import MODES, X86_LINUX, Mode

from hanoi_ct import GroupSum, _core, exact_dot, exact_mean, exact_sum, group_sum
from hanoi_ct._inputs import threads as _threads
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError, DataError

RNG = np.random.default_rng(7)
EVERYTHING = (
    "sum",
    "count",
    "mean",
    "minimum",
    "maximum",
    "weighted_sum",
    "weight_sum",
    "weighted_mean",
)


@pytest.fixture(autouse=True, params=["selected", "portable"])
def loops(request, monkeypatch):
    if request.param == "portable":
        for name in ("group_add", "product_halves"):
            monkeypatch.setattr(_core, name, getattr(_core, name + "_portable"))


def positive_zero(x):
    return x + 0.0


def by_group(function, n_groups, codes, *arrays):
    """Apply a function to the rows of each group; zeros lose their sign."""
    rows = [codes == group for group in range(n_groups)]
    return positive_zero(np.array([function(*(a[chosen] for a in arrays)) for chosen in rows]))


def money(n):
    return np.round(RNG.lognormal(11, 2, n), 2)


SPREADS = {
    "money": money,
    "60 orders": lambda n: np.ldexp(RNG.normal(size=n), RNG.integers(-30, 30, n)),
    "200 orders": lambda n: np.ldexp(RNG.normal(size=n), RNG.integers(-100, 100, n)),
    "all orders": lambda n: np.ldexp(RNG.normal(size=n), RNG.integers(-1070, 1000, n)),
    "subnormal": lambda n: np.ldexp(RNG.normal(size=n), -1060),
    "near overflow": lambda n: RNG.normal(size=n) * 1e307,
    "outliers": lambda n: np.where(RNG.random(n) < 0.001, 1e200, RNG.normal(size=n)),
    "not finite": lambda n: RNG.choice([1.0, -2.5, np.inf, -np.inf, np.nan], n),
    "cancelling": lambda n: np.resize(np.array([1e300, 1.0, -1e300]), n),
}


# ---- one pass ------------------------------------------------------------------------


@pytest.mark.parametrize("spread", SPREADS)
@pytest.mark.parametrize("n_groups", [1, 7, 400])
def test_sums_of_every_spread(spread, n_groups):
    n = 6_000
    values, codes = SPREADS[spread](n), RNG.integers(-1, n_groups, n)
    expected = by_group(exact_sum, n_groups, codes, values)
    assert same_bits(group_sum(values, codes, n_groups), expected)
    order = RNG.permutation(n)
    assert same_bits(group_sum(values[order], codes[order], n_groups), expected)


@pytest.mark.parametrize("spread", SPREADS)
def test_every_statistic_of_one_pass(spread):
    n, n_groups = 3_000, 25
    values, weights = SPREADS[spread](n), SPREADS[spread](n)[::-1].copy()
    values[5] = weights[9] = 0.0
    codes = RNG.integers(-2, n_groups - 1, n)  # the last group has no rows
    got = group_sum(values, codes, n_groups, weights=weights, statistics=EVERYTHING)
    assert tuple(got) == EVERYTHING
    assert same_bits(got["sum"], by_group(exact_sum, n_groups, codes, values))
    assert same_bits(got["mean"], by_group(exact_mean, n_groups, codes, values))
    # Subnormal products may add up to less than any double: -0.0 then, as exact_dot.
    weighted = positive_zero(got["weighted_sum"])
    assert same_bits(weighted, by_group(exact_dot, n_groups, codes, values, weights))
    assert same_bits(got["weight_sum"], by_group(exact_sum, n_groups, codes, weights))
    with np.errstate(all="ignore"):
        assert same_bits(got["weighted_mean"], got["weighted_sum"] / got["weight_sum"])
    for name, function in (("minimum", np.min), ("maximum", np.max)):
        expected = by_group(
            lambda x, f=function: f(x) if x.size else np.nan, n_groups, codes, values
        )
        assert same_bits(positive_zero(got[name]), expected)
    present = ~np.isnan(values)
    expected = by_group(np.count_nonzero, n_groups, codes, present).astype(np.int64)
    assert same_bits(got["count"], expected)
    assert got["count"][-1] == 0


def test_many_rows_fill_the_limbs():
    n = 70_000
    values = np.full(n, 1e9 + 2.0**-22)
    values[: n // 3] *= -1
    codes = np.zeros(n, dtype=np.int8)
    for scale in (1.0, 2.0**-1000, 2.0**990):
        expected = exact_sum(values * scale)
        assert group_sum(values * scale, codes, 1)[0] == expected
        assert group_sum(values * scale, codes, 1, weights=np.ones(n))[0] == expected
    large = np.full(n, np.iinfo(np.int64).max)
    large[1::2] *= -1
    assert group_sum(large, codes, 1)[0] == 0


def test_threads_do_not_change_a_bit(monkeypatch):
    monkeypatch.setattr(_threads, "LEAST_SIZE", 1000)
    n, n_groups = 300_000, 1000
    values, codes = SPREADS["200 orders"](n), RNG.integers(0, n_groups, n, dtype=np.int32)
    values[: n // 2] = money(n // 2)
    results = set()
    for threads in range(1, 9):
        total = GroupSum(n_groups, statistics=["sum", "minimum", "count"])
        total.add(values, codes, threads=threads)
        results.add((total.to_bytes(), total.sum.tobytes(), total.minimum.tobytes()))
    assert len(results) == 1
    codes[-5] = n_groups
    with pytest.raises(ArgumentValueError, match=r"got 1000 in row 299995$"):
        group_sum(values, codes, n_groups, threads=2)


def test_codes_and_values_of_every_type():
    values, codes = np.arange(1, 7), np.array([0, 1, 2, 0, 1, 2])
    expected = [5, 7, 9]
    for dtype in "bhilqBHILQ":
        assert group_sum(values, codes.astype(dtype), 3).tolist() == expected
        assert group_sum(values.astype(dtype), codes, 3).dtype == np.int64
        assert group_sum(values.astype(dtype), codes, 3).tolist() == expected
    for dtype in ("e", "f", "d", ">f8"):
        assert group_sum(values.astype(dtype), codes, 3).tolist() == expected
    assert group_sum(values[::-1], codes[::-1], 3).tolist() == expected
    assert group_sum(values.reshape(2, 3), codes.reshape(2, 3), 3).tolist() == expected
    assert group_sum([True, True], [0, 0], 1).tolist() == [2]
    assert group_sum([], [], 2).tolist() == [0.0, 0.0]
    assert group_sum([1.0], [-(2**40)], 0).shape == (0,)


# ---- integers ------------------------------------------------------------------------


def test_integers_add_up_to_integers():
    top = np.iinfo(np.int64).max
    values = np.array([top, 1, -1, top, -top, -(2**63), 2**62])
    codes = np.array([0, 0, 0, 1, 1, 2, 3])
    sums = group_sum(values, codes, 5)
    assert sums.dtype == np.int64
    assert sums.tolist() == [top, 0, -(2**63), 2**62, 0]  # past 64 bits on the way


def test_a_sum_of_integers_beyond_64_bits_is_an_error():
    top = np.iinfo(np.int64).max
    for values, codes in (([top, 1], [1, 1]), ([-(2**63), -1], [1, 1]), ([2**62] * 99, [1] * 99)):
        with pytest.raises(
            ArgumentValueError, match=r"must fit 64 bits; got one beyond in group 1:"
        ):
            group_sum(values, codes, 3)
    with pytest.raises(ArgumentValueError, match=r"in group 0, the first of 2 such groups:"):
        group_sum([top, top, top, top], [0, 0, 1, 1], 2)
    means = group_sum([top, top], [0, 0], 1, statistics="mean")
    assert means[0] == float(top)


@given(st.lists(st.tuples(st.integers(-(2**63), 2**63 - 1), st.integers(-1, 3)), max_size=60))
def test_integer_sums_through_bytes(rows):
    values = np.array([value for value, _ in rows], dtype=np.int64)
    codes = np.array([code for _, code in rows], dtype=np.int64)
    total = GroupSum(4)
    total.add(values, codes)
    stored = GroupSum.from_bytes(total.to_bytes())
    stored += GroupSum(4)
    assert stored == total
    expected = [sum(v for v, c in rows if c == group) for group in range(4)]
    beyond = [not -(2**63) <= e < 2**63 for e in expected]
    for one in (total, stored):
        if any(beyond):
            with pytest.raises(ArgumentValueError, match=f"beyond in group {beyond.index(True)}"):
                _ = one.sum
        else:
            assert one.sum.tolist() == expected


def test_extremes_of_integers():
    big = 2**62 + 1
    got = group_sum([big, -big, 5], [0, 0, 1], 2, statistics=["minimum", "maximum"])
    assert got["minimum"].tolist() == [-big, 5]
    assert got["maximum"].tolist() == [big, 5]
    assert same_bits(group_sum([3, 4], [0, 0], 2, statistics="maximum"), np.array([4.0, np.nan]))
    with pytest.raises(ArgumentValueError, match=r"^minimum of group_sum must lie within 2\*\*53 "):
        group_sum([big], [0], 2, statistics="minimum")


# ---- parts and merges ----------------------------------------------------------------


@given(any_terms, st.randoms(use_true_random=False))
def test_any_split_and_tree_of_merges_gives_the_same_bytes(terms, random):
    n_groups = random.randint(1, 5)
    statistics = random.choice([EVERYTHING, ("sum",), ("weighted_sum", "mean"), ("maximum",)])
    weighted = not {"weighted_sum"}.isdisjoint(statistics)
    rows = [(t, random.randint(-1, n_groups - 1), random.choice([*terms, 0.1])) for t in terms]

    def of(part):
        total = GroupSum(n_groups, statistics=statistics)
        values, codes, weights = (list(column) for column in zip(*part, strict=True))
        total.add(np.array(values), codes, weights=np.array(weights) if weighted else None)
        return total

    whole = of(rows) if rows else GroupSum(n_groups, statistics=statistics)
    shuffled = random.sample(rows, len(rows))
    parts = [GroupSum(n_groups, statistics=statistics)]
    while shuffled:
        size = random.randint(1, len(shuffled))
        parts.append(of(shuffled[:size]))
        shuffled = shuffled[size:]
    while len(parts) > 1:
        first, other = parts.pop(random.randrange(len(parts))), random.randrange(len(parts))
        if random.random() < 0.3:
            first = GroupSum.from_bytes(first.to_bytes())
        parts[other] = first + parts[other] if random.random() < 0.5 else parts[other] + first
    assert parts[0].to_bytes() == whole.to_bytes()
    assert parts[0] == whole == pickle.loads(pickle.dumps(whole))
    if "sum" in statistics:
        expected = [exact([t for t, code, _ in rows if code == g]) for g in range(n_groups)]
        assert same_bits(parts[0].sum, positive_zero(np.array(expected)))


def test_rows_that_come_one_by_one():
    values, codes = money(300), RNG.integers(0, 40, 300)
    total = GroupSum(40, statistics=["sum", "count"])
    for value, code in zip(values, codes, strict=True):
        total.add([value], [code])
    assert same_bits(total.sum, group_sum(values, codes, 40))
    assert total.count.sum() == 300


def test_a_merge_does_not_touch_the_other():
    one, other = GroupSum(1), GroupSum(1)
    other.add([1.5], [0])
    both = one + other
    both.add([1.0], [0])
    one += other
    one.add([2.0], [0])
    assert (one.sum[0], other.sum[0], both.sum[0]) == (3.5, 1.5, 2.5)
    one.merge(one)
    assert one.sum[0] == 7.0


# ---- missing values, modes -----------------------------------------------------------


def test_missing_policies():
    values = np.array([1.0, np.nan, 3.0, np.nan, 5.0, np.nan])
    codes = np.array([0, 0, 1, 2, 1, -1])
    names = ("sum", "count", "mean", "minimum", "maximum")
    got = group_sum(values, codes, 3, statistics=names)
    assert same_bits(got["sum"], np.array([np.nan, 8.0, np.nan]))
    assert got["count"].tolist() == [1, 2, 0]
    for name, figure in (("mean", 4.0), ("minimum", 3.0), ("maximum", 5.0)):
        assert same_bits(got[name], np.array([np.nan, figure, np.nan]))
    got = group_sum(values, codes, 3, statistics=names, missing="omit")
    assert got["sum"].tolist() == [1.0, 8.0, 0.0]
    assert got["count"].tolist() == [1, 2, 0]
    for name, figure in (("mean", 4.0), ("minimum", 3.0), ("maximum", 5.0)):
        assert same_bits(got[name], np.array([1.0, figure, np.nan]))
    pairs = {"weights": [1.0, 1.0, np.nan, 1.0, 2.0, 1.0], "missing": "omit"}
    weighted = group_sum(values, codes, 3, statistics=("weighted_sum", "weight_sum"), **pairs)
    assert weighted["weighted_sum"].tolist() == [1.0, 10.0, 0.0]
    assert weighted["weight_sum"].tolist() == [1.0, 2.0, 0.0]
    with pytest.raises(ArgumentValueError, match=r"under missing='raise'; got NaN in row 1$"):
        group_sum(values, codes, 3, missing="raise")
    assert group_sum(values[-1:], codes[-1:], 1, missing="raise").tolist() == [0.0]
    assert math.isnan(group_sum([np.inf], [0], 1, weights=[0.0], missing="omit")[0])


@pytest.mark.skipif(not X86_LINUX, reason="the constants are those of glibc on x86-64")
@pytest.mark.parametrize("mode", MODES)
def test_sums_do_not_change_under_a_mode_left_behind(mode):
    values = np.concatenate([money(2000), SPREADS["60 orders"](2000), SPREADS["subnormal"](2000)])
    codes, weights = RNG.integers(0, 9, 6000), RNG.normal(size=6000)

    def results():
        return group_sum(values, codes, 9, weights=weights, statistics=("sum", "weighted_sum"))

    expected = results()
    with Mode(**MODES[mode]):
        got = results()
    assert all(same_bits(got[name], expected[name]) for name in expected)


# ---- refusals ------------------------------------------------------------------------


def test_a_code_that_is_too_large_is_an_error_and_nothing_is_added():
    total = GroupSum(3)
    total.add([1.0], [2])
    before = total.to_bytes()
    for size in (2, 100, 100_000):
        values, codes = np.ones(size), np.zeros(size, dtype=np.int64)
        codes[-1] = 3
        message = rf"^`codes` of GroupSum.add must be below 3, .*; got 3 in row {size - 1}$"
        for missing in ("propagate", "omit", "raise"):
            with pytest.raises(ArgumentValueError, match=message):
                total.add(values, codes, missing=missing)
        values[size // 2] = np.nan
        with pytest.raises(ArgumentValueError, match=rf"got NaN in row {size // 2}$"):
            total.add(values, np.zeros(size, dtype=int), missing="raise")
        assert total.to_bytes() == before
    codes = np.array([2**32], dtype=np.int64)
    with pytest.raises(ArgumentValueError, match=r"got 4294967296 in row 0$"):
        group_sum([1.0], codes, 3)


def test_arguments_are_refused_by_name():
    refused = [
        (([1.0], [0, 0], 1), {}, r"`codes` of group_sum must have the shape of `values`, \(1,\);"),
        (([1.0], [0], 1), {"weights": [1.0, 2.0]}, r"`weights` of group_sum must have the shape"),
        (([1.0], [0], -1), {}, r"`n_groups` of group_sum must be between 0 and 2147483646; got -1"),
        (([1.0], [0], 1), {"statistics": "median"}, r"`statistics` of group_sum must be one of "),
        (([1.0], [0], 1), {"statistics": []}, r"`statistics` of group_sum must name at least one"),
        (([1.0], [0], 1), {"missing": "skip"}, r"`missing` of group_sum must be one of "),
        (
            ([1.0], [0], 1),
            {"statistics": "weighted_mean"},
            r"`weights` of group_sum must be given for a statistic of weights",
        ),
        (
            ([1.0], [0], 1),
            {"weights": [1.0], "statistics": "sum"},
            r"`weights` of group_sum must be left out without a statistic of weights",
        ),
        (([1.0], [2**63], 1), {}, r"`codes` of group_sum must be below the number of groups; got"),
        (([10**309], [0], 1), {"weights": [1]}, r"sums of `values` of group_sum must be within"),
        (([1.0], [0], 1), {"threads": 0}, r"`threads` of group_sum must be at least 1; got 0"),
    ]
    for arguments, options, message in refused:
        with pytest.raises(ArgumentValueError, match="^" + message):
            group_sum(*arguments, **options)
    for codes in ([0.0], [True], ["a"], [None], np.ma.array([0], mask=[1]), iter([0])):
        with pytest.raises(ArgumentTypeError, match=r"^`codes` of group_sum must be integers, o"):
            group_sum([1.0], codes, 1)
    with pytest.raises(ArgumentTypeError, match=r"^`values` of group_sum must be real numbers"):
        group_sum(["a"], [0], 1)


def test_integers_beyond_doubles_are_weighted_exactly():
    assert group_sum([2**60 + 1, 1], [0, 0], 1, weights=[1.0, -1.0])[0] == float(2**60)
    assert group_sum([2**60 + 1], [0], 1, weights=[3], statistics="weighted_mean")[0] == 2.0**60


def test_sums_that_do_not_belong_together_are_refused():
    reals, integers = GroupSum(1), GroupSum(1)
    reals.add([1.5], [0])
    integers.add([1], [0])
    with pytest.raises(ArgumentValueError, match=r"must hold real numbers; got integers$"):
        reals.merge(integers)
    with pytest.raises(ArgumentValueError, match=r"must be integers, as those before; got dtype"):
        integers.add([1.5], [0])
    reals.add([2], [0])  # small integers are real numbers, too
    assert reals.sum[0] == 3.5
    with pytest.raises(ArgumentValueError, match=r"must have 1 groups; got 2$"):
        reals.merge(GroupSum(2))
    with pytest.raises(ArgumentValueError, match=r"must keep 'sum'; got 'count'$"):
        reals.merge(GroupSum(1, statistics=["count"]))
    with pytest.raises(ArgumentTypeError, match=r"must be a GroupSum; got int$"):
        reals.merge(1)
    with pytest.raises(TypeError):
        _ = reals + 1.0
    with pytest.raises(ArgumentValueError, match=r"must include 'mean' to ask for it; it keeps"):
        _ = reals.mean
    with pytest.raises(TypeError, match="unhashable"):
        hash(reals)


def test_bytes_of_something_else_are_refused():
    total = GroupSum(3, statistics=EVERYTHING)
    total.add([1.5, np.nan, np.inf], [0, 1, 2], weights=[1.0, 2.0, -1e-300])
    data = total.to_bytes()
    assert GroupSum.from_bytes(memoryview(data)) == total
    with pytest.raises(ArgumentTypeError, match=r"must be bytes; got str$"):
        GroupSum.from_bytes("text")
    with pytest.raises(DataError, match=r"must begin with the version word 0x4843544700000001; "):
        GroupSum.from_bytes(b"\x02" + data[1:])
    for cut in range(len(data)):
        with pytest.raises(DataError):
            GroupSum.from_bytes(data[:cut])
    with pytest.raises(DataError):
        GroupSum.from_bytes(data + b"\x00")
    accepted = 0
    for at in range(8, len(data)):  # never a crash; what is read is what would be written
        for bit in (1, 128):
            forged = data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :]
            try:
                assert GroupSum.from_bytes(forged).to_bytes() == forged
                accepted += 1
            except DataError:
                continue
    assert 0 < accepted < 2 * len(data)


def test_the_core_checks_what_it_is_given():
    values, codes = np.ones(4), np.zeros(4, dtype=np.int64)
    limbs, rows, spills = np.zeros((2, 2), np.int64), np.zeros(4, np.int64), np.zeros(8, np.int64)
    assert _core.group_add(values, codes, 1, 60, limbs, rows, spills) == (-1, 0, 0)
    for wrong in (
        (values[:3], codes, 1, 60, limbs, rows, spills),
        (values[::-1], codes, 1, 60, limbs, rows, spills),
        (values.astype(np.float32), codes, 1, 60, limbs, rows, spills),
        (values, codes.astype(np.int16), 1, 60, limbs, rows, spills),
        (values, codes, 2, 60, limbs, rows, spills),
        (values, codes, -1, 60, limbs, rows, spills),
        (values, codes, 1, 9999, limbs, rows, spills),
        (values, codes, 1, 60, limbs, rows[:3], spills),
        (values, codes, 1, 60, limbs, rows, spills[:7]),
    ):
        with pytest.raises(ValueError, match=r"not a contiguous array|out of range"):
            _core.group_add(*wrong)
    with pytest.raises(ValueError, match="slot out of range"):
        _core.group_add_spills(limbs, np.array([2, 1]), 1)
    for wrong_slots in (np.array([2]), np.array([0, 1, 1])):
        with pytest.raises(ValueError, match=r"not a contiguous array|slots: out of range"):
            _core.group_merge_at(limbs, limbs.copy(), wrong_slots, spills)


def test_sums_beyond_every_window_survive_bytes_and_regrouping():
    total = GroupSum(2, statistics=["weighted_sum"])
    total.add([1.7e308, 1.0], [0, 1], weights=[1.7e308, -3.0])
    for _ in range(50):
        total.merge(GroupSum.from_bytes(total.to_bytes()))
    data = total.to_bytes()
    assert GroupSum.from_bytes(data).to_bytes() == data
    back = GroupSum(2, statistics=["weighted_sum"])
    back.add([-1.7e308, 1.0], [0, 1], weights=[1.7e308, 3.0])
    for _ in range(50):
        back.merge(GroupSum.from_bytes(back.to_bytes()))
    total.merge(back)
    assert total.weighted_sum.tolist() == [0.0, 0.0]
    assert total.regroup([0, 0], 1).weighted_sum.tolist() == [0.0]


# ---- other groups ----------------------------------------------------------------------


@pytest.mark.parametrize("integers", [False, True])
def test_regrouped_figures_are_those_of_the_rows_with_other_codes(integers):
    rng = np.random.default_rng(7)
    statistics = ["sum", "count", "mean", "minimum", "maximum"]
    values = rng.standard_normal(5000) * 10.0 ** rng.integers(-300, 300, 5000)
    if integers:
        values = rng.integers(-(2**62), 2**62, 40)
    else:
        values[[3, 50, 77]] = [np.nan, np.inf, -np.inf]
    codes = rng.integers(0, 40, values.size)
    places = rng.integers(-1, 7, 40)
    first = GroupSum(40, statistics=statistics)
    first.add(values, codes)
    straight = GroupSum(7, statistics=statistics)
    straight.add(values, places[codes])
    assert first.regroup(places, 7) == straight


def test_regrouping_carries_what_no_limb_holds():
    n = 3000
    total = GroupSum(n)
    for _ in range(3):
        total.add(np.full(n, 2**62 + 12345), np.arange(n))
    one = total.regroup(np.zeros(n, dtype=int), 1)
    with pytest.raises(ArgumentValueError, match="must fit 64 bits"):
        _ = one.sum
    less = GroupSum(1)
    for _ in range(3):
        less.add(np.full(n, -(2**62)), np.zeros(n, dtype=int))
    assert (one + less).sum.tolist() == [3 * n * 12345]


@pytest.mark.parametrize(
    ("places", "n_groups", "message"),
    [
        ([0], 1, "one place for each of the 2 groups; got 1"),
        ([0, 3], 3, "must be below 3, the number of groups; got 3 for group 1"),
    ],
)
def test_regrouping_refuses(places, n_groups, message):
    with pytest.raises(ArgumentValueError, match=message):
        GroupSum(2).regroup(places, n_groups)
