"""Firms and projects that are counted: what was done to them, their capital, their average."""

import pytest

from hanoi_ct.statements.reading import read_text


def rows(text):
    return [(s.value, s.type, s.subject) for s in read_text(text).statements]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Quý I, tỉnh có 9 dự án cấp mới với 31 triệu USD; 4 dự án được điều chỉnh tăng vốn với "
            "12 triệu USD, tăng 5%; 3 dự án bổ sung vốn đầu tư.",
            [
                ("9", "count", "dự án cấp mới"),
                ("31", "level", "vốn dự án cấp mới"),
                ("4", "count", "dự án được điều chỉnh tăng vốn"),
                ("12", "level", "vốn tăng thêm của dự án được điều chỉnh tăng vốn"),
                ("5", "growth", "vốn tăng thêm của dự án được điều chỉnh tăng vốn"),
                ("3", "count", "dự án bổ sung vốn đầu tư"),
            ],
        ),
        (
            "Another 12 projects raised their capital by 40.5 million USD, down 3 percent.",
            [
                ("12", "count", "projects raised their capital"),
                ("40.5", "level", "additional capital of projects raised their capital"),
                ("-3", "growth", "additional capital of projects raised their capital"),
            ],
        ),
        (
            "Tháng 6/2021, tỉnh có thêm 130 doanh nghiệp với vốn đăng ký 1,2 nghìn tỷ đồng.",
            [("130", "count", "doanh nghiệp"), ("1.2", "level", "vốn đăng ký doanh nghiệp")],
        ),
        (
            "Bình quân mỗi doanh nghiệp mới có 9,4 tỷ đồng vốn, tăng 5%.",
            [
                ("9.4", "level", "vốn đăng ký bình quân một doanh nghiệp mới"),
                ("5", "growth", "vốn đăng ký bình quân một doanh nghiệp mới"),
            ],
        ),
    ],
)
def test_what_is_counted_is_named_with_what_was_done_to_it(text, expected):
    assert rows(text) == expected
