"""Slips that only the whole text can name: percent for points, another period, a forced sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hanoi_ct.quantities.comparing import compare, compared
from hanoi_ct.quantities.hedges import COMMON, Profile
from hanoi_ct.quantities.look import Look, Place
from hanoi_ct.quantities.quantity import Quantity
from hanoi_ct.quantities.repairs import Edit
from hanoi_ct.quantities.verdict import Finding
from hanoi_ct.statements.statement import Claim, Period, Reading, Statement

__all__ = ["Slips"]

_FEW = 12  # statements of one subject in other periods that are tried
_MOST = 2  # numbers of other periods that are told of one relation
_BY_A_UNIT = ("other", "digit")
_CHANGES = ("growth", "pair_growth")


class Slips:
    """Names slips in the findings of one text.

    Parameters
    ----------
    reading : Reading
    claims : sequence of Claim
        All claims of the text: the lists of shares are among them.
    quantities : mapping of str to Quantity
    profile : Profile
    """

    def __init__(
        self,
        reading: Reading,
        claims: Sequence[Claim],
        quantities: Mapping[str, Quantity],
        profile: Profile = COMMON,
    ) -> None:
        self.statements = {s.id: s for s in reading.statements}
        self.quantities, self.profile = quantities, profile
        self.alike: dict[tuple[str, str, str | None], list[Statement]] = {}
        for s in reading.statements:
            key = ((s.subject or "").casefold(), s.type, s.unit)
            self.alike.setdefault(key, []).append(s)
        self.forced = {
            i
            for claim in claims
            if claim.kind == "share_sum"
            for i in claim.statements["parts"]
            if self._adds_to_hundred(claim.statements["parts"])
        }

    def _adds_to_hundred(self, ids: Sequence[str]) -> bool:
        shares = [self.quantities[i] for i in ids if i in self.quantities]
        return sum((q.exact for q in shares), Decimal(0)) == 100

    def named(self, found: Finding, claim: Claim) -> Finding:
        """The finding with the slips that explain it, before other repairs."""
        if found.tight.holds or found.verdict == "consistent":
            return found
        more = [*self._points(found), *self._other_periods(found, claim)]
        edits = [self._forced(found, edit) for edit in found.edits]
        edits.sort(key=lambda edit: edit.slip != "forced")
        return replace(found, edits=(*more, *edits))

    def _points(self, found: Finding) -> list[Edit]:
        """ "từ 46% lên 51%, tăng 5%": points, printed as percent."""
        if found.kind not in _CHANGES:
            return []
        growth = found.roles["growth"][0]
        held = found.roles.get("pair") or (*found.roles["level"], *found.roles["base"])
        rates = [q for q in held if q.unit == "percent"]
        if growth.unit != "percent" or len(rates) != 2 or growth.number is None:
            return []
        roles = {"current": [rates[0]], "base": [rates[1]], "difference": [growth]}
        if not compare("difference", roles, "tight", profile=self.profile).holds:
            return []
        return [Edit(("growth", 0), growth.number, "points", Fraction(0))]

    def _other_periods(self, found: Finding, claim: Claim) -> list[Edit]:
        """A number that the text prints for another period, and that would fit here."""
        edits = []
        look = Look(found.roles, "tight", self.profile)
        moved = self._moved(claim)
        for role, ids in claim.statements.items():
            for i, identifier in enumerate(ids):
                statement = self.statements.get(identifier)
                if statement is None or statement.type not in ("level", "growth"):
                    continue
                edit = self._fitting(found, look, (role, i), statement, claim)
                edit = edit or self._stray(found, moved, (role, i), statement, claim)
                if edit is not None:
                    edits.append(edit)
                if len(edits) == _MOST:
                    return edits
        return edits

    def _fitting(
        self, found: Finding, look: Look, place: Place, statement: Statement, claim: Claim
    ) -> Edit | None:
        old = self.quantities[statement.id]
        if old.number is None or not old.exact:
            return None
        taken = {i for ids in claim.statements.values() for i in ids}
        for s in self._alike(statement)[:_FEW]:
            if s.id in taken or s.period == statement.period or s.value == statement.value:
                continue
            new = self.quantities[s.id]
            if new.number is not None and compared(found.kind, look.replaced(place, new)).holds:
                size = abs(Fraction(new.exact) / Fraction(old.exact) - 1)
                factor = Fraction(new.scale) / Fraction(old.scale)
                return Edit(place, new.number, "wrong_period", size, factor)
        return None

    def _stray(
        self,
        found: Finding,
        moved: Mapping[Period | None, Mapping[str, str]],
        place: Place,
        statement: Statement,
        claim: Claim,
    ) -> Edit | None:
        """A number that fits where all the others are those of one other period."""
        own = self.quantities[statement.id]
        ids = {i for held in claim.statements.values() for i in held} - {statement.id}
        if own.number is None or not ids:
            return None
        for period, told in moved.items():
            if period == statement.period or not ids <= told.keys():
                continue
            changed = dict(found.roles)  # also what is no statement: the number of months
            for role, held in claim.statements.items():
                changed[role] = [
                    own if i == statement.id else self.quantities[told[i]] for i in held
                ]
            if compare(found.kind, changed, "tight", profile=self.profile).holds:
                return Edit(place, own.number, "wrong_period", Fraction(0))
        return None

    def _moved(self, claim: Claim) -> dict[Period | None, dict[str, str]]:
        """By period, the ids of what the statements of a claim say for it; all but one are told."""
        ids = {i for held in claim.statements.values() for i in held}
        if not ids <= self.statements.keys():
            return {}
        moved: dict[Period | None, dict[str, str]] = {}
        for i in ids:
            statement = self.statements[i]
            for s in self._alike(statement)[:_FEW]:
                if s.comparison == statement.comparison:
                    moved.setdefault(s.period, {}).setdefault(i, s.id)
        return {period: told for period, told in moved.items() if len(told) >= len(ids) - 1}

    def _alike(self, statement: Statement) -> list[Statement]:
        """Statements of one subject, type and unit."""
        key = ((statement.subject or "").casefold(), statement.type, statement.unit)
        return self.alike[key]

    def _forced(self, found: Finding, edit: Edit) -> Edit:
        """A share a unit off in a list that adds up to 100 was moved to make it do so."""
        if found.kind != "share" or edit.place != ("share", 0) or edit.slip not in _BY_A_UNIT:
            return edit
        share = found.roles["share"][0]
        unit = Decimal(1).scaleb(-share.decimals)
        moved = share.number is not None and abs(edit.number - share.number) == unit
        return replace(edit, slip="forced") if moved and share.name in self.forced else edit
