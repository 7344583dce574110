"""An office's own tables in the report: products, plans, electricity, clusters, output, labour."""

# Drawings are as wide as the sheets they stand for.
# ruff: noqa: E501

import io
import json
import re
from importlib.resources import files

import openpyxl
import pytest
from form_sheets import draw

from hanoi_ct import datasets
from hanoi_ct.cli import main
from hanoi_ct.report import available_periods, build_report
from hanoi_ct.report.book import pages_shown
from hanoi_ct.report.document import Table, TargetChart
from hanoi_ct.report.render import render
from hanoi_ct.statements.formatting import figure_text, plain_text

PRODUCTS = """
Biểu 2. Sản phẩm chủ yếu tháng 7 năm 2024
Sản phẩm|ĐVT|Kế hoạch năm 2024|TH tháng 7/2023|TH 7 tháng năm 2023|TH tháng 6/2024|Ước tháng 7/2024|Ước 7 tháng 2024
Xi măng|Nghìn tấn|1200|100|640|98.5|104|700
Bia Hà Nội|Triệu lít|24|2.1|14|2|1.9|13.3
Gạch {nung} <now>|Triệu viên|60|5|35|5.2|5.5|36.4
"""
POWER = """
Biểu 4. Điện thương phẩm tháng 7 năm 2024
ĐVT: Triệu kWh
Chỉ tiêu|Kế hoạch năm 2024|TH tháng 6|Ước TH tháng 7|Lũy kế 7 tháng|So sánh (%)|||
|||||T7/T6|T7/T7 năm 2023|7T/7T 2023|LK/KH
Tổng số|5000|400.1|410.2|2700.3|102.5|108.1|107.5|54.0
Công nghiệp - Xây dựng|3000|250.0|255.1|1650.3|102.0|107.0|108.0|55.0
Hoạt động khác|2000|150.1|155.1|1050.0|103.3|110.1|106.7|52.5
"""
CLUSTERS = """
Biểu 05: TÌNH HÌNH CÁC CỤM CÔNG NGHIỆP ĐẾN THÁNG 7 NĂM 2024
TT|Tên cụm công nghiệp|Diện tích (ha)||||Số doanh nghiệp|Lao động (người)|Vốn (tỷ đồng)|Tỷ lệ lấp đầy (%)
||Tổng|Đất công nghiệp|Đã cho thuê|Còn lại||||
1|CCN Hòa Hậu|20.5|15.0|12.0|3.0|12|1200|350.5|80
2|CCN Kim Bình|30.0|20.0|15.0|5.0|khoảng 20|> 600|400|75
3|CCN Nhật Tân|10|8|4|4|5|300|100|50
"""
OUTPUT = """
Biểu 6. Giá trị sản xuất công nghiệp tháng 7 năm 2024
ĐVT: Tỷ đồng
Chỉ tiêu|TH tháng 6|Ước tháng 7|Lũy kế 7 tháng|7 tháng so cùng kỳ (%)
Tổng số|2000|2100.5|14000|106.3
Khu vực nhà nước|500|520.5|3500|103
Khu vực ngoài nhà nước|1500|1580|10500|107.4
"""
LABOUR = """
5. Chỉ số sử dụng lao động của doanh nghiệp công nghiệp
||%
|Chỉ số sử dụng lao động|Chỉ số sử dụng lao động
|thời điểm 01/7/2024|thời điểm 01/7/2024
|so với cùng thời điểm|so với cùng thời điểm
|tháng trước|năm trước
Toàn ngành công nghiệp|100.2|101.3
Doanh nghiệp nhà nước|99.1|98.8
Doanh nghiệp ngoài nhà nước|100.1|101.1
"""
SHEETS = {"SP": PRODUCTS, "Điện": POWER, "CCN": CLUSTERS, "GTSX": OUTPUT, "LĐ": LABOUR}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("own")
    sheet = draw(place / "namdinh_2024-07.xlsx", SHEETS)
    assert main(["import", str(sheet), "--into", str(place / "t7")]) == 0
    return place / "t7"


@pytest.fixture(scope="module")
def report(folder):
    return build_report("2024-07", data=folder)


def tables_of(report):
    return {b.key: b for s in report.sections for b in s.blocks if isinstance(b, Table)}


def shown(report, key, language="vi"):
    return [
        [
            figure_text(report.figures[cell.key], language, cell.style)
            if hasattr(cell, "key")
            else cell.get(language)
            for cell in row.cells
        ]
        for row in tables_of(report)[key].rows
    ]


def test_every_figure_of_the_sheets_stands_in_the_report(folder, report):
    own = datasets.Collection(folder).own
    assert len([fact for fact in own.facts if fact["value"]]) > 80
    assert own.unused(pages_shown(report.figures)) == []


