"""Kinds of growth, and what is made of index series: rebased, chained, ahead."""

import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from arrays import layouts, same_bits
from cases import compare, reference_cases
from hypothesis import given
from hypothesis import strategies as st

import hanoi_ct
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

RNG = np.random.default_rng(2015)
PANEL = RNG.lognormal(4.6, 0.3, (5, 40))
NAN = float("nan")


@pytest.mark.parametrize("case", reference_cases("difference"))
def test_differences_of_another_package(case):
    x, lag = case["x"], case["lag"]
    if lag < 0:  # a lead is a lag of the reversed series
        got = hanoi_ct.growth(x[::-1], -lag, kind="difference")[::-1]
    else:
        got = hanoi_ct.growth(x, lag, kind="difference")
    compare(got, case)


@pytest.mark.parametrize("case", reference_cases("matrix_growth"))
def test_growth_of_a_matrix_of_another_package(case):
    compare(100 * hanoi_ct.growth(case["x"], case["lag"], axis=0), case)


def test_kinds_in_every_layout():
    for name, x in layouts(PANEL):
        plain = x.astype(float)
        step = np.full(plain.shape, np.nan)
        step[:, 3:] = plain[:, 3:] - plain[:, :-3]
        assert same_bits(hanoi_ct.growth(x, 3, kind="difference"), step), name
        second = np.full(plain.shape, np.nan)
        second[:, 6:] = step[:, 6:] - step[:, 3:-3]
        assert same_bits(hanoi_ct.growth(x, 3, kind="difference", differences=2), second), name
        quotient = plain[:, 3:] / plain[:, :-3]
        log = hanoi_ct.growth(x, 3, kind="log")[:, 3:]
        assert np.allclose(log, np.log(quotient), rtol=1e-12, atol=1e-15), name
        rates = hanoi_ct.growth(x, 3, kind="annualised")[:, 3:]
        assert np.allclose(rates, quotient**4 - 1, rtol=1e-11, atol=1e-14), name
        assert same_bits(hanoi_ct.growth(x, 12, kind="annualised"), hanoi_ct.growth(x, 12)), name


@given(st.floats(1e-300, 1e300), st.floats(1e-300, 1e300))
def test_logarithmic_growth_keeps_its_digits(base, now):
    got = hanoi_ct.growth([base, now], kind="log")[1]
    rate = Fraction(now) / Fraction(base) - 1
    if abs(rate) < Fraction(1, 2**20):  # five terms of the series, exact to 2^-100
        exact = float(sum((-1) ** (k + 1) * rate**k / k for k in range(1, 6)))
    else:
        exact = math.log(now) - math.log(base)
    assert got == pytest.approx(exact, rel=1e-12, abs=0 if abs(rate) < 1e-6 else 1e-13)


@given(st.floats(0.5, 2.0), st.floats(1e-17, 1e-10))
def test_small_changes_are_not_lost(base, change):
    now = base + change
    got = hanoi_ct.growth([base, now], kind="log")[1]
    assert got == pytest.approx(math.log1p((now - base) / base), rel=1e-15, abs=0)


def test_logarithms_at_the_edges():
    cases = {
        (1.0, 0.0): (-np.inf, -1.0),
        (1.0, -2.0): (NAN, NAN),
        (1e300, 1e-300): (math.log(1e-300) - math.log(1e300), -1.0),
        (1e-300, 1e300): (math.log(1e300) - math.log(1e-300), np.inf),
        (2.0, np.inf): (np.inf, np.inf),
        (np.inf, 2.0): (-np.inf, -1.0),
        (0.0, 2.0): (NAN, NAN),
        (-4.0, -8.0): (NAN, NAN),
        (NAN, 1.0): (NAN, NAN),
    }
    for (base, now), (log, rate) in cases.items():
        got = hanoi_ct.growth([base, now], kind="log")[1]
        assert got == pytest.approx(log, rel=1e-15, nan_ok=True)
        annual = hanoi_ct.growth([base, now], kind="annualised")[1]
        assert annual == pytest.approx(rate, rel=1e-15, nan_ok=True)
    formula = [hanoi_ct.growth(x, kind="log", negative_base="formula")[1]
               for x in ([-4.0, -8.0], [0.0, 2.0], [0.0, 0.0], [-1.0, 1.0])]  # fmt: skip
    assert formula == pytest.approx([NAN, np.inf, NAN, NAN], nan_ok=True)  # as log() has it
    quotient = hanoi_ct.growth([-4.0, -8.0], kind="annualised", periods_per_year=2,
                               negative_base="formula")[1]  # fmt: skip
    assert quotient == pytest.approx(3.0)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"kind": "percent"},
            "`kind` of growth must be one of 'relative', 'difference', 'log', 'annualised'; got "
            "'percent'",
        ),
        (
            {"differences": 2},
            "`differences` of growth must be 1 for kind='relative'; got 2: a growth rate of "
            "growth rates means nothing",
        ),
        (
            {"kind": "difference", "differences": 0},
            "`differences` of growth must be at least 1; got 0",
        ),
        (
            {"kind": "log", "negative_base": "absolute"},
            "`negative_base` of growth must be 'nan', 'formula' or 'raise' for kind='log'; got "
            "'absolute'",
        ),
        (
            {"periods_per_year": 0},
            "`periods_per_year` of growth must be at least 1; got 0",
        ),
        (
            {"kind": "annualised", "periods_per_year": 0},
            "`periods_per_year` of growth must be at least 1; got 0",
        ),
    ],
)
def test_refused_kinds(options, message):
    with pytest.raises(ArgumentValueError) as caught:
        hanoi_ct.growth([1.0, 2.0], **options)
    assert str(caught.value) == message


