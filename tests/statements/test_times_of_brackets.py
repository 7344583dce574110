"""A number in a bracket right behind a time is of that time; points lower than another rate."""

import pytest

from hanoi_ct.statements import audit
from hanoi_ct.statements.reading import read_text


def by_print(text):
    return {s.printed: s for s in read_text(text).statements}


def start(statement):
    return statement.period.start, statement.period.end


@pytest.mark.parametrize(
    ("text", "printed", "period"),
    [
        (
            "Doanh thu bưu chính tháng 5/2023 đạt 412 tỷ đồng. So với tháng 4 (398 tỷ đồng), doanh "
            "thu bưu chính tăng 14 tỷ đồng.",
            "398",
            ("2023-04", "2023-04"),
        ),
        (
            "Doanh thu bưu chính tháng 1/2023 đạt 412 tỷ đồng, cao hơn 14 tỷ đồng so với tháng 12 "
            "(398 tỷ đồng).",
            "398",
            ("2022-12", "2022-12"),
        ),
        (
            "Tháng 5/2023, xuất khẩu gạo đạt 412 triệu USD, tăng 3,5% so với tháng trước (398 "
            "triệu USD).",
            "398",
            ("2023-04", "2023-04"),
        ),
        (
            "Xuất khẩu chè 7 tháng năm 2022 đạt 96 triệu USD, gấp 1,5 lần cùng kỳ năm trước (64 "
            "triệu USD).",
            "64",
            ("2021-01", "2021-07"),
        ),
        (
            "Năm 2022, tỉnh có 320 hợp tác xã, tăng 24 hợp tác xã so với cuối năm 2021 (296 hợp "
            "tác xã).",
            "296",
            ("2021-12", "2021-12"),
        ),
    ],
)
def test_a_bracket_behind_a_time_is_of_that_time(text, printed, period):
    assert start(by_print(text)[printed]) == period
    assert not any(r.verdict == "impossible" for r in audit(text).relations)


def test_what_a_bracket_itemises_stays_of_the_time_spoken_of():
    text = (
        "Tháng 5/2023, xuất khẩu đạt 412 triệu USD, tăng 3,5% so với tháng trước (trong đó gạo đạt "
        "130 triệu USD, cà phê đạt 90 triệu USD)."
    )
    assert start(by_print(text)["130"]) == ("2023-05", "2023-05")


def test_a_change_behind_the_bracket_is_against_its_time():
    text = (
        "Doanh thu bưu chính tháng 5/2023 đạt 412 tỷ đồng, tăng 9% so với cùng kỳ. So với tháng 4 "
        "(398 tỷ đồng), doanh thu bưu chính tăng 14 tỷ đồng."
    )
    change = by_print(text)["14"]
    assert (change.type, change.comparison) == ("difference", "previous_month")


@pytest.mark.parametrize(
    ("points", "words", "sign", "verdict"),
    [
        ("1.4", "lower", -1, "consistent"),
        ("1.4", "higher", 1, "impossible"),
        ("3.4", "lower", -1, "impossible"),
    ],
)
def test_points_lower_or_higher_than_another_rate(points, words, sign, verdict):
    text = (
        f"Exports of rice rose 7.8% year on year in the first five months of 2023, {points} "
        f"percentage points {words} than the 9.2% increase in the same period of 2022."
    )
    assert float(by_print(text)[points].value) == sign * float(points)
    assert {r.verdict for r in audit(text).relations if r.claim.kind == "difference"} == {verdict}


def test_a_time_ahead_that_a_need_names_ends_with_its_sentence():
    text = (
        "Thu ngân sách 8 tháng năm 2022 đạt 3.100 tỷ đồng. Bốn tháng cuối năm còn phải thu 1.400 "
        "tỷ đồng. Thu nội địa đạt 2.480 tỷ đồng, chiếm 80%."
    )
    assert start(by_print(text)["2.480"]) == ("2022-01", "2022-08")


def test_the_plan_that_a_sentence_begins_with_is_of_the_year():
    text = (
        "Quý I/2023, sản lượng than đạt 900 nghìn tấn. So với kế hoạch năm 4.000 nghìn tấn, quý I "
        "đạt 22,5%."
    )
    plan = by_print(text)["4.000"]
    assert (plan.status, start(plan)) == ("target", ("2023-01", "2023-12"))


@pytest.mark.parametrize("then", ["cuối năm 2022", "tháng trước", "cùng kỳ năm trước"])
def test_a_change_told_again_in_percent_is_of_now(then):
    text = (
        f"Tháng 5/2023, doanh thu bưu chính đạt 412 tỷ đồng, tăng 14 tỷ đồng so với {then} (3,5%)."
    )
    assert start(by_print(text)["3,5"]) == ("2023-05", "2023-05")


def test_parts_in_a_bracket_behind_last_year_are_of_now():
    text = (
        "Tháng 3/2016, điện thương phẩm 512 triệu kWh, tăng 8,4% so với cùng kỳ năm trước (công "
        "nghiệp 301 triệu kWh, tăng 9,2%; sinh hoạt 148 triệu kWh, tăng 6,1%)."
    )
    assert {s.period.start for s in read_text(text).statements} == {"2016-03"}


def test_rates_in_brackets_take_the_direction_of_the_heading_of_their_list():
    text = (
        "7 tháng năm 2021, IIP tăng 3,4%. Các ngành tăng cao gồm: dược (15,2%); in ấn (9,7%). "
        "Các ngành giảm: đồ uống (8,3%); xe có động cơ (4,6%)."
    )
    found = read_text(text).statements
    assert [(s.value, s.type) for s in found[1:]] == [
        ("15.2", "growth"),
        ("9.7", "growth"),
        ("-8.3", "growth"),
        ("-4.6", "growth"),
    ]


def test_what_is_needed_is_no_attainment_and_the_plan_is_of_the_year():
    text = (
        "6 tháng đầu năm 2021 GRDP tăng 5%; 6 tháng cuối năm cần tăng 9% mới đạt kế hoạch năm (7%)."
    )
    _, needed, plan = read_text(text).statements
    assert (needed.type, needed.period.start, needed.period.end) == ("growth", "2021-07", "2021-12")
    assert (plan.type, plan.period.start, plan.period.end) == ("growth", "2021-01", "2021-12")
