"""Domestic trade and prices, and what stands beside the total of exports."""

from __future__ import annotations

from collections.abc import Mapping

from hanoi_ct._inputs.months import year
from hanoi_ct.indicators.implied import behind
from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.indicators.standard import standard_lines
from hanoi_ct.indicators.trade import Item, Trade
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.cells import cell, extremes, of_plan
from hanoi_ct.report.document import Bar, BarChart, Block, Column, Paragraph, Row, Section, Table
from hanoi_ct.report.sections.months import (
    add_implied,
    add_path,
    doubtful_rates,
    path_chart,
    path_title,
)
from hanoi_ct.statements.wording import month_text, months_to, period_text
from hanoi_ct.text import Text

_EXPORTS = Text("Tốc độ tăng xuất khẩu", "Growth of exports")


def section(tables: Tables, trade: Trade, book: FigureBook, number: int) -> Section | None:
    """Retail sales with their parts, and consumer prices; None where nothing is known."""
    now = period_text(*tables.year_to_date)
    lines = {line.key: line.figures for line in standard_lines(tables)}
    blocks: list[Block] = []
    retail, prices = lines.get("retail", {}), lines.get("cpi", {})
    for name, figures in (("retail", retail), ("cpi", prices)):
        for column, quantity in figures.items():
            book.add(f"standard.{name}.{column}", _label(name, column, tables), quantity)
    if "ytd" in retail or "to_date" in retail:
        words, plan = _retail_words(retail, now), of_plan("retail", book)
        blocks.append(Paragraph(Text(f"{words.vi}{plan.vi}.", f"{words.en}{plan.en}."), "lead"))
    months = [
        text
        for column, text in (
            (
                "mom",
                Text(
                    "{standard.retail.mom:change} so với tháng trước",
                    "{standard.retail.mom:change} on the month before",
                ),
            ),
            (
                "yoy",
                Text(
                    "{standard.retail.yoy:change} so với cùng kỳ",
                    "{standard.retail.yoy:change} year on year",
                ),
            ),
        )
        if column in retail
    ]
    if months:
        words = Text(
            "Riêng <when>: " + ", ".join(text.vi for text in months) + ".",
            "In <when> alone: " + ", ".join(text.en for text in months) + ".",
        )
        blocks.append(Paragraph(words.fill(when=month_text(tables.period))))
    if trade.retail_parts:
        blocks.extend(
            _items(
                "retail",
                Text("Bán lẻ và dịch vụ theo nhóm", "Retail and services by group"),
                Text("Tỷ đồng", "Billion VND"),
                trade.retail_parts,
                book,
            )
        )
    if prices:
        blocks.append(Paragraph(_price_words(prices).fill(when=month_text(tables.period))))
    if not blocks:
        return None
    title = Text("Thương mại trong nước và giá cả", "Domestic trade and prices")
    return Section(number, "trade", title, tuple(blocks))


def _label(name: str, column: str, tables: Tables) -> Text:
    what = {
        "retail": Text(
            "Tổng mức bán lẻ và doanh thu dịch vụ", "Retail sales of goods and services"
        ),
        "cpi": Text("Chỉ số giá tiêu dùng", "Consumer price index"),
    }[name]
    how = {
        "plan": Text("kế hoạch năm", "plan of the year"),
        "of_plan": Text("so với kế hoạch năm", "of the year's plan"),
        "last_month": Text("tháng trước", "the month before"),
        "month": Text("trong tháng", "of the month"),
        "to_date": Text("cộng dồn", "year to date"),
        "mom": Text("so với tháng trước", "on the month before"),
        "yoy": Text("so với cùng kỳ", "year on year"),
        "ytd": Text("cộng dồn so với cùng kỳ", "year to date, year on year"),
    }[column]
    return Text(f"{what.vi}, {how.vi}", f"{what.en}, {how.en}")


def _retail_words(retail: Mapping[str, object], now: Text) -> Text:
    if "to_date" in retail and "ytd" in retail:
        words = Text(
            "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ <now> đạt {standard.retail.to_date}, "
            "{standard.retail.ytd:change} so với cùng kỳ",
            "Retail sales of goods and services for <now> were {standard.retail.to_date}, "
            "{standard.retail.ytd:change} year on year",
        )
    elif "ytd" in retail:
        words = Text(
            "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ <now> {standard.retail.ytd:change} so "
            "với cùng kỳ",
            "Retail sales of goods and services for <now> were {standard.retail.ytd:change} year "
            "on year",
        )
    else:
        words = Text(
            "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ <now> đạt {standard.retail.to_date}",
            "Retail sales of goods and services for <now> were {standard.retail.to_date}",
        )
    return words.fill(now=now)


def _price_words(prices: Mapping[str, object]) -> Text:
    parts = {
        "mom": Text(
            "{standard.cpi.mom:change} so với tháng trước",
            "{standard.cpi.mom:change} on the month before",
        ),
        "yoy": Text(
            "{standard.cpi.yoy:change} so với cùng kỳ", "{standard.cpi.yoy:change} year on year"
        ),
        "ytd": Text(
            "bình quân từ đầu năm {standard.cpi.ytd:change}",
            "{standard.cpi.ytd:change} on average from January",
        ),
    }
    shown = [text for column, text in parts.items() if column in prices]
    return Text(
        "Chỉ số giá tiêu dùng <when>: " + "; ".join(text.vi for text in shown) + ".",
        "Consumer prices, <when>: " + "; ".join(text.en for text in shown) + ".",
    )


