"""Index trees against what statistical offices printed: euro-area prices, India's output."""

import csv

import numpy as np
import pytest

import hanoi_ct
from hanoi_ct.hierarchy import Hierarchy


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_code(rows, code, column):
    found = {}
    for row in rows:
        found.setdefault(row[code], []).append(float(row[column] or "nan"))
    return {key: np.array(values) for key, values in found.items()}


@pytest.fixture(scope="module")
def hicp(shared):
    rows = table(shared / "data/peers/hicp_ea_index.csv")
    months = [row["period"] for row in rows if row["coicop"] == "CP00"]
    weights = by_code(table(shared / "data/peers/hicp_ea_weights.csv"), "coicop", "weight")
    year = [int(month[:4]) - 2009 for month in months]
    tree = Hierarchy.from_prefixes(weights, root="CP00")
    index = by_code(rows, "coicop", "index")
    published = by_code(rows, "coicop", "yoy_contribution_pp")
    return tree, months, index, {code: w[year] for code, w in weights.items()}, published


def test_every_parent_of_the_hicp_is_the_mean_of_its_children_over_december(hicp):
    tree, months, index, weights, _ = hicp
    checked = 0
    for parent in tree.codes:
        children = tree.children(parent)
        if not children:
            continue
        family = Hierarchy.from_parents(dict.fromkeys(children, parent) | {parent: None})
        over = [hanoi_ct.unchain(index[code], months) for code in family.leaves]
        mean = family.aggregate(over, [weights[code] for code in family.leaves], periods=months)
        level = index[parent] / hanoi_ct.unchain(index[parent], months) * mean[parent]
        assert np.nanmax(np.abs(level - index[parent])) <= 0.1, parent
        checked += np.isfinite(level).sum()
    assert checked == 4 * 84  # four families, 2010-01 to 2016-12


def test_every_published_contribution_of_the_hicp_is_met(hicp):
    tree, months, index, weights, published = hicp
    got = 100 * hanoi_ct.chained_contributions(
        [index[code] for code in tree.codes],
        [weights[code] for code in tree.codes],
        index["CP00"],
        months,
        total_weight=weights["CP00"],
    )
    difference = np.abs(got - [published[code] for code in tree.codes])[:, 13:]  # from 2011 on
    assert months[13] == "2011-01"
    assert np.isfinite(difference).sum() == 1800
    assert np.nanmax(difference) <= 0.01


def test_india_2004_05_through_the_tree(shared):
    months = table(shared / "data/peers/india_iip_2004_05.csv")
    listed = table(shared / "data/peers/india_iip_2004_05_weights.csv")
    index = {row["code"]: [float(month[row["code"]]) for month in months] for row in listed}
    tree = Hierarchy.from_parents([(row["code"], row["parent"]) for row in listed])
    weights = {row["code"]: float(row["weight"]) for row in listed}
    # Consumer goods are printed too, and rebuilt from durables and non-durables.
    leaves = {code: index[code] for code in tree.leaves}
    periods = [row["period"] for row in months]
    rebuilt = tree.aggregate(leaves, weights, periods=periods, tolerance=1e-3)
    assert len(periods) == 144
    for code in tree.codes:
        assert np.abs(rebuilt[code] - index[code]).max() <= 0.10, code
    # From printed figures: off by the last digit at most, and most months are met.
    printed = tree.aggregate(leaves, weights, periods=periods, tolerance=1e-3, cascade=1)
    for code in ("consumer", "general"):
        difference = np.abs(hanoi_ct.round_half_up(printed[code] - index[code], 1))
        assert difference.max() <= 0.1, code
        assert (difference == 0.0).sum() > 100, code
    growth = rebuilt.growth(12)["general"]
    parts = rebuilt.contributions(12).values[tree.leaf_rows].sum(axis=0)
    np.testing.assert_allclose(parts[12:], growth[12:], atol=1e-13)
