"""Numbers that end a proper name: "KCN Quế Võ 2 (270 ha)", "Nhiệt điện Duyên Hải 3"."""

from __future__ import annotations

from hanoi_ct.statements._reading.items import Item

__all__ = ["join_numbered_names"]

_NUMBERED = (  # what is often numbered; its name stands between it and the number
    *("kcn", "khu công nghiệp", "ccn", "cụm công nghiệp", "khu kinh tế", "khu đô thị", "nhà máy"),
    *("nhiệt điện", "thủy điện", "điện gió", "điện mặt trời", "thuỷ điện", "cảng", "khu"),
    *("industrial park", "industrial zone", "phase", "plant", "park", "zone"),
)
_RATES = ("percent", "percentage_points", "times", "count", None)
_NEAR = 6  # items between what is numbered and the number


def join_numbered_names(items: list[Item]) -> None:
    """Make a small bare number behind a capital name a part of it, no quantity.

    Where the name is of something numbered, or a bracket behind tells its amount.
    """
    for place, item in enumerate(items):
        if item.kind != "quantity" or item.value.unit is not None or not item.text.isdigit():
            continue
        before = items[place - 1] if place else item
        if len(item.text) > 2 or not _is_capital(before) or item.start - before.end != 1:
            continue
        around = items[max(0, place - _NEAR) : place]
        named = any(i.text.casefold() in _NUMBERED for i in around)
        if named or _has_amount(items[place + 1 : place + 3]):
            item.kind, item.value, item.phrases = "word", None, {}
            if before.phrases:  # of "Đại Đồng 3" the second word is no currency
                before.phrases = {}


def _is_capital(item: Item) -> bool:
    return item.kind == "word" and item.text[:1].isupper() and not item.text.isupper()


def _has_amount(behind: list[Item]) -> bool:
    opened = len(behind) == 2 and behind[0].text == "(" and behind[1].kind == "quantity"
    return opened and behind[1].value.unit not in _RATES
