"""Verdicts on relations between printed numbers, with the smallest repair.

A relation is consistent where the tight reading of its numbers allows it, impossible where not
even the loose one does, and undecidable between the two or where something is lacking. Nothing
here knows words: a finding holds intervals, edits and quantities, to be told in any language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from hanoi_ct.quantities.comparing import Comparison, compare, compared
from hanoi_ct.quantities.hedges import COMMON, Profile
from hanoi_ct.quantities.interval import EVERYTHING, Interval
from hanoi_ct.quantities.look import Look, Place, Roles, places
from hanoi_ct.quantities.relations import RELATIONS
from hanoi_ct.quantities.repairs import Edit, repairs

Verdict = Literal["consistent", "impossible", "undecidable"]
Lack = Literal[
    "", "open_list", "alternative", "loose_only", "unbounded", "hidden_total", "another_subject"
]

# A corner is worth telling where two numbers are left less than this part of their intervals.
_CORNER = Fraction(3, 10)
_STEPS = 40


@dataclass(frozen=True, slots=True)
class Finding:
    """What the check of one relation found.

    Attributes
    ----------
    kind : str
        The name of the relation.
    roles : mapping of str to sequence of Quantity
    tight, loose : Comparison
    verdict : {"consistent", "impossible", "undecidable"}
    gap : Fraction
        The distance of the two sides under the loose reading; 0 where they meet.
    corner : mapping of Place to Interval
        What is left of the numbers where the tight reading allows only a corner of them.
    edits : tuple of Edit
        Single changes that restore the relation, likely slips first, then by size.
    lack : str
        Why nothing is decided: an open list, another reading of a number, the loose reading
        alone, an end that nothing bounds, a total that shares imply.
    decisive : Place or None
        The number of which one more digit would tell most.
    """

    kind: str
    roles: Roles
    tight: Comparison
    loose: Comparison
    verdict: Verdict
    gap: Fraction
    corner: Mapping[Place, Interval]
    edits: tuple[Edit, ...] = ()
    lack: Lack = ""
    decisive: Place | None = None


def judge(
    kind: str, roles: Roles, *, closed: bool = True, profile: Profile = COMMON, detail: bool = True
) -> Finding:
    """Check one relation.

    Parameters
    ----------
    kind : str
        A name in :data:`hanoi_ct.quantities.relations.RELATIONS`.
    roles : mapping of str to sequence of Quantity
        The quantities by role.
    closed : bool, default True
        Whether a list of parts is known to be complete. Of an open list a sum can be exceeded
        by its total, and rates of its parts bound nothing.
    profile : Profile
        The habits of one agency.
    detail : bool, default True
        Whether to look for corners and edits as well.

    Raises
    ------
    KeyError
        An unknown kind.

    Examples
    --------
    >>> from decimal import Decimal
    >>> from hanoi_ct.quantities.quantity import stated
    >>> textiles = stated(Decimal("3.77"), "USD", 2, scale=Decimal(10**9))
    >>> exports = stated(Decimal("24.6"), "USD", 1, scale=Decimal(10**9))
    >>> share = stated(Decimal("18.1"), "percent", 1)
    >>> found = judge("share", {"part": [textiles], "total": [exports], "share": [share]})
    >>> found.verdict, str(found.loose.right)
    ('impossible', '[15.2226720647; 15.4285714286]')
    >>> [str(edit.number) for edit in found.edits if edit.place == ("share", 0)]
    ['15.4']
    """
    tight = compare(kind, roles, "tight", closed=closed, profile=profile)
    loose = compare(kind, roles, "loose", closed=closed, profile=profile)
    verdict: Verdict = "undecidable"
    lack: Lack = ""
    if tight.holds:
        verdict = "consistent"
    elif loose.holds:
        lack = "loose_only"
    else:
        verdict = "impossible"
    if verdict == "impossible" and not closed and _open_to_more(kind, loose):
        verdict, lack = "undecidable", "open_list"
    if verdict == "impossible" and _other_reading(kind, roles, closed, profile):
        verdict, lack = "undecidable", "alternative"
    if verdict == "consistent" and EVERYTHING in (tight.left, tight.right):
        verdict, lack = "undecidable", "unbounded"
    gap = loose.left.gap(loose.right) if not loose.holds else Fraction(0)
    found = Finding(kind, roles, tight, loose, verdict, gap, {}, lack=lack)
    return detailed(found, closed=closed, profile=profile) if detail else found


def detailed(found: Finding, *, closed: bool = True, profile: Profile = COMMON) -> Finding:
    """The finding with its corner, or with its edits and the digit that would decide."""
    kind, roles = found.kind, found.roles
    if found.verdict == "consistent":
        return replace(found, corner=_corner(kind, roles, closed, profile))
    if found.tight.holds or found.lack in ("open_list", "hidden_total", "another_subject"):
        return found
    edits = tuple(repairs(kind, roles, closed, profile))
    decisive = _decisive(kind, roles, closed, profile) if found.lack == "loose_only" else None
    return replace(found, edits=edits, decisive=decisive)


# ---- open lists and other readings ------------------------------------------------

# What a missing part can do: parts of a total can only be added, rates can be anything.
_ONLY_SHORT = ("sum", "share_sum", "plan_parts", "plan_total_parts", "count_list")
_ANYTHING = ("minmax", "weighted_growth", "contribution_sum", "sum_zero", "rank", "stock_flow")


def _open_to_more(kind: str, loose: Comparison) -> bool:
    """Whether further parts, which an open list may have, could mend the relation."""
    if kind in _ANYTHING:
        return True
    return kind in _ONLY_SHORT and loose.right.high < loose.left.low


def _other_reading(kind: str, roles: Roles, closed: bool, profile: Profile) -> bool:
    """Whether the relation holds when one number is read as something else that it may be.

    Where all of them are printed alike (18.700, 21.300), they are read alike.
    """
    every = [q for held in roles.values() for q in held]
    if all(q.alternatives for q in every) and len({q.decimals > 0 for q in every}) == 1:
        return False
    for role, i in places(roles):
        held = list(roles[role])
        for number in held[i].alternatives:
            other = replace(held[i], number=number, decimals=decimals_of(number), alternatives=())
            changed = {**roles, role: [*held[:i], other, *held[i + 1 :]]}
            if compare(kind, changed, "tight", closed=closed, profile=profile).holds:
                return True
    return False


def decimals_of(number: Decimal) -> int:
    """Decimals that a number is written with."""
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


# ---- corners ----------------------------------------------------------------------


def _corner(kind: str, roles: Roles, closed: bool, profile: Profile) -> dict[Place, Interval]:
    """What the relation leaves of each number, where it leaves little of two of them or more."""
    if RELATIONS[kind].must != "=" or kind in ("minmax", "count_list", "same"):
        return {}
    look = Look(roles, "tight", profile)
    few = []
    for place in places(roles):
        whole = look.amounts(place[0])[place[1]]
        if not whole.bounded or not whole.width:
            continue
        low, high = Fraction(whole.low), Fraction(whole.high)
        third = (high - low) / 3
        # What is allowed near both ends leaves more than a corner.
        ends = (Interval(low, low + third), Interval(high - third, high))
        if not all(compared(kind, look.changed(place, end), closed=closed).holds for end in ends):
            few.append(place)
    if len(few) < 2:
        return {}
    left = {}
    for place in few:
        whole = look.amounts(place[0])[place[1]]
        part = narrowed(kind, look, place, whole, closed=closed)
        if part is not None and part.width < _CORNER * Fraction(whole.width):
            left[place] = part
    return left if len(left) > 1 else {}


def narrowed(
    kind: str,
    look: Look,
    place: Place,
    whole: Interval,
    *,
    closed: bool = True,
    fine: bool = False,
) -> Interval | None:
    """The numbers of ``whole`` at one place that the relation allows, rounded outwards.

    To a ten-thousandth of the interval, or finely to 2 ** -40 of it.

    The numbers that a relation allows form an interval, as its sides move one way with each
    number. None where it allows none.
    """

    def allows(part: Interval) -> bool:
        return compared(kind, look.changed(place, part), closed=closed).holds

    if not allows(whole):
        return None
    low, high = Fraction(whole.low), Fraction(whole.high)
    found = []
    for end, far in ((low, high), (high, low)):
        # `outside` is known to be cut off; between `outside` and `inside` lies the boundary:
        # the part from `end` to x is allowed as soon as x passes it.
        if allows(Interval.of(end)):
            found.append(end)
            continue
        outside, inside = end, far
        for _ in range(_STEPS):
            middle = (outside + inside) / 2
            if allows(Interval(min(end, middle), max(end, middle))):
                inside = middle
            else:
                outside = middle
            if not fine and abs(inside - outside) * 10**4 < high - low:
                break
        found.append(outside)
    return Interval(min(found), max(found))


def _decisive(kind: str, roles: Roles, closed: bool, profile: Profile) -> Place | None:
    """The number whose rounding makes most of the uncertainty of both sides."""
    base = compare(kind, roles, "loose", closed=closed, profile=profile)
    best, most = None, Fraction(0)
    for place in places(roles):
        whole = roles[place[0]][place[1]].interval("loose", profile)
        if not whole.bounded:
            continue
        known = compare(
            kind,
            roles,
            "loose",
            closed=closed,
            profile=profile,
            pinned={place: Interval.of(whole.middle)},
        )
        saved = Fraction(0)
        for before, after in ((base.left, known.left), (base.right, known.right)):
            if before.bounded and after.bounded:
                saved += Fraction(before.width) - Fraction(after.width)
        if saved > most:
            best, most = place, saved
    return best


def worst_first(findings: Sequence[Finding]) -> list[Finding]:
    """Findings with the impossible ones first, then the undecidable, each by its gap."""
    order = {"impossible": 0, "undecidable": 1, "consistent": 2}

    def key(found: Finding) -> tuple[int, float]:
        if not found.gap:
            return order[found.verdict], 0.0
        size = max(abs(found.loose.right.middle), abs(found.loose.left.middle), Fraction(1, 10**9))
        return order[found.verdict], -float(found.gap / size)

    return sorted(findings, key=key)
