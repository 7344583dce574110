"""Bilateral indexes: against two other packages, and what theory promises of each formula."""

from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hanoi_ct
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._index.formulas import Bilateral

FORMULAS = get_args(Bilateral)
NAN = float("nan")


def options_of(formula, pb=None, qb=None):
    """What a formula needs beside prices and quantities."""
    options = {}
    if "young" in formula or "lowe" in formula:
        options |= {"pb": pb, "qb": qb}
    if "agmean" in formula or formula == "lloyd_moulton":
        options["elasticity"] = 0.7
    return options


amounts = st.lists(st.tuples(*[st.floats(0.1, 100)] * 6), min_size=1, max_size=8)


# Which theory excepts: the weights, or the parts of the index, do not add up to 1.
NOT_PROPORTIONAL = ("montgomery_vartia", "walsh_vartia", "stuvel", "lehr", "davies", "banerjee")


@pytest.mark.parametrize("formula", FORMULAS)
@settings(max_examples=25)
@given(amounts, st.floats(0.1, 10))
def test_identity_proportionality_and_units(formula, rows, factor):
    p0, p1, q0, q1, pb, qb = map(np.array, zip(*rows, strict=True))
    options = options_of(formula, pb, qb)
    same = hanoi_ct.bilateral_index(p0, p0, q0, q0, formula, **options)
    assert same == pytest.approx(1.0, rel=1e-12)
    if formula not in NOT_PROPORTIONAL:
        index = hanoi_ct.bilateral_index(p0, factor * p0, q0, q1, formula, **options)
        assert index == pytest.approx(factor, rel=1e-11)
    # A change of the units of quantity (tonnes for kilograms) changes nothing.
    units = np.linspace(0.5, 2.0, len(p0))
    scaled_options = options_of(formula, pb * units, qb / units)
    if formula not in ("dutot", "hybrid", "geometric_hybrid"):  # sums and correlations of prices
        args = (p0 * units, p1 * units, q0 / units, q1 / units, formula)
        scaled = hanoi_ct.bilateral_index(*args, **scaled_options)
        plain = hanoi_ct.bilateral_index(p0, p1, q0, q1, formula, **options)
        assert scaled == pytest.approx(plain, rel=1e-11)


@pytest.mark.parametrize("of", ["prices", "quantities"])
@pytest.mark.parametrize("formula", FORMULAS)
@settings(max_examples=25)
@given(amounts)
def test_contributions_add_up(of, formula, rows):
    p0, p1, q0, q1, pb, qb = map(np.array, zip(*rows, strict=True))
    p1, q1 = np.where(p1 > 50, p0, p1), np.where(q1 > 50, q0, q1)  # some that do not change
    options = {"formula": formula, "of": of, **options_of(formula, pb, qb)}
    added = hanoi_ct.bilateral_contributions(p0, p1, q0, q1, **options)
    index = hanoi_ct.bilateral_index(p0, p1, q0, q1, **options)
    assert added.sum() == pytest.approx(index - 1, rel=1e-9, abs=1e-11 * index)
    assert (added[(p1 == p0) if of == "prices" else (q1 == q0)] == 0).all()


@pytest.mark.parametrize(
    "formula",
    ["fisher", "tornqvist", "walsh", "marshall_edgeworth", "sato_vartia", "montgomery_vartia",
     "stuvel", "geary_khamis", "lehr", "rao", "theil", "walsh_geometric", "davies", "banerjee",
     "bialek", "walsh_vartia", "theil_values", "jevons", "dutot", "cswd", "balk_walsh"],
)  # fmt: skip
@settings(max_examples=25)
@given(amounts)
def test_time_reversal(formula, rows):
    p0, p1, q0, q1, _, _ = map(np.array, zip(*rows, strict=True))
    there = hanoi_ct.bilateral_index(p0, p1, q0, q1, formula)
    back = hanoi_ct.bilateral_index(p1, p0, q1, q0, formula)
    assert there * back == pytest.approx(1.0, rel=1e-11)


@pytest.mark.parametrize("formula", ["fisher", "sato_vartia", "montgomery_vartia", "stuvel"])
@settings(max_examples=25)
@given(amounts)
def test_factor_reversal(formula, rows):
    p0, p1, q0, q1, _, _ = map(np.array, zip(*rows, strict=True))
    prices = hanoi_ct.bilateral_index(p0, p1, q0, q1, formula)
    volumes = hanoi_ct.bilateral_index(p0, p1, q0, q1, formula, of="quantities")
    assert prices * volumes == pytest.approx((p1 @ q1) / (p0 @ q0), rel=1e-10)


