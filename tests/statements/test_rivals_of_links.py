"""Shares of one row, rates that their parts give, parts in brackets, rates of open lists."""

import pytest
from linked import found, relation

from hanoi_ct.statements import audit


def kinds(text):
    return {(kind, verdict) for kind, verdict, _ in found(text)}


@pytest.mark.parametrize(("last", "verdict"), [("7.5", "consistent"), ("9.5", "impossible")])
def test_shares_of_one_row_are_of_the_total_that_the_others_fit(last, verdict):
    text = (
        "Hai Duong drew 1.3 billion USD of foreign direct investment in the first half of 2019.\n"
        "Nationwide the sum committed was 18.47 billion USD. Manufacturing led with 13.15 billion "
        "USD, accounting for 71.2 percent of the total. Real estate came next with 1.32 billion "
        f"USD (7.15 percent), then energy with 1.38 billion USD ({last} percent)."
    )
    assert relation("share", verdict, "1.38", "18.47", last) in found(text)


def test_a_price_of_other_goods_is_no_price_of_these():
    text = (
        "Some 1.43 million tonnes of rice were sold, dropping 3.5 per cent in volume and 20.2 per "
        "cent in value. The export price of pepper plummeted 27 per cent."
    )
    assert not any(kind == "price_growth" for kind, *_ in found(text))


def test_of_two_rates_the_one_that_the_parts_give_is_theirs():
    text = (
        "In January-July 2023 export revenue was down 10.6 per cent and the import bill down 17.1 "
        "per cent. The domestic sector earned $51.5 billion, down 10.2 per cent; the FDI sector "
        "took in $143.23 billion, down 10.8 per cent."
    )
    assert ("weighted_growth", "impossible") not in kinds(text)
    rates = {numbers for kind, _, numbers in found(text) if kind == "weighted_growth"}
    assert all("17.1" not in numbers for numbers in rates)


def test_parts_in_a_bracket_bound_their_whole():
    text = (
        "Nhóm nông sản bán được 15,16 tỷ USD, tăng 4,4% (gạo 2,5 tỷ USD, tăng 23,2%; rau quả 3,07 "
        "tỷ USD, tăng 17,1%; cao su 523 triệu USD, tăng 21,1%)."
    )
    assert relation("part_of", "consistent", "15,16", "2,5", "3,07", "523") in found(text)


def test_rates_of_an_open_list_lie_around_that_of_their_whole():
    text = (
        "Kim ngạch xuất khẩu 9 tháng năm 2018 đạt 29,54 tỷ USD, tăng {}% so với cùng kỳ, trong đó "
        "nông sản 15,16 tỷ USD, tăng 4,4%; thủy sản 6,39 tỷ USD, tăng 7,2%; lâm sản 6,75 tỷ USD, "
        "tăng 15,8%."
    )
    assert ("minmax", "consistent") in kinds(text.format("9,3"))
    assert ("minmax", "impossible") not in kinds(text.format("19,3"))


def test_several_divisions_of_one_count():
    text = (
        "Tháng 4/2017, cả thị trường bán 21.942 xe, gồm 10.705 xe du lịch, 9.562 xe thương mại và "
        "1.675 xe chuyên dụng. Xe lắp ráp trong nước là 16.453 xe, xe nhập khẩu 5.489 xe."
    )
    relations = found(text)
    assert relation("sum", "consistent", "21.942", "10.705", "9.562", "1.675") in relations
    assert relation("sum", "consistent", "21.942", "16.453", "5.489") in relations


def test_a_market_share_is_of_no_total_that_it_does_not_fit():
    text = (
        "Xe nhập khẩu đạt 5.489 xe. Trường Hải bán 8.634 xe, chiếm 40,5% thị phần; Toyota bán "
        "4.096 xe, chiếm 19,2% thị phần."
    )
    assert ("share", "impossible") not in kinds(text)


