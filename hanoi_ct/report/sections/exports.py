"""Section 3: exports, the base they imply, and what "more than twice" can mean."""

from __future__ import annotations

from dataclasses import replace

from hanoi_ct.indicators.exports import Exports
from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.quantities.arithmetic import in_unit
from hanoi_ct.quantities.comparing import Comparison
from hanoi_ct.quantities.printed import Reading
from hanoi_ct.quantities.quantity import Quantity, ends
from hanoi_ct.quantities.units import shift_point
from hanoi_ct.quantities.verdict import Finding
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.cells import left_out, of_plan, than
from hanoi_ct.report.document import (
    Block,
    Column,
    FigureCell,
    Paragraph,
    ReadingResult,
    Row,
    Section,
    Table,
    VerdictBlock,
)
from hanoi_ct.report.later import later_rates
from hanoi_ct.report.sections.verdicts import Roles, finding_of, times
from hanoi_ct.statements.wording import period_text
from hanoi_ct.text import Text

_BASE_OF = {"level": "exports.value:plain", "growth": "exports.growth"}
_TITLE = Text("Xuất khẩu", "Exports")
_GROWTH_LABEL = Text("Tốc độ tăng xuất khẩu, <when>", "Growth of exports, <when>")
_LATER = Text(
    "Xuất khẩu các kỳ sau, so với cùng kỳ năm trước",
    "Exports of later periods, year on year",
)
# A rate is called "more than twice" another from this multiple on.
_TWICE = 2.0
_MEANINGS = {
    "consistent": Text("đúng", "true"),
    "impossible": Text("không đúng", "not true"),
    "undecidable": Text("chưa đủ căn cứ", "undecided"),
}


def section(tables: Tables, exports: Exports, book: FigureBook, *, claimed: bool) -> Section:
    """Export value, growth, implied base and increase, checks, and later figures.

    ``claimed`` tells that a document says "more than twice", which only then is taken apart.
    """
    now, before = period_text(*tables.year_to_date), period_text(*tables.year_before)
    add_figures(exports, book, now, before)
    blocks: list[Block] = [_lead(exports, book, now, before)]
    if exports.base_known:
        blocks.append(_against_last_year(before))
    elif exports.implied_base:
        blocks.append(_implied(exports, book))
    if exports.implied_base and book.has("exports.value.before"):
        blocks.append(_base_verdict(exports, book, before))
    if claimed and exports.rate_ratio and (exports.rate_ratio.value or 0.0) >= _TWICE:
        blocks.extend(_twice(exports, book))
    blocks.extend(left_out(exports.left_out))
    blocks.extend(later_rates("exports.growth", _LATER, _GROWTH_LABEL, exports.later, book))
    return Section(3, "exports", _TITLE, tuple(blocks))


def add_figures(exports: Exports, book: FigureBook, now: Text, before: Text) -> None:
    """Keep the figures that this and later sections speak of."""
    turnover = Text("Kim ngạch xuất khẩu, <when>", "Export value, <when>")
    book.add("exports.value", turnover.fill(when=now), _in_few_digits(exports.value))
    levels = {"level": "exports.value:plain", "base": "exports.value.before:plain"}
    computed = exports.growth is not None and exports.growth.kind == "computed"
    book.add(
        "exports.growth",
        _GROWTH_LABEL.fill(when=now),
        exports.growth,
        of=levels if computed else None,
    )
    book.add("exports.value.before", turnover.fill(when=before), exports.value_before)
    book.add("exports.growth.before", _GROWTH_LABEL.fill(when=before), exports.growth_before)
    book.add(
        "exports.base",
        Text("Kim ngạch cùng kỳ suy ra", "Implied export value a year before"),
        exports.implied_base,
        of=_BASE_OF,
    )
    _add_increase(exports, book)
    book.add(
        "exports.growth.of_levels",
        Text("Tốc độ tăng tính từ hai giá trị", "Growth that the two levels give"),
        exports.growth_of_levels,
        of=levels,
    )
    book.add(
        "exports.difference",
        Text("Chênh lệch tốc độ so với cùng kỳ", "Difference from the rate a year before"),
        exports.difference,
        of={"current": "exports.growth", "base": "exports.growth.before"},
    )
    book.add(
        "exports.rate_ratio",
        Text("Tốc độ năm nay so với tốc độ cùng kỳ", "This year's rate over last year's"),
        exports.rate_ratio,
        of={"rates": ["exports.growth", "exports.growth.before"]},
    )
    book.add(
        "exports.multiple",
        Text("Kim ngạch năm nay so với cùng kỳ", "This year's export value over last year's"),
        exports.multiple,
        of={"growth": "exports.growth"},
    )


