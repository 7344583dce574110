"""Shares that make a whole whose number need not be printed: they come to 100.

They do where the last is a named rest, where their names are all there is, or the three answers of
a survey are all there; where they come to 100 within rounding, they are taken to be meant so.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.groups import is_all_there_is
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["of_share_rows"]

_OF_WHICH = re.compile(r"\b(?:trong đó|riêng|of which|including)\b", re.IGNORECASE)
_NAMED_REST = re.compile(r"\b(?:còn lại|khác|the rest|the remaining|others?)\b", re.IGNORECASE)
_ANSWERS = (
    re.compile(r"\b(?:tốt|thuận lợi|tăng|khả quan|better|improved)\b", re.IGNORECASE),
    re.compile(r"\b(?:ổn định|giữ nguyên|không đổi|stable|unchanged)\b", re.IGNORECASE),
    re.compile(r"\b(?:khó khăn|xấu|giảm|kém|worse|harder|difficult)\b", re.IGNORECASE),
)
_WHOLE = Decimal(100)
_NEAR = Decimal("0.6")  # points that rounding may leave between shares and 100
_CLOSE = Decimal("0.1")  # where only the numbers tell that they belong together
_OTHER_THINGS = Decimal(4)  # points from which on shares are not of one whole
_MOST = 20
_FAR = 2  # sentences between two shares of a row


def of_share_rows(reading: Reading) -> Iterator[Claim]:
    """The rows of shares of one sentence, and of several, that come to 100."""
    after = {one.id: other for one, other in itertools.pairwise(reading.statements)}
    summed: set[str] = set()
    for shares in _by_sentence(reading.statements):
        for row in _rows(reading, shares):
            if not summed.isdisjoint(s.id for s in row) or not _is_whole(reading, row):
                continue
            summed.update(s.id for s in row)
            yield claim_of("share_sum", True, parts=row)
            changes = _changes_of(after, row)
            if changes:
                yield claim_of("sum_zero", True, parts=changes)
    yield from _over_sentences(reading, summed)


def _by_sentence(found: Sequence[Statement]) -> Iterator[list[Statement]]:
    """The shares of each sentence that has two or more."""
    shares = [s for s in found if s.type == "share" and s.unit == "percent" and s.printed]
    for _, group in itertools.groupby(shares, key=lambda s: s.sentence):
        row = list(group)
        if 2 <= len(row) <= _MOST:
            yield row


def _rows(reading: Reading, shares: Sequence[Statement]) -> Iterator[list[Statement]]:
    """The shares of a sentence that may belong together, the likeliest first.

    Those of one time that follow each other; those of one time in brackets or outside; those that
    no "riêng" makes parts of others; all that one bracket holds.
    """
    plain = [s for s in shares if s.hedge is None]
    yield from (list(group) for _, group in itertools.groupby(plain, key=lambda s: str(s.period)))
    by_depth = sorted(plain, key=lambda s: (s.depth, str(s.period)))
    groups = itertools.groupby(by_depth, key=lambda s: (s.depth, str(s.period)))
    yield from (list(group) for _, group in groups)
    yield _outer(reading, plain)
    yield [s for s in plain if s.depth]


def _outer(reading: Reading, shares: Sequence[Statement]) -> list[Statement]:
    """Without shares that "riêng" or "trong đó" makes parts of the one before them."""
    return [
        s
        for before, s in itertools.pairwise([None, *shares])
        if s is not None and not (before and _OF_WHICH.search(reading.text[before.end : s.start]))
    ]


def _is_whole(reading: Reading, row: Sequence[Statement]) -> bool:
    if len(row) < 2:
        return False
    over = _over(row)
    names = [s.subject for s in row]
    if len(set(names)) < len(row):  # names that were not understood: only numbers tell
        return len(row) > 2 and over <= _CLOSE and _are_precise(row)
    named = is_all_there_is(names)
    if len(row) < 3 and not named:
        return False
    if _OF_WHICH.search(reading.text[row[0].end : row[-1].start]):
        return over <= _CLOSE and _are_precise(row)
    words = reading.text[row[0].start : row[-1].end + 60].split("\n")[0]
    tail = reading.text[row[-2].end : row[-1].end]
    closed = named or bool(_NAMED_REST.search(tail)) or all(a.search(words) for a in _ANSWERS)
    return over <= _NEAR or (closed and over <= _OTHER_THINGS)


def _over_sentences(reading: Reading, summed: set[str]) -> Iterator[Claim]:
    """Shares of a paragraph, one or more a sentence, that come to 100 as they are printed."""
    left = [
        s
        for s in reading.statements
        if s.type == "share" and s.unit == "percent" and s.printed and s.id not in summed
    ]
    place = 0
    while place < len(left):
        row = _coming_to_100(left[place : place + _MOST])
        if row:
            yield claim_of("share_sum", True, parts=row)
        place += max(1, len(row))


def _coming_to_100(shares: Sequence[Statement]) -> list[Statement]:
    """The first of some shares that come to 100, all of one time and near each other."""
    added, first = Decimal(0), shares[0]
    for k, (before, s) in enumerate(itertools.pairwise([first, *shares])):
        alike = (s.period, s.depth) == (first.period, first.depth)
        near = s.sentence - before.sentence <= _FAR and s.paragraph - before.paragraph <= 1
        if not alike or not near:
            return []
        added += Decimal(s.value)
        row = shares[: k + 1]
        if abs(added - _WHOLE) <= _CLOSE and _are_precise(row):
            return list(row) if len({s.subject for s in row}) == len(row) > 1 else []
        if added > _WHOLE:
            return []
    return []


def _are_precise(row: Sequence[Statement]) -> bool:
    """Whether most shares have decimals, so that no chance makes them come to 100."""
    return 2 * sum("." in s.value for s in row) > len(row)


def _over(row: Sequence[Statement]) -> Decimal:
    return abs(sum((Decimal(s.value) for s in row), -_WHOLE))


def _changes_of(after: Mapping[str, Statement], row: Sequence[Statement]) -> list[Statement]:
    """By how many points each share of a whole changed, where the text tells all of them."""
    changes = [after[s.id] for s in row if s.id in after]
    alike = len({s.comparison for s in changes}) == 1 and len(changes) == len(row)
    points = all(
        change.type == "difference"
        and change.unit == "percentage_points"
        and (change.subject, change.sentence) == (share.subject, share.sentence)
        for share, change in zip(row, changes, strict=False)
    )
    return changes if alike and points else []
