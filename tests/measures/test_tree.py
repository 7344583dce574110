"""aggregate and contributions: exact fractions, layouts, real trees, refusals."""

import csv
import json

import numpy as np
import pytest
import trees
from arrays import layouts, same_bits
from cases import FOLDER
from hypothesis import given
from hypothesis import strategies as st

import hanoi_ct
from hanoi_ct import _core
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

RNG = np.random.default_rng(20180831)

# Sections, divisions below two of them, and a section that is a leaf: 8 leaves.
PARENT = np.array([-1, 0, 1, 1, 0, 4, 4, 6, 6, 6, 0, 4])
WEIGHTS = np.array([3.0, 20.5, 1.25, 7.0, 11.0, 0.5, 8.0, 40.0])
PANEL = RNG.lognormal(4.6, 0.3, (8, 30))

positive = st.floats(0.01, 1e6)


@st.composite
def cases(draw):
    parent = draw(trees.trees())
    n_leaves = sum(row not in parent for row in range(len(parent)))
    n_periods = draw(st.integers(1, 6))
    rows = [
        draw(st.lists(positive, min_size=n_periods, max_size=n_periods)) for _ in range(n_leaves)
    ]
    return rows, [draw(positive) for _ in range(n_leaves)], parent


@given(cases())
def test_aggregate_equals_exact_fractions(case):
    assert trees.largest_error(hanoi_ct.aggregate(*case), trees.aggregate(*case)) < 1e-14


@given(cases(), st.integers(1, 5))
def test_contributions_equal_exact_fractions(case, lag):
    got = hanoi_ct.contributions(*case, lag)
    assert np.isnan(got[:, :lag]).all()
    exact = trees.contributions(*case, lag)
    # A contribution is a small difference of large levels: the error follows the level
    # of the node over the base, at most max(x1, x0) * W / base.
    scale = max(1.0, np.max(case[0]) / np.min(case[0]) * np.sum(case[1]) / np.min(case[1]))
    assert trees.largest_error(got[:, lag:], exact) < 1e-14 * scale


@given(cases(), st.integers(1, 5))
def test_contributions_of_the_leaves_add_up_to_the_growth_of_the_root(case, lag):
    x, weights, parent = case
    got = hanoi_ct.contributions(x, weights, parent, lag)[:, lag:]
    growth = hanoi_ct.growth(hanoi_ct.aggregate(x, weights, parent), lag)[:, lag:]
    leaves = [row for row in range(len(parent)) if row not in parent]
    for root in [row for row in range(len(parent)) if parent[row] < 0]:
        parts = got[[leaf for leaf in leaves if trees.root_of(parent, leaf) == root]]
        tolerance = 1e-14 * (1 + np.abs(parts).sum(axis=0) + np.abs(growth[root]))
        assert (np.abs(parts.sum(axis=0) - growth[root]) <= tolerance).all()
        assert (np.abs(got[root] - growth[root]) <= tolerance).all()


def test_every_layout_and_axis_gives_the_same_bits(loops):
    for name, x in layouts(PANEL):
        plain = np.ascontiguousarray(x, dtype=float)
        for function in (hanoi_ct.aggregate, hanoi_ct.contributions):
            expected = function(plain, WEIGHTS, PARENT)
            assert same_bits(function(x, WEIGHTS, PARENT), expected), (name, function)
            assert same_bits(function(x.T, WEIGHTS, PARENT, axis=1), expected.T), (name, function)
            assert same_bits(function(x, WEIGHTS, PARENT, axis=-2), expected), (name, function)


# What the loops take beside the parents: each leaf's row of x.
LEAF = np.array([-1, -1, 0, 1, -1, 2, -1, 3, 4, 5, 6, 7])


def _below(weights):
    """Return the sums of the weights below every node, one column a period."""
    return np.stack([weights[trees.leaves_below(PARENT.tolist(), i)].sum(0) for i in range(12)])


def test_portable_and_selected_loops_differ_in_no_bit():
    patterns = RNG.integers(0, 2**64, 8 * 5000, dtype=np.uint64).view(np.float64).reshape(8, 5000)
    weights = WEIGHTS[:, np.newaxis]
    for x in (patterns, np.asfortranarray(patterns)):
        arguments = (x, weights, PARENT, LEAF, _below(weights))
        selected = _core.tree_aggregate(*arguments)
        assert same_bits(selected, _core.tree_aggregate_portable(*arguments))
        assert same_bits(_core.tree_sum(x, PARENT, LEAF), _core.tree_sum_portable(x, PARENT, LEAF))
        arguments = (x, WEIGHTS, PARENT, LEAF, _below(WEIGHTS), np.zeros(12, dtype=int), 12)
        selected = _core.tree_contributions(*arguments)
        assert same_bits(selected, _core.tree_contributions_portable(*arguments))


