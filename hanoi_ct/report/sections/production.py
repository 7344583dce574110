"""Section 1: industrial production."""

from __future__ import annotations

from hanoi_ct._inputs.months import year
from hanoi_ct.indicators.companions import Companions
from hanoi_ct.indicators.implied import Implied, behind, months_of
from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.indicators.production import SECTIONS, Production
from hanoi_ct.quantities.quantity import ends
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.cells import SECTION_NAMES, SHORT_NAMES, cell, extremes, than
from hanoi_ct.report.document import (
    Bar,
    BarChart,
    Block,
    Column,
    Paragraph,
    Row,
    Section,
    Table,
)
from hanoi_ct.report.sections.adjusted import adjusted
from hanoi_ct.report.sections.months import (
    add_implied,
    add_path,
    doubtful_rates,
    path_chart,
    path_title,
)
from hanoi_ct.statements.formatting import MONTH_NAMES
from hanoi_ct.statements.wording import month_text, months_to, period_text, short_period
from hanoi_ct.text import Text

_TOTAL = Text(
    "Tốc độ tăng chỉ số sản xuất công nghiệp, <when>", "Growth of industrial production, <when>"
)
_DIFFERENCE = Text("Chênh lệch (điểm phần trăm)", "Difference (percentage points)")
_ALL = -100.0  # nothing falls by more


def section(
    tables: Tables, production: Production, beside: Companions, book: FigureBook
) -> Section:
    """Industrial production: month, year to date and implied months; why; divisions follow."""
    now, before = period_text(*tables.year_to_date), period_text(*tables.year_before)
    _add_totals(production, book, now, before)
    keys, implied, implied_before = _add_months(tables, production, book)
    blocks: list[Block] = _lead(production, now, before)
    blocks.extend(_of_the_month(tables, production, book))
    blocks.extend(adjusted(tables, book))
    blocks.extend(_slowing(tables, production, implied, implied_before, book))
    chart = path_chart(
        "production.months.chart",
        _path_title(tables, production, implied, keys, book),
        keys,
        production.implied,
        implied,
        book,
    )
    if chart:
        blocks.append(chart)
    table = _section_table(tables, production, book)
    if table:
        blocks.append(table)
    section_chart = _section_chart(production, now, book)
    if section_chart:
        blocks.append(section_chart)
    blocks.extend(doubtful_rates(production.implied, implied))
    blocks.extend(_doubtful_sections(production, book))
    blocks.extend(_companions(beside, book))
    return Section(
        1, "production", Text("Sản xuất công nghiệp", "Industrial production"), tuple(blocks)
    )


_PATH = Text("Sản xuất công nghiệp", "Industrial production")
_IIP = Text("Chỉ số sản xuất công nghiệp", "Industrial production")


def _add_months(
    tables: Tables, production: Production, book: FigureBook
) -> tuple[dict[int, dict[int, str]], dict[str, str], dict[str, str]]:
    """Keep the path of two years and what it implies."""
    known = {tables.period: "production.total", tables.year_before[1]: "production.total.before"}
    before = add_path("production.total", _IIP, production.last_year, known, book)
    now = add_path("production.total", _IIP, production.this_year, known, book)
    implied = add_implied("production", _IIP, production.implied, now, book)
    implied_before = add_implied("production", _IIP, production.implied_before, before, book)
    keys = {year(tables.year_before[0]): before, year(tables.year_to_date[0]): now}
    return keys, implied, implied_before


