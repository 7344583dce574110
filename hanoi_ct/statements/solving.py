"""What a text does not print but implies: bases, totals, weights, plans, months, missing groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from hanoi_ct.quantities.hedges import COMMON, Profile
from hanoi_ct.quantities.interval import EVERYTHING, Interval, corners, total
from hanoi_ct.quantities.look import Look
from hanoi_ct.quantities.printed import Reading as How
from hanoi_ct.quantities.relations import RELATIONS
from hanoi_ct.quantities.sides import base_of, increment_of
from hanoi_ct.statements.audit_words import span_text
from hanoi_ct.statements.figures_read import quantity_of
from hanoi_ct.statements.statement import Claim, Reading, Statement
from hanoi_ct.text import Language, Text

_SAME_PERIOD = ("same_month_last_year", "same_period_last_year", "previous_year")
_TITLES: Mapping[str, Text] = {
    "month_level": Text("mức của tháng giữa hai lũy kế", "month between two cumulative levels"),
    "month_growth": Text(
        "tốc độ của tháng giữa hai lũy kế", "growth of the month between two cumulative rates"
    ),
    "month_growth_flat": Text(
        "tốc độ của tháng giữa hai lũy kế, nếu các tháng năm trước bằng nhau",
        "growth of the month between two cumulative rates, if last year's months were equal",
    ),
    "weight": Text("quyền số suy ra", "implied weight"),
    "plan": Text("kế hoạch suy ra", "implied plan"),
}


@dataclass(frozen=True, slots=True)
class Implied:
    """A number that a text implies, under both readings.

    Attributes
    ----------
    kind : str
        base, increment, hidden_total, plan, weight, month_level, month_growth,
        month_growth_flat or remainder.
    subject : str
        What it is about.
    statements : tuple of str
        The ids of the statements it follows from.
    tight, loose : Interval
        In ``unit``; rates in percent.
    unit : str
    """

    kind: str
    subject: str
    statements: tuple[str, ...]
    tight: Interval
    loose: Interval
    unit: str

    def words(self, language: Language = "vi") -> str:
        """The number in words: what it is and both intervals.

        Parameters
        ----------
        language : {"vi", "en"}, default "vi"

        Returns
        -------
        str
        """
        title = _TITLES[self.kind] if self.kind in _TITLES else RELATIONS[self.kind].title
        tight = span_text(self.tight, self.unit, language)
        loose = span_text(self.loose, self.unit, language)
        wide = "nghĩa rộng" if language == "vi" else "loosely"
        return f"{title.get(language)} ({self.subject}): {tight}; {wide} {loose}"


class Statements(Mapping[str, Statement]):
    """The statements of a text by id, and what follows from them."""

    def __init__(
        self, reading: Reading, claims: Sequence[Claim] = (), profile: Profile = COMMON
    ) -> None:
        self._reading, self._claims, self._profile = reading, claims, profile
        self._by_id = {statement.id: statement for statement in reading.statements}

    @property
    def language(self) -> str:
        """The language of the text."""
        return self._reading.language

    def __getitem__(self, identifier: str) -> Statement:
        return self._by_id[identifier]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    def solve(self) -> tuple[Implied, ...]:
        """Back-solve what is not printed.

        Returns
        -------
        tuple of Implied
            Last year's base and the increase from a level and its growth; the total behind a
            share; the plan behind an attainment; the weight behind a contribution; the month
            between two cumulative figures; what listed parts leave of their total. In the order
            of the text.

        Notes
        -----
        Targets imply nothing. A quantity that enters a formula twice enters it once: the growth
        of a month is not computed from two independent bases.

        Examples
        --------
        >>> from hanoi_ct.statements import audit
        >>> text = "Xuất khẩu 8 tháng năm 2018 đạt 9,2 tỷ USD, tăng 19% so với cùng kỳ năm trước."
        >>> for implied in audit(text).statements.solve():
        ...     print(implied.kind, implied.tight)
        base [7656903765.69; 7805907173]
        increment [1428481012.65; 1509414225.95]
        """
        found = [*self._of_one_subject(), *self._of_months(), *self._of_rests()]
        order = {name: i for i, name in enumerate(self._by_id)}
        return tuple(sorted(found, key=lambda each: order[each.statements[0]]))

    def _implied(
        self, kind: str, unit: str, statements: Sequence[Statement], formula: Any
    ) -> Iterator[Implied]:
        """A number by its formula of looks at the quantities, under both readings."""
        roles = {str(i): [quantity_of(s)] for i, s in enumerate(statements)}
        ends: dict[How, Interval] = {}
        hows: tuple[How, How] = ("tight", "loose")
        for how in hows:
            ends[how] = formula(Look(roles, how, self._profile))
        if ends["tight"] == EVERYTHING:
            return
        ids = tuple(statement.id for statement in statements)
        subject = statements[0].subject or ""
        yield Implied(kind, subject, ids, ends["tight"], ends["loose"], unit)

    def _groups(self) -> list[list[Statement]]:
        """Statements on one subject and period, facts only."""
        groups: dict[tuple[str, str, str], list[Statement]] = {}
        for s in self._reading.statements:
            if s.subject and s.period and s.status != "target":
                groups.setdefault((s.subject, s.period.start, s.period.end), []).append(s)
        return list(groups.values())

    def _of_one_subject(self) -> Iterator[Implied]:
        for group in self._groups():
            levels = [s for s in group if s.type == "level" and s.unit]
            for level in levels[:1]:
                unit = level.unit or ""
                for s in group:
                    if s.type == "growth" and s.comparison in _SAME_PERIOD:
                        both = (level, s)
                        yield from self._implied(
                            "base", unit, both, lambda k: base_of(k.amount("0"), k.rate("1"))
                        )
                        yield from self._implied(
                            "increment",
                            unit,
                            both,
                            lambda k: increment_of(k.amount("0"), k.rate("1")),
                        )
                    elif s.type in ("share", "attainment") and s.unit == "percent":
                        kind = "hidden_total" if s.type == "share" else "plan"
                        yield from self._implied(
                            kind, unit, (level, s), lambda k: k.amount("0") / k.part("1")
                        )
            growths = [s for s in group if s.type == "growth" and s.unit == "percent"]
            for s in group:
                if s.type == "contribution" and growths:
                    yield from self._implied("weight", "", (s, growths[0]), _weight)

    def _of_months(self) -> Iterator[Implied]:
        """The month between figures on January to t-1 and January to t."""
        by_subject: dict[str, list[Statement]] = {}
        for s in self._reading.statements:
            if s.subject and s.period and s.period.start.endswith("-01") and s.status != "target":
                by_subject.setdefault(s.subject, []).append(s)
        for group in by_subject.values():
            for shorter in group:
                for longer in group:
                    if not _next_month(shorter, longer):
                        continue
                    if shorter.type == "level" == longer.type and shorter.unit == longer.unit:
                        yield from self._implied(
                            "month_level",
                            longer.unit or "",
                            (longer, shorter),
                            lambda k: k.amount("0") - k.amount("1"),
                        )
                    elif shorter.type == "growth" == longer.type:
                        yield from self._month_growth(group, longer, shorter)

    def _month_growth(
        self, group: Sequence[Statement], longer: Statement, shorter: Statement
    ) -> Iterator[Implied]:
        levels = [
            next((s for s in group if s.type == "level" and s.period == g.period), None)
            for g in (longer, shorter)
        ]
        known = [level for level in levels if level is not None]
        if len(known) == 2:
            yield from self._implied(
                "month_growth", "percent", (longer, shorter, *known), _month_growth
            )
            return
        assert longer.period
        assert shorter.period
        months = longer.period.months, shorter.period.months
        yield from self._implied(
            "month_growth_flat",
            "percent",
            (longer, shorter),
            lambda k: k.amount("0").scaled(months[0]) - k.amount("1").scaled(months[1]),
        )

    def _of_rests(self) -> Iterator[Implied]:
        """What the parts of an open list leave of their total."""
        for claim in self._claims:
            if claim.kind not in ("sum", "part_of") or claim.closed:
                continue
            (whole,) = (self._by_id[i] for i in claim.statements["total"])
            parts = [self._by_id[i] for i in claim.statements["parts"]]
            yield from self._implied(
                "remainder",
                whole.unit or "",
                (whole, *parts),
                lambda k: k.amount("0") - total(k.amount(str(i)) for i in range(1, len(k.roles))),
            )


def _weight(look: Look) -> Interval:
    found = look.amount("0") / look.rate("1").scaled(100)
    return found.meet(Interval.of(0, 1)) or found


def _month_growth(look: Look) -> Interval:
    """(X - Y) / (X / (1 + G) - Y / (1 + F)) - 1, each number entering once."""
    growth, growth_before = look.rate("0"), look.rate("1")
    level, level_before = look.amount("2"), look.amount("3")
    if min(growth.low, growth_before.low) <= -1:
        return EVERYTHING
    base = base_of(level, growth) - base_of(level_before, growth_before)
    if base.low <= 0:
        return EVERYTHING

    def formula(g: Fraction, f: Fraction, x: Fraction, y: Fraction) -> Fraction:
        return (x - y) / (x / (1 + g) - y / (1 + f)) - 1

    return corners(formula, growth, growth_before, level, level_before).scaled(100)


def _next_month(shorter: Statement, longer: Statement) -> bool:
    a, b = shorter.period, longer.period
    return bool(
        a
        and b
        and a.start == b.start
        and b.months == a.months + 1
        and b.year == a.year
        and shorter.comparison == longer.comparison
    )
