"""Hierarchy.aggregate: orders of mean, missing leaves, weights in every form, refusals."""

from fractions import Fraction

import numpy as np
import pytest
import trees
from arrays import same_bits
from hypothesis import given
from hypothesis import strategies as st

import hanoi_ct
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError, WeightWarning
from hanoi_ct.hierarchy import (
    FixedBaseIndex,
    Hierarchy,
    PeriodOnPeriodIndex,
    update_weights,
)

RNG = np.random.default_rng(1954)
NAN = float("nan")
TREE = Hierarchy.from_parents(
    {"T": None, "B": "T", "C": "T", "b1": "B", "b2": "B", "c1": "C", "c2": "C", "D": "T"}
)
WEIGHTS = np.array([1.0, 3.0, 2.0, 2.0, 4.0])  # b1 b2 c1 c2 D
MONTHS = [f"20{year}-{month:02d}" for year in (17, 18) for month in range(1, 13)]
PANEL = RNG.lognormal(4.6, 0.1, (5, 24))
GAPS = np.where(RNG.random(PANEL.shape) < 0.3, np.nan, PANEL)
GAPS[4] = PANEL[4]  # so that every period has an observed leaf


# ---- the slow twin ----------------------------------------------------------------------


def own_change(parent, value, whole, node):
    """Return sum(w x) / sum(w r) over the children of a node that have one, or None."""
    children = [row for row in range(len(parent)) if parent[row] == node]
    if not children:
        return value[node]
    changes = [(own_change(parent, value, whole, c), whole[c]) for c in children]
    seen = [(change, weight) for change, weight in changes if change is not None]
    total = sum(weight for _, weight in seen)
    return sum(change * weight for change, weight in seen) / total if total else None


def complete(parent, value, whole):
    """Return the change of every node, of its nearest ancestor with one where it has none."""
    result = []
    for node in range(len(parent)):
        change, above = own_change(parent, value, whole, node), node
        while change is None and parent[above] >= 0:
            above = parent[above]
            change = own_change(parent, value, whole, above)
        result.append(change)
    return result


@st.composite
def ratios(draw):
    parent = draw(trees.trees(10))
    leaves = [row for row in range(len(parent)) if row not in parent]
    value = st.one_of(st.none(), st.fractions(Fraction(1, 2), 2, max_denominator=64))
    periods = draw(st.integers(1, 4))
    rows = [draw(st.lists(value, min_size=periods, max_size=periods)) for _ in leaves]
    weights = [draw(st.integers(1, 9)) for _ in leaves]
    return parent, leaves, rows, weights


@given(ratios(), st.booleans())
def test_imputation_from_the_parent_equals_exact_fractions(case, update):
    parent, leaves, rows, weights = case
    if any(all(row[t] is None for row in rows) for t in range(len(rows[0]))):
        rows[0] = [Fraction(1)] * len(rows[0])
    whole = [Fraction(0)] * len(parent)
    index = Hierarchy(parent).aggregate(
        [[NAN if v is None else float(v) for v in row] for row in rows],
        weights,
        kind="period_on_period",
        missing="parent",
        update=update,
    )
    weight = dict(zip(leaves, map(Fraction, weights), strict=True))
    for t in range(len(rows[0])):
        for node in range(len(parent)):
            below = trees.leaves_below(parent, node)
            whole[node] = sum((weight[leaves[i]] for i in below), Fraction(0))
        value = dict(zip(leaves, (row[t] for row in rows), strict=True))
        exact = complete(parent, value, whole)
        for node, change in enumerate(exact):
            got = index.values[node, t]
            assert np.isnan(got) if change is None else abs(got - float(change)) < 1e-13
        for leaf in leaves:
            weight[leaf] *= exact[leaf] if update and exact[leaf] is not None else 1


# ---- missing leaves ---------------------------------------------------------------------

POLICIES = ["propagate", "reweight", "parent", "parent_change", "year_ago", "last"]


@pytest.mark.parametrize("missing", POLICIES)
def test_without_missing_leaves_every_policy_gives_the_mean(loops, missing):
    plain = hanoi_ct.aggregate(PANEL, WEIGHTS, TREE.parent)
    got = TREE.aggregate(PANEL, WEIGHTS, missing=missing).values
    np.testing.assert_allclose(got, plain, rtol=1e-14)
    assert same_bits(got[TREE.leaf_rows], PANEL)


