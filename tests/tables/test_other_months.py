"""The shared sheets moved to other months: the meaning moves with the headings."""

import importlib.util
import json
import re
import sys
from pathlib import Path

import openpyxl
import pytest

_spec = importlib.util.spec_from_file_location(
    "score_forms", Path(__file__).with_name("score_forms.py")
)
score_forms = importlib.util.module_from_spec(_spec)
sys.modules["score_forms"] = score_forms
_spec.loader.exec_module(score_forms)

SHEETS = {
    "01_bacninh_2024-05_cuc_thong_ke.xlsx": 5,
    "02_haiphong_2025-03_bieu_tong_hop.xlsx": 3,
    "03_hungyen_2024-08_toc_do_tang.xlsx": 8,
}


def later(month, by):
    count = int(month[:4]) * 12 + int(month[5:]) - 1 + by
    return f"{count // 12:04d}-{count % 12 + 1:02d}"


def moved_text(text, base, month):
    before = 12 if month == 1 else month - 1
    text = re.sub(rf"(?i)(tháng ){base - 1}\b", lambda found: f"{found[1]}<before>", text)
    text = re.sub(rf"(?i)(tháng ){base}\b", lambda found: f"{found[1]}{month}", text)
    text = re.sub(rf"(?i)\b{base}( tháng)", lambda found: f"{month}{found[1]}", text)
    text = re.sub(rf"\b{base}T\b", f"{month}T", text)
    return text.replace("<before>", str(before))


def move(source, target, base, month):
    book = openpyxl.load_workbook(source)
    values = openpyxl.load_workbook(source, data_only=True)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    cell.value = values[sheet.title][cell.coordinate].value
                elif isinstance(cell.value, str):
                    cell.value = moved_text(cell.value, base, month)
    if month == 1 and source.name.startswith("01"):
        # December's columns name their year.
        book["2.IIP"]["B4"] = "năm 2023"
        book["3.SP CN"]["C7"] = book["13. Tongmuc"]["B8"] = 2023
    book.save(target)


@pytest.mark.parametrize("month", [1, 4, 7, 10, 12])
@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_of_another_month_is_read_as_well(name, month, shared, tmp_path):
    source = shared / "forms" / name
    expected = json.loads((shared / "forms" / f"{name}.expected.json").read_text("utf-8"))
    base = SHEETS[name]
    year = expected["report_month"][:4]
    expected["report_month"] = f"{year}-{month:02d}"
    target = tmp_path / f"{name.split('_')[1]}_{year}-{month:02d}.xlsx"
    move(source, target, base, month)
    for fact in expected["facts"]:
        if fact["measure"] == "plan":
            continue
        if fact["period_start"] == fact["period_end"]:
            fact["period_start"] = later(fact["period_start"], month - base)
        fact["period_end"] = later(fact["period_end"], month - base)
    result = score_forms.score(target, expected)
    assert not [*result.wrong, *result.missed, *result.invented], result.line()
    assert not result.heads_wrong
