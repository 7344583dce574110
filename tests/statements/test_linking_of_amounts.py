"""Amounts that a word ties together: a rest, a total behind, a change told twice, a plan passed."""

import pytest
from linked import found, relation

from hanoi_ct.statements.reading import read_text


@pytest.mark.parametrize(("rest", "verdict"), [("8", "consistent"), ("13", "impossible")])
def test_a_named_rest_closes_a_list(rest, verdict):
    text = f"Tỉnh có 31 chợ, 23 chợ đã được nâng cấp, còn lại {rest} chợ đang chờ vốn."
    assert relation("sum", verdict, "31", "23", rest) in found(text)


def test_a_total_that_a_list_is_taken_from():
    text = (
        "Trong tổng thu 5.140 tỷ đồng, thu nội địa là 4.112 tỷ đồng (chiếm 80,0%), còn lại là thu "
        "hải quan 1.028 tỷ đồng (chiếm 20,0%)."
    )
    relations = found(text)
    assert relation("sum", "consistent", "5.140", "4.112", "1.028") in relations
    assert relation("share", "consistent", "5.140", "4.112", "80,0") in relations


@pytest.mark.parametrize(("total", "verdict"), [("9,80", "consistent"), ("9,62", "impossible")])
def test_a_total_behind_its_parts(total, verdict):
    text = (
        "Năm 2022, xuất khẩu hồ tiêu (1,21 tỷ USD), cao su (3,34 tỷ USD) và hạt điều (5,25 tỷ "
        f"USD), tổng cộng {total} tỷ USD."
    )
    assert relation("sum", verdict, "1,21", "3,34", "5,25", total) in found(text)


def test_a_total_far_from_the_amounts_before_it_is_of_others():
    text = "Năm 2022, xuất khẩu chè (0,2 tỷ USD) và quế (0,3 tỷ USD), tổng cộng cả nước 371 tỷ USD."
    assert not any(kind == "sum" for kind, *_ in found(text))


def test_shares_of_counted_people():
    text = (
        "Tổng số lao động trong các cụm công nghiệp là 20.480 người, trong đó lao động nữ 12.288 "
        "người (chiếm 60,0%), lao động tỉnh ngoài 3.072 người (chiếm 19,0%)."
    )
    relations = found(text)
    assert relation("share", "consistent", "20.480", "12.288", "60,0") in relations
    assert relation("share", "impossible", "20.480", "3.072", "19,0") in relations


@pytest.mark.parametrize(("points", "verdict"), [("4,3", "consistent"), ("3,4", "impossible")])
def test_a_share_from_one_year_to_another(points, verdict):
    text = (
        f"Tỷ lệ đô thị hóa tăng từ 36,6% năm 2019 lên 40,9% năm 2022, tăng {points} điểm phần trăm."
    )
    assert relation("difference", verdict, "36,6", "40,9", points) in found(text)


def test_points_below_an_aim_that_was_named_before():
    text = (
        "Năm 2023, tỉnh đặt mục tiêu tổng mức bán lẻ tăng 12% so với năm 2022; 6 tháng mới tăng "
        "9,5%, thấp hơn mục tiêu 2,5 điểm phần trăm."
    )
    assert relation("difference", "consistent", "12", "9,5", "2,5") in found(text)


def test_shares_of_both_owners():
    text = (
        "Quý I/2023, doanh nghiệp FDI xuất khẩu 50,1 tỷ USD, chiếm 70,5%; doanh nghiệp trong nước "
        "xuất khẩu 20,9 tỷ USD, chiếm 29,5%."
    )
    assert relation("share_sum", "consistent", "70,5", "29,5") in found(text)


def test_a_level_and_a_rate_that_are_called_rates_of_bad_debt():
    text = "Nợ xấu cuối năm 2022 là 1,92%, tăng 0,43 điểm phần trăm so với cuối năm 2021 (1,49%)."
    assert relation("difference", "consistent", "1,92", "0,43", "1,49") in found(text)


def test_directions_of_trade_of_the_owner_just_named():
    text = (
        "Xuất nhập khẩu của khối doanh nghiệp FDI 5 tháng năm 2022 đạt 213,3 tỷ USD. Cụ thể, xuất "
        "khẩu đạt 112,5 tỷ USD; nhập khẩu đạt 100,8 tỷ USD."
    )
    assert relation("sum", "consistent", "213,3", "112,5", "100,8") in found(text)


def test_one_amount_in_two_scales():
    text = (
        "Doanh thu bưu chính tháng 6/2022 đạt 1.362,7 tỷ đồng.\nDoanh thu bưu chính tháng 6/2022 "
        "đạt 1.362,7 triệu đồng."
    )
    assert ("same", "impossible") in {(kind, v) for kind, v, _ in found(text)}


def test_by_how_much_a_plan_was_passed():
    text = (
        "Thu hút đầu tư năm 2021 đạt 1.247 triệu USD, vượt 142 triệu USD so với kế hoạch (1.105 "
        "triệu USD)."
    )
    assert relation("difference", "consistent", "1.247", "142", "1.105") in found(text)
    passed = read_text(text).statements[1]
    assert (passed.type, passed.hedge) == ("difference", None)


