"""The text of files: unchanged where it is plain, a line a block elsewhere."""

import pytest

from hanoi_ct.errors import DataError
from hanoi_ct.statements.documents import text_of_file


def test_plain_text_is_handed_on_unchanged(tmp_path):
    text = "Tăng 7,4%\r\nso với cùng kỳ\u0301.\n"
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode("utf-8"))
    assert text_of_file(file) == text


def test_other_encodings_are_named(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes("Tăng".encode("utf-16"))
    with pytest.raises(DataError, match="must be UTF-8; byte 0 is 0xff"):
        text_of_file(file)


def test_unknown_endings_are_refused(tmp_path):
    with pytest.raises(DataError, match="must be one of"):
        text_of_file(tmp_path / "a.odt")


def test_a_page(tmp_path):
    file = tmp_path / "a.html"
    file.write_text(
        "<html><head><title>x</title><style>p{}</style></head><body><p>Tăng\n <b>7,4</b>%"
        "<table><tr><td>12,5</td><td>3</td></tr></table></body></html>",
        encoding="utf-8",
    )
    assert text_of_file(file) == "Tăng 7,4%\n\n12,5\n\n3\n"


def test_word(tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("Tăng 7,4%.")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Tổng", "12,5"
    document.add_paragraph("Hết.")
    document.save(tmp_path / "a.docx")
    assert text_of_file(tmp_path / "a.docx") == "Tăng 7,4%.\nTổng\t12,5\nHết.\n"
    (tmp_path / "b.docx").write_bytes(b"no archive")
    with pytest.raises(DataError, match="must be whole"):
        text_of_file(tmp_path / "b.docx")


def test_a_damaged_pdf_is_refused(tmp_path):
    pytest.importorskip("pypdf")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(DataError, match="must be whole"):
        text_of_file(tmp_path / "a.pdf")
