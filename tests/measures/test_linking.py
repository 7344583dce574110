"""Chaining, rebasing, contributions over links, and the elementary step."""

import numpy as np
import pandas as pd
import polars
import pytest
import xarray
from arrays import same_bits

import hanoi_ct
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

RNG = np.random.default_rng(2009)
NAN = float("nan")


def months(first, count):
    start = np.datetime64(first, "M")
    return [str(month) for month in start + np.arange(count).astype("timedelta64[M]")]


# ---- chaining ---------------------------------------------------------------------------


@pytest.mark.parametrize("link", [12, 1, 6])
def test_unchaining_undoes_chaining_at_any_link(link):
    ratios = RNG.lognormal(0, 0.1, (3, 40))
    labels = months("2016-04", 40)
    level = hanoi_ct.chain(ratios, labels, link=link, start=80.0)
    first = next(i for i, label in enumerate(labels) if int(label[5:]) == link)
    assert np.isnan(level[:, :first]).all()
    assert (level[:, first] == 80.0).all()
    again = hanoi_ct.unchain(level, labels, link=link)
    np.testing.assert_allclose(again[:, first + 1 :], ratios[:, first + 1 :], rtol=1e-13)
    assert np.isnan(again[:, : first + 1]).all()


def test_unchaining_undoes_chaining_over_years():
    ratios = RNG.lognormal(0, 0.1, 30)
    labels = months("2015-11", 30)  # 2016 is the first complete year
    level = hanoi_ct.chain(ratios, labels, link=None)
    assert np.isnan(level[:2]).all()
    assert (level[2:14] == 100.0).all()
    again = hanoi_ct.unchain(level, labels, link=None)
    np.testing.assert_allclose(again[14:], ratios[14:], rtol=1e-13)


def test_a_missing_value_breaks_its_link_only_where_it_is_the_reference():
    level = RNG.lognormal(4, 0.1, 30)
    level[5] = np.nan
    got = hanoi_ct.unchain(level, months("2017-12", 30))
    assert np.flatnonzero(np.isnan(got)).tolist() == [0, 5]
    level[12] = np.nan  # December 2018
    got = hanoi_ct.unchain(level, months("2017-12", 30))
    assert np.flatnonzero(np.isnan(got)).tolist() == [0, 5, *range(12, 25)]


def test_rebasing_keeps_growth():
    index = RNG.lognormal(4, 0.1, (2, 24))
    got = hanoi_ct.rebase(index, 2018, periods=months("2017-01", 24), level=1.0)
    np.testing.assert_allclose(got[:, 12:].mean(axis=1), 1.0)
    np.testing.assert_allclose(hanoi_ct.growth(got, 12), hanoi_ct.growth(index, 12), rtol=1e-12)


@pytest.mark.parametrize("function", [hanoi_ct.chain, hanoi_ct.unchain])
def test_labels_that_are_no_consecutive_months_are_refused(function):
    name = function.__name__
    with pytest.raises(
        ArgumentValueError,
        match=rf"^`periods` of {name} must have no gap; got none for 2018-02: reindex$",
    ):
        function([1, 2], ["2018-01", "2018-03"])
    with pytest.raises(ArgumentValueError, match=r"must be months or quarters .*; got '2018-13'$"):
        function([1], ["2018-13"])
    with pytest.raises(ArgumentValueError, match=r"one label for each of the 2 periods; got 1$"):
        function([1, 2], ["2018-01"])
    with pytest.raises(ArgumentValueError, match=rf"^`link` of {name} must be between 1"):
        function([1, 2], months("2018-01", 2), link=13)
    with pytest.raises(ArgumentValueError, match=r"reach beyond a reference \(a month 12\); got 2"):
        function([1, 2], months("2018-01", 2))
    with pytest.raises(ArgumentValueError, match=r"beyond a reference \(a complete year\); got 2"):
        function([1, 2], months("2018-01", 2), link=None)


# ---- contributions over links -----------------------------------------------------------


