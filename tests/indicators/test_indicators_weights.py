"""Estimated section weights against a search over all supports in exact arithmetic."""

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_data import rows

from hanoi_ct.datasets import Collection
from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.indicators.production import production
from hanoi_ct.indicators.weights import FEWEST_SETS, NoWeights, fit_weights, section_weights


def solve(matrix, right):
    """Gauss over fractions; None where the matrix is singular."""
    size = len(right)
    table = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(size):
        pivot = next((r for r in range(i, size) if table[r][i] != 0), None)
        if pivot is None:
            return None
        table[i], table[pivot] = table[pivot], table[i]
        table[i] = [x / table[i][i] for x in table[i]]
        for r in range(size):
            if r != i:
                table[r] = [x - table[r][i] * y for x, y in zip(table[r], table[i], strict=True)]
    return [row[-1] for row in table]


def squares(growth, totals, weights):
    return sum(
        (t - sum(g * w for g, w in zip(row, weights, strict=True))) ** 2
        for row, t in zip(growth, totals, strict=True)
    )


def best_weights(growth, totals):
    """The least sum of squares over weights >= 0 adding to 1: one system per support."""
    n, best = len(growth[0]), None
    for size in range(1, n + 1):
        for support in itertools.combinations(range(n), size):
            gram = [[sum(r[i] * r[j] for r in growth) for j in support] for i in support]
            right = [sum(r[i] * t for r, t in zip(growth, totals, strict=True)) for i in support]
            matrix = [[*row, Fraction(1)] for row in gram] + [[Fraction(1)] * size + [Fraction(0)]]
            solution = solve(matrix, [*right, Fraction(1)])
            if solution is None or min(solution[:-1]) < 0:
                continue
            weights = [Fraction(0)] * n
            for i, w in zip(support, solution, strict=False):
                weights[i] = w
            found = squares(growth, totals, weights), weights
            best = found if best is None or found[0] < best[0] else best
    return best


@settings(max_examples=40)
@given(st.lists(st.lists(st.integers(-200, 200), min_size=4, max_size=4), min_size=5, max_size=9))
def test_the_fit_is_the_least_sum_of_squares(tenths):
    growth = [[Fraction(x, 1000) for x in row[:3]] for row in tenths]
    totals = [Fraction(row[3], 1000) for row in tenths]
    least, _ = best_weights(growth, totals)
    fitted = fit_weights(np.array(growth, dtype=float), np.array(totals, dtype=float))
    assert (fitted >= 0).all()
    assert abs(fitted.sum() - 1) < 1e-12
    reached = squares(growth, totals, [Fraction(w) for w in fitted])
    assert reached - least < Fraction(1, 10**12)


def test_weights_behind_exact_data_are_found():
    growth = np.array([[0.1, -0.3, 0.02], [0.05, 0.2, 0.08], [0.0, 0.1, 0.3], [0.2, 0.1, -0.1]])
    weights = np.array([0.7, 0.0, 0.3])
    assert np.allclose(fit_weights(growth, growth @ weights), weights, atol=1e-9)


@pytest.fixture(scope="module")
def estimate():
    tables = Tables(Collection().records, "2018-08")
    total = production(tables)
    return section_weights(tables, total.total, total.sections)


@pytest.fixture(scope="module")
def exact_vectors():
    """The weights that fit all sets, all but one, and every resample of the years."""
    sets = complete_sets()
    growth = [[x / 100 for x in sets[end][1:]] for end in sorted(sets)]
    totals = [sets[end][0] / 100 for end in sorted(sets)]
    left_out = [
        best_weights(growth[:k] + growth[k + 1 :], totals[:k] + totals[k + 1 :])[1]
        for k in range(len(sets))
    ]
    years = [int(end[:4]) for end in sorted(sets)]
    distinct = sorted(set(years))
    drawn_anew = []
    for drawn in itertools.combinations_with_replacement(distinct, len(distinct)):
        if len(set(drawn)) > 1:
            picked = [k for one in drawn for k, at in enumerate(years) if at == one]
            drawn_anew.append(
                best_weights([growth[k] for k in picked], [totals[k] for k in picked])[1]
            )
    return [best_weights(growth, totals)[1], *left_out, *drawn_anew]


def test_the_weights_of_the_report_against_the_exact_search(estimate, exact_vectors):
    assert [end for _, end in estimate.periods] == sorted(complete_sets())
    for i, code in enumerate("BCDE"):
        each = [vector[i] * 100 for vector in exact_vectors]
        covers(estimate.weights[code], each[0], min(each), max(each))


def test_the_contributions_of_the_report_against_every_vector_and_end(estimate, exact_vectors):
    """Contributions and their sum over all vectors of weights and all ends of printed rates."""
    rates = [Fraction(x) for x in ("-8.9", "7.4", "6.7", "8.5")]
    half = Fraction(5, 100)
    for i, code in enumerate("BCDE"):
        reached = [
            vector[i] * (rates[i] + off) for vector in exact_vectors for off in (-half, half)
        ]
        value = exact_vectors[0][i] * rates[i]
        covers(estimate.contributions[code], value, min(reached), max(reached))
    sums = [
        sum(w * (rate + off) for w, rate, off in zip(vector, rates, offs, strict=True))
        for vector in exact_vectors
        for offs in itertools.product((-half, half), repeat=4)
    ]
    value = sum(w * rate for w, rate in zip(exact_vectors[0], rates, strict=True))
    covers(estimate.explained, value, min(sums), max(sums))
    total = Fraction("7.4")
    covers(estimate.unexplained, total - value, total - half - max(sums), total + half - min(sums))


def covers(quantity, value, low, high):
    """Check number and interval of a quantity against exact ones."""
    assert quantity.value == pytest.approx(float(value), abs=1e-6)
    assert quantity.low == pytest.approx(float(low), abs=1e-6)
    assert quantity.high == pytest.approx(float(high), abs=1e-6)


def complete_sets():
    """Total, B, C, D, E of every period of 2015-2017 that has them all, from the csv file.

    Not of August 2017: mining +7.1 beside -37.5 for the half-year would need +141 in two months.
    """
    found = {}
    for row in rows("hanoi_iip_reported", measure="ytd_growth_pct"):
        if "2015-01" <= row["period_end"] <= "2017-12" and row["period_end"] != "2017-08":
            values = found.setdefault(row["period_end"], {})
            values.setdefault(row["activity_code"], Fraction(row["value"]))
    codes = ("TOTAL", *"BCDE")
    return {
        end: [values[code] for code in codes]
        for end, values in found.items()
        if all(code in values for code in codes)
    }


def test_too_few_sets_give_no_weights():
    tables = Tables(Collection().records, "2013-12")
    total = production(tables)
    outcome = section_weights(tables, total.total, total.sections)
    assert isinstance(outcome, NoWeights)
    assert outcome.sets < outcome.fewest == FEWEST_SETS
