"""What a number is about: the name before its verb, completed from the sentences before.

A name that holds an indicator stands for itself; the name of a part ("khu vực trong nước", a
market, a province) is completed with the indicator spoken of; no name at all means the subject
before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.lexicon import table

__all__ = ["NO_SUBJECT", "Subject", "basis_of", "capital_of", "complete", "name_of", "with_basis"]

_LONGEST = 14  # words of a name
_TRADE = ("exports", "imports", "trade_total", "balance")
_BASES = {
    "link.basis_prices": "constant_prices",
    "link.basis_current": "current_prices",
    "link.basis_real": "without_prices",
    "link.basis_no_oil": "without_crude_oil",
    "link.basis_with_oil": "with_crude_oil",
}
_BASIS_WORDS = {
    "without_prices": {"vi": "loại trừ yếu tố giá", "en": "excluding inflation"},
    "without_crude_oil": {"vi": "không kể dầu thô", "en": "excluding crude oil"},
    "with_crude_oil": {"vi": "kể cả dầu thô", "en": "including crude oil"},
    "constant_prices": {"vi": "theo giá so sánh", "en": "at constant prices"},
    "current_prices": {"vi": "theo giá hiện hành", "en": "at current prices"},
}
# What projects are called, and whose capital is theirs.
_PROJECTS = {
    "fdi_added": ("tăng vốn", "điều chỉnh", "tăng thêm", "bổ sung", "mở rộng", "adjust"),
    "fdi_shares": ("góp vốn", "mua cổ phần", "share purchase"),
    "fdi_new": ("mới", "new"),
}
# Verbs that stand as nouns before a name: "tốc độ tăng xuất khẩu", "tỷ trọng hàng chế biến".
_NOUNS = ("tỷ trọng", "tỉ trọng", "tốc độ tăng", "tốc độ tăng trưởng", "mức tăng", "mức giảm")
_AT = ("ở", "tại", "của", "in", "for", "of")
_CAPITAL = {"fdi_new", "fdi_added", "fdi_shares"}
_SAID_IN_FULL = ("cung cấp nước", "cung ứng nước", "water supply")
# What is ranked: "thị trường lớn nhất là Mỹ" is about Mỹ.
_RANKED = ("thị trường", "mặt hàng", "nhóm hàng", "địa phương", "đối tác", "khách hàng")
# What begins the name of an industry, which may list several goods.
_MAKING = ("ngành", "sản xuất", "chế biến", "nhóm", "công nghiệp", "production", "manufacture")
_CAUSES = ("do", "nhờ", "vì", "bởi", "because", "due to", "thanks to", "owing to", "driven by")
# What begins a name that is a series of its own, and no part of trade.
_STANDS_ALONE = (
    *("sản lượng", "diện tích", "năng suất", "doanh thu", "thu nhập", "tổng đàn", "đàn ", "dân số"),
    *("dư nợ", "tổng dư nợ", "huy động", "nguồn vốn", "vận tải", "khối lượng", "lượng khách"),
    *("lợi nhuận", "nợ ", "tỷ lệ", "tỷ giá", "số ", "tổng số", "vụ ", "gieo trồng", "trồng ", "thuế"),
    *("production of", "output of", "area ", "population", "revenue", "profit", "productivity"),
    *("the number of", "number of", "credit", "deposits", "unemployment", "planting", "pre-tax"),
)
# What leads up to a time or a number, and belongs to no name.
_TO_A_TIME = (
    *("in", "the", "of", "for", "during", "over", "at", "on", "by", "through", "throughout", "past"),
    *("since", "until", "between", "from", "end", "first", "last", "that", "this", "as", "latest"),
    *("giai đoạn", "thời kỳ", "nhiệm kỳ", "the period"),
    *("trong", "của", "đến", "hết", "vào", "tính", "tới", "suốt", "of the", "in the"),
)
_OBJECTS = ("the", "a", "an", "its", "their", "his", "up", "some", "more", "all", "another", "each")
_WHERE = ("in", "into", "from", "to", "by", "with", "at", "on", "as", "for", "over", "about")
_IS_A = (
    *("remained", "remains", "was the", "is the", "were the", "are the", "became", "was", "is"),
    *("continued to be", "were", "are"),
)
_NO_VERBS = (
    *("included", "excluded"),
    *("manufacturing", "processing", "farming", "mining", "shipping", "banking", "trading", "rising"),
    *("funding", "spending", "lending", "clothing", "building", "engineering", "fishing", "catering"),
    *("lodging", "housing", "planting", "breeding", "quarrying", "logging", "borrowing", "including"),
    *("seed", "speed", "feed", "need", "weed", "breed", "unprocessed", "united", "limited"),
)
_PLACES = ("place.province", "place.market", "place.owner", "place.industry")


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject: its words, its indicator, the part of it, the basis of its series.

    ``head`` is the subject this one is a part of, where the text told it.
    """

    text: str | None
    indicator: str | None = None
    group: str = ""
    basis: str | None = None
    head: str | None = None
    is_rest: bool = False
    kind: str = ""  # province, market, owner, industry
    counts: bool = False


