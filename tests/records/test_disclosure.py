"""Protected tables, attacked: no withheld cell can be bounded closer than asked."""

import numpy as np
import pandas as pd
import pytest
from scipy import optimize

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy
from hanoi_ct.records import protect, tabulate

INTERVAL = 0.15


def returns(seed, zones="ABCDEF", years=range(2015, 2020)):
    rng = np.random.default_rng(seed)
    rows = [
        {"zone": zone, "year": year, "value": float(np.round(rng.lognormal(3, 1), 1)) + 1.0}
        for zone in zones
        for year in years
        for _ in range(rng.integers(1, 8))
    ]
    return pd.DataFrame(rows)


def attack(protected):
    """The least and the greatest value of each cell, from what is published alone.

    Written against the sums of the table, not against those that the protection kept.
    """
    values, hidden = protected.values, protected.status != "published"
    n_rows, n_columns = values.shape
    place = np.arange(values.size).reshape(values.shape)
    sums = [(place[-1, j], place[:-1, j]) for j in range(n_columns)]
    sums += [(place[i, -1], place[i, :-1]) for i in range(n_rows)]
    matrix = np.zeros((len(sums), values.size))
    for row, (total, parts) in enumerate(sums):
        matrix[row, total], matrix[row, parts] = -1.0, 1.0
    bounds = [
        (0.0, None) if gone else (value, value)
        for value, gone in zip(values.ravel(), hidden.ravel(), strict=True)
    ]
    for cell in np.flatnonzero(hidden.ravel()):
        ends = []
        for sign in (1.0, -1.0):
            cost = np.zeros(values.size)
            cost[cell] = sign
            found = optimize.linprog(cost, A_eq=matrix, b_eq=np.zeros(len(sums)), bounds=bounds)
            ends.append(sign * found.fun if found.status == 0 else np.inf)
        yield np.unravel_index(cell, values.shape), *ends


@pytest.mark.parametrize("seed", range(5))
def test_nobody_bounds_a_primary_cell_closer_than_asked(seed):
    table = tabulate(returns(seed), rows="zone", columns="year", value="value", largest=1)
    protected = protect(table, min_units=3, dominance=(1, 0.8), interval=INTERVAL)
    assert (protected.status == "primary").any()
    for cell, low, high in attack(protected):
        if protected.status[cell] == "primary":
            value = protected.values[cell]
            assert low <= value * (1 - INTERVAL) * (1 + 1e-6)
            assert high >= value * (1 + INTERVAL) * (1 - 1e-6)


def test_the_rules_mark_what_they_say():
    frame = pd.DataFrame(
        {"k": list("aabbbbccc"), "v": [1.0, 2.0, 97.0, 1.0, 1.0, 1.0, 5.0, 6.0, 7.0]}
    )
    table = tabulate(frame, rows="k", value="v", largest=2)
    protected = protect(table, min_units=3, dominance=(1, 0.9))
    kinds = {cell.row: (cell.kind, cell.reason) for cell in protected.withheld}
    assert kinds["a"] == ("primary", "2 units, fewer than 3")
    assert kinds["b"] == ("primary", "the 1 largest units make 97%, more than 90%")
    assert "total" not in kinds
    shown = protected.to_pandas()
    assert np.isnan(shown.loc["a"].iloc[0])
    assert shown.loc["total"].iloc[0] == 121.0


def test_a_tree_is_protected_as_a_whole():
    tree = Hierarchy.from_parents(
        {"T": None, "X": "T", "Y": "T", "a": "X", "b": "X", "c": "X", "d": "Y", "e": "Y"}
    )
    frame = pd.DataFrame({"k": list("abbbccccddddeeee"), "v": np.arange(10.0, 26.0)})
    protected = protect(tabulate(frame, rows="k", value="v", hierarchy=tree), interval=INTERVAL)
    withheld = {cell.row: cell.kind for cell in protected.withheld}
    assert withheld["a"] == "primary"
    assert "secondary" in withheld.values()
    bounds = protected.bounds()
    cell = protected.row_labels.index("a")
    low, high = bounds[cell, 0]
    assert low <= 10.0 * (1 - INTERVAL) * (1 + 1e-6)
    assert high >= 10.0 * (1 + INTERVAL) * (1 - 1e-6)


THREE_LEVELS = {
    "T": None,
    "A": "T",
    "B": "T",
    "A1": "A",
    "A2": "A",
    "B1": "B",
    "B2": "B",
    **{f"{group}.{i}": group for group in ("A1", "A2", "B1", "B2") for i in range(3)},
}