def test_the_four_sections_are_all_of_industry_though_products_follow():
    text = (
        "Bảy tháng năm 2019, IIP tăng 9,4% so với cùng kỳ. Ngành chế biến, chế tạo tăng 10,7%, "
        "đóng góp {} điểm phần trăm; sản xuất và phân phối điện tăng 10%, đóng góp 0,9 điểm phần "
        "trăm; "
        "cung cấp nước và xử lý rác thải tăng 6,6%, đóng góp 0,1 điểm phần trăm; ngành khai khoáng "
        "tăng 1,1%, đóng góp 0,2 điểm phần trăm. Sản xuất trang phục tăng 3,2%."
    )
    assert ("contribution_sum", "consistent") in kinds(text.format("8,2"))
    assert ("contribution_sum", "impossible") in kinds(text.format("0,2"))


def test_the_area_and_the_output_that_give_a_yield_of_several_digits():
    text = (
        "Vụ mùa năm 2017, toàn tỉnh cấy được 76.627 ha lúa. Cả năm cấy 151.155 ha.\nNăng suất lúa "
        "vụ mùa còn 36,14 tạ/ha; năng suất cả năm 52,54 tạ/ha. Sản lượng thóc vụ mùa 276.965 tấn.\n"
        "Cả năm, sản lượng thóc đạt 794.219 tấn."
    )
    relations = found(text)
    assert relation("yield", "consistent", "76.627", "36,14", "276.965") in relations
    assert relation("yield", "consistent", "151.155", "52,54", "794.219") in relations


def test_counts_of_another_sentence_that_miss_their_total_by_little():
    text = (
        "Tháng 10/2015 thị trường bán 22.363 xe. Trong đó 13.109 xe du lịch, 8.213 xe thương mại "
        "và 1.046 xe chuyên dụng."
    )
    assert relation("sum", "impossible", "22.363", "13.109", "8.213", "1.046") in found(text)


def test_amounts_that_miss_their_total_by_a_digit_are_left_open():
    text = (
        "Sáu tháng, cảng đón 7,89 triệu lượt khách, tăng 27,2%. Đường không 6,36 triệu lượt khách, "
        "tăng 22,2%; đường bộ 1,34 triệu lượt khách, tăng 63,7%; đường biển 174 nghìn lượt khách, "
        "tăng 1,7%."
    )
    assert ("sum", "undecidable") in kinds(text)


def test_one_part_that_is_singled_out():
    text = "Năng lượng tái tạo góp {} tỷ kWh, riêng điện mặt trời 5,56 tỷ kWh."
    assert relation("part_of", "consistent", "6,33", "5,56") in found(text.format("6,33"))


def test_the_index_of_industry_lies_between_its_sections():
    table = (
        "Biểu (hai cột: Tháng 6 năm 2015 so với tháng trước; Tháng 6 năm 2015 so với cùng kỳ năm "
        "2014). Đơn vị tính: %\nToàn ngành công nghiệp\n101,20\n{}\n1. Công nghiệp khai khoáng\n"
        "104,47\n96,57\n2. Công nghiệp chế biến, chế tạo\n99,10\n102,76\n3. Sản xuất và phân phối "
        "điện\n102,98\n94,87\n4. Cung cấp nước và xử lý rác thải\n100,10\n103,81\n"
    )
    assert ("minmax", "consistent") in kinds(table.format("99,93"))
    assert ("minmax", "impossible") in kinds(table.format("109,93"))


@pytest.mark.parametrize(("count", "verdict"), [("3", "consistent"), ("4", "impossible")])
def test_names_before_their_count(count, verdict):
    text = f"Thái Lan, Lào và Nhật Bản vẫn là {count} thị trường hàng đầu của tỉnh."
    assert ("count_list", verdict) in kinds(text)


