"""What the first page says follows from the figures: causes, months named, nothing claimed."""

import pytest

from hanoi_ct.quantities.quantity import Quantity
from hanoi_ct.report import build_report
from hanoi_ct.report.render import render
from hanoi_ct.statements.figure import Figure
from hanoi_ct.statements.formatting import figure_text
from hanoi_ct.text import Text


def words_of(month, language="vi"):
    data = render(build_report(month), "terminal", language, width=10_000).data
    return data.decode("utf-8").replace("\xa0", " ")


def test_shipments_far_above_production_are_no_stocks_but_doubtful():
    text = words_of("2017-12")
    assert "tồn kho có dấu hiệu tăng" not in text
    assert "lệch quá xa mức sản xuất" in text
    assert "a sign that stocks rise" not in words_of("2017-12", "en")


def test_shipments_behind_production_are_stocks():
    assert "tồn kho có dấu hiệu tăng" in words_of("2018-08")


def test_january_names_tet_and_says_nothing_twice():
    text = words_of("2020-01")
    assert "giảm 14,2% [1] so với cùng kỳ; Tết năm nay vào tháng 1, năm trước vào tháng 2" in text
    assert "riêng tháng giảm" not in text
    assert "bình quân giảm 4,54%" in text


def test_a_range_of_months_is_named_and_told_in_words():
    text = words_of("2022-12")
    assert "riêng tháng 12/2022 thay đổi từ −3,0% đến 1,3%" in text
    assert "tháng gần nhất −" not in text


@pytest.mark.parametrize("month", ["2022-12", "2025-03"])
def test_what_an_article_claims_stands_in_no_other_month(month):
    assert "Hơn hai lần" not in words_of(month)


@pytest.mark.parametrize(
    ("low", "high", "vi", "en"),
    [
        (4.91, 5.89, "tăng 4,9% đến 5,9%", "up 4.9% to 5.9%"),
        (-5.89, -4.91, "giảm 4,9% đến 5,9%", "down 4.9% to 5.9%"),
        (-3.0, 1.24, "thay đổi từ −3,0% đến 1,3%", "between −3.0% and 1.3%"),
        (0.0, 1.0, "tăng 0,0% đến 1,0%", "up 0.0% to 1.0%"),
    ],
)
def test_an_interval_of_rates_in_words(low, high, vi, en):
    figure = Figure(
        "x", Text("x", "x"), Quantity(None, "percent", 1, "computed", low=low, high=high)
    )
    assert figure_text(figure, "vi", "span") == vi
    assert figure_text(figure, "en", "span") == en


@pytest.mark.parametrize(
    ("month", "said"),
    [
        ("2019-11", "Dù xuất khẩu tháng cuối năm giảm 87,0% đến 100,0% [T] so với cùng kỳ"),
        ("2017-09", "vì các tháng giữa phải giảm hơn 100%"),
        ("2024-08", "giảm ít nhất trong số đó là sản xuất xe có động cơ (−1,8%"),
        ("2020-05", "Chênh lệch tuyệt đối: giảm 491 đến 499 triệu USD"),
        ("2021-03", "nhập siêu 3.872 triệu USD"),
        ("2011-06", "Xuất khẩu ước đạt 4,259 tỷ USD"),
        ("2017-12", "ngang bằng [T] với cả năm 2016 (tăng 7,1%"),
        ("2013-12", "không có bộ số liệu lũy kế đầy đủ nào"),
    ],
)
def test_a_sentence_says_what_its_figure_means(month, said):
    assert said in " ".join(words_of(month).split())
