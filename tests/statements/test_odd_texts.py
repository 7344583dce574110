"""Odd texts: nothing crashes, offsets hold, and what was not understood is listed."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hanoi_ct.statements import audit

WORDS = [
    *("tăng", "giảm", "xuất khẩu", "so với", "cùng kỳ", "kế hoạch", "(", ")", ":", ";", ",", "."),
    *("gần", "từ", "lên", "lần lượt", "và", "trong đó", "còn lại", "tháng 8", "9 tháng", "quý I"),
    *("9,2 tỷ USD", "19%", "0%", "-3,4%", "1.234.567", "12/21", "8,một", "3 nhóm:", "5 dự án"),
    *("2018", "năm 2018", "\n", "\t", "…", "$", "%", "lũy kế", "này", "lớn nhất", "chia", "gồm"),
]


def holds(text):
    found = audit(text)
    for s in found.reading.statements:
        assert text[s.start : s.end] == s.text
    for unread in found.reading.unread:
        assert text[unread.start : unread.end] == unread.text
    assert found.to_json()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_words_in_any_order(words):
    holds(" ".join(words))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text):
    holds(text)


def test_bytes_at_random():
    generator = random.Random(12)
    holds(bytes(generator.randrange(256) for _ in range(20_000)).decode("latin-1"))


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5000 + "tăng 7,4%" + ")" * 5000,
        "xuất khẩu đạt 9,2 tỷ USD, tăng 19%, " * 400,
        "20 kiến nghị chia 3 nhóm: 8, 7 và 5, " * 200,
        "9" * 20_000,
        "1,2,3,4,5,6,7," * 1000,
        "lớn nhất " * 2000 + "9,2 tỷ USD",
        "tăng từ 1 lên 2 dự án, " * 300,
    ],
    ids=["brackets", "no full stop", "groups", "digits", "commas", "ranks", "changes"],
)
def test_texts_that_repeat_themselves(text):
    holds(text)
