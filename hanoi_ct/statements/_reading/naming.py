"""What a clause is about: the name it holds, or what was spoken of before it."""

from __future__ import annotations

import re
from dataclasses import replace

from hanoi_ct.statements._reading import (
    averages,
    carriage,
    crops,
    english_names,
    investing,
    names_behind,
    produced,
    told_before,
    trading,
)
from hanoi_ct.statements._reading.clause_words import aspect
from hanoi_ct.statements._reading.clauses import Clause
from hanoi_ct.statements._reading.context import SentenceState, Told
from hanoi_ct.statements._reading.done_words import done_to
from hanoi_ct.statements._reading.hedges import Lead, read_lead
from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.lexicon import table
from hanoi_ct.statements._reading.names import CAPITAL, name_of
from hanoi_ct.statements._reading.subjects import (
    NO_SUBJECT,
    TRADED,
    Subject,
    basis_of,
    capital_name,
    capital_of,
    complete,
    with_basis,
)
from hanoi_ct.statements._reading.units import MONEY

__all__ = ["indicator_name", "set_subject", "take_subject"]

# Of their parts the whole is what is still spoken of.
_WHOLES = ("retail_total", "fdi", "transport", "budget_revenue", "visitors")
_WORTH = ("vốn", "giá trị", "trị giá", "value", "capital")
_DONE = (
    *("sản xuất", "tiêu thụ", "chế biến", "khai thác", "thu hoạch", "thu mua", "sản lượng"),
    *("gieo trồng", "gieo cấy", "trồng", "xuống giống", "gieo sạ", "gieo", "cấy", "đánh bắt"),
)
_NATION = ("cả nước", "của cả nước", "toàn quốc", "trên cả nước", "nước ta")
_ASPECTS = ("link.volume", "link.worth", "link.price")
_PRICES = re.compile(r"\bgiá (?!trị|so sánh|hiện hành)|\bprice", re.IGNORECASE)
_MEASURED = re.compile(  # the volume or the worth of goods, which their price is not of
    r"\A(?:(?:khối |số )?lượng|kim ngạch|trị giá|tổng kim ngạch|the |volume of|value of) "
)
_BOTH = ("cả hai", "cộng lại", "tổng cộng", "gộp lại", "altogether", "together", "in total")


def take_subject(
    told: Told, clause: Clause, lead: Lead, before: Clause | None, state: SentenceState
) -> list[Item]:
    left = clause.left[: len(clause.left) - lead.length]
    if before is not None and before.quantity.counted == "entity":  # "9 DN thành lập mới với vốn"
        done = done_to(told.text, before.item.end, told.language)[1]
        left = [item for item in left if item.start >= done]
    if any(item.has("link.part_of") for item in left):
        state.part_of = True
    context = told.context
    name = name_of(left, told.language)
    name = trading.pointed_at(name, left, clause.left, context.current)
    if told.language == "en":
        name = english_names.balance_of(name, left)
        name = english_names.of_the_nation(name, clause.right)
        if (again := english_names.those(left, context.current)) is not None:
            set_subject(told, again)
            return left
    if before is not None and _goes_on_naming(clause.left, before):
        name = []  # "... doanh nghiệp thành lập mới và quay lại hoạt động, tăng 30%"
    if (among := trading.among(told, left)) is not None:
        context.head = among
    state.aspect = aspect(clause.right)
    words = [item for item in left if item.kind == "word"]
    if clause.quantity.unit == "percent" and not state.aspect and _is_aspect(words):
        state.aspect = _aspect_alone(words, context.current)
        name = [] if state.aspect else name
    if told.language == "en" and (spent := names_behind.done_to(name, clause.right)):
        name = spent
    if (priced := _price_of(clause, words, context.current, told.language)) is not None:
        context.current = priced
        return words
    if (each := averages.of_each(told, clause)) is not None:
        context.current = each
        return words
    behind = names_behind.of_a_number(told, clause, before, state, named=bool(name))
    if behind:
        spoken_of = told_before.spoken_of(told, behind, state)
        if spoken_of is not None:
            told.context.current = spoken_of
            return behind
        name = behind
    name = names_behind.comparand(clause, lead) or names_behind.measured(clause, lead, name) or name
    if (made := produced.goods_done(told, clause, left, name, state)) is not None:
        context.current = made
        return words
    name = names_behind.goods(clause, name, told.language) or name
    investing.rank_all_of_it(told, clause)
    if (invested := investing.of_investors(told, name, clause)) is not None:
        set_subject(told, invested)
        return name
    basis = basis_of(clause.left) or basis_of(clause.right[:3])
    if (context.head.indicator or told.default.indicator) == "exports":
        name = _without_taking(name, left)
    passive = name[:1] and name[0].says(*_DONE_TO_GOODS) and any(i.says(*_WERE) for i in left)
    if before is not None and len(name) == 1 and passive:
        name = []  # "9,000 tonnes were shipped for 8 million": still of what came first
    if name:
        found = _named_subject(told, clause, name, left, state, basis)
        _speak_of(told, found, clause, before, name[0])
        return name
    _carry_subject(told, clause, left, before, state, basis)
    return []