def _in_few_digits(value: Quantity | None) -> Quantity | None:
    """In billions as prose has it, unless that needs more decimals than a reader keeps."""
    if value is None:
        return None
    billions = in_unit(value, "billion_usd", -3)
    return billions if billions.decimals <= _MOST_DECIMALS else value


_MOST_DECIMALS = 3


def _add_increase(exports: Exports, book: FigureBook) -> None:
    """The increase: between two levels of the office, or implied by level and growth."""
    if exports.base_known:
        book.add(
            "exports.increase",
            Text("Mức tăng kim ngạch so với cùng kỳ", "Increase of exports year on year"),
            exports.increase,
            of={"current": "exports.value:plain", "base": "exports.value.before:plain"},
        )
        return
    book.add(
        "exports.increase",
        Text("Mức tăng kim ngạch suy ra", "Implied increase of exports"),
        exports.increase,
        of=_BASE_OF,
    )


def _against_last_year(before: Text) -> Paragraph:
    words = Text(
        "Kim ngạch <before> là {exports.value.before:plain}; năm nay {exports.increase:change}.",
        "Exports for <before> were {exports.value.before:plain}; this year they are "
        "{exports.increase:change}.",
    )
    return Paragraph(words.fill(before=before))


def _lead(exports: Exports, book: FigureBook, now: Text, before: Text) -> Paragraph:
    if exports.value is None and exports.growth is None:
        return Paragraph(
            Text(
                "Chưa tìm thấy trong bộ số liệu kim ngạch xuất khẩu của Hà Nội cho <now>.",
                "The data do not hold Hanoi's exports for <now>.",
            ).fill(now=now),
            "absent",
        )
    if exports.value and exports.growth:
        words = Text(
            "Kim ngạch xuất khẩu <now> đạt {exports.value}, {exports.growth:change} so với "
            "cùng kỳ năm trước",
            "Exports for <now> were {exports.value}, {exports.growth:change} on the same months "
            "of the year before",
        )
    elif exports.value:
        words = Text(
            "Kim ngạch xuất khẩu <now> đạt {exports.value}; chưa có tốc độ tăng dùng được",
            "Exports for <now> were {exports.value}; no usable rate of growth is published",
        )
    else:
        words = Text(
            "Kim ngạch xuất khẩu <now> {exports.growth:change} so với cùng kỳ năm trước; giá trị "
            "chưa tìm thấy trong bộ số liệu",
            "Exports for <now> were {exports.growth:change} on the same months of the year "
            "before; their value was not found in the data",
        )
    end = Text(".", ".")
    if exports.difference:
        end = Text(
            "; tốc độ này {exports.difference:comparison} <than> <before> "
            "({exports.growth.before:change}).",
            "; the rate is {exports.difference:comparison} <than> for <before> "
            "({exports.growth.before:change}).",
        ).fill(than=than(exports.difference))
    plan = of_plan("exports", book)
    return Paragraph(
        Text(words.vi + plan.vi + end.vi, words.en + plan.en + end.en).fill(now=now, before=before),
        "lead",
    )


def _implied(exports: Exports, book: FigureBook) -> Paragraph:
    words = Text(
        "Từ hai số liệu này suy ra kim ngạch cùng kỳ năm trước trong khoảng "
        "{exports.base:interval}. Chênh lệch tuyệt đối: {exports.increase:span}.<loosely>",
        "These two figures imply exports of {exports.base:interval} a year before. The absolute "
        "difference: {exports.increase:span}.<loosely>",
    )
    loosely = Text("", "")
    tight, loose = exports.implied_base, exports.implied_base_loose
    if tight and loose and ends(tight) != ends(loose) and not book.has("exports.value.before"):
        book.add(
            "exports.base.loose",
            Text(
                "Kim ngạch cùng kỳ suy ra, hiểu theo nghĩa rộng",
                "Implied export value, loose reading",
            ),
            exports.implied_base_loose,
            of=_BASE_OF,
        )
        loosely = Text(
            " Hiểu rộng (kim ngạch chỉ chính xác đến chữ số cuối khác không) thì kim ngạch cùng kỳ "
            "trong khoảng {exports.base.loose:interval}.",
            " Read loosely (the export value is known to its last digit that is not zero), the "
            "base is "
            "{exports.base.loose:interval}.",
        )
    return Paragraph(words.fill(loosely=loosely))