# ---- rebase, chain


def test_rebase_by_position_slice_and_mask():
    for axis in (0, -1):
        x = np.moveaxis(PANEL, -1, axis)
        mask = np.zeros(40, dtype=bool)
        mask[12:24] = True
        by_slice = hanoi_ct.rebase(x, slice(12, 24), axis=axis)
        assert same_bits(hanoi_ct.rebase(x, mask, axis=axis), by_slice)
        mean = np.moveaxis(by_slice, axis, -1)[:, 12:24].mean(axis=-1)
        assert np.allclose(mean, 100, rtol=1e-14)
        one = np.moveaxis(hanoi_ct.rebase(x, -1, axis=axis), axis, -1)
        assert (one[:, -1] == 100.0).all()
        assert np.allclose(hanoi_ct.growth(by_slice, axis=axis), hanoi_ct.growth(x, axis=axis),
                           rtol=1e-11, atol=1e-13, equal_nan=True)  # fmt: skip
    out = PANEL.copy()
    assert hanoi_ct.rebase(out, 0, out=out) is out
    assert same_bits(out, hanoi_ct.rebase(PANEL, 0))


def test_rebase_by_labels():
    months = pd.period_range("2014-07", periods=40, freq="M")
    x = pd.Series(PANEL[0], index=months, name="iip")
    year = slice(6, 18)
    expected = hanoi_ct.rebase(PANEL[0], year)
    for base in (2015, "2015", slice("2015-01", "2015-12"), slice("2015", "2015"),
                 pd.Period("2015", freq="Y"), months.year == 2015):  # fmt: skip
        got = hanoi_ct.rebase(x, base)
        assert got.name == "iip"
        assert got.index.equals(months)
        assert same_bits(got.to_numpy(), expected), base
    for base in ("2015-01", pd.Period("2015-01"), pd.Timestamp("2015-01-17")):
        assert same_bits(hanoi_ct.rebase(x, base).to_numpy(), hanoi_ct.rebase(PANEL[0], 6)), base
    assert same_bits(
        hanoi_ct.rebase(x, slice(None, "2015")).to_numpy(), hanoi_ct.rebase(PANEL[0], slice(0, 18))
    )


def test_rebase_over_missing_values():
    x = np.array([80.0, NAN, 120.0, 90.0])
    assert np.isnan(hanoi_ct.rebase(x, slice(0, 3))).all()
    omitted = hanoi_ct.rebase(x, slice(0, 3), missing="omit")
    assert omitted[[0, 2, 3]].tolist() == [80.0, 120.0, 90.0]
    assert np.isnan(hanoi_ct.rebase(x, slice(0, 3), missing="omit", min_count=3)).all()
    with pytest.raises(ArgumentValueError, match=r"^`x` of rebase must have no missing value"):
        hanoi_ct.rebase(x, slice(0, 3), missing="raise")
    assert np.isnan(hanoi_ct.rebase([-1.0, 2.0], 0)).all()
    assert hanoi_ct.rebase([-1.0, 2.0], 0, negative_base="formula").tolist() == [100.0, -200.0]
    assert hanoi_ct.rebase([-1.0, 2.0], 0, negative_base="absolute").tolist() == [-100.0, 200.0]
    with pytest.raises(ArgumentValueError, match=r"got -1\.0 at index 0$"):
        hanoi_ct.rebase([-1.0, 2.0], 0, negative_base="raise")


