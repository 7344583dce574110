"""Means of rounded means, level by level, against fractions rounded half-up."""

import math
from fractions import Fraction

import numpy as np
import pytest
from arrays import same_bits

import hanoi_ct
from hanoi_ct import round_half_up
from hanoi_ct.hierarchy import Hierarchy

RNG = np.random.default_rng(2004)
NAN = float("nan")
TREE = Hierarchy.from_parents(
    {"T": None, "B": "T", "C": "T", "b1": "B", "b2": "B", "c1": "C", "c2": "C", "D": "T"}
)
# The weights below every node add up to an odd number: no mean of tenths is a tie, which
# a sum in doubles may miss.
WEIGHTS = {"b1": 2, "b2": 5, "c1": 4, "c2": 5, "D": 5}
PANEL = RNG.integers(80_000, 130_000, (5, 200)) / 1000
GAPS = PANEL.copy()
GAPS[0, ::3], GAPS[3, ::4] = NAN, NAN


def half_up(value):
    return Fraction(math.floor(value * 10 + Fraction(1, 2)), 10)


def exact_node(code, leaves, weights, order):
    """Return the rounded mean of a node, of what is there below it, and its weight."""
    children = TREE.children(code)
    if not children:
        value = leaves[code]
        return (None if value is None else half_up(value)), Fraction(weights[code])
    parts = [exact_node(child, leaves, weights, order) for child in children]
    whole = sum(weight for _, weight in parts)
    seen = [(value, weight) for value, weight in parts if value is not None]
    mean = sum(weight * value**order for value, weight in seen) / sum(w for _, w in seen)
    return half_up(mean**order), weights.get(code, whole)


def test_cascade_computes_each_level_from_the_rounded_level_below():
    x = [[100.04], [100.04], [100.06], [100.06], [100.05]]
    index = TREE.aggregate(x, [1, 1, 1, 1, 1], cascade=1)
    assert index["b1"] == 100.0
    assert index["C"] == 100.1
    assert index["D"] == 100.1  # half-up
    # (2 * 100.0 + 2 * 100.1 + 100.1) / 5 = 100.06; from the data it would be 100.05
    assert index["T"] == 100.1
    assert TREE.aggregate(x, [1, 1, 1, 1, 1])["T"] == pytest.approx(100.05)


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("missing", ["propagate", "reweight", "parent"])
def test_a_cascade_equals_rounded_fractions(order, missing):
    x = PANEL if missing == "propagate" else GAPS
    got = TREE.aggregate(x, WEIGHTS, order=order, missing=missing, cascade=1)
    for t in range(x.shape[1]):
        leaves = {
            code: None if np.isnan(value) else Fraction(str(value))
            for code, value in zip(TREE.leaves, x[:, t].tolist(), strict=True)
        }
        for code in TREE.codes:
            expected, _ = exact_node(code, leaves, WEIGHTS, order)
            if expected is None and missing == "parent":
                expected, _ = exact_node(TREE.ancestors(code)[0], leaves, WEIGHTS, order)
            value = got[code][t]
            assert np.isnan(value) if expected is None else value == float(expected)


def test_a_cascade_takes_the_weights_of_each_level():
    weights = {**WEIGHTS, "B": 30, "C": 11, "D": 20, "T": 100}
    got = TREE.aggregate(PANEL, weights, each_level=True, cascade=1)
    for t in range(PANEL.shape[1]):
        leaves = dict(zip(TREE.leaves, map(Fraction, map(str, PANEL[:, t])), strict=True))
        assert got["T"][t] == float(exact_node("T", leaves, weights, 1)[0])


def test_a_geometric_cascade_is_that_of_its_families():
    got = TREE.aggregate(PANEL, WEIGHTS, order=0, cascade=1)
    for parent in ("B", "C", "T"):
        children = TREE.children(parent)
        of = {"B": 7, "C": 9, **WEIGHTS}
        logs = sum(of[child] * np.log(got[child]) for child in children)
        expected = np.exp(logs / sum(of[child] for child in children))
        assert same_bits(got[parent], round_half_up(expected, 1))


def test_a_cascade_imputes_from_the_nearest_node_that_has_a_value():
    x = [[NAN], [NAN], [120.04], [NAN], [90]]
    index = TREE.aggregate(x, WEIGHTS, missing="parent", cascade=1)
    assert index["T"] == index["B"] == index["b1"] == 109.3  # (9 * 120 + 5 * 90) / 14
    assert index["c2"] == index["C"] == 120.0
    kept = TREE.aggregate(x, WEIGHTS, missing="reweight", cascade=1)
    assert kept["T"] == 109.3
    assert np.isnan([kept["B"][0], kept["c2"][0]]).all()


def test_a_cascade_of_many_leaves_does_not_depend_on_their_order():
    names = [f"p{i}" for i in range(2000)]
    x = dict(zip(names, RNG.uniform(80, 130, (2000, 5)), strict=True))
    weights = dict(zip(names, RNG.uniform(1, 9, 2000), strict=True))
    parents = {name: f"G{i % 37}" for i, name in enumerate(names)}
    groups = {f"G{i}": "T" for i in range(37)}
    results = [
        Hierarchy.from_parents({"T": None} | groups | {name: parents[name] for name in ordered})
        .aggregate(x, weights, cascade=1)
        .values[0]
        for ordered in (names, names[::-1])
    ]
    assert same_bits(results[0], results[1])