def _base_verdict(exports: Exports, book: FigureBook, before: Text) -> VerdictBlock:
    """The audit's verdict on level, growth and the published level a year before."""
    roles = {
        "base": ["exports.value.before"],
        "level": ["exports.value"],
        "growth": ["exports.growth"],
    }
    finding = finding_of("base", roles, book)
    results = []
    readings: tuple[tuple[Reading, Comparison], ...] = (
        ("tight", finding.tight),
        ("loose", finding.loose),
    )
    assert exports.implied_base
    for reading, comparison in readings:
        low, high = (
            shift_point(float(end), -_MILLION)
            for end in (comparison.right.low, comparison.right.high)
        )
        implied = replace(exports.implied_base, low=low, high=high)
        implied_key, gap_key = f"exports.base.{reading}", f"exports.base.gap.{reading}"
        book.add(
            implied_key,
            Text("Kim ngạch cùng kỳ suy ra", "Implied export value a year before"),
            implied,
            of=_BASE_OF,
        )
        known = book.add(
            gap_key,
            Text("Khoảng cách đến số đã công bố", "Distance to the published figure"),
            _gap(comparison, exports),
            Text(
                "từ khoảng của {exports.value.before} đến đầu gần nhất của {<key>:interval}",
                "from the interval of {exports.value.before} to the nearer end of {<key>:interval}",
            ).fill(key=Text(implied_key, implied_key)),
        )
        results.append(
            ReadingResult(
                reading,
                "exports.value.before",
                implied_key,
                gap_key if known else None,
                "consistent" if comparison.holds else "impossible",
            )
        )
    _add_corner(finding, exports, book)
    return VerdictBlock(
        "exports.base",
        Text(
            "Kim ngạch, tốc độ tăng và số {exports.value.before:plain} đã công bố cho <before> "
            "khớp với nhau",
            "The base of <before>, published as {exports.value.before:plain}, agrees with value "
            "and growth",
        ).fill(before=before),
        tuple(results),
        finding.verdict,
        _base_explanation(finding, results),
        _base_suggestion(finding),
    )


def _gap(comparison: Comparison, exports: Exports) -> Quantity | None:
    """How far the two sides lie apart, in million USD; None where they meet."""
    before = exports.value_before
    assert before
    if comparison.holds:
        return None
    apart = comparison.left.gap(comparison.right)
    size = shift_point(float(apart), -_MILLION)
    return Quantity(
        size,
        "million_usd",
        0,
        "computed",
        low=size,
        high=size,
        sources=before.sources,
        period_start=before.period_start,
        period_end=before.period_end,
    )


_MILLION = 6  # the power of ten of the unit of exports
_BILLION = 9


def _add_corner(finding: Finding, exports: Exports, book: FigureBook) -> None:
    """What is left of level and growth where only a corner of them agrees with the base."""
    labels = {
        "level": Text("Kim ngạch, phần khớp với số cùng kỳ", "Export value that fits the base"),
        "growth": Text("Tốc độ tăng, phần khớp với số cùng kỳ", "Growth that fits the base"),
    }
    shapes = {"level": ("billion_usd", 3, _BILLION), "growth": ("percent", 2, 0)}
    whole = {"level": exports.value, "growth": exports.growth}
    for (role, _), span in finding.corner.items():
        held = whole.get(role)
        if role not in labels or held is None:
            continue
        unit, decimals, power = shapes[role]
        low, high = (shift_point(float(end), -power) for end in (span.low, span.high))
        quantity = replace(
            held, value=None, low=low, high=high, unit=unit, decimals=decimals, kind="computed",
            others=(),
        )  # fmt: skip
        formula = Text(
            "phần còn lại để {exports.value.before} = {exports.value} / (1 + {exports.growth})",
            "what is left for {exports.value.before} = {exports.value} / (1 + {exports.growth})",
        )
        book.add(f"exports.corner.{role}", labels[role], quantity, formula)


