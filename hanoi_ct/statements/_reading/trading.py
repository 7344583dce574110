"""Whose trade a number tells of: an owner's, what is pointed back at, goods sold or bought."""

from __future__ import annotations

import re
from dataclasses import replace

from hanoi_ct.statements._reading.clauses import Clause
from hanoi_ct.statements._reading.context import Told
from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.lexicon import table
from hanoi_ct.statements._reading.names import value_of
from hanoi_ct.statements._reading.subjects import TRADED, Subject

__all__ = [
    "among",
    "at_another_market",
    "by_what_is_done",
    "of_its_owner",
    "of_the_goods",
    "pointed_at",
]

_OF_TRADE = re.compile(
    r"\A(?:(?:exports|imports|trade|(?:trade )?(?:surplus|deficit|balance|gap)) of|"
    r"(?:(?:tổng )?kim ngạch |trị giá )?(?:xuất|nhập) khẩu(?: hàng hóa)?(?: của)?) |"
    r" (?:xuất|nhập) khẩu\Z"
)


def pointed_at(
    name: list[Item], left: list[Item], all_left: list[Item], current: Subject
) -> list[Item]:
    """A name, less the words that only point back: "nhập khẩu của khối này", "của khối"."""
    if not name or current.text is None:
        return name
    if _points_back(name[-1], all_left):
        key = value_of(name[0]) if name[0].has("indicator") else None
        other = key in TRADED and key != current.indicator
        return name[:1] if other else _balance_said(left)
    if len(name) > 2 and name[-1].says("khối", "khu vực") and name[-2].says("của"):
        return name[:-2]
    return name


def _points_back(last: Item, left: list[Item]) -> bool:
    """Whether a name says no more than that it was named before: "doanh thu này"."""
    place = left.index(last) + 1
    return place < len(left) and left[place].says("này", "đó", "nói trên")


_EARNS = (
    "earned",
    "raked in",
    "pocketed",
    "grossed",
    "took in",
    "brought in",
    "fetched",
    "thu về",
    "mang về",
    "bán ra",
    "bringing in",
)
_SPENDS = ("cost", "costing", "spent", "bought", "purchased", "mua về", "nhập về")


def _balance_said(left: list[Item]) -> list[Item]:
    """ "Khối này vì thế xuất siêu": the balance, where a verb says it of what is pointed at."""
    last = left[-1]
    return left[-1:] if last.has("indicator") and value_of(last) == "balance" else []


def among(told: Told, left: list[Item]) -> Subject | None:
    """ "Among imports, cotton cost $0.2 billion": what the names behind are parts of."""
    if len(left) < 3 or not left[0].says("among", "for", "as for", "trong") or left[2].text != ",":
        return None
    key = value_of(left[1]) if left[1].has("indicator") else None
    if key not in ("exports", "imports"):
        return None
    return Subject(str(table("indicators")[key][told.language][0]), key)


def at_another_market(told: Told, market: Item) -> Subject | None:
    """ "Hàng dệt may sang Ghana tăng 8%; Phần Lan tăng 5%": the same goods, to another market."""
    current, before = told.context.current, told.market
    if current.indicator is not None or not before or not current.text:
        return None
    if not re.search(rf"\b(?:sang|vào|từ|tới|đến|to|from) {re.escape(before)}", current.text):
        return None
    text = current.text.replace(before, market.text)
    group = current.group.replace(before.casefold(), market.text.casefold())
    told.market = market.text
    return replace(current, text=text, group=group)


_THESE = ("nhóm hàng", "mặt hàng", "nhóm", "loại", "sản phẩm", "mặt hàng trên")


def of_the_goods(
    told: Told, found: Subject, name: list[Item], left: list[Item], part: bool
) -> Subject:
    """ "Nhập khẩu nhóm hàng này", markets of a text on one kind of goods: the trade of the goods.

    Parameters
    ----------
    told : Told
    found : Subject
    name, left : list of Item
    part : bool
        Whether what is told is a part of what came before: "trong đó, xuất khẩu".
    """
    if found.indicator not in (*TRADED, "balance") or told.language == "en":
        return found
    own = found.kind in ("", "industry") and bool(found.group) and len(name) > 1
    if found.indicator in TRADED and own:
        first = not any(s.indicator in TRADED for s in told.found)
        of = (i for i in name if i.text == "tính" or not i.has("indicator", "link.lead"))
        words = " ".join(i.text for i in of)
        told.goods = words if first or words == told.goods else told.goods
        return found
    if not told.goods or told.goods in (found.text or ""):
        return found
    points = [place for place, item in enumerate(left[:-1]) if item.says(*_THESE)]
    these = any(left[place + 1].says("này", "đó", "trên") for place in points)
    these = these or (bool(left) and left[-1].says(*_THESE))
    of_all = part and told.context.current.indicator == "trade_total"
    of_all = of_all and bool(told.context.current.group)
    if not found.group and (these or of_all):
        return replace(found, text=f"{found.text} {told.goods}", group=told.goods.casefold())
    if found.kind == "market" and _only_of_goods(told):
        for link in (" sang ", " từ "):
            first_words, said, market = (found.text or "").partition(link)
            if said and first_words.endswith("khẩu"):
                return replace(found, text=f"{first_words} {told.goods}{link}{market}")
    return found


def _only_of_goods(told: Told) -> bool:
    """Whether every number of trade so far was of goods, of a market, or a share of the whole."""
    near = [s for s in told.found[-40:] if s.indicator in TRADED and s.type == "level"]
    return bool(near) and all(s.group for s in near)


def by_what_is_done(told: Told, head: Subject, name: list[Item], clause: Clause) -> Subject:
    """ "The domestic sector earned $51 billion", behind imports: that is what it exported."""
    owner = any(item.has("place.owner") for item in name)
    current = told.context.current
    beside = owner and current.kind == "owner" and bool(clause.joined)
    if beside and head.indicator in TRADED and current.indicator in TRADED[:2]:
        return Subject(
            str(table("indicators")[current.indicator][told.language][0]), current.indicator
        )
    goods = head.indicator == "balance" and not any(item.has("indicator") for item in name)
    if not (owner and head.indicator in TRADED) and not goods:
        return head
    for words, key in ((_EARNS, "exports"), (_SPENDS, "imports")):
        if key != head.indicator and any(item.says(*words) for item in clause.left):
            first = str(table("indicators")[key][told.language][0])
            return Subject(first, key)
    return head


def of_its_owner(told: Told, found: Subject, left: list[Item], head: Subject) -> Subject:
    """ "Foreign-invested firms ... Their exports": the trade of the firms spoken of."""
    current = told.context.current
    owner = current if current.kind == "owner" else head
    theirs = any(item.says("their", "its", "whose", "they") for item in left[:3])
    theirs = theirs or any(item.says("exported", "imported") for item in left[-1:])
    theirs = theirs or any(item.says("khối này", "khu vực này", "này") for item in left[1:5])
    theirs = theirs or any(item.says("khối", "khu vực") for item in left[-2:])
    trades = found.indicator in ("exports", "imports", "balance") and not found.group
    if not (theirs and trades and owner.kind == "owner" and owner.group):
        return found
    of = _OF_TRADE.sub("", owner.text or "")
    link = "of" if told.language == "en" else "của"
    return replace(found, text=f"{found.text} {link} {of}", group=owner.group, kind="owner")
