"""What a number is about: the name before its verb, completed from the sentences before.

A name that holds an indicator stands for itself; the name of a part ("khu vực trong nước", a
market, a province) is completed with the indicator spoken of; no name at all means the subject
before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.lexicon import table
from hanoi_ct.statements._reading.names import BASES, CAPITAL, value_of

__all__ = [
    "NO_SUBJECT",
    "TRADED",
    "Subject",
    "basis_of",
    "capital_name",
    "capital_of",
    "complete",
    "with_basis",
]
TRADED = ("exports", "imports", "trade_total")
_TRADE = (*TRADED, "balance")
_BASIS_WORDS = {
    "without_prices": {"vi": "loại trừ yếu tố giá", "en": "excluding inflation"},
    "without_crude_oil": {"vi": "không kể dầu thô", "en": "excluding crude oil"},
    "with_crude_oil": {"vi": "kể cả dầu thô", "en": "including crude oil"},
    "constant_prices": {"vi": "theo giá so sánh", "en": "at constant prices"},
    "current_prices": {"vi": "theo giá hiện hành", "en": "at current prices"},
}
# What projects are called, and whose capital is theirs.
_PROJECTS = {
    "fdi_added": (
        *("tăng vốn", "điều chỉnh", "tăng thêm", "bổ sung", "mở rộng", "adjust", "raised"),
        *("adding capital", "added capital", "increased", "raising", "increasing"),
    ),
    "fdi_shares": ("góp vốn", "mua cổ phần", "share purchase"),
    "fdi_new": ("mới", "new"),
}
_CAPITAL_OF = {
    "fdi_added": {"vi": "vốn tăng thêm của", "en": "additional capital of"},
    "fdi_shares": {"vi": "giá trị của", "en": "value of"},
    "fdi_new": {"vi": "vốn", "en": "registered capital of"},
}
_GRANTED = ("cấp", "đăng ký", "đầu tư mới")
_SAID_IN_FULL = ("cung cấp nước", "cung ứng nước", "water supply")
_TOWARDS = ("sang", "vào", "tới", "đến", "từ", "đi", "thị trường", "to", "from", "sang thị trường")
_GOODS = ("hàng hóa", "hàng hoá", "riêng hàng hóa")
# What begins a name that is a series of its own, and no part of trade.
_STANDS_ALONE = (
    *("sản lượng", "diện tích", "năng suất", "doanh thu", "thu nhập", "tổng đàn", "đàn ", "dân số"),
    *("dư nợ", "tổng dư nợ", "huy động", "nguồn vốn", "vận tải", "khối lượng", "lượng khách"),
    *(
        "lợi nhuận",
        "nợ ",
        "tỷ lệ",
        "tỷ giá",
        "số ",
        "tổng số",
        "vụ ",
        "gieo trồng",
        "trồng ",
        "thuế",
    ),
    *("production of", "output of", "area ", "population", "revenue", "profit", "productivity"),
    *("average price", "price of", "prices of", "the average price", "the price of"),
    *("the number of", "number of", "credit", "deposits", "unemployment", "planting", "pre-tax"),
)


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
        for kind, basis in BASES.items():
            if kind in item.phrases:
                return basis
    return None


def _text_of(name: list[Item], text: str) -> str:
    """The words of a name, without what was left out between them."""
    out: list[str] = []
    for before, item in zip([None, *name], name, strict=False):
        piece = text[item.start : item.end]
        gap = text[before.end : item.start] if before is not None else ""
        if before is not None:
            if "," in gap and len(gap.strip()) == 1:
                out.append(", ")
            elif gap == "" and before.end == item.start:
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
    if head.indicator == "retail_total" and _text_of(name, text).casefold() in _GOODS:
        return Subject("bán lẻ hàng hóa", "retail_goods")
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
        indicators = [i for i in indicators if value_of(i) in _TRADE or not _is_part_word(i, name)]
    retail = ("accommodation", "travel", "other_services", "retail_goods", "retail_total")
    if any(value_of(item) in retail for item in indicators):
        indicators = [item for item in indicators if value_of(item) != "revenue"]
    family = {value_of(item) for item in indicators}
    if len(family & CAPITAL) > 1:  # new and added capital and shares together
        return Subject(words, "fdi", is_rest=is_rest, kind=kind)
    if not indicators and head.indicator is None and (side := _side_of(words, current)):
        return side
    if indicators:
        found = _named(name, indicators[0], words, text, language, kind, is_rest)
        return _earned_by(found, head, language)
    alone = head.indicator in _TRADE and words.casefold().startswith(_STANDS_ALONE)
    priced = head.indicator in _TRADE and words.casefold().startswith("giá ")
    if priced and kind == "market":  # "giá sang Hồng Kông", among exports
        prefix = str(table("indicators")[str(head.indicator)]["vi"][0])
        return Subject(f"giá {prefix} {words[4:]}", head.indicator, _folded(words), head=head.text)
    alone = alone or priced
    if head.indicator is None or alone:
        return Subject(words, None, _folded(words), is_rest=is_rest, kind=kind)
    part = _part(head.indicator, kind, words, language)
    return Subject(part, head.indicator, _folded(words), head.basis, head.text, is_rest, kind)


_SIDES = ("trong nước", "ngoài nước", "ở trong nước", "ở nước ngoài", "nước ngoài", "nội địa")


def _side_of(words: str, current: Subject) -> Subject | None:
    """ "Khai thác dầu 1,1 triệu tấn, trong đó trong nước 0,9": what is done at home."""
    whole = current.head or current.text
    if words.casefold() not in _SIDES or not whole:
        return None
    return Subject(f"{whole} {words}", None, _folded(words), head=whole)


def _lowered(name: list[Item], words: str) -> str:
    """The words with a small first letter, unless they begin with a proper name."""
    if name[0].has("place.province", "place.market") or len(words) < 2 or words[1].isupper():
        return words
    if words.partition(" ")[2][:2].istitle() and not words.startswith("The "):
        return words  # "Hoàng Long": a proper name has several capitals
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
            granted = "newly" in text if language == "en" else any(w in text for w in _GRANTED)
            bare = indicator == "fdi_new" and not granted
            of = f"{_CAPITAL_OF[indicator][language]} {counted.text}"
            return Subject(capital_name(indicator, language) if bare else of, indicator)
    return Subject(f"{words} {counted.text}", "fdi" if "fdi" in text else "investment")


def capital_name(indicator: str, language: str) -> str:
    """What the capital of new projects, or of old ones that take more, is called."""
    if (indicator, language) == ("fdi_new", "en"):
        return "newly registered capital"
    return str(table("indicators")[indicator][language][1])


def _place_kind(item: Item) -> str | None:
    return item.starts("place.")


def _is_part_word(item: Item, name: list[Item]) -> bool:
    """Whether an indicator is as often a part of trade: FDI, goods."""
    if item.has("place.owner"):
        return True
    if value_of(item) == "fdi" and item.text.isascii():  # "registered capital" is none
        sectors = ("sector", "firms", "enterprises", "companies", "businesses")
        return item.says("fdi") or any(i.says(*sectors) for i in name)
    index = item.text.casefold().startswith(("chỉ số", "iip", "index", "industrial production i"))
    whole = item.text.casefold().startswith(("industrial ", "sản xuất công nghiệp"))
    return value_of(item) in ("retail_goods", "fdi", "iip") and not index and not whole


_SAID_OF_CARRIAGE = ("hàng ", "luân chuyển", "vận chuyển", "container", "khách", "doanh thu")
_CARRIAGE = ("transport", "passengers", "freight")


def _earned_by(found: Subject, head: Subject, language: str) -> Subject:
    """ "Vận tải hành khách: ...; doanh thu ước 1,5 nghìn tỷ": the revenue of it."""
    bare = found.indicator == "revenue" and not found.group
    if not bare or head.indicator not in _CARRIAGE or not head.text:
        return found
    if "doanh thu" in head.text.casefold() or "revenue" in head.text.casefold():
        return found
    link = " of " if language == "en" else " "
    text = f"{found.text}{link}{head.text}"
    return replace(found, text=text, indicator=head.indicator, group="doanh thu", head=head.text)


def _named(
    name: list[Item], main: Item, words: str, text: str, language: str, kind: str, is_rest: bool
) -> Subject:
    """A name that holds its indicator."""
    key = value_of(main)
    others = [item for item in name if item is not main]
    rest = _lowered(others, _text_of(others, text)).strip(" ,") if others else ""
    if main.text.casefold() in table("indicators")[key].get("short", ()):
        first = str(table("indicators")[key][language][0])
        words = f"{first} {rest}" if rest else first
        markets = [item for item in others if item.has("place.market")]
        if markets:
            prefix = table("indicators")[key].get(f"markets_{language}", first)
            goods = [i for i in others if i not in markets and not i.says(*_TOWARDS)]
            of = f" {_text_of(goods, text)}" if goods and language == "vi" else ""
            words = rest = f"{prefix} {markets[0].text}"
            if of:  # "XK cá tra sang Anh"
                words = rest = prefix.replace(first, f"{first}{of}", 1) + f" {markets[0].text}"
    if language == "en" and main.has("link.cut") and rest:
        entry = table("indicators")[key]
        prefix = "markets_en" if kind == "market" else "parts_en"
        words = f"{entry.get(prefix, key)} {rest}"
    return Subject(words, key, _folded(rest), is_rest=is_rest, kind=kind)


def _part(indicator: str, kind: str, words: str, language: str) -> str:
    entry = table("indicators")[indicator]
    prefix = entry.get(f"parts_{language}")
    if prefix is None or (entry.get("places_only") and kind not in ("province", "owner")):
        return words
    if indicator == "investment" and words.casefold().startswith("vốn "):
        return words  # "vốn cấp thành phố", "vốn trung ương"
    if indicator in _CARRIAGE and words.casefold().startswith(_SAID_OF_CARRIAGE):
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
