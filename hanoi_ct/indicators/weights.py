"""Section weights of Hanoi's index of industrial production, estimated: none are published.

The growth of the total is a weighted mean of the growth of sections B, C, D and E. Over many
periods the weights that fit best can therefore be estimated. They are estimates of the average
volume-updated weights of the years used, not the weights of the office.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hanoi_ct import measures
from hanoi_ct._inputs.months import year
from hanoi_ct._optional import require
from hanoi_ct.hierarchy import Hierarchy
from hanoi_ct.indicators.implied import doubtful_months
from hanoi_ct.indicators.lookup import Span, Tables
from hanoi_ct.indicators.production import DATASET, SECTIONS, YEAR_TO_DATE, rate
from hanoi_ct.quantities.arithmetic import computed, derived, from_fraction
from hanoi_ct.quantities.quantity import Quantity, Source, ends, merged_sources
from hanoi_ct.quantities.units import shift_point

TOTAL = "TOTAL"
TREE = Hierarchy.from_parents({TOTAL: None, **dict.fromkeys(SECTIONS, TOTAL)})
# Years of the stretches within which one base of the index holds, as far as fits can tell:
# those of 2015 to 2017 and of 2018 to 2021 differ by more than their error.
STRETCHES = ((2011, 2017), (2018, 2021), (2022, 2100))
# No more than this many years of a stretch are used, the latest.
MOST_YEARS = 5
# Fewer sets than this, twice as many as there are free weights (they add to 1), give no estimate.
FEWEST_SETS = 6


@dataclass(frozen=True, slots=True)
class SectionWeights:
    """Estimated weights in percent, with the range they take when sets are left out and years
    drawn anew.

    ``contributions`` are percentage points of the total's growth and ``explained`` is their sum;
    ``unexplained`` is what is left of the published total, so that the parts and it add up to it.
    Where the data hold no rate of a section for the period, there are none. ``own_used`` tells
    whether the set of the period itself is among those used, ``later_used`` whether later ones are.
    """

    periods: tuple[Span, ...]
    weights: dict[str, Quantity]
    contributions: dict[str, Quantity]
    explained: Quantity | None
    unexplained: Quantity | None
    own_used: bool
    later_used: bool


@dataclass(frozen=True, slots=True)
class NoWeights:
    """Why there are no weights: how many complete sets there are, and how many it takes."""

    sets: int
    fewest: int
    first_year: int
    last_year: int


def section_weights(
    tables: Tables, total: Quantity, sections: dict[str, Quantity]
) -> SectionWeights | NoWeights:
    """Estimate the weights and the contributions that follow for the period of the report."""
    sets: dict[Span, tuple[Quantity, ...]] = {}
    for first, last in _stretches(year(tables.period)):
        sets = _complete_sets(tables, first, last)
        if len(sets) >= FEWEST_SETS:
            break
    else:
        return NoWeights(len(sets), FEWEST_SETS, first, last)
    growth = np.array([[_fraction(q) for q in one[1:]] for one in sets.values()])
    totals = np.array([_fraction(one[0]) for one in sets.values()])
    vectors = _weight_vectors(growth, totals, [year(end) for _, end in sets])
    sources = merged_sources(q for one in sets.values() for q in one)
    weights = {code: _weight(vectors[:, i], sources, tables) for i, code in enumerate(TREE.leaves)}
    contributions = {}
    explained = unexplained = None
    if len(sections) == len(SECTIONS):
        contributions = _contributions(vectors, weights, sections)
        explained = contributions.pop(TOTAL)
        unexplained = computed(
            "difference",
            total,
            explained,
            unit="percentage_points",
            decimals=2,
            kind="estimated",
        )
    return SectionWeights(
        tuple(sets),
        weights,
        contributions,
        explained,
        unexplained,
        own_used=tables.year_to_date in sets,
        later_used=any(end > tables.period for _, end in sets),
    )


def fit_weights(growth: NDArray[np.float64], totals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights w >= 0 that add to 1 and minimise the sum of squares of ``totals - growth @ w``.

    Parameters
    ----------
    growth : ndarray, shape (n_sets, n_sections)
        Growth of the sections, as fractions.
    totals : ndarray, shape (n_sets,)
        Growth of the total.

    Returns
    -------
    ndarray, shape (n_sections,)

    Notes
    -----
    With w adding to 1 the residuals are ``A @ w``, where A is growth less the total's growth, so
    the weights are the point of smallest norm in the convex hull of A's columns. That is a
    non-negative least squares problem: append a row of ones to A and fit ``(0, ..., 0, 1)``; the
    solution divided by its sum is w exactly. (For u = t*w the objective is
    t^2 |A w|^2 + (t - 1)^2, whose minimum over t rises with |A w|.) No penalty weight, starting
    point or tolerance has to be chosen, and the result does not depend on chance.

    References
    ----------
    C. L. Lawson and R. J. Hanson (1974), *Solving Least Squares Problems*, chapter 23 (NNLS and
    least distance programming).

    Examples
    --------
    >>> fit_weights(np.array([[0.1, 0.2], [0.3, 0.1]]), np.array([0.175, 0.15])).round(6)
    array([0.25, 0.75])
    """
    require("scipy", "section_weights")
    from scipy.optimize import nnls  # type: ignore[import-untyped]

    residual_rows = measures.difference(growth, totals[:, np.newaxis])
    with_sum_row = np.vstack([residual_rows, np.ones(growth.shape[1])])
    target = np.append(np.zeros_like(totals), 1.0)
    solution, _ = nnls(with_sum_row, target)
    return np.asarray(measures.ratio(solution, measures.exact_sum(solution)))


