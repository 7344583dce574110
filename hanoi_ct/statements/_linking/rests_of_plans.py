"""What is left of the only plan around it: "số còn lại phải thực hiện là 342 triệu USD"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from hanoi_ct.statements._linking.averages import is_average, is_base
from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import Placed, near
from hanoi_ct.statements.statement import Claim

__all__ = ["of_rests_of_plans"]

_LEFT = re.compile(
    r"\bcòn (?:phải|lại|thiếu|cần)\b[^,;.()]{0,60}$|\b(?:remaining|left|leaving)\b[^,;.()]{0,40}$"
)
_PLAN = re.compile(
    r"\b(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|được giao|plan|target)\b[^,;.()\d]*"
    r"(?:\d{4}[^,;.()\d]*)?$"
)
_BACK = 2  # sentences before that are looked at


def of_rests_of_plans(found: Sequence[Placed], taken: Set[str]) -> Iterator[Claim]:
    """The only plan, the only number that was attained, and what is said to be left.

    Parameters
    ----------
    found : sequence of Placed
    taken : set of str
        Ids of the numbers that other claims hold as a rest.
    """
    for place, each in enumerate(found):
        s = each.s
        if s.type != "level" or s.unit in ("percent", "times", None) or s.id in taken:
            continue
        if not _LEFT.search(each.lead) or is_average(each):
            continue
        before = [found[k] for k in near(found, place, _BACK) if k < place]
        alike = [e for e in before if (e.s.type, e.s.unit) == (s.type, s.unit)]
        alike = [e for e in alike if not is_average(e) and not is_base(e) and not _rises(e)]
        plans = [e.s for e in alike if e.s.status == "target" or _PLAN.search(e.lead)]
        done = [e.s for e in alike if e.s not in plans]
        attained = any(e.s.type == "attainment" for e in before)
        told = attained or any(p.status == "target" for p in plans)
        if len(plans) == len(done) == 1 and told and done[0].amount < plans[0].amount:
            yield claim_of("rest", plan=plans[0], done=done[0], rest=s)


def _rises(each: Placed) -> bool:
    return bool(re.search(r"\b(?:tăng|giảm|thêm|up|down)\s+\S*\s*$", each.lead))
