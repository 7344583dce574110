"""Section 10: what stands beside the department's figures."""

from __future__ import annotations

from collections.abc import Iterable

from hanoi_ct.indicators.context import Context
from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.indicators.output_value import OutputValue
from hanoi_ct.quantities.arithmetic import in_unit
from hanoi_ct.quantities.quantity import Quantity
from hanoi_ct.quantities.relations import RELATIONS
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.cells import NO_VALUE
from hanoi_ct.report.document import Block, Cell, Column, FigureCell, Paragraph, Row, Section, Table
from hanoi_ct.report.sections.shipments import beside_production
from hanoi_ct.report.sections.weights import CURRENT_LABEL
from hanoi_ct.statements.wording import period_text, same
from hanoi_ct.text import Text

_TITLE = Text("Các chỉ tiêu liên quan", "Related indicators")

_SUBJECTS = {
    "energy": Text("năng lượng", "energy"),
    "land": Text("đất công nghiệp", "industrial land"),
    "relocation": Text("di dời cơ sở sản xuất", "relocation of plants"),
}


def section(tables: Tables, context: Context, output: OutputValue, book: FigureBook) -> Section:
    """Output value, sales, investment, enterprises, the nation; and what was not found."""
    now = period_text(*tables.year_to_date)
    add_figures(context, output, book)
    blocks: list[Block] = []
    table = _table(book, now)
    if table:
        blocks.append(table)
    else:
        blocks.append(
            Paragraph(
                Text(
                    "Chưa tìm thấy các chỉ tiêu liên quan của <now>.",
                    "The data do not hold the related indicators for <now>.",
                ).fill(now=now),
                "absent",
            )
        )
    blocks.extend(_readings(book))
    if context.nothing_published:
        names = [_SUBJECTS[subject] for subject in context.nothing_published]
        listed = Text(", ".join(n.vi for n in names), _and(n.en for n in names))
        blocks.append(
            Paragraph(
                Text(
                    "Chưa tìm thấy trong bộ số liệu số liệu của kỳ này về <listed>.",
                    "The data do not hold figures on <listed> for this period.",
                ).fill(listed=listed),
                "absent",
            )
        )
    return Section(10, "context", _TITLE, tuple(blocks))


