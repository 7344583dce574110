"""The report as a Word document, laid out as Decree 30/2020/NĐ-CP asks, ready to be signed."""

from __future__ import annotations

import copy
import datetime
import io
from functools import singledispatchmethod
from typing import TYPE_CHECKING, Any

from hanoi_ct._optional import require
from hanoi_ct.report.document import (
    BarChart,
    Bullets,
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
from hanoi_ct.report.formats.docx_tables import keep_together, set_widths
from hanoi_ct.report.formats.paper import (
    BODY,
    BOTTOM,
    LEFT,
    NOTE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    SMALL,
    TOP,
    Annex,
    Grid,
    Paper,
    column_widths,
)
from hanoi_ct.report.formats.words import table_title
from hanoi_ct.report.office import Office
from hanoi_ct.tables.made import MARK
from hanoi_ct.text import Language

if TYPE_CHECKING:
    from docx.document import Document

FONT = "Times New Roman"


def docx_document(report: Report, language: Language = "vi", office: Office | None = None) -> bytes:
    """Write a report as a Word document.

    Parameters
    ----------
    report : Report
    language : {"vi", "en"}, default "vi"
    office : Office, optional
        Who issues and signs it; what is not given stays a field to fill in.

    Returns
    -------
    bytes
        A ``.docx`` file: A4, the margins and letterhead of Decree 30/2020, headings, tables whose
        head repeats on every page, charts as pictures with their values in words, page numbers
        from page 2, annexes under Roman numbers.
    """
    require("docx", "docx_document")
    return _Writer(report, language, office or Office()).written()


class _Writer:
    """Writes the blocks of a report into one document, one after the other."""

    def __init__(self, report: Report, language: Language, office: Office) -> None:
        import docx

        self.paper = Paper(report, language, office)
        self.language = language
        self.document: Document = docx.Document()
        self._styles()
        self._page(self.document.sections[0], first_differs=True)

    def written(self) -> bytes:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        paper, report = self.paper, self.paper.report
        self._letterhead()
        self._title()
        for contradiction in report.contradictions:
            # Names of files are long words: set flush left, or the gaps between words grow.
            line = self._paragraph(paper.plain(contradiction), bold=True)
            line.alignment = WD_ALIGN_PARAGRAPH.LEFT
        for block in report.summary:
            self.block(block)
        for number, section in paper.body():
            self.document.add_heading(f"{number}. {paper.plain(section.title)}", level=1)
            for block in section.blocks:
                self.block(block)
        if report.closing:
            self.document.add_heading(paper.paper_words.method, level=1)
            for block in report.closing:
                self.block(block)
            self._paragraph(paper.paper_words.evidence)
        self._signature()
        for annex in paper.annexes():
            self._annex(annex)
        self._without_leavings()
        buffer = io.BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()

    def _without_leavings(self) -> None:
        """Drop what the template of python-docx brings along and does not fit the document.

        A second list of styles that Word 2010 compares with the first, and a picture of an empty
        page that file managers show as a preview.
        """
        for part in (self.document.part, self.document.part.package):
            for key, relation in list(part.rels.items()):
                if relation.reltype.endswith(("/stylesWithEffects", "/thumbnail")):
                    part.rels.pop(key)

    # -- page and styles --

    def _styles(self) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml.ns import qn
        from docx.shared import Cm, Pt

        document, core = self.document, self.document.core_properties
        core.title = self.paper.plain(self.paper.report.title)
        core.author = self.paper.office.co_quan_ban_hanh
        core.language = "vi-VN" if self.language == "vi" else "en-GB"
        core.comments = ""
        core.created = core.modified = datetime.datetime.now(datetime.UTC)
        core.keywords = MARK
        normal = document.styles["Normal"]
        self._font(normal, BODY)
        body = document.styles.add_style("Report body", 1)
        body.base_style = normal
        body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        body.paragraph_format.first_line_indent = Cm(1.27)
        normal.paragraph_format.space_after = Pt(6)
        normal.paragraph_format.line_spacing = 1.15
        for name, size in (("Heading 1", 14.0), ("Heading 2", BODY), ("Title", 14.0)):
            style = document.styles[name]
            self._font(style, size, bold=True)
            style.paragraph_format.space_before = Pt(12)
            style.paragraph_format.space_after = Pt(6)
            style.paragraph_format.keep_with_next = True
        # The template rules a line under every title.
        title = document.styles["Title"].element.get_or_add_pPr()
        for border in title.findall(qn("w:pBdr")):
            title.remove(border)
        caption = document.styles["Caption"]
        self._font(caption, BODY - 1, bold=True)
        caption.paragraph_format.keep_with_next = True
        caption.paragraph_format.space_before = Pt(6)
        for name in ("List Bullet", "List Number"):
            document.styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        self._language()

    def _font(self, style: Any, size: float, *, bold: bool = False) -> None:
        from docx.oxml.ns import qn
        from docx.shared import Pt, RGBColor

        style.font.name, style.font.size = FONT, Pt(size)
        style.font.bold, style.font.italic = bold, False
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), FONT)
        # A theme would win over the names.
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)

    def _language(self) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        properties = self.document.styles["Normal"].element.get_or_add_rPr()
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), self.document.core_properties.language)
        properties.append(language)

    def _page(self, section: Any, *, landscape: bool = False, first_differs: bool = False) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.shared import Mm

        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        width, height = (PAGE_HEIGHT, PAGE_WIDTH) if landscape else (PAGE_WIDTH, PAGE_HEIGHT)
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
        section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
        section.header_distance = Mm(10.0)
        section.different_first_page_header_footer = first_differs
        if first_differs:
            self._page_number(section.header.paragraphs[0])

    def _page_number(self, paragraph: Any) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run()
        for kind, instruction in (("begin", ""), ("", "PAGE"), ("end", "")):
            if kind:
                element = OxmlElement("w:fldChar")
                element.set(qn("w:fldCharType"), kind)
            else:
                element = OxmlElement("w:instrText")
                element.text = instruction
            run._r.append(element)

    # -- letterhead and foot --

    def _letterhead(self) -> None:
        paper = self.paper
        table = self.document.add_table(rows=2, cols=2)
        table.autofit = False
        set_widths(table, (66.0, 94.0))
        left, right = table.rows[0].cells
        self._line(left, "\n".join(paper.parent()), size=12.0)
        self._line(left, paper.issuer(), size=12.0, bold=True)
        self._rule(left, share=0.4, width=66.0)
        self._line(right, paper.paper_words.nation, size=12.0, bold=True)
        self._line(right, paper.paper_words.motto, size=13.0, bold=True)
        self._rule(right, share=0.62, width=94.0)
        left, right = table.rows[1].cells
        number = self._line(left, f"{paper.paper_words.number}: ", size=13.0)
        self._field(number, "so", paper.number(), 13.0)
        date = self._line(right, "", size=13.0)
        self._field(date, "ngay", paper.place_and_date(), 13.0, italic=True)

    def _line(self, cell: Any, text: str, *, size: float, bold: bool = False) -> Any:
        """A centred line of a cell of the letterhead."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        first = cell.paragraphs[0]
        paragraph = first if not first.runs and len(cell.paragraphs) == 1 else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = 1.0
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, Pt(size)
        return paragraph

    def _rule(self, container: Any, *, share: float, width: float) -> None:
        """A thin rule under a line, over a share of the width (millimetres)."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
        from docx.shared import Mm, Pt

        paragraph = container.add_paragraph()
        form = paragraph.paragraph_format
        form.left_indent = form.right_indent = Mm(width * (1.0 - share) / 2)
        form.first_line_indent = Mm(0)
        form.space_after, form.line_spacing = Pt(4), Pt(4)
        borders = OxmlElement("w:pBdr")
        top = OxmlElement("w:top")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
            top.set(qn(f"w:{name}"), value)
        borders.append(top)
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(
            borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )

    def _field(
        self,
        paragraph: Any,
        name: str,
        text: str,
        size: float,
        *,
        italic: bool = False,
        bold: bool = False,
    ) -> None:
        """A field that Word lets the office fill in: a content control with a name.

        It is one of rich text: LibreOffice prints a plain one without its bold and italic.
        """
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
        from docx.shared import Pt

        run = paragraph.add_run(text)
        run.font.size, run.italic, run.bold = Pt(size), italic, bold
        control, properties = OxmlElement("w:sdt"), OxmlElement("w:sdtPr")
        if run._r.rPr is not None:  # what is typed into the field looks like what it replaces
            properties.append(copy.deepcopy(run._r.rPr))
        for tag in ("w:alias", "w:tag"):
            element = OxmlElement(tag)
            element.set(qn("w:val"), name)
            properties.append(element)
        properties.append(OxmlElement("w:richText"))
        content = OxmlElement("w:sdtContent")
        run._r.addprevious(control)
        content.append(run._r)
        control.append(properties)
        control.append(content)

    def _title(self) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        kind = self.document.add_paragraph(self.paper.paper_words.kind, style="Title")
        subject = self.document.add_paragraph()
        run = subject.add_run(self.paper.subject())
        run.bold, run.font.size = True, Pt(14)
        for paragraph in (kind, subject):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_after = Pt(2)
        self._rule(self.document, share=0.4, width=PAGE_WIDTH - LEFT - RIGHT)

    def _signature(self) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        paper = self.paper
        self.document.add_paragraph()
        table = self.document.add_table(rows=1, cols=2)
        table.autofit = False
        self._keep(table.rows[0])
        left, right = table.rows[0].cells
        set_widths(table, (80.0, 80.0))
        head = left.paragraphs[0]
        run = head.add_run(paper.paper_words.recipients)
        run.bold, run.italic, run.font.size = True, True, Pt(12)
        head.paragraph_format.space_after = Pt(0)
        for recipient in paper.office.noi_nhan:
            line = left.add_paragraph()
            line.paragraph_format.space_after = Pt(0)
            line.add_run(f"- {recipient.removeprefix('-').strip()}").font.size = Pt(11)
        for capacity in paper.capacity():
            self._line(right, capacity, size=14.0, bold=True)
        for _ in range(4):
            self._line(right, " ", size=13.0)
        name = right.add_paragraph()
        name.alignment = WD_ALIGN_PARAGRAPH.CENTER
        signer = paper.office.nguoi_ky or paper.paper_words.signer
        self._field(name, "nguoi_ky", signer, 14.0, bold=True)

    def _annex(self, annex: Annex) -> None:
        from docx.enum.section import WD_SECTION
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        blocks = annex.section.blocks if annex.section else ()
        wide = any(isinstance(block, Table) and block.wide for block in blocks)
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self._page(section, landscape=wide)
        low = self.document.paragraphs[-1].paragraph_format  # it ends the section before
        low.space_before = low.space_after = Pt(0)
        low.line_spacing = Pt(1)  # or it begins a page of its own below a full one
        title = self.document.add_heading(f"{self.paper.paper_words.annex} {annex.number}", level=1)
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for text, bold in ((annex.title, True), (self.paper.attached(), False)):
            line = self.document.add_paragraph()
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = line.add_run(text)
            run.bold, run.italic = bold, not bold
            line.paragraph_format.space_after = Pt(6)
        for block in blocks:
            self.block(block)
        if annex.section is None:
            self._sources()

    def _sources(self) -> None:
        from docx.shared import Pt

        for page in self.paper.citations.pages():
            line = self.document.add_paragraph()
            line.paragraph_format.space_after = Pt(2)
            line.add_run(self.paper.source_line(page)).font.size = Pt(SMALL)

    # -- blocks --

    def _paragraph(self, text: str, *, bold: bool = False, italic: bool = False) -> Any:
        paragraph = self.document.add_paragraph(style="Report body")
        run = paragraph.add_run(text)
        run.bold, run.italic = bold, italic
        paragraph.paragraph_format.keep_with_next = text.endswith(":")  # the head of a list
        return paragraph

    def _note(self, text: str) -> None:
        from docx.shared import Pt

        if text:
            paragraph = self.document.add_paragraph()
            paragraph.paragraph_format.space_before = Pt(3)
            run = paragraph.add_run(text)
            run.font.size, run.italic = Pt(NOTE), True

    @singledispatchmethod
    def block(self, block: Any) -> None:
        raise TypeError(f"no form on paper for a block of type {type(block).__name__}")

    @block.register
    def _(self, block: Paragraph) -> None:
        text, apart = self.paper.paragraph(block)
        self._paragraph(text, bold=block.role == "lead", italic=apart)

    @block.register
    def _(self, block: Bullets) -> None:
        for number, item in enumerate(block.items, start=1):
            if block.numbered:
                self._paragraph(f"{number}. {self.paper.plain(item)}")
            else:
                self.document.add_paragraph(self.paper.plain(item), style="List Bullet")

    @block.register
    def _(self, block: Table) -> None:
        title = table_title(block, self.paper.plain(block.title), self.language)
        self.document.add_paragraph(self.paper.caption("table", title), style="Caption")
        note = self.paper.table_note(block)
        keep_together(self._grid(self.paper.grid(block)), with_note=bool(note))
        self._note(note)

    def _grid(self, grid: Grid) -> Any:
        """A table with a head that repeats; no row is broken over two pages."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml import OxmlElement

        heads, numeric, rows = grid
        table = self.document.add_table(rows=1, cols=len(heads), style="Table Grid")
        table.autofit = False
        head = table.rows[0]
        head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, text in zip(head.cells, heads, strict=True):
            self._fill(cell, text, "", WD_ALIGN_PARAGRAPH.CENTER, bold=True)
        for cells, emphasis in rows:
            row = table.add_row()
            self._keep(row)
            for place, (text, letter) in enumerate(cells):
                side = WD_ALIGN_PARAGRAPH.RIGHT if numeric[place] else WD_ALIGN_PARAGRAPH.LEFT
                self._fill(row.cells[place], text, letter, side, bold=emphasis)
        section = self.document.sections[-1]
        assert section.page_width
        room = section.page_width.mm - LEFT - RIGHT
        set_widths(table, column_widths(heads, numeric, rows, room))
        return table

    def _keep(self, row: Any) -> None:
        from docx.oxml import OxmlElement

        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))

    def _fill(self, cell: Any, text: str, letter: str, side: Any, *, bold: bool) -> None:
        from docx.shared import Pt

        paragraph = cell.paragraphs[0]
        paragraph.alignment = side
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = 1.0
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, Pt(SMALL)
        if letter:
            mark = paragraph.add_run(letter)
            mark.font.superscript, mark.font.size = True, Pt(SMALL)

    @block.register(BarChart)
    @block.register(LineChart)
    @block.register(TargetChart)
    @block.register(Waterfall)
    @block.register(HeatMap)
    @block.register(RevisionChart)
    def _(self, block: Any) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Mm

        from hanoi_ct.report.formats.charts import chart_picture
        from hanoi_ct.report.formats.fonts import choose_font

        picture = chart_picture(block, self.paper.report.figures, self.language, choose_font())
        title = self.paper.caption("chart", self.paper.plain(block.title))
        self.document.add_paragraph(title, style="Caption")
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        shape = paragraph.add_run().add_picture(io.BytesIO(picture.data), width=Mm(150.0))
        shape._inline.docPr.set("descr", picture.description)
        shape._inline.docPr.set("title", self.paper.plain(block.title))
        self._note(self.paper.plain(block.note) if block.note else "")

    @block.register
    def _(self, block: VerdictBlock) -> None:
        from docx.shared import Pt

        outcome = self._paragraph(self.paper.outcome(block), bold=True)
        outcome.paragraph_format.keep_with_next = True
        if block.readings:
            keep_together(self._grid(self.paper.readings(block)), with_note=False)
        for place, text in enumerate(self.paper.after_readings(block)):
            paragraph = self._paragraph(text)
            if block.readings and not place:
                paragraph.paragraph_format.space_before = Pt(6)
