"""The words right before a number: its verb, its hedges, and where the marked span begins."""

from __future__ import annotations

from typing import NamedTuple

from hanoi_ct.statements._reading.items import Item

__all__ = ["COMPARING", "Lead", "is_comparand", "read_lead"]

_WIDENING = ("hedge.under", "hedge.over", "hedge.about")
_STATES = ("hedge.estimate", "hedge.preliminary")
_CHANGES = ("verb.rise", "verb.fall", "verb.spun_rise", "verb.spun_fall")
_MAIN = (
    *_CHANGES,
    "verb.onto",
    "verb.share",
    "verb.contribution",
    "verb.equal",
    "verb.multiple",
    "verb.exceed",
)
_CHAIN: tuple[str, ...] = (
    *_MAIN,
    *_WIDENING,
    *_STATES,
    "verb.corresponding",
    "verb.reach",
    "verb.filler",
    "verb.target",
    "verb.negative",
)
COMPARING = ("thấp hơn", "cao hơn", "kém", "kém hơn", "nhiều hơn", "ít hơn", "lower", "higher")
_DEGREES = ("nhiều", "hẳn", "khá", "xa", "đáng kể", "khá nhiều", "far", "much", "well")
_COMPARED = (
    *("mức", "con số", "mức tăng", "mức giảm", "than", "than the", "so với", "so với mức"),
    *("kế hoạch", "mục tiêu", "mục tiêu tăng", "chỉ tiêu", "the target"),
)
# What English hedges are called when a verb says them.
_NAMES = {"topped": "over", "topping": "over", "exceeding": "over", "exceeded": "over"}
_NAMES |= {"surpassing": "over", "surpassed": "over"}


class Lead(NamedTuple):
    """The words between the name and the number.

    ``verb`` is the list of the verb nearest to the number ("rise", "fall", "share" ...),
    ``length`` how many items belong to it, ``start`` where the marked span begins.
    """

    verb: str | None
    item: Item | None
    hedge: str | None
    status: str | None
    widening: bool
    start: int
    length: int
    negative: bool
    items: list[Item]

    def has(self, *kinds: str) -> bool:
        """Whether one of its words is of one of these lists."""
        return any(item.has(*kinds) for item in self.items)


def read_lead(left: list[Item], number_start: int) -> Lead:
    """Read backwards from a number as long as verbs, hedges and fillers stand there."""
    length = 0
    for place in range(len(left) - 1, -1, -1):
        item = left[place]
        if item.kind == "compare" and place and left[place - 1].has("verb.rise", "verb.fall"):
            length += 1  # "tăng so với cùng kỳ 5 triệu USD"
            continue
        if item.kind in ("time", "compare", "quantity", "sign") or not item.has(*_CHAIN):
            break
        if item.has("indicator", "place.owner") and not item.has(*_CHANGES, *_WIDENING):
            break
        length += 1
    chain = left[len(left) - length :]
    verb, main = _main_verb(chain)
    words, start, status = [], number_start, None
    marks = True
    for item in reversed(chain):
        if item.kind == "compare":
            continue
        state = next((kind for kind in _STATES if item.has(kind)), None)
        if state is not None:
            words.append(_name(item, state))
            status = state.partition(".")[2]
        elif item.has(*_WIDENING) and not (item.has("verb.rise", "verb.fall") and not words):
            words.append(_name(item, "hedge.over"))
        if marks and item.has(*_WIDENING, *_CHANGES) and not item.has("verb.onto"):
            start = item.start
        if item.has("verb.share", "verb.reach") and not item.has("verb.filler", *_CHANGES):
            marks = False
    return Lead(
        verb,
        main,
        " ".join(reversed(words)) or None,
        status,
        any(item.has(*_WIDENING) for item in chain),
        start,
        length,
        any(item.has("verb.negative") for item in chain),
        chain,
    )


def is_comparand(items: list[Item], place: int) -> bool:
    """Whether a word compares with the number that follows: "thấp hơn mức 11,5%"."""
    if not items[place].says(*COMPARING):
        return False
    step = place + 1
    while step < len(items) and items[step].says(*_DEGREES):
        step += 1
    return step < len(items) and items[step].says(*_COMPARED)


def _main_verb(chain: list[Item]) -> tuple[str | None, Item | None]:
    for place in range(len(chain) - 1, -1, -1):
        item = chain[place]
        if item.kind == "compare" or is_comparand(chain, place):
            continue
        for kind in _MAIN:
            if not item.has(kind):
                continue
            if item.has("verb.filler", *_WIDENING) and not item.says("thêm", "vượt"):
                continue
            return kind.partition(".")[2].removeprefix("spun_"), item
    return None, None


def _name(item: Item, kind: str) -> str:
    text = item.text.casefold()
    if kind == "hedge.estimate":
        if text.startswith("ước"):
            return "ước khoảng" if text.endswith("khoảng") else "ước"
        if "estimated" in text:
            return "estimated"
        return text.removesuffix(" đạt")
    return _NAMES.get(text, text)
