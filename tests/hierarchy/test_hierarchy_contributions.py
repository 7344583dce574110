"""Contributions in trees of any mean: against 50-digit decimals, and that they add up."""

from decimal import Decimal, localcontext

import numpy as np
import pytest
import trees
from arrays import same_bits
from hypothesis import given
from hypothesis import strategies as st

from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy

RNG = np.random.default_rng(2008)
TREE = Hierarchy.from_parents(
    {"T": None, "B": "T", "C": "T", "b1": "B", "b2": "B", "c1": "C", "c2": "C", "D": "T"}
)
WEIGHTS, END_WEIGHTS = np.array([1.0, 3.0, 2.0, 2.0, 4.0]), np.array([2.0, 1.0, 5.0, 3.0, 2.0])
MONTHS = [f"20{year}-{month:02d}" for year in (16, 17, 18) for month in range(1, 13)]
PANEL = RNG.lognormal(4.6, 0.1, (5, 36))
GAPS = np.where(RNG.random(PANEL.shape) < 0.2, np.nan, PANEL)
GAPS[[0, 4]] = PANEL[[0, 4]]
ORDERS = [-2.0, -1.0, 0.0, 0.3, 1.0, 2.0]


def assert_adds_up(contributions, growth, tolerance=1e-12):
    """Check that children add up to their parent wherever it has a contribution."""
    tree, values = contributions.hierarchy, contributions.values
    np.testing.assert_allclose(values[0], growth, rtol=0, atol=tolerance)
    for node, code in enumerate(tree.codes):
        children = [tree.row(child) for child in tree.children(code)]
        seen = ~np.isnan(values[node])
        if children:
            parts = np.nansum(values[children], axis=0)
            np.testing.assert_allclose(parts[seen], values[node][seen], rtol=0, atol=tolerance)


# ---- the formula, in decimals of 50 digits ----------------------------------------------


def decimals(values):
    return [Decimal(float(value)) for value in values]


def exact_mean(x, w, order):
    total, power = sum(w), Decimal(order)
    if order == 0:
        return (sum(wi * xi.ln() for wi, xi in zip(w, x, strict=True)) / total).exp()
    mean = sum(wi * (xi.ln() * power).exp() for wi, xi in zip(w, x, strict=True)) / total
    return (mean.ln() / power).exp()


def exact_parts(x0, x1, w, order):
    """Return what each item adds to the growth of a mean, and that growth plus 1.

    The relatives x1 / x0 have a mean of this order with the weights w x0**order, whose
    own weights in an arithmetic mean are those divided by an extended mean.
    """
    power = Decimal(order)
    moved = [b / a for a, b in zip(x0, x1, strict=True)]
    weights = [wi * (a.ln() * power).exp() for wi, a in zip(w, x0, strict=True)]
    whole = exact_mean(moved, weights, order)

    def quotient(r):
        if order == 0:
            return (r / whole).ln() / (r - whole)
        return ((r.ln() * power).exp() - (whole.ln() * power).exp()) / (r - whole)

    shares = [wi * quotient(r) for wi, r in zip(weights, moved, strict=True)]
    total = sum(shares)
    return [share / total * (r - 1) for share, r in zip(shares, moved, strict=True)], whole


def exact_superlative_parts(x0, x1, w, w_end, order):
    """Return the same for the geometric mean of two means.

    Both are written as geometric means of the relatives, with the shares
    (r**order - mean**order) / log(r / mean); the mean of the shares is theirs.
    """
    moved = [b / a for a, b in zip(x0, x1, strict=True)]
    shares, means = [Decimal(0)] * len(moved), []
    for weights, power in ((w, Decimal(order)), (w_end, -Decimal(order))):
        own = [wi * (a.ln() * power).exp() for wi, a in zip(weights, x0, strict=True)]
        mean = exact_mean(moved, own, power)
        if power != 0:
            own = [
                wi * ((r.ln() * power).exp() - (mean.ln() * power).exp()) / (r / mean).ln() / power
                for wi, r in zip(own, moved, strict=True)
            ]
        shares = [share + wi / sum(own) / 2 for share, wi in zip(shares, own, strict=True)]
        means.append(mean)
    whole = (means[0] * means[1]).sqrt()
    own = [s * (r / whole).ln() / (r - whole) for s, r in zip(shares, moved, strict=True)]
    return [s / sum(own) * (r - 1) for s, r in zip(own, moved, strict=True)], whole