@pytest.mark.parametrize(
    ("base", "error", "message"),
    [
        (40, ArgumentValueError, "`base` of rebase must be between -40 and 39; got 40"),
        (
            slice(50, 60),
            ArgumentValueError,
            "`base` of rebase must be a position, a slice or a mask of the 40 periods; got "
            "slice(50, 60, None), which holds none",
        ),
        (
            [True, False],
            ArgumentValueError,
            "`base` of rebase must be a position, a slice or a mask of the 40 periods; got an "
            "array of bool, shape (2,)",
        ),
        (
            "2015",
            ArgumentTypeError,
            "`base` of rebase must be a position, a slice or a mask of the 40 periods; got "
            "'2015', which takes labelled data",
        ),
    ],
)
def test_refused_bases(base, error, message):
    with pytest.raises(error) as caught:
        hanoi_ct.rebase(PANEL, base)
    assert str(caught.value) == message


def test_a_month_to_link_in_needs_periods_that_can_be_gone_through():
    for month in (6, None, np.array([12, 12])):
        with pytest.raises(ArgumentValueError, match=r"^`link` of chain must be left out"):
            hanoi_ct.chain([1.0, 1.5], link=month)
    for call in (lambda: hanoi_ct.chain([1.0], 5), lambda: hanoi_ct.rebase([1.0], 0, periods=5)):
        with pytest.raises(ArgumentTypeError, match=r"must be a sequence of labels; got 5$"):
            call()


@pytest.mark.parametrize(
    ("level", "error", "got"),
    [
        ("100", ArgumentTypeError, "got dtype <U3: convert text to numbers first"),
        ([100.0], ArgumentValueError, "must be a number; got shape (1,)"),
    ],
)
def test_a_level_is_a_number_and_nothing_is_written_before_it_is(level, error, got):
    out = np.full(3, 9.0)
    with pytest.raises(error) as caught:
        hanoi_ct.rebase([1.0, 2.0, 3.0], 0, level=level, out=out)
    assert str(caught.value).startswith("`level` of rebase must be")
    assert got in str(caught.value)
    with pytest.raises(error, match=r"^`start` of chain must be"):
        hanoi_ct.chain([1.0, 2.0, 3.0], start=level, out=out)
    assert (out == 9.0).all()


@pytest.mark.parametrize(
    ("option", "got"), [("missing", "'raise'"), ("axis", "0"), ("out", "array([9., 9.])")]
)
def test_chaining_over_links_refuses_what_it_does_not_know(option, got):
    value = {"missing": "raise", "axis": 0, "out": np.full(2, 9.0)}[option]
    with pytest.raises(ArgumentValueError) as caught:
        hanoi_ct.chain([1.0, 1.0], ["2017-12", "2018-01"], **{option: value})
    assert str(caught.value) == f"`{option}` of chain must be left out with `periods`; got {got}"


def test_refused_labels_of_a_base():
    x = pd.Series(PANEL[0], index=pd.period_range("2014-07", periods=40, freq="M"))
    with pytest.raises(ArgumentTypeError) as caught:
        hanoi_ct.rebase(x, "2015", periods=x.index)
    assert str(caught.value) == (
        "`periods` of rebase must be None for labelled input, which has its own; got a PeriodIndex"
    )
    for base in (None, pd.NaT, 2015.5, ("2015-01", "2015-12"), x > 100):
        with pytest.raises(ArgumentValueError, match="must be a year, a period, a date") as caught:
            hanoi_ct.rebase(x, base)
        assert "\n" not in str(caught.value)
    for base in ("2015", x.to_numpy() > 0):
        with pytest.raises(ArgumentValueError, match=r"must rise from month to month"):
            hanoi_ct.rebase(x[::-1], base)
    with pytest.raises(ArgumentValueError, match=r"^a mask as `base` of rebase must have a bool"):
        hanoi_ct.rebase(x, [True])
    with pytest.raises(ArgumentValueError, match=r"must have no step; got 2$"):
        hanoi_ct.rebase(x, slice("2015", "2016", 2))
    with pytest.raises(
        ArgumentValueError, match=r"among the periods, 2014-07 to 2017-10; got 2030$"
    ):
        hanoi_ct.rebase(x, 2030)
    with pytest.raises(ArgumentValueError, match=r"must be a year, a period, a date.*got 'base'$"):
        hanoi_ct.rebase(x, "base")


