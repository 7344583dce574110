"""A share told before its part, of the only amount it can be of: "chiếm 62,5%, đạt 2.415 tỷ"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import Placed, paragraphs
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_only_wholes"]

_REACHES = re.compile(r"\s*,\s*(?:ước )?(?:đạt|với|reaching|at|with)\s+(?:us\$|\$|vnd)?\s*")
_BACK = 24  # statements of a paragraph that are looked at


def of_only_wholes(found: Sequence[Placed], taken: Collection[str]) -> Iterator[Claim]:
    """A share and its part right behind, of the one larger amount of their kind and time.

    Parameters
    ----------
    found : sequence of Placed
    taken : collection of str
        Ids of shares that other claims hold.
    """
    for group in paragraphs(found):
        for place in range(1, len(group) - 1):
            share, part = group[place].s, group[place + 1].s
            if share.type != "share" or share.id in taken or part.type != "level":
                continue
            if (share.subject, share.period) != (part.subject, part.period) or part.period is None:
                continue
            if not _REACHES.fullmatch(group[place + 1].lead) or part.indicator is None:
                continue
            wholes = [
                each.s
                for each in group[max(0, place - _BACK) : place]
                if (each.s.type, each.s.unit, each.s.period) == ("level", part.unit, part.period)
            ]
            if len(wholes) == 1 and _holds(wholes[0], part):
                yield claim_of("share", part=part, total=wholes[0], share=share)


def _holds(whole: Statement, part: Statement) -> bool:
    alike = whole.indicator == part.indicator and whole.basis == part.basis
    larger = whole.amount > part.amount
    return alike and larger and whole.status != "target" and whole.subject != part.subject
