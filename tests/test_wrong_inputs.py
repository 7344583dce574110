"""What an officer does wrong ends in one Vietnamese line with a way out, and exit code 2 or 3."""

import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from hanoi_ct import cli
from hanoi_ct._commands.fault_words import fault_words
from hanoi_ct.errors import DataError

# Words of English messages; of Vietnamese ones each has a mark or stands in a path or an option.
ENGLISH = re.compile(r"\b(must|cannot|got|is|the|not|of|there|with|give|nearest|needs)\b")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder of the month with some figures filled in."""
    folder = tmp_path_factory.mktemp("made") / "goc"
    assert cli.main(["init", str(folder), "--period", "2025-03"]) == 0
    book = openpyxl.load_workbook(folder / "bieu.xlsx")
    for row, rates in enumerate(
        [(108.2, 105.9, 105.1), (95.0, 97.0, 96.1), (108.4, 106.1, 105.3), (103.0, 104.2, 104.0)], 5
    ):
        for column, rate in enumerate(rates, 3):
            book["Biểu 1"].cell(row, column).value = rate
    for cell, value in zip("GHI", (1500, 1650, 4600), strict=True):
        book["Biểu 4"][f"{cell}5"] = value
    book.save(folder / "bieu.xlsx")
    return folder


@pytest.fixture
def folder(made, tmp_path, monkeypatch):
    """A copy of it, in which the command stands; its name has a space and Vietnamese letters."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(made, tmp_path / "tháng 3")
    return tmp_path / "tháng 3"


def change(folder, sheet, cell, value):
    book = openpyxl.load_workbook(folder / "bieu.xlsx")
    book[sheet][cell] = value
    book.save(folder / "bieu.xlsx")


def said(capsys, *arguments):
    """What the command says on standard error, after it ended with exit code 2."""
    capsys.readouterr()
    assert cli.main(list(arguments)) == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines
    line = lines[-1]
    assert line.startswith("hanoi-ct: ")
    assert len(line) < 400
    assert not ENGLISH.search(line), line
    assert not line.startswith("hanoi-ct: [Errno")
    return line


MONTH = ("--period", "2025-03")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["validate", "khong_co"], "không có thư mục khong_co; kiểm tra lại đường dẫn"),
        (["report", "khong_co", *MONTH], "không có thư mục khong_co"),
        (["report", "tháng 3/bieu.xlsx", *MONTH], "là một tệp; ghi tên thư mục chứa tệp đó"),
        (["validate", "tháng 3/bieu.xlsx"], "là một tệp"),
        (["report", "tháng 3", "--period", "03/2025"], "ví dụ 2025-03; đã ghi 03/2025"),
        (["report", "tháng 3", "--period", "2025-13"], "đã ghi 2025-13"),
        (["report", "tháng 3", "--period", "tháng 3"], "đã ghi tháng 3"),
        (["init", "m", "--period", "3-2025"], "đã ghi 3-2025"),
        (["report", "tháng 3", "--period", "1999-01"], "tháng gần nhất có số liệu là 2007-03"),
        (["init", "tháng 3", *MONTH], "đã có tệp tháng 3/bieu.xlsx nên không ghi đè"),
        (["init", "m", *MONTH, "--province", "Atlantis"], "không có tỉnh, thành phố Atlantis"),
        (["init", "m", *MONTH, "--province", "Hải Phòn"], "gần nhất: Hải Phòng"),
        (["report", "tháng 3", *MONTH, "--province", "Đà Nẵng"], "kiểm tra --province"),
        (["report", "tháng 3", *MONTH, "--output", "a.doc"], "phải có đuôi .docx"),
        (["report", "tháng 3", *MONTH, "--output", "a.docx", "--format", "pdf"], "không khớp"),
        (["report", "tháng 3", *MONTH, "--output", "kc/a.html"], "tạo thư mục trước"),
        (["report", "tháng 3", *MONTH, "--output", "tháng 3"], "đây là thư mục; ghi thêm tên tệp"),
        (["report", "tháng 3", *MONTH, "--output", "/dev/full"], "ổ đĩa đầy; xóa bớt tệp"),
        (["report", "tháng 3", *MONTH, "--as-of", "15/4/2025"], "ví dụ 2025-04-15"),
        (["report", "tháng 3", *MONTH, "--document", "kc.txt"], "kc.txt: không có tệp"),
        (["report", "tháng 3", *MONTH, "--document", "tháng 3/bieu.xlsx"], "phải có đuôi .docx"),
        (["report", "tháng 3", *MONTH, "--store", "kc.duckdb"], "không có kho số liệu kc.duckdb"),
        (["import", "kc.xlsx", "--into", "x"], "không đọc được kc.xlsx: không có tệp"),
        (["import", "tháng 3"], "tháng 3 là thư mục; ghi tên các tệp trong đó"),
        (["import", "tháng 3/don_vi.toml"], "chỉ đọc .xlsx, .xls, .ods, .csv, .docx"),
        (
            ["import", "tháng 3/bieu.xlsx", "--into", "tháng 3/bieu.xlsx"],
            "tháng 3/bieu.xlsx: đã có tệp mang tên này",
        ),
        (["export-data", "x", "--own-figures-only"], "--own-figures-only cần có --data"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_argument(folder, capsys, arguments, words):
    assert words in said(capsys, *arguments)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("bieu.xlsx", b"PK\x03\x04abc", "tệp hỏng hoặc có mật khẩu"),
        ("bieu.xlsx", b"", "trống; chép lại tệp"),
        ("bieu.xlsx", b"\xd0\xcf\x11\xe0abc", "bieu.xlsx"),
        ("don_vi.toml", "co_quan = Sở".encode(), "viết chưa đúng"),
        ("don_vi.toml", b'nguoi_kyy = "A"', "không có mục nguoi_kyy; gần nhất: nguoi_ky"),
        ("don_vi.toml", b'ngay = "31/3/2025"', "đã ghi 31/3/2025"),
        ("don_vi.toml", b'noi_nhan = "VT"', "noi_nhan phải là danh sách dòng"),
    ],
)
def test_a_file_that_cannot_be_read(folder, capsys, name, content, words):
    (folder / name).write_bytes(content)
    assert words in said(capsys, "report", "tháng 3", *MONTH, "--format", "json")


