"""Missing prices of long tables, against plain definitions."""

import itertools
import math
import random

import numpy as np
import pandas
import polars
import pyarrow
import pytest

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy, impute_prices

MONTHS = ["2018-08", "2018-09", "2018-10", "2018-11"]
CLASS = {"a1": "A", "a2": "A", "a3": "A", "b1": "B", "b2": "B"}
TREE = Hierarchy.from_parents({"T": None, "A": "T", "B": "T"})
NAMES = {"value": "price", "by": "product", "time": "month", "aggregate": "class"}
OVERALL = {"hierarchy": TREE, "weights": {"A": 3.0, "B": 1.0}}
METHODS = [("overall_mean", OVERALL), ("carry_forward", {}), ("carry_backward", {})]


def survey(seed=1):
    draw = random.Random(seed)
    rows = [
        (month, product, group, draw.uniform(2, 9), draw.choice([1, 2, 5]))
        for product, group in CLASS.items()
        for month in MONTHS
        if product == "a1" or draw.random() < 0.6
    ]
    draw.shuffle(rows)
    table = pandas.DataFrame(rows, columns=["month", "product", "class", "price", "sales"])
    table["sales"] = table["product"].map({"a1": 1, "a2": 2, "a3": 5, "b1": 1, "b2": 3})
    return table


def overall_mean(price, products, weights):
    """Fill by the geometric mean of each class, and the mean of the classes where it has none."""
    weight = {"A": 3.0, "B": 1.0}
    for before, now in itertools.pairwise(MONTHS):
        index = {}
        for group in "AB":
            pairs = [
                (price[p, now] / price[p, before], weights[p])
                for p in products
                if CLASS[p] == group and (p, now) in price and (p, before) in price
            ]
            whole = sum(w for _, w in pairs)
            if pairs:
                index[group] = math.prod(r ** (w / whole) for r, w in pairs)
        total = sum(weight[g] * index[g] for g in index) / sum(weight[g] for g in index)
        for p in products:
            if (p, now) not in price and (p, before) in price:
                price[p, now] = price[p, before] * index.get(CLASS[p], total)
        weight = {g: weight[g] * index.get(g, total) for g in weight}
    return price


def carried(price, products, months):
    for p in products:
        for before, now in itertools.pairwise(months):
            if (p, now) not in price and (p, before) in price:
                price[p, now] = price[p, before]
    return price


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(("method", "options"), METHODS)
@pytest.mark.parametrize("weighted", [False, True])
def test_filled_prices_against_the_definition(seed, method, options, weighted):
    table = survey(seed)
    price = {(r.product, r.month): r.price for r in table.itertuples()}
    there, products = set(price), sorted(set(table["product"]))
    sales = dict(zip(table["product"], table["sales"], strict=True))
    if method == "overall_mean":
        weights = sales if weighted else dict.fromkeys(products, 1)
        expected = overall_mean(price, products, weights)
    else:
        expected = carried(price, products, MONTHS if method == "carry_forward" else MONTHS[::-1])
    got = impute_prices(
        table, **NAMES, **options, method=method, product_weights="sales" if weighted else None
    )
    assert list(got.columns) == ["month", "product", "class", "price", "imputed"]
    assert len(got) == len(MONTHS) * len(products)
    assert got["month"].tolist() == [m for m in MONTHS for _ in products]
    for row in got.itertuples():
        key = row.product, row.month
        assert row.price == pytest.approx(expected.get(key, math.nan), nan_ok=True, rel=1e-13)
        assert row.imputed == (key in expected and key not in there)
        assert row._3 == CLASS[row.product]


@pytest.mark.parametrize(("method", "options"), METHODS)
def test_any_table_gives_the_same_prices(method, options):
    table = survey()
    got = impute_prices(table, **NAMES, **options, method=method)
    made = polars.from_pandas(table), pyarrow.Table.from_pandas(table, preserve_index=False)
    for other in (table.sample(frac=1, random_state=2), *made):
        filled = impute_prices(other, **NAMES, **options, method=method)
        assert type(filled).__module__.partition(".")[0] == type(other).__module__.partition(".")[0]
        frame = filled if other is not made[0] and other is not made[1] else filled.to_pandas()
        assert frame["price"].tolist() == pytest.approx(got["price"].tolist(), abs=0, nan_ok=True)
        assert frame["imputed"].tolist() == got["imputed"].tolist()


def test_arrays_are_carried_without_trees():
    nan = np.nan
    prices = [[nan, 2, nan, 4], [1, nan, nan, nan]]
    ahead = impute_prices(prices, method="carry_forward")
    np.testing.assert_array_equal(ahead, [[nan, 2, 2, 4], [1, 1, 1, 1]])
    back = impute_prices(prices, method="carry_backward")
    np.testing.assert_array_equal(back, [[2, 2, 4, 4], [1, nan, nan, nan]])
    assert impute_prices(np.empty((2, 0)), method="carry_forward").shape == (2, 0)


@pytest.mark.parametrize(
    ("prices", "options", "error", "message"),
    [
        ([[1.0]], {}, ArgumentTypeError, "must be given for method='overall_mean'"),
        ([[1.0]], {"method": "last"}, ArgumentValueError, "`method` of impute_prices must be one"),
        ([[-1.0]], {"method": "carry_forward"}, ArgumentValueError, "got -1.0 for row 0 in col"),
        (survey(), {"value": "price"}, ArgumentTypeError, "`prices` of impute_prices must be a"),
        (survey(), NAMES, ArgumentTypeError, "`hierarchy` and `weights` of impute_prices must"),
        (survey(), {**NAMES, **OVERALL, "hierarchy": TREE["A"]}, ArgumentValueError, "got 'B'"),
        (
            survey().assign(price=0.0),
            {**NAMES, **OVERALL},
            ArgumentValueError,
            "must be positive; got 0.0 for 'a1' in period '2018-08' .the first of",
        ),
        (
            survey().rename(columns={"class": "imputed"}),
            {**NAMES, "aggregate": "imputed", "method": "carry_forward"},
            ArgumentValueError,
            "must not be called 'imputed'",
        ),
        (
            pandas.concat([survey(), survey()]),
            {**NAMES, **OVERALL},
            ArgumentValueError,
            "one row for a product and period",
        ),
    ],
)
def test_what_is_refused(prices, options, error, message):
    with pytest.raises(error, match=message):
        impute_prices(prices, **options)
