"""Section 1: industrial production."""

from __future__ import annotations

from hanoi_ct._inputs.months import year
from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.indicators.production import SECTIONS, Production
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.cells import NO_VALUE, SECTION_NAMES, cell
from hanoi_ct.report.document import (
    Bar,
    BarChart,
    Block,
    Column,
    FigureCell,
    Line,
    LineChart,
    Paragraph,
    Point,
    Row,
    Section,
    Table,
)
from hanoi_ct.statements.wording import period_text, same, short_period
from hanoi_ct.text import Text

_TOTAL = Text(
    "Tốc độ tăng chỉ số sản xuất công nghiệp, <when>", "Growth of industrial production, <when>"
)
_DIFFERENCE = Text("Chênh lệch (điểm phần trăm)", "Difference (percentage points)")


def section(tables: Tables, production: Production, book: FigureBook) -> Section:
    """Industrial production: the total, its sections, the months of two years."""
    now, before = period_text(*tables.year_to_date), period_text(*tables.year_before)
    _add_totals(production, book, now, before)
    blocks: list[Block] = _lead(production, now, before)
    table = _section_table(tables, production, book)
    if table:
        blocks.append(table)
    chart = _section_chart(production, now)
    if chart:
        blocks.append(chart)
    blocks.extend(_months(tables, production, book))
    return Section(
        1, "production", Text("Sản xuất công nghiệp", "Industrial production"), tuple(blocks)
    )


def _add_totals(production: Production, book: FigureBook, now: Text, before: Text) -> None:
    book.add("production.total", _TOTAL.fill(when=now), production.total)
    book.add("production.annual", _TOTAL.fill(when=now), production.annual)
    book.add("production.total.before", _TOTAL.fill(when=before), production.total_before)
    book.add(
        "production.difference",
        Text("Chênh lệch tốc độ so với cùng kỳ", "Difference from the rate a year before"),
        production.difference,
        of={"current": "production.total", "base": "production.total.before"},
    )
    book.add(
        "production.two_years",
        Text("Tăng trưởng gộp hai năm", "Growth over two years together"),
        production.two_years,
        of={"before": "production.total.before", "now": "production.total"},
    )
    book.add(
        "production.average",
        Text("Bình quân mỗi năm trong hai năm", "Mean growth a year over two years"),
        production.average,
        of={"before": "production.total.before", "now": "production.total"},
    )


def _lead(production: Production, now: Text, before: Text) -> list[Block]:
    if production.annual:
        return [
            Paragraph(
                Text(
                    "Không có trang nào công bố chỉ số sản xuất công nghiệp chung của Hà Nội cho "
                    "<now>; bảng chỉ số theo năm, chưa đối chiếu với niên giám, ghi "
                    "{production.annual:change} so với năm trước.",
                    "No page states the total index of industrial production of Hanoi for <now>; "
                    "a table by year, not checked against the yearbook, has it "
                    "{production.annual:change} on the year before.",
                ).fill(now=now)
            )
        ]
    if production.total is None:
        return [
            Paragraph(
                Text(
                    "Không có trang nào công bố chỉ số sản xuất công nghiệp chung của Hà Nội "
                    "cho <now>.",
                    "No page states the total index of industrial production of Hanoi for <now>.",
                ).fill(now=now),
                "absent",
            )
        ]
    words = Text(
        "Chỉ số sản xuất công nghiệp (IIP) của Hà Nội <now> {production.total:change} so với cùng "
        "kỳ năm trước.",
        "Hanoi's index of industrial production (IIP) for <now> was {production.total:change} "
        "on the same months of the year before.",
    ).fill(now=now)
    if production.difference is None:
        missing = Text(
            " Mức tăng của cùng kỳ năm trước chưa được công bố nên không so sánh được tốc độ.",
            " The rate of a year before is not published, so the two cannot be compared.",
        )
        return [Paragraph(Text(words.vi + missing.vi, words.en + missing.en), "lead")]
    compared = Text(
        " Tốc độ này {production.difference:comparison} so với <before> "
        "({production.total.before}).",
        " The rate is {production.difference:comparison} than for <before> "
        "({production.total.before}).",
    ).fill(before=before)
    precision = Text(
        "Hai tốc độ đều đã làm tròn, nên chênh lệch thực nằm trong khoảng "
        "{production.difference:interval}. Tính gộp hai năm, sản xuất "
        "{production.two_years:change} (trong khoảng {production.two_years:interval}), bình quân "
        "{production.average:plain} mỗi năm.",
        "Both rates are rounded, so the true difference lies in the range "
        "{production.difference:interval}. Over the two years together production is "
        "{production.two_years:change} ({production.two_years:interval}), a mean of "
        "{production.average:plain} a year.",
    )
    return [
        Paragraph(Text(words.vi + compared.vi, words.en + compared.en), "lead"),
        Paragraph(precision),
    ]


def _section_table(tables: Tables, production: Production, book: FigureBook) -> Table | None:
    if not production.sections:
        return None
    codes = (*(("TOTAL",) if production.total else ()), *SECTIONS)
    keys = {code: _section_keys(tables, code, production, book) for code in codes}
    compared = any(book.has(difference) for _, _, difference in keys.values())
    columns = [
        Column(Text("Ngành", "Section"), numeric=False),
        Column(short_period(*tables.year_to_date)),
    ]
    if compared:
        columns += [Column(short_period(*tables.year_before)), Column(_DIFFERENCE)]
    rows = []
    for code, (key, before, difference) in keys.items():
        cells = [_section_name(code), cell(key, book.has(key))]
        if compared:
            cells.append(cell(before, book.has(before)))
            cells.append(cell(difference, book.has(difference), "signed_number"))
        rows.append(Row(tuple(cells), emphasis=code == "TOTAL"))
    return Table(
        "production.sections",
        Text(
            "Tốc độ tăng so với cùng kỳ năm trước, theo ngành cấp 1",
            "Growth on the same months of the year before, by section",
        ),
        tuple(columns),
        tuple(rows),
        note=None
        if compared
        else Text(
            "Số liệu ngành cấp 1 của cùng kỳ năm trước chưa công bố.",
            "Rates of sections a year before are not published.",
        ),
    )


