"""Tables of pandas as data and weights of a tree: put in order by their codes."""

import copy
import pickle

import numpy as np
import pytest
from arrays import same_bits

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy

pandas = pytest.importorskip("pandas")

CODES = [f"{number:02d}" for number in range(12)]
TREE = Hierarchy.from_parents({"T": None, "A": "T", "B": "T"} | {c: "AB"[c > "05"] for c in CODES})
MONTHS = pandas.period_range("2017-01", periods=15, freq="M")
X = np.random.default_rng(10).lognormal(4.6, 0.3, (12, 15))
WEIGHTS = np.random.default_rng(11).uniform(1, 9, 12)
EXPECTED = TREE.aggregate(X, WEIGHTS, periods=list(MONTHS))

INDEXES = {
    "text": pandas.Index,
    "object": lambda codes: pandas.Index(codes, dtype=object),
    "categorical": pandas.CategoricalIndex,
    "arrow": lambda codes: pandas.Index(codes, dtype="string[pyarrow]"),
}


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("shuffled", [False, True])
@pytest.mark.parametrize("kind", INDEXES)
def test_tables_of_any_order_index_and_orientation_give_the_same(kind, shuffled, turned):
    order = np.random.default_rng(3).permutation(12) if shuffled else np.arange(12)
    codes = INDEXES[kind]([TREE.leaves[row] for row in order])
    frame = pandas.DataFrame(X[order], index=codes, columns=MONTHS)
    before = frame.copy()
    got = TREE.aggregate(frame.T if turned else frame, pandas.Series(WEIGHTS[order], index=codes))
    assert same_bits(got.values, EXPECTED.values)
    assert same_bits(got.weights.node, EXPECTED.weights.node)
    assert (got.periods, got.missing_rows) == (EXPECTED.periods, ())
    pandas.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize("turned", [False, True])
def test_weights_by_period_are_matched_by_code_and_by_period(turned):
    weights = np.random.default_rng(4).uniform(1, 9, (12, 15))
    expected = TREE.aggregate(X, weights, periods=list(MONTHS))
    rows, columns = np.arange(12)[::-1], np.random.default_rng(5).permutation(15)
    table = pandas.DataFrame(weights, index=list(TREE.leaves), columns=MONTHS).iloc[rows, columns]
    frame = pandas.DataFrame(X, index=list(TREE.leaves), columns=MONTHS)
    got = TREE.aggregate(frame, table.T if turned else table)
    assert same_bits(got.values, expected.values)


def test_columns_of_several_types_are_read_as_numbers_and_others_refused():
    whole = np.arange(1, 13)
    frame = pandas.DataFrame({"a": whole, "b": X[:, 1], "c": X[:, 2].astype(np.float32)})
    frame["d"] = pandas.array([1.5, None, *[2.0] * 10], dtype="Float64")
    frame.index = list(TREE.leaves)
    x = np.column_stack([whole, X[:, 1], X[:, 2].astype(np.float32), [1.5, np.nan, *[2.0] * 10]])
    expected = TREE.aggregate(x, WEIGHTS, periods=list("abcd"))
    assert same_bits(TREE.aggregate(frame, WEIGHTS).values, expected.values)
    for column in (["1"] * 12, pandas.date_range("2018-01-01", periods=12)):
        with pytest.raises(
            ArgumentTypeError, match=r"^column '.' in `x` of Hierarchy.aggregate must hold real"
        ):
            TREE.aggregate(frame.assign(e=column), WEIGHTS)


