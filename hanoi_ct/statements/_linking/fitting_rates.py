"""The rates that the parts of a sum give their total, wherever they stand: told by the numbers.

"Bán 20.726 xe, gồm 14.483 xe du lịch, 6.096 xe thương mại và 147 xe chuyên dụng, giảm 8%. Xe du
lịch giảm 8%, xe thương mại giảm 6% và xe chuyên dụng giảm 16%": levels that add up weigh the rates
of their parts, and of the rates around them the total's is the one that this gives. The less near
a rate stands to its level, the less likely chance may make it agree.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hanoi_ct.quantities.interval import Interval, total
from hanoi_ct.quantities.sides import weighted_growth
from hanoi_ct.statements._linking.attached import Attached, compared, is_growth
from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import Placed
from hanoi_ct.statements.figures_read import interval_of
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["given_rate", "rate_of", "with_fitting_rates"]

_AROUND = 14  # statements around the levels among which rates are looked for
_SENTENCES = 3  # between a level and a rate that no words join
_MOST = 12
# How likely chance may make a rate agree that stands beside the total, that is told elsewhere,
# and where only the order of the rates tells whose they are.
_OWN, _ELSEWHERE, _ORDERED = Fraction(1, 2), Fraction(1, 8), Fraction(1, 25)
_OPPOSED = {"exports": "imports", "imports": "exports"}
_NAMED = ("owner", "market", "province")


def with_fitting_rates(
    found: Sequence[Placed], rates: Mapping[str, Attached], claims: Sequence[Claim]
) -> list[Claim]:
    """The claims, with the rates of totals that the rates of their parts give.

    What the same rates of parts were held against by name, and do not give, is left out.
    """
    places = {each.s.id: place for place, each in enumerate(found)}
    known = {
        c.statements["growths"]
        for c in claims
        if c.kind == "weighted_growth" and _holds(found, places, c)
    }
    held = {s.id: level for level, each in rates.items() for s in each.rates}
    new: list[Claim] = []
    for claim in claims:
        ids = claim.statements.get("parts", ())
        if claim.kind not in ("sum", "part_of") or not 2 <= len(ids) <= _MOST:
            continue
        row = _Row.of(found, places, rates, held, claim)
        for growth, column in row.weighed() if row.adds_up() else ():
            if tuple(s.id for s in column) not in known:
                new.append(
                    claim_of(
                        "weighted_growth", True, growth=growth, levels=row.levels, growths=column
                    )
                )
    fitted = {c.statements["growths"] for c in new}
    kept = [
        c for c in claims if c.kind != "weighted_growth" or c.statements["growths"] not in fitted
    ]
    return kept + new


def _is_longer(rate: Statement, level: Statement) -> bool:
    """Whether a rate is told of a name that holds that of the level: "doanh số xe du lịch"."""
    name, longer = (level.subject or "").casefold(), (rate.subject or "").casefold()
    return bool(name) and longer.endswith(name)


def _holds(found: Sequence[Placed], places: Mapping[str, int], claim: Claim) -> bool:
    levels, growths, growth = (
        [found[places[i]].s for i in claim.statements[role]]
        for role in ("levels", "growths", "growth")
    )
    return given_rate(levels, growths).meets(rate_of(growth[0]))


def given_rate(levels: Sequence[Statement], growths: Sequence[Statement]) -> Interval:
    return weighted_growth([interval_of(s) for s in levels], [rate_of(s) for s in growths])


def rate_of(s: Statement) -> Interval:
    """A rate, an index or a multiple as a fraction by which something grew, read tightly."""
    span = interval_of(s)
    if s.unit != "times":
        span = span.scaled(Fraction(1, 100))
    return span.shifted(-1) if s.type == "ratio" else span


@dataclass(frozen=True, slots=True)
class _Row:
    """A total, the levels that add up to it, the rates beside each, and those around them."""

    whole: Attached
    levels: tuple[Statement, ...]
    own: tuple[tuple[Statement, ...], ...]
    around: tuple[Statement, ...]

    @classmethod
    def of(
        cls,
        found: Sequence[Placed],
        places: Mapping[str, int],
        rates: Mapping[str, Attached],
        held: Mapping[str, str],
        claim: Claim,
    ) -> _Row:
        """``held``: the level beside each rate that stands beside one."""
        whole = found[places[claim.statements["total"][0]]].s
        at = sorted(places[i] for i in claim.statements["parts"])
        levels = tuple(found[place].s for place in at)
        own = tuple(tuple(rates[s.id].rates) if s.id in rates else () for s in levels)
        first, last = min(at[0], places[whole.id]), max(at[-1], places[whole.id])
        sentences = range(
            found[first].s.sentence - _SENTENCES, found[last].s.sentence + _SENTENCES + 1
        )
        ids = (whole.id, *claim.statements["parts"])
        around = tuple(
            each.s
            for each in found[max(0, first - _AROUND) : last + _AROUND]
            if is_growth(each) and each.s.sentence in sentences and each.s.status != "target"
            if held.get(each.s.id, whole.id) in ids
        )
        return cls(rates.get(whole.id) or Attached(whole), levels, own, around)

    def adds_up(self) -> bool:
        """Whether the levels make up all of the total."""
        added = total([interval_of(s, "loose") for s in self.levels])
        return added.meets(interval_of(self.whole.level, "loose"))

    def weighed(self) -> Iterator[tuple[Statement, Sequence[Statement]]]:
        """A rate of the total and those of its parts, for every time on which they agree."""
        held = {s.id for each in self.own for s in each}
        taken: set[str] = set()
        beside = ((column, _ELSEWHERE) for column in self._beside())
        ordered = (
            (column, _ELSEWHERE if named else _ORDERED) for column, named in self._in_order(held)
        )
        for column, most in itertools.chain(beside, ordered):
            ids = {s.id for s in column}
            rate = None if taken & ids else self._rate(column, held, most)
            if rate is not None and rate.id not in taken:
                taken |= ids | {rate.id}
                yield rate, column

    def _beside(self) -> Iterator[Sequence[Statement]]:
        """The rates beside the levels: those of one comparison, the first and the last of each."""
        if not all(self.own):
            return
        for comparison in dict.fromkeys(compared(s) for s in self.own[0]):
            alike = [
                next((s for s in each if compared(s) == comparison), None) for each in self.own
            ]
            column = [s for s in alike if s is not None]
            if len(column) == len(self.own):
                yield column
        for place in range(max(map(len, self.own))):
            yield [each[min(place, len(each) - 1)] for each in self.own]
            yield [each[-min(place + 1, len(each))] for each in self.own]

    def _in_order(self, held: set[str]) -> Iterator[tuple[Sequence[Statement], bool]]:
        """Rates that follow each other as the levels do, and whether all have their names."""
        count = len(self.levels)
        for step, start in itertools.product((1, 2), range(len(self.around))):
            column = self.around[start : start + step * count : step]
            if len(column) < count or column[0].start < self.levels[0].start:
                continue
            apart = column[-1].sentence - column[0].sentence > 1
            if apart or len({compared(s) for s in column}) > 1 or all(s.id in held for s in column):
                continue
            pairs = list(zip(column, self.levels, strict=True))
            if all(s.subject == level.subject or _is_longer(s, level) for s, level in pairs):
                yield column, True
            elif all(s in self.own[-1] for s in column):
                yield column, False

    def _rate(
        self, column: Sequence[Statement], held: set[str], most: Fraction
    ) -> Statement | None:
        """The rate that a column gives the total; None where chance may make one agree."""
        given = given_rate(self.levels, column)
        spans = [rate_of(s) for s in column]
        spread = max(s.high for s in spans) - min(s.low for s in spans)
        if not (given.bounded and spread and all(self._is_of_its_time(s) for s in column)):
            return None
        tried = [s for s in self.around if s not in column and self._may_be(s, column, held)]
        tried.sort(key=lambda s: (not self._is_its_own(s, column), abs(s.start - self._start)))
        for rank, s in enumerate(tried, start=1):
            if rate_of(s).meets(given):
                chance = (given.width + rate_of(s).width) / spread * rank
                return s if chance <= (_OWN if self._is_its_own(s, column) else most) else None
        return None

    @property
    def _start(self) -> int:
        return self.whole.level.start

    def _is_of_its_time(self, s: Statement) -> bool:
        return s.period is None or self.whole.level.period in (None, s.period)

    def _is_its_own(self, s: Statement, column: Sequence[Statement]) -> bool:
        """Whether a rate is told of the total, or behind the list of its parts as of them all."""
        if s in self.whole.rates or s.subject == self.whole.level.subject:
            return True
        return s in self.own[-1] and not any(self.own[:-1]) and s not in column

    def _may_be(self, s: Statement, column: Sequence[Statement], held: set[str]) -> bool:
        """Whether nothing that is told of a rate speaks against its being the total's."""
        whole, first = self.whole.level, column[0]
        last = {each.id for each in self.own[-1]}
        if s.id in held - last or compared(s) != compared(first) or s.basis != first.basis:
            return False
        if _OPPOSED.get(s.indicator or "", "-") in (whole.indicator, first.indicator):
            return False
        if s.part in _NAMED and s.group != whole.group and s.id not in last:
            return False
        return self._is_of_its_time(s)