def test_products_have_a_chapter_with_what_the_levels_give(report):
    rows = shown(report, "own.product")
    assert rows[0] == [
        "Xi măng", "Nghìn tấn", "1.200", "100", "640", "98,5", "104", "700",
        "5,6", "4,0", "9,4", "58,3",
    ]  # fmt: skip
    year_to_date = report.figures["own.product.0.ytd"]
    assert year_to_date.quantity.kind == "computed"
    assert year_to_date.inputs == ("own.product.0.to_date", "own.product.0.last_year_to_date")
    (lead,) = (s.blocks[0] for s in report.sections if s.key == "own_product")
    assert "1 giảm" in lead.text.vi


def test_names_of_the_office_stay_as_they_are(report):
    names = [row[0] for row in shown(report, "own.product")]
    assert names[1:] == ["Bia Hà Nội", "Gạch (nung) ‹now›"]
    assert "Nam Định" in report.title.vi


def test_electricity_output_and_labour_are_told_with_their_totals(report):
    said = {s.key: s for s in report.sections}
    energy = said["energy"].blocks[0].text.vi
    assert energy.startswith("Điện thương phẩm 7 tháng đầu năm 2024 đạt {energy.sold}")
    assert report.figures["energy.sold"].quantity.value == 2700.3
    assert shown(report, "own.output")[0][-1] == "6,3"
    assert shown(report, "own.labour")[0] == ["Toàn ngành công nghiệp", "0,2", "1,3"]
    assert report.figures["standard.electricity.to_date"].quantity.value == 2700.3


def test_clusters_keep_their_own_columns_and_hedges(report):
    table = tables_of(report)["own.cluster"]
    assert [c.title.vi for c in table.columns][4:6] == ["Diện tích (ha) Còn lại", "Số doanh nghiệp"]
    assert shown(report, "own.cluster")[1][5:7] == ["ước\xa020", "trên\xa0600\xa0người"]
    (chapter,) = (s for s in report.sections if s.key == "own_cluster")
    assert "CCN Nhật Tân" in chapter.blocks[0].text.vi


def test_plans_are_set_against_the_part_of_the_year_that_is_over(report):
    blocks = (*report.summary, *(b for s in report.sections for b in s.blocks))
    (chart,) = (b for b in blocks if isinstance(b, TargetChart))
    assert report.figures["own.pace"].quantity.value == pytest.approx(58.333333333)
    assert plain_text(chart.title, report.figures, "vi") == (
        "4 trong 6 chỉ tiêu dưới 58,3% kế hoạch năm (tiến độ thời gian); thấp nhất là hoạt động "
        "khác: 52,5%"
    )
    assert len(chart.bars) == 6


def test_the_first_page_has_messages_from_them(report):
    (messages,) = (b for b in report.summary if hasattr(b, "items"))
    assert any("{own.output.total.to_date}" in item.vi for item in messages.items)


def test_a_gap_is_shown_by_its_mark_and_a_doubtful_figure_is_said_to_be_left(tmp_path, capsys):
    drawing = PRODUCTS.replace("|5.5|36.4", "|…|36.4")
    sheet = draw(tmp_path / "namdinh_2024-07.xlsx", {"SP": drawing})
    assert main(["import", str(sheet), "--into", str(tmp_path / "t7")]) == 0
    found = build_report("2024-07", data=tmp_path / "t7")
    assert shown(found, "own.product")[2][6] == "…"
    path = tmp_path / "t7" / "so_lieu.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    place = lines[0].split(",").index("doubt")
    fields = lines[1].split(",")
    assert fields[lines[0].split(",").index("measure")] == "plan"
    fields[place] = "d1"
    path.write_text("\n".join([lines[0], ",".join(fields), *lines[2:]]) + "\n", "utf-8-sig")
    capsys.readouterr()
    folder = str(tmp_path / "t7")
    assert main(["report", folder, "--period", "2024-07", "--format", "json"]) == 0
    assert "1 số đã đọc chưa dùng trong báo cáo (1 số chưa rõ nghĩa): Xi măng" in (
        capsys.readouterr().err
    )


def test_sheets_of_other_months_stay_history(folder, tmp_path):
    assert "2024-07" in [one.period for one in available_periods(folder)]
    sheet = draw(tmp_path / "namdinh_2024-06.xlsx", {"SP": PRODUCTS.replace("tháng 7", "tháng 6")})
    assert main(["import", str(sheet), "--into", str(tmp_path / "t6")]) == 0
    found = build_report("2024-07", data=folder)
    assert len(shown(found, "own.product")) == 3


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("form", ["docx", "xlsx", "pdf", "html", "json", "csv", "terminal"])
def test_every_format_prints_them(report, form, language):
    for module in {"docx": ("docx",), "xlsx": ("xlsxwriter",), "pdf": ("typst", "pypdf")}.get(
        form, ()
    ):
        pytest.importorskip(module)
    data = render(report, form, language).data
    text = words_of(form, data)
    for wanted in ("Xi măng", "CCN Kim Bình", "Bia Hà Nội"):
        assert wanted in text, wanted
    number = "2.700,3" if language == "vi" else "2,700.3"
    assert (number in text) or ("2700.3" in text)


