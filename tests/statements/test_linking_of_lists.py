"""Lists that name all there is, one thing by two names, bases and shares told side by side."""

import pytest
from linked import found, relation

from hanoi_ct.statements._linking.groups import is_all_there_is
from hanoi_ct.statements.reading import read_text


def subjects(text):
    return [s.subject for s in read_text(text).statements]


def test_groups_are_whole_only_with_every_part_once():
    assert is_all_there_is(["khu vực nhà nước", "ngoài nhà nước", "vốn FDI"])
    assert is_all_there_is(["dịch vụ", "nông, lâm, thủy sản", "công nghiệp - xây dựng"])
    assert not is_all_there_is(["khu vực nhà nước", "vốn FDI"])
    assert not is_all_there_is(["trồng trọt", "trồng trọt", "chăn nuôi"])
    assert not is_all_there_is(["trồng trọt", None])


@pytest.mark.parametrize(("whole", "verdict"), [("3,5%", "consistent"), ("6,2%", "impossible")])
def test_the_rate_of_a_whole_lies_between_its_parts(whole, verdict):
    text = (
        f"Giá trị sản xuất nông, lâm nghiệp và thủy sản năm 2022 tăng {whole} so với năm 2021; "
        "trong đó nông nghiệp tăng 2,9%, lâm nghiệp tăng 5,1%, thủy sản tăng 4,4%."
    )
    assert relation("minmax", verdict, whole[:-1], "2,9", "5,1", "4,4") in found(text)


def test_rates_of_some_parts_bound_nothing():
    text = (
        "Giá trị sản xuất nông, lâm nghiệp và thủy sản năm 2022 tăng 6,2% so với năm 2021; trong "
        "đó nông nghiệp tăng 2,9%, lâm nghiệp tăng 5,1%."
    )
    assert not any(kind == "minmax" for kind, *_ in found(text))


def test_shares_of_all_owners_make_a_whole():
    text = (
        "Cơ cấu vốn đầu tư năm 2021: khu vực nhà nước chiếm 30,5%; khu vực ngoài nhà nước chiếm "
        "50,1%; khu vực FDI chiếm 22,4%."
    )
    assert relation("share_sum", "impossible", "30,5", "50,1", "22,4") in found(text)


def test_a_list_ends_where_it_is_complete():
    text = (
        "Tổng dư nợ năm 2022 đạt 40,2 nghìn tỷ đồng, trong đó ngắn hạn đạt 25,1 nghìn tỷ đồng, "
        "trung và dài hạn đạt 15,1 nghìn tỷ đồng. Nợ quá hạn 603 tỷ đồng, chiếm 1,5% tổng dư nợ."
    )
    relations = found(text)
    assert relation("sum", "consistent", "40,2", "25,1", "15,1") in relations
    assert not any(verdict == "impossible" for _, verdict, _ in relations)


def test_one_series_by_two_names():
    text = (
        "Chỉ số sản xuất công nghiệp tháng 5/2022 tăng 9,3% so với cùng kỳ năm trước.\n"
        "Như vậy, IIP tháng 5/2022 tăng 8,8% so với cùng kỳ năm trước."
    )
    assert relation("same", "impossible", "9,3", "8,8") in found(text)


def test_quarters_of_a_part_that_is_not_named_again():
    text = (
        "Xuất khẩu hạt điều quý I/2023 đạt 600 triệu USD. Quý II đạt 850 triệu USD. Tính chung 6 "
        "tháng đầu năm, mặt hàng này đạt 1.450 triệu USD."
    )
    assert relation("sum", "consistent", "600", "850", "1.450") in found(text)


def test_what_a_market_takes_is_exported_to_it():
    text = (
        "Xuất khẩu cá tra sang Mỹ năm 2022 đạt 537 triệu USD, chiếm 22,0%. Trung Quốc nhập 712 "
        "triệu USD, chiếm 29,2%."
    )
    assert subjects(text)[2] == "xuất khẩu sang Trung Quốc"


def test_visitors_by_the_noun_that_is_counted():
    text = (
        "Quý I/2023, tỉnh đón 2,4 triệu lượt khách, gồm 0,4 triệu lượt khách quốc tế và 2,0 triệu "
        "lượt khách nội địa."
    )
    assert relation("sum", "consistent", "2,4", "0,4", "2,0") in found(text)


@pytest.mark.parametrize(("rate", "verdict"), [("8,7%", "consistent"), ("12,7%", "impossible")])
def test_an_increase_since_the_start_of_the_year(rate, verdict):
    text = (
        f"Dư nợ đến 30/9/2021 đạt 52.460 tỷ đồng, tăng 4.200 tỷ đồng so với đầu năm, tương ứng "
        f"tăng {rate}."
    )
    assert relation("increment", verdict, "52.460", "4.200", rate[:-1]) in found(text)


def test_bases_of_two_years():
    text = (
        "Xuất khẩu cao su năm 2022 đạt 3,3 tỷ USD, tăng 1,2% so với năm 2021 (3,26 tỷ USD) và tăng "
        "58,7% so với năm 2020 (2,38 tỷ USD)."
    )
    relations = found(text)
    assert relation("base", "consistent", "3,3", "1,2", "3,26") in relations
    assert ("base", frozenset({"3,3", "58,7", "2,38"})) in {(k, n) for k, _, n in relations}
    read = read_text(text).statements
    assert [s.period.start[:4] for s in read if s.type == "level"] == ["2022", "2021", "2020"]


