"""Section 9: the year's targets and what the rest of the year needs."""

from __future__ import annotations

from hanoi_ct._inputs.months import months_after, year
from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.indicators.targets import Target
from hanoi_ct.quantities.quantity import Quantity, ends
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.document import Bar, Block, Paragraph, Section, TargetChart
from hanoi_ct.report.later import later_rates
from hanoi_ct.statements.formatting import figure_text
from hanoi_ct.statements.wording import month_text, period_text, same
from hanoi_ct.text import Text

_TITLE = Text("Chỉ tiêu năm", "Targets for the year")
_VALUE_ADDED_LABEL = Text(
    "Giá trị tăng thêm công nghiệp – xây dựng, <when>",
    "Value added of industry and construction, <when>",
)
_LATER = Text(
    "Giá trị tăng thêm công nghiệp – xây dựng các kỳ sau",
    "Value added of industry and construction in later periods",
)


def section(
    tables: Tables, exports: Target, value_added: Target, later: list[Quantity], book: FigureBook
) -> Section:
    """Exports and value added against the plan."""
    number = same(str(year(tables.period)))
    blocks: list[Block] = [
        *_exports(tables, exports, book, number),
        *_value_added(value_added, book, number),
        *later_rates("value_added.growth", _LATER, _VALUE_ADDED_LABEL, later, book),
    ]
    return Section(9, "targets", _TITLE, tuple(blocks))


def _add(prefix: str, name: Text, target: Target, book: FigureBook) -> None:
    for end, quantity in (("low", target.low), ("high", target.high)):
        bound = Text("mức thấp", "lower end") if end == "low" else Text("mức cao", "upper end")
        if target.low is target.high:
            bound = Text("một mức", "a single rate")
        label = Text("Chỉ tiêu <name>, <bound>", "Target for <name>, <bound>")
        book.add(f"{prefix}.target.{end}", label.fill(name=name, bound=bound), quantity)
    book.add(
        f"{prefix}.share",
        Text(
            "Tỷ trọng của những tháng đã qua trong cả năm trước, giả định",
            "Share of the months gone by in last year's total, assumed",
        ),
        target.share,
    )
    of = {
        "whole": Text("chỉ tiêu", "target"),
        "weight": Text("tỷ trọng", "share"),
        "part": Text("tốc độ đã đạt", "growth so far"),
    }
    inputs = (
        f"{prefix}.target.low",
        f"{prefix}.target.high",
        f"{prefix}.growth",
        f"{prefix}.share",
    )
    label = Text(
        "Tốc độ cần đạt trong phần còn lại của năm: <name>",
        "Needed in the rest of the year: <name>",
    )
    book.add(f"{prefix}.needed", label.fill(name=name), target.needed, of=of, inputs=inputs)
    if target.may_fall:
        book.add(
            f"{prefix}.may_fall",
            Text("Mức giảm vẫn đạt chỉ tiêu: <name>", "Fall that still meets it: <name>").fill(
                name=name
            ),
            target.may_fall,
            Text("mức cần đạt, đổi dấu", "the need with its sign turned"),
            inputs=(f"{prefix}.needed",),
        )
    rounded = Text(", kể cả sai số làm tròn", ", rounding included")
    book.add(
        f"{prefix}.needed.rounding",
        Text(label.vi + rounded.vi, label.en + rounded.en).fill(name=name),
        target.needed_all,
        of=of,
        inputs=inputs,
        note=Text(
            "tính cả sai số làm tròn của tốc độ đã công bố",
            "with the rounding of the published rate",
        ),
    )


def _plan_text(prefix: str, target: Target) -> Text:
    if target.low is target.high:
        return same(f"{{{prefix}.target.low}}")
    return Text(
        f"{{{prefix}.target.low}} đến {{{prefix}.target.high}}",
        f"{{{prefix}.target.low}} to {{{prefix}.target.high}}",
    )


