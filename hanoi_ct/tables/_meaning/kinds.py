"""The subject of a table: production index, products, retail, exports and so on."""

from __future__ import annotations

import re

from hanoi_ct.tables._meaning.block import Block
from hanoi_ct.tables._meaning.headings import column_meaning
from hanoi_ct.tables._meaning.names import Names
from hanoi_ct.tables._meaning.rows import kind_of_text
from hanoi_ct.tables._meaning.units import read_unit
from hanoi_ct.tables._meaning.words import fold

__all__ = ["kind_of_table"]


def _kind_by_names(block: Block, names: Names) -> str | None:
    """The subject that most of the rows' names belong to, where no title tells it."""
    labels = [block.label_of(row)[0] for row in block.body]
    levels = any(
        column_meaning(block.heads[c], None).measure in ("level", "plan") for c in block.figures
    )
    for kind, lists in (
        ("output" if levels else "iip", "industry"),
        ("retail", "retail"),
        ("electricity", "electricity"),
        ("export", "market"),
    ):
        found = sum(names.find(label, lists) is not None for label in labels)
        if found >= 3 and found > 0.6 * len(labels):
            return kind
    return None


def _counts_goods(block: Block) -> bool:
    """Whether a column of units names tonnes and pieces, which no index is counted in."""
    cells = [block.grid.cells.get((row, block.units)) for row in block.body if block.units]
    units = [unit.unit for cell in cells if cell is not None and (unit := read_unit(cell.text))]
    return sum(unit not in ("percent", "VND", "USD") for unit in units) > len(block.body) / 2


def kind_of_table(block: Block, names: Names) -> str | None:
    named = [kind_of_text(block.title)] if block.title else []
    if named and named[0] is not None:
        kind = named[0]
        folded = fold(block.title)
        if kind == "trade":
            return "summary"
        if kind == "iip" and _counts_goods(block):
            return "product"
        many = sum(
            bool(re.search(word, folded))
            for word in ("cong nghiep", "thuong mai", "xuat", "ban le", "kinh te")
        )
        whole = re.search(r"chi tieu (?:chu yeu|tong hop|kinh te)|tong hop", folded)
        if whole and many > (kind == "cluster"):
            return "summary"
        if re.search(r"^tinh hinh", folded) and many > 1:
            return "summary"
        return kind
    sheet = kind_of_text(block.grid.name)
    of_rows = [kind_of_text(block.label_of(row)[0]) for row in block.body]
    labels = set(of_rows) - {None}
    if len(labels) > 1:
        return "summary"
    if len(labels) == 1 and None not in of_rows:
        return of_rows[0]
    heads = kind_of_text(" ".join(part for c in block.labels for part in block.heads[c]))
    return heads or sheet or _kind_by_names(block, names) or "summary"