def _and(names: Iterable[str]) -> str:
    """English names in a row, the last joined by a word."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def add_figures(context: Context, output: OutputValue, book: FigureBook) -> None:
    """Keep the figures that this section and the summary speak of."""
    _add_output(output, book)
    _add_hanoi(context, book)
    _add_nation(context, book)


def _add_output(output: OutputValue, book: FigureBook) -> None:
    book.add("output.current", CURRENT_LABEL, output.current)
    book.add(
        "output.current.growth",
        Text("Tăng giá trị sản xuất, giá hiện hành", "Growth of output at current prices"),
        output.current_growth,
    )
    book.add(
        "output.constant",
        Text("Giá trị sản xuất công nghiệp, giá so sánh 2010", "Industrial output, 2010 prices"),
        output.constant,
    )
    book.add(
        "output.constant.growth",
        Text("Tăng giá trị sản xuất, giá so sánh 2010", "Growth of output at 2010 prices"),
        output.constant_growth,
    )
    book.add(
        "output.prices",
        Text("Biến động giá suy ra", "Implied price change"),
        output.price_change,
        of={"value": "output.current.growth", "volume": "output.constant.growth"},
    )


def _add_hanoi(context: Context, book: FigureBook) -> None:
    book.add(
        "consumption",
        Text(
            "Tốc độ tăng chỉ số tiêu thụ ngành chế biến, chế tạo",
            "Growth of the manufacturing consumption (shipments) index",
        ),
        context.consumption,
    )
    book.add(
        "consumption.gap",
        Text(
            "Sản xuất trừ tiêu thụ, ngành chế biến, chế tạo",
            "Production less consumption, manufacturing",
        ),
        context.production_less_consumption,
        of={"current": "production.section.C", "base": "consumption"},
    )
    book.add(
        "fdi",
        Text("Vốn đầu tư trực tiếp nước ngoài (FDI)", "Foreign direct investment (FDI)"),
        _billions(context.fdi),
    )
    book.add(
        "fdi.growth",
        Text("Tăng vốn đầu tư trực tiếp nước ngoài", "Growth of foreign direct investment"),
        context.fdi_growth,
    )
    book.add(
        "enterprises",
        Text("Doanh nghiệp thành lập mới", "New enterprises"),
        context.new_enterprises,
    )
    book.add(
        "enterprises.growth",
        Text("Tăng số doanh nghiệp thành lập mới", "Growth of new enterprises"),
        context.new_enterprises_growth,
    )
    book.add(
        "enterprises.capital",
        Text("Vốn đăng ký của doanh nghiệp mới", "Registered capital of new enterprises"),
        _billions(context.new_enterprise_capital),
    )
    book.add(
        "enterprises.capital.growth",
        Text(
            "Tăng vốn đăng ký của doanh nghiệp mới",
            "Growth of registered capital of new enterprises",
        ),
        context.new_enterprise_capital_growth,
    )


def _billions(quantity: Quantity | None) -> Quantity | None:
    return in_unit(quantity, "billion_usd", -3) if quantity else None


def _add_nation(context: Context, book: FigureBook) -> None:
    book.add(
        "national.production",
        Text("Tốc độ tăng chỉ số sản xuất công nghiệp cả nước", "Growth of national production"),
        context.national_production,
    )
    book.add(
        "national.production.difference",
        Text("Chênh lệch giữa Hà Nội và cả nước", "Hanoi minus Vietnam, pp"),
        context.production_less_national,
        of={"current": "production.total", "base": "national.production"},
    )
    book.add(
        "national.exports",
        Text("Xuất khẩu cả nước", "National exports"),
        context.national_exports,
    )
    book.add(
        "national.exports.growth",
        Text("Tốc độ tăng xuất khẩu cả nước", "Growth of national exports"),
        context.national_exports_growth,
    )
    book.add(
        "national.share",
        Text("Tỷ trọng Hà Nội trong xuất khẩu cả nước", "Hanoi's share of national exports"),
        context.share,
        of={"part": "exports.value:plain", "total": "national.exports:plain"},
    )
    base = RELATIONS["base"]
    national_base = base.worded(
        base.formula,
        {"level": same("{national.exports:plain}"), "growth": same("{national.exports.growth}")},
    )
    book.add(
        "national.share.before",
        Text("Tỷ trọng cùng kỳ suy ra", "Implied share a year before"),
        context.share_before,
        of={"part": "exports.base", "total": same("[<base>]").fill(base=national_base)},
    )
    book.add(
        "national.share.change",
        Text("Thay đổi tỷ trọng", "Change of the share"),
        context.share_change,
        of={"current": "national.share", "base": "national.share.before"},
    )


# Label, key of the level, key of the rate.
_ROWS: tuple[tuple[Text, str, str], ...] = (
    (
        Text("Giá trị sản xuất công nghiệp, giá hiện hành", "Industrial output, current prices"),
        "output.current",
        "output.current.growth",
    ),
    (
        Text("Giá trị sản xuất công nghiệp, giá so sánh 2010", "Industrial output, 2010 prices"),
        "output.constant",
        "output.constant.growth",
    ),
    (
        Text("Chỉ số tiêu thụ ngành chế biến, chế tạo", "Manufacturing consumption (shipments)"),
        "",
        "consumption",
    ),
    (Text("Thu hút FDI", "FDI attracted"), "fdi", "fdi.growth"),
    (
        Text("Doanh nghiệp thành lập mới", "New enterprises"),
        "enterprises",
        "enterprises.growth",
    ),
    (
        Text("Vốn đăng ký của doanh nghiệp mới", "Registered capital of new enterprises"),
        "enterprises.capital",
        "enterprises.capital.growth",
    ),
    (
        Text("Cả nước: chỉ số sản xuất công nghiệp", "Vietnam: index of industrial production"),
        "",
        "national.production",
    ),
    (Text("Cả nước: xuất khẩu", "Vietnam: exports"), "national.exports", "national.exports.growth"),
)


def _table(book: FigureBook, now: Text) -> Table | None:
    def shown(key: str, style: str = "value") -> Cell:
        return (
            FigureCell(key, "signed" if style == "signed" else "value")
            if book.has(key)
            else NO_VALUE
        )

    rows = tuple(
        Row((label, shown(level), shown(rate, "signed")))
        for label, level, rate in _ROWS
        if book.has(level) or book.has(rate)
    )
    if not rows:
        return None
    return Table(
        "context",
        Text("Chỉ tiêu liên quan, <now>", "Related indicators, <now>").fill(now=now),
        (
            Column(Text("Chỉ tiêu", "Indicator"), numeric=False),
            Column(Text("Giá trị", "Level")),
            Column(Text("So với cùng kỳ", "Year on year")),
        ),
        rows,
    )


# What follows from pairs of figures, each where the figure that it rests on is there.
_PRICES = Text(
    "Giá trị sản xuất {output.current.growth:change} theo giá hiện hành và "
    "{output.constant.growth:change} theo giá so sánh, suy ra giá {output.prices:change} "
    "({output.prices:interval}). Tốc độ của giá trị sản xuất và của chỉ số sản xuất khác nhau về "
    "phạm vi và quyền số, không thay thế cho nhau.",
    "Output was {output.current.growth:change} at current and {output.constant.growth:change} at "
    "constant prices, so prices were {output.prices:change} ({output.prices:interval}). Output "
    "value and the production index differ in coverage and weights and do not stand in for each "
    "other.",
)
_NATION = Text(
    "Sản xuất công nghiệp cả nước {national.production:change}; tốc độ của Hà Nội "
    "{national.production.difference:comparison}. Hai chỉ số có quyền số riêng, chỉ số Hà Nội "
    "không cộng gộp được vào chỉ số cả nước.",
    "Industrial production of Vietnam was {national.production:change}; Hanoi's rate is "
    "{national.production.difference:comparison}. The two indices have weights of their own; "
    "Hanoi's is not an additive component of the nation's.",
)
_SHARE = Text(
    "Hà Nội chiếm {national.share} (trong khoảng {national.share:interval}) xuất khẩu cả nước.",
    "Hanoi makes up {national.share} ({national.share:interval}) of national exports.",
)
_SHARE_AND_CHANGE = Text(
    "Hà Nội chiếm {national.share} (trong khoảng {national.share:interval}) xuất khẩu cả nước; "
    "cùng kỳ suy ra từ tốc độ tăng là {national.share.before} (trong khoảng "
    "{national.share.before:interval}). Tỷ trọng {national.share.change:comparison}, trong khoảng "
    "{national.share.change:interval}.",
    "Hanoi makes up {national.share} ({national.share:interval}) of national exports; the rates "
    "imply {national.share.before} ({national.share.before:interval}) a year before. The share is "
    "{national.share.change:comparison}; rounding allows {national.share.change:interval}.",
)


def _readings(book: FigureBook) -> list[Block]:
    found: list[Text] = []
    if book.has("output.prices"):
        found.append(_PRICES)
    if book.has("consumption.gap"):
        found.append(_shipments(book))
    if book.has("national.production.difference"):
        found.append(_NATION)
    if book.has("national.share"):
        found.append(_SHARE_AND_CHANGE if book.has("national.share.change") else _SHARE)
    return [Paragraph(text) for text in found]


def _shipments(book: FigureBook) -> Text:
    beside = beside_production(book)
    if beside == "doubtful":
        return Text(
            "Chỉ số tiêu thụ ngành chế biến, chế tạo ({consumption}) lệch quá xa mức sản xuất "
            "({production.section.C}): một trong hai số cần rà soát, chưa kết luận được về tồn "
            "kho.",
            "The manufacturing shipments index ({consumption}) is too far from production "
            "({production.section.C}): one of the two should be reviewed, and nothing is said of "
            "stocks.",
        )
    if beside != "behind":
        return Text(
            "Sản xuất của ngành chế biến, chế tạo {production.section.C:change}, tiêu thụ "
            "{consumption:change}.",
            "Manufacturing output was {production.section.C:change}, shipments were "
            "{consumption:change}.",
        )
    return Text(
        "Sản xuất của ngành chế biến, chế tạo {production.section.C:change} nhưng tiêu thụ chỉ "
        "{consumption:change}, chênh lệch {consumption.gap:plain} (do làm tròn, trong khoảng "
        "{consumption.gap:interval}). Nếu kéo dài, đây là dấu hiệu tồn kho tăng; chỉ số tồn kho "
        "cùng kỳ cần được công bố kèm theo.",
        "Manufacturing output was {production.section.C:change} while shipments were "
        "{consumption:change}, {consumption.gap:plain} apart (rounding allows "
        "{consumption.gap:interval}). If it lasts, stocks are building up; the inventory index "
        "should be published beside it.",
    )
