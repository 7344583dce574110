"""Index trees against other people's figures: R piar, published tables, a published method."""

import json
from pathlib import Path

import numpy as np
import pytest

from hanoi_ct.hierarchy import Hierarchy

FOLDER = Path(__file__).parent / "reference"


def cases(file, *operations):
    """Return the cases of some operations as test parameters."""
    listed = json.loads((FOLDER / file).read_text(encoding="utf-8"))
    chosen = [pytest.param(c, id=c["name"]) for c in listed if c["operation"] in operations]
    assert chosen
    return chosen


def number(value):
    """Return a stored figure, or list of figures, with NaN for what is missing."""
    if isinstance(value, list):
        return np.array([number(each) for each in value])
    return np.nan if value is None else float(value)


def assert_close(got, expected, tolerance, *, relative=True):
    got, expected = np.asarray(got, dtype=float), number(expected)
    assert got.shape == expected.shape
    assert (np.isnan(got) == np.isnan(expected)).all()
    scale = np.maximum(1.0, np.abs(expected)) if relative else 1.0
    assert np.nanmax(np.abs(got - expected) / scale, initial=0.0) <= tolerance


# ---- R piar -----------------------------------------------------------------------------


def elementary(case):
    """Return the index of each elementary aggregate over its products."""
    table = case["inputs"]["relatives"]
    periods = sorted(set(table["period"]))
    aggregate_of = dict(zip(table["product"], table["ea"], strict=True))
    values = {product: [np.nan] * len(periods) for product in aggregate_of}
    weights = {product: [1.0] * len(periods) for product in aggregate_of}
    for row, (product, period) in enumerate(zip(table["product"], table["period"], strict=True)):
        values[product][periods.index(period)] = number(table["value"][row])
        if table["weight"] is not None:
            weights[product][periods.index(period)] = table["weight"][row]
    tree = Hierarchy.from_columns([list(aggregate_of.values()), list(aggregate_of)])
    return tree.aggregate(
        values,
        weights,
        kind="period_on_period",
        order=case["inputs"]["r_elementary"],
        missing="reweight" if case["inputs"]["skip_missing"] else "propagate",
        periods=periods,
    )


@pytest.mark.parametrize("case", cases("c_hierarchy.json", "hierarchical_aggregation"))
def test_trees_of_piar(case, loops):
    inputs, expected, tolerance = case["inputs"], case["expected"], case["tolerance"]
    products = elementary(case)
    assert_close(
        [products[node] for node in expected["elementary_nodes"]],
        expected["elementary"],
        tolerance,
    )
    tree = Hierarchy.from_columns(inputs["classification"])
    chainable = inputs["chainable"]
    index = tree.aggregate(
        [products[leaf] for leaf in tree.leaves],
        inputs["weights"],
        kind="period_on_period" if chainable else "fixed_base",
        order=inputs["r_aggregate"],
        missing="parent" if inputs["skip_missing"] else "propagate",
        update=chainable,
        periods=products.periods,
    )
    assert_close([index[node] for node in expected["nodes"]], expected["index"], tolerance)
    levels = index.chain(1.0) if chainable else index
    if chainable:
        got = [levels[node] for node in expected["nodes"]]
        assert_close(got, expected["chained"], tolerance)
    rebased = levels.rebase(expected["rebase_period"], to=1.0)
    got = [rebased[node] for node in expected["nodes"]]
    assert_close(got, expected["rebased_to_mid"], tolerance)
    if chainable and "updated_weights" in expected:
        after = index.updated_weights()
        got = [after[leaf] for leaf in tree.leaves]
        assert_close(got, expected["updated_weights"], tolerance)
        for level in expected["updated_weights_all_levels"].values():
            assert_close([after[code] for code in level], list(level.values()), tolerance)
    for node, parts in expected.get("contributions", {}).items():
        change = index.decompose(node, below=products, through_parent=True)
        got = [change[product] for product in parts["products"]]
        assert_close(got, parts["values"], tolerance)
