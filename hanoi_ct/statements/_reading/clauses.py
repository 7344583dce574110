"""Items taken further: times, comparisons and quantities found; sentences cut into clauses.

A clause is one quantity with the items before it that lead up to it and the items behind it that
belong to it. Every item goes into one clause once, so that the cost is that of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from hanoi_ct.statements._reading.comparisons import Against, read_comparison
from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.periods import read_time
from hanoi_ct.statements._reading.units import Quantity, read_quantity

__all__ = ["Clause", "Event", "Sentence", "reduce_items", "sentences", "walk"]

_JOINING = ("và", "and", "while", "whereas", "còn", "or", "trong khi", "nhưng", "but", "hoặc")
_ABBREVIATIONS = frozenset(("tp", "tr", "ts", "gs", "ths", "no", "dr", "mr", "mrs", "st", "vs"))
_NEW_CLAUSE = (
    "verb.rise",
    "verb.fall",
    "verb.onto",
    "verb.share",
    "verb.contribution",
    "verb.equal",
    "verb.multiple",
    "verb.exceed",
    "verb.corresponding",
    "hedge.under",
    "hedge.over",
    "hedge.about",
    "hedge.estimate",
    "hedge.preliminary",
)
# Behind a percentage they belong to it: 6.2 percent growth.
_NOUNS = ("growth", "increase", "rise", "expansion", "decline", "drop", "decrease", "reduction")
_MORE = ("cao hơn", "thấp hơn", "nhiều hơn", "ít hơn", "hơn", "kém", "kém hơn", "lớn hơn")
_COMPARED = ("lower", "higher", "less", "more", "fewer")
_CAUSES = ("do", "nhờ", "vì", "because", "due to", "thanks to", "owing to")
_WEAK_REACH = ("of", "the", "a", "an", "by", "with", "at", "be", "been", "số", "sẽ")


@dataclass(slots=True)
class Clause:
    """A quantity, what leads up to it and what belongs to it behind."""

    item: Item
    left: list[Item]
    right: list[Item] = field(default_factory=list)
    joined: str = ""  # the sign or word that stands between it and the clause before
    after_bracket: bool = False
    in_a_row: bool = False  # one of three or more numbers that "lần lượt" leads to

    @property
    def quantity(self) -> Quantity:
        """The quantity read."""
        found: Quantity = self.item.value
        return found


class Event(NamedTuple):
    """What happens from left to right in a sentence: clause, open, close, colon, stop."""

    kind: str
    clause: Clause | None
    left: list[Item]


class Sentence(NamedTuple):
    """The items of one sentence, and where it stands."""

    items: list[Item]
    number: int
    paragraph: int


def reduce_items(items: list[Item], point: str) -> list[Item]:
    """Find comparisons, times and quantities; the rest stays as it is."""
    out: list[Item] = []
    place = 0
    while place < len(items):
        item = items[place]
        plain = not item.phrases and item.kind != "number" and not item.says("last")
        if item.kind == "line" or plain:
            out.append(item)
            place += 1
            continue
        against = read_comparison(items, place)
        if against is not None:
            value, after = against
            out.append(_joined("compare", items, place, after, value))
            place = after
            continue
        time = read_time(items, place)
        if time is not None:
            when = time[0]
            if when.refers == "same" and out and out[-1].says(*_MORE):  # "cao hơn cùng kỳ"
                out.append(_joined("compare", items, place, time[1], Against("time", when)))
            elif _since_when_extreme(out):
                since = replace(when, refers="date", is_date=True)
                out.append(_joined("time", items, place, time[1], since))
            else:
                out.append(_joined("time", items, place, time[1], when))
            place = time[1]
            continue
        quantity = read_quantity(items, place, point, out[-1] if out else None)
        if quantity is not None:
            found, after, taken = quantity
            sign = _printed_sign(out, item, found.unit)
            merged = _joined("quantity", items, place, after, found._replace(sign=sign))
            if sign:
                out.pop()
            if taken:
                merged.start = out.pop().start
            out.append(merged)
            place = after
            continue
        out.append(item)
        place += 1
    return out


def _since_when_extreme(before: list[Item]) -> bool:
    """ "Thấp nhất kể từ tháng 2/2016": since when, and no time that is spoken of."""
    if not before or not before[-1].says("kể từ", "từ", "since"):
        return False
    words = (item.text.casefold() for item in before[-5:])
    return any(
        word.endswith(("nhất", "lowest", "highest", "smallest", "largest")) for word in words
    )


def _printed_sign(before: list[Item], number: Item, unit: str | None) -> int:
    """The sign right before a number, where it joins it to nothing: (-15,2%).

    At the head of a line it marks an item of a list, unless a rate follows it.
    """
    if not before or before[-1].text not in ("-", "+") or before[-1].end != number.start:
        return 0
    if (len(before) == 1 or before[-2].kind == "line") and unit != "percent":
        return 0
    if len(before) > 1 and before[-2].end == before[-1].start and before[-2].text != "(":
        return 0
    return -1 if before[-1].text == "-" else 1


def _joined(kind: str, items: list[Item], place: int, after: int, value: object) -> Item:
    first, last = items[place], items[after - 1]
    return Item(kind, first.start, last.end, first.text, first.key, first.phrases, value)


def sentences(items: list[Item], text: str) -> Iterator[Sentence]:
    """Cut items into sentences: at a full stop before a capital, at ends of lines."""
    start = number = paragraph = 0
    for place, item in enumerate(items):
        if item.kind != "line" and not _ends(items, place, text):
            continue
        if place > start:
            yield Sentence(items[start:place], number, paragraph)
            number += 1
        if item.kind == "line":
            paragraph += 1
        start = place + 1
    if start < len(items):
        yield Sentence(items[start:], number, paragraph)


def _ends(items: list[Item], place: int, text: str) -> bool:
    item = items[place]
    if item.text not in (".", "!", "?") or item.kind != "sign":
        return False
    if place and items[place - 1].key in _ABBREVIATIONS and items[place - 1].end == item.start:
        return False
    if place + 1 >= len(items):
        return True
    after = items[place + 1]
    first = text[after.start]
    if after.start == item.end:  # "so với năm trước.Tính chung 7 tháng": a space was lost
        before = items[place - 1] if place else item
        word = before.text[-1:].islower() and len(before.text) > 1
        return (word or before.text in ("%", ".")) and first.isupper() and after.text[1:].islower()
    return not first.islower()


# What a sign between clauses does.
_SIGNS = {
    ";": "stop",
    "…": "stop",
    ":": "colon",
    "(": "open",
    "[": "open",
    ")": "close",
    "]": "close",
}


def walk(sentence: list[Item]) -> list[Event]:
    """The clauses of a sentence with the brackets, colons and semicolons around them."""
    events: list[Event] = []
    left: list[Item] = []
    current: Clause | None = None
    is_open = False  # whether what comes still belongs to the clause before
    joined = ""
    skipped = 0  # items of a bracket without a quantity: "(IIP)"
    for place, item in enumerate(sentence):
        if skipped:
            skipped -= 1
            continue
        if item.text == "(" and item.kind == "sign":
            skipped = _plain_bracket(sentence, place)
            if skipped:
                continue
        if item.text == "…" and left and _is_led_on(sentence, place):
            continue  # "điện, khí đốt, nước nóng… tăng 5,6%": the name goes on
        if item.kind == "quantity":
            if is_open and current is not None:
                left = _split(current)
            current = Clause(item, left, joined=joined)
            events.append(Event("clause", current, []))
            left, is_open, joined = [], True, ""
        elif item.kind == "sign" and item.text in _SIGNS:
            events.append(Event(_SIGNS[item.text], None, left))
            left, is_open, joined = [], False, item.text
        elif is_open and current is not None and _adds_aspect(current.right, sentence, place):
            current.right.append(item)
        elif item.text == "," or item.says(*_JOINING) or _leads_to(sentence, place):
            is_open = False
            joined = joined or item.text.casefold()
            left.append(item)
        elif is_open and current is not None:
            current.right.append(item)
        else:
            left.append(item)
    events.append(Event("end", None, left))
    return events


def _is_led_on(sentence: list[Item], place: int) -> bool:
    after = sentence[place + 1] if place + 1 < len(sentence) else None
    return after is not None and after.has("verb.rise", "verb.fall", "verb.reach", "verb.share")


def _leads_to(sentence: list[Item], place: int) -> bool:
    """ "Tăng 1 tạ/ha nên sản lượng lên 11 triệu tấn": what follows is another name's."""
    after = sentence[place + 1] if place + 1 < len(sentence) else None
    return sentence[place].says("nên") and after is not None and after.has("indicator")


