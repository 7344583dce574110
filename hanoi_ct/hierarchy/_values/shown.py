"""How values on a tree look in a notebook: a table that fits a screen."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

# The last periods and the first nodes: what a reader looks for.
_PERIODS, _NODES = 8, 24
_INDENT = "\N{EN SPACE}" * 2


def html_table(tree: Any, values: Any, periods: Sequence[Any], caption: str) -> str:
    """Values of nodes by periods as HTML, nodes indented by level; missing ones are empty."""
    first = max(len(periods) - _PERIODS, 0)
    head = "".join(f"<th>{escape(str(label))}</th>" for label in periods[first:])
    rows = []
    for row, code in list(enumerate(tree.codes))[:_NODES]:
        name = tree.names.get(code, "")
        label = _INDENT * int(tree.level[row]) + escape(f"{code} {name}".rstrip())
        cells = "".join(f"<td>{_number(x)}</td>" for x in values[row, first:])
        rows.append(f'<tr><th style="text-align:left">{label}</th>{cells}</tr>')
    left_out = [
        *([f"{first} earlier periods"] if first else []),
        *([f"{len(tree) - _NODES} more nodes"] if len(tree) > _NODES else []),
    ]
    more = f" ({', '.join(left_out)} not shown)" if left_out else ""
    return (
        f"<table><caption>{escape(caption)}{more}</caption>"
        f"<thead><tr><th></th>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _number(x: float) -> str:
    return "" if x != x else f"{x:.6g}"