def test_prices_of_goods_whose_values_and_quantities_another_paragraph_tells():
    text = (
        "Cà phê 2,9 tỷ USD (tăng 44,1% với lượng 833 nghìn tấn, giảm 3,9%); gạo 2,65 tỷ USD (tăng "
        "38,2% với lượng 4,15 triệu tấn, tăng 14,7%).\n"
        "Giá xuất khẩu bình quân: gạo 638 USD/tấn, tăng 20,5%; cà phê 3.482 USD/tấn, tăng 49,9%."
    )
    relations = found(text)
    assert relation("ratio", "consistent", "2,65", "4,15", "638") in relations
    assert relation("price_growth", "consistent", "44,1", "3,9", "49,9") in relations


@pytest.mark.parametrize(
    "text",
    [
        "Mười tháng năm 2024, đón 9,3 triệu lượt khách, tăng gần 32% so với cùng kỳ, vượt mục tiêu "
        "năm 2024 (8,4 triệu lượt khách).",
        "In January 2023, mining fell by 3.8% (the same period last year up 0.1%), down by 0.6 "
        "percentage points in the general growth rate; printing fell by 6.9% (the same period last "
        "year up 6.1%), reducing by 5.3 percentage points.",
        "In 2025 real estate drew US$3.14 billion of new capital, or 19.7%. New and added capital "
        "brought real estate to US$5.72 billion, or 20.7%.",
        "In 2014 Japan remained the largest importer with 186.67 million U.S. dollars. China was "
        "the second largest importer with 90.56 million U.S. dollars.",
        "Các khu có 220 khu với diện tích đất tự nhiên 59,6 nghìn ha. Đất công nghiệp đã cho thuê "
        "là 31,8 nghìn ha, tỷ lệ lấp đầy 51%.",
        "Năm 2025, TPHCM, Bắc Ninh, Hải Phòng, Đồng Nai và Phú Thọ là 5 địa phương xuất nhiều.",
        "Hiện, Hải Phòng và Đồng Nai là 2 địa phương xuất nhiều nhất.",
        "Năm 2020, khu thứ nhất có 23 dự án (9 dự án FDI) và khu thứ hai 21 dự án (10 dự án FDI).",
    ],
)
def test_another_reading_accuses_nobody(text):
    assert not [r for r in audit(text).relations if r.verdict == "impossible"]


@pytest.mark.parametrize(
    "text",
    [
        "The province licensed 395 new foreign-invested projects in the first 11 months of 2024 "
        "with a combined value of US$12.40 billion, up 11.7% in number. Manufacturing accounted "
        "for the largest share of new investments at US$8.06 billion, or 65%, followed by trade "
        "with US$2.48 billion, or 20%. Japan was the top investor, pouring US$3.10 billion, or "
        "25% of the total, followed by China (US$2.40 billion).\nCapital expansion reached "
        "US$9.62 billion from 318 existing projects. Combined new and expanded capital brought "
        "manufacturing investment to US$14.85 billion, or 67.5%, and trade to US$4.62 billion, "
        "or 21%.",
        "Năm 2017, tổng diện tích gieo cấy lúa của tỉnh đạt 61.402 ha, giảm 1.100 ha so với năm "
        "2016.\nDiện tích lúa giảm ở hầu hết các huyện, thành phố, nhiều nhất là ở các huyện "
        "Ninh Sơn (-168 ha); huyện Bình Lục (-130 ha); huyện Kim Bảng (-78 ha).",
        "Trong tháng 11/2021 cả nước xuất khẩu 66.358 tấn chè, tương đương 29,4 triệu USD, giá "
        "trung bình 443,1 USD/tấn.\nTính chung 11 tháng năm 2021, lượng chè xuất khẩu gần 5,75 "
        "triệu tấn (tăng 0,8% so với 11 tháng đầu năm 2020), thu về gần 3,03 tỷ USD (tăng "
        "7,2%), giá trung bình 527,7 USD/tấn (tăng 6,4%). Đài Loan đứng thứ 2 với 999.860 tấn, "
        "tương đương 494,72 triệu USD, giá trung bình 494,8 USD/tấn, tăng 32,9% về lượng, tăng "
        "14,6% về kim ngạch nhưng giảm 13,8% về giá so với cùng kỳ năm 2020; chiếm 17,4% trong "
        "tổng lượng và 16,3% trong tổng kim ngạch.",
        "Tháng 1/2020, sang Trung Quốc tăng mạnh nhất, 595% về lượng và 724% về giá trị.",
        "In 2021 the parks attracted 36 new investment projects, including 24 FDI and 2 "
        "domestic projects, and licensed 21 existing FDI projects to add to their capital.",
        "Chín tháng năm 2018, sản lượng cá đạt 5.501 nghìn tấn, tăng 5,9% so với cùng kỳ năm "
        "trước (quý III 1.939 nghìn tấn, tăng 6,2%).",
        "Tháng 5/2015 xảy ra 734 vụ tai nạn giao thông, làm bị thương 1.484 người. So với cùng "
        "kỳ năm 2014 giảm 400 vụ (-35,27%), giảm 560 người bị thương (-27,4%).\nVa chạm giao "
        "thông xảy ra 936 vụ, làm bị thương nhẹ 1.106 người. So với cùng kỳ năm 2014 giảm 339 "
        "vụ (-26,59%), giảm 427 người bị thương (-27,85%).",
    ],
)
def test_numbers_of_another_list_accuse_nobody(text):
    assert not [r for r in audit(text).relations if r.verdict == "impossible"]


