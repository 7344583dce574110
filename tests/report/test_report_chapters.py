"""Chapters of the report: the standard table, a text checked against the data, dates of knowing."""

import json

import docx
import pytest

from hanoi_ct import cli
from hanoi_ct.errors import ArgumentValueError, DataError
from hanoi_ct.report import build_report
from hanoi_ct.report.document import Bullets, FigureCell, LineChart, Table
from hanoi_ct.report.office import read_office
from hanoi_ct.statements import audit
from hanoi_ct.statements.formatting import plain_text


def section(report, key):
    return next(one for one in report.sections if one.key == key)


def cells(report, table, language="vi"):
    def text(cell):
        if isinstance(cell, FigureCell):
            return str(report.figures[cell.key].quantity.value)
        return plain_text(cell, report.figures, language)

    return [[text(cell) for cell in row.cells] for row in table.rows]


def test_the_standard_table_tells_what_is_not_found_from_what_does_not_apply():
    report = build_report("2025-03", as_of="2025-06")
    annex = section(report, "standard")
    assert annex.annex
    (table,) = annex.blocks
    assert table.wide
    rows = {row[0]: row[2:] for row in cells(report, table)}
    assert rows["Chỉ số sản xuất công nghiệp"] == ["–", "–", "–", "–", "6.5", "5.2", "4.3", "–"]
    exports = rows["Kim ngạch xuất khẩu"]
    # Of the plan's page only the year is known, so that it cannot be told to be known in June.
    assert exports[:4] == ["…", "…", "…", "4323.0"]


def test_what_was_published_after_the_date_is_later():
    known = build_report("2025-03", as_of="2025-06").figures["exports.growth"].quantity
    assert not known.published_later
    default = build_report("2025-03").figures["exports.growth"].quantity
    assert default.published_later
    with pytest.raises(ArgumentValueError, match="`as_of` of build_report must be YYYY-MM-DD"):
        build_report("2025-03", as_of="June")


def test_the_first_page_has_messages_and_the_chart_of_the_path():
    report = build_report("2018-08")
    messages = next(b for b in report.summary if isinstance(b, Bullets))
    assert messages.numbered
    assert 3 <= len(messages.items) <= 5
    (chart,) = (b for b in report.summary if isinstance(b, LineChart))
    assert [span.figure for span in chart.spans][-1] == "production.implied.2018-08"
    title = plain_text(chart.title, report.figures, "vi")
    assert title == "Sản xuất chậm lại: tháng 7–8/2018 tăng 4,9% đến 5,9%, cộng dồn 7,4%"


def test_no_need_is_a_fall_by_more_than_all():
    """In November 2018 the plan of exports is reached several times over."""
    for month in ("2018-11", "2019-11"):
        report = build_report(month)
        for block in section(report, "targets").blocks:
            if hasattr(block, "text"):
                assert "−1" not in plain_text(block.text, report.figures, "vi")


def test_a_text_is_set_beside_the_data():
    text = (
        "Chỉ số sản xuất công nghiệp 8 tháng đầu năm 2018 của Hà Nội tăng 7,4% so với cùng kỳ. "
        "Kim ngạch xuất khẩu 8 tháng ước đạt gần 9,2 tỷ USD, tăng 21%. {x} có 5 cây cầu."
    )
    report = build_report("2018-08", document=text)
    table = next(b for b in section(report, "claims").blocks if isinstance(b, Table))
    verdicts = {row[0].partition(": ")[2]: row[1] for row in cells(report, table)}
    assert verdicts["“tăng 7,4%”"] == "phù hợp"
    assert verdicts["“gần 9,2 tỷ USD”"] == "phù hợp"
    assert verdicts["“tăng 21%”"] == "không thể đồng thời đúng"
    assert cells(report, table)[0][1] == "không thể đồng thời đúng"


def test_a_document_is_judged_by_its_audit(tmp_path, monkeypatch, capsys):
    text = (
        "Xuất khẩu 5 tháng đầu năm 2022 đạt 152,96 tỷ USD. Khu vực kinh tế trong nước đạt "
        "40,245 tỷ USD; khu vực có vốn đầu tư nước ngoài đạt 112,562 tỷ USD. {exports.value}"
    )
    found = audit(text)
    report = build_report("2018-08", document=text)
    table = next(b for b in section(report, "claims").blocks if isinstance(b, Table))
    rows = cells(report, table)
    assert [row[1] for row in rows].count("không thể đồng thời đúng") == len(found.contradictions)
    record = found.contradictions[0].to_record(found.statements, "vi")
    assert record["arithmetic"] in rows[0][2]
    assert record["repair"][0].split(" → ")[1].split()[0] in rows[0][2]
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "bai.txt"
    path.write_text(text, encoding="utf-8")
    command = ["report", "--period", "2018-08", "--document", str(path), "--output", "a.html"]
    assert cli.main(command) == 0
    assert "văn bản có 1 mâu thuẫn" in capsys.readouterr().err


