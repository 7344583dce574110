"""What a number says of the numbers told right before it: again, a part of them, of a plan."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from decimal import Decimal

from hanoi_ct.statements._reading.clauses import Clause
from hanoi_ct.statements._reading.context import SentenceState
from hanoi_ct.statements._reading.hedges import Lead
from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements.statement import Statement

__all__ = [
    "alone_behind",
    "alone_in_bracket",
    "amount_told_again",
    "as_those_before_attain",
    "attained_then",
    "behind_a_plan",
    "change_before",
    "change_in_bracket",
    "goes_on_sharing",
    "is_below_a_rate",
    "is_of_the_level",
    "is_this_rate",
    "is_told_again",
    "joined_to_a_rate",
    "last_growth",
    "of_a_figure",
    "of_counted",
    "of_the_bracket",
    "of_what_was_planned",
    "tells_contributions",
]


def is_told_again(
    found: Sequence[Statement],
    state: SentenceState,
    text: str,
    clause: Clause,
    *,
    strict: bool = False,
) -> bool:
    """Whether a percentage behind "or" says a part again that was just told as a number."""
    last = found[-1] if found else None
    if last is None or last.sentence != state.number or last.type not in ("count", "level"):
        return False
    if any(item.kind == "compare" for item in clause.right[:2]):
        return False
    lead = text[max(0, last.start - 30) : last.start].casefold()
    parts = ("chiếm", "account", "made up", "making up", "contribut", "đóng góp")
    part = any(word in lead for word in parts)
    if not strict:
        part = part or last.type == "count" or state.part_of
    return part and last.status != "target"


def is_of_the_level(found: Sequence[Statement], state: SentenceState, right: list[Item]) -> bool:
    """Whether a percentage tells an amount again that was just printed, against no other time."""
    last = found[-1] if found else None
    if last is None or last.type != "level" or last.sentence != state.number:
        return False
    timed = any(item.kind in ("compare", "time") for item in right[:4])
    return last.status != "target" and not timed and state.rate in (None, ("share", 1))


def attained_then(
    clause: Clause,
    verb: str | None,
    state: SentenceState,
    found: Sequence[Statement],
    shifted: bool,
) -> bool:
    """ "Bằng 57,1% kế hoạch (cùng kỳ năm 2022 bằng 54,6%)": the plan attained a year before."""
    times = [item.value.refers for item in clause.left if item.kind == "time"]
    if not (shifted or "same" in times or "last_year" in times) or verb not in ("equal", None):
        return False
    before = [s.type for s in found[-4:] if s.sentence == state.number]
    return "attainment" in (before if verb == "equal" else before[-1:])


_AND_CHANGE = re.compile(r",? (?:và|nhưng)?,? ?(?:tăng|giảm)\b")


def as_those_before_attain(
    clause: Clause, found: Sequence[Statement], state: SentenceState, text: str
) -> bool:
    """Whether a row goes on that began with a plan: "bằng 6,4% kế hoạch và tăng 4,5%; bằng 6,2%".

    Each of its numbers is followed by its rate on the year before, as the first was.
    """
    if clause.right or not _AND_CHANGE.match(text, clause.item.end):
        return False
    row = [s.type for s in found[-_ROW:] if s.paragraph == state.paragraph]
    pairs = [(a, b) for a, b in itertools.pairwise(row) if a in ("attainment", "ratio")]
    return bool(pairs) and pairs[-1] == ("attainment", "growth")


def behind_a_plan(lead: Lead, found: Sequence[Statement], state: SentenceState) -> bool:
    """ "3.127 tỷ đồng/6.870 tỷ đồng kế hoạch, đạt 45,5%": what was done over the plan."""
    if len(found) < 2 or not lead.has("verb.reach", "verb.equal"):
        return False
    done, plan = found[-2:]
    if plan.sentence == state.number != done.sentence:
        return plan.type == "level" and plan.status == "target"  # "Kế hoạch năm 9 tỷ, quý I đạt"
    alike = done.type == plan.type == "level" and done.unit == plan.unit
    return alike and plan.status == "target" != done.status and plan.sentence == state.number


def change_before(found: Sequence[Statement], state: SentenceState) -> int:
    """The direction of the increase that was printed right before in the sentence; 0 if none."""
    last = found[-1] if found else None
    if last is None or last.type != "difference" or last.sentence != state.number:
        return 0
    if last.unit == "percentage_points":
        return 0
    return -1 if last.value.startswith("-") else 1


_ROW = 12  # statements of one sentence that are looked at


_COUNTED = re.compile(r"\b(?:trong(?: tổng)?(?: số)?|of(?: the)?)\s*\Z", re.IGNORECASE)


def of_counted(found: Sequence[Statement], state: SentenceState, text: str) -> bool:
    """Whether a sentence began with what is counted, and a part of it was just told."""
    here = [s for s in found[-_ROW:] if s.sentence == state.number]
    if len(here) < 2 or here[0].type != "count" or here[-1].type not in ("count", "share"):
        return False
    return bool(_COUNTED.search(text, max(0, here[0].start - 20), here[0].start))


def alone_in_bracket(clause: Clause, text: str) -> bool:
    """Whether a percentage is all that a bracket holds."""
    item = clause.item
    before, behind = text[max(0, item.start - _HEDGE) : item.start], text[item.end : item.end + 2]
    return bool(_OPENS.search(before)) and behind.lstrip().startswith(")")


_HEDGE = 14  # code points
_OPENS = re.compile(
    r"\(\s*(?:gần|hơn|trên|khoảng|about|nearly|over|around|almost|more than|some)?\s*\Z",
    re.IGNORECASE,
)


def _equal_in_bracket(clause: Clause, text: str) -> bool:
    """ "(bằng 0,85%)": all of a bracket but the word that says so."""
    left, item = clause.left, clause.item
    if len(left) != 1 or not left[0].has("verb.equal"):
        return False
    opens = text[max(0, left[0].start - 2) : left[0].start].rstrip().endswith("(")
    return opens and text[item.end : item.end + 2].lstrip().startswith(")")


def amount_told_again(
    clause: Clause, found: Sequence[Statement], state: SentenceState, text: str
) -> int:
    """The direction of a rate that an amount tells again: "up by 16%, or nearly US$42 billion"."""
    last = found[-1] if found else None
    if last is None or last.type != "growth" or last.sentence != state.number:
        return 0
    if _equal_in_bracket(clause, text):
        return -1 if last.value.startswith("-") else 1  # "giảm 29,9% (bằng 15,4 tạ/ha)"
    if clause.joined != "or" and not any(item.says("or") for item in clause.left[:2]):
        return 0
    hedges = ("hedge.over", "hedge.under", "hedge.about")
    if not all(i.text == "," or i.says("or") or i.has(*hedges) for i in clause.left):
        return 0
    return -1 if last.value.startswith("-") else 1


def alone_behind(clause: Clause, text: str) -> bool:
    """Whether a bracket begins with a word of equality and its number: "(bằng 2,24%)"."""
    equal = bool(clause.left) and all(item.has("verb.equal") for item in clause.left)
    return equal and text[max(0, clause.left[0].start - 1) : clause.left[0].start] == "("


def of_what_was_planned(clause: Clause, lead: Lead, found: Sequence[Statement]) -> bool:
    """ "Đã giải ngân 416 tỷ đồng, đạt 65%": a percentage reached behind an amount, of no rate."""
    last = found[-1] if found else None
    own = [item for item in clause.left[: len(clause.left) - lead.length] if item.text != ","]
    if own or last is None or last.type not in ("level", "growth") or last.status == "target":
        return False
    if last.type == "growth" and clause.joined not in ("", ","):
        return False
    return bool(lead.items) and lead.items[-1].says("đạt", "đạt tỷ lệ", "hoàn thành", "đã đạt")


_COMPARED = re.compile(r"\b(?:so với|cùng kỳ|năm trước|tháng trước|than|from|last year)\b", re.I)


def change_in_bracket(
    clause: Clause, text: str, found: Sequence[Statement], state: SentenceState
) -> int:
    """The direction of a rate that a bracket tells as an amount: "tăng 2,63% (1,32 tạ/ha)".

    An amount of the size of the level before is that level again, and no change; one right behind
    the time compared with is the base, unless the rate gives it.
    """
    here = [s for s in found[-2:] if s.sentence == state.number]
    if len(here) < 2 or not (alone_behind(clause, text) or alone_in_bracket(clause, text)):
        return 0
    level, rate = here
    if (level.type, rate.type, level.unit) != ("level", "growth", clause.quantity.unit):
        return 0
    amount = Decimal(clause.quantity.value) * Decimal(clause.quantity.scale)
    size = Decimal(level.value) * Decimal(level.scale)
    if amount * 2 > size:
        return 0
    share = Decimal(rate.value) / 100
    if _COMPARED.search(text, rate.end, clause.item.start) and share > -1:
        led_to = abs(size * share / (1 + share))
        if abs(amount - led_to) * 20 > led_to:
            return 0  # "tăng 60,7% so với cùng kỳ (37,37 triệu USD)": what it was then
    return -1 if rate.value.startswith("-") else 1


def goes_on_sharing(clause: Clause, found: Sequence[Statement], state: SentenceState) -> bool:
    """ "It was followed by China with 3.2 billion USD, 22.8%": as in the sentence before."""
    own = [item for item in clause.left if item.text != ","]
    rates = [s for s in found[-8:] if s.unit == "percent" and s.sentence == state.number - 1]
    listed = [s for s in found[-4:] if s.sentence == state.number]
    return not own and bool(rates) and bool(listed) and rates[-1].type == "share"


def of_the_bracket(clause: Clause, text: str) -> bool:
    """ "292,3 tỷ đồng (hơn 23% nhu cầu)": a part of what the bracket names."""
    start = clause.left[0].start if clause.left else clause.item.start
    opens = text[max(0, start - 1) : start] == "("
    right = clause.right
    return opens and bool(right) and right[0].kind == "word" and not right[0].starts("verb.")


_OF_ALL_GROWTH = re.compile(
    r"(?:in|of|to|from|into) the (?:general|overall|total|whole|common) (?:growth|increase|rate)|"
    r"(?:trong|của|vào|cho)?\s*(?:mức|tốc độ) (?:tăng|giảm)(?: trưởng)? chung"
)


def tells_contributions(clause: Clause, found: Sequence[Statement], state: SentenceState) -> bool:
    """Whether points are a part of the growth of all, or stand in a row that began so.

    "Mining fell by 3.8%, down by 0.6 points in the general growth rate; manufacturing by 6.9%,
    reducing by 5.3 points".
    """
    words = " ".join(item.text for item in clause.right[:6]).casefold()
    if _OF_ALL_GROWTH.match(words):
        return True
    if any(item.kind == "compare" or item.says("than", "hơn") for item in clause.right[:3]):
        return False
    points = [s for s in found[-_ROW:] if s.paragraph == state.paragraph]
    told = [s.type for s in points if s.unit == "percentage_points"]
    beside = bool(points) and points[-1].type == "growth" and points[-1].sentence == state.number
    return beside and set(told) == {"contribution"}


_THIS_RATE = ("con số này", "mức này", "mức tăng này", "tỷ lệ này", "this figure", "the figure")


def last_growth(found: Sequence[Statement], state: SentenceState) -> int:
    """The direction of the growth rate before the contribution that was told last, else 0."""
    last = found[-1] if found else None
    if last is None or last.type != "contribution" or last.note is not None:
        return 0
    rates = [s for s in found[-3:] if s.type == "growth" and s.sentence == state.number]
    return (-1 if rates[-1].value.startswith("-") else 1) if rates else 0


def is_this_rate(clause: Clause, lead: Lead) -> bool:
    """ "Con số này là 13,6%", "the third quarter came to 6.8%": the rate just spoken of."""
    words = [i for i in clause.left[: len(clause.left) - lead.length] if not i.says("the", ",")]
    timed = bool(words) and all(i.kind == "time" for i in words) and lead.has("verb.reach")
    return timed or any(i.says(*_THIS_RATE) for i in clause.left)


def is_below_a_rate(found: Sequence[Statement], lead: Lead, state: SentenceState) -> bool:
    """ "Tỷ lệ tổn thất là 6,79%, thấp hơn 0,39%": by points, of a rate just told."""
    last = found[-1] if found else None
    if last is None or (last.type, last.unit, last.sentence) != ("level", "percent", state.number):
        return False
    return lead.item is not None and lead.item.says("thấp hơn", "cao hơn", "lower", "higher")


def joined_to_a_rate(clause: Clause, found: Sequence[Statement], state: SentenceState) -> bool:
    """ "Increases of almost 50% and 2.5 times, respectively": the verb of the rate before."""
    last = found[-1] if found else None
    rate = last is not None and last.type == "growth" and last.sentence == state.number
    return (
        rate
        and clause.joined in ("và", "and")
        and all(i.text in ("và", "and") for i in clause.left)
    )


def of_a_figure(right: list[Item]) -> bool:
    """ "Only 16.7% of the figure a year ago": a part of what it was then."""
    said = any(item.says("figure", "level", "the figure", "number", "that") for item in right[:3])
    of = bool(right) and right[0].text.casefold().startswith("of")
    then = any(i.kind == "time" and i.value.refers in ("same", "last_year") for i in right[:5])
    return said and of and then
