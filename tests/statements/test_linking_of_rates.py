"""Two rates told before the points between them, and rates of volume and of value."""

import pytest

from hanoi_ct.statements import audit
from hanoi_ct.statements.reading import read_text


def found(text):
    """Kind, verdict and the printed numbers of each relation."""
    done = audit(text)
    return {
        (
            r.claim.kind,
            r.verdict,
            frozenset(
                done.reading[i].printed or done.reading[i].text
                for ids in r.claim.statements.values()
                for i in ids
            ),
        )
        for r in done.relations
    }


def relation(kind, verdict, *numbers):
    return (kind, verdict, frozenset(numbers))


@pytest.mark.parametrize(("points", "verdict"), [("1,35", "consistent"), ("1,53", "impossible")])
def test_points_above_a_rate_that_is_named_again(points, verdict):
    text = (
        "CPI bình quân năm 2022 tăng 3,15% so với năm trước; lạm phát cơ bản tăng 4,50%, cao hơn "
        f"mức tăng CPI bình quân {points} điểm phần trăm."
    )
    assert relation("difference", verdict, "3,15", "4,50", points) in found(text)


def test_a_gap_between_two_rates():
    text = (
        "Tỷ lệ hộ nghèo khu vực nông thôn là 5,9%, khu vực thành thị là 1,5%, chênh lệch 4,4 điểm "
        "phần trăm."
    )
    assert relation("difference", "consistent", "5,9", "1,5", "4,4") in found(text)


def test_a_share_against_the_level_it_fell_from():
    text = (
        "Dư nợ ngắn hạn chiếm 38,4% tổng dư nợ, giảm so với mức 40,2% cuối năm 2020, tức giảm 1,8 "
        "điểm phần trăm."
    )
    assert [s.type for s in read_text(text).statements] == ["share", "share", "difference"]
    assert relation("difference", "consistent", "38,4", "40,2", "1,8") in found(text)


def test_rates_of_volume_and_value_against_last_year():
    text = (
        "Xuất khẩu cao su 4 tháng năm 2022 đạt 512 nghìn tấn, trị giá 902 triệu USD, tăng 9,9% về "
        "lượng và tăng 13,0% về trị giá. Cùng kỳ năm 2021 đạt 466 nghìn tấn, trị giá 748 triệu USD."
    )
    relations = found(text)
    assert relation("base", "consistent", "512", "9,9", "466") in relations
    assert relation("base", "impossible", "902", "13,0", "748") in relations


def test_a_quotient_and_what_it_reaches():
    text = "Số xã có chợ đạt chuẩn là 96/128 xã, đạt 71,0%."
    assert ("pair_share", "impossible") in {(kind, v) for kind, v, _ in found(text)}


def test_amounts_of_a_sentence_about_last_year():
    text = "Xuất khẩu 4 tháng năm 2021 đạt 9 tỷ USD. Cùng kỳ năm 2020 đạt 2,4 triệu tấn, 7 tỷ USD."
    assert [s.period.start[:4] for s in read_text(text).statements] == ["2021", "2020", "2020"]