def test_claims_of_the_article_stand_in_its_own_month_only():
    assert section(build_report("2018-08"), "claims").blocks
    assert not [one for one in build_report("2019-06").sections if one.key == "claims"]


def test_mining_of_2017_is_named_as_doubtful():
    report = build_report("2018-08")
    words = " ".join(
        plain_text(block.text, report.figures, "vi")
        for block in section(report, "production").blocks
        if hasattr(block, "text")
    )
    assert "Khai khoáng: 7,1% (8 tháng đầu năm 2017) khó đúng bên cạnh −37,5%" in words


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("nguoi = 1", r"must hold known names; got 'nguoi' \(nearest: nguoi_ky"),
        ("ngay = 'mai'", "ngay must be a date YYYY-MM-DD; got 'mai'"),
        ("noi_nhan = 'A'", "noi_nhan must be a list of lines; got 'A'"),
        ("so = [1]", r"so must be text; got \[1\]"),
        ("so = ", "must be TOML in UTF-8"),
        ("en = 1", r"en must be a table of the same names, \[en\]; got 1"),
        ("[en]\nnguoi = 1", r"must hold known names; got 'nguoi' \(nearest: nguoi_ky"),
    ],
)
def test_faults_of_the_office_file_are_named(tmp_path, content, message):
    (tmp_path / "don_vi.toml").write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_office(tmp_path)


def test_names_in_english_are_those_of_its_table(tmp_path):
    lines = ["nguoi_ky = 'A'", "chuc_vu = 'GIÁM ĐỐC'", "[en]", "chuc_vu = 'DIRECTOR'"]
    (tmp_path / "don_vi.toml").write_text("\n".join(lines), encoding="utf-8")
    english, own = read_office(tmp_path, "en"), read_office(tmp_path)
    assert (english.chuc_vu, english.nguoi_ky) == ("DIRECTOR", "A")
    assert own.chuc_vu == "GIÁM ĐỐC"


def test_a_sheet_of_another_province_becomes_its_report(shared, tmp_path, monkeypatch, capsys):
    """From a sheet to a document in three commands; nothing of Hanoi's is in it."""
    monkeypatch.chdir(tmp_path)
    sheet = shared / "forms" / "01_bacninh_2024-05_cuc_thong_ke.xlsx"
    assert cli.main(["import", str(sheet), "--into", "thang"]) == 0
    assert cli.main(["validate", "thang"]) == 0
    assert cli.main(["report", "thang", "--period", "2024-05", "--format", "docx", "--quiet"]) == 0
    document = docx.Document("report/bacninh-2024-05.vi.docx")
    words = " ".join(p.text for p in document.paragraphs)
    assert "Bắc Ninh" in words
    assert "Hà Nội" not in words.replace("\N{NO-BREAK SPACE}", " ")
    (table,) = [
        t for t in document.tables if t.rows[0].cells[0].text == "Chỉ tiêu" and len(t.columns) == 10
    ]
    total = next(row for row in table.rows if row.cells[0].text == "Chỉ số sản xuất công nghiệp")
    assert [cell.text for cell in total.cells[6:9]] == ["−1,1", "3,6", "3,3"]


def test_a_contradiction_stops_the_report_unless_it_is_allowed(
    shared, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    sheet = shared / "forms" / "02_haiphong_2025-03_bieu_tong_hop.xlsx"
    assert cli.main(["import", str(sheet), "--into", "thang"]) == 0
    capsys.readouterr()
    command = ["report", "thang", "--period", "2025-03", "--format", "json"]
    if cli.main(["validate", "thang"]) == 0:
        pytest.skip("the validator finds warnings alone in this sheet")
    capsys.readouterr()
    assert cli.main(command) == 2
    assert "--allow-contradictions" in capsys.readouterr().err
    assert cli.main([*command, "--allow-contradictions"]) == 0
    assert json.loads(capsys.readouterr().out)["contradictions"]