def attack_tree(protected, unit):
    """As `attack`, from the parents of the tree and the totals over the columns."""
    values, hidden = protected.values / unit, protected.status != "published"
    labels, place = protected.row_labels, np.arange(values.size).reshape(values.shape)
    sums = [(place[i, -1], place[i, :-1]) for i in range(values.shape[0])]
    for top in {parent for parent in THREE_LEVELS.values() if parent}:
        parts = [i for i, label in enumerate(labels) if THREE_LEVELS[label] == top]
        sums += [(place[labels.index(top), j], place[parts, j]) for j in range(values.shape[1])]
    matrix = np.zeros((len(sums), values.size))
    for row, (total, parts) in enumerate(sums):
        matrix[row, total], matrix[row, parts] = -1.0, 1.0
    gone = hidden.ravel()
    known = -matrix[:, ~gone] @ values.ravel()[~gone]
    where = np.flatnonzero(gone)
    for at, cell in enumerate(where):
        ends = []
        for sign in (1.0, -1.0):
            cost = np.zeros(where.size)
            cost[at] = sign
            found = optimize.linprog(cost, A_eq=matrix[:, gone], b_eq=known, bounds=(0, None))
            assert found.status in (0, 3)  # found, or no bound at all
            ends.append(sign * found.fun * unit if found.status == 0 else np.inf)
        yield np.unravel_index(cell, values.shape), *ends


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("unit", [1e-9, 1.0, 1e9])
def test_nobody_bounds_a_cell_of_a_tree_of_three_levels(seed, unit):
    """In any unit: what the solver takes for zero must not depend on it."""
    rng = np.random.default_rng(seed)
    leaves = [label for label in THREE_LEVELS if "." in label]
    frame = pd.DataFrame(
        [
            {"k": leaf, "year": year, "v": (np.round(rng.lognormal(2, 1.5), 2) + 0.5) * unit}
            for leaf in leaves
            for year in (2016, 2017, 2018)
            for _ in range(rng.integers(1, 9))
        ]
    )
    tree = Hierarchy.from_parents(THREE_LEVELS)
    table = tabulate(frame, rows="k", columns="year", value="v", hierarchy=tree, largest=2)
    protected = protect(table, min_units=3, dominance=(2, 0.9), interval=INTERVAL)
    primary = protected.status == "primary"
    assert primary.any()
    ends = protected.bounds()
    for cell, low, high in attack_tree(protected, unit):
        value = protected.values[cell]
        np.testing.assert_allclose(ends[cell], (low, high), rtol=1e-5, atol=1e-5 * value)
        if primary[cell]:
            assert low <= value * (1 - INTERVAL) * (1 + 1e-5)
            assert high >= value * (1 + INTERVAL) * (1 - 1e-5)


def test_sums_left_out_by_min_count_are_refused():
    table = tabulate(returns(0), rows="zone", columns="year", value="value", min_count=3)
    assert table.missing.any()
    with pytest.raises(ArgumentValueError, match="without it, and pass min_units="):
        protect(table)


def test_nothing_is_withheld_without_need():
    frame = pd.DataFrame({"k": list("aaabbb"), "v": 1.0})
    protected = protect(tabulate(frame, rows="k", value="v"))
    assert protected.withheld == ()
    assert (protected.status == "published").all()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"dominance": (2, 0.8)}, r"make the table with tabulate\(..., largest=2\)"),
        ({"dominance": (1, 80)}, "a share between 0 and 1"),
        ({"min_units": 0}, "at least 1"),
        ({"interval": 1.5}, "a share between 0 and 1"),
    ],
)
def test_refusals(options, message):
    table = tabulate(pd.DataFrame({"k": list("aab"), "v": 1.0}), rows="k", value="v", largest=1)
    with pytest.raises(ArgumentValueError, match=message):
        protect(table, **options)


def test_only_sums_that_are_not_negative():
    frame = pd.DataFrame({"k": list("aab"), "v": [1.0, 1.0, -5.0]})
    with pytest.raises(ArgumentValueError, match="no negative"):
        protect(tabulate(frame, rows="k", value="v"))
    with pytest.raises(ArgumentValueError, match="must be of sums"):
        protect(tabulate(frame, rows="k", value="v", aggregate="mean"))
    with pytest.raises(ArgumentTypeError, match="what tabulate returns"):
        protect(frame)
