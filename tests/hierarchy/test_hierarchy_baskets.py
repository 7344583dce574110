"""Baskets that change: nodes without weight in some periods, and leaves of weight 0."""

from fractions import Fraction

import numpy as np
import pytest
from arrays import same_bits

from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy

NAN = float("nan")
TREE = Hierarchy.from_parents({"T": None, "A": "T", "a1": "A", "a2": "A", "B": "T", "b1": "B"})


def test_an_observed_leaf_of_weight_0_gives_no_value_to_its_class():
    x = {"a1": [1.0, 1.3], "a2": [1.0, NAN], "b1": [1.0, 1.2]}
    index = TREE.aggregate(x, {"a1": 0, "a2": 1, "b1": 1}, missing="parent")
    parts = index.decompose()
    assert parts["T"][1] == pytest.approx(0.2)
    assert parts["B"][1] == pytest.approx(0.2)
    assert np.isnan([parts[code][1] for code in ("A", "a1", "a2")]).all()
    assert index.imputed[TREE.row("A"), 1]
    assert not index.imputed[TREE.row("a1"), 1]  # observed, and so not imputed
    assert index["a1"][1] == 1.3
    (alone,) = TREE.aggregate([[1.3], [NAN], [1.2]], [0, 1, 1], missing="parent").decompose()["B"]
    assert alone == pytest.approx(0.2)
    change = index.contributions(1)
    assert change["A"][1] == pytest.approx(0.1)
    assert change["B"][1] == pytest.approx(0.1)


def test_a_branch_enters_and_leaves():
    weights = {"a1": [0, 1, NAN], "a2": [0, 3, 0], "b1": [4, 4, 4]}
    x = {"a1": [NAN, 1.0, 9.0], "a2": [5.0, 2.0, NAN], "b1": [1.5, 1.5, 1.5]}
    for missing in ("propagate", "reweight", "parent", "last", "raise"):
        index = TREE.aggregate(x, weights, missing=missing)
        assert same_bits(index["A"], np.array([NAN, 1.75, NAN])), missing
        assert same_bits(index["a1"], np.array([NAN, 1.0, NAN])), missing
        assert index["T"].tolist() == [1.5, 1.625, 1.5], missing
        assert not index.imputed.any(), missing


def test_a_leaf_without_weight_in_any_period_is_carried_beside_the_basket():
    x = [[1.0, NAN], [2.0, 3.0], [1.5, 1.5]]
    once = TREE.aggregate(x, [0, 1, 1])
    by_period = TREE.aggregate(x, np.repeat([[0], [1], [1]], 2, axis=1))
    assert same_bits(once.values, by_period.values)
    assert same_bits(once["a1"], np.array([1.0, NAN]))
    assert once["A"].tolist() == [2.0, 3.0]


def test_seasonal_goods_are_missing_imputed_or_an_error():
    x = [[1.0, NAN], [1.0, NAN], [1.0, 1.2]]
    kept = TREE.aggregate(x, [1, 1, 1], missing="reweight")
    assert np.isnan(kept["A"][1])
    assert kept["T"][1] == 1.2
    assert TREE.aggregate(x, [1, 1, 1], missing="parent")["A"][1] == 1.2
    with pytest.raises(ArgumentValueError, match="under missing='raise'; got none for 'a1' in 1"):
        TREE.aggregate(x, [1, 1, 1], missing="raise")
    nothing = TREE.aggregate([[1.0, NAN]] * 3, [1, 1, 1], missing="reweight")
    assert np.isnan(nothing.values[:, 1]).all()
    with pytest.raises(ArgumentValueError, match="got none below 'T' in 1"):
        TREE.aggregate([[1.0, NAN]] * 3, [1, 1, 1], missing="parent")


@pytest.mark.parametrize("order", [0.0, -1.0, 0.5])
def test_a_value_without_weight_enters_no_mean_of_any_order(order):
    index = TREE.aggregate([[0.0], [2.0], [2.0]], [0, 1, 1], order=order)
    assert index["T"] == pytest.approx(2.0)
    assert index["a1"] == 0.0
    with pytest.raises(ArgumentValueError, match=r"got -1.0 for 'a2' in 0"):
        TREE.aggregate([[0.0], [-1.0], [2.0]], [0, 1, 1], order=order)


def test_refused_weights_name_node_and_period():
    months = ["2018-01", "2018-02"]
    with pytest.raises(ArgumentValueError, match=r"got -1.0 for 'a2' in 2018-02"):
        TREE.aggregate(np.ones((3, 2)), [[1, 1], [1, -1], [1, 1]], periods=months)
    with pytest.raises(ArgumentValueError, match="positive for a leaf in some period; got none"):
        TREE.aggregate(np.ones((3, 2)), np.zeros((3, 2)), periods=months)


def random_tree(rng):
    size = int(rng.integers(4, 16))
    return Hierarchy([-1, 0, *(int(rng.integers(0, row)) for row in range(2, size))])