def test_weights_that_change_with_time_are_read_period_by_period(loops):
    weights = RNG.integers(1, 9, PANEL.shape).astype(float)
    for order in (np.ascontiguousarray, np.asfortranarray):
        node_weight = _core.tree_sum(order(weights), PARENT, LEAF)
        assert same_bits(node_weight, _below(weights))
        got = _core.tree_aggregate(order(PANEL), order(weights), PARENT, LEAF, node_weight)
        for t in range(PANEL.shape[1]):
            alone = hanoi_ct.aggregate(PANEL[:, t], weights[:, t], PARENT)
            assert same_bits(got[:, t], alone)


def test_leaves_are_copied_to_the_bit():
    got = hanoi_ct.aggregate(PANEL, WEIGHTS, PARENT)
    leaves = [row for row in range(12) if row not in PARENT]
    assert same_bits(got[leaves], PANEL)


def test_missing_reaches_the_ancestors_and_nothing_else():
    x = PANEL.copy()
    x[4, 7] = np.nan  # the leaf in row 8, below 6, 4 and 0
    got, complete = (hanoi_ct.aggregate(a, WEIGHTS, PARENT) for a in (x, PANEL))
    missing = np.zeros(got.shape, dtype=bool)
    missing[[0, 4, 6, 8], 7] = True
    assert (np.isnan(got) == missing).all()
    assert same_bits(got[~missing], complete[~missing])


def test_missing_contributions_follow_from_either_end():
    x = PANEL.copy()
    x[4, 7] = np.nan
    got = hanoi_ct.contributions(x, WEIGHTS, PARENT, 12)
    missing = np.zeros(got.shape, dtype=bool)
    missing[:, :12] = True
    missing[:, 7 + 12] = True  # the base of the root
    assert (np.isnan(got) == missing).all()


def test_a_total_that_is_not_positive_has_no_contributions():
    x = np.array([[1.0, 2.0, 3.0], [-1.0, -5.0, 2.0]])
    got = hanoi_ct.contributions(x, [1, 1], [-1, 0, 0], lag=1)
    assert np.isnan(got).all()


def test_a_leaf_without_weight_adds_nothing():
    got = hanoi_ct.aggregate([[1.0], [2.0], [9.0]], [1, 1, 0], [-1, 0, 0, 0])
    assert got[:, 0].tolist() == [1.5, 1.0, 2.0, 9.0]


@pytest.mark.parametrize("function", [hanoi_ct.aggregate, hanoi_ct.contributions])
def test_nothing_in_gives_an_empty_result(function):
    assert function(np.empty((8, 0)), WEIGHTS, PARENT).shape == (12, 0)
    assert function(np.empty((0, 5)), [], []).shape == (0, 5)
    assert function(np.empty((3, 8, 0)), WEIGHTS, PARENT, axis=1).shape == (3, 12, 0)
    assert function(np.empty((0, 8, 4)), WEIGHTS, PARENT, axis=1).shape == (0, 12, 4)


def test_one_period_may_be_passed_without_a_dimension():
    assert same_bits(
        hanoi_ct.aggregate(PANEL[:, 3], WEIGHTS, PARENT),
        hanoi_ct.aggregate(PANEL, WEIGHTS, PARENT)[:, 3],
    )


def test_further_dimensions_are_done_each_by_itself():
    stacked = np.stack([PANEL, PANEL * 2, PANEL + 1])
    for axis in (1, -2):
        for function in (hanoi_ct.aggregate, hanoi_ct.contributions):
            got = function(stacked, WEIGHTS, PARENT, axis=axis)
            for one, alone in zip(got, stacked, strict=True):
                assert same_bits(one, function(alone, WEIGHTS, PARENT))


def test_integers_and_float32_convert():
    assert hanoi_ct.aggregate([1, 2], [1, 3], [-1, 0, 0]).tolist() == [1.75, 1.0, 2.0]
    single = np.array([1, 2], dtype=np.float32)
    assert hanoi_ct.aggregate(single, [True, True], [-1, 0, 0]).dtype == np.float64


