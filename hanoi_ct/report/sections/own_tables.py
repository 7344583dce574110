"""The office's own tables in the report: products, plans, electricity, clusters, output, labour.

Each is set in the chapter of its subject, row by row as the sheet has it, with growth for indexes.
What the sheet leaves out and its levels give is computed and marked so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hanoi_ct._inputs.months import month_number
from hanoi_ct.indicators.own_tables import WHOLE, OwnColumn, OwnRow, OwnTable
from hanoi_ct.quantities.arithmetic import computed
from hanoi_ct.quantities.quantity import Quantity, assumed
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.cells import SECTION_NAMES
from hanoi_ct.report.document import (
    Bar,
    Block,
    Cell,
    Column,
    FigureCell,
    Paragraph,
    Row,
    Section,
    Table,
    TargetChart,
)
from hanoi_ct.statements.formatting import unit_text
from hanoi_ct.statements.wording import month_text, period_text, same, short_period
from hanoi_ct.text import Text

_TITLES = {
    "product": Text("Sản phẩm công nghiệp chủ yếu", "Main industrial products"),
    "output": Text("Giá trị sản xuất công nghiệp", "Industrial output value"),
    "consumption_inventory": Text("Tiêu thụ và tồn kho", "Shipments and stocks"),
    "labour": Text("Lao động trong doanh nghiệp công nghiệp", "Labour in industrial enterprises"),
    "electricity": Text("Điện thương phẩm", "Electricity sold"),
    "cluster": Text("Khu, cụm công nghiệp", "Industrial zones and clusters"),
    "investment": Text("Vốn đầu tư", "Investment"),
    "iip": Text("Chỉ số sản xuất công nghiệp theo ngành", "Industrial production by division"),
    "retail": Text("Bán lẻ hàng hóa và dịch vụ", "Retail sales of goods and services"),
    "export": Text("Xuất khẩu", "Exports"),
    "import": Text("Nhập khẩu", "Imports"),
    "trade": Text("Xuất nhập khẩu", "Foreign trade"),
    "": Text("Biểu khác", "Other tables"),
}
# The chapter that a kind belongs to: the first of these that stands in the report, else its own.
_CHAPTERS = {
    "product": (),
    "output": (),
    "consumption_inventory": ("production",),
    "labour": ("production",),
    "electricity": ("energy",),
    "cluster": (),
    "investment": ("zones",),
    "iip": ("divisions", "production"),
    "retail": ("trade",),
    "export": ("exports",),
    "import": ("exports",),
    "trade": ("exports",),
    "": (),
}
# Where a chapter of its own stands: before the first of these that is there.
_BEFORE = {
    "product": ("trade", "exports"),
    "output": ("trade", "exports"),
    "consumption_inventory": ("trade", "exports"),
    "labour": ("trade", "exports"),
    "iip": ("trade", "exports"),
    "retail": ("exports",),
    "export": ("markets", "zones"),
    "import": ("markets", "zones"),
    "trade": ("markets", "zones"),
    "cluster": ("energy", "targets"),
    "investment": ("energy", "targets"),
    "electricity": ("targets",),
}
_HEADS = {
    "plan": Text("Kế hoạch năm", "Plan of the year"),
    "mom": Text("So tháng trước (%)", "On the month before (%)"),
    "point_mom": Text(
        "So cùng thời điểm tháng trước (%)", "On the same day of the month before (%)"
    ),
    "yoy": Text("So cùng kỳ (%)", "Year on year (%)"),
    "point_yoy": Text("So cùng thời điểm năm trước (%)", "On the same day of the year before (%)"),
    "quarter": Text("<when> so cùng kỳ (%)", "<when>, year on year (%)"),
    "ytd": Text("Cộng dồn so cùng kỳ (%)", "Year to date, year on year (%)"),
    "of_plan": Text("So kế hoạch (%)", "Of the plan (%)"),
    "share": Text("Cơ cấu (%)", "Share (%)"),
}
_STATUSES = {
    "estimate": Text("Ước <when>", "Estimate, <when>"),
    "preliminary": Text("Sơ bộ <when>", "Preliminary, <when>"),
    "official": Text("Chính thức <when>", "Official, <when>"),
}
# The marks by which a table states a gap.
BLANK = "\N{NO-BREAK SPACE}"  # a cell that is not filled in
GAPS = {"nil": "-", "not_available": "…", "not_yet": "..", "not_applicable": "x"}
# The key of the figure in a row and a column.
Keys = dict[tuple[int, OwnColumn], str]
_GROWTH_ROLES = ("mom", "point_mom", "yoy", "point_yoy", "quarter", "ytd")
_WIDEST = 6  # columns of figures that a page holds upright
_MOST_BARS = 14


def place(
    sections: Sequence[Section], tables: Sequence[OwnTable], period: str, book: FigureBook
) -> list[Section]:
    """The chapters with the office's own tables set in them; others get chapters of their own."""
    placed = list(sections)
    annex: list[Block] = []
    keyed = [(table, _keys(table, book)) for table in tables]
    for table, keys in keyed:
        blocks, wide = _blocks(table, keys, period)
        annex.extend(wide)
        chapter = next(
            (key for key in _CHAPTERS[table.kind] if _at(placed, (key,), spoken=True) >= 0), None
        )
        if chapter is not None:
            at = _at(placed, (chapter,))
            placed[at] = replace(placed[at], blocks=(*placed[at].blocks, *blocks))
            continue
        at = _at(placed, _BEFORE.get(table.kind, ()))
        own = Section(0, f"own_{table.kind or 'other'}", _TITLES[table.kind], tuple(blocks))
        placed.insert(at if at >= 0 else len(placed), own)
    plans = _plans(keyed, period, book)
    if plans:
        at = _at(placed, ("targets",), spoken=True)
        if at >= 0:
            placed[at] = replace(placed[at], blocks=(*placed[at].blocks, *plans))
        else:
            title = Text("Thực hiện kế hoạch năm", "The plan of the year")
            placed.append(Section(0, "own_plans", title, tuple(plans)))
    if annex:
        title = Text("Biểu chi tiết của đơn vị", "Detailed tables of the office")
        placed.append(Section(0, "own_annex", title, tuple(annex), annex=True))
    return placed


