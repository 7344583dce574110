"""Files that are too large, damaged or meant to harm end in clear lines."""

import zipfile

import openpyxl
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


EVIL = (
    "<script>alert(1)</script>",
    '=HYPERLINK("http://x.invalid","a")',
    '#read("/etc/passwd")',
    "../../../../tmp/x",
    "{production.total}",
    "<now>",
    "{{7*7}}",
    "+cmd|' /C calc'!A0",
    "\x1b[31mđỏ",
    "&lt;b&gt; & \" '",
)


@pytest.mark.parametrize("unit", ["Tấn", "<b>{x}</b>"])
def test_hostile_words_stay_words_from_the_sheet_to_every_document(unit, tmp_path, capsys):
    path = tmp_path / "bacninh_2024-05.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("..-..-etc")
    sheet.write_string(0, 0, "Biểu 2. Sản phẩm tháng 5 năm 2024 - tỉnh Bắc Ninh <script>x</script>")
    heads = ["Sản phẩm", "ĐVT", "Ước tháng 5/2024", "Ước 5 tháng 2024", "5 tháng so cùng kỳ (%)"]
    sheet.write_row(1, 0, heads)
    for row, words in enumerate(EVIL, 2):
        sheet.write_string(row, 0, words)
        sheet.write_string(row, 1, unit)
        sheet.write_row(row, 2, [90 + row, 400 + row])
        sheet.write_formula(row, 4, "='[\\\\x\\y.xlsx]S'!A1", None, 104.5 + row)
    book.close()
    folder = tmp_path / "t5"
    assert main(["import", str(path), "--into", str(folder)]) == 0
    assert main(["validate", str(folder)]) == (0 if unit == "Tấn" else 3)
    shown = capsys.readouterr()
    assert "\x1b" not in shown.out + shown.err
    for form in ("html", "xlsx", "csv", "json", "txt"):
        output = tmp_path / f"r.{form}"
        command = ["report", str(folder), "--period", "2024-05", "--output", str(output)]
        assert main([*command, "--allow-contradictions"]) == 0
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "alert(1)" in page
    assert "<script" not in page
    assert "\x1b" not in (tmp_path / "r.txt").read_text(encoding="utf-8")
    for line in (tmp_path / "r.csv").read_text(encoding="utf-8").splitlines():
        assert not line.partition(",")[2].strip('"').startswith(("=", "+", "@"))
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    formulas = {c.value for s in book for r in s.iter_rows() for c in r if c.data_type == "f"}
    assert formulas
    assert not [formula for formula in formulas if "HYPERLINK" in formula or "cmd" in formula]
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "bacninh_2024-05.xlsx", "r.csv", "r.html", "r.json", "r.txt", "r.xlsx", "t5",
    ]  # fmt: skip


def test_a_packed_file_is_read_by_what_it_is(tmp_path):
    book = draw(tmp_path / "hanoi_2024-05.xlsx", {"B": "Chỉ tiêu|Tháng 5/2024\nXi măng (tấn)|5\n"})
    for ending in (".xls", ".ods", ".docx"):
        renamed = tmp_path / f"hanoi_2024-05{ending}"
        renamed.write_bytes(book.read_bytes())
        reading = read_form(renamed)
        assert (reading.format, len(reading.facts)) == ("xlsx", 1)


def test_a_packed_file_of_another_kind_is_refused(tmp_path):
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "no workbook")
    assert "cannot be" in refused(path)
