"""``hanoi-ct report``: the month's report in the form asked for; and which months there are."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hanoi_ct._commands.provinces import known_province
from hanoi_ct._commands.report_options import (
    add_answers,
    add_folder,
    add_form,
    add_month,
    add_sources,
)
from hanoi_ct._commands.shown import add_language, count_of, plain, saying, words_of
from hanoi_ct.errors import ArgumentValueError, HanoiCTError
from hanoi_ct.text import Language, Text

if TYPE_CHECKING:
    from hanoi_ct.datasets import Collection
    from hanoi_ct.indicators.periods import Available
    from hanoi_ct.records import Store
    from hanoi_ct.report.document import Report

_WRITTEN = Text("Đã ghi báo cáo: {}", "Report written: {}")


def add(commands: Any, language: Language) -> None:
    """Tell the parser about the two commands."""
    say = saying(language)
    report = commands.add_parser(
        "report", help=say("lập báo cáo của một tháng", "write the report for a month")
    )
    add_folder(report, say)
    add_month(report, say)
    add_language(report, language)
    add_form(report, say)
    add_sources(report, say)
    add_answers(report, say)
    report.set_defaults(run=run)
    months = commands.add_parser(
        "periods",
        help=say("liệt kê các tháng có số liệu", "list the months the tables hold figures for"),
    )
    add_folder(months, say)
    add_language(months, language)
    months.set_defaults(run=periods)


def run(options: argparse.Namespace) -> None:
    """Build the report and write it; then keep in the store, if there is one, that it was made."""
    if options.store is None:
        _run(options, None)
        return
    from hanoi_ct.records import Store
    from hanoi_ct.report.builder import last_day_known

    if not options.store.is_file():
        raise ArgumentValueError(
            f"`--store` must be a store that is there; got {options.store}. Make one by: "
            "from hanoi_ct.records import Store; Store(FILE).load('hanoi_iip_reported')"
        )
    with Store(options.store) as store:
        _run(options, store)
        store.record_report(options.period, last_day_known(options.period, options.as_of))


def _run(options: argparse.Namespace, store: Store | None) -> None:
    from hanoi_ct.datasets import Collection
    from hanoi_ct.report import available_periods, build_report
    from hanoi_ct.report.office import read_office
    from hanoi_ct.report.render import FORMS, default_path

    language: Language = options.lang
    form = _form(options)
    folder: Path | None = options.folder or options.data
    office = read_office(folder, language)
    said = _Said(language, quiet=options.quiet)
    province = known_province(options.province) if options.province else None
    data = Collection(folder, own_only=options.own_figures_only, province=province)
    if store is not None:
        data = data.with_rows(store.rows_of_tables())
    contradictions = _contradictions(folder, language, allowed=options.allow_contradictions)
    if options.period is None:
        options.period = _latest(available_periods(data=data))
    said.progress(Text("Lập báo cáo tháng {}", "Report for {}"), options.period)
    report = build_report(
        options.period,
        data=data,
        as_of=options.as_of,
        document=_document(options.document),
        store=store,
    )
    report = replace(report, contradictions=contradictions)
    other_month = _of_another_month(folder, data, options.period)
    no_province = _of_no_province(folder, data) if options.province is None else ()
    for line in (*no_province, *other_month, *_contradicted(report), *_unused(data, report)):
        said.warn(line)
    output: Path | None = options.output
    if output is None and not FORMS[form] and form != "html":
        _print(report, form, language, options)
        return
    from hanoi_ct._inputs.files import write_whole
    from hanoi_ct.report.render import render

    rendered = render(
        report, form, language, office=office, excel=options.excel, annex=options.annex
    )
    try:
        if output is None:
            output = default_path(report, form, language)
            output.parent.mkdir(exist_ok=True)
        write_whole(output, rendered.data)
    except OSError as error:  # it would name the draft, or nothing
        raise HanoiCTError(f"cannot write {output}: {error.strerror}") from error
    if rendered.notice:
        said.warn(rendered.notice)
    said.say(_WRITTEN, output)


def _contradictions(folder: Path | None, language: Language, *, allowed: bool) -> tuple[Text, ...]:
    """The errors in the office's own tables; they stop the report unless that is waived."""
    from hanoi_ct.datasets.own import holds_figures
    from hanoi_ct.tables.folder import read_folder

    if folder is None or not folder.is_dir() or not holds_figures(folder):
        return ()
    faults = read_folder(folder).errors
    if faults and not allowed:
        raise HanoiCTError(_stopped(folder, faults, language))
    return tuple(
        Text(
            f"Mâu thuẫn trong biểu của đơn vị. {_said(fault, 'vi')}",
            f"Contradiction in the office's tables. {_said(fault, 'en')}",
        )
        for fault in faults
    )