def test_a_balance_of_owners_pointed_at_is_not_that_of_all_trade():
    text = (
        "Sáu tháng năm 2013, xuất khẩu ước 53,1 tỷ USD; doanh nghiệp có vốn đầu tư nước ngoài 32,6 "
        "tỷ USD. Nhập khẩu ước 53,8 tỷ USD; khối vốn đầu tư nước ngoài 27,9 tỷ USD. Nhập nhiều, "
        "nhưng khối này vẫn xuất siêu gần 4,7 tỷ USD."
    )
    assert not [r for r in audit(text).relations if r.verdict == "impossible"]


@pytest.mark.parametrize(
    "text",
    [
        "Tháng 3/2018, khách từ châu Á đạt 900 nghìn lượt người, tăng 41% so với cùng kỳ năm "
        "trước, trong đó Hàn Quốc tăng 72%, Trung Quốc tăng 58%. Khách từ châu Âu đạt 210 nghìn "
        "lượt người, tăng 19% so với cùng kỳ năm trước; tăng mạnh nhất là Thụy Điển với mức tăng "
        "44%.",
        "February alone saw coffee exports of 20,150 tonnes, worth US$61.2 million.\n"
        "The average export price rose by 12% to US$3,009 per tonne.",
    ],
)
def test_a_group_or_a_month_of_its_own_accuses_nobody(text):
    assert not [r for r in audit(text).relations if r.verdict == "impossible"]


@pytest.mark.parametrize(
    "text",
    [
        "Trong tháng 5/2020 có 2.100 doanh nghiệp mới. Vốn đăng ký bình quân một doanh nghiệp mới "
        "trong tháng là 11,2 tỷ đồng. Vốn bình quân một doanh nghiệp mới trong 5 tháng năm 2020 là "
        "12,6 tỷ đồng.",
        "In the first six months of 2019, exports to the US reached $480 million. In June 2019, "
        "exports to China reached $51 million.",
    ],
)
def test_no_average_and_no_market_is_a_month_of_another(text):
    assert not [r for r in audit(text).relations if r.claim.kind == "part_of"]


def test_a_market_is_the_same_with_and_without_the_word_that_leads_to_it():
    text = (
        "Xuất khẩu chè: Trung Quốc mua nhiều nhất, trong tháng 8/2021 chiếm 61% tổng lượng chè "
        "xuất khẩu, với 3.580 tấn, trị giá 7,1 triệu USD. Lũy kế 8 tháng năm 2021, xuất khẩu sang "
        "Trung Quốc 20.110 tấn chè, trị giá 41,6 triệu USD."
    )
    assert [r for r in audit(text).relations if r.claim.kind == "part_of"]
