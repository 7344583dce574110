"""Rates of the parts behind the rate of their whole, where the list names all there is.

"Giá trị sản xuất tăng 3,2%; trong đó nông nghiệp tăng 2,1%, lâm nghiệp tăng 4%, thủy sản tăng 5%":
the rate of the whole lies between the least and the largest of its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.groups import is_all_there_is
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["of_growth_rows"]

_MARK = re.compile(r"\b(?:trong đó|cụ thể|gồm|bao gồm|chia ra|of which|including)\b|:|\(", re.I)
_MOST = 6


def of_growth_rows(reading: Reading, known: Set[str]) -> Iterator[Claim]:
    """The rate of a whole and those of all its parts, behind a word that begins a list.

    Parameters
    ----------
    reading : Reading
    known : set of str
        Ids of the rates that relations by subject hold already as those of a whole.
    """
    row: list[Statement] = []
    for s in reading.statements:
        if row and s.sentence != row[-1].sentence:
            yield from _of_row(reading, row, known)
            row = []
        if s.type == "growth" and s.unit == "percent":
            row.append(s)
    yield from _of_row(reading, row, known)


def _of_row(reading: Reading, row: Sequence[Statement], known: Set[str]) -> Iterator[Claim]:
    """The first rate that a list of all its parts follows."""
    for place, whole in enumerate(row[:_MOST]):
        after = row[place + 1 : place + 1 + _MOST]
        if len(after) < 2 or whole.id in known:
            continue
        if not _MARK.search(reading.text[whole.end : after[0].start]):
            continue
        parts = [s for s in after if _is_alike(whole, s)]
        if len({s.subject for s in parts}) == len(parts) == len(after):
            named = is_all_there_is([s.subject for s in parts])
            if named and not is_all_there_is([whole.subject, *(s.subject for s in parts[1:])]):
                yield claim_of("minmax", True, growth=whole, growths=parts)
                return


def _is_alike(whole: Statement, s: Statement) -> bool:
    return (s.comparison, s.period, s.basis) == (whole.comparison, whole.period, whole.basis)
