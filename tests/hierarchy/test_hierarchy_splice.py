"""Over-the-year links of index trees, against fractions."""

import pickle
from fractions import Fraction

import numpy as np
import pytest
from arrays import same_bits
from trees import largest_error

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy import VSIC, Hierarchy

RNG = np.random.default_rng(2017)
TREE = Hierarchy.from_parents({"T": None, "B": "T", "b1": "B", "b2": "B", "C": "T"})
OLD_WEIGHTS, NEW_WEIGHTS = (5, 3, 2), (2, 3, 7)  # b1 b2 C
PARTS = {"T": (0, 1, 2), "B": (0, 1), "b1": (0,), "b2": (1,), "C": (2,)}
FREQUENCIES = [4, 12]


def labels(year, n_years, per_year):
    if per_year == 12:
        return [f"{y}-{m:02d}" for y in range(year, year + n_years) for m in range(1, 13)]
    return [f"{y}Q{q}" for y in range(year, year + n_years) for q in range(1, 5)]


def data(n_periods):
    """Return levels of the three leaves in whole numbers."""
    return RNG.integers(80, 130, (3, n_periods))


def level(x, weights, code, t):
    """Return a node's index as a fraction."""
    of = PARTS[code]
    total = sum((Fraction(weights[i]) * int(x[i][t]) for i in of), Fraction(0))
    return total / sum(weights[i] for i in of)


def linked(old, new, code, per_year):
    """Return two years of the old index, then the new, each month on its own link."""
    kept = [level(old, OLD_WEIGHTS, code, t) for t in range(2 * per_year)]
    for t in range(per_year, new.shape[1]):
        month = t % per_year
        factor = kept[per_year + month] / level(new, NEW_WEIGHTS, code, month)
        kept.append(level(new, NEW_WEIGHTS, code, t) * factor)
    return kept


