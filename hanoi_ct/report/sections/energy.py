"""Electricity, as far as the data hold any."""

from __future__ import annotations

from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.document import Block, Paragraph, Section
from hanoi_ct.statements.wording import period_text
from hanoi_ct.text import Text


def section(tables: Tables, book: FigureBook, number: int) -> Section | None:
    """Electricity sold, against the year before and the plan; None where nothing is known."""
    now = period_text(*tables.year_to_date)
    sold = tables.reported("electricity_sold", "total", "million_kwh")
    growth = tables.reported("electricity_sold", "total", "percent", column="growth_pct")
    plan = tables.reported("electricity_sold", "share_of_plan_pct", "percent")
    book.add(
        "energy.sold",
        Text("Điện thương phẩm, <when>", "Electricity sold, <when>").fill(when=now),
        sold,
    )
    book.add(
        "energy.growth",
        Text("Điện thương phẩm so với cùng kỳ", "Electricity sold, year on year"),
        growth,
    )
    book.add(
        "energy.plan",
        Text("Điện thương phẩm so với kế hoạch", "Electricity sold against the plan"),
        plan,
    )
    parts = [
        text
        for key, text in (
            ("energy.sold", Text("đạt {energy.sold}", "was {energy.sold}")),
            (
                "energy.growth",
                Text(
                    "{energy.growth:change} so với cùng kỳ", "{energy.growth:change} year on year"
                ),
            ),
            (
                "energy.plan",
                Text("bằng {energy.plan} kế hoạch năm", "{energy.plan} of the year's plan"),
            ),
        )
        if book.knew(key)
    ]
    if not parts:
        return None
    words = Text(
        "Điện thương phẩm <when> " + ", ".join(part.vi for part in parts) + ".",
        "Electricity sold in <when> " + ", ".join(part.en for part in parts) + ".",
    )
    blocks: tuple[Block, ...] = (Paragraph(words.fill(when=now), "lead"),)
    return Section(number, "energy", Text("Năng lượng", "Energy"), blocks)