def test_codes_that_do_not_match_are_named():
    frame = pandas.DataFrame(X, index=list(TREE.leaves), columns=MONTHS)
    twice = pandas.concat([frame, frame.loc[["03"]]])
    with pytest.raises(ArgumentValueError, match=r"one row for each leaf; got '03' twice$"):
        TREE.aggregate(twice, WEIGHTS)
    with pytest.raises(ArgumentValueError, match=r"got one for 'A', no leaf: select the leaves$"):
        TREE.aggregate(frame.rename(index={"03": "A"}), WEIGHTS)
    with pytest.raises(ArgumentValueError, match=r"got one for 3, no leaf: select the leaves$"):
        TREE.aggregate(frame.rename(index={"03": 3}), WEIGHTS)
    numbers = frame.set_axis(range(12), axis=0).set_axis(range(15), axis=1)
    with pytest.raises(ArgumentValueError, match=r"got one for 0, no leaf: select the leaves$"):
        TREE.aggregate(numbers, WEIGHTS)
    with pytest.raises(ArgumentValueError, match=r"got one for None, no leaf: select the leaves$"):
        TREE.aggregate(frame.set_axis([None] * 12), WEIGHTS)
    with pytest.raises(ArgumentValueError, match=r"got none for '03'$"):
        TREE.aggregate(frame.drop(index="03"), WEIGHTS, missing_rows="raise")
    got = TREE.aggregate(frame.drop(index="03").iloc[::-1], WEIGHTS, missing="reweight")
    assert got.missing_rows == ("03",)
    assert np.isnan(got["03"]).all()
    gap = np.where(np.array(TREE.leaves)[:, np.newaxis] == "03", np.nan, X)
    assert same_bits(got.values, TREE.aggregate(gap, WEIGHTS, missing="reweight").values)
    weights = pandas.Series(WEIGHTS, index=list(TREE.leaves))
    with pytest.raises(
        ArgumentValueError, match=r"^`weights` of Hierarchy.aggregate .* got '03' twice$"
    ):
        TREE.aggregate(X, pandas.concat([weights, weights[["03"]]]))
    with pytest.raises(
        ArgumentValueError, match=r"^`weights` of Hierarchy.aggregate .* got none for '03'$"
    ):
        TREE.aggregate(X, weights.drop("03"))


def test_a_tree_that_read_a_table_is_pickled_and_copied_as_before():
    tree = Hierarchy.from_parents({"T": None, "B": "T", "C": "T"})
    plain = pickle.dumps(tree)
    tree.aggregate(pandas.DataFrame({"C": [1.0], "B": [2.0]}), [1, 1])
    assert pickle.dumps(tree) == plain
    assert b"pandas" not in plain
    assert copy.copy(tree) == tree == pickle.loads(plain)


OPTIONS = {
    "complete": {},
    "reweight": {"missing": "reweight"},
    "parent": {"missing": "parent"},
    "last": {"missing": "last"},
    "parent change": {"missing": "parent_change"},
    "updated": {"kind": "period_on_period", "missing": "parent", "update": True},
    "geometric": {"order": 0, "missing": "reweight"},
    "Fisher": {"missing": "parent", "end_weights": 1},
    "withheld": {"missing": "reweight", "min_coverage": 0.5},
    "cascade": {"cascade": 1, "missing": "reweight"},
}


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
@pytest.mark.parametrize("across", [False, True], ids=["time down", "time across"])
@pytest.mark.parametrize("several", [False, True], ids=["constant", "by period"])
def test_columns_in_another_order_give_the_same_bits(options, across, several):
    rng = np.random.default_rng(5)
    parent = [-1, *(int(rng.integers(0, min(i, 9))) for i in range(1, 70))]
    tree = Hierarchy(parent, [f"n{i}" for i in range(70)])
    n = len(tree.leaves)
    x = rng.lognormal(0.0, 0.1, (n, 15))
    if options.get("missing"):
        x[rng.random(x.shape) < 0.2] = np.nan
        x[0] = 1.0
    changing = several and not options.get("update") and options.get("missing") != "parent_change"
    weights = rng.uniform(1, 9, (n, 15 if changing else 1))
    if changing:
        weights[1, 3:7] = 0.0
    columns = MONTHS if changing else [0]
    frame, given, ends = (
        pandas.DataFrame(values, index=list(tree.leaves), columns=names)
        for values, names in ((x, MONTHS), (weights, columns), (weights[::-1], columns))
    )
    results = []
    for order in (np.arange(n), rng.permutation(n)):
        table = frame.iloc[order]
        options = dict(options)
        if "end_weights" in options:
            options["end_weights"] = ends.iloc[order]
        results.append(tree.aggregate(table if across else table.T, given.iloc[order], **options))
    expected, index = results
    assert index.hierarchy is tree
    assert same_bits(index.values, expected.values)
    assert same_bits(index.coverage, expected.coverage)
    assert (index.imputed == expected.imputed).all()
    assert same_bits(index.decompose().values, expected.decompose().values)
