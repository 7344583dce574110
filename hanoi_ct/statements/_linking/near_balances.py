"""A balance beside the exports and imports that its paragraph tells.

"Xuất siêu 2,8 tỷ USD, trong đó xuất khẩu đạt 28,4 tỷ USD, nhập khẩu 25,6 tỷ USD".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hanoi_ct.statements._linking.cells import MONEY, claim_of
from hanoi_ct.statements._linking.near import Placed, near
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_balances"]

_NAMED = re.compile(r"\b(?:xuất siêu|nhập siêu|thặng dư|thâm hụt|surplus|deficit)\b")
_PAST = re.compile(r"cùng kỳ|năm trước|năm ngoái|tháng trước|last year|year earlier|previous")
_BACK = 2


def of_balances(found: Sequence[Placed]) -> Iterator[Claim]:
    """The only exports and the only imports of one time in the sentences around a balance."""
    for place, each in enumerate(found):
        s = each.s
        if s.indicator != "balance" or s.type != "level" or s.unit not in MONEY:
            continue
        if s.status == "target" or not _NAMED.search(f"{s.subject} {each.tail}".casefold()):
            continue
        beside = _beside(found, place)
        around = beside or [found[k].s for k in near(found, place, _BACK) if k != place]
        sides = [_only(around, s, indicator) for indicator in ("exports", "imports")]
        exports, imports = sides
        if exports is None or imports is None or exports.period != imports.period:
            continue
        if s.period != exports.period or _PAST.search(each.lead):
            continue
        if not beside and _owner(exports) != _owner(imports):
            continue  # those beside are of one owner, whom the first of them names
        if not beside and _owner(s) not in ("", _owner(exports)):
            continue
        yield claim_of("balance", exports=exports, imports=imports, balance=s)


def _beside(found: Sequence[Placed], place: int) -> list[Statement]:
    """Exports and imports right beside a balance: they are of the same partner and owner."""
    s = found[place].s
    listed = found[place].tail.lstrip().startswith(":")
    behind = [each.s for each in found[place + 1 : place + 3] if each.s.sentence == s.sentence]
    inside = [x for x in behind if x.depth > s.depth or listed]
    before = [each.s for each in found[max(0, place - 2) : place]]
    ahead = [x for x in before if x.sentence == s.sentence and x.depth <= s.depth]
    for both in (inside, ahead):
        levels = all(x.type == "level" and x.unit == s.unit for x in both)
        if levels and sorted(x.indicator or "" for x in both) == ["exports", "imports"]:
            return both
    return []


def _only(around: list[Statement], balance: Statement, indicator: str) -> Statement | None:
    """The one level of an indicator, unit and time; None where there are several or none."""
    fit = [
        s
        for s in around
        if s.indicator == indicator
        and s.type == "level"
        and s.unit == balance.unit
        and s.period == balance.period
        and s.status != "target"
    ]
    return fit[0] if len(fit) == 1 else None


_OWNERS = (
    ("foreign", re.compile(r"fdi|nước ngoài|foreign")),
    ("domestic", re.compile(r"trong nước|domestic")),
)


def _owner(s: Statement) -> str:
    words = f"{s.subject or ''} {s.group}".casefold()
    told = next((name for name, pattern in _OWNERS if pattern.search(words)), "")
    return told or (s.group if s.part not in ("", "owner", "unnamed") else "")
