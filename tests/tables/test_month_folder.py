"""From sheets to a document: import, validate, report; the folder of a month and its form."""

import csv
import json
import re
import shutil

import openpyxl
import pytest
from form_sheets import draw

from hanoi_ct import datasets
from hanoi_ct.cli import main
from hanoi_ct.datasets.standard_form import write_standard_form
from hanoi_ct.errors import HanoiCTError
from hanoi_ct.report import build_report
from hanoi_ct.report.office import read_office
from hanoi_ct.tables.folder import kept_facts, read_folder
from hanoi_ct.tables.forms import read_form

IIP = """
SỞ CÔNG THƯƠNG HÀ NỘI
Biểu 1. Chỉ số sản xuất công nghiệp tháng 3 năm 2025
|||%
Ngành|Tháng 3 so với tháng trước|Tháng 3 so với cùng kỳ|3 tháng so với cùng kỳ
Toàn ngành công nghiệp|104.2|107.3|106.4
Khai khoáng|101.1|102.1|101.1
Công nghiệp chế biến, chế tạo|105.1|108.2|107.1
Sản xuất và phân phối điện|102.1|104.2|103.1
Cung cấp nước; hoạt động quản lý và xử lý rác thải, nước thải|101|103|102
"""


@pytest.fixture
def sheet(tmp_path):
    return draw(tmp_path / "hanoi_2025-03.xlsx", {"IIP": IIP})


