"""Parts add up at every node: random trees, zero weights, nodes that come, go and move, links."""

import numpy as np
import pytest

from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy

MONTHS = [str(month) for month in np.arange("2014-11", "2018-07", dtype="M8[M]")]
LINKS = [12, (12, 1), {2014: 12, 2016: (12, 1)}, "Q4", "annual_overlap", "over_the_year", (6, 12)]
LAGS = (1, 5, 12, 30)


def random_tree(rng, size=None):
    size = int(rng.integers(5, 18)) if size is None else size
    return Hierarchy([-1, 0, *(int(rng.integers(0, row)) for row in range(2, size))])


def assert_adds_up(parts, growth, said):
    """Each node is the sum of its children, and the first row is the growth of the total."""
    tree, values = parts.hierarchy, parts.values
    np.testing.assert_allclose(values[0], growth, rtol=0, atol=1e-12, err_msg=said)
    for row in np.unique(tree.parent[tree.parent >= 0]):
        children = np.nansum(values[tree.parent == row], axis=0)
        known = ~np.isnan(values[row])
        np.testing.assert_allclose(
            children[known], values[row][known], rtol=0, atol=1e-12, err_msg=f"{said}, {row}"
        )
        lost = ~known & ~np.isnan(values[0])  # nothing below a node that adds nothing
        assert (np.abs(children[lost]) < 1e-12).all(), f"{said}, {row}"


def assert_index_adds_up(index, said, codes=None, lags=LAGS):
    for code in index.hierarchy.roots if codes is None else codes:
        for lag in lags:
            growth = index.growth(lag)[code]
            assert_adds_up(index.contributions(lag, to=code), growth, f"{said}, {code}, lag {lag}")
        so_far = index.ytd_growth()[code]
        assert_adds_up(index.ytd_contributions(to=code), so_far, f"{said}, {code}, so far")


def baskets(rng, tree, years):
    """Weights of each year: zero for some leaves, none for others; one leaf always stays."""
    sets = {}
    for year in years:
        weights = rng.uniform(0.5, 3.0, len(tree.leaves)) * (rng.random(len(tree.leaves)) > 0.2)
        named = rng.random(len(tree.leaves)) > 0.2
        weights[0], named[0] = 1.0, True
        sets[year] = {c: w for c, w, n in zip(tree.leaves, weights, named, strict=True) if n}
    return sets


def levels(rng, tree, holes=0.0):
    x = 100 * np.exp(np.cumsum(rng.normal(0, 0.03, (len(tree.leaves), len(MONTHS))), axis=1))
    gaps = rng.random(x.shape) < holes
    gaps[0] = False
    x[gaps] = np.nan
    return x


def chain_linked(rng, link, order=1.0, **options):
    tree = random_tree(rng)
    years = range(2014, 2019)
    if link == (6, 12):
        years = [2014, "2015-07", 2016, 2017, "2017-07"]
    holes = 0.05 if options.get("missing") else 0.0
    return tree.chain_linked(
        levels(rng, tree, holes), baskets(rng, tree, years), link=link, order=order,
        periods=MONTHS, **options,
    )  # fmt: skip


@pytest.mark.parametrize("missing", ["propagate", "parent", "parent_change"])
@pytest.mark.parametrize("link", LINKS, ids=str)
def test_chained_indexes_of_baskets_that_change(link, missing):
    for seed in range(6):
        rng = np.random.default_rng(seed)
        order = (1.0, 1.0, 0.0, -1.0)[seed % 4] if missing != "parent_change" else 1.0
        options = {} if missing == "propagate" else {"missing": missing}
        index = chain_linked(rng, link, order, **options)
        inner = [c for c in index.hierarchy.codes[1:] if index.hierarchy.children(c)][:1]
        assert_index_adds_up(index, f"seed {seed}, link {link}, {missing}", ["0", *inner])
        assert_index_adds_up(index.rebase("2016-05"), f"seed {seed}, rebased", lags=(12,))


def random_aggregates(rng, tree):
    """Names of nodes anywhere in the tree, some less others."""
    codes = list(tree.codes[1:])
    nodes = {
        f"s{i}": [codes[int(row)] for row in rng.integers(0, len(codes), rng.integers(1, 4))]
        for i in range(3)
    }
    return nodes, {"less": [codes[int(rng.integers(0, len(codes)))]], "s0": [tree.leaves[0]]}