def test_an_error_in_the_tables_stops_the_report_and_says_where(folder, capsys):
    change(folder, "Biểu 1", "E5", "một trăm linh năm")
    line = said(capsys, "report", "tháng 3", *MONTH)
    assert (
        'có 1 lỗi, lỗi đầu ở bieu.xlsx, Biểu 1!E5: Ô E5: "một trăm linh năm" không phải số' in line
    )
    assert "hanoi-ct validate tháng 3" in line
    assert cli.main(["report", "tháng 3", *MONTH, "--lang", "en"]) == 2
    assert "1 error in the tables of tháng 3" in capsys.readouterr().err


def test_a_second_workbook_with_other_figures_is_an_error(folder, capsys):
    shutil.copy(folder / "bieu.xlsx", folder / "bieu (2).xlsx")
    assert cli.main(["validate", "tháng 3"]) == 0
    assert "bieu.xlsx lặp lại" in capsys.readouterr().out
    change(folder, "Biểu 1", "E5", 104.0)
    assert cli.main(["validate", "tháng 3"]) == 3
    out = capsys.readouterr().out
    assert '"Toàn ngành công nghiệp" là 104,0, nhưng bieu (2).xlsx, Biểu 1!E5 ghi 105,1' in out


def test_a_table_without_its_headings_is_an_error(folder, capsys):
    book = openpyxl.load_workbook(folder / "bieu.xlsx")
    book["Biểu 4"].delete_rows(4)
    book.save(folder / "bieu.xlsx")
    assert cli.main(["validate", "tháng 3"]) == 3
    assert "không có tiêu đề cột nên chưa rõ là số gì" in capsys.readouterr().out


def test_a_renamed_sheet_and_a_column_less_change_nothing_else(folder, capsys):
    book = openpyxl.load_workbook(folder / "bieu.xlsx")
    book["Biểu 1"].title = "IIP"
    book["IIP"].delete_cols(4)
    book.save(folder / "bieu.xlsx")
    assert cli.main(["validate", "tháng 3"]) == 0
    assert "0 lỗi, 0 cảnh báo" in capsys.readouterr().out


def test_a_file_that_is_open_is_named(folder, capsys):
    (folder / "~$bieu.xlsx").write_bytes(b"\x05")
    assert cli.main(["validate", "tháng 3"]) == 0
    assert "Đang mở: bieu.xlsx; lưu trong Excel rồi chạy lại" in capsys.readouterr().out


def test_an_empty_form_and_another_month_are_said(folder, capsys):
    assert cli.main(["report", "tháng 3", "--period", "2025-04", "--format", "json"]) == 0
    assert "là của tháng 2025-03, báo cáo là của tháng 2025-04" in capsys.readouterr().err
    assert cli.main(["init", "m", "--period", "2026-03", "--province", "bac ninh"]) == 0
    assert cli.main(["validate", "m"]) == 0
    assert "Không đọc được số nào" in capsys.readouterr().out
    assert cli.main(["report", "m", "--period", "2018-08", "--format", "json"]) == 0
    assert "chưa có số nào, báo cáo chỉ dùng số liệu kèm theo gói" in capsys.readouterr().err


def test_a_fault_without_vietnamese_words_stays_as_it_came():
    assert fault_words(DataError("a new kind of fault"), "vi") == "a new kind of fault"
    assert fault_words(PermissionError(13, "Permission denied", "a.xlsx"), "vi") == (
        "a.xlsx: không có quyền đọc hoặc ghi; kiểm tra quyền, hoặc đóng tệp đang mở"
    )
    assert fault_words(PermissionError(13, "Permission denied", "a.xlsx"), "en") == (
        "[Errno 13] Permission denied: 'a.xlsx'"
    )


def test_sheets_that_name_no_province_are_not_taken_for_hanoi_in_silence(
    tmp_path, capsys, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    sheet = "Chỉ số sản xuất công nghiệp tháng 5/2024\nNgành;Tháng 5/2024 so với cùng kỳ\n"
    Path("a.csv").write_text(sheet + "Toàn ngành công nghiệp;105,2\nKhai khoáng;98,1\n", "utf-8")
    assert cli.main(["import", "a.csv", "--into", "t5"]) == 0
    assert "chưa rõ tỉnh: thêm --province" in capsys.readouterr().out
    arguments = ["report", "t5", "--period", "2024-05", "--format", "json"]
    assert cli.main(arguments) == 0
    assert "không ghi tỉnh, thành phố nào nên được coi là của Hà Nội" in capsys.readouterr().err
    assert cli.main([*arguments, "--province", "Bắc Ninh"]) == 0
    said = capsys.readouterr()
    assert "không ghi tỉnh" not in said.err
    assert "tỉnh Bắc Ninh" in said.out
