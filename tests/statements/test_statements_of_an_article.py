"""Statements of an article on Hanoi's industry and trade, 8 months of 2018: sentences of our own.

The numbers S2 to S17 are those of the list of checkable statements of that article.
"""

from dataclasses import replace

import pytest

import hanoi_ct
from hanoi_ct.quantities.interval import Interval
from hanoi_ct.quantities.sides import share_change
from hanoi_ct.quantities.verdict import judge
from hanoi_ct.quantities.wording import parse
from hanoi_ct.statements import audit


def q(text, kind="level"):
    return replace(parse(text), type=kind)


def rate(text):
    return q(text, "growth")


def share(text):
    return q(text, "share")


def points(text):
    return q(text, "difference")


def years(first, last, between):
    return {
        "current": [q(last, "count")],
        "base": [q(first, "count")],
        "difference": [q(between, "count")],
    }


JUDGED = {
    # S2: two fast divisions of an open list bound nothing without their weights
    "S2 open list": (
        "minmax",
        {"growth": [rate("7,4%")], "growths": [rate("17,2%"), rate("16,6%")]},
        False,
        "undecidable",
    ),
    # ... which would be a contradiction if they were all there is
    "S2 closed list": (
        "minmax",
        {"growth": [rate("7,4%")], "growths": [rate("17,2%"), rate("16,6%")]},
        True,
        "impossible",
    ),
    # S9: exports of zones grow less than those of the city, so those of the others grow more
    "S9 zones below the city": (
        "minmax",
        {"growth": [rate("19%")], "growths": [rate("7,1%")]},
        False,
        "undecidable",
    ),
    # S12: a market that grows less than the total loses share, even if it rises
    "S12 a market that rises and loses share": (
        "share_change",
        {
            "part": [q("1,50 tỷ USD")],
            "total": [q("9,2 tỷ USD")],
            "growth": [rate("12,0%")],
            "growth_of_total": [rate("19,0%")],
            "change": [points("−1,0 điểm phần trăm")],
        },
        True,
        "consistent",
    ),
    "S12 a market that rises less and gains share": (
        "share_change",
        {
            "part": [q("1,50 tỷ USD")],
            "total": [q("9,2 tỷ USD")],
            "growth": [rate("12,0%")],
            "growth_of_total": [rate("19,0%")],
            "change": [points("1,0 điểm phần trăm")],
        },
        True,
        "impossible",
    ),
    # S15: ten years from 2008 to 2018
    "S15 ten years": (
        "difference",
        {
            "current": [q("2018", "count")],
            "base": [q("2008", "count")],
            "difference": [q("10", "count")],
        },
        True,
        "consistent",
    ),
    "S15 eleven years": (
        "difference",
        {
            "current": [q("2018", "count")],
            "base": [q("2008", "count")],
            "difference": [q("11", "count")],
        },
        True,
        "impossible",
    ),
    # S16: 5.92 % of the nation's exports against 5.70 % a year before
    "S16 share": (
        "share",
        {"part": [q("9,2 tỷ USD")], "total": [q("155,41 tỷ USD")], "share": [share("5,92%")]},
        True,
        "consistent",
    ),
    "S16 change of the share": (
        "share_change",
        {
            "part": [q("9,2 tỷ USD")],
            "total": [q("155,41 tỷ USD")],
            "growth": [rate("19%")],
            "growth_of_total": [rate("14,5%")],
            "change": [points("0,22 điểm phần trăm")],
        },
        True,
        "consistent",
    ),
}


@pytest.mark.parametrize("name", JUDGED)
def test_the_verdict_it_must_get(name):
    kind, roles, closed, verdict = JUDGED[name]
    assert judge(kind, roles, closed=closed).verdict == verdict


def test_s9_what_the_others_must_have_grown():
    """(19 - 7.1 s) / (1 - s): 24.1 % where zones hold 30 %, 26.9 % where they hold 40 %."""
    for held, wanted in ((0.3, 0.241), (0.4, 0.269)):
        found = hanoi_ct.required_growth(0.19, 0.071, held)
        assert float(found) == pytest.approx(wanted, abs=5e-4)


def test_s14_the_target_is_met_even_if_the_rest_of_the_year_falls():
    """Exports +19 % in 8 months, two thirds of a year, against a target of 7.5 to 8 %."""
    for target, wanted in ((0.075, -0.155), (0.08, -0.14)):
        before, done = 7731.0, 9200.0
        year = before * 1.5
        found = hanoi_ct.target_outlook(done, year * (1 + target), 8, before, year)
        assert float(found.required_growth) == pytest.approx(wanted, abs=2e-3)


def test_s12_only_a_growth_above_that_of_the_total_gains_share():
    part, total, whole = Interval.of("1.5"), Interval.of("9.2"), Interval.of("0.19")
    assert share_change(part, total, Interval.of("0.25"), whole).low > 0
    assert share_change(part, total, Interval.of("0.12"), whole).high < 0


NOTHING_WRONG = {
    "S2": "8 tháng năm 2018, IIP tăng 7,4% so với cùng kỳ năm trước; một số ngành tăng cao như sản "
    "xuất đồ uống tăng 17,2%, sản xuất da tăng 16,6%…",
    "S9": "8 tháng năm 2018, xuất khẩu của thành phố tăng 19%. Doanh thu của các khu công nghiệp "
    "đạt trên 3,66 tỷ USD, tăng 7,1%.",
    "S11": "Hội nghị ghi nhận 20 kiến nghị thuộc 3 nhóm. Báo cáo nêu 11 hạn chế. Có 47 dự án chậm "
    "tiến độ.",
    "S12": "Thị trường xuất khẩu chuyển dịch từ Trung Quốc sang ASEAN.",
    "S13": "8 tháng năm 2018, IIP tăng 7,4% so với cùng kỳ năm trước. Giá trị tăng thêm ngành công "
    "nghiệp - xây dựng năm 2018 phấn đấu tăng 8,2%.",
    "S15": "Sau 10 năm mở rộng địa giới (2008 - 2018), Hà Nội có nhiều đổi thay.",
    "S17": "8 tháng năm 2018, xuất khẩu đạt 9,2 tỷ USD, tăng 19%.\n\n"
    "Ảnh: 8 tháng năm 2018, xuất khẩu đạt 9,2 tỷ USD, tăng 19%.",
}


@pytest.mark.parametrize("name", NOTHING_WRONG)
def test_no_contradiction_is_found(name):
    assert audit(NOTHING_WRONG[name]).contradictions == ()


@pytest.mark.parametrize("name", ["S11", "S12", "S13", "S15"])
def test_nothing_is_linked_where_the_text_gives_nothing_to_check(name):
    assert [r.claim.kind for r in audit(NOTHING_WRONG[name])] == []


def test_s17_a_caption_that_repeats_the_text_agrees_with_it():
    found = [(r.claim.kind, r.verdict) for r in audit(NOTHING_WRONG["S17"])]
    assert found.count(("same", "consistent")) == 2
