"""A table as printed cells: exact numbers with the decimals that they show, labels and headers."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from pathlib import Path
from typing import Any

from hanoi_ct._inputs.files import refuse_no_file
from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentTypeError, DataError
from hanoi_ct.quantities.verdict import decimals_of

# Excel holds 15 digits: what a number shows beyond that is binary noise.
_DIGITS = 15
_VIETNAMESE = re.compile(r"[-−]?\d{1,3}(?:\.\d{3})*(?:,\d+)?|[-−]?\d+(?:,\d+)?")
_ENGLISH = re.compile(r"[-−]?\d{1,3}(?:,\d{3})*(?:\.\d+)?|[-−]?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Cell:
    """One number as shown; ``exact`` is what the file holds, with more digits or the same."""

    number: Decimal
    decimals: int
    exact: Decimal

    @property
    def hidden(self) -> bool:
        """Whether the file holds more digits than it shows."""
        return self.exact != self.number


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: a header and cells a column, a label a row.

    ``rows`` are the rows of the file (or of the frame, from 0), for messages; ``rates`` are the
    columns of percentages, which never add up, as parts of a whole do (``Cơ cấu``).
    """

    name: str
    labels: tuple[str, ...]
    rows: tuple[int, ...]
    headers: tuple[str, ...]
    columns: tuple[tuple[Cell | None, ...], ...]
    rates: frozenset[int] = frozenset()
    units: tuple[str, ...] = ()  # of each row, where a column tells them


def grid_of_frame(frame: Any, name: str = "table") -> Grid:
    """The grid of a DataFrame: numeric columns, and the other ones joined as labels.

    Raises
    ------
    ArgumentTypeError
        It is no pandas or polars frame.
    """
    if hasattr(frame, "to_pandas") and not hasattr(frame, "iloc"):
        frame = frame.to_pandas()
    if not hasattr(frame, "iloc"):
        raise ArgumentTypeError(
            f"`table` of audit_table must be a DataFrame; got {type(frame).__name__}"
        )
    index = [str(label) for label in frame.index]
    plain = all(isinstance(label, int) for label in frame.index)
    cells = [[""] + [str(c) for c in frame.columns]]
    formats: list[list[str]] = [[""] * (len(frame.columns) + 1)]
    for label, row in zip(index, frame.itertuples(index=False), strict=True):
        cells.append(["" if plain else label, *row])
        formats.append([""] * (len(frame.columns) + 1))
    return _grid(name, cells, formats, first_row=-1, header=1)


def grids_of_file(path: str | Path) -> tuple[Grid, ...]:
    """The grids of a workbook, one a sheet that has numbers, or of a CSV file.

    Raises
    ------
    DataError
        The file is damaged, of another kind, or has no table of numbers.
    """
    file = Path(path)
    refuse_no_file(file)
    if file.suffix.lower() == ".csv":
        import csv

        try:
            text = file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise DataError(f"{file}: the table must be UTF-8; {error.reason}") from None
        rows = list(csv.reader(text.splitlines()))
        grids = [_grid(file.stem, rows, [[""] * len(row) for row in rows], first_row=1)]
    elif file.suffix.lower() == ".xlsx":
        grids = _workbook(file)
    else:
        raise DataError(f"{file}: a table to audit must be .xlsx or .csv; got {file.suffix!r}")
    found = tuple(grid for grid in grids if grid.columns and len(grid.labels) > 1)
    if not found:
        raise DataError(f"{file}: a table to audit must hold columns of numbers; there are none")
    return found


_SHORT = 40  # a cell with more letters is a sentence
_FIGURE = re.compile(r"[^\d\s]{0,6}(?:\s[^\d\s]{1,6})?\s?[+\-−]?\d")