def _speak_of(
    told: Told, found: Subject, clause: Clause, before: Clause | None, first: Item
) -> None:
    """Speak of a subject from here on, or for its own number alone."""
    context = told.context
    aside = before is not None and found.indicator == "balance"
    kinds = ("count", "kWh")  # "xe nhập khẩu 5.489 chiếc": cars that were imported, no trade
    aside = aside or (clause.quantity.unit in kinds and not first.has("indicator"))
    aside = aside or first.says("xe", "ô tô")
    if aside and found.indicator in ("exports", "imports") and found.kind == "":
        context.current = found
    elif aside and context.head.indicator in TRADED:
        context.current = found  # "xuất khẩu 24 tỷ; xuất siêu 6 tỷ. Nông sản ...": exports
    else:
        set_subject(told, found)


def _goes_on_naming(left: list[Item], before: Clause) -> bool:
    """Whether words behind a count, up to a comma, say more of what was counted."""
    if before.quantity.counted != "entity" or not left or not left[0].says("và", "and"):
        return False
    comma = next((k for k, item in enumerate(left) if item.text == ","), 0)
    verbs = left[comma + 1 :]
    changes = all(not item.has("indicator") and item.kind == "word" for item in verbs)
    return 1 < comma < _CLOSE and changes and read_lead(verbs, 0).length == len(verbs) > 0


def _carry_subject(
    told: Told,
    clause: Clause,
    left: list[Item],
    before: Clause | None,
    state: SentenceState,
    basis: str | None,
) -> None:
    """Settle the subject of a clause that names none: the one before, or all that it is of."""
    context = told.context
    if (
        before is not None
        and told_before.names_its_total(told, clause.left)
        and context.head.indicator
    ):
        name_of_all = indicator_name(context.head, told.language)
        context.current = Subject(name_of_all, context.head.indicator)
        return
    totals = any(item.has("link.totals") and item.kind != "time" for item in left)
    counted = context.current
    if _are_projects(counted) and counted.indicator not in TRADED and clause.quantity.unit in MONEY:
        context.current = capital_of(
            context.current, "capital of" if told.language == "en" else "vốn", told.language
        )
        if context.head.indicator is None and context.current.indicator in CAPITAL:
            key = str(context.current.indicator)
            context.head = Subject(capital_name(key, told.language), key)
    if totals and any(item.says(*_BOTH) for item in left):
        both = told_before.both(told, clause.quantity.unit, state)
        if both is not None:
            context.current = both
    targets = any(item.has("verb.target") for item in clause.left)
    whole = totals and any(item.has("link.totals") and _says_whole(item) for item in left)
    level = clause.quantity.unit not in ("percent", "percentage_points", "times")
    if before is None and told_before.only_one_spoken_of(told) and not whole:
        if basis:
            context.current = with_basis(context.current, basis, told.language)
        return  # "Xuất khẩu gỗ quý II đạt ... Tính chung 6 tháng đạt": still of wood
    returns = level and clause.joined == ";" and told_before.back_to_the_whole(told, left, state)
    if (before is None or targets or returns) and context.head.text and (not totals or whole):
        context.current = context.head
    elif context.current.text is None and clause.quantity.counted is None:
        context.current = context.head = told.default
    if before is not None and any(i.has("link.part_of") for i in left):
        context.current = replace(context.current, kind="unnamed")
    context.current = carriage.by_unit(context.current, clause.quantity.unit)
    context.current = crops.by_unit(context.current, clause.quantity.unit)
    if basis:
        context.current = with_basis(context.current, basis, told.language)


