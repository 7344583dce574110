"""Words and numbers: formatting, verdicts, and texts of every period in both languages."""

import ast
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hanoi_ct
from hanoi_ct.datasets import Collection
from hanoi_ct.quantities.quantity import Quantity, ends
from hanoi_ct.report import available_periods, build_report
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.document import (
    BarChart,
    Bullets,
    FigureCell,
    HeatMap,
    LineChart,
    Paragraph,
    RevisionChart,
    Table,
    TargetChart,
    VerdictBlock,
    Waterfall,
)
from hanoi_ct.statements import audit
from hanoi_ct.statements.figure import Figure
from hanoi_ct.statements.formatting import (
    date_text,
    figure_text,
    format_number,
    kind_text,
    plain_text,
    text_spans,
)
from hanoi_ct.statements.wording import period_text, short_period
from hanoi_ct.text import Text

LANGUAGES = ("vi", "en")
# One of each sort: the article's month, full and half years, months with hardly any figures.
PERIODS = (
    "2007-03",
    "2011-06",
    "2012-12",
    "2015-01",
    "2016-05",
    "2017-08",
    "2018-06",
    "2018-08",
    "2018-12",
    "2019-06",
    "2020-01",
    "2021-12",
    "2022-11",
    "2024-10",
    "2025-07",
)


@pytest.fixture(scope="module")
def collection():
    return Collection()


@pytest.fixture(scope="module", params=PERIODS)
def report(request, collection):
    return build_report(request.param, data=collection)


def a_figure(value=7.4, unit="percent", decimals=1, **more):
    quantity = Quantity(value, unit, decimals, "published", **more)
    return Figure("x", Text("số", "figure"), quantity)


# ---- numbers


@pytest.mark.parametrize(
    ("value", "decimals", "vi", "en"),
    [
        (372108.0, 0, "372.108", "372,108"),
        (1234567.891, 2, "1.234.567,89", "1,234,567.89"),
        (7.35, 1, "7,4", "7.4"),  # half up by the decimal digits
        (-7.35, 1, "−7,4", "−7.4"),
        (-0.04, 1, "0,0", "0.0"),  # no minus before a zero
        (9250.0, -2, "9.300", "9,300"),
        (0.5, 0, "1", "1"),
    ],
)
def test_numbers_in_both_languages(value, decimals, vi, en):
    assert format_number(value, decimals, "vi") == vi
    assert format_number(value, decimals, "en") == en


@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_a_printed_number_reads_back_as_the_rounded_one(value, decimals):
    vi = format_number(value, decimals, "vi")
    back = float(vi.replace(".", "").replace(",", ".").replace("\N{MINUS SIGN}", "-"))
    assert back == float(hanoi_ct.round_half_up(value, decimals))
    assert format_number(value, decimals, "en") == vi.translate({44: ".", 46: ","})


def test_styles():
    nearly = a_figure(9.2, "billion_usd", 1, qualifier="nearly", low=9.15, high=9.2)
    space = "\N{NO-BREAK SPACE}"
    assert figure_text(nearly, "vi") == f"gần{space}9,2{space}tỷ USD"
    assert figure_text(nearly, "en") == f"nearly{space}9.2{space}billion USD"
    assert figure_text(nearly, "vi", "plain") == f"9,2{space}tỷ USD"
    assert figure_text(nearly, "vi", "number") == "9,2"
    assert figure_text(nearly, "vi", "hedged_number") == f"gần{space}9,2"
    assert figure_text(a_figure(), "vi", "hedged_number") == "7,4"
    assert figure_text(a_figure(), "vi", "signed") == "+7,4%"
    assert figure_text(a_figure(), "vi", "signed_number") == "+7,4"
    fall = a_figure(-8.9)
    assert (figure_text(fall, "vi", "change"), figure_text(fall, "en", "change")) == (
        "giảm 8,9%",
        "down 8.9%",
    )
    assert figure_text(a_figure(0.04), "vi", "change") == "không đổi"
    lower = a_figure(-0.9, "percentage_points")
    assert figure_text(lower, "vi", "comparison") == f"thấp hơn 0,9{space}điểm phần trăm"
    assert figure_text(lower, "en", "comparison") == f"0.9{space}percentage points lower"
    assert figure_text(a_figure(None, low=-15.8, high=-10.7), "en") == "−15.8% to −10.7%"


