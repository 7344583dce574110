"""What speaks against a link: another number of the text that explains a failing relation better.

A relation that holds is its own evidence: numbers that do not belong together seldom agree. One
that fails says either that a number is wrong or that the link is. Before a text is accused the
rivals are tried: another printed total that a share or a sum agrees with, shares beside it that
come to one other total, parts of parts, a level of its own beside each of two rates. Where a
rival explains the numbers, the link was wrong, and nothing is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from hanoi_ct.quantities.quantity import Quantity
from hanoi_ct.quantities.verdict import Finding
from hanoi_ct.statements._rivals.beside import SLIPS, is_vague, slipped
from hanoi_ct.statements._rivals.rates import OfRates
from hanoi_ct.statements._rivals.totals import FAR, OfTotals
from hanoi_ct.statements._rivals.whole_named import (
    has_own_share,
    is_sibling,
    names_whole,
    points_at_whole,
    whole_words,
)
from hanoi_ct.statements.statement import Claim, Reading

__all__ = ["Judged", "without_rivals"]

Judged = tuple[Finding, Claim]

_BEHIND = 10_000  # what stands behind its parts is further than all before them
_TRADE = ("exports", "imports", "balance")
# Kinds whose every role is one number: where all but one of them hold with another, the link is
# to that one.
_FIXED = ("share", "price_growth", "ratio", "base", "plan", "balance", "yield", "increment")

_CLOSE = Fraction(1, 40)
_ASIDE = re.compile(r"\b(?:riêng|alone)\b", re.IGNORECASE)
# The average and what it is the quotient of.
_OF_ONE_GOOD = {
    "ratio": ("ratio", ("numerator", "denominator")),
    "price_growth": ("price", ("value", "volume")),
}


def without_rivals(
    reading: Reading, judged: Sequence[Judged], quantities: Mapping[str, Quantity]
) -> list[Judged]:
    """The findings, without those impossible ones whose numbers another link explains.

    Parameters
    ----------
    reading : Reading
    judged : sequence of (Finding, Claim)
    quantities : mapping of str to Quantity
        By the id of their statement.
    """
    rivals = _Rivals(reading, judged, quantities)
    kept, apart = [], set()
    for found, claim in judged:
        if found.verdict == "impossible" and rivals.explain(found, claim):
            apart.add(frozenset(claim.statements.get("parts", ())))
        elif not rivals.among_peers(found, claim) and not rivals.leave_nothing(found, claim):
            kept.append((found, claim))
    apart.discard(frozenset())
    nearest = rivals.nearest_wholes([claim for _, claim in kept])
    return [
        (found, claim)
        for found, claim in kept
        if (
            found.verdict != "impossible"
            or frozenset(claim.statements.get("levels", ())) not in apart
        )
        and (found.kind != "minmax" or id(claim) in nearest)
    ]


class _Rivals(OfTotals, OfRates):
    """The tests of one relation after the other."""

    def __init__(
        self, reading: Reading, judged: Sequence[Judged], quantities: Mapping[str, Quantity]
    ) -> None:
        super().__init__(reading, quantities)
        self.holding = {
            key
            for found, claim in judged
            if found.verdict == "consistent"
            for key in _all_but_one(claim)
        }
        self.totals = {
            claim.statements["total"]
            for found, claim in judged
            if found.kind == "share" and found.verdict == "consistent"
        }
        self.balanced = {
            tuple(claim.statements[role] for role in _TRADE)
            for found, claim in judged
            if found.kind == "balance" and found.verdict != "impossible"
        }

    def explain(self, found: Finding, claim: Claim) -> bool:
        """Whether another link explains the numbers of a relation that fails."""
        if self.is_published(claim) or (found.kind == "share" and self.points_at_whole(claim)):
            return False
        if found.kind in _FIXED and any(key in self.holding for key in _all_but_one(claim)):
            return True
        if found.kind == "share":
            return self.share(found, claim)
        if found.kind == "same_total":
            return self.two_totals(claim)
        if found.kind in ("sum", "part_of"):
            return self.sum(found, claim)
        if found.kind == "same":
            return self.two_things(claim)
        if found.kind in ("balance_growth", "balance_change"):
            return tuple(claim.statements[role] for role in _TRADE) not in self.balanced
        if found.kind == "balance":
            return not self.together(claim) and self.is_far(found, Fraction(1, 2))
        if found.kind == "weight_sum":  # parts of parts would be counted twice
            return not claim.closed and not self.in_one_sentence(claim)
        if found.kind == "yield":
            return self.is_far(found, FAR)
        if found.kind == "base":
            return self.has_twin(claim)
        if found.kind == "increment":
            return self.is_far(found, Fraction(1, 2)) or self.of_another_increment(claim)
        if found.kind == "price_growth":
            return not self.names_value(claim)
        if found.kind == "weighted_growth" and self.over_paragraphs(claim):
            return True
        if found.kind in ("weighted_growth", "minmax"):
            return self.of_other_rates(claim)
        if found.kind == "ratio" and self.is_behind_an_aside(claim):
            return True
        if found.kind in ("ratio", "plan"):
            return not self.in_one_sentence(claim) and self.is_far(found, FAR)
        return False

    def is_behind_an_aside(self, claim: Claim) -> bool:
        """Whether a quotient stands a paragraph behind amounts of a month that is told aside.

        "Riêng tháng 2 xuất khẩu 13.450 tấn, trị giá 54,5 triệu USD.\\nGiá bình quân 4.021 USD/tấn"
        may be the price of all months that the text is of.
        """
        numerator, ratio = self.said(claim, "numerator"), self.said(claim, "ratio")
        aside = _ASIDE.search(self.lead(numerator))
        return bool(aside) and ratio.paragraph != numerator.paragraph

    def over_paragraphs(self, claim: Claim) -> bool:
        """Whether parts stand in several paragraphs: goods of other names may add up by chance."""
        levels = (self.reading.statements[self.place[i]] for i in claim.statements["levels"])
        return len({s.paragraph for s in levels}) > 1

    def points_at_whole(self, claim: Claim) -> bool:
        """Whether the words of a share tell its whole, so that nothing else explains it."""
        share, part = self.said(claim, "share"), self.said(claim, "part")
        fitting = claim.statements["total"] in self.totals
        return points_at_whole(self.reading, self.place[share.id], part, fitting)

    def among_peers(self, found: Finding, claim: Claim) -> bool:
        """Whether what was taken for a whole is one of the parts, whatever the numbers say."""
        if self.is_published(claim):
            return False
        if found.kind in _OF_ONE_GOOD:
            right = found.loose.right
            close = right.bounded and right.width <= _CLOSE  # of a rate near nought
            fits = found.verdict == "consistent" and (close or not is_vague(right))
            return not fits and self.of_a_partner(claim, *_OF_ONE_GOOD[found.kind])
        if found.kind not in ("share", "part_of"):
            return False
        total = self.said(claim, "total")
        if found.kind == "share":
            share = self.said(claim, "share")
            words = whole_words(self.reading, share)
            vague = found.loose.right
            if words and not names_whole(self.reading, total, share) and is_vague(vague):
                return True
            named = words or found.verdict == "undecidable"
            return bool(named) and is_sibling(
                self.reading, self.place[total.id], self.said(claim, "part"), share
            )
        parts = [self.reading.statements[self.place[i]] for i in claim.statements["parts"]]
        whole = self.span(total.id)
        if found.verdict != "consistent" and any(self.span(p.id).low > whole.high for p in parts):
            return not any(slipped(found.loose.left, f).meets(whole) for f in SLIPS)
        return has_own_share(self.reading, self.place[total.id], parts[0])

    def nearest_wholes(self, claims: Sequence[Claim]) -> set[int]:
        """Of the rates that the same parts are held against, those that stand last before them.

        Claims are told by their identity. The sectors of a province behind its own rate are no
        parts of the nation, though that has them too.
        """
        by_parts: dict[frozenset[str], list[tuple[int, Claim]]] = {}
        for claim in claims:
            if claim.kind == "minmax" and not self.is_published(claim):
                parts = claim.statements["growths"]
                first = min(self.place[i] for i in parts)
                apart = first - self.place[claim.statements["growth"][0]]
                rank = apart if apart > 0 else _BEHIND - apart
                by_parts.setdefault(frozenset(parts), []).append((rank, claim))
        found = {id(c) for c in claims if c.kind == "minmax" and self.is_published(c)}
        for held in by_parts.values():
            least = min(rank for rank, _ in held)
            found |= {id(claim) for rank, claim in held if rank == least}
        return found

    def leave_nothing(self, found: Finding, claim: Claim) -> bool:
        """Whether an undecided relation rests on a link that nothing bears out.

        The rate of a whole is bounded by none of some parts; a quotient of vague numbers may be
        anything.
        """
        if found.verdict != "undecidable" or self.is_published(claim):
            return False
        if found.kind == "minmax":
            return not claim.closed
        if found.kind == "ratio":
            return is_vague(found.loose.right)
        return found.kind in ("same", "share") and self.explain(found, claim)


def _all_but_one(claim: Claim) -> list[tuple[str, str, frozenset[tuple[str, tuple[str, ...]]]]]:
    """The numbers of a claim without each role in turn: what two links of one kind may share."""
    roles = claim.statements.items()
    return [
        (claim.kind, left, frozenset((role, ids) for role, ids in roles if role != left))
        for left in claim.statements
        if len(claim.statements) > 2
    ]