def linked_panel(first, count, link):
    """Items, weights of each year, and the total that is their mean within each link."""
    labels = months(first, count)
    year = np.array([int(label[:4]) for label in labels])
    if isinstance(link, int):
        year = year + np.array([int(label[5:]) > link for label in labels])
    weights = RNG.uniform(1, 5, (4, year.max() + 1))[:, year]
    ratios = RNG.lognormal(0, 0.05, (4, count))
    items = hanoi_ct.chain(ratios, labels, link=link)
    over = hanoi_ct.unchain(items, labels, link=link)
    share = weights / weights.sum(axis=0)
    total = hanoi_ct.chain((share * over).sum(axis=0), labels, link=link)
    return items, weights, total, labels


@pytest.mark.parametrize("link", [12, 6, None])
@pytest.mark.parametrize("lag", [1, 5, 12, 30])
def test_contributions_add_up_over_any_number_of_links(link, lag):
    items, weights, total, labels = linked_panel("2014-01", 60, link)
    got = hanoi_ct.chained_contributions(items, weights, total, labels, lag, link=link)
    growth = hanoi_ct.growth(total, lag)
    observed = ~np.isnan(growth)
    assert observed.sum() == 60 - lag - np.isnan(total).sum()
    np.testing.assert_allclose(got.sum(axis=0)[observed], growth[observed], atol=1e-13)
    assert np.isnan(got[:, ~observed]).all()


def test_both_methods_agree_within_a_link():
    items, weights, total, labels = linked_panel("2013-12", 13, 12)
    arguments = (items, weights, total, labels, 5)
    ribe = hanoi_ct.chained_contributions(*arguments)
    kirchner = hanoi_ct.chained_contributions(*arguments, method="kirchner")
    np.testing.assert_allclose(kirchner[:, 5:], ribe[:, 5:], atol=1e-14)


def test_kirchner_over_a_link_is_the_growth_without_the_item():
    items, weights, total, labels = linked_panel("2013-12", 25, 12)
    got = hanoi_ct.chained_contributions(items, weights, total, labels, 6, method="kirchner")
    still = items.copy()
    now, link, then = 15, 12, 9
    # Had item 2 stood still: within each link it is what it was at the beginning.
    share = weights / weights.sum(axis=0)
    before = share[2, then] * (items[2, link] - items[2, then]) / items[2, 0] * total[0]
    after = share[2, now] * (still[2, now] - still[2, link]) / items[2, link] * total[link]
    growth = total[now] / total[then]
    without = (total[link] - before) / total[then] * (total[now] - after) / total[link]
    assert got[2, now] == pytest.approx(growth - without, abs=1e-14)


def test_kirchner_over_a_link_counts_products_of_two_items_twice():
    items, weights, total, labels = linked_panel("2013-12", 25, 12)
    now, link, then = 15, 12, 9
    before, after = (
        hanoi_ct.chained_contributions(items, weights, total, labels, end - start)[:, end]
        for start, end in ((then, link), (link, now))
    )
    cross = before.sum() * after.sum() - (before * after).sum()
    got = hanoi_ct.chained_contributions(items, weights, total, labels, 6, method="kirchner")
    assert abs(cross) > 1e-6
    growth = total[now] / total[then] - 1
    assert got[:, now].sum() - growth == pytest.approx(cross, abs=1e-14)


def test_a_group_beside_its_items_needs_the_weight_of_the_total():
    items, weights, total, labels = linked_panel("2013-12", 30, 12)
    alone = hanoi_ct.chained_contributions(items, weights, total, labels)
    whole = weights.sum(axis=0)
    with_total = hanoi_ct.chained_contributions(
        np.vstack([items, total]),
        np.vstack([weights, whole]),
        total,
        labels,
        total_weight=whole,
    )
    assert same_bits(with_total[:4], alone)
    np.testing.assert_allclose(with_total[4, 12:], hanoi_ct.growth(total, 12)[12:], atol=1e-13)


