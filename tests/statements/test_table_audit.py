"""The audit of tables: what columns mean, how they were rounded, and the cells that are wrong."""

import json
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pandas as pd
import polars as pl
import pytest

from hanoi_ct.errors import ArgumentTypeError, DataError
from hanoi_ct.statements.table_audit import audit_table

BEFORE = [1501, 2104, 977, 3042]
NOW = [1710, 2655, 871, 3964]
NAMES = ["Dệt may", "Điện tử", "Giày dép", "Hàng khác"]


def percent(part, whole, rounding=ROUND_HALF_UP, less=0):
    exact = Decimal(part) / Decimal(whole) * 100 - less
    return float(exact.quantize(Decimal("0.1"), rounding))


def table(rounding=ROUND_HALF_UP, headers=("2017", "2018", "So cùng kỳ", "Cơ cấu", "% KH")):
    before, now = [sum(BEFORE), *BEFORE], [sum(NOW), *NOW]
    plans = [12000, 2000, 4000, 1000, 5000]
    return pd.DataFrame(
        {
            "Nhóm hàng": ["Tổng số", *NAMES],
            headers[0]: before,
            headers[1]: now,
            "KH năm": plans,
            headers[2]: [percent(a, b, rounding) for a, b in zip(now, before, strict=True)],
            headers[3]: [percent(a, now[0], rounding) for a in now],
            headers[4]: [percent(a, b, rounding) for a, b in zip(now, plans, strict=True)],
        }
    )


def checks(found):
    return {(check.kind, check.column): check for check in found.checks}


def test_columns_are_found_by_header():
    found = checks(audit_table(table()))
    assert set(found) >= {
        ("sum", "2017"),
        ("sum", "2018"),
        ("sum", "KH năm"),
        ("index", "So cùng kỳ"),
        ("share", "Cơ cấu"),
        ("attainment", "% KH"),
    }
    assert not [fault for check in found.values() for fault in check.faults]
    assert found["index", "So cùng kỳ"].of == ("2018", "2017")
    assert found["share", "Cơ cấu"].of == ("2018", "Tổng số")


def test_columns_are_found_by_trying():
    found = checks(audit_table(table(headers=("a", "b", "c", "d", "e"))))
    assert {("index", "c"), ("share", "d")} <= set(found)


@pytest.mark.parametrize(
    ("rounding", "name"),
    [(ROUND_HALF_UP, "half_up"), (ROUND_DOWN, "truncated")],
)
def test_the_convention_is_told(rounding, name):
    found = checks(audit_table(table(rounding)))
    assert found["index", "So cùng kỳ"].convention == name
    assert not found["index", "So cùng kỳ"].faults


def test_half_to_even_is_told_where_ties_tell():
    frame = pd.DataFrame(
        {
            "n": ["a", "b", "c", "d"],
            "base": [2000, 2000, 2000, 2000],
            "now": [2001, 2003, 2005, 2100],
            "growth": [percent(x, 2000, ROUND_HALF_EVEN, 100) for x in (2001, 2003, 2005, 2100)],
        }
    )
    assert checks(audit_table(frame))["growth", "growth"].convention == "half_even"


def test_full_precision_is_told_where_printed_figures_cannot_give_it():
    now, before = [10.4, 20.4, 30.4, 44.4], [9.6, 19.6, 29.6, 39.6]
    frame = pd.DataFrame(
        {
            "n": list("abcd"),
            "now": [round(x) for x in now],
            "before": [round(x) for x in before],
            "growth": [percent(str(a), str(b), less=100) for a, b in zip(now, before, strict=True)],
        }
    )
    check = checks(audit_table(frame))["growth", "growth"]
    assert check.convention == "full_precision"
    assert not check.faults


@pytest.mark.parametrize(
    ("change", "slip", "expected"),
    [
        (("2018", 2, 2655000), "thousand", "2655"),
        (("So cùng kỳ", 2, 12.62), "", "126.19"),
    ],
)
def test_a_wrong_cell_is_found(change, slip, expected):
    frame = table()
    column, row, value = change
    frame[column] = frame[column].astype(float)
    frame.loc[row, column] = value
    faults = audit_table(frame).contradictions
    fault = next(f for f in faults if f.label == "Điện tử" and f.column == column)
    assert fault.slip == slip
    assert fault.expected == expected


