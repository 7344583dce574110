"""The terminal text: complete, within its width, plain unless colour is asked for."""

import re

import pytest
from report_sample import REPORT

from hanoi_ct.report import build_report
from hanoi_ct.report.formats.terminal_text import terminal_text
from hanoi_ct.statements.formatting import figure_text, plain_text


def squeezed(text):
    """The text without blanks, line breaks and rules, so that wrapping does not matter."""
    return re.sub(r"[\s─]+", "", text)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("width", [40, 80, 100, 120, 300])
def test_lines_stay_within_80_to_120_columns(language, width):
    lines = terminal_text(REPORT, language, width=width).splitlines()
    longest = max(len(line) for line in lines)
    assert longest <= min(max(width, 80), 120)
    assert not any(line.endswith(" ") for line in lines)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_figure_and_every_block_is_printed(language):
    text = squeezed(terminal_text(REPORT, language, width=120))
    for figure in REPORT.figures.values():
        assert squeezed(figure_text(figure, language)) in text
    for section in REPORT.sections:
        assert squeezed(plain_text(section.title, REPORT.figures, language)) in text
    for block in (block for section in REPORT.sections for block in section.blocks):
        if hasattr(block, "title"):
            assert squeezed(plain_text(block.title, REPORT.figures, language)) in text
    assert squeezed({"vi": "Cách làm tròn.", "en": "How rounding is done."}[language]) in text


def test_marks_and_sources():
    text = terminal_text(REPORT, "vi", width=120)
    assert "Tăng 7,4% [1], hơn 0,9\N{NO-BREAK SPACE}điểm phần trăm [T]." in text
    assert "93,6% [Ư]" in text
    assert "[2] https://example.org/iip?a=1&b=2, công bố 30/8/2018." in text
    assert "hanoi_iip_reported.csv, dòng 250–251" in text


def test_months_without_a_figure_stay_empty_and_later_ones_are_starred():
    text = terminal_text(REPORT, "en", width=120)
    row = next(line for line in text.splitlines() if line.startswith("2018 "))
    assert " ".join(row.split()) == "2018 −8.9 … … … … … 6.5 7.4 … … 7.4* …"


def test_control_sequences_only_where_colour_is_asked_for():
    assert "\x1b" not in terminal_text(REPORT, "vi")
    assert "\x1b[1m" in terminal_text(REPORT, "vi", colour=True)


@pytest.mark.parametrize(
    ("name", "value"),
    [("COLUMNS", "20"), ("FORCE_COLOR", "1"), ("NO_COLOR", "1"), ("TERM", "dumb")],
)
def test_the_environment_changes_nothing(monkeypatch, name, value):
    expected = terminal_text(REPORT, "vi")
    monkeypatch.setenv(name, value)
    assert terminal_text(REPORT, "vi") == expected


@pytest.mark.parametrize("width", [96, 110, 120, 140])
def test_no_word_of_a_table_is_broken(width):
    text = terminal_text(build_report("2025-03"), "en", width=width)
    table = text.partition("Standard table, January")[2].partition("not found in the data")[0]
    words = set(table.replace(",", " ").replace(";", " ").split())
    assert {"Manufacturing", "Electricity", "conditioning", "remediation", "investment"} <= words
    assert max(map(len, text.splitlines())) <= width
