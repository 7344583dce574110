"""Shares that follow from those beside them, and links that a fitting one rules out.

A share of a row is one of the total that the others of its paragraph fit, and what is held
against another total than the one it fits was linked by names that tell less than they seem to.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from hanoi_ct.quantities.interval import Interval, as_double
from hanoi_ct.statements._linking.averages import is_amount
from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import Placed, are_joined
from hanoi_ct.statements._linking.wholes_of_shares import names_no_whole
from hanoi_ct.statements.figures_read import ends_of, interval_of
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = [
    "agree_in_a_total",
    "fits",
    "of_rates_in_brackets",
    "of_rows_of_shares",
    "without_misfits",
]

_ASIDE = re.compile(r"\s*\(\s*(?:đạt|bằng|chiếm|tỷ lệ)?\s*")
_WORDS = 2  # of a name that make it the same
_TWO, _MOST = 2, 6  # numbers of a row that are told in turn
_ROUNDING = 1e-9  # of a quotient in doubles, more than they can be off


def of_rates_in_brackets(found: Sequence[Placed]) -> Iterator[Claim]:
    """ "Vốn đăng ký 7.770 tỷ đồng, vốn thực hiện 3.705 tỷ đồng (đạt 47,7%)": one of the other."""
    for whole, part, rate in zip(found, found[1:], found[2:], strict=False):
        s = rate.s
        if s.type not in ("attainment", "level") or s.unit != "percent":
            continue
        alike = (whole.s.type, whole.s.unit) == (part.s.type, part.s.unit)
        near = whole.s.sentence == part.s.sentence == s.sentence
        if not alike or not near or not is_amount(whole) or not is_amount(part):
            continue
        aside = _ASIDE.fullmatch(rate.lead) and rate.tail.startswith(")")
        if aside and _gives(part.s, whole.s, interval_of(s)):
            yield claim_of("share", True, part=part.s, total=whole.s, share=s)


def of_rows_of_shares(
    reading: Reading, found: Sequence[Placed], claims: Sequence[Claim]
) -> Iterator[Claim]:
    """The shares of a paragraph against the total that two others of it or more fit.

    Parameters
    ----------
    reading : Reading
    found : sequence of Placed
    claims : sequence of Claim
        Of shares; those that agree with their total tell it to the others.
    """
    known = {each.s.id: each.s for each in found}
    fitted = [c for c in claims if fits(known, c)]
    placed = {c.statements["share"][0] for c in fitted}
    totals: dict[int, dict[str, int]] = {}  # by paragraph, how many shares fit them
    for c in fitted:
        counted = totals.setdefault(known[c.statements["share"][0]].paragraph, {})
        counted[c.statements["total"][0]] = counted.get(c.statements["total"][0], 0) + 1
    for place, each in enumerate(found):
        in_turn = _amount_in_turn(found, place)
        s, part = each.s, in_turn or _level_before(found, place)
        counted = totals.get(s.paragraph, {})
        common = [t for t, times in counted.items() if times > 1 or _is_named(each, known[t])]
        if s.type != "share" or s.unit != "percent" or s.id in placed or len(common) != 1:
            continue
        if part is None:
            continue
        total = known[common[0]]
        alike = (part.type, part.unit, part.period) == (total.type, total.unit, total.period)
        if not alike or part.sentence != s.sentence or part.amount >= total.amount:
            continue
        if (
            names_no_whole(reading, s)
            or _is_named(each, total)
            or _gives(part, total, interval_of(s, "loose"))
        ):
            yield claim_of("share", part=part, total=total, share=s)


def _amount_in_turn(found: Sequence[Placed], place: int) -> Statement | None:
    """ "Korea and Japan with 7 and 5 billion, 24 and 17 percent": to each share its amount."""
    first, last = place, place
    while first > 0 and are_joined(found[first - 1], found[first]):
        first -= 1
    while last + 1 < len(found) and are_joined(found[last], found[last + 1]):
        last += 1
    n = last - first + 1
    amounts = found[max(0, first - n) : first]
    in_row = all(are_joined(a, b) for a, b in itertools.pairwise(amounts))
    if n < _TWO or n > _MOST or len(amounts) < n or not in_row or not is_amount(amounts[0]):
        return None
    return amounts[place - first].s


def _level_before(found: Sequence[Placed], place: int) -> Statement | None:
    """The level that a share is told of: the last before it in its sentence, rates between.

    "7,2 tỷ USD và 5 tỷ USD, lần lượt chiếm 24% và 14%": of two shares behind two levels, in order.
    """
    four = found[max(0, place - 2) : place + 2]
    kinds = [(each.s.type, each.s.sentence) for each in four]
    here = found[place].s.sentence
    if kinds == [("level", here), ("level", here), ("share", here), ("share", here)]:
        return four[0].s
    for each in reversed(found[max(0, place - 3) : place]):
        if each.s.sentence != found[place].s.sentence:
            return None
        if each.s.type in ("level", "count"):
            return each.s
    return None


def _is_named(share: Placed, total: Statement) -> bool:
    """Whether the words behind a share name a total: "1/4 doanh số xuất khẩu thủy sản"."""
    told = re.split(r"[,.;:()]|\d", share.tail)[0].split()
    name = (total.subject or "").casefold().split()
    return len(set(told) & set(name)) >= _WORDS and told[-1:] == name[-1:]


def _gives(part: Statement, total: Statement, share: Interval) -> bool:
    (low, high), (least, most) = ends_of(part), ends_of(total)
    if low > 0 and least > 0:  # in doubles, with room for their rounding, what is no doubt
        at_least, at_most = 100 * low / most * (1 - _ROUNDING), 100 * high / least * (1 + _ROUNDING)
        if at_most < as_double(share.low) or at_least > as_double(share.high):
            return False
    quotient = interval_of(part) / interval_of(total)
    return quotient.bounded and quotient.scaled(100).meets(share)


def fits(known: Mapping[str, Statement], claim: Claim) -> bool:
    """Whether a share agrees with the part and the total that a claim holds it against."""
    part, total, share = (known[claim.statements[role][0]] for role in ("part", "total", "share"))
    return _gives(part, total, interval_of(share, "loose"))


def agree_in_a_total(parts: Sequence[Statement], shares: Sequence[Statement]) -> bool:
    """Whether the totals that two shares of their parts imply may be one."""
    first, second = (
        interval_of(part, "loose") / interval_of(share, "loose")
        for part, share in zip(parts, shares, strict=True)
    )
    return first.meets(second)


def without_misfits(
    claims: Sequence[Claim], fitting: Sequence[Claim], known: Mapping[str, Statement]
) -> list[Claim]:
    """The claims without those that hold a share against another total than the fitting one.

    Nor is it held against another share, where the two agree in no total.
    """
    explained = {c.statements["share"][0] for c in fitting}
    alone = {c.statements["share"][0] for c in fitting if fits(known, c)}

    def is_ruled_out(claim: Claim) -> bool:
        shares = claim.statements.get("share", ())
        if claim.kind == "share":
            return bool(explained.intersection(shares))
        if claim.kind != "same_total":
            return False
        return bool(alone.intersection(shares)) and not _agree(claim, known)

    return [c for c in claims if not is_ruled_out(c)]


def _agree(claim: Claim, known: Mapping[str, Statement]) -> bool:
    parts, shares = ([known[i] for i in claim.statements[role]] for role in ("part", "share"))
    return agree_in_a_total(parts, shares)
