"""Claims that other numbers rule out: parts that come to one total are of no other.

What is far from its total, or held against another than the one it fits, was linked by a name
that tells less than it seems to: it is left out, and not called wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from hanoi_ct.statements._linking.attached import Attached
from hanoi_ct.statements.figures_read import quantity_of
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["without_far_totals", "without_other_totals"]

_SUMS = ("sum", "part_of")
_TIMES = Decimal("1.6")  # what a level may miss of what was attained of its plan
_FAR = Decimal("0.05")  # of a total, what its parts may lack where their rates are weighed


def without_other_totals(
    claims: Sequence[Claim], adding: Sequence[Claim], rates: Mapping[str, Attached]
) -> list[Claim]:
    """The claims without those that hold the same parts against another total.

    Parameters
    ----------
    claims : sequence of Claim
    adding : sequence of Claim
        Sums that add up to the last printed digit.
    rates : mapping of str to Attached
        The rates that are told of each level, by its id.
    """
    whole_of = {frozenset(c.statements["parts"]): c.statements["total"][0] for c in adding}
    parts_of = {c.statements["total"][0]: frozenset(c.statements["parts"]) for c in adding}
    return [c for c in claims if not _is_ruled_out(c, whole_of, parts_of, rates)]


def _is_ruled_out(
    claim: Claim,
    whole_of: Mapping[frozenset[str], str],
    parts_of: Mapping[str, frozenset[str]],
    rates: Mapping[str, Attached],
) -> bool:
    if claim.kind in _SUMS:
        total, parts = claim.statements["total"][0], frozenset(claim.statements["parts"])
        if parts in whole_of:
            return whole_of[parts] != total
        return total in parts_of
    if claim.kind != "weighted_growth":
        return False
    levels, growth = frozenset(claim.statements["levels"]), claim.statements["growth"][0]
    if levels in whole_of:
        told = _growths(rates, whole_of[levels])
        return bool(told) and growth not in told
    return any(
        growth in _growths(rates, total) and parts != levels for total, parts in parts_of.items()
    )


def _growths(rates: Mapping[str, Attached], level: str) -> set[str]:
    return {s.id for s in rates[level].growths.values()} if level in rates else set()


def without_far_totals(
    claims: Sequence[Claim], rates: Mapping[str, Attached], statements: Mapping[str, Statement]
) -> list[Claim]:
    """The claims without weighted rates and plans of what is far from its total or its plan."""
    level_of = {g.id: held.level for held in rates.values() for g in held.growths.values()}
    kept = []
    for claim in claims:
        ids = claim.statements.get("levels", ())
        if claim.kind == "weighted_growth":
            whole = level_of.get(claim.statements["growth"][0])
        elif claim.kind == "plan_total_parts" and ids[0] in rates:
            whole, ids = rates[ids[0]].level, ids[1:]
        else:
            if claim.kind != "plan" or not _is_another_plan(claim, statements):
                kept.append(claim)
            continue
        parts = [rates[i].level for i in ids if i in rates]
        if whole is None or len(parts) < len(ids) or not _is_far(whole, parts):
            kept.append(claim)
    return kept


def _is_another_plan(claim: Claim, statements: Mapping[str, Statement]) -> bool:
    """Whether a level is so far from a plan that it was attained of another one."""
    plan, level, attainment = (
        statements[claim.statements[role][0]] for role in ("plan", "level", "attainment")
    )
    attained = quantity_of(attainment).exact  # "vượt 14% kế hoạch": 114 % of it
    if not _amount(plan) or attainment.unit != "percent" or not attained:
        return False
    times = _amount(level) * 100 / _amount(plan) / attained
    return not 1 / _TIMES < times < _TIMES


def _is_far(whole: Statement, parts: Sequence[Statement]) -> bool:
    if any(s.unit != whole.unit for s in parts) or whole.id in {s.id for s in parts}:
        return False
    added = sum(map(_amount, parts), Decimal(0))
    return abs(added - _amount(whole)) > _FAR * _amount(whole)


def _amount(s: Statement) -> Decimal:
    return Decimal(s.value) * Decimal(s.scale)
