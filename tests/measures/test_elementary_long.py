"""The elementary step from long tables, weighted, of any mean, against plain definitions."""

import math
import random

import numpy as np
import pandas
import polars
import pyarrow
import pytest

import hanoi_ct
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

MONTHS = ["2018-08", "2018-09", "2018-10", "2018-11"]
CLASS = {"lager": "beer", "stout": "beer", "ale": "beer", "pale": "malt", "dark": "malt"}
NAMES = {"value": "price", "by": "product", "time": "month"}


def rows(seed=1, gaps=0.2):
    draw = random.Random(seed)
    table = [
        {
            "month": month,
            "product": product,
            "class": group,
            "price": draw.uniform(2, 9),
            "quantity": draw.choice([0, 1, 2, 5]),
            "unit": "l" if group == "beer" else "kg",
        }
        for product, group in CLASS.items()
        for month in MONTHS
        if draw.random() >= gaps or month == MONTHS[0]
    ]
    draw.shuffle(table)
    return pandas.DataFrame(table)


def mean_of(pairs, formula):
    """Return an index from (before, now, weight) of matched products; the definition."""
    whole = math.fsum(w for _, _, w in pairs)
    if not pairs or not whole:
        return math.nan
    ratios = [(now / before, w) for before, now, w in pairs]
    if formula == "dutot":
        return math.fsum(n * w for _, n, w in pairs) / math.fsum(b * w for b, _, w in pairs)
    if formula == "jevons":
        return math.prod(r ** (w / whole) for r, w in ratios)
    if formula == "cswd":
        return math.sqrt(mean_of(pairs, 1.0) * mean_of(pairs, -1.0))
    power = {"carli": 1.0, "harmonic": -1.0}.get(formula, formula)
    return (math.fsum(w * r**power for r, w in ratios) / whole) ** (1 / power)


def expected(table, formula, base, weighted, unmatched):
    at = {(r.product, r.month): r for r in table.itertuples()}
    found = {}
    for group in ("beer", "malt"):
        members = [product for product, each in CLASS.items() if each == group]
        found[group] = [1.0]
        for i in range(1, len(MONTHS)):
            before = MONTHS[0 if base == "first" else i - 1]
            there = [[(p, m) in at for m in (before, MONTHS[i])] for p in members]
            if unmatched == "propagate" and any(a != b for a, b in there):
                found[group].append(math.nan)
                continue
            pairs = [
                (at[p, before].price, at[p, MONTHS[i]].price,
                 at[p, before].quantity if weighted else 1)
                for p, both in zip(members, there, strict=True) if all(both)
            ]  # fmt: skip
            found[group].append(mean_of(pairs, formula))
    return found


@pytest.mark.parametrize("formula", ["jevons", "dutot", "carli", "harmonic", "cswd", 2.0, -0.5])
@pytest.mark.parametrize("base", ["previous", "first"])
@pytest.mark.parametrize("weighted", [True, False])
@pytest.mark.parametrize("unmatched", ["omit", "propagate"])
def test_long_tables_against_the_definition(formula, base, weighted, unmatched):
    for seed in range(5):
        table = rows(seed)
        got = hanoi_ct.elementary_index(
            table,
            **NAMES,
            groups="class",
            formula=formula,
            base=base,
            weights="quantity" if weighted else None,
            unmatched=unmatched,
            unit="unit",
        )
        assert list(got.index) == MONTHS
        for group, values in expected(table, formula, base, weighted, unmatched).items():
            np.testing.assert_allclose(got[group], values, rtol=1e-13)


