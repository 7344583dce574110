"""Claims that other numbers rule out: parts that come to one total are of no other.

What is far from its total, or held against another than the one it fits, was linked by a name
that tells less than it seems to: it is left out, and not called wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from decimal import Decimal

from hanoi_ct.quantities.interval import total
from hanoi_ct.statements._linking.attached import Attached
from hanoi_ct.statements._linking.fitting_shares import agree_in_a_total, fits
from hanoi_ct.statements.figures_read import added_up, interval_of, quantity_of
from hanoi_ct.statements.statement import Claim, Statement

__all__ = [
    "is_of_another_total",
    "without_far_totals",
    "without_misfits_of_fitted",
    "without_other_totals",
    "without_twins",
]

_SUMS = ("sum", "part_of")
_OWN = {"yield": "yield", "ratio": "ratio"}  # the role of what others give, by kind
_MORE = Decimal("1.05")  # of a total: parts that are more are of another one
_A_TOTAL = re.compile(
    r"\s*(?:of the total|of all|(?:trong |của )?tổng(?: số)?)\s+([^,.;:()\d]{3,70})", re.IGNORECASE
)
_IDLE = frozenset(
    [
        "of",
        "the",
        "in",
        "all",
        "total",
        "this",
        "value",
        "amount",
        "của",
        "trong",
        "số",
        "các",
        "toàn",
        "kim",
        "ngạch",
        "giá",
        "trị",
        "này",
        "cả",
        "và",
        "and",
        "from",
        "to",
        "registered",
        "newly",
        "đăng",
        "ký",
        "chung",
        "mức",
    ]
)
_OF_THE_MARKET = re.compile(r"\s*(?:thị phần|of the market|market share)\b", re.IGNORECASE)
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
    parts_of: dict[str, set[frozenset[str]]] = {}
    for parts, whole in whole_of.items():
        parts_of.setdefault(whole, set()).add(parts)
    whole_of_rate = {
        growth.id: whole
        for whole in parts_of
        if whole in rates
        for growth in rates[whole].growths.values()
    }

    def is_ruled_out(claim: Claim) -> bool:
        if claim.kind in _SUMS:
            total, parts = claim.statements["total"][0], frozenset(claim.statements["parts"])
            if parts in whole_of:
                return whole_of[parts] != total
            return total in parts_of and not _is_another_way(claim, parts_of[total], rates)
        if claim.kind != "weighted_growth":
            return False
        levels = frozenset(claim.statements["levels"])
        whole = whole_of_rate.get(claim.statements["growth"][0])
        if levels in whole_of and rates[whole_of[levels]].growths:
            return whole != whole_of[levels]
        return whole is not None and levels not in parts_of[whole]

    return [c for c in claims if not is_ruled_out(c)]


def _is_another_way(claim: Claim, ways: Set[frozenset[str]], rates: Mapping[str, Attached]) -> bool:
    """Whether other parts come to a total as well: fish by kind, and caught and farmed."""
    parts, (whole,) = claim.statements["parts"], claim.statements["total"]
    if claim.kind != "sum" or not claim.closed or not all(way.isdisjoint(parts) for way in ways):
        return False
    if whole not in rates or not all(i in rates for i in parts):
        return False
    added = total(interval_of(rates[i].level) for i in parts)
    return added.meets(interval_of(rates[whole].level))


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
    if not plan.amount or attainment.unit != "percent" or not attained:
        return False
    times = level.amount * 100 / plan.amount / attained
    return not 1 / _TIMES < times < _TIMES


def _is_far(whole: Statement, parts: Sequence[Statement]) -> bool:
    if any(s.unit != whole.unit for s in parts) or whole.id in {s.id for s in parts}:
        return False
    added = added_up(parts)
    return abs(added - whole.amount) > _FAR * whole.amount


def is_of_another_total(text: str, statements: Mapping[str, Statement], claim: Claim) -> bool:
    """Whether parts are more than what was taken for their total, or a share is of a market.

    A part that a slip of a power of ten makes too large is left to be told.
    """
    role = {"share": "part", "part_of": "parts"}.get(claim.kind)
    if role is None:
        return False
    total = statements.get(claim.statements["total"][0])
    parts = [s for i in claim.statements[role] if (s := statements.get(i)) is not None]
    if total is None or not parts:
        return False
    added = added_up(parts)
    if claim.kind == "part_of":
        beside = any(s.sentence == total.sentence for s in parts)
        return not beside and added > total.amount * _MORE
    share = statements[claim.statements["share"][0]]
    if not fits(statements, claim) and _names_another(text, share, total):
        return True
    return added > total.amount * _MORE and not _is_slipped(added, total.amount, share)


def _names_another(text: str, share: Statement, total: Statement) -> bool:
    """Whether a share is of a market, or of a total called by other words than this one."""
    if _OF_THE_MARKET.match(text, share.end):
        return True
    named = _A_TOTAL.match(text, share.end)
    words = set(re.findall(r"\w+", named[1].casefold())) - _IDLE if named else set()
    return bool(words) and not words & set(re.findall(r"\w+", (total.subject or "").casefold()))


def _is_slipped(part: Decimal, total: Decimal, share: Statement) -> bool:
    """Whether a part that is some power of ten smaller would give its share."""
    if share.unit != "percent" or not total:
        return False
    found = [part * 100 / total / Decimal(10) ** power for power in (1, 3, 6)]
    return any(abs(value - Decimal(share.value)) <= 1 for value in found)


def without_twins(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without "the same twice" of yields and prices that each belong to their own.

    "Lúa hè thu ... năng suất 57,6 tạ/ha; lúa thu đông ... năng suất 56,6 tạ/ha": two crops.
    """
    own = {
        i
        for c in claims
        if c.kind in ("yield", "ratio")
        for i in c.statements.get(_OWN[c.kind], ())
    }
    return [c for c in claims if c.kind != "same" or not own.issuperset(c.statements["pair"])]


def without_misfits_of_fitted(
    claims: Sequence[Claim], statements: Mapping[str, Statement]
) -> list[Claim]:
    """The claims without shares held against another total than one that they fit."""
    fitted = {c.statements["share"][0] for c in claims if c.kind == "share" and fits(statements, c)}

    def is_ruled_out(claim: Claim) -> bool:
        if claim.kind == "share":
            return claim.statements["share"][0] in fitted and not fits(statements, claim)
        if claim.kind != "same_total" or not fitted.issuperset(claim.statements["share"]):
            return False
        parts, shares = ([statements[i] for i in claim.statements[r]] for r in ("part", "share"))
        return not agree_in_a_total(parts, shares)

    return [c for c in claims if not is_ruled_out(c)]
