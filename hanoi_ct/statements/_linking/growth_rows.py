"""Rates of the parts behind the rate of their whole, where a word tells that they are its parts.

"Giá trị sản xuất tăng 3,2%; trong đó nông nghiệp tăng 2,1%, lâm nghiệp tăng 4%, thủy sản tăng 5%":
the rate of the whole lies between the least and the largest of its parts. Where names do not tell
that the parts are all there is, only a row that holds the whole is told.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence, Set
from decimal import Decimal

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.groups import are_all_there_is, is_all_there_is
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["of_growth_rows", "of_pairs_of_rates"]

_MARK = re.compile(
    r"\b(?:trong (?:số )?(?:đó|này)|cụ thể|gồm|bao gồm|chia ra|of which|of these|including)\b|:|\(",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\.\s+(?:trong (?:số )?(?:đó|này)|cụ thể|of which|of these)\b", re.IGNORECASE)
_AGAIN = re.compile(r"\b(?:trong đó|of which|including)\b", re.IGNORECASE)
_MOST = 12
_AHEAD = 24  # rates behind that of the whole among which its parts are looked for
_PAIRS = 6  # rates of a whole and of two parts, each two
_REACH = 400  # code points between two rates


def of_growth_rows(reading: Reading, known: Set[str]) -> Iterator[Claim]:
    """The rate of a whole and those of its parts, behind a word that begins a list.

    Parameters
    ----------
    reading : Reading
    known : set of str
        Ids of the rates that relations by subject hold already as those of a whole.
    """
    rates = [s for s in reading.statements if s.type == "growth" and s.unit == "percent"]
    held: set[str] = set()  # parts of one whole are of no other, but may be wholes themselves
    for place, whole in enumerate(rates):
        if whole.id in known or whole.subject is None:
            continue
        parts = _row(reading, whole, rates[place + 1 : place + 1 + _AHEAD])
        if len(parts) < 2 or not held.isdisjoint(s.id for s in parts):
            continue
        again = is_all_there_is([whole.subject, *(s.subject for s in parts[1:])])
        closed = are_all_there_is(parts) and not again
        beside = closed and parts[0].sentence == whole.sentence
        if beside or (not again and _is_within(whole, parts)):
            held.update(s.id for s in parts)
            yield claim_of("minmax", closed, growth=whole, growths=parts)


def of_pairs_of_rates(reading: Reading) -> Iterator[Claim]:
    """Two rates of a whole, and two of each of its parts: tonnes and tonne-kilometres.

    "Tăng 8,2% về vận chuyển và tăng 6,2% về luân chuyển, trong đó đường bộ tăng 8,6% và tăng 9,3%;
    đường sông tăng 4,5% và tăng 4,6%": only rows that hold their whole are told.
    """
    rates = [s for s in reading.statements if s.type == "growth" and s.unit == "percent"]
    for _, group in itertools.groupby(rates, key=lambda s: s.sentence):
        row = list(group)
        if len(row) < _PAIRS or len(row) > 2 * _AHEAD or len({_when(s) for s in row}) > 1:
            continue
        wholes, parts = row[:2], row[2:]
        firsts, seconds = parts[::2], parts[1::2]
        paired = len(firsts) == len(seconds) and all(
            a.subject == b.subject for a, b in zip(firsts, seconds, strict=True)
        )
        if not paired or len({s.subject for s in firsts}) < len(firsts):
            continue
        if not _MARK.search(reading.text[wholes[1].end : parts[0].start]):
            continue
        for whole, each in zip(wholes, (firsts, seconds), strict=True):
            if _is_within(whole, each):
                yield claim_of("minmax", False, growth=whole, growths=each)


def _when(s: Statement) -> tuple[object, ...]:
    return s.comparison, s.period, s.status == "target"


def _row(reading: Reading, whole: Statement, behind: Sequence[Statement]) -> list[Statement]:
    """The rates of one sentence that stand behind a word for a list, each of another name."""
    parts: list[Statement] = []
    end = whole.end
    for s in behind:
        if s.sentence > whole.sentence + 1 or (parts and s.sentence != parts[0].sentence):
            break
        if s.start - end > _REACH:
            break
        between = reading.text[end : s.start]
        end = s.end
        if (s.comparison, s.period, s.basis) != (whole.comparison, whole.period, whole.basis):
            continue
        if s.subject == whole.subject or "target" in (s.status, whole.status):
            break
        if not parts:
            between = reading.text[whole.end : s.start]
            mark = _MARK if s.sentence == whole.sentence else _NEXT
            if not mark.search(between):
                break
        elif _AGAIN.search(between) or len(parts) == _MOST:
            break
        if parts and s.depth != parts[0].depth:
            continue
        if s.subject in {p.subject for p in parts}:
            break
        parts.append(s)
    return parts


def _is_within(whole: Statement, parts: Sequence[Statement]) -> bool:
    rates = [Decimal(s.value) for s in parts]
    return min(rates) <= Decimal(whole.value) <= max(rates)