_MONEY = ("USD", "VND")
_THEN = ("respectively", "over", "than", "against", "on")
_ASPECTS = ("link.volume", "link.worth", "link.price")


def _adds_aspect(right: list[Item], sentence: list[Item], place: int) -> bool:
    """ "Giảm 49% cả về lượng và kim ngạch so với tháng 1": both belong to the number."""
    joins = sentence[place].says("và", "and", "lẫn") and place + 1 < len(sentence)
    if not joins or not right or not right[-1].has(*_ASPECTS):
        return False
    step = place + 1 + sentence[place + 1].says("in", "về", "by")
    behind = sentence[step + 1] if step + 1 < len(sentence) else None
    ends = behind is None or behind.kind in ("compare", "time", "sign") or behind.says(*_THEN)
    return step < len(sentence) and sentence[step].has(*_ASPECTS) and ends


def _plain_bracket(items: list[Item], place: int) -> int:
    """How many items to pass over where a short bracket holds no quantity and no time."""
    for length in range(1, 10):
        if place + length >= len(items):
            return 0
        item = items[place + length]
        if item.text == ")":
            return length
        if item.kind in ("quantity", "time", "compare") or item.text == "(":
            return 0
    return 0


def _split(clause: Clause) -> list[Item]:
    """Divide what stands between two quantities with no sign between them."""
    right = clause.right
    named = len(right) > 1 and right[0].has("indicator") and right[-1].says("của", "of")
    if named and clause.quantity.unit in _MONEY:  # "11 tỷ USD vốn đăng ký mới của 135 dự án"
        clause.right = right[:-1]
        return right[-1:]
    first = 1 if right and clause.quantity.unit == "percent" and right[0].says(*_NOUNS) else 0
    points = clause.quantity.unit in ("percentage_points", "percent") and len(right) > 1
    compared = points and right[0].says(*_COMPARED) and right[1].text.casefold().startswith("than")
    first = 1 if compared else first  # "1.4 percentage points lower than the 9.2%"
    cut = next((k for k in range(first, len(right)) if _begins_clause(right[k])), None)
    if cut is None and clause.quantity.counted == "entity" and right and right[-1].says("từ"):
        cut = len(right) - 1
    if cut is None and clause.quantity.unit == "tonne" and right and right[0].says("of"):
        cut = next((k for k, item in enumerate(right) if item.says("abroad", "with")), None)
    if cut is None:
        cut = next((k for k, item in enumerate(right) if item.has("indicator")), None)
    if cut is None:
        attached = [k for k, item in enumerate(right) if item.kind in ("compare", "plan")]
        cut = attached[-1] + 1 if attached else int(compared)
    clause.right, rest = right[:cut], right[cut:]
    return rest


def _begins_clause(item: Item) -> bool:
    if item.kind in ("time", "compare", "quantity"):
        return False
    if item.says(*_CAUSES):
        return True  # "tăng 7,2% do khai khoáng giảm 3,3%"
    if item.has(*_NEW_CLAUSE):
        return not item.says("some", "thêm")
    return item.has("verb.reach") and not item.says(*_WEAK_REACH)