def _section_name(code: str) -> Text:
    name = SECTION_NAMES[code]
    return name if code == "TOTAL" else Text(f"{code}. {name.vi}", f"{code}. {name.en}")


def _section_keys(
    tables: Tables, code: str, production: Production, book: FigureBook
) -> tuple[str, str, str]:
    """The keys of a section's rate, of the rate a year before, and of their difference."""
    if code == "TOTAL":
        return "production.total", "production.total.before", "production.difference"
    name = SECTION_NAMES[code]
    now, before = production.sections.get(code), production.sections_before.get(code)
    key = f"production.section.{code}"
    key_before, key_difference = f"{key}.before", f"{key}.difference"
    label = Text("Tốc độ tăng: <name>, <when>", "Growth: <name>, <when>")
    book.add(key, label.fill(name=name, when=period_text(*tables.year_to_date)), now)
    book.add(key_before, label.fill(name=name, when=period_text(*tables.year_before)), before)
    if now and before:
        book.add(
            key_difference,
            Text("<name>: chênh lệch tốc độ", "<name>: difference of rates").fill(name=name),
            production.section_differences[code],
            of={"current": key, "base": key_before},
        )
    return key, key_before, key_difference


def _section_chart(production: Production, now: Text) -> BarChart | None:
    if not production.sections:
        return None
    total = [Bar(SECTION_NAMES["TOTAL"], "production.total", True)] if production.total else []
    return BarChart(
        "production.sections.chart",
        Text(
            "Sản xuất công nghiệp theo ngành cấp 1, <now> so với cùng kỳ năm trước",
            "Industrial production by section, <now> on the year before",
        ).fill(now=now),
        (
            *total,
            *(
                Bar(SECTION_NAMES[code], f"production.section.{code}")
                for code in SECTIONS
                if code in production.sections
            ),
        ),
    )


def _months(tables: Tables, production: Production, book: FigureBook) -> list[Block]:
    """Year-to-date totals by month: a table, what was published later, and a chart."""
    years = {
        year(tables.year_before[0]): production.last_year,
        year(tables.year_to_date[0]): production.this_year,
    }
    of_section = {
        tables.period: "production.total",
        tables.year_before[1]: "production.total.before",
    }
    keys: dict[int, dict[int, str]] = {number: {} for number in years}
    for number, months in years.items():
        for month, quantity in months.items():
            end = quantity.period_end
            key = of_section.get(end, f"production.total.{end}")
            book.add(key, _TOTAL.fill(when=period_text(quantity.period_start, end)), quantity)
            keys[number][month] = key
    blocks: list[Block] = []
    known = _month_table(keys, book, later=False)
    if known:
        blocks.append(known)
    if len([key for months in keys.values() for key in months.values()]) > 1:
        blocks.append(_month_chart(keys, book))
    later = _month_table(keys, book, later=True)
    if later:
        blocks.append(later)
    return blocks


def _month_table(keys: dict[int, dict[int, str]], book: FigureBook, *, later: bool) -> Table | None:
    def shown(number: int, month: int) -> bool:
        key = keys[number].get(month)
        return key is not None and book.figures[key].quantity.published_later == later

    months = [m for m in range(1, 13) if any(shown(number, m) for number in keys)]
    if not months:
        return None
    title = Text("Lũy kế từ đầu năm so với cùng kỳ", "Year to date on the year before")
    if later:
        title = Text(
            "Lũy kế từ đầu năm so với cùng kỳ, các tháng sau",
            "Year to date on the year before, later months",
        )
    return Table(
        "production.months.later" if later else "production.months",
        title,
        (
            Column(Text("Đến hết tháng", "To the end of month"), numeric=False),
            *(Column(same(str(number))) for number in keys),
        ),
        tuple(
            Row(
                (
                    same(str(month)),
                    *(
                        FigureCell(keys[number][month]) if shown(number, month) else NO_VALUE
                        for number in keys
                    ),
                )
            )
            for month in months
        ),
        note=None
        if later
        else Text(
            "Tháng không có trong bảng là tháng chưa tìm thấy số liệu công bố; không nội suy.",
            "Months not listed are months for which no published figure was found; nothing is "
            "interpolated.",
        ),
        published_later=later,
    )


def _month_chart(keys: dict[int, dict[int, str]], book: FigureBook) -> LineChart:
    def points(number: int, later: bool) -> tuple[Point, ...]:
        return tuple(
            Point(
                month, key if key and book.figures[key].quantity.published_later == later else None
            )
            for month, key in ((m, keys[number].get(m)) for m in range(1, 13))
        )

    latest = max(keys)
    lines = [Line(same(str(number)), points(number, False), number == latest) for number in keys]
    for number in keys:
        later = points(number, True)
        if any(point.figure for point in later):
            label = Text(f"{number}, công bố sau", f"{number}, published later")
            lines.append(Line(label, later))
    return LineChart(
        "production.months.chart",
        Text(
            "Chỉ số sản xuất công nghiệp lũy kế, so với cùng kỳ năm trước",
            "Industrial production, year to date on the year before",
        ),
        tuple(lines),
        Text(
            "Điểm là tháng có công bố; chỉ nối hai tháng liền nhau.",
            "Markers are published months; only months that follow each other are joined.",
        ),
    )
