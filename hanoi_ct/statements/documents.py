"""The text of a file: plain text unchanged, and the text layer of Word, PDF and HTML files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from hanoi_ct._inputs.files import refuse_no_file
from hanoi_ct._optional import require
from hanoi_ct.errors import DataError
from hanoi_ct.statements.grid import Grid, grid_of_texts, holds_figures

# Tags within a line; every other tag ends one.
_INLINE = frozenset(
    ["a", "abbr", "b", "cite", "em", "font", "i", "mark", "q", "small", "span", "strong", "sup"]
)
# Tags whose text no reader sees.
_UNSEEN = frozenset(["script", "style", "noscript", "template", "svg", "math", "head"])


def text_of_file(path: str | Path) -> str:
    """The text of a .txt, .md, .html, .htm, .docx or .pdf file.

    A plain text is handed on unchanged, line ends and all, so that offsets count in the file.

    Parameters
    ----------
    path : str or Path

    Raises
    ------
    DataError
        The file has another ending, is damaged, is not UTF-8, or holds no text (a scanned PDF).
    OSError
        It cannot be read.
    MissingDependencyError
        The package that reads Word or PDF files is not installed.
    """
    file = Path(path)
    reader = _READERS.get(file.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(_READERS))
        raise DataError(f"{file}: a text to audit must be one of {known}; got {file.suffix!r}")
    return reader(file)


def _plain(file: Path) -> str:
    refuse_no_file(file)
    data = file.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError(
            f"{file}: the text must be UTF-8; byte {error.start} is {data[error.start]:#04x}. "
            "Save the file as UTF-8"
        ) from None


class _Text(HTMLParser):
    """Collects the text that a reader of the page sees, a line a block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self.unseen += 1
        if tag not in _INLINE | _UNSEEN:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN and self.unseen:
            self.unseen -= 1
        if tag not in _INLINE | _UNSEEN:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.pieces.append(" ".join(data.split()).join(_edges(data)))


def _edges(data: str) -> tuple[str, str]:
    """The white space around words, which joins them to what stands before and after."""
    if not data.strip():
        return ("", " ")
    return (" " if data[0].isspace() else "", " " if data[-1].isspace() else "")


def _lines(text: str) -> str:
    """Lines without white space around them, and no more than one empty line in a row."""
    found: list[str] = []
    for line in text.split("\n"):
        clean = " ".join(line.split())
        if clean or (found and found[-1]):
            found.append(clean)
    return "\n".join(found).strip("\n") + "\n"


def text_of_html(markup: str) -> str:
    """The text of a page, a line a block.

    Examples
    --------
    >>> text_of_html("<h1>IIP</h1><p>Tăng <b>7,4%</b> so với<script>x=1</script> cùng kỳ.</p>")
    'IIP\\n\\nTăng 7,4% so với cùng kỳ.\\n'
    """
    parser = _Text()
    parser.feed(markup)
    parser.close()
    return _lines("".join(parser.pieces))


def _html(file: Path) -> str:
    return text_of_html(_plain(file))


def _docx(file: Path) -> str:
    lines: list[str] = []
    for block in _word_blocks(file):
        lines += [block] if isinstance(block, str) else ["\t".join(row) for row in block]
    return "\n".join(lines) + "\n"


def text_and_tables(path: str | Path) -> tuple[str, tuple[Grid, ...]]:
    """The text of a file, and the tables of figures that stand in it: those of a Word file.

    Tables of words (a letter head, claims with their grounds) stay in the text, a line a row.

    Parameters
    ----------
    path : str or Path
        As for `text_of_file`.

    Returns
    -------
    tuple of str and tuple of Grid
        The grids are named ``Bảng 1``, ``Bảng 2``, counting every table of the document.

    Raises
    ------
    DataError, OSError, MissingDependencyError
        As `text_of_file`.
    """
    file = Path(path)
    if file.suffix.lower() != ".docx":
        return text_of_file(file), ()
    lines: list[str] = []
    grids: list[Grid] = []
    number = 0
    blocks = list(_word_blocks(file))
    point = _decimal_point(blocks)
    for block in blocks:
        if isinstance(block, str):
            lines.append(block)
            continue
        number += 1
        if holds_figures(block):
            grids.append(grid_of_texts(f"Bảng {number}", block, point))
        else:
            lines += ["\t".join(row) for row in block]
    return "\n".join(lines) + "\n", tuple(grids)


def _decimal_point(blocks: Iterable[str | list[list[str]]]) -> str:
    """The decimal point that the numbers of a document show; a comma where they do not."""
    comma = point = 0
    for block in blocks:
        texts = [block] if isinstance(block, str) else [cell for row in block for cell in row]
        for text in texts:
            comma += len(re.findall(r"\d,\d{1,2}(?![\d,])|\d\.\d{3}(?=,\d)", text))
            point += len(re.findall(r"\d\.\d{1,2}(?![\d.])|\d,\d{3}(?=\.\d)", text))
    return "." if point > comma else ","


def _word_blocks(file: Path) -> Iterator[str | list[list[str]]]:
    """The paragraphs and tables of a Word file in order, without the marks of notes."""
    docx = require("docx", "audit of a .docx file")
    try:
        document = docx.Document(str(file))
    except OSError:
        raise
    except Exception as error:  # what a damaged archive raises is not documented
        raise DataError(f"{file}: the Word file must be whole; {error}") from error
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            yield [[_cell_text(cell) for cell in row.cells] for row in block.rows]
        else:
            yield _without_notes(block)


def _cell_text(cell: Any) -> str:
    return "\n".join(_without_notes(paragraph) for paragraph in cell.paragraphs).strip()


def _without_notes(paragraph: Any) -> str:
    """The text of a paragraph; what is raised is the mark of a note, but for m² and m³."""
    text = ""
    for part in paragraph.iter_inner_content():
        for run in getattr(part, "runs", [part]):
            if not run.font.superscript or re.search(r"(?<![^\W\d_])[dck]?m$", text):
                text += run.text
    return text


def _pdf(file: Path) -> str:
    pypdf = require("pypdf", "audit of a .pdf file")
    try:
        pages = [page.extract_text() for page in pypdf.PdfReader(str(file)).pages]
    except OSError:
        raise
    except Exception as error:  # likewise
        raise DataError(f"{file}: the PDF file must be whole; {error}") from error
    text = "\n".join(pages)
    if not text.strip():
        raise DataError(f"{file}: a PDF to audit must have a text layer; this one is an image")
    return text + "\n"


_READERS: dict[str, Callable[[Path], str]] = {
    ".txt": _plain,
    ".md": _plain,
    ".html": _html,
    ".htm": _html,
    ".docx": _docx,
    ".pdf": _pdf,
}
