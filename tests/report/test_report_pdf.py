"""The PDF: its words, its tags, its font, and that no letter is set in another one unnoticed."""

import io
import re
from dataclasses import replace

import pypdf
import pytest
from report_sample import REPORT

from hanoi_ct.report.document import Column, Row, Table
from hanoi_ct.report.formats import fonts
from hanoi_ct.report.formats.pdf_document import fonts_in, pdf_document
from hanoi_ct.report.office import Office
from hanoi_ct.statements.formatting import figure_text
from hanoi_ct.text import Text


@pytest.fixture(scope="module", params=["vi", "en"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def made(language):
    return pdf_document(REPORT, language, Office(nguoi_ky="Nguyễn Văn Ấ", so="7"))


def words_of(data):
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_every_letter_is_set_in_the_font_that_the_document_names(made):
    assert made.other_fonts == ()
    assert made.font in (*fonts.TWINS, fonts.LAST)
    assert made.font in words_of(made.data)
    compact = made.font.replace(" ", "")
    assert all(name.startswith(compact) for name in fonts_in(made.data))


def test_figures_and_letterhead_are_there(made, language):
    words = words_of(made.data).replace("\N{NO-BREAK SPACE}", " ")
    for key in ("total", "before", "exports", "base"):
        printed = figure_text(REPORT.figures[key], language).replace("\N{NO-BREAK SPACE}", " ")
        assert printed in words
    for part in ("07/BC-SCT", "Nguyễn Văn Ấ"):
        assert part in words


def test_it_is_tagged_with_alternatives_for_pictures(made):
    root = pypdf.PdfReader(io.BytesIO(made.data)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    found = []
    _alternatives(root["/StructTreeRoot"], found)
    assert len(found) == 6
    assert all(any(letter.isdigit() for letter in words) for words in found)


def _alternatives(node, found):
    if "/Alt" in node:
        found.append(node["/Alt"])
    kids = node.get("/K", [])
    kids = kids if isinstance(kids, list) else [kids]
    for kid in kids:
        kid = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(kid, dict):
            _alternatives(kid, found)


def test_wide_annexes_lie_across(made):
    boxes = [page.mediabox for page in pypdf.PdfReader(io.BytesIO(made.data)).pages]
    turned = [
        box.width > box.height if (page.get("/Rotate", 0) % 180) == 0 else box.width < box.height
        for box, page in zip(boxes, pypdf.PdfReader(io.BytesIO(made.data)).pages, strict=True)
    ]
    assert turned.count(True) == 1


def test_a_font_without_a_letter_is_passed_over():
    """No twin of Times has Chinese letters: the font that typst brings along is the last resort."""
    chosen = fonts.choose_font("tăng 中")
    assert chosen == (fonts.LAST, ())


def test_charts_are_drawn_in_the_font_of_the_text(monkeypatch):
    """In its own files, or where there are none in the serif that matplotlib brings along."""
    from matplotlib import font_manager

    assert fonts.Font(fonts.LAST, ()).in_charts() == ["DejaVu Serif"]
    face = font_manager.findfont("DejaVu Sans Mono")
    drawn = fonts.Font("Some Twin", (face,)).in_charts()
    assert font_manager.findfont(drawn[0], fallback_to_default=False) == face
    assert fonts.Font("Some Twin", (face,)).in_charts() == drawn


def test_markup_of_typst_in_the_data_stays_text(made, language):
    words = words_of(made.data)
    assert {"vi": "<8 tháng>", "en": "<8 months>"}[language] in words
    assert "=1+1" in words


def test_it_says_that_it_conforms_to_pdf_ua(made):
    """The typesetting program refuses to write this mark where a rule of PDF/UA-1 is broken."""
    root = pypdf.PdfReader(io.BytesIO(made.data)).trailer["/Root"]
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_addresses_of_sources_are_links(made):
    pages = pypdf.PdfReader(io.BytesIO(made.data)).pages
    links = {
        link.get_object()["/A"]["/URI"]
        for page in pages
        for link in page.get("/Annots", [])
        if "/A" in link.get_object()
    }
    assert links
    assert all(link.startswith("http") for link in links)


def test_the_head_of_a_table_on_its_next_page_is_no_content():
    """What is read out once is marked as an artifact where it is printed again."""
    rows = tuple(Row((Text(f"Dòng {n}", f"Row {n}"), Text("x", "x"))) for n in range(90))
    heads = Column(Text("Tên chỉ tiêu", "Name"), numeric=False), Column(Text("Loại", "Kind"))
    table = Table("long", Text("Bảng dài", "A long table"), heads, rows)
    data = pdf_document(replace(REPORT, summary=(table,), sections=(), closing=()), "vi").data
    content = [page.get_contents().get_data() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    said = [len(re.findall(rb"/Artifact(?:(?!EMC).)*?T[jJ]", page, re.S)) for page in content[:2]]
    assert said == [0, 3]  # the number of the second page, and the two heads again
