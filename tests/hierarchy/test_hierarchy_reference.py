"""Index trees against other people's figures: R piar, published tables, a published method."""

import json
from pathlib import Path

import numpy as np
import pytest

import hanoi_ct
from hanoi_ct.hierarchy import Hierarchy, TreeValues, impute_prices

FOLDER = Path(__file__).resolve().parents[1] / "reference"


def cases(file, *operations):
    """Return the cases of some operations as test parameters."""
    listed = json.loads((FOLDER / file).read_text(encoding="utf-8"))
    chosen = [pytest.param(c, id=c["name"]) for c in listed if c["operation"] in operations]
    assert chosen
    return chosen


def number(value):
    """Return a stored figure, or list of figures, with NaN for what is missing."""
    if isinstance(value, list):
        return np.array([number(each) for each in value])
    return np.nan if value is None else float(value)


def assert_close(got, expected, tolerance, *, relative=True):
    got, expected = np.asarray(got, dtype=float), np.asarray(number(expected))
    assert got.shape == expected.shape
    assert (np.isnan(got) == np.isnan(expected)).all()
    scale = np.maximum(1.0, np.abs(expected)) if relative else 1.0
    assert np.nanmax(np.abs(got - expected) / scale, initial=0.0) <= tolerance


# ---- R piar -----------------------------------------------------------------------------


def elementary(case):
    """Return the index of each elementary aggregate over its products."""
    table = case["inputs"]["relatives"]
    periods = sorted(set(table["period"]))
    aggregate_of = dict(zip(table["product"], table["ea"], strict=True))
    values = {product: [np.nan] * len(periods) for product in aggregate_of}
    weights = {product: [1.0] * len(periods) for product in aggregate_of}
    for row, (product, period) in enumerate(zip(table["product"], table["period"], strict=True)):
        values[product][periods.index(period)] = number(table["value"][row])
        if table["weight"] is not None:
            weights[product][periods.index(period)] = table["weight"][row]
    tree = Hierarchy.from_columns([list(aggregate_of.values()), list(aggregate_of)])
    return tree.aggregate(
        values,
        weights,
        kind="period_on_period",
        order=case["inputs"]["r_elementary"],
        missing="reweight" if case["inputs"]["skip_missing"] else "propagate",
        periods=periods,
    )


@pytest.mark.parametrize("case", cases("c_hierarchy.json", "hierarchical_aggregation"))
def test_trees_of_piar(case, loops):
    inputs, expected, tolerance = case["inputs"], case["expected"], case["tolerance"]
    products = elementary(case)
    assert_close(
        [products[node] for node in expected["elementary_nodes"]],
        expected["elementary"],
        tolerance,
    )
    tree = Hierarchy.from_columns(inputs["classification"])
    chainable = inputs["chainable"]
    index = tree.aggregate(
        [products[leaf] for leaf in tree.leaves],
        inputs["weights"],
        kind="period_on_period" if chainable else "fixed_base",
        order=inputs["r_aggregate"],
        missing="parent" if inputs["skip_missing"] else "propagate",
        update=chainable,
        periods=products.periods,
    )
    assert_close([index[node] for node in expected["nodes"]], expected["index"], tolerance)
    levels = index.chain(1.0) if chainable else index
    if chainable:
        got = [levels[node] for node in expected["nodes"]]
        assert_close(got, expected["chained"], tolerance)
    rebased = levels.rebase(expected["rebase_period"], to=1.0)
    got = [rebased[node] for node in expected["nodes"]]
    assert_close(got, expected["rebased_to_mid"], tolerance)
    if chainable and "updated_weights" in expected:
        after = index.updated_weights()
        got = [after[leaf] for leaf in tree.leaves]
        assert_close(got, expected["updated_weights"], tolerance)
        for level in expected["updated_weights_all_levels"].values():
            assert_close([after[code] for code in level], list(level.values()), tolerance)
    for node, parts in expected.get("contributions", {}).items():
        change = index.decompose(node, below=products, through_parent=True)
        got = [change[product] for product in parts["products"]]
        assert_close(got, parts["values"], tolerance)


