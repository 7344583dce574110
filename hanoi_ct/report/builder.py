"""From the tables to the document: every section of the report on one month."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from os import PathLike
from typing import TYPE_CHECKING

from hanoi_ct import datasets
from hanoi_ct._inputs.months import add_months, is_month
from hanoi_ct.datasets.added import last_day
from hanoi_ct.datasets.selection import OWN_SOURCE
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.indicators import divisions as division_figures
from hanoi_ct.indicators.companions import companions
from hanoi_ct.indicators.context import context as context_figures
from hanoi_ct.indicators.exports import exports as export_figures
from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.indicators.markets import markets as market_figures
from hanoi_ct.indicators.output_value import OutputValue, output_value
from hanoi_ct.indicators.own_tables import own_tables
from hanoi_ct.indicators.periods import Available, available, nearest
from hanoi_ct.indicators.production import Production
from hanoi_ct.indicators.production import production as production_figures
from hanoi_ct.indicators.projects import counts, trade_centre_district_names
from hanoi_ct.indicators.targets import export_target, value_added_later, value_added_target
from hanoi_ct.indicators.trade import trade as trade_figures
from hanoi_ct.indicators.weights import section_weights
from hanoi_ct.indicators.zones import zones as zone_figures
from hanoi_ct.report.book import FigureBook, pages_shown
from hanoi_ct.report.document import (
    HANOI,
    Block,
    Bullets,
    Dataset,
    Paragraph,
    Report,
    Section,
)
from hanoi_ct.report.first_page import first_chart
from hanoi_ct.report.later import set_apart
from hanoi_ct.report.province import province_name, renamed
from hanoi_ct.report.sections import claims as claim_words
from hanoi_ct.report.sections import context as context_words
from hanoi_ct.report.sections import divisions as division_words
from hanoi_ct.report.sections import energy as energy_words
from hanoi_ct.report.sections import exports as export_words
from hanoi_ct.report.sections import markets as market_words
from hanoi_ct.report.sections import own_tables as own_words
from hanoi_ct.report.sections import production as production_words
from hanoi_ct.report.sections import projects as project_words
from hanoi_ct.report.sections import revisions as revision_words
from hanoi_ct.report.sections import since_last as since_last_words
from hanoi_ct.report.sections import standard as standard_words
from hanoi_ct.report.sections import summary as summary_words
from hanoi_ct.report.sections import targets as target_words
from hanoi_ct.report.sections import trade as trade_words
from hanoi_ct.report.sections import weights as weight_words
from hanoi_ct.report.sections import why as why_words
from hanoi_ct.report.sections import zones as zone_words
from hanoi_ct.statements.figure import Figure
from hanoi_ct.statements.wording import period_text
from hanoi_ct.text import Text

if TYPE_CHECKING:
    from hanoi_ct.records import Store

Data = datasets.Collection | str | PathLike[str] | None

_SUBTITLE = Text(
    "Tổng hợp và kiểm tra từ số liệu đã công bố, mỗi con số kèm nguồn và cách tính",
    "Compiled and checked from published figures, each with its source and calculation",
)
_OWN_SUBTITLE = Text(
    "Tổng hợp và kiểm tra từ biểu của đơn vị và số liệu đã công bố, mỗi con số kèm nguồn và cách "
    "tính",
    "Compiled and checked from the office's own sheets and published figures, each with its source "
    "and calculation",
)


def available_periods(data: Data = None) -> tuple[Available, ...]:
    """The months for which the data hold year-to-date figures of Hanoi.

    Parameters
    ----------
    data : Collection, path or None
        As for `build_report`.

    Returns
    -------
    tuple of Available
        In order of time, each with ``period`` (``YYYY-MM``) and the numbers of published rows
        on production, trade and other subjects.

    Examples
    --------
    >>> from hanoi_ct.report import available_periods
    >>> [(p.period, p.production, p.trade) for p in available_periods() if p.period == "2018-08"]
    [('2018-08', 8, 1)]
    """
    return _months(_collection(data))


def build_report(
    period: str,
    *,
    data: Data = None,
    as_of: str | None = None,
    document: str | None = None,
    store: Store | None = None,
) -> Report:
    """Build the report on January to a month of the same year.

    Parameters
    ----------
    period : str
        The month, ``YYYY-MM``.
    data : Collection, path or None, default None
        The tables: packaged (None), a folder whose CSV files replace packaged tables of the same
        name, or a `hanoi_ct.datasets.Collection`.
    as_of : str, optional
        What was published up to this date (``YYYY-MM-DD``) or month is known to the report, the
        rest stands apart as later; by default up to the month after the period.
    document : str, optional
        A text whose claims the report checks.
    store : hanoi_ct.records.Store, optional
        Its vintages of the tables' series stand beside the tables, and the report shows the
        values revised since the last one recorded in it. Nothing is written to it.

    Returns
    -------
    Report
        The document; see `hanoi_ct.report.document`.

    Raises
    ------
    ArgumentValueError
        If `period` is not a month, `as_of` is no date, or the data hold no figure for the month;
        the message names the nearest month they hold.
    DataError
        If a table of a folder breaks its rules.

    Examples
    --------
    >>> from hanoi_ct.report import build_report
    >>> report = build_report("2018-08")
    >>> difference = report.figures["production.difference"]
    >>> difference.quantity.kind, difference.quantity.unit, [s.key for s in report.sections][:3]
    ('computed', 'percentage_points', ['standard', 'production', 'why'])
    """
    collection = _collection(data, store)
    _check(period, collection)
    _check_date(as_of)
    tables, book = Tables(collection.records, period, as_of), FigureBook()
    province = province_name(collection.province)
    written = _sections(tables, book, document, collection)
    if store is not None:
        written = _with_changes(written, store, last_day_known(period, as_of), book, period)
    # Before the office's own tables come in, whose names stay as they are.
    written = _named(written, book, province)
    own = own_tables(collection.own.facts, period, frozenset(pages_shown(book.figures)))
    placed = own_words.place(written, own, period, book)
    # The chart leaves its chapter before those that say nothing are dropped.
    chart, placed = first_chart(placed, book)
    of_the_office = any(page.startswith(OWN_SOURCE) for page in pages_shown(book.figures))
    report = _report(tables, book, chart, *_arranged(placed), own=of_the_office)
    return report if province == HANOI else _of_province(report, province)


def _report(
    tables: Tables,
    book: FigureBook,
    chart: tuple[Block, ...],
    found: tuple[Section, ...],
    lacking: tuple[Block, ...],
    *,
    own: bool,
) -> Report:
    """The document: its first page, the chapters, and how it was made.

    ``own`` tells that figures of the office's sheets stand in it.
    """
    sections = tuple(
        replace(section, blocks=set_apart(section.blocks, book.figures)) for section in found
    )
    now = period_text(*tables.year_to_date)
    title = Text(
        "Báo cáo tình hình hoạt động ngành công thương thành phố Hà\N{NO-BREAK SPACE}Nội <now>",
        "Industry and trade of Hanoi, <now>",
    )
    return Report(
        period_start=tables.year_to_date[0],
        period_end=tables.period,
        title=title.fill(now=now),
        subtitle=_OWN_SUBTITLE if own else _SUBTITLE,
        headline=summary_words.headline(book),
        summary=(*summary_words.summary(tables, book, now, own_words.leads(found)), *chart),
        sections=sections,
        closing=(*lacking, *summary_words.closing(own=own)),
        figures=book.figures,
        datasets=_datasets_used(book.figures),
    )


def _named(sections: list[Section], book: FigureBook, province: Text) -> list[Section]:
    """The chapters, and the figures of the book, under the name of the province."""
    if province == HANOI:
        return sections
    book.figures = renamed(book.figures, province)
    return [renamed(section, province) for section in sections]


def _of_province(report: Report, province: Text) -> Report:
    """The document of another province: what names the province is renamed."""
    changed = {name: renamed(getattr(report, name), province) for name in _NAMING}
    return replace(report, province=province, **changed)


# What of a report names its province.
_NAMING = ("title", "subtitle", "summary", "closing")


def _collection(data: Data, store: Store | None = None) -> datasets.Collection:
    """The tables, with the vintages of a store beside them."""
    held = data if isinstance(data, datasets.Collection) else datasets.Collection(data)
    return held if store is None else held.with_rows(store.rows_of_tables())


def _months(collection: datasets.Collection) -> tuple[Available, ...]:
    """The months of the tables, and those that the office's own sheets are about."""
    held = {one.period: one for one in available(collection.records)}
    for fact in collection.own.facts:
        month = fact["report_month"] or fact["period_end"]
        if fact["value"] and is_month(month):
            held.setdefault(month, Available(month, 0, 0, 0))
    own = Counter(
        fact["report_month"] or fact["period_end"] for fact in collection.own.facts if fact["value"]
    )
    found = (replace(one, other=one.other + own[one.period]) for one in held.values())
    return tuple(sorted(found))