def pairs(spread):
    """Return two periods of five items that grew about alike or not, as levels."""
    start = RNG.lognormal(4.6, 0.3, 5)
    return np.column_stack([start, start * (1.07 + spread * RNG.standard_normal(5))])


FLAT = Hierarchy([-1, 0, 0, 0, 0, 0])


@pytest.mark.parametrize("spread", [0.2, 1e-4, 1e-8, 1e-12])
@pytest.mark.parametrize("order", ORDERS)
def test_contributions_to_a_mean_of_any_order_equal_the_formula(loops, order, spread):
    x = pairs(spread)
    got = FLAT.aggregate(x, WEIGHTS, order=order).contributions(1).values[:, 1]
    with localcontext() as context:
        context.prec = 50
        x0, x1, w = decimals(x[:, 0]), decimals(x[:, 1]), decimals(WEIGHTS)
        parts, whole = exact_parts(x0, x1, w, order)
        np.testing.assert_allclose(got, [float(p) for p in [whole - 1, *parts]], atol=1e-14)


@pytest.mark.parametrize("order", [0.0, 1.0, 2.0])
def test_contributions_to_a_superlative_index_equal_the_formula(loops, order):
    x = pairs(0.2)
    index = FLAT.aggregate(x, WEIGHTS, end_weights=END_WEIGHTS, order=order)
    got = index.contributions(1).values[:, 1]
    with localcontext() as context:
        context.prec = 50
        x0, x1 = decimals(x[:, 0]), decimals(x[:, 1])
        weights, end_weights = decimals(WEIGHTS), decimals(END_WEIGHTS)
        parts, whole = exact_superlative_parts(x0, x1, weights, end_weights, order)
        np.testing.assert_allclose(got, [float(p) for p in [whole - 1, *parts]], atol=1e-14)


# ---- any mean adds up -------------------------------------------------------------------

MEANS = {f"order {order:g}": {"order": order} for order in ORDERS} | {
    f"superlative, order {order:g}": {"order": order, "end_weights": END_WEIGHTS}
    for order in (0.0, 1.0, 2.0)
}


@pytest.mark.parametrize("mean", MEANS)
@pytest.mark.parametrize("to", ["T", "C"])
def test_contributions_on_a_fixed_base_add_up(mean, to):
    index = TREE.aggregate(PANEL, WEIGHTS, periods=MONTHS, **MEANS[mean])
    for lag in (1, 12, 35):
        assert_adds_up(index.contributions(lag, to=to), index.growth(lag)[to])
    assert_adds_up(index.ytd_contributions(to=to), index.ytd_growth()[to])
    assert index.contributions(36).values.shape == (8, 36)
    ratios = TREE.aggregate(PANEL / 100, WEIGHTS, **MEANS[mean])
    assert_adds_up(ratios.decompose(to), ratios[to] - 1)


@pytest.mark.parametrize("mean", MEANS)
@pytest.mark.parametrize("reference", ["2017-05", "2017"])
def test_rebasing_leaves_contributions_as_they_are(mean, reference):
    index = TREE.aggregate(PANEL, WEIGHTS, periods=MONTHS, **MEANS[mean])
    rebased = index.rebase("2016-02").rebase(reference)
    assert rebased.superlative == index.superlative
    for to in ("T", "C"):
        got, expected = (each.contributions(12, to=to).values for each in (rebased, index))
        np.testing.assert_allclose(got, expected, rtol=1e-10, atol=1e-14)
    assert_adds_up(rebased.ytd_contributions(), rebased.ytd_growth()["T"])


