"""Multiples in words: "gấp đôi", "gấp rưỡi", "gấp hai lần", "doubled", "twice that of"."""

from __future__ import annotations

from hanoi_ct.statements._reading.items import Item

__all__ = ["multiple_in_words"]

_TIMES = ("lần", "times")
_OF_WHAT = ("the", "that", "those", "its", "their", "as", "what", "last", "a")
_NEED_WHAT = ("double", "twice", "triple")  # "double taxation", "twice a year" tell no multiple
_REACH = 4  # items before a word in which "gấp" is looked for: "gấp gần đôi"


def multiple_in_words(items: list[Item], place: int) -> tuple[str, int] | None:
    """The multiple that begins at an item, as a decimal string, and the place behind it.

    Parameters
    ----------
    items : list of Item
    place : int
    """
    item = items[place]
    behind = items[place + 1] if place + 1 < len(items) else None
    said = _is_said(items[max(0, place - _REACH) : place])
    phrase = item.phrases.get("multiple")
    if phrase is not None:
        if item.text.isascii() and item.text.casefold() != "đôi":
            return (str(phrase.value), place + 1) if _tells(item, behind) else None
        after = place + 2 if behind is not None and behind.says(*_TIMES) else place + 1
        return (str(phrase.value), after) if said else None
    number = item.phrases.get("number.number_words")
    if number is None or number.value < 2 or not said:
        return None
    if behind is not None and behind.says(*_TIMES):
        return str(number.value), place + 2
    alone = behind is None or behind.text in (",", ";", ")") or behind.has("comparison.versus")
    return (str(number.value), place + 1) if alone else None  # "gấp ba so với cùng kỳ"


def _is_said(lead: list[Item]) -> bool:
    """Whether a verb of multiples stands right before, with hedges alone between."""
    for item in reversed(lead):
        if item.has("verb.multiple"):
            return True
        if not item.has("hedge.over", "hedge.under", "hedge.about", "verb.filler"):
            return False
    return False


def _tells(item: Item, behind: Item | None) -> bool:
    """Whether an English word tells a multiple of something."""
    if behind is not None and behind.text == "-":
        return False  # "double-digit growth"
    if not item.says(*_NEED_WHAT):
        return True
    if behind is None or behind.kind == "number" or not behind.says(*_OF_WHAT):
        return False
    return not (item.says("twice") and behind.says("a"))