def _exports(tables: Tables, target: Target, book: FigureBook, number: Text) -> list[Block]:
    _add("exports", Text("xuất khẩu", "exports"), target, book)
    if target.low is None or target.high is None:
        return [
            _no_plan(Text("tăng trưởng xuất khẩu", "growth of exports"), number),
        ]
    plan = _plan_text("exports", target)
    if target.growth is None:
        words = Text(
            "Chỉ tiêu tăng xuất khẩu năm <number> là <plan>; chưa tìm thấy tốc độ của kỳ này để "
            "so sánh.",
            "The target for exports in <number> is <plan>; no rate was found for this period "
            "to compare it with.",
        )
        return [Paragraph(words.fill(number=number, plan=plan))]
    if target.needed is None:
        words = Text(
            "Xuất khẩu cả năm {exports.growth:change}, chỉ tiêu là <plan>.",
            "Exports were {exports.growth:change} for the whole year; the target was <plan>.",
        )
        return [Paragraph(words.fill(plan=plan), "lead")]
    rest = _rest_of_year(tables.period)
    lead = Text(
        "Chỉ tiêu tăng xuất khẩu năm <number> là <plan>; đến hết <month> đã "
        "{exports.growth:change}. <Need>",
        "The target for exports in <number> is <plan>; to the end of <month> they were "
        "{exports.growth:change}. <Need>",
    ).fill(
        number=number,
        plan=plan,
        month=month_text(tables.period),
        Need=_need("exports", target, rest, Text("xuất khẩu", "exports")),
    )
    assumption = Text(
        "Cách tính giả định các tháng đã qua chiếm {exports.share:interval} kim ngạch cả năm "
        "trước; chưa tìm thấy tỷ lệ thực của Hà Nội.",
        "This assumes that the months gone by made up {exports.share:interval} of last year's "
        "exports; Hanoi's true share was not found.",
    )
    if target.needed_all and ends(target.needed_all)[0] >= 0.0 and _rounding_shows(book):
        rounding = Text(
            " Tính thêm sai số làm tròn của tốc độ đã đạt, kết quả là "
            "{exports.needed.rounding:interval}.",
            " With the rounding of the published rate the result is "
            "{exports.needed.rounding:interval}.",
        )
        assumption = Text(assumption.vi + rounding.vi, assumption.en + rounding.en)
    return [
        Paragraph(lead, "lead"),
        _chart(
            "exports",
            _stand("exports", target, Text("Xuất khẩu", "Exports")),
            target,
            period_text(*tables.year_to_date),
            rest,
        ),
        Paragraph(assumption, "caveat"),
    ]


def _rounding_shows(book: FigureBook) -> bool:
    """Whether the rounding of the rate changes the need as it is printed."""
    printed = {
        figure_text(book.figures[key], "vi", "interval")
        for key in ("exports.needed", "exports.needed.rounding")
    }
    return len(printed) > 1


def _need(prefix: str, target: Target, rest: Text, what: Text) -> Text:
    """What the rest of the year must do; never a fall by more than all, never a bare minus."""
    assert target.needed
    low, high = ends(target.needed)
    if high <= _ALL_OF_IT:
        words = Text(
            "Đã đạt đủ mức của cả năm, dù <rest> thế nào.",
            "The level of the whole year is reached already, whatever <rest> brings.",
        )
    elif high < 0.0:
        words = Text(
            f"Dù <what> <rest> giảm {{{prefix}.may_fall:interval}} so với cùng kỳ (tùy chỉ tiêu "
            "và giả định), cả năm vẫn đạt chỉ tiêu.",
            f"Even if <what> fell by {{{prefix}.may_fall:interval}} year on year in <rest> "
            "(depending on plan and assumption), the target would be met.",
        )
    elif low < 0.0:
        words = Text(
            f"Để đạt chỉ tiêu, <what> <rest> chỉ cần giảm nhẹ hoặc tăng nhẹ "
            f"({{{prefix}.needed:interval}}) so với cùng kỳ.",
            f"To meet the target, <what> must change by {{{prefix}.needed:interval}} year on year "
            "in <rest>.",
        )
    else:
        words = Text(
            f"Để đạt chỉ tiêu, <what> <rest> cần tăng {{{prefix}.needed:interval}} so với cùng kỳ.",
            f"To meet the target, <what> must grow by {{{prefix}.needed:interval}} year on year in "
            "<rest>.",
        )
    said = words.fill(rest=rest, what=what)
    return Text(said.vi[:1].upper() + said.vi[1:], said.en)


_ALL_OF_IT = -100.0


def _rest_of_year(period: str) -> Text:
    count = len(months_after(period))
    if count == 1:
        return Text("tháng cuối năm", "the last month of the year")
    return Text(f"{count} tháng cuối năm", f"the last {count} months of the year")


def _value_added(target: Target, book: FigureBook, number: Text) -> list[Block]:
    name = Text(
        "giá trị tăng thêm công nghiệp – xây dựng", "value added of industry and construction"
    )
    if target.growth:
        when = period_text(target.growth.period_start, target.growth.period_end)
        book.add("value_added.growth", _VALUE_ADDED_LABEL.fill(when=when), target.growth)
    _add("value_added", name, target, book)
    if target.low is None or target.high is None:
        return [
            _no_plan(
                Text(
                    "giá trị tăng thêm công nghiệp – xây dựng",
                    "value added of industry and construction",
                ),
                number,
            )
        ]
    plan = _plan_text("value_added", target)
    if target.growth is None:
        words = Text(
            "Chỉ tiêu tăng giá trị tăng thêm công nghiệp – xây dựng năm <number> là <plan>; chưa "
            "có số liệu công bố trong năm để so sánh.",
            "The target for value added of industry and construction in <number> is <plan>; no "
            "rate of the year is published yet to compare it with.",
        )
        return [Paragraph(words.fill(number=number, plan=plan))]
    return _value_added_needed(target, plan)