def test_contributions_refuse_what_does_not_fit():
    items, weights, total, labels = linked_panel("2013-12", 30, 12)
    function = hanoi_ct.chained_contributions
    cases = [
        ((items, weights[:2], total, labels), {}, r"^`weights` of .* of shape \(4, 30\); got"),
        ((items, weights, total[:5], labels), {}, r"^`total` of .* 30 periods; got shape \(5,\)$"),
        ((items, weights, total, labels, 0), {}, r"^`lag` of .* must be at least 1; got 0$"),
        (
            (items, weights, total, labels),
            {"method": "shapley"},
            r"^`method` of .* must be one of 'ribe', 'kirchner'; got 'shapley'$",
        ),
        (
            (items, weights, total, labels),
            {"method": "kirchner", "link": None},
            r"^`method` of .* must be 'ribe' under annual overlap",
        ),
        (
            (items, weights, total, labels),
            {"total_weight": [1.0, 2.0]},
            r"^`total_weight` of .* for each of the 30 periods; got shape \(2,\)$",
        ),
    ]
    for arguments, options, message in cases:
        with pytest.raises(ArgumentValueError, match=message):
            function(*arguments, **options)


# ---- the elementary step ----------------------------------------------------------------


def test_elementary_formulas_are_means_of_matched_ratios():
    prices = np.array([[2.0, 4.0], [1.0, 1.0], [NAN, 5.0]])
    got = {
        name: hanoi_ct.elementary_index(prices, formula=name)[1]
        for name in ("jevons", "dutot", "carli", "harmonic", "cswd")
    }
    assert got["carli"] == 1.5
    assert got["dutot"] == 5 / 3
    assert got["harmonic"] == pytest.approx(4 / 3)
    assert got["jevons"] == pytest.approx(np.sqrt(2))
    assert got["cswd"] == pytest.approx(np.sqrt(2))


def test_an_aggregate_without_a_matched_product_is_missing():
    prices = [[1.0, NAN, 3.0], [NAN, 2.0, NAN]]
    for formula in ("jevons", "dutot", "carli"):
        got = hanoi_ct.elementary_index(prices, formula=formula)
        assert got[0] == 1.0
        assert np.isnan(got[1:]).all()
    assert hanoi_ct.elementary_index(prices, base="first")[2] == pytest.approx(3)
    assert hanoi_ct.elementary_index(np.empty((2, 0))).shape == (0,)


def test_superlative_indexes_lie_between_laspeyres_and_paasche():
    relatives = RNG.lognormal(0, 0.3, (6, 50))
    w0, w1 = RNG.uniform(1, 9, 6), RNG.uniform(1, 9, 6)
    index = {
        name: hanoi_ct.index_of_relatives(relatives, w0, w1, formula=name)
        for name in ("laspeyres", "paasche", "fisher", "walsh", "tornqvist")
    }
    np.testing.assert_allclose(index["fisher"] ** 2, index["laspeyres"] * index["paasche"])
    low, high = (f(index["laspeyres"], index["paasche"]) for f in (np.minimum, np.maximum))
    assert ((low <= index["fisher"]) & (index["fisher"] <= high)).all()
    for name in ("fisher", "walsh", "tornqvist"):  # time reversal
        back = hanoi_ct.index_of_relatives(1 / relatives, w1, w0, formula=name)
        np.testing.assert_allclose(back, 1 / index[name], rtol=1e-12)


def test_the_elementary_step_refuses_what_no_formula_can_take():
    with pytest.raises(
        ArgumentValueError, match=r"^`x` of elementary_index must be positive; got 0.0 at index \(0"
    ):
        hanoi_ct.elementary_index([[1, 0], [1, 1]])
    with pytest.raises(ArgumentValueError, match=r"^`formula` of elementary_index must be one of"):
        hanoi_ct.elementary_index([[1, 1]], formula="fisher")
    with pytest.raises(ArgumentValueError, match=r"must have 2 dimensions, .*; got 3$"):
        hanoi_ct.elementary_index(np.ones((1, 1, 1)))
    with pytest.raises(ArgumentValueError, match=r"^`w1` of .* for formula='fisher'; got None$"):
        hanoi_ct.index_of_relatives([1, 2], [1, 1], formula="fisher")
    with pytest.raises(ArgumentValueError, match=r"^`w0` of .* each of the 2 relatives; got shape"):
        hanoi_ct.index_of_relatives([1, 2], [1, 1, 1])
    with pytest.raises(ArgumentValueError, match=r"^`w0` of .* not negative and not all zero; got"):
        hanoi_ct.index_of_relatives([1, 2], [0, 0])
    with pytest.raises(ArgumentTypeError, match=r"^`relatives` of index_of_relatives must be real"):
        hanoi_ct.index_of_relatives(["a"], [1])


