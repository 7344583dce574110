"""Mean growth a year over several years: against the levels at both ends, or the yearly rates.

"Giai đoạn 2016-2020 tăng bình quân 8,2%/năm": of levels, those of 2015 and 2020, or of the years
that the text tells; of rates, those of all five years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hanoi_ct.statements._linking.cells import ON_YEAR, claim_of
from hanoi_ct.statements._linking.near import Placed, number_at, paragraphs
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["of_yearly_growth"]

_MEAN = re.compile(r"\b(?:bình quân|trung bình|average|averag\w+|mean)\b", re.IGNORECASE)
_A_YEAR = re.compile(
    r"\s*(?:/\s*năm|(?:mỗi|một|hằng|hàng) năm|(?:per|a|each) year|annually|per annum|a year)\b",
    re.IGNORECASE,
)
_YEARLY = re.compile(
    r"\b(?:(?:mỗi|hằng|hàng) năm|giai đoạn|annual|yearly|compound)\b", re.IGNORECASE
)
_SPAN = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*(?:[-–—]|đến năm|đến|tới|to|and)\s*((?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_REACH = 120  # code points around a rate in which its years are looked for
_BACK = 24  # statements of a paragraph that are looked at
_MOST = 15  # years


def of_yearly_growth(reading: Reading, found: Sequence[Placed]) -> Iterator[Claim]:
    """A mean rate a year with the numbers of its years that the paragraph tells."""
    for group in paragraphs(found):
        for place, each in enumerate(group):
            if not _is_mean(reading, each):
                continue
            around = [*group[max(0, place - _BACK) : place], *group[place + 1 : place + _BACK]]
            years = _years_told(reading, each.s)
            whole = [e.s for e in around if _of_one_year(e.s) and _one_series(e.s, each.s)]
            yield from _of_levels(each.s, [s for s in whole if s.type == "level"], years)
            if years is not None:
                yield from _of_rates(each.s, [s for s in whole if s.type == "growth"], years)


def _is_mean(reading: Reading, each: Placed) -> bool:
    s = each.s
    if s.type != "growth" or s.unit != "percent" or s.status == "target":
        return False
    said = f"{each.lead}{reading.text[s.start : number_at(reading, s)]}"
    if not _MEAN.search(re.split(r"[;:(]", said)[-1]) and not _MEAN.search(s.subject or ""):
        return False
    return bool(_A_YEAR.match(reading.text, s.end) or _YEARLY.search(said))


def _years_told(reading: Reading, s: Statement) -> tuple[int, int] | None:
    """First and last year of the growth, as the words nearest to it tell: 2016-2020."""
    start = max(0, s.start - _REACH)
    before = list(_SPAN.finditer(reading.text, start, s.start))
    behind = list(_SPAN.finditer(reading.text, s.end, s.end + _REACH // 2))
    told = before[-1] if before else next(iter(behind), None)
    if told is None or "\n" in reading.text[min(told.start(), s.start) : max(told.end(), s.end)]:
        return None
    first, last = int(told[1]), int(told[2])
    return (first, last) if 0 < last - first < _MOST else None


def _of_one_year(s: Statement) -> bool:
    return s.period is not None and s.period.year is not None and s.period.months == 12


def _one_series(s: Statement, mean: Statement) -> bool:
    alike = (s.indicator, s.group, s.basis) == (mean.indicator, mean.group, mean.basis)
    return (s.subject == mean.subject or (alike and s.indicator is not None)) and (
        s.status != "target"
    )


def _of_levels(
    mean: Statement, levels: Sequence[Statement], years: tuple[int, int] | None
) -> Iterator[Claim]:
    """The levels at both ends, each the only one of its year."""
    by_year: dict[int, list[Statement]] = {}
    for s in levels:
        if s.period is not None and s.period.year is not None:
            by_year.setdefault(s.period.year, []).append(s)
    if years is None:
        said = sorted(year for year, held in by_year.items() if held[0].sentence == mean.sentence)
        if len(said) != 2:
            return
        first, last = said
    else:
        last = years[1]
        first = years[0] - 1 if years[0] - 1 in by_year else years[0]
    ends = [by_year.get(first, []), by_year.get(last, [])]
    if any(len(end) != 1 for end in ends) or not 1 < last - first < _MOST:
        return
    base, level = ends[0][0], ends[1][0]
    if base.unit == level.unit and base.unit not in ("percent", "times", None):
        claim = claim_of("compound_growth", True, base=base, level=level, growth=mean)
        names = tuple(str(year) for year in range(first + 1, last + 1))
        yield Claim(claim.kind, claim.statements, closed=True, named=names)


def _of_rates(
    mean: Statement, rates: Sequence[Statement], years: tuple[int, int]
) -> Iterator[Claim]:
    """The rates of all years, one for each."""
    by_year: dict[int, list[Statement]] = {}
    for s in rates:
        if s.period is not None and s.period.year is not None and s.comparison in ON_YEAR:
            by_year.setdefault(s.period.year, []).append(s)
    each = [by_year.get(year, []) for year in range(years[0], years[1] + 1)]
    if all(len(held) == 1 for held in each):
        yield claim_of("mean_growth", True, growth=mean, growths=[held[0] for held in each])
