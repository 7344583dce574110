"""Land of zones: what may be let, what is let, and the occupancy rate of the two.

"Có 1.850 ha đất công nghiệp, đã cho thuê 1.295 ha, tỷ lệ lấp đầy đạt 70%".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import Placed, near, role_words
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_occupancy"]

_OUT_OF = ("/", "of", "out of", "trên", "trên tổng số", "trong tổng số")
_AREAS = ("ha", "m2")


def of_occupancy(found: Sequence[Placed]) -> Iterator[Claim]:
    """The occupancy rate of a zone with its land to let and the land that is let."""
    for place, each in enumerate(found):
        if not _is_rate(each) and not (place and _told_in_bracket(found[place - 1], each)):
            continue
        zone = _zone(found, [k for k in reversed(near(found, place, 1)) if k < place])
        behind = _zone(found, [k for k in near(found, place, 1) if k > place])
        if not zone or role_words("land", "total").search(each.tail):
            # "lấp đầy 52% (đã cho thuê 110 ha trên 210 ha)", "bằng 85% đất cho thuê (760 ha)"
            zone = behind | zone
        if len(zone.get("part", ())) == len(zone.get("total", ())) == 1:
            part, total = zone["part"][0], zone["total"][0]
            if part.unit == total.unit:
                yield claim_of("share", True, part=part, total=total, share=each.s)


def _told_in_bracket(area: Placed, rate: Placed) -> bool:
    """ "đã lấp đầy 567 ha (61%)": the rate behind the land that is let."""
    share = rate.s.type == "share" and rate.s.unit == "percent" and rate.lead.strip() == "("
    return share and area.s.unit in _AREAS and bool(role_words("land", "part").search(area.lead))


def _zone(found: Sequence[Placed], places: Sequence[int]) -> dict[str, list[Statement]]:
    """The areas by role up to another rate, which belongs to another zone."""
    zone: dict[str, list[Statement]] = {}
    for k in places:
        if _is_rate(found[k]):
            break
        s = found[k].s
        role = _role(_with_count(found, k)) if s.unit in _AREAS and s.type == "level" else None
        if role is not None:
            zone.setdefault(role, []).append(s)
    return zone


def _with_count(found: Sequence[Placed], k: int) -> Placed:
    """With the words before a count that stands between: "đất công nghiệp của 12 cụm là 486 ha"."""
    each, before = found[k], found[k - 1] if k else None
    if before is None or before.s.type != "count" or before.s.sentence != each.s.sentence:
        return each
    return replace(each, lead=f"{before.lead}{each.lead}")


def _is_rate(each: Placed) -> bool:
    s = each.s
    if s.unit != "percent" or s.type not in ("share", "level", "ratio") or s.status == "target":
        return False
    if role_words("land", "total").search(re.split(r"[,;(]", each.tail)[0]):
        return True  # "bằng 85% diện tích đất có thể cho thuê"
    clause = re.split(r"[;(]", each.lead)[-1]
    rate = role_words("land", "rate")
    return bool(rate.search(clause) or rate.match(each.tail.lstrip()))


def _role(each: Placed) -> str | None:
    """Whether an area is that to let or that which is let: the words nearest before it."""
    if each.lead.strip() in _OUT_OF:
        return "total"  # "cho thuê 1.128 ha/1.504 ha", "2,430 of 3,000 hectares"
    if each.tail.strip() in _OUT_OF:
        return "part"
    clause = re.split(r"[;,(]", each.lead)[-1]
    behind = re.split(r"[,;(]", each.tail[:40])[0]
    over = each.lead.rstrip().endswith("trên")  # "210 ha đã cho thuê trên 300 ha đất công nghiệp"
    for words in (behind, clause, each.lead) if over else (clause, behind, each.lead):
        to_let, is_let = (_last(role, words) for role in ("total", "part"))
        if to_let >= 0 or is_let >= 0:
            return "total" if to_let >= is_let else "part"
    return None


def _last(role: str, words: str) -> int:
    """Where the last words of a role end."""
    return max((hit.end() for hit in role_words("land", role).finditer(words)), default=-1)