def _named_subject(
    told: Told,
    clause: Clause,
    name: list[Item],
    left: list[Item],
    state: SentenceState,
    basis: str | None,
) -> Subject:
    """The subject that a name stands for, as a part of what is spoken of where it is one."""
    context = told.context
    physical = clause.quantity.unit not in ("percent", "percentage_points", *MONEY)
    head = context.head
    unit = clause.quantity.unit
    if unit in MONEY and told.money.get(head.text or "", unit) != unit:
        head = NO_SUBJECT  # another currency: another topic
    if physical and unit != "count" and _is_no_part(head.indicator, unit):
        head = NO_SUBJECT
    if clause.quantity.counted == "entity" and head.indicator in _ONLY_MONEY:
        head = NO_SUBJECT  # "số DN tạm ngừng là 33 doanh nghiệp", behind their capital
    if head.indicator in TRADED and " ".join(i.text for i in name[:2]).startswith(_AT_HOME):
        head = NO_SUBJECT  # "nhập khẩu 50 nghìn tấn, tiêu thụ 3 triệu tấn": of both, not imports
    head = trading.by_what_is_done(told, head, name, clause)
    if head.indicator is None and len(name) == 1 and name[0].has("place.market"):
        if (again := trading.at_another_market(told, name[0])) is not None:
            return again
        head = told.default if told.default.indicator in TRADED else head
    elif head.indicator == "balance" and [i.has("place.market") for i in name] == [True]:
        head = told.default if told.default.indicator in TRADED else head
    elif any(item.has("place.market") for item in name):
        told.market = next(item.text for item in name if item.has("place.market"))
    found = complete(name, told.text, told.language, head, context.current, physical)
    if found.indicator is None:
        found = _from_the_right(told, found, clause)
    goods = _goods_behind(name, clause, physical)
    if goods:  # "xuất khẩu 6,1 triệu tấn gạo"
        found = _of_goods(found, goods, told.language)
    if state.part_of and _is_narrower(found, head):
        found = replace(found, head=head.text)
    elif state.part_of and _is_of_another_whole(found, head):
        found = _as_part_of(head, found)
    elif state.part_of and head.kind == "owner" and _is_direction(found, head):
        named = head.group.removeprefix("của ")
        link = "of" if told.language == "en" else "của"
        found = replace(found, text=f"{found.text} {link} {named}", group=head.group, kind="owner")
    if told.language == "en":
        found = english_names.with_of(found, name)
    found = trading.of_the_goods(told, found, name, clause.left, state.part_of)
    if found.text in ("exported", "imported", "export", "import"):
        found = replace(found, text=f"{found.text.removesuffix('ed')}s")
    found = trading.of_its_owner(told, found, clause.left, head)
    found = carriage.of_cargo(found, head, unit)
    found = told_before.of_its_kind(told, found, name)
    found = carriage.through_a_port(carriage.by_unit(found, unit), head)
    found = crops.measured(told, found, clause, left)
    found = told_before.as_headed(told, found, head)
    found = with_basis(found, basis, told.language)
    nation = next((item.text for item in left if item.says(*_NATION)), None)
    if nation is not None and found.indicator in told.home and not found.group:
        # Of a text about a province: what is said of the nation stays apart.
        found = replace(found, text=f"{found.text} {nation}", group="cả nước", kind="province")
    return found


_AT_HOME = ("tiêu thụ", "sản xuất", "khai thác", "tồn kho")
_ONLY_MONEY = (
    *("fdi", "fdi_new", "fdi_added", "fdi_shares", "fdi_realised", "investment", "balance"),
    *("budget_revenue", "budget_expenditure", "retail_total", "retail_goods"),
)
_NOT_TRADED = ("ha", "quintals_per_ha", "kWh", "MWh", "GWh", "TWh", "MW", "m2", "km", "person_km")


def _is_no_part(indicator: str | None, unit: str | None) -> bool:
    """Whether a number of this unit cannot be of a part of what is spoken of: hectares of FDI."""
    if indicator in TRADED:
        return unit in _NOT_TRADED
    return indicator in _ONLY_MONEY and unit is not None and "_per_" not in unit


def _is_direction(found: Subject, head: Subject) -> bool:
    """ "Xuất nhập khẩu của khối FDI ...; cụ thể, xuất khẩu": still of the same firms."""
    trade = found.indicator in ("exports", "imports") and head.indicator in TRADED
    return trade and not found.group and found.indicator != head.indicator


def _as_part_of(head: Subject, found: Subject) -> Subject:
    """A part of what is spoken of, whatever else its words may name."""
    words = found.text or ""
    group = " ".join(words.casefold().replace(",", " ").split())
    kind = "owner" if found.indicator == "fdi" else ""
    return Subject(words, head.indicator, group, head.basis, head.text, found.is_rest, kind)


