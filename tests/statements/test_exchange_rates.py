"""Pairs of currencies: one slip among many is told, and told once."""

from hanoi_ct.statements import audit


def test_one_pair_that_implies_another_rate_is_told():
    text = (
        "Năm 2016, tỉnh thu 44,8 nghìn tỷ đồng (2 tỷ USD), trong đó nội địa 22,4 nghìn tỷ đồng "
        "(1 tỷ USD), dầu thô 11,2 nghìn tỷ đồng (0,5 tỷ USD), xuất nhập khẩu 11,2 nghìn tỷ đồng "
        "(0,1 tỷ USD)."
    )
    found = [r.verdict for r in audit(text).relations if r.claim.kind == "fx_pairs"]
    assert sorted(found) == ["consistent", "consistent", "impossible"]


def test_the_first_pair_may_be_the_slip():
    text = (
        "Năm 2016, thu 44,8 nghìn tỷ đồng (20 tỷ USD), chi 22,4 nghìn tỷ đồng (1 tỷ USD), trả nợ "
        "11,2 nghìn tỷ đồng (0,5 tỷ USD)."
    )
    found = [r.verdict for r in audit(text).relations if r.claim.kind == "fx_pairs"]
    assert sorted(found) == ["consistent", "impossible"]
