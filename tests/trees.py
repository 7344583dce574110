"""Trees by chance, and the slow twin of the tree functions in exact fractions."""

from fractions import Fraction

import numpy as np
from hypothesis import strategies as st

Matrix = list[list[Fraction]]


@st.composite
def trees(draw, max_nodes=14):
    """A parent array: any forest in which parents stand before their children."""
    size = draw(st.integers(1, max_nodes))
    return [-1] + [draw(st.integers(-1, row - 1)) for row in range(1, size)]


def leaves_below(parent: list[int], node: int) -> list[int]:
    """Return the leaves at or below a node, as numbers in the order of the leaves."""
    leaves = [row for row in range(len(parent)) if row not in parent]

    def at_or_below(row: int) -> bool:
        return row == node or (parent[row] >= 0 and at_or_below(parent[row]))

    return [number for number, row in enumerate(leaves) if at_or_below(row)]


def root_of(parent: list[int], node: int) -> int:
    """Return the root above a node."""
    return node if parent[node] < 0 else root_of(parent, parent[node])


def level(x, weights, leaves: list[int], period: int) -> Fraction:
    """Return the sum of weight times index over some leaves."""
    return sum((Fraction(weights[i]) * Fraction(x[i][period]) for i in leaves), Fraction(0))


def aggregate(x, weights, parent: list[int]) -> Matrix:
    """Return the weighted mean of the leaves below each node, in each period."""
    result = []
    for node in range(len(parent)):
        below = leaves_below(parent, node)
        weight = sum((Fraction(weights[i]) for i in below), Fraction(0))
        result.append([level(x, weights, below, t) / weight for t in range(len(x[0]))])
    return result


def contributions(x, weights, parent: list[int], lag: int) -> Matrix:
    """Return the contribution of each node to its root's growth, from period `lag` on."""
    result = []
    for node in range(len(parent)):
        below, total = leaves_below(parent, node), leaves_below(parent, root_of(parent, node))
        result.append(
            [
                (level(x, weights, below, t) - level(x, weights, below, t - lag))
                / level(x, weights, total, t - lag)
                for t in range(lag, len(x[0]))
            ]
        )
    return result


def largest_error(got, exact: Matrix) -> float:
    """Return the largest difference relative to the larger of 1 and the exact value."""
    errors = [
        abs(Fraction(float(a)) - b) / max(1, abs(b))
        for row, exact_row in zip(np.asarray(got), exact, strict=True)
        for a, b in zip(row, exact_row, strict=True)
    ]
    return float(max(errors, default=0))