def _of_the_month(tables: Tables, production: Production, book: FigureBook) -> list[Block]:
    """The month on the month before and on the same month of the year before; the quarter."""
    when = month_text(tables.period)
    label = Text("Chỉ số sản xuất công nghiệp <when>, <how>", "Industrial production <when>, <how>")
    on_month = Text("so với tháng trước", "on the month before")
    on_year = Text("so với cùng kỳ", "year on year")
    book.add(
        "production.month.mom",
        label.fill(when=when, how=on_month),
        production.month_on_month.get("TOTAL"),
    )
    book.add("production.month", label.fill(when=when, how=on_year), production.month.get("TOTAL"))
    book.add(
        "production.quarter",
        Text("Chỉ số sản xuất công nghiệp của quý", "Industrial production of the quarter"),
        production.quarter,
    )
    parts = []
    if book.has("production.month.mom"):
        parts.append(
            Text(
                "{production.month.mom:change} so với tháng trước",
                "{production.month.mom:change} on the month before",
            )
        )
    if book.has("production.month"):
        parts.append(
            Text(
                "{production.month:change} so với cùng kỳ năm trước",
                "{production.month:change} year on year",
            )
        )
    blocks: list[Block] = []
    if parts:
        words = Text(
            "Riêng <when>, chỉ số " + " và ".join(part.vi for part in parts) + ".",
            "In <when> alone the index was " + " and ".join(part.en for part in parts) + ".",
        )
        if book.has("production.quarter"):
            quarter = Text(
                " Cả quý {production.quarter:change} so với cùng kỳ.",
                " The quarter was {production.quarter:change} year on year.",
            )
            words = Text(words.vi + quarter.vi, words.en + quarter.en)
        blocks.append(Paragraph(words.fill(when=when)))
    return blocks


def _path_title(
    tables: Tables,
    production: Production,
    implied: dict[str, str],
    years: dict[int, dict[int, str]],
    book: FigureBook,
) -> Text:
    """What the path says: of the latest months where it implies something of them."""
    last = behind(production.implied, tables.period)
    if last is None or last.doubtful or tables.period not in implied:
        keys = "production.total", "production.total.before"
        return path_title(_PATH, keys, years, tables.year_to_date, book)
    direction = _direction(last)
    return Text(
        f"Sản xuất {direction.vi}: <when> {{{implied[tables.period]}:span}}, cộng dồn "
        "{production.total:plain}",
        f"Production is {direction.en}: {{{implied[tables.period]}:span}} in <when>, "
        "{production.total:plain} year to date",
    ).fill(when=_short_span(last))


def _direction(implied: Implied) -> Text:
    low, high = ends(implied.growth)
    earlier_low, earlier_high = ends(implied.earlier)
    if high < earlier_low:
        return Text("chậm lại", "slowing")
    if low > earlier_high:
        return Text("tăng tốc", "speeding up")
    return Text("ổn định", "holding its pace")


def _short_span(implied: Implied) -> Text:
    first, last = months_of(implied)
    if first == last:
        return month_text(implied.last)
    end = month_text(implied.last)
    start = Text(f"tháng {first}", MONTH_NAMES[first - 1])
    return Text(f"{start.vi}–{last}/{implied.last[:4]}", f"{start.en} to {end.en}")


def _slowing(
    tables: Tables,
    production: Production,
    implied: dict[str, str],
    implied_before: dict[str, str],
    book: FigureBook,
) -> list[Block]:
    """What the months since the last cumulative figure must have done, beside a year before."""
    last = behind(production.implied, tables.period)
    if last is None or last.doubtful:
        return []
    earlier = book.figures[implied[tables.period]].inputs
    before_key = next(key for key in earlier if key.startswith("production.total"))
    for key in earlier:
        if key.startswith("production.total.") and key != "production.total":
            before_key = key
    words = Text(
        f"Từ mức cộng dồn <earlier> ({{{before_key}:plain}}) và <now> ({{production.total:plain}}) "
        f"suy ra <when> {{{implied[tables.period]}:span}} so với cùng kỳ: sản xuất <direction>.",
        f"The cumulative rates <earlier> ({{{before_key}:plain}}) and <now> "
        f"({{production.total:plain}}) imply that production was "
        f"{{{implied[tables.period]}:span}} year on year in <when>: it is <direction>.",
    )
    year_before = behind(production.implied_before, tables.year_before[1])
    if year_before and not year_before.doubtful and year_before.first[5:] == last.first[5:]:
        more = Text(
            f" Cùng những tháng này của năm trước, mức suy ra là "
            f"{{{implied_before[year_before.last]}:span}}.",
            f" In the same months of the year before it was "
            f"{{{implied_before[year_before.last]}:span}}.",
        )
        words = Text(words.vi + more.vi, words.en + more.en)
    filled = words.fill(
        earlier=months_to(last.earlier.period_end),
        now=months_to(tables.period),
        when=period_text(last.first, last.last),
        direction=_direction(last),
    )
    return [Paragraph(filled)]


