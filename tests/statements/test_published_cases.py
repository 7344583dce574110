"""Published contradictions and agreements: figures of the pages, sentences of our own.

Sources: vietnamplus.vn (Ho Chi Minh City, 8 months of 2018), en.qdnd.vn (national trade, 8 months
of 2018), congthuongthainguyen.gov.vn (8/2020), baogialai.com.vn (9 months), hanoimoi.vn (Hanoi,
8 months of 2018), vinanet.vn (Hanoi, 8 months of 2017).
"""

import pytest

from hanoi_ct.quantities.interval import Interval
from hanoi_ct.quantities.sides import base_of, increment_of
from hanoi_ct.quantities.verdict import judge
from hanoi_ct.quantities.wording import parse


def q(text, kind="level", **more):
    from dataclasses import replace

    return replace(parse(text), type=kind, **more)


def rate(text):
    return q(text, "growth")


def share(text):
    return q(text, "share")


CASES = {
    # S4: 9.2 billion and 19 % against the 7,624 million published a year before
    "exports against the base": (
        "base",
        {"base": [q("7.624 triệu USD")], "level": [q("gần 9,2 tỷ USD")], "growth": [rate("19%")]},
        "consistent",
    ),
    # S5: 19 % is "more than twice" 8.5 % as a ratio of rates
    "more than twice the rate": (
        "rate_ratio",
        {"rates": [rate("19%"), rate("8,5%")], "ratio": [q("hơn 2 lần", "ratio")]},
        "consistent",
    ),
    # S5: read as two times more it is false
    "two times more": (
        "rate_ratio",
        {"rates": [rate("19%"), rate("8,5%")], "ratio": [q("3,0 lần", "ratio")]},
        "impossible",
    ),
    # S5: exports did not double
    "exports twice": (
        "growth",
        {"growth": [q("2,0 lần", "ratio")], "level": [q("9,2 tỷ USD")], "base": [q("7,6 tỷ USD")]},
        "impossible",
    ),
    # S1: 7.4 less 6.5
    "difference of two rates": (
        "difference",
        {
            "current": [rate("7,4%")],
            "base": [rate("6,5%")],
            "difference": [q("0,9 điểm phần trăm", "difference")],
        },
        "consistent",
    ),
    # S7: 17 new and 7 expanded projects are 24 decisions
    "decisions": (
        "sum",
        {"total": [q("24", "count")], "parts": [q("17", "count"), q("7", "count")]},
        "consistent",
    ),
    # S10: three names for three districts
    "three districts": (
        "count_list",
        {"count": [q("3", "count")], "named": [q("3", "count")]},
        "consistent",
    ),
    # S14: exports at +19 % pass a target of 8 % by far
    "hanoi base 2016": (
        "growth",
        {"growth": [rate("8,5%")], "level": [q("7.624 triệu USD")], "base": [q("7.027 triệu USD")]},
        "consistent",
    ),
    # S16: Hanoi's share of national exports
    "share of national exports": (
        "share",
        {"part": [q("9,2 tỷ USD")], "total": [q("155,41 tỷ USD")], "share": [share("5,9%")]},
        "consistent",
    ),
    # VN 8M-2017: contributions of the sections
    "contributions 2017": (
        "contribution_sum",
        {
            "growth": [rate("6,7%")],
            "contributions": [
                q(f"{x} điểm phần trăm", "contribution") for x in ("7,5", "0,6", "0,1", "−1,5")
            ],
        },
        "consistent",
    ),
    # VN exports 8M-2018
    "two sectors": (
        "sum",
        {"total": [q("155,41 tỷ USD")], "parts": [q("45,11 tỷ USD"), q("110,30 tỷ USD")]},
        "consistent",
    ),
    "growth from two sectors": (
        "weighted_growth",
        {
            "growth": [rate("14,5%")],
            "levels": [q("45,11 tỷ USD"), q("110,30 tỷ USD")],
            "growths": [rate("17,4%"), rate("13,4%")],
        },
        "consistent",
    ),
    "imports in millions": (
        "sum",
        {"total": [q("152,6 triệu USD")], "parts": [q("61,85 tỷ USD"), q("90,81 tỷ USD")]},
        "impossible",
    ),
    # HCMC 8M-2018
    "textiles of another total": (
        "share",
        {"part": [q("3,77 tỷ USD")], "total": [q("24,6 tỷ USD")], "share": [share("18,1%")]},
        "impossible",
    ),
    "electronics barely": (
        "share",
        {"part": [q("6,07 tỷ USD")], "total": [q("24,6 tỷ USD")], "share": [share("24,6%")]},
        "consistent",
    ),
    # Thái Nguyên 8/2020: one growth printed twice
    "one growth twice": ("same", {"pair": [rate("14,9%"), rate("14,8%")]}, "undecidable"),
    # Thái Nguyên 9 months
    "plan of the year": (
        "plan",
        {
            "level": [q("567.634,2 tỷ đồng")],
            "plan": [q("803.300 tỷ đồng")],
            "attainment": [q("70,7%", "attainment")],
        },
        "consistent",
    ),
    # Gia Lai 9 months
    "plan that two attainments imply": (
        "plan",
        {
            "level": [q("700 triệu USD")],
            "plan": [q("750 triệu USD")],
            "attainment": [q("93,33%", "attainment")],
        },
        "consistent",
    ),
    # Hanoi labour 2019: May within its three parts
    "rest of output": (
        "minmax",
        {"growth": [rate("−1,2%")], "growths": [rate("0,3%"), rate("−0,4%"), rate("−0,4%")]},
        "impossible",
    ),
    # Clusters: hedged cells add up with the hedges as equalities
    "clusters": (
        "sum",
        {"total": [q("718", "count")], "parts": [q("khoảng 118", "count"), q("600", "count")]},
        "consistent",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_verdict_it_must_get(name):
    kind, roles, verdict = CASES[name]
    assert judge(kind, roles).verdict == verdict


def test_the_unit_slip_of_imports_is_named():
    kind, roles, _ = CASES["imports in millions"]
    found = judge(kind, roles)
    assert any(edit.slip == "unit" and edit.place == ("total", 0) for edit in found.edits)


def test_textiles_must_be_15_3_percent():
    kind, roles, _ = CASES["textiles of another total"]
    right = judge(kind, roles).tight.right
    assert Interval.of("15.2", "15.4").meets(right)
    assert Interval.of("15.25", "15.35").meets(right)


def test_base_and_increase_that_exports_imply():
    """S3 and S6: the plain reading of 9.2 billion and 19 %."""
    level, growth = q("gần 9,2 tỷ USD").interval(), Interval.of("0.185", "0.195")
    base = base_of(level, growth)
    assert (float(base.low), float(base.high)) == pytest.approx((7.615e9, 7.764e9), rel=1e-4)
    increase = increment_of(level, growth)
    assert (float(increase.low), float(increase.high)) == pytest.approx((1.42e9, 1.502e9), rel=1e-3)


def test_weights_of_sections_2017_add_up_to_less_than_one():
    growths = [rate(x) for x in ("10,5%", "8,3%", "7,3%", "−6,9%")]
    contributions = [
        q(f"{x} điểm phần trăm", "contribution") for x in ("7,5", "0,6", "0,1", "−1,5")
    ]
    found = judge("weight_sum", {"contributions": contributions, "growths": growths})
    assert found.verdict == "consistent"
    assert found.tight.left.low < 0.995 < found.tight.left.high


def test_a_whole_percent_amplifies_what_is_not_known():
    """Hanoi output 8M-2018: manufacturing +9 % read to the unit says little of D and E."""
    from hanoi_ct.quantities.solver import Rule, propagate

    quantities = {
        "t": q("372.108 tỷ đồng"),
        "b": q("808 tỷ đồng"),
        "c": q("359.789 tỷ đồng"),
        "rest": q("11.511 tỷ đồng"),
    }
    rule = Rule("sum", {"total": ("t",), "parts": ("b", "c", "rest")})
    assert propagate(quantities, [rule]).consistent
