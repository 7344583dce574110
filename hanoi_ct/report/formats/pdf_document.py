"""The report as PDF, laid out as Decree 30/2020/NĐ-CP asks, by the typesetting program typst.

The font is Times New Roman where the computer has it, else a free twin of it with Vietnamese
letters. Which one it was stands in the document and is told to the caller; the finished file is
searched for any other font, so that no letter is replaced without a word.
"""

from __future__ import annotations

import json
import re
import tempfile
from functools import singledispatchmethod
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from hanoi_ct._optional import require
from hanoi_ct.errors import HanoiCTError
from hanoi_ct.report.document import (
    BarChart,
    Block,
    Bullets,
    Chart,
    HeatMap,
    LineChart,
    Paragraph,
    Report,
    RevisionChart,
    Table,
    TargetChart,
    VerdictBlock,
    Waterfall,
)
from hanoi_ct.report.formats.fonts import TWINS, Font, choose_font
from hanoi_ct.report.formats.paper import (
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    Annex,
    Grid,
    Paper,
    column_widths,
)
from hanoi_ct.report.formats.words import table_title
from hanoi_ct.report.office import Office
from hanoi_ct.text import Language

_COLOPHON = {
    "vi": "Văn bản PDF in bằng phông chữ {font}{why}.",
    "en": "This PDF is set in {font}{why}.",
}
_INSTEAD = {
    "vi": " thay cho Times New Roman, vì máy lập báo cáo không có phông chữ này",
    "en": " in place of Times New Roman, which the computer that made it does not have",
}


class Pdf(NamedTuple):
    """A PDF file: its bytes, the font it is set in, and other fonts that had to step in."""

    data: bytes
    font: str
    other_fonts: tuple[str, ...]


def pdf_document(report: Report, language: Language = "vi", office: Office | None = None) -> Pdf:
    """Write a report as PDF.

    Parameters
    ----------
    report : Report
    language : {"vi", "en"}, default "vi"
    office : Office, optional
        Who issues and signs it; what is not given stays open.

    Returns
    -------
    Pdf
        The file, with tags (headings, tables, pictures with their values in words), and the font
        it is set in.

    Raises
    ------
    HanoiCTError
        If typst cannot set the document; the message is typst's own.
    """
    typst = require("typst", "pdf_document")
    with tempfile.TemporaryDirectory() as folder:
        workplace = Path(folder)
        writer = _Writer(report, language, office or Office(), workplace)
        writer.write()
        font = choose_font(writer.source())
        writer.draw(font)
        body = writer.source()
        template = files("hanoi_ct.report.formats") / "templates" / "report.typ"
        source = template.read_text(encoding="utf-8") + body
        (workplace / "report.typ").write_text(source, encoding="utf-8")
        inputs = {
            "font": font.family,
            "lang": language,
            "title": writer.paper.plain(report.title),
            "author": writer.paper.office.co_quan_ban_hanh,
            "colophon": writer.colophon(font.family),
        }
        try:
            data = typst.compile(
                str(workplace / "report.typ"),
                root=folder,
                format="pdf",
                pdf_standards="ua-1",
                sys_inputs=inputs,
                ignore_system_fonts=True,
                font_paths=font.copied(workplace / "fonts"),
            )
        except typst.TypstError as error:
            raise HanoiCTError(f"the PDF could not be set; {error}") from error
    wanted = re.sub(r"\W", "", font.family).lower()
    others = (name for name in fonts_in(data) if not name.lower().startswith(wanted))
    return Pdf(data, font.family, tuple(others))


def fonts_in(data: bytes) -> tuple[str, ...]:
    """The names of the fonts that a PDF holds, without the mark of a subset."""
    pypdf = require("pypdf", "pdf_document")
    found: dict[str, None] = {}
    for page in pypdf.PdfReader(BytesIO(data)).pages:
        resources = page.get("/Resources") or {}
        for font in (resources.get("/Font") or {}).values():
            name = str(font.get_object().get("/BaseFont", "")).lstrip("/")
            found[name.partition("+")[2] or name] = None
    return tuple(sorted(found))


def _string(text: str) -> str:
    """A text as a string of typst: JSON's form of it, which typst reads but for \\u."""
    return re.sub(r"\\u([0-9a-f]{4})", r"\\u{\1}", json.dumps(text, ensure_ascii=False))