@pytest.mark.parametrize("formula", ["jevons", "lowe", "geometric_lowe", "dutot"])
@settings(max_examples=25)
@given(amounts)
def test_circularity(formula, rows):
    p0, p1, p2, _, _, qb = map(np.array, zip(*rows, strict=True))
    options = {"qb": qb} if "lowe" in formula else {}
    if formula == "geometric_lowe":  # with weights that stay
        formula, options = "geometric_young", {"pb": np.ones_like(qb), "qb": qb}
    call = lambda a, b: hanoi_ct.bilateral_index(a, b, formula=formula, **options)  # noqa: E731
    assert call(p0, p1) * call(p1, p2) == pytest.approx(call(p0, p2), rel=1e-11)


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("call", [hanoi_ct.bilateral_index, hanoi_ct.bilateral_contributions])
def test_axes_and_missing_items(call, formula):
    rng = np.random.default_rng(5)
    p0, p1, q0, q1, pb, qb = rng.uniform(0.5, 2.0, (6, 3, 5))
    options = options_of(formula, pb, qb)

    def row(i, items=slice(None)):
        own = options_of(formula, pb[i, items], qb[i, items])
        return call(*(x[i, items] for x in (p0, p1, q0, q1)), formula, **own)

    got = call(p0, p1, q0, q1, formula, **options)
    np.testing.assert_allclose(got, [row(i) for i in range(3)], rtol=1e-13, atol=1e-15)
    across = options_of(formula, pb.T, qb.T)
    turned = call(p0.T, p1.T, q0.T, q1.T, formula, axis=0, **across)
    np.testing.assert_array_equal(turned.T, got)
    p1[0, 2] = NAN
    missing = call(p0, p1, q0, q1, formula, **options)
    assert np.isnan(missing).reshape(3, -1).all(axis=1).tolist() == [True, False, False]
    keep = np.array([0, 1, 3, 4])
    omitted = call(p0, p1, q0, q1, formula, missing="omit", **options)[0]
    if call is hanoi_ct.bilateral_contributions:
        assert np.isnan(omitted).tolist() == [False, False, True, False, False]
        omitted = omitted[keep]
    np.testing.assert_allclose(omitted, row(0, keep), rtol=1e-13, atol=1e-15)
    one = options_of(formula, [1.0], [1.0])
    assert np.isnan(call([NAN], [1.0], [1.0], [1.0], formula, missing="omit", **one))
    none = options_of(formula, [], [])
    assert np.isnan(call([], [], [], [], formula, **none)).all()
    assert np.shape(call(np.ones((2, 0)), [[]], [[]], [[]], formula, **none))[0] == 2


def test_quantities_that_a_formula_does_not_use_may_be_missing_or_left_out():
    p0, p1, q = [1.0, 2.0], [2.0, 3.0], [1.0, 3.0]
    plain = hanoi_ct.bilateral_index(p0, p1, q, q, "laspeyres")
    assert hanoi_ct.bilateral_index(p0, p1, q, [NAN, NAN], "laspeyres") == plain
    assert hanoi_ct.bilateral_index(p0, p1, q, formula="laspeyres") == plain
    assert hanoi_ct.bilateral_index(p0, p1, formula="carli") == 1.75
    volumes = hanoi_ct.bilateral_index(p0, None, q, [2.0, 3.0], "laspeyres", of="quantities")
    assert volumes == pytest.approx(8 / 7)