def beside_exports(tables: Tables, trade: Trade, book: FigureBook) -> list[Block]:
    """The path of the rates with the implied months, commodities, imports and the balance."""
    known = {tables.period: "exports.growth", tables.year_before[1]: "exports.growth.before"}
    before = add_path("exports.growth", _EXPORTS, trade.path_before, known, book)
    now = add_path("exports.growth", _EXPORTS, trade.path, known, book)
    implied = add_implied("exports", _EXPORTS, trade.implied, now, book)
    blocks: list[Block] = []
    last = behind(trade.implied, tables.period)
    years = {year(tables.year_before[0]): before, year(tables.year_to_date[0]): now}
    keys = "exports.growth", "exports.growth.before"
    title = path_title(Text("Xuất khẩu", "Exports"), keys, years, tables.year_to_date, book)
    if last and not last.doubtful:
        span = period_text(last.first, last.last)
        title = Text(
            f"Xuất khẩu cộng dồn {{exports.growth:change}}; riêng <when> "
            f"{{{implied[last.last]}:span}}",
            f"Exports: {{exports.growth:change}} year to date; {{{implied[last.last]}:span}} in "
            "<when>",
        ).fill(when=span)
        earlier = now[int(last.earlier.period_end[5:])]
        words = Text(
            f"Từ mức cộng dồn <earlier> ({{{earlier}:plain}}) và <now> ({{exports.growth:plain}}) "
            f"suy ra xuất khẩu <when> {{{implied[last.last]}:span}} so với cùng kỳ.",
            f"The cumulative rates <earlier> ({{{earlier}:plain}}) and <now> "
            "({exports.growth:plain}) imply that exports were "
            f"{{{implied[last.last]}:span}} year on year in <when>.",
        )
        filled = words.fill(
            earlier=months_to(last.earlier.period_end), now=months_to(tables.period), when=span
        )
        blocks.append(Paragraph(filled))
    chart = path_chart("exports.months.chart", title, years, trade.implied, implied, book)
    if chart:
        blocks.append(chart)
    blocks.extend(doubtful_rates(trade.implied, implied))
    if trade.imports:
        label = Text("Kim ngạch nhập khẩu, <when>", "Imports, <when>")
        book.add("imports.value", label.fill(when=period_text(*tables.year_to_date)), trade.imports)
        book.add(
            "exports.balance",
            Text("Cán cân: xuất khẩu trừ nhập khẩu", "Balance: exports less imports"),
            trade.balance,
            of={"current": "exports.value", "base": "imports.value"},
        )
        words = Text("Nhập khẩu đạt {imports.value}", "Imports were {imports.value}")
        if book.has("exports.balance"):
            words = Text(
                words.vi + "; {exports.balance:balance}.",
                words.en + "; {exports.balance:balance}.",
            )
        else:
            words = Text(words.vi + ".", words.en + ".")
        blocks.append(Paragraph(words))
    for key, title, items in (
        ("exports", Text("Xuất khẩu theo nhóm hàng", "Exports by commodity"), trade.commodities),
        ("imports", Text("Nhập khẩu theo nhóm hàng", "Imports by commodity"), trade.import_goods),
    ):
        if items:
            blocks.extend(_items(key, title, Text("Triệu USD", "Million USD"), items, book))
    return blocks


def _items(
    prefix: str, title: Text, unit: Text, items: tuple[Item, ...], book: FigureBook
) -> list[Block]:
    """A table of parts with value and growth."""
    rows, bars = [], []
    for place, item in enumerate(items):
        name = Text(
            item.name_vi[:1].upper() + item.name_vi[1:], item.name_en[:1].upper() + item.name_en[1:]
        )
        value, growth = f"{prefix}.item.{place}.value", f"{prefix}.item.{place}.growth"
        label = Text("<name>: giá trị", "<name>: value")
        book.add(value, label.fill(name=name), item.value)
        label = Text("<name>: so với cùng kỳ", "<name>: year on year")
        of = None
        if item.before:
            base = f"{prefix}.item.{place}.before"
            book.add(base, _BEFORE.fill(name=name), item.before)
            of = {"level": value, "base": base}
        book.add(growth, label.fill(name=name), item.growth, of=of)
        rows.append(
            Row(
                (
                    name,
                    cell(value, book.has(value), "number"),
                    cell(growth, book.has(growth)),
                )
            )
        )
        if book.has(growth):
            bars.append(Bar(name, growth))
    blocks: list[Block] = [
        Table(
            f"{prefix}.items",
            title,
            (
                Column(Text("Nhóm", "Group"), numeric=False),
                Column(unit),
                Column(Text("So với cùng kỳ", "Year on year")),
            ),
            tuple(rows),
        )
    ]
    if len(bars) >= _ENOUGH_BARS:
        named = [(bar.label, bar.figure) for bar in bars]
        chart_title = extremes(
            named, book, Text("<title>, tốc độ tăng", "<title>, growth").fill(title=title)
        )
        blocks.append(BarChart(f"{prefix}.items.chart", chart_title, tuple(bars)))
    return blocks


_BEFORE = Text("<name>: giá trị cùng kỳ năm trước", "<name>: value a year before")
_ENOUGH_BARS = 4
