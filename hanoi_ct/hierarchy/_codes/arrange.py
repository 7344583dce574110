"""Codes in any order, arranged as a tree: parents before children, what is no tree named."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.spelling import in_nfc
from hanoi_ct._inputs.validate import brief, shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy._codes.versions import first_of

_CYCLE_SHOWN = 8  # codes of a cycle that a message names


class Arranged(NamedTuple):
    """Codes with their parents' rows, and the number of each leaf in the data, or -1."""

    codes: tuple[str, ...]
    parent: NDArray[np.int64]
    leaf: NDArray[np.int64]


def arrange(
    codes: tuple[str, ...],
    above: Sequence[str | None],
    with_data: Iterable[str] | None,
    function: str,
    leaf_order: Sequence[str] | None = None,
) -> Arranged:
    """Put the codes in depth-first order, children as given, and check the tree."""
    parent_of = dict(zip(codes, above, strict=True))
    children: dict[str | None, list[str]] = {code: [] for code in (None, *codes)}
    for code, parent in parent_of.items():
        if parent not in children:
            raise ArgumentValueError(
                f"parents in {function} must be codes themselves; got {parent!r}, the parent "
                f"of {code!r}, an orphan"
            )
        children[parent].append(code)
    ordered: list[str] = []
    stack = children[None][::-1]
    while stack:
        ordered.append(stack.pop())
        stack += children[ordered[-1]][::-1]
    if len(ordered) < len(codes):
        _refuse_cycle(parent_of, set(ordered), function)
    _check_leaves(children, with_data, function)
    row = {code: number for number, code in enumerate(ordered)}
    leaves = [code for code in leaf_order or codes if not children[code]]
    number = {code: i for i, code in enumerate(leaves)}
    return Arranged(
        tuple(ordered),
        np.array([row.get(parent_of[code] or "", -1) for code in ordered], dtype=np.int64),
        np.array([number.get(code, -1) for code in ordered], dtype=np.int64),
    )


def checked_codes(codes: Iterable[Any], function: str) -> tuple[str, ...]:
    """Return the codes if they are text, not empty and all different."""
    listed = as_list(codes, "codes", function)
    seen: dict[str, int] = {}
    for position, code in enumerate(listed):
        if not isinstance(code, str):
            raise ArgumentTypeError(
                f"codes of {function} must be text (as a number, 05 loses its zero); got "
                f"{shown(code)} at position {position}"
            )
        if not code.strip():
            raise ArgumentValueError(
                f"codes of {function} must not be empty; got {code!r} at position {position}"
            )
        if code in seen:
            raise ArgumentValueError(
                f"codes of {function} must be different; got {code!r} at positions {seen[code]} "
                f"and {position}"
            )
        seen[code] = position
    spelled: dict[str, str] = {}
    for code in seen:
        other = spelled.setdefault(in_nfc(code), code)
        if other != code:
            raise ArgumentValueError(
                f"codes of {function} must be different; got {brief(code)} in two spellings of "
                f"Unicode, at positions {seen[other]} and {seen[code]}: bring them to NFC, as by "
                "unicodedata.normalize('NFC', code)"
            )
    return tuple(str(code) for code in listed)


def spelling_of(codes: Iterable[str]) -> Callable[[Any], Any]:
    """Return what gives a code, in whichever spelling of Unicode, as it is among `codes`."""
    known = set(codes)
    if all(code.isascii() for code in known):
        return lambda code: code
    own = {in_nfc(code): code for code in known}
    return lambda code: code if code in known else own.get(in_nfc(code), code)


def checked_names(names: Any, codes: Container[str], own: Callable[[Any], Any]) -> dict[str, str]:
    """Return the names of those codes that have one, in Unicode's normal form NFC."""
    if not hasattr(names, "items"):
        raise ArgumentTypeError(f"`names` of named must map codes to names; got {shown(names)}")
    given = [(own(code), name) for code, name in names.items()]
    found = {code: name for code, name in given if code in codes and not is_blank(name)}
    for code, name in found.items():
        if not isinstance(name, str):
            raise ArgumentTypeError(f"names of named must be text; got {shown(name)} for {code!r}")
    if not found:
        raise ArgumentValueError(
            f"`names` of named must name a code of the tree; got {shown(list(names.keys())[:3])}"
        )
    return {code: in_nfc(name) for code, name in found.items()}


def check_groups(codes: Sequence[str], parent: Sequence[int], carried: Sequence[str]) -> None:
    """Raise where carried codes no longer begin with their group's code, as they did."""
    moved = [
        f"{codes[row]!r}, now {carried[row]!r}, below {carried[above]!r}"
        for row, above in enumerate(parent)
        if above >= 0
        and codes[row].startswith(codes[above])
        and not carried[row].startswith(carried[above])
    ]
    if moved:
        raise ArgumentValueError(f"codes of carry must stay in their groups; got {first_of(moved)}")


def as_list(given: Any, name: str, function: str) -> list[Any]:
    """Return a list of what is given, but for one text, whose letters are no codes."""
    try:
        listed = None if isinstance(given, (str, bytes)) else list(given)
    except TypeError:  # no iterable, or one of no dimension
        listed = None
    if listed is None:
        raise ArgumentTypeError(f"{name} of {function} must be a sequence; got {shown(given)}")
    return listed


