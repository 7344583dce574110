"""The audit of a text: its statements, the relations between them, and a verdict on each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentTypeError
from hanoi_ct.quantities.currency import RateLike, Rates
from hanoi_ct.quantities.hedges import COMMON, Profile
from hanoi_ct.quantities.interval import Interval
from hanoi_ct.quantities.quantity import Quantity, stated
from hanoi_ct.quantities.sides import SIDES
from hanoi_ct.quantities.solver import Localised, Rule, localise
from hanoi_ct.quantities.verdict import Finding, detailed, judge, worst_first
from hanoi_ct.statements._linking.cell_claims import same_digits
from hanoi_ct.statements._linking.claims import find_claims
from hanoi_ct.statements._rivals.beside import SLIPS, slipped
from hanoi_ct.statements._rivals.tried import without_rivals
from hanoi_ct.statements._slips import Slips
from hanoi_ct.statements.against import Published, published_claims
from hanoi_ct.statements.audit_html import fragment
from hanoi_ct.statements.audit_words import VERDICTS
from hanoi_ct.statements.audited import Relation
from hanoi_ct.statements.figures_read import quantity_of
from hanoi_ct.statements.reading import check_language, read_text
from hanoi_ct.statements.solving import Statements
from hanoi_ct.statements.statement import Claim, Reading, Statement
from hanoi_ct.text import Language

if TYPE_CHECKING:
    import pandas as pd

# What is counted is no statement: names of a list, months, years.
_NAMED = {"count_list": "named", "monthly_average": "months", "compound_growth": "years"}


@dataclass(frozen=True)
class Audit:
    """A text with its statements and a verdict on every relation between them.

    Attributes
    ----------
    reading : Reading
        The text, its statements, and the spans with a number that none took.
    relations : tuple of Relation
        Worst first: impossible, undecidable, consistent.
    """

    reading: Reading
    relations: tuple[Relation, ...]

    @property
    def text(self) -> str:
        """The text as it was given."""
        return self.reading.text

    @property
    def language(self) -> Language:
        """The language of the text."""
        return "en" if self.reading.language == "en" else "vi"

    @cached_property
    def statements(self) -> Statements:
        """The statements by id, in the order of the text; ``solve()`` tells what they imply."""
        return Statements(self.reading, [relation.claim for relation in self.relations])

    @property
    def contradictions(self) -> tuple[Relation, ...]:
        """The relations that cannot hold, whatever the reading."""
        return tuple(r for r in self.relations if r.verdict == "impossible")

    def __iter__(self) -> Iterator[Relation]:
        return iter(self.relations)

    def __repr__(self) -> str:
        return (
            f"Audit({len(self.statements)} statements, {len(self.relations)} relations, "
            f"{len(self.contradictions)} impossible)"
        )

    def verdict_of(self, identifier: str) -> str:
        """The worst verdict on any relation that a statement enters; empty where none does.

        Parameters
        ----------
        identifier : str
            Id of a statement, one of ``audit.statements``.

        Returns
        -------
        str
            ``"impossible"``, ``"undecidable"``, ``"consistent"`` or ``""``.
        """
        order = ("impossible", "undecidable", "consistent")
        found = {
            relation.verdict
            for relation in self.relations
            if any(identifier in ids for ids in relation.claim.statements.values())
        }
        return next((verdict for verdict in order if verdict in found), "")

    def localise(self, weights: Mapping[str, float] | None = None) -> Localised:
        """The smallest sets of statements that must be wrong for the impossible relations.

        Parameters
        ----------
        weights : mapping of str to float, optional
            How much each statement is trusted; 1 where not given.

        Returns
        -------
        Localised
            All sets of least weight: where several explain the faults equally well, all are
            told. Relations that share no statement with an impossible one play no part.
        """
        rules = [
            Rule(relation.claim.kind, relation.claim.statements)
            for relation in self.relations
            if relation.verdict != "undecidable" and relation.claim.kind not in _NAMED
        ]
        wrong = {
            i
            for relation in self.contradictions
            for ids in relation.claim.statements.values()
            for i in ids
        }
        near = [rule for rule in rules if rule.names & wrong]
        quantities = {
            quantity.name: quantity
            for relation in self.relations
            for held in relation.finding.roles.values()
            for quantity in held
            if quantity.name
        }
        return localise(quantities, near, weights=weights)

    def to_dict(self, language: Language | None = None) -> dict[str, Any]:
        """The audit as plain types: ``text``, ``statements``, ``relations``, ``unread``.

        Parameters
        ----------
        language : {"vi", "en"}, optional
            Of the words; by default that of the text.

        Returns
        -------
        dict
            Text, numbers, lists and dicts alone; docs/audit.md has the keys.
        """
        spoken = language or self.language
        return {
            "text": self.text,
            "statements": [s.to_record(spoken) for s in self.reading.statements],
            "relations": [r.to_record(self.statements, spoken) for r in self.relations],
            "unread": [unread.to_record() for unread in self.reading.unread],
        }

    def to_json(self, language: Language | None = None) -> str:
        """The audit as one JSON object; letters stand as they are.

        Parameters
        ----------
        language : {"vi", "en"}, optional
            Of the words; by default that of the text.

        Returns
        -------
        str
            `to_dict` as JSON, with a line end behind it.
        """
        return json.dumps(self.to_dict(language), ensure_ascii=False, indent=1) + "\n"

    def to_pandas(self, language: Language | None = None) -> pd.DataFrame:
        """A row a relation: kind, statements, ends of both sides by reading, verdict, words.

        Parameters
        ----------
        language : {"vi", "en"}, optional
            Of the words; by default that of the text.

        Returns
        -------
        DataFrame

        Raises
        ------
        MissingDependencyError
            pandas is not installed.
        """
        require("pandas", "Audit.to_pandas")
        import pandas

        spoken = language or self.language
        rows = []
        for relation in self.relations:
            record = relation.to_record(self.statements, spoken)
            row = {
                "id": record["id"],
                "kind": record["kind"],
                "verdict": record["verdict"],
                "statements": [i for ids in relation.claim.statements.values() for i in ids],
            }
            for reading in ("tight", "loose"):
                for side in ("left", "right"):
                    low, high = record[reading][side]
                    row[f"{reading}_{side}_low"] = float(low)
                    row[f"{reading}_{side}_high"] = float(high)
            row["arithmetic"] = record["arithmetic"]
            row["repair"] = "; ".join(record["repair"])
            rows.append(row)
        columns = None if rows else ["id", "kind", "verdict", "statements", "arithmetic", "repair"]
        return pandas.DataFrame(rows, columns=columns)

    def summary(self, language: Language | None = None) -> str:
        """One line: how many statements, relations and verdicts of each kind.

        Parameters
        ----------
        language : {"vi", "en"}, optional
            Of the words; by default that of the text.

        Returns
        -------
        str
        """
        spoken = language or self.language
        counts = {
            verdict: sum(r.verdict == verdict for r in self.relations) for verdict in VERDICTS
        }
        words = ", ".join(
            f"{counts[verdict]} {VERDICTS[verdict].get(spoken)}"
            for verdict in ("impossible", "undecidable", "consistent")
        )
        if spoken == "vi":
            return (
                f"{len(self.statements)} con số, {len(self.relations)} quan hệ: {words}; "
                f"{len(self.reading.unread)} chỗ có số chưa hiểu."
            )
        return (
            f"{len(self.statements)} statements, {len(self.relations)} relations: {words}; "
            f"{len(self.reading.unread)} spans with a number not understood."
        )

    def _repr_html_(self) -> str:
        return fragment(self.reading, self.relations, self.summary(), self.language)


def audit(
    text: str,
    lang: Language | None = None,
    *,
    against: str | Path | None = None,
    date: str | None = None,
    profile: Profile = COMMON,
    rates: Rates | Mapping[str, RateLike] | None = None,
) -> Audit:
    """Check the numbers of a text against each other.

    Parameters
    ----------
    text : str
        Vietnamese or English report or press prose, or a table flattened line by line.
    lang : {"vi", "en"}, optional
        The language of the text; found by its letters where it is not given.
    against : "hanoi", "vietnam" or path, optional
        Check also against the packaged figures, or those of a folder beside them: numbers of which
        the text names no place are taken to be about Hanoi, with "vietnam" about the nation.
    date : str, optional
        The month of publication, ``YYYY-MM``, for texts that tell no year.
    profile : Profile
        The habits of one agency in place of the common rules of rounding and hedging.
    rates : Rates or mapping, optional
        Dong a dollar by year or month, ``{"2018": (22700, 23300)}``: amounts that the text prints
        in both currencies are held against them. Without rates only pairs of the text are held
        against each other.

    Returns
    -------
    Audit
        Statements with offsets into `text`, a verdict on each relation between them, worst
        first, and the spans with a number that was not understood.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        `text` is no str, or `lang` or `date` is not known.
    DataError
        `against` is no folder of tables.

    Notes
    -----
    A relation is consistent where the tight reading of its numbers allows it, impossible where
    not even the loose one does, undecidable between the two or where a list is open. Of an
    unknown total nothing is said.

    Examples
    --------
    >>> from hanoi_ct.statements import audit
    >>> found = audit(
    ...     "Xuất khẩu 5 tháng đầu năm 2022 đạt 152,96 tỷ USD. Khu vực kinh tế trong nước đạt "
    ...     "40,245 tỷ USD; khu vực có vốn đầu tư nước ngoài đạt 112,562 tỷ USD."
    ... )
    >>> [relation.claim.kind for relation in found.contradictions]
    ['sum']
    >>> found.contradictions[0].finding.gap
    Fraction(141000000, 1)
    """
    check_text(text, lang)
    reading = read_text(text, lang, date)
    claims = list(find_claims(reading))
    published: dict[str, Published] = {}
    if against is not None:
        more, published = published_claims(reading, against)
        claims += more
    return audit_claims(reading, claims, profile=profile, published=published, rates=rates)


def audit_claims(
    reading: Reading,
    claims: Sequence[Claim],
    *,
    profile: Profile = COMMON,
    published: Mapping[str, Published] | None = None,
    rates: Rates | Mapping[str, RateLike] | None = None,
) -> Audit:
    """Judge the claims of a reading, and those that put it beside published figures."""
    quantities = {statement.id: quantity_of(statement) for statement in reading.statements}
    quantities |= {name: each.quantity for name, each in (published or {}).items()}
    judged: list[tuple[Finding, Claim]] = []
    known = Rates.of(rates) if rates is not None else None
    for claim in claims:
        roles = _roles(claim, quantities)
        if roles is not None and claim.kind == "fx_known":
            rate = _rate_of(reading[claim.statements["local"][0]], known)
            roles = {**roles, "rate": [rate]} if rate is not None else None
        if roles is not None:
            found = judge(claim.kind, roles, closed=claim.closed, profile=profile, detail=False)
            judged.append((found, claim))
    judged = without_rivals(reading, judged, quantities)
    checked = _with_other_subjects(_with_hidden_totals(judged))
    place = {id(found): i for i, (found, _) in enumerate(checked)}
    slips = Slips(reading, claims, quantities, profile)
    ranked = [checked[place[id(found)]] for found in worst_first([found for found, _ in checked])]
    return Audit(
        reading,
        tuple(
            Relation(
                f"R{i}",
                claim,
                slips.named(detailed(found, closed=claim.closed, profile=profile), claim)
                if i <= _DETAILED
                else found,
            )
            for i, (found, claim) in enumerate(ranked, start=1)
        ),
    )


# Of so many relations, worst first, corners and repairs are worked out: nobody reads more, and
# the cost of a long text stays that of reading it.
_DETAILED = 200


def _rate_of(statement: Statement, rates: Rates | None) -> Quantity | None:
    """The exchange rate of the period of a statement, where one is given."""
    period = statement.period
    if rates is None or period is None or period.year is None:
        return None
    return rates.at(period.start, period.end)


def _roles(claim: Claim, quantities: dict[str, Quantity]) -> dict[str, Sequence[Quantity]] | None:
    """The quantities of a claim by role; None for a kind or an id that is not known."""
    if claim.kind not in SIDES:
        return None
    roles: dict[str, Sequence[Quantity]] = {}
    for role, ids in claim.statements.items():
        if any(i not in quantities for i in ids):
            return None
        roles[role] = [quantities[i] for i in ids]
    if claim.kind in _NAMED:
        roles[_NAMED[claim.kind]] = [stated(Decimal(len(claim.named)), "count", 0)]
    return roles


def _with_hidden_totals(
    judged: Sequence[tuple[Finding, Claim]],
) -> list[tuple[Finding, Claim]]:
    """A sum that fails decides nothing where shares of its parts imply the total they add up to.

    A share's total is often not the printed one: exports without crude oil beside exports.
    """
    implied: dict[str, list[Interval]] = {}
    for found, _ in judged:
        if found.kind == "share" and found.verdict == "impossible":
            part, share = found.roles["part"][0], found.roles["share"][0]
            whole = (part.interval("loose") / share.interval("loose")).scaled(100)
            implied.setdefault(part.name, []).append(whole)
    checked = []
    for found, claim in judged:
        if found.kind == "sum" and found.verdict == "impossible":
            totals = [w for q in found.roles["parts"] for w in implied.get(q.name, ())]
            if any(whole.meets(found.loose.right) for whole in totals):
                found = replace(found, verdict="undecidable", lack="hidden_total")
        checked.append((found, claim))
    return checked


# Two figures on one subject that differ by more than this part of their size are more likely
# about two subjects (a province and the nation) than a contradiction, unless a slip explains it.
_FAR = Fraction(1, 10)


def _with_other_subjects(
    judged: Sequence[tuple[Finding, Claim]],
) -> list[tuple[Finding, Claim]]:
    """Numbers that are too far apart to be about one thing decide nothing.

    A subject is told by words, and prose leaves words out: "exports" of the second sentence may
    be those of the nation. What stands in the text is not called wrong for that. A slip of a
    thousand or ten times, and of the sign, stays one.
    """
    apart: set[frozenset[str]] = set()
    checked = []
    for found, claim in judged:
        if found.verdict == "impossible" and _too_far(found, claim):
            if found.kind == "same":
                continue  # two things: of them nothing is to be told
            found = replace(found, verdict="undecidable", lack="another_subject")
            apart.add(frozenset(q.name for q in found.roles.get("parts", ())))
        checked.append((found, claim))
    return [
        (replace(found, verdict="undecidable", lack="another_subject"), claim)
        if found.verdict == "impossible"
        and frozenset(q.name for q in found.roles.get("levels", ())) in apart - {frozenset()}
        else (found, claim)
        for found, claim in checked
    ]


def _too_far(found: Finding, claim: Claim) -> bool:
    left, right = found.loose.left, found.loose.right
    if found.kind == "same":
        if any(":" in i for i in claim.statements["pair"]):
            return False  # a published figure on a known series
        one, other = (q.number for q in found.roles["pair"])
        if one is not None and other is not None and same_digits(one, other):
            return False
    elif found.kind == "sum":
        whole = found.roles["total"][0].interval("loose")
        if all(q.interval("loose").low <= whole.high for q in found.roles["parts"]):
            return False
    elif found.kind == "part_of":
        whole = found.roles["total"][0].interval("loose")
        if any(q.interval("loose").low <= whole.high for q in found.roles["parts"]):
            return False
    else:
        return False
    far = found.gap > _FAR * max(abs(left.middle), abs(right.middle))
    return far and not any(slipped(left, factor).meets(right) for factor in SLIPS)


def check_text(text: object, lang: object) -> None:
    """Refuse what is no text, and a language that is not known."""
    if not isinstance(text, str):
        raise ArgumentTypeError(f"`text` of audit must be a str; got {type(text).__name__}")
    check_language(lang, "audit")
