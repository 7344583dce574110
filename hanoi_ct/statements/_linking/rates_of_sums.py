"""What follows from a sum for the rates of its parts, and from a quotient for those of its sides.

Where a whole and all its parts tell their growth on one time, the levels weigh the rates; where
they tell what was attained of their plans, the plans add up as well. The growth of an average is
that of its amount over that of its number. Amounts beside counts that add up do so too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from hanoi_ct.quantities.interval import Interval
from hanoi_ct.quantities.sides import weighted_growth
from hanoi_ct.statements._linking.attached import Attached, compared_alike
from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import Placed
from hanoi_ct.statements.figures_read import added_up, interval_of
from hanoi_ct.statements.statement import Claim, Statement

__all__ = [
    "is_weighed_again",
    "of_amounts_beside",
    "of_lists",
    "of_quotients",
    "of_sums",
    "with_the_rate_that_fits",
    "without_weighed",
]

_BEFORE = 4  # statements before the parts in which another rate of their whole is looked for
_CLOSE = Fraction(1, 200)
# What each kind of quotient is the quotient of, and itself.
_QUOTIENTS = {
    "ratio": ("numerator", "denominator", "ratio"),
    "yield": ("output", "area", "yield"),
}


def of_sums(rates: Mapping[str, Attached], claims: Sequence[Claim]) -> Iterator[Claim]:
    """Weighted rates and plans of the sums whose list of parts is complete."""
    for claim in claims:
        if claim.kind != "sum":
            continue
        whole, parts = (
            _held(rates, claim.statements["total"]),
            _held(rates, claim.statements["parts"]),
        )
        if len(whole) != 1 or len(parts) != len(claim.statements["parts"]):
            continue
        parts.sort(key=lambda held: held.level.start)
        for comparison in whole[0].growths:
            yield from _weighed(whole[0], parts, comparison, claim.closed)
        if not claim.closed:
            continue
        every = [whole[0], *parts]
        changes = [held.differences[0] for held in every if held.differences]
        if len(changes) == len(every) and len({s.comparison for s in changes}) == 1:
            yield claim_of("sum", True, total=changes[0], parts=changes[1:])
        plans = {len(held.attainments) for held in every}
        for place in range(plans.pop() if len(plans) == 1 else 0):
            yield claim_of(
                "plan_total_parts",
                True,
                levels=[held.level for held in every],
                attainments=[held.attainments[place] for held in every],
            )


def _weighed(
    whole: Attached, parts: Sequence[Attached], comparison: str, closed: bool
) -> Iterator[Claim]:
    """The rate of a whole from the levels and rates of its parts, on one time.

    Multiples that may be read in two ways, rates on a time that is not told, and those of a list
    that may go on count only where they agree.
    """
    growth, levels = whole.growths[comparison], [held.level for held in parts]
    growths = compared_alike(parts, comparison)
    if closed and growths is not None and comparison in ("year", "previous_month"):
        growth = _that_fits(growth, whole, levels, growths)
        yield claim_of("weighted_growth", True, growth=growth, levels=levels, growths=growths)
        return
    growths = growths or compared_alike(parts, comparison, multiples=True)
    if growths is not None:
        given = weighted_growth(
            [interval_of(s, "loose") for s in levels], [_rate(s) for s in growths]
        )
        if given.meets(_rate(growth)):
            yield claim_of("weighted_growth", closed, growth=growth, levels=levels, growths=growths)


def of_lists(rates: Mapping[str, Attached], claims: Sequence[Claim]) -> Iterator[Claim]:
    """The rate of a whole between those of its parts, where their levels do not weigh them.

    A list that may be longer says nothing of the rate of its whole.
    """
    weighed = {c.statements["growth"][0] for c in claims if c.kind in ("weighted_growth", "minmax")}
    for claim in claims:
        if claim.kind != "sum" or not claim.closed:
            continue
        whole = _held(rates, claim.statements["total"])
        parts = _held(rates, claim.statements["parts"])
        growth = whole[0].growths.get("year") if whole else None
        growths = compared_alike(parts, "year")
        if growth is None or growths is None or len(parts) != len(claim.statements["parts"]):
            continue
        if growth.id not in weighed and growth.type == "growth" and len(growths) > 1:
            yield claim_of("minmax", False, growth=growth, growths=growths)


def with_the_rate_that_fits(found: Sequence[Placed], claims: Sequence[Claim]) -> Iterator[Claim]:
    """Weighted rates, each with the rate before it that its parts give, where only that does.

    "Exports were down 10.6 % and imports down 17.1 %. The domestic sector earned ..., the FDI
    sector ...": which of the two the sectors are of is told by their numbers.
    """
    places = {each.s.id: k for k, each in enumerate(found)}
    for claim in claims:
        if claim.kind != "weighted_growth" or not claim.closed:
            yield claim
            continue
        levels, growths = (
            [found[places[i]].s for i in claim.statements[role]] for role in ("levels", "growths")
        )
        growth = found[places[claim.statements["growth"][0]]].s
        spans = [interval_of(s, "loose") for s in levels]
        given = weighted_growth(spans, [_rate(s) for s in growths])
        first = places[levels[0].id]
        others = [
            each.s
            for each in found[max(0, first - _BEFORE) : first]
            if each.s.type == "growth"
            and (each.s.comparison, each.s.period) == (growth.comparison, growth.period)
            and each.s.paragraph == growth.paragraph
            and given.meets(_rate(each.s))
        ]
        if given.meets(_rate(growth)) or len(others) != 1 or not _is_narrow(given):
            yield claim
        else:
            yield claim_of(
                "weighted_growth", True, growth=others[0], levels=levels, growths=growths
            )


def _is_narrow(given: Interval) -> bool:
    """Whether a rate is given so closely that no chance makes another one agree."""
    return given.bounded and given.width <= _CLOSE


def is_weighed_again(claim: Claim, weighed: Sequence[Claim]) -> bool:
    """Whether the same rates of parts are held against another rate of their whole."""
    return claim.kind == "weighted_growth" and any(
        claim.statements["growths"] == c.statements["growths"]
        and claim.statements["growth"] != c.statements["growth"]
        for c in weighed
        if c.kind == "weighted_growth"
    )


def without_weighed(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without ranges of rates that levels weigh: that says more."""
    weighed = {
        (c.statements["growth"], c.statements["growths"])
        for c in claims
        if c.kind == "weighted_growth"
    }
    return [
        c
        for c in claims
        if c.kind != "minmax" or (c.statements["growth"], c.statements["growths"]) not in weighed
    ]


