"""Columns that count things without naming a unit, and what sets one heading apart from another."""

from __future__ import annotations

import re
from functools import lru_cache

from hanoi_ct.tables._meaning.fact import Table
from hanoi_ct.tables._meaning.numbers import Profile, figure
from hanoi_ct.tables._meaning.units import Unit
from hanoi_ct.tables._meaning.words import fold

__all__ = ["counted_columns", "subject_words"]

_THINGS = re.compile(
    r"kien nghi|de xuat|vuong mac|nhiem vu|ho so|du an|doanh nghiep|co so|\bcho\b|sieu thi|\bvu\b"
    r"|van ban|cong trinh|y kien|phan anh|giay phep|thu tuc|noi dung"
)
# At the head of a heading: "thiếu vốn" is why projects are late, and counts them.
_AMOUNTS = re.compile(
    r"(?:tong |trong do:? |so )*(?:von\b|dien tich|gia tri|tri gia|kim ngach|doanh thu|san luong"
    r"|lao dong|tien\b|cong suat|nop|doanh so|thue\b|dien nang|ty le|muc\b|quy mo|dan so"
    r"|(?:luy ke )?giai ngan|ke hoach|kh\b|dat\b|(?:khoi luong )?thuc hien$)"
)
_PERIOD_WORDS = re.compile(
    r"\([^()]*\)|\b(?:t|q)\.?\d{1,2}\b|\b\d{1,2} ?t\b|[\d./,%():;*=+-]+"
    r"|\b(?:thang|quy|nam|ngay|uoc|thuc hien|th|t|chinh thuc|so bo"
    r"|cong don|luy ke|lk|dau|tinh|den|het|cuoi|ca|trong|ky|nay|cua|cung|truoc|i{1,3}|iv|so voi"
    r"|so lieu|bao cao|cung ky|ck|kh|ke hoach|dat|uth)\b"
)


@lru_cache(4096)
def subject_words(text: str) -> str:
    """A heading without the words of periods, statuses and units: what it is a figure of.

    Examples
    --------
    >>> subject_words("Vốn tăng thêm 5 tháng (triệu USD)"), subject_words("Ước tháng 5/2024")
    ('von tang them', '')
    """
    return " ".join(_PERIOD_WORDS.sub(" ", fold(text)).split())


def counted_columns(table: Table, profile: Profile) -> None:
    """Give whole numbers under a title of things that are counted the unit of a count."""
    block = table.block
    if block.units is not None or block.corner:
        return
    heads = " ".join(part for column in block.labels for part in block.heads[column])
    named = bool(_THINGS.search(fold(block.title_text)) or _THINGS.search(fold(heads)))
    for number, column in table.columns.items():
        if column.unit is not None or column.measure != "level":
            continue
        folded = fold(column.text)
        leaf = fold(column.parts[-1]) if column.parts else folded
        counts = _THINGS.search(folded) or (named and not column.quantity)
        amount = _AMOUNTS.match(leaf) or _AMOUNTS.match(folded)
        if counts and not amount and _whole(table, number, profile):
            column.unit = Unit("count", "1", column.text)


def _whole(table: Table, number: int, profile: Profile) -> bool:
    """Whether a column's figures are whole numbers, of which there is one at least."""
    cells = [table.block.grid.cells.get((row, number)) for row in table.block.body]
    read = [figure(cell.text, profile) for cell in cells if cell is not None]
    values = [found.value for found in read if found is not None]
    return bool(values) and all(value == int(value) for value in values)
