"""A tree as text: a line a node, names beside their codes."""

import unicodedata
from collections.abc import Mapping, Sequence

_LINES = 40


def printed_tree(codes: Sequence[str], parent: Sequence[int], names: Mapping[str, str]) -> str:
    """Return the first lines of a tree, the names in one column."""
    children: dict[int, list[int]] = {}
    for row, above in enumerate(parent):
        children.setdefault(above, []).append(row)
    lines: list[tuple[str, str]] = []
    stack = [(row, "", "") for row in children.get(-1, [])[::-1]]
    while stack and len(lines) < _LINES:
        row, before_code, before_children = stack.pop()
        lines.append((f"{before_code}{codes[row]}", names.get(codes[row], "")))
        below = children.get(row, [])
        for child in below[::-1]:
            branch, space = ("└── ", "    ") if child == below[-1] else ("├── ", "│   ")
            stack.append((child, before_children + branch, before_children + space))
    width = max((_width(left) for left, _ in lines), default=0)
    text = [f"{left}{' ' * (width - _width(left))}  {name}".rstrip() for left, name in lines]
    if stack:
        text.append(f"... and {len(codes) - len(lines)} more nodes")
    return "\n".join(text)


def _width(text: str) -> int:
    """Return how many columns a text takes: a letter and the marks upon it take one."""
    return sum(unicodedata.combining(letter) == 0 for letter in text)
