"""The Word document: its layout by Decree 30/2020, and every figure read back from it."""

import io
import json
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from report_sample import REPORT

from hanoi_ct.report import build_report
from hanoi_ct.report.formats.docx_document import docx_document
from hanoi_ct.report.formats.json_document import json_document
from hanoi_ct.report.formats.paper import column_widths
from hanoi_ct.report.office import Office
from hanoi_ct.statements.formatting import figure_text

OFFICE = Office(
    "Ủy ban nhân dân thành phố Hà Nội",
    "Sở Công Thương",
    "Hà Nội",
    "5",
    "BC-SCT",
    "2018-02-05",
    "Nguyễn Văn A",
    "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC",
    ("UBND thành phố;",),
)


def opened(report, language="vi", office=OFFICE):
    return docx.Document(io.BytesIO(docx_document(report, language, office)))


def words_of(element):
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


@pytest.fixture(scope="module")
def document():
    return opened(REPORT)


def test_page_margins_and_font(document):
    for section in document.sections:
        assert 20 <= section.top_margin.mm <= 25
        assert 20 <= section.bottom_margin.mm <= 25
        assert 30 <= section.left_margin.mm <= 35
        assert 15 <= section.right_margin.mm <= 20
        assert sorted((round(section.page_width.mm), round(section.page_height.mm))) == [210, 297]
    normal = document.styles["Normal"]
    assert normal.font.name == "Times New Roman"
    assert 13 <= normal.font.size.pt <= 14
    for name in ("Heading 1", "Title", "Caption"):
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:ascii")) == fonts.get(qn("w:cs")) == "Times New Roman"
        assert fonts.get(qn("w:asciiTheme")) is None


def test_letterhead_title_and_signature(document):
    words = words_of(document.element.body)
    for part in (
        "ỦY BAN NHÂN DÂN",  # the name is broken before its place
        "THÀNH PHỐ HÀ NỘI",
        "SỞ CÔNG THƯƠNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/BC-SCT",
        "Hà Nội, ngày 05 tháng 02 năm 2018",
        "BÁO CÁO",
        "KT. GIÁM ĐỐC",
        "Nguyễn Văn A",
        "Nơi nhận:",
        "- UBND thành phố;",
    ):
        assert part in words


def test_what_only_the_office_knows_is_a_field_to_fill_in():
    document = opened(REPORT, office=Office())
    tags = [tag.get(qn("w:val")) for tag in document.element.body.iter(qn("w:tag"))]
    assert tags == ["so", "ngay", "nguoi_ky"]
    assert "……/BC-SCT" in words_of(document.element.body)
    assert "Nguyễn" not in words_of(document.element.body)


def test_page_numbers_begin_on_page_two(document):
    first = document.sections[0]
    assert first.different_first_page_header_footer
    assert "PAGE" in first.header._element.xml
    assert "PAGE" not in first.first_page_header._element.xml


def test_annexes_have_roman_numbers_and_wide_tables_lie_across(document):
    titles = [p.text for p in document.paragraphs if p.text.startswith("PHỤ LỤC")]
    assert titles == ["PHỤ LỤC I", "PHỤ LỤC II"]
    across = [section.page_width > section.page_height for section in document.sections]
    assert across == [False, True, False]


def test_headings_tables_and_pictures_are_real(document):
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings[:2] == ["I. Sản xuất", "II. Xuất khẩu"]
    grids = [table for table in document.tables if table.style.name == "Table Grid"]
    assert grids
    for table in grids:
        assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    pictures = list(document.element.body.iter(qn("wp:docPr")))
    assert len(pictures) == 6
    for picture in pictures:
        assert re.search(r"\d", picture.get("descr"))


