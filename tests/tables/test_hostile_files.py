"""Files that are too large, damaged or meant to harm end in clear lines."""

import zipfile

import pytest
from form_sheets import draw

from hanoi_ct.cli import main
from hanoi_ct.errors import DataError
from hanoi_ct.tables._sheets import limits
from hanoi_ct.tables.forms import read_form

xlsxwriter = pytest.importorskip("xlsxwriter")


def refused(path):
    with pytest.raises(DataError) as caught:
        read_form(path)
    message = str(caught.value)
    assert len(message) < 400 + len(str(path))
    return message


def test_a_part_that_unpacks_beyond_the_limit(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (limits.MOST_UNPACKED_PART + 10**6))
    assert path.stat().st_size < 100_000
    assert "unpacks to 33 MB; at most 32 MB are read" in refused(path)


def test_a_sheet_with_more_rows_than_a_table_has(tmp_path):
    path = tmp_path / "long.xlsx"
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("dài")
    for row in range(limits.MOST_ROWS + 5):
        sheet.write_number(row, 0, row)
    book.close()
    message = refused(path)
    assert "sheet 'dài': a table must have at most 5000 rows" in message
    assert "got 5005 rows" in message


def test_a_csv_with_more_rows_than_a_table_has(tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("a;b\n" * (limits.MOST_ROWS + 1), encoding="utf-8")
    assert "at most 5000 rows" in refused(path)


@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".ods", ".docx"])
def test_a_file_that_is_not_what_its_name_says(ending, tmp_path):
    path = tmp_path / f"x{ending}"
    path.write_bytes(b"\x00\x01 no workbook" * 50)
    assert "cannot be" in refused(path)


def test_files_that_are_missing_empty_or_of_another_kind(tmp_path):
    assert "cannot be read" in refused(tmp_path / "none.xlsx")
    assert "is a folder" in refused(tmp_path)
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    assert "must end in .xlsx" in refused(tmp_path / "a.pdf")
    (tmp_path / "b.csv").write_bytes(b"")
    assert "is empty" in refused(tmp_path / "b.csv")


def test_formulas_links_and_markup_stay_text(tmp_path, capsys):
    path = tmp_path / "hanoi_2024-05.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("..-..-etc")
    sheet.write_row(0, 0, ["Ngành", "Tháng 5/2024 so cùng kỳ (%)", "5 tháng so cùng kỳ (%)"])
    sheet.write_string(1, 0, "Toàn ngành")
    sheet.write_formula(1, 1, "='[khac.xlsx]S'!A1", None, 105.2)
    sheet.write_formula(1, 2, '=WEBSERVICE("http://x.invalid")')
    sheet.write_string(2, 0, "<script>alert(1)</script>\x1b[31m")
    sheet.write_number(2, 1, 103.2)
    sheet.write_string(2, 2, "=cmd|' /C calc'!A0")
    book.close()
    assert main(["import", str(path)]) == 0
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "105,2" in shown
    facts = {fact["cell"]: fact for fact in read_form(path).facts}
    assert facts["B2"]["value"] == "105.2"
    assert facts["C3"]["value"] is None
    assert "C3" in {fault["cell"] for fault in read_form(path).faults}


def test_a_workbook_without_tables_says_so(tmp_path, capsys):
    path = draw(tmp_path / "x.xlsx", {"A": "<b>x</b>|<b>y</b>\n<b>z</b>"})
    assert main(["import", str(path)]) == 0
    assert "Không tìm thấy bảng nào" in capsys.readouterr().out