@pytest.mark.parametrize("function", [hanoi_ct.aggregate, hanoi_ct.contributions])
def test_out_is_filled_in_any_layout_and_may_overlap_x(function):
    expected = function(PANEL, WEIGHTS, PARENT)
    for _, out in layouts(np.zeros((12, 30))):
        if out.flags.writeable and out.dtype.isnative and 0 not in out.strides:
            assert function(PANEL, WEIGHTS, PARENT, out=out) is out
            assert same_bits(out, expected)
    memory = np.empty((12, 30))
    memory[4:] = PANEL
    assert same_bits(function(memory[4:], WEIGHTS, PARENT, out=memory), expected)


def test_the_result_lies_in_memory_as_the_input():
    assert hanoi_ct.aggregate(PANEL, WEIGHTS, PARENT).flags.c_contiguous
    assert hanoi_ct.aggregate(np.asfortranarray(PANEL), WEIGHTS, PARENT).flags.f_contiguous


# ---- published tables and real trees ----------------------------------------------------


def test_producer_price_manual_table_9_8():
    tables = json.loads((FOLDER / "e_published_tables.json").read_text())
    (case,) = [table for table in tables if table["operation"] == "laspeyres_aggregate"]
    inputs = case["inputs"]
    # Total, G with A B C, H with D E.
    got = hanoi_ct.aggregate(inputs["index"], inputs["weights"], [-1, 0, 1, 1, 1, 0, 5, 5])
    for row, group in ((0, "Total"), (1, "G"), (5, "H")):
        assert np.abs(got[row] - case["expected"][group]).max() <= case["tolerance"], group


def _india(shared):
    with open(shared / "data/peers/india_iip_2004_05.csv", encoding="utf-8", newline="") as file:
        months = list(csv.DictReader(file))
    path = shared / "data/peers/india_iip_2004_05_weights.csv"
    with open(path, encoding="utf-8", newline="") as file:
        weights = {row["code"]: float(row["weight"]) for row in csv.DictReader(file)}
    index = {code: np.array([float(row[code]) for row in months]) for code in weights}
    return index, weights


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        ("general", ["basic", "capital", "intermediate", "consumer"]),
        ("consumer", ["consumer_durables", "consumer_nondurables"]),
    ],
)
def test_india_2004_05_is_rebuilt_from_its_parts(shared, total, parts):
    index, weights = _india(shared)
    got = hanoi_ct.aggregate(
        [index[part] for part in parts],
        [weights[part] for part in parts],
        [-1] + [0] * len(parts),
    )
    assert got.shape[1] == 144
    # Half a unit of the printed total, and half a unit of its printed parts.
    assert np.abs(got[0] - index[total]).max() <= 0.10


# ---- refusals ---------------------------------------------------------------------------

BAD_TREES = {
    "orphan": ([-1, 0, 7], r"must be -1 or a row from 0 to 2; got 7 at row 2, an orphan$"),
    "orphans": ([-1, -2, 7], r".*got -2 at row 1, an orphan \(the first of 2\)$"),
    "own parent": ([-1, 1], r"must lead up to a root; got a cycle, rows 1 -> 1$"),
    "cycle": ([-1, 3, 1, 2, 0], r".*got a cycle, rows 1 -> 3 -> 2 -> 1$"),
    "wrong order": (
        [1, -1, 1],
        r"must stand before its children; got row 0 before its parent, row 1: sort the nodes "
        r"from the roots down$",
    ),
}


@pytest.mark.parametrize("function", [hanoi_ct.aggregate, hanoi_ct.contributions])
@pytest.mark.parametrize("problem", BAD_TREES)
def test_a_bad_tree_is_refused(function, problem):
    parent, message = BAD_TREES[problem]
    with pytest.raises(ArgumentValueError, match=rf"^`parent` of {function.__name__} {message}"):
        function(np.ones((2, 3)), [1, 1], parent)


@pytest.mark.parametrize(
    ("parent", "got"),
    [
        ([-1.0, 0.0], "dtype float64"),
        ([[-1, 0]], "shape (1, 2)"),
        ([None, 0], "dtype object"),
        (["-1", "0"], "dtype <U2"),
        ([True, False], "dtype bool"),
        (3, "shape ()"),
        ([[-1], [0, 0]], "rows of different lengths"),
        (np.ma.array([-1, 0], mask=[False, True]), "a masked array"),
        (None, "None"),
    ],
    ids=str,
)
def test_a_tree_that_is_no_vector_of_integers_is_refused(parent, got):
    with pytest.raises(ArgumentTypeError) as caught:
        hanoi_ct.aggregate([1.0], [1.0], parent)
    rule = "`parent` of aggregate must be a one-dimensional array of integers"
    assert str(caught.value) == f"{rule}; got {got}"


