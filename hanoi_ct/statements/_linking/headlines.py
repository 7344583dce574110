"""What a headline says again in short: "hơn 2,1 triệu lượt khách" of 2,18 million."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements.figures_read import interval_of
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["of_headlines"]

_LONGEST = 200  # code points of a headline
_MOST = 4  # numbers in one
_BODY = 12  # statements behind it that may say the same
_ENDS = (".", ";", ":", "!", "…")


def of_headlines(reading: Reading) -> Iterator[Claim]:
    """The numbers of the first line with those of the text below that they are a rounding of.

    A headline names its subject in fewer words than the text, or in none: only a number that
    agrees is taken for the same, of the first ones below.
    """
    title = reading.text.lstrip().split("\n", 1)[0]
    if len(title) > _LONGEST or title.rstrip().endswith(_ENDS) or "\n" not in reading.text.strip():
        return
    end = len(reading.text) - len(reading.text.lstrip()) + len(title)
    first = list(itertools.takewhile(lambda s: s.end <= end, reading.statements[: _MOST + 1]))
    if len(first) > _MOST:
        return
    body = reading.statements[len(first) : len(first) + _BODY]
    taken: set[str] = set()
    for s in first:
        again = next((t for t in body if t.id not in taken and _agree(s, t)), None)
        if again is not None:
            taken.add(again.id)
            yield claim_of("same", pair=(s, again))


def _agree(short: Statement, full: Statement) -> bool:
    """Whether two numbers are of one kind and the first is the other, cut or rounded."""
    alike = (short.type, short.unit, short.status) == (full.type, full.unit, full.status)
    if not alike or short.unit is None or short.type not in ("level", "count", "growth"):
        return False
    if short.type == "growth" and short.comparison != full.comparison:
        return False
    one, other = (interval_of(s) for s in (short, full))
    return one.meets(other) and min(one.width, other.width) * 20 <= abs(one.middle)
