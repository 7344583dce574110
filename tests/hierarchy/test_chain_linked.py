"""A year's work in one call: levels or in-year data and weights in, a chained index out."""

import csv

import numpy as np
import pandas as pd
import pytest

import hanoi_ct
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy

TREE = Hierarchy.from_parents({"T": None, "B": "T", "b1": "B", "b2": "B", "C": "T"})
MONTHS = [str(month) for month in np.arange("2014-01", "2019-01", dtype="M8[M]")]
QUARTERS = [f"{2014 + i // 4}Q{i % 4 + 1}" for i in range(20)]
RNG = np.random.default_rng(12)
X = RNG.lognormal(4.6, 0.1, (3, 60))
YEARS = {
    year: dict(zip(TREE.leaves, RNG.uniform(1, 5, 3), strict=True)) for year in range(2014, 2019)
}
LINKS = [12, (12, 1), {2014: 12, 2016: (12, 1)}, "Q4", "annual_overlap", (3, 6, 9, 12)]


def weights_of(year):
    return np.array([YEARS[year][leaf] for leaf in TREE.leaves])


def by_hand(x, labels, link):
    """The total link by link: mean over the reference, times the level there."""
    over = hanoi_ct.unchain(x, labels, link=link)
    total = np.array(
        [np.average(over[:, t], weights=weights_of(int(labels[t][:4]))) for t in range(len(labels))]
    )
    return hanoi_ct.chain(total, labels, link=link)


def assert_adds_up(index, lags=(1, 5, 12, 30)):
    for lag in lags:
        parts, growth = index.contributions(lag), index.growth(lag)
        np.testing.assert_allclose(parts["T"], growth["T"], atol=1e-12)
        for parent in ("T", "B"):
            sums = np.nansum([parts[code] for code in parts.hierarchy.children(parent)], axis=0)
            np.testing.assert_allclose(sums[lag:], parts[parent][lag:], atol=1e-12)


@pytest.mark.parametrize("link", LINKS, ids=str)
def test_each_stretch_is_a_mean_over_its_reference_with_its_weights(link):
    index = TREE.chain_linked(X, YEARS, link=link, periods=MONTHS)
    expected = by_hand(X, MONTHS, link)
    first = MONTHS.index(index.periods[0])
    if link in ("Q4", "annual_overlap"):  # within the first reference leaves move
        reference = 3 if link == "Q4" else 12
        assert index["T"][:reference].mean() == pytest.approx(100.0)
        begun = slice(reference, None)
    else:
        assert index["T"][0] == pytest.approx(100.0)
        begun = slice(0, None)
    got, want = index["T"][begun], expected[first:][begun]
    np.testing.assert_allclose(got, want, rtol=1e-12)
    leaf = index["b1"] / index["b1"][0]
    np.testing.assert_allclose(leaf, X[0, first:] / X[0, first], rtol=1e-12)
    assert_adds_up(index)
    growth = index.ytd_growth()["T"]
    np.testing.assert_allclose(index.ytd_contributions()["T"], growth, atol=1e-12)


@pytest.mark.parametrize("link", [12, (12, 1), (3, 6, 9, 12)], ids=str)
def test_data_in_the_year_give_the_same_index(link):
    index = TREE.chain_linked(X, YEARS, link=link, periods=MONTHS)
    over = hanoi_ct.unchain(X, MONTHS, link=link)
    again = TREE.chain_linked(over, YEARS, link=link, periods=MONTHS, in_year=True)
    np.testing.assert_allclose(again.values, index.values, rtol=1e-12)
    updated = TREE.chain_linked(X, YEARS, link=link, periods=MONTHS, updated=True)
    again = TREE.chain_linked(over, YEARS, link=link, periods=MONTHS, in_year=True, updated=True)
    np.testing.assert_allclose(again.values, updated.values, rtol=1e-12)


def test_updated_weights_make_links_between_weights_vanish():
    """Price-updated from link to link, the chain of a year is one Laspeyres index."""
    year = slice(11, 24)  # December 2014 to December 2015
    labels = MONTHS[year]
    weights = {2015: YEARS[2015]}
    quarterly = TREE.chain_linked(
        X[:, year], weights, link=(3, 6, 9, 12), updated=True, periods=labels
    )
    once = TREE.chain_linked(X[:, year], weights, periods=labels)
    np.testing.assert_allclose(quarterly.values, once.values, rtol=1e-12)
    plain = TREE.chain_linked(X[:, year], weights, link=(3, 6, 9, 12), periods=labels)
    assert np.abs(plain["T"] / once["T"] - 1).max() > 1e-4