BAD_WEIGHTS = {
    "too few": ([1, 1], r"must have one weight for each of the 3 leaves; got shape \(2,\)$"),
    "of nodes": ([3, 2, 1, 1, 1], r"each of the 3 leaves; got shape \(5,\)$"),
    "a matrix": ([[1], [1], [1]], r"each of the 3 leaves; got shape \(3, 1\)$"),
    "negative": (
        [1, -2, 1],
        r"must be finite and not negative; got -2.0 at leaf 1 \(row 3 of the tree\)$",
    ),
    "missing": ([np.nan, 1, 1], r"got nan at leaf 0 \(row 2 of the tree\)$"),
    "infinite": ([1, np.inf, -1], r"got inf at leaf 1 .* \(the first of 2\)$"),
    "zero below a node": (
        [0, 0, 1],
        r"must add up to a positive finite number below every node; got 0.0 at row 1 of the tree$",
    ),
    "all zero": ([0, 0, 0], r"got 0.0 at row 0 of the tree \(the first of 2\)$"),
    "too large": ([1e308, 1e308, 1], r"got inf at row 0 of the tree \(the first of 2\)$"),
}


@pytest.mark.parametrize("function", [hanoi_ct.aggregate, hanoi_ct.contributions])
@pytest.mark.parametrize("problem", BAD_WEIGHTS)
def test_bad_weights_are_refused(function, problem):
    weights, message = BAD_WEIGHTS[problem]
    out = np.full((5, 2), 4.0)
    with pytest.raises(ArgumentValueError, match=rf"^`weights` of {function.__name__} .*{message}"):
        function(np.ones((3, 2)), weights, [-1, 0, 1, 1, 0], out=out)
    assert (out == 4.0).all()


@pytest.mark.parametrize("function", [hanoi_ct.aggregate, hanoi_ct.contributions])
def test_x_that_does_not_fit_the_tree_is_refused(function):
    name = function.__name__
    with pytest.raises(
        ArgumentValueError,
        match=rf"^`x` of {name} must have one row for each of the 2 leaves along axis 0; got 3$",
    ):
        function(np.ones((3, 2)), [1, 1], [-1, 0, 0])
    with pytest.raises(ArgumentValueError, match=rf"^`axis` of {name} must be between -2 and 1"):
        function(np.ones((2, 2)), [1, 1], [-1, 0, 0], axis=2)
    with pytest.raises(ArgumentValueError, match=rf"^`out` of {name} .* shape \(3, 2\); got"):
        function(np.ones((2, 2)), [1, 1], [-1, 0, 0], out=np.ones((2, 2)))


def test_a_lag_or_dimension_that_contributions_cannot_use_is_refused():
    with pytest.raises(
        ArgumentValueError, match=r"^`lag` of contributions must be at least 1; got 0$"
    ):
        hanoi_ct.contributions(np.ones((2, 2)), [1, 1], [-1, 0, 0], 0)
    with pytest.raises(ArgumentTypeError, match=r"^`lag` of contributions must be an integer"):
        hanoi_ct.contributions(np.ones((2, 2)), [1, 1], [-1, 0, 0], 1.5)
    with pytest.raises(
        ArgumentValueError, match=r"^`x` of contributions must have at least 2 dimensions"
    ):
        hanoi_ct.contributions([1.0, 2.0], [1, 1], [-1, 0, 0])


def test_a_lag_longer_than_the_data_gives_no_contributions():
    assert np.isnan(hanoi_ct.contributions(PANEL, WEIGHTS, PARENT, 10**12)).all()


def test_the_core_reads_no_weights_beyond_those_given(loops):
    from hanoi_ct import _core

    parent, leaf = np.array([-1, 0, 0]), np.array([-1, 0, 1])
    for columns, known in ((1, True), (4, True), (2, False), (3, False), (5, False)):
        weights = np.ones((2, columns))
        nodes = np.vstack([2 * weights[:1], weights])
        result = _core.tree_aggregate(np.ones((2, 4)), weights, parent, leaf, nodes)
        assert (result == 1.0).all() if known else np.isnan(result).all()
