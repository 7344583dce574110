"""Verdicts: what is true is never called impossible, and single faults are found and mended."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hanoi_ct.quantities.hedges import Profile
from hanoi_ct.quantities.interval import Interval
from hanoi_ct.quantities.look import Look
from hanoi_ct.quantities.quantity import stated
from hanoi_ct.quantities.relations import RELATIONS
from hanoi_ct.quantities.sides import SIDES, share_change, weighted_growth
from hanoi_ct.quantities.verdict import judge, worst_first

BILLION = Decimal(10**9)


def usd(number, hedge="", scale=BILLION, **more):
    number = Decimal(number)
    decimals = max(0, -number.as_tuple().exponent)
    return stated(number, "USD", decimals, scale=scale, hedge=hedge, type="level", **more)


def percent(number, hedge="", kind="growth"):
    number = Decimal(number)
    return stated(number, "percent", max(0, -number.as_tuple().exponent), hedge=hedge, type=kind)


def points(number):
    number = Decimal(number)
    return stated(number, "percentage_points", -number.as_tuple().exponent, type="contribution")


# ---- what is true is consistent -----------------------------------------------------

amounts = st.fractions(min_value=1, max_value=10**4, max_denominator=10**6)
rates = st.fractions(min_value=Fraction(-6, 10), max_value=2, max_denominator=10**5)
roundings = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN])


def printed(x: Fraction, decimals: int, rounding=ROUND_HALF_UP) -> Decimal:
    with localcontext(prec=60):
        exact = Decimal(x.numerator) / Decimal(x.denominator)
        return exact.quantize(Decimal(1).scaleb(-decimals), rounding)


def level_of(x, decimals, rounding):
    return stated(printed(x, decimals, rounding), "USD", decimals, type="level")


def rate_of(x, decimals, rounding):
    return stated(printed(100 * x, decimals, rounding), "percent", decimals, type="growth")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(amounts, rates), min_size=2, max_size=5),
    st.integers(0, 3),
    st.integers(0, 2),
    roundings,
)
def test_what_is_true_is_never_called_wrong(parts, decimals, rate_decimals, rounding):
    def level(x):
        return level_of(x, decimals, rounding)

    def rate(x):
        return rate_of(x, rate_decimals, rounding)

    now = [x for x, _ in parts]
    before = [x / (1 + g) for x, g in parts]
    whole, whole_before = sum(now), sum(before)
    growth = whole / whole_before - 1
    levels, growths = [level(x) for x in now], [rate(g) for _, g in parts]
    first, first_growth = levels[0], growths[0]
    share = rate(now[0] / whole)
    balance, balance_before = now[0] - now[1], before[0] - before[1]
    cases = {
        "sum": {"total": [level(whole)], "parts": levels},
        "part_of": {"total": [level(whole)], "parts": levels[:1]},
        "share": {"part": [first], "total": [level(whole)], "share": [share]},
        "pair_share": {"pair": [first, level(whole)], "share": [share]},
        "share_sum": {"parts": [rate(x / whole) for x in now]},
        "sum_zero": {
            "parts": [rate(x / whole - y / whole_before) for x, y in zip(now, before, strict=True)]
        },
        "same_total": {"part": levels[:2], "share": [rate(x / whole) for x in now[:2]]},
        "weighted_growth": {"growth": [rate(growth)], "levels": levels, "growths": growths},
        "minmax": {"growth": [rate(growth)], "growths": growths},
        "base": {"base": [level(before[0])], "level": [first], "growth": [first_growth]},
        "growth": {"base": [level(before[0])], "level": [first], "growth": [first_growth]},
        "increment": {
            "increment": [level(now[0] - before[0])],
            "level": [first],
            "growth": [first_growth],
        },
        "contribution_sum": {
            "growth": [rate(growth)],
            "contributions": [
                rate((x - y) / whole_before) for x, y in zip(now, before, strict=True)
            ],
        },
        "weight_sum": {
            "growths": growths,
            "contributions": [
                rate((x - y) / whole_before) for x, y in zip(now, before, strict=True)
            ],
        },
        "plan": {"plan": [level(whole)], "level": [first], "attainment": [share]},
        "plan_parts": {
            "sum": [level(whole)],
            "levels": [level(x / 2) for x in now],
            "attainments": [rate(Fraction(1, 2)) for _ in now],
        },
        "rest": {"plan": [level(whole)], "done": [first], "rest": [level(whole - now[0])]},
        "balance": {"exports": levels[:1], "imports": levels[1:2], "balance": [level(balance)]},
        "balance_base": {
            "exports": levels[:1],
            "imports": levels[1:2],
            "growths": growths[:2],
            "base_balance": [level(balance_before)],
        },
        "balance_change": {
            "exports": levels[:1],
            "imports": levels[1:2],
            "growths": growths[:2],
            "balance": [level(balance)],
            "change": [level(balance - balance_before)],
        },
        "difference": {
            "current": [first],
            "base": [level(before[0])],
            "difference": [level(now[0] - before[0])],
        },
        "price_growth": {
            "value": [rate(parts[0][1])],
            "volume": [rate(parts[1][1])],
            "price": [rate((1 + parts[0][1]) / (1 + parts[1][1]) - 1)],
        },
        "share_change": {
            "part": [first],
            "total": [level(whole)],
            "growth": [first_growth],
            "growth_of_total": [rate(growth)],
            "change": [rate(now[0] / whole - before[0] / whole_before)],
        },
    }
    for kind, roles in cases.items():
        for role, held in roles.items():
            assert all(q.number is not None for q in held), role
        found = judge(kind, roles, detail=False)
        assert found.tight.holds, (kind, str(found.tight.left), str(found.tight.right))
        assert found.loose.holds, kind
        assert found.verdict != "impossible", kind


@given(amounts, st.integers(0, 3), st.sampled_from(["hơn", "trên", "more than"]))
def test_a_hedge_that_cuts_holds_the_true_value(x, decimals, hedge):
    cut = printed(x, decimals, ROUND_DOWN)
    if cut and cut != x:
        assert x in stated(cut, "USD", decimals, hedge=hedge).interval()


@given(amounts, st.integers(0, 3))
def test_a_number_that_was_cut_is_in_its_loose_reading(x, decimals):
    assert x in stated(printed(x, decimals, ROUND_DOWN), "USD", decimals).interval("loose")


@given(
    st.lists(st.tuples(amounts, rates), min_size=2, max_size=4),
    st.data(),
)
def test_growth_of_a_total_is_bounded_tightly(parts, data):
    """Every corner of the box lies inside, and the ends are reached at corners."""
    levels = [Interval(x, x + data.draw(amounts) / 10) for x, _ in parts]
    growths = [Interval(g, g + Fraction(1, 100)) for _, g in parts]
    found = weighted_growth(levels, growths)
    reached = []
    for mask in range(4 ** len(parts)):
        now = base = Fraction(0)
        for i in range(len(parts)):
            x = (levels[i].low, levels[i].high)[mask >> 2 * i & 1]
            g = (growths[i].low, growths[i].high)[mask >> 2 * i + 1 & 1]
            now += x
            base += x / (1 + g)
        reached.append(now / base - 1)
    assert (found.low, found.high) == (min(reached), max(reached))


def test_a_change_of_share_is_not_that_of_two_independent_shares():
    part, whole = Interval.of(30, 31), Interval.of(100, 101)
    growth = Interval.of("0.10", "0.11")
    found = share_change(part, whole, growth, growth)
    shares = part / whole
    before = (part / growth.shifted(1)) / (whole / growth.shifted(1))
    assert found.width < (shares - before).width / 5
    assert 0 in found


# ---- what is wrong is found ---------------------------------------------------------


def test_a_share_of_another_total_is_impossible_and_mended():
    found = judge(
        "share", {"part": [usd("3.77")], "total": [usd("24.6")], "share": [percent("18.1", "")]}
    )
    assert found.verdict == "impossible"
    assert {(e.place[0], str(e.number)) for e in found.edits} >= {("share", "15.4")}
    mended = {"part": [usd("3.77")], "total": [usd("24.6")], "share": [percent("15.3")]}
    assert judge("share", mended).verdict == "consistent"


@pytest.mark.parametrize(
    ("total", "scale", "slip"),
    [("152.6", 10**6, "unit"), ("125.6", 10**9, "digits_swapped")],
)
def test_a_slip_is_named(total, scale, slip):
    roles = {
        "total": [usd(total, scale=Decimal(scale))],
        "parts": [usd("61.85"), usd("90.81")],
    }
    found = judge("sum", roles)
    assert found.verdict == "impossible"
    assert slip in {edit.slip for edit in found.edits if edit.place == ("total", 0)}


def test_every_edit_restores_the_relation():
    roles = {"total": [usd("152.96")], "parts": [usd("40.245"), usd("112.562")]}
    found = judge("sum", roles)
    assert found.verdict == "impossible"
    assert len({edit.place for edit in found.edits}) == 3
    for edit in found.edits:
        role, i = edit.place
        held = list(roles[role])
        held[i] = usd(edit.number, scale=BILLION * Decimal(edit.factor.numerator))
        assert judge("sum", {**roles, role: held}).verdict == "consistent", edit


def test_an_open_list_decides_nothing_but_its_excess():
    roles = {"total": [usd("36.7")], "parts": [usd("3.86"), usd("25.22")]}
    assert judge("sum", roles, closed=False).lack == "open_list"
    assert judge("sum", roles, closed=True).verdict == "impossible"
    more = {"total": [usd("25.0")], "parts": [usd("3.86"), usd("25.22")]}
    assert judge("sum", more, closed=False).verdict == "impossible"
    rates = {"growth": [percent("9.0")], "growths": [percent("1.0"), percent("2.0")]}
    assert judge("minmax", rates, closed=False).verdict == "undecidable"
    assert judge("minmax", rates, closed=True).verdict == "impossible"


def test_weights_beyond_one_are_impossible_even_of_an_open_list():
    roles = {
        "contributions": [points("3.6"), points("0.3"), points("-1.3")],
        "growths": [percent("4.2"), percent("3.2"), percent("-8.1")],
    }
    assert judge("weight_sum", roles, closed=False).verdict == "impossible"


def test_the_corner_that_is_left_is_told():
    """9.2 billion (nearly) and +19 % on a published base of 7,624 million: S4 of the domain."""
    roles = {
        "base": [usd("7624", scale=Decimal(10**6))],
        "level": [usd("9.2", "gần")],
        "growth": [percent("19")],
    }
    found = judge("base", roles)
    assert found.verdict == "consistent"
    level, growth = found.corner["level", 0], found.corner["growth", 0]
    assert level.low == 9_100_000_000
    assert level.high == pytest.approx(9_112_000_000, rel=1e-4)
    assert float(growth.low) == pytest.approx(19.35, abs=0.02)
    assert growth.high == Fraction(195, 10)


def test_another_reading_of_a_number_decides_nothing():
    odd = usd("1.563", alternatives=(Decimal(1563),))
    roles = {"total": [usd("2000")], "parts": [odd, usd("437")]}
    assert judge("sum", roles).lack == "alternative"


def test_a_profile_overrides_the_rules():
    half = Profile(rules={"over": {"tight": {"last": [0, Decimal("0.5")]}}})
    over = usd("9.2", "trên")
    assert str(over.interval()) == "[9200000000; 9300000000]"
    assert str(over.interval("tight", half)) == "[9200000000; 9250000000]"
    revised = stated(Decimal("7.4"), "percent", 1, hedge="ước", status="estimate")
    wide = revised.interval("loose", Profile(revision=Decimal(10)))
    assert Interval.of("6.56", "8.24") == wide


def test_the_worst_comes_first():
    good = judge("sum", {"total": [usd("3.0")], "parts": [usd("1.0"), usd("2.0")]})
    bad = judge("sum", {"total": [usd("9.0")], "parts": [usd("1.0"), usd("2.0")]})
    assert worst_first([good, bad]) == [bad, good]


# ---- the table ------------------------------------------------------------------------


def test_every_kind_has_words_and_sides():
    assert set(SIDES) <= set(RELATIONS)


def test_index_and_multiple_are_growth_and_percent_is_not_a_point():
    index = stated(Decimal("113.0"), "percent", 1, type="ratio")
    multiple = stated(Decimal("1.13"), "times", 2, type="ratio")
    look = Look({"growths": [index, multiple]}, "tight")
    assert [str(x) for x in look.rates("growths")] == ["[0.1295; 0.1305]", "[0.125; 0.135]"]


def test_rate_ratio_of_nineteen_and_eight_and_a_half():
    ratio = stated(Decimal(2), "times", 0, hedge="hơn", type="ratio")
    roles = {"rates": [percent("19"), percent("8.5")], "ratio": [ratio]}
    assert judge("rate_ratio", roles).verdict == "consistent"
    literal = stated(Decimal(3), "times", 0, type="ratio")
    assert judge("rate_ratio", {**roles, "ratio": [literal]}).verdict == "undecidable"


def test_what_bounds_nothing_decides_nothing():
    """An exchange rate that nobody tells, and a weight behind growth that may be zero."""
    local = stated(Decimal("213.9"), "VND", 1, scale=Decimal(10**12))
    pair = {"local": [local], "usd": [usd("9.2")]}
    assert judge("fx_known", pair).lack == "unbounded"
    quotient = {"numerator": [usd("1.0")], "denominator": [usd("0.0")]}
    ratio = stated(Decimal(3), "times", 0)
    assert judge("ratio", {**quotient, "ratio": [ratio]}).verdict == "undecidable"