@pytest.mark.parametrize("missing", POLICIES)
def test_policies_do_not_depend_on_the_memory_order(loops, missing):
    expected = TREE.aggregate(GAPS, WEIGHTS, missing=missing).values
    for x in (np.asfortranarray(GAPS), np.repeat(GAPS, 2, axis=1)[:, ::2]):
        assert same_bits(TREE.aggregate(x, WEIGHTS, missing=missing).values, expected)


@pytest.mark.parametrize("missing", ["parent", "parent_change", "year_ago"])
def test_a_completed_tree_is_the_mean_of_its_leaves(missing):
    index = TREE.aggregate(GAPS, WEIGHTS, missing=missing)
    again = hanoi_ct.aggregate(index.values[TREE.leaf_rows], WEIGHTS, TREE.parent)
    np.testing.assert_allclose(index.values, again, rtol=1e-13)
    observed = ~np.isnan(GAPS)
    assert same_bits(index.values[TREE.leaf_rows][observed], GAPS[observed])


def test_a_missing_leaf_takes_its_parents_level():
    index = TREE.aggregate([[100], [NAN], [120], [110], [90]], WEIGHTS, missing="parent")
    assert index["b2"] == index["B"] == 100.0
    assert index["T"] == (4 * 100 + 4 * 115 + 4 * 90) / 12


def test_a_missing_group_takes_the_level_above_it():
    index = TREE.aggregate([[NAN], [NAN], [120], [110], [90]], WEIGHTS, missing="parent")
    assert index["B"] == index["b1"] == index["T"] == (4 * 115 + 4 * 90) / 8
    assert index.imputed[:, 0].tolist() == [code in ("B", "b1", "b2") for code in TREE.codes]


def test_a_missing_leaf_moves_by_its_parents_change():
    x = [[100, 100], [200, NAN], [120, 120], [110, 110], [90, 99]]
    index = TREE.aggregate(x, WEIGHTS, missing="parent_change")
    assert index["b2"][1] == 200.0  # b1, all that is left of B, did not move
    x[0][1] = NAN
    moved = TREE.aggregate(x, WEIGHTS, missing="parent_change")
    change = (2 * 120 + 2 * 110 + 4 * 99) / (2 * 120 + 2 * 110 + 4 * 90)
    assert moved["b2"][1] == pytest.approx(200 * change)
    assert moved["B"][1] == pytest.approx(moved["B"][0] * change)


def test_parent_change_is_the_chain_of_links_with_imputed_parents():
    levels = GAPS.copy()
    levels[:, 0] = PANEL[:, 0]
    by_level = TREE.aggregate(levels, WEIGHTS, missing="parent_change")
    filled = by_level.values[TREE.leaf_rows]
    links = np.where(np.isnan(levels[:, 1:]), np.nan, filled[:, 1:] / filled[:, :-1])
    chain = TREE.aggregate(
        links,
        WEIGHTS * levels[:, 0],
        kind="period_on_period",
        missing="parent",
        update=True,
    ).chain(1.0)
    expected = by_level.values[:, 1:] / by_level.values[:, :1]
    np.testing.assert_allclose(chain.values, expected, rtol=1e-13)


def test_a_missing_leaf_moves_from_its_value_a_year_ago():
    x = np.array([[100.0, 90, 110, 99], [100, 80, NAN, 88], [50, 50, 50, 50]])
    tree = Hierarchy([-1, 0, 0, -1])
    got = tree.aggregate(x, [1, 1, 1], missing="year_ago", periods_per_year=2)
    assert got.values[2, 2] == pytest.approx(100 * 110 / 100)
    assert got.values[0, 2] == pytest.approx(110)


def test_last_carries_forward_and_never_back():
    got = TREE.aggregate([[NAN, 5, NAN, NAN, 7]] + [[1.0] * 5] * 4, WEIGHTS, missing="last")["b1"]
    assert same_bits(got, np.array([NAN, 5, 5, 5, 7]))


def test_reweighting_leaves_what_is_missing_missing():
    index = TREE.aggregate([[NAN], [NAN], [120], [NAN], [90]], WEIGHTS, missing="reweight")
    assert np.isnan([index["B"][0], index["b1"][0], index["c2"][0]]).all()
    assert index["C"] == 120
    assert index["T"] == (4 * 120 + 4 * 90) / 8


