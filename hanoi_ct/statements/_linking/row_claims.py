"""What stands in a row of one sentence: last year's number in a bracket, shares that make a whole.

Here the order of the words tells what belongs together, so that neither a period nor a subject
known to the thesaurus is needed.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from hanoi_ct.statements._linking.cells import ON_YEAR, claim_of
from hanoi_ct.statements._linking.groups import is_all_there_is
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["of_bases", "of_increments", "of_share_rows"]

_THEN = re.compile(
    r"[^.;()\n]{0,40}(?:cùng kỳ|năm trước|năm ngoái|năm \d{4}|last year|year earlier|\d{4}|"
    r"(?:tháng|quý) (?:trước|[IVX\d]+)|kế hoạch|dự toán|mục tiêu|chỉ tiêu)"
    r"[^.;()\n]{0,25}\(\s*(?:đạt|là|chỉ đạt|ở mức|mức)?\s*",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"[^;()\n]{0,40}(?:cùng kỳ|năm trước|năm ngoái|năm \d{4})[^,;()\n]{0,10},? (?:khi|vốn)\b"
    r"[^,.;()\d]{0,40}(?:chỉ|mới|là|đạt)\s*(?:đạt|là|có|ở mức|dừng ở)?\s*",
    re.IGNORECASE,
)
_TIED = re.compile(r"\b(?:tương ứng|tương đương|tức|hay)\b|\(", re.IGNORECASE)
_OF_WHICH = re.compile(r"\b(?:trong đó|riêng|of which|including)\b", re.IGNORECASE)
_NAMED_REST = re.compile(r"\b(?:còn lại|khác|the rest|the remaining|others?)\b", re.IGNORECASE)
_ANSWERS = (
    re.compile(r"\b(?:tốt|thuận lợi|tăng|khả quan|better|improved)\b", re.IGNORECASE),
    re.compile(r"\b(?:ổn định|giữ nguyên|không đổi|stable|unchanged)\b", re.IGNORECASE),
    re.compile(r"\b(?:khó khăn|xấu|giảm|kém|worse|harder|difficult)\b", re.IGNORECASE),
)
_WHOLE = Decimal(100)
_NEAR = Decimal("0.6")  # points that rounding may leave between shares and 100
_OTHER_THINGS = Decimal(4)  # points from which on shares are not of one whole


def of_bases(reading: Reading) -> Iterator[Claim]:
    """ "702 doanh nghiệp, tăng 8% so với cùng kỳ (650 doanh nghiệp)": a number and last year's."""
    found = reading.statements
    for place, (change, base) in enumerate(itertools.pairwise(found)):
        if change.type not in ("growth", "ratio", "difference") or not change.comparison:
            continue
        if base.sentence != change.sentence:
            continue
        level = _level_before(found, place, base)
        if level is None:
            continue
        between = reading.text[change.end : _number_at(reading, base)]
        then = _THEN.fullmatch(between) or _WHEN.fullmatch(between)
        if not then or (change.comparison not in ON_YEAR and base.depth <= change.depth):
            continue
        if change.type == "growth" and change.unit == "percent":
            yield claim_of("base", base=base, level=level, growth=change)
        elif change.type == "ratio" and _is_multiple(reading, change):
            yield claim_of("ratio", numerator=level, denominator=base, ratio=change)
        elif change.type == "difference" and change.unit == level.unit:
            yield claim_of("difference", current=level, base=base, difference=change)


def of_increments(reading: Reading) -> Iterator[Claim]:
    """A level with its change as an amount and as a rate, which "tương ứng" ties together."""
    for row in zip(*(reading.statements[k:] for k in range(3)), strict=False):
        if len({s.sentence for s in row}) > 1 or len({s.subject for s in row}) > 1:
            continue
        kinds = ["growth" if _is_index(s) else s.type for s in row]
        if sorted(kinds) != ["difference", "growth", "level"]:
            continue
        change, growth, level = (row[kinds.index(k)] for k in ("difference", "growth", "level"))
        first, second = sorted((change, growth), key=lambda s: s.start)
        tied = _TIED.search(reading.text[first.end : second.start + 1])
        if tied and growth.unit == "percent" and change.unit == level.unit:
            yield claim_of("increment", level=level, growth=growth, increment=change)


def _is_index(s: Statement) -> bool:
    """ "Bằng 114% so với cùng kỳ, tương ứng tăng 3,6 triệu tấn": an index tells a rate."""
    return s.type == "ratio" and s.unit == "percent" and s.comparison in ON_YEAR


def _level_before(found: Sequence[Statement], place: int, base: Statement) -> Statement | None:
    """The number that a change is said of: the last of its subject in its sentence."""
    change = found[place]
    for s in reversed(found[max(0, place - 5) : place]):
        if s.sentence != change.sentence:
            break
        alike = s.subject == change.subject and s.depth == change.depth
        if alike and s.type in ("level", "count"):
            fits = s.type == base.type and s.unit == base.unit is not None
            return s if fits and s.status != "target" else None
    return None


def _number_at(reading: Reading, statement: Statement) -> int:
    """Where the words of a statement begin."""
    return min(statement.start, reading.text.find(statement.printed or "", statement.start))


def _is_multiple(reading: Reading, ratio: Statement) -> bool:
    """Whether "gấp" or "bằng" is said: "tăng 2 lần" may mean twice or three times as much."""
    lead = reading.text[max(0, ratio.start - 12) : ratio.end].casefold()
    said = "gấp" in lead or "bằng" in lead or "equal to" in lead
    return said or (not ratio.printed and ("half" in lead or ratio.unit == "times"))


def of_share_rows(reading: Reading) -> Iterator[Claim]:
    """Shares of one sentence that make a whole whose number is not printed.

    They do where the last is a named rest, or the three answers of a survey are all there; where
    they come to 100 within rounding, they are taken to be meant so.
    """
    after = {one.id: other for one, other in itertools.pairwise(reading.statements)}
    for row in _rows(reading.statements):
        if len(row) > 20 or len({s.subject for s in row}) < len(row):
            continue
        if len(row) < 3 and not is_all_there_is([s.subject for s in row]):
            continue
        words = reading.text[row[0].start : row[-1].end + 60].split("\n")[0]
        if _OF_WHICH.search(reading.text[row[0].end : row[-1].start]):
            continue
        over = abs(sum(Decimal(s.value) for s in row) - _WHOLE)
        tail = reading.text[row[-2].end : row[-1].end]
        closed = bool(_NAMED_REST.search(tail)) or all(a.search(words) for a in _ANSWERS)
        closed = closed or is_all_there_is([s.subject for s in row])
        if over <= _NEAR or (closed and over <= _OTHER_THINGS):
            yield claim_of("share_sum", True, parts=row)
            changes = _changes_of(after, row)
            if changes:
                yield claim_of("sum_zero", True, parts=changes)


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


def _rows(found: Sequence[Statement]) -> Iterator[list[Statement]]:
    """The shares of each sentence that are of one period."""
    row: list[Statement] = []
    for s in found:
        if s.type != "share" or s.unit != "percent" or s.hedge is not None:
            if row and s.sentence != row[-1].sentence:
                yield row
                row = []
            continue
        if row and (s.sentence, s.period) != (row[-1].sentence, row[-1].period):
            yield row
            row = []
        row.append(s)
    if row:
        yield row
