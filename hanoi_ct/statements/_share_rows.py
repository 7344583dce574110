"""A part and its total side by side, with the share behind them.

"1.250 tỷ đồng trong tổng số 4.870 tỷ đồng, chiếm 25,7%": the words between tell what is the total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hanoi_ct.statements._cells import claim_of
from hanoi_ct.statements.statement import Claim, Reading

__all__ = ["of_parts_in_totals"]

_OF = re.compile(
    r"[^.;()\d]{0,40}\b(?:trong tổng(?: số)?|trên tổng(?: số)?|trong số|out of(?: a total of)?)"
    r"[^,.;()\d]{0,30}|\s*/\s*(?:tổng(?: số)?\s*)?",
    re.IGNORECASE,
)
_THEN = re.compile(r"[^.;%]{0,80}[,(]\s*(?:chiếm|đạt|bằng|tương ứng|tương đương|hay)?[^.;\d]{0,25}")


def of_parts_in_totals(reading: Reading) -> Iterator[Claim]:
    """The share that a part has of the total named right behind it."""
    found = reading.statements
    for part, total, share in zip(found, found[1:], found[2:], strict=False):
        if share.type != "share" or share.unit != "percent" or part.type != total.type:
            continue
        if part.type not in ("level", "count") or part.unit != total.unit:
            continue
        if not part.sentence == total.sentence == share.sentence:
            continue
        if _OF.fullmatch(reading.text[part.end : total.start]) and _THEN.fullmatch(
            reading.text[total.end : share.start]
        ):
            yield claim_of("share", part=part, total=total, share=share)