def test_any_table_any_order_gives_the_same_bits():
    table = rows()
    options = {**NAMES, "groups": "class", "weights": "quantity"}
    got = hanoi_ct.elementary_index(table, **options)
    other = table.sample(frac=1, random_state=3)
    assert hanoi_ct.elementary_index(other, **options).equals(got)
    for made in (polars.from_pandas(other), pyarrow.Table.from_pandas(other)):
        frame = hanoi_ct.elementary_index(made, **options)
        frame = frame.to_pandas().set_index("month")
        for group in got:
            assert frame[group].tolist() == pytest.approx(got[group].tolist(), nan_ok=True, abs=0)
    beer = table[table["class"] == "beer"]
    alone = hanoi_ct.elementary_index(beer, **NAMES, weights="quantity")
    assert alone.tolist() == pytest.approx(got["beer"].tolist(), nan_ok=True, abs=0)
    two = hanoi_ct.elementary_index(table, **{**NAMES, "by": ["class", "product"]}, groups="class")
    assert two.equals(hanoi_ct.elementary_index(table, **NAMES, groups="class"))


def test_weights_and_policies_of_arrays_and_wide_frames():
    prices = [[6.0, 6.0, 7.0], [7.0, np.nan, 6.0]]
    got = hanoi_ct.elementary_index(prices, weights=[3, 1], formula="carli")
    np.testing.assert_allclose(got, [1, 1, 7 / 6])
    got = hanoi_ct.elementary_index(prices, weights=[3, 1], formula="carli", base="first")
    np.testing.assert_allclose(got, [1, 1, (3 * 7 / 6 + 6 / 7) / 4])
    frame = pandas.DataFrame(np.transpose(prices), MONTHS[:3], ["a", "b"])
    weights = pandas.Series([3, 1], ["a", "b"])
    wide = hanoi_ct.elementary_index(frame, weights=weights, formula="carli", base="first")
    assert wide.tolist() == got.tolist()
    with pytest.raises(ArgumentValueError, match="got one in one only, row 1, column 1"):
        hanoi_ct.elementary_index(prices, unmatched="raise")
    assert np.isnan(hanoi_ct.elementary_index(prices, unmatched="propagate")[1:]).all()


def test_zero_quantities_enter_sums_alone():
    volumes = [[0, 5, 0], [10, 5, 20]]
    assert hanoi_ct.elementary_index(volumes, formula="dutot").tolist() == [1, 1, 2]
    with pytest.raises(ArgumentValueError, match="`x` of elementary_index must be positive"):
        hanoi_ct.elementary_index(volumes)
    with pytest.raises(ArgumentValueError, match="must be 0 or more; got -1"):
        hanoi_ct.elementary_index([[1, -1]], formula="dutot")


def changed(at, column, value):
    table = rows(gaps=0).astype({"price": object})
    table.loc[at, column] = value
    return table.astype({"price": float})


@pytest.mark.parametrize(
    ("table", "options", "error", "message"),
    [
        (rows(), {"value": None}, ArgumentTypeError, "`value` of elementary_index must name"),
        (rows(), {"time": None}, ArgumentTypeError, "`x` of elementary_index must be a pandas"),
        (rows(), {"value": "cost"}, ArgumentValueError, "`x` of elementary_index .* no 'cost'"),
        (pandas.concat([rows(), rows()]), {}, ArgumentValueError, "one row for a product and"),
        (rows()[lambda t: t["month"] != MONTHS[1]], {}, ArgumentValueError, "none for 2018-09"),
        (changed(3, "class", "cider"), {"groups": "class"}, ArgumentValueError, "`groups` of"),
        (changed(3, "unit", "g"), {"unit": "unit"}, ArgumentValueError, "`unit` of .* same in all"),
        (
            rows(),
            {"unit": "unit", "formula": "dutot"},
            ArgumentValueError,
            "`unit` of .*'dutot'; got 'l' and 'kg' in all products",
        ),
        (rows(), {"unmatched": "raise"}, ArgumentValueError, "in one only, '.*' in period '2018"),
        (rows(), {"unmatched": "carry"}, ArgumentValueError, "`unmatched` of elementary_index"),
        (rows(), {"formula": math.nan}, ArgumentValueError, "`formula` of elementary_index"),
        (
            changed(slice(None), "quantity", -1),
            {"weights": "quantity"},
            ArgumentValueError,
            "`weights` of elementary_index must be finite and not negative",
        ),
    ],
)
def test_what_long_tables_are_refused_for(table, options, error, message):
    with pytest.raises(error, match=message):
        hanoi_ct.elementary_index(table, **{**NAMES, **options})