@given(st.lists(st.floats(0.5, 2.0), max_size=30), st.floats(1e-3, 1e3))
def test_a_chain_keeps_its_stated_bound(relatives, start):
    index = hanoi_ct.chain(relatives, start=start)
    exact, unit = Fraction(start), Fraction(2) ** -53
    for t, relative in enumerate(relatives):
        exact *= Fraction(relative)
        rounds = (t + 1) * unit
        assert abs(Fraction(float(index[t])) - exact) <= rounds / (1 - rounds) * exact


def test_a_chain_in_every_layout_and_broken():
    for name, x in layouts(PANEL / 100):
        plain = np.multiply.accumulate(x.astype(float), axis=-1)
        assert same_bits(hanoi_ct.chain(x, start=1.0), plain), name
    broken = hanoi_ct.chain([1.5, NAN, 2.0])
    assert broken[0] == 150.0
    assert np.isnan(broken[1:]).all()
    with pytest.raises(
        ArgumentValueError, match=r"^`relatives` of chain must have no missing value"
    ):
        hanoi_ct.chain([1.5, NAN], missing="raise")
    with pytest.raises(
        ArgumentValueError, match=r"must be one of 'propagate', 'raise'; got 'omit'"
    ):
        hanoi_ct.chain([1.5, NAN], missing="omit")
    months = pd.period_range("2018-01", periods=3, freq="M")
    assert hanoi_ct.chain(pd.Series([1.0, 1.5, 2.0], index=months)).tolist() == [100, 150, 300]


# ---- what lies behind a rate, and ahead


def test_acceleration_and_base_effect():
    x = PANEL
    rates = hanoi_ct.growth(x, 12)
    assert same_bits(hanoi_ct.acceleration(x), hanoi_ct.growth(rates, kind="difference"))
    assert same_bits(
        hanoi_ct.acceleration(x, 12, 12), hanoi_ct.growth(rates, 12, kind="difference")
    )
    effect = hanoi_ct.base_effect(x)
    monthly = hanoi_ct.growth(x)
    assert np.isnan(effect[:, :13]).all()
    assert same_bits(effect[:, 13:], -monthly[:, 1:-12])
    # (1 + g_t) / (1 + g_(t-1)) = (1 + m_t) / (1 + m_(t-12)), exactly
    left = (1 + rates[:, 13:]) / (1 + rates[:, 12:-1])
    right = (1 + monthly[:, 13:]) / (1 - effect[:, 13:])
    assert np.allclose(left, right, rtol=1e-13)
    assert same_bits(hanoi_ct.base_effect(x.T, axis=0), effect.T)
    assert same_bits(hanoi_ct.acceleration(x.T, axis=0), hanoi_ct.acceleration(x).T)


def plain_carry_over(x, into, per_year, first):
    result = np.full(len(x), np.nan)
    for t in range(len(x)):
        place = (t + first - 1) % per_year
        begin = t - place
        if begin < 0:
            continue
        this_year = sum(x[begin : t + 1]) + x[t] * (per_year - 1 - place)
        if into == "next":
            result[t] = per_year * x[t] / this_year - 1
        elif begin >= per_year:
            result[t] = this_year / sum(x[begin - per_year : begin]) - 1
    return result


@pytest.mark.parametrize("into", ["next", "current"])
@pytest.mark.parametrize("year", [(12, 1), (12, 5), (4, 2), (1, 1)])
def test_carry_over_by_its_definition(into, year):
    options = {"into": into, "periods_per_year": year[0], "first_period": year[1]}
    got = hanoi_ct.carry_over(PANEL, **options)
    for s in range(len(PANEL)):
        expected = plain_carry_over(PANEL[s], into, *year)
        assert np.allclose(got[s], expected, rtol=1e-11, atol=1e-14, equal_nan=True)
    assert same_bits(hanoi_ct.carry_over(PANEL.T, axis=0, **options), got.T)


def test_carry_over_refuses():
    with pytest.raises(ArgumentValueError, match="must be one of 'current', 'next'; got 'last'"):
        hanoi_ct.carry_over([1.0], into="last")
    with pytest.raises(ArgumentValueError, match="bases in `x` of carry_over must be positive"):
        hanoi_ct.carry_over([-1.0, 1.0], periods_per_year=1, negative_base="raise")