def _doubtful_sections(production: Production, book: FigureBook) -> list[Block]:
    """Rates of the table that can hardly be right, each with the rate that speaks against it."""
    found: list[Block] = []
    for code, one in production.doubtful.items():
        name = SECTION_NAMES[code]
        keys = []
        for rate_of in (one.earlier, one.later):
            key = f"production.section.{code}.{rate_of.period_end}"
            when = period_text(rate_of.period_start, rate_of.period_end)
            label = Text("Tốc độ tăng: <name>, <when>", "Growth: <name>, <when>")
            book.add(key, label.fill(name=name, when=when), rate_of)
            keys.append(key)
        share, implied = f"production.doubt.{code}.share", f"production.doubt.{code}"
        label = Text("<name>: phần của các tháng đầu, giả định", "<name>: part of the first months")
        book.add(share, label.fill(name=name), one.share)
        label = Text("<name>: các tháng giữa phải đạt", "<name>: needed of the months between")
        of = {"whole": keys[1], "weight": share, "part": keys[0]}
        book.add(implied, label.fill(name=name), one.growth, of=of)
        needed = Text(f"{{{implied}:span}}", f"growth of {{{implied}:interval}}")
        if ends(one.growth)[1] < _ALL:
            needed = Text(
                f"giảm hơn 100% (suy ra {{{implied}:interval}})",
                f"a fall by more than 100% (implied: {{{implied}:interval}})",
            )
        words = Text(
            f"<name>: {{{keys[1]}:plain}} (<when>) khó đúng bên cạnh {{{keys[0]}:plain}} của kỳ "
            "trước, vì các tháng giữa phải <needed>. Số này cần rà soát và không dùng để ước "
            "lượng.",
            f"<name>: {{{keys[1]}:plain}} (<when>) can hardly be right beside {{{keys[0]}:plain}} "
            "of the period before, since the months between would need <needed>. It should be "
            "reviewed and enters no estimate.",
        ).fill(needed=needed)
        when = period_text(one.later.period_start, one.later.period_end)
        found.append(Paragraph(words.fill(name=name, when=when), "caveat"))
    return found


def _companions(beside: Companions, book: FigureBook) -> list[Block]:
    """Shipments, stocks and labour of the month and of the year to date."""
    rows = []
    for name, label in _COMPANIONS.items():
        keys = []
        for kind, quantity in beside.rates(name).items():
            key = f"{name}.{kind}"
            book.add(
                key,
                Text(f"{label.vi}, {_KINDS[kind].vi}", f"{label.en}, {_KINDS[kind].en}"),
                quantity,
            )
            keys.append((kind, key))
        known = {kind: key for kind, key in keys if book.has(key)}
        if known:
            rows.append(
                Row((label, *(cell(known.get(kind, ""), kind in known) for kind in _KINDS)))
            )
    if not rows:
        return []
    return [
        Table(
            "production.companions",
            Text("Tiêu thụ, tồn kho và lao động", "Shipments, stocks and labour"),
            (
                Column(Text("Chỉ số", "Index"), numeric=False),
                *(
                    Column(Text(name.vi[0].upper() + name.vi[1:], name.en[0].upper() + name.en[1:]))
                    for name in _KINDS.values()
                ),
            ),
            tuple(rows),
        )
    ]


