"""Numbers and texts in Vietnamese and English.

Vietnamese writes a decimal comma and groups thousands with dots (``372.108,5``), English the
reverse. Every digit of a number comes from :func:`hanoi_ct.measures.round_half_up`; the ends of an
interval are moved outwards, so that the printed interval holds the true one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple, cast, get_args

from hanoi_ct import measures
from hanoi_ct.quantities.printed import Qualifier, Reading
from hanoi_ct.quantities.quantity import Kind
from hanoi_ct.quantities.units import SCALE_NAMES, SCALES
from hanoi_ct.quantities.verdict import Verdict
from hanoi_ct.statements.figure import Figure, Style
from hanoi_ct.text import Language, Text

_PLACEHOLDER = re.compile(r"\{([A-Za-z0-9_.-]+)(?::([a-z_]+))?\}")
_STYLES = get_args(Style)
MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MINUS = "\N{MINUS SIGN}"
_NO_BREAK = "\N{NO-BREAK SPACE}"

# Unit key -> how it follows a number. Percent stands close to its number in both languages.
_UNITS: dict[str, Text] = {
    "percent": Text("%", "%"),
    "percentage_points": Text("điểm phần trăm", "percentage points"),
    "times": Text("lần", "times"),
    "million_usd": Text("triệu USD", "million USD"),
    "billion_usd": Text("tỷ USD", "billion USD"),
    "billion_vnd": Text("tỷ đồng", "billion VND"),
    "projects": Text("dự án", "projects"),
    "decisions": Text("lượt", "decisions"),
    "districts": Text("huyện", "districts"),
    "items": Text("nội dung", "items"),
    "limitations": Text("hạn chế, khó khăn", "limitations"),
    "recommendations": Text("nội dung kiến nghị", "recommendations"),
    "groups": Text("nhóm", "groups"),
    "million_kwh": Text("triệu kWh", "million kWh"),
    "million_vnd": Text("triệu đồng", "million VND"),
    "thousand_billion_vnd": Text("nghìn tỷ đồng", "thousand billion VND"),
    "divisions": Text("ngành cấp 2", "divisions"),
    "clusters": Text("cụm", "clusters"),
    "zones": Text("khu", "zones"),
    "hectares": Text("ha", "ha"),
    "persons": Text("người", "persons"),
    "enterprises": Text("doanh nghiệp", "enterprises"),
    "sets": Text("bộ số liệu", "sets"),
    # A level whose sheet tells no unit is printed bare.
    "count": Text("", ""),
}
# Units of an office's own sheets, alone and counted by the thousand, million ...
_COUNTED = {
    "tonne": Text("tấn", "tonnes"),
    "kg": Text("kg", "kg"),
    "piece": Text("chiếc", "pieces"),
    "pair": Text("đôi", "pairs"),
    "pack": Text("gói", "packs"),
    "jar": Text("lọ, hộp", "jars"),
    "kWh": Text("kWh", "kWh"),
    "litre": Text("lít", "litres"),
    "m": Text("m", "m"),
    "m2": Text("m²", "m²"),
    "m3": Text("m³", "m³"),
    "ha": Text("ha", "ha"),
    "person": Text("người", "persons"),
    "USD": Text("USD", "USD"),
    "VND": Text("đồng", "VND"),
}
_UNITS |= {name: words for name, words in _COUNTED.items() if name not in _UNITS} | {
    f"{SCALE_NAMES[scale.power]}_{name}": Text(
        f"{scale.words.vi} {words.vi}", f"{scale.words.en} {words.en}"
    )
    for scale in SCALES
    if scale.power in SCALE_NAMES
    for name, words in _COUNTED.items()
}

_QUALIFIERS: dict[Qualifier, Text] = {
    "exact": Text("", ""),
    # The tables mark an estimate so ("ước tính"); it widens nothing.
    "about": Text("ước", "an estimated"),
    "over": Text("trên", "over"),
    "nearly": Text("gần", "nearly"),
}

_KINDS: dict[Kind, Text] = {
    "published": Text("công bố", "published"),
    "computed": Text("tính toán", "computed"),
    "estimated": Text("ước lượng", "estimated"),
    "assumed": Text("giả định", "assumed"),
}

_VERDICTS: dict[Verdict, Text] = {
    "consistent": Text("phù hợp", "consistent"),
    "impossible": Text("không thể đồng thời đúng", "impossible"),
    "undecidable": Text("chưa đủ căn cứ kết luận", "undecidable"),
}

_READINGS: dict[Reading, Text] = {
    "tight": Text("nghĩa hẹp", "tight reading"),
    "loose": Text("nghĩa rộng", "loose reading"),
}


# Style -> how a positive, a negative and a zero number are worded; # is the number.
_DIRECTIONS: dict[str, tuple[Text, Text, Text]] = {
    "change": (Text("tăng #", "up #"), Text("giảm #", "down #"), Text("không đổi", "unchanged")),
    "comparison": (
        Text("cao hơn #", "# higher"),
        Text("thấp hơn #", "# lower"),
        Text("ngang bằng", "the same"),
    ),
    "balance": (
        Text("xuất siêu #", "a surplus of #"),
        Text("nhập siêu #", "a deficit of #"),
        Text("cân bằng", "no balance either way"),
    ),
}


class Span(NamedTuple):
    """A piece of running text; ``figure`` is set where the piece is a printed figure."""

    text: str
    figure: Figure | None


def format_number(value: float, decimals: int, language: Language, *, signed: bool = False) -> str:
    """Print a number rounded half up to ``decimals`` (negative: tens, hundreds ...).

    Examples
    --------
    >>> [format_number(x, 1, "vi") for x in (372108.0, 7.35, -0.04)]
    ['372.108,0', '7,4', '0,0']
    >>> format_number(7624.0, 0, "en"), format_number(0.9, 1, "en", signed=True)
    ('7,624', '+0.9')
    """
    rounded = float(measures.round_half_up(value, decimals))
    digits = f"{abs(rounded):,.{max(decimals, 0)}f}"
    if language == "vi":
        digits = digits.translate({ord(","): ".", ord("."): ","})
    if rounded < 0:
        return _MINUS + digits
    return "+" + digits if signed and rounded > 0 else digits


def date_text(date: str, language: Language) -> str:
    """A date, a month or a year as it is written in a table; empty if it is not known.

    Examples
    --------
    >>> date_text("2018-08-30", "vi"), date_text("2018-08-30", "en"), date_text("2018-09", "vi")
    ('30/8/2018', '30 August 2018', '9/2018')
    """
    parts = [int(part) for part in date.split("-") if part]
    if language == "vi":
        return "/".join(str(part) for part in reversed(parts))
    words = [str(part) for part in parts]
    if len(parts) > 1:
        words[1] = MONTH_NAMES[parts[1] - 1]
    return " ".join(reversed(words))


def unit_text(unit: str, language: Language) -> str:
    """The unit as it follows a number; empty for a pure number.

    A unit that an office's own list of units adds has no words but its name.
    """
    return _UNITS[unit].get(language) if unit in _UNITS else unit.replace("_", " ")


def kind_text(kind: Kind, language: Language) -> str:
    """The label of a kind: công bố, tính toán, ước lượng, giả định."""
    return _KINDS[kind].get(language)


def verdict_text(verdict: Verdict, language: Language) -> str:
    """The label of a verdict."""
    return _VERDICTS[verdict].get(language)


def reading_text(reading: Reading, language: Language) -> str:
    """The label of a reading of hedging words."""
    return _READINGS[reading].get(language)


def qualifier_text(qualifier: Qualifier, language: Language) -> str:
    """The hedging word of a published figure: gần, trên, khoảng; empty for an exact one."""
    return _QUALIFIERS[qualifier].get(language)


def _with_unit(number: str, unit: str, language: Language) -> str:
    word = unit_text(unit, language)
    if not word:
        return number
    return number + word if unit == "percent" else number + _NO_BREAK + word


def figure_text(figure: Figure, language: Language, style: Style = "value") -> str:
    """Print a figure.

    Parameters
    ----------
    figure : Figure
    language : {"vi", "en"}
    style : Style
        ``value``: hedging word, number and unit, or the interval where there is no value;
        ``plain``: without the hedging word; ``number``: without the unit either;
        ``hedged_number``: with the hedging word and without the unit;
        ``signed``: with a plus sign on positive numbers, ``signed_number`` without the unit;
        ``interval``: low end to high end, both rounded outwards; ``span``: the interval of a rate
        in words, up, down or between the two;
        ``change``: a rate in words, up or down; ``comparison``: a difference in words, higher or
        lower; ``balance``: of trade, a surplus or a deficit.
    """
    if style == "span":
        return _span_text(figure, language)
    if style == "interval" or figure.quantity.value is None:
        return _interval_text(figure, language)
    if style in _DIRECTIONS:
        return _direction_text(figure, figure.quantity.value, language, _DIRECTIONS[style])
    value = figure.quantity.value if figure.quantity.printed is None else figure.quantity.printed
    signed = style in ("signed", "signed_number")
    number = format_number(value, figure.quantity.decimals, language, signed=signed)
    if style in ("number", "signed_number"):
        return number
    bare = style == "hedged_number"
    printed = number if bare else _with_unit(number, figure.quantity.unit, language)
    word = qualifier_text(figure.quantity.qualifier, language)
    hedged = word and style in ("value", "signed", "hedged_number")
    return f"{word}{_NO_BREAK}{printed}" if hedged else printed


def _direction_text(
    figure: Figure, value: float, language: Language, words: tuple[Text, Text, Text]
) -> str:
    """The number without its sign, in words for a rise, a fall or neither, as it is printed."""
    rounded = float(measures.round_half_up(value, figure.quantity.decimals))
    rise, fall, neither = words
    if rounded == 0.0:
        return neither.get(language)
    number = format_number(abs(rounded), figure.quantity.decimals, language)
    return (
        (rise if rounded > 0 else fall)
        .get(language)
        .replace("#", _with_unit(number, figure.quantity.unit, language))
    )


def _interval_text(figure: Figure, language: Language) -> str:
    if figure.quantity.low is None or figure.quantity.high is None:
        raise ValueError(f"figure {figure.key} has no interval to print")
    low, high = (
        format_number(
            _outwards(end, figure.quantity.decimals, way), figure.quantity.decimals, language
        )
        for end, way in ((figure.quantity.low, ROUND_FLOOR), (figure.quantity.high, ROUND_CEILING))
    )
    word = "đến" if language == "vi" else "to"
    if figure.quantity.unit == "percent":
        low = _with_unit(low, figure.quantity.unit, language)
    return f"{low} {word} {_with_unit(high, figure.quantity.unit, language)}"


_SPANS = {
    "up": Text("tăng {} đến {}", "up {} to {}"),
    "down": Text("giảm {} đến {}", "down {} to {}"),
    "between": Text("thay đổi từ {} đến {}", "between {} and {}"),
}


def _span_text(figure: Figure, language: Language) -> str:
    """The interval of a change in words: a fall without its sign, from its lesser end."""
    quantity = figure.quantity
    if quantity.low is None or quantity.high is None:
        raise ValueError(f"figure {figure.key} has no interval to print")
    low = _outwards(quantity.low, quantity.decimals, ROUND_FLOOR)
    high = _outwards(quantity.high, quantity.decimals, ROUND_CEILING)
    if low >= 0.0:
        kind, ends = "up", (low, high)
    elif high <= 0.0:
        kind, ends = "down", (-high, -low)
    else:
        kind, ends = "between", (low, high)
    first, last = (format_number(end, quantity.decimals, language) for end in ends)
    if quantity.unit == "percent":
        first = _with_unit(first, quantity.unit, language)
    return _SPANS[kind].get(language).format(first, _with_unit(last, quantity.unit, language))


def _outwards(end: float, decimals: int, way: str) -> float:
    """An end of an interval moved away from it to a printed number: nothing inside is lost."""
    return float(Decimal(repr(float(end))).quantize(Decimal(1).scaleb(-max(decimals, 0)), way))


def placeholder_keys(text: Text) -> tuple[str, ...]:
    """The keys of the figures that a text prints in either language, in order."""
    found = (m.group(1) for words in (text.vi, text.en) for m in _PLACEHOLDER.finditer(words))
    return tuple(dict.fromkeys(found))


_ESTIMATED, _REACHED = f"ước{_NO_BREAK}", "đạt "


def text_spans(text: Text, figures: Mapping[str, Figure], language: Language) -> tuple[Span, ...]:
    """Cut a text at its figures, so that a renderer can mark each one.

    A placeholder is ``{key}`` or ``{key:style}``; an unknown key or style is an error.
    """
    template, spans, done = text.get(language), [], 0
    for match in _PLACEHOLDER.finditer(template):
        key, style = match.group(1), match.group(2) or "value"
        if key not in figures or style not in _STYLES:
            raise KeyError(f"`{match.group(0)}` of a text must name a figure and a style")
        if match.start() > done:
            spans.append(Span(template[done : match.start()], None))
        figure = figures[key]
        printed = figure_text(figure, language, cast(Style, style))
        if printed.startswith(_ESTIMATED) and spans and spans[-1].text.endswith(_REACHED):
            # "đạt ước 5,1 tỷ USD" is said "ước đạt 5,1 tỷ USD".
            spans[-1] = Span(spans[-1].text.removesuffix(_REACHED) + f"ước {_REACHED}", None)
            printed = printed.removeprefix(_ESTIMATED)
        spans.append(Span(printed, figure))
        done = match.end()
    if done < len(template):
        spans.append(Span(template[done:], None))
    return tuple(spans)


def plain_text(text: Text, figures: Mapping[str, Figure], language: Language) -> str:
    """A text with its figures printed, as one string."""
    return "".join(span.text for span in text_spans(text, figures, language))