def test_a_number_rounded_from_its_exact_value_is_printed_as_such():
    assert figure_text(a_figure(7.349999, printed=7.4), "en") == "7.4%"


def test_a_figure_without_an_interval_cannot_be_printed_as_one():
    with pytest.raises(ValueError, match="figure x has no interval"):
        figure_text(a_figure(None), "vi")


def test_dates_and_periods():
    assert date_text("2018-08-30", "en") == "30 August 2018"
    assert date_text("2018-09", "vi") == "9/2018"
    assert date_text("", "vi") == ""
    assert period_text("2018-08", "2018-08").vi == "tháng 8/2018"
    assert period_text("2018-07", "2018-09").en == "July to September 2018"
    assert period_text("2018-07", "2018-08").vi == "tháng 7 và tháng 8/2018"
    assert period_text("2017-12", "2018-01").vi == "tháng 12/2017 và tháng 1/2018"
    assert period_text("2017-11", "2018-01").vi == "tháng 11/2017 đến tháng 1/2018"
    assert short_period("2018-07", "2018-08") == Text("Tháng 7–8/2018", "Jul–Aug 2018")
    assert short_period("2017-12", "2018-01").en == "Dec 2017–Jan 2018"
    assert short_period("2018-01", "2018-08") == Text("8 tháng 2018", "Jan–Aug 2018")
    assert short_period("2018-01", "2018-12").vi == "Cả năm 2018"


def test_spans_mark_the_figures():
    figures = {"x": a_figure()}
    spans = text_spans(Text("tăng {x}.", "up {x:signed}."), figures, "vi")
    assert [(span.text, span.figure is not None) for span in spans] == [
        ("tăng ", False),
        ("7,4%", True),
        (".", False),
    ]
    assert plain_text(Text("", "up {x:signed}."), figures, "en") == "up +7.4%."
    for wrong in ("{y}", "{x:big}"):
        with pytest.raises(KeyError, match="must name a figure and a style"):
            text_spans(Text(wrong, wrong), figures, "vi")


def test_a_key_holds_one_figure(collection):
    book, report = FigureBook(), build_report("2018-08", data=collection)
    assert not book.add("x", Text("", ""), None)
    from hanoi_ct.quantities.quantity import published

    assert book.add("x", Text("", ""), published(1.0, "percent"))
    assert book.add("x", Text("", ""), published(1.0, "percent"))
    with pytest.raises(ValueError, match="must have one value"):
        book.add("x", Text("", ""), published(2.0, "percent"))
    assert set(report.headline) <= set(report.figures)


# ---- verdicts


def verdict(report, key):
    blocks = (block for section in report.sections for block in section.blocks)
    return next(b for b in blocks if isinstance(b, VerdictBlock) and b.key == key)


def test_the_base_of_exports_is_judged_under_both_readings(collection):
    block = verdict(build_report("2018-08", data=collection), "exports.base")
    assert [(r.reading, r.verdict, r.gap) for r in block.readings] == [
        ("tight", "consistent", None),
        ("loose", "consistent", None),
    ]
    assert block.verdict == "consistent"
    assert "{exports.corner.level:interval}" in block.explanation.vi
    text = (
        "Kim ngạch xuất khẩu của Hà Nội 8 tháng đầu năm 2018 đạt gần 9,2 tỷ USD, tăng 19% so với "
        "cùng kỳ năm trước."
    )
    (base,) = (r for r in audit(text, against="hanoi") if r.claim.kind == "base")
    assert base.verdict == block.verdict
    corner = base.finding.corner["growth", 0]
    growth = build_report("2018-08", data=collection).figures["exports.corner.growth"]
    assert (float(corner.low), float(corner.high)) == ends(growth.quantity)


def test_the_weight_of_the_fastest_divisions_cannot_be_decided(collection):
    assert (
        verdict(build_report("2018-08", data=collection), "divisions.weight").verdict
        == "undecidable"
    )


def test_a_claim_is_judged_only_where_a_page_makes_it(collection):
    report = build_report("2022-07", data=collection)
    assert report.figures["divisions.largest_weight"].quantity.value
    assert not [block for block in blocks(report) if isinstance(block, VerdictBlock)]
    assert "a large weight" not in words_of(report)
    assert "only: the divisions that outgrew the total together have at most" in words_of(report)