def _value_added_needed(target: Target, plan: Text) -> list[Block]:
    """How far value added has come, what the rest of the year needs, and the chart of both."""
    assert target.growth
    when = period_text(target.growth.period_start, target.growth.period_end)
    lead = Text(
        "Giá trị tăng thêm công nghiệp – xây dựng <when> {value_added.growth:change}, chỉ tiêu "
        "năm là <plan>. <need>",
        "Value added of industry and construction was {value_added.growth:change} for <when>; "
        "the target for the year is <plan>. <need>",
    )
    if target.needed is None:
        need = Text(
            "Chưa có giả định về tỷ trọng của kỳ này nên không tính mức cần đạt.",
            "No share is assumed for this period, so the need is not worked out.",
        )
        return [Paragraph(lead.fill(when=when, plan=plan, need=need), "lead")]
    rest = _rest_of_year(target.growth.period_end)
    need = _need("value_added", target, rest, Text("giá trị tăng thêm", "value added"))
    caveats = Text(
        "Giả định các tháng đã qua chiếm {value_added.share:interval} cả năm trước. Giá trị tăng "
        "thêm "
        "và chỉ số sản xuất là hai chỉ tiêu khác nhau (phạm vi, quyền số, giá): một bên chững lại "
        "trong khi bên kia tăng nhanh hơn là điều có thể xảy ra.",
        "The months gone by are assumed to be {value_added.share:interval} of last year's total. "
        "Value "
        "added and the production index are different indicators (coverage, weights, prices): "
        "one may slow down while the other speeds up.",
    )
    return [
        Paragraph(lead.fill(when=when, plan=plan, need=need), "lead"),
        _chart(
            "value_added",
            _stand(
                "value_added",
                target,
                Text(
                    "Giá trị tăng thêm công nghiệp – xây dựng",
                    "Value added of industry and construction",
                ),
            ),
            target,
            when,
            rest,
        ),
        Paragraph(caveats, "caveat"),
    ]


def _no_plan(what: Text, number: Text) -> Paragraph:
    words = Text(
        "Chưa tìm thấy trong bộ số liệu chỉ tiêu <what> năm <number>.",
        "The data do not hold a target for <what> in <number>.",
    )
    return Paragraph(words.fill(what=what, number=number), "absent")


def _stand(prefix: str, target: Target, name: Text) -> Text:
    """Where growth stands against the target: the title of its chart."""
    plan, reached = target.low, target.growth
    if plan is None or reached is None or plan.value is None or reached.value is None:
        return Text(f"{name.vi} so với chỉ tiêu năm", f"{name.en} against the year's target")
    high = target.high.value if target.high and target.high.value is not None else plan.value
    how = Text("trong chỉ tiêu năm", "within the year's target")
    if reached.value < plan.value:
        how = Text("thấp hơn chỉ tiêu năm", "below the year's target")
    elif reached.value > high:
        how = Text("cao hơn chỉ tiêu năm", "above the year's target")
    return Text(
        f"{name.vi} {{{prefix}.growth:change}}, {how.vi}",
        f"{name.en}: {{{prefix}.growth:change}}, {how.en}",
    )


def _chart(prefix: str, title: Text, target: Target, so_far: Text, rest: Text) -> TargetChart:
    so_far_bar = Text("Đã đạt, <when>", "So far, <when>").fill(when=so_far)
    bars = [Bar(so_far_bar, f"{prefix}.growth", True)]
    # A need of minus all and more is no need, and cannot be drawn.
    if target.needed and ends(target.needed)[0] > _ALL_OF_IT:
        bars.append(
            Bar(Text("Cần đạt, <rest>", "Needed, <rest>").fill(rest=rest), f"{prefix}.needed")
        )
    return TargetChart(
        f"{prefix}.target.chart",
        title,
        tuple(bars),
        f"{prefix}.target.low",
        f"{prefix}.target.high",
        Text("Chỉ tiêu năm", "Target"),
        Text(
            "Mức cần đạt tính theo giả định nêu dưới đây.",
            "The need rests on the assumption below.",
        ),
    )
