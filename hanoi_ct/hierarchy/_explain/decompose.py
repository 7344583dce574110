"""The change that an index itself measures, taken apart at every node."""

import numpy as np

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.validate import flag, shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy._explain.factors import parts_below
from hanoi_ct.hierarchy._explain.superlative import superlative_parts
from hanoi_ct.hierarchy._values.contributions import Contributions
from hanoi_ct.hierarchy._values.state import IndexState, Superlative


def decompose(
    index: IndexState,
    to: str | None = None,
    below: IndexState | None = None,
    *,
    through_parent: bool = False,
) -> Contributions:
    """Take an index less 1 apart; the arguments are those of `TreeIndex.decompose`."""
    code = index._root(to, "decompose")
    if not index._stands_on_its_base():
        raise ArgumentValueError(
            "the index of decompose must stand on the base of its weights; got one that was "
            "chained, linked or rebased: ask for its contributions over a lag"
        )
    if flag(through_parent, "through_parent", "decompose"):
        return _through_parents(index, code, below)
    taken_apart = superlative_parts if isinstance(index.origin, Superlative) else parts_below
    share, change = taken_apart(index, code)
    result = Contributions(index.hierarchy.subtree(code), change, index.periods)
    if below is None:
        return result
    if not isinstance(below, IndexState):
        raise ArgumentTypeError(
            f"`below` of decompose must be the index of a tree; got {shown(below)}"
        )
    index.hierarchy._refuse_other_version(below.hierarchy, "below", "decompose")
    if below.periods != index.periods:
        raise ArgumentValueError(
            f"`below` of decompose must have the {len(index.periods)} periods of the index; "
            f"got {len(below.periods)}"
        )
    return _extended(result, share, below)


def _through_parents(index: IndexState, code: str, below: IndexState | None) -> Contributions:
    """Take a node apart, or in a period in which it was missing the node that moved it."""
    hierarchy, n_periods = index.hierarchy, len(index.periods)
    own, parent = index._has_own_value(), hierarchy.parent
    source = np.full(n_periods, hierarchy.row(code))
    for column in range(n_periods):
        while not own[source[column], column] and parent[source[column]] >= 0:
            source[column] = parent[source[column]]
    path = [code, *hierarchy.ancestors(code)]
    used = [name for name in path if (source == hierarchy.row(name)).any()] or [code]
    widest = decompose(index, used[-1], below)
    values = np.zeros_like(widest.values)
    for name in used:
        columns = np.flatnonzero(source == hierarchy.row(name))
        part = decompose(index, name, below)
        rows = np.array([widest.hierarchy.row(each) for each in part.hierarchy.codes])
        values[np.ix_(rows, columns)] = part.values[:, columns]
        for above in path[path.index(name) + 1 : path.index(used[-1]) + 1]:
            values[widest.hierarchy.row(above), columns] = part[name][columns]
    return Contributions(widest.hierarchy, values, index.periods)


def _extended(change: Contributions, share: Floats, below: IndexState) -> Contributions:
    """Put the parts of the leaves' own changes below them, each times its leaf's share."""
    inside, detail = change.hierarchy, below.hierarchy
    parents: dict[str, str | None] = {
        code: inside.codes[above] if above >= 0 else None
        for code, above in zip(inside.codes, inside.parent.tolist(), strict=True)
    }
    row_of = dict(zip(inside.codes, change.values, strict=True))
    for root in detail.roots:
        if root not in inside:
            continue
        leaf = inside.spelled(root)
        if leaf not in inside.leaves:
            raise ArgumentValueError(
                f"roots of `below` of decompose must be leaves of the index; got {root!r}"
            )
        parts = decompose(below, root)
        for code, above in zip(parts.hierarchy.codes, parts.hierarchy.parent.tolist(), strict=True):
            if above >= 0:
                if inside.spelled(code) in parents:
                    raise ArgumentValueError(
                        f"codes of `below` of decompose must not be codes of the index or of "
                        f"another of its parts; got {code!r}"
                    )
                own = parts.hierarchy.codes[above]
                parents[code] = leaf if own == root else own
                row_of[code] = share[inside.row(root)] * parts[code]
    tree = type(inside).from_parents(parents)
    names = detail.names | inside.names
    tree.names = {code: names[code] for code in tree.codes if code in names}
    tree.code_list, tree.version = inside.code_list, inside.version
    return Contributions(tree, np.stack([row_of[code] for code in tree.codes]), change.periods)
