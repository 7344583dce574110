"""Shares of one row are of one total, fits or not."""

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