def test_refusals_and_labels():
    pandas = pytest.importorskip("pandas")
    call = hanoi_ct.bilateral_index
    one = np.ones(2)
    for arguments, options, message in (
        (
            ([1, 0.0], one, one, one),
            {},
            r"^`p0` of bilateral_index must be positive and finite; got 0.0 at i",
        ),
        (
            (one, one, [1, -1], one),
            {},
            r"^`q0` of bilateral_index must be finite and not negative; got -1",
        ),
        (
            (one, one, [1, 0], one),
            {"of": "quantities"},
            r"^`q0` of bilateral_index must be positive",
        ),
        (
            (one, [1, NAN], one, one),
            {"missing": "raise"},
            r"^`p1` of .* given under missing='raise'; got nan",
        ),
        ((one, one, [0, 0], one), {}, r"must not all be zero in the base period"),
        (
            (one, one, one, one),
            {"formula": "best"},
            r"^`formula` of bilateral_index must be one of the 40 names",
        ),
        ((one, np.ones(3), one, one), {}, r"shapes that broadcast together"),
    ):
        with pytest.raises(ArgumentValueError, match=message) as caught:
            call(*arguments, **options)
        assert len(str(caught.value)) <= 400
    for options, message in (
        ({"formula": "lowe"}, r"^`qb` of bilateral_index must be given for formula='lowe'"),
        ({"formula": "paasche"}, r"^`q1` of bilateral_index must be given"),
        ({"formula": "lloyd_moulton"}, r"^`elasticity` of bilateral_index must be given"),
        (
            {"formula": "jevons", "elasticity": 0.7},
            r"^`elasticity` of bilateral_index must be left out",
        ),
    ):
        with pytest.raises(ArgumentValueError, match=message):
            call(one, one, one, **options)
    series = pandas.Series([1.0, 2.0], index=["a", "b"])
    assert call(series, 2 * series, series, series) == pytest.approx(2.0)
    with pytest.raises(ArgumentValueError, match="must have the same labels in the same order"):
        call(series, series[::-1], series, series)
    with pytest.raises(ArgumentValueError, match=r"got -2\.0 at index 1 \('b'\)"):
        call(series, series * [1, -1], series, series)


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow", "xarray"])
def test_labelled_arguments(library):
    module = pytest.importorskip(library)
    rng = np.random.default_rng(3)
    columns = [dict(zip("abc", x, strict=True)) for x in rng.uniform(0.5, 2.0, (4, 3, 2))]
    plain = [np.array(list(each.values())).T for each in columns]
    index = hanoi_ct.bilateral_index(*plain)
    added = hanoi_ct.bilateral_contributions(*plain)
    make = {
        "pandas": lambda c: module.DataFrame(c, index=["north", "south"]),
        "polars": lambda c: module.DataFrame(c),
        "pyarrow": lambda c: module.table(c),
        "xarray": lambda c: module.DataArray(
            np.array(list(c.values())), {"item": list("abc")}, ("item", "region")
        ),
    }[library]
    frames = [make(each) for each in columns]
    axis = "item" if library == "xarray" else -1
    got = hanoi_ct.bilateral_index(*frames, axis=axis)
    assert type(got).__module__.partition(".")[0] == library
    np.testing.assert_array_equal(np.asarray(got), index)
    parts = hanoi_ct.bilateral_contributions(*frames, axis=axis)
    assert type(parts) is type(frames[0])
    values = np.asarray(parts.to_pandas() if library == "pyarrow" else parts)
    np.testing.assert_array_equal(values.T if library == "xarray" else values, added)
    if library == "pandas":
        assert list(got.index) == ["north", "south"]
        assert list(parts.columns) == ["a", "b", "c"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_relatives_and_values_give_the_same(formula):
    rng = np.random.default_rng(4)
    p0, p1, q0, q1 = rng.uniform(0.5, 2.0, (4, 6))
    relatives, w0, w1 = p1 / p0, p0 * q0, p1 * q1
    options = options_of(formula)
    if {"pb", "qb"} & set(options) or formula in ("dutot", "hybrid", "geometric_hybrid"):
        with pytest.raises(ArgumentValueError, match="must be one of relatives; got"):
            hanoi_ct.index_of_relatives(relatives, w0, w1, formula=formula)
        return
    got = hanoi_ct.index_of_relatives(relatives, w0, w1, formula=formula, **options)
    expected = hanoi_ct.bilateral_index(p0, p1, q0, q1, formula, **options)
    assert got == pytest.approx(expected, rel=1e-13)
    two = np.stack([relatives, np.append(relatives[:5], NAN)], axis=1)
    lost = hanoi_ct.index_of_relatives(two, w0, w1, formula=formula, **options)
    assert lost[0] == pytest.approx(expected, rel=1e-13)
    assert np.isnan(lost[1])
    omitted = hanoi_ct.index_of_relatives(two, w0, w1, formula=formula, missing="omit", **options)
    five = [x[:5] for x in (p0, p1, q0, q1)]
    assert omitted[1] == pytest.approx(
        hanoi_ct.bilateral_index(*five, formula, **options), rel=1e-13
    )
