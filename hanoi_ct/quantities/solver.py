"""Many relations at once: what they leave of every number, and which numbers must be wrong.

Edit rules, error localisation (Fellegi and Holt 1976) and deductive correction are the terms of
the field. Rules here are the relations of :mod:`hanoi_ct.quantities.relations`; numbers are
intervals. :func:`propagate` narrows them to a fixed point, :func:`linear_bounds` finds exact
bounds where the rules are sums, :func:`localise` the smallest weighted sets of numbers whose
change makes the rest consistent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.quantities.comparing import compare, compared
from hanoi_ct.quantities.hedges import COMMON, Profile
from hanoi_ct.quantities.interval import Interval
from hanoi_ct.quantities.look import Look, Place, Roles, places
from hanoi_ct.quantities.printed import Reading
from hanoi_ct.quantities.quantity import Quantity
from hanoi_ct.quantities.verdict import narrowed

_ROUNDS = 50
# A narrowing of less than this part of an interval does not count: the fixed point is near.
_ENOUGH = Fraction(1, 1000)
_FREE = 10**4  # a number that is wrong may be this many times larger or smaller


@dataclass(frozen=True, slots=True)
class Rule:
    """A relation between named quantities.

    ``roles`` holds names; ``closed`` says whether a list of parts is complete. An open list is
    no rule: it constrains nothing but its excess, and is left out.
    """

    kind: str
    roles: Mapping[str, tuple[str, ...]]
    closed: bool = True

    @property
    def names(self) -> frozenset[str]:
        """All quantities of the rule."""
        return frozenset(name for held in self.roles.values() for name in held)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a set of rules leaves: an interval for every quantity, or the rule that failed."""

    intervals: Mapping[str, Interval]
    conflict: frozenset[str] = frozenset()
    rounds: int = 0

    @property
    def consistent(self) -> bool:
        """Whether no rule was left without a number."""
        return not self.conflict


@dataclass(frozen=True, slots=True)
class Localised:
    """The smallest sets of numbers that must be wrong.

    Attributes
    ----------
    weight : float
        Of each of the sets; 0 where all rules can hold.
    sets : tuple of frozenset of str
        Every set of that weight, ties and all, up to the limit.
    complete : bool
        Whether these are all ties.
    """

    weight: float
    sets: tuple[frozenset[str], ...]
    complete: bool = True
    problem: Mapping[str, object] = field(default_factory=dict)


def start(
    quantities: Mapping[str, Quantity],
    reading: Reading,
    free: Iterable[str] = (),
    profile: Profile = COMMON,
) -> dict[str, Interval]:
    """The interval of every quantity, wide for those that are held to be wrong."""
    wrong = set(free)
    found = {}
    for name, quantity in quantities.items():
        if name not in wrong:
            found[name] = quantity.interval(reading, profile)
            continue
        size = max(abs(Fraction(quantity.exact)), Fraction(1, 100))
        if quantity.unit in ("percent", "percentage_points", "times"):
            low = -Fraction(999, 10) if quantity.type in ("growth", "") else -size * _FREE
            found[name] = Interval(min(low, -size), max(size * _FREE, Fraction(_FREE)))
        else:
            low = size / _FREE if quantity.type in ("level", "count") else -size * _FREE
            found[name] = Interval(low, size * _FREE)
    return found


def propagate(
    quantities: Mapping[str, Quantity],
    rules: Sequence[Rule],
    *,
    reading: Reading = "tight",
    free: Iterable[str] = (),
    profile: Profile = COMMON,
) -> Narrowed:
    """Narrow every number by every rule until nothing changes.

    Parameters
    ----------
    quantities : mapping of str to Quantity
    rules : sequence of Rule
        Rules with open lists are passed over.
    reading : {"tight", "loose"}, default "tight"
        How the numbers are read.
    free : iterable of str
        Quantities held to be wrong: the others tell what they may be.
    profile : Profile

    Returns
    -------
    Narrowed
        No true value is ever excluded: intervals are cut only where a rule leaves nothing.

    References
    ----------
    Benhamou et al. (1999), Revising hull and box consistency (HC4), ICLP.
    """
    intervals = start(quantities, reading, free, profile)
    waiting = [rule for rule in rules if rule.closed and rule.names <= quantities.keys()]
    touched = {name for rule in waiting for name in rule.names}
    rounds = 0
    while touched and rounds < _ROUNDS:
        rounds += 1
        changed: set[str] = set()
        for rule in waiting:
            if not rule.names & touched:
                continue
            roles: Roles = {
                role: [quantities[name] for name in held] for role, held in rule.roles.items()
            }
            look = Look(roles, reading, profile, _pins(rule, intervals))
            if not compared(rule.kind, look, closed=rule.closed).holds:
                return Narrowed(intervals, rule.names, rounds)
            for place in places(roles):
                name = rule.roles[place[0]][place[1]]
                before = intervals[name]
                if not before.bounded or not before.width:
                    continue
                after = narrowed(rule.kind, look, place, before, fine=True)
                if after is None:
                    return Narrowed(intervals, rule.names, rounds)
                cut = Fraction(before.width) - Fraction(after.width)
                if cut > Fraction(before.width) * _ENOUGH:
                    intervals[name] = after
                    look = Look(roles, reading, profile, _pins(rule, intervals))
                    changed.add(name)
        touched = changed
    return Narrowed(intervals, frozenset(), rounds)


