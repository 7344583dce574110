"""What a whole and its parts say of each other: sums, shares, contributions, weighted rates.

"Kim ngạch xuất khẩu đạt 9,2 tỷ USD, tăng 19,2%. Khu vực trong nước đạt 4,3 tỷ USD, tăng 17%; khu
vực FDI đạt 4,9 tỷ USD, tăng 21%".
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from decimal import Decimal

from hanoi_ct.statements._linking.cells import ON_YEAR, Cell, claim_of
from hanoi_ct.statements._linking.groups import is_all_there_is
from hanoi_ct.statements._linking.near import fall_short
from hanoi_ct.statements.figures_read import added_up
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_a_list", "of_other_totals", "totals_of"]

_OTHER_THINGS = Decimal(10)  # points from which on shares are not of one whole
_MORE, _OTHER = Decimal("1.5"), Decimal(5)  # times a total that its parts are not
_MOST_OF_IT = Decimal("0.8")  # of a total, which parts that are all there is come to
_SLIPS = tuple(Decimal(10) ** power for power in (1, 2, 3, 6, 9))
_LOOK_BACK = 30  # totals that a share may belong to: keeps the cost linear


def totals_of(cells: list[Cell]) -> list[Statement]:
    """The levels that no other subject is said to be a part of, in the order of the text."""
    levels = [s for c in cells if c.first.whole is None for s in c.levels if s.status != "target"]
    return sorted(levels, key=lambda s: s.start)


def of_a_list(
    whole: Cell, parts: list[Cell], complete: bool, totals: Sequence[Statement] = ()
) -> Iterator[Claim]:
    yield from _sums(whole, parts, complete)
    yield from _shares(whole, parts, complete, totals)
    comparison = next((g.comparison for g in whole.growths if g.comparison in ON_YEAR), None)
    growth = whole.growth(comparison) if comparison else None
    yield from _contributions(growth, parts, complete)
    if growth is None:
        return
    rates = [(p.growth(growth.comparison) or _index(p, growth.comparison), p) for p in parts]
    known = [(rate, p) for rate, p in rates if rate is not None]
    if len(known) != len(parts) or len(parts) < 2:
        return
    if not complete:
        named = is_all_there_is([p.subject for p in parts])
        if named and whole.first.indicator == "gdp":  # all but taxes on products
            yield claim_of("minmax", False, growth=growth, growths=[rate for rate, _ in known])
        return
    unit = next((s.unit for p in parts for s in p.levels), None)
    levels = [p.level(unit) for p in parts]
    if all(level is not None for level in levels):
        yield claim_of(
            "weighted_growth",
            True,
            growth=growth,
            levels=[s for s in levels if s is not None],
            growths=[rate for rate, _ in known],
        )
    elif not _has_a_rest_apart(parts):
        yield claim_of("minmax", True, growth=growth, growths=[rate for rate, _ in known])


def _index(part: Cell, comparison: str | None) -> Statement | None:
    """ "Khai khoáng bằng 91,2% cùng kỳ": an index tells a rate."""
    return next(
        (r for r in part.ratios if r.unit == "percent" and r.comparison == comparison), None
    )


def _has_a_rest_apart(parts: Sequence[Cell]) -> bool:
    """Whether what is called a rest stands in another sentence than what it would be the rest of.

    "... và chuyên môn khác" is the name of one branch.
    """
    rests = [p.first.sentence for p in parts if p.first.part == "rest"]
    return any(p.first.sentence not in rests for p in parts) if rests else False


def _sums(whole: Cell, parts: list[Cell], complete: bool) -> Iterator[Claim]:
    """Levels and increases of the parts against those of the whole."""
    for total in whole.levels[:1]:
        levels = [p.level(total.unit) for p in parts]
        known = [s for s in levels if s is not None]
        if len(known) >= 2 and (complete is False or len(known) == len(parts)):
            closed = complete and len(known) == len(parts) and not _is_far(total, known)
            markets = any(p.first.part == "market" for p in parts)
            comes_near = closed or (not markets and _nearly(total, known))
            if comes_near:
                yield claim_of("sum", closed, total=total, parts=known)
            lacks = not comes_near or (not closed and fall_short(total, known))
            if lacks and _stand_together(total, known) and total.unit not in ("ha", "m2"):
                # land that is let is a part of land to let: areas of one list are often nested
                yield claim_of("part_of", False, total=total, parts=known)
    increases = [next(iter(p.differences), None) for p in parts]
    if complete and whole.differences and all(s is not None for s in increases) and len(parts) > 1:
        total = whole.differences[0]
        same = [s for s in increases if s is not None and s.comparison == total.comparison]
        if len(same) == len(parts) and {s.unit for s in same} == {total.unit}:
            yield claim_of("sum", True, total=total, parts=same)


def _is_far(total: Statement, parts: Sequence[Statement]) -> bool:
    """Whether parts come to so little that others must be lacking, and no slip of one explains it.

    What names call all there is may be two of several: State-owned firms and foreign ones.
    """
    amounts = [s.amount for s in parts]
    whole, added = total.amount, sum(amounts)
    if added >= _MOST_OF_IT * whole:
        return False
    slipped = (added - amount + amount * times for amount in amounts for times in _SLIPS)
    return not any(abs(each - whole) <= abs(whole) / 100 for each in slipped)


def _stand_together(total: Statement, parts: Sequence[Statement]) -> bool:
    """Whether parts stand in one sentence; markets and places, which fit, in one paragraph.

    A market of another sentence may be one of a bloc that is named as well. Parts that are more
    than a whole are of another one, unless a slip makes one of them many times too large.
    """
    added = added_up(parts)
    whole = total.amount
    if len({s.sentence for s in parts}) == 1:
        return not _MORE * whole < added < _OTHER * whole
    places = all(s.part in ("market", "province") for s in parts)
    return added <= whole and places and len({s.paragraph for s in parts}) == 1


def _nearly(total: Statement, parts: Sequence[Statement]) -> bool:
    """Whether the parts make up most of a whole: then the list may be meant as complete."""
    whole = total.amount
    added = added_up(parts)
    return whole > 0 and Decimal("0.97") * whole <= added <= Decimal("1.03") * whole


def _shares(
    whole: Cell, parts: list[Cell], complete: bool, totals: Sequence[Statement]
) -> Iterator[Claim]:
    for part in parts:
        for share in part.shares:
            for level in part.levels:
                total = whole.level(level.unit)
                if total is not None and level.status != "target":
                    if not _fits(level, total, share):
                        total = _other_total(level, share, totals) or total
                    if whole.shares and not _fits(level, total, share):
                        break  # a share of its own beside it: the whole is one of its kind
                    yield claim_of("share", part=level, total=total, share=share)
                    break
    shares = [next(iter(p.shares), None) for p in parts]
    known = [s for s in shares if s is not None]
    over = abs(sum((Decimal(s.value) for s in known), Decimal(-100)))
    if complete and len(known) == len(parts) >= 2 and over <= _OTHER_THINGS:
        yield claim_of("share_sum", True, parts=known)


def _other_total(
    part: Statement, share: Statement, totals: Sequence[Statement]
) -> Statement | None:
    """Another printed total that a share agrees with: capital registered, not capital realised."""
    before = bisect.bisect_left(totals, part.start, key=lambda s: s.start)
    for total in reversed(totals[max(0, before - _LOOK_BACK) : before]):
        same = total.unit == part.unit and total.period == part.period
        if same and _fits(part, total, share):
            return total
    return None


def _contributions(growth: Statement | None, parts: list[Cell], complete: bool) -> Iterator[Claim]:
    told = [(p.contributions[0], p.growths[:1]) for p in parts if p.contributions]
    if any(Decimal(c.value) * Decimal(g.value) < 0 for c, rates in told for g in rates):
        return  # "fell 5.2 percent, a downturn of 0.8 points": its sign was not read
    given = [c for c, _ in told]
    if growth is not None and len(given) >= 2:
        closed = complete and len(given) == len(parts)
        yield claim_of("contribution_sum", closed, growth=growth, contributions=given)
    both = [
        (p.contributions[0], p.growths[0])
        for p in parts
        if p.contributions and p.growths and Decimal(p.growths[0].value) != 0
    ]
    if len(both) >= 2:
        yield claim_of(
            "weight_sum",
            complete and len(both) == len(parts),
            contributions=[c for c, _ in both],
            growths=[g for _, g in both],
        )


def of_other_totals(
    cells: list[Cell], lists: list[tuple[Cell, list[Cell], bool]]
) -> Iterator[Claim]:
    """A share that does not belong to the printed total may belong to that of another basis."""
    for whole, parts, _ in lists:
        others = [
            c
            for c in cells
            if c.basis is not None
            and c.basis != whole.basis
            and c.first.indicator == whole.first.indicator
            and c.period == whole.period
            and c.first.whole is None
        ]
        for part in parts if others else ():
            for share, level in zip(part.shares[:1], part.levels[:1], strict=False):
                total = whole.level(level.unit)
                if total is None or _fits(level, total, share):
                    continue
                for other in others:
                    second = other.level(level.unit)
                    if second is not None:
                        yield claim_of("share", part=level, total=second, share=share)


def _fits(part: Statement, total: Statement, share: Statement) -> bool:
    """Whether a share agrees with part and total to two units of its last digit."""
    value = part.amount * 100
    of = total.amount
    if of == 0:
        return False
    exponent = Decimal(share.value).as_tuple().exponent
    unit = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return abs(value / of - Decimal(share.value)) <= 2 * unit
