"""Indexes of a tree: chaining, rebasing, splicing, contributions, and other shapes."""

import pickle

import numpy as np
import pytest
from arrays import same_bits

import hanoi_ct
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy

RNG = np.random.default_rng(1999)
TREE = Hierarchy.from_parents(
    {"T": None, "B": "T", "C": "T", "b1": "B", "b2": "B", "c1": "C", "c2": "C", "D": "T"}
)
WEIGHTS = np.array([1.0, 3.0, 2.0, 2.0, 4.0])
MONTHS = [f"20{year}-{month:02d}" for year in (16, 17, 18) for month in range(1, 13)]
PANEL = RNG.lognormal(4.6, 0.1, (5, 36))
LINKS = RNG.lognormal(0.0, 0.05, (5, 36))


@pytest.fixture
def index():
    return TREE.aggregate(PANEL, WEIGHTS, periods=MONTHS)


def parts_of(contributions, level):
    """Return the sum of the contributions of a level and of the leaves above it."""
    tree = contributions.hierarchy
    rows = [
        row
        for row in range(len(tree))
        if tree.level[row] == level or (tree.level[row] < level and row in tree.leaf_rows)
    ]
    return contributions.values[rows].sum(axis=0)


def assert_adds_up(contributions, growth, tolerance=1e-12):
    for level in range(contributions.hierarchy.depth):
        got = parts_of(contributions, level)
        assert (np.isnan(got) == np.isnan(growth)).all()
        assert np.nanmax(np.abs(got - growth)) <= tolerance


# ---- growth and contributions on a fixed base -------------------------------------------


def test_growth_is_that_of_each_node(index):
    assert same_bits(index.growth(12)["C"], hanoi_ct.growth(index["C"], 12))
    assert same_bits(index.ytd_growth()["C"], hanoi_ct.ytd_growth(index["C"]))


def test_the_year_begins_where_the_labels_say():
    later = TREE.aggregate(PANEL[:, 3:], WEIGHTS, periods=MONTHS[3:])
    expected = hanoi_ct.ytd_growth(later["T"], first_period=4)
    assert same_bits(later.ytd_growth()["T"], expected)
    assert np.isnan(expected[:21]).all()


@pytest.mark.parametrize("to", [None, "T", "C", "b1"])
@pytest.mark.parametrize("lag", [1, 12, 35])
def test_contributions_add_up_to_the_growth_of_any_node(index, to, lag, loops):
    contributions = index.contributions(lag, to=to)
    assert contributions.hierarchy == TREE[to or "T"]
    assert_adds_up(contributions, index.growth(lag)[to or "T"])


