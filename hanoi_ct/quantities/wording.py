"""A quantity in words and back: "gần 9,2 tỷ USD", "an estimated 7.4%", "giảm 3,6%".

What :func:`format` prints, :func:`parse` reads as the same number, unit, scale, decimals and
hedge. Percent, percentage points and times are three units; only :func:`converted` goes from one
to another, and only where a meaning is stated.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cache
from typing import Any, Literal

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.quantities.hedges import hedge_class, is_estimate
from hanoi_ct.quantities.quantity import Quantity, stated
from hanoi_ct.quantities.units import SCALED_UNITS, SCALES, UNITS
from hanoi_ct.text import Language, Text

_MINUS = "\N{MINUS SIGN}"
_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
_HEDGES: dict[str, Text] = {
    "exact": Text("", ""),
    "about": Text("ước", "an estimated"),
    "over": Text("trên", "over"),
    "nearly": Text("gần", "nearly"),
}
_UP = ("tăng trưởng", "tăng", "cao hơn", "up", "rose", "rising", "increase of", "increased by")
_DOWN = ("giảm", "thấp hơn", "sụt", "down", "fell", "falling", "decrease of", "decreased by")


def format(quantity: Quantity, lang: Language = "vi", *, signed: bool = False) -> str:
    """Print a quantity with its hedging word, scale and unit.

    Parameters
    ----------
    quantity : Quantity
        It must have a number.
    lang : {"vi", "en"}, default "vi"
    signed : bool, default False
        Whether a positive number gets a plus sign.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        The quantity has an interval alone.

    Examples
    --------
    >>> q = parse("gần 9,2 tỷ USD")
    >>> format(q), format(q, "en")
    ('gần 9,2 tỷ USD', 'nearly 9.2 billion USD')
    """
    one = canonical(quantity)
    assert one.number is not None
    number = _digits(one.number, one.decimals, lang)
    if signed and one.number > 0:
        number = "+" + number
    scale = next((s.words.get(lang) for s in SCALES if Decimal(10) ** s.power == one.scale), "")
    if not scale and one.scale != 1:
        raise ArgumentValueError(
            f"`scale` of a quantity to print must be one that has a word; got {one.scale}"
        )
    unit = UNITS[one.unit].words.get(lang) if one.unit in UNITS else one.unit
    hedge = one.hedge
    if not hedge or hedge in (words.vi for words in _HEDGES.values()):
        hedge = next((w for w in _HEDGES.values() if w.vi == hedge), _HEDGES["exact"]).get(lang)
    space = "" if unit in ("%", "‰") and not scale else " "
    pieces = (hedge, number + (f" {scale}" if scale else "") + (space + unit if unit else ""))
    return " ".join(piece for piece in pieces if piece)


def canonical(quantity: Quantity) -> Quantity:
    """The quantity with an exact number, a scale, and a hedge in words.

    A quantity of a table ("million_usd", qualifier "nearly") becomes one as a text states it.
    """
    unit, power = SCALED_UNITS.get(quantity.unit, (quantity.unit, 0))
    if quantity.number is not None:
        return replace(quantity, unit=unit, scale=quantity.scale * Decimal(10) ** power)
    if quantity.value is None:
        raise ValueError("a quantity must have a number to be printed; got an interval alone")
    value = quantity.value if quantity.printed is None else quantity.printed
    number = _half_up(Decimal(repr(float(value))), quantity.decimals)
    return replace(
        quantity,
        unit=unit,
        number=number,
        scale=Decimal(10) ** power,
        hedge=_HEDGES[quantity.qualifier].vi,
    )


def _half_up(number: Decimal, decimals: int) -> Decimal:
    with localcontext(prec=60):
        return number.quantize(Decimal(1).scaleb(-max(decimals, 0)), ROUND_HALF_UP)


def _digits(number: Decimal, decimals: int, lang: Language) -> str:
    text = f"{abs(_half_up(number, decimals)):,f}"
    if lang == "vi":
        text = text.translate({ord(","): ".", ord("."): ","})
    return _MINUS + text if number < 0 else text


def parse(text: str, lang: Language = "vi") -> Quantity:
    """Read one quantity: hedging words, a direction, a number, a scale and a unit.

    Parameters
    ----------
    text : str
        Such as ``"gần 9,2 tỷ USD"``, ``"giảm 3,6%"``, ``"US$36.7 billion"``. All of it must be
        understood.
    lang : {"vi", "en"}, default "vi"
        How numbers are written: 7.624 is seven thousand in Vietnamese.

    Returns
    -------
    Quantity

    Raises
    ------
    ArgumentTypeError
        `text` is no str.
    ArgumentValueError
        There is no number, more than one, or words that are neither hedge, scale nor unit.

    Examples
    --------
    >>> q = parse("trên 7.624 triệu USD")
    >>> str(q.exact), q.unit, q.decimals, q.hedge
    ('7624000000', 'USD', 0, 'trên')
    >>> str(parse("fell 3.6%", "en").number)
    '-3.6'
    """
    if not isinstance(text, str):
        raise ArgumentTypeError(f"`text` of parse must be a str; got {type(text).__name__}")
    if lang not in ("vi", "en"):
        raise ArgumentValueError(f"`lang` of parse must be 'vi' or 'en'; got {lang!r}")
    words = unicodedata.normalize("NFC", text)
    for space in _SPACES:
        words = words.replace(space, " ")
    words = " ".join(words.split())
    numbers = list(_number(lang).finditer(words))
    if len(numbers) != 1:
        raise ArgumentValueError(
            f"`text` of parse must hold one number written as in {lang!r}; got {text!r}"
        )
    match = numbers[0]
    number, decimals = _read(match.group(), lang)
    before, sign, prefix = _before(words[: match.start()].strip(), text)
    scale, unit = _after(words[match.end() :].strip(), text)
    if prefix and unit != "count" and unit != prefix:
        raise ArgumentValueError(f"`text` of parse must have one unit; got {text!r}")
    unit = prefix or unit
    more: dict[str, Any] = {"status": "estimate"} if is_estimate(before) else {}
    return stated(sign * number, unit, decimals, scale=scale, hedge=before, **more)


@cache
def _number(lang: Language) -> re.Pattern[str]:
    group, point = (r"[.\s]", ",") if lang == "vi" else (r"[,\s]", r"\.")
    return re.compile(
        rf"(?<![\d.,])[-+{_MINUS}]?(?:\d{{1,3}}(?:{group}\d{{3}})+|\d+)(?:{point}\d+)?(?![\d.,]\d)"
    )


def _read(text: str, lang: Language) -> tuple[Decimal, int]:
    point = "," if lang == "vi" else "."
    plain = text.replace(_MINUS, "-").replace(" ", "")
    whole, _, fraction = plain.partition(point)
    whole = whole.replace("." if lang == "vi" else ",", "")
    return Decimal(f"{whole}.{fraction}" if fraction else whole), len(fraction)


def _before(words: str, text: str) -> tuple[str, int, str]:
    """Hedging words, the sign of the direction, and a unit that stands before the number."""
    sign, unit = 1, ""
    for name, mark in (("USD", "US$"), ("USD", "USD"), ("VND", "VND"), ("EUR", "€"), ("USD", "$")):
        if words.upper().endswith(mark.upper()):
            words, unit = words[: -len(mark)].rstrip(), name
            break
    lowered = words.lower()
    for direction, verbs in ((1, _UP), (-1, _DOWN)):
        for verb in verbs:
            if re.search(rf"(?<!\w){re.escape(verb)}(?!\w)", lowered):
                sign = direction
                start = lowered.index(verb)
                words = " ".join((words[:start] + words[start + len(verb) :]).split())
                lowered = words.lower()
                break
    known = ("", "đạt", "ước đạt", "là", "an", "a", "of", "by")
    if lowered not in known and not is_estimate(lowered) and hedge_class(lowered) == "plain":
        raise ArgumentValueError(
            f"`text` of parse must be a hedge, a number and a unit; got {words!r} in {text!r}"
        )
    return ("" if lowered in ("đạt", "là", "an", "a", "of", "by") else words), sign, unit


def _after(words: str, text: str) -> tuple[Decimal, str]:
    """The scale and the unit that follow a number."""
    scale = Decimal(1)
    lowered = words.lower()
    for each in SCALES:
        for word in (each.words.vi, each.words.en, *each.also):
            if (
                lowered == word
                or lowered.startswith((word + " ", word + "."))
                or (word.endswith(".") and lowered.startswith(word))
            ):
                scale = Decimal(10) ** each.power
                words = words[len(word) :].lstrip(" .")
                lowered = words.lower()
                break
        if scale != 1:
            break
    if not words:
        return scale, "count"
    for unit in UNITS.values():
        names = (unit.words.vi, unit.words.en, *unit.also)
        if any(name and lowered == name.lower() for name in names):
            return scale, unit.name
    raise ArgumentValueError(
        f"`text` of parse must end in a scale and a unit that are known; got {words!r} in {text!r}"
    )


def converted(
    quantity: Quantity, unit: Literal["percent", "times"], meaning: Literal["growth", "level"]
) -> Quantity:
    """Growth in percent as a multiple of the base, or the other way: never by itself.

    Parameters
    ----------
    quantity : Quantity
        In percent or times.
    unit : {"percent", "times"}
        To convert to.
    meaning : {"growth", "level"}
        What the percent are: growth of 19 % is 1.19 times the base; 119 % of the base is too.

    Raises
    ------
    ArgumentValueError
        Percentage points, which are a difference and no ratio, or any other unit.

    Examples
    --------
    >>> converted(parse("19%"), "times", "growth").number
    Decimal('1.19')
    >>> converted(parse("2,5 lần"), "percent", "growth").number
    Decimal('150.0')
    """
    if quantity.unit not in ("percent", "times") or unit not in ("percent", "times"):
        raise ArgumentValueError(
            f"units of converted must be percent and times; got {quantity.unit!r} and {unit!r}"
        )
    if quantity.unit == unit:
        return quantity
    one = canonical(quantity)
    assert one.number is not None
    base = Decimal(1 if meaning == "growth" else 0)
    if unit == "times":
        number, decimals = one.number.scaleb(-2) + base, one.decimals + 2
    else:
        number, decimals = (one.number - base) * 100, max(one.decimals - 2, 0)
    return replace(one, value=float(number), number=number, unit=unit, decimals=decimals)


def hedge_for(true: Decimal, printed: Decimal, lang: Language = "vi") -> str:
    """The hedging word that the true value asks for beside a printed number.

    Examples
    --------
    >>> from decimal import Decimal
    >>> hedge_for(Decimal("9.148"), Decimal("9.2")), hedge_for(Decimal("9.23"), Decimal("9.2"))
    ('gần', 'trên')
    >>> hedge_for(Decimal("9.2"), Decimal("9.2"))
    ''
    """
    if abs(true) == abs(printed):
        return ""
    return _HEDGES["over" if abs(true) > abs(printed) else "nearly"].get(lang)
