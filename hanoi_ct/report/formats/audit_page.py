"""The audit of a text as a page, as one JSON object, and for the terminal."""

from __future__ import annotations

import textwrap
from html import escape
from importlib import resources

from hanoi_ct.quantities.relations import RELATIONS
from hanoi_ct.statements._audit import Audit
from hanoi_ct.statements.audit_html import SIGNS, STYLE, legend, marked_text, verdict_table
from hanoi_ct.statements.audit_words import (
    VERDICTS,
    comparison_text,
    formula_text,
    note_text,
    remark,
    suggestion,
)
from hanoi_ct.statements.audited import Relation
from hanoi_ct.statements.table_audit import TableAudit
from hanoi_ct.text import Language, Text

_TITLE = Text("Kiểm tra số liệu của một văn bản", "Audit of the figures of a text")
_TEXT = Text("Văn bản", "The text")
_TABLE = Text("Các quan hệ, mâu thuẫn xếp trước", "Relations, worst first")
_OF_FILE = Text(
    "{} bảng số liệu trong văn bản: {} quan hệ, {} ô không cách làm tròn nào tạo ra được",
    "{} tables of figures in the document: {} relations, {} cells that no rounding reproduces",
)
_NOTES = Text("Ghi chú khi đọc", "Notes on the reading")
_HOW = Text(
    "Mỗi con số đã in là một khoảng. Khớp: các số khớp nhau theo nghĩa hẹp. Không thể cùng đúng: "
    "theo nghĩa rộng cũng không khớp. Chưa kết luận được: chỉ khớp theo nghĩa rộng, hoặc thiếu số. "
    "Đưa chuột hoặc dùng phím Tab đến một con số để xem phép tính.",
    "Every printed number is an interval. Consistent: the tight reading allows it. Impossible: "
    "not even the loose one does. Undecidable: only the loose one does, or a number is lacking. "
    "Point at a number, or reach it with the Tab key, to see its arithmetic.",
)
_COLOURS = {"impossible": "31;1", "undecidable": "33", "consistent": "32"}


def audit_page(
    audit: Audit, language: Language, title: str = "", tables: TableAudit | None = None
) -> str:
    """A page that stands alone: style within, no script, printable.

    ``tables`` are those of the same file, which are checked as tables.
    """
    name = title or _TITLE.get(language)
    notes = "".join(f"<li>{escape(note_text(note, language))}</li>" for note in audit.reading.notes)
    if notes:
        notes = f"<h2>{_NOTES.get(language)}</h2><ul>{notes}</ul>"
    text = marked_text(audit.reading, audit.relations, language)
    table = verdict_table(audit.reading, audit.relations, language)
    return _page(
        language,
        name,
        audit.summary(language),
        f'<main class="audit"><p>{escape(_HOW.get(language))}</p>{legend(language)}\n'
        f'<section class="numbered"><h2>{_TEXT.get(language)}</h2>'
        f'<div class="text">{text}</div></section>\n'
        f'<section class="numbered"><h2>{_TABLE.get(language)}</h2>{table}</section>\n'
        f"{_tables_section(tables, language)}{notes}</main>",
    )


def _tables_section(tables: TableAudit | None, language: Language) -> str:
    if tables is None:
        return ""
    head, *rest = _table_lines(tables, language)
    lines = "".join(f"<div>{escape(line)}</div>" for line in rest)
    return (
        f'<section class="numbered"><h2>{escape(head)}</h2>'
        f'<div class="text">{lines}</div></section>\n'
    )


def _table_lines(tables: TableAudit, language: Language) -> list[str]:
    """How many tables a document holds, and the checks of those that hold any."""
    checked = TableAudit(tuple(pair for pair in tables.tables if pair[1]))
    counts = len(tables.tables), len(checked.checks), len(tables.contradictions)
    return [_OF_FILE.get(language).format(*counts), *checked.lines(language)]


def table_page(audit: TableAudit, language: Language, title: str = "") -> str:
    """The audit of a table as a page: a list of checks, the faults of each below it."""
    name = title or _TITLE.get(language)
    lines = "".join(f"<div>{escape(line)}</div>" for line in audit.lines(language))
    count = Text("ô không cách làm tròn nào tạo ra được", "cells that no rounding reproduces")
    summary = f"{len(audit.contradictions)} {count.get(language)}"
    body = f'<main class="audit"><div class="text">{lines}</div></main>'
    return _page(language, name, summary, body)


def _page(language: Language, name: str, summary: str, body: str) -> str:
    style = (
        resources.files("hanoi_ct.report.formats")
        .joinpath("templates/page.css")
        .read_text(encoding="utf-8")
    )
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(name)}</title>\n<style>\n{style}\n{STYLE}</style>\n</head>\n<body>\n"
        f'<header class="masthead"><h1>{escape(name)}</h1>'
        f'<p class="subtitle">{escape(summary)}</p></header>\n{body}\n</body>\n</html>\n'
    )


def audit_terminal(
    audit: Audit,
    language: Language,
    *,
    width: int,
    colour: bool = False,
    tables: TableAudit | None = None,
) -> str:
    """Verdicts for the terminal, worst first; consistent relations on one line each."""
    lines = [audit.summary(language), ""]
    for relation in audit.relations:
        lines += _terminal_lines(audit, relation, language, width, colour)
    if tables is not None:
        lines += ["", *_table_lines(tables, language)]
    if audit.reading.unread:
        lines += ["", Text("Có số, chưa hiểu:", "With a number, not understood:").get(language)]
        lines += [f"  {u.start}–{u.end}: {' '.join(u.text.split())}" for u in audit.reading.unread]
    lines += [f"! {note_text(note, language)}" for note in audit.reading.notes]
    return "\n".join(lines) + "\n"


def _terminal_lines(
    audit: Audit, relation: Relation, language: Language, width: int, colour: bool
) -> list[str]:
    verdict = relation.verdict
    mark = f"{SIGNS[verdict]} {VERDICTS[verdict].get(language)}"
    if colour:
        mark = f"\x1b[{_COLOURS[verdict]}m{mark}\x1b[0m"
    title = RELATIONS[relation.claim.kind].title.get(language)
    words = [formula_text(relation.finding, language)]
    if verdict != "consistent":
        words += [
            comparison_text(relation.finding, name, comparison, language)
            for name, comparison in (
                ("tight", relation.finding.tight),
                ("loose", relation.finding.loose),
            )
        ]
    note = remark(relation.finding, audit.statements, language)
    words += [note] if note else []
    words += [f"→ {words}" for words in suggestion(relation.finding, audit.statements, language)]
    lines = [f"{mark}  {title}"]
    for line in words:
        lines += textwrap.wrap(
            line, max(width, 40), initial_indent="    ", subsequent_indent="      "
        )
    return lines