NO_SUBJECT = Subject(None)


def basis_of(items: list[Item]) -> str | None:
    """The basis that a clause names: constant prices, without crude oil."""
    for item in items:
        for kind, basis in _BASES.items():
            if item.has(kind):
                return basis
    return None


def name_of(items: list[Item], language: str) -> list[Item]:
    """The items of the name among the items before a verb; empty where there is none."""
    segments: list[list[Item]] = [[]]
    for item in items:
        if item.text == "," and item.kind == "sign":
            segments.append([])
        else:
            segments[-1].append(item)
    segments[-1] = _behind_cause(segments[-1])
    if len(segments) > 1:  # "..., including crude oil sales, ..."
        segments = [s for s in segments if not (s and any(s[0].has(kind) for kind in _BASES))]
    names = [_trimmed(segment) for segment in segments]
    kept = [name for name in names if name]
    if not kept:
        return []
    if len(kept) == 1:
        return _short(kept[0])
    with_head = [k for k, name in enumerate(kept) if any(i.has("indicator") for i in name)]
    if with_head:
        first = with_head[-1]
        place = kept[first - 1] if first else []
        alone = len(place) == 1 and place[0].has("place.province") and not place[0].text.isupper()
        if alone and not any(item.starts("place.") for item in kept[first]):
            # "Riêng Hà Nội, xuất khẩu đạt"; in capitals it is where a dispatch comes from
            return _short(_flat([place, kept[first]]))
        tail = [name for name in kept[first + 1 :] if len(name) <= 4]
        return _short(_flat([kept[first], *tail[:2]]))
    short = [kept[-1]]
    for name in reversed(kept[:-1]):
        longest = 9 if name[0].says(*_MAKING) else 5
        if len(short) == 3 or _words(name) > longest or _words(short[0]) > 6:
            break
        short.insert(0, name)
    return _short(_flat(short))


def _words(name: list[Item]) -> int:
    """The words of a name; a known place or owner counts as few, however it is called."""
    return sum(min(item.text.count(" ") + 1, 3 if item.has(*_PLACES) else 99) for item in name)


def _flat(names: list[list[Item]]) -> list[Item]:
    return [item for name in names for item in name]


