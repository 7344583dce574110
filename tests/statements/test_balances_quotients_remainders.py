"""Balances with their base, change and growth; printed quotients; what is left of a plan."""

import pytest

from hanoi_ct.statements import audit

TRADE = (
    "8 tháng năm 2018, xuất khẩu đạt 155,4 tỷ USD, tăng 14,5% so với cùng kỳ năm trước; "
    "nhập khẩu đạt 152,7 tỷ USD, tăng 11,6%; "
)
OTHER = (
    "8 tháng năm 2018, xuất khẩu đạt 155,4 tỷ USD, tăng 14,5% so với cùng kỳ năm trước; "
    "nhập khẩu đạt 150,4 tỷ USD, tăng 11,6%; "
)
DEFICIT = (
    "8 tháng năm 2018, xuất khẩu đạt 100,2 tỷ USD, tăng 10,1% so với cùng kỳ năm trước; "
    "nhập khẩu đạt 110,3 tỷ USD, tăng 15,2%; "
)
BOTH = {"exports": ["155,4"], "growths": ["14,5", "11,6"]}

CASES = [
    (
        TRADE + "xuất siêu 2,8 tỷ USD, cùng kỳ năm trước nhập siêu 1,1 tỷ USD.",
        "balance_base",
        {**BOTH, "imports": ["152,7"], "base_balance": ["1,1"]},
        "consistent",
    ),
    (
        TRADE + "xuất siêu 2,8 tỷ USD, cùng kỳ năm trước xuất siêu 1,1 tỷ USD.",
        "balance_base",
        {**BOTH, "imports": ["152,7"], "base_balance": ["1,1"]},
        "impossible",
    ),
    (
        OTHER + "xuất siêu 5 tỷ USD, tăng 4 tỷ USD so với cùng kỳ năm trước.",
        "balance_change",
        {**BOTH, "imports": ["150,4"], "balance": ["5"], "change": ["4"]},
        "consistent",
    ),
    (
        OTHER + "xuất siêu 5 tỷ USD, tăng 7,5 tỷ USD so với cùng kỳ năm trước.",
        "balance_change",
        {**BOTH, "imports": ["150,4"], "balance": ["5"], "change": ["7,5"]},
        "impossible",
    ),
    (
        OTHER + "xuất siêu 5 tỷ USD, tăng 413% so với cùng kỳ năm trước.",
        "balance_growth",
        {**BOTH, "imports": ["150,4"], "balance": ["5"], "growth": ["413"]},
        "consistent",
    ),
    (
        DEFICIT + "nhập siêu 10,1 tỷ USD, tăng 113% so với cùng kỳ năm trước.",
        "balance_growth",
        {
            "exports": ["100,2"],
            "imports": ["110,3"],
            "growths": ["10,1", "15,2"],
            "balance": ["10,1"],
            "growth": ["113"],
        },
        "consistent",
    ),
    (
        DEFICIT + "nhập siêu 10,1 tỷ USD, tăng 13% so với cùng kỳ năm trước.",
        "balance_growth",
        {
            "exports": ["100,2"],
            "imports": ["110,3"],
            "growths": ["10,1", "15,2"],
            "balance": ["10,1"],
            "growth": ["13"],
        },
        "impossible",
    ),
    (
        "Có 17/24 dự án được cấp mới, chiếm 70,8%.",
        "pair_share",
        {"pair": ["17"], "share": ["70,8"]},
        "consistent",
    ),
    (
        "Có 17/24 dự án được cấp mới, chiếm 72,8%.",
        "pair_share",
        {"pair": ["17"], "share": ["72,8"]},
        "impossible",
    ),
    (
        "Diện tích gieo trồng đạt 186,6/191,6 nghìn ha, bằng 97,4% kế hoạch.",
        "pair_share",
        {"pair": ["186,6"], "share": ["97,4"]},
        "consistent",
    ),
    (
        "Diện tích giảm từ 120 ha xuống 100 ha, giảm 16,7%.",
        "pair_growth",
        {"pair": ["100", "120"], "growth": ["16,7"]},
        "consistent",
    ),
    (
        "Giá điện tăng từ 1.512 đồng/kWh lên 1.613 đồng/kWh, tăng 8,7%.",
        "pair_growth",
        {"pair": ["1.613", "1.512"], "growth": ["8,7"]},
        "impossible",
    ),
    (
        "Xuất khẩu 8 tháng năm 2018 đạt 9,2 tỷ USD, gấp 1,2 lần so với cùng kỳ năm trước "
        "(7,6 tỷ USD).",
        "ratio",
        {"numerator": ["9,2"], "denominator": ["7,6"], "ratio": ["1,2"]},
        "consistent",
    ),
    (
        "Xuất khẩu 8 tháng năm 2018 đạt 9,2 tỷ USD, gấp 2,2 lần so với cùng kỳ năm trước "
        "(7,6 tỷ USD).",
        "ratio",
        {"numerator": ["9,2"], "denominator": ["7,6"], "ratio": ["2,2"]},
        "impossible",
    ),
    (
        "Năm 2018, xuất khẩu phấn đấu đạt 12,5 tỷ USD. Xuất khẩu 8 tháng đạt 9,2 tỷ USD; 4 tháng "
        "còn lại phải đạt 3,3 tỷ USD.",
        "rest",
        {"plan": ["12,5"], "done": ["9,2"], "rest": ["3,3"]},
        "consistent",
    ),
    (
        "Năm 2018, xuất khẩu phấn đấu đạt 12,5 tỷ USD. Xuất khẩu 8 tháng đạt 9,2 tỷ USD; 4 tháng "
        "còn lại phải đạt 4,3 tỷ USD.",
        "rest",
        {"plan": ["12,5"], "done": ["9,2"], "rest": ["4,3"]},
        "impossible",
    ),
    (
        "Năm 2018, xuất khẩu phấn đấu đạt 12,5 tỷ USD. Xuất khẩu 8 tháng đạt 9,2 tỷ USD, còn phải "
        "thực hiện 3,3 tỷ USD.",
        "rest",
        {"plan": ["12,5"], "done": ["9,2"], "rest": ["3,3"]},
        "consistent",
    ),
    (
        "Kế hoạch xuất khẩu cả năm 2018 là 12,5 tỷ USD; 8 tháng năm 2018 xuất khẩu đạt 9,2 tỷ USD, "
        "còn phải thực hiện 3,3 tỷ USD.",
        "rest",
        {"plan": ["12,5"], "done": ["9,2"], "rest": ["3,3"]},
        "consistent",
    ),
    (
        "Xuất khẩu 6 tháng đầu năm 2018 đạt 18,1 tỷ USD; 6 tháng cuối năm phải đạt 20,8 tỷ USD, "
        "tăng 15% so với 6 tháng đầu năm.",
        "pace",
        {"done": ["18,1"], "growth": ["15"], "rest": ["20,8"]},
        "consistent",
    ),
    (
        "Xuất khẩu 6 tháng đầu năm 2018 đạt 18,1 tỷ USD; 6 tháng cuối năm phải đạt 22,8 tỷ USD, "
        "tăng 15% so với 6 tháng đầu năm.",
        "pace",
        {"done": ["18,1"], "growth": ["15"], "rest": ["22,8"]},
        "impossible",
    ),
]