def mean_of_basket(tree, x, weight, row):
    """The slow twin: a node is the mean of the children that have weight and a value."""
    children = np.flatnonzero(tree.parent == row)
    if children.size == 0:
        leaf = tree.leaves.index(tree.codes[row])
        return x[leaf] if weight[leaf] > 0 and x[leaf] == x[leaf] else None, weight[leaf]
    found = [mean_of_basket(tree, x, weight, child) for child in children]
    whole = sum((Fraction(float(w)) for _, w in found), Fraction(0))
    there = [(Fraction(float(v)), Fraction(float(w))) for v, w in found if v is not None]
    total = sum((w for _, w in there), Fraction(0))
    if total == 0:
        return None, float(whole)
    return float(sum((v * w for v, w in there), Fraction(0)) / total), float(whole)


@pytest.mark.parametrize("seed", range(0, 400, 20))
def test_nodes_are_means_of_what_has_weight_on_random_trees(seed):
    for number in range(seed, seed + 20):
        rng = np.random.default_rng(number)
        tree = random_tree(rng)
        shape = (len(tree.leaves), 4)
        x = rng.uniform(0.5, 2.0, shape)
        x[rng.random(shape) < 0.2] = NAN
        weights = rng.uniform(0.5, 3.0, shape) * (rng.random(shape) > 0.2)
        weights[0] = np.maximum(weights[0], 1.0)  # one leaf that stays
        index = tree.aggregate(x, weights, missing="reweight")
        for row in np.flatnonzero(np.isin(np.arange(len(tree)), tree.parent)):
            for t in range(4):
                mean, _ = mean_of_basket(tree, x[:, t], weights[:, t], row)
                got = index.values[row, t]
                assert np.isnan(got) if mean is None else got == pytest.approx(mean, rel=1e-13)


def assert_parts_add_up(parts, where):
    """Children add up to their parent at every node that has a part."""
    tree, values = parts.hierarchy, parts.values
    for row in np.unique(tree.parent[tree.parent >= 0]):
        children = np.nansum(values[tree.parent == row], axis=0)
        known = ~np.isnan(values[row])
        np.testing.assert_allclose(children[known], values[row][known], atol=1e-12, err_msg=where)


@pytest.mark.parametrize("seed", range(0, 400, 20))
def test_parts_add_up_for_any_pattern_of_zero_weights(seed):
    for number in range(seed, seed + 20):
        rng = np.random.default_rng(number)
        tree = random_tree(rng)
        shape = (len(tree.leaves), 5)
        x = rng.uniform(0.5, 2.0, shape)
        holes = rng.random(shape) < 0.2
        holes[0] = False
        x[holes] = NAN
        once = rng.uniform(0.5, 3.0, shape[0]) * (rng.random(shape[0]) > 0.2)
        once[0] = 1.0
        by_period = rng.uniform(0.5, 3.0, shape) * (rng.random(shape) > 0.2)
        by_period[0] = 1.0
        order = (1.0, 0.0, -1.0, 0.5)[number % 4]
        options = {"missing": "parent", "order": order}
        try:
            index = tree.aggregate(x, once, **options)
        except ArgumentValueError:  # a class that never weighs anything
            once = np.where(once == 0.0, 1.0, once)
            index = tree.aggregate(x, once, **options)
        parts = index.decompose()
        assert_parts_add_up(parts, f"seed {number}")
        np.testing.assert_allclose(parts["0"], index["0"] - 1.0, atol=1e-12)
        for lag in (1, 3):
            moved = index.contributions(lag)
            assert_parts_add_up(moved, f"seed {number}, lag {lag}")
            np.testing.assert_allclose(moved["0"], index.growth(lag)["0"], atol=1e-12)
        for missing in ("reweight", "parent"):
            links = tree.aggregate(
                x, by_period, kind="period_on_period", missing=missing, order=order
            )
            parts = links.decompose()
            assert_parts_add_up(parts, f"seed {number}, by period")
            np.testing.assert_allclose(parts["0"], links["0"] - 1.0, atol=1e-12)
            chain = links.chain()
            for lag in (1, 3):
                moved = chain.contributions(lag)
                assert_parts_add_up(moved, f"seed {number}, chained, lag {lag}")
                np.testing.assert_allclose(moved["0"], chain.growth(lag)["0"], atol=1e-12)


def test_superlative_parts_add_up_where_a_leaf_weighs_in_one_period_only():
    x = [[1.0, 1.3], [1.0, 1.1], [1.0, 1.2]]
    for order in (0.0, 1.0):
        index = TREE.aggregate(x, [0, 1, 1], end_weights=[1, 1, 1], order=order, missing="reweight")
        assert_parts_add_up(index.decompose(), f"order {order}")
        assert_parts_add_up(index.contributions(1), f"order {order}")
        np.testing.assert_allclose(index.decompose()["T"], index["T"] - 1.0, atol=1e-12)


def test_a_class_that_enters_later_is_chained_from_there():
    weights = [[0, 0, 1], [0, 1, 1], [1, 1, 1]]
    links = TREE.aggregate(
        [[NAN, NAN, 1.5], [NAN, 1.5, 1.5], [1.0, 1.0, 2.0]], weights, kind="period_on_period"
    )
    chain = links.chain()
    assert same_bits(chain["a1"], np.array([NAN, NAN, 150.0]))
    assert same_bits(chain["A"], np.array([NAN, 150.0, 225.0]))
    inside = chain.contributions(1, to="A")
    assert_parts_add_up(inside, "A")
    assert np.isnan(inside["A"]).tolist() == [True, True, False]