def leads(sections: Sequence[Section]) -> list[Text]:
    """What the chapters of the office's own tables say first, for the first page."""
    return [
        section.blocks[0].text
        for section in sections
        if section.key.startswith("own_") and isinstance(section.blocks[0], Paragraph)
    ]


def _at(sections: Sequence[Section], keys: Sequence[str], *, spoken: bool = False) -> int:
    """The first chapter with one of these keys, or that says something; -1 where none is."""
    for key in keys:
        for number, section in enumerate(sections):
            if section.key == key and (not spoken or _speaks(section)):
                return number
    return -1


def _speaks(section: Section) -> bool:
    return any(not isinstance(b, Paragraph) or b.role in ("lead", "body") for b in section.blocks)


def _blocks(table: OwnTable, keys: Keys, period: str) -> tuple[list[Block], list[Block]]:
    """What the chapter says of a table, and the whole of a table that needs a page across."""
    whole = _whole(table, keys, period)
    lead = _LEADS.get(table.kind, _no_lead)(table, keys, period)
    if len(whole.columns) - 1 <= _WIDEST:
        return [*lead, whole], []
    if table.kind not in WHOLE:
        return lead, [whole]  # the chapter has its own table of most of these figures
    short = [c for c in table.columns if c.role in ("month", "to_date", "ytd", "of_plan")]
    if not short:
        short = [c for c in table.columns if c.role in _GROWTH_ROLES][:_WIDEST]
    if not short or table.kind == "cluster":
        short = list(table.columns)[-_WIDEST + 1 :]
    brief = _whole(replace(table, columns=tuple(short)), keys, period)
    brief = replace(brief, key=f"{whole.key}.brief", wide=False)
    return [*lead, brief], [whole]


def _keys(table: OwnTable, book: FigureBook) -> Keys:
    """Every figure of the table under a key."""
    found: Keys = {}
    kind = table.kind or "other"
    totals = 0
    for number, row in enumerate(table.rows):
        name = f"own.{kind}.{number}"
        if row.code == "TOTAL" and totals == 0:
            name, totals = f"own.{kind}.total", 1
        for place_of, column in enumerate(table.columns):
            if column not in row.cells:
                continue
            # One figure a role bears the bare name, by which sentences call it.
            alone = len([c for c in row.cells if c.role == column.role]) == 1
            key = f"{name}.{column.role}" if alone else f"{name}.{column.role}.{place_of}"
            found[number, column] = key
        for column in row.cells:
            key = found[number, column]
            of = None
            if column in row.bases:
                upper, base = (found[number, one] for one in row.bases[column])
                roles = ("part", "total") if column.role == "of_plan" else ("level", "base")
                of = {roles[0]: f"{upper}:plain", roles[1]: f"{base}:plain"}
            what, head = _name(row), _head(column, table, short=True)
            label = Text(f"{what.vi}: {head.vi}", f"{what.en}: {head.en}")
            book.add(key, label, row.cells[column], of=of)
    return found