def test_coverage_and_imputed_share_reach_every_node():
    x = [[NAN, 1], [1, NAN], [NAN, 1], [NAN, 1], [1, 1]]
    index = TREE.aggregate(x, WEIGHTS, missing="parent")
    coverage = dict(zip(TREE.codes, index.coverage.tolist(), strict=True))
    assert coverage["B"] == [0.75, 0.25]
    assert coverage["C"] == [0.0, 1.0]
    assert coverage["T"] == [7 / 12, 9 / 12]
    np.testing.assert_allclose(index.imputed_share, 1 - index.coverage)
    kept = TREE.aggregate(x, WEIGHTS, missing="reweight")
    assert (kept.imputed_share == 0).all()
    assert same_bits(kept.coverage, index.coverage)
    gaps = TREE.aggregate(x, WEIGHTS)
    assert same_bits(gaps.coverage, index.coverage)


def test_a_node_below_the_minimum_of_coverage_is_withheld():
    x = [[NAN], [1.5], [NAN], [NAN], [1]]
    index = TREE.aggregate(x, WEIGHTS, missing="parent", min_coverage=0.7)
    shown = [code for code in TREE.codes if not np.isnan(index[code][0])]
    assert shown == ["B", "b2", "D"]


# ---- orders of mean ---------------------------------------------------------------------


@pytest.mark.parametrize("order", [-1.0, 0.0, 0.5, 2.0])
@pytest.mark.parametrize("missing", ["propagate", "parent"])
def test_a_mean_of_any_order_is_that_of_the_leaves(order, missing):
    index = TREE.aggregate(PANEL, WEIGHTS, order=order, missing=missing)
    weights = WEIGHTS[:, np.newaxis] / WEIGHTS.sum()
    if order == 0.0:
        expected = np.exp((weights * np.log(PANEL)).sum(axis=0))
    else:
        expected = (weights * PANEL**order).sum(axis=0) ** (1 / order)
    np.testing.assert_allclose(index["T"], expected, rtol=1e-13)
    assert same_bits(index.values[TREE.leaf_rows], PANEL)


def test_two_weight_sets_give_a_superlative_index():
    ratios, end = PANEL / 100, WEIGHTS[::-1]
    fisher = TREE.aggregate(ratios, WEIGHTS, end_weights=end)
    expected = hanoi_ct.index_of_relatives(ratios, WEIGHTS, end, formula="fisher")
    np.testing.assert_allclose(fisher["T"], expected, rtol=1e-13)
    expected = hanoi_ct.index_of_relatives(ratios[2:4], WEIGHTS[2:4], end[2:4], formula="fisher")
    np.testing.assert_allclose(fisher["C"], expected, rtol=1e-13)
    tornqvist = TREE.aggregate(ratios, WEIGHTS, end_weights=end, order=0)
    expected = hanoi_ct.index_of_relatives(ratios, WEIGHTS, end, formula="tornqvist")
    np.testing.assert_allclose(tornqvist["T"], expected, rtol=1e-13)
    assert same_bits(fisher.values[TREE.leaf_rows], ratios)
    assert fisher.superlative
    assert not TREE.aggregate(ratios, WEIGHTS).superlative
    with pytest.raises(ArgumentValueError, match=r"^`end_weights` of .* must be None with update"):
        TREE.aggregate(ratios, WEIGHTS, end_weights=end, kind="period_on_period", update=True)


# ---- weights ----------------------------------------------------------------------------


def test_weights_in_every_form_give_one_result():
    pandas = pytest.importorskip("pandas")
    expected = TREE.aggregate(PANEL, WEIGHTS).values
    by_code = dict(zip(TREE.leaves, WEIGHTS, strict=True))
    of_nodes = {**by_code, "B": 4.0, "C": 4.0, "T": 12.0}
    forms = [
        by_code,
        of_nodes,
        {**by_code, "T": 12.0},
        [of_nodes[code] for code in TREE.codes],
        pandas.Series(by_code).sort_index(),
        WEIGHTS * 1000,
        np.repeat(WEIGHTS[:, np.newaxis], PANEL.shape[1], axis=1),
    ]
    for weights in forms:
        np.testing.assert_allclose(TREE.aggregate(PANEL, weights).values, expected, rtol=1e-14)