def _that_fits(
    growth: Statement, whole: Attached, levels: Sequence[Statement], growths: Sequence[Statement]
) -> Statement:
    """The rate of a whole on the time of its parts' rates, or the one that those give.

    "Giảm 18% so với tháng trước và giảm 15% so với cùng kỳ, gồm ... (giảm 36%); ... (tăng 15%)":
    brackets do not always tell what they compare with.
    """
    spans = [interval_of(s, "loose") for s in levels]
    given = weighted_growth(spans, [_rate(s) for s in growths])
    if given.meets(_rate(growth)):
        return growth
    others = [s for s in whole.growths.values() if given.meets(_rate(s))]
    return others[0] if len(others) == 1 else growth


def _rate(s: Statement) -> Interval:
    span = interval_of(s, "loose")
    if s.unit != "times":
        span = span.scaled(Fraction(1, 100))
    return span.shifted(-1) if s.type == "ratio" else span


def of_quotients(rates: Mapping[str, Attached], claims: Sequence[Claim]) -> Iterator[Claim]:
    """The growth of an average or a price, from those of what it is the quotient of."""
    for claim in claims:
        roles = _QUOTIENTS.get(claim.kind)
        if roles is None or not (claim.closed or claim.kind == "yield"):
            continue
        sides = [_held(rates, claim.statements[role]) for role in roles]
        if any(len(side) != 1 for side in sides):
            continue
        value, volume, price = (side[0] for side in sides)
        for comparison in price.growths:
            growths = compared_alike((value, volume, price), comparison)
            if growths is not None:
                yield claim_of(
                    "price_growth", True, value=growths[0], volume=growths[1], price=growths[2]
                )


def _held(rates: Mapping[str, Attached], ids: Sequence[str]) -> list[Attached]:
    return [rates[i] for i in ids if i in rates]


def of_amounts_beside(found: Sequence[Placed], claims: Sequence[Claim]) -> Iterator[Claim]:
    """The amounts beside others that add up: "87 dự án (141 ha), 21 dự án (31 ha), ...".

    Of counts those right behind; of areas the outputs that their sentences tell.
    """
    places = {each.s.id: k for k, each in enumerate(found)}
    for claim in claims:
        if claim.kind != "sum":
            continue
        ids = (claim.statements["total"][0], *claim.statements["parts"])
        first = found[places[ids[0]]].s
        if first.type == "count":
            behind = [_right_behind(found, places[i]) for i in ids]
        elif first.unit == "ha":
            behind = [_output(found, places[i]) for i in ids]
        else:
            continue
        whole, *parts = behind
        known = [s for s in parts if s is not None]
        if whole is None or len(known) < len(parts) or not _alike([whole, *known]):
            continue
        if claim.closed or added_up(known) <= whole.amount:
            yield claim_of("sum", claim.closed, total=whole, parts=known)


def _output(found: Sequence[Placed], place: int) -> Statement | None:
    """The only tonnes that the sentence of an area tells behind it."""
    s = found[place].s
    tonnes = [
        e.s
        for e in found[place + 1 : place + 8]
        if e.s.sentence == s.sentence and e.s.unit == "tonne" and e.s.type == "level"
    ]
    return tonnes[0] if len(tonnes) == 1 else None


def _right_behind(found: Sequence[Placed], place: int) -> Statement | None:
    """The amount that is told of a count, right behind it."""
    after = found[place + 1].s if place + 1 < len(found) else None
    if after is None or after.sentence != found[place].s.sentence or after.type != "level":
        return None
    return after if after.status != "target" else None


def _alike(amounts: Sequence[Statement]) -> bool:
    unit = amounts[0].unit
    bare = unit in ("percent", "times", None) or "_per_" in str(unit)
    return not bare and len({s.unit for s in amounts}) == 1
