"""A part of a table: exact states by label, which merge in any order to the same table."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.validate import brief
from hanoi_ct.errors import DataError
from hanoi_ct.measures import GroupSum
from hanoi_ct.records._decimals import are_decimals, figures_of, one_number_of_places
from hanoi_ct.records._largest import Largest
from hanoi_ct.records._plan import Plan
from hanoi_ct.records._rejects import MOST_LISTED, Reject, rejects_table
from hanoi_ct.records._result import Tabulation


class Partial(NamedTuple):
    """What some of the records make: cells by sorted labels, and the records set aside."""

    row_labels: tuple[Any, ...]
    column_labels: tuple[Any, ...]
    total: GroupSum  # rows x columns
    top: Largest | None
    n_records: int
    accepted: int
    rejects: tuple[Reject, ...]
    reasons: Counter[str]
    places: int | None = None  # of the values; see `places_of`


def merged(first: Partial, second: Partial) -> Partial:
    """The part of both; `second` holds the records that come after those of `first`."""
    places = one_number_of_places(first.places, second.places, "of values")
    rows = _joined(first.row_labels, second.row_labels)
    columns = _joined(first.column_labels, second.column_labels)
    total, top = _placed(first, rows, columns)
    more, higher = _placed(second, rows, columns)
    if top is not None and higher is not None:
        top = top.copy()
        top.merge(higher)
    later = (one._replace(row=one.row + first.n_records) for one in second.rejects)
    return Partial(
        rows,
        columns,
        total + more,
        top,
        first.n_records + second.n_records,
        first.accepted + second.accepted,
        (*first.rejects, *later)[:MOST_LISTED],
        first.reasons + second.reasons,
        places,
    )


def _joined(first: tuple[Any, ...], second: tuple[Any, ...]) -> tuple[Any, ...]:
    return first if first == second else tuple(sorted({*first, *second}))


def _placed(
    part: Partial, rows: tuple[Any, ...], columns: tuple[Any, ...]
) -> tuple[GroupSum, Largest | None]:
    size = len(rows) * len(columns)
    if (part.row_labels, part.column_labels) == (rows, columns):
        return part.total, part.top
    down = _places(part.row_labels, rows)[:, None]
    places = (down * len(columns) + _places(part.column_labels, columns)).ravel()
    top = None if part.top is None else part.top.regroup(places, size)
    return part.total.regroup(places, size), top


def _places(labels: tuple[Any, ...], among: tuple[Any, ...]) -> NDArray[np.int64]:
    place = {label: i for i, label in enumerate(among)}
    return np.array([place[label] for label in labels], dtype=np.int64)


def finished(plan: Plan, part: Partial) -> Tabulation:
    """The table: up the tree if there is one, then rounded once a cell."""
    table, top, rows = part.total, part.top, part.row_labels
    width = len(part.column_labels)
    if plan.tree is not None:
        # The states of leaves that no record named are empty.
        leaves = tuple(plan.tree.leaves)
        cells = _Cells(table, top, width)
        if rows != leaves:
            cells = cells.to(_places(rows, leaves), len(leaves))
        table, top, _ = _up_the_tree(cells, plan.tree)
        rows = tuple(plan.tree.codes)
    labels = rows, part.column_labels
    values, missing, observed = _cells(plan, table, part.places, labels)
    declared = plan.field(plan.value)
    return Tabulation(
        values=values,
        missing=missing,
        observed=observed,
        row_labels=rows,
        column_labels=part.column_labels,
        row_names=plan.rows,
        column_names=plan.columns,
        value=plan.value or "",
        aggregate=plan.aggregate,
        unit=declared.unit if declared and plan.aggregate != "count" else "",
        accepted=part.accepted,
        rejected=part.reasons.total(),
        rejects=rejects_table(part.rejects),
        reasons=part.reasons,
        tree=plan.tree,
        largest=None if top is None else top.values.reshape(*values.shape, top.n),
    )


def _cells(
    plan: Plan,
    table: GroupSum,
    places: int | None,
    labels: tuple[tuple[Any, ...], tuple[Any, ...]],
) -> tuple[NDArray[Any], NDArray[np.bool_], NDArray[np.int64]]:
    shape = len(labels[0]), len(labels[1])
    observed = table.count.reshape(shape)
    statistic = plan.recipe.keeps[0]
    if are_decimals(places) and statistic != "count":
        values = figures_of(table, statistic, places).reshape(shape)
    else:
        _refuse_beyond_64_bits(plan, table, labels)
        values = getattr(table, statistic).reshape(shape)
    if plan.aggregate == "count":
        return values, np.zeros(shape, dtype=bool), observed
    missing = observed < plan.min_count
    if values.dtype.kind == "f":
        values = np.where(observed == 0, plan.recipe.empty, values)
        values[missing] = np.nan
    return values, missing, observed


def _refuse_beyond_64_bits(
    plan: Plan, table: GroupSum, labels: tuple[tuple[Any, ...], tuple[Any, ...]]
) -> None:
    """Raise where a sum of whole numbers fits no int64, and name its cell."""
    if plan.recipe.keeps[0] != "sum" or not table._tables.of_integers:
        return
    beyond = np.flatnonzero(table._tables.totals["sum"].integers()[1])
    if beyond.size:
        row, column = divmod(int(beyond[0]), len(labels[1]))
        of_cell = [labels[0][row], *([labels[1][column]] if plan.columns else [])]
        cell = ", ".join(map(brief, of_cell))
        raise DataError(
            f"sums of the whole numbers in column {plan.value!r} of the records must lie within "
            f"64 bits; got one beyond in the cell {cell}: cast the column to float64"
        )


class _Cells(NamedTuple):
    """The states of some rows of a table of `width` columns."""

    total: GroupSum
    top: Largest | None
    width: int

    def to(self, rows: NDArray[np.int64], n_rows: int) -> _Cells:
        """The cells of other rows, to which these go; -1 leaves a row out."""
        across = np.arange(self.width, dtype=np.int64)
        places = np.where(rows[:, None] >= 0, rows[:, None] * self.width + across, -1).ravel()
        size = n_rows * self.width
        top = None if self.top is None else self.top.regroup(places, size)
        return _Cells(self.total.regroup(places, size), top, self.width)

    def add(self, other: _Cells) -> None:
        """Add the cells of as many rows."""
        self.total.merge(other.total)
        if self.top is not None and other.top is not None:
            self.top.merge(other.top)


def _up_the_tree(leaves: _Cells, tree: Any) -> _Cells:
    """The cells of every node: each takes the exact states of the leaves below it.

    The leaves, which are many, go up to their parents once; the rest is among these.
    """
    parent, leaf_rows = np.asarray(tree.parent), np.asarray(tree.leaf_rows, dtype=np.int64)
    inner = np.unique(parent[parent >= 0])
    number = np.full(len(parent) + 1, -1, dtype=np.int64)  # the last is of no parent
    number[inner] = np.arange(inner.size)
    direct = leaves.to(number[parent[leaf_rows]], inner.size)
    sums = direct.to(np.arange(inner.size), inner.size)
    above = up = number[parent[inner]]
    while (above >= 0).any():
        sums.add(direct.to(above, inner.size))
        above = np.where(above >= 0, up[above], -1)
    nodes = leaves.to(leaf_rows, len(parent))
    nodes.add(sums.to(inner, len(parent)))
    return nodes
