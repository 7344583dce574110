"""The chart of the first page, and chapters that say something."""

import pytest

from hanoi_ct.report import build_report
from hanoi_ct.report.document import LineChart, Paragraph
from hanoi_ct.statements.formatting import plain_text

MONTHS = ("2015-04", "2019-01", "2018-08", "2020-01", "2023-06", "2025-03", "2025-10", "2026-02")


def charts(report):
    return [b for b in report.summary if type(b).__name__.endswith(("Chart", "HeatMap"))]


@pytest.mark.parametrize("period", MONTHS)
def test_no_chapter_is_a_heading_alone(period):
    for section in build_report(period).sections:
        spoken = [b for b in section.blocks if not isinstance(b, Paragraph) or b.role != "caveat"]
        assert spoken, section.key


@pytest.mark.parametrize("period", MONTHS)
def test_the_first_chart_says_something_of_the_month(period):
    """A path of rates on the first page has a point at the month of the report."""
    report = build_report(period)
    for chart in charts(report):
        if isinstance(chart, LineChart):
            keys = [point.figure for line in chart.lines for point in line.points if point.figure]
            assert period in {report.figures[key].quantity.period_end for key in keys}


def test_a_path_that_ends_before_the_month_stays_in_its_chapter_and_says_so():
    report = build_report("2026-02")
    assert [chart.key for chart in charts(report)] == ["exports.months.chart"]
    (path,) = (
        b
        for s in report.sections
        for b in s.blocks
        if getattr(b, "key", "") == "production.months.chart"
    )
    title = plain_text(path.title, report.figures, "vi").replace("\xa0", " ")
    assert title == (
        "Sản xuất công nghiệp cả năm 2025 tăng 7,2%; chưa tìm thấy số liệu của 2 tháng đầu năm 2026"
    )
