"""What is left of a plan or of an amount, and the pace that it needs.

- "Kế hoạch năm 3.200 ha; 6 tháng đạt 2.180 ha, còn 1.020 ha": by name and time (`remainders`), or
  by the words of one sentence (`of_what_is_left`).
- "Chỉ tiêu 1,2 tỷ USD, đến nay đạt 858 triệu, số còn lại phải thực hiện là 342 triệu USD": of the
  only plan around it (`of_rests_of_plans`).
- "Có 1.850 ha, đã cho thuê 1.295 ha; chưa cho thuê 555 ha": of what something was done to
  (`of_rests`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from hanoi_ct.statements._linking.averages import is_average, is_base
from hanoi_ct.statements._linking.cells import Cell, claim_of, series_of_cell
from hanoi_ct.statements._linking.near import Placed, near, noun_of, same_noun
from hanoi_ct.statements.statement import Claim, Period, Reading, Statement

__all__ = ["of_rests", "of_rests_of_plans", "of_what_is_left", "remainders"]

_LEFT = re.compile(
    r"\bcòn (?:phải|lại|thiếu|cần)\b[^,;.()]{0,30}$|\b(?:remaining|left|leaving)\b[^,;.()]{0,30}$",
    re.IGNORECASE,
)
_LOOK_BACK = 20  # statements: keeps the cost of a sentence without an end linear
_STILL = re.compile(
    r"^[^.;()%]{0,20}[,;]\s*(?:và )?(?:còn|còn lại|còn phải|còn thiếu)\s+[^,;.()]{0,20}$",
    re.IGNORECASE,
)
_PLAN = re.compile(r"\b(?:kế hoạch|chỉ tiêu|mục tiêu)\b[^,;.()]*$", re.IGNORECASE)
_ON_THE_FIRST_MONTHS = re.compile(
    r"[^;.()]{0,10}\b(?:so với|compared with|over)\b[^,;.()]{0,20}"
    r"(?:đầu năm|nửa đầu|first (?:half|\w+ months))",
    re.IGNORECASE,
)


def remainders(reading: Reading, cells: list[Cell]) -> Iterator[Claim]:
    """Plan, what is done and what is left; what is done, the rest of the year and its rate."""
    by_subject: dict[tuple[str, str | None, int | None, int], list[Cell]] = {}
    for cell in cells:
        if cell.period is not None:
            key = (series_of_cell(cell), cell.basis, cell.period.year, cell.period.years)
            by_subject.setdefault(key, []).append(cell)
    for same in by_subject.values():
        done = [c for c in same if _is_begun(c.period)]
        if not done or len(same) > 40:
            continue
        plans = [s for c in same if c.period and c.period.months == 12 for s in c.levels]
        for cell in done:
            rests = [c for c in same if _is_rest(cell.period, c.period)]
            yield from _left(reading, plans, cell, rests)
            yield from _pace(reading, cell, rests)


def of_what_is_left(reading: Reading) -> Iterator[Claim]:
    """ "Kế hoạch 3.200 ha; đã trồng 2.180 ha, đạt 68,1%, còn 1.020 ha": in one sentence."""
    row: list[Statement] = []
    for s in reading.statements:
        if row and s.sentence != row[-1].sentence:
            row = []
        lead = reading.text[row[-1].end : s.start + 1] if row else ""
        row = row[-_LOOK_BACK:]
        if row and s.type == "level" and _STILL.search(lead):
            levels = [o for o in row if o.type == "level" and o.unit == s.unit]
            plans = [o for o in levels if o.status == "target" or _says_plan(reading, o)]
            done = [o for o in levels if o not in plans]
            if len(plans) == len(done) == 1 and plans[0].start < done[0].start:
                yield claim_of("rest", plan=plans[0], done=done[0], rest=s)
        row.append(s)


def _is_begun(period: Period | None) -> bool:
    return period is not None and period.start.endswith("-01") and period.months < 12


def _is_rest(done: Period | None, period: Period | None) -> bool:
    """Whether a period is the rest of the year in which another begins."""
    if done is None or period is None:
        return False
    return period.end.endswith("-12") and period.months + done.months == 12


def _left(
    reading: Reading, plans: list[Statement], cell: Cell, rests: list[Cell]
) -> Iterator[Claim]:
    """The first target of the year less what is done."""
    plan = next((s for s in plans if s.status == "target" or _says_plan(reading, s)), None)
    if plan is None:
        return
    facts = [s for s in cell.levels if s.unit == plan.unit and not _says_left(reading, s)]
    left = [s for s in cell.levels if _says_left(reading, s)]
    left += [s for c in rests for s in c.levels if s.status == "target"]
    done = next((s for s in facts if s.status != "target"), None)
    rest = next((s for s in left if s.unit == plan.unit), None)
    if done is not None and rest is not None:
        yield claim_of("rest", plan=plan, done=done, rest=rest)


def _says_plan(reading: Reading, statement: Statement) -> bool:
    lead = reading.text[max(0, statement.start - 60) : statement.start]
    return bool(_PLAN.search(lead))


def _says_left(reading: Reading, statement: Statement) -> bool:
    number = reading.text.find(statement.printed or "", statement.start)
    return bool(_LEFT.search(reading.text[max(0, number - 50) : number]))


def _pace(reading: Reading, cell: Cell, rests: list[Cell]) -> Iterator[Claim]:
    """The rest of the year against the months that are over, where the text compares them."""
    for other in rests:
        for growth in other.growths:
            after = reading.text[growth.end : growth.end + 60]
            if growth.unit != "percent" or not _ON_THE_FIRST_MONTHS.match(after):
                continue
            rest = next((s for s in other.levels if s.sentence == growth.sentence), None)
            done = cell.level(rest.unit) if rest is not None else None
            if rest is not None and done is not None:
                yield claim_of("pace", done=done, growth=growth, rest=rest)


# ---- by the words around the numbers ------------------------------------------------

_LEFT_OF_A_PLAN = re.compile(
    r"\bcòn (?:phải|lại|thiếu|cần)\b[^,;.()]{0,60}$|\b(?:remaining|left|leaving)\b[^,;.()]{0,40}$"
)
_THE_PLAN = re.compile(
    r"\b(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|được giao|plan|target)\b[^,;.()\d]*"
    r"(?:\d{4}[^,;.()\d]*)?$"
)
_DONE = re.compile(r"\bđã (?:được )?([^\W\d_]+(?: [^\W\d_]+)?)\s*(?:được|là|đạt)?\s*$")
_BACK = 2  # sentences before that are looked at
_AHEAD = 4  # statements behind what is done in which the rest is looked for


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
        if not _LEFT_OF_A_PLAN.search(each.lead) or is_average(each):
            continue
        before = [found[k] for k in near(found, place, _BACK) if k < place]
        alike = [e for e in before if (e.s.type, e.s.unit) == (s.type, s.unit)]
        alike = [e for e in alike if not is_average(e) and not is_base(e) and not _rises(e)]
        plans = [e.s for e in alike if e.s.status == "target" or _THE_PLAN.search(e.lead)]
        done = [e.s for e in alike if e.s not in plans]
        attained = any(e.s.type == "attainment" for e in before)
        told = attained or any(p.status == "target" for p in plans)
        if len(plans) == len(done) == 1 and told and done[0].amount < plans[0].amount:
            yield claim_of("rest", plan=plans[0], done=done[0], rest=s)


def _rises(each: Placed) -> bool:
    return bool(re.search(r"\b(?:tăng|giảm|thêm|up|down)\s+\S*\s*$", each.lead))


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
