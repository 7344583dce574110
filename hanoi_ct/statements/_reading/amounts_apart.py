"""What an amount behind a rise or a comparative is: a change, what came in, more than another's."""

from __future__ import annotations

from hanoi_ct.statements._reading.clause_words import last_segment, more_or_less
from hanoi_ct.statements._reading.clauses import Clause
from hanoi_ct.statements._reading.hedges import Lead

__all__ = ["came_in", "differs_from_another", "names_what_was_added"]

_APART = {"thấp hơn": -1, "ít hơn": -1, "kém": -1, "kém hơn": -1, "cao hơn": 1, "nhiều hơn": 1}
_NAMED = 4  # words of the other between "thấp hơn" and the number


def differs_from_another(clause: Clause, lead: Lead) -> int:
    """The direction of what an amount is more or less than another's; 0 where it is none.

    "Thấp hơn Bắc Ninh khoảng 870 triệu USD", "US$6 billion higher than a year earlier".
    """
    direction = more_or_less(clause.right)
    then = clause.right[1] if len(clause.right) > 1 else None
    if direction and then is not None and (then.kind == "compare" or then.says("than")):
        return direction
    end = len(clause.left) - lead.length
    for place in range(end - 1, max(0, end - _NAMED) - 1, -1):
        item = clause.left[place]
        if item.kind in ("quantity", "sign", "time", "compare"):
            return 0
        if item.text.casefold() in _APART and place + 1 < end:
            return _APART[item.text.casefold()] if clause.left[place + 1].starts("place.") else 0
    return 0


def names_what_was_added(clause: Clause, lead: Lead) -> bool:
    """ "Vốn đăng ký mới và tăng thêm 105,7 triệu USD": an amount that was added, and no change."""
    if lead.item is None or not lead.item.says("tăng thêm"):
        return False
    if any(item.kind == "compare" for item in clause.right[:3]):
        return False
    segment = last_segment(clause.left)
    return any("vốn" in item.text.casefold().split() for item in segment) or any(
        item.says("cấp mới", "đăng ký mới", "mới") for item in segment
    )


def came_in(lead: Lead) -> bool:
    """ "The province gained $8.5 billion from exports", "có thêm 5,5 tỷ USD": what came in."""
    if lead.item is None or not lead.item.says("gained", "thêm"):
        return False
    came = lead.item.says("gained")
    return came or any(i.says("có", "thu hút", "đón", "nhận", "tiếp nhận") for i in lead.items[-3:])