def _plain(text: str) -> str:
    """Words of a sheet: no brace of theirs may name a figure, no angle be filled."""
    return text.translate(str.maketrans("{}<>", "()‹›"))


def _name(row: OwnRow) -> Text:
    words = _plain(row.label)
    words = words[:1].upper() + words[1:]
    english = SECTION_NAMES[row.code].en if row.code in ("B", "C", "D", "E") else words
    return Text(words, english)


def _head(column: OwnColumn, table: OwnTable, *, short: bool = False) -> Text:
    """The title of a column: what it measures, of which period, estimated or official."""
    if column.heading:
        return same(_plain(column.heading))
    when = short_period(*column.period)
    if column.role in _HEADS:
        words = _HEADS[column.role].fill(when=when)
        alone = len([c for c in table.columns if c.role == column.role]) == 1
        if not alone and column.role != "quarter":
            words = Text(f"{when.vi}: {_lower(words.vi)}", f"{when.en}: {_lower(words.en)}")
    else:
        lowered = Text(_lower(when.vi), when.en)
        status = table.statuses.get(column, "")
        words = _STATUSES[status].fill(when=lowered) if status in _STATUSES else when
    if column.quantity and not short:
        kind = {"volume": Text("lượng", "volume"), "value": Text("trị giá", "value")}
        more = kind.get(column.quantity, same(_plain(column.quantity)))
        words = Text(f"{words.vi}, {more.vi}", f"{words.en}, {more.en}")
    return words


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _whole(table: OwnTable, keys: Keys, period: str) -> Table:
    """A line a row of the sheet; a column of units where each row has one of its own."""
    one_unit = all(len(_units(row, table)) <= 1 for row in table.rows)
    units = one_unit and any(_units(row, table) for row in table.rows)
    common = {column: _unit_of_column(table, column) for column in table.columns}
    columns = [Column(_TITLES_OF_ROWS.get(table.kind, Text("Chỉ tiêu", "Indicator")), False)]
    if units:
        columns.append(Column(Text("Đơn vị", "Unit"), numeric=False))
    for column in table.columns:
        head = _head(column, table)
        unit = common[column]
        if not units and unit and not column.heading:
            head = Text(f"{head.vi} ({unit.vi})", f"{head.en} ({unit.en})")
        columns.append(Column(head))
    rows = []
    for number, row in enumerate(table.rows):
        cells: list[Cell] = [_name(row)]
        if units:
            cells.append(_unit(row, table))
        for column in table.columns:
            bare = units or common[column] is not None or column.role in _HEADS
            cells.append(_cell(row, column, keys.get((number, column)), bare=bare))
        rows.append(Row(tuple(cells), emphasis=row.code == "TOTAL"))
    title = Text("<title>, <when>", "<title>, <when>").fill(
        title=_TITLES[table.kind], when=_when(table, period)
    )
    return Table(
        f"own.{table.kind or 'other'}",
        title,
        tuple(columns),
        tuple(rows),
        note=_note(table),
        wide=len(columns) - 1 > _WIDEST,
    )


_TITLES_OF_ROWS = {
    "product": Text("Sản phẩm", "Product"),
    "cluster": Text("Khu, cụm", "Zone, cluster"),
    "iip": Text("Ngành", "Industry"),
    "consumption_inventory": Text("Ngành", "Industry"),
}


def _when(table: OwnTable, period: str) -> Text:
    to_date = any(c.role in ("to_date", "ytd") for c in table.columns)
    return period_text(f"{period[:4]}-01", period) if to_date else month_text(period)


