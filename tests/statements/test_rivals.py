"""No text is accused where another link explains its numbers; what is named stays impossible."""

import pytest

from hanoi_ct.statements import audit


def impossible(text):
    return [relation.claim.kind for relation in audit(text).contradictions]


@pytest.mark.parametrize(
    "text",
    [
        # The total that the share fits is printed elsewhere, or implied by the share beside it.
        "Trong 9 tháng năm 2022, tổng vốn đăng ký cấp mới, tăng thêm và góp vốn là 12,5 tỷ USD. "
        "Các dự án FDI đã giải ngân 6,4 tỷ USD. Hải Phòng dẫn đầu với tổng vốn đăng ký 2,5 tỷ "
        "USD, chiếm 20% tổng vốn đầu tư.",
        "Trong 7 tháng, Singapore dẫn đầu với tổng vốn đầu tư 4,2 tỷ USD, chiếm 35% tổng vốn đầu "
        "tư. Nhật Bản đứng thứ hai với tổng vốn đầu tư 1,8 tỷ USD, chiếm 15% tổng vốn đầu tư. Hàn "
        "Quốc đứng thứ ba, với tổng vốn đầu tư đăng ký 1,2 tỷ USD, chiếm 10% tổng vốn đầu tư.",
        "Tính chung 5 tháng năm 2019, nhập siêu 1,7 tỷ USD, bằng 3,4% tổng kim ngạch xuất khẩu, "
        "trong đó khu vực trong nước nhập siêu 9,3 tỷ USD, khu vực FDI xuất siêu 7,6 tỷ USD.",
        # Registered newly and in all are two totals.
        "Vốn đăng ký cấp mới và vốn tăng thêm trong 7 tháng đạt 18.000 triệu USD. Chế biến, chế "
        "tạo có vốn cấp mới 5.200 triệu USD, chiếm 40% tổng vốn đăng ký cấp mới; bất động sản đạt "
        "4.940 triệu USD, chiếm 38%.",
        # A mark that each passes is no amount.
        "Exports reached USD 150 billion in nine months. Thirty commodities posted revenue of more "
        "than USD 1 billion, accounting for 91.3 percent of total exports; five saw over USD 10 "
        "billion each, or 59.8 percent.",
        # Sectors of a gross product are not all of it: taxes on products are left.
        "GDP 6 tháng năm 2017 tăng 5,73%. Khu vực nông, lâm nghiệp và thủy sản tăng 2,65%, đóng "
        "góp 0,43 điểm phần trăm; khu vực công nghiệp và xây dựng tăng 5,81%, đóng góp 2,00 điểm "
        "phần trăm; khu vực dịch vụ tăng 6,85%, đóng góp 2,59 điểm phần trăm.",
        # Parts of two totals with one name.
        "Sản lượng nuôi trồng tháng 7 đạt 400.000 tấn, trong đó cá đạt 267.100 tấn. Sản lượng khai "
        "thác tháng 7 đạt 340.500 tấn, trong đó cá đạt 272.600 tấn.",
        # Yields, and how much they rose, add up to nothing.
        "Năng suất lúa đông xuân năm 2024 đạt 60,5 tạ/ha, tăng 0,6 tạ/ha so với năm trước. Trong "
        "đó, các địa phương phía Bắc đạt 58,4 tạ/ha, tăng 0,7 tạ/ha; các địa phương phía Nam đạt "
        "62,1 tạ/ha, tăng 0,5 tạ/ha.",
        # A destination is no whole of the next one.
        "Trong 8 tháng năm 2019, xuất khẩu của Việt Nam sang thị trường ASEAN đạt 14,2 tỷ USD, "
        "tăng 3,1%, sang Nhật Bản đạt 11,5 tỷ USD, tăng 8,8% và sang Hàn Quốc đạt 10,9 tỷ USD, "
        "tăng 4,9%.",
        # The rest of another list than the parts before it.
        "5 tháng đầu năm 2020, xuất khẩu nhóm hàng này có giá trị cao nhất, đạt 16,21 tỷ USD nhưng "
        "giảm 6,1%.\nTrong 5 tháng đầu năm, xuất khẩu điện thoại sang EU đạt 3,52 tỷ USD, giảm "
        "21,6%; sang thị trường Mỹ đạt 3,01 tỷ USD, giảm hơn 10%; nhưng sang thị trường Trung Quốc "
        "đạt 2,91 tỷ USD.\nĐối với nhóm hàng dệt may, Mỹ vẫn là thị trường xuất khẩu lớn nhất với "
        "giá trị đạt 4,31 tỷ USD, giảm gần 15% so với cùng kỳ năm ngoái. Các thị trường còn lại "
        "cũng giảm mạnh như sang Nhật giảm hơn 4%, đạt 1,22 tỷ USD.",
        # An average of all beside the amounts of one market.
        "In the first five months China imported 22,100 tonnes of coffee, worth US$84 million. The "
        "average export price of Vietnamese coffee surged by 41% to US$3,475 per tonne.",
        # What is picked is not all there is.
        "Tổng mức bán lẻ tháng 7/2022 tăng 42,6% so với cùng kỳ năm trước. Trong đó, nhóm có mức "
        "tăng cao nhất là du lịch lữ hành (tăng 345%), dịch vụ khác (tăng 108%).",
        # A rank within the group that the sentence is about.
        "Khách Trung Quốc tăng 69%, khách Hàn Quốc tăng 84% so với cùng kỳ. Khách châu Âu đạt "
        "225.500 lượt, tăng 23%. Trong đó, tăng mạnh nhất là khách Phần Lan với mức tăng 48%.",
        # A rate on the month before beside two on the year before: its own volume is told behind.
        "Riêng tháng 5/2024 xuất khẩu sang Mỹ 17.967 tấn, giảm 0,3% về lượng, giảm 0,03% về kim "
        "ngạch so với tháng 4/2024; so với tháng 5/2023 thì tăng 21,2% về lượng, tăng 12,8% về "
        "kim ngạch nhưng giảm 7% về giá.",
        # Each share is of the goods that it is told with.
        "Nhập máy móc từ Trung Quốc đạt 5,7 tỷ USD, chiếm 38% kim ngạch nhập khẩu cả nước. Nhập "
        "vải từ Trung Quốc đạt 4,7 tỷ USD, chiếm 46% kim ngạch nhập khẩu cả nước.",
        # The last name of a list follows "và".
        "Có 3 thị trường lớn nhất là Hoa Kỳ với 505 triệu USD; Trung Quốc với 362 triệu USD và Hà "
        "Lan với 168 triệu USD.",
        # The price in one market is not that of all exports.
        "Xuất khẩu hạt điều tháng 1/2019 đạt 32,7 nghìn tấn, trị giá 266,3 triệu USD. Giá xuất "
        "khẩu bình quân hạt điều sang thị trường Hà Lan đạt 8.835 USD/tấn.",
        # What is included is not all there is.
        "Exports in the first quarter of 2018 came to US$8.70 billion, including US$4.60 billion "
        "of farm produce, US$1.70 billion of aquatic products and US$1.95 billion of forestry "
        "products.",
        # "This group" has another total than the country, and is itself the whole of its markets.
        "Xuất khẩu máy vi tính 9 tháng năm 2016 đạt 12,89 tỷ USD, chiếm 10% trong tổng kim ngạch "
        "xuất khẩu của cả nước. Trung Quốc với kim ngạch 2,43 tỷ USD, chiếm 18,8% trong tổng kim "
        "ngạch xuất khẩu nhóm hàng này của cả nước.",
        # With crude oil and without it are two things, whatever their names.
        "Enterprises in HCM City exported 20.7 billion USD worth of goods in the first five months "
        "of 2022. If crude oil is excluded, export value reached 19.8 billion USD.",
        # Of one rate beside two pairs nothing says on which time it is.
        "Kim ngạch xuất khẩu tháng 3/2023 đạt 3.122 triệu USD, tăng 36,4% so với tháng trước và "
        "giảm 7,7% so với cùng kỳ. Trong đó, khu vực trong nước đạt 587 triệu USD, tăng 36,8% và "
        "giảm 8,9%; khu vực có vốn đầu tư nước ngoài đạt 2.535 triệu USD, tăng 36,3%.",
        # The lowest of a quarter over the years is not the lowest of the quarters of a year.
        "GDP 9 tháng năm 2020 tăng 2,12% (quý I tăng 3,68%; quý II tăng 0,39%; quý III tăng 2,62%, "
        "là mức tăng thấp nhất của quý III các năm trong giai đoạn 2011-2020).",
    ],
)
def test_what_another_link_explains_is_no_contradiction(text):
    assert impossible(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Kim ngạch xuất khẩu 8 tháng năm 2022 đạt 9,2 tỷ USD, trong đó dệt may đạt 1,84 tỷ "
            "USD, chiếm 25% tổng kim ngạch xuất khẩu.",
            "share",
        ),
        (
            "Tổng số lao động là 20.480 người, trong đó lao động nữ 12.288 người (chiếm 60,0%), "
            "lao động ngoài tỉnh 3.072 người (chiếm 19,0%).",
            "share",
        ),
        (
            "Xuất khẩu tháng 5/2022 đạt 152,96 tỷ USD; khu vực trong nước đạt 40,245 tỷ USD, khu "
            "vực có vốn đầu tư nước ngoài đạt 112,562 tỷ USD.",
            "sum",
        ),
        (
            "Đến 15/8/2015, cả nước gieo cấy 1.366,6 nghìn ha lúa mùa, bằng 94,5% cùng kỳ năm "
            "trước, trong đó phía Bắc 1.142,7 nghìn ha, bằng 99,4%; phía Nam 223,9 nghìn ha, bằng "
            "92,6%.",
            "weighted_growth",
        ),
    ],
)
def test_what_the_words_link_stays_a_contradiction(text, kind):
    assert kind in impossible(text)