def _trimmed(segment: list[Item]) -> list[Item]:
    """A segment without leading connectives, times, reasons and verbs."""
    items = [item for item in segment if item.kind not in ("compare", "plan", "line")]
    if items and items[0].has("link.reason") and not items[0].has("indicator"):
        return []
    items = _behind_is(items)
    kept: list[Item] = []
    for place, item in enumerate(items):
        if item.kind in ("time", "quantity") or item.says("chủ yếu", "tập trung"):
            while kept and kept[-1].says(*_TO_A_TIME):
                kept.pop()  # "exports in the first", "cán cân thương mại trong"
            continue
        if item.has("link.says"):
            kept.clear()  # "the ministry said exports": who tells it is no part of the name
            continue
        if kept and kept[-1].text == "-" and kept[-1].end == item.start and item.kind == "word":
            kept.append(item)  # newly-registered
            continue
        if kept and item.says(*_IS_A) and any(i.has("indicator", "place.owner") for i in kept):
            break  # "the domestic sector remained a driver of exports"
        if kept and _does(kept[-1], item, items[place + 1 : place + 2]):
            break
        if not kept and _leads(item):
            continue
        after = items[place + 1] if place + 1 < len(items) else None
        to_a_place = item.says("to") and after is not None and after.has("place.market")
        if _is_verb(item) and not to_a_place and not item.has("indicator", *_PLACES):
            if any(later.has("indicator") for later in items[place + 1 : place + 7]) and (
                item.has("link.cut", "verb.target") or not kept
            ):
                if item.has("verb.target"):
                    kept.clear()  # "nghị quyết giao chỉ tiêu thu ngân sách": who aims is no part
                continue
            if not kept:
                if after is not None and (after.says(*_AT) or item.says(*_NOUNS)):
                    continue
                return []
            break
        if item.kind == "sign" and item.text not in ("-", "\N{EN DASH}", ".", "/", "&", "'", "’"):
            continue
        if any(item.has(kind) for kind in _BASES):
            continue
        kept.append(item)
    while kept and (_tails(kept[-1]) or (kept[-1].kind == "sign")):
        kept.pop()
    while kept and (_leads(kept[0]) or kept[0].kind == "sign"):
        kept.pop(0)
    return kept


def _does(before: Item, item: Item, after: list[Item]) -> bool:
    """Whether an English word behind a name says what it did: "Japan pumped", "absorbing the".

    An -ed or -ing form is a verb where what it is done to follows, or the number itself.
    """
    word = item.text
    if item.kind != "word" or not word.islower() or item.phrases or item.says(*_NO_VERBS):
        return False
    past, gerund = word.endswith("ed"), word.endswith("ing")
    if not (past or gerund) or before.text in ("-", "/") or before.text.endswith("ly"):
        return False
    if not after or after[0].kind in ("quantity", "time"):
        return True
    return after[0].says(*_OBJECTS, *(_WHERE if past else ()))


def _behind_cause(items: list[Item]) -> list[Item]:
    """ "do ngành dệt giảm 31%": the name behind a cause, where its own number follows."""
    cause = max((k for k, item in enumerate(items[:6]) if item.says(*_CAUSES)), default=-1)
    times = ("time", "compare")
    said = [item for item in items if item.kind not in times and not item.says("của", "of")]
    if cause < 0 or not said or not said[0].has("link.reason"):
        return items
    return items[cause + 1 :]


def _behind_is(items: list[Item]) -> list[Item]:
    """ "Giảm sâu nhất là Hà Tĩnh": the name behind "là", where none stands before it."""
    for place, item in enumerate(items):
        if item.says("là", "là tỉnh", "là nhóm", "là ngành", "was", "were"):
            ranked = place and (_is_verb(items[0]) or items[0].says(*_RANKED))
            if ranked and place + 1 < len(items):
                return items[place + 1 :]
            return items
        if item.has("indicator", *_PLACES):
            return items
    return items


def _leads(item: Item) -> bool:
    if item.has("indicator", *_PLACES):
        return False
    if item.has("number.number_words") and item.text.islower():
        return True  # "hai khu vực", whose names follow
    return item.has(
        *("link.agent", "link.lead", "boilerplate", "link.totals", "link.part_of", "link.granted"),
        *("verb.filler", "comparison.versus"),
    ) or (
        item.has("hedge.estimate", "verb.corresponding", "verb.reach") and not item.has("indicator")
    )