@pytest.mark.parametrize("axis", [0, -1])
@pytest.mark.parametrize("year", [(12, 1), (12, 4), (4, 3), (2, 1), (50, 1)])
def test_contributions_of_months_add_up_to_the_rate(axis, year):
    x = np.moveaxis(PANEL, -1, axis)
    options = {"periods_per_year": year[0], "first_period": year[1]}
    parts = hanoi_ct.ytd_contributions(x, axis=axis, **options)
    assert parts.shape == (5, 40, year[0])
    rates = hanoi_ct.ytd_growth(PANEL, **options)
    known = ~np.isnan(rates)
    assert np.isnan(parts[~known]).all()
    assert np.allclose(np.nansum(parts[known], axis=-1), rates[known], rtol=1e-12, atol=1e-15)
    place = (np.arange(40) + year[1] - 1) % year[0]
    counts = (~np.isnan(parts)).sum(axis=-1)
    assert (counts[known] == np.broadcast_to(place + 1, (5, 40))[known]).all()
    for s, t in zip(*np.nonzero(known), strict=True):
        begin, lag = t - place[t], year[0]
        base = PANEL[s, begin - lag : t - lag + 1].sum()
        assert parts[s, t, 0] == pytest.approx((PANEL[s, begin] - PANEL[s, begin - lag]) / base)


def test_the_month_behind_two_rates():
    x = PANEL[:, :24]
    rates = hanoi_ct.ytd_growth(x)
    sums = hanoi_ct.ytd(x)
    for month in range(1, 12):
        share = sums[:, month - 1] / sums[:, month]
        got = hanoi_ct.growth_behind_ytd(rates[:, 12 + month], rates[:, 11 + month], share)
        assert np.allclose(got, hanoi_ct.growth(x, 12)[:, 12 + month], rtol=1e-10, atol=1e-12)


@given(
    st.floats(-0.2, 0.2), st.floats(-0.2, 0.2), st.integers(2, 12), st.floats(0, 0.01),
    st.floats(0, 1), st.floats(0, 1), st.floats(0, 1),
)  # fmt: skip
def test_the_interval_holds_every_month_behind_its_rates(rate, before, month, width, a, b, c):
    share = (month - 1) / month
    bounds = [(v, v + width) for v in (rate, before)]
    low, high = hanoi_ct.growth_interval_behind_ytd(*bounds, (share, min(share + width, 0.99)))
    inside = [Fraction(v) + Fraction(w) * Fraction(u) for (v, w), u in
              zip([(rate, width), (before, width), (share, min(share + width, 0.99) - share)],
                  (a, b, c), strict=True)]  # fmt: skip
    exact = (inside[0] - inside[2] * inside[1]) / (1 - inside[2])
    slack = Fraction(1, 10**14)  # v + width above is rounded
    assert Fraction(float(low)) - slack <= exact <= Fraction(float(high)) + slack


def test_refused_shares_and_bounds():
    with pytest.raises(ArgumentValueError) as caught:
        hanoi_ct.growth_behind_ytd(0.07, 0.06, [0.5, 1.0])
    assert str(caught.value) == (
        "`share` of growth_behind_ytd must be at least 0 and below 1; got 1.0 at index 1"
    )
    with pytest.raises(ArgumentValueError, match=r"`rate` of growth_interval.* must be a pair"):
        hanoi_ct.growth_interval_behind_ytd(0.07, (0.1, 0.2), (0.5, 0.5))
    with pytest.raises(ArgumentValueError, match=r"`rate\[0\]` .* must be at most the upper bound"):
        hanoi_ct.growth_interval_behind_ytd((0.08, 0.07), (0.1, 0.2), (0.5, 0.5))


def test_a_base_within_periods_of_two_months_is_found_wherever_these_begin():
    pd = pytest.importorskip("pandas")
    for first, inside in (("2017-02", "2017-05"), ("2017-01", "2017-04")):
        x = pd.Series([1.0, 2.0, 3.0, 4.0], pd.period_range(first, periods=4, freq="2M"))
        for base in (inside, pd.Period(inside, "M")):
            assert hanoi_ct.rebase(x, base).tolist() == [50.0, 100.0, 150.0, 200.0]


@pytest.mark.parametrize(("option", "value"), [("gaps", "missing"), ("threads", 2)])
def test_chaining_over_links_takes_no_option_it_does_not_use(option, value):
    months = [f"2018-{month:02d}" for month in range(1, 13)]
    with pytest.raises(
        ArgumentValueError, match=rf"^`{option}` of chain must be left out with `periods`; got"
    ):
        hanoi_ct.chain(np.ones(12), months, **{option: value})
