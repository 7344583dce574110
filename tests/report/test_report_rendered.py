"""The computed report in every format: nothing lost, nothing in the other language."""

import csv
import dataclasses
import io
import json
import re
import unicodedata
from importlib.resources import files

import jsonschema
import pytest
from html_check import PageCheck

from hanoi_ct import _core
from hanoi_ct.report import build_report
from hanoi_ct.report.formats.csv_table import csv_table
from hanoi_ct.report.formats.html_page import html_page
from hanoi_ct.report.formats.json_document import json_document
from hanoi_ct.report.formats.terminal_text import terminal_text
from hanoi_ct.statements.formatting import figure_text
from hanoi_ct.text import Text

# A month rich in figures, one with production alone, one with trade alone, a later one.
PERIODS = ["2018-08", "2014-04", "2011-10", "2020-03"]
LANGUAGES = ["vi", "en"]
# What both languages write alike: acronyms and the names of three districts.
SHARED_WORDS = {
    *("asean", "fdi", "grdp", "iip", "kwh", "tết", "usd"),
    *("anh", "đông", "gia", "lâm", "thanh", "trì"),
}


@pytest.fixture(scope="module", params=PERIODS)
def report(request):
    return build_report(request.param)


@pytest.fixture(scope="module")
def pages(report):
    return {language: html_page(report, language) for language in LANGUAGES}


def texts(part):
    """Every text of the document, however deep."""
    if isinstance(part, Text):
        yield part
    elif dataclasses.is_dataclass(part):
        for field in dataclasses.fields(part):
            yield from texts(getattr(part, field.name))
    elif isinstance(part, dict):
        yield from texts(tuple(part.values()))
    elif isinstance(part, tuple):
        for item in part:
            yield from texts(item)


def test_every_text_has_both_languages_in_composed_letters(report):
    found = list(texts(report))
    assert found
    for text in found:
        assert text.vi.strip()
        assert text.en.strip()
        assert unicodedata.is_normalized("NFC", text.vi)
        assert unicodedata.is_normalized("NFC", text.en)


def test_the_pages_are_well_formed_and_their_links_lead_somewhere(pages):
    for page in pages.values():
        check = PageCheck(page)
        assert check.faults == []
        identifiers = [value for _, value in check.values("id")]
        assert len(identifiers) == len(set(identifiers))
        inside = {value[1:] for _, value in check.values("href") if value.startswith("#")}
        labels = {name for _, value in check.values("aria-labelledby") for name in value.split()}
        assert inside | labels <= set(identifiers)
        assert check.values("src") == []


def test_links_lead_to_the_sources_of_the_figures_and_nowhere_else(report, pages):
    sources = {
        source.page
        for figure in report.figures.values()
        for source in (
            *figure.quantity.sources,
            *(other.source for other in figure.quantity.others),
        )
    }
    outward = {v for _, v in PageCheck(pages["vi"]).values("href") if not v.startswith("#")}
    assert outward == {page for page in sources if page.startswith("http")}


def test_neither_page_holds_words_of_the_other_language(pages):
    words = {
        language: set(re.findall(r"[^\W\d_]{3,}", PageCheck(page).words().lower()))
        for language, page in pages.items()
    }
    assert words["vi"] & words["en"] <= SHARED_WORDS


def test_every_figure_is_in_every_format(report, pages):
    for language in LANGUAGES:
        printed = {key: figure_text(f, language) for key, f in report.figures.items()}
        rows = dict(re.findall(r'<tr id="f-([^"]+)".*?>(.*?)</tr>', pages[language], re.DOTALL))
        table = list(csv.DictReader(io.StringIO(csv_table(report, language))))
        document = json.loads(json_document(report, language))
        assert list(rows) == list(printed)
        assert all(text in rows[key] for key, text in printed.items())
        assert {row["key"]: row["printed"] for row in table} == printed
        assert {f["key"]: f["printed"] for f in document["figures"]} == printed
        terminal = re.sub(r"\s+", "", terminal_text(report, language, width=120))
        assert all(re.sub(r"\s+", "", text) in terminal for text in printed.values())


def test_the_json_document_is_valid_under_the_schema(report):
    schema = files("hanoi_ct.report").joinpath("report.schema.json").read_text(encoding="utf-8")
    validator = jsonschema.Draft202012Validator(json.loads(schema))
    for language in LANGUAGES:
        assert list(validator.iter_errors(json.loads(json_document(report, language)))) == []


def test_building_again_gives_the_same_bytes(report, pages):
    again = build_report(report.period_end)
    assert html_page(again, "vi") == pages["vi"]
    assert json_document(again, "vi") == json_document(report, "vi")


def test_no_format_prints_a_figure_without_the_rounding_of_the_core(report, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("the core is gone")

    monkeypatch.setattr(_core, "round_half_up", broken)
    for render in (html_page, terminal_text, json_document, csv_table):
        with pytest.raises(RuntimeError, match="the core is gone"):
            render(report, "vi")
