"""A name that stands behind its number: what a unit measures, where money went, whose rate."""

from __future__ import annotations

from hanoi_ct.statements._reading.clauses import Clause
from hanoi_ct.statements._reading.context import SentenceState, Told
from hanoi_ct.statements._reading.hedges import Lead, is_comparand
from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.names import name_of, value_of
from hanoi_ct.statements._reading.subjects import TRADED
from hanoi_ct.statements._reading.units import MONEY

__all__ = ["GROWS", "comparand", "done_to", "goods", "measured", "of_a_number"]


def of_a_number(
    told: Told, clause: Clause, before: Clause | None, state: SentenceState, *, named: bool
) -> list[Item]:
    """The name that stands behind a number."""
    found: list[Item] = []
    if not state.aspect:
        unit = clause.quantity.unit
        found = _behind(told, clause.right, unit, named=named)
    if state.part_of and not (found or named) and told.language == "en":
        found = _part_behind(clause.right, clause.quantity.unit)
    return found or _of_another(told, clause, before)


def _behind(told: Told, right: list[Item], unit: str | None, *, named: bool) -> list[Item]:
    """A name that follows its number: "13,6% là mức tăng của nhóm may mặc"."""
    first = right[0].phrases.get("indicator") if right else None
    if first is not None and first.value == "balance" and told.language == "en":
        return right[:1]  # "a $12.25 billion surplus"
    balance = told.context.current.indicator in ("balance", "trade_total")
    goods = len(right) == 1 or (bool(right) and right[0].text.casefold().startswith("hàng "))
    traded = told.context.current.indicator in TRADED and goods and unit in MONEY
    if first is not None and first.value in ("exports", "imports") and (balance or traded):
        return right[:1]  # "nhập siêu 73 triệu USD, với 318 triệu USD hàng xuất khẩu và ..."
    earned = len(right) > 1 and right[0].says("from", "in") and unit in MONEY and not named
    whole = len(right) < 3 or not right[2].says("of", "to", "from")
    if earned and right[1].says("exports", "imports") and whole:
        return right[1:2]  # "this included $165 billion in exports"
    if earned and right[0].says("from"):
        sold = next((k for k, i in enumerate(right[:6]) if i.says("exports", "imports")), 0)
        if sold > 1:
            return name_of(right[1 : sold + 1], "en")  # "earned $3.6 billion from farm exports"
    spent = len(right) > 1 and right[0].says("on") and unit in MONEY
    if spent and right[1].has("indicator") and value_of(right[1]) in TRADED:
        return right[1:2]  # "spent $18 billion on imports"
    if len(right) > 1 and right[0].says("to") and right[1].says("import") and unit in MONEY:
        return right[1:2]  # "spent 32 billion USD to import goods"
    into = _into(right) if told.language == "en" and unit in MONEY and not named else []
    if into:
        return into  # "5.3 billion USD went into real estate"
    if len(right) > 2 and right[0].says(*_MADE) and right[1].says("by"):
        return name_of(right[2:], told.language)  # "$7.2 billion contributed by foreign firms"
    for place, item in enumerate(right[:4]):
        if item.has("link.about"):
            return name_of(right[place + 1 :], told.language)
        if item.has("verb.rise", "verb.fall") and place and right[place - 1].says("là"):
            return name_of(right[place + 1 :], told.language)
    return []


def _part_behind(right: list[Item], unit: str | None) -> list[Item]:
    """ "Of which, 116 trillion VND was regular spending, 7 trillion for ...": what parts are."""
    if unit not in MONEY or len(right) < 2 or not right[0].says("was", "were", "for", "from"):
        return []
    start = 2 if right[1].says("from", "for") else 1
    return name_of(right[start:], "en") if right[start:] else []


_MADE = ("contributed", "generated", "earned", "made", "brought in", "produced", "exported")
_WENT = ("went", "poured", "was poured", "flowed", "channelled", "invested", "injected", "landed")
_INTO = ("into", "to", "in", "poured into", "was poured into", "invested in", "pumped into")


def _into(right: list[Item]) -> list[Item]:
    """What money went into, where it stands behind the number."""
    come = 1 if right and right[0].says("coming", "came") else 0
    if len(right) > come + 1 and right[come].says("from") and right[come + 1].kind == "word":
        return name_of(right[come + 1 :], "en")  # "US$4.6 billion coming from farm produce"
    words = [item for item in right[:3] if not item.says("was", "were", "has been", "have been")]
    for place, item in enumerate(words[:2]):
        whole = item.says("into", "poured into", "was poured into", "invested in", "pumped into")
        if whole or (place and item.says(*_INTO) and words[place - 1].says(*_WENT)):
            behind = right[right.index(item) + 1 :]
            return [] if any(i.kind == "quantity" for i in behind[:1]) else name_of(behind, "en")
        if not item.says(*_WENT):
            return []
    return []


