"""One table of a sheet: its titles, header rows, body rows and the part each column plays."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hanoi_ct.tables._meaning.months import spoken
from hanoi_ct.tables._meaning.units import Unit, read_unit
from hanoi_ct.tables._meaning.words import clean, fold, is_numbering, unmarked
from hanoi_ct.tables._sheets.grid import Grid

__all__ = ["LABEL_HEADS", "ORDER_HEADS", "TITLE", "UNIT_HEADS", "Block", "subheading"]

LABEL_HEADS = re.compile(
    r"^(?:chi tieu|ten chi tieu|nganh|ten nganh|san pham|ten san pham|mat hang|ten|noi dung"
    r"|danh muc|tinh(?=$|,|/| thanh)|thi truong|nuoc|ten nuoc|dia ban|huyen|ten cum"
    r"|cum cong nghiep|nhom hang|thang|loai|khu vuc|dia phuong|ten hang|nganh cong nghiep"
    r"|san pham cong nghiep|ten du an|du an|ten khu|cac chi tieu|thanh phan|thoi gian|ky)\b"
)
ORDER_HEADS = re.compile(r"^(?:tt|stt|so tt|so thu tu|s\.?t\.?t\.?)$")
UNIT_HEADS = re.compile(r"^(?:dvt|don vi tinh|don vi|don vi do|dv tinh|dvi|unit)\b")
TITLE = re.compile(
    r"^(?:bieu|phu luc|bang|phan(?= [ivx\d])|\d{1,2}\.(?!\d)|[ivx]+\.)\s*\S"
    r"|^(?:tinh hinh|bao cao|ket qua)\b"
)
# "Biểu số: 01/BCT" numbers a form, and names nothing.
_FORM_NUMBER = re.compile(r"(?:mau |bieu |phu luc )+(?:so)?\s*:?\s*[\w./-]+")
# "Tháng 9 năm 2024" on a line of its own dates the title above it.
_TIME_ALONE = re.compile(
    r"(?:\(?(?:ky bao cao|thang|quy|nam|va|dau|uoc|thuc hien)|[\divx/.,:()-]+|\s)+"
)
# A province or an office that reports, on a line of its own.
_BODIES = re.compile(
    r"(?:tinh|thanh pho|tp\.?|so|ubnd|uy ban|cuc|chi cuc|cong ty|ban quan ly|bo)\b(?!.*\d)"
)


@dataclass(slots=True)
class Block:
    """One table of a grid."""

    grid: Grid
    titles: list[tuple[int, int, str]] = field(default_factory=list)
    corner: list[Unit] = field(default_factory=list)
    corner_of_all: bool = False  # it stands above a title: for every table below
    goes_on: bool = False  # its rows are divided among two tables of a document
    section: str = ""  # the heading of the table before, under which it goes on
    headers: list[int] = field(default_factory=list)
    numbered: list[int] = field(default_factory=list)  # rows of column numbers
    body: list[int] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)  # rows between body rows, without figures
    notes: list[tuple[int, int, str]] = field(default_factory=list)
    heads: dict[int, list[str]] = field(default_factory=dict)  # parts of each column's heading
    order: int | None = None
    units: int | None = None
    codes: int | None = None
    periods: int | None = None  # of a list: which months a row is about
    since: int | None = None  # "Từ tháng", beside the last month of each row
    years: int | None = None
    statuses: int | None = None
    compared: int | None = None  # of a list: what its rows compare
    remarks: set[int] = field(default_factory=set)
    others: set[int] = field(default_factory=set)  # contributions and weights
    labels: list[int] = field(default_factory=list)
    figures: list[int] = field(default_factory=list)
    covering: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The line nearest above the table that names it."""
        texts = [text for _, _, text in self.titles]
        named = [
            text
            for text in texts
            if TITLE.match(fold(text)) and not _FORM_NUMBER.fullmatch(fold(text))
        ]
        told = [text for text in texts if not _TIME_ALONE.fullmatch(fold(text))] or texts
        plain = [text for text in told if not re.fullmatch(r"\(.*\)|.*[.;]", text)]
        about = [text for text in plain if not _BODIES.match(fold(text))]
        dated = [text for text in about if any(p.kind != "year" for p in spoken(fold(text)))]
        return (named or dated or about or plain or texts or [""])[-1]

    @property
    def title_text(self) -> str:
        """All lines above the table."""
        return " ".join(text for _, _, text in self.titles)

    def label_of(self, row: int) -> tuple[str, str, int]:
        """A row's label, as held and the column it stands in; empty where it has none."""
        if not self.labels and self.years is not None and self.periods is not None:
            return self.month_of(row)
        for column in self._by_name(row):
            place = self.covering.get((row, column), (row, column))
            cell = self.grid.cells.get(place)
            if cell is not None and cell.kind in ("text", "date") and clean(cell.text):
                if read_unit(cell.text) is not None and column != self.labels[0]:
                    continue
                if is_numbering(cell.text) and column != self.labels[-1]:
                    continue
                return cell.text, cell.raw, column
        return "", "", 0

    def month_of(self, row: int) -> tuple[str, str, int]:
        """The month or quarter that names a row, of a year merged or written once over several."""
        place = self.covering.get((row, self.years or 0), (row, self.years or 0))
        above = [r for (r, c) in self.grid.cells if c == place[1] and r <= place[0]]
        year = self.grid.cells.get((max(above), place[1])) if above else None
        month = self.grid.cells.get((row, self.periods or 0))
        if year is None or month is None:
            return "", "", 0
        quarterly = fold(" ".join(self.heads[self.periods or 0])).startswith("quy")
        word = "Quý" if quarterly else "Tháng"
        text = f"{word} {clean(month.text)}/{clean(year.text)}"
        return text, text, self.periods or 0

    def grouping_of(self, row: int, named: int) -> str:
        """The text that a label column merges over several rows, beside the one that names one."""
        for top, left, bottom, right in self.grid.merges:
            if top <= row <= bottom and bottom > top and left == right != named:
                cell = self.grid.cells.get((top, left))
                if left in self.labels and cell is not None:
                    return clean(cell.text)
        return ""

    def _by_name(self, row: int) -> list[int]:
        """The label columns of a row, the one that names it first.

        A column headed as names are ("Chỉ tiêu") comes before one that groups them ("Lĩnh vực"),
        and any column before one whose cell is merged over several rows.
        """
        named = [c for c in self.labels if LABEL_HEADS.match(fold(" ".join(self.heads[c])))]
        first = named if len(named) == 1 else []
        grouping = {
            column
            for column in self.labels
            if any(
                top <= row <= bottom and left <= column <= right and bottom > top
                for top, left, bottom, right in self.grid.merges
            )
        }
        return sorted(self.labels, key=lambda c: (c in grouping, c not in first, c))


def subheading(block: Block, row: int) -> str:
    """The words of a row without figures."""
    texts = [
        clean(block.grid.cells[row, column].text)
        for column in range(1, 60)
        if (row, column) in block.grid.cells
    ]
    words = [text for text in texts if text and not is_numbering(text)]
    return unmarked(words[0])[0] if words else ""
