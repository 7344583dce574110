"""An audit as HTML: the text with its statements coloured by verdict, and the table of verdicts.

The fragment stands on its own (a notebook shows it); a page puts a head and the rest around it.
Every statement can be reached with the keyboard, and shows its arithmetic on hover or focus.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from hanoi_ct.quantities.relations import RELATIONS
from hanoi_ct.statements.audit_words import (
    VERDICTS,
    comparison_text,
    formula_text,
    remark,
    suggestion,
)
from hanoi_ct.statements.audited import Relation
from hanoi_ct.statements.solving import Statements
from hanoi_ct.statements.statement import Reading, Statement
from hanoi_ct.text import Language, Text

# Colours are told by words and marks as well: a sign before the verdict, a kind of line below.
STYLE = """
.audit { line-height: 1.75; --bad: #9b2d1f; --open: #8a6100; --good: #2f6b3c; --none: #56626e;
  --card: #fff; --ink: #1c2733; }
.audit .text { white-space: pre-wrap; overflow-wrap: anywhere; }
.audit .statement { position: relative; border-bottom: 2px solid var(--none); cursor: help;
  padding: 0 .1em; border-radius: 2px; }
.audit .statement.consistent { border-color: var(--good); background: #2f6b3c1f; }
.audit .statement.undecidable { border-bottom: 2px dashed var(--open); background: #8a61001f; }
.audit .statement.impossible { border-bottom: 3px double var(--bad); background: #9b2d1f2b; }
.audit .unread { border-bottom: 1px dotted var(--none); }
.audit .statement:focus { outline: 2px solid currentColor; outline-offset: 1px; }
.audit .tip { display: none; position: absolute; left: 0; top: 100%; z-index: 2; width: 26rem;
  max-width: 80vw; background: var(--card); color: var(--ink); border: 1px solid #8fa9bd;
  border-radius: 4px; padding: .5rem .7rem; font-size: .85rem; line-height: 1.4;
  white-space: normal; box-shadow: 0 3px 12px #0003; }
.audit .statement:hover .tip, .audit .statement:focus .tip { display: block; }
.audit .tip b, .audit .tip span { display: block; }
.audit sup { font-size: .7em; }
.audit sup a { text-decoration: none; }
.audit table { border-collapse: collapse; width: 100%; font-size: .92rem; line-height: 1.45; }
.audit th, .audit td { text-align: left; vertical-align: top; padding: .45rem .6rem;
  border-bottom: 1px solid #cdd4da; overflow-wrap: anywhere; }
.audit td.verdict { white-space: nowrap; font-weight: 600; }
.audit tr.impossible td.verdict { color: var(--bad); }
.audit tr.undecidable td.verdict { color: var(--open); }
.audit tr.consistent td.verdict { color: var(--good); }
.audit td p { margin: 0 0 .25rem; }
.audit .legend { color: var(--ink); }
.audit .legend span { margin-right: 1.2em; }
@media screen and (prefers-color-scheme: dark) {
  .audit { --bad: #f0988a; --open: #e2b650; --good: #8fcf9c; --none: #a3aeb8; --card: #202932;
    --ink: #e4e8ec; }
}
/* On a phone the rows of the table become cards. */
@media screen and (max-width: 38rem) {
  .audit thead { display: none; }
  .audit table, .audit tbody, .audit tr, .audit td { display: block; }
  .audit tr { padding: .5rem 0 .5rem .6rem; border-bottom: 1px solid #cdd4da;
    border-left: 4px solid var(--none); }
  .audit td { border: 0; padding: .1rem 0; }
  .audit td:empty { display: none; }
  .audit .legend span { display: inline-block; }
}
@media print {
  .audit .tip { display: none !important; }
  .audit tr { break-inside: avoid; }
  .audit .statement { background: none !important; }
}
"""
SIGNS = {"impossible": "✗", "undecidable": "?", "consistent": "✓"}
_HEADS = (
    Text("Kết luận", "Verdict"),
    Text("Quan hệ", "Relation"),
    Text("Phép tính", "Arithmetic"),
    Text("Ghi chú, đề nghị sửa", "Remark, suggested change"),
)
_UNREAD = Text("có số, chưa hiểu", "a number, not understood")
_NONE = Text(
    "Không có hai con số nào liên quan với nhau để đối chiếu.",
    "No two numbers of the text are related, so there is nothing to check.",
)
_ALONE = Text("không có quan hệ nào để kiểm tra", "no relation to check")


def marked_text(reading: Reading, audited: Sequence[Relation], language: Language) -> str:
    """The text with every statement marked by its worst verdict."""
    relations: dict[str, list[Relation]] = {}
    for relation in audited:
        for i in {i for ids in relation.claim.statements.values() for i in ids}:
            relations.setdefault(i, []).append(relation)
    spans: list[tuple[int, int, Statement | None]] = [
        (s.start, s.end, s) for s in reading.statements
    ]
    spans += [(u.start, u.end, None) for u in reading.unread]
    spans.sort(key=lambda span: (span[0], span[2] is None))
    pieces, done = [], 0
    for start, end, statement in spans:
        if start < done:
            continue  # within a statement that is marked already
        pieces.append(escape(reading.text[done:start]))
        words = escape(reading.text[start:end])
        if statement is None:
            pieces.append(
                f'<span class="unread" title="{escape(_UNREAD.get(language))}">{words}</span>'
            )
        else:
            found = relations.get(statement.id, [])
            pieces.append(_statement(statement, words, found, language))
        done = end
    pieces.append(escape(reading.text[done:]))
    return "".join(pieces)


def _statement(statement: Statement, words: str, found: list[Relation], language: Language) -> str:
    verdict = found[0].verdict if found else ""
    lines = [
        f"<b>{SIGNS[r.verdict]} {escape(VERDICTS[r.verdict].get(language))}: "
        f"{escape(RELATIONS[r.claim.kind].title.get(language))}</b>"
        f"<span>{escape(formula_text(r.finding, language))}</span>"
        f"<span>{escape(comparison_text(r.finding, 'tight', r.finding.tight, language))}</span>"
        for r in found[:4]
    ]
    tip = "".join(lines) or f"<span>{escape(_ALONE.get(language))}</span>"
    marks = "".join(
        f'<sup><a href="#{r.id}" tabindex="-1">{r.id[1:]}</a></sup>'
        for r in found
        if r.verdict != "consistent"
    )
    about = escape(f"{statement.subject or ''}", quote=True)
    return (
        f'<span class="statement {verdict}" tabindex="0" id="s-{escape(statement.id)}" '
        f'data-subject="{about}" aria-describedby="t-{escape(statement.id)}">{words}'
        f'<span class="tip" role="tooltip" id="t-{escape(statement.id)}">{tip}</span></span>{marks}'
    )


def verdict_table(reading: Reading, audited: Sequence[Relation], language: Language) -> str:
    """All relations, worst first, with arithmetic, remark and repairs."""
    if not audited:
        return f"<p>{escape(_NONE.get(language))}</p>"
    heads = "".join(f'<th scope="col">{escape(head.get(language))}</th>' for head in _HEADS)
    statements = Statements(reading)
    rows = "".join(_row(statements, relation, language) for relation in audited)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _row(statements: Mapping[str, Statement], relation: Relation, language: Language) -> str:
    finding = relation.finding
    title = RELATIONS[relation.claim.kind].title.get(language)
    readings = "".join(
        f"<p>{escape(comparison_text(finding, name, comparison, language))}</p>"
        for name, comparison in (("tight", finding.tight), ("loose", finding.loose))
    )
    notes = [remark(finding, statements, language), *suggestion(finding, statements, language)]
    return (
        f'<tr class="{relation.verdict}" id="{relation.id}">'
        f'<td class="verdict">{SIGNS[relation.verdict]} '
        f"{escape(VERDICTS[relation.verdict].get(language))}</td>"
        f"<td>{relation.id[1:]}. {escape(title)}</td>"
        f"<td><p>{escape(formula_text(finding, language))}</p>{readings}</td>"
        f"<td>{''.join(f'<p>{escape(note)}</p>' for note in notes if note)}</td></tr>"
    )


def legend(language: Language) -> str:
    """What the marks in the text mean."""
    items = [
        f'<span class="statement {verdict}">{SIGNS[verdict]} {escape(words.get(language))}</span>'
        for verdict, words in VERDICTS.items()
    ]
    items.append(f'<span class="unread">{escape(_UNREAD.get(language))}</span>')
    return f'<p class="legend">{" ".join(items)}</p>'


def fragment(
    reading: Reading, audited: Sequence[Relation], summary: str, language: Language
) -> str:
    """The audit as a piece of HTML with its own style."""
    return (
        f'<style>{STYLE}</style><div class="audit" lang="{language}">'
        f"<p><b>{escape(summary)}</b></p>{legend(language)}"
        f'<div class="text">{marked_text(reading, audited, language)}</div>'
        f"{verdict_table(reading, audited, language)}</div>"
    )
