"""ExactSum: one state, whatever the order, the split, the merges and the threads."""

import copy
import math
import pickle

import numpy as np
import pytest
from exact_oracle import any_terms
from hypothesis import given
from hypothesis import strategies as st

from hanoi_ct import ExactSum, exact_sum
from hanoi_ct._inputs import threads as _threads
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError, DataError

RNG = np.random.default_rng(55)


@given(any_terms, st.randoms(use_true_random=False))
def test_any_order_split_and_tree_of_merges_gives_the_same_bytes(terms, random):
    whole = ExactSum(np.array(terms, dtype=float))
    shuffled = random.sample(terms, len(terms))
    parts = []
    while shuffled:
        size = random.randint(1, len(shuffled))
        parts.append(ExactSum(shuffled[:size]))
        shuffled = shuffled[size:]
    parts.append(ExactSum())
    while len(parts) > 1:  # a random tree
        first = parts.pop(random.randrange(len(parts)))
        other = random.randrange(len(parts))
        parts[other] = first + parts[other] if random.random() < 0.5 else parts[other] + first
    assert parts[0] == whole
    assert parts[0].to_bytes() == whole.to_bytes()
    assert whole.value.hex() == exact_sum(np.array(terms, dtype=float)).hex()


@given(any_terms)
def test_bytes_and_pickle_bring_back_the_same_sum(terms):
    total = ExactSum(np.array(terms, dtype=float))
    for other in (
        ExactSum.from_bytes(total.to_bytes()),
        ExactSum.from_bytes(bytearray(total.to_bytes())),
        pickle.loads(pickle.dumps(total)),
        copy.deepcopy(total),
        copy.copy(total),
    ):
        assert other == total
        assert other.to_bytes() == total.to_bytes()
        before = total.to_bytes()
        other.add(0.5)
        assert total.to_bytes() == before != other.to_bytes()


def test_threads_do_not_change_a_byte(monkeypatch):
    monkeypatch.setattr(_threads, "LEAST_SIZE", 1000)
    n = 110_000
    for orders in (0, 90, 1500):
        x = np.ldexp(RNG.normal(size=n), RNG.integers(-orders // 2 - 1, orders // 2, n))
        states = set()
        for threads in range(1, 9):
            total = ExactSum()
            total.add(x, threads=threads)
            states.add(total.to_bytes())
        assert len(states) == 1
        assert ExactSum.from_bytes(states.pop()).value == math.fsum(x)


def test_a_copy_is_its_own_sum():
    total = ExactSum([1.0])
    twin = copy.copy(total)
    twin.add(2.0)
    both = total + twin
    both += total
    assert (total.value, twin.value, both.value) == (1.0, 3.0, 5.0)
    total.merge(total)
    assert total.value == 2.0


def test_merging_is_adding():
    x = RNG.normal(size=100)
    total = ExactSum([1e300])
    for part in np.array_split(x, 7):
        total += ExactSum(part)
    total.merge(ExactSum([-1e300]))
    assert total.value == math.fsum(x)
    assert repr(ExactSum([0.1] * 10)) == "ExactSum(1.0)"
    assert sum([ExactSum([0.1])] * 10, ExactSum()).value == 1.0


def test_equal_sums_are_equal_whatever_made_them():
    assert ExactSum([1e16, 1.0]) == ExactSum([1.0, 5e15, 5e15])
    assert ExactSum([0.1, 0.2]) != ExactSum([0.3])
    assert ExactSum([1.0]) != ExactSum([1.0, 5e-324])
    assert ExactSum() != ExactSum([-0.0])
    assert ExactSum([1.0, -1.0]) == ExactSum([0.0])
    assert ExactSum([1.0]) != 1.0
    assert ExactSum([2**62, 1]) == ExactSum([2.0**62]) + ExactSum([1])
    with pytest.raises(TypeError, match="unhashable"):
        hash(ExactSum())


def test_mean_is_rounded_once():
    total = ExactSum([1e308, 1e308, 1e308])
    assert total.value == math.inf
    assert total.mean(3) == 1e308
    assert ExactSum([1.0]).mean(2**61) == 2.0**-61
    with pytest.raises(
        ArgumentValueError, match=r"`count` of ExactSum.mean must be at least 1; got 0"
    ):
        total.mean(0)


def test_missing_policies():
    total = ExactSum()
    total.add([1.0, np.nan, -0.0], missing="omit")
    assert total == ExactSum([1.0])
    empty = ExactSum()
    empty.add([np.nan], missing="omit")
    assert empty == ExactSum()
    with pytest.raises(ArgumentValueError, match=r"^`x` of ExactSum.add .* got NaN at index 1$"):
        total.add([5.0, np.nan], missing="raise")
    assert total == ExactSum([1.0])  # nothing of a refused array came in
    total.add([2.0], missing="raise")
    assert total.value == 3.0
    total.add(np.nan)
    assert math.isnan(total.value)


def test_bytes_of_something_else_are_refused():
    data = ExactSum([1.5, -2.25]).to_bytes()
    assert len(data) == 576
    with pytest.raises(ArgumentValueError, match=r"must be 576 bytes; got 575$"):
        ExactSum.from_bytes(data[:-1])
    with pytest.raises(ArgumentTypeError, match=r"must be bytes; got str$"):
        ExactSum.from_bytes("text")
    with pytest.raises(
        DataError, match=r"must begin with the version word 0x4300000001; got 0x4300"
    ):
        ExactSum.from_bytes(b"\x02" + data[1:])
    words = np.frombuffer(data, dtype="<i8").copy()
    for word, value in ((1, -1), (4, 7), (4, 0), (5, -1), (40, 2**32), (71, 2**63 - 1)):
        forged = words.copy()
        forged[word] = value
        with pytest.raises(DataError, match="must be a state that to_bytes wrote"):
            ExactSum.from_bytes(forged.tobytes())


def test_other_operands_are_refused():
    with pytest.raises(ArgumentTypeError, match=r"must be an ExactSum; got float$"):
        ExactSum().merge(1.0)
    with pytest.raises(TypeError):
        ExactSum() + 1.0
    total = ExactSum()
    with pytest.raises(TypeError):
        total += 1.0
    with pytest.raises(ArgumentTypeError, match=r"`x` of ExactSum.add must be real numbers"):
        ExactSum("text")