def test_parts_belong_to_the_rate_right_before_them():
    text = (
        "GDP của cả nước tăng 6,42% trong 6 tháng đầu năm 2024. GRDP của Bắc Giang tăng 14,14%, "
        "trong đó công nghiệp - xây dựng tăng 18,11%; dịch vụ tăng 6,42%; nông, lâm nghiệp, thủy "
        "sản tăng 1,82%; thuế sản phẩm tăng 10,59% so với cùng kỳ."
    )
    found = audit(text)
    wholes = {
        found.reading[i].printed
        for relation in found.relations
        if relation.claim.kind == "minmax"
        for i in relation.claim.statements["growth"]
    }
    assert wholes == {"14,14"}


def test_shoes_sold_and_telephones_bought_make_no_balance():
    text = (
        "Sau 8 tháng năm 2019, nhập khẩu nhóm hàng điện thoại và linh kiện đạt 7,7 tỷ USD, giảm "
        "4,9%.\nĐứng thứ hai về kim ngạch xuất khẩu là hàng dệt may đạt 20,7 tỷ USD, tăng 8,8% và "
        "giày dép đạt 11 tỷ USD, tăng 12,1%.\nCán cân thương mại hàng hóa 8 tháng ước tính xuất "
        "siêu 3,4 tỷ USD."
    )
    assert "balance" not in {relation.claim.kind for relation in audit(text).relations}


def test_the_last_of_some_provinces_is_no_whole_of_the_sectors_behind():
    text = (
        "The GRDP growth rate of Dong Nai increased by 7.1% over the same period. Binh Duong "
        "increased by 6.8%; Tay Ninh increased by 5.3%… Services increased by 8.2%; industry and "
        "construction by 7.3%; agriculture, forestry and fishery by 4.2%."
    )
    found = audit(text)
    wholes = {
        found.reading[i].printed
        for relation in found.relations
        for i in relation.claim.statements.get("growth", ())
    }
    assert "5.3" not in wholes


def test_new_capital_is_no_whole_of_what_is_added_and_paid():
    text = (
        "As of May 20, 2024, Vietnam had 807 new FDI projects with a total registered capital of "
        "US$6.5 billion, a year-on-year rise of 145.2% while 325 adjusted-capital projects brought "
        "in US$2.4 billion, up 83.1% from last year.\nSome US$5.1 billion was disbursed, rising "
        "16.3% against a year ago."
    )
    assert impossible(text) == []