def test_windows_of_piar_are_means_of_quarters():
    (case,) = [c.values[0] for c in cases("c_hierarchy.json", "window_mean")]
    inputs, expected = case["inputs"], case["expected"]
    flat = Hierarchy([-1] * len(inputs["nodes"]), inputs["nodes"])
    index = TreeValues(flat, number(inputs["index"]), inputs["periods"])
    got = index.mean_over(inputs["window"])
    assert list(got.periods) == expected["periods"]
    assert_close(got.values, expected["index"], case["tolerance"])


@pytest.mark.parametrize("case", cases("c_hierarchy.json", "impute_prices"))
def test_prices_imputed_by_piar(case):
    inputs, expected = case["inputs"], case["expected"]
    table = inputs["prices"]
    periods = sorted(set(table["period"]))
    aggregate_of = dict(zip(table["product"], table["ea"], strict=True))
    prices = {product: [np.nan] * len(periods) for product in aggregate_of}
    for product, period, price in zip(
        table["product"], table["period"], table["price"], strict=True
    ):
        prices[product][periods.index(period)] = number(price)
    products = Hierarchy.from_columns([list(aggregate_of.values()), list(aggregate_of)])
    tree = Hierarchy.from_columns(inputs["classification"])
    assert inputs["method"] == "overall-mean"
    filled = impute_prices(
        [prices[product] for product in products.leaves],
        products,
        tree,
        inputs["weights"],
        elementary_order=inputs["r"][0],
        order=inputs["r"][1],
    )
    relative = np.hstack([np.ones((len(filled), 1)), filled[:, 1:] / filled[:, :-1]])
    row_of = {product: row for row, product in enumerate(products.leaves)}
    where = [
        (row_of[product], periods.index(period))
        for product, period in zip(table["product"], table["period"], strict=True)
    ]
    assert_close([filled[place] for place in where], expected["price"], case["tolerance"])
    assert_close([relative[place] for place in where], expected["relative"], case["tolerance"])


# ---- R gpindex --------------------------------------------------------------------------


def parts_of_mean(ratios, weights, **options):
    """Return what each item adds to the mean of some ratios, less 1."""
    tree = Hierarchy([-1] + [0] * len(ratios))
    index = tree.aggregate(ratios, weights, kind="period_on_period", **options)
    return index.decompose().values[1:, 0]


@pytest.mark.parametrize("case", cases("b_contributions.json", "bilateral_contributions"))
def test_contributions_to_bilateral_indexes_of_gpindex(case):
    p0, p1, q0, q1 = (number(case["inputs"][name]) for name in ("p0", "p1", "q0", "q1"))
    ratios, start, end = p1 / p0, p0 * q0, p1 * q1
    mean_share = start / start.sum() + end / end.sum()
    got = {
        "laspeyres": parts_of_mean(ratios, start),
        "paasche": parts_of_mean(ratios, end, order=-1),
        "tornqvist": parts_of_mean(ratios, mean_share, order=0),
        "fisher": parts_of_mean(ratios, start, end_weights=end),
        "jevons": parts_of_mean(ratios, np.ones(len(ratios)), order=0),
    }
    for formula, expected in case["expected"].items():
        assert_close(got[formula], expected, case["tolerance"])


@pytest.mark.parametrize("case", cases("b_contributions.json", "fisher_contributions"))
def test_contributions_to_fisher_means_of_gpindex(case):
    x, start, end = (case["inputs"][name] for name in ("x", "w1", "w2"))
    got = parts_of_mean(x, start, end_weights=end)
    assert_close(got, case["expected"]["contributions"], case["tolerance"])


@pytest.mark.parametrize("case", cases("b_contributions.json", "mean_contributions"))
def test_contributions_to_generalised_means_of_gpindex(case):
    x, weights, order = (case["inputs"][name] for name in ("x", "w", "r"))
    got = parts_of_mean(x, np.ones(len(x)) if weights is None else weights, order=order)
    assert_close(got, case["expected"]["contributions"], case["tolerance"])


# ---- R hicp -----------------------------------------------------------------------------


def link_month(case):
    annual = case["operation"].endswith("annual")
    return None if annual else case["inputs"]["link_month"]