def test_contributions_to_the_root_are_those_of_the_array_function(index):
    expected = hanoi_ct.contributions(PANEL, WEIGHTS, TREE.parent, 12)
    np.testing.assert_allclose(index.contributions(12).values, expected, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("to", ["T", "B"])
def test_contributions_to_the_year_so_far_add_up(index, to):
    assert_adds_up(index.ytd_contributions(to=to), index.ytd_growth()[to])


def test_a_ranking_puts_the_largest_movement_first(index):
    contributions = index.contributions(12)
    ranking = contributions.ranking("2018-08")
    assert [code for code, _ in ranking] != sorted(code for code, _ in ranking)
    sizes = [abs(value) for _, value in ranking]
    assert sizes == sorted(sizes, reverse=True)
    assert {code for code, _ in ranking} == set(TREE.leaves)
    assert {code for code, _ in contributions.ranking("2018-08", level=1)} == {"B", "C", "D"}
    assert contributions.ranking("2016-08") == []


# ---- chaining ---------------------------------------------------------------------------


def test_a_chain_of_updated_weights_is_a_fixed_base_index():
    links = TREE.aggregate(LINKS, WEIGHTS, kind="period_on_period", update=True, periods=MONTHS)
    chain = links.chain()
    levels = 100 * np.cumprod(LINKS, axis=1)
    np.testing.assert_allclose(chain.values, TREE.aggregate(levels, WEIGHTS).values, rtol=1e-12)
    assert_adds_up(chain.contributions(12), chain.growth(12)["T"])


@pytest.mark.parametrize("order", [-1.0, 0.0, 1.0, 2.0])
@pytest.mark.parametrize("update", [False, True])
def test_contributions_of_a_chain_add_up_whatever_the_mean(order, update):
    links = TREE.aggregate(
        LINKS, WEIGHTS, kind="period_on_period", order=order, update=update, periods=MONTHS
    )
    assert_adds_up(links.decompose(), links["T"] - 1)
    chain = links.chain()
    for lag in (1, 5, 12):
        for to in ("T", "C"):
            assert_adds_up(chain.contributions(lag, to=to), chain.growth(lag)[to])
    assert_adds_up(chain.ytd_contributions(), chain.ytd_growth()["T"])


def test_contributions_of_a_chain_with_weights_that_change_add_up():
    weights = RNG.uniform(1, 5, LINKS.shape)
    chain = TREE.aggregate(LINKS, weights, kind="period_on_period", periods=MONTHS).chain()
    assert_adds_up(chain.contributions(12), chain.growth(12)["T"])


def test_a_missing_leaf_is_left_out_of_a_decomposition():
    links = LINKS.copy()
    links[1, 4] = np.nan
    index = TREE.aggregate(links, WEIGHTS, kind="period_on_period", missing="parent", update=True)
    change = index.decompose()
    assert np.isnan(change["b2"][4])
    parts = np.nansum(change.values[TREE.leaf_rows], axis=0)
    np.testing.assert_allclose(parts, index["T"] - 1, atol=1e-14)
    through = index.decompose("b2", through_parent=True)
    assert through["b1"][4] == pytest.approx(index["b2"][4] - 1)
    assert through["b1"][3] == 0.0
    assert through["b2"][3] == pytest.approx(links[1, 3] - 1)


# ---- rebasing and splicing --------------------------------------------------------------


@pytest.mark.parametrize(
    ("reference", "columns"),
    [
        ("2017-05", slice(16, 17)),
        ("2017", slice(12, 24)),
        (2017, slice(12, 24)),
        (("2016-11", "2017-02"), slice(10, 14)),
        (np.datetime64("2017-05"), slice(16, 17)),
    ],
)
def test_rebasing_to_a_month_a_year_or_a_stretch(index, reference, columns):
    rebased = index.rebase(reference)
    np.testing.assert_allclose(rebased.values[:, columns].mean(axis=1), 100.0, rtol=1e-14)
    np.testing.assert_allclose(
        rebased.contributions(12).values, index.contributions(12).values, rtol=1e-10, atol=1e-14
    )
    again = TREE.aggregate(rebased.values[TREE.leaf_rows], rebased.weights.leaf)
    np.testing.assert_allclose(again.values, rebased.values, rtol=1e-13)


def spliced(overlap):
    old = TREE.aggregate(PANEL[:, :24], WEIGHTS, periods=MONTHS[:24])
    new = TREE.aggregate(PANEL[:, 12:] * 0.9, WEIGHTS[::-1], periods=MONTHS[12:])
    return old, new, old.splice(new, overlap)


@pytest.mark.parametrize(
    ("overlap", "in_old", "in_new"),
    [("2017-12", slice(23, 24), slice(11, 12)), ("2017", slice(12, 24), slice(0, 12))],
)
def test_splicing_links_each_node_over_the_overlap(overlap, in_old, in_new):
    old, new, long = spliced(overlap)
    assert long.periods == tuple(MONTHS)
    assert same_bits(long.values[:, :24], old.values)
    factor = old.values[:, in_old].mean(axis=1) / new.values[:, in_new].mean(axis=1)
    np.testing.assert_allclose(long.values[:, 24:], new.values[:, 12:] * factor[:, None])
    for lag in (1, 7, 12, 24):
        for to in ("T", "C"):
            assert_adds_up(long.contributions(lag, to=to), long.growth(lag)[to])
    rebased = long.rebase("2018")
    assert_adds_up(rebased.contributions(12), rebased.growth(12)["T"])
    assert_adds_up(long.ytd_contributions(), long.ytd_growth()["T"])


def test_an_index_may_be_spliced_twice():
    _, _, long = spliced("2017")
    third_months = [f"{year}-{month:02d}" for year in (2018, 2019) for month in range(1, 13)]
    third = TREE.aggregate(PANEL[:, :24], WEIGHTS**2, periods=third_months)
    longest = long.splice(third, "2018")
    assert len(longest.periods) == 48
    for lag in (1, 12, 30):
        assert_adds_up(longest.contributions(lag), longest.growth(lag)["T"])


def test_an_overlap_that_is_not_there_is_refused(index):
    new = TREE.aggregate(PANEL[:, 12:], WEIGHTS, periods=MONTHS[12:])
    with pytest.raises(
        ArgumentValueError,
        match=r"^`overlap` of splice must be one of the periods, 2017-01 to .*; got '2016-12'$",
    ):
        index.splice(new, "2016-12")
    gap = PANEL.copy()
    gap[2, 20] = np.nan
    old = TREE.aggregate(gap, WEIGHTS, periods=MONTHS)
    with pytest.raises(
        ArgumentValueError,
        match=r"observed in both indexes, and not zero; got nan for 'T' in 2017-09$",
    ):
        old.splice(new, "2017-09")
    other = Hierarchy([-1]).aggregate(PANEL[:1], [1.0], periods=MONTHS)
    with pytest.raises(ArgumentValueError, match=r"must be nodes of the index it .*; got '0'$"):
        index.splice(other, "2017-09")


def test_months_with_a_gap_have_no_growth_over_rows():
    index = TREE.aggregate(PANEL[:, ::2], WEIGHTS, periods=MONTHS[::2])
    for function in (index.growth, index.contributions, index.ytd_growth):
        with pytest.raises(
            ArgumentValueError, match=r"must have no gap; got none for 2016-02 \(the first of 17"
        ):
            function()


def test_a_forest_has_no_total_of_its_own():
    forest = Hierarchy([-1, -1]).aggregate([[1.0, 2.0], [1.0, 3.0]], [1, 1])
    with pytest.raises(ArgumentValueError, match=r"`to` of contributions must name a node of a"):
        forest.contributions(1)
    assert forest.contributions(1, to="1")["1"][1] == 2.0
    with pytest.raises(ArgumentValueError, match=r"^`lag` of contributions must be at least 1"):
        forest.contributions(0, to="1")


def test_annual_means_are_of_complete_years():
    index = TREE.aggregate(PANEL[:, 2:], WEIGHTS, periods=MONTHS[2:])
    message = (
        r"^`periods` of annual_mean must be complete; got 2016 without 2016-01 \(the first of 2"
    )
    for decimals in (None, 1):
        with pytest.raises(ArgumentValueError, match=message):
            index.annual_mean(decimals=decimals)
    yearly = index.annual_mean(partial=True)
    assert yearly.periods == ("2016", "2017", "2018")
    np.testing.assert_allclose(yearly["T"][1:], index["T"][10:].reshape(2, 12).mean(axis=1))
    np.testing.assert_allclose(yearly["T"][0], index["T"][:10].mean())
    whole = TREE.aggregate(PANEL[:, 12:], WEIGHTS, periods=MONTHS[12:])
    assert same_bits(whole.annual_mean().values, yearly.values[:, 1:])
    plain = hanoi_ct.annual_mean(index.values, MONTHS[2:], partial=True)
    np.testing.assert_allclose(plain, yearly.values, rtol=1e-14)


def test_a_gap_makes_the_years_incomplete_that_it_touches():
    kept = [month for month in range(len(MONTHS)) if MONTHS[month] != "2017-05"]
    index = TREE.aggregate(PANEL[:, kept], WEIGHTS, periods=[MONTHS[month] for month in kept])
    with pytest.raises(ArgumentValueError, match="got 2017 without 2017-05: partial=True takes"):
        index.annual_mean()
    with pytest.raises(ArgumentValueError, match="got 2017 without 2017-05: partial=True takes"):
        index.rebase(2017)
    assert index.rebase(2016)["T"][:12].mean() == pytest.approx(100.0)
    assert index.rebase(2017, partial=True)["T"][12:23].mean() == pytest.approx(100.0)
    assert index.annual_mean(partial=True)["T"][1] == pytest.approx(index["T"][12:23].mean())


def test_an_incomplete_year_is_a_base_only_where_it_is_said():
    index = TREE.aggregate(PANEL[:, 2:], WEIGHTS, periods=MONTHS[2:])
    for year in (2016, "2016"):
        with pytest.raises(
            ArgumentValueError, match=r"`reference` of rebase must be complete; got 2"
        ):
            index.rebase(year)
        rebased = index.rebase(year, partial=True)
        np.testing.assert_allclose(rebased.values[:, :10].mean(axis=1), 100.0)
    stretch = index.rebase(("2016-01", "2016-06"), partial=True)
    np.testing.assert_allclose(stretch.values[:, :4].mean(axis=1), 100.0)
    with pytest.raises(ArgumentValueError, match=r"`reference` of rebase must be one of the per"):
        index.rebase(2015, partial=True)
    assert same_bits(index.rebase(2017, partial=True).values, index.rebase(2017).values)


def test_windows_that_are_years_are_complete_unless_it_is_said():
    index = TREE.aggregate(PANEL[:, :20], WEIGHTS, periods=MONTHS[:20])
    with pytest.raises(ArgumentValueError, match="got 8 from 2017-01 on, without 2017-09: partial"):
        index.mean_over(12)
    both = index.mean_over(12, partial=True)
    assert both.periods == ("2016-01", "2017-01")
    np.testing.assert_allclose(both["T"], [index["T"][:12].mean(), index["T"][12:].mean()])
    assert index.mean_over(3).periods[-1] == "2017-04"
    with pytest.raises(ArgumentValueError, match="`window` of mean_over must be at most"):
        index.mean_over(2017)
    assert index.mean_over(3, partial=True).periods[-1] == "2017-07"
    tenths = index.mean_over(12, partial=True, decimals=1)
    exact = hanoi_ct.printed_mean(index.values[:, 12:], 1)
    assert same_bits(tenths.values[:, 1], np.asarray(exact))


# ---- other shapes -----------------------------------------------------------------------


def test_an_index_turns_into_tables(index):
    pytest.importorskip("pandas")
    wide = index.to_pandas()
    assert wide.loc["2018-08", "C"] == index.at("2018-08")["C"]
    tidy = index.to_pandas(tidy=True)
    assert list(tidy.columns) == ["code", "period", "value"]
    assert len(tidy) == index.values.size
    assert (
        tidy.pivot(index="code", columns="period", values="value").loc["C", "2018-08"]
        == (wide.loc["2018-08", "C"])
    )


def test_an_index_draws_itself(index):
    pyplot = pytest.importorskip("matplotlib.pyplot")
    pyplot.switch_backend("Agg")
    axes = index.plot("T", "C")
    assert [line.get_label() for line in axes.get_lines()] == ["T", "C"]
    assert same_bits(axes.get_lines()[1].get_ydata(), index["C"])
    pyplot.close("all")
    steps = index.contributions(12).plot_waterfall("2018-08")
    total = 100 * index.growth(12)["T"][31]
    assert steps.patches[-1].get_height() == pytest.approx(total)
    top = steps.patches[-2].get_y() + steps.patches[-2].get_height()
    assert top == pytest.approx(total)
    pyplot.close("all")


def test_an_index_survives_pickling(index):
    again = pickle.loads(pickle.dumps(index))
    assert same_bits(again.contributions(12).values, index.contributions(12).values)


def test_what_is_asked_for_must_be_there(index):
    with pytest.raises(ArgumentValueError, match=r"^`code` must be one of the 8 codes"):
        index["E"]
    with pytest.raises(ArgumentValueError, match=r"^`period` of at must be one of the periods"):
        index.at("2019-01")
    with pytest.raises(ArgumentValueError, match=r"^`reference` of rebase must be one of the per"):
        index.rebase("2019")
    with pytest.raises(ArgumentValueError, match=r"must end no earlier than it begins"):
        index.rebase(("2017-02", "2017-01"))
    with pytest.raises(ArgumentTypeError, match=r"`lag` of contributions must be an integer"):
        index.contributions("year")