@pytest.mark.parametrize("order", [0.0, 1.0, 2.0])
@pytest.mark.parametrize("changing", [False, True])
def test_a_chain_of_superlative_links_adds_up(order, changing):
    links = PANEL / PANEL.mean()
    weights, end = (
        (RNG.uniform(1, 5, links.shape), RNG.uniform(1, 5, links.shape))
        if changing
        else (WEIGHTS, END_WEIGHTS)
    )
    index = TREE.aggregate(
        links, weights, end_weights=end, order=order, kind="period_on_period", periods=MONTHS
    )
    assert_adds_up(index.decompose(), index["T"] - 1)
    chain = index.chain()
    assert chain.superlative
    for lag in (1, 5, 12):
        assert_adds_up(chain.contributions(lag), chain.growth(lag)["T"])
    assert_adds_up(chain.ytd_contributions(), chain.ytd_growth()["T"])


def test_contributions_to_the_year_so_far_are_means_of_those_to_its_months():
    index = TREE.aggregate(PANEL, WEIGHTS, order=0.0, periods=MONTHS)
    monthly, total = index.contributions(12), index["T"]
    base = total[12:20] / total[12:20].sum()
    expected = (base * monthly.values[:, 24:32]).sum(axis=1)
    np.testing.assert_allclose(index.ytd_contributions().values[:, 31], expected, rtol=1e-11)


@given(trees.trees(), st.sampled_from(ORDERS), st.booleans(), st.randoms(use_true_random=False))
def test_contributions_in_any_tree_add_up(parent, order, superlative, random):
    tree = Hierarchy(parent)
    x = [[random.uniform(50, 150) for _ in range(4)] for _ in tree.leaves]
    weights, end = ([random.uniform(1, 9) for _ in x] for _ in range(2))
    end = end if superlative and order >= 0 else None
    index = tree.aggregate(x, weights, end_weights=end, order=order)
    for root in tree.roots:
        assert_adds_up(index.contributions(2, to=root), index.growth(2)[root])


def test_a_subtree_whose_rows_do_not_stand_together_adds_up():
    tree = Hierarchy([-1, 0, 0, 1, 2, 1, 2, 2])  # level by level, not depth first
    x = RNG.uniform(50, 150, (5, 4))
    index = tree.aggregate(x, WEIGHTS, order=0.5)
    for to in ("0", "1", "2"):
        assert_adds_up(index.contributions(1, to=to), index.growth(1)[to])
        arithmetic = tree.aggregate(x, WEIGHTS)
        assert_adds_up(arithmetic.contributions(1, to=to), arithmetic.growth(1)[to])


# ---- missing and zero -------------------------------------------------------------------


@pytest.mark.parametrize("mean", MEANS)
def test_a_leaf_without_a_value_has_no_contribution_and_the_others_add_up(mean):
    x = PANEL.copy()
    x[[1, 2, 3]] = np.nan  # b2 and all of C
    index = TREE.aggregate(x, WEIGHTS, missing="reweight", periods=MONTHS, **MEANS[mean])
    for parts in (index.contributions(12), index.ytd_contributions()):
        assert np.isnan([parts[code][-1] for code in ("b2", "C", "c1", "c2")]).all()
        assert parts["b1"][-1] == pytest.approx(parts["B"][-1], abs=1e-14)
    assert_adds_up(index.contributions(12), index.growth(12)["T"])
    rebased = index.rebase("2017")
    assert_adds_up(rebased.contributions(12), rebased.growth(12)["T"])


@pytest.mark.parametrize("mean", MEANS)
def test_imputed_leaves_have_contributions_and_withheld_nodes_have_none(mean):
    options = {"missing": "parent", "periods": MONTHS, **MEANS[mean]}
    whole = TREE.aggregate(GAPS, WEIGHTS, **options)
    assert_adds_up(whole.contributions(12), whole.growth(12)["T"])
    shown = TREE.aggregate(GAPS, WEIGHTS, min_coverage=0.3, **options)
    withheld = np.isnan(shown.values)
    assert withheld[TREE.row("C")].any()
    assert not withheld[0].any()
    got, expected = shown.contributions(12).values, whole.contributions(12).values
    gone = withheld[:, 12:] | withheld[:, :-12]
    assert (np.isnan(got[:, 12:]) == gone).all()
    np.testing.assert_allclose(got[:, 12:][~gone], expected[:, 12:][~gone], atol=1e-13)
    rebased = shown.rebase("2017").contributions(12).values
    np.testing.assert_allclose(rebased, got, atol=1e-13)


