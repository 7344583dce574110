"""Tables that stand in a Word file are audited as tables, its prose as prose."""

import json

import pytest

from hanoi_ct.cli import main
from hanoi_ct.report import build_report
from hanoi_ct.report.render import render
from hanoi_ct.statements import audit, audit_table
from hanoi_ct.statements.documents import text_and_tables
from hanoi_ct.statements.reading import read_text

docx = pytest.importorskip("docx")

ROWS = (
    ("Nhóm hàng", "7 tháng 2018 (triệu USD)", "7 tháng 2017 (triệu USD)", "Tăng (%)"),
    ("Tổng số", "9.200", "7.624", "20,7"),
    ("Dệt may", "1.710", "1.500", "14,0"),
    ("Điện tử", "2.600", "2.100", "23,8"),
    ("Khác", "4.990", "4.024", "24,0"),
)


def write(path, rows, *paragraphs):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    table = document.add_table(len(rows), len(rows[0]))
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    document.save(path)
    return path


def test_a_total_and_a_rate_of_a_table_in_a_document_are_checked(tmp_path, capsys):
    path = write(tmp_path / "a.docx", ROWS, "Xuất khẩu 7 tháng năm 2018 tăng 20,7%.")
    assert main(["audit", str(path), "--format", "json"]) == 3
    found = json.loads(capsys.readouterr().out)
    assert [statement["printed"] for statement in found["statements"]] == ["20,7"]
    assert not found["unread"]
    (table,) = found["tables"]
    faults = [fault for check in table["checks"] for fault in check["faults"]]
    assert [(f["label"], f["printed"], f["expected"]) for f in faults] == [
        ("Tổng số", "9200", "9300")
    ]
    assert main(["audit", str(path)]) == 3
    printed = capsys.readouterr().out
    assert "1 bảng số liệu trong văn bản" in printed
    assert main(["audit", str(path), "--format", "html"]) == 3
    assert "phải là 9300" in capsys.readouterr().out


def test_rates_do_not_add_up_and_parts_of_a_whole_do(tmp_path):
    rows = (
        ("Ngành", "Tốc độ tăng", "Cơ cấu (%)"),
        ("Toàn ngành", "7,4%", "100,0"),
        ("Khai khoáng", "−8,9%", "1,0"),
        ("Chế biến, chế tạo", "7,8%", "98,0"),
    )
    _, grids = text_and_tables(write(tmp_path / "a.docx", rows))
    (fault,) = audit_table(grids).contradictions
    assert (fault.column, fault.printed, fault.expected) == ("Cơ cấu (%)", "100.0", "99.0")


def test_rows_in_different_units_have_no_total(tmp_path):
    rows = (
        ("Chỉ tiêu", "Đơn vị", "Cộng dồn"),
        ("Tổng số vốn đăng ký", "triệu USD", "269.800"),
        ("Bán lẻ hàng hóa", "tỷ đồng", "27.265"),
        ("Kim ngạch nhập khẩu", "triệu USD", "1.000"),
    )
    _, grids = text_and_tables(write(tmp_path / "a.docx", rows))
    assert not audit_table(grids).contradictions
    retail = (
        rows[0],
        ("Tổng mức bán lẻ", "tỷ đồng", "9.000"),
        *((f"Nhóm {i}", "tỷ đồng", str(i)) for i in (1, 5)),
    )
    _, grids = text_and_tables(write(tmp_path / "b.docx", retail))
    assert not audit_table(grids).contradictions


def test_an_english_document_has_points_for_decimals(tmp_path):
    rows = (
        ("Goods", "Exports (million USD)"),
        ("Total", "1,659"),
        ("Textiles", "659"),
        ("Other", "1,100"),
    )
    path = write(tmp_path / "a.docx", rows, "Exports rose 7.4%, from 6.5%.")
    (fault,) = audit_table(text_and_tables(path)[1]).contradictions
    assert (fault.printed, fault.expected) == ("1659", "1759")


def test_a_range_of_rates_is_one_statement():
    (rate,) = read_text("Exports are to grow 7.5% to 8% in 2018.").statements
    assert (rate.value, rate.value_high) == ("7.5", "8")
    slowed = read_text("Growth of exports slowed from 8% to 7% in 2018.").statements
    assert [rate.value_high for rate in slowed] == [None] * len(slowed)


def test_words_in_a_table_stay_in_the_text(tmp_path):
    rows = (("Nhận định", "Kết luận"), ("Sản xuất tăng 7,4% so với 6,5% cùng kỳ", "phù hợp"))
    text, grids = text_and_tables(write(tmp_path / "a.docx", rows, "Sổ đối chiếu"))
    assert grids == ()
    assert text.splitlines() == ["Sổ đối chiếu", "Nhận định\tKết luận", "\t".join(rows[1])]


def test_marks_of_notes_are_no_digits_and_square_metres_stay(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("Tăng 7,4%")
    paragraph.add_run("12").font.superscript = True
    paragraph.add_run(" trên 52 km")
    paragraph.add_run("2").font.superscript = True
    document.save(tmp_path / "a.docx")
    assert text_and_tables(tmp_path / "a.docx") == ("Tăng 7,4% trên 52 km2\n", ())


def test_numbers_that_name_a_thing_are_not_told_as_left_unread():
    text = (
        "1. Sản xuất\nBảng 2. Theo ngành cấp 1, năm 2018 (Quyết định số 12/QĐ-UBND). "
        "Nguồn: [1, 4–6] https://example.org/tang-8-thang-2.html và còn 99 nữa."
    )
    assert [unread.text for unread in read_text(text).unread] == ["99"]


@pytest.mark.parametrize("month", ["2016-06", "2017-05", "2018-08", "2023-12", "2025-03"])
def test_our_own_report_contradicts_itself_nowhere(month, tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(render(build_report(month), "docx", "vi").data)
    text, grids = text_and_tables(path)
    found = audit(text)
    assert len(grids) > 2
    assert not found.contradictions
    assert not audit_table(grids).contradictions
    assert len(found.reading.unread) < 40  # 373 when its tables were read as prose
