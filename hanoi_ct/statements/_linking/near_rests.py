"""What is left of an amount: "có 1.850 ha, đã cho thuê 1.295 ha; chưa cho thuê 555 ha"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import Placed, noun_of, same_noun
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_counted_plans", "of_rests"]

_DONE = re.compile(r"\bđã (?:được )?([^\W\d_]+(?: [^\W\d_]+)?)\s*(?:được|là|đạt)?\s*$")
_IN_BRACKET = re.compile(r"[^.;:()]{0,30}\(\s*(?:kế hoạch|chỉ tiêu|là|plan|target|of)?\s*")
_AHEAD = 4  # statements behind what is done in which the rest is looked for


def of_rests(found: Sequence[Placed]) -> Iterator[Claim]:
    """An amount, the part of it of which something was done, and the part of which it was not."""
    for place in range(1, len(found)):
        total, done = found[place - 1], found[place]
        said = _DONE.search(done.lead)
        if said is None or not _is_part(total.s, done.s):
            continue
        rest = re.compile(rf"\bchưa (?:được )?{re.escape(said[1])}\b")
        left = [
            each.s
            for each in found[place + 1 : place + 1 + _AHEAD]
            if each.s.paragraph == done.s.paragraph
            and each.s.sentence - done.s.sentence <= 1
            and (each.s.type, each.s.unit) == (done.s.type, done.s.unit)
            and rest.search(each.lead)
        ]
        if len(left) == 1 and left[0].status != "target":
            yield claim_of("sum", True, total=total.s, parts=[done.s, left[0]])


def _is_part(total: Statement, done: Statement) -> bool:
    alike = (total.type, total.unit, total.sentence) == (done.type, done.unit, done.sentence)
    if not alike or done.type not in ("level", "count"):
        return False
    if total.type == "count" and not same_noun(noun_of(total), noun_of(done)):
        return False
    return "target" not in (total.status, done.status) and total.amount > done.amount


def of_counted_plans(found: Sequence[Placed]) -> Iterator[Claim]:
    """ "giải quyết việc làm cho 15.640 lao động, đạt 78,2% kế hoạch năm (20.000 lao động)".

    By the order of the words, whatever the numbers are called.
    """
    for done, attained, plan in zip(found, found[1:], found[2:], strict=False):
        if not done.s.sentence == attained.s.sentence == plan.s.sentence:
            continue
        alike = (done.s.type, done.s.unit) == (plan.s.type, plan.s.unit)
        alike = alike and done.s.type in ("count", "level") and attained.s.type == "attainment"
        if alike and plan.s.status == "target" != done.s.status:
            bracket = attained.tail.rstrip().endswith("(") and _IN_BRACKET.fullmatch(plan.lead)
            same = done.s.type == "level" or same_noun(noun_of(done.s), noun_of(plan.s))
            if bracket and same:
                yield claim_of("plan", plan=plan.s, level=done.s, attainment=attained.s)