@pytest.mark.parametrize("case", cases("h_chain_contributions.json", "unchain", "unchain_annual"))
def test_unchaining_of_hicp(case):
    inputs = case["inputs"]
    got = hanoi_ct.unchain(inputs["index"], inputs["date"], link=link_month(case))
    assert_close(got, case["expected"]["values"], case["tolerance"])


@pytest.mark.parametrize("case", cases("h_chain_contributions.json", "chain", "chain_annual"))
def test_chaining_of_hicp(case):
    inputs = case["inputs"]
    got = hanoi_ct.chain(number(inputs["unchained"]), inputs["date"], link=link_month(case))
    assert_close(got, case["expected"]["values"], case["tolerance"])


@pytest.mark.parametrize("case", cases("h_chain_contributions.json", "rebase"))
def test_rebasing_of_hicp(case):
    inputs = case["inputs"]
    got = hanoi_ct.rebase(inputs["index"], inputs["reference"], periods=inputs["date"])
    assert_close(got, case["expected"]["values"], case["tolerance"])


LAGS = {"month": 1, "quarter": 3, "year": 12}


@pytest.mark.parametrize("case", cases("h_chain_contributions.json", "change_rate"))
def test_rates_of_hicp(case):
    got = 100 * hanoi_ct.growth(case["inputs"]["index"], LAGS[case["inputs"]["type"]])
    assert_close(got, case["expected"]["values"], case["tolerance"])


@pytest.mark.parametrize("case", cases("h_chain_contributions.json", "chained_contributions"))
def test_contributions_of_hicp(case):
    inputs, expected = case["inputs"], case["expected"]
    lag = LAGS[inputs["type"]]
    got = hanoi_ct.chained_contributions(
        np.transpose(inputs["index"]),
        np.transpose(inputs["weights"]),
        inputs["total"],
        inputs["date"],
        lag,
        method=inputs["method"],
    )
    assert_close(100 * got.T, expected["contributions"], case["tolerance"])
    rate = 100 * hanoi_ct.growth(inputs["total"], lag)
    assert_close(rate, expected["total_rate"], case["tolerance"])
    if inputs["method"] == "ribe":
        assert_close(100 * got.sum(axis=0), rate.tolist(), 1e-10)


@pytest.mark.parametrize("case", cases("h_chain_contributions.json", "relative_indices"))
def test_indexes_of_relatives_of_hicp(case):
    relatives, w0, wt = (case["inputs"][name] for name in ("relatives", "w0", "wt"))
    for formula, expected in case["expected"].items():
        if formula in ("jevons", "carli", "harmonic"):
            pair = np.column_stack([np.ones(len(relatives)), relatives])
            got = hanoi_ct.elementary_index(pair, formula=formula)[1]
        else:
            got = hanoi_ct.index_of_relatives(relatives, w0, wt, formula=formula)
        assert_close(got, expected, case["tolerance"])


# ---- the five steps of the industrial production index ----------------------------------


@pytest.mark.parametrize("case", cases("f_iip_method.json", "iip_five_steps"))
def test_the_five_steps_of_the_industrial_production_index(case):
    inputs, expected, tolerance = case["inputs"], case["expected"], case["tolerance"]
    levels = ("four_digit", "two_digit", "one_digit")
    parents = dict.fromkeys(inputs["one_digit"], "total") | {"total": None}
    weights = dict(zip(inputs["products"], inputs["product_weights"], strict=True))
    parents |= dict(zip(inputs["products"], inputs["product_parent"], strict=True))
    for level in levels:
        weights |= dict(zip(inputs[level], inputs[f"{level}_weights"], strict=True))
        if level != "one_digit":
            parents |= dict(zip(inputs[level], inputs[f"{level}_parent"], strict=True))
    tree = Hierarchy.from_parents(parents, leaves=inputs["products"])
    quantities = number(inputs["quantities"])
    months = list(range(1, quantities.shape[1] + 1))
    base = (inputs["base_months"][0], inputs["base_months"][-1])
    relatives = hanoi_ct.rebase(quantities, base, periods=months)
    assert_close(relatives, expected["product_relatives"], tolerance)
    index = tree.aggregate(
        dict(zip(inputs["products"], relatives, strict=True)),
        weights,
        each_level=True,
        missing="reweight" if inputs["skip_missing"] else "propagate",
    )
    for level in levels:
        assert_close([index[code] for code in inputs[level]], expected[level], tolerance)
    total = index["total"]
    assert_close(total, expected["total"], tolerance)
    # Comparisons are printed as indexes, 100 = no change.
    comparisons = {
        "month_on_month": index.growth(1)["total"],
        "year_on_year": index.growth(12)["total"],
        "year_to_date": index.ytd_growth()["total"],
    }
    for name, rate in comparisons.items():
        assert_close(100 * (1 + rate), expected[name], tolerance)
    assert_close(index.mean_over(12)["total"], expected["annual_mean"], tolerance)


