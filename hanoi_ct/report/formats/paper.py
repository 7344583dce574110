"""What the documents on paper share: letterhead, order of chapters, numbers of tables, notes.

The layout is that of Decree 30/2020/NĐ-CP, Annex I: the national motto and the issuing bodies at
the head, number and date, the type of document and its subject, the body, signer and recipients,
then annexes under Roman numbers.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from hanoi_ct.report.document import (
    FigureCell,
    Paragraph,
    Report,
    Section,
    Table,
    VerdictBlock,
)
from hanoi_ct.report.formats.citations import Citations, CitedPage, has_interval
from hanoi_ct.report.formats.words import kind_letter, paragraph_label, words
from hanoi_ct.report.office import Office
from hanoi_ct.statements.figure import Figure, Style
from hanoi_ct.statements.formatting import (
    MONTH_NAMES,
    figure_text,
    kind_text,
    plain_text,
    reading_text,
    verdict_text,
)
from hanoi_ct.statements.wording import period_text
from hanoi_ct.text import Language, Text

BLANK = "……"
# Body, tables, notes: sizes in points.
BODY, SMALL, NOTE = 13.0, 11.0, 10.0
# Margins of Decree 30, in millimetres: top and bottom 20-25, left 30-35, right 15-20.
TOP, BOTTOM, LEFT, RIGHT = 20.0, 20.0, 30.0, 18.0
PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0


# The letters that a line of the left half of the letterhead holds.
_LINE_OF_HEAD = 24

# The rows of a table: what each cell prints with the letter after it, and whether it is a total.
Cells = list[tuple[list[tuple[str, str]], bool]]


class Grid(NamedTuple):
    """A table as it is printed."""

    heads: list[str]
    numeric: list[bool]
    rows: Cells


class PaperWords(NamedTuple):
    """The words of the letterhead and the foot."""

    nation: str
    motto: str
    number: str
    kind: str
    recipients: str
    table: str
    chart: str
    annex: str
    attached: str
    see_annex: str
    method: str
    sources: str
    evidence: str
    signer: str


_WORDS: dict[Language, PaperWords] = {
    "vi": PaperWords(
        nation="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        motto="Độc lập - Tự do - Hạnh phúc",
        number="Số",
        kind="BÁO CÁO",
        recipients="Nơi nhận:",
        table="Bảng",
        chart="Biểu đồ",
        annex="PHỤ LỤC",
        attached="Kèm theo Báo cáo số {number} {date}",
        see_annex="Số liệu chi tiết tại Phụ lục kèm theo.",
        method="Phương pháp lập báo cáo",
        sources="Nguồn số liệu",
        evidence=(
            "Cách tính, khoảng và nguồn của từng con số có trong tệp bảng tính lập cùng báo cáo "
            "(trang “Căn cứ”). Chữ nhỏ sau con số: T là số tính toán, Ư là số ước lượng, G là số "
            "giả định; số không có chữ là số công bố hoặc số của đơn vị báo cáo."
        ),
        signer="[họ và tên người ký]",
    ),
    "en": PaperWords(
        nation="SOCIALIST REPUBLIC OF VIET NAM",
        motto="Independence - Freedom - Happiness",
        number="No.",
        kind="REPORT",
        recipients="Recipients:",
        table="Table",
        chart="Chart",
        annex="ANNEX",
        attached="Attached to Report No. {number} {date}",
        see_annex="Detailed figures are in the annex.",
        method="How the figures were made",
        sources="Sources",
        evidence=(
            "The calculation, interval and source of each figure are in the workbook made with "
            "this report (sheet “Evidence”). A small letter after a number: C computed, E "
            "estimated, A assumed; a number without one is published or reported by the office."
        ),
        signer="[name of the signer]",
    ),
}


@dataclass(frozen=True)
class Annex:
    """An annex: its Roman number, its title, its section (None for the sources)."""

    number: str
    title: str
    section: Section | None


class Paper:
    """What a document on paper asks of a report, in one language."""

    def __init__(self, report: Report, language: Language, office: Office) -> None:
        self.report, self.language, self.office = report, language, office
        self.words = words(language)
        self.paper_words = _WORDS[language]
        self.citations = Citations(report, language)
        self._counts = {"table": 0, "chart": 0}

    # -- texts --

    def plain(self, text: Text) -> str:
        """A text with its figures printed, free of characters that no document may hold."""
        return clean(plain_text(text, self.report.figures, self.language))

    def figure(self, key: str) -> Figure:
        """A figure by its key."""
        return self.report.figures[key]

    def cell(self, cell: Text | FigureCell) -> tuple[str, str]:
        """What a cell prints, and the small letter after it."""
        if isinstance(cell, Text):
            words_of = self.plain(cell)
            number = self.citations.number_of_address(words_of)
            return (f"[{number}]" if number else words_of), ""
        figure = self.figure(cell.key)
        printed = figure_text(figure, self.language, cell.style)
        return printed, kind_letter(figure.quantity.kind, self.language)

    def caption(self, kind: str, title: str) -> str:
        """A caption with its running number: Bảng 3. …"""
        self._counts[kind] += 1
        word = self.paper_words.table if kind == "table" else self.paper_words.chart
        return f"{word} {self._counts[kind]}. {title}"

    def table_note(self, table: Table) -> str:
        """Under a table: its own note, the letters in it and the sources of its figures."""
        figures = [
            self.figure(cell.key)
            for row in table.rows
            for cell in row.cells
            if isinstance(cell, FigureCell)
        ]
        parts = [self.plain(table.note)] if table.note else []
        kinds = dict.fromkeys(figure.quantity.kind for figure in figures)
        letters = [
            f"{letter}: {kind_text(kind, self.language)}"
            for kind in kinds
            if (letter := kind_letter(kind, self.language))
        ]
        if letters:
            parts.append("; ".join(letters) + ".")
        numbers = ", ".join(text for _, text in self.citations.numbers(figures))
        if numbers:
            parts.append(f"{self.words.source}: [{numbers}].")
        return " ".join(parts)

    def grid(self, table: Table) -> Grid:
        """A table: its heads, which columns are numbers, and its rows."""
        return Grid(
            [self.plain(column.title) for column in table.columns],
            [column.numeric for column in table.columns],
            [([self.cell(cell) for cell in row.cells], row.emphasis) for row in table.rows],
        )

    def readings(self, block: VerdictBlock) -> Grid:
        """The readings of a statement that was checked, a row each."""
        said = self.words
        rows: Cells = []
        for reading in block.readings:
            cells = [
                reading_text(reading.reading, self.language),
                self._ranged(reading.stated),
                self._ranged(reading.implied),
                self._ranged(reading.gap) if reading.gap else "–",
                verdict_text(reading.verdict, self.language),
            ]
            rows.append(([(text, "") for text in cells], False))
        heads = [said.reading, said.stated, said.implied, said.gap, said.result]
        return Grid(heads, [False, True, True, True, False], rows)

    def _ranged(self, key: str) -> str:
        figure = self.figure(key)
        style: Style = "interval" if has_interval(figure) else "value"
        return figure_text(figure, self.language, style)

    def paragraph(self, block: Paragraph) -> tuple[str, bool]:
        """A paragraph behind the word that sets it apart, and whether there is such a word."""
        label = paragraph_label(block.role, self.language)
        return (f"{label}. " if label else "") + self.plain(block.text), bool(label)

    def outcome(self, block: VerdictBlock) -> str:
        """A statement that was checked, with what came of it."""
        return f"{self.plain(block.statement)} → {verdict_text(block.verdict, self.language)}."

    def after_readings(self, block: VerdictBlock) -> list[str]:
        """What stands below the readings: why, and what to write instead."""
        found = [self.plain(block.explanation)]
        if block.suggestion:
            found.append(f"{self.words.suggestion}: {self.plain(block.suggestion)}")
        return found

    def source_parts(self, page: CitedPage) -> tuple[str, str, str]:
        """A page of the list of sources: its number and name, its address, when it is of."""
        date = f", {self.words.published_on} {page.published}" if page.published else ""
        name = "" if page.address else page.name
        return f"[{page.number}] {name}", page.address or "", f"{date}."

    def source_line(self, page: CitedPage) -> str:
        """A page of the list of sources, as one line."""
        return "".join(self.source_parts(page))

    # -- order --

    def body(self) -> list[tuple[str, Section]]:
        """The chapters before the signature, under Roman numbers."""
        chapters = [section for section in self.report.sections if not section.annex]
        return [(roman(number), section) for number, section in enumerate(chapters, start=1)]

    def annexes(self) -> list[Annex]:
        """The annexes after it; the sources are the last."""
        sections = [section for section in self.report.sections if section.annex]
        found = [
            Annex(roman(number), self.plain(section.title), section)
            for number, section in enumerate(sections, start=1)
        ]
        return [*found, Annex(roman(len(found) + 1), self.paper_words.sources, None)]

    # -- the head --

    def parent(self) -> list[str]:
        """The lines of the body above the issuing one, in capitals; a long name is broken."""
        name = (self.office.co_quan_chu_quan or BLANK).upper()
        place = re.search(r" (?=THÀNH PHỐ |TỈNH )", name)
        if place is None or len(name) <= _LINE_OF_HEAD:
            return [name]
        return [name[: place.start()], name[place.end() :]]

    def issuer(self) -> str:
        """The issuing body, in capitals."""
        return (self.office.co_quan_ban_hanh or BLANK).upper()

    def number(self) -> str:
        """Number and symbol: 05/BC-SCT; numbers below 10 have a leading zero."""
        number = self.office.so or BLANK
        if number.isdigit():
            number = number.zfill(2)
        return f"{number}/{self.office.ky_hieu or 'BC-SCT'}"

    def date(self) -> str:
        """The date in words: ngày 05 tháng 9 năm 2018; days to 9, months 1 and 2 with a zero."""
        if not self.office.ngay:
            return f"ngày {BLANK} tháng {BLANK} năm {BLANK}" if self.language == "vi" else BLANK
        when = datetime.date.fromisoformat(self.office.ngay)
        if self.language == "en":
            return f"{when.day} {MONTH_NAMES[when.month - 1]} {when.year}"
        month = f"{when.month:02d}" if when.month < 3 else str(when.month)
        return f"ngày {when.day:02d} tháng {month} năm {when.year}"

    def place_and_date(self) -> str:
        """Hà Nội, ngày 05 tháng 9 năm 2018."""
        return f"{self.office.dia_danh or self.plain(self.report.province)}, {self.date()}"

    def attached(self) -> str:
        """The line under the number of an annex."""
        filled = self.paper_words.attached.format(number=self.number(), date=self.date())
        return f"({filled})"

    def capacity(self) -> list[str]:
        """The lines above the signature, in capitals."""
        lines = self.office.chuc_vu.splitlines() or [BLANK]
        return [line.strip().upper() for line in lines]

    def subject(self) -> str:
        """What the report is about, below its type: the title without the word 'report'."""
        title = self.plain(self.report.title)
        months = self.plain(period_text(self.report.period_start, self.report.period_end))
        title = title.replace(months, months.replace(" ", "\N{NO-BREAK SPACE}"))
        for word in ("Báo cáo ", "Report on "):
            title = title.removeprefix(word)
        return title[:1].upper() + title[1:]


_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """A number in Roman figures.

    Examples
    --------
    >>> [roman(number) for number in (1, 4, 9, 14)]
    ['I', 'IV', 'IX', 'XIV']
    """
    written = ""
    for value, sign in _ROMAN:
        while number >= value:
            written, number = written + sign, number - value
    return written


def clean(text: str) -> str:
    """A text without the control characters that XML and typesetting refuse.

    Examples
    --------
    >>> clean("IIP\\x00 tăng\\x0b7,4%")
    'IIP tăng7,4%'
    """
    return "".join(
        letter
        for letter in text
        if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs", "Cn")
    )


def column_widths(heads: list[str], numeric: list[bool], rows: Cells, room: float) -> list[float]:
    """Widths of columns in the unit of the room, millimetres.

    A column of numbers is as wide as its longest number or word of its head, and wider where its
    head would else stand in many lines and there is room; words share what is left by their
    longest cells.
    """

    def longest(place: int) -> int:
        cells = [len(row[place][0]) + len(row[place][1]) for row, _ in rows]
        return max([*map(len, heads[place].split()), *cells, 3])

    need = [longest(i) * _LETTER + _PADDING for i in range(len(heads))]
    easy = [
        max(width, min(_in_two_lines(head), 14) * _LETTER + _PADDING) if number else width
        for width, head, number in zip(need, heads, numeric, strict=True)
    ]
    words = [i for i, number in enumerate(numeric) if not number]
    least = {i: min(need[i], _longest_word(i, heads, rows) * _LETTER + _PADDING) for i in words}
    numbers = sum(need[i] for i in range(len(heads)) if i not in least)
    names = max(sum(least.values()), min(_NAMES * room, sum(need[i] for i in words)))
    more = sum(easy) - sum(need)
    part = min(1.0, max(0.0, (room - numbers - names) / more)) if more else 0.0
    wanted = [width + part * (wide - width) for width, wide in zip(need, easy, strict=True)]
    left = room - sum(width for i, width in enumerate(wanted) if i not in least)
    if words and left >= sum(least.values()):
        full = {i: min(need[i], _MOST_WORDS) for i in words}
        shared = _shared(least, full, left)
        return [shared.get(i, width) for i, width in enumerate(wanted)]
    return [width * room / sum(need) for width in need]


# Millimetres: a letter of a table, the space around a cell, and the most that a long text counts
# for when words share their room.
_LETTER, _PADDING, _MOST_WORDS = 2.0, 5.0, 160.0
# The part of a table that names keep before heads of numbers are given more than they need.
_NAMES = 0.4


def _in_two_lines(head: str) -> int:
    """The letters that the longer line of a head has where it is broken best."""
    words_of = head.split()
    breaks = [
        max(len(" ".join(words_of[:i])), len(" ".join(words_of[i:]))) for i in range(len(words_of))
    ]
    return min(breaks, default=0) + 1  # heads are bold


def _longest_word(place: int, heads: list[str], rows: Cells) -> int:
    texts = (heads[place], *(row[place][0] for row, _ in rows))
    return max((len(word) for text in texts for word in text.split()), default=3)


def _shared(least: dict[int, float], full: dict[int, float], left: float) -> dict[int, float]:
    """The room of columns of words: what their words need, the rest by what their texts want."""
    spare = left - sum(least.values())
    over = {i: full[i] - low for i, low in least.items()}
    parts = over if sum(over.values()) else full
    return {i: low + spare * parts[i] / sum(parts.values()) for i, low in least.items()}