def test_without_a_folder_nothing_is_written(sheet, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())
    assert main(["import", str(sheet), "--format", "json"]) == 0
    held = json.loads(capsys.readouterr().out)
    assert list(held) == [
        "file",
        "format",
        "province",
        "report_month",
        "encoding",
        "delimiter",
        "tables",
        "facts",
        "faults",
        "not_data",
        "doubts",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_several_files_are_a_list(sheet, capsys):
    assert main(["import", str(sheet), str(sheet), "--format", "json"]) == 0
    assert [held["file"] for held in json.loads(capsys.readouterr().out)] == [sheet.name] * 2


def test_a_file_that_cannot_be_read_ends_with_2(tmp_path, capsys):
    assert main(["import", str(tmp_path / "none.xlsx"), "--format", "json"]) == 2
    assert capsys.readouterr().out == ""


def test_from_sheets_to_a_document_in_three_commands(sheet, tmp_path, monkeypatch, capsys):
    docx = pytest.importorskip("docx")
    monkeypatch.chdir(tmp_path)
    assert main(["import", str(sheet), "--into", "thang3"]) == 0
    assert main(["validate", "thang3"]) == 0
    assert main(["report", "thang3", "--period", "2025-03", "--output", "bao-cao.docx"]) == 0
    document = docx.Document("bao-cao.docx")
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for table in document.tables:
        words += "\n".join(cell.text for row in table.rows for cell in row.cells)
    assert "6,4" in words  # her year-to-date rate of all industry


def test_her_own_figure_goes_before_a_published_one(sheet, tmp_path):
    assert main(["import", str(sheet), "--into", str(tmp_path / "a")]) == 0
    used = build_report("2025-03", data=tmp_path / "a").figures["production.total"].quantity
    assert used.value == 6.4
    assert used.sources[0].page.startswith("đơn vị báo cáo")
    assert 4.3 in [other.value for other in used.others]


def test_own_figures_add_to_history_with_their_source(sheet, tmp_path):
    assert main(["import", str(sheet), "--into", str(tmp_path / "a")]) == 0
    packaged = datasets.Collection().records("hanoi_iip_reported")
    both = datasets.Collection(tmp_path / "a")
    records = both.records("hanoi_iip_reported")
    assert len(records) == len(packaged) + 15
    assert records.values["value"][-15] == 4.2
    assert records.values["source_url"][-1] == ("đơn vị báo cáo (ước): hanoi_2025-03.xlsx, IIP!D9")
    alone = datasets.Collection(tmp_path / "a", own_only=True)
    assert len(alone.records("hanoi_iip_reported")) == 15
    other = datasets.Collection(tmp_path / "a", province="Hải Phòng")
    assert len(other.records("hanoi_iip_reported")) == 0


def test_a_file_imported_again_replaces_its_rows_and_says_what_changed(sheet, tmp_path, capsys):
    folder = tmp_path / "a"
    main(["import", str(sheet), "--into", str(folder)])
    rows = len(kept_facts(folder))
    book = openpyxl.load_workbook(sheet)
    book["IIP"]["B5"] = 104.9
    book.save(sheet)
    capsys.readouterr()
    main(["import", str(sheet), "--into", str(folder)])
    assert "Thay đổi: hanoi_2025-03.xlsx, IIP!B5 (Toàn ngành công nghiệp): 104.2 → 104.9" in (
        capsys.readouterr().out
    )
    assert len(kept_facts(folder)) == rows


def test_a_confirmed_reading_settles_the_doubt_next_month(tmp_path, capsys):
    drawing = IIP.replace("3 tháng so với cùng kỳ", "Chỉ số tháng 3")
    sheet = draw(tmp_path / "hanoi_2025-03.xlsx", {"IIP": drawing})
    folder = tmp_path / "a"
    assert main(["import", str(sheet), "--into", str(folder)]) == 0
    (doubt,) = read_form(sheet).doubts
    assert doubt["cells"][0] == "D5"
    kept = folder / "cach_doc.csv"
    lines = kept.read_text(encoding="utf-8-sig").splitlines()
    place = next(n for n, line in enumerate(lines) if ",chi so thang #," in line)
    lines[place] += "có"
    kept.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    capsys.readouterr()
    assert main(["import", str(sheet), "--into", str(folder), "--format", "json"]) == 0
    held = json.loads(capsys.readouterr().out)
    assert held["doubts"] == []
    assert not any("doubt" in fact for fact in held["facts"])


def test_errors_stop_the_report_unless_that_is_waived(shared, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    source = shared / "forms" / "02_haiphong_2025-03_bieu_tong_hop.xlsx"
    assert main(["import", str(source), "--into", "hp"]) == 0
    assert main(["validate", "hp"]) == 3
    shown = capsys.readouterr().out
    assert "Lỗi 02_haiphong_2025-03_bieu_tong_hop.xlsx, Biểu 01!K18" in shown
    assert "Cách sửa" in shown
    assert main(["report", "hp", "--period", "2025-03", "--format", "json"]) == 2
    assert "có 2 lỗi" in capsys.readouterr().err
    waived = ["report", "hp", "--period", "2025-03", "--format", "json", "--allow-contradictions"]
    assert main(waived) == 0
    held = capsys.readouterr()
    assert len(json.loads(held.out)["contradictions"]) == 2
    assert "166 số đã đọc đều có trong báo cáo" in held.err


def test_a_unit_slip_against_last_month_is_a_warning(tmp_path):
    drawing = """
Tỉnh Hà Nam
Biểu 3. Sản phẩm tháng {month} năm 2024
Sản phẩm|ĐVT|Ước tháng {month}
Xi măng|{unit}|500.1
Gạch|Nghìn viên|400.1
"""
    folder = tmp_path / "a"
    folder.mkdir()
    draw(folder / "a_2024-05.xlsx", {"SP": drawing.format(month=5, unit="Nghìn tấn")})
    draw(folder / "b_2024-06.xlsx", {"SP": drawing.format(month=6, unit="Tấn")})
    reading = read_folder(folder)
    assert [(fault["kind"], fault["file"]) for fault in reading.faults] == [
        ("order_of_magnitude", "b_2024-06.xlsx")
    ]
    assert not reading.errors


# ---- the standard form


def test_the_form_is_read_back_as_it_is_filled_in(tmp_path):
    folder = tmp_path / "a"
    written = write_standard_form(folder, "2025-03", twins=True)
    assert [path.name for path in written][:2] == ["bieu.xlsx", "don_vi.toml"]
    empty = read_form(folder / "bieu.xlsx")
    assert not empty.faults
    assert not empty.doubts
    book = openpyxl.load_workbook(folder / "bieu.xlsx")
    sheet = book["Biểu 4"]
    for column, value in zip(
        "DEFGHI", (24000, 1500.1, 4100.2, 1400.3, 1600.4, 4500.5), strict=True
    ):
        sheet[f"{column}5"] = value
    book["Biểu 1"]["C5"] = 104.2
    book.save(folder / "bieu.xlsx")
    facts = {(f["sheet"], f["cell"]): f for f in read_form(folder / "bieu.xlsx").facts}
    assert facts["Biểu 4", "H5"]["value"] == "1600.4"
    assert facts["Biểu 4", "H5"]["status"] == "estimate"
    assert (facts["Biểu 4", "E5"]["period_end"], facts["Biểu 4", "G5"]["status"]) == (
        "2024-03",
        "official",
    )
    assert facts["Biểu 1", "C5"]["comparison"] == "previous_month"
    twin = read_form(folder / "bieu_04.csv")
    assert twin.report_month == "2025-03"


def test_last_years_published_figures_stand_in_the_form(tmp_path):
    write_standard_form(tmp_path / "a", "2025-03")
    sheet = openpyxl.load_workbook(tmp_path / "a" / "bieu.xlsx")["Biểu 3"]
    assert sheet["F5"].value == 199700
    write_standard_form(tmp_path / "b", "2025-03", province="Hải Phòng")
    book = openpyxl.load_workbook(tmp_path / "b" / "bieu.xlsx")
    assert book["Biểu 3"]["F5"].value is None
    assert book["Hướng dẫn"]["A2"].value.startswith("Chưa tìm thấy số năm 2024 của Hải Phòng")
    book = openpyxl.load_workbook(tmp_path / "a" / "bieu.xlsx")
    assert re.match(r"Đã điền \d+ số năm 2024 của Hà Nội", book["Hướng dẫn"]["A2"].value)
    assert book["Biểu 3"]["F5"].comment.text.startswith("Đã công bố: http")


def test_another_provinces_published_exports_stand_in_its_form(tmp_path):
    write_standard_form(tmp_path / "a", "2022-12", province="Phú Thọ")
    book = openpyxl.load_workbook(tmp_path / "a" / "bieu.xlsx")
    assert book["Biểu 4"]["F5"].value == 8200
    facts = {(f["sheet"], f["cell"]): f for f in read_form(tmp_path / "a" / "bieu.xlsx").facts}
    assert facts["Biểu 4", "F5"]["period_start"] == "2021-01"


def test_the_form_overwrites_nothing(tmp_path):
    write_standard_form(tmp_path / "a", "2025-03")
    with pytest.raises(HanoiCTError, match="is there already"):
        write_standard_form(tmp_path / "a", "2025-03")


def test_a_report_of_an_unfilled_form_is_that_of_the_packaged_figures(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    assert main(["init", "demo", "--period", "2025-03"]) == 0
    capsys.readouterr()
    assert main(["report", "demo", "--period", "2025-03", "--format", "json"]) == 0
    own = json.loads(capsys.readouterr().out)
    assert main(["report", "--period", "2025-03", "--format", "json"]) == 0
    packaged = json.loads(capsys.readouterr().out)
    assert len(own["figures"]) == len(packaged["figures"])


def test_the_packaged_tables_are_written_and_read_back(tmp_path, capsys):
    assert main(["export-data", str(tmp_path / "a")]) == 0
    assert len(list((tmp_path / "a").iterdir())) == len(datasets.list())
    again = datasets.Collection(tmp_path / "a")
    name = "hanoi_trade_reported"
    assert again.load(name).equals(datasets.load(name))
    assert main(["export-data", str(tmp_path / "a")]) == 2
    shutil.rmtree(tmp_path / "a")


def rows_of(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_tables_are_written_as_they_were_known_on_a_day(tmp_path):
    assert main(["export-data", str(tmp_path / "all")]) == 0
    assert main(["export-data", str(tmp_path / "then"), "--as-of", "2018-09"]) == 0
    every, then = (rows_of(tmp_path / name, "hanoi_iip_reported") for name in ("all", "then"))
    assert 0 < len(then) < len(every)
    assert then == [row for row in every if row["published"][:7] <= "2018-09"]
    assert main(["export-data", str(tmp_path / "no"), "--as-of", "soon"]) == 2
    assert not (tmp_path / "no").exists()


def test_an_offices_own_figures_are_written_alone_or_behind_the_packaged_ones(tmp_path, capsys):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "hanoi_trade_reported.csv").write_text(
        "flow,breakdown,item_vi,item_en,period_start,period_end,value,unit,growth_pct,mom_pct,"
        "qualifier,source_url,published\n"
        "export,total,tổng,total exports,2024-01,2024-05,7000,million_usd,5.0,,exact,,2024-06\n",
        encoding="utf-8",
    )
    own = ["--data", str(tmp_path / "own")]
    assert main(["export-data", str(tmp_path / "a"), *own, "--own-figures-only"]) == 0
    assert [row["value"] for row in rows_of(tmp_path / "a", "hanoi_trade_reported")] == ["7000"]
    assert rows_of(tmp_path / "a", "hanoi_iip_reported") == []
    assert main(["export-data", str(tmp_path / "b"), "--province", "Bắc Ninh"]) == 0
    assert rows_of(tmp_path / "b", "hanoi_iip_reported") == []
    assert rows_of(tmp_path / "b", "vietnam_exports")
    assert main(["export-data", str(tmp_path / "c"), "--own-figures-only"]) == 2
    assert "--data" in capsys.readouterr().err


def test_import_makes_the_file_of_what_only_the_office_knows_once(tmp_path, capsys):
    sheet = draw(tmp_path / "bacninh_2024-05.xlsx", {"SP": PLAIN})
    folder = tmp_path / "t5"
    assert main(["import", str(sheet), "--into", str(folder)]) == 0
    assert "don_vi.toml" in capsys.readouterr().out
    office = read_office(folder)
    assert office.co_quan_chu_quan == "Ủy ban nhân dân tỉnh Bắc Ninh"
    assert office.dia_danh == "Bắc Ninh"
    path = folder / "don_vi.toml"
    path.write_text(path.read_text("utf-8").replace('nguoi_ky = ""', 'nguoi_ky = "A"'), "utf-8")
    assert main(["import", str(sheet), "--into", str(folder)]) == 0
    assert "don_vi.toml" not in capsys.readouterr().out
    assert read_office(folder).nguoi_ky == "A"


def test_a_sheet_without_a_province_leaves_the_body_above_open(tmp_path):
    drawing = PLAIN.replace(" tỉnh Bắc Ninh", "")
    sheet = draw(tmp_path / "bieu.xlsx", {"SP": drawing})
    assert main(["import", str(sheet), "--into", str(tmp_path / "t5")]) == 0
    assert read_office(tmp_path / "t5").co_quan_chu_quan == ""


PLAIN = """
Sản phẩm chủ yếu tháng 5 năm 2024 tỉnh Bắc Ninh
Sản phẩm|ĐVT|TH tháng 4/2024|Ước tháng 5/2024|Ước 5 tháng 2024
Xi măng|Nghìn tấn|98.5|104|470
Bia|Triệu lít|2|1.9|9.3
Gạch|Triệu viên|5.2|5.5|24.4
"""
