"""Relations that one sentence makes, and their verdict."""

import pytest

from hanoi_ct.statements import audit

CASES = [
    (
        "IIP 9 tháng tăng {}% so với cùng kỳ, cao hơn 12,3 điểm phần trăm so với mức tăng 14,7% "
        "của cùng kỳ năm 2023.",
        "difference",
        ("27,05", "29,05"),
    ),
    (
        "Giá trị sản xuất công nghiệp 9 tháng đạt {} nghìn tỷ đồng, bằng 73,5% kế hoạch năm "
        "(680.000 tỷ đồng).",
        "plan",
        ("500", "450"),
    ),
    (
        "Hàng dệt may đạt {} tỷ USD, chiếm 35% tổng kim ngạch xuất khẩu 4,1 tỷ USD.",
        "share",
        ("1,43", "1,2"),
    ),
    (
        "Giá trị xuất khẩu gạo tăng {}%, trong khi lượng tăng 5% và giá tăng 14,3%.",
        "price_growth",
        ("20", "30"),
    ),
    (
        "Tổng mức bán lẻ 9 tháng đạt {} tỷ đồng, gồm bán lẻ hàng hóa 41.200 tỷ đồng, lưu trú ăn "
        "uống 3.100 tỷ đồng và dịch vụ khác 3.065 tỷ đồng.",
        "sum",
        ("47.365", None),
    ),
    (
        "Tỷ trọng xuất khẩu sang Trung Quốc giảm từ {}% xuống 12,5%, giảm 5,7 điểm phần trăm.",
        "difference",
        ("18,2", "19,5"),
    ),
    (
        "Trong tổng số {} doanh nghiệp được khảo sát, có 28 doanh nghiệp đánh giá tốt lên, 20 "
        "doanh nghiệp giữ ổn định và 15 doanh nghiệp khó khăn hơn.",
        "sum",
        ("63", None),
    ),
    (
        "Giá trị sản xuất công nghiệp quý II đạt 36.900 tỷ đồng; 6 tháng đầu năm 2024 đạt {} tỷ "
        "đồng, trong đó quý I đạt 34.400 tỷ đồng.",
        "sum",
        ("71.300", "72.900"),
    ),
    (
        "Sản lượng điện thương phẩm 9 tháng đạt {} triệu kWh, giảm 180 triệu kWh, tương đương 7,7% "
        "so với cùng kỳ.",
        "increment",
        ("2.150", "3.150"),
    ),
    (
        "Sản lượng điện 9 tháng đạt {} triệu kWh, tăng 180 triệu kWh so với cùng kỳ, tăng 9,1%.",
        "increment",
        ("2.158", "2.958"),
    ),
]


@pytest.mark.parametrize(("text", "kind", "values"), CASES, ids=str)
def test_a_sentence_is_compared_with_itself(text, kind, values):
    for value, verdict in zip(values, ("consistent", "impossible"), strict=True):
        if value is not None:
            (relation,) = audit(text.format(value)).relations
            assert (relation.claim.kind, relation.verdict) == (kind, verdict), value


def test_a_list_with_a_name_unknown_among_its_parts_is_no_contradiction():
    text = (
        "Tổng mức bán lẻ 9 tháng đạt 50.000 tỷ đồng, gồm bán lẻ hàng hóa 41.200 tỷ đồng, lưu trú "
        "ăn uống 3.100 tỷ đồng và dịch vụ khác 3.065 tỷ đồng."
    )
    assert not audit(text).contradictions
