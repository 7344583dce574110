"""The HTML page: whole, self-contained, readable, the same every time, in one language."""

import dataclasses
import itertools
import re

import pytest
from html_check import PageCheck
from report_sample import REPORT

from hanoi_ct.report.formats.html_page import html_page
from hanoi_ct.statements.formatting import figure_text, qualifier_text

LANGUAGES = ["vi", "en"]


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def page(language):
    return html_page(REPORT, language)


@pytest.fixture(scope="module")
def check(page):
    return PageCheck(page)


def test_every_element_closes_in_order(check):
    assert check.faults == []


def test_identifiers_are_unique_and_every_link_inside_the_page_has_a_target(check):
    identifiers = [value for _, value in check.values("id")]
    assert len(identifiers) == len(set(identifiers))
    links = {value[1:] for _, value in check.values("href") if value.startswith("#")}
    labels = {name for _, value in check.values("aria-labelledby") for name in value.split()}
    assert links | labels <= set(identifiers)


def test_nothing_is_loaded_from_anywhere(page, check):
    assert check.values("src") == []
    assert not {"link", "script", "iframe", "object", "embed"} & {tag for tag, _ in check.elements}
    assert {tag for tag, value in check.values("href") if not value.startswith("#")} <= {"a"}
    style = "".join(re.findall(r"<style>(.*?)</style>", page, re.DOTALL))
    assert "body {" in style
    assert "url(" not in style
    assert "@import" not in style


def test_links_lead_to_the_source_pages_and_nowhere_else(check):
    outward = {value for _, value in check.values("href") if not value.startswith("#")}
    assert outward == {"https://example.org/iip?a=1&b=2", "https://example.com/elsewhere"}


def test_language_title_and_headings(check, language):
    assert dict(check.elements)["html"]["lang"] == language
    levels = [int(tag[1]) for tag, _ in check.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))


def test_tables_have_captions_and_scoped_heads(check):
    tags = [tag for tag, _ in check.elements]
    assert tags.count("caption") == tags.count("table") > 0
    assert all(attrs.get("scope") in ("col", "row") for tag, attrs in check.elements if tag == "th")


def test_charts_have_a_title_and_state_every_value_in_words(check, language):
    charts = [attrs for tag, attrs in check.elements if tag == "svg"]
    # Each once for a page and once for a phone.
    assert len(charts) == 12
    assert all(attrs["role"] == "img" for attrs in charts)
    described = " ".join(data for where, data in check.text if where[-1:] == ("desc",))
    for key in ("total", "mining", "weight", "before", "later", "base"):
        assert figure_text(REPORT.figures[key], language, "plain") in described


def test_every_figure_stands_in_the_annex_as_printed(page, language):
    rows = dict(re.findall(r'<tr id="f-([^"]+)".*?>(.*?)</tr>', page, re.DOTALL))
    assert list(rows) == list(REPORT.figures)
    for key, figure in REPORT.figures.items():
        assert figure_text(figure, language) in rows[key]


def test_published_figures_cite_their_source_and_others_bear_the_letter_of_their_kind(check):
    marks = [data for where, data in check.text if where[-2:] == ("sup", "a")]
    assert {mark for mark in marks if mark.isdigit()} == {"1", "2"}
    assert len({mark for mark in marks if not mark.isdigit()}) == 3


def test_values_that_other_pages_state_are_shown_with_their_source(page, language):
    row = re.search(r'<tr id="f-total".*?</tr>', page, re.DOTALL)[0]
    number = {"vi": "7,5%", "en": "7.5%"}[language]
    hedged = f"{qualifier_text('about', language)}\N{NO-BREAK SPACE}{number}"
    assert f'{hedged} <a href="#s-3">' in row


def test_figures_published_later_are_set_apart(page, language):
    label = {"vi": "Công bố sau kỳ báo cáo", "en": "Published after the report month"}[language]
    block = r'<div class="table later[^"]*" id="b-afterwards">.*?</table>'
    assert label in re.search(block, page, re.DOTALL)[0]
    assert f"<b>{label}.</b>" in page
    assert '<tr id="f-later" class="later">' in page
    assert '<tr id="f-total" class="later">' not in page


def test_texts_are_escaped(page, language):
    label = {"vi": "Khai khoáng &lt;B&gt; &amp; đá", "en": "Mining &lt;B&gt; &amp; stone"}
    assert label[language] in page
    assert "<B>" not in page


def test_the_same_report_gives_the_same_bytes(page, language):
    assert html_page(REPORT, language) == page


def test_the_users_own_matplotlib_settings_change_nothing(page, language):
    import matplotlib

    with matplotlib.rc_context({"font.weight": "bold", "svg.fonttype": "path", "axes.grid": True}):
        assert html_page(REPORT, language) == page


def test_the_vietnamese_page_holds_none_of_the_english_words():
    pages = {lang: PageCheck(html_page(REPORT, lang)).words() for lang in LANGUAGES}
    found = {lang: set(re.findall(r"\w{3,}", text.lower())) for lang, text in pages.items()}
    assert {word for word in found["vi"] & found["en"] if not word.isdigit()} <= {"usd", "iip"}


def test_a_report_without_main_figures_has_no_empty_panel(language):
    page = html_page(dataclasses.replace(REPORT, headline=()), language)
    assert '<section class="headline"' not in page
    assert PageCheck(page).faults == []


def test_a_chart_leaves_gaps_open():
    # January stands alone, July and August are joined, November stands alone.
    page = html_page(dataclasses.replace(REPORT, sections=REPORT.sections[:1]), "vi")
    chart = re.search(r'aria-labelledby="chart-lines-title.*?</svg>', page, re.DOTALL)[0]
    emphasised = re.findall(
        r'<path d="([^"]*)"[^>]*style="fill: none; stroke: var\(--main[^"]*stroke-width: 2.2', chart
    )
    assert [path.split().count("L") for path in emphasised] == [0, 1, 0]


def test_colours_have_enough_contrast(page):
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    roots = style.split(":root {")[1:]
    schemes = [dict(re.findall(r"(--\w+): (#\w{6})", root)) for root in roots]
    assert len(schemes) == 2
    for scheme in schemes:
        for name in ("--ink", "--soft", "--main", "--alert", "--fine"):
            assert _contrast(scheme[name], scheme["--paper"]) >= 4.5, name


def _contrast(one, other):
    """Contrast ratio of two colours (WCAG 2.2, section 1.4.3)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
