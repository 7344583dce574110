"""Bilateral indexes: against two other packages, and what theory promises of each formula."""

import json
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import hanoi_ct
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._index.bilateral import Bilateral

FORMULAS = get_args(Bilateral)
NAN = float("nan")

# The names of the references, where they are others.
NAMES = {
    "walsh2": "walsh_geometric",
    "geary_khamis_bilateral": "geary_khamis",
    "vartia1": "montgomery_vartia",
    "vartia": "montgomery_vartia",
    "geolaspeyres": "geometric_laspeyres",
    "geopaasche": "geometric_paasche",
    "geowalsh": "walsh_geometric",
}


def named(expected):
    return {NAMES.get(k, k): v for k, v in expected.items() if NAMES.get(k, k) in FORMULAS}


def test_against_r_gpindex(shared):
    cases = json.loads((shared / "reference" / "b_bilateral.json").read_text())
    seen = set()
    for case in cases:
        operations = {"bilateral_indices": "prices", "bilateral_quantity_indices": "quantities"}
        operations["bilateral_indices_matched"] = "prices"
        if case["operation"] not in operations:
            continue
        given_ = [
            np.array([NAN if v is None else v for v in case["inputs"][name]], dtype=float)
            for name in ("p0", "p1", "q0", "q1")
        ]
        options = {"of": operations[case["operation"]]}
        if case["operation"].endswith("matched"):
            options["missing"] = "omit"
        for formula, value in named(case["expected"]).items():
            got = hanoi_ct.bilateral_index(*given_, formula, **options)
            assert got == pytest.approx(value, rel=case["tolerance"]), (case["name"], formula)
            seen.add(formula)
    assert len(seen) >= 18


def test_against_r_price_indices(shared):
    cases = json.loads((shared / "reference" / "j_bilateral_second_source.json").read_text())
    case = next(case for case in cases if case["operation"] == "bilateral_first_to_last")
    p, q = np.array(case["inputs"]["prices"]), np.array(case["inputs"]["quantities"])
    if p.shape[0] != 4:
        p, q = p.T, q.T
    expected = named(case["expected"])
    assert len(expected) >= 14
    for formula, value in expected.items():
        if isinstance(value, float):
            got = hanoi_ct.bilateral_index(p[:, 0], p[:, -1], q[:, 0], q[:, -1], formula)
            assert got == pytest.approx(value, rel=case["tolerance"]), formula


amounts = st.lists(st.tuples(*[st.floats(0.1, 100)] * 4), min_size=1, max_size=8)


@pytest.mark.parametrize("formula", FORMULAS)
@given(amounts, st.floats(0.1, 10))
def test_identity_and_proportionality(formula, rows, factor):
    p0, p1, q0, q1 = map(np.array, zip(*rows, strict=True))
    same = hanoi_ct.bilateral_index(p0, p0, q0, q0, formula)
    assert same == pytest.approx(1.0, rel=1e-12)
    if formula not in ("montgomery_vartia", "stuvel", "lehr"):  # which theory excepts
        index = hanoi_ct.bilateral_index(p0, factor * p0, q0, q1, formula)
        assert index == pytest.approx(factor, rel=1e-11)
    # A change of the units of quantity (tonnes for kilograms) changes nothing.
    units = np.linspace(0.5, 2.0, len(p0))
    if formula != "drobisch":
        scaled = hanoi_ct.bilateral_index(p0 * units, p1 * units, q0 / units, q1 / units, formula)
        assert scaled == pytest.approx(hanoi_ct.bilateral_index(p0, p1, q0, q1, formula), rel=1e-11)


@pytest.mark.parametrize(
    "formula",
    ["fisher", "tornqvist", "walsh", "marshall_edgeworth", "sato_vartia", "montgomery_vartia",
     "stuvel", "geary_khamis", "lehr", "rao", "theil", "walsh_geometric"],
)  # fmt: skip
@given(amounts)
def test_time_reversal(formula, rows):
    p0, p1, q0, q1 = map(np.array, zip(*rows, strict=True))
    there = hanoi_ct.bilateral_index(p0, p1, q0, q1, formula)
    back = hanoi_ct.bilateral_index(p1, p0, q1, q0, formula)
    assert there * back == pytest.approx(1.0, rel=1e-11)


@pytest.mark.parametrize("formula", ["fisher", "sato_vartia", "montgomery_vartia", "stuvel"])
@given(amounts)
def test_factor_reversal(formula, rows):
    p0, p1, q0, q1 = map(np.array, zip(*rows, strict=True))
    prices = hanoi_ct.bilateral_index(p0, p1, q0, q1, formula)
    volumes = hanoi_ct.bilateral_index(p0, p1, q0, q1, formula, of="quantities")
    assert prices * volumes == pytest.approx((p1 @ q1) / (p0 @ q0), rel=1e-10)


@pytest.mark.parametrize("formula", FORMULAS)
def test_axes_and_missing_items(formula):
    rng = np.random.default_rng(5)
    p0, p1, q0, q1 = rng.uniform(0.5, 2.0, (4, 3, 5))
    rows = [hanoi_ct.bilateral_index(*x, formula) for x in zip(p0, p1, q0, q1, strict=True)]
    got = hanoi_ct.bilateral_index(p0, p1, q0, q1, formula)
    np.testing.assert_allclose(got, rows, rtol=1e-14)
    turned = hanoi_ct.bilateral_index(p0.T, p1.T, q0.T, q1.T, formula, axis=0)
    np.testing.assert_allclose(turned, rows, rtol=1e-14)
    p1[0, 2] = NAN
    assert np.isnan(hanoi_ct.bilateral_index(p0, p1, q0, q1, formula)).tolist() == [
        True,
        False,
        False,
    ]
    keep = [0, 1, 3, 4]
    matched = hanoi_ct.bilateral_index(p0[0, keep], p1[0, keep], q0[0, keep], q1[0, keep], formula)
    omitted = hanoi_ct.bilateral_index(p0, p1, q0, q1, formula, missing="omit")
    assert omitted[0] == pytest.approx(matched, rel=1e-14)
    assert np.isnan(hanoi_ct.bilateral_index([NAN], [1.0], [1.0], [1.0], formula, missing="omit"))
    assert np.isnan(hanoi_ct.bilateral_index([], [], [], [], formula))


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
            r"^`formula` of bilateral_index must be one of",
        ),
        ((one, np.ones(3), one, one), {}, r"shapes that broadcast together"),
    ):
        with pytest.raises(ArgumentValueError, match=message) as caught:
            call(*arguments, **options)
        assert len(str(caught.value)) <= 400
    series = pandas.Series([1.0, 2.0], index=["a", "b"])
    assert call(series, 2 * series, series, series) == pytest.approx(2.0)
    with pytest.raises(ArgumentValueError, match="must have the same index"):
        call(series, series[::-1], series, series)
