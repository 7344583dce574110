"""The CSV table: one row a figure, plain numbers, right through any CSV reader."""

import csv
import dataclasses
import io

import pytest
from report_sample import REPORT

from hanoi_ct.report.formats.csv_table import COLUMNS, csv_table


def read(report=REPORT, language="vi"):
    return list(csv.DictReader(io.StringIO(csv_table(report, language))))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_one_row_a_figure_in_the_order_of_the_report(language):
    rows = read(language=language)
    assert [row["key"] for row in rows] == list(REPORT.figures)
    assert tuple(rows[0]) == COLUMNS


def test_numbers_are_plain_and_unrounded_and_empty_where_not_known():
    rows = {row["key"]: row for row in read()}
    assert rows["difference"]["value"] == "0.9000000000000004"
    assert rows["exports"]["value"] == "1234567.0"
    assert rows["mining"]["value"] == "-8.9"
    assert (rows["base"]["value"], rows["base"]["low"]) == ("", "7657.3")
    assert rows["exports"]["printed"] == "gần\N{NO-BREAK SPACE}1.234.567\N{NO-BREAK SPACE}triệu USD"


def test_kind_formula_and_source():
    rows = {row["key"]: row for row in read(language="en")}
    assert rows["difference"]["kind"] == "computed"
    assert rows["difference"]["formula"] == "7.4% − 6.5%"
    assert rows["total"]["source"] == "article-2018-09 https://example.org/iip?a=1&b=2"
    assert rows["later"]["published_later"] == "true"
    assert rows["total"]["published_later"] == "false"


def test_commas_quotes_and_line_breaks_survive():
    label = dataclasses.replace(REPORT.figures["total"].label, vi='một, "hai"\nba')
    figure = dataclasses.replace(REPORT.figures["total"], label=label)
    report = dataclasses.replace(REPORT, figures={**REPORT.figures, "total": figure})
    assert read(report)[0]["label"] == 'một, "hai"\nba'


def test_the_language_changes_words_only():
    words = {"label", "printed", "formula"}
    for vi, en in zip(read(language="vi"), read(language="en"), strict=True):
        assert {k: v for k, v in vi.items() if k not in words} == {
            k: v for k, v in en.items() if k not in words
        }
        assert vi["label"] != en["label"]


def test_a_number_that_is_not_finite_is_empty():
    weight = REPORT.figures["weight"]
    quantity = dataclasses.replace(weight.quantity, low=float("nan"))
    figure = dataclasses.replace(weight, quantity=quantity)
    report = dataclasses.replace(REPORT, figures={**REPORT.figures, "weight": figure})
    assert {row["key"]: row for row in read(report)}["weight"]["low"] == ""
