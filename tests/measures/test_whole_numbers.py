"""Whole numbers and decimals that float64 does not hold: exact, or refused in one wording."""

import inspect
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import hanoi_ct
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

BIG = 2**53 + 1
RULE = r"^integers in `{}` of {} must lie within 2\*\*53, which float64 holds exactly; got {}"

# Functions of one array, with the options that they need.
ONE_ARRAY = {
    "growth": {},
    "ytd": {},
    "ytd_growth": {},
    "decumulate": {},
    "moving_sum": {},
    "moving_mean": {},
    "moving_growth": {},
    "acceleration": {},
    "exact_cumsum": {},
    "exact_moving_sum": {"window": 2},
    "round_half_up": {},
}

CONTAINERS = {
    "int64": lambda x: np.array(x, dtype=np.int64),
    "uint64": lambda x: np.array(x, dtype=np.uint64),
    "objects": lambda x: np.array(x, dtype=object),
    "list": list,
    "beside a float": lambda x: [*x, 0.5],
}


@pytest.mark.parametrize("name", ONE_ARRAY)
@pytest.mark.parametrize("container", CONTAINERS)
def test_integers_beyond_float64_are_refused_in_one_wording(name, container):
    x = CONTAINERS[container]([3, BIG, 7])
    with pytest.raises(
        ArgumentValueError, match=RULE.format("x", name, BIG) + " at index 1: "
    ) as e:
        getattr(hanoi_ct, name)(x, **ONE_ARRAY[name])
    assert len(str(e.value)) <= 400


@pytest.mark.parametrize("name", ONE_ARRAY)
def test_integers_within_float64_are_themselves_in_every_container(name):
    x = [1, 5, 2**53, 3]
    expected = getattr(hanoi_ct, name)(np.array(x, dtype=float), **ONE_ARRAY[name])
    for container in ("int64", "uint64", "objects", "list"):
        got = getattr(hanoi_ct, name)(CONTAINERS[container](x), **ONE_ARRAY[name])
        np.testing.assert_array_equal(got, expected)


def test_row_20_sums_and_picks_keep_their_digits():
    big = np.array([2**53, 2**53 + 1])
    assert int(hanoi_ct.group_sum(big, [0, 0], 1)[0]) - 2**54 == 1
    for call in (
        lambda: hanoi_ct.growth(big, kind="difference"),
        lambda: hanoi_ct.decumulate(big, periods_per_year=2),
    ):
        with pytest.raises(ArgumentValueError, match=r"must lie within 2\*\*53"):
            call()


@pytest.mark.parametrize("container", ["uint64", "objects", "list"])
def test_row_37_a_group_sum_names_the_limit_that_holds(container):
    x = CONTAINERS[container]([2**63, 1])
    limit = (
        r"^integers in `values` of group_sum must lie within -2\*\*63 and 2\*\*63 - 1, .* got 92233"
    )
    with pytest.raises(ArgumentValueError, match=limit):
        hanoi_ct.group_sum(x, [0, 0], 1)
    below = CONTAINERS[container]([2**63 - 1, 0])
    assert hanoi_ct.group_sum(below, [0, 0], 1).tolist() == [2**63 - 1]


numbers = st.one_of(
    st.integers(-(2**80), 2**80),
    st.decimals(-(10**20), 10**20, allow_nan=False, allow_infinity=False),
)


@given(st.lists(numbers, min_size=1, max_size=12))
def test_exact_sums_of_integers_and_decimals_are_rounded_once(values):
    if all(isinstance(value, int) and abs(value) < 2**63 for value in values):
        array = np.array(values)
    else:
        array = np.array(values, dtype=object)
    exact = sum((Fraction(value) for value in values), Fraction(0))
    assert hanoi_ct.exact_sum(array) == float(exact)
    assert hanoi_ct.exact_mean(array) == float(exact / len(values))


def test_decimals_add_up_as_decimals():
    tenths = [Decimal("0.1"), Decimal("0.2")]
    assert hanoi_ct.exact_sum(tenths) == 0.3
    assert hanoi_ct.exact_sum([0.1, 0.2]) == 0.30000000000000004  # the sum of the doubles
    table = [[Decimal("0.1"), Decimal("NaN")], [Decimal(5), Decimal("0.2")]]
    assert hanoi_ct.exact_sum(table, axis=1, missing="omit").tolist() == [0.1, 5.2]
    np.testing.assert_array_equal(hanoi_ct.exact_mean(table, axis=0), [2.55, np.nan])
    with pytest.raises(ArgumentValueError, match=r"missing='raise'; got NaN at index \(0, 1\)"):
        hanoi_ct.exact_sum(table, missing="raise")


@given(st.decimals(-(10**9), 10**9, places=6))
def test_decimals_of_15_digits_are_read_as_the_doubles_that_print_as_they(value):
    got = hanoi_ct.difference([value], [0])
    assert Decimal(repr(float(got[0]))) == value


@pytest.mark.parametrize("text", ["0.12345678901234567891", "1e400", "Infinity", "-1e-400"])
def test_decimals_that_no_double_prints_as_are_refused(text):
    message = r"^decimals in `x` of growth .* at index 1: round"
    if text == "Infinity":
        message = r"^`x` of growth must be finite; got Decimal\('Infinity'\) at index 1$"
    with pytest.raises(ArgumentValueError, match=message):
        hanoi_ct.growth([Decimal(1), Decimal(text)])


def test_decimals_where_the_double_itself_enters():
    assert hanoi_ct.exact_dot([Decimal("0.5")], [3]) == 1.5
    for call in (
        lambda: hanoi_ct.exact_dot([Decimal("0.1")], [3]),
        lambda: hanoi_ct.ExactSum([Decimal("0.1")]),
    ):
        with pytest.raises(
            ArgumentValueError, match=r"^decimals in `x` .* must be doubles, as 0.5"
        ):
            call()


def test_what_is_no_number_among_objects_is_named():
    with pytest.raises(
        ArgumentTypeError, match=r"got dtype object, 'a' at index 1: pass np\.array"
    ):
        hanoi_ct.growth(np.array([1, "a"], dtype=object))


def test_an_exact_sum_is_a_float_where_one_is_asked_for():
    assert float(hanoi_ct.ExactSum([0.1] * 10)) == 1.0
    assert "__float__" in dict(inspect.getmembers(hanoi_ct.ExactSum))