def done_to(name: list[Item], right: list[Item]) -> list[Item]:
    """ "It disbursed 4.2 trillion VND of public investment": a verb names what stands behind."""
    if not name or not name[-1].says("disbursed") or len(right) < 2 or not right[0].says("of"):
        return []
    return right[1:2] if right[1].has("indicator") else []


def comparand(clause: Clause, lead: Lead) -> list[Item]:
    """ "Cao hơn mức tăng 0,14% của khu vực nông thôn": whose the rate is that is compared with."""
    right = clause.right
    if not any(is_comparand(lead.items, place) for place in range(len(lead.items))):
        return []
    if len(right) < 2 or not right[0].says("của", "of", "ở", "tại", "in"):
        return []
    if right[1].kind in ("time", "compare"):
        return []
    return name_of(right[1:], "vi")


_WEIGHED = ("ha", "tonne", "kg", "litre", "m3", "m2")
GROWS = ("gieo trồng", "gieo cấy", "trồng", "xuống giống", "thu hoạch", "gặt", "cấy", "gieo sạ")
_CROPS = ("lúa", "ngô", "bắp", "khoai", "sắn", "rau", "mía", "lạc", "đậu", "cà phê", "chè")
_NO_KINDS = ("in", "for", "from", "to", "at", "by", "with", "per", "a", "the", "this", "that")
_NO_GOODS = ("đất", "mặt", "diện", "mỗi", "một", "này", "đó", "do", "vì", "để", "trở", "bị", "được")


def goods(clause: Clause, name: list[Item], language: str) -> list[Item]:
    """ "Gieo trồng được 346.800 ha ngô; 62.300 ha khoai lang": the goods behind their quantity."""
    if clause.quantity.unit not in _WEIGHED or not clause.right:
        return []
    if language == "en":
        return [] if name or not clause.right[0].says("of") else _english_goods(clause.right[1:5])
    grows = any(item.says(*GROWS) for item in clause.left)
    crop = clause.quantity.unit == "ha" and clause.right[0].text.casefold().startswith(_CROPS)
    grows = grows or crop
    if name and (not grows or any(item.has("indicator") for item in name)):
        return []
    goods: list[Item] = []
    for item in clause.right[:4]:
        plain = not item.phrases or item.has("place.industry", "link.neutral")
        if item.kind != "word" or not plain or item.says(*_NO_GOODS):
            break
        goods.append(item)
    return goods


def _english_goods(right: list[Item]) -> list[Item]:
    """ "524,000 tonnes of rice were shipped": the words up to the verb."""
    found: list[Item] = []
    for item in right:
        verb = item.has("link.cut", "verb.reach", "verb.rise", "verb.fall") or item.says("went")
        if item.kind != "word" or verb or item.text.endswith("ed") or item.says(*_NO_KINDS):
            break
        found.append(item)
    return found


def measured(clause: Clause, lead: Lead, name: list[Item]) -> list[Item]:
    """ "EVN bán ra 122,7 tỷ kWh điện thương phẩm": what a unit measures, where no name says it."""
    unit, first = clause.quantity.unit, clause.right[0] if clause.right else None
    rates = ("percent", "percentage_points", "times", "count", None)
    if first is None or unit in rates or lead.verb not in (None, "exceed"):
        return []
    second = clause.right[1] if len(clause.right) > 1 else first
    rest = bool(name) and all(item.has("link.rest") for item in name)
    if rest and first.says("là", "is", "was") and second.has("indicator"):
        return [second]  # "còn lại 2,8 tỷ USD là góp vốn, mua cổ phần"
    if not first.has("indicator") or first.kind in ("time", "compare"):
        return []
    if any(item.has("indicator") or item.starts("place.") for item in name):
        return []
    whole = first.text.casefold().startswith(("tổng", "total"))
    return [] if whole or first.has("link.cut") else [first]


def _of_another(told: Told, clause: Clause, before: Clause | None) -> list[Item]:
    """The name of "1.6 times the US$195 million of Laos": what something is a multiple of."""
    if before is None or before.quantity.unit != "times" or not clause.right[1:]:
        return []
    pointed = bool(clause.left) and clause.left[-1].says("the", "mức", "con số", "số")
    linked = clause.right[0].says("of", "from", "in", "của")
    return name_of(clause.right[1:], told.language) if pointed and linked else []