@pytest.mark.parametrize("formula", ["jevons", "dutot", "carli", "harmonic", "cswd"])
@pytest.mark.parametrize("base", ["previous", "first"])
def test_elementary_indexes_of_groups_are_those_of_their_rows(formula, base):
    rng = np.random.default_rng(2018)
    values = rng.lognormal(3, 0.4, (60, 9))
    values[rng.random(values.shape) < 0.2] = np.nan
    groups = rng.choice(["1410", "0510", "3600", "2630"], 60)
    found = hanoi_ct.elementary_index(values, groups=groups, formula=formula, base=base)
    assert list(found) == list(dict.fromkeys(groups.tolist()))
    for code, index in found.items():
        own = hanoi_ct.elementary_index(values[groups == code], formula=formula, base=base)
        assert index.tobytes() == own.tobytes()  # their rows in their order: to the bit


def test_an_aggregate_without_matched_rows_is_missing_beside_others():
    nan = float("nan")
    found = hanoi_ct.elementary_index([[1, nan], [2, 3], [nan, 4]], groups=["a", "b", "a"])
    assert np.isnan(found["a"][1])
    assert found["b"][1] == pytest.approx(1.5, rel=1e-15)
    assert hanoi_ct.elementary_index(np.empty((0, 3)), groups=[]) == {}


@pytest.mark.parametrize(
    ("groups", "error", "message"),
    [
        (["a"], ArgumentValueError, r"each of the 2 rows of `x`; got 1$"),
        (["a", None], ArgumentTypeError, r"each of the 2 rows of `x`; got None in row 1$"),
        (5, ArgumentTypeError, r"each of the 2 rows of `x`; got 5$"),
        ("ab", ArgumentTypeError, r"each of the 2 rows of `x`; got 'ab'$"),
        ({"a": 1, "b": 2}, ArgumentTypeError, r"each of the 2 rows of `x`; got \{"),
        (["a", ("b", [])], ArgumentTypeError, r"in row 1$"),
        (np.array([["a"], ["b"]]), ArgumentTypeError, r"each of the 2 rows of `x`; got"),
        (["a", float("nan")], ArgumentTypeError, r"got nan in row 1$"),
        (["a", ["b"]], ArgumentTypeError, r"got \['b'\] in row 1$"),
    ],
)
def test_groups_of_an_elementary_index_are_checked(groups, error, message):
    with pytest.raises(error, match=r"^`groups` of elementary_index must have .*" + message):
        hanoi_ct.elementary_index([[1, 2], [1, 2]], groups=groups)


def test_groups_may_be_columns_of_tables():
    pd, pa = pytest.importorskip("pandas"), pytest.importorskip("pyarrow")
    x = [[1, 2], [1, 3]]
    for groups in (
        pd.Series(["a", "b"], dtype="string"),
        pa.array(["a", "b"]),
        pd.Index(["a", "b"]),
    ):
        found = hanoi_ct.elementary_index(x, groups=groups)
        assert {code: index[1].round(9) for code, index in found.items()} == {"a": 2.0, "b": 3.0}
    for groups in (pd.Series(["a", pd.NA], dtype="string"), pa.array(["a", None])):
        with pytest.raises(ArgumentTypeError, match=r"in row 1$"):
            hanoi_ct.elementary_index(x, groups=groups)


# ---- links of every kind ----------------------------------------------------------------

