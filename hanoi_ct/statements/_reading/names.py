"""The name that stands before the verb of a clause: its words without what surrounds them."""

from __future__ import annotations

from hanoi_ct.statements._reading.items import Item

__all__ = ["BASES", "CAPITAL", "name_of", "value_of"]

_NEAR = 12  # items behind a verb that may hold its object
_LONGEST = 14  # words of a name
_LONGEST_LIST = 22  # of an industry, which lists its goods
BASES = {
    "link.basis_prices": "constant_prices",
    "link.basis_current": "current_prices",
    "link.basis_real": "without_prices",
    "link.basis_no_oil": "without_crude_oil",
    "link.basis_with_oil": "with_crude_oil",
}
# Verbs that stand as nouns before a name: "tốc độ tăng xuất khẩu", "tỷ trọng hàng chế biến".
_NOUNS = ("tỷ trọng", "tỉ trọng", "tốc độ tăng", "tốc độ tăng trưởng", "mức tăng", "mức giảm")
_AT = ("ở", "tại", "của", "in", "for", "of")
CAPITAL = {"fdi_new", "fdi_added", "fdi_shares"}
# What is ranked: "thị trường lớn nhất là Mỹ" is about Mỹ.
_RANKED = ("thị trường", "mặt hàng", "nhóm hàng", "địa phương", "đối tác", "khách hàng")
# What begins the name of an industry, which may list several goods.
_MAKING = (
    *("cung cấp", "cung ứng", "xử lý", "ngành", "sản xuất", "chế biến", "nhóm", "công nghiệp"),
    *("production", "manufacture"),
)
_CAUSES = ("do", "nhờ", "vì", "bởi", "because", "due to", "thanks to", "owing to", "driven by")
# What leads up to a time or a number, and belongs to no name.
_TO_A_TIME = (
    *(
        "in",
        "the",
        "of",
        "for",
        "during",
        "over",
        "at",
        "on",
        "by",
        "through",
        "throughout",
        "past",
    ),
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
_AMONG = ("trong", "trong các", "trong số", "trong số các", "among", "of the")
_MOST = ("cao nhất", "lớn nhất", "nhiều nhất", "thấp nhất", "mạnh nhất")
_MAKES = ("làm", "khiến", "đẩy", "kéo", "làm cho", "khiến cho")
_NO_VERBS = (
    *("included", "excluded"),
    *(
        "manufacturing",
        "processing",
        "farming",
        "mining",
        "shipping",
        "banking",
        "trading",
        "rising",
    ),
    *(
        "funding",
        "spending",
        "lending",
        "clothing",
        "building",
        "engineering",
        "fishing",
        "catering",
    ),
    *(
        "lodging",
        "housing",
        "planting",
        "breeding",
        "quarrying",
        "logging",
        "borrowing",
        "including",
    ),
    *("seed", "speed", "feed", "need", "weed", "breed", "unprocessed", "united", "limited"),
)
_PLACES = ("place.province", "place.market", "place.owner", "place.industry")


def name_of(items: list[Item], language: str) -> list[Item]:
    """The items of the name among the items before a verb; empty where there is none."""
    return _with_capital(_name_of(items, language))


_RANKS = ("thứ", "đứng thứ", "hai", "ba", "tư", "nhất", "nhì", "thu hút", "có", "đã", "là", "nhiều")


def _with_capital(name: list[Item]) -> list[Item]:
    """ "Hà Nội thu hút nhiều nhất với tổng vốn đăng ký": the capital, and of what."""
    with_it = next((k for k, item in enumerate(name) if k and item.says("với")), None)
    if with_it is None or with_it + 1 >= len(name):
        return name
    behind, of = name[with_it + 1 :], name[:with_it]
    capital = all(i.has("link.capital") or _is_capital(i) for i in behind)
    while of and of[-1].says(*_RANKS):
        of = of[:-1]
    return [*behind, *of] if capital and of and not any(i.has("indicator") for i in of) else name


def _is_capital(item: Item) -> bool:
    return item.has("indicator") and value_of(item) in (*CAPITAL, "fdi", "investment")


def _name_of(items: list[Item], language: str) -> list[Item]:
    """The name, with what it is told with."""
    if not items:
        return []
    segments: list[list[Item]] = [[]]
    for item in items:
        if item.text == "," and item.kind == "sign":
            segments.append([])
        else:
            segments[-1].append(item)
    segments[-1] = _behind_cause(segments[-1])
    if len(segments) > 1:  # "..., including crude oil sales, ..."
        segments = [s for s in segments if not (s and s[0].has(*BASES))]
    if len(segments) > 1 and segments[0] and segments[0][0].says(*_AMONG):
        rest = [_trimmed(segment) for segment in segments[1:]]
        segments = segments[1:] if any(rest) else segments  # "trong các hãng, Trường Hải đạt"
    names = [_trimmed(segment) for segment in segments]
    kept = [name for name in names if name]
    if topic := _topic(segments, names):
        return topic
    if not kept:
        return []
    if len(kept) == 1:
        return _short(kept[0])
    with_head = [k for k, name in enumerate(kept) if any(i.has("indicator") for i in name)]
    if with_head:
        first = with_head[-1]
        while first and _are_capital(kept[first - 1], kept[first]):
            first -= 1  # "vốn cấp mới, tăng thêm và góp vốn": all that was registered
        if first < with_head[-1]:
            return _flat(kept[first : with_head[-1] + 1])
        place = kept[first - 1] if first else []
        alone = len(place) == 1 and place[0].has("place.province") and not place[0].text.isupper()
        balance = any(i.has("indicator") and value_of(i) == "balance" for i in kept[first])
        alone = alone or (balance and len(place) == 1 and place[0].has("place.owner"))
        if alone and not any(item.starts("place.") for item in kept[first]):
            # "Riêng Hà Nội, xuất khẩu đạt"; in capitals it is where a dispatch comes from
            return _short(_flat([place, kept[first]]))
        tail = [name for name in kept[first + 1 :] if len(name) <= 4]
        return _short(_flat([kept[first], *tail[:2]]))
    short = [kept[-1]]
    for name in reversed(kept[:-1]):
        making = name[0].says(*_MAKING)
        longest = 9 if making else 5
        if len(short) == 3 or _words(name) > longest or _words(short[0]) > (9 if making else 8):
            break
        short.insert(0, name)
    return _short(_flat(short))


_TOPICS = ("xét riêng", "đối với", "riêng", "riêng với", "riêng đối với", "as for", "for")


def _topic(segments: list[list[Item]], names: list[list[Item]]) -> list[Item]:
    """ "Đối với hàng dệt may, kim ngạch xuất khẩu đạt": the exports of what was named first."""
    last = names[-1]
    if len(segments) < 2 or not last or not all(item.has("indicator") for item in last):
        return []
    for place in range(len(segments) - 2, max(-1, len(segments) - 5), -1):
        first = segments[place][0] if segments[place] else None
        own = [i.has("indicator") and not i.has("place.owner") for i in names[place]]
        if first is None or not names[place] or any(own):
            return []
        if first.says(
            "xét riêng", "đối với", "riêng", "riêng với", "riêng đối với", "as for", "for"
        ):
            topic = [item for name in names[place:-1] for item in name]
            return [*last, *topic] if _words(topic) <= _LONGEST else []
    return []


def _are_capital(name: list[Item], after: list[Item]) -> bool:
    """Whether two names beside each other are kinds of registered capital."""
    kinds = (CAPITAL | {"fdi"}, CAPITAL)
    pairs = zip((name, after), kinds, strict=True)
    return all(any(i.has("indicator") and value_of(i) in of for i in n) for n, of in pairs)


def _words(name: list[Item]) -> int:
    """The words of a name; a known place or owner counts as few, however it is called."""
    most = {True: 3, False: 99}
    known = ((item, item.has(*_PLACES, "link.neutral")) for item in name)
    return sum(min(item.text.count(" ") + 1, most[short]) for item, short in known)


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
            while kept and kept[-1].says(*_TO_A_TIME) and not _says_computer(kept):
                kept.pop()  # "exports in the first", "cán cân thương mại trong"
            continue
        near = items[place + 1 : place + _NEAR]
        if kept and item.says(*_MAKES) and any(i.has("indicator") for i in near):
            kept.clear()  # "là nguyên nhân chính làm CPI tăng"
            continue
        if item.has("link.says"):
            kept.clear()  # "the ministry said exports": who tells it is no part of the name
            continue
        if kept and kept[-1].text == "-" and kept[-1].end == item.start and item.kind == "word":
            kept.append(item)  # newly-registered
            continue
        if kept and item.says(*_IS_A) and any(i.has("indicator", "place.owner") for i in kept):
            break  # "the domestic sector remained a driver of exports"
        if _does(kept[-1] if kept else None, item, items[place + 1 : place + 2]):
            if _does_to_an_indicator(kept, near):
                continue
            break
        if not kept and _leads(item):
            continue
        after = items[place + 1] if place + 1 < len(items) else None
        to_a_place = item.says("to") and after is not None and after.has("place.market")
        if item.says("tăng thêm", "bổ sung") and after is not None and after.says("và"):
            kept.append(item)  # "vốn cấp mới, tăng thêm và góp vốn": a kind of capital
            continue
        if _is_verb(item) and not to_a_place and not item.has("indicator", *_PLACES):
            if _goes_on(item, kept, items[place + 1 : place + 7]):
                continue
            if kept and kept[-1].text.istitle() and item.text.istitle():
                kept.append(item)  # "huyện Ba Vì": part of a proper name
                continue
            break
        if item.kind == "sign" and item.text not in ("-", "\N{EN DASH}", ".", "/", "&", "'", "’"):
            continue
        if item.has(*BASES):
            continue
        kept.append(item)
    if len(kept) > 2 and kept[-2].says("với") and kept[-1].has("link.worth", "link.totals"):
        kept = kept[:-2]  # "Trung Quốc với kim ngạch"
    while kept and (_tails(kept[-1]) or (kept[-1].kind == "sign")):
        kept.pop()
    while kept and (_leads(kept[0]) or kept[0].kind == "sign"):
        kept.pop(0)
    return kept


def _says_computer(name: list[Item]) -> bool:
    """ "Máy vi tính 5 tháng": the last word belongs to the goods, not to the time behind."""
    return len(name) > 1 and name[-1].text == "tính" and name[-2].text == "vi"


def _goes_on(item: Item, kept: list[Item], behind: list[Item]) -> bool:
    """Whether a name goes on behind a verb, or begins there; what came before may be dropped."""
    if any(later.has("indicator") for later in behind) and (
        item.has("link.cut", "verb.target") or not kept
    ):
        if item.has("verb.target"):
            kept.clear()  # "nghị quyết giao chỉ tiêu thu ngân sách": who aims is no part
        return True
    after = behind[0] if behind else None
    if kept and item.has("verb.rise", "verb.fall") and after and after.says("ở", "tại"):
        kept.clear()  # "số đầu con giảm ở đàn trâu (giảm 5,83%)"
        return True
    if kept and item.says(*_MOST) and after and after.says("từ", "sang"):
        return True  # "nhập nhiều nhất từ Trung Quốc"
    return not kept and after is not None and (after.says(*_AT) or item.says(*_NOUNS))


def _does_to_an_indicator(kept: list[Item], behind: list[Item]) -> bool:
    """ "Suffered a fall of exports", "firms endured a trade deficit": the name goes on."""
    later = next((item for item in behind if item.has("indicator")), None)
    return later is not None and (not kept or value_of(later) == "balance")


def _does(before: Item | None, item: Item, after: list[Item]) -> bool:
    """Whether an English word behind a name says what it did: "Japan pumped", "absorbing the".

    An -ed or -ing form is a verb where what it is done to follows, or the number itself.
    """
    word = item.text
    if item.kind != "word" or not word.islower() or item.phrases:
        return False
    if item.says(*_NO_VERBS) and not (before is None and word == "included"):
        return False
    past, gerund = word.endswith("ed"), word.endswith("ing")
    if not (past or gerund):
        return False
    if before is not None and (before.text in ("-", "/") or before.text.endswith("ly")):
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
    if items and items[0].says("sau", "đứng sau", "theo sau", "xếp sau"):
        then = next((k for k, item in enumerate(items) if item.says("là")), len(items))
        return items[then + 1 :] or items  # "sau Nhật Bản là Singapore"
    for place, item in enumerate(items):
        if item.says("như") and any(i.has("verb.rise", "verb.fall") for i in items[:place]):
            return items[place + 1 :] or items  # "sản phẩm tăng mạnh như tôm tăng 20%"
        if item.says("có") and place and items[0].has("verb.rise", "verb.fall"):
            return items[place + 1 :]  # "Tăng nhanh có huyện Lạng Giang tăng 46,9%"
        if item.says("dẫn đầu là", "đứng đầu là") and place:
            return items[place + 1 :]
        if item.says("là", "là tỉnh", "là nhóm", "là ngành", "was", "were"):
            ranked = place and (_is_verb(items[0]) or items[0].says(*_RANKED))
            ranked = ranked or any(
                i.says("cao nhất", "lớn nhất", "nhiều nhất") for i in items[:place]
            )
            ranked = ranked or (place > 0 and items[0].says("con số", "điều", "điểm"))
            ranked = ranked or any(i.says("dẫn đầu", "đứng đầu") for i in items[:place])
            if ranked and place + 1 < len(items):
                return items[place + 1 :]
            return items
        if item.has("indicator", *_PLACES) and not any(i.says(*_MOST) for i in items[:place]):
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
    if item.says("từ", "đến nay", "nay", "hiện nay"):
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
    if _words(name) <= (_LONGEST_LIST if name[0].says(*_MAKING) else _LONGEST):
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


def value_of(item: Item) -> str:
    """The key of the indicator that an item names."""
    return str(item.phrases["indicator"].value)
