"""Goods behind their number: what was sold, bought, mined or made, and vehicles by their kind.

"Thị trường bán ra 21.942 xe, gồm 10.705 xe du lịch": who sells is not what is counted.
"""

from __future__ import annotations

from hanoi_ct.statements._reading.clauses import Clause
from hanoi_ct.statements._reading.context import SentenceState, Told
from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.subjects import Subject

__all__ = ["goods_done"]

_DONE = (
    *("bán", "bán ra", "bán được", "mua", "mua về", "làm ra", "sản xuất", "sản xuất ra", "lấy"),
    *("tiêu thụ", "nhập về", "cung cấp", "chế biến", "khai thác", "xuất bán", "rót", "thu mua"),
    *("turned out", "churned out", "sold", "bought", "purchased", "produced", "generated"),
    *("consumed", "mined", "made", "delivered", "manufactured", "purchasing", "buying"),
)
_BROUGHT_IN = ("mua về", "nhập về")
_UNITS = ("tonne", "kg", "litre", "m3", "kWh", "MWh", "GWh", "TWh")
_GUESTS = ("khách", "lượt", "người", "visitor", "tourist", "passenger", "arrival")
_PIECES = ("chiếc", "cái", "con", "sản phẩm", "units", "pieces", "heads")
_NO_GOODS = (
    *(
        "đất",
        "mặt",
        "diện",
        "mỗi",
        "một",
        "này",
        "đó",
        "do",
        "vì",
        "để",
        "trở",
        "bị",
        "được",
        "các",
    ),
    *("và", "nhưng", "so", "sang", "vào", "từ", "tại", "ở", "trong", "cho", "của", "với", "theo"),
)
_ANYONE = (
    *(
        "thị trường",
        "cả thị trường",
        "toàn thị trường",
        "tập đoàn",
        "khách hàng",
        "cả nước",
        "tỉnh",
    ),
    *("customers", "the group", "group", "company", "the company", "buyers", "it", "they", "chiều"),
)
_PLAIN = ("place.industry", "indicator", "counted.product", "link.neutral")
_LONGEST = 5  # words of goods


def goods_done(
    told: Told, clause: Clause, left: list[Item], name: list[Item], state: SentenceState
) -> Subject | None:
    """The goods that follow their quantity, where what is before it names who sells or makes them.

    Parameters
    ----------
    told : Told
    clause : Clause
    left : list of Item
        The items before the number, without its verb.
    name : list of Item
        The name among them; an indicator in it is what the number is of.
    state : SentenceState
    """
    quantity = clause.quantity
    pieces = quantity.counted == "product"
    if not pieces and quantity.unit not in _UNITS:
        return None
    if any(item.has("indicator") for item in name) or _are_guests(quantity.noun):
        return None
    done = next((item for item in reversed(clause.left[-4:]) if item.says(*_DONE)), None)
    if done is None and (name or not pieces):
        return None
    goods = _goods(told, clause)
    noun = quantity.noun if pieces and (quantity.noun or "").casefold() not in _PIECES else None
    if not goods and (noun is None or name or " " not in noun):
        return None
    words = " ".join(filter(None, [noun, goods]))
    if done is not None and done.says(*_BROUGHT_IN):
        words = f"{words} nhập khẩu"
    agent = " ".join(item.text for item in name if not item.says(*_DONE))
    if agent and agent.casefold() not in _ANYONE:
        words = f"{words}{' of ' if told.language == 'en' else ' '}{agent}"
    current = told.context.current
    state.part_of = state.part_of or any(i.has("link.part_of") for i in clause.left)
    if state.part_of and told.context.head.indicator is None and not told.context.head.text:
        told.context.head = current  # the whole of the kinds that follow
    return Subject(words, None, words.casefold())


def _are_guests(noun: str | None) -> bool:
    return any(word in (noun or "").casefold() for word in _GUESTS)


def _goods(told: Told, clause: Clause) -> str:
    """The words right behind a number, up to a verb, a sign or a place."""
    right = clause.right
    if told.language == "en":
        if not right or not right[0].says("of"):
            return ""
        right = right[1:]
    words: list[str] = []
    for item in right[:_LONGEST]:
        plain = not item.phrases or item.has(*_PLAIN)
        verb = item.starts("verb.") or item.says(*_NO_GOODS)
        ends = told.language == "en" and item.says("in", "to", "for", "from", "at", "over", "were")
        if item.kind != "word" or not plain or verb or ends:
            break
        words.append(item.text)
    return " ".join(words)
