"""The rate of a whole and those of its parts in the sentences behind it.

"Xuất nhập khẩu tăng 9%. Xuất khẩu đạt ..., tăng 12%; nhập khẩu đạt ..., tăng 6%": names tell that
the parts are all there is of the whole, so that its rate lies between the least and the largest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from decimal import Decimal

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.groups import Group, groups_of_whole
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["of_groups_of_rates"]

_AHEAD = 24  # rates behind that of the whole among which its parts are looked for
_SENTENCES = 6
_NEAR = 1  # sentences up to which parts that do not fit are told of, too


def of_groups_of_rates(reading: Reading, known: Set[str]) -> Iterator[Claim]:
    """The rate of a whole and those of all parts of its group.

    Parameters
    ----------
    reading : Reading
    known : set of str
        Ids of the rates that other relations hold already as those of a whole.
    """
    alike: dict[object, list[Statement]] = {}
    for s in reading.statements:
        if s.unit == "percent" and s.type in ("growth", "ratio"):
            key = (s.type, s.comparison, s.period, s.basis, s.status == "target")
            alike.setdefault(key, []).append(s)
    for rates in alike.values():
        for place, whole in enumerate(rates):
            if whole.id in known or whole.depth:
                continue  # a rate in a bracket is of what the bracket names
            for group in groups_of_whole(whole.subject):
                parts = _parts(whole, rates[place + 1 : place + 1 + _AHEAD], group)
                if parts and (_is_near(whole, parts) or _is_within(whole, parts)):
                    yield claim_of("minmax", True, growth=whole, growths=parts)


def _parts(whole: Statement, behind: Sequence[Statement], group: Group) -> list[Statement]:
    """The first rate of every part; none where one is lacking."""
    found: dict[int, Statement] = {}
    for s in behind:
        if s.sentence - whole.sentence > _SENTENCES or group in groups_of_whole(s.subject):
            break
        if group.bare and (s.group or s.whole is not None or s.part):
            continue
        part = group.part(s.subject)
        if part is not None:
            found.setdefault(part, s)
    return list(found.values()) if set(range(len(group.parts))) <= set(found) else []


def _is_near(whole: Statement, parts: Sequence[Statement]) -> bool:
    return max(s.sentence for s in parts) - whole.sentence <= _NEAR


def _is_within(whole: Statement, parts: Sequence[Statement]) -> bool:
    rates = [Decimal(s.value) for s in parts]
    return min(rates) <= Decimal(whole.value) <= max(rates)