def _stopped(folder: Path, faults: Sequence[Mapping[str, Any]], language: Language) -> str:
    """That errors stop the report: how many, the first, and the ways out."""
    count, first = len(faults), _said(faults[0], language)
    return Text(
        f"biểu trong {folder} có {count} lỗi, lỗi đầu ở {first}. Xem đủ bằng: hanoi-ct validate "
        f"{folder}; hoặc thêm --allow-contradictions để vẫn lập báo cáo",
        f"{count_of(count, 'error')} in the tables of {folder}, the first in {first}. "
        f"See all by: hanoi-ct validate {folder}; or give --allow-contradictions",
    ).get(language)


def _said(fault: Mapping[str, Any], language: Language) -> str:
    """A fault with its place; no brace of a sheet's words may name a figure."""
    place = f"{fault['file']}, {fault['sheet']}!{fault['cell']}"
    return f"{place}: {words_of(fault, language)[0]}".replace("{", "(").replace("}", ")")


def _unused(data: Collection, report: Report) -> Sequence[Text]:
    """What was read from the office's tables and stands nowhere in the report."""
    from hanoi_ct.report.book import pages_shown

    read = sum(bool(fact["value"]) for fact in data.own.facts)
    left = data.own.unused(pages_shown(report.figures))
    if not left:
        used = Text(
            f"{read} số đã đọc đều có trong báo cáo",
            "the one figure read was used" if read == 1 else f"all {read} figures read were used",
        )
        return (used,) if read else ()
    labels = list(dict.fromkeys(plain(fact["label"]) for fact in left))
    named = "; ".join(labels[:5]) + ("; …" if len(labels) > 5 else "")
    doubtful = sum(bool(fact["doubt"]) for fact in left)
    doubts = Text(f" ({doubtful} số chưa rõ nghĩa)", f" ({doubtful} of them in doubt)")
    were = "was" if len(left) == 1 else "were"
    words = Text(
        f"{len(left)} số đã đọc chưa dùng trong báo cáo<doubts>: {named}",
        f"{count_of(len(left), 'figure')} {were} read and not used<doubts>: {named}",
    )
    return (words.fill(doubts=doubts if doubtful else Text("", "")),)


def _of_another_month(folder: Path | None, data: Collection, period: str) -> Sequence[Text]:
    """That the office's tables hold no figure, or none of the month: the report then has none."""
    if folder is None:
        return ()
    facts = [fact for fact in data.own.facts if fact["value"]]
    if not facts:
        from hanoi_ct.datasets.own import holds_figures

        empty = Text(
            f"biểu trong {folder} chưa có số nào, báo cáo chỉ dùng số liệu kèm theo gói; kiểm tra "
            f"bằng: hanoi-ct validate {folder}",
            f"the tables in {folder} hold no figure, so the report has the packaged ones alone; "
            f"check them by: hanoi-ct validate {folder}",
        )
        return (empty,) if holds_figures(folder) else ()
    months = sorted({fact["report_month"] for fact in facts if fact["report_month"]})
    if not months or period in months:
        return ()
    named = ", ".join(months)
    return (
        Text(
            f"biểu trong {folder} là của tháng {named}, báo cáo là của tháng {period}; lập báo cáo "
            f"của tháng trong biểu bằng: --period {months[-1]}",
            f"the tables in {folder} are of {named}, the report is of {period}; for the month of "
            f"the tables say --period {months[-1]}",
        ),
    )


