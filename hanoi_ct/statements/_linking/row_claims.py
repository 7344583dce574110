"""What stands in a row of one sentence: a number, its change, and last year's in a bracket.

Here the order of the words tells what belongs together, so that neither a period nor a subject
known to the thesaurus is needed.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from hanoi_ct.statements._linking.cells import ON_YEAR, claim_of
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["of_bases"]

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
_PLAN = re.compile(r"\b(?:kế hoạch|dự toán|mục tiêu|chỉ tiêu|plan|target)\b", re.IGNORECASE)


def of_bases(reading: Reading) -> Iterator[Claim]:
    """ "702 doanh nghiệp, tăng 8% so với cùng kỳ (650 doanh nghiệp)": a number and last year's."""
    found = reading.statements
    for place, (change, base) in enumerate(itertools.pairwise(found)):
        if change.type not in ("growth", "ratio", "difference") or not change.comparison:
            continue
        if base.sentence != change.sentence:
            continue
        if base.status == "target" and change.comparison != "plan":
            continue
        level = _level_before(found, place, base)
        if level is None:
            continue
        between = reading.text[change.end : _number_at(reading, base)]
        then = _THEN.fullmatch(between) or _WHEN.fullmatch(between)
        if not then or (change.comparison not in ON_YEAR and base.depth <= change.depth):
            continue
        if change.comparison in ON_YEAR and _PLAN.search(between):
            continue  # "tăng 32% so với cùng kỳ, vượt mục tiêu năm 2024 (8,4 triệu lượt)"
        if change.type == "growth" and change.unit == "percent":
            yield claim_of("base", base=base, level=level, growth=change)
        elif change.type == "ratio" and _is_multiple(reading, change):
            yield claim_of("ratio", numerator=level, denominator=base, ratio=change)
        elif change.type == "difference" and change.unit == level.unit:
            yield claim_of("difference", current=level, base=base, difference=change)


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
