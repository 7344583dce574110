"""Section 5: industrial zones and export-processing zones."""

from __future__ import annotations

from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.indicators.zones import Zones
from hanoi_ct.quantities.arithmetic import in_unit
from hanoi_ct.quantities.quantity import Quantity
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.document import Block, Column, FigureCell, Paragraph, Row, Section, Table
from hanoi_ct.statements.wording import period_text
from hanoi_ct.text import Text


def section(tables: Tables, zones: Zones, book: FigureBook) -> Section:
    """Projects, capital, average per decision, revenue and its base."""
    now = period_text(*tables.year_to_date)
    _add(zones, book)
    blocks: list[Block] = [*_projects(zones, now), *_parts(zones, book), *_revenue(zones, now)]
    if not blocks:
        blocks.append(
            Paragraph(
                Text(
                    "Chưa tìm thấy trong bộ số liệu số liệu khu công nghiệp cho <now>.",
                    "The data do not hold figures on industrial zones for <now>.",
                ).fill(now=now),
                "absent",
            )
        )
    return Section(5, "zones", Text("Khu công nghiệp", "Industrial zones"), tuple(blocks))


def _add(zones: Zones, book: FigureBook) -> None:
    book.add(
        "zones.new",
        Text("Dự án mới trong khu công nghiệp", "New projects in industrial zones"),
        zones.new,
    )
    book.add(
        "zones.enlarged", Text("Dự án tăng vốn", "Projects with added capital"), zones.enlarged
    )
    book.add(
        "zones.decisions",
        Text("Lượt cấp mới và tăng vốn", "Decisions, new and enlarged"),
        zones.decisions,
        of={"parts": ["zones.new:number", "zones.enlarged:number"]},
    )
    book.add(
        "zones.capital",
        Text("Vốn đầu tư vào các khu công nghiệp", "Investment in industrial zones"),
        zones.capital,
    )
    book.add(
        "zones.average",
        Text("Vốn bình quân một lượt", "Average capital per decision"),
        zones.capital_per_decision,
        of={"numerator": "zones.capital", "denominator": "zones.decisions:number"},
    )
    book.add(
        "zones.revenue",
        Text("Doanh thu các khu công nghiệp", "Revenue of industrial zones"),
        _billions(zones.revenue),
    )
    book.add(
        "zones.revenue.growth",
        Text("Tốc độ tăng doanh thu các khu công nghiệp", "Growth of revenue of industrial zones"),
        zones.revenue_growth,
    )
    of = {"level": "zones.revenue:plain", "growth": "zones.revenue.growth"}
    book.add(
        "zones.revenue.base",
        Text("Doanh thu cùng kỳ suy ra", "Implied revenue a year before"),
        zones.revenue_base,
        of=of,
    )
    book.add(
        "zones.revenue.increase",
        Text("Mức tăng doanh thu suy ra", "Implied increase of revenue"),
        zones.revenue_increase,
        of=of,
    )


def _billions(quantity: Quantity | None) -> Quantity | None:
    return in_unit(quantity, "billion_usd", -3) if quantity else None