def _base_explanation(finding: Finding, results: list[ReadingResult]) -> Text:
    if finding.verdict == "consistent" and finding.corner:
        return Text(
            "Chỉ khớp trong trường hợp hẹp: kim ngạch {exports.corner.level:interval} và mức tăng "
            "{exports.corner.growth:interval}. Chia thẳng hai giá trị thì mức tăng là "
            "{exports.growth.of_levels}, không phải {exports.growth}. Có thể số cùng kỳ đã được "
            "điều chỉnh, hoặc kim ngạch làm tròn quá rộng.",
            "They agree only narrowly: for exports of {exports.corner.level:interval} and growth "
            "of {exports.corner.growth:interval}. The two levels as printed give growth of "
            "{exports.growth.of_levels}, not {exports.growth}. The base may have been revised, or "
            "the export value rounded generously.",
        )
    if finding.verdict == "consistent":
        return Text(
            "Số công bố nằm trong khoảng suy ra ở cả hai cách hiểu; chia thẳng hai giá trị thì mức "
            "tăng là {exports.growth.of_levels}, báo cáo ghi {exports.growth}.",
            "The published figure lies in the implied interval under both readings; the two levels "
            "give growth of {exports.growth.of_levels}, the report prints {exports.growth}.",
        )
    gap = next(result.gap for result in results if result.gap)
    if finding.verdict == "impossible":
        return Text(
            f"Dù hiểu cách nào, số công bố vẫn cách khoảng suy ra ({{{gap}}} ở cách hiểu theo "
            "nghĩa hẹp).",
            f"No reading brings the two together ({{{gap}}} apart under the tight one).",
        )
    return Text(
        f"Hiểu theo nghĩa hẹp thì không thể: hai số cách nhau {{{gap}}}; chia thẳng hai giá trị "
        f"thì mức tăng là {{exports.growth.of_levels}}, không phải {{exports.growth}}. Hiểu theo "
        "nghĩa rộng thì vẫn có thể. Hoặc số cùng kỳ đã được điều chỉnh, hoặc số trong báo cáo làm "
        "tròn quá rộng.",
        f"Under the tight reading this is impossible: the two are {{{gap}}} apart, and the two "
        f"levels give growth of {{exports.growth.of_levels}}, not {{exports.growth}}. Under "
        "the loose one it is possible. Either the base was revised or the export value was rounded "
        "generously.",
    )


def _base_suggestion(finding: Finding) -> Text | None:
    if finding.verdict == "consistent" and not finding.corner:
        return None
    return Text(
        "Công bố kim ngạch đến triệu USD, kèm số cùng kỳ đã dùng để tính tốc độ.",
        "State the export value to the million USD, with the base used for the rate.",
    )


def _twice(exports: Exports, book: FigureBook) -> list[Block]:
    """Each meaning of "more than twice", judged like any statement of a text."""
    rates: Roles = {"rates": ["exports.growth", "exports.growth.before"]}
    levels: Roles = {"numerator": ["exports.value"], "denominator": ["exports.value.before"]}
    meanings: list[tuple[Text, str, tuple[str, Roles]]] = [
        (
            Text(
                "Tốc độ tăng gấp hơn hai lần tốc độ cùng kỳ",
                "The rate is more than twice last year's",
            ),
            "exports.rate_ratio",
            ("rate_ratio", {**rates, "ratio": [times(2)]}),
        ),
        (
            Text(
                "Nghĩa đen “cao hơn hai lần”: tốc độ gấp ba lần cùng kỳ",
                "Literally “two times more”: three times last year's rate",
            ),
            "exports.rate_ratio",
            ("rate_ratio", {**rates, "ratio": [times(3)]}),
        ),
    ]
    if exports.multiple and exports.value and exports.value_before:
        meanings.append(
            (
                Text(
                    "Kim ngạch gấp hơn hai lần cùng kỳ",
                    "Export value is more than twice last year's",
                ),
                "exports.multiple",
                ("ratio", {**levels, "ratio": [times(2)]}),
            )
        )
    rows = []
    for place, (words, key, (kind, roles)) in enumerate(meanings):
        verdict = finding_of(kind, roles, book).verdict
        rows.append(Row((words, FigureCell(key), _MEANINGS[verdict]), emphasis=place == 0))
    return [
        Table(
            "exports.twice",
            Text("“Hơn hai lần” có thể hiểu thế nào", "What “more than twice” can mean"),
            (
                Column(Text("Cách hiểu", "Reading"), numeric=False),
                Column(Text("Thực tế", "In fact")),
                Column(Text("Kết luận", "Verdict"), numeric=False),
            ),
            tuple(rows),
        ),
        Paragraph(
            Text(
                "Nên viết: “cao hơn {exports.difference}, bằng {exports.rate_ratio} tốc độ cùng "
                "kỳ”. Đó là tốc độ tăng, không phải kim ngạch.",
                "Better: “{exports.difference} higher, {exports.rate_ratio} last year's rate”. "
                "It is the rate that doubled, not the export value.",
            ),
            "caveat",
        ),
    ]
