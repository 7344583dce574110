"""Slips that the whole text names: percent for points, another period, a forced sum."""

import pytest

from hanoi_ct.statements import audit

CASES = [
    (
        "Tỷ trọng hàng dệt may tăng từ 46% lên 51%, tăng 5% so với cùng kỳ.",
        "pair_growth",
        "points",
        "sửa “tăng 5%” → 5 điểm phần trăm (in % thay cho điểm phần trăm)",
    ),
    (
        "Xuất khẩu tháng 8/2018 đạt 1,25 tỷ USD. Xuất khẩu 8 tháng năm 2018 đạt 9,21 tỷ USD; nhập "
        "khẩu tháng 8/2018 đạt 2,13 tỷ USD; nhập khẩu 8 tháng năm 2018 đạt 19,85 tỷ USD; tháng "
        "8/2018 nhập siêu 10,64 tỷ USD.",
        "balance",
        "wrong_period",
        "“10,64 tỷ USD” khớp với các số của kỳ khác",
    ),
    (
        "Xuất khẩu 8 tháng năm 2022 đạt 320,2 triệu USD, tăng 6,7% so với cùng kỳ (cùng kỳ năm "
        "2021 đạt 41,3 triệu USD). Tháng 8/2021 xuất khẩu đạt 300,1 triệu USD.",
        "base",
        "wrong_period",
        "sửa “41,3 triệu USD” → 300,1 triệu USD (số của kỳ khác trong văn bản)",
    ),
    (
        "Xuất khẩu 6 tháng năm 2019 đạt 900,3 triệu USD, trong đó khu vực nhà nước 300,1 triệu "
        "USD, chiếm 33,4%; khu vực ngoài nhà nước 300,1 triệu USD, chiếm 33,3%; khu vực FDI 300,1 "
        "triệu USD, chiếm 33,3%.",
        "share",
        "forced",
        "sửa “33,4%” → 33,3% (ép cho tổng các tỷ trọng bằng 100)",
    ),
]


@pytest.mark.parametrize(("text", "kind", "slip", "words"), CASES)
def test_slips_are_named_first(text, kind, slip, words):
    found = audit(text)
    relation = next(r for r in found.relations if r.claim.kind == kind)
    assert relation.verdict in ("impossible", "undecidable")
    assert relation.finding.edits[0].slip == slip
    assert relation.to_record(found.statements, "vi")["repair"][0] == words


def test_a_percentage_said_of_a_rate_is_of_points():
    text = "IIP 8 tháng năm 2018 tăng 8,0%, cao hơn 1,5% so với mức tăng của cùng kỳ năm trước."
    change = audit(text).reading.statements[1]
    assert (change.type, change.unit, change.printed_unit) == (
        "difference",
        "percentage_points",
        "%",
    )
    assert "printed as percent" in change.note


def test_points_between_two_shares_agree():
    text = "Tỷ trọng hàng dệt may giảm từ 46,0% xuống 41,5%, giảm 4,5 điểm phần trăm."
    assert [(r.claim.kind, r.verdict) for r in audit(text).relations] == [
        ("difference", "consistent")
    ]