def _of_no_province(folder: Path | None, data: Collection) -> Sequence[Text]:
    """That no sheet names a province, so that the figures are taken for Hanoi's."""
    told = [fact["province"] for fact in data.own.facts if fact["value"]]
    if not told or any(told):
        return ()
    return (
        Text(
            f"biểu trong {folder} không ghi tỉnh, thành phố nào nên được coi là của Hà Nội; nếu "
            'của tỉnh khác, thêm --province "TÊN TỈNH"',
            f"the tables in {folder} name no province and are taken for Hanoi's; if they are of "
            'another, add --province "NAME"',
        ),
    )


def _form(options: argparse.Namespace) -> str:
    """The form asked for, by name or by the ending of the file; the two must agree."""
    from hanoi_ct.report.render import ENDINGS

    asked: str | None = options.format
    ending = options.output.suffix.lower() if options.output else ""
    if ending and ending not in ENDINGS:
        known = ", ".join(ENDINGS)
        raise ArgumentValueError(f"`--output` must end in one of {known}; got {options.output}")
    if asked and ending and ENDINGS[ending] != asked:
        raise ArgumentValueError(
            f"`--output` must end in what `--format` says; got {asked} for {options.output}"
        )
    return asked or ENDINGS.get(ending, "html")


def _latest(periods: Sequence[Available]) -> str:
    if not periods:
        raise ArgumentValueError("`--period` must be given where the tables hold no month")
    return periods[-1].period


def _document(path: Path | None) -> str | None:
    if path is None:
        return None
    from hanoi_ct.statements.documents import text_of_file

    return text_of_file(path)


def _contradicted(report: Report) -> Sequence[Text]:
    """That the document contradicts itself or the figures: said, and never a reason to stop."""
    from hanoi_ct.report.document import Table
    from hanoi_ct.report.sections.verdicts import IMPOSSIBLE

    found = [
        row
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Table) and block.key == "claims"
        for row in block.rows
        if row.cells[1] == IMPOSSIBLE
    ]
    if not found:
        return ()
    count = count_of(len(found), "contradiction")
    return (
        Text(
            f"văn bản có {len(found)} mâu thuẫn, xem Sổ đối chiếu các nhận định",
            f"the document has {count}, see the register of claims",
        ),
    )


def _print(report: Report, form: str, language: Language, options: argparse.Namespace) -> None:
    from hanoi_ct.report.render import render

    terminal = sys.stdout.isatty()
    rendered = render(
        report,
        form,
        language,
        width=shutil.get_terminal_size().columns if terminal else 100,
        colour=terminal and "NO_COLOR" not in os.environ,
        excel=options.excel,
    )
    sys.stdout.write(rendered.data.decode("utf-8"))


class _Said:
    """The command's own lines: none if it is to be quiet, progress only on a terminal."""

    def __init__(self, language: Language, *, quiet: bool) -> None:
        self._language, self._quiet = language, quiet

    def say(self, words: Text, *parts: object) -> None:
        if not self._quiet:
            print(words.get(self._language).format(*parts))

    def warn(self, words: Text) -> None:
        if not self._quiet:
            print(f"hanoi-ct: {words.get(self._language)}", file=sys.stderr)

    def progress(self, words: Text, *parts: object) -> None:
        if not self._quiet and sys.stderr.isatty():
            print(words.get(self._language).format(*parts) + "…", file=sys.stderr)


def periods(options: argparse.Namespace) -> None:
    """List the months with the numbers of their rows."""
    from hanoi_ct.report import available_periods

    months = available_periods(data=options.folder or options.data)
    # Tabs, so that other programs can read it; the first line names the columns.
    print("period", "production", "trade", "other", sep="\t")
    for month in months:
        print(month.period, month.production, month.trade, month.other, sep="\t")