def holds_figures(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table has a column of figures below its head: half of the cells, none a sentence.

    Examples
    --------
    >>> holds_figures([["Ngành", "8 tháng"], ["Dệt", "ước 7,4%"], ["Da", "chưa tìm thấy"]])
    True
    >>> holds_figures([["Nhận định", "Kết luận"], ["Sản xuất tăng 7,4%", "phù hợp"]])
    False
    """
    body = [list(row) for row in rows[1:]]
    for j in range(1, max((len(row) for row in body), default=0)):
        cells = [_words(row[j]) for row in body if j < len(row) and _words(row[j])]
        figures = [cell for cell in cells if _FIGURE.match(cell)]
        if figures and 2 * len(figures) >= len(cells) and max(map(len, cells)) <= _SHORT:
            return True
    return False


def grid_of_texts(name: str, rows: Sequence[Sequence[str]], point: str = ",") -> Grid:
    """The grid of a table of a document, whose first row is its head; it may hold no column.

    ``point`` is the document's decimal point. A column of figures in words ("6,2% đến 6,5%") is
    left out.
    """
    cells = [[_by_point(text, point) for text in row] for row in rows]
    return _grid(name, cells, [[""] * len(row) for row in rows], first_row=1, header=1)


def _by_point(text: str, point: str) -> str:
    """A number of an English document as a Vietnamese one writes it; other text as it is."""
    bare = text.strip().strip("%+-−\N{NO-BREAK SPACE} ")
    if point == "," or not _ENGLISH.fullmatch(bare):
        return text
    return text.translate(str.maketrans(",.", ".,"))


def _workbook(file: Path) -> list[Grid]:
    openpyxl = require("openpyxl", "audit of a .xlsx file")
    try:
        book = openpyxl.load_workbook(file, data_only=True)
    except OSError:
        raise
    except Exception as error:  # what a damaged archive raises is not documented
        raise DataError(f"{file}: the workbook must be whole; {error}") from error
    grids = []
    for sheet in book.worksheets:
        rows = list(sheet.iter_rows())
        values = [[cell.value for cell in row] for row in rows]
        formats = [[str(cell.number_format or "") for cell in row] for row in rows]
        grids.append(_grid(sheet.title, values, formats, first_row=1))
    book.close()
    return grids


def _grid(
    name: str,
    values: Sequence[Sequence[Any]],
    formats: Sequence[Sequence[str]],
    *,
    first_row: int,
    header: int = 0,
) -> Grid:
    """A grid from rows of values; ``header`` is how many rows are known to be heads.

    ``first_row`` is the number by which messages call the first row.
    """
    width = max((len(row) for row in values), default=0)
    read = [
        [_cell(row[j], formats[i][j]) if j < len(row) else None for j in range(width)]
        for i, row in enumerate(values)
    ]
    # A column of numbers has more of them than of words, and no row numbers (1, 2, 3 ...).
    numeric = [
        j
        for j in range(width)
        if _is_numeric([row[j] for row in read[header:]], values[header:], j)
    ]
    body = [i for i, row in enumerate(read) if i >= header and _is_body(row, numeric)]
    while body and not header and _is_years(values[body[0]], read[body[0]], numeric):
        del body[0]
    if not numeric or not body:
        return Grid(name, (), (), (), ())
    first = body[0]
    others = [j for j in range(width) if j not in numeric]
    labels = tuple(
        " ".join(
            text for j in others if j < len(values[i]) and (text := _words(values[i][j]))
        ).strip()
        for i in body
    )
    headers = []
    for j in numeric:
        lines = [_words(row[j]) for row in values[:first] if j < len(row)]
        headers.append(" ".join(line for line in lines if line))
    columns = tuple(_levelled([read[i][j] for i in body]) for j in numeric)
    rates = frozenset(
        place
        for place, j in enumerate(numeric)
        if not _ADDING.search(headers[place])
        and (_RATE.search(headers[place]) or any(_is_percent(values[i], j) for i in body))
    )
    named = [
        j
        for j in others
        if any(_UNITS.fullmatch(_words(row[j])) for row in _heads(values, j, first))
    ]
    units = tuple(_words(values[i][named[0]]) for i in body) if named else ()
    rows = tuple(i + first_row for i in body)
    return Grid(name, labels, rows, tuple(headers), columns, rates, units)


def _heads(values: Sequence[Sequence[Any]], j: int, first: int) -> Sequence[Sequence[Any]]:
    return [row for row in values[:first] if j < len(row)]


_UNITS = re.compile(r"đơn vị(?: tính)?|đvt|unit", re.IGNORECASE)


# Percentages that are parts of a whole, and those that are not.
_ADDING = re.compile(r"tỷ trọng|tỉ trọng|cơ cấu|đóng góp|share|structure|contribution", re.I)
_RATE = re.compile(
    r"%|phần trăm|tốc độ|tăng trưởng|so với|so cùng|cùng kỳ|chỉ số|percent|growth|index|rate", re.I
)


def _is_percent(row: Sequence[Any], j: int) -> bool:
    return j < len(row) and isinstance(row[j], str) and row[j].strip().endswith("%")


def _is_numeric(cells: Sequence[Cell | None], values: Sequence[Sequence[Any]], j: int) -> bool:
    numbers = [cell for cell in cells if cell is not None]
    words = sum(
        1
        for row in values
        if j < len(row) and isinstance(row[j], str) and _words(row[j]) and _cell(row[j], "") is None
    )
    if len(numbers) < 2 or words > len(numbers):
        return False
    counted = [int(c.number) for c in numbers if c.number == int(c.number)]
    return len(counted) != len(numbers) or counted != list(
        range(counted[0], counted[0] + len(counted))
    )


def _is_body(row: Sequence[Cell | None], numeric: Sequence[int]) -> bool:
    """A row of figures: a number in a third of the numeric columns, and no row of 1, 2, 3."""
    numbers = [cell.number for j in numeric if (cell := row[j]) is not None]
    if not numbers or 3 * len(numbers) < len(numeric):
        return False
    return len(numbers) < 3 or any(b - a != 1 for a, b in itertools.pairwise(numbers))


def _is_years(values: Sequence[Any], row: Sequence[Cell | None], numeric: Sequence[int]) -> bool:
    """A head: years above some columns, words above others or no word at all."""
    numbers = [cell.number for j in numeric if (cell := row[j])]
    years = all(n == int(n) and 1990 <= n <= 2100 for n in numbers)
    words = [j for j in numeric if j < len(values) and row[j] is None and _words(values[j])]
    return years and (bool(words) or len(set(numbers)) == len(numbers))


def _levelled(cells: Sequence[Cell | None]) -> tuple[Cell | None, ...]:
    """Cells of one column have its decimals: files keep no zeros at the end of a number."""
    decimals = max((cell.decimals for cell in cells if cell), default=0)
    unit = Decimal(1).scaleb(-decimals)
    with localcontext(prec=60):
        return tuple(
            cell and Cell(cell.number.quantize(unit), decimals, cell.exact) for cell in cells
        )


def _words(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())


def _cell(value: Any, shown_as: str) -> Cell | None:
    """A number as it is shown; None for words, dates, truth values and blanks."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, str):
        return _text_cell(value)
    if not isinstance(value, (int, float, Decimal)) and not hasattr(value, "dtype"):
        return None
    try:
        exact = (
            Decimal(f"{float(value):.{_DIGITS}g}")
            if isinstance(value, float)
            else Decimal(str(value))
        )
    except ArithmeticError:
        return None
    if not exact.is_finite():
        return None
    match = re.search(r"[0#](?:[.,]([0#]+))?(%?)", shown_as.split(";")[0])
    if not match or not re.search(r"0", shown_as):
        plain = exact.normalize()
        return Cell(exact, max(decimals_of(plain), 0), exact)
    fraction = re.search(r"\.(0+)", shown_as.split(";")[0])
    decimals = len(fraction.group(1)) if fraction else 0
    if "%" in shown_as:
        exact *= 100
    with localcontext(prec=60):
        number = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return Cell(number, decimals, exact)


def _text_cell(text: str) -> Cell | None:
    plain = text.strip().removesuffix("%").strip().removeprefix("+")
    plain = plain.replace("−", "-").replace("\N{NO-BREAK SPACE}", "")
    for pattern, group, point in ((_VIETNAMESE, ".", ","), (_ENGLISH, ",", ".")):
        if pattern.fullmatch(plain):
            number = Decimal(plain.replace(group, "").replace(point, "."))
            return Cell(number, max(decimals_of(number), 0), number)
    return None