def test_a_change_with_the_levels_behind_it():
    text = "Diện tích cà phê tăng 45 ha so với năm 2020, từ 1.205 ha lên 1.350 ha."
    assert relation("difference", "impossible", "45", "1.205", "1.350") in found(text)


@pytest.mark.parametrize(("rate", "verdict"), [("9,1%", "consistent"), ("12,1%", "impossible")])
def test_an_amount_and_its_rate_tied_by_a_word(rate, verdict):
    text = (
        f"So với năm 2019, đàn dê tăng 20,4 nghìn con, đạt 244,6 nghìn con, tương ứng tăng {rate}."
    )
    assert relation("increment", verdict, "20,4", "244,6", rate[:-1]) in found(text)


@pytest.mark.parametrize(("share", "verdict"), [("15,0", "consistent"), ("19,0", "impossible")])
def test_the_total_that_most_shares_of_a_row_agree_with(share, verdict):
    text = (
        "Xuất khẩu gỗ quý I/2022 đạt 3,94 tỷ USD, chiếm 4,4% tổng kim ngạch xuất khẩu. Thị trường "
        "lớn nhất là Mỹ với 2,36 tỷ USD, chiếm 59,9%; Nhật Bản 0,42 tỷ USD, chiếm 10,7%; Trung "
        f"Quốc 0,59 tỷ USD, chiếm {share}%."
    )
    relations = found(text)
    assert relation("share", "consistent", "3,94", "2,36", "59,9") in relations
    assert relation("share", verdict, "3,94", "0,59", share) in relations
    assert ("same_total", frozenset({"3,94", "4,4", "2,36", "59,9"})) not in {
        (kind, numbers) for kind, _, numbers in relations
    }


def test_a_percentage_in_a_bracket_that_is_the_part_of_its_total():
    text = (
        "Sản lượng điện năm 2022 đạt 268,4 tỷ kWh, trong đó thủy điện 96,1 tỷ kWh (35,8%), nhiệt "
        "điện than 105,0 tỷ kWh (39,1%)."
    )
    relations = found(text)
    assert relation("share", "consistent", "268,4", "96,1", "35,8") in relations
    assert relation("share", "consistent", "268,4", "105,0", "39,1") in relations


def test_a_rest_of_what_its_neighbours_add_up_to():
    text = (
        "Tổng thu ngân sách năm 2020 đạt 9.560 tỷ đồng. Trong đó thu nội địa đạt 7.210 tỷ đồng; "
        "thu hải quan đạt 2.005 tỷ đồng; thu khác 345 tỷ đồng."
    )
    assert relation("sum", "consistent", "9.560", "7.210", "2.005", "345") in found(text)


def test_a_list_by_range_in_the_next_sentence():
    text = (
        "Vận chuyển hàng hóa năm 2022 đạt 201,5 triệu tấn; luân chuyển 41,4 tỷ tấn.km. Xét theo "
        "phạm vi, trong nước đạt 197,6 triệu tấn, ngoài nước đạt 3,9 triệu tấn."
    )
    assert relation("sum", "consistent", "201,5", "197,6", "3,9") in found(text)


@pytest.mark.parametrize(("total", "verdict"), [("9,31", "consistent"), ("9,12", "impossible")])
def test_as_many_as_were_just_named(total, verdict):
    text = (
        "Năm 2021, Hải Dương xuất khẩu 4,02 tỷ USD, Hưng Yên 3,15 tỷ USD, Nam Định 2,14 tỷ USD. Ba "
        f"địa phương này đạt {total} tỷ USD."
    )
    assert relation("sum", verdict, "4,02", "3,15", "2,14", total) in found(text)


def test_capital_in_two_industries_implies_one_total():
    text = (
        "Năm 2022, vốn FDI vào chế biến, chế tạo đạt 16,8 tỷ USD, chiếm 60,6% tổng vốn đầu tư đăng "
        "ký; bất động sản đạt 4,4 tỷ USD, chiếm 15,9%."
    )
    assert relation("same_total", "consistent", "16,8", "60,6", "4,4", "15,9") in found(text)


def test_owners_before_their_total():
    text = (
        "Xuất khẩu quý I/2022 của khu vực trong nước đạt 23,3 tỷ USD; khu vực FDI đạt 65,8 tỷ USD. "
        "Tổng kim ngạch xuất khẩu đạt 89,1 tỷ USD."
    )
    assert relation("sum", "consistent", "23,3", "65,8", "89,1") in found(text)


def test_the_first_of_many_names_no_list():
    text = (
        "Có 15 quốc gia đầu tư vào tỉnh năm 2022, dẫn đầu là Hàn Quốc, Nhật Bản, Singapore với 700 "
        "triệu USD."
    )
    assert not any(kind == "count_list" for kind, *_ in found(text))
