"""Shares of one row are of one total, fits or not; quotients with their percentage."""

from hanoi_ct.statements import audit


def verdicts(text, kind="share"):
    return sorted(r.verdict for r in audit(text).relations if r.claim.kind == kind)


def test_a_share_beside_one_that_fits_is_held_against_the_same_total():
    text = (
        "FDI in the province totalled 40 billion USD in 2016. Japan and Thailand put in 8 billion "
        "USD and 4 billion USD, making up 27.5 percent and 10 percent of the total FDI, "
        "respectively."
    )
    assert verdicts(text) == ["consistent", "impossible"]


def test_a_share_of_it_is_of_what_was_told_before():
    text = (
        "Coffee exports rose 5% to US$80bn in 2016. Germany bought US$8bn of it, accounting for "
        "55% of the total coffee exports."
    )
    assert verdicts(text) == ["impossible"]


def test_a_deficit_is_a_share_by_its_size():
    text = (
        "Quý I/2016, xuất khẩu đạt 40 tỷ USD, nhập khẩu đạt 41,2 tỷ USD; nhập siêu 1,2 tỷ USD, "
        "bằng 3% tổng kim ngạch xuất khẩu."
    )
    assert verdicts(text) == ["consistent"]


def test_a_quotient_of_two_amounts_is_one_number_with_its_percentage():
    text = "Năm 2017, huyện gieo cấy 547 ha/608 ha, đạt {}; đã thu hoạch 200 ha."
    for rate, verdict in (("90%", "consistent"), ("83,5%", "impossible")):
        assert verdicts(text.format(rate), "pair_share") == [verdict]
    first = audit(text.format("90%")).statements["1"]
    assert (first.value, first.of, first.unit) == ("547", "608", "ha")
