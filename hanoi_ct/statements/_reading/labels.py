"""Numbers that name a thing and state nothing: of tables, notes, lists, documents and pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["labelled"]

_LABELS = re.compile(
    r"https?://\S+|www\.\S+"
    r"|\[\s*\d+(?:\s*[-–,;]\s*\d+)*\s*\]"
    r"|(?<!\w)(?:bảng|biểu đồ|biểu số|biểu|hình|phụ lục|cấp|điều|khoản|mục|table|chart|figure|annex"
    r"|article|appendix|level)[ \u00a0]+\d+(?:\.\d+)*(?!\d|,\d|[ \u00a0]*%)"
    r"|^[ \t]*\d{1,3}(?:\.\d{1,3})*[.)](?=[ \t]+[^\d\s])"
    r"|(?<!\w)(?:số|no\.?)[ \u00a0]*:?[ \u00a0]*\d+/(?:\d{4}/)?[^\W\d_]+",
    re.IGNORECASE | re.MULTILINE,
)


def labelled(text: str) -> Iterator[tuple[int, int]]:
    """Where numbers are labels, from left to right.

    Examples
    --------
    >>> text = "Bảng 2. Ngành cấp 1, nguồn: [1, 4–6]"
    >>> [text[start:end] for start, end in labelled(text)]
    ['Bảng 2', 'cấp 1', '[1, 4–6]']
    """
    for match in _LABELS.finditer(text):
        yield match.span()