def test_over_the_year_growth_is_that_of_the_weights_of_the_year():
    x = RNG.lognormal(4.6, 0.1, (3, 20))
    index = TREE.chain_linked(x, YEARS, link="over_the_year", periods=QUARTERS)
    assert index.periods[0] == "2014Q1"
    base = x.reshape(3, 5, 4).mean(axis=2)
    for t in range(4, 20):
        year = t // 4
        relative = x[:, [t, t - 4]] / base[:, [year - 1]]
        value = np.average(relative, axis=0, weights=weights_of(2014 + year))
        assert index.growth(4)["T"][t] == pytest.approx(value[0] / value[1] - 1, abs=1e-12)
    assert_adds_up(index, (1, 4, 9))


def test_weights_come_in_any_form_and_labels_of_any_type():
    expected = TREE.chain_linked(X, YEARS, periods=MONTHS).values
    long = pd.Series({(year, code): w for year, each in YEARS.items() for code, w in each.items()})
    wide = pd.DataFrame(YEARS).T
    by_month = {pd.Period(f"{year}-01", "M"): each for year, each in YEARS.items()}
    periods = pd.period_range("2014-01", periods=60, freq="M")
    down = pd.DataFrame(X.T, index=periods, columns=list(TREE.leaves))
    dates = down.set_axis(periods.to_timestamp())
    for weights in (YEARS, long, wide, by_month, wide[["C", "b2", "b1"]]):
        for x in (down, down.T, dates, down[["C", "b1", "b2"]]):
            got = TREE.chain_linked(x, weights)
            assert got.values.tobytes() == expected.tobytes()
    mapping = dict(zip(TREE.leaves, X, strict=True))
    got = TREE.chain_linked(mapping, YEARS, periods=list(periods), reference=2016)
    assert got["T"][24:36].mean() == pytest.approx(100.0)
    assert_adds_up(got)


def test_leaves_enter_and_leave_the_basket():
    weights = {2014: {"b1": 1, "C": 1}, 2016: {"b2": 2, "C": 1}, 2017: {"b1": 1, "b2": 1, "C": 1}}
    x = X.copy()
    x[1, :23] = np.nan  # b2 is observed from December 2015 on
    index = TREE.chain_linked(x, weights, periods=MONTHS)
    assert index.introduced == ("b1", "b2")
    assert "b1" in index.discontinued
    assert np.isnan(index["b2"][:23]).all()
    assert np.isnan(index["b1"][:35]).all()  # it came again, and begins anew
    assert not np.isnan(index["T"]).any()
    assert_adds_up(index)
    missing = TREE.chain_linked({"b1": X[0], "b2": X[1]}, {2014: {"b1": 1}}, periods=MONTHS)
    assert missing.missing_rows == ("C",)
    np.testing.assert_allclose(missing["T"], 100 * X[0] / X[0, 0])


@pytest.mark.parametrize("link", [12, (12, 1), "annual_overlap", "over_the_year"])
@pytest.mark.parametrize("missing", ["parent", "parent_change", "last"])
def test_a_leaf_missing_at_a_link_goes_on_from_its_imputed_level(link, missing):
    rng = np.random.default_rng(27)
    tree = Hierarchy.from_parents(
        {"all": None, "food": "all", "rice": "food", "season": "food", "cherry": "season"}
        | {"fuel": "all"}
    )
    months = [f"{2015 + i // 12}-{i % 12 + 1:02d}" for i in range(48)]
    x = 100 * np.cumprod(1 + rng.normal(0.004, 0.02, (3, 48)), axis=1)
    cherry = tree.leaves.index("cherry")
    gaps = [22, 23, 24, 30, 35]  # the first year has no stretch before it
    x[cherry, gaps] = np.nan
    weights = {"2015-01": {"rice": 5, "cherry": 2, "fuel": 3}}
    for year in (2016, 2017, 2018):
        month = "02" if isinstance(link, tuple) else "01"
        weights[f"{year}-{month}"] = {"rice": 5, "cherry": year - 2014, "fuel": 3}
    index = tree.chain_linked(x, weights, link=link, periods=months, missing=missing)
    assert (index.introduced, index.discontinued) == ((), ())
    assert not np.isnan(index.values).any()
    # levels as they were imputed, given as if they were observed, make the same index
    at = index.periods.index("2015-01")
    scale = x[cherry, 0] / index["cherry"][at]
    completed = x.copy()
    completed[cherry, gaps] = index["cherry"][gaps] * scale
    whole = tree.chain_linked(completed, weights, link=link, periods=months)
    np.testing.assert_allclose(index.values, whole.values, rtol=1e-12)
    change = index.contributions(12).values
    parts = [tree.codes.index(code) for code in tree.children("all")]
    np.testing.assert_allclose(change[0, 12:], change[parts, 12:].sum(axis=0), atol=1e-12)