def _tails(item: Item) -> bool:
    if item.has("indicator", *_PLACES):
        return False
    if item.says("từ"):
        return True  # "lao động từ 15 tuổi trở lên"
    return item.has(
        "boilerplate",
        "verb.reach",
        "verb.filler",
        "hedge.estimate",
        "verb.onto",
        "link.about",
        "verb.target",
        "verb.equal",
        "link.part_of",
        "comparison.before_base",
    )


def _is_verb(item: Item) -> bool:
    return item.has(
        "link.cut",
        "verb.rise",
        "verb.fall",
        "verb.onto",
        "verb.target",
        "verb.share",
        "verb.contribution",
        "link.reason",
        "verb.multiple",
        "verb.exceed",
    )


def _short(name: list[Item]) -> list[Item]:
    """A name of bearable length: from its indicator on, or its last words."""
    if _words(name) <= _LONGEST:
        return name
    for place, item in enumerate(name):
        if item.has("indicator"):
            kept = name[place:]
            while _words(kept) > _LONGEST and len(kept) > 1:
                kept = kept[:-1]
            return kept
    kept = name
    while _words(kept) > _LONGEST // 2 and len(kept) > 1:
        kept = kept[1:]
    return kept


def _text_of(name: list[Item], text: str) -> str:
    """The words of a name, without what was left out between them."""
    out: list[str] = []
    for before, item in zip([None, *name], name, strict=False):
        piece = text[item.start : item.end]
        gap = text[before.end : item.start] if before is not None else ""
        if before is not None:
            if "," in gap and len(gap.strip()) == 1:
                out.append(", ")
            elif gap.strip() == "" and gap == "":
                out.append("")
            else:
                out.append(" ")
        out.append(piece)
    return " ".join("".join(out).split())


def complete(
    name: list[Item],
    text: str,
    language: str,
    head: Subject,
    current: Subject,
    physical: bool = False,
) -> Subject:
    """The subject that a name stands for, completed from what was spoken of.

    Parameters
    ----------
    name : list of Item
        Not empty.
    text : str
    language : {"vi", "en"}
    head : Subject
        The last subject that named its indicator.
    current : Subject
        The subject of the statement before.
    physical : bool
        Whether the number is of tonnes, kWh or pieces: then "điện" is the product, no industry.
    """
    kind = next((k.partition(".")[2] for k in map(_place_kind, name) if k), "")
    words = _lowered(name, _text_of(name, text))
    section = name[0].phrases.get("place.industry") if len(name) == 1 else None
    if (
        section is not None
        and not physical
        and head.indicator not in (*_TRADE, "fdi_new", "fdi", "fdi_added")
        and not words.casefold().startswith(_SAID_IN_FULL)
    ):
        words = table("places")["industry_names"][section.value][language]
    is_rest = any(item.has("link.rest") for item in name) or _says_other(words)
    indicators = [item for item in name if item.has("indicator")]
    if current.counts and all(item.has("link.capital") for item in name):
        return capital_of(current, words, language)
    if head.indicator in _TRADE:
        indicators = [i for i in indicators if _value(i) in _TRADE or not _is_part_word(i, name)]
    family = {_value(item) for item in indicators}
    if len(family & _CAPITAL) > 1:  # new and added capital and shares together
        return Subject(words, "fdi", is_rest=is_rest, kind=kind)
    if indicators:
        return _named(name, indicators[0], words, text, language, kind, is_rest)
    alone = head.indicator in _TRADE and words.casefold().startswith(_STANDS_ALONE)
    if head.indicator is None or alone:
        return Subject(words, None, _folded(words), is_rest=is_rest, kind=kind)
    part = _part(head.indicator, kind, words, language)
    return Subject(part, head.indicator, _folded(words), head.basis, head.text, is_rest, kind)


def _lowered(name: list[Item], words: str) -> str:
    """The words with a small first letter, unless they begin with a proper name."""
    if name[0].has("place.province", "place.market") or len(words) < 2 or words[1].isupper():
        return words
    if len(words) > 2 and words[2].isupper() and not words[1].isalpha():
        return words
    return words[0].lower() + words[1:]


