"""The largest consistent tree, against a search of all trees that could be."""

import itertools
import random

import numpy as np
import pandas
import pytest

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy, prune

TREE = Hierarchy.from_parents(
    {"T": None, "A": "T", "a1": "A", "a2": "A", "B": "T", "b1": "B", "b2": "B"}
)
WEIGHTS = {"T": 10, "A": 6, "a1": 4, "a2": 2, "B": 4, "b1": 3, "b2": 1}
X = {code: [100.0, 100.0 + row] for row, code in enumerate(TREE.codes)}


def without(mapping, *codes):
    return {code: value for code, value in mapping.items() if code not in codes}


def test_a_complete_tree_stays_whole():
    found = prune(TREE, X, WEIGHTS)
    assert found.hierarchy == TREE
    assert found.cut == {}
    assert found.weights == {"a1": 4, "a2": 2, "b1": 3, "b2": 1}
    assert [*found.x] == list(TREE.leaves)
    again = TREE.prune(X, WEIGHTS, tolerance=0.0)
    assert (again.hierarchy, again.weights, again.cut) == (TREE, found.weights, {})


@pytest.mark.parametrize(
    ("lacks_data", "lacks_weight", "changed", "leaves", "cut"),
    [
        (["a2"], [], {}, ("A", "b1", "b2"), {"a1": "'a2' has no complete data"}),
        ([], ["a2"], {}, ("A", "b1", "b2"), {"a2": "'a2' has no weight"}),
        ([], [], {"b1": 2.0}, ("a1", "a2", "B"), {"b1": "its children weigh 3 and it 4"}),
        (["T", "A", "B"], ["A"], {}, TREE.leaves, {}),
        (["a2", "A"], [], {}, ("T",), {"B": "'A' has no complete data and 'a2' has no comp"}),
        (
            ["T", "a1", "A"],
            [],
            {},
            ("a2", "b1", "b2"),
            {"T": "'T' has no complete data and 'A' has"},
        ),
    ],
)
def test_what_is_cut_and_why(lacks_data, lacks_weight, changed, leaves, cut):
    found = prune(TREE, without(X, *lacks_data), {**without(WEIGHTS, *lacks_weight), **changed})
    assert found.hierarchy.leaves == leaves
    assert set(found.cut) == set(TREE.codes) - set(found.hierarchy.codes)
    for code, reason in cut.items():
        assert reason in found.cut[code]


def test_containers_sets_of_weights_and_gaps():
    expected = prune(TREE, X, WEIGHTS)
    frame = pandas.DataFrame(X, index=["2018-01", "2018-02"])
    for x in (frame, frame.T):
        found = prune(TREE, x, pandas.Series(WEIGHTS))
        assert found.hierarchy == expected.hierarchy
        assert found.weights == expected.weights
    later = {**WEIGHTS, "a1": 6, "a2": 0}
    for sets in ({2017: WEIGHTS, 2018: later}, pandas.DataFrame([WEIGHTS, later], [2017, 2018])):
        found = prune(TREE, X, sets)
        assert found.hierarchy == TREE
        assert found.weights[2018] == {"a1": 6, "a2": 0, "b1": 3, "b2": 1}
        assert prune(TREE, X, {2017: WEIGHTS, 2018: {**later, "b1": 9}}).hierarchy.leaves == (
            "a1",
            "a2",
            "B",
        )
    gap = {**X, "a1": [np.nan, 101.0]}
    assert prune(TREE, gap, WEIGHTS).hierarchy.leaves == ("A", "b1", "b2")
    assert prune(TREE, gap, WEIGHTS, observed="any").hierarchy == TREE
    rounded = {**WEIGHTS, "A": 6.1, "T": 10.1}
    assert prune(TREE, X, rounded, tolerance=0.02).hierarchy == TREE
    assert prune(TREE, X, rounded).hierarchy.leaves == ("A", "b1", "b2")


def test_names_go_with_the_tree_and_the_result_is_aggregated():
    named = TREE.named({"A": "Khai khoáng", "a1": "Than"})
    found = prune(named, without(X, "a2"), WEIGHTS)
    assert found.hierarchy.names == {"A": "Khai khoáng"}
    index = found.hierarchy.aggregate(found.x, found.weights)
    assert index["T"][1] == pytest.approx((6 * 101 + 3 * 105 + 1 * 106) / 10)


def consistent(tree, kept, has_data, weights):
    """Tell whether a set of codes is a tree with all that it needs; a plain definition."""

    def weight_of(code):
        if code in weights:
            return weights[code]
        below = tree.children(code)
        weights_below = [weight_of(child) for child in below]
        whole = below and set(below) <= kept and None not in weights_below
        return sum(weights_below) if whole else None

    for code in kept:
        above = tree.ancestors(code)
        if above and above[0] not in kept:
            return False
        below = [child for child in tree.children(code) if child in kept]
        if not below:
            if code not in weights or (code not in has_data and weights[code]):
                return False
        elif len(below) < len(tree.children(code)) or weight_of(code) != sum(
            weight_of(child) or 0 for child in below
        ):
            return False
    return True


def test_no_larger_tree_is_consistent():
    """Over all subsets of the codes of random data sets whose root can stay."""
    draw = random.Random(20180831)
    met = 0
    for _ in range(150):
        has_data = {code for code in TREE.codes if draw.random() < 0.75} | {"T"}
        weights = {
            code: draw.choice([value] * 6 + [value + 1, 0])
            for code, value in WEIGHTS.items()
            if code == "T" or draw.random() < 0.85
        }
        weights["T"] = 10
        found = prune(TREE, {code: X[code] for code in has_data}, weights, tolerance=0)
        best = max(
            (
                set(kept)
                for size in range(1, len(TREE) + 1)
                for kept in itertools.combinations(TREE.codes, size)
                if "T" in kept and consistent(TREE, set(kept), has_data, weights)
            ),
            key=len,
        )
        assert set(found.hierarchy.codes) == best
        met += 1 < len(best) < len(TREE)
    assert met > 20


@pytest.mark.parametrize(
    ("x", "weights", "error", "message"),
    [
        ([[1.0]], WEIGHTS, ArgumentTypeError, "`x` of prune must be data by code"),
        (X, [1, 2], ArgumentTypeError, "`weights` of prune must be by code"),
        (X, {2018: WEIGHTS, 2019: 3}, ArgumentTypeError, "for 2019"),
        (X, {"Z": 1}, ArgumentValueError, "of codes of the tree; got 'Z'"),
        (X, {"T": -1}, ArgumentValueError, "not negative; got -1.0 for 'T'"),
        ({"Z": [1.0]}, WEIGHTS, ArgumentValueError, "'Z'"),
        ({}, WEIGHTS, ArgumentValueError, "must be complete for a node at least; got none, as 'T'"),
    ],
)
def test_what_prune_refuses(x, weights, error, message):
    with pytest.raises(error, match=message):
        prune(TREE, x, weights)
    with pytest.raises(ArgumentTypeError, match="`hierarchy` of prune must be a Hierarchy"):
        prune([-1, 0], x, weights)