def test_a_leaf_missing_at_a_link_without_imputation_waits_for_the_next():
    tree = Hierarchy.from_parents({"all": None, "rice": "all", "cherry": "all"})
    months = [f"{2015 + i // 12}-{i % 12 + 1:02d}" for i in range(36)]
    x = np.full((2, 36), 100.0)
    x[1, 11] = np.nan
    weights = {year: {"rice": 1, "cherry": 1} for year in (2015, 2016, 2017)}
    index = tree.chain_linked(x, weights, periods=months, missing="reweight")
    assert np.isnan(index["cherry"][:24]).all()
    assert index["cherry"][24:].tolist() == [100.0] * 12
    assert "cherry" in index.introduced
    assert (index["all"] == 100.0).all()


def test_what_cannot_be_chained_is_refused():
    cases = [
        (
            {"2014-05": YEARS[2014], "2014-08": YEARS[2015]},
            {},
            r"change at links; got others from 2014-05 on, amid 2014-02",
        ),
        ({2030: YEARS[2014]}, {}, "must hold in a period after a reference"),
        ({2014: {"T": 1}}, {}, "must be among the 3 of the data; got 'T' in 2014"),
        ({2014: {"b1": 0}}, {}, "must be positive for a leaf below every root"),
        ({2014: {"b1": -1}}, {}, "finite and not negative; got -1.0 for 'b1' in 2014"),
        ({}, {}, "must name a period; got none"),
        (YEARS, {"link": 13}, "must be between 1 and 12; got 13"),
        (YEARS, {"missing_rows": "x"}, "`missing_rows` of .* must be one of 'missing', 'raise'"),
    ]
    for weights, options, message in cases:
        with pytest.raises(ArgumentValueError, match=message):
            TREE.chain_linked(X, weights, periods=MONTHS, **options)
    with pytest.raises(ArgumentTypeError, match="a mapping of years or periods to weights"):
        TREE.chain_linked(X, [1, 2, 3], periods=MONTHS)
    x = X.copy()
    x[0, 11] = np.nan
    with pytest.raises(ArgumentValueError, match="at every link, and not zero; got nan for 'T' in"):
        TREE.chain_linked(x, YEARS, periods=MONTHS)
    index = TREE.chain_linked(x, YEARS, periods=MONTHS, missing="reweight")
    assert index.introduced == ("b1",)
    np.testing.assert_allclose(index.contributions(12)["T"], index.growth(12)["T"], atol=1e-12)


# ---- what offices printed ---------------------------------------------------------------


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_hicp_in_one_call(shared):
    rows = pd.read_csv(shared / "data/peers/hicp_ea_index.csv")
    weights = pd.read_csv(shared / "data/peers/hicp_ea_weights.csv")
    tree = Hierarchy.from_prefixes(weights["coicop"].unique(), root="CP00")
    levels = rows.pivot(index="period", columns="coicop", values="index")
    published = rows.pivot(index="period", columns="coicop", values="yoy_contribution_pp")
    by_year = weights.pivot(index="year", columns="coicop", values="weight")
    leaves = list(tree.leaves)
    index = tree.chain_linked(levels[leaves], by_year[leaves])
    for code in tree.codes:
        scaled = index[code] / index[code][0] * levels[code].iloc[0]
        assert np.nanmax(np.abs(scaled - levels[code])) <= 0.02, code
    parts = 100 * index.contributions(12).values
    difference = np.abs(parts - published[list(tree.codes)].to_numpy().T)
    assert np.isfinite(difference).sum() == 1825
    assert np.nanmax(difference) <= 0.0061
