"""Reconciliation of a tree of series: parts add up to totals, and each meets its years."""

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.labels import is_labelled, no_label_options
from hanoi_ct._inputs.overloads import over_time
from hanoi_ct._inputs.validate import choice, float64_array, integer, integer_array, shown
from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.measures._benchmark.labelled import aligned_years
from hanoi_ct.measures._benchmark.years import Aggregate, Years, years_of

_Rows = NDArray[np.intp]

_FUNCTION = "reconcile"
# Relative to the size of the figures: how far annual totals may be from the sum of their parts,
# and what is left of a constraint.
_AGREE = 1e-9
_MET = 1e-10
# Of eigenvalues: from here on two levels can be exchanged without a total that sees it.
_ALIKE = 1e-13


@over_time
def reconcile(
    series: ArrayLike | Any,
    benchmarks: ArrayLike | Any,
    parent: ArrayLike | Mapping[Any, Any],
    per_year: int | None = None,
    *,
    aggregate: Aggregate = "sum",
    criterion: Literal["proportional", "additive"] = "proportional",
    order: int = 1,
    method: Literal["cholette", "denton"] = "cholette",
    freq: str | None = None,
    year_start: int | None = None,
) -> Any:
    """Series of a tree of which parts add up to totals in every period and years are met.

    All series are adjusted at once: the sum over them of squared differences of their
    adjustments (as in `denton`, series by series) is least among all that meet both kinds of
    totals. With no parents it is `denton` of each series.

    Parameters
    ----------
    series : array_like of real numbers, shape (n_nodes, n_periods), or labelled data
        One series a node, parts and totals, in order from the first period of the first year.
        Frames have one column a node.
    benchmarks : array_like of real numbers, shape (n_nodes, n_years), or labelled data
        Figures of years, NaN where a node has none in a year.
    parent : array_like of int, shape (n_nodes,), or mapping
        The row of each node's total, -1 for one without; for a pandas DataFrame, also a
        mapping from columns to the column of their total or None.
    per_year, aggregate, criterion, order, method, freq, year_start
        As in `denton`. Under "additive" a unit of change weighs the same in all series.

    Returns
    -------
    ndarray of float64, shape (n_nodes, n_periods), or the kind of `series`
        Every total is met to 1e-10 of its size.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `denton`; a parent that is no row or that makes a circle; figures of a year that do
        not add up, named with their year; too few figures to tell the levels of the series.
    MissingDependencyError
        SciPy is not installed.

    Notes
    -----
    One sparse system of the adjustments and a multiplier for every total. Figures of a year
    that follow from those of the parts are checked and left out.

    References
    ----------
    Di Fonzo and Marini (2011), "Simultaneous and two-step reconciliation of systems of time
    series", *Journal of the Royal Statistical Society C* 60. Dagum and Cholette (2006),
    *Benchmarking, Temporal Distribution, and Reconciliation Methods for Time Series*, chapter
    11. Eurostat (2018), *ESS guidelines on temporal disaggregation, benchmarking and
    reconciliation*.

    Examples
    --------
    >>> import hanoi_ct
    >>> quarters = [[31.0, 31, 31, 31], [10, 10, 10, 10], [20, 20, 20, 20]]
    >>> years = [[float("nan")], [44.0], [88.0]]
    >>> hanoi_ct.reconcile(quarters, years, [-1, 0, 0], 4).round(2)
    array([[33., 33., 33., 33.],
           [11., 11., 11., 11.],
           [22., 22., 22., 22.]])
    """
    if is_labelled(series):
        said = {"freq": freq, "year_start": year_start}
        aligned = aligned_years(series, benchmarks, per_year, said, _FUNCTION)
        result = reconcile(
            aligned.series,
            aligned.figures,
            _by_columns(parent, series),
            aligned.per_year,
            aggregate=aggregate,
            criterion=criterion,
            order=order,
            method=method,
        )
        return aligned.together(result)
    no_label_options("raise", freq, year_start, _FUNCTION)
    proportional = choice(criterion, {"proportional": 1, "additive": 0}, "criterion", _FUNCTION)
    from_zero = choice(method, {"cholette": 0, "denton": 1}, "method", _FUNCTION) == 1
    differences = integer(order, "order", _FUNCTION, low=1, high=2)
    for name, x in (("series", series), ("benchmarks", benchmarks)):
        if float64_array(x, name, _FUNCTION, min_ndim=1).ndim != 2:
            raise ArgumentValueError(
                f"`{name}` of {_FUNCTION} must have 2 dimensions, nodes and periods or years; got "
                f"{np.ndim(x)}"
            )
    years = years_of(series, benchmarks, per_year, aggregate, _FUNCTION, "series")
    above = _parents(parent, years.shape[0])
    values = years.series
    factors = values if proportional else np.ones_like(values)
    totals, right = _totals(years, above)
    system = _System(totals, right, factors, values, differences, from_zero)
    return system.solved()


