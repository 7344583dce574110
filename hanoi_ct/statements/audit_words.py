"""The findings of an audit in plain Vietnamese and English: formula, arithmetic, repair."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction

from hanoi_ct.quantities.comparing import Comparison
from hanoi_ct.quantities.hedges import hedge_class, is_estimate
from hanoi_ct.quantities.interval import End, Interval
from hanoi_ct.quantities.look import Place
from hanoi_ct.quantities.quantity import Quantity
from hanoi_ct.quantities.relations import RELATIONS
from hanoi_ct.quantities.repairs import Edit
from hanoi_ct.quantities.verdict import Finding
from hanoi_ct.statements.statement import Statement
from hanoi_ct.text import Language, Text

VERDICTS: Mapping[str, Text] = {
    "consistent": Text("khớp", "consistent"),
    "impossible": Text("không thể cùng đúng", "impossible"),
    "undecidable": Text("chưa kết luận được", "undecidable"),
}
READINGS: Mapping[str, Text] = {
    "tight": Text("nghĩa hẹp", "tight reading"),
    "loose": Text("nghĩa rộng", "loose reading"),
}
_LACKS: Mapping[str, Text] = {
    "": Text("", ""),
    "open_list": Text(
        "Danh sách các phần không được nói là đầy đủ nên chưa thể kết luận.",
        "The list of parts is not said to be complete, so nothing follows.",
    ),
    "alternative": Text(
        "Một số có thể đọc theo cách khác, và đọc như thế thì khớp.",
        "One number can be read in another way, and read so the relation holds.",
    ),
    "loose_only": Text(
        "Chỉ khớp theo nghĩa rộng: một số đã bị cắt bớt chứ không làm tròn.",
        "It holds under the loose reading alone: a number was cut, not rounded.",
    ),
    "unbounded": Text(
        "Con số không giới hạn được đủ để kết luận.", "The numbers bound too little to decide."
    ),
    "another_subject": Text(
        "Các số cách nhau quá xa để nói về cùng một đối tượng: cần xem lại chúng nói về cái gì.",
        "The numbers lie too far apart to be about one thing: see what each is about.",
    ),
    "hidden_total": Text(
        "Các tỷ trọng cho thấy các phần thuộc một tổng khác tổng đã in.",
        "The shares show that the parts belong to another total than the printed one.",
    ),
}
_SLIPS: Mapping[str, Text] = {
    "unit": Text("nhầm đơn vị nghìn, triệu, tỷ", "a slip between thousand, million and billion"),
    "sign": Text("nhầm tăng với giảm", "a rise taken for a fall"),
    "decimal_point": Text("sai vị trí dấu thập phân", "the decimal point misplaced"),
    "digits_swapped": Text("đảo hai chữ số", "two digits swapped"),
    "digit": Text("sai một chữ số", "one wrong digit"),
    "truncated": Text("cắt bớt thay vì làm tròn", "cut instead of rounded"),
    "scale": Text("nhầm bậc", "a wrong scale"),
    "points": Text("in % thay cho điểm phần trăm", "percent printed for percentage points"),
    "wrong_period": Text(
        "số của kỳ khác trong văn bản", "the number of another period of the text"
    ),
    "forced": Text("ép cho tổng các tỷ trọng bằng 100", "forced so that the shares add up to 100"),
    "other": Text("", ""),
}

# Kinds whose sides are fractions of growth, and those whose sides are percent or bare numbers.
_RATES = (
    "weighted_growth",
    "minmax",
    "growth",
    "pair_growth",
    "compound_growth",
    "mean_growth",
    "price_growth",
    "balance_growth",
)
_PERCENTS = ("share", "pair_share", "share_sum", "plan")
_BARE = ("weight_sum", "rate_ratio", "fx_known", "fx_pairs", "count_list")
_SCALES = (
    (10**12, Text("nghìn tỷ", "trillion")),
    (10**9, Text("tỷ", "billion")),
    (10**6, Text("triệu", "million")),
)
_UNITS: Mapping[str, Text] = {
    "percent": Text("%", "%"),
    "percentage_points": Text("điểm phần trăm", "percentage points"),
    "times": Text("lần", "times"),
    "VND": Text("đồng", "VND"),
    "tonne": Text("tấn", "tonnes"),
    "m3": Text("m³", "m³"),
    "litre": Text("lít", "litres"),
    "quintals_per_ha": Text("tạ/ha", "quintals/ha"),
    "VND_per_USD": Text("đồng/USD", "VND/USD"),
    "USD_per_tonne": Text("USD/tấn", "USD a tonne"),
    "USD_per_barrel": Text("USD/thùng", "USD a barrel"),
    "VND_per_kg": Text("đồng/kg", "VND/kg"),
    "VND_per_litre": Text("đồng/lít", "VND/litre"),
    "VND_per_kWh": Text("đồng/kWh", "VND/kWh"),
    "count": Text("", ""),
    "": Text("", ""),
}
_HEDGES: Mapping[str, Text] = {
    "at_least": Text("ít nhất", "at least"),
    "at_most": Text("dưới", "less than"),
    "over": Text("trên", "over"),
    "nearly": Text("gần", "nearly"),
    "about": Text("khoảng", "about"),
    "plain": Text("", ""),
}
_ESTIMATE = Text("ước", "an estimated")
_CHANGES = ("growth", "difference")
_RISE, _FALL = Text("tăng", "a rise of"), Text("giảm", "a fall of")
_NOTES: Mapping[str, Text] = {
    "the text is typed for a TCVN3 (ABC) font; it was read as such": Text(
        "văn bản gõ bằng phông TCVN3 (ABC) và đã được đọc như vậy",
        "the text is typed for a TCVN3 (ABC) font; it was read as such",
    ),
    "letters stand decomposed (NFD); they were read composed": Text(
        "chữ có dấu viết rời (NFD); đã đọc như chữ dựng sẵn",
        "letters stand decomposed (NFD); they were read composed",
    ),
}
_DIGITS, _FEWEST_DIGITS = 6, 4
_MINUS = "\N{MINUS SIGN}"


def note_text(note: str, language: Language) -> str:
    """A note on the reading of a whole text, in a language."""
    return _NOTES[note].get(language) if note in _NOTES else note


def unit_text(unit: str, language: Language) -> str:
    """A unit as it follows a number."""
    return _UNITS.get(unit, Text(unit, unit)).get(language)


def _after(unit: str, language: Language) -> str:
    """A unit with the space before it, where it has one."""
    name = unit_text(unit, language)
    return name if name == "%" else f" {name}" if name else ""


def _written(number: Decimal, language: Language) -> str:
    text = f"{abs(number):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if language == "vi":
        text = text.translate({ord(","): ".", ord("."): ","})
    return _MINUS + text if number < 0 else text


def _rounded(end: Fraction, digits: int, *, down: bool) -> Decimal:
    """To a few digits, outwards, and no less than whole units; a short number stays as it is."""
    whole = len(str(abs(int(end))))
    short = Context(prec=max(_DIGITS, whole)).divide(
        Decimal(end.numerator), Decimal(end.denominator)
    )
    if Fraction(short) == end:
        return short
    context = Context(prec=max(digits, whole), rounding=ROUND_FLOOR if down else ROUND_CEILING)
    return context.divide(Decimal(end.numerator), Decimal(end.denominator))


def span_text(span: Interval, unit: str, language: Language, digits: int = _DIGITS) -> str:
    """An interval in words: "12,4 đến 12,6 tỷ USD", "ít nhất 5%".

    Examples
    --------
    >>> span_text(Interval.of("12400000000", "12600000000"), "USD", "vi")
    '12,4–12,6 tỷ USD'
    >>> span_text(Interval.of("7.35", "7.45"), "percent", "en")
    '7.35–7.45%'
    """
    if not isinstance(span.low, Fraction) and not isinstance(span.high, Fraction):
        return "mọi giá trị" if language == "vi" else "any value"
    size = max(abs(end) for end in (span.low, span.high) if isinstance(end, Fraction))
    factor, word = 1, ""
    if unit not in ("percent", "percentage_points", "times", "count", ""):
        for power, name in _SCALES:
            if size >= power:
                factor, word = power, name.get(language)
                break
    tail = (f" {word}" if word else "") + _after(unit, language)

    def end_text(end: End, *, down: bool) -> str:
        assert isinstance(end, Fraction)
        return _written(_rounded(end / factor, digits, down=down), language)

    if not isinstance(span.low, Fraction):
        return ("nhiều nhất " if language == "vi" else "at most ") + (
            end_text(span.high, down=False) + tail
        )
    if not isinstance(span.high, Fraction):
        return ("ít nhất " if language == "vi" else "at least ") + (
            end_text(span.low, down=True) + tail
        )
    if span.low == span.high:
        return end_text(span.low, down=True) + tail
    low, high = end_text(span.low, down=True), end_text(span.high, down=False)
    dash = " đến " if language == "vi" else " to "
    return low + ("–" if span.low >= 0 else dash) + high + tail


def _side_unit(finding: Finding) -> str:
    if finding.kind in _RATES or finding.kind in _PERCENTS:
        return "percent"
    if finding.kind in _BARE:
        return ""
    first = RELATIONS[finding.kind].result.vi.strip("<>").split(".")[0].split(">")[0]
    held = finding.roles.get(first) or next(iter(finding.roles.values()))
    if finding.kind == "contribution_sum":
        return "percentage_points"
    return held[0].unit


def side_text(finding: Finding, side: Interval, language: Language, digits: int = _DIGITS) -> str:
    """One side of a comparison, in the unit that a reader expects."""
    if finding.kind in _RATES:
        side = side.scaled(100)
    return span_text(side, _side_unit(finding), language, digits)


def _digits(comparison: Comparison) -> int:
    """The fewest digits with which both sides, rounded outwards, still tell what they tell."""
    ends = [
        end
        for side in (comparison.left, comparison.right)
        for end in (side.low, side.high)
        if isinstance(end, Fraction)
    ]
    for digits in range(_FEWEST_DIGITS, _DIGITS):
        near = {
            end: (_rounded(end, digits, down=True), _rounded(end, digits, down=False))
            for end in ends
        }
        # Between any two ends that differ a reader must see which is the greater.
        ordered = sorted(near)
        if all(near[a][1] < near[b][0] for a, b in itertools.pairwise(ordered)):
            return digits
    return _DIGITS


def quantity_text(
    quantity: Quantity, statements: Mapping[str, Statement], language: Language
) -> str:
    """A number as the text prints it, or in words of the language where that is another one."""
    of_the_text = quantity.name in statements
    if of_the_text and getattr(statements, "language", language) == language:
        return " ".join(statements[quantity.name].text.split())
    words = hedge_text(quantity.hedge, language)
    change = of_the_text and quantity.type in _CHANGES
    if not change or quantity.number is None or not quantity.number:
        return f"{words} {number_text(quantity, language)}".strip()
    size = replace(quantity, number=abs(quantity.number))
    lead = _RISE if quantity.number > 0 else _FALL
    between = f" {words} " if words else " "
    return f"{lead.get(language)}{between}{number_text(size, language)}"


def hedge_text(hedge: str | None, language: Language) -> str:
    """The words before a number, in a language: gần, nearly.

    Examples
    --------
    >>> hedge_text("ước gần", "en"), hedge_text("ước", "en"), hedge_text("more than", "vi")
    ('nearly', 'an estimated', 'trên')
    """
    words = _HEDGES[hedge_class(hedge)].get(language)
    return words or (_ESTIMATE.get(language) if is_estimate(hedge) else "")


def number_text(quantity: Quantity, language: Language) -> str:
    """A printed number with its sign, scale and unit, without the words before it."""
    number = quantity.number if quantity.number is not None else quantity.exact
    text = _printed(number, quantity.decimals, language)
    if quantity.number_high is not None:
        text += f"–{_printed(quantity.number_high, quantity.decimals, language)}"
    scale = next((name for power, name in _SCALES if quantity.scale == power), None)
    if scale is None and quantity.scale != 1:
        return span_text(Interval.of(quantity.exact), quantity.unit, language)
    return text + (f" {scale.get(language)}" if scale else "") + _after(quantity.unit, language)


def formula_text(finding: Finding, language: Language) -> str:
    """The relation with the printed numbers in the place of its roles."""
    relation = RELATIONS[finding.kind]
    roles = {
        role: [_in_formula(quantity, finding.kind) for quantity in held]
        for role, held in finding.roles.items()
    }
    must = "=" if finding.tight.must == "=" else "≤"
    left = relation.worded(relation.result, roles).get(language)
    right = relation.worded(relation.formula, roles).get(language)
    if finding.kind == "weighted_growth" and len(roles["levels"]) <= _WRITTEN_OUT:
        right = _weighted(roles, language)
    # A negative number in a sum is subtracted; one taken away is added.
    return f"{left} {must} {right}".replace("+ −", "− ").replace("− −", "+ ")


def _in_formula(quantity: Quantity, kind: str) -> Text:
    """A number as a formula needs it: an index of 113,0 among rates is growth of 13,0%."""
    if kind in _RATES and quantity.type == "ratio" and quantity.unit == "percent":
        quantity = replace(quantity, number=quantity.exact - 100)
    return Text(number_text(quantity, "vi"), number_text(quantity, "en"))


_WRITTEN_OUT = 4  # parts of a total whose bases a formula names one by one


def _weighted(roles: Mapping[str, list[Text]], language: Language) -> str:
    """The levels over their bases: (7,1 + 5,4) / (7,1 / (1 + 3,8%) + 5,4 / (1 − 7,1%)) − 1."""
    levels, growths = ([text.get(language) for text in roles[r]] for r in ("levels", "growths"))
    bases = (f"{level} / (1 + {growth})" for level, growth in zip(levels, growths, strict=True))
    return f"({' + '.join(levels)}) / ({' + '.join(bases)}) − 1"


def comparison_text(
    finding: Finding, reading: str, comparison: Comparison, language: Language
) -> str:
    """One reading in words: both intervals, and whether they meet."""
    digits = _digits(comparison)
    left = side_text(finding, comparison.left, language, digits)
    right = side_text(finding, comparison.right, language, digits)
    word = READINGS[reading].get(language)
    if comparison.must == "<=":
        result = {
            ("vi", True): "không vượt quá",
            ("vi", False): "vượt quá",
            ("en", True): "does not exceed",
            ("en", False): "exceeds",
        }[language, comparison.holds]
    else:
        result = {
            ("vi", True): "khớp với",
            ("vi", False): "không khớp với",
            ("en", True): "meets",
            ("en", False): "does not meet",
        }[language, comparison.holds]
    return f"{word}: {left} {result} {right}"


def arithmetic(finding: Finding, statements: Mapping[str, Statement], language: Language) -> str:
    """The whole arithmetic of a finding: formula, then both readings."""
    return "; ".join(
        (
            formula_text(finding, language),
            comparison_text(finding, "tight", finding.tight, language),
            comparison_text(finding, "loose", finding.loose, language),
        )
    )


def edit_text(
    finding: Finding, edit: Edit, statements: Mapping[str, Statement], language: Language
) -> str:
    """A repair in words: "sửa 18,1% → 15,4%"."""
    quantity = _at(finding, edit.place)
    old = quantity_text(quantity, statements, language)
    changed = replace(
        quantity, number=edit.number, scale=quantity.scale * _decimal(edit.factor), hedge=""
    )
    if edit.slip == "wrong_period" and edit.number == quantity.number and edit.factor == 1:
        said = Text("khớp với các số của kỳ khác", "agrees with the numbers of another period")
        return f"“{old}” {said.get(language)}"
    if edit.slip == "points":
        changed = replace(changed, unit="percentage_points")
    new = number_text(changed, language)
    verb = "sửa" if language == "vi" else "change"
    slip = _SLIPS[edit.slip].get(language)
    return f"{verb} “{old}” → {new}" + (f" ({slip})" if slip else "")


def _printed(number: Decimal, decimals: int, language: Language) -> str:
    text = f"{abs(number):,.{max(decimals, 0)}f}"
    if language == "vi":
        text = text.translate({ord(","): ".", ord("."): ","})
    return _MINUS + text if number < 0 else text


def gap_text(finding: Finding, language: Language) -> str:
    """How far the two sides lie apart: "lệch 0,148 tỷ USD"."""
    if not finding.gap:
        return ""
    unit = _side_unit(finding)
    size = finding.gap * 100 if finding.kind in _RATES else finding.gap
    digits = Context(prec=3, rounding=ROUND_FLOOR)
    short = digits.divide(Decimal(size.numerator), Decimal(size.denominator))
    distance = span_text(
        Interval.of(short), "percentage_points" if unit == "percent" else unit, language
    )
    return f"lệch ít nhất {distance}" if language == "vi" else f"at least {distance} apart"


def _decimal(factor: Fraction) -> Decimal:
    return Decimal(factor.numerator) / Decimal(factor.denominator)


def corner_text(finding: Finding, statements: Mapping[str, Statement], language: Language) -> str:
    """What is left where only a corner is: "chỉ khi xuất khẩu 9,100–9,112 tỷ USD và ..."."""
    if not finding.corner:
        return ""
    each = [
        f"“{quantity_text(_at(finding, place), statements, language)}” "
        + ("là " if language == "vi" else "is ")
        + span_text(part, _at(finding, place).unit, language)
        for place, part in finding.corner.items()
    ]
    both = " và " if language == "vi" else " and "
    lead = "chỉ khớp khi " if language == "vi" else "only if "
    return lead + both.join(each)


def _at(finding: Finding, place: Place) -> Quantity:
    return finding.roles[place[0]][place[1]]


def remark(finding: Finding, statements: Mapping[str, Statement], language: Language) -> str:
    """What a reader should know beside the verdict: gap, corner, lack, the digit that decides."""
    parts = [
        gap_text(finding, language) if finding.verdict == "impossible" else "",
        corner_text(finding, statements, language),
        _LACKS[finding.lack].get(language),
    ]
    if finding.decisive:
        number = quantity_text(_at(finding, finding.decisive), statements, language)
        parts.append(
            f"Thêm một chữ số ở “{number}” sẽ cho biết."
            if language == "vi"
            else f"One more digit of “{number}” would tell."
        )
    return " ".join(_sentence(part) for part in parts if part)


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:] + ("" if words.endswith(".") else ".")


def suggestion(
    finding: Finding, statements: Mapping[str, Statement], language: Language
) -> tuple[str, ...]:
    """The repairs worth telling: the best three, ties among them."""
    return tuple(edit_text(finding, edit, statements, language) for edit in finding.edits[:3])
