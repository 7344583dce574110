"""Disclosure control: which cells of a table may not be published, and why.

Primary cells show too few units, or one or a few units dominate them. Secondary cells are those
that must be withheld too, so that no primary cell can be worked out from the totals within the
interval that is asked for. They are found by linear programming (SciPy's HiGHS): for every
primary cell, the cheapest change of the table that moves the cell to either end of its interval
and leaves every total standing; the cells that move are withheld. Two tables that agree with all
that is published and differ that much in the cell then exist, so nobody can bound it closer.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.validate import integer, real_number
from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError, DataError
from hanoi_ct.records._result import Tabulation

TOTAL = "total"
_TOLERANCE = 1e-6
_INFEASIBLE = 2  # a status of linprog
# A total is withheld only where nothing else protects a cell.
_COST_OF_TOTALS = 1e3


class Withheld(NamedTuple):
    """A cell that is withheld, and why."""

    row: Any
    column: Any
    kind: str  # "primary" or "secondary"
    reason: str


@dataclass(frozen=True, eq=False)
class Protected:
    """A table with its totals, of which some cells are withheld.

    Attributes
    ----------
    values : ndarray of float64, shape (rows, columns)
        Every cell, totals included: for the office alone.
    status : ndarray of str, shape (rows, columns)
        "published", "primary" or "secondary".
    row_labels, column_labels : tuple
        As those of the table, with "total" where a total was added.
    withheld : tuple of Withheld
        The cells that are withheld, by row and column, each with the reason.
    """

    values: NDArray[np.float64]
    status: NDArray[np.str_]
    row_labels: tuple[Any, ...]
    column_labels: tuple[Any, ...]
    withheld: tuple[Withheld, ...]
    _sums: Any = field(repr=False)

    def to_pandas(self) -> Any:
        """What may be published: withheld cells are missing.

        Returns
        -------
        DataFrame

        Raises
        ------
        MissingDependencyError
            pandas is not installed.
        """
        pd = require("pandas", "Protected.to_pandas")
        shown = np.where(self.status == "published", self.values, np.nan)
        return pd.DataFrame(shown, index=list(self.row_labels), columns=list(self.column_labels))

    def bounds(self) -> NDArray[np.float64]:
        """What anyone can work out of each cell: shape (rows, columns, 2).

        The least and the greatest value that agree with all published cells, the totals and
        that nothing is negative; a published cell is its own bounds.

        Returns
        -------
        ndarray of float64, shape (rows, columns, 2)
            In the unit of the table.

        Raises
        ------
        MissingDependencyError
            SciPy is not installed.
        """
        optimize = require("scipy.optimize", "Protected.bounds")
        flat, hidden = self.values.ravel(), (self.status != "published").ravel()
        result = np.repeat(flat[:, None], 2, axis=1)
        where = np.flatnonzero(hidden)
        if where.size == 0:
            return result.reshape(*self.values.shape, 2)
        # In units of the largest value, so that the solver's tolerance is one of rounding.
        unit = float(flat.max())
        known = -(self._sums[:, ~hidden] @ (flat[~hidden] / unit))
        for at in range(where.size):
            for side, sign in ((0, 1.0), (1, -1.0)):
                cost = np.zeros(where.size)
                cost[at] = sign
                found = optimize.linprog(
                    cost, A_eq=self._sums[:, hidden], b_eq=known, bounds=(0, None), method="highs"
                )
                if found.status == _INFEASIBLE:
                    raise DataError(
                        "bounds of a protected table need totals that are the sums of their "
                        "parts; no table agrees with those that are published"
                    )
                end = sign * found.fun * unit if found.status == 0 else np.inf * -sign
                result[where[at], side] = end
        return result.reshape(*self.values.shape, 2)

    def __repr__(self) -> str:
        counts = {kind: int((self.status == kind).sum()) for kind in ("primary", "secondary")}
        return (
            f"Protected: {self.values.shape[0]} rows, {self.values.shape[1]} columns, totals "
            f"included; {counts['primary']} primary and {counts['secondary']} secondary cells "
            "withheld"
        )

    def _repr_html_(self) -> str:
        frame = self.to_pandas()
        return f"<p>{html.escape(repr(self))}</p>{frame.to_html(na_rep='…', max_rows=40)}"


def protect(
    table: Tabulation,
    *,
    min_units: int = 3,
    dominance: tuple[int, float] | None = None,
    interval: float = 0.1,
) -> Protected:
    """Withhold the cells of a table of sums that would disclose a unit.

    Parameters
    ----------
    table : Tabulation
        Of ``aggregate="sum"`` and values that are not negative; each record is one unit. The
        tree it was rolled up, if any, is protected as a whole; without one, totals over rows
        are added, and in both cases totals over columns.
    min_units : int, default 3
        A cell made from fewer units is primary.
    dominance : (int, float), optional
        ``(n, k)``: a cell of which the n largest units make more than the share k (0 to 1) is
        primary. The table must have been made with ``largest=n`` or more.
    interval : float, default 0.1
        How far, as a share of its value, nobody may be able to bound a primary cell on either
        side.

    Returns
    -------
    Protected
        The table with its totals, what is withheld, and why.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        The table is of another aggregate, has negative values, or an option is out of range.

    References
    ----------
    Hundepool et al. (2012), *Statistical Disclosure Control*, Wiley, ch. 4; Kelly, Golden and
    Assad (1992), "Cell suppression: disclosure protection for sensitive tabular data", *Networks*
    22, for the linear programme.

    Examples
    --------
    >>> from hanoi_ct.records import protect, tabulate
    >>> records = [
    ...     {"zone": zone, "year": year, "value": 10.0 + i}
    ...     for zone, units in (("A", 1), ("B", 5), ("C", 6), ("D", 4))
    ...     for year in (2017, 2018)
    ...     for i in range(units if year == 2018 else 6)
    ... ]
    >>> table = tabulate(records, rows="zone", columns="year", value="value")
    >>> protect(table)
    Protected: 5 rows, 3 columns, totals included; 1 primary and 3 secondary cells withheld
    """
    function = "protect"
    if not isinstance(table, Tabulation):
        raise ArgumentTypeError(
            f"`table` of {function} must be what tabulate returns; got {type(table).__name__}"
        )
    if table.aggregate != "sum":
        raise ArgumentValueError(
            f"`table` of {function} must be of sums, which add up; got {table.aggregate!r}"
        )
    fewest = integer(min_units, "min_units", function, low=1)
    share = _share(interval, "interval")
    if (table.missing & (table.observed > 0)).any():
        raise ArgumentValueError(
            f"`table` of {function} must hold every sum, to withhold what protects them; got cells "
            "that `min_count` left out: make the table without it, and pass min_units="
        )
    values = np.where(table.missing, 0.0, table.values.astype(np.float64))
    if (values < 0).any() or not np.isfinite(values).all():
        raise ArgumentValueError(f"`table` of {function} must hold no negative or infinite sum")
    grid = _with_totals(table, values)
    reasons = _primary(table, grid, fewest, dominance)
    hidden = _secondary(grid, reasons, share)
    return _protected(table, grid, reasons, hidden)


def _share(given: Any, name: str) -> float:
    return real_number(given, name, "protect", "a share between 0 and 1", lambda x: 0.0 < x < 1.0)


class _Grid(NamedTuple):
    """Every cell, totals included, in one row; and the sums that hold among them."""

    values: NDArray[np.float64]
    units: NDArray[np.int64]
    largest: NDArray[np.float64] | None  # (cells, n)
    is_total: NDArray[np.bool_]
    sums: Any  # sparse, (sums, cells): each row is zero at the table
    shape: tuple[int, int]
    row_labels: tuple[Any, ...]
    column_labels: tuple[Any, ...]


def _with_totals(table: Tabulation, values: NDArray[np.float64]) -> _Grid:
    sparse = require("scipy.sparse", "protect")
    units, largest = table.observed, table.largest
    rows, columns = list(table.row_labels), list(table.column_labels)
    has_tree = table.tree is not None
    if not has_tree:
        values = np.vstack([values, values.sum(axis=0)])
        units = np.vstack([units, units.sum(axis=0)])
        rows.append(TOTAL)
        if largest is not None:
            largest = np.concatenate([largest, _largest_of(largest, 0)], axis=0)
    if table.column_names:
        values = np.hstack([values, values.sum(axis=1, keepdims=True)])
        units = np.hstack([units, units.sum(axis=1, keepdims=True)])
        columns.append(TOTAL)
        if largest is not None:
            largest = np.concatenate([largest, _largest_of(largest, 1)], axis=1)
    shape = values.shape
    place = np.arange(values.size).reshape(shape)
    families = _families(table, shape[0])
    sums: list[tuple[int, NDArray[np.int64]]] = []
    for total, parts in families:
        sums += [(place[total, j], place[parts, j]) for j in range(shape[1])]
    if table.column_names:
        sums += [(place[i, -1], place[i, :-1]) for i in range(shape[0])]
    matrix = sparse.lil_matrix((len(sums), values.size))
    is_total = np.zeros(values.size, dtype=bool)
    for row, (total, parts) in enumerate(sums):
        matrix[row, total] = -1.0
        matrix[row, parts] = 1.0
        is_total[total] = True
    flat = None if largest is None else largest.reshape(values.size, -1)
    return _Grid(
        values.ravel(),
        units.ravel(),
        flat,
        is_total,
        matrix.tocsc(),
        shape,
        tuple(rows),
        tuple(columns),
    )


def _families(table: Tabulation, n_rows: int) -> list[tuple[int, NDArray[np.int64]]]:
    """Each row that is the sum of other rows, and which."""
    if table.tree is None:
        return [(n_rows - 1, np.arange(n_rows - 1))]
    parent = np.asarray(table.tree.parent)
    return [(int(top), np.flatnonzero(parent == top)) for top in np.unique(parent[parent >= 0])]


def _largest_of(largest: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    """The largest units of a total: those of its parts together."""
    n = largest.shape[2]
    together = np.moveaxis(largest, axis, 1)
    flat = -np.sort(-together.reshape(together.shape[0], -1), axis=1)[:, :n]
    return np.expand_dims(flat, axis)


def _primary(
    table: Tabulation, grid: _Grid, fewest: int, dominance: tuple[int, float] | None
) -> dict[int, str]:
    reasons: dict[int, str] = {}
    for cell in np.flatnonzero((grid.units > 0) & (grid.units < fewest) & (grid.values > 0)):
        reasons[int(cell)] = f"{grid.units[cell]} units, fewer than {fewest}"
    if dominance is None:
        return reasons
    n, k = dominance
    n = integer(n, "dominance", "protect", low=1)
    k = _share(k, "dominance")
    if grid.largest is None or grid.largest.shape[1] < n:
        raise ArgumentValueError(
            f"`dominance` of protect needs the {n} largest units of each cell: make the table "
            f"with tabulate(..., largest={n})"
        )
    top = np.where(np.isfinite(grid.largest[:, :n]), grid.largest[:, :n], 0.0).sum(axis=1)
    for cell in np.flatnonzero((grid.values > 0) & (top > k * grid.values)):
        share = top[cell] / grid.values[cell]
        reasons.setdefault(int(cell), f"the {n} largest units make {share:.0%}, more than {k:.0%}")
    return reasons


def _secondary(grid: _Grid, reasons: dict[int, str], share: float) -> NDArray[np.bool_]:
    """The cells to be withheld: primary ones and those that protect them."""
    hidden = np.zeros(grid.values.size, dtype=bool)
    hidden[list(reasons)] = True
    if not reasons:
        return hidden
    move = _mover(grid)
    # Large cells first: what protects them often protects the small ones too.
    for cell in sorted(reasons, key=lambda one: (-grid.values[one], one)):
        for sign in (1.0, -1.0):
            hidden |= move(cell, sign * share * grid.values[cell], hidden)
    return hidden


def _mover(
    grid: _Grid,
) -> Callable[[int, float, NDArray[np.bool_]], NDArray[np.bool_]]:
    """Find the cells that move when one cell is moved and every total still stands."""
    optimize = require("scipy.optimize", "protect")
    sparse = require("scipy.sparse", "protect")
    both = sparse.hstack([grid.sums, -grid.sums], format="csc")
    scale = float(grid.values.max()) or 1.0
    cost = 1.0 + grid.values / scale
    cost[grid.is_total] *= _COST_OF_TOTALS

    def move(cell: int, by: float, hidden: NDArray[np.bool_]) -> NDArray[np.bool_]:
        each = np.where(hidden, 0.0, cost)
        # A cell of zero stays: it is known to be empty.
        upper = np.where(grid.values > 0, np.inf, 0.0)
        # In units of what the cell moves by, beside which the solver's tolerance is small.
        down = grid.values / abs(by)
        bounds = np.column_stack([np.zeros(2 * each.size), np.concatenate([upper, down])])
        bounds[[cell, cell + each.size]] = [[by > 0] * 2, [by < 0] * 2]
        found = optimize.linprog(
            np.concatenate([each, each]),
            A_eq=both,
            b_eq=np.zeros(grid.sums.shape[0]),
            bounds=bounds,
            method="highs",
        )
        if found.status != 0:
            raise ArgumentValueError(
                "`table` of protect has a primary cell that its totals give away whatever is "
                "withheld; join rows or columns first"
            )
        moved: NDArray[np.bool_] = np.abs(found.x[: each.size] - found.x[each.size :]) > (
            _TOLERANCE
        )
        return moved

    return move


def _protected(
    table: Tabulation, grid: _Grid, reasons: dict[int, str], hidden: NDArray[np.bool_]
) -> Protected:
    status = np.full(grid.values.size, "published", dtype="<U9")
    status[hidden] = "secondary"
    status[list(reasons)] = "primary"
    withheld = []
    for cell in np.flatnonzero(hidden).tolist():
        i, j = divmod(cell, grid.shape[1])
        reason = reasons.get(cell, "protects a primary cell against subtraction from totals")
        withheld.append(
            Withheld(grid.row_labels[i], grid.column_labels[j], str(status[cell]), reason)
        )
    return Protected(
        grid.values.reshape(grid.shape),
        status.reshape(grid.shape),
        grid.row_labels,
        grid.column_labels,
        tuple(withheld),
        grid.sums,
    )