def test_a_chain_that_a_leaf_leaves_adds_up():
    links = PANEL / PANEL.mean()
    links[1, 7] = np.nan
    index = TREE.aggregate(
        links, WEIGHTS, kind="period_on_period", missing="reweight", update=True, periods=MONTHS
    )
    chain = index.chain()
    assert np.isnan(chain["b2"][7:]).all()
    assert_adds_up(chain.contributions(12), chain.growth(12)["T"])


@pytest.mark.parametrize("order", [0.3, 2.0])
def test_leaves_that_stop_or_begin_have_contributions(order):
    x = PANEL[:, :4].copy()
    x[0] = [0.0, 5.0, 0.0, 0.0]
    x[2:4] = [[0.0, 0.0, 7.0, 3.0], [0.0, 0.0, 2.0, 0.0]]  # all of C
    index = TREE.aggregate(x, WEIGHTS, order=order)
    for lag in (1, 2, 3):
        parts = index.contributions(lag)
        assert not np.isnan(parts.values[:, lag:]).any()
        assert_adds_up(parts, index.growth(lag)["T"])
    assert index.contributions(1)["c1"][1] == 0.0


# ---- refusals ---------------------------------------------------------------------------


def test_weights_for_each_period_on_a_fixed_base_are_refused_with_advice():
    weights = RNG.uniform(1, 5, PANEL.shape)
    for options in ({}, {"end_weights": weights}, {"order": 0.0}):
        index = TREE.aggregate(PANEL, weights, **options)
        for function in (index.contributions, index.ytd_contributions):
            with pytest.raises(
                ArgumentValueError,
                match=r"^the index of contributions must have constant weights on its fixed base; "
                r"got weights for each period: .* \(kind='period_on_period'\), and chain these$",
            ):
                function()


def test_an_index_that_left_its_base_is_not_decomposed():
    index = TREE.aggregate(PANEL, WEIGHTS, order=0.0, periods=MONTHS)
    links = TREE.aggregate(PANEL / 100, WEIGHTS, kind="period_on_period")
    for moved in (index.rebase("2017"), links.chain()):
        with pytest.raises(
            ArgumentValueError,
            match=r"^the index of decompose must stand on the base of its weights; got one that "
            r"was chained, linked or rebased: ask for its contributions over a lag$",
        ):
            moved.decompose()


# ---- the whole tree at once -------------------------------------------------------------


def test_the_order_of_siblings_changes_contributions_by_rounding_only():
    names = [f"l{i}" for i in range(300)]
    x = dict(zip(names, RNG.lognormal(4.6, 0.3, (300, 14)), strict=True))
    weights = dict(zip(names, RNG.uniform(1, 9, 300), strict=True))
    parents = {name: f"G{i % 7}" for i, name in enumerate(names)}
    groups = {f"G{i}": "T" for i in range(7)}
    for order in (0.0, 1.0, 2.0):
        results = []
        for ordered in (names, names[::-1]):
            tree = Hierarchy.from_parents(
                {"T": None} | groups | {name: parents[name] for name in ordered}
            )
            results.append(tree.aggregate(x, weights, order=order).contributions(12))
        for code in ("T", *groups, *names):
            np.testing.assert_allclose(results[0][code], results[1][code], rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("mean", MEANS)
def test_contributions_are_the_same_bits_in_either_memory_order(loops, mean):
    by_leaf, by_month = (
        TREE.aggregate(panel, WEIGHTS, periods=MONTHS, **MEANS[mean])
        for panel in (PANEL, np.asfortranarray(PANEL))
    )
    by_month.values = np.asfortranarray(by_leaf.values)  # sums may differ in their last bit
    if "end_weights" in MEANS[mean]:
        by_month.origin = by_leaf.origin
    for got, expected in (
        (by_month.contributions(12), by_leaf.contributions(12)),
        (by_month.contributions(12, to="C"), by_leaf.contributions(12, to="C")),
    ):
        assert same_bits(got.values, expected.values)


def test_the_subtree_of_the_only_root_is_the_tree_itself():
    assert TREE["T"] is TREE
    assert same_bits(TREE.rows_below("T"), np.arange(8))
    assert TREE.block_below("C") == slice(4, 7)
