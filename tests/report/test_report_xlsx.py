"""The workbook: live formulas that give the figures of the report, and nothing else that runs."""

import io
import json
import math
import shutil
import subprocess
from dataclasses import replace
from zipfile import ZipFile

import openpyxl
import pytest
from report_sample import REPORT

from hanoi_ct.report import build_report
from hanoi_ct.report.formats.json_document import json_document
from hanoi_ct.report.formats.xlsx_workbook import xlsx_workbook
from hanoi_ct.text import Text

EVIDENCE = {"vi": "Căn cứ", "en": "Evidence"}


def sheets(data, **options):
    return openpyxl.load_workbook(io.BytesIO(data), **options)


def stored(figure):
    """The number of a figure of the JSON as a sheet stores it."""
    value = figure["value"]
    return value / 100 if value is not None and figure["unit"] == "percent" else value


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("month", ["2018-08", "2025-03"])
def test_every_figure_reads_back_as_the_json_has_it(month, language):
    report = build_report(month)
    data = xlsx_workbook(report, language)
    evidence = sheets(data, data_only=True)[EVIDENCE[language]]
    rows = {row[0]: row for row in evidence.iter_rows(min_row=2, values_only=True)}
    figures = json.loads(json_document(report, language))["figures"]
    assert list(rows) == [figure["key"] for figure in figures]
    for figure in figures:
        row = rows[figure["key"]]
        value = stored(figure)
        assert row[3] == pytest.approx(value, rel=1e-12, abs=1e-12) if value is not None else True
        for place, end in ((4, "low"), (5, "high")):
            wanted = stored({**figure, "value": figure[end]})
            assert (row[place] in (None, "")) == (wanted is None)
            assert wanted is None or row[place] == pytest.approx(wanted, rel=1e-12)
        assert row[1] == figure["label"]


def test_tables_show_cells_of_the_evidence():
    book = sheets(xlsx_workbook(build_report("2018-08")))
    formulas = [
        cell.value
        for sheet in book
        if sheet.title != "Căn cứ"
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(formulas) > 40
    assert all(formula.startswith("='Căn cứ'!$D$") for formula in formulas)


def test_rates_are_computed_from_levels_in_the_sheet():
    report = build_report("2018-08")
    evidence = sheets(xlsx_workbook(report))["Căn cứ"]
    rows = {evidence.cell(n, 1).value: n for n in range(2, evidence.max_row + 1)}
    live = evidence.cell(rows["exports.growth.of_levels"], 4).value
    now, before = rows["exports.value"], rows["exports.value.before"]
    # Levels in two scales, billion and million, are brought to one.
    assert live == f"=($D${now}*1000) / $D${before} - 1"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_another_program_computes_the_same(tmp_path):
    """LibreOffice recalculates the live formulas; each must give the figure of the report."""
    report = build_report("2018-08")
    (tmp_path / "a.xlsx").write_bytes(xlsx_workbook(report))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    command += ["--convert-to", "ods", "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    command[-1] = str(tmp_path / "a.ods")
    command[4] = "xlsx:Calc MS Excel 2007 XML"
    command[6] = str(tmp_path / "again")
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    given = sheets((tmp_path / "a.xlsx").read_bytes())["Căn cứ"]
    computed = sheets((tmp_path / "again" / "a.xlsx").read_bytes(), data_only=True)["Căn cứ"]
    live = 0
    for number in range(2, given.max_row + 1):
        if given.cell(number, 4).data_type == "f":
            quantity = report.figures[given.cell(number, 1).value].quantity
            wanted = quantity.value / 100 if quantity.unit == "percent" else quantity.value
            assert computed.cell(number, 4).value == pytest.approx(wanted, rel=1e-9, abs=1e-12)
            live += 1
    assert live >= 30


def test_no_text_of_the_data_becomes_a_formula_or_a_link():
    data = xlsx_workbook(REPORT)
    cells = [cell for sheet in sheets(data) for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == "=1+1" and cell.data_type == "s" for cell in cells)
    assert not any(cell.hyperlink for cell in cells)
    with ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "vba" in name or "externalLink" in name]


def test_sheets_are_set_for_reading_and_for_paper():
    book = sheets(xlsx_workbook(REPORT))
    assert book.sheetnames[0] == "Biểu tổng hợp"
    assert book["Căn cứ"].freeze_panes == "C2"
    for sheet in book:
        assert sheet.print_area
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == "9" or sheet.page_setup.paperSize == 9


def test_no_row_is_too_low_for_its_wrapped_words():
    """A program that opens the book need not fit the rows: the heights are in the file."""
    book = sheets(xlsx_workbook(REPORT))
    for sheet in book:
        for row in sheet.iter_rows():
            wrapped = [cell for cell in row if cell.alignment.wrap_text and cell.value]
            for cell in wrapped:
                width = sheet.column_dimensions[cell.column_letter].width
                least = math.ceil(len(str(cell.value)) / (1.4 * width))
                held = sheet.row_dimensions[cell.row].height or 15.0
                assert held >= 12.0 * least, (sheet.title, cell.coordinate)


def test_contradictions_stand_on_the_first_sheet():
    made = replace(REPORT, contradictions=(Text("Mâu thuẫn ở A1", "Contradiction in A1"),))
    first = sheets(xlsx_workbook(made)).worksheets[0]
    assert "Mâu thuẫn ở A1" in {cell.value for row in first.iter_rows() for cell in row}
