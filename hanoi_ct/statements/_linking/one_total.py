"""Claims that sums which add up rule out: parts that come to one total are of no other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hanoi_ct.statements._linking.attached import Attached
from hanoi_ct.statements.statement import Claim

__all__ = ["without_other_totals"]

_SUMS = ("sum", "part_of")


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
    levels = frozenset(claim.statements["levels"])
    if levels not in whole_of or whole_of[levels] not in rates:
        return False
    told = rates[whole_of[levels]].growths.values()
    return bool(told) and claim.statements["growth"][0] not in {s.id for s in told}