def _stretches(number: int) -> list[tuple[int, int]]:
    """The stretch of a year, then the one before it, which serves where too little is known."""
    begun = [stretch for stretch in STRETCHES if stretch[0] <= number]
    found = []
    for first, last in reversed(begun[-2:]):
        latest = min(last, number)
        years = list(range(first, latest + 1))[-MOST_YEARS:]
        found.append((years[0], latest))
    return found or [(number, number)]


def _complete_sets(tables: Tables, first: int, last: int) -> dict[Span, tuple[Quantity, ...]]:
    """Total and all sections of every year-to-date period of the years, one set a period.

    Only what the report could know counts, up to its own period, and no rate that no plausible
    development joins to the one before it.
    """
    doubtful = _doubtful(tables, first, last)
    spans = tables.spans(DATASET, measure=YEAR_TO_DATE, activity_code="TOTAL")
    sets = {}
    for span in spans:
        if not first <= year(span[1]) <= last or span[1] > tables.period or span in doubtful:
            continue
        rates = (rate(tables, code, span) for code in ("TOTAL", *SECTIONS))
        found = [one for one in rates if one and not one.published_later]
        if len(found) > len(SECTIONS):
            sets[span] = tuple(found)
    return sets


def _doubtful(tables: Tables, first: int, last: int) -> set[Span]:
    """The periods of which a section's rate cannot be joined to those before and after it."""
    found = set()
    for number in range(first, last + 1):
        for code in SECTIONS:
            spans = [(f"{number}-01", f"{number}-{month:02d}") for month in range(1, 13)]
            rates = {
                int(span[1][5:]): known for span in spans if (known := rate(tables, code, span))
            }
            found |= {spans[month - 1] for month in doubtful_months(rates)}
    return found


def _fraction(quantity: Quantity) -> float:
    assert quantity.value is not None
    return shift_point(quantity.value, -2)


def _with_ends(rate: Quantity) -> list[float]:
    return [_fraction(rate), *(shift_point(end, -2) for end in ends(rate))]


def _weight_vectors(
    growth: NDArray[np.float64], totals: NDArray[np.float64], years: list[int]
) -> NDArray[np.float64]:
    """The weights that fit all sets, all but one, and every resample of the years: a row each.

    The resamples are all that a bootstrap over years could draw (as many years as there are, with
    repetition, more than one among them), so that the range holds what other years would have said
    and does not depend on chance.
    """
    picks = [[i for i in range(totals.size) if i != left] for left in range(totals.size)]
    distinct = sorted(set(years))
    for drawn in itertools.combinations_with_replacement(distinct, len(distinct)):
        if len(set(drawn)) > 1:
            picks.append([i for one in drawn for i, at in enumerate(years) if at == one])
    fitted = [fit_weights(growth[pick], totals[pick]) for pick in picks]
    return np.stack([fit_weights(growth, totals), *fitted])


def _weight(fitted: NDArray[np.float64], sources: tuple[Source, ...], tables: Tables) -> Quantity:
    value, low, high = (shift_point(float(w), 2) for w in (fitted[0], fitted.min(), fitted.max()))
    return Quantity(
        value,
        "percent",
        0,
        "estimated",
        low=low,
        high=high,
        sources=sources,
        period_start=tables.year_to_date[0],
        period_end=tables.period,
    )


def _contributions(
    vectors: NDArray[np.float64], weights: dict[str, Quantity], sections: dict[str, Quantity]
) -> dict[str, Quantity]:
    """Contributions of the sections and, under ``TOTAL``, their sum.

    The intervals cover the tree at both ends of the printed rates and under each vector of
    weights. No contribution falls when a rate rises, so that the low ends go together, and the
    high ends; and each vector adds up to 1, which ranges of single weights would not.
    """
    rates = [_with_ends(sections[code]) for code in TREE.leaves]
    levels = np.ones((len(TREE.leaves), 6))
    # Each of the three beside its comparison period, whose level is 1: one more than the rate.
    levels[:, 1::2] = measures.difference(rates, -1.0)
    reached = np.stack(
        [TREE.aggregate(levels, vector).contributions(lag=1).values[:, 1::2] for vector in vectors]
    )
    found = {}
    for row, code in enumerate(TREE.codes):
        each = reached[:, row]
        parts = TREE.leaves if code == TOTAL else (code,)
        found[code] = derived(
            [quantity for part in parts for quantity in (weights[part], sections[part])],
            *(
                from_fraction(float(x), "percentage_points")
                for x in (each[0, 0], each.min(), each.max())
            ),
            unit="percentage_points",
            decimals=2,
            kind="estimated",
            relation="sum" if code == TOTAL else "contribution",
        )
    return found