def _says_other(words: str) -> bool:
    folded = words.casefold()
    return folded.endswith(" khác") or folded.startswith("other ")


def capital_of(counted: Subject, words: str, language: str) -> Subject:
    """The capital of projects that were counted: new ones, or old ones that take more."""
    text = (counted.text or "").casefold()
    projects = any(word in text for word in ("dự án", "lượt", "project"))
    for indicator, marks in _PROJECTS.items() if projects else ():
        if any(mark in text for mark in marks):
            entry = table("indicators")[indicator]
            return Subject(str(entry[language][1]), indicator)
    return Subject(f"{words} {counted.text}", "fdi" if "fdi" in text else "investment")


def _place_kind(item: Item) -> str | None:
    return item.starts("place.")


def _value(item: Item) -> str:
    return str(item.phrases["indicator"].value)


def _is_part_word(item: Item, name: list[Item]) -> bool:
    """Whether an indicator is as often a part of trade: FDI, goods."""
    if item.has("place.owner"):
        return True
    if _value(item) == "fdi" and item.text.isascii():  # "registered capital" is none
        sectors = ("sector", "firms", "enterprises", "companies", "businesses")
        return item.says("fdi") or any(i.says(*sectors) for i in name)
    index = item.text.casefold().startswith(("chỉ số", "iip", "index", "industrial production i"))
    whole = item.text.casefold().startswith(("industrial ", "sản xuất công nghiệp"))
    return _value(item) in ("retail_goods", "fdi", "iip") and not index and not whole


def _named(
    name: list[Item], main: Item, words: str, text: str, language: str, kind: str, is_rest: bool
) -> Subject:
    """A name that holds its indicator."""
    key = _value(main)
    others = [item for item in name if item is not main]
    rest = _lowered(others, _text_of(others, text)).strip(" ,") if others else ""
    if main.text.casefold() in table("indicators")[key].get("short", ()):
        first = str(table("indicators")[key][language][0])
        words = f"{first} {rest}" if rest else first
        markets = [item for item in others if item.has("place.market")]
        if markets:
            prefix = table("indicators")[key].get(f"markets_{language}", first)
            words = rest = f"{prefix} {markets[0].text}"
    if language == "en" and main.has("link.cut") and rest:
        entry = table("indicators")[key]
        words = f"{entry.get('parts_en', key)} {rest}"
    return Subject(words, key, _folded(rest), is_rest=is_rest, kind=kind)


def _part(indicator: str, kind: str, words: str, language: str) -> str:
    entry = table("indicators")[indicator]
    prefix = entry.get(f"parts_{language}")
    if prefix is None or (entry.get("places_only") and kind not in ("province", "owner")):
        return words
    if kind == "market" and f"markets_{language}" in entry:
        prefix = entry[f"markets_{language}"]
    if words.casefold().startswith(prefix.casefold()):
        return words
    first = words.split(" ", 1)[0].casefold()
    if prefix.split(" ")[-1].casefold() == first:
        return f"{prefix} {words.split(' ', 1)[1]}" if " " in words else prefix
    return f"{prefix} {words}"


def _folded(words: str) -> str:
    return " ".join(words.casefold().replace(",", " ").replace("-", " ").split())


def with_basis(subject: Subject, basis: str | None, language: str) -> Subject:
    """A subject on another basis, said in its words."""
    if basis is None or subject.basis == basis:
        return subject
    words = _BASIS_WORDS[basis][language]
    if subject.basis is not None and subject.text:
        old = _BASIS_WORDS[subject.basis][language]
        subject = replace(subject, text=subject.text.removesuffix(old).strip())
    text = (
        subject.text
        if basis.endswith("_prices") and basis != "without_prices"
        else (f"{subject.text} {words}" if subject.text else words)
    )
    return replace(subject, text=text, basis=basis)
