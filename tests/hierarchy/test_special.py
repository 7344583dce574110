"""Special aggregates: of any nodes, from any branches, with and without others."""

import numpy as np
import pytest

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy

RNG = np.random.default_rng(77)
TREE = Hierarchy.from_parents(
    {"T": None, "A": "T", "a1": "A", "a2": "A", "B": "T", "b1": "B", "b2": "B", "E": "T"}
)
MONTHS = [str(month) for month in np.arange("2015-01", "2019-01", dtype="M8[M]")]
WEIGHTS = np.array([1.0, 2, 3, 4, 5])
X = RNG.lognormal(4.6, 0.1, (5, 48))
NODES = {"less E": ["A", "B"], "mixed": ["a1", "B"], "one": "E"}
LEAVES = {"less E": [0, 1, 2, 3], "mixed": [0, 2, 3], "one": [4], "core": [0, 1, 3]}
WITHOUT = {"core": ["E", "b1"]}


def links():
    ratios = np.hstack([np.ones((5, 1)), X[:, 1:] / X[:, :-1]])
    return TREE.aggregate(ratios, WEIGHTS, kind="period_on_period", periods=MONTHS)


def spliced():
    old = TREE.aggregate(X[:, :24], WEIGHTS, periods=MONTHS[:24])
    return old.splice(TREE.aggregate(X[:, 23:], WEIGHTS[::-1], periods=MONTHS[23:]), MONTHS[23])


BY_YEAR = {
    year: dict(zip(TREE.leaves, RNG.uniform(1, 5, 5), strict=True)) for year in range(2015, 2019)
}
KINDS = {
    "arithmetic": lambda: TREE.aggregate(X, WEIGHTS, periods=MONTHS),
    "geometric": lambda: TREE.aggregate(X, WEIGHTS, order=0, periods=MONTHS),
    "Fisher": lambda: TREE.aggregate(X, WEIGHTS, end_weights=WEIGHTS[::-1], periods=MONTHS),
    "chained": lambda: links().chain(),
    "spliced": spliced,
    "by year": lambda: TREE.chain_linked(X, BY_YEAR, link=(12, 1), periods=MONTHS),
    "rebased by year": lambda: TREE.chain_linked(X, BY_YEAR, periods=MONTHS, reference=2016),
}


@pytest.mark.parametrize("kind", KINDS)
def test_special_aggregates_are_indexes_like_any_other(kind):
    index = KINDS[kind]()
    found = index.special(NODES, without=WITHOUT)
    assert found.hierarchy.roots == ("less E", "mixed", "one", "core")
    np.testing.assert_allclose(found["one"], index["E"], rtol=1e-12)
    everything = index.special({"all": TREE.roots})
    np.testing.assert_allclose(everything["all"], index["T"], rtol=1e-12)
    for name in LEAVES:
        for lag in (1, 12, 30):
            parts, growth = found.contributions(lag, to=name), found.growth(lag)[name]
            np.testing.assert_allclose(parts[name], growth, atol=1e-12)
            sums = np.nansum([parts[c] for c in parts.hierarchy.children(name)], axis=0)
            np.testing.assert_allclose(sums[lag:], growth[lag:], atol=1e-12)
    assert (found.coverage == 1.0).all()
    if kind == "arithmetic":
        for name, rows in LEAVES.items():
            expected = np.average(X[rows], axis=0, weights=WEIGHTS[rows])
            np.testing.assert_allclose(found[name], expected, rtol=1e-14)
    if kind == "rebased by year":
        np.testing.assert_allclose(found["core"][12:24].mean(), 100.0)


def test_links_from_period_to_period_have_special_aggregates():
    found = links().special(NODES, without=WITHOUT)
    assert type(found) is type(links())
    chained = links().chain().special(NODES, without=WITHOUT)
    np.testing.assert_allclose(found.chain().values, chained.values, rtol=1e-13)
    parts = found.decompose("less E")
    np.testing.assert_allclose(parts["less E"], found["less E"] - 1, atol=1e-13)


def test_missing_leaves_and_coverage_are_those_of_the_index():
    x = X.copy()
    x[0, 3] = np.nan
    index = TREE.aggregate(x, WEIGHTS, missing="reweight", periods=MONTHS)
    found = index.special({"mixed": ["a1", "B"]})
    assert found["mixed"][3] == pytest.approx(np.average(X[2:4, 3], weights=WEIGHTS[2:4]))
    assert found.coverage[0, 3] == pytest.approx(7 / 8)
    imputed = TREE.aggregate(x, WEIGHTS, missing="parent", periods=MONTHS).special({"A": ["a1"]})
    assert imputed.imputed_share[0, 3] == 1.0


def test_codes_of_several_names_bear_the_name():
    found = KINDS["arithmetic"]().special({"x": ["A"], "y": ["A", "E"]})
    assert found.hierarchy.children("x") == ("x/A",)
    assert found.hierarchy.children("y") == ("y/A", "E")


def test_what_is_no_aggregate_is_refused():
    index = KINDS["arithmetic"]()
    for nodes, without, message in [
        ({"x": ["Z"]}, None, "must be one of the 8 codes"),
        ({"x": ["A"]}, {"x": ["A"]}, "must leave a leaf to each name; got none for 'x'"),
        (None, None, "must name an aggregate"),
    ]:
        with pytest.raises(ArgumentValueError, match=message):
            index.special(nodes, without=without)
    with pytest.raises(ArgumentTypeError, match="must map names to codes; got"):
        index.special(["A"])
    with pytest.raises(ArgumentValueError, match="take the special aggregates first"):
        KINDS["geometric"]().rebase(2016).special({"x": ["A"]})