# ---- ties on printed decimals, and printed figures ---------------------------------------

PAIR = Hierarchy.from_parents({"T": None, "B": "T", "C": "T"})


def test_a_tie_on_the_printed_decimals_is_a_tie():
    assert PAIR.aggregate([[100.3], [100.6]], [1, 1], cascade=1)["T"] == 100.5  # 100.45 exactly
    assert PAIR.aggregate([[100.3], [100.6]], [0.1, 0.1], cascade=1)["T"] == 100.5
    assert PAIR.aggregate([[-100.3], [-100.6]], [1, 1], cascade=1)["T"] == -100.5
    assert PAIR.aggregate([[1300], [1400]], [1, 1], cascade=-2)["T"] == 1400.0
    assert np.isnan(PAIR.aggregate([[np.nan], [1.0]], [1, 1], cascade=1)["T"])
    assert PAIR.aggregate([[np.nan], [1.0]], [0, 1], cascade=1)["T"] == 1.0


def test_a_cascade_is_the_exact_mean_of_printed_figures_rounded_once():
    from decimal import ROUND_HALF_UP, Decimal

    rng = np.random.default_rng(45)
    tree = Hierarchy([-1, 0, 0, 1, 1, 1, 2, 2])
    x = np.round(rng.uniform(80, 120, (5, 400)), 1)
    weights = np.round(rng.uniform(1, 20, 5), 2)
    got = tree.aggregate(x, weights, cascade=1).values
    w = [Decimal(str(each)) for each in weights]

    def mean(values, own):
        total = sum(v * u for v, u in zip(values, own, strict=True)) / sum(own)
        return total.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)

    for t in range(400):
        v = [Decimal(str(each)) for each in x[:, t]]
        left, right = mean(v[:3], w[:3]), mean(v[3:], w[3:])
        top = mean([left, right], [sum(w[:3]), sum(w[3:])])
        assert [float(each) for each in (top, left, right)] == got[:3, t].tolist()