WEEKS = [str(np.datetime64("2017-01-02") + np.timedelta64(7 * i, "D")) for i in range(120)]
TIMES = {
    "months": months("2016-01", 60),
    "quarters": [f"{year}Q{quarter}" for year in range(2014, 2022) for quarter in range(1, 5)],
    "weeks": WEEKS,
}
LINKS = [12, 6, (12, 1), (3, 6, 9, 12), {2017: 12, 2019: (12, 1)}]


def fits(link, time):
    months_of = [
        m
        for each in (link.values() if isinstance(link, dict) else [link])
        for m in (each if isinstance(each, tuple) else (each,))
    ]
    return time != "quarters" or all(month % 3 == 0 for month in months_of)


@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("link", LINKS, ids=str)
@pytest.mark.parametrize("begin", range(13))
@pytest.mark.parametrize("order", ["C", "F"])
def test_chaining_gives_back_what_was_unchained_whenever_a_series_begins(time, link, begin, order):
    if not fits(link, time):
        pytest.skip("no quarter ends in January")
    labels = TIMES[time][begin:]
    x = np.asarray(RNG.lognormal(4, 0.1, (20, len(labels))), order=order)
    x[3, :7] = NAN  # one begins later
    ratios = hanoi_ct.unchain(x, labels, link=link)
    back = hanoi_ct.chain(ratios, labels, link=link)
    for row in range(20):
        first = int(np.argmax(~np.isnan(back[row])))
        there = ~np.isnan(back[row]) & ~np.isnan(x[row])
        expected = x[row] / x[row, np.argmax(there)] * back[row, np.argmax(there)]
        np.testing.assert_allclose(back[row][there], expected[there], rtol=1e-12)
        if row != 3:
            assert first == 0
            assert there.all()
    assert same_bits(back, hanoi_ct.chain(np.ascontiguousarray(ratios), labels, link=link))


@pytest.mark.parametrize("link", [12, (12, 1), 6, (3, 9), {2016: 12, 2017: (12, 1)}], ids=str)
def test_a_series_that_begins_late_comes_back_from_its_first_period_on(link):
    labels = months("2016-01", 40)
    x = RNG.lognormal(4, 0.1, (38, 40))
    for row in range(38):
        x[row, :row] = NAN
    back = hanoi_ct.chain(hanoi_ct.unchain(x, labels, link=link), labels, link=link)
    for row in range(38):
        np.testing.assert_allclose(back[row, row:], 100 * x[row, row:] / x[row, row], rtol=1e-12)
        # Right after a reference this is over it, whose level is that of what follows.
        assert np.isnan(back[row, : max(row - 1, 0)]).all()
    (alone,) = hanoi_ct.chain(hanoi_ct.unchain(x[9:10], labels, link=link), labels, link=link)
    assert same_bits(alone, back[9])
    series = hanoi_ct.unchain(x[15], labels, link=link)
    assert same_bits(hanoi_ct.chain(series, labels, link=link), back[15])


def slow_unchained(x, reference):
    return [v / x[r] if r >= 0 else NAN for v, r in zip(x, reference, strict=True)]


def test_a_double_link_divides_january_by_december_and_the_rest_by_january():
    labels = months("2017-12", 26)
    x = RNG.lognormal(4, 0.1, 26)
    reference = []
    for i in range(len(labels)):
        earlier = [j for j in range(i) if labels[j][5:] in ("12", "01")]
        reference.append(earlier[-1] if earlier else -1)
    got = hanoi_ct.unchain(x, labels, link=(12, 1))
    assert same_bits(got, np.array(slow_unchained(x, reference)))
    later = hanoi_ct.unchain(x, labels, link={2017: 12, 2019: (12, 1)})
    single = hanoi_ct.unchain(x, labels)
    assert same_bits(later[:14], single[:14])
    assert same_bits(later[14:], got[14:])