def _is_of_another_whole(found: Subject, head: Subject) -> bool:
    """ "Điện thương phẩm ..., trong đó khách sạn, nhà hàng": users of power, no retail trade."""
    whole = table("indicators").get(found.indicator or "", {}).get("part_of")
    if (head.indicator, found.indicator) == ("investment", "fdi"):
        return True  # "vốn đầu tư toàn xã hội, gồm vốn nhà nước; vốn đầu tư nước ngoài"
    if (head.indicator, found.indicator) == ("budget_expenditure", "investment"):
        return True
    heads = (head.indicator, table("indicators").get(head.indicator or "", {}).get("part_of"))
    return whole == "retail_total" and head.indicator is not None and whole not in heads


def _without_taking(name: list[Item], left: list[Item]) -> list[Item]:
    """ "Trung Quốc nhập 515 triệu USD", among exports: what a market takes is exported to it."""
    takers = [item for item in left if item.has("place.market")]
    if name[-1:] and name[-1].says("importing", "buying"):
        return takers[:1]  # "the US was the largest buyer, importing $9 billion"
    if takers and name[-1:] and name[-1].says("imported", "bought", "purchased"):
        return takers[:1]
    markets = [place for place, item in enumerate(name) if item.has("place.market")]
    if markets and markets[0] + 1 < len(name) and name[markets[0] + 1].says(*_TAKES):
        return [*name[: markets[0] + 1], *name[markets[0] + 2 :]]
    return name


_TAKES = ("nhập", "nhập khẩu", "lấy", "mua")


def _is_narrower(found: Subject, head: Subject) -> bool:
    """ "Dư nợ ..., trong đó dư nợ ngắn hạn": the same indicator of a part of what was named."""
    same = found.indicator is not None and found.indicator == head.indicator
    return same and found.head is None and bool(found.group) and not (head.group or found.basis)


def _is_aspect(name: list[Item]) -> bool:
    """Whether a name is no more than the word for how much, or for what it is worth."""
    said = [item for item in name if not item.has("link.lead") or item.has("link.worth")]
    return len(said) == 1 and said[0].has("link.volume", "link.worth", "link.price")


def _price_of(clause: Clause, words: list[Item], current: Subject, language: str) -> Subject | None:
    """ "Gạo đạt 583 tấn, giá bình quân 472 USD/tấn": the price of what was just named."""
    volume = [item for item in words if item.has("link.volume") and not item.has("indicator")]
    goods = clause.quantity.unit in ("tonne", "kg", "m3", "litre") and current.indicator in TRADED
    if goods and volume and current.text and len(words) <= len(volume) + 1:
        of = _MEASURED.sub("", current.text)  # "2,9 tỷ USD với lượng 833 nghìn tấn"
        return replace(current, text=f"{volume[0].text.casefold()} {of}", kind="unnamed")
    price = [item for item in words if item.has("link.price")]
    rate = bool(price) and clause.quantity.unit == "percent" and current.indicator in TRADED
    if not (rate or _is_price(clause.quantity.unit)) or not current.text or current.is_rest:
        return None
    mean = any(item.text.casefold().endswith(_MEAN) for item in clause.left)
    others = [i for i in words if i not in price and not i.has("link.lead", "verb.filler")]
    if [item for item in others if not (mean and _trades(item, current))]:
        return None
    of = _MEASURED.sub("", current.text)
    if _PRICES.search(of):
        return current
    word = price[0].text.casefold() if price else {"vi": "giá", "en": "price"}[language]
    link = " of " if language == "en" else " "
    return replace(current, text=f"{word}{link}{of}", kind="unnamed")


_MEAN = ("bình quân", "trung bình", "average")


def _trades(item: Item, current: Subject) -> bool:
    """ "Giá xuất khẩu bình quân": the price of the goods whose exports were just told."""
    phrase = item.phrases.get("indicator")
    return phrase is not None and bool(current.group) and phrase.value == current.indicator


def _is_price(unit: str | None) -> bool:
    """Whether a unit is money for a quantity: USD_per_tonne."""
    money, per, _ = (unit or "").partition("_per_")
    return bool(per) and money in MONEY


def _aspect_alone(name: list[Item], current: Subject) -> str | None:
    """ "Cao su 131 triệu USD (lượng tăng 6%, giá trị giảm 14%)": of what was just named."""
    said = (current.text or "giá").casefold()
    if not current.group or said.startswith((*_WORTH, "giá", "lượng", *_DONE)):
        return None
    return next(item.text.casefold() for item in name if item.has(*_ASPECTS))