def test_printed_figures_are_percent_of_the_figures_as_they_stand():
    months = [str(month) for month in np.arange("2012-04", "2015-04", dtype="M8[M]")]
    rng = np.random.default_rng(4)
    x = rng.uniform(80, 120, (2, 36))
    index = PAIR.aggregate(x, [1, 3], periods=months).printed(1)
    assert (index.values == hanoi_ct.round_half_up(index.values, 1)).all()
    rates = index.printed_growth()
    expected = hanoi_ct.printed_growth(index["T"][12:], index["T"][:-12], percent=True)
    assert rates["T"][12:].tolist() == expected.tolist()
    assert np.isnan(rates.values[:, :12]).all()
    years = index.printed_mean(1, year_start=4)
    assert years.periods == ("2013", "2014", "2015")
    assert years["B"][0] == hanoi_ct.printed_mean(index["B"][:12], 1)
    growth = years.printed_growth(1)
    assert growth["B"][1] == hanoi_ct.printed_growth(*years["B"][[1, 0]], percent=True)
    so_far = index.printed_ytd(1, year_start=4)
    total = index["T"]
    for t in range(12, 36):
        since = 12 * (t // 12)
        now, then = total[since : t + 1], total[since - 12 : t - 11]
        assert so_far["T"][t] == pytest.approx(100 * (now.sum() / then.sum() - 1), abs=0.0501)
    calendar_year = index.printed_ytd(1)
    assert np.isnan(calendar_year["T"][:21]).all()
    assert not np.isnan(calendar_year["T"][21:]).any()


def test_india_by_the_printed_route(shared):
    import csv

    def table(name):
        with open(shared / "data/peers" / name, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    months, listed = table("india_iip_2004_05.csv"), table("india_iip_2004_05_weights.csv")
    published = {r["code"]: np.array([float(m[r["code"]]) for m in months]) for r in listed}
    tree = Hierarchy.from_parents([(r["code"], r["parent"]) for r in listed])
    index = tree.aggregate(
        {code: published[code] for code in tree.leaves},
        {r["code"]: float(r["weight"]) for r in listed},
        periods=[m["period"] for m in months],
        tolerance=1e-3,
        cascade=1,
    )
    met = {code: int((index[code] == published[code]).sum()) for code in tree.codes}
    assert (met["general"], met["consumer"]) == (106, 131)
    assert all(met[leaf] == 144 for leaf in tree.leaves)


# ---- any weights, layout and policy, against fractions -----------------------------------


def printed(value, decimals):
    """Return a fraction rounded half-up, away from zero, as the double that prints it."""
    unit = Fraction(10) ** -decimals
    size = math.floor(abs(value) / unit + Fraction(1, 2)) * unit
    return Fraction(repr(float(size if value >= 0 else -size)))


def exact_cascade(tree, x, weights, decimals, missing, each_level):
    """Return one period of every node in fractions, None for what is missing."""
    value, weight = {}, {}
    for code in reversed(tree.codes):
        below = tree.children(code)
        if not below:
            leaf = x[tree.leaves.index(code)]
            value[code] = None if math.isnan(leaf) else printed(Fraction(repr(leaf)), decimals)
            weight[code] = Fraction(repr(weights[code]))
            continue
        weight[code] = sum(weight[child] for child in below)
        if each_level:
            weight[code] = Fraction(repr(weights[code]))
        counted = [child for child in below if weight[child] > 0]
        seen = [child for child in counted if value[child] is not None]
        lost = not seen or (missing == "propagate" and len(seen) < len(counted))
        total = sum(weight[child] * value[child] for child in seen)
        value[code] = (
            None if lost else printed(total / sum(weight[child] for child in seen), decimals)
        )
    for code in tree.codes[1:] if missing == "parent" else ():
        if value[code] is None:
            value[code] = value[tree.ancestors(code)[0]]
    return [math.nan if value[code] is None else float(value[code]) for code in tree.codes]


def random_tree(rng, n_nodes):
    parent = [-1, *(int(rng.integers(0, min(i, 7))) for i in range(1, n_nodes))]
    return Hierarchy(parent, [f"n{i}" for i in range(n_nodes)])


# Digits of weights, and sizes of figures: the core's integers hold the first three, and the
# others are left to Python's.
@pytest.mark.parametrize("weight_scale", [1e-2, 1e15, 1e-30, 1e200])
@pytest.mark.parametrize("size", [100.0, 1e12, 3e15])
@pytest.mark.parametrize("decimals", [1, 0, -2])
def test_cascades_equal_fractions_in_any_layout(weight_scale, size, decimals):
    rng = np.random.default_rng([int(size), decimals + 9, int(math.log10(weight_scale)) + 99])
    for missing in ("propagate", "reweight", "parent"):
        tree = random_tree(rng, int(rng.integers(4, 30)))
        x = rng.normal(size, size / 50, (len(tree.leaves), 12))
        x = np.round(x, decimals + 1) if rng.random() < 0.5 else x
        gaps = rng.random(x.shape) < (0.2 if missing != "propagate" else 0.02)
        gaps[0] = False
        x[gaps] = NAN
        own = {code: float(rng.uniform(1, 9)) * weight_scale for code in tree.codes}
        if weight_scale == 1e-2:
            own = {code: round(weight, 3) for code, weight in own.items()}
        each_level = bool(rng.integers(2))
        given = own if each_level else {code: own[code] for code in tree.leaves}
        expected = np.array(
            [
                exact_cascade(tree, x[:, t].tolist(), own, decimals, missing, each_level)
                for t in range(12)
            ]
        ).T
        for values in (x, np.asfortranarray(x), np.repeat(x, 2, axis=1)[:, ::2]):
            index = tree.aggregate(
                values, given, missing=missing, each_level=each_level, cascade=decimals
            )
            assert same_bits(index.values, expected)


def test_weights_by_period_are_those_of_each_period():
    rng = np.random.default_rng(71)
    tree = random_tree(rng, 20)
    x = rng.normal(100, 9, (len(tree.leaves), 19))
    weights = rng.uniform(1, 9, x.shape)
    weights[rng.random(x.shape) < 0.2] = 0.0
    weights[0] = 1.1
    got = tree.aggregate(x, weights, missing="reweight", cascade=1).values
    for t in range(19):
        own = {
            code: 0.0 if code not in tree.leaves else float(weights[tree.leaves.index(code), t])
            for code in tree.codes
        }
        expected = exact_cascade(tree, x[:, t].tolist(), own, 1, "reweight", each_level=False)
        there = ~np.isnan(got[:, t])  # what has no weight is outside the basket
        assert same_bits(got[there, t], np.array(expected)[there])


def test_the_core_gives_the_bits_of_python(monkeypatch):
    from hanoi_ct.hierarchy._values import cascade

    rng = np.random.default_rng(12)
    tree = random_tree(rng, 40)
    x = rng.normal(100, 9, (len(tree.leaves), 50))
    weights = rng.uniform(1, 9, len(tree.leaves))
    core = tree.aggregate(x, weights, cascade=1).values
    monkeypatch.setattr(cascade, "_MOST_OF_A_SUM", 0.0)
    assert same_bits(core, tree.aggregate(x, weights, cascade=1).values)


@pytest.mark.parametrize("loops", ["tree_cascade", "tree_cascade_portable"])
def test_both_loops_give_the_same_bits(loops, monkeypatch):
    from hanoi_ct import _core

    x = RNG.normal(100, 9, (5, 200))
    expected = TREE.aggregate(x, WEIGHTS, cascade=1).values
    monkeypatch.setattr(_core, "tree_cascade", getattr(_core, loops))
    assert same_bits(TREE.aggregate(x, WEIGHTS, cascade=1).values, expected)


def test_infinities_are_refused_by_name():
    from hanoi_ct.errors import ArgumentValueError

    with pytest.raises(ArgumentValueError, match="must be finite with `cascade`; got inf for 'C'"):
        PAIR.aggregate([[1.0], [np.inf]], [1, 1], cascade=1)