def _pins(rule: Rule, intervals: Mapping[str, Interval]) -> dict[Place, Interval]:
    return {
        (role, i): intervals[name]
        for role, held in rule.roles.items()
        for i, name in enumerate(held)
    }


# ---- linear rules -----------------------------------------------------------------

# Role to sign of the linear rules: their signed sum is 0.
_LINEAR: Mapping[str, Mapping[str, int]] = {
    "sum": {"total": -1, "parts": 1},
    "part_of": {"total": -1, "parts": 1},
    "difference": {"difference": -1, "current": 1, "base": -1},
    "balance": {"balance": -1, "exports": 1, "imports": -1},
    "rest": {"rest": -1, "plan": 1, "done": -1},
    "contribution_sum": {"growth": -1, "contributions": 1},
    "sum_zero": {"parts": 1},
    "stock_flow": {"closing": -1, "opening": 1, "inflows": 1, "outflows": -1},
}


def linear_bounds(
    quantities: Mapping[str, Quantity],
    rules: Sequence[Rule],
    *,
    reading: Reading = "tight",
    free: Iterable[str] = (),
    profile: Profile = COMMON,
) -> Narrowed:
    """The exact bounds that linear rules leave together, by linear programming (HiGHS).

    Propagation takes one rule at a time; a total that two breakdowns share is bounded more
    closely by both at once. Rules that are not linear are passed over; bounds are moved outwards
    by a millionth of their size, since the solver works in doubles.
    """
    require("scipy", "linear_bounds")
    import numpy as np
    from scipy.optimize import linprog  # type: ignore[import-untyped]

    intervals = start(quantities, reading, free, profile)
    linear = [
        rule
        for rule in rules
        if rule.kind in _LINEAR
        and rule.names <= quantities.keys()
        and (rule.closed or rule.kind == "part_of")
    ]
    names = sorted({name for rule in linear for name in rule.names})
    if not names:
        return Narrowed(intervals)
    index = {name: i for i, name in enumerate(names)}
    rows = np.zeros((len(linear), len(names)))
    # Every row in units of its largest number, so that the solver's tolerance means the same.
    for i, rule in enumerate(linear):
        for role, held in rule.roles.items():
            for name in held:
                rows[i, index[name]] += _LINEAR[rule.kind][role]
    scale = np.array(
        [max(abs(float(intervals[name].low)), abs(float(intervals[name].high))) for name in names]
    )
    unit = float(max(scale.max(), 1.0))
    bounds = [(float(intervals[n].low) / unit, float(intervals[n].high) / unit) for n in names]
    equal = np.array([rule.kind != "part_of" for rule in linear])
    found = dict(intervals)
    for name in names:
        ends = []
        for sign in (1.0, -1.0):
            cost = np.zeros(len(names))
            cost[index[name]] = sign
            result = linprog(
                cost,
                A_eq=rows[equal] if equal.any() else None,
                b_eq=np.zeros(equal.sum()) if equal.any() else None,
                A_ub=rows[~equal] if (~equal).any() else None,
                b_ub=np.zeros((~equal).sum()) if (~equal).any() else None,
                bounds=bounds,
                method="highs",
            )
            if result.status == 2:
                return Narrowed(intervals, frozenset(names))
            ends.append(sign * result.fun * unit)
        slack = 1e-6 * max(abs(ends[0]), abs(ends[1]), 1e-9)
        low = max(Fraction(intervals[name].low), Fraction(ends[0] - slack))
        high = min(Fraction(intervals[name].high), Fraction(ends[1] + slack))
        found[name] = Interval(min(low, high), max(low, high))
    return Narrowed(found)


# ---- error localisation -----------------------------------------------------------