def test_data_may_come_as_a_table_or_by_code():
    pandas = pytest.importorskip("pandas")
    expected = TREE.aggregate(PANEL, WEIGHTS, periods=MONTHS)
    table = pandas.DataFrame(PANEL, index=list(TREE.leaves), columns=MONTHS).iloc[::-1]
    index = TREE.aggregate(table, WEIGHTS)
    assert same_bits(index.values, expected.values)
    assert index.periods == tuple(MONTHS)
    by_code = dict(zip(TREE.leaves, PANEL, strict=True))
    assert same_bits(TREE.aggregate(by_code, WEIGHTS).values, expected.values)


def test_weights_of_each_level_serve_at_their_level():
    # A class weighs in its division by its own weight, whatever its products weigh.
    weights = {"b1": 30, "b2": 10, "c1": 1, "c2": 1, "D": 20, "B": 70, "C": 10, "T": 100}
    index = TREE.aggregate([[100], [200], [90], [110], [50]], weights, each_level=True)
    assert index["B"] == pytest.approx(125)
    assert index["C"] == pytest.approx(100)
    assert index["T"] == pytest.approx((70 * 125 + 10 * 100 + 20 * 50) / 100)


def test_weights_that_do_not_add_up_warn_and_may_be_refused():
    weights = {"b1": 1, "b2": 3, "c1": 2, "c2": 2, "D": 4, "B": 4.1, "C": 4, "T": 12}
    with pytest.warns(WeightWarning, match=r"got 4.1 for 'B' above 4, 0.025 of it apart"):
        index = TREE.aggregate(PANEL, weights)
    np.testing.assert_allclose(index.values, TREE.aggregate(PANEL, WEIGHTS).values)
    with pytest.raises(ArgumentValueError, match=r"within tolerance=0.01; got 4.1 for 'B'"):
        TREE.aggregate(PANEL, weights, tolerance=0.01)
    weights["B"] = 4.0003  # what rounding alone may do passes in silence
    TREE.aggregate(PANEL, weights, tolerance=0.01)


def test_weights_updated_by_an_index():
    assert update_weights([60, 40], [1.5, 1]).tolist() == [90, 40]
    assert update_weights([60, 40], [1.5, 1], 0).tolist() == [60, 40]
    index = TREE.aggregate(PANEL / 100, WEIGHTS, kind="period_on_period", update=True)
    after = index.updated_weights(5)
    product = np.prod(PANEL[:, :6] / 100, axis=1)
    for code, weight in zip(TREE.leaves, update_weights(WEIGHTS, product), strict=True):
        assert after[code] == pytest.approx(weight)
    assert after["B"] == pytest.approx(after["b1"] + after["b2"])


# ---- kinds of index and refusals --------------------------------------------------------


def test_the_kind_of_the_data_is_the_kind_of_the_index():
    assert type(TREE.aggregate(PANEL, WEIGHTS)) is FixedBaseIndex
    links = TREE.aggregate(PANEL, WEIGHTS, kind="period_on_period")
    assert type(links) is PeriodOnPeriodIndex
    assert not hasattr(links, "growth")
    with pytest.raises(ArgumentTypeError, match=r"^`new` of splice must be a FixedBaseIndex .*Per"):
        TREE.aggregate(PANEL, WEIGHTS).splice(links, 3)


