"""The largest consistent tree of a data set that lacks weights, data or children."""

import math
from collections.abc import Mapping
from typing import Any, Generic, Literal, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.as_pandas import as_pandas
from hanoi_ct._inputs.validate import choice, float64_array, real_number, shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy._codes.tree import CodeTree
from hanoi_ct.hierarchy._values.leaves import leaf_data, numbers_of_table

_Tree = TypeVar("_Tree", bound=CodeTree)

_FUNCTION = "prune"


class Pruned(NamedTuple, Generic[_Tree]):
    """A tree with all that its leaves need, and what was cut from a larger one.

    `x` and `weights` are those of its leaves, as `Hierarchy.aggregate` and
    `Hierarchy.chain_linked` take them; `cut` has the reason for each code that is gone.
    """

    hierarchy: _Tree
    x: dict[str, Floats]
    weights: dict[Any, Any]
    cut: dict[str, str]


def prune(
    hierarchy: _Tree,
    x: Any,
    weights: Any,
    *,
    tolerance: float = 1e-4,
    observed: Literal["all", "any"] = "all",
) -> Pruned[_Tree]:
    """Return the largest tree whose leaves have data and whose weights add up.

    A node keeps its children where each of them can stay and their weights add up to its
    own; else all that is below it is cut and it becomes a leaf, which its own data and
    weight must allow. A node without data or weight stays where its children do, for they
    make up for it. A root that cannot stay is cut, and its children are roots.

    Parameters
    ----------
    hierarchy : Hierarchy
        The whole tree.
    x : mapping, Series or DataFrame
        Data of nodes at any level, one number or one a period for each code; a frame has
        the codes on either axis. Codes that are not named have no data.
    weights : mapping, Series or DataFrame
        Weights of nodes at any level by code; or several sets of them, a mapping of periods
        to such mappings or a frame with the periods down and the codes across, of which
        each must add up. A code with a weight in one set and none in another has weight 0
        in that; one with none in any has no weight.
    tolerance : float, default 0.0001
        By how much a node's weight may differ from the sum of its children's, as a share of
        that sum.
    observed : {"all", "any"}, default "all"
        Whether a leaf needs data in all periods, or in any. A leaf of weight 0 needs none.

    Returns
    -------
    Pruned
        The tree with names and version kept, `x` and `weights` of its leaves, and `cut`, a
        dict of the reason for each code that was cut.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        `x` or `weights` is not by code, or names a code that the tree lacks; weights that
        are negative or infinite; a tolerance below 0; data of which nothing can stay.

    Notes
    -----
    Cutting goes from the leaves up, and whether a node can stay depends on what is below it
    alone, so that no larger tree is consistent. Sums of weights are correctly rounded.

    References
    ----------
    IMF, ILO, OECD, UNECE, World Bank (2004), *Producer Price Index Manual: Theory and
    Practice*, chapter 9, on the aggregation structure and weights at its levels.

    Examples
    --------
    >>> from hanoi_ct.hierarchy import Hierarchy, prune
    >>> tree = Hierarchy.from_parents(
    ...     {"T": None, "A": "T", "B": "T", "a1": "A", "a2": "A", "b1": "B"}
    ... )
    >>> x = {"A": [100, 103], "a1": [100, 104], "b1": [100, 101]}
    >>> found = prune(tree, x, {"T": 10, "A": 6, "B": 4, "a1": 5, "b1": 4})
    >>> found.hierarchy.leaves
    ('A', 'b1')
    >>> found.cut["a2"]
    "below 'A', as 'a2' has no weight"
    >>> index = found.hierarchy.aggregate(found.x, found.weights)
    >>> index["T"].round(2)
    array([100. , 102.2])
    """
    if not isinstance(hierarchy, CodeTree):
        raise ArgumentTypeError(
            f"`hierarchy` of {_FUNCTION} must be a Hierarchy; got {shown(hierarchy)}"
        )
    allowed = real_number(
        tolerance, "tolerance", _FUNCTION, "a number, not negative", lambda v: v >= 0.0
    )
    every = choice(observed, {"all": 0, "any": 1}, "observed", _FUNCTION) == 0
    data = _data(hierarchy, as_pandas(x, hierarchy, "x", _FUNCTION))
    labels, sets = _sets(hierarchy, as_pandas(weights, hierarchy, "weights", _FUNCTION))
    there = ~np.isnan(data)
    enough = (there.all(axis=1) if every else there.any(axis=1)) & (data.shape[1] > 0)
    lacking, weight = _judged(hierarchy, enough, sets, allowed)
    kept, cut = _kept(hierarchy, lacking)
    if not kept:
        raise ArgumentValueError(
            f"`x` and `weights` of {_FUNCTION} must be complete for a node at least; got none, as "
            f"{lacking[0].stay}"
        )
    tree = _tree_of(hierarchy, kept)
    rows = [hierarchy.row(code) for code in tree.leaves]
    by_set = [
        dict(zip(tree.leaves, weight[rows, i].tolist(), strict=True)) for i in range(len(labels))
    ]
    return Pruned(
        tree,
        {code: data[row] for code, row in zip(tree.leaves, rows, strict=True)},
        by_set[0] if labels == [None] else dict(zip(labels, by_set, strict=True)),
        cut,
    )


