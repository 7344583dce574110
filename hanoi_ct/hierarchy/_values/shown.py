"""How values on a tree look in a notebook: a table that fits a screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hanoi_ct._html import html_table

# The last periods and the first nodes: what a reader looks for.
_PERIODS, _NODES = 8, 24
_INDENT = "\N{EN SPACE}" * 2


def tree_table(tree: Any, values: Any, periods: Sequence[Any], caption: str) -> str:
    """Values of nodes by periods as HTML, nodes indented by level; missing ones are empty."""
    first = max(len(periods) - _PERIODS, 0)
    rows = []
    for row, code in list(enumerate(tree.codes))[:_NODES]:
        label = f"{code} {tree.names.get(code, '')}".rstrip()
        indented = _INDENT * int(tree.level[row]) + label
        rows.append([indented, *map(_number, values[row, first:])])
    left_out = [
        *([f"{first} earlier periods"] if first else []),
        *([f"{len(tree) - _NODES} more nodes"] if len(tree) > _NODES else []),
    ]
    more = f" ({', '.join(left_out)} not shown)" if left_out else ""
    return html_table(["", *map(str, periods[first:])], rows, caption=caption + more)


def _number(x: float) -> str:
    return "" if x != x else f"{x:.6g}"