# ---- what a report says and leaves unsaid


def words_of(report, language="en"):
    found = (plain_text(text, report.figures, language) for text in texts(report))
    return " ".join(found).replace("\N{NO-BREAK SPACE}", " ")


def test_a_published_share_of_hanois_exports_is_stated(collection):
    report = build_report("2011-06", data=collection)
    words = words_of(report)
    assert "Hanoi's exports by market, January to June 2011: China 15.7% of the total." in words
    assert "Hanoi's exports by market for" not in words
    assert "Figures of one period neither confirm nor refute" in words
    absent = "Hanoi's exports by market for January to August 2018. A claim that"
    assert absent in words_of(build_report("2018-08", data=collection))


def test_both_parts_of_a_national_share_stand_on_one_page(collection):
    figures = build_report("2018-08", data=collection).figures
    shares = [f for key, f in figures.items() if key.startswith("markets.") and f.formula]
    assert shares
    for share in shares:
        pages = {source.page for key in share.inputs for source in figures[key].quantity.sources}
        assert len(pages) == 1, share.key


def test_other_values_keep_the_digits_of_their_pages(collection):
    report = build_report("2018-08", data=collection)
    found = [b for section in report.sections for b in section.blocks if isinstance(b, Table)]
    (table,) = (table for table in found if table.key == "differences")
    others = {
        row.cells[3].en.replace("\N{NO-BREAK SPACE}", " ")
        for row in table.rows
        if row.cells[1].key == "national.exports"
    }
    assert others == {"an estimated 155.41 billion USD", "158.4 billion USD"}
    statuses = {
        (row.cells[2].vi, row.cells[4].vi)
        for row in table.rows
        if row.cells[1].key == "national.exports"
    }
    assert statuses == {("sơ bộ", "ước tính, 8/2018"), ("sơ bộ", "sơ bộ, 9/2018")}


def test_an_estimate_in_whole_billions_has_no_decimal(collection):
    figure = build_report("2018-08", data=collection).figures["enterprises.capital"]
    assert figure_text(figure, "vi").replace("\N{NO-BREAK SPACE}", " ") == "ước 8 tỷ USD"


def test_hedged_differences_are_given_with_their_range(collection):
    words = words_of(build_report("2018-08", data=collection))
    assert "6.4 percentage points apart (rounding allows 5.8 to 7.0 percentage points)" in words
    assert "Hanoi makes up 5.92% (5.85% to 5.93%) of national exports" in words


def test_weights_rest_on_what_the_report_could_know(collection):
    words = words_of(build_report("2018-08", data=collection))
    assert "the 7 complete year-to-date sets (total, B, C, D, E) of 2015–2017" in words
    own = "The set of this very period is among those used"
    assert own not in words
    assert own in words_of(build_report("2025-03", data=collection))


# ---- texts of every period


def texts(report):
    """Every text of a report, block by block."""
    yield from (report.title, report.subtitle)
    for figure in report.figures.values():
        yield figure.label
        yield from (text for text in (figure.formula, figure.note) if text)
    yield from (dataset.title for dataset in report.datasets)
    for section in report.sections:
        yield section.title
    for block in blocks(report):
        yield from block_texts(block)


def blocks(report):
    yield from report.summary
    for section in report.sections:
        yield from section.blocks
    yield from report.closing


def block_texts(block):
    if isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Bullets):
        yield from block.items
    elif isinstance(block, VerdictBlock):
        yield from (t for t in (block.statement, block.explanation, block.suggestion) if t)
    else:
        yield block.title
        if block.note:
            yield block.note
        if isinstance(block, Table):
            yield from (column.title for column in block.columns)
            yield from (c for row in block.rows for c in row.cells if isinstance(c, Text))
        elif isinstance(block, LineChart):
            yield from (line.label for line in block.lines)
        elif isinstance(block, HeatMap):
            yield from (*block.columns, *(row.label for row in block.rows))
        elif isinstance(block, Waterfall):
            yield from (bar.label for bar in (*block.parts, block.total))
        else:
            yield from (bar.label for bar in block.bars)


