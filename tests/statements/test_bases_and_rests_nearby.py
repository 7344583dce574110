"""Changes with their base, rests, counts and plans that the words around a number tell."""

import pytest
from linked import found, relation

from hanoi_ct.statements.reading import read_text


@pytest.mark.parametrize(("change", "verdict"), [("14", "consistent"), ("24", "impossible")])
def test_a_change_behind_the_month_it_is_told_against(change, verdict):
    text = (
        "Doanh thu bưu chính tháng 5/2023 đạt 412 tỷ đồng. So với tháng 4 (398 tỷ đồng), doanh thu "
        f"bưu chính tăng {change} tỷ đồng."
    )
    assert relation("difference", verdict, "412", "398", change) in found(text)


def test_a_change_of_another_thing_is_held_against_no_bracket():
    text = (
        "Doanh thu bưu chính tháng 5/2023 đạt 412 tỷ đồng. So với tháng 4 (398 tỷ đồng), thu ngân "
        "sách tăng 94 tỷ đồng."
    )
    assert not any(kind == "difference" for kind, *_ in found(text))


@pytest.mark.parametrize(("rate", "verdict"), [("3,9", "consistent"), ("7,9", "impossible")])
def test_the_rate_between_two_months_of_one_sentence(rate, verdict):
    text = (
        "Sản lượng xi măng quý II/2022: tháng 4 đạt 215 nghìn tấn, tháng 5 đạt 203 nghìn tấn, "
        f"tháng 6 đạt 211 nghìn tấn, tăng {rate}% so với tháng trước."
    )
    assert relation("base", verdict, "211", "203", rate) in found(text)


@pytest.mark.parametrize(("points", "verdict"), [("1,7", "consistent"), ("2,7", "impossible")])
def test_points_against_the_rise_of_what_is_named(points, verdict):
    text = (
        "Quý III/2022, IIP tăng 8,4%; chế biến, chế tạo tăng 10,1%, cao hơn "
        f"{points} điểm phần trăm so với mức tăng IIP chung."
    )
    assert relation("difference", verdict, "10,1", "8,4", points) in found(text)


@pytest.mark.parametrize(("left", "verdict"), [("140", "consistent"), ("190", "impossible")])
def test_what_is_left_of_an_area(left, verdict):
    text = (
        "Cụm công nghiệp có diện tích đất 620 ha, đã giao 480 ha. Diện tích còn lại chưa giao là "
        f"{left} ha."
    )
    assert relation("sum", verdict, "620", "480", left) in found(text)


def test_what_something_else_was_not_done_to_is_no_rest():
    text = "Huyện có diện tích rừng 620 ha, đã khai thác 480 ha. Diện tích chưa trồng là 190 ha."
    assert not any(kind == "sum" for kind, *_ in found(text))


@pytest.mark.parametrize(("left", "verdict"), [("1,250", "consistent"), ("1,450", "impossible")])
def test_what_a_plan_leaves_for_the_rest_of_the_year(left, verdict):
    text = (
        "The province disbursed VND2,250 billion of public investment in the first nine months of "
        f"2023, or 64.3% of the annual plan of VND3,500 billion, leaving VND{left} billion for the "
        "fourth quarter."
    )
    assert relation("rest", verdict, "3,500", "2,250", left) in found(text)
    subjects = {s.subject for s in read_text(text).statements}
    assert not any(word in str(subjects) for word in ("disbursed", "leaving"))


@pytest.mark.parametrize(("last", "verdict"), [("11", "consistent"), ("14", "impossible")])
def test_counts_that_the_next_sentence_divides(last, verdict):
    text = (
        "Tỉnh có 42 dự án chậm tiến độ, giảm 8 dự án so với cuối năm 2021 (50 dự án). Số này gồm "
        f"18 dự án vướng quy hoạch, 13 dự án thiếu vốn và {last} dự án chờ thủ tục."
    )
    assert relation("sum", verdict, "42", "18", "13", last) in found(text)


@pytest.mark.parametrize(("steady", "verdict"), [("2", "consistent"), ("4", "impossible")])
def test_groups_that_went_up_down_or_neither(steady, verdict):
    text = (
        "CPI tháng 3/2022 tăng 0,7%; trong 11 nhóm hàng hóa có 6 nhóm tăng giá, 3 nhóm giảm giá và "
        f"{steady} nhóm giá không đổi."
    )
    assert relation("sum", verdict, "11", "6", "3", steady) in found(text)


@pytest.mark.parametrize(("last", "verdict"), [("6", "consistent"), ("9", "impossible")])
def test_bare_counts_in_english(last, verdict):
    text = (
        "The city has 27 idle commercial projects, comprising 14 delayed by planning, 7 awaiting "
        f"a loan and {last} under dispute."
    )
    assert relation("sum", verdict, "27", "14", "7", last) in found(text)


def test_a_bare_number_that_counts_nothing_more_is_not_read():
    text = "The city has 27 idle commercial projects, comprising 3 Elm Street and others."
    assert [s.printed for s in read_text(text).statements if s.type == "count"] == ["27"]


@pytest.mark.parametrize(("rate", "verdict"), [("62,5", "consistent"), ("72,5", "impossible")])
def test_the_plan_of_people_in_a_bracket(rate, verdict):
    text = (
        "Tính chung 7 tháng năm 2022, toàn tỉnh đào tạo nghề cho 5.000 lao động, đạt "
        f"{rate}% kế hoạch năm (8.000 lao động)."
    )
    assert relation("plan", verdict, "5.000", rate, "8.000") in found(text)


@pytest.mark.parametrize(("rate", "verdict"), [("22,5", "consistent"), ("32,5", "impossible")])
def test_what_was_attained_of_a_plan_told_first(rate, verdict):
    text = (
        "Quý I/2023, sản lượng than đạt 900 nghìn tấn. So với kế hoạch năm 4.000 nghìn tấn, quý I "
        f"đạt {rate}%."
    )
    assert relation("plan", verdict, "4.000", "900", rate) in found(text)


def test_two_projects_together():
    text = (
        "Dự án thép có vốn 130 triệu USD, dự án giấy có vốn 55 triệu USD. Hai dự án này có tổng "
        "vốn 185 triệu USD."
    )
    assert relation("sum", "consistent", "185", "130", "55") in found(text)


def test_new_capital_comes_from_a_market():
    text = (
        "Tổng vốn đăng ký cấp mới 4 tháng năm 2022 đạt 210 triệu USD. Nhật Bản dẫn đầu với 84 "
        "triệu USD, chiếm 40% tổng vốn."
    )
    assert read_text(text).statements[1].subject == "vốn cấp mới từ Nhật Bản"


@pytest.mark.parametrize(("share", "verdict"), [("62,0", "consistent"), ("72,0", "impossible")])
def test_a_share_before_its_part(share, verdict):
    text = (
        "Sản lượng điện thương phẩm 7 tháng năm 2022 đạt 1.500 triệu kWh, tăng 6% so với cùng kỳ. "
        f"Điện cho sản xuất chiếm {share}%, đạt 930 triệu kWh."
    )
    assert relation("share", verdict, "930", "1.500", share) in found(text)