def _note(table: OwnTable) -> Text | None:
    shown = Text("Số của đơn vị báo cáo.", "Figures reported by the office.")
    if any(c.role in _GROWTH_ROLES for c in table.columns):
        growth = Text(
            " Các cột so sánh là tốc độ tăng (5,0 là tăng 5,0%).",
            " Comparisons are growth rates (5.0 is a rise of 5.0%).",
        )
        shown = Text(shown.vi + growth.vi, shown.en + growth.en)
    gaps = {mark for row in table.rows for mark in row.gaps.values()}
    if gaps:
        words = Text(
            " -: không phát sinh; …: không có số liệu; ..: chưa có; x: không áp dụng.",
            " -: none; …: not available; ..: not yet; x: not applicable.",
        )
        shown = Text(shown.vi + words.vi, shown.en + words.en)
    return shown


def _units(row: OwnRow, table: OwnTable) -> set[str]:
    return {
        q.unit
        for column, q in row.cells.items()
        if q.unit not in ("percent", "count") and column in table.columns
    }


def _unit(row: OwnRow, table: OwnTable) -> Cell:
    named = _units(row, table)
    if not named:
        return same(BLANK)
    (unit,) = named
    own = " ".join(_plain(row.unit_raw).split())
    vi = own if any(letter.isalpha() for letter in own) and len(own) <= 24 else ""
    return Text(vi or unit_text(unit, "vi"), unit_text(unit, "en"))


def _unit_of_column(table: OwnTable, column: OwnColumn) -> Text | None:
    """The unit that all figures of a column share; None where they differ or have none."""
    units = {row.cells[column].unit for row in table.rows if column in row.cells}
    if len(units) != 1:
        return None
    (unit,) = units
    if unit == "percent" and column.role in _HEADS:
        return None
    words = Text(unit_text(unit, "vi"), unit_text(unit, "en"))
    return words if words.vi else None


def _cell(row: OwnRow, column: OwnColumn, key: str | None, *, bare: bool) -> Cell:
    if key is None:
        return same(GAPS.get(row.gaps.get(column, ""), BLANK))
    hedged = row.cells[column].qualifier != "exact"
    return FigureCell(key, "value" if hedged or not bare else "number")


# -- what a chapter says first --


def _no_lead(table: OwnTable, keys: Keys, period: str) -> list[Block]:
    return []


def _rises_and_falls(table: OwnTable, keys: Keys, period: str) -> list[Block]:
    """How many products rose and fell, and the two at the ends."""
    by_role = {role: _rates(table, keys, role) for role in ("ytd", "yoy", "mom")}
    role = next((role for role, rates in by_role.items() if len(rates) >= _FEW), None)
    if role is None:
        return []
    found = by_role[role]
    rose, fell = len([g for g, _, _ in found if g > 0]), len([g for g, _, _ in found if g < 0])
    most, least = max(found, key=lambda one: one[0]), min(found, key=lambda one: one[0])
    against = {
        "ytd": Text("cộng dồn so với cùng kỳ", "year to date, year on year"),
        "yoy": Text("tháng này so với cùng kỳ", "the month year on year"),
        "mom": Text("so với tháng trước", "on the month before"),
    }[role]
    how = Text(f"{rose} tăng, {fell} giảm", f"{rose} rose and {fell} fell")
    if len(found) in (rose, fell):
        how = Text("đều tăng", "all rose") if rose else Text("đều giảm", "all fell")
    words = Text(
        f"Trong {len(found)} sản phẩm có số so sánh ({against.vi}): {how.vi}. "
        f"{most[2].vi} {{{most[1]}:change}}, {least[2].vi} {{{least[1]}:change}}.",
        f"Of {len(found)} products with a comparison ({against.en}): {how.en}. "
        f"{most[2].en}: {{{most[1]}:change}}; {least[2].en}: {{{least[1]}:change}}.",
    )
    return [Paragraph(words, "lead")]


_FEW = 3


def _rates(table: OwnTable, keys: Keys, role: str) -> list[tuple[float, str, Text]]:
    """The growth of each product in a role, with its key and its name."""
    found = []
    for number, row in enumerate(table.rows):
        held = row.of(role)
        if held and held[1].value is not None and row.code != "TOTAL":
            found.append((held[1].value, keys[number, held[0]], _name(row)))
    return found