def _projects(zones: Zones, now: Text) -> list[Block]:
    if zones.new is None and zones.enlarged is None and zones.capital is None:
        return []
    found: list[Block] = []
    if zones.decisions and zones.capital:
        found.append(
            Paragraph(
                Text(
                    "Trong <now>, các khu công nghiệp thu hút {zones.new} và có {zones.enlarged} "
                    "tăng vốn, tổng cộng {zones.decisions}, với vốn đầu tư {zones.capital}, bình "
                    "quân {zones.average} một lượt.",
                    "In <now> the industrial zones attracted {zones.new:number} new projects and "
                    "{zones.enlarged:number} that added capital: {zones.decisions} and "
                    "{zones.capital}, or {zones.average} per decision.",
                ).fill(now=now),
                "lead",
            )
        )
        found.append(
            Paragraph(
                Text(
                    "Một dự án có thể có nhiều lượt tăng vốn, nên số lượt không phải số dự án. "
                    "Bình quân chung gộp cả vốn mới và vốn tăng thêm, nên không cho biết quy mô "
                    "của dự án mới.",
                    "A project may add capital more than once, so decisions are not projects. The "
                    "average takes new and added capital together and does not tell the size of "
                    "new projects.",
                ),
                "caveat",
            )
        )
        return found
    parts = []
    if zones.new:
        parts.append(Text("cấp mới {zones.new}", "{zones.new:number} new projects"))
    if zones.enlarged:
        parts.append(
            Text("{zones.enlarged} tăng vốn", "{zones.enlarged:number} projects that added capital")
        )
    if zones.capital:
        parts.append(Text("vốn đầu tư {zones.capital}", "capital of {zones.capital}"))
    listed = Text("; ".join(p.vi for p in parts), "; ".join(p.en for p in parts))
    words = Text("Khu công nghiệp <now>: <listed>.", "Industrial zones, <now>: <listed>.")
    return [Paragraph(words.fill(listed=listed, now=now), "lead")]


_PART_NAMES = {
    "new_projects_capital": Text("Vốn dự án mới", "Capital of new projects"),
    "new_projects_capital_fdi": Text("Vốn dự án mới: FDI", "Capital of new projects: foreign"),
    "new_projects_capital_domestic": Text(
        "Vốn dự án mới: trong nước", "Capital of new projects: domestic"
    ),
    "adjusted_projects_capital": Text("Vốn tăng thêm", "Added capital"),
    "adjusted_projects_capital_fdi": Text("Vốn tăng thêm: FDI", "Added capital: foreign"),
    "adjusted_projects_capital_domestic": Text(
        "Vốn tăng thêm: trong nước", "Added capital: domestic"
    ),
}


def _parts(zones: Zones, book: FigureBook) -> list[Block]:
    if not zones.capital_parts:
        return []
    rows = []
    for name, quantity in zones.capital_parts.items():
        key = f"zones.capital.{name}"
        book.add(key, _PART_NAMES[name], quantity)
        rows.append(Row((_PART_NAMES[name], FigureCell(key))))
    return [
        Table(
            "zones.capital",
            Text("Vốn theo loại", "Capital by kind"),
            (
                Column(Text("Loại vốn", "Kind"), numeric=False),
                Column(Text("Giá trị", "Amount")),
            ),
            tuple(rows),
            note=Text(
                "Vốn bằng USD và bằng đồng không cộng với nhau vì chưa tìm thấy tỷ giá của kỳ "
                "trong bộ số liệu.",
                "Amounts in USD and in VND are not added: the tables hold no exchange rate of the "
                "period.",
            ),
        )
    ]


def _revenue(zones: Zones, now: Text) -> list[Block]:
    if zones.revenue is None:
        return []
    if zones.revenue_growth is None:
        return [
            Paragraph(
                Text(
                    "Doanh thu <now> đạt {zones.revenue}; chưa tìm thấy tốc độ tăng.",
                    "Revenue for <now> was {zones.revenue}; its growth was not found in the data.",
                ).fill(now=now)
            )
        ]
    return [
        Paragraph(
            Text(
                "Doanh thu <now> đạt {zones.revenue}, {zones.revenue.growth:change} so với cùng kỳ "
                "năm trước; suy ra doanh thu cùng kỳ {zones.revenue.base:interval}, tăng thêm "
                "{zones.revenue.increase}.",
                "Revenue for <now> was {zones.revenue}, {zones.revenue.growth:change} on the year "
                "before; that implies {zones.revenue.base:interval} a year before and an increase "
                "of {zones.revenue.increase}.",
            ).fill(now=now)
        ),
        Paragraph(
            Text(
                "Doanh thu gồm cả phần tiêu thụ trong nước: không phải là một bộ phận của kim "
                "ngạch xuất khẩu và không đem chia cho kim ngạch.",
                "Revenue includes domestic sales: it is no part of exports and must not be divided "
                "by them.",
            ),
            "caveat",
        ),
    ]