class _Writer:
    """Writes the blocks of a report as calls of the template's functions."""

    def __init__(self, report: Report, language: Language, office: Office, folder: Path) -> None:
        self.paper = Paper(report, language, office)
        self.language = language
        self.folder = folder
        self.lines: list[str] = []
        self._charts: dict[int, Chart] = {}  # by the line that shows them
        self._wide = False

    def source(self) -> str:
        """What was written so far."""
        return "\n".join(self.lines) + "\n"

    def write(self) -> None:
        """Write the report, but for the charts, which are drawn in the font of the text."""
        paper, report = self.paper, self.paper.report
        words = paper.paper_words
        self.call(
            "letterhead",
            _array(paper.parent()),
            *map(_string, (paper.issuer(), f"{words.number}: {paper.number()}")),
            *map(_string, (words.nation, words.motto, paper.place_and_date())),
        )
        self.call("subject", _string(words.kind), _string(paper.subject()))
        for contradiction in report.contradictions:
            self.call("contradiction", _string(paper.plain(contradiction)))
        self.blocks(report.summary)
        for number, section in paper.body():
            self.call("heading", "level: 1", _string(f"{number}. {paper.plain(section.title)}"))
            self.blocks(section.blocks)
        if report.closing:
            self.call("heading", "level: 1", _string(words.method))
            self.blocks(report.closing)
            self.call("p", _string(words.evidence))
        self._signature()
        for annex in paper.annexes():
            self._annex(annex)

    def draw(self, font: Font) -> None:
        """Draw the charts, each for its line."""
        from hanoi_ct.report.formats.charts import chart_picture

        figures = self.paper.report.figures
        for line, chart in self._charts.items():
            picture = chart_picture(chart, figures, self.language, font, form="svg")
            name = f"chart-{line}.svg"
            (self.folder / name).write_bytes(picture.data)
            self.lines[line] = f"#chart({_string(name)}, {_string(picture.description)})"

    def colophon(self, family: str) -> str:
        """The line that names the font."""
        why = "" if family == TWINS[0] else _INSTEAD[self.language]
        return _COLOPHON[self.language].format(font=family, why=why)

    def call(self, name: str, *arguments: str) -> None:
        """Add a call of a function of the template."""
        self.lines.append(f"#{name}({', '.join(arguments)})")

    def blocks(self, blocks: tuple[Block, ...]) -> None:
        for block in blocks:
            self.block(block)

    def _signature(self) -> None:
        paper = self.paper
        self.call(
            "signature",
            _string(paper.paper_words.recipients),
            _array(line.removeprefix("-").strip() for line in paper.office.noi_nhan),
            _array(paper.capacity()),
            _string(paper.office.nguoi_ky or paper.paper_words.signer),
        )

    def _annex(self, annex: Annex) -> None:
        paper = self.paper
        blocks = annex.section.blocks if annex.section else ()
        wide = any(isinstance(block, Table) and block.wide for block in blocks)
        self._wide = wide
        self.lines.append(f"#annex({'true' if wide else 'false'}, [")
        number = f"{paper.paper_words.annex} {annex.number}"
        self.call("annex-head", *map(_string, (number, annex.title, paper.attached())))
        self.blocks(blocks)
        if annex.section is None:
            for page in paper.citations.pages():
                before, address, after = paper.source_parts(page)
                self.call("source", *map(_string, (before, address, after)))
            self.call("note", "sys.inputs.colophon")
        self.lines.append("])")

    # -- blocks --

    @singledispatchmethod
    def block(self, block: Any) -> None:
        raise TypeError(f"no form on paper for a block of type {type(block).__name__}")

    @block.register
    def _(self, block: Paragraph) -> None:
        form = {"lead": "lead", "body": "p"}.get(block.role, "aside")
        self.call(form, _string(self.paper.paragraph(block)[0]))

    @block.register
    def _(self, block: Bullets) -> None:
        items = [self.paper.plain(item) for item in block.items]
        if block.numbered:
            for number, item in enumerate(items, start=1):
                self.call("p", _string(f"{number}. {item}"))
        else:
            self.call("bullets", *map(_string, items))

    @block.register
    def _(self, block: Table) -> None:
        title = table_title(block, self.paper.plain(block.title), self.paper.language)
        self.call("title-line", _string(self.paper.caption("table", title)))
        self._grid(self.paper.grid(block))
        self._note(self.paper.table_note(block))

    def _grid(self, grid: Grid) -> None:
        heads, numeric, rows = grid
        room = (PAGE_HEIGHT if self._wide else PAGE_WIDTH) - LEFT - RIGHT
        widths = [f"{width:.2f}fr" for width in column_widths(heads, numeric, rows, room)]
        cells = []
        for row, emphasis in rows:
            for text, letter in row:
                content = f"{'strong' if emphasis else 'text'}({_string(text)})"
                cells.append(f"{content} + mark({_string(letter)})" if letter else content)
        self.call(
            "grid-table",
            f"({', '.join(widths)},)",
            _array(heads),
            f"({', '.join('right' if column else 'left' for column in numeric)},)",
            *cells,
        )

    def _note(self, text: str) -> None:
        if text:
            self.call("note", _string(text))

    @block.register(BarChart)
    @block.register(LineChart)
    @block.register(TargetChart)
    @block.register(Waterfall)
    @block.register(HeatMap)
    @block.register(RevisionChart)
    def _(self, block: Any) -> None:
        title = self.paper.caption("chart", self.paper.plain(block.title))
        self.call("title-line", _string(title))
        self._charts[len(self.lines)] = block
        self.lines.append("")
        self._note(self.paper.plain(block.note) if block.note else "")

    @block.register
    def _(self, block: VerdictBlock) -> None:
        self.call("lead", _string(self.paper.outcome(block)))
        if block.readings:
            self._grid(self.paper.readings(block))
        for text in self.paper.after_readings(block):
            self.call("p", _string(text))


def _array(items: Any) -> str:
    """Texts as an array of typst."""
    return "(" + "".join(f"{_string(item)}, " for item in items) + ")"