def found_in(text):
    checked = audit(text)

    def printed(ids):
        return [checked.reading[i].printed for i in ids]

    return [
        (r.claim.kind, {k: printed(ids) for k, ids in r.claim.statements.items()}, r.verdict)
        for r in checked
    ]


@pytest.mark.parametrize(("text", "kind", "roles", "verdict"), CASES)
def test_the_relation_and_its_verdict(text, kind, roles, verdict):
    assert (kind, roles, verdict) in found_in(text)


@pytest.mark.parametrize(
    "words",
    [
        "nhập siêu 2,81 tỷ USD",
        "thâm hụt thương mại 2,81 tỷ USD",
        "cán cân thương mại thâm hụt 2,81 tỷ USD",
    ],
)
def test_a_deficit_is_a_balance_below_zero(words):
    text = f"8 tháng năm 2018, xuất khẩu đạt 155,41 tỷ USD; nhập khẩu đạt 158,22 tỷ USD; {words}."
    assert ("balance", "consistent") in [(kind, verdict) for kind, _, verdict in found_in(text)]
    assert audit(text).reading.statements[-1].value == "2.81"


def test_a_surplus_that_is_a_deficit_is_impossible():
    text = (
        "8 tháng năm 2018, xuất khẩu đạt 155,41 tỷ USD; nhập khẩu đạt 158,22 tỷ USD; xuất siêu "
        "2,81 tỷ USD."
    )
    assert ("balance", "impossible") in [(kind, verdict) for kind, _, verdict in found_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        # "twice more" may be twice or three times: nothing is claimed
        "Xuất khẩu 8 tháng năm 2018 đạt 9,2 tỷ USD, tăng 2 lần so với cùng kỳ năm trước "
        "(7,6 tỷ USD).",
        # the percentage is of something else than the quotient before it
        "Có 17/24 dự án được cấp mới, chiếm 12% số dự án cả nước.",
        # no direction is named
        "8 tháng năm 2018, xuất khẩu đạt 155,41 tỷ USD; nhập khẩu đạt 158,22 tỷ USD; cán cân "
        "thương mại là 2,81 tỷ USD.",
        # a rate on last year says nothing of the pace
        "Xuất khẩu 6 tháng đầu năm 2018 đạt 18,1 tỷ USD; 6 tháng cuối năm phải đạt 22,8 tỷ USD, "
        "tăng 15% so với cùng kỳ năm trước.",
    ],
)
def test_nothing_is_claimed_without_evidence(text):
    assert found_in(text) == []