def test_an_index_for_growth_and_swapped_rows_are_named():
    growth = [percent(a, b, less=100) for a, b in zip(NOW, BEFORE, strict=True)]
    frame = pd.DataFrame({"n": NAMES, "trước": BEFORE, "nay": NOW, "tăng, %": growth})
    frame.loc[0, "tăng, %"] += 100
    (fault,) = audit_table(frame).contradictions
    assert (fault.label, fault.slip) == ("Dệt may", "index_for_growth")
    frame.loc[0, "tăng, %"] -= 100
    frame.loc[[1, 3], "tăng, %"] = frame.loc[[3, 1], "tăng, %"].to_numpy()
    assert {(f.label, f.slip) for f in audit_table(frame).contradictions} == {
        ("Điện tử", "swapped_rows"),
        ("Hàng khác", "swapped_rows"),
    }


def test_totals_of_totals_are_found():
    frame = pd.DataFrame(
        {
            "n": ["Tổng số", "I. Khai khoáng", "than", "đá", "II. Chế biến", "giấy", "sắt", "bia"],
            "x": [69.0, 11.5, 5.2, 6.3, 57.5, 20.0, 30.0, 7.5],
            "y": [75.0, 12.5, 6.2, 6.3, 62.5, 22.0, 32.0, 8.5],
        }
    )
    found = [c for c in audit_table(frame).checks if c.kind == "sum"]
    assert {c.of[0] for c in found} == {"Tổng số", "I. Khai khoáng", "II. Chế biến"}
    assert not [f for c in found for f in c.faults]
    frame.loc[4, "y"] = 65.5
    faults = audit_table(frame).contradictions
    assert {f.label for f in faults} >= {"II. Chế biến"}


def test_a_named_total_that_adds_up_nowhere_is_a_fault():
    frame = pd.DataFrame({"n": ["Cộng", "a", "b", "c"], "x": [100.0, 20.0, 31.5, 40.0]})
    (fault,) = audit_table(frame).contradictions
    assert (fault.label, fault.printed, fault.expected) == ("Cộng", "100.0", "91.5")


