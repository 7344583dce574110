"""Totals that only their numbers place: what chance would hardly have made add up."""

import pytest
from linked import found, relation


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (  # other amounts between a total and its parts
            "Imports of the province came to US$64.7 billion in the first quarter of 2023. Of the "
            "exports, local firms sold US$18.13 billion. Local firms spent US$21.45 billion on "
            "imports, while foreign-invested firms spent US$43.25 billion.",
            ("64.7", "21.45", "43.25"),
        ),
    ],
)
def test_parts_that_are_not_beside_their_total(text, numbers):
    assert relation("sum", "consistent", *numbers) in found(text)


def test_round_numbers_of_other_things_are_no_sum():
    text = (
        "Năm 2021, tỉnh xuất khẩu điện tử 27,6 tỷ USD. Giày dép sang ASEAN đạt 15 tỷ USD, "
        "sang Hàn Quốc 13 tỷ USD."
    )
    assert not any(kind == "sum" for kind, *_ in found(text))