def _check(period: str, collection: datasets.Collection) -> None:
    if not isinstance(period, str) or not is_month(period):
        raise ArgumentValueError(
            f"`period` of build_report must be a month YYYY-MM, such as 2018-08; got {period!r}"
        )
    months = [one.period for one in _months(collection)]
    if not months:
        raise ArgumentValueError("`data` of build_report must hold figures of a month; got none")
    if period not in months:
        raise ArgumentValueError(
            f"`period` of build_report must be a month that the data hold figures for; got "
            f"{period}, the nearest is {nearest(period, months)}"
        )


def _check_date(as_of: str | None) -> None:
    if as_of is not None and not re.fullmatch(
        r"\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?", as_of
    ):
        raise ArgumentValueError(
            f"`as_of` of build_report must be YYYY-MM-DD or YYYY-MM; got {as_of!r}"
        )


def _sections(
    tables: Tables,
    book: FigureBook,
    document: str | None,
    collection: datasets.Collection,
) -> list[Section]:
    """Every chapter there can be, in order; those without data are dropped afterwards."""
    markets = market_figures(tables)
    home = province_name(collection.province) == HANOI
    production, output = production_figures(tables), output_value(tables)
    exports, beside_production = export_figures(tables), companions(tables)
    beside = context_figures(tables, exports, production.total, production.sections.get("C"))
    goods = trade_figures(tables, exports)
    first = production_words.section(tables, production, beside_production, book)
    divisions = _divisions(tables, production, output, book)
    claimed = tables.year_to_date == claim_words.ARTICLE_PERIOD
    export_section = export_words.section(tables, exports, book, claimed=claimed)
    export_section = replace(
        export_section,
        blocks=(*export_section.blocks, *trade_words.beside_exports(tables, goods, book)),
    )
    rest = [
        market_words.section(
            tables,
            markets,
            book,
            claimed=claimed,
            home=home,
        ),
        zone_words.section(tables, zone_figures(tables), book),
        energy_words.section(tables, book, 1),
        *project_words.sections(tables, counts(tables), trade_centre_district_names(tables), book),
        target_words.section(
            tables,
            export_target(tables, exports),
            value_added_target(tables),
            value_added_later(tables),
            book,
        ),
        context_words.section(tables, beside, output, book),
    ]
    reasons = why_words.blocks(tables, production, beside_production, book)
    why = Section(
        1, "why", Text("Vì sao sản xuất tăng, giảm", "Why production moved"), tuple(reasons)
    )
    found = [
        standard_words.section(tables, 1, book),
        first,
        why,
        divisions,
        trade_words.section(tables, goods, book, 1),
        export_section,
        *rest,
        claim_words.section(tables, book, 1, document, collection),
        revision_words.section(book, 1),
    ]
    return [section for section in found if section]