def pairs_of(parents: Any, function: str) -> tuple[tuple[str, ...], list[str | None]]:
    """Return the codes and their parents' codes, None for that of a root."""
    pairs = as_list(parents.items() if hasattr(parents, "items") else parents, "pairs", function)
    for position, pair in enumerate(pairs):
        if isinstance(pair, str) or not hasattr(pair, "__len__") or len(pair) != 2:
            raise ArgumentTypeError(
                f"pairs of {function} must be a code and its parent's code; got {shown(pair)} at "
                f"position {position}"
            )
    codes = checked_codes([code for code, _ in pairs], function)
    own = spelling_of(codes)
    above = [None if is_blank(parent) else own(parent) for _, parent in pairs]
    for code, parent in zip(codes, above, strict=True):
        if parent is not None and not isinstance(parent, str):
            raise ArgumentTypeError(
                f"parents in {function} must be text, or None for a root; got {shown(parent)}, "
                f"the parent of {code!r}"
            )
    return codes, above


def paths_of(columns: Any, function: str) -> list[list[str]]:
    """Return the codes of each row of nested columns, without the blanks at its end."""
    listed = as_list(columns, "`columns`", function)
    if hasattr(columns, "keys") and hasattr(columns, "items"):
        listed = [column for _, column in columns.items()]
    table = [as_list(column, "columns", function) for column in listed]
    if not table or len({len(column) for column in table}) > 1:
        raise ArgumentValueError(
            f"`columns` of {function} must be columns of one length; got lengths "
            f"{[len(column) for column in table]}"
        )
    rows = enumerate(zip(*table, strict=True))
    return [_path(cells, row, function) for row, cells in rows]


def parents_of(paths: Sequence[Sequence[str]], function: str) -> dict[str, str | None]:
    """Return the parent of each code on the paths."""
    parents: dict[str, str | None] = {}
    for row, path in enumerate(paths):
        for code, above in zip(path, [None, *path], strict=False):
            known = parents.setdefault(code, above)
            if known != above:
                raise ArgumentValueError(
                    f"`columns` of {function} must put each code below one parent; got "
                    f"{code!r} below {known!r} and, in row {row}, below {above!r}"
                )
    return parents


def _path(cells: Sequence[Any], row: int, function: str) -> list[str]:
    """Return the codes of one row of nested columns, without the blanks at its end."""
    blank = [is_blank(cell) for cell in cells]
    depth = blank.index(True) if True in blank else len(cells)
    if depth == 0 or not all(blank[depth:]):
        raise ArgumentValueError(
            f"`columns` of {function} must have blanks only at the end of a row; got row {row}: "
            f"{list(cells)}"
        )
    path = list(cells[:depth])
    for code in path:
        if not isinstance(code, str):
            raise ArgumentTypeError(
                f"codes of {function} must be text (as a number, 05 loses its zero); got "
                f"{shown(code)} in row {row}"
            )
    if len(set(path)) < depth:
        raise ArgumentValueError(
            f"`columns` of {function} must not repeat a code in a row; got row {row}: {path}"
        )
    return path


def is_blank(cell: Any) -> bool:
    """Tell whether a cell is None, empty text or a missing value."""
    # The missing markers of pandas are of the types NAType and NaTType.
    missing = cell is None or type(cell).__name__ in ("NAType", "NaTType")
    return missing or (isinstance(cell, float) and cell != cell) or str(cell) == ""


def _check_leaves(
    children: Mapping[str | None, Sequence[str]], with_data: Iterable[str] | None, function: str
) -> None:
    """Refuse a group without anything below it, and data for a group."""
    if with_data is None:
        return
    own = spelling_of([code for code in children if code is not None])
    listed = [own(code) for code in as_list(with_data, "`leaves`", function)]
    for code in listed:
        if not isinstance(code, str) or code not in children:
            raise ArgumentValueError(
                f"leaves of {function} must be codes of the tree; got {shown(code)}"
            )
    named = set(listed)
    for code, below in children.items():
        if code is not None and not below and code not in named:
            raise ArgumentValueError(
                f"nodes of {function} must have data or something below them; got {code!r}, "
                f"an empty node"
            )
        if code in named and below:
            raise ArgumentValueError(
                f"leaves of {function} must have nothing below them; got {code!r} above "
                f"{below[0]!r}"
            )


def _refuse_cycle(above: Mapping[str, str | None], reached: set[str], function: str) -> None:
    """Name a cycle among the codes that no root reaches."""
    code = next(code for code in above if code not in reached)
    place: dict[str, int] = {}
    while code not in place:
        place[code] = len(place)
        code = above[code] or ""
    cycle = [*list(place)[place[code] :], code]
    if len(cycle) > _CYCLE_SHOWN:
        cycle[_CYCLE_SHOWN - 2 : -1] = [f"({len(cycle) - _CYCLE_SHOWN + 1} more)"]
    raise ArgumentValueError(
        f"parents in {function} must lead up to a root; got a cycle, {' -> '.join(cycle)}"
    )