class _Lacking(NamedTuple):
    """Why a node cannot have its children, and why it cannot stay at all; "" if it can."""

    children: str
    stay: str


def _data(hierarchy: CodeTree, x: Any) -> Floats:
    """Return one row of data for each node, missing where there is none."""
    if getattr(x, "ndim", None) == 1 and hasattr(x, "index"):
        values = numbers_of_table(x, "x", _FUNCTION).tolist()
        x = dict(zip(x.index.tolist(), values, strict=True))
    if not isinstance(x, Mapping) and not hasattr(x, "columns"):
        raise ArgumentTypeError(
            f"`x` of {_FUNCTION} must be data by code, a mapping, Series or DataFrame; got "
            f"{shown(x)}"
        )
    flat = CodeTree([-1] * len(hierarchy), hierarchy.codes)
    return leaf_data(flat, x, None, "missing", _FUNCTION).values


def _sets(hierarchy: CodeTree, weights: Any) -> tuple[list[Any], Floats]:
    """Return the labels of the sets of weights, and one row a node and one column a set."""
    if hasattr(weights, "columns") and hasattr(weights, "index"):
        table = numbers_of_table(weights, "weights", _FUNCTION)
        codes = weights.columns.tolist()
        given = {
            label: dict(zip(codes, row.tolist(), strict=True))
            for label, row in zip(weights.index.tolist(), table, strict=True)
        }
    elif isinstance(weights, Mapping) and any(hasattr(each, "items") for each in weights.values()):
        given = dict(weights)
    else:
        given = {None: weights}
    values = np.full((len(hierarchy), len(given)), np.nan)
    for column, (label, each) in enumerate(given.items()):
        if not hasattr(each, "items"):
            raise ArgumentTypeError(
                f"`weights` of {_FUNCTION} must be by code, a mapping, Series or DataFrame; got "
                f"{shown(each)}{'' if label is None else f' for {shown(label)}'}"
            )
        named = list(each.items())
        numbers = float64_array([value for _, value in named], "weights", _FUNCTION)
        seen: set[int] = set()
        for (code, _), number in zip(named, numbers.tolist(), strict=True):
            if code not in hierarchy:
                raise ArgumentValueError(
                    f"`weights` of {_FUNCTION} must be of codes of the tree; got {shown(code)}: "
                    f"leave it out, or put periods down and codes across in a frame"
                )
            if number < 0.0 or math.isinf(number):
                raise ArgumentValueError(
                    f"`weights` of {_FUNCTION} must be finite and not negative; got {number} for "
                    f"{code!r}"
                )
            row = hierarchy.row(code)
            if row in seen:
                raise ArgumentValueError(
                    f"`weights` of {_FUNCTION} must have one weight for each code; got two for "
                    f"{hierarchy.codes[row]!r}, in two spellings of Unicode"
                )
            seen.add(row)
            values[row, column] = number
    somewhere = ~np.isnan(values).all(axis=1)
    values[somewhere] = np.nan_to_num(values[somewhere])
    return list(given), values


