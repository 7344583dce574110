"""Relations that the order of the words of a sentence links, without a known subject or period."""

import pytest
from linked import found, relation

from hanoi_ct.statements.reading import read_text


@pytest.mark.parametrize(("last", "verdict"), [("3,10%", "consistent"), ("2,70%", "impossible")])
def test_points_against_the_rate_in_a_bracket_behind(last, verdict):
    text = (
        f"Tỷ lệ nợ xấu quý III/2022 là 2,86%, giảm 0,24 điểm phần trăm so với quý trước ({last})."
    )
    assert relation("difference", verdict, "2,86", "0,24", last[:-1]) in found(text)


def test_points_against_a_rate_that_is_named():
    text = (
        "Tỷ lệ lấp đầy các khu công nghiệp đạt 71,5%, cao hơn 4,5 điểm phần trăm so với mức 67% "
        "của năm trước."
    )
    assert relation("difference", "consistent", "71,5", "4,5", "67") in found(text)


def test_points_behind_a_bracket():
    text = "GRDP năm 2022 tăng 8,4% (năm 2021 tăng 5,1%), cao hơn 3,9 điểm phần trăm."
    assert relation("difference", "impossible", "8,4", "5,1", "3,9") in found(text)


def test_points_are_held_against_no_rate_of_another_clause():
    text = (
        "Tỷ lệ nợ xấu quý III/2022 là 2,86%, giảm 0,24 điểm phần trăm so với quý trước, trong khi "
        "tỷ lệ nợ nhóm 2 là 4,10%."
    )
    assert not any(kind == "difference" for kind, *_ in found(text))


def test_how_deep_a_fall_is_may_be_compared_either_way():
    text = "Xuất khẩu tháng 2/2023 giảm 6,2%, cao hơn 2,1 điểm phần trăm so với mức giảm 4,1%."
    assert not any(verdict == "impossible" for _, verdict, _ in found(text))


@pytest.mark.parametrize(
    ("times", "verdict"),
    [("gấp hơn 2 lần", "consistent"), ("gấp 5 lần", "impossible")],
)
def test_a_rate_that_is_a_multiple_of_another(times, verdict):
    text = f"Bốn tháng năm 2022, xuất khẩu tôm tăng 38,2%, {times} tốc độ tăng chung (16,4%)."
    assert ("rate_ratio", verdict) in {(kind, v) for kind, v, _ in found(text)}


def test_half_of_a_rate():
    text = "Doanh thu vận tải năm 2019 tăng 5,2%, chỉ bằng một nửa so với mức 10,3% của năm 2018."
    assert ("rate_ratio", "consistent") in {(kind, v) for kind, v, _ in found(text)}


def test_higher_by_so_many_times_is_never_impossible():
    text = "Xuất khẩu 8 tháng năm 2018 tăng 19%, cao hơn 3 lần so với cùng kỳ (8,5%)."
    assert not any(verdict == "impossible" for _, verdict, _ in found(text))


@pytest.mark.parametrize(("goats", "verdict"), [("0,45", "consistent"), ("0,65", "impossible")])
def test_parts_of_what_no_list_knows(goats, verdict):
    text = (
        f"Đàn gia súc nhỏ năm 2021 có 1,2 triệu con, gồm {goats} triệu con dê và 0,75 triệu con "
        "cừu."
    )
    assert relation("sum", verdict, "1,2", goats, "0,75") in found(text)


def test_parts_that_may_overlap_are_not_added_up():
    text = (
        "Nguồn vốn tín dụng năm 2021 là 50 tỷ đồng, trong đó cho vay hộ nghèo 30 tỷ đồng, cho vay "
        "nước sạch 35 tỷ đồng."
    )
    assert not any(kind == "sum" for kind, *_ in found(text))


def test_examples_make_no_list():
    text = (
        "Đàn vật nuôi năm 2021 có 9 triệu con, gồm nhiều loại như bò 0,5 triệu con và lợn 3 triệu "
        "con."
    )
    assert not any(kind == "sum" for kind, *_ in found(text))


def test_what_was_attained_over_the_plan():
    text = (
        "Giải ngân vốn xây dựng đến hết tháng 5/2023 đạt 310 tỷ đồng/1.240 tỷ đồng kế hoạch, đạt "
        "25%."
    )
    assert relation("plan", "consistent", "310", "1.240", "25") in found(text)
    wrong = text.replace("25%", "35%")
    assert relation("plan", "impossible", "310", "1.240", "35") in found(wrong)


def test_a_base_that_is_told_with_when():
    text = (
        "Sản lượng bia 5 tháng năm 2022 đạt 42,4 triệu lít, tăng 6,0% so với cùng kỳ năm 2021, khi "
        "sản lượng mới đạt 40,0 triệu lít."
    )
    assert relation("base", "consistent", "42,4", "6,0", "40,0") in found(text)


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Xuất khẩu trong năm 2016 đạt 3 tỷ USD.", ["2016-01"]),
        (
            "Thu hút vốn đầu tư năm 2021 tăng 9% (2019 tăng 23%; 2020 tăng 12%).",
            ["2021-01", "2019-01", "2020-01"],
        ),
        (
            "Doanh thu quý II/2021 đạt 20 tỷ đồng, giảm 5% so với cùng kỳ (quý II/2020: 21 tỷ "
            "đồng).",
            ["2021-04", "2021-04", "2020-04"],
        ),
    ],
)
def test_years_that_stand_alone(text, periods):
    read = read_text(text).statements
    assert [s.period.start for s in read if s.period is not None] == periods


def test_names_of_a_row_are_no_count():
    text = (
        "Năm 2021, hai khu vực trong nước và có vốn đầu tư nước ngoài lần lượt xuất khẩu 1,2 tỷ "
        "USD và 3,4 tỷ USD."
    )
    assert [s.type for s in read_text(text).statements] == ["level", "level"]


def test_shares_of_the_year_before_in_the_same_order():
    text = (
        "Cơ cấu kinh tế năm 2022: công nghiệp chiếm 45%; dịch vụ chiếm 35%; nông nghiệp chiếm 20% "
        "(năm 2021 tương ứng là 44%; 35%; 21%)."
    )
    assert relation("share_sum", "consistent", "44", "35", "21") in found(text)
    wrong = text.replace("21%)", "28%)")
    assert not any(
        numbers == {"44", "35", "28"} and v == "consistent" for _, v, numbers in found(wrong)
    )


def test_a_column_of_growth_without_a_comparison():
    text = (
        "Đơn vị: Tỷ đồng\nChỉ tiêu | Năm 2022 | Năm 2021 | Tăng (%)\nTổng số | 331 | 301 | 10,0\n"
        "Nhà nước | 110 | 100 | 10,0\nNgoài nhà nước | 221 | 201 | 15,0"
    )
    assert relation("base", "consistent", "331", "301", "10,0") in found(text)
    assert relation("base", "impossible", "221", "201", "15,0") in found(text)


def test_the_same_digits_in_another_order():
    text = (
        "Vốn FDI đăng ký mới quý I/2024 đạt 428,6 triệu USD.\nVốn FDI đăng ký mới quý I/2024 đạt "
        "0,4862 tỷ USD."
    )
    assert ("same", "impossible") in {(kind, v) for kind, v, _ in found(text)}