# ---- the tree -----------------------------------------------------------------------


def _by_columns(parent: Any, series: Any) -> Any:
    """Return the rows of the totals that a mapping of columns names."""
    if not isinstance(parent, Mapping):
        return parent
    columns = list(getattr(series, "columns", []))
    unknown = [c for pair in parent.items() for c in pair if c is not None and c not in columns]
    if unknown or set(parent) != set(columns):
        raise ArgumentValueError(
            f"`parent` of {_FUNCTION} must name the total of each column of `series`, a column or "
            f"None; got {shown(unknown or sorted(map(str, set(columns) ^ set(parent))))}"
        )
    rows = [-1 if parent[c] is None else columns.index(parent[c]) for c in columns]
    return np.array(rows, dtype=np.intp)


def _parents(parent: Any, n: int) -> _Rows:
    if isinstance(parent, Mapping):
        raise ArgumentTypeError(
            f"`parent` of {_FUNCTION} must be rows for an array; got a mapping: pass -1 for a node "
            "without a total, else the row of its total"
        )
    rule = f"`parent` of {_FUNCTION} must be one row from -1 to {n - 1} for each of the {n} nodes"
    above = integer_array(parent, rule).astype(np.intp)
    if above.shape != (n,) or (above < -1).any() or (above >= n).any():
        raise ArgumentValueError(f"{rule}; got {shown(above.tolist())}")
    reached, node = np.zeros(n, dtype=np.intp), above.copy()
    for _ in range(n):
        reached += node >= 0
        node = np.where(node >= 0, above[node], -1)
    if (node >= 0).any():
        raise ArgumentValueError(
            f"`parent` of {_FUNCTION} must not go in a circle; got one through row "
            f"{int((node >= 0).argmax())}"
        )
    return above


def _totals(years: Years, above: _Rows) -> tuple[Any, Floats]:
    """Return the matrix of everything that must be met, of all values in a row, and the figures."""
    sparse = require("scipy.sparse", _FUNCTION)
    n_nodes, n = years.shape
    kept = _independent(years, above)
    of_year = sparse.kron(sparse.eye(len(kept[0])), years.weights[None, :], format="csr")
    pad = sparse.csr_matrix((of_year.shape[0], n - years.covered))
    annual = sparse.kron(sparse.eye(n_nodes), sparse.hstack([of_year, pad]), format="csr")
    child = np.flatnonzero(above >= 0)
    sums = sparse.csr_matrix((np.ones(len(child)), (above[child], child)), (n_nodes, n_nodes))
    has_parts = np.unique(above[child])
    add_up = sparse.kron((sums - sparse.eye(n_nodes)).tocsr()[has_parts], sparse.eye(n))
    matrix = sparse.vstack([annual[np.flatnonzero(kept.ravel())], add_up], format="csr")
    right = np.concatenate([years.benchmarks[kept], np.zeros(len(has_parts) * n)])
    return matrix, right


