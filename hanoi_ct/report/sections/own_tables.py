"""The office's own tables in the report: products, plans, electricity, clusters, output, labour.

Each is set in the chapter of its subject, row by row as the sheet has it, with growth for indexes.
What the sheet leaves out and its levels give is computed and marked so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hanoi_ct._inputs.months import month_number
from hanoi_ct.indicators.own_tables import WHOLE, OwnTable
from hanoi_ct.quantities.arithmetic import computed
from hanoi_ct.quantities.quantity import Quantity, assumed
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.cells import within
from hanoi_ct.report.document import (
    Bar,
    Block,
    Paragraph,
    Section,
    TargetChart,
)
from hanoi_ct.report.sections.own_grid import (
    GROWTH_ROLES,
    TITLES,
    WIDEST,
    Keys,
    head_of,
    row_name,
    whole_table,
)
from hanoi_ct.statements.wording import month_text, period_text
from hanoi_ct.text import Language, Text

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
        own = Section(0, f"own_{table.kind or 'other'}", TITLES[table.kind], tuple(blocks))
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


def leads(sections: Sequence[Section]) -> list[tuple[str, Text]]:
    """What the office's own tables say, for the first page: plans, then the lead of each chapter.

    Each with the key of its chapter.
    """
    blocks = [block for section in sections for block in section.blocks]
    plans = [
        block.title
        for block in blocks
        if isinstance(block, TargetChart) and block.key == "own.plans.chart"
    ]
    return [
        *(("own_plans", Text(title.vi + ".", title.en + ".")) for title in plans),
        *(
            (section.key, section.blocks[0].text)
            for section in sections
            if section.key.startswith("own_") and isinstance(section.blocks[0], Paragraph)
        ),
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
    whole = whole_table(table, keys, period)
    lead = _LEADS.get(table.kind, _no_lead)(table, keys, period)
    if len(whole.columns) - 1 <= WIDEST:
        return [*lead, whole], []
    if table.kind not in WHOLE:
        return lead, [whole]  # the chapter has its own table of most of these figures
    short = [c for c in table.columns if c.role in ("month", "to_date", "ytd", "of_plan")]
    if not short:
        short = [c for c in table.columns if c.role in GROWTH_ROLES][:WIDEST]
    if not short or table.kind == "cluster":
        short = list(table.columns)[-WIDEST + 1 :]
    brief = whole_table(replace(table, columns=tuple(short)), keys, period)
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
            what, head = row_name(row), head_of(column, table, short=True)
            label = Text(f"{what.vi}: {head.vi}", f"{what.en}: {head.en}")
            book.add(key, label, row.cells[column], of=of)
    return found


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
    against = {
        "ytd": Text("cộng dồn so với cùng kỳ", "year to date, year on year"),
        "yoy": Text("tháng này so với cùng kỳ", "the month, year on year"),
        "mom": Text("so với tháng trước", "on the month before"),
    }[role]
    number = len(found)
    how = Text(
        f"{number} sản phẩm chủ yếu có số so sánh ({against.vi}): {rose} tăng, {fell} giảm",
        f"{number} main products compared ({against.en}): {rose} rose, {fell} fell",
    )
    if number == rose:
        how = Text(
            f"Cả {number} sản phẩm chủ yếu có số so sánh đều tăng ({against.vi})",
            f"All {number} main products compared rose ({against.en})",
        )
    elif number == fell:
        how = Text(
            f"Cả {number} sản phẩm chủ yếu có số so sánh đều giảm ({against.vi})",
            f"All {number} main products compared fell ({against.en})",
        )
    words = Text(
        f"{how.vi}; {_ends(found, 'vi')}.",
        f"{how.en}; {_ends(found, 'en')}.",
    )
    return [Paragraph(words, "lead")]


def _ends(found: Sequence[tuple[float, str, Text]], language: Language) -> str:
    """The products at both ends, by what they did: grew fastest or least, fell most or least."""
    most, least = max(found, key=lambda one: one[0]), min(found, key=lambda one: one[0])
    top = (
        Text("tăng nhanh nhất", "fastest") if most[0] > 0 else Text("giảm ít nhất", "least falling")
    )
    end = (
        Text("giảm nhiều nhất", "deepest fall")
        if least[0] < 0
        else Text("tăng chậm nhất", "slowest")
    )
    verb = " là " if language == "vi" else ": "
    said = (
        f"{head.get(language)}{verb}{within(name.get(language))} ({{{key}:plain}})"
        for head, (_, key, name) in ((top, most), (end, least))
    )
    return ", ".join(said)


_FEW = 3


def _rates(table: OwnTable, keys: Keys, role: str) -> list[tuple[float, str, Text]]:
    """The growth of each product in a role, with its key and its name."""
    found = []
    for number, row in enumerate(table.rows):
        held = row.of(role)
        if held and held[1].value is not None and row.code != "TOTAL":
            found.append((held[1].value, keys[number, held[0]], row_name(row)))
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
    name = TITLES[table.kind] if row.code == "TOTAL" else row_name(row)
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
        (row.cells[column].value, keys[number, column], row_name(row))
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
            name = TITLES[table.kind] if total and table.kind != "trade" else row_name(row)
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
    title = _plans_title([(bar, value) for _, value, bar in bars], pace.value or 0.0)
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


def _plans_title(bars: Sequence[tuple[Bar, float]], pace: float) -> Text:
    """How many plans keep pace with the year, and which is furthest behind."""
    behind = [(value, bar) for bar, value in bars if value < pace]
    number = len(bars)
    if not behind:
        kept = Text(f"Cả {number} chỉ tiêu", f"All {number} plans")
        if number == 1:
            kept = Text("Chỉ tiêu của biểu", "The plan of the table")
        return Text(
            f"{kept.vi} đạt từ {{own.pace:plain}} kế hoạch năm trở lên, kịp tiến độ thời gian",
            f"{kept.en} reached {{own.pace:plain}} or more of the year, on pace",
        )
    _, last = min(behind, key=lambda one: one[0])
    count = Text(f"{len(behind)} trong {number} chỉ tiêu", f"{len(behind)} of {number} plans are")
    if len(behind) == number:
        count = Text(f"Cả {number} chỉ tiêu đều", f"All {number} plans are")
    if number == 1:
        count = Text("Chỉ tiêu của biểu", "The plan of the table is")
    name = Text(within(last.label.vi), within(last.label.en))
    return Text(
        f"{count.vi} dưới {{own.pace:plain}} kế hoạch năm (tiến độ thời gian); thấp nhất là "
        f"{name.vi}: {{{last.figure}:plain}}",
        f"{count.en} below {{own.pace:plain}} of the year (pace of time); lowest: "
        f"{name.en}, {{{last.figure}:plain}}",
    )


def _pace(period: str) -> Quantity:
    """The months that are over as a share of the year's twelve."""
    over, year = (assumed(count, count, "count", 0) for count in (month_number(period), 12))
    return computed("share", over, year, unit="percent", decimals=1)