@pytest.mark.parametrize("case", cases("f_iip_method.json", "link_series"))
def test_links_of_the_industrial_production_index(case):
    inputs, expected, tolerance = case["inputs"], case["expected"], case["tolerance"]
    tree = Hierarchy([-1] + [0] * len(inputs["old"]))
    old = tree.aggregate(inputs["old"], inputs["old_weights"], periods=range(1, 25))
    new = tree.aggregate(inputs["new"], inputs["new_weights"], periods=range(13, 37))
    assert_close(old["0"], expected["old_total"], tolerance)
    assert_close(new["0"], expected["new_total"], tolerance)
    assert_close(old.splice(new, 24)["0"], expected["one_month_overlap"], tolerance)
    assert_close(old.splice(new, (13, 24))["0"], expected["annual_overlap"], tolerance)


# ---- printed tables ---------------------------------------------------------------------


@pytest.mark.parametrize("case", cases("e_published_tables.json", "chain_link_overlap"))
def test_linked_table_of_the_producer_price_manual(case):
    inputs, expected = case["inputs"], case["expected"]
    group = {code: name for name, codes in inputs["groups"].items() for code in codes}
    tree = Hierarchy.from_columns(
        [["Total"] * 5, [group[code] for code in inputs["elements"]], inputs["elements"]]
    )
    old, new = (
        tree.aggregate(part["index"], part["weights"], periods=part["periods"])
        for part in (inputs["old"], inputs["new"])
    )
    linked = old.splice(new, new.periods[0])
    assert list(linked.periods) == expected["periods"]
    for code in ("Total", "G", "H"):
        assert_close(linked[code], expected[code], case["tolerance"], relative=False)


@pytest.mark.parametrize("case", cases("e_published_tables.json", "elementary_chain"))
def test_elementary_table_of_the_price_manuals(case):
    inputs, expected = case["inputs"], case["expected"]
    links = hanoi_ct.elementary_index(inputs["prices"], formula=inputs["formula"])
    direct = hanoi_ct.elementary_index(inputs["prices"], formula=inputs["formula"], base="first")
    assert_close(100 * links, expected["month_to_month"], case["tolerance"], relative=False)
    assert_close(100 * direct, expected["direct"], case["tolerance"], relative=False)
    chained = 100 * np.cumprod(links)
    assert_close(chained, expected["chained"], case["tolerance"], relative=False)


@pytest.mark.parametrize("case", cases("e_published_tables.json", "chain_links"))
def test_quarterly_chain_of_the_accounts_manual(case):
    links = number(case["inputs"]["links"])[np.newaxis] / 100
    index = Hierarchy([-1]).aggregate(links, [1], kind="period_on_period")
    chained = index.chain(case["inputs"]["start"])
    assert_close(chained["0"], case["expected"]["values"], case["tolerance"], relative=False)


@pytest.mark.parametrize("case", cases("e_published_tables.json", "annual_average"))
def test_annual_averages_of_the_accounts_manual(case):
    quarters = number(case["inputs"]["quarterly"])[np.newaxis]
    index = Hierarchy([-1]).aggregate(quarters, [1])
    got = index.mean_over(4)["0"]
    assert_close(got, case["expected"]["values"], case["tolerance"], relative=False)