def words_of(form, data):
    if form == "docx":
        import docx

        document = docx.Document(io.BytesIO(data))
        cells = (c.text for t in document.tables for r in t.rows for c in r.cells)
        return "\n".join([*(p.text for p in document.paragraphs), *cells])
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        return "\n".join(str(c) for s in book for r in s.iter_rows(values_only=True) for c in r)
    if form == "pdf":
        import pypdf

        pages = pypdf.PdfReader(io.BytesIO(data)).pages
        return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))
    if form == "json":
        return json.dumps(json.loads(data), ensure_ascii=False)
    return re.sub(r"\s+", " ", data.decode("utf-8-sig"))


def test_a_revised_estimate_is_told_with_its_status(tmp_path):

    drawing = """
Biểu 4. Kim ngạch xuất khẩu tháng {month} năm 2024 - tỉnh Nam Định
ĐVT: Triệu USD
Chỉ tiêu|TH tháng {before}/2024|Ước tháng {month}/2024|Cộng dồn {month} tháng 2024
Kim ngạch xuất khẩu|{official}|{estimate}|{to_date}
"""
    for month, official, estimate, to_date in ((6, 95, 98.5, 600), (7, 101.2, 104, 706.7)):
        text = drawing.format(
            month=month, before=month - 1, official=official, estimate=estimate, to_date=to_date
        )
        sheet = draw(tmp_path / f"namdinh_2024-0{month}.xlsx", {"XK": text})
        assert main(["import", str(sheet), "--into", str(tmp_path / "nd")]) == 0
    found = build_report("2024-07", data=tmp_path / "nd")
    row = next(r for r in shown(found, "differences") if "xuất khẩu" in r[0].lower())
    assert [cell.replace("\xa0", " ") for cell in row[1:5]] == [
        "101,2 triệu USD",
        "chính thức",
        "98,5 triệu USD",
        "ước tính, 6/2024",
    ]


FORMS = (
    "01_bacninh_2024-05_cuc_thong_ke.xlsx",
    "02_haiphong_2025-03_bieu_tong_hop.xlsx",
    "03_hungyen_2024-08_toc_do_tang.xlsx",
    "08_thaibinh_2023-06_phong_chu_cu.xls",
    "11_quangninh_2023-09_xuat_ra.csv",
    "14_langson_2024-07_bao_cao.docx",
)


@pytest.mark.parametrize("name", FORMS)
def test_from_a_departments_sheets_to_a_document_in_three_commands(name, shared, tmp_path, capsys):
    docx = pytest.importorskip("docx")
    folder, month = tmp_path / "thang", re.search(r"20\d\d-\d\d", name)[0]
    assert main(["import", str(shared / "forms" / name), "--into", str(folder)]) == 0
    assert main(["validate", str(folder)]) in (0, 3)
    output = tmp_path / "bao-cao.docx"
    command = ["report", str(folder), "--period", month, "--output", str(output)]
    assert main([*command, "--allow-contradictions"]) == 0
    assert "số đã đọc đều có trong báo cáo" in capsys.readouterr().err
    document = docx.Document(output)
    printed = {c.text for t in document.tables for r in t.rows for c in r.cells}
    report = build_report(month, data=folder)
    shown_here = [
        figure_text(report.figures[cell.key], "vi", cell.style)
        for section in report.sections
        for table in section.blocks
        if isinstance(table, Table)
        for row in table.rows
        for cell in row.cells
        if hasattr(cell, "key")
    ]
    assert len(shown_here) > 30
    # The document prints the figures of the model, with the letter of one that is not published.
    assert not [t for t in shown_here if not {t + letter for letter in ("", *"TƯG")} & printed]
    validate(json.loads(render(report, "json").data))


def validate(document):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(files("hanoi_ct.report").joinpath("report.schema.json").read_text("utf-8"))
    jsonschema.validate(document, schema)


def test_a_rate_that_her_levels_give_is_a_live_formula(report):
    pytest.importorskip("xlsxwriter")
    book = openpyxl.load_workbook(io.BytesIO(render(report, "xlsx").data))
    rows = {row[0].value: row[3].value for row in book["Căn cứ"].iter_rows(min_row=2)}
    places = {key: number for number, key in enumerate(rows, 2)}
    level, base = places["own.product.0.to_date"], places["own.product.0.last_year_to_date"]
    assert rows["own.product.0.ytd"] == f"=$D${level} / $D${base} - 1"
    assert rows["own.product.0.to_date"] == 700