def indexes(per_year):
    """Return two years of the old index, three of the new, and the link of the two.

    The second year of the old index is the first of the new.
    """
    old, new = data(2 * per_year), data(3 * per_year)
    first, second = (
        TREE.aggregate(x, weights, periods=labels(year, x.shape[1] // per_year, per_year))
        for x, weights, year in ((old, OLD_WEIGHTS, 2016), (new, NEW_WEIGHTS, 2017))
    )
    overlap = 2017 if per_year == 12 else ("2017Q1", "2017Q4")
    result = first.splice(second, overlap, technique="over_the_year", periods_per_year=per_year)
    return old, new, second, result


def assert_adds_up(contributions, growth):
    families = {"T": ("B", "C"), "B": ("b1", "b2")}
    for parent, children in families.items():
        parts = sum(contributions[child] for child in children)
        np.testing.assert_allclose(parts, contributions[parent], rtol=0, atol=1e-12)
    np.testing.assert_allclose(contributions["T"], growth["T"], rtol=0, atol=1e-12)


@pytest.mark.parametrize("per_year", FREQUENCIES)
def test_each_period_is_linked_to_the_same_period_of_the_overlap(per_year):
    old, new, _, result = indexes(per_year)
    exact = [linked(old, new, code, per_year) for code in TREE.codes]
    assert result.periods == tuple(labels(2016, 4, per_year))
    assert largest_error(result.values, exact) <= 1e-15


@pytest.mark.parametrize("per_year", FREQUENCIES)
def test_growth_over_a_year_is_that_of_the_new_weights_after_the_link(per_year):
    _, _, new, result = indexes(per_year)
    after = slice(2 * per_year, None)
    got, expected = result.growth(per_year).values, new.growth(per_year).values
    np.testing.assert_allclose(got[:, after], expected[:, per_year:], rtol=0, atol=1e-15)
    step, continued = result.growth(1), new.growth(1)
    assert step["T"][2 * per_year] != pytest.approx(continued["T"][per_year], abs=1e-4)


@pytest.mark.parametrize("per_year", FREQUENCIES)
def test_contributions_over_the_year_after_the_link_have_the_new_weights(per_year):
    _, new, _, result = indexes(per_year)
    got = result.contributions(per_year)
    for code, of in PARTS.items():
        for t in range(per_year, 2 * per_year):
            moved = sum(NEW_WEIGHTS[i] * int(new[i][t] - new[i][t - per_year]) for i in of)
            whole = sum(NEW_WEIGHTS[i] * int(new[i][t - per_year]) for i in range(3))
            assert got[code][t + per_year] == pytest.approx(moved / whole, abs=1e-13)


@pytest.mark.parametrize("per_year", FREQUENCIES)
def test_contributions_add_up_over_any_lag(per_year):
    *_, result = indexes(per_year)
    for lag in (1, per_year - 1, per_year, 2 * per_year, 3 * per_year):
        assert_adds_up(result.contributions(lag), result.growth(lag))
        part = result.contributions(lag, to="B")
        np.testing.assert_allclose(part["b1"] + part["b2"], result.growth(lag)["B"], atol=1e-12)
    rebased = result.rebase(result.periods[-1])
    assert_adds_up(rebased.contributions(per_year), rebased.growth(per_year))
    year = {"periods_per_year": per_year}
    assert_adds_up(result.ytd_contributions(**year), result.ytd_growth(**year))


def test_contributions_add_up_when_a_linked_index_is_linked_again():
    *_, result = indexes(12)
    third = TREE.aggregate(data(24), (1, 1, 1), periods=labels(2018, 2, 12))
    for technique in ("overlap", "over_the_year"):
        longest = result.splice(third, 2018, technique=technique)
        for lag in (1, 12, 30):
            assert_adds_up(longest.contributions(lag), longest.growth(lag))
        assert_adds_up(longest.ytd_contributions(), longest.ytd_growth())


def test_a_year_may_begin_in_any_month_and_the_last_one_stay_incomplete():
    old = TREE.aggregate(data(24), OLD_WEIGHTS, periods=labels(2016, 2, 12))
    new = TREE.aggregate(data(17), NEW_WEIGHTS, periods=labels(2016, 3, 12)[6:23])
    result = old.splice(new, ("2016-07", "2017-06"), technique="over_the_year")
    assert result.periods == tuple(labels(2016, 2, 12)[:23])
    assert same_bits(result.values[:, :18], old.values[:, :18])
    np.testing.assert_allclose(
        result.growth(12).values[:, 18:], new.growth(12).values[:, 12:], atol=1e-15
    )
    assert_adds_up(result.contributions(1), result.growth(1))


def test_what_cannot_be_linked_over_the_year_is_refused():
    old = TREE.aggregate(data(24), OLD_WEIGHTS, periods=labels(2016, 2, 12))
    new = TREE.aggregate(data(24), NEW_WEIGHTS, periods=labels(2017, 2, 12))
    for overlap, length in (("2017-12", 1), (("2017-02", "2017-12"), 11)):
        with pytest.raises(
            ArgumentValueError,
            match=rf"^`overlap` of splice must be a whole year of 12 .*; got .*, {length} of them$",
        ):
            old.splice(new, overlap, technique="over_the_year")
    with pytest.raises(ArgumentValueError, match=r"^`technique` of splice must be one of 'overlap"):
        old.splice(new, 2017, technique="annual")
    with pytest.raises(ArgumentTypeError, match=r"^`periods_per_year` of splice must be an integ"):
        old.splice(new, 2017, technique="over_the_year", periods_per_year=12.0)
    gap = TREE.aggregate(data(23), NEW_WEIGHTS, periods=[*new.periods[:20], *new.periods[21:]])
    with pytest.raises(ArgumentValueError, match=r"^`periods` of splice must have no gap"):
        old.splice(gap, 2017, technique="over_the_year")


@pytest.mark.parametrize("value", [np.nan, 0.0])
def test_a_month_of_the_overlap_without_a_level_is_named(value):
    old = TREE.aggregate(data(24), OLD_WEIGHTS, periods=labels(2016, 2, 12))
    x = data(24).astype(float)
    x[1, 5] = value
    new = TREE.aggregate(x, NEW_WEIGHTS, periods=labels(2017, 2, 12), missing="reweight")
    message = rf"in both indexes, and not zero; got {value} for 'b2' in 2017-06$"
    with pytest.raises(ArgumentValueError, match=message):
        old.splice(new, 2017, technique="over_the_year")


def chained(start, years):
    ratios = data(12 * years) / data(12 * years)[:, [0]]
    ratios = np.hstack([np.ones((len(ratios), 1)), ratios[:, 1:] / ratios[:, :-1]])
    links = TREE.aggregate(
        ratios, NEW_WEIGHTS, kind="period_on_period", periods=labels(start, years, 12)
    )
    return links.chain()


KINDS = {
    "arithmetic": lambda start, years: TREE.aggregate(
        data(12 * years), OLD_WEIGHTS, periods=labels(start, years, 12)
    ),
    "geometric": lambda start, years: TREE.aggregate(
        data(12 * years), OLD_WEIGHTS, periods=labels(start, years, 12), order=0
    ),
    "Fisher": lambda start, years: TREE.aggregate(
        data(12 * years),
        OLD_WEIGHTS,
        end_weights=NEW_WEIGHTS,
        periods=labels(start, years, 12),
    ),
    "chained": chained,
    "rebased": lambda start, years: TREE.aggregate(
        data(12 * years), NEW_WEIGHTS, periods=labels(start, years, 12), order=-1
    ).rebase(start),
}


@pytest.mark.parametrize("technique", ["overlap", "over_the_year"])
@pytest.mark.parametrize("newer", KINDS)
@pytest.mark.parametrize("older", KINDS)
def test_contributions_add_up_across_a_link_of_any_two_indexes(older, newer, technique):
    index = KINDS[older](2016, 2).splice(KINDS[newer](2017, 2), 2017, technique=technique)
    for result in (index, index.rebase(2016), index.splice(KINDS[older](2018, 2), "2018-12")):
        for lag in (1, 5, 12, 13):
            growth, parts = result.growth(lag), result.contributions(lag)
            assert_parts_add_up(parts, growth[TREE.roots[0]])
        so_far = result.ytd_growth()[TREE.roots[0]]
        assert_parts_add_up(result.ytd_contributions(), so_far)
        inner = next(c for c in TREE.codes[1:] if c not in TREE.leaves)
        assert_parts_add_up(result.contributions(12, to=inner), result.growth(12)[inner])


def assert_parts_add_up(parts, growth):
    tree = parts.hierarchy
    np.testing.assert_allclose(parts.values[0], growth, rtol=0, atol=1e-12)
    for row in range(len(tree)):
        below = tree.parent == row
        if below.any():
            sums = parts.values[below].sum(axis=0)
            np.testing.assert_allclose(sums, parts.values[row], rtol=0, atol=1e-12)


def test_a_link_keeps_what_was_observed_on_both_sides():
    x, later = data(24).astype(float), data(24).astype(float)
    x[0, 3], later[2, 20] = np.nan, np.nan
    old = TREE.aggregate(x, OLD_WEIGHTS, periods=labels(2016, 2, 12), missing="parent")
    new = TREE.aggregate(later, OLD_WEIGHTS, periods=labels(2017, 2, 12), missing="parent")
    both = old.splice(new, 2017)
    share = both.imputed_share[0]
    assert np.flatnonzero(share).tolist() == [3, 32]
    assert both.coverage[0, 3] == pytest.approx(1 - share[3], rel=1e-15)
    assert KINDS["arithmetic"](2016, 2).splice(KINDS["arithmetic"](2017, 2), 2017).observed is None


def test_each_stretch_is_taken_apart_in_the_tree_it_comes_from():
    before = Hierarchy.from_parents({"T": None, "A": "T", "B": "T", "a": "A", "b": "B"})
    after = Hierarchy.from_parents({"T": None, "A": "T", "B": "T", "a": "A", "b": "A"})
    months = ["2017-01", "2017-02", "2017-03"]
    old = before.aggregate([[1.0, 2.0], [1.0, 3.0]], [1, 1], periods=months[:2])
    new = after.aggregate(
        {"B": [1.0, 2.0], "a": [1.0, 2.0], "b": [1.0, 2.0]}, [1, 1, 1], periods=months[1:]
    )
    index = old.splice(new, "2017-02")
    assert index.contributions(1)["T"][2] == pytest.approx(1.0)
    over = index.contributions(2)  # 1 to 2.5 to 5
    parts = {code: over[code][2] for code in over.hierarchy.codes}
    assert parts["T"] == pytest.approx(4.0)
    # b: half of 2 below B before the link, a third of 2.5 below A after it.
    assert parts["b"] == pytest.approx(1.0 + 2.5 / 3)
    assert parts["A"] == pytest.approx(0.5 + 2 * 2.5 / 3)
    assert parts["B"] == pytest.approx(1.0 + 2.5 / 3)
    assert parts["A"] + parts["B"] == pytest.approx(4.0)
    inside = index.contributions(2, to="A")
    assert inside["A"][2] == pytest.approx(index.growth(2)["A"][2])
    assert inside["a"][2] + inside["b"][2] == pytest.approx(inside["A"][2])


def test_nodes_enter_leave_and_are_renamed_at_a_link():
    before = Hierarchy.from_parents({"T": None, "A": "T", "a1": "A", "a2": "A", "B": "T"})
    after = Hierarchy.from_parents({"T": None, "A": "T", "a1": "A", "a3": "A", "N": "T"})
    months = ["2017-11", "2017-12", "2018-01"]
    old = before.aggregate([[100, 110], [100, 130], [100, 90]], [1, 1, 2], periods=months[:2])
    new = after.aggregate([[50, 60], [100, 90], [1, 1.1]], [2, 1, 1], periods=months[1:])
    index = old.splice(new, "2017-12", rename={"B": "N"})
    assert index.hierarchy == after
    assert index.introduced == ("a3",)
    assert index.discontinued == ("a2",)
    assert index["N"].tolist() == pytest.approx([100, 90, 99])
    assert index["a1"].tolist() == pytest.approx([100, 110, 132])
    assert np.isnan(index["a3"][0])
    assert index["a3"][1:].tolist() == pytest.approx([np.nan, 90], nan_ok=True)
    parts = index.contributions(2)
    assert parts.hierarchy.children("A") == ("a1", "a3", "a2")
    growth = index.growth(2)["T"]
    sums = np.nansum([parts[code] for code in ("a1", "a2", "a3")], axis=0)
    assert sums[2] == pytest.approx(parts["A"][2], abs=1e-12)
    assert parts["A"][2] + parts["N"][2] == pytest.approx(growth[2], abs=1e-12)
    assert np.isnan(index.contributions(1)["a3"][1])
    assert index.contributions(1)["a2"][2] == 0.0  # it left at the link, and added nothing since
    plain = old.splice(new, "2017-12")
    assert plain.introduced == ("a3", "N")
    assert plain.discontinued == ("a2", "B")
    with pytest.raises(ArgumentValueError, match="keep codes apart; got 'a1' and 'a2', both 'a1'"):
        old.splice(new, "2017-12", rename={"a2": "a1"})
    with pytest.raises(ArgumentValueError, match="codes of the index to codes of `new`; got 'x'"):
        old.splice(new, "2017-12", rename={"x": "a1"})
    with pytest.raises(ArgumentTypeError, match="`rename` of splice must map old codes"):
        old.splice(new, "2017-12", rename=3)


def test_versions_of_a_list_rename_nodes():
    months = ["2025-10", "2025-11", "2025-12"]
    older = Hierarchy.from_prefixes(["11", "1103", "1104"]).under(VSIC, "2018-08")
    newer = Hierarchy.from_prefixes(["11", "1103", "1104", "1105"]).under(VSIC, "2025-12")
    old = older.aggregate([[100, 110], [100, 90]], [1, 1], periods=months[:2])
    new = newer.aggregate([[100, 110], [100, 105], [100, 120]], [1, 1, 2], periods=months[1:])
    index = old.splice(new, "2025-11", rename=VSIC)
    assert index["1105"].tolist() == pytest.approx([100, 90, 108])  # soft drinks, 1104 before
    assert index.introduced == ("1103", "1104")  # beer was divided, malt is new
    assert index.discontinued == ("1103",)
    with pytest.raises(ArgumentValueError, match="must have codes of VSIC 2018; got codes of"):
        old.splice(new, "2025-11")


def random_stretch(rng, codes, periods, kind):
    """An index over some of the codes g0a, g0b, ... below two groups."""
    parents = {"T": None, **{code[:2]: "T" for code in codes}, **{c: c[:2] for c in codes}}
    tree = Hierarchy.from_parents(parents)
    x = rng.uniform(80, 120, (len(codes), len(periods)))
    weights = rng.uniform(0.5, 3, len(codes))
    order = {"arithmetic": 1.0, "geometric": 0.0, "mixed": float(rng.integers(0, 2))}[kind]
    return tree.aggregate(x, weights, order=order, periods=periods)


@pytest.mark.parametrize("kind", ["arithmetic", "geometric", "mixed"])
@pytest.mark.parametrize("seed", range(10))
def test_parts_add_up_where_nodes_come_and_go_at_every_link(seed, kind):
    rng = np.random.default_rng(seed)
    months = labels(2010, 5, 12)
    every = [f"g{group}{letter}" for group in range(2) for letter in "abcd"]
    index = None
    for link in range(0, 48, 6):
        codes = [code for code in every if rng.random() < 0.7 or code in ("g0a", "g1a")]
        stretch = random_stretch(rng, codes, months[link : link + 7], kind)
        index = stretch if index is None else index.splice(stretch, months[link])
    for lag in (1, 5, 12, 30):
        parts, growth = index.contributions(lag), index.growth(lag)["T"]
        np.testing.assert_allclose(parts["T"], growth, rtol=0, atol=1e-12)
        for parent in ("T", "g0", "g1"):
            sums = np.nansum([parts[c] for c in parts.hierarchy.children(parent)], axis=0)
            np.testing.assert_allclose(sums[lag:], parts[parent][lag:], rtol=0, atol=1e-12)
    rebased = index.rebase(months[-13])
    np.testing.assert_allclose(
        rebased.contributions(12)["T"], rebased.growth(12)["T"], rtol=0, atol=1e-12
    )


@pytest.mark.parametrize("order", [1.0, 0.0])
def test_many_links_take_no_recursion(order):
    rng = np.random.default_rng(1)
    months = labels(1970, 50, 12)
    index = TREE.aggregate(rng.uniform(80, 120, (3, 2)), [1, 2, 3], order=order, periods=months[:2])
    expected = [index.values[0, 0], index.values[0, 1]]
    for link in range(1, 500):
        x = rng.uniform(80, 120, (3, 2))
        new = TREE.aggregate(x, rng.uniform(1, 2, 3), order=order, periods=months[link : link + 2])
        index = index.splice(new, months[link])
        expected.append(expected[-1] * new["T"][1] / new["T"][0])
    np.testing.assert_allclose(index["T"], expected, rtol=1e-12)
    again = pickle.loads(pickle.dumps(index))
    assert same_bits(again.values, index.values)
    assert_adds_up(again.contributions(12), index.growth(12))


def lognormal(n_periods):
    return np.random.default_rng(5).lognormal(4.6, 0.1, (3, n_periods))


@pytest.mark.parametrize("order", [1.0, 0.0, 2.0])
def test_before_the_link_contributions_are_those_of_the_old_index(order):
    x, months = lognormal(36), labels(2016, 3, 12)
    old = TREE.aggregate(x[:, :24], OLD_WEIGHTS, order=order, periods=months[:24])
    new = TREE.aggregate(x[:, 23:], NEW_WEIGHTS, order=order, periods=months[23:])
    index = old.splice(new, months[23])
    for lag in (1, 12):
        got, own = index.contributions(lag).values[:, :24], old.contributions(lag).values
        np.testing.assert_allclose(got, own, rtol=0, atol=1e-15)


@pytest.mark.parametrize("order", [1.0, 0.0])
def test_a_gap_is_felt_where_growth_is_missing_and_nowhere_else(order):
    x, months = lognormal(36), labels(2016, 3, 12)
    x[0, 20] = np.nan
    old = TREE.aggregate(x[:, :24], OLD_WEIGHTS, order=order, periods=months[:24])
    new = TREE.aggregate(x[:, 23:], NEW_WEIGHTS, order=order, periods=months[23:])
    index = old.splice(new, months[23])
    for lag in (1, 12):
        parts = index.contributions(lag)
        missing = np.isnan(index.growth(lag)["T"])
        assert np.isnan(parts["T"]).tolist() == missing.tolist()
        assert_parts_add_up_where(parts, ~missing)


def assert_parts_add_up_where(parts, known):
    for parent, children in {"T": ("B", "C"), "B": ("b1", "b2")}.items():
        sums = sum(parts[child][known] for child in children)
        np.testing.assert_allclose(sums, parts[parent][known], rtol=0, atol=1e-12)


def test_a_reweighted_gap_between_two_periods_changes_nothing_between_them():
    tree = Hierarchy.from_parents({"T": None, "B": "T", "C": "T"})
    levels = [[100, 110, np.nan, 130, 130], [100, 100, 100, 100, 100]]
    old = tree.aggregate(levels, [1, 1], missing="reweight", periods=list("abcde"))
    new = tree.aggregate([[100, 100], [100, 100]], [1, 1], periods=["e", "f"])
    spliced = old.splice(new, "e").contributions(2).values[:, 3]
    np.testing.assert_allclose(spliced, old.contributions(2).values[:, 3], rtol=1e-15)
    assert spliced[1] == pytest.approx(20 / 210, rel=1e-14)


def test_what_was_withheld_stays_withheld_across_a_link():
    x, months = lognormal(36), labels(2016, 3, 12)
    x[0, 5] = np.nan
    old = TREE.aggregate(
        x[:, :24], OLD_WEIGHTS, missing="parent", min_coverage=0.5, periods=months[:24]
    )
    new = TREE.aggregate(x[:, 23:], NEW_WEIGHTS, periods=months[23:])
    index = old.splice(new, months[23])
    assert np.isnan(index["B"][5])
    assert np.isnan(index.contributions(1)["B"][5:7]).all()


def test_coverage_of_a_link_is_that_of_each_side_with_its_own_weights():
    x, months = lognormal(36), labels(2016, 3, 12)
    x[0, 3] = x[0, 30] = np.nan
    weights = np.vstack([np.arange(1.0, 14), np.ones(13), np.ones(13)])
    options = {"missing": "reweight"}
    old = TREE.aggregate(x[:, :24], OLD_WEIGHTS, periods=months[:24], **options)
    new = TREE.aggregate(x[:, 23:], weights, periods=months[23:], **options)
    index = old.splice(new, months[23])
    for one in (index, index.rebase(months[0])):
        assert same_bits(one.coverage, np.hstack([old.coverage, new.coverage[:, 1:]]))
        assert same_bits(one.imputed_share, np.zeros_like(one.values))
    assert index.coverage[0, 30] == pytest.approx(2 / 10, rel=1e-15)
