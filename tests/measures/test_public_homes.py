"""Public classes name the package that hands them on: a move changes neither repr nor pickle."""

import copy
import importlib
import pickle

import numpy as np
import pytest

import hanoi_ct
from hanoi_ct.hierarchy import VSIC, Hierarchy

HOMES = ("hierarchy", "records", "statements", "datasets", "tables", "seasonal")
CLASSES = [
    (home, name)
    for home in ("hanoi_ct", *(f"hanoi_ct.{package}" for package in HOMES))
    for name in importlib.import_module(home).__all__
    if isinstance(getattr(importlib.import_module(home), name), type)
]


@pytest.mark.parametrize(("home", "name"), CLASSES)
def test_a_public_class_names_its_public_home(home, name):
    public = getattr(importlib.import_module(home), name)
    assert public.__module__ == home
    assert public.__qualname__ == name
    assert pickle.loads(pickle.dumps(public)) is public


MONTHS = [f"2017-{month:02d}" for month in range(1, 13)]
TREE = Hierarchy.from_parents({"T": None, "B": "T", "C": "T"})
LEVELS = np.array([[100.0 + month, 90.0 + month**2] for month in range(12)]).T
INDEX = TREE.aggregate(LEVELS, [1, 3], periods=MONTHS)
SUPERLATIVE = TREE.aggregate(LEVELS, [1, 3], end_weights=[2, 3], periods=MONTHS)
LATER = TREE.aggregate(LEVELS[:, 9:] / 2, [2, 3], periods=[*MONTHS[9:11], "2017-12"])
OF_TREES = {
    "tree": TREE,
    "version": TREE.named({"B": "mining"}).under(VSIC, "2018-08"),
    "index": INDEX,
    "observed": TREE.aggregate(LEVELS, [1, 3], missing="reweight", periods=MONTHS),
    "withheld": TREE.aggregate(LEVELS, [1, 3], missing="reweight", min_coverage=0.9),
    "links": TREE.aggregate(LEVELS / 50, [1, 3], kind="period_on_period", update=True),
    "chained": TREE.aggregate(LEVELS / 50, [1, 3], kind="period_on_period").chain(),
    "superlative": SUPERLATIVE,
    "rebased": SUPERLATIVE.rebase("2017-05"),
    "spliced": INDEX.splice(LATER, overlap="2017-12"),
    "growth": INDEX.growth(1),
    "contributions": INDEX.contributions(lag=1),
    "of a splice": INDEX.splice(LATER, overlap="2017-12").contributions(lag=1),
}


@pytest.mark.parametrize("value", OF_TREES.values(), ids=OF_TREES)
@pytest.mark.parametrize(
    "again", [lambda x: pickle.loads(pickle.dumps(x, protocol=0)), copy.copy, copy.deepcopy]
)
def test_trees_and_what_stands_on_them_come_back_by_their_public_homes(value, again):
    data = pickle.dumps(value, protocol=0)
    assert b"hanoi_ct.hierarchy\n" in data
    assert b"._" not in b" ".join(word for word in data.split() if b"hanoi_ct" in word)
    back = again(value)
    assert type(back) is type(value)
    if isinstance(value, Hierarchy):
        assert back == value
        assert back.leaf_rows.tolist() == value.leaf_rows.tolist()
        return
    assert back.hierarchy == value.hierarchy
    np.testing.assert_array_equal(back.values, value.values)
    if hasattr(value, "origin"):
        assert type(back.origin) is type(value.origin)
        assert type(back.weights) is type(value.weights)
        np.testing.assert_array_equal(back.coverage, value.coverage)
        if hasattr(value, "contributions"):
            growth = [index.contributions(lag=1).values for index in (back, value)]
            np.testing.assert_array_equal(*growth)


@pytest.mark.parametrize(
    "value",
    [
        hanoi_ct.ExactSum([0.1, 0.2]),
        hanoi_ct.GroupSum(2),
        hanoi_ct.group_sum([1.0, 2.0], ["a", "b"]),
        hanoi_ct.round_to_add_up([3.4, 3.4, 3.2]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_pickles_name_no_private_module_and_come_back(value):
    data = pickle.dumps(value, protocol=0)
    own = [word for word in data.split() if b"hanoi_ct" in word and b"._" in word]
    assert own == []
    assert type(pickle.loads(data)) is type(value)