def last_day_known(period: str, as_of: str | None = None) -> str:
    """The last day of publication that a report knows: by default of the month after its own."""
    return last_day(as_of or add_months(period, 1))


def _with_changes(
    sections: list[Section], store: Store, known: str, book: FigureBook, period: str
) -> list[Section]:
    """The chapter of revisions begins with what the last report knew otherwise."""
    blocks = since_last_words.blocks(store.last_report(period), store.changes(period, known), book)
    if not blocks:
        return sections
    *others, last = sections if sections and sections[-1].key == "revisions" else (*sections, None)
    chapter = last or Section(1, "revisions", revision_words.TITLE, ())
    return [*others, replace(chapter, blocks=(*blocks, *chapter.blocks))]


def _arranged(sections: list[Section]) -> tuple[tuple[Section, ...], tuple[Block, ...]]:
    """The chapters that say something, numbered, and what lacks, gathered into one list."""
    lacking: list[Text] = []
    kept = []
    for section in sections:
        absent = [b for b in section.blocks if isinstance(b, Paragraph) and b.role == "absent"]
        lacking.extend(block.text for block in absent)
        blocks = tuple(block for block in section.blocks if block not in absent)
        if any(not isinstance(b, Paragraph) or b.role in ("lead", "body") for b in blocks):
            kept.append(replace(section, blocks=blocks))
    numbered = tuple(replace(section, number=n) for n, section in enumerate(kept, start=1))
    if not lacking:
        return numbered, ()
    head = Paragraph(Text("Chưa tìm thấy trong bộ số liệu:", "Not found in the data:"), "body")
    return numbered, (head, Bullets(tuple(dict.fromkeys(map(_listed, lacking)))))


# What the head of the list of gaps says once.
_SAID = (
    ("Chưa tìm thấy trong bộ số liệu ", "Chưa tìm thấy "),
    ("The data do not hold ",),
)


def _listed(gap: Text) -> Text:
    """A gap as an item below the head that says what is lacking."""
    words = [gap.vi, gap.en]
    for place, (said, beginnings) in enumerate(zip(words, _SAID, strict=True)):
        for beginning in beginnings:
            if said.startswith(beginning):
                rest = said.removeprefix(beginning)
                words[place] = rest[:1].upper() + rest[1:]
                break
    return Text(*words)


def _divisions(
    tables: Tables, production: Production, output: OutputValue, book: FigureBook
) -> Section:
    of_the_month = division_figures.of_the_month(tables)
    earlier = division_figures.earlier(tables, of_the_month)
    bound = weights = None
    if production.total:
        bound = division_figures.weight_bound(production.total, of_the_month)
        weights = section_weights(tables, production.total, production.sections)
    blocks = division_words.blocks(tables, of_the_month, earlier, bound, book)
    blocks.extend(weight_words.blocks(weights, output, book))
    title = Text("Các ngành công nghiệp và đóng góp", "Divisions, weights and contributions")
    return Section(2, "divisions", title, tuple(blocks))


def _datasets_used(figures: dict[str, Figure]) -> tuple[Dataset, ...]:
    """The tables that figures came from, with the number of different rows of each."""
    rows = {(s.dataset, s.row) for figure in figures.values() for s in figure.quantity.sources}
    used = Counter(dataset for dataset, _ in rows)
    return tuple(
        Dataset(name, Text(*datasets.describe(name).title), used[name])
        for name in datasets.list()
        if name in used
    )