def test_a_workbook_counts_as_shown(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Biểu 1"])
    sheet.append(["Chỉ tiêu", "Năm trước", "Năm nay", "So sánh"])
    sheet.append(["A", "B", 1, 2])
    rows = list(zip(["Tổng", *NAMES], [sum(BEFORE), *BEFORE], [sum(NOW), *NOW], strict=True))
    for name, before, now in rows:
        sheet.append([name, before, now, now / before])
        sheet.cell(sheet.max_row, 4).number_format = "0.0%"
    sheet["D6"] = 0.9
    book.save(tmp_path / "a.xlsx")
    found = audit_table(tmp_path / "a.xlsx")
    (fault,) = found.contradictions
    assert (fault.row, fault.label, fault.printed) == (6, "Điện tử", "90.0")
    assert checks(found)["index", "So sánh"].convention == "half_up"
    shown = "\n".join(found.lines("vi"))
    assert "dòng 6" in shown
    assert json.loads(found.to_json())["tables"][0]["name"] == "Sheet"


def test_containers_agree(tmp_path):
    frame = table()
    frame.loc[2, "So cùng kỳ"] = 12.6
    frame.to_csv(tmp_path / "a.csv", index=False)
    answers = [
        [(f.label, f.column, f.printed, f.expected) for f in audit_table(each).contradictions]
        for each in (frame, pl.from_pandas(frame), frame.set_index("Nhóm hàng"), tmp_path / "a.csv")
    ]
    assert answers[0]
    assert all(answer == answers[0] for answer in answers)
    assert len(audit_table(frame).to_pandas()) == len(answers[0])


def test_what_is_no_table_is_refused(tmp_path):
    with pytest.raises(ArgumentTypeError, match="must be a DataFrame"):
        audit_table([[1, 2]])
    (tmp_path / "a.csv").write_text("a,b\nx,y\n", encoding="utf-8")
    with pytest.raises(DataError, match="must hold columns of numbers"):
        audit_table(tmp_path / "a.csv")
    (tmp_path / "a.xlsx").write_bytes(b"nothing")
    with pytest.raises(DataError, match="must be whole"):
        audit_table(tmp_path / "a.xlsx")
    with pytest.raises(DataError, match=r"must be \.xlsx or \.csv"):
        audit_table(tmp_path / "a.doc")


def test_shares_that_were_forced_to_add_up():
    """33,3 + 33,3 + 33,3 is 99,9: a table that prints 33,4 for one forces its sum."""
    frame = pd.DataFrame(
        {
            "Thị trường": ["Tổng số", "ASEAN", "EU", "Hoa Kỳ"],
            "Giá trị": [900.3, 300.1, 300.1, 300.1],
            "Tỷ trọng, %": [100.0, 33.4, 33.3, 33.3],
        }
    )
    (check,) = (c for c in audit_table(frame).checks if c.kind == "share")
    assert check.convention == "forced"
    assert check.faults == ()
    assert check.reproduced["forced"] == 4
    assert check.reproduced["half_up"] == 3


def test_a_share_that_no_force_explains_stays_a_fault():
    frame = pd.DataFrame(
        {
            "Thị trường": ["Tổng số", "ASEAN", "EU", "Hoa Kỳ"],
            "Giá trị": [900.3, 300.1, 300.1, 300.1],
            "Tỷ trọng, %": [100.0, 33.5, 33.3, 33.2],
        }
    )
    (check,) = (c for c in audit_table(frame).checks if c.kind == "share")
    assert check.convention != "forced"
    assert [fault.printed for fault in check.faults] == ["33.5", "33.2"]


def levels_with_growth(printed, growth):
    """A total and four parts; last year's figures are known to two decimals."""
    return pd.DataFrame(
        {
            "Ngành": ["Tổng số", "Khai khoáng", "Chế biến", "Điện", "Nước"],
            "2022": [94.00, 9.60, 19.10, 28.00, 37.30],
            "2023": printed,
            "Tăng, %": growth,
        }
    ).astype({"2022": "string"})


def test_levels_that_were_forced_to_add_up_are_told_by_their_growth():
    """10,4 + 20,4 + 30,4 + 40,4 is 101,6: of 10, 20, 30 and 40 two are moved to make 102."""
    growth = [8.1, 8.3, 6.8, 8.6, 8.3]  # of the figures before they were rounded
    found = audit_table(levels_with_growth([102, 10, 20, 31, 41], growth))
    (sums,) = (c for c in found.checks if c.kind == "sum" and c.column == "2023")
    assert sums.convention == "forced"
    assert found.contradictions == ()
    assert "ép cho cộng đúng bằng tổng" in "\n".join(found.lines("vi"))
    assert "forced to add up to the total" in "\n".join(found.lines("en"))


def test_levels_that_add_up_by_themselves_are_not_called_forced():
    growth = [8.5, 4.2, 9.9, 7.1, 9.9]  # of 102, 10, 21, 30 and 41
    found = audit_table(levels_with_growth([102, 10, 21, 30, 41], growth))
    (sums,) = (c for c in found.checks if c.kind == "sum" and c.column == "2023")
    assert sums.convention == "cascade"
    assert found.contradictions == ()


def test_one_growth_that_disagrees_is_a_fault_and_forces_nothing():
    growth = [8.5, 4.2, 9.9, 12.9, 9.9]  # 12,9 where 30 / 28 is 7,1
    found = audit_table(levels_with_growth([102, 10, 21, 30, 41], growth))
    assert [fault.label for fault in found.contradictions] == ["Điện"]


def test_levels_moved_both_ways_force_nothing():
    growth = [8.1, 8.3, 6.8, 8.6, 12.3]
    found = audit_table(levels_with_growth([102, 10, 20, 31, 41], growth))
    assert all(c.convention != "forced" for c in found.checks)
    assert {fault.label for fault in found.contradictions} >= {"Điện"}