def test_a_part_in_its_total_with_the_share_behind():
    text = (
        "Vốn trong nước là 840 tỷ đồng trong tổng số 1.200 tỷ đồng vốn đăng ký năm 2023, chiếm 70%."
    )
    assert relation("share", "consistent", "840", "1.200", "70") in found(text)


@pytest.mark.parametrize(("rate", "verdict"), [("12,0%", "consistent"), ("22,0%", "impossible")])
def test_above_the_plan_is_more_than_all_of_it(rate, verdict):
    text = (
        f"Thu ngân sách năm 2021 đạt 11.200 tỷ đồng, vượt {rate} so với dự toán (10.003 tỷ đồng)."
    )
    assert relation("plan", verdict, "11.200", rate[:-1], "10.003") in found(text)


def test_users_of_power_are_no_retail_trade():
    text = (
        "Điện thương phẩm năm 2022 đạt 500 triệu kWh; trong đó: công nghiệp 300 triệu kWh; khách "
        "sạn, nhà hàng 40 triệu kWh; nông nghiệp 20 triệu kWh; khác 140 triệu kWh."
    )
    relations = found(text)
    assert relation("sum", "consistent", "500", "300", "40", "20", "140") in relations
    assert not any(verdict == "impossible" for _, verdict, _ in relations)


def test_what_the_rest_of_the_year_needs():
    text = (
        "Tám tháng năm 2022, xuất khẩu đạt 6,4 tỷ USD; 4 tháng cuối năm cần thực hiện thêm 3,6 tỷ "
        "USD để hoàn thành kế hoạch 10 tỷ USD."
    )
    assert relation("rest", "consistent", "6,4", "3,6", "10") in found(text)


@pytest.mark.parametrize(("local", "verdict"), [("1.430", "consistent"), ("1.730", "impossible")])
def test_a_list_that_the_next_sentence_begins(local, verdict):
    text = (
        "Tiêu thụ xi măng tháng 5/2022 đạt 2.050 nghìn tấn, tăng 3,1% so với cùng kỳ. Bao gồm: "
        f"tiêu thụ nội địa {local} nghìn tấn và xuất bán 620 nghìn tấn."
    )
    assert relation("sum", verdict, "2.050", local, "620") in found(text)


def test_items_behind_dashes_and_their_total():
    text = (
        "- Thủy sản: 812 triệu USD, chiếm 40,6%\n- Gỗ: 688 triệu USD, chiếm 34,4%\n"
        "- Hàng khác: 500 triệu USD, chiếm 25,0%\nTổng cộng: 2.000 triệu USD."
    )
    relations = found(text)
    assert relation("sum", "consistent", "812", "688", "500", "2.000") in relations
    assert relation("share_sum", "consistent", "40,6", "34,4", "25,0") in relations


def test_items_behind_dashes_of_another_total_are_not_added_up():
    text = (
        "Xuất khẩu năm 2021 đạt 9.000 triệu USD, một số mặt hàng:\n- Chè: 12 triệu USD\n"
        "- Quế: 35 triệu USD\n"
    )
    assert not any(verdict == "impossible" for _, verdict, _ in found(text))


@pytest.mark.parametrize(("share", "verdict"), [("30,0%", "consistent"), ("36,0%", "impossible")])
def test_a_total_in_a_bracket_behind_its_name(share, verdict):
    text = (
        f"Doanh thu của vùng trung tâm năm 2022 đạt 15,6 tỷ đồng, chiếm {share} tổng doanh thu của "
        "cả hệ thống (52,0 tỷ đồng)."
    )
    assert relation("share", verdict, "15,6", share[:-1], "52,0") in found(text)


def test_a_total_that_is_named_behind_its_share():
    text = (
        "Đến hết năm 2022, tổng vốn đăng ký đạt 24,5 tỷ USD; vốn thực hiện đạt 14,7 tỷ USD, bằng "
        "60,0% tổng vốn đăng ký."
    )
    assert relation("share", "consistent", "14,7", "60,0", "24,5") in found(text)


def test_the_rate_of_filling_of_an_area():
    text = (
        "Diện tích đã cho thuê đến hết năm 2022 là 1.230 ha trên tổng số 1.650 ha, đạt tỷ lệ lấp "
        "đầy 84,5%."
    )
    assert relation("share", "impossible", "1.230", "1.650", "84,5") in found(text)


def test_points_above_an_aim_in_a_bracket():
    text = "GRDP năm 2022 tăng 9,1%, cao hơn mục tiêu đề ra (8,0%) 1,1 điểm phần trăm."
    assert relation("difference", "consistent", "9,1", "8,0", "1,1") in found(text)


def test_counts_of_two_months_and_half():
    text = (
        "Tháng 3/2021, tỉnh có 45 doanh nghiệp giải thể, bằng một nửa so với tháng 2 (90 doanh "
        "nghiệp)."
    )
    assert ("ratio", "consistent") in {(kind, v) for kind, v, _ in found(text)}


def test_names_behind_is_get_their_own_numbers():
    text = (
        "Ba thị trường lớn nhất là Mỹ, Đức và Hàn Quốc với kim ngạch lần lượt là 64 triệu USD, 21 "
        "triệu USD và 15 triệu USD."
    )
    assert "Mỹ" in subjects(text)[0]
    assert "Đức" in subjects(text)[1]
    assert subjects(text)[2].endswith("Hàn Quốc")


def test_months_from_one_to_another():
    text = "Xuất khẩu tháng 3/2017 đến tháng 5/2017 tăng 11% so với cùng kỳ."
    period = read_text(text).statements[0].period
    assert (period.start, period.end) == ("2017-03", "2017-05")