def _independent(years: Years, above: _Rows) -> NDArray[np.bool_]:
    """Tell which annual figures do not follow from those of parts; refuse those that contradict."""
    figures = years.benchmarks.copy()
    kept = ~np.isnan(figures)
    for node in _from_the_leaves(above):
        children = np.flatnonzero(above == node)
        if not len(children):
            continue
        whole = figures[children].sum(axis=0)  # missing where a part is
        follows = ~np.isnan(whole)
        size = np.abs(figures[children]).sum(axis=0)
        apart = follows & kept[node] & (np.abs(figures[node] - whole) > _AGREE * size)
        if apart.any():
            year = int(apart.argmax())
            raise ArgumentValueError(
                f"`benchmarks` of {_FUNCTION} must add up; got {figures[node, year]} for row "
                f"{node} in year {year} and {whole[year]} for its parts"
            )
        kept[node] &= ~follows
        figures[node] = np.where(follows, whole, figures[node])
    return kept


def _from_the_leaves(above: _Rows) -> list[int]:
    depth, node = np.zeros(len(above), dtype=np.intp), above.copy()
    while (node >= 0).any():
        depth += node >= 0
        node = np.where(node >= 0, above[node], -1)
    return [int(i) for i in np.argsort(-depth, kind="stable")]


# ---- the equations ------------------------------------------------------------------


class _System:
    """Least squares of differences of adjustments under totals, as one sparse system."""

    def __init__(
        self,
        totals: Any,
        right: Floats,
        factors: Floats,
        values: Floats,
        order: int,
        from_zero: bool,
    ) -> None:
        sparse = require("scipy.sparse", _FUNCTION)
        self.values, self.factors = values, factors
        self.totals, self.right = totals, right
        n_nodes, n = values.shape
        coefficients = {1: [-1.0, 1.0], 2: [1.0, -2.0, 1.0]}[order]
        start = -order if from_zero else 0
        shape = (n - order - start, n)
        offsets = [start + i for i in range(order + 1)]
        rows = sparse.diags(coefficients, offsets, shape=shape, format="csr")
        penalty = sparse.kron(sparse.eye(n_nodes), rows.T @ rows)
        moved = totals @ sparse.diags(factors.ravel())
        self.size = np.asarray(abs(moved).max(axis=1).todense()).ravel()
        self.size[self.size == 0.0] = 1.0
        self.moved = sparse.diags(1.0 / self.size) @ moved
        self.settled = from_zero or self._are_levels_told(order)
        self.matrix = sparse.bmat([[penalty, self.moved.T], [self.moved, None]], format="csc")

    def _are_levels_told(self, order: int) -> bool:
        """Tell whether the totals fix what no difference sees: a level, or a line, a series."""
        sparse = require("scipy.sparse", _FUNCTION)
        n_nodes, n = self.values.shape
        unseen = np.vander(np.linspace(-1.0, 1.0, n), order)
        seen = self.moved @ sparse.kron(sparse.eye(n_nodes), unseen)
        eigenvalues = np.linalg.eigvalsh((seen.T @ seen).toarray())
        return bool(eigenvalues[0] > _ALIKE * eigenvalues[-1])

    def solved(self) -> Floats:
        """Return the adjusted series; refuse totals that no adjustment meets."""
        linalg = require("scipy.sparse.linalg", _FUNCTION)
        n = self.values.size
        x = self.values.ravel()
        try:
            factored = linalg.splu(self.matrix) if self.settled else None
        except RuntimeError:  # exactly singular
            factored = None
        found = x
        if factored is not None:
            unknown = np.zeros(self.matrix.shape[0])
            aim = np.zeros(self.matrix.shape[0])
            aim[n:] = (self.right - self.totals @ x) / self.size
            for _ in range(3):  # the later ones take what rounding left
                unknown = unknown + factored.solve(aim - self.matrix @ unknown)
            found = x + self.factors.ravel() * unknown[:n]
        left = np.abs(self.totals @ found - self.right)
        reach = abs(self.totals) @ np.abs(found) + np.abs(self.right)
        if factored is None or not (np.isfinite(found).all() and (left <= _MET * reach).all()):
            raise ArgumentValueError(
                f"`benchmarks` of {_FUNCTION} must tell the level of every series, and totals must "
                "be within reach; got too few figures or ones that contradict: give each part a "
                "year, or method='denton', which keeps near the series"
            )
        return found.reshape(self.values.shape)