def _goods_behind(name: list[Item], clause: Clause, physical: bool) -> str:
    """The goods that follow their quantity, where the name before tells what is done to them.

    "Xuất khẩu 6,1 triệu tấn gạo"; "Việt Nam xuất khẩu 2 tỷ USD cà phê".
    """
    done, place = name[-1], name[:-1]
    counted = clause.quantity.counted
    if counted == "entity" or not all(i.has("place.province", "place.market") for i in place):
        return ""
    pieces = counted == "product" and not (clause.quantity.noun or "").startswith(("chiếc", "cái"))
    trades = done.says("xuất khẩu", "nhập khẩu", "xuất", "nhập", "exported", "imported", "shipped")
    if not (trades or (physical and (done.has("indicator") or done.says(*_DONE)))):
        return ""
    words: list[str] = [clause.quantity.noun or ""] if pieces and trades else []
    for item in clause.right[1 if clause.right and clause.right[0].says("of") else 0 :][:7]:
        joins = bool(words) and item.says("và", "and")
        plain = not item.phrases or item.has("place.industry") or item.says("cao su")
        if not ((plain and item.kind == "word") or joins) or item.text.endswith("ed"):
            break
        words.append(item.text)
    return " ".join(words).removesuffix(" và").removesuffix(" and")


def _of_goods(found: Subject, goods: str, language: str) -> Subject:
    """A subject narrowed to goods: "xuất khẩu gạo", "rice exports of Viet Nam"."""
    group = f"{found.group} {goods}".strip()
    if language != "en":
        return replace(found, text=f"{found.text} {goods}", group=group)
    prefix = table("indicators").get(found.indicator or "", {}).get("parts_en", "")
    if found.kind == "province" or not prefix:
        return replace(found, text=f"{goods} {found.text}", group=group)
    return replace(found, text=f"{prefix} {goods}", group=group)


def _says_whole(item: Item) -> bool:
    """Whether a word for what was listed means the whole of it: "tổng mức"."""
    if item.says("the index", "index", "this index", "chỉ số này", "chỉ số toàn ngành"):
        return True
    return item.text.casefold().startswith("tổng") and not item.says("tổng cộng")


_CLOSE = 8  # items that still say more of what was counted
_WERE = ("was", "were", "been")
_DONE_TO_GOODS = ("shipped", "exported", "imported", "sold abroad")


def _from_the_right(told: Told, found: Subject, clause: Clause) -> Subject:
    """ "Hanoi sold US$5 billion of goods abroad": the indicator stands behind."""
    if found.kind not in ("province", "owner", "market"):
        return found
    for item in (*clause.left, *clause.right):
        phrase = item.phrases.get("indicator")
        if phrase is not None and item.kind != "compare":
            key = str(phrase.value)
            entry = table("indicators")[key]
            if "parts_en" in entry:
                link = " of " if told.language == "en" else " "
                words = f"{item.text}{link}{found.text}"
                if item.text.casefold() in entry.get("short", ()):
                    words = f"{entry[f'parts_{told.language}']} {found.text}"
                return replace(found, indicator=key, text=words)
    return found


_OF_THEIR_OWN = (  # series beside the one that the indicator mostly means
    *(
        "doanh thu",
        "chỉ số giá vàng",
        "chỉ số giá đô",
        "chỉ số giá usd",
        "chỉ số usd",
        "luân chuyển",
    ),
    *("lạm phát cơ bản", "core inflation", "the core inflation"),
)


def set_subject(told: Told, found: Subject) -> None:
    if found.indicator is not None and found.head is None and not (found.group or found.basis):
        home = told.home.get(found.indicator, found)
        own = (found.text or "").casefold().startswith(_OF_THEIR_OWN)
        found = found if own else home
    told.context.current = found
    if found.indicator is None or found.head is not None:
        return
    entry = table("indicators").get(found.indicator, {})
    whole = entry.get("part_of")
    if whole in _WHOLES and told.context.head.indicator == whole:
        return  # a part: the whole is still what is spoken of
    if found.kind == "province" and found.indicator not in told.home:
        told.home[found.indicator] = found
    head = told.context.head
    if not found.group or found.kind in ("province", "owner"):
        told.context.head = found
    elif head.indicator != found.indicator:
        name = indicator_name(found, told.language)
        told.context.head = Subject(name, found.indicator, basis=found.basis)


def _are_projects(subject: Subject) -> bool:
    text = (subject.text or "").casefold()
    return subject.counts and any(
        word in text for word in ("dự án", "lượt", "doanh nghiệp", "project", "enterprise", "firm")
    )


def indicator_name(found: Subject, language: str) -> str:
    """The words of the bare indicator, as they stand in a longer name if they do."""
    text = (found.text or "").casefold()
    names = [str(n) for n in table("indicators")[str(found.indicator)].get(language, ())]
    standing = [name for name in names if name.casefold() in text]
    return max(standing, key=len, default=names[0] if names else text)
