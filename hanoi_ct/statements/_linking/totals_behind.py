"""A total that a sentence tells behind its parts: "..., tổng cộng 18,16 tỷ USD"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from decimal import Decimal

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import noun_of, same_noun
from hanoi_ct.statements.figures_read import added_up
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["of_totals_behind_parts"]

_TOTAL = re.compile(
    r"\b(?:tổng cộng|tổng số|cộng lại|cả thảy|gộp lại|for a total of|totall?ing|altogether|"
    r"in total)\b[^,;.()%]{0,40}$",
    re.IGNORECASE,
)
_COUNT = r"(\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
_NOUN = (
    r"(?:địa phương|tỉnh|thị trường|mặt hàng|nhóm|nước|khu vực|ngành|đơn vị|quốc gia|"
    r"tỉnh, thành phố|loại|sản phẩm|dự án|công trình|doanh nghiệp|huyện|xã|cụm công nghiệp|"
    r"khu công nghiệp|khu|cụm|lĩnh vực|nhà máy|công ty|chợ|siêu thị|quý|tháng|đợt)"
)
# "4 địa phương này đạt 13,51 tỷ USD", "cả ba cụm có 67 dự án": of as many as were named before
_THESE = re.compile(
    rf"(?:\b{_COUNT}\s+{_NOUN}[^,.;()\d]{{0,20}}(?:này|nói trên|kể trên|trên)\b|"
    rf"\bcả {_COUNT}\s+{_NOUN}\b)[^,.;()\d]{{0,40}}$",
    re.IGNORECASE,
)
_WORDS = ("hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_NEAR = Decimal("0.03")
_COUNTED = Decimal("0.1")  # where a word counts the parts, a total further off may be theirs
_MOST = 20


def of_totals_behind_parts(reading: Reading, known: Set[str]) -> Iterator[Claim]:
    """The sum of the amounts of a sentence, where a word for their total stands behind them.

    Parameters
    ----------
    reading : Reading
    known : set of str
        Ids of the statements that sums hold already.

    Notes
    -----
    Amounts that are far from the total are not taken to be its parts.
    """
    row: list[Statement] = []
    for place, s in enumerate(reading.statements):
        if row and s.sentence != row[-1].sentence:
            row = []
        number = max(s.start, reading.text.find(s.printed or "", s.start))
        lead = reading.text[row[-1].end if row else s.start : number]
        row = row[-2 * _MOST :]  # keeps the cost of a sentence without an end linear
        if s.type in ("level", "count") and row and _TOTAL.search(lead) and s.id not in known:
            parts = _parts(row, s)
            if 2 <= len(parts) <= _MOST and not known & {p.id for p in parts}:
                apart = abs(added_up(parts) - s.amount)
                if apart <= _NEAR * s.amount:
                    yield claim_of("sum", True, total=s, parts=parts)
        elif s.type in ("level", "count") and s.id not in known:
            yield from _of_these(reading, place, known)
        row.append(s)


def _of_these(reading: Reading, place: int, known: Set[str]) -> Iterator[Claim]:
    """The sum of as many amounts as "4 địa phương này" counts, right before it."""
    total = reading.statements[place]
    said = _THESE.search(reading.text[max(0, total.start - 90) : total.start])
    if said is None:
        return
    word = (said[1] or said[2]).casefold()
    count = int(word) if word.isdigit() else _WORDS.index(word) + 2
    alike = [
        s
        for s in reading.statements[max(0, place - 3 * count) : place]
        if (s.type, s.unit, s.paragraph) == (total.type, total.unit, total.paragraph)
        and s.status != "target"
        and (s.type == "level" or same_noun(noun_of(s), noun_of(total)))
    ]
    parts = [s for s in alike if s.period == total.period][-count:]
    if len(parts) < count or count < 2 or len({s.subject for s in parts}) < count:
        return
    apart = abs(added_up(parts) - total.amount)
    if apart <= _COUNTED * total.amount and not known & {s.id for s in parts}:
        yield claim_of("sum", True, total=total, parts=parts)


def _parts(row: Sequence[Statement], total: Statement) -> list[Statement]:
    """The amounts of the unit of a total; of numbers that lost their unit, those beside them."""
    alike = [s for s in row if s.type in ("level", "count") and s.status != "target"]
    units = (total.unit, None) if any(s.unit == total.unit for s in alike) else (total.unit,)
    return [s for s in alike if s.unit in units and s.period == total.period]