def test_a_quarter_is_a_mean_of_its_months_and_a_year_may_be_linked_period_by_period():
    labels = months("2017-10", 18)
    x = RNG.lognormal(4, 0.1, 18)
    got = hanoi_ct.unchain(x, labels, link="Q4")
    assert np.isnan(got[:3]).all()
    np.testing.assert_allclose(got[3:15], x[3:15] / x[:3].mean(), rtol=1e-15)
    np.testing.assert_allclose(got[15:], x[15:] / x[12:15].mean(), rtol=1e-15)
    year = hanoi_ct.unchain(x, labels, link="over_the_year")
    np.testing.assert_allclose(year[12:], x[12:] / x[:6], rtol=1e-15)
    assert np.isnan(year[:12]).all()
    again = hanoi_ct.chain(year, labels, link="over_the_year", start=1.0)
    np.testing.assert_allclose(again[12:], year[12:], rtol=1e-15)
    quarters = TIMES["quarters"][:8]
    level = RNG.lognormal(4, 0.1, 8)
    assert same_bits(
        hanoi_ct.unchain(level, quarters, link="Q4"), hanoi_ct.unchain(level, quarters)
    )


def test_links_that_name_no_period_are_refused():
    x, labels = np.ones(26), months("2017-01", 26)
    for link, message in [
        ("Q5", "must be a month, several, 'Q1' to 'Q4'"),
        (13, "must be between 1 and 12; got 13"),
        ((12, 12), "must name each month once"),
        ((), "must name a month"),
        ({}, "must name a month"),
    ]:
        with pytest.raises(ArgumentValueError, match=f"^`link` of unchain {message}"):
            hanoi_ct.unchain(x, labels, link=link)
    with pytest.raises(ArgumentValueError, match="a month in which a quarter ends; got 1"):
        hanoi_ct.unchain(np.ones(8), TIMES["quarters"][:8], link=(12, 1))
    with pytest.raises(ArgumentValueError, match="is for months and quarters"):
        hanoi_ct.unchain(np.ones(120), WEEKS, link="Q4")


# ---- holes, sparse weights, labels ------------------------------------------------------


@pytest.mark.parametrize("link", [12, (12, 1), None], ids=str)
@pytest.mark.parametrize("order", ["C", "F"])
def test_a_hole_is_felt_only_over_the_lags_that_touch_it(link, order):
    items, weights, total, labels = linked_panel("2014-01", 60, 12 if link != (12, 1) else link)
    full = hanoi_ct.chained_contributions(items, weights, total, labels, 6, link=link)
    holed = np.asarray(items.copy(), order=order)
    holed[0, :20], holed[1, 50:] = NAN, NAN  # one starts late, one ends early
    holed[2, 23] = NAN  # one misses December 2015
    got = hanoi_ct.chained_contributions(holed, weights, total, labels, 6, link=link)
    assert same_bits(got[3], full[3])
    known = ~np.isnan(got)
    np.testing.assert_allclose(got[known], full[known], atol=1e-13)
    # From the first December at which each is there, over lags that lie behind it.
    assert known[0, 42:].all()
    assert known[2, 42:].all()
    assert known[1, 30:50].all()
    assert not known[1, 50:].any()
    assert not known[2, [23, 29]].any()
    if link == 12:
        assert not known[2, 24:36].any()  # the reference of 2016 is not known
        assert known[2, 41]
        assert not known[0, :29].any()


def sparse(weights, labels):
    """The weights of each year, which begin after its December."""
    return {int(label[:4]): weights[:, i] for i, label in enumerate(labels) if label[5:] == "01"}


