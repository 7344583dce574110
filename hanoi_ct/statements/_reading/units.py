"""Quantities: a number with its scale and unit, a range, a quotient, a fraction in words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.lexicon import Phrase
from hanoi_ct.statements._reading.multiples import multiple_in_words
from hanoi_ct.statements._reading.numbers import read_number

__all__ = ["MONEY", "Quantity", "read_quantity"]

_DASHES = ("-", "\N{EN DASH}", "\N{EM DASH}")
MONEY = ("USD", "VND", "EUR", "JPY", "CNY")
_EACH = ("bình quân", "trung bình", "cứ", "mỗi", "trung bình cứ", "bình quân cứ")
_OF_WHAT = (
    "số",
    "tổng",
    "kế hoạch",
    "chỉ tiêu",
    "trong",
    "of",
    "kim ngạch",
    "doanh thu",
    "vốn",
    "diện tích",
)
_SPACE = 2  # a unit stands at most this many characters behind its number
_NO_KINDS = ("by", "for", "with", "in", "on", "at", "from", "to", "and", "or", "than", "as", "per")
# Nouns that mean a pair or all as often as a number: a word before them counts nothing.
_MASSES = ("lượt", "người", "lao động", "hộ", "people", "workers")
_LOOSE_NOUNS = frozenset(
    [
        "nước",
        "khu vực",
        "vùng",
        "bộ",
        "người",
        "cuộc",
        "khu",
        "cụm",
        "nhóm",
        "ngành",
        "lĩnh vực",
        "lượt",
        "vụ",
        "đơn vị",
        "lần",
        "tỉnh",
        "chỉ tiêu",
        "thành phố",
        "countries",
        "groups",
        "sectors",
        "people",
        "industries",
        "items",
        "cities",
        "products",
        "markets",
    ]
)


class Quantity(NamedTuple):
    """A number as it was read: decimal string, scale, unit, and how it was printed."""

    value: str
    printed: str | None
    scale: str = "1"
    unit: str | None = None
    printed_unit: str | None = None
    alternatives: tuple[str, ...] = ()
    high: str | None = None
    of: str | None = None
    counted: str | None = None  # entity, product
    note: str | None = None
    in_words: bool = False
    sign: int = 0  # of a printed plus or minus
    noun: str | None = None  # the counted noun as printed
    share: bool = False  # a bare percentage that the others of its row make a share


def read_quantity(
    items: list[Item], place: int, point: str, before: Item | None
) -> tuple[Quantity, int, int] | None:
    """The quantity that begins at an item.

    Parameters
    ----------
    items : list of Item
    place : int
    point : {",", "."}
        The decimal sign of the text.
    before : Item or None
        The item before, which may be a currency: US$5.

    Returns
    -------
    quantity, place after it, number of items before it that belong to it
    """
    item = items[place]
    fraction = item.phrases.get("fraction")
    if fraction is not None:
        return _fraction(items, place, fraction.value)
    if item.kind != "number":
        multiple = multiple_in_words(items, place)
        if multiple is None:
            return _number_word(items, place)
        return Quantity(multiple[0], None, unit="times", in_words=True), multiple[1], 0
    ranked = before is not None and before.has("link.rank")
    if ranked and not _measured(items, place + 1) and not _granted(items, place):
        return None
    if place > 2 and items[place - 1].text == "/" and items[place - 3].has("link.rank"):
        return None  # "xếp thứ 15/63 tỉnh"
    if item.text == "1" and before is not None and before.says(*_EACH):
        return None  # "bình quân 1 ha đất": a hectare, and no number of them
    number, after = _digits(items, place, point)
    high = of = None
    if after + 1 < len(items) and items[after].text == "/" and items[after + 1].kind == "number":
        of = read_number(items[after + 1].text, point).value
        after += 2
    scale, unit, after = _scale_and_unit(items, after)
    if unit is None and scale != "1" and of is None:
        number, scale, unit, after = _smaller_scale(items, after, number, scale)
    second = _range(items, after, point, unit, before)
    if second is not None:
        high, second_scale, second_unit, after = second
        scale, unit = (second_scale, second_unit) if unit is None else (scale, unit)
    taken = 0
    if before is not None and unit is None:
        money = before.phrases.get("unit")
        sign = before.text.isupper() or not before.text.isalpha() or before.text.islower()
        if money is not None and money.value in MONEY and sign and item.start - before.end <= 1:
            unit, taken = before, 1
            if scale == "1":
                unit, after = _price_per(items, after, unit, money.value)
    if of is not None and unit is None:
        return _printed_fraction(items, place, number.value, of)
    if unit is None and scale == "1" and _is_year(item):
        return None
    return _made(number.printed, number, scale, unit, high, of), after, taken


_PER = {"tonne": "tonne", "barrel": "barrel"}


def _price_per(items: list[Item], place: int, unit: Item, money: str) -> tuple[Item, int]:
    """The unit of a price: US$438 per tonne, $70 a barrel; the money alone where it is none."""
    if place + 1 >= len(items) or not items[place].says("per", "a", "/"):
        return unit, place
    measure = items[place + 1].phrases.get("unit")
    per = _PER.get(measure.value) if measure is not None else None
    if per is None or money != "USD":
        return unit, place
    phrase = Phrase("unit", f"USD_per_{per}", 1)
    return replace(unit, end=items[place + 1].end, phrases={"unit": phrase}), place + 2


class _Digits(NamedTuple):
    printed: str
    value: str
    alternatives: tuple[str, ...]
    note: str | None


def _digits(items: list[Item], place: int, point: str) -> tuple[_Digits, int]:
    """The digits of a number: also 45 896,9 with spaces, and 8,một with a digit in words."""
    item = items[place]
    printed, after = item.text, place + 1
    if len(printed) <= 3 and printed.isdigit():
        whole = _spaced_point(items, place)
        parted = _spaced_comma(items, place) if point == "," and whole is None else None
        if parted is not None:
            return _Digits(parted, parted.replace(",", "."), (), "a space in the number"), place + 3
        if whole is not None:
            return _Digits(whole, whole.replace(".", ""), (), "a space in the number"), place + 3
        after = _grouped_by_spaces(items, place)
        if after > place + 1:
            printed = "".join(piece.text for piece in items[place:after])
            return _Digits(printed, read_number(printed, ",").value, (), None), after
    if after + 1 < len(items) and items[after].text == "," and printed.isdigit():
        word = items[after + 1].phrases.get("number.number_words")
        if word is not None and items[after + 1].start == items[after].end == item.end + 1:
            return _Digits(
                printed, f"{printed}.{word.value}", (), "a digit printed as a word"
            ), after + 2
    number = read_number(printed, point)
    note: str | None = None
    if number.alternatives:
        note = f"{printed} is read as {number.value} and may also be {number.alternatives[0]}"
    return _Digits(printed, number.value, number.alternatives, note), after


def _spaced_comma(items: list[Item], place: int) -> str | None:
    """ "Bằng 74, 19% kế hoạch": a space behind the decimal comma, before the only percent sign."""
    if place + 3 >= len(items) or not place:
        return None
    first, comma, rest, unit = items[place : place + 4]
    before = items[place - 1]
    led = before.has("verb.rise", "verb.fall", "verb.equal", "verb.reach", "verb.share")
    close = comma.text == "," and first.end == comma.start and rest.start == comma.end + 1
    if not (led and close and rest.kind == "number" and len(rest.text) == 2):
        return None
    return f"{first.text},{rest.text}" if rest.text.isdigit() and _is_percent(unit) else None


def _spaced_point(items: list[Item], place: int) -> str | None:
    """ "244. 820 tỷ đồng": thousands with a space behind their point, before a scale or a unit."""
    if place + 3 >= len(items):
        return None
    first, point, rest, unit = items[place : place + 4]
    close = point.text == "." and first.end == point.start and rest.start == point.end + 1
    if not close or not (len(rest.text) == 3 and rest.text.isdigit() and rest.kind == "number"):
        return None
    return f"{first.text}.{rest.text}" if unit.has("scale", "unit") else None


def _grouped_by_spaces(items: list[Item], place: int) -> int:
    after = place + 1
    while (
        after < len(items)
        and items[after].kind == "number"
        and items[after].start == items[after - 1].end + 1
        and len(items[after].text.partition(",")[0]) == 3
        and items[after].text[:3].isdigit()
    ):
        after += 1
        if "," in items[after - 1].text:
            break
    measured = after < len(items) and items[after].has("scale", "unit", "counted.product")
    return after if measured else place + 1


def _scale_and_unit(items: list[Item], place: int) -> tuple[str, Item | None, int]:
    scale, after = "1", place
    while after < len(items):
        item = items[after]
        phrase = item.phrases.get("scale")
        if phrase is None or item.start - items[after - 1].end > _SPACE:
            break
        if len(item.text) == 1 and item.start != items[after - 1].end:
            break  # "5 m": metres, or nothing
        scale = phrase.value if scale == "1" else _times(scale, phrase.value)
        after += 1
    if after < len(items) and items[after].start - items[after - 1].end <= _SPACE:
        item = items[after]
        known = item.has("unit", "counted.entity", "counted.product")
        if known and not (item.text in ("m", "b", "k") and scale != "1"):
            return scale, item, after + 1
    return scale, *_behind_words(items, after)


def _behind_words(items: list[Item], place: int) -> tuple[Item | None, int]:
    """The counted noun behind words that say of which kind: 38 delayed industrial projects.

    One or two words; a compound with a hyphen is one: 1,577 newly-licensed projects.
    """
    step, words = place, 0
    while words < 2 and step < len(items) and _says_a_kind(items[step], known=False):
        step, words = step + 1, words + 1
        while step + 1 < len(items) and items[step].text == "-" and _joins(items, step):
            step += 2
    noun = items[step] if words and step < len(items) else None
    if noun is None or not noun.has("counted.entity") or not noun.text.isascii():
        return None, place
    if words == 2 and not noun.text.isalpha():
        return None, place
    named = "".join(
        f"{'' if k == place or items[k].start == items[k - 1].end else ' '}{items[k].text}"
        for k in range(place, step + 1)
    )
    return replace(noun, start=items[place].start, text=named), step + 1


def _says_a_kind(word: Item, *, known: bool) -> bool:
    """Whether a word may stand before a counted noun: an English word in small letters."""
    idle = {"link.granted", "place.industry"}
    plain = known or not word.phrases.keys() - idle or word.says(*_OF_BUSINESS)
    small = word.kind == "word" and word.text.isascii() and word.text.islower()
    return plain and small and not word.says(*_NO_KINDS)


_OF_BUSINESS = ("investment", "export", "import", "industrial", "tourism", "transport", "retail")


def _joins(items: list[Item], place: int) -> bool:
    """Whether a hyphen joins two parts of a word."""
    before, sign, after = items[place - 1 : place + 2]
    return before.end == sign.start and sign.end == after.start and _says_a_kind(after, known=True)


def _smaller_scale(
    items: list[Item], place: int, number: _Digits, scale: str
) -> tuple[_Digits, str, Item | None, int]:
    """The rest of a number that is printed in two scales: 2 tỷ 296 triệu USD."""
    alone = number, scale, None, place
    if place >= len(items) or not number.value.isdigit():
        return alone
    item = items[place]
    if item.kind != "number" or not item.text.isdigit() or item.start - items[place - 1].end > 1:
        return alone
    second, unit, after = _scale_and_unit(items, place + 1)
    thousands = scale == "1e3" and len(item.text) == 3 and second not in ("1", "1e2", "1e3")
    if thousands and unit is not None:  # "1 nghìn 200 tỷ đồng"
        printed = f"{number.printed} {items[place - 1].text} {item.text}"
        return _Digits(printed, f"{number.value}{item.text}", (), None), second, unit, after
    digits = int(scale[2:]) - int(second[2:] or 0) if second != "1" else 0
    if unit is None or not len(item.text) <= digits <= 9:
        return alone
    printed = f"{number.printed} {items[place - 1].text} {item.text}"
    value = f"{number.value}.{item.text.zfill(digits)}"
    return _Digits(printed, value, (), None), scale, unit, after


def _times(scale: str, other: str) -> str:
    return f"1e{int(scale[2:]) + int(other[2:])}"


def _granted(items: list[Item], place: int) -> bool:
    """ "Cấp 19 giấy chứng nhận": what is granted is counted; elsewhere "cấp" is a rank."""
    of_what = items[place + 1] if place + 1 < len(items) else None
    return items[place - 1].says("cấp") and of_what is not None and of_what.has("counted.entity")


def _measured(items: list[Item], place: int) -> bool:
    return place < len(items) and items[place].has("scale", "unit", "counted.product")


def _range(
    items: list[Item], place: int, point: str, first: Item | None, before: Item | None
) -> tuple[str, str, Item | None, int] | None:
    """The second number of a range: 8,2-8,7%, 5 đến 7%, 7.5% to 8%."""
    if place + 1 >= len(items) or items[place + 1].kind != "number":
        return None
    sign = items[place]
    if sign.text not in _DASHES and not sign.says("đến", "tới", "to"):
        return None
    number, after = _digits(items, place + 1, point)
    scale, unit, after = _scale_and_unit(items, after)
    if unit is None:
        return None
    row = after < len(items) and items[after].text in _DASHES and sign.text in _DASHES
    if row or (place and items[place - 1].text == "%" and _is_behind_a_dash(items, place)):
        return None  # "75% - 17% - 8%": a row, and no range
    if sign.says("to") and first is not None:
        rates = all(_is_percent(end) for end in (first, unit))
        if not rates or (before is not None and before.says("from")):
            return None  # "up 5% to 7 billion", "slowed from 8% to 7%"
    return number.value, scale, unit, after


def _is_behind_a_dash(items: list[Item], place: int) -> bool:
    """Whether the number before a sign stands behind a dash itself, and another percentage."""
    return place > 3 and items[place - 3].text in _DASHES and items[place - 4].text == "%"


def _is_percent(unit: Item) -> bool:
    phrase = unit.phrases.get("unit")
    return phrase is not None and phrase.value == "percent"


def _is_year(item: Item) -> bool:
    return len(item.text) == 4 and item.text.isdigit() and item.text.startswith(("19", "20"))


def _made(
    printed: str, number: _Digits, scale: str, unit: Item | None, high: str | None, of: str | None
) -> Quantity:
    name, counted, shown = None, None, None
    if unit is not None:
        phrase = unit.phrases.get("unit")
        if phrase is not None:
            name = phrase.value
            shown = unit.text if name in ("percent", "percentage_points", "times") else None
        else:
            name, counted = "count", "entity" if unit.has("counted.entity") else "product"
            if scale == "1" and unit.says("sản phẩm") and (of or len(number.value) < 3):
                counted = "entity"  # "2 sản phẩm giảm": kinds of goods, no pieces
            if scale != "1" and unit.says(*_MASSES):
                counted = "product"  # 420 nghìn lượt: a quantity, no list of cases
    if name == "percent" and scale != "1":
        name = None
    return Quantity(
        number.value,
        printed,
        scale,
        name,
        shown,
        number.alternatives,
        high,
        of,
        counted,
        number.note,
        noun=unit.text if counted and unit is not None else None,
    )


def _fraction(items: list[Item], place: int, value: str) -> tuple[Quantity, int, int] | None:
    """A fraction in words; "half" only where it is said of what."""
    after = place + 1
    of = items[after].text.casefold() if after < len(items) else ""
    followed = of.startswith("of") or of == "the"
    lead = items[max(0, place - 3) : place]
    followed = followed or any(item.has("verb.share") for item in lead)
    if items[place].says("half", "a quarter") and not followed:
        return None
    return Quantity(value, None, unit="percent", note="fraction in words", in_words=True), after, 0


def _printed_fraction(
    items: list[Item], place: int, part: str, whole: str
) -> tuple[Quantity, int, int] | None:
    """ "Chiếm hơn 2/3 kim ngạch": a fraction behind a word of share; else a date or a name."""
    lead, behind = items[max(0, place - 3) : place], items[place + 3 : place + 4]
    hedged = any(item.has("hedge.over", "hedge.under", "hedge.about") for item in lead[-1:])
    of = any(
        item.text.casefold().startswith(_OF_WHAT) or item.has("counted.entity") for item in behind
    )
    shares = any(item.has("verb.share") for item in lead) or (hedged and of)
    if not shares or not (part.isdigit() and whole.isdigit() and 0 < int(part) < int(whole) <= 10):
        return None
    value = str(round(Decimal(part) * 100 / Decimal(whole), 2).normalize())
    found = Quantity(
        f"{Decimal(value):f}", None, unit="percent", note="fraction in words", in_words=True
    )
    return found, place + 3, 0


def _number_word(items: list[Item], place: int) -> tuple[Quantity, int, int] | None:
    """bốn trung tâm thương mại: a number word right before a counted noun."""
    phrase = items[place].phrases.get("number.number_words")
    after = place + 1
    if phrase is None or after >= len(items):
        return None
    if phrase.value > 0 and items[after].has("scale") and len(items[after].text) > 2:
        scale, unit, behind = _scale_and_unit(items, after)  # "hơn bốn triệu lượt"
        if unit is None:
            return None
        words = _Digits(items[place].text, str(phrase.value), (), "number in words")
        made = _made(items[place].text, words, scale, unit, None, None)
        return made._replace(printed=None, in_words=True), behind, 0
    if phrase.value < 2:
        return None
    noun = items[after].phrases.get("counted.entity")
    if noun is None and items[after].says("sản phẩm"):
        noun = items[after].phrases.get("counted.product")
    if noun is None or str(noun.value).casefold() in _LOOSE_NOUNS:
        return None
    if _are_named_in_a_row(items, after + 1):
        return None
    found = Quantity(
        str(Decimal(phrase.value)),
        None,
        unit="count",
        counted="entity",
        note="number in words",
        in_words=True,
        noun=items[after].text,
    )
    return found, after + 1, 0


def _are_named_in_a_row(items: list[Item], place: int) -> bool:
    """ "Hai khu vực trong nước và nước ngoài lần lượt đạt": the names of a row, no count."""
    joined = False
    for item in items[place : place + 24]:
        if item.kind in ("number", "line") or item.text in (";", ".", ":", "("):
            return False
        joined = joined or item.text in (",", "và", "and")
        if item.has("verb.corresponding"):
            return joined
    return False
