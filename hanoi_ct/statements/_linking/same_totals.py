"""Two parts with their shares imply one total, printed or not.

Each part is held against the one before it in its row, and against the first of the row where the
two agree: what is wrong is told once.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from hanoi_ct.statements._linking.cells import Cell, claim_of
from hanoi_ct.statements._linking.fitting_shares import agree_in_a_total
from hanoi_ct.statements._linking.wholes_of_shares import names_no_whole
from hanoi_ct.statements._reading.lexicon import table
from hanoi_ct.statements.statement import Claim, Period, Reading, Statement

__all__ = ["of_same_totals"]

_WHOLES = ("retail_total", "fdi")  # of which several indicators are the parts
# "chiếm 62% tổng vốn cấp mới", "26.7% of the total newly registered capital"
_A_WHOLE = re.compile(
    r"\s*(?:of the total|of all|(?:trong |của )?tổng(?: số)?)\s+([^,.;:()\d]{3,70})", re.IGNORECASE
)
_UNKNOWN = "paragraph"
_TIMES = 3  # what two implied totals may differ by
_NEAR = 0.1
_Kind = tuple[str, Period | None, str | None]
_Pair = tuple[Statement, Statement]


def of_same_totals(reading: Reading, cells: list[Cell]) -> Iterator[Claim]:
    """Each part with its share against the one before it in its row, and against the first."""
    by_kind: dict[_Kind, list[_Pair]] = {}
    for cell in cells:
        if cell.levels and cell.shares:
            level = cell.levels[0]
            indicator = _whole_of(cell.first.indicator)
            if indicator is None and cell.first.part == "market":
                indicator = f"sentence {cell.first.sentence}"  # a row of markets
            elif indicator is None:
                indicator = f"{_UNKNOWN} {cell.first.paragraph}"
            by_kind.setdefault((indicator, cell.period, level.unit), []).append(
                (level, cell.shares[0])
            )
    printed = {(c.first.indicator, c.period) for c in cells if c.levels and not c.first.group}
    for key, pairs in by_kind.items():
        if key[0] in _WHOLES and key[:2] in printed:
            continue  # each share is held against the printed total
        for row in _rows(reading, pairs):
            firsts = [(row[0], after) for after in row[2:] if _agree(row[0], after)]
            for before, after in (*itertools.pairwise(row), *firsts):
                if _of_its_markets(reading, before[0], after[1]) or _are_far(before, after):
                    continue
                if key[0].startswith(_UNKNOWN) and not _agree(before, after):
                    continue  # of what is not known to be one thing
                parts, shares = (before[0], after[0]), (before[1], after[1])
                yield claim_of("same_total", part=parts, share=shares)


def _agree(one: _Pair, other: _Pair) -> bool:
    return agree_in_a_total((one[0], other[0]), (one[1], other[1]))


def _are_far(one: _Pair, other: _Pair) -> bool:
    """Whether the totals that two shares imply differ so much that they are of two things.

    A slip of a power of ten leaves the same digits and is told.
    """
    totals = [
        part.amount / Decimal(share.value) for part, share in (one, other) if Decimal(share.value)
    ]
    if len(totals) < 2 or not min(totals) > 0:
        return False
    times = float(max(totals) / min(totals))
    power = round(math.log10(times))
    slipped = power > 0 and abs(times / 10**power - 1) < _NEAR
    return times > _TIMES and not slipped


def _rows(reading: Reading, pairs: Sequence[_Pair]) -> Iterator[list[_Pair]]:
    """The pairs up to one that names another total: "26.7% of the total newly registered"."""
    row: list[_Pair] = []
    name: set[str] = set()
    for pair in pairs:
        told = _A_WHOLE.match(reading.text[pair[1].end : pair[1].end + 90])
        words = set(told[1].casefold().split()) if told else set()
        if row and words and name and _are_other(words, name):
            yield row
            row = []
        name = words or name
        row.append(pair)
    yield row


def _of_its_markets(reading: Reading, part: Statement, share: Statement) -> bool:
    """Whether a share of a market, which names no whole, may be one of the goods before it."""
    goods = bool(part.group) and part.whole is None and part.part not in ("market", "province")
    return goods and share.part == "market" and names_no_whole(reading, share)


def _whole_of(indicator: str | None) -> str | None:
    """What shares of an indicator are shares of: kinds of retail trade, of the whole of it."""
    whole = table("indicators").get(indicator or "", {}).get("part_of")
    return str(whole) if whole in _WHOLES else indicator


def _are_other(one: set[str], other: set[str]) -> bool:
    """Whether two names are of two totals: a longer one adds a word, or another amount."""
    if one <= other or other <= one:
        return bool((one ^ other) & {"và", "and"})
    return True
