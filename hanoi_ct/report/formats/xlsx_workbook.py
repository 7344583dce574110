"""The report's tables as a workbook whose computed cells are live formulas.

Every figure stands once, on the sheet of evidence: its number, its formula over the cells of its
inputs, its interval, kind and sources. The tables show these cells by reference, so that whoever
changes a level sees every rate that rests on it change. Rates are stored as fractions and shown in
percent; points stay points.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from hanoi_ct._optional import require
from hanoi_ct.quantities.units import shift_point
from hanoi_ct.report.document import FigureCell, Report, Row, Section, Table
from hanoi_ct.report.formats.paper import Paper, clean
from hanoi_ct.report.formats.words import kind_name, table_title
from hanoi_ct.report.formats.xlsx_layout import Cells, height, widths
from hanoi_ct.report.office import Office
from hanoi_ct.statements.figure import Figure
from hanoi_ct.statements.formatting import (
    figure_text,
    plain_text,
    qualifier_text,
    unit_text,
)
from hanoi_ct.statements.wording import short_period
from hanoi_ct.tables.made import MARK
from hanoi_ct.text import Language, Text

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_EVIDENCE = Text("Căn cứ", "Evidence")
_NUMBER_STYLES = ("value", "plain", "number", "signed", "signed_number", "hedged_number")
_SHARES = ("percent",)
_POINTS = ("percentage_points",)
_VALUE_COLUMN = "D"
_DEFAULT = 8.4  # letters that a column holds whose width is not set
# Units of money: the currency and the power of ten.
_SCALES = {
    "million_usd": ("usd", 6),
    "billion_usd": ("usd", 9),
    "million_vnd": ("vnd", 6),
    "billion_vnd": ("vnd", 9),
    "thousand_billion_vnd": ("vnd", 12),
}

_HEADS = (
    (Text("Khóa", "Key"), 26),
    (Text("Chỉ tiêu", "Figure"), 46),
    (Text("Kỳ", "Period"), 18),
    (Text("Giá trị", "Value"), 16),
    (Text("Cận dưới", "Low"), 14),
    (Text("Cận trên", "High"), 14),
    (Text("Đơn vị", "Unit"), 16),
    (Text("Trạng thái", "Status"), 20),
    (Text("Cách tính", "Calculation"), 50),
    (Text("Số liệu đầu vào", "Inputs"), 36),
    (Text("Nguồn", "Source"), 60),
    (Text("Nơi khác ghi", "Stated elsewhere"), 30),
)
# A formula in words that is arithmetic and nothing else can be computed by the sheet.
_PLACEHOLDER = re.compile(r"\{([A-Za-z0-9_.-]+)(?::[a-z_]+)?\}")
_ARITHMETIC = re.compile(r"[\s0-9+\-*/().]*|SQRT")


def xlsx_workbook(report: Report, language: Language = "vi", office: Office | None = None) -> bytes:
    """Write the tables of a report as a workbook.

    Parameters
    ----------
    report : Report
    language : {"vi", "en"}, default "vi"
    office : Office, optional
        Its name stands in the properties of the file.

    Returns
    -------
    bytes
        An ``.xlsx`` file: a sheet a section with tables, and the sheet of evidence. No text of
        the data becomes a formula.
    """
    require("xlsxwriter", "xlsx_workbook")
    return _Writer(report, language, office or Office()).written()


# Excel takes names of up to 31 letters; a number may follow.
_LONGEST_NAME = 28


class _Writer:
    """Writes sheet after sheet of one workbook."""

    def __init__(self, report: Report, language: Language, office: Office) -> None:
        import xlsxwriter

        self.paper = Paper(report, language, office)
        self.language = language
        self.buffer = io.BytesIO()
        # Nothing but what this module calls a formula or an address may become one.
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.book: Workbook = xlsxwriter.Workbook(self.buffer, options)
        self.rows = {key: number for number, key in enumerate(report.figures, start=2)}
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._names: set[str] = set()

    def written(self) -> bytes:
        paper, report = self.paper, self.paper.report
        self.book.set_properties(
            {
                "title": paper.plain(report.title),
                "author": paper.office.co_quan_ban_hanh,
                "keywords": MARK,
            }
        )
        # Annexes first: the standard table is what the workbook is opened for.
        for section in sorted(report.sections, key=lambda section: not section.annex):
            self._section(section)
        self._evidence()
        self.book.close()
        return self.buffer.getvalue()

    # -- sheets --

    def _sheet(self, title: str) -> Worksheet:
        name = _sheet_name(title)
        number = 2
        wanted = name
        while name.lower() in self._names:
            name, number = f"{wanted[:26]} {number}", number + 1
        self._names.add(name.lower())
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        sheet.set_footer("&C&P / &N")
        return sheet

    def _section(self, section: Section) -> None:
        tables = [block for block in section.blocks if isinstance(block, Table)]
        if not tables:
            return
        opened_first = not self._names
        sheet = self._sheet(self.paper.plain(section.title))
        cells = [self._cells(table) for table in tables]
        room = widths(cells)
        for place, wide in enumerate(room):
            sheet.set_column(place, place, wide)
        line = 0
        for table, printed in zip(tables, cells, strict=True):
            line = self._table(sheet, table, line, printed, room) + 1
        if opened_first:
            line = self._contradictions(sheet, line)
        if len(tables) == 1:
            # The head stays in sight while the rows move, and repeats on paper.
            sheet.freeze_panes(2, 1)
            sheet.repeat_rows(1)
        sheet.print_area(0, 0, max(line - 1, 0), self._last_column(tables, room))

    def _contradictions(self, sheet: Worksheet, line: int) -> int:
        """The faults of the office's own tables that were let pass; returns the line after."""
        for contradiction in self.paper.report.contradictions:
            words = clean(self.paper.plain(contradiction))
            sheet.write_string(line, 0, words, self._form(bold=True))
            line += 1
        return line

    def _cells(self, table: Table) -> Cells:
        grid = self.paper.grid(table)
        return Cells(grid.heads, grid.numeric, [[text for text, _ in row] for row, _ in grid.rows])

    def _last_column(self, tables: list[Table], room: list[float]) -> int:
        """The last column to be printed: behind the widest table, and behind its title."""
        last = max(len(table.columns) for table in tables) - 1
        titles = [len(self._title(table)) for table in tables]
        while sum(room[: last + 1]) + _DEFAULT * max(last + 1 - len(room), 0) < max(titles):
            last += 1
        return last

    def _title(self, table: Table) -> str:
        return table_title(table, self.paper.plain(table.title), self.language)

    def _table(
        self, sheet: Worksheet, table: Table, line: int, printed: Cells, room: list[float]
    ) -> int:
        """Write a table from a line on; returns the line after it."""
        sheet.write_string(line, 0, self._title(table), self._form(bold=True))
        head = self._form(bold=True, border=1, text_wrap=True, align="center", valign="vcenter")
        for place, text in enumerate(printed.heads):
            sheet.write_string(line + 1, place, text, head)
        sheet.set_row(line + 1, height(printed.heads, room))
        for number, row in enumerate(table.rows, start=line + 2):
            self._row(sheet, row, number, printed.numeric)
            sheet.set_row(number, height(printed.rows[number - line - 2], room))
        end = line + 2 + len(table.rows)
        note = self.paper.table_note(table)
        if note:
            sheet.write_string(end, 0, note, self._form(italic=True, font_size=9))
        return end + 1

    def _row(self, sheet: Worksheet, row: Row, number: int, numeric: Sequence[bool]) -> None:
        for place, cell in enumerate(row.cells):
            base = {"border": 1, "bold": row.emphasis, "valign": "top"}
            if isinstance(cell, Text):
                words = self.paper.cell(cell)[0]
                side = "right" if numeric[place] else "left"
                wrapped = self._form(**base, text_wrap=True, align=side)
                sheet.write_string(number, place, clean(words), wrapped)
                continue
            figure = self.paper.figure(cell.key)
            if cell.style not in _NUMBER_STYLES or figure.quantity.value is None:
                text = figure_text(figure, self.language, cell.style)
                sheet.write_string(number, place, text, self._form(**base, align="right"))
                continue
            shown = self._form(**base, num_format=self._number_format(figure, cell))
            reference = f"='{self._evidence_name()}'!${_VALUE_COLUMN}${self.rows[cell.key]}"
            sheet.write_formula(number, place, reference, shown, self._stored(figure))

    # -- the evidence --

    def _evidence_name(self) -> str:
        return _EVIDENCE.get(self.language)

    def _evidence(self) -> None:
        sheet = self._sheet(self._evidence_name())
        head = self._form(bold=True, border=1, text_wrap=True, align="center")
        for place, (title, width) in enumerate(_HEADS):
            sheet.write_string(0, place, title.get(self.language), head)
            sheet.set_column(place, place, width)
        for key, figure in self.paper.report.figures.items():
            self._evidence_row(sheet, self.rows[key] - 1, figure)
        sheet.freeze_panes(1, 2)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, len(self.rows), len(_HEADS) - 1)
        sheet.print_area(0, 0, len(self.rows), len(_HEADS) - 1)

    def _evidence_row(self, sheet: Worksheet, line: int, figure: Figure) -> None:
        quantity, words = figure.quantity, self._form(border=1, text_wrap=True, valign="top")
        period = ""
        if quantity.period_start:
            span = short_period(quantity.period_start, quantity.period_end)
            period = span.get(self.language)
        for place, text in enumerate((figure.key, self.paper.plain(figure.label), period)):
            sheet.write_string(line, place, text, words)
        shown = self._form(border=1, valign="top", num_format=self._number_format(figure))
        formula = self._live(figure)
        if formula:
            sheet.write_formula(line, 3, formula, shown, self._stored(figure))
        elif quantity.value is not None:
            sheet.write_number(line, 3, self._stored(figure), shown)
        else:
            sheet.write_string(line, 3, "", shown)
        for place, end in ((4, quantity.low), (5, quantity.high)):
            if end is None:
                sheet.write_string(line, place, "", shown)
            else:
                sheet.write_number(line, place, _stored(end, quantity.unit), shown)
        told = [clean(text) for text in self._words(figure)]
        for place, text in enumerate(told, start=6):
            sheet.write_string(line, place, text, words)
        cells = [figure.key, self.paper.plain(figure.label), period, "", "", "", *told]
        sheet.set_row(line, height(cells, [width for _, width in _HEADS]))

    def _words(self, figure: Figure) -> tuple[str, ...]:
        """Unit, status, calculation, inputs, sources and what other pages state, in words."""
        quantity, report = figure.quantity, self.paper.report
        status = [kind_name(figure, self.language)]
        status += [qualifier_text(quantity.qualifier, self.language)]
        status += [self.paper.words.later_mark] if quantity.published_later else []
        formula = (
            plain_text(figure.formula, report.figures, self.language) if figure.formula else ""
        )
        note = self.paper.plain(figure.note) if figure.note else ""
        sources = (
            f"{source.page} ({source.published or '?'}; {source.dataset}.csv:{source.row})"
            for source in quantity.sources
        )
        others = (f"{other.value:g} ({other.source.published or '?'})" for other in quantity.others)
        return (
            unit_text(quantity.unit, self.language),
            ", ".join(filter(None, status)),
            ". ".join(filter(None, (formula, note))),
            ", ".join(figure.inputs),
            "\n".join(dict.fromkeys(sources)),
            "; ".join(others),
        )

    def _live(self, figure: Figure) -> str:
        """The figure's formula over the cells of its inputs; empty where words cannot be computed.

        A formula is arithmetic over figures with numbers; anything else stays a stored number.
        """
        quantity = figure.quantity
        if figure.formula is None or quantity.value is None or quantity.kind == "published":
            return ""
        written = figure.formula.vi
        keys = [match.group(1) for match in _PLACEHOLDER.finditer(written)]
        inputs = [self.paper.report.figures[key] for key in keys]
        if not inputs or any(one.quantity.value is None for one in inputs):
            return ""
        scales = {one.quantity.unit for one in inputs} - {*_SHARES, *_POINTS, "times"}
        factors = _factors(scales | ({quantity.unit} & set(_SCALES)))
        pure = quantity.unit in (*_SHARES, "times")
        if factors is None or not (pure or quantity.unit in factors):
            return ""
        signs = written.replace("−", "-").replace("×", "*").replace("[", "(").replace("]", ")")
        signs = signs.replace("√", "SQRT")
        rest = _PLACEHOLDER.sub("", signs).replace("SQRT", "")
        if not _ARITHMETIC.fullmatch(rest):
            return ""
        live = _PLACEHOLDER.sub(lambda match: self._reference(match.group(1), factors), signs)
        if quantity.unit in _POINTS:
            return f"=100*({live})"
        factor = factors.get(quantity.unit, 1)
        return f"=({live})/{factor}" if factor > 1 else f"={live}"

    def _reference(self, key: str, factors: dict[str, int]) -> str:
        cell = f"${_VALUE_COLUMN}${self.rows[key]}"
        unit = self.paper.figure(key).quantity.unit
        if unit in _POINTS:
            return f"({cell}/100)"
        factor = factors.get(unit, 1)
        return f"({cell}*{factor})" if factor > 1 else cell

    # -- numbers --

    def _stored(self, figure: Figure) -> float:
        assert figure.quantity.value is not None
        return _stored(figure.quantity.value, figure.quantity.unit)

    def _number_format(self, figure: Figure, cell: FigureCell | None = None) -> str:
        """Digits as the report prints them; marks of thousands and decimals are the reader's."""
        quantity = figure.quantity
        decimals = f".{'0' * quantity.decimals}" if quantity.decimals > 0 else ""
        digits = f"#,##0{decimals}" + ("%" if quantity.unit in _SHARES else "")
        style = cell.style if cell else "plain"
        if style in ("signed", "signed_number"):
            return f"+{digits};-{digits};{digits}"
        if style == "hedged_number" or (style == "value" and quantity.unit not in _SHARES):
            unit = unit_text(quantity.unit, self.language) if style == "value" else ""
            word = qualifier_text(quantity.qualifier, self.language)
            before = f'"{word} "' if word else ""
            return f'{before}{digits}" {unit}"' if unit else before + digits
        return digits

    def _form(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            fixed = {"font_name": "Times New Roman", "font_size": 11}
            self._formats[key] = self.book.add_format({**fixed, **properties})
        return self._formats[key]


def _stored(value: float, unit: str) -> float:
    """A number as a sheet stores it: percent as a fraction, to be shown with its sign."""
    return shift_point(value, -2) if unit in _SHARES else value


def _factors(units: set[str]) -> dict[str, int] | None:
    """For each unit, how many of the smallest of them it is; None if they measure other things.

    Points and rates need no factor; a unit of no scale stands alone.
    """
    if units <= {*_POINTS}:
        return dict.fromkeys((*_POINTS, *units), 1)
    if len(units) == 1:
        return dict.fromkeys((*units, *_POINTS), 1)
    if not units <= set(_SCALES) or len({_SCALES[unit][0] for unit in units}) > 1:
        return None
    least = min(_SCALES[unit][1] for unit in units)
    return {unit: 10 ** (_SCALES[unit][1] - least) for unit in units}


def _sheet_name(title: str) -> str:
    """A title as the name of a sheet: up to a colon, without marks, whole words up to 28 letters.

    Examples
    --------
    >>> _sheet_name("Các ngành công nghiệp và đóng góp"), _sheet_name("Thị trường: Trung Quốc")
    ('Các ngành công nghiệp', 'Thị trường')
    """
    name = " ".join(re.sub(r"[\[\]*?/\\']", " ", title.partition(":")[0]).split())
    if len(name) > _LONGEST_NAME:
        name = name[: _LONGEST_NAME + 1].rpartition(" ")[0] or name[:_LONGEST_NAME]
        name = re.sub(r" (?:và|của|theo|and|of|the|by)$", "", name)
    return name or "Sheet"