def figure_keys(block):
    if isinstance(block, Table):
        yield from (c.key for row in block.rows for c in row.cells if isinstance(c, FigureCell))
    elif isinstance(block, (BarChart, TargetChart, RevisionChart)):
        yield from (bar.figure for bar in block.bars)
    elif isinstance(block, LineChart):
        yield from (p.figure for line in block.lines for p in line.points if p.figure)
        yield from (span.figure for span in block.spans)
    elif isinstance(block, Waterfall):
        yield from (bar.figure for bar in (*block.parts, block.total))
    elif isinstance(block, HeatMap):
        yield from (key for row in block.rows for key in row.figures if key)
    elif isinstance(block, VerdictBlock):
        for reading in block.readings:
            yield from (k for k in (reading.stated, reading.implied, reading.gap) if k)
    if isinstance(block, TargetChart):
        yield from (block.target_low, block.target_high)


# Words of English that no Vietnamese text shares (names of pages and places apart).
ENGLISH = re.compile(
    r"\b(the|and|of|is|are|was|were|with|from|for|than|year|published|growth|exports?|rate|about|"
    r"section|division|January|February|March|April|May|June|July|August|September|October|"
    r"November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|billion|million|percentage)\b"
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_every_period_can_be_printed(report, language):
    for text in texts(report):
        printed = plain_text(text, report.figures, language)
        assert printed
        assert unicodedata.is_normalized("NFC", printed)
        assert not re.search(r"[{}<>]|  ", printed), printed
        if language == "vi" and not printed.startswith("http"):
            assert not ENGLISH.search(printed), printed


def test_every_block_names_figures_that_exist_and_tables_are_rectangular(report):
    for block in blocks(report):
        for key in figure_keys(block):
            assert key in report.figures
        if isinstance(block, Table):
            assert block.rows
            assert {len(row.cells) for row in block.rows} == {len(block.columns)}
    for figure in report.figures.values():
        for language in LANGUAGES:
            assert figure_text(figure, language)
            assert kind_text(figure.quantity.kind, language)


def test_figures_published_later_stand_apart(report):
    for block in blocks(report):
        if isinstance(block, Table) and block.key != "differences":
            later = {report.figures[key].quantity.published_later for key in figure_keys(block)}
            assert later <= {block.published_later}, block.key


def test_a_report_has_the_sections_it_has_figures_for(report):
    numbers = [section.number for section in report.sections]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len({section.key for section in report.sections}) == len(numbers)
    assert report.summary
    for section in report.sections:
        assert section.blocks
        assert not [b for b in section.blocks if isinstance(b, Paragraph) and b.role == "absent"]


def test_reports_can_be_built_for_any_period(collection):
    periods = available_periods(collection)
    assert len(periods) >= 80
    for one in periods[::4]:
        assert build_report(one.period, data=collection).period_end == one.period


# ---- no arithmetic outside the core


PACKAGE = Path(hanoi_ct.__file__).parent
SOURCES = [
    path
    for folder in ("indicators", "report/sections")
    for path in sorted((PACKAGE / folder).glob("*.py"))
    if path.name not in ("months.py", "periods.py", "search.py")  # calendar, counting, finding
]
# Sums that are no arithmetic on figures: words put together, a place in a list.
WORDS = re.compile(r"\.vi\b|\.en\b|name_|_MINUS|'\+'|word|sources|_BREAK|columns|rows|[+-] 1$")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_figures_are_computed_by_the_core_alone(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = {
        id(node)
        for statement in tree.body
        if isinstance(statement, ast.Assign)
        and all(
            name.isupper() for name in ast.unparse(statement.targets[0]).strip("()").split(", ")
        )
        for node in ast.walk(statement)
    }
    for node in ast.walk(tree):
        if isinstance(node, (ast.BinOp, ast.AugAssign)) and not isinstance(node.op, ast.BitOr):
            assert isinstance(node.op, (ast.Add, ast.Sub)), ast.unparse(node)
            assert WORDS.search(ast.unparse(node)), ast.unparse(node)
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            assert name not in ("sum", "fsum", "mean", "round", "prod", "dot"), ast.unparse(node)
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            # No result is typed in: floats are 0, 1, or named constants of the module.
            assert node.value in (0.0, 1.0) or id(node) in constants, node.value