def _judged(
    hierarchy: CodeTree, enough: NDArray[np.bool_], sets: Floats, tolerance: float
) -> tuple[list[_Lacking], Floats]:
    """Return what each node lacks, and the weights with those made up from children."""
    below: list[list[int]] = [[] for _ in hierarchy.codes]
    for row, above in enumerate(hierarchy.parent.tolist()):
        if above >= 0:
            below[above].append(row)
    weight = sets.copy()
    lacking = [_Lacking("", "")] * len(hierarchy)
    for row in np.argsort(-hierarchy.level, kind="stable").tolist():
        children = _without_children(hierarchy, row, below[row], lacking, weight, tolerance)
        own = "weight" if np.isnan(weight[row]).any() else ""
        if not own and not enough[row] and weight[row].any():
            own = "complete data"
        stay = ""
        if children and own:
            stay = f"{hierarchy.codes[row]!r} has no {own}"
            stay += f" and {children}" if below[row] else ""
        elif not children and own == "weight":
            weight[row] = [math.fsum(column) for column in weight[below[row]].T]
        lacking[row] = _Lacking(children, stay)
    return lacking, weight


def _without_children(
    hierarchy: CodeTree,
    row: int,
    children: list[int],
    lacking: list[_Lacking],
    weight: Floats,
    tolerance: float,
) -> str:
    """Say why a node cannot be the mean of its children; "" where it can."""
    if not children:
        return "it has no children"
    reason = next((lacking[child].stay for child in children if lacking[child].stay), "")
    if reason or np.isnan(weight[row]).any():
        return reason
    for own, each in zip(weight[row].tolist(), weight[children].T, strict=True):
        whole = math.fsum(each)
        if abs(whole - own) > tolerance * whole:
            return f"its children weigh {whole:.6g} and it {own:.6g}"
    return ""


def _kept(hierarchy: CodeTree, lacking: list[_Lacking]) -> tuple[list[int], dict[str, str]]:
    """Return the rows that stay, and the reason for each code that is cut."""
    below: dict[int, str] = {}  # rows cut with all that is below them
    cut_roots = {-1}
    kept: list[int] = []
    cut: dict[str, str] = {}
    above = hierarchy.parent.tolist()
    for row in np.argsort(hierarchy.level, kind="stable").tolist():
        code, parent = hierarchy.codes[row], above[row]
        if parent in cut_roots:
            if lacking[row].stay:
                cut_roots.add(row)
                cut[code] = lacking[row].stay
            else:
                kept.append(row)
        elif parent in below or lacking[parent].children:
            name = hierarchy.codes[parent]
            below[row] = below.get(parent) or f"below {name!r}, as {lacking[parent].children}"
            cut[code] = below[row]
        else:
            kept.append(row)
    return sorted(kept), {code: cut[code] for code in hierarchy.codes if code in cut}


def _tree_of(hierarchy: _Tree, kept: list[int]) -> _Tree:
    """Return the tree of the rows that stay, with their names and their list of codes."""
    stay = set(kept)
    codes = hierarchy.codes
    above = [int(hierarchy.parent[row]) for row in kept]
    pairs = [(codes[r], codes[p] if p in stay else None) for r, p in zip(kept, above, strict=True)]
    tree = type(hierarchy).from_parents(pairs)
    tree.names = {code: hierarchy.names[code] for code in tree.codes if code in hierarchy.names}
    tree.code_list, tree.version = hierarchy.code_list, hierarchy.version
    return tree