def localise(
    quantities: Mapping[str, Quantity],
    rules: Sequence[Rule],
    *,
    weights: Mapping[str, float] | None = None,
    reading: Reading = "loose",
    profile: Profile = COMMON,
    most: int = 20,
) -> Localised:
    """The smallest weighted sets of numbers whose change lets all rules hold.

    Every rule that fails must have a wrong number: a set that meets all failing rules with the
    least weight is found by mixed-integer programming. Propagation then tells whether the rest
    is consistent with these numbers free; if not, what failed becomes a further set to be met,
    and so on. All sets of the least weight are listed: where two numbers explain a fault equally
    well, neither is blamed alone.

    Parameters
    ----------
    quantities : mapping of str to Quantity
    rules : sequence of Rule
    weights : mapping of str to float, optional
        How much each number is trusted; 1 where not given.
    reading : {"tight", "loose"}, default "loose"
    profile : Profile
    most : int, default 20
        How many ties to list.

    Raises
    ------
    ArgumentValueError
        A weight that is not positive.

    References
    ----------
    Fellegi, Holt (1976), A systematic approach to automatic edit and imputation, JASA 71.
    De Jonge, van der Loo (errorlocate) for the problem as a mixed-integer programme.
    """
    for name, weight in (weights or {}).items():
        if not weight > 0:
            raise ArgumentValueError(
                f"`weights` of localise must be positive; got {weight} for {name!r}"
            )
    linked = _closed_under_failure(quantities, rules, reading, profile)
    conflicts: list[frozenset[str]] = list(linked)
    if not conflicts:
        first = propagate(quantities, rules, reading=reading, profile=profile)
        if first.consistent:
            return Localised(0.0, (frozenset(),))
        conflicts.append(first.conflict)
    excluded: list[frozenset[str]] = []
    found: list[frozenset[str]] = []
    least: float | None = None
    while len(found) < most:
        chosen = _hitting_set(conflicts, excluded, weights or {})
        if chosen is None:
            return _localised(found, least, conflicts, weights or {}, complete=True)
        weight = sum((weights or {}).get(name, 1.0) for name in chosen)
        if least is not None and weight > least + 1e-9:
            return _localised(found, least, conflicts, weights or {}, complete=True)
        rest = propagate(quantities, rules, reading=reading, free=chosen, profile=profile)
        if rest.consistent:
            found.append(chosen)
            least = weight
            excluded.append(chosen)
        elif rest.conflict - chosen and rest.conflict - chosen not in conflicts:
            # Numbers that the failed rule shares with no other cannot be freed to any avail
            # alone; the set must reach into what is connected to it.
            conflicts.append(_connected(rest.conflict - chosen, rules, chosen))
        else:
            excluded.append(chosen)
    return _localised(found, least, conflicts, weights or {}, complete=False)


def _localised(
    found: list[frozenset[str]],
    least: float | None,
    conflicts: list[frozenset[str]],
    weights: Mapping[str, float],
    *,
    complete: bool,
) -> Localised:
    ordered = tuple(sorted(found, key=sorted))
    problem = {"conflicts": [sorted(conflict) for conflict in conflicts], "weights": dict(weights)}
    return Localised(least or 0.0, ordered, complete, problem)


def _closed_under_failure(
    quantities: Mapping[str, Quantity],
    rules: Sequence[Rule],
    reading: Reading,
    profile: Profile,
) -> list[frozenset[str]]:
    """The names of every rule that fails by itself."""
    failed = []
    for rule in rules:
        if not rule.closed or not rule.names <= quantities.keys():
            continue
        roles = {role: [quantities[n] for n in held] for role, held in rule.roles.items()}
        if not compare(rule.kind, roles, reading, closed=rule.closed, profile=profile).holds:
            failed.append(rule.names)
    return failed


def _connected(
    names: frozenset[str], rules: Sequence[Rule], chosen: frozenset[str]
) -> frozenset[str]:
    """All numbers that rules connect with these, the chosen ones apart."""
    reached, frontier = set(names), set(names)
    while frontier:
        near = {n for rule in rules if rule.closed and rule.names & frontier for n in rule.names}
        frontier = near - reached
        reached |= near
    return frozenset(reached - chosen)


def _hitting_set(
    conflicts: Sequence[frozenset[str]],
    excluded: Sequence[frozenset[str]],
    weights: Mapping[str, float],
) -> frozenset[str] | None:
    """A set of least weight that meets every conflict and contains none of the excluded sets."""
    require("scipy", "localise")
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    names = sorted({name for conflict in conflicts for name in conflict})
    index = {name: i for i, name in enumerate(names)}
    rows, lower, upper = [], [], []
    for conflict in conflicts:
        row = np.zeros(len(names))
        row[[index[name] for name in conflict]] = 1.0
        rows.append(row)
        lower.append(1.0)
        upper.append(np.inf)
    for found in excluded:
        row = np.zeros(len(names))
        row[[index[name] for name in found]] = 1.0
        rows.append(row)
        lower.append(-np.inf)
        upper.append(len(found) - 1.0)
    result = milp(
        np.array([weights.get(name, 1.0) for name in names]),
        integrality=np.ones(len(names)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(np.array(rows), np.array(lower), np.array(upper)),
    )
    if not result.success:
        return None
    return frozenset(name for name, x in zip(names, result.x, strict=True) if x > 0.5)
