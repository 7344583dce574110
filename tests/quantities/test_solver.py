"""Many relations at once: propagation, linear bounds, and which numbers must be wrong."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.quantities.quantity import stated
from hanoi_ct.quantities.solver import Rule, linear_bounds, localise, propagate


def usd(number):
    number = Decimal(number)
    return stated(number, "USD", max(0, -number.as_tuple().exponent), type="level")


def percent(number, kind="growth"):
    number = Decimal(number)
    return stated(number, "percent", max(0, -number.as_tuple().exponent), type=kind)


def test_a_fine_total_sharpens_a_coarse_part():
    quantities = {"t": usd("12.53"), "a": usd("7.1"), "b": usd("5.4")}
    found = propagate(quantities, [Rule("sum", {"total": ("t",), "parts": ("a", "b")})])
    assert found.consistent
    assert float(found.intervals["a"].low) == pytest.approx(7.075)
    assert found.intervals["a"].high == Fraction("7.15")


def test_propagation_goes_through_several_relations():
    quantities = {
        "now": usd("9200"),
        "base": usd("7624"),
        "g": percent("21"),
        "part": usd("4600"),
        "share": percent("50", "share"),
    }
    rules = [
        Rule("base", {"base": ("base",), "level": ("now",), "growth": ("g",)}),
        Rule("share", {"part": ("part",), "total": ("now",), "share": ("share",)}),
    ]
    found = propagate(quantities, rules)
    assert found.consistent
    growth = found.intervals["g"]
    assert 20.656 < growth.low < growth.high < 20.687


@settings(max_examples=40, deadline=None)
@given(st.lists(st.fractions(1, 1000, max_denominator=1000), min_size=2, max_size=4))
def test_what_is_true_is_never_excluded(parts):
    names = [f"p{i}" for i in range(len(parts))]
    true = dict(zip(names, parts, strict=True)) | {"t": sum(parts)}
    quantities = {n: usd(round(Decimal(float(x)), 1)) for n, x in true.items()}
    rules = [Rule("sum", {"total": ("t",), "parts": tuple(names)})]
    for found in (propagate(quantities, rules), linear_bounds(quantities, rules)):
        assert found.consistent
        for name, x in true.items():
            if x in quantities[name].interval():
                assert x in found.intervals[name]


def test_two_breakdowns_bound_more_than_one_at_a_time():
    quantities = {n: usd(x) for n, x in {"a": "10", "b": "10", "c": "10", "d": "10"}.items()}
    quantities |= {"ab": usd("20.4"), "cd": usd("20.4"), "all": usd("40.40")}
    rules = [
        Rule("sum", {"total": ("ab",), "parts": ("a", "b")}),
        Rule("sum", {"total": ("cd",), "parts": ("c", "d")}),
        Rule("sum", {"total": ("all",), "parts": ("ab", "cd")}),
    ]
    assert not linear_bounds(quantities, rules).consistent  # 40.7 at least
    quantities["all"] = usd("40.80")
    found = linear_bounds(quantities, rules)
    assert found.consistent
    assert found.intervals["a"].low == pytest.approx(9.85, abs=1e-3)


def test_the_wrong_number_is_found_where_two_relations_share_it():
    quantities = {
        "t": usd("152.96"),
        "d": usd("40.245"),
        "f": usd("112.562"),
        "m": usd("98.931"),
        "b": usd("13.631"),
    }
    rules = [
        Rule("sum", {"total": ("t",), "parts": ("d", "f")}),
        Rule("balance", {"exports": ("f",), "imports": ("m",), "balance": ("b",)}),
    ]
    # The balance speaks for f: changing it alone would break the other relation.
    found = localise(quantities, rules)
    assert found.weight == 1
    assert found.sets == (frozenset({"d"}), frozenset({"t"}))
    assert found.complete
    trusted = localise(quantities, rules, weights={"d": 3.0})
    assert trusted.sets == (frozenset({"t"}),)


def test_one_number_that_spoils_two_relations_is_blamed_for_both():
    quantities = {
        "t": usd("50.0"),
        "a": usd("10.0"),
        "b": usd("20.0"),
        "s": percent("33.3", "share"),
    }
    rules = [
        Rule("sum", {"total": ("t",), "parts": ("a", "b")}),
        Rule("share", {"part": ("a",), "total": ("t",), "share": ("s",)}),
    ]
    assert localise(quantities, rules).sets == (frozenset({"t"}),)


def test_nothing_is_wrong_where_all_holds():
    quantities = {"t": usd("30.0"), "a": usd("10.0"), "b": usd("20.0")}
    found = localise(quantities, [Rule("sum", {"total": ("t",), "parts": ("a", "b")})])
    assert (found.weight, found.sets) == (0, (frozenset(),))


def test_open_lists_blame_nobody():
    quantities = {"t": usd("50.0"), "a": usd("10.0"), "b": usd("20.0")}
    rule = Rule("sum", {"total": ("t",), "parts": ("a", "b")}, closed=False)
    assert localise(quantities, [rule]).weight == 0


def test_weights_must_be_positive():
    with pytest.raises(ArgumentValueError, match="must be positive"):
        localise({}, [], weights={"a": 0.0})