def index_of(kind, rng):
    """An index of a random tree with zero weights; None where a class never weighs anything."""
    if kind == "by year":
        return chain_linked(rng, (12, 1))
    tree = random_tree(rng)
    x = levels(rng, tree)
    if kind == "links":
        ratios = np.hstack([np.ones((len(x), 1)), x[:, 1:] / x[:, :-1]])
        by_period = rng.uniform(0.5, 3, x.shape) * (rng.random(x.shape) > 0.2)
        by_period[0] = 1.0
        return tree.aggregate(ratios, by_period, kind="period_on_period", periods=MONTHS).chain()
    weights = zero_weights(rng, tree)
    return tree.aggregate(x, weights, order=0.0 if kind == "geometric" else 1.0, periods=MONTHS)


def zero_weights(rng, tree):
    """Weights of which some are zero, and all below no node."""
    weights = rng.uniform(0.5, 3.0, len(tree.leaves)) * (rng.random(len(tree.leaves)) > 0.3)
    of = dict(zip(tree.leaves, weights, strict=True))
    for code in tree.codes:
        below = tree[code].leaves
        if not any(of[leaf] for leaf in below):
            of[below[0]] = 1.0
    return of


@pytest.mark.parametrize("kind", ["one base", "geometric", "links", "by year"])
def test_special_aggregates_of_baskets_that_change(kind):
    made = 0
    for seed in range(12):
        rng = np.random.default_rng(seed)
        index = index_of(kind, rng)
        nodes, without = random_aggregates(rng, index.hierarchy)
        for name in [*nodes, "less"]:
            taken = {name: nodes[name]} if name in nodes else None
            left = {name: without[name]} if name in without else None
            try:
                found = index.special(taken, without=left)
            except ArgumentValueError as error:  # all its leaves are left out, or weigh nothing
                if "must have weight" not in str(error) and "leave a leaf" not in str(error):
                    raise
                continue
            assert_index_adds_up(found, f"seed {seed}, {name}", [name], lags=(1, 12, 30))
            made += 1
    assert made > 20


def test_a_special_aggregate_leaves_out_what_left_the_basket_before():
    """In each stretch it is the mean of its own leaves there, in or out of the last basket."""
    tree = Hierarchy.from_parents({"T": None, "A": "T", "B": "T", "a1": "A", "a2": "A", "b1": "B"})
    x = levels(np.random.default_rng(1), tree)[:, 13:40]  # December 2015 on
    sets = {2016: {"a1": 1, "a2": 2, "b1": 3}, 2017: {"a1": 1, "b1": 3}, 2018: {"a1": 2, "b1": 1}}
    index = tree.chain_linked(x, sets, periods=MONTHS[13:40])
    found = index.special({"went": "a2", "core": ["A", "B"]}, without={"core": "a2", "b": "A"})
    core = tree.chain_linked(x, {y: {**w, "a2": 0} for y, w in sets.items()}, periods=MONTHS[13:40])
    np.testing.assert_allclose(found["core"], core["T"], rtol=1e-13)
    np.testing.assert_allclose(found["b"], index["b1"], rtol=1e-13)
    alone = found["went"]
    np.testing.assert_allclose(alone[:13], 100 * x[1, :13] / x[1, 0], rtol=1e-13)
    assert np.isnan(alone[13:]).all()  # it has no weight since


