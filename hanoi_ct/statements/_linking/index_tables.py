"""Tables of indices alone: the whole of industry above its four sections, column by column.

Without levels nothing weighs the rows; the index of the whole lies between those of its sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.groups import is_all_there_is
from hanoi_ct.statements.statement import Claim, Period, Reading, Statement

__all__ = ["of_index_tables"]

_WHOLE = re.compile(r"toàn ngành(?: công nghiệp)?|toàn bộ ngành công nghiệp|tổng số|whole industry")
_NUMBERED = re.compile(r"^\s*(?:\d+|[ivx]+|[a-e])\s*[.)]\s*")
_ROWS = 40  # rows below a whole in which its sections are looked for
_Column = tuple[str | None, Period | None]


def of_index_tables(reading: Reading) -> Iterator[Claim]:
    """The index of the whole and those of the four sections below it."""
    columns: dict[_Column, list[Statement]] = {}
    for s in reading.statements:
        if s.text == s.printed and s.type in ("ratio", "growth") and s.unit == "percent":
            columns.setdefault((s.comparison, s.period), []).append(s)
    for column in columns.values():
        for place, whole in enumerate(column):
            if not _WHOLE.fullmatch(_name(whole)):
                continue
            sections = _sections(column[place + 1 : place + 1 + _ROWS])
            if sections:
                yield claim_of("minmax", True, growth=whole, growths=sections)


def _sections(rows: list[Statement]) -> list[Statement]:
    """The rows of the four sections among those below a whole; none where one is missing."""
    numbered = [s for s in rows if _NUMBERED.match((s.subject or "").casefold())]
    for held in (numbered[:4], rows[:4]):
        if len(held) == 4 and is_all_there_is([_name(s) for s in held]):
            return held
    return []


def _name(s: Statement) -> str:
    return _NUMBERED.sub("", (s.subject or "").casefold()).strip()