REFUSED = {
    "too few rows": (
        {"x": PANEL[:4]},
        r"^`x` of Hierarchy.aggregate must have one row for each of the 5 leaves .* \(4, 24\)$",
    ),
    "a code without data": (
        {"x": {"b1": [1], "b2": [1], "c1": [1], "c2": [1]}, "missing_rows": "raise"},
        r"^`x` of Hierarchy.aggregate must have one row for each leaf; got none for 'D'$",
    ),
    "data for a group": (
        {"x": {"b1": [1], "b2": [1], "c1": [1], "c2": [1], "D": [1], "C": [1]}},
        r"got one for 'C', no leaf: select the leaves$",
    ),
    "too few weights": (
        {"weights": [1, 2]},
        r"^`weights` of .* each of the 5 leaves or of the 8 nodes; got shape \(2,\)$",
    ),
    "a code without weight": (
        {"weights": {"b1": 1, "b2": 1, "c1": 1, "D": 1}},
        r"one weight for each leaf; got none for 'c2'$",
    ),
    "a weight without code": (
        {"weights": {"b1": 1, "b2": 1, "c1": 1, "c2": 1, "D": 1, "E": 1}},
        r"got one for 'E', no node$",
    ),
    "columns of weights": (
        {"weights": np.ones((5, 3))},
        r"one column, or one for each of the 24 periods; got 3$",
    ),
    "negative weight": (
        {"weights": [1, 1, -1, 1, 1]},
        r"must be finite and not negative; got -1.0 for 'c1'$",
    ),
    "no weight below a node": (
        {"weights": [0, 0, 1, 1, 1]},
        r"positive finite number below every node; got 0.0 below 'B'$",
    ),
    "level weights of leaves only": (
        {"each_level": True},
        r"must be given for every node under each_level=True; got weights of the leaves$",
    ),
    "kind": ({"kind": "chained"}, r"^`kind` of .* must be one of 'fixed_base', 'period_on_period'"),
    "missing": ({"missing": "zero"}, r"^`missing` of .* must be one of 'propagate', 'reweight'"),
    "order": (
        {"order": np.inf},
        r"^`order` of Hierarchy.aggregate must be a finite number; got inf$",
    ),
    "updating a fixed base": ({"update": True}, r"^`update` of .* must be False for kind='fixed"),
    "updating given weights": (
        {"update": True, "kind": "period_on_period", "weights": np.ones((5, 24))},
        r"^`update` of .* False for weights that are given for each period; got True$",
    ),
    "moving ratios": (
        {"missing": "parent_change", "kind": "period_on_period"},
        r"^`missing` of .* can be 'parent_change' only for a fixed-base arithmetic mean",
    ),
    "cascade with levels that move": (
        {"cascade": 1, "missing": "parent_change"},
        r"^`cascade` of .* must be None with update=True, and where a missing .*; got 1$",
    ),
    "cascade with updated weights": (
        {"cascade": 1, "kind": "period_on_period", "update": True},
        r"^`cascade` of .* must be None with update=True, and where a missing .*; got 1$",
    ),
    "cascade with two weight sets": (
        {"cascade": 1, "end_weights": WEIGHTS},
        r"^`end_weights` of .* must be None with update=True or cascade; got weights$",
    ),
    "labels": (
        {"periods": ["2018-01"]},
        r"^`periods` of .* one label for each of the 24 periods; got 1$",
    ),
    "months with a gap": (
        {"missing": "year_ago", "periods": [*MONTHS[:-1], "2019-01"]},
        r"must have no gap; got none for 2018-12: reindex$",
    ),
}


@pytest.mark.parametrize("problem", REFUSED)
def test_arguments_that_do_not_fit_are_refused(problem):
    changed, message = REFUSED[problem]
    arguments = {"x": PANEL, "weights": WEIGHTS, **changed}
    with pytest.raises(ArgumentValueError, match=message):
        TREE.aggregate(**arguments)


def test_a_period_without_an_observed_leaf_is_named():
    x = PANEL.copy()
    x[:, 3] = np.nan
    with pytest.raises(
        ArgumentValueError, match=r"an observed leaf in every period; got none below 'T' in 2017-04"
    ):
        TREE.aggregate(x, WEIGHTS, missing="parent", periods=MONTHS)


def test_a_value_that_a_mean_cannot_take_is_named():
    x = PANEL.copy()
    x[2, 3] = 0.0
    with pytest.raises(
        ArgumentValueError, match=r"positive in a mean of order 0; got 0.0 for 'c1' in 2017-04$"
    ):
        TREE.aggregate(x, WEIGHTS, order=0, periods=MONTHS)
    x[2, 3] = -1.0
    with pytest.raises(ArgumentValueError, match=r"not negative in a mean of order 2; got -1.0"):
        TREE.aggregate(x, WEIGHTS, order=2)


@pytest.mark.parametrize("put", [np.ascontiguousarray, np.asfortranarray, lambda x: x[:, ::-1]])
@pytest.mark.parametrize(
    ("missing", "options"),
    [
        *((missing, {}) for missing in ("reweight", "parent", "parent_change", "year_ago", "last")),
        *((missing, {"order": 0.0}) for missing in ("reweight", "parent", "last")),
        *(
            (missing, {"kind": "period_on_period", "update": True})
            for missing in ("reweight", "parent", "last")
        ),
    ],
)
def test_what_was_observed_is_told_in_every_layout(missing, options, put):
    rng = np.random.default_rng(31)
    tree = Hierarchy([-1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2])
    x = rng.uniform(0.9, 1.1, (10, 45))
    x[rng.random(x.shape) < 0.3] = np.nan
    x[0] = 1.0
    x = put(x)
    index = tree.aggregate(x, np.arange(10.0), missing=missing, **options)
    np.testing.assert_array_equal(index.observed, ~np.isnan(x))