def test_a_leaf_that_left_is_shown_up_to_where_it_left():
    tree = Hierarchy.from_parents({"T": None, "A": "T", "a1": "A", "a2": "A", "b1": "T"})
    x, labels = levels(np.random.default_rng(2), tree)[:, 13:40], MONTHS[13:40]
    went = {2016: {"a1": 1, "a2": 2, "b1": 3}, 2017: {"a1": 1, "b1": 3}, 2018: {"a1": 1, "b1": 3}}
    index = tree.chain_linked(x, went, periods=labels)
    np.testing.assert_allclose(index["a2"][:13], 100 * x[1, :13] / x[1, 0], rtol=1e-13)
    assert np.isnan(index["a2"][13:]).all()
    assert (index.discontinued, index.introduced) == (("a2",), ())
    growth = index.growth(1)["a2"]
    np.testing.assert_allclose(index.contributions(1, to="a2")["a2"], growth, atol=1e-15)
    assert index.coverage[tree.row("a2")].tolist() == [1.0] * 13 + [0.0] * 14
    based = index.rebase(labels[5])
    np.testing.assert_allclose(based["a2"][:13], 100 * x[1, :13] / x[1, 5], rtol=1e-13)
    assert np.isnan(index.rebase(2017)["a2"]).all()
    # One that comes again begins anew: what it did in between is not known.
    again = tree.chain_linked(x, {**went, 2018: went[2016]}, periods=labels)
    assert np.isnan(again["a2"][:25]).all()
    np.testing.assert_allclose(again["a2"][25:], 100 * x[1, 25:] / x[1, 24], rtol=1e-13)
    assert (again.discontinued, again.introduced) == (("a2",), ("a2",))
    assert_index_adds_up(again, "again", ["T", "A"], lags=(1, 12))


def next_tree(rng, tree, number, *, moves):
    """The tree with some leaves gone, one new, and, if it `moves`, nodes below other parents."""
    codes = list(tree.codes)
    above = dict(zip(codes, [codes[p] for p in tree.parent], strict=True))
    above[codes[0]] = None
    inner = [code for code in codes if tree.children(code)]
    for code in codes[1:]:
        if moves and rng.random() < 0.3:
            below = set(tree[code].codes)
            free = [c for c in inner if c not in below]
            above[code] = free[int(rng.integers(0, len(free)))]
            tree = Hierarchy.from_parents(above)
    gone = {code for code in tree.leaves if code not in inner and rng.random() < 0.15}
    kept = {code: up for code, up in above.items() if code not in gone}
    while True:  # what has lost all that was below it goes, too
        empty = [code for code in inner if code in kept and code not in set(kept.values())]
        if not empty:
            break
        for code in empty:
            del kept[code]
    return Hierarchy.from_parents({**kept, f"n{number}": codes[0]})


def spliced(rng, technique, *, moves):
    """An index of three stretches, and the codes that are leaves."""
    tree, index, leaves = random_tree(rng, 14), None, set()
    for number, first in enumerate((0, 8, 20)):
        labels = MONTHS[first : first + 24]
        x = 100 * np.exp(rng.normal(0, 0.05, (len(tree.leaves), 24)))
        new = tree.aggregate(
            x, zero_weights(rng, tree), periods=labels, order=float(rng.integers(0, 2))
        )
        link = (labels[0], labels[11]) if technique == "over_the_year" else labels[1]
        index = new if index is None else index.splice(new, link, technique=technique)
        leaves |= set(tree.leaves)
        tree = next_tree(rng, tree, number, moves=moves)
    return index, leaves


@pytest.mark.parametrize("technique", ["overlap", "over_the_year"])
def test_spliced_indexes_of_trees_whose_nodes_come_and_go(technique):
    for seed in range(10):
        rng = np.random.default_rng(seed)
        index, _ = spliced(rng, technique, moves=False)
        inner = [c for c in index.hierarchy.codes[1:] if index.hierarchy.children(c)][:1]
        assert_index_adds_up(index, f"seed {seed}, {technique}", ["0", *inner])


@pytest.mark.parametrize("technique", ["overlap", "over_the_year"])
def test_leaves_add_up_where_nodes_move_below_other_parents(technique):
    """A node that moved has all that it added; its parents what stood below them at the time."""
    for seed in range(10):
        rng = np.random.default_rng(seed)
        index, leaves = spliced(rng, technique, moves=True)
        for lag in LAGS:
            parts, growth = index.contributions(lag), index.growth(lag)["0"]
            rows = [row for row, code in enumerate(parts.hierarchy.codes) if code in leaves]
            said = f"seed {seed}, lag {lag}"
            np.testing.assert_allclose(parts["0"], growth, rtol=0, atol=1e-12, err_msg=said)
            sums = np.nansum(parts.values[rows], axis=0)[lag:]
            np.testing.assert_allclose(sums, growth[lag:], rtol=0, atol=1e-12, err_msg=said)
