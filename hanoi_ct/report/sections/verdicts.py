"""Verdicts of the audit on figures of the report: one code judges prose, tables and documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from hanoi_ct.quantities.quantity import Quantity, stated
from hanoi_ct.quantities.verdict import Finding, judge
from hanoi_ct.quantities.wording import canonical
from hanoi_ct.report.book import FigureBook
from hanoi_ct.text import Text

# The words of verdicts in a register of claims.
CONSISTENT = Text("phù hợp", "consistent")
IMPOSSIBLE = Text("không thể đồng thời đúng", "impossible")
UNDECIDED = Text("chưa đủ căn cứ", "undecided")
CORNER = Text("chỉ đúng trong trường hợp hẹp", "right only in a corner")
ONE_READING = Text("tùy cách hiểu", "depends on the reading")
_WORDS = {"consistent": CONSISTENT, "impossible": IMPOSSIBLE, "undecidable": UNDECIDED}

# The quantities of a relation by role: keys of figures, or numbers that a claim states itself.
Roles = Mapping[str, Sequence[str | Quantity]]


def finding_of(kind: str, roles: Roles, book: FigureBook, *, closed: bool = True) -> Finding:
    """The audit's finding on a relation between figures of the report.

    Parameters
    ----------
    kind : str
        A relation of `hanoi_ct.quantities.relations`.
    roles : mapping
        For each role, keys of published figures or numbers that a claim states.
    book : FigureBook
    closed : bool, default True
        Whether a list of parts is complete.
    """
    return judge(
        kind,
        {
            role: [_named(one, book) if isinstance(one, str) else one for one in held]
            for role, held in roles.items()
        },
        closed=closed,
    )


def _named(key: str, book: FigureBook) -> Quantity:
    return replace(canonical(book.figures[key].quantity), name=key)


def times(number: int) -> Quantity:
    """ "More than twice" as a claim states it."""
    return stated(Decimal(number), "times", 0, hedge="hơn")


def counted(number: int) -> Quantity:
    """How many names a claim lists."""
    return stated(Decimal(number), "count", 0)


def verdict_word(findings: Sequence[Finding]) -> Text:
    """The verdict on a claim: over all readings that it allows, where there are several."""
    verdicts = {finding.verdict for finding in findings}
    if not verdicts:
        return UNDECIDED
    if len(verdicts) > 1:
        return ONE_READING
    if any(finding.corner for finding in findings):
        return CORNER
    return _WORDS[verdicts.pop()]