def _total(table: OwnTable, keys: Keys, period: str) -> list[Block]:
    """The level since January of the total, its growth and its plan."""
    number, row = next(
        ((n, row) for n, row in enumerate(table.rows) if row.code == "TOTAL"), (0, table.rows[0])
    )
    level, when = row.of("to_date"), period_text(f"{period[:4]}-01", period)
    growth, plan = row.of("ytd"), row.of("of_plan")
    if level is None and growth is None:
        level, growth, plan = row.of("month"), row.of("yoy"), None
        when = month_text(period)
    parts = []
    if level:
        key = keys[number, level[0]]
        parts.append(Text(f"đạt {{{key}}}", f"was {{{key}}}"))
    if growth:
        key = keys[number, growth[0]]
        parts.append(Text(f"{{{key}:change}} so với cùng kỳ", f"{{{key}:change}} year on year"))
    if plan:
        key = keys[number, plan[0]]
        parts.append(Text(f"bằng {{{key}}} kế hoạch năm", f"{{{key}}} of the year's plan"))
    if not parts:
        return []
    name = _TITLES[table.kind] if row.code == "TOTAL" else _name(row)
    words = Text(
        f"{name.vi} {when.vi} " + ", ".join(part.vi for part in parts) + ".",
        f"{name.en}, {when.en}: " + ", ".join(part.en for part in parts) + ".",
    )
    return [Paragraph(words, "lead")]


def _occupancy(table: OwnTable, keys: Keys, period: str) -> list[Block]:
    """How full clusters are: the emptiest and the fullest."""
    column = next(
        (
            c
            for c in table.columns
            if "lấp đầy" in c.heading.lower() and any(c in row.cells for row in table.rows)
        ),
        None,
    )
    rates = [
        (row.cells[column].value, keys[number, column], _name(row))
        for number, row in enumerate(table.rows)
        if column
        and row.code != "TOTAL"
        and column in row.cells
        and row.cells[column].value is not None
    ]
    if len(rates) < 2:
        return []
    least, most = min(rates, key=lambda r: r[0] or 0.0), max(rates, key=lambda r: r[0] or 0.0)
    words = Text(
        f"Biểu có {len(rates)} khu, cụm công nghiệp với tỷ lệ lấp đầy từ {{{least[1]}:plain}} "
        f"({least[2].vi}) đến {{{most[1]}:plain}} ({most[2].vi}).",
        f"{len(rates)} zones and clusters with an occupancy from {{{least[1]}:plain}} "
        f"({least[2].en}) to {{{most[1]}:plain}} ({most[2].en}).",
    )
    return [Paragraph(words, "lead")]


_LEADS = {
    "product": _rises_and_falls,
    "output": _total,
    "electricity": _total,
    "cluster": _occupancy,
    "investment": _total,
}


# -- plans --


def _plans(keyed: Sequence[tuple[OwnTable, Keys]], period: str, book: FigureBook) -> list[Block]:
    """How far each plan of the year is met, against the part of the year that is over."""
    bars = []
    for table, keys in keyed:
        for number, row in enumerate(table.rows):
            held = row.of("of_plan")
            if held is None or held[1].value is None:
                continue
            total = row.code == "TOTAL"
            key = keys[number, held[0]]
            name = _TITLES[table.kind] if total and table.kind != "trade" else _name(row)
            bars.append((not total, held[1].value, Bar(name, key, total)))
    if not bars:
        return []
    pace = _pace(period)
    book.add(
        "own.pace",
        Text("Phần thời gian của năm đã qua", "Part of the year that is over"),
        pace,
        Text(f"{month_number(period)} / 12", f"{month_number(period)} / 12"),
    )
    reached = len([value for _, value, _ in bars if value >= (pace.value or 0.0)])
    counted = Text(str(reached), str(reached)) if reached else Text("Chưa chỉ tiêu nào", "None")
    title = Text(
        f"{counted.vi} trong {len(bars)} chỉ tiêu đạt từ {{own.pace:plain}} kế hoạch năm trở lên, "
        f"ngang với phần thời gian đã qua",
        f"{counted.en} of {len(bars)} plans have reached {{own.pace:plain}} or more, the part of "
        "the year that is over",
    )
    shown = sorted(bars, key=lambda one: (one[0], -one[1]))[:_MOST_BARS]
    return [
        TargetChart(
            "own.plans.chart",
            title,
            tuple(bar for _, _, bar in shown),
            "own.pace",
            "own.pace",
            Text("Phần thời gian đã qua", "Part of the year that is over"),
        )
    ]


def _pace(period: str) -> Quantity:
    """The months that are over as a share of the year's twelve."""
    over, year = (assumed(count, count, "count", 0) for count in (month_number(period), 12))
    return computed("share", over, year, unit="percent", decimals=1)