def test_the_body_is_justified_with_a_first_line_indent(document):
    style = next(p.style for p in document.paragraphs if p.text.startswith("Khai khoáng"))
    assert style.paragraph_format.alignment == 3
    assert 1.0 <= style.paragraph_format.first_line_indent.cm <= 1.27


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("month", ["2018-08", "2025-03"])
def test_every_figure_reads_back_as_the_json_has_it(month, language):
    """Tables cell by cell, running text word by word, against the JSON of the same report."""
    report = build_report(month)
    document = opened(report, language)
    read = [
        [[_cell(cell) for cell in row.cells] for row in table.rows]
        for table in document.tables
        if table.style.name == "Table Grid"
    ]
    paragraphs = {p.text for p in document.paragraphs}
    running = "\n".join(paragraphs)
    for block in _blocks(json.loads(json_document(report, language))):
        if block["type"] == "table":
            shown = [[cell["text"] for cell in row["cells"]] for row in block["rows"]]
            matching = [table for table in read if _same(table[1:], shown)]
            assert matching, block["key"]
        elif block["type"] == "paragraph":
            assert block["text"] in running
        elif block["type"] == "bullets":
            assert all(item["text"] in running for item in block["items"])


def _cell(cell):
    """The words of a cell without the small letter of the figure's kind."""
    return "".join(run.text for p in cell.paragraphs for run in p.runs if not run.font.superscript)


def _same(table, shown):
    """Equal but for addresses of pages, which paper cites by number."""
    return len(table) == len(shown) and all(
        got == want or want.startswith("http")
        for rows in zip(table, shown, strict=True)
        for got, want in zip(*rows, strict=True)
    )


def _blocks(document):
    groups = [document["summary"], document["closing"]]
    groups += [section["blocks"] for section in document["sections"]]
    return [block for group in groups for block in group]


def test_text_of_the_data_is_escaped(document):
    assert "Mining" not in words_of(document.element.body)
    assert "Khai khoáng <B>" in " ".join(
        picture.get("descr") for picture in document.element.body.iter(qn("wp:docPr"))
    )


def test_the_same_report_gives_the_same_words():
    texts = [words_of(opened(REPORT).element.body) for _ in range(2)]
    assert texts[0] == texts[1]
    assert figure_text(REPORT.figures["total"], "vi") in texts[0]


def test_heads_of_numbers_stand_in_two_lines_where_names_keep_their_room():
    heads = ["Chỉ tiêu", "Tốc độ tăng", "Cộng dồn so cùng kỳ (%)"]
    rows = [([("Sản xuất và phân phối điện, khí đốt", ""), ("7,4", ""), ("5,0", "")], False)]
    wide = column_widths(heads, [False, True, True], rows, 240.0)
    narrow = column_widths(heads, [False, True, True], rows, 120.0)
    assert sum(wide) == pytest.approx(240.0)
    assert sum(narrow) == pytest.approx(120.0)
    assert wide[1] >= 2.0 * len("Tốc độ")
    assert narrow[0] > 0.4 * 120.0


def test_nothing_of_the_template_is_left_that_word_would_repair():
    with zipfile.ZipFile(io.BytesIO(docx_document(REPORT, "vi"))) as archive:
        names = archive.namelist()
        types = archive.read("[Content_Types].xml").decode()
    assert not any("stylesWithEffects" in name or "thumbnail" in name for name in names)
    assert "stylesWithEffects" not in types


def test_the_day_it_was_made_is_not_that_of_the_template(document):
    assert document.core_properties.created.year >= 2026


def test_what_belongs_together_stays_on_a_page():
    """A note stays below the last row of its table, the head above the first."""
    document = opened(build_report("2026-02"))
    body = list(document.element.body)
    for element in [e for e in body if list(e.iter(qn("w:tblHeader")))]:
        kept = [bool(list(row.iter(qn("w:keepNext")))) for row in element.iter(qn("w:tr"))]
        note = body[body.index(element) + 1]
        assert kept[0]
        assert kept[-1] == bool(words_of(note) and list(note.iter(qn("w:i"))))


def test_a_section_ends_in_a_paragraph_too_low_to_begin_a_page():
    document = opened(build_report("2018-08"))
    ends = [p for p in document.paragraphs if p._p.pPr is not None and p._p.pPr.sectPr is not None]
    assert ends
    for paragraph in ends:
        assert paragraph.paragraph_format.line_spacing.pt == 1.0
        assert not paragraph.text