_KINDS = {
    "mom": Text("so với tháng trước", "on the month before"),
    "yoy": Text("so với cùng kỳ", "year on year"),
    "total": Text("cộng dồn so với cùng kỳ", "year to date, year on year"),
}
_COMPANIONS = {
    "manufacturing_consumption_index": Text(
        "Tiêu thụ ngành chế biến, chế tạo", "Manufacturing shipments"
    ),
    "manufacturing_inventory_index": Text(
        "Tồn kho ngành chế biến, chế tạo", "Manufacturing stocks"
    ),
    "industrial_employment_index": Text(
        "Lao động của doanh nghiệp công nghiệp", "Labour in industrial enterprises"
    ),
}


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
        Text("Tăng trưởng chung hai năm", "Growth over two years together"),
        production.two_years,
        of={"before": "production.total.before", "now": "production.total"},
    )
    book.add(
        "production.average",
        Text("Bình quân mỗi năm trong hai năm", "Average annual growth over two years"),
        production.average,
        of={"before": "production.total.before", "now": "production.total"},
    )


def _lead(production: Production, now: Text, before: Text) -> list[Block]:
    if production.annual:
        return [
            Paragraph(
                Text(
                    "Chưa tìm thấy trong bộ số liệu chỉ số sản xuất công nghiệp chung của Hà Nội "
                    "cho "
                    "<now>; bảng chỉ số theo năm, chưa đối chiếu với niên giám, ghi "
                    "{production.annual:change} so với năm trước.",
                    "The data do not hold the total index of industrial production of Hanoi for "
                    "<now>; "
                    "a table by year, not checked against the yearbook, has it "
                    "{production.annual:change} year on year.",
                ).fill(now=now)
            )
        ]
    if production.total is None:
        return [
            Paragraph(
                Text(
                    "Chưa tìm thấy trong bộ số liệu chỉ số sản xuất công nghiệp chung của Hà Nội "
                    "cho <now>.",
                    "The data do not hold the total index of industrial production of Hanoi for "
                    "<now>.",
                ).fill(now=now),
                "absent",
            )
        ]
    words = Text(
        "Chỉ số sản xuất công nghiệp (IIP) của Hà Nội <now> {production.total:change} so với cùng "
        "kỳ năm trước.",
        "Hanoi's index of industrial production (IIP) for <now> was {production.total:change} "
        "year on year.",
    ).fill(now=now)
    if production.difference is None:
        missing = Text(
            " Chưa tìm thấy mức tăng của cùng kỳ năm trước nên không so sánh được tốc độ.",
            " The rate of a year before was not found, so the two cannot be compared.",
        )
        return [Paragraph(Text(words.vi + missing.vi, words.en + missing.en), "lead")]
    compared = Text(
        " Tốc độ này {production.difference:comparison} <than> <before> "
        "({production.total.before:change}).",
        " The rate is {production.difference:comparison} <than> for <before> "
        "({production.total.before:change}).",
    ).fill(before=before, than=than(production.difference))
    precision = Text(
        "Hai tốc độ đều đã làm tròn, nên chênh lệch thực từ "
        "{production.difference:interval}. Tính chung hai năm, sản xuất "
        "{production.two_years:change} (từ {production.two_years:interval}), bình quân "
        "{production.average:change} mỗi năm.",
        "Both rates are rounded, so the true difference is "
        "{production.difference:interval}. Over the two years together production is "
        "{production.two_years:change} ({production.two_years:interval}), an "
        "average annual growth of {production.average:plain}.",
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
            "Growth year on year, by section",
        ),
        tuple(columns),
        tuple(rows),
        note=None
        if compared
        else Text(
            "Chưa tìm thấy số liệu ngành cấp 1 của cùng kỳ năm trước.",
            "Rates of sections a year before were not found in the data.",
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


def _section_chart(production: Production, now: Text, book: FigureBook) -> BarChart | None:
    if not production.sections:
        return None
    total = [Bar(SECTION_NAMES["TOTAL"], "production.total", True)] if production.total else []
    return BarChart(
        "production.sections.chart",
        extremes(
            [
                (SHORT_NAMES[code], f"production.section.{code}")
                for code in SECTIONS
                if code in production.sections
            ],
            book,
            Text(
                "Sản xuất theo ngành cấp 1, <now> so với cùng kỳ",
                "Production by section, <now> year on year",
            ).fill(now=now),
        ),
        (
            *total,
            *(
                Bar(SECTION_NAMES[code], f"production.section.{code}")
                for code in SECTIONS
                if code in production.sections
            ),
        ),
    )