def test_weights_may_be_given_where_they_change():
    pd = pytest.importorskip("pandas")
    labels = months("2014-01", 60)
    items = RNG.lognormal(4, 0.1, (3, 60))
    by_year = {year: RNG.uniform(1, 5, 3) for year in range(2014, 2019)}
    dense = np.column_stack([by_year[int(label[:4])] for label in labels])
    total = RNG.lognormal(4, 0.1, 60)
    expected = hanoi_ct.chained_contributions(items, dense, total, labels)
    assert same_bits(hanoi_ct.chained_contributions(items, by_year, total, labels), expected)
    names = ["a", "b", "c"]
    index = pd.period_range("2014-01", periods=60, freq="M")
    frame = pd.DataFrame(items.T, index=index, columns=names)
    named = {str(year): dict(zip(names, w, strict=True)) for year, w in by_year.items()}
    long = pd.Series({(year, n): w for year, each in named.items() for n, w in each.items()})
    wide = pd.DataFrame(named).T
    by_month = {f"{year}-01": each for year, each in named.items()}
    for weights in (named, long, wide, by_month, wide[["c", "a", "b"]]):
        got = hanoi_ct.chained_contributions(frame, weights, pd.Series(total, index=index))
        assert got.index.equals(index)
        assert same_bits(got.to_numpy().T, expected)
    with pytest.raises(ArgumentValueError, match="among the 3 of the data; got 'd' in 2014"):
        hanoi_ct.chained_contributions(frame, {2014: {"d": 1}}, total)
    with pytest.raises(ArgumentValueError, match="years or periods like those of the data; got"):
        hanoi_ct.chained_contributions(frame, {"x": {"a": 1}}, total)
    with pytest.raises(ArgumentValueError, match="got 2014 and 2014-01, which begin together"):
        hanoi_ct.chained_contributions(frame, {2014: {"a": 1}, "2014-01": {"a": 1}}, total)


def test_an_item_without_weight_is_left_out_of_the_total():
    labels = months("2014-01", 36)
    items = RNG.lognormal(4, 0.1, (2, 36))
    weights = {2014: [1, 1], 2015: [1, NAN], 2016: [1, 1]}
    over = hanoi_ct.unchain(items, labels)
    share = np.where(np.array([label[:4] == "2015" for label in labels]), [[1.0], [0.0]], 0.5)
    total = hanoi_ct.chain((share * over).sum(axis=0), labels)
    got = hanoi_ct.chained_contributions(items, weights, total, labels, 1)
    growth = hanoi_ct.growth(total, 1)
    np.testing.assert_allclose(got[0, 13:24], growth[13:24], atol=1e-13)
    np.testing.assert_allclose(got[:, 25:].sum(axis=0), growth[25:], atol=1e-13)
    assert np.isnan(got[1, 12:24]).all()


def test_contributions_take_tables_of_any_library_and_match_their_periods():
    periods = pd.period_range("2015-12", periods=37, freq="M")
    frame = pd.DataFrame(RNG.lognormal(4, 0.1, (37, 3)), periods, ["T", "a", "b"])
    weights = {2016: {"a": 1, "b": 2}, 2017: {"a": 2, "b": 2}}
    items = frame[["a", "b"]]
    expected = hanoi_ct.chained_contributions(items, weights, frame["T"])
    wide = polars.from_pandas(frame.set_axis(periods.astype(str)).rename_axis("m").reset_index())
    by_year = polars.DataFrame({"year": [2016, 2017], "a": [1, 2], "b": [2, 2]})
    for table in (wide, wide.to_arrow()):
        got = hanoi_ct.chained_contributions(table.select(["m", "a", "b"]), by_year, table["T"])
        assert got["a"].to_numpy()[12:].tolist() == expected["a"].tolist()[12:]
    coords = {"m": periods.to_timestamp(), "item": ["a", "b"]}
    array = xarray.DataArray(items.to_numpy(), coords)
    total = xarray.DataArray(frame["T"].to_numpy(), {"m": coords["m"]})
    plain = [[1] * 13 + [2] * 24, [2] * 37]
    got = hanoi_ct.chained_contributions(array.T, plain, total)
    assert same_bits(got.to_numpy()[:, 12:], expected.to_numpy().T[:, 12:])
    for late in (
        frame["T"].shift(1, freq="M"),
        total.assign_coords(m=coords["m"] + pd.DateOffset(months=1)),
    ):
        with pytest.raises(ArgumentValueError, match=r"`total` of .* of the periods of `index`"):
            hanoi_ct.chained_contributions(items, weights, late)
