"""What a number says: a level, a growth rate, a share, a contribution, the plan attained.

The verb right before a number decides; without one the words behind it, the direction named in
its clause, or the rate before it in the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from hanoi_ct.statements._reading.bare_counts import goes_on_counting
from hanoi_ct.statements._reading.clause_words import (
    direction_said,
    from_base,
    last_segment,
    must,
    nearest_direction,
    says_plan,
)
from hanoi_ct.statements._reading.clauses import Clause
from hanoi_ct.statements._reading.context import SentenceState
from hanoi_ct.statements._reading.hedges import Lead
from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements.statement import Kind, Statement

__all__ = ["Meaning", "answers", "kind_of"]

_RATES = (
    "nợ xấu",
    "bội chi",
    "tỷ suất",
    "hệ số",
    "thị phần",
    "độ che phủ",
    "tỷ lệ",
    "tỉ lệ",
    "lãi suất",
    "thuế",
    "công suất",
    "lấp đầy",
    "rate",
    "ratio",
    "tax",
    "capacity",
    "occupancy",
)
_ANOTHER = re.compile(r"\s*(?:the|that|those)\b")  # behind "1.6 times"
_MORE = ("more", "higher")
_LESS = ("less", "lower", "fewer")
_IS = (
    "là",
    "đạt",
    "lên",
    "lên tới",
    "lên đến",
    "còn",
    "was",
    "is",
    "reached",
    "stood at",
    "đạt mức",
)
_NUMBER_OF = ("số ", "số", "tổng số", "number of", "the number of")
_ASKED = ("doanh nghiệp", "hộ", "cơ sở", "nhà đầu tư", "firms", "enterprises", "companies")
_GROWTH_OF = ("tăng trưởng", "tốc độ tăng", "economic growth", "growth of")
_AMOUNTS_TO = ("tương đương", "tương đương với", "equivalent to", "equal to", "equivalent of")
_INDEX = 50  # a percentage above, reached against another time, is an index and no growth


class Meaning(NamedTuple):
    """The type of a statement, the sign of its direction, its unit where corrected, a note."""

    kind: Kind | None
    sign: int = 1
    unit: str | None = None
    note: str | None = None


_NOTHING = Meaning(None, 0)


def kind_of(
    clause: Clause,
    lead: Lead,
    state: SentenceState,
    text: str,
    found: Sequence[Statement],
    shifted: bool,
) -> Meaning:
    """What the number of a clause says.

    Parameters
    ----------
    clause : Clause
    lead : Lead
        The words right before the number.
    state : SentenceState
        The rate before in the sentence; set where this number is one.
    text : str
    found : sequence of Statement
        What was read before.
    shifted : bool
        Whether a bracket speaks of the year before.
    """
    quantity = clause.quantity
    if quantity.unit in ("percent", "percentage_points", "per_mille"):
        meaning = _rate(clause, lead, state, text, found, shifted)
        last = found[-1] if found else None
        if last is not None and last.type == "level" and last.sentence == state.number:
            state.follows = state.follows or meaning.kind
        if meaning.kind is not None and meaning.kind not in ("attainment", "difference"):
            state.rate = (meaning.kind, meaning.sign)
        return meaning
    sign = {"rise": 1, "fall": -1}.get(lead.verb or "", 0)
    if quantity.unit == "times":
        said = lead.verb in ("rise", "fall", "multiple", "equal") or quantity.in_words
        said = said or _times_another(clause, text)
        return Meaning("ratio") if said else _NOTHING
    if quantity.unit is None and quantity.scale == "1":
        return _bare(clause, sign, text, found, state)
    if quantity.in_words and clause.right and clause.right[0].says("này", "nói trên", "trên"):
        return _NOTHING  # "ba thị trường này": those named before
    if quantity.unit == "count" and quantity.counted == "entity":
        at = bool(lead.items) and lead.items[-1].says("ở", "tại", "in")
        alone = lead.item is not None and lead.item.says("thêm") and not clause.joined
        changed = sign and not at and not alone and not from_base(clause)
        return Meaning("difference", sign) if changed else Meaning("count")
    if lead.has("verb.exceed") and says_plan(clause.right[:2]):
        return Meaning("difference", 1)  # "vượt 345 triệu USD so với kế hoạch"
    if sign and not from_base(clause) and not must(clause.left):
        return Meaning("difference", sign)
    return Meaning("level", quantity.sign or 1)


def _times_another(clause: Clause, text: str) -> bool:
    """ "1.6 times the US$195 million of Laos", "1.6 times that of Laos": no verb is needed."""
    return bool(_ANOTHER.match(text, clause.item.end))


def _bare(
    clause: Clause, sign: int, text: str, found: Sequence[Statement], state: SentenceState
) -> Meaning:
    """A number without scale and unit: a change with a comparison, or of a counted number."""
    counts = any(item.text.casefold().startswith("số") for item in clause.left[:3])
    compared = any(item.kind == "compare" for item in clause.right[:2])
    if sign and compared and "." in clause.quantity.value:
        return Meaning("growth", sign)  # "giảm 3,6 so với tháng trước"
    if sign and counts and clause.quantity.value.isdigit():
        return Meaning("difference", sign, "count")
    if not sign and _counts_what_is_named(clause):
        return Meaning("count", 1, "count")
    if not sign and goes_on_counting(clause, text, found, state):
        return Meaning("count", 1, "count")
    return _NOTHING


def _counts_what_is_named(clause: Clause) -> bool:
    """ "Số doanh nghiệp thành lập mới là 702": a whole number of what was named."""
    left = clause.left
    if not clause.quantity.value.isdigit() or not left or not left[-1].says(*_IS):
        return False
    words = [k for k, item in enumerate(left) if item.text.casefold().startswith(_NUMBER_OF)]
    nouns = ("counted.entity", "counted.product", "indicator")
    return any(item.has(*nouns) for k in words for item in left[k : k + 2])


def _rate(
    clause: Clause,
    lead: Lead,
    state: SentenceState,
    text: str,
    found: Sequence[Statement],
    shifted: bool,
) -> Meaning:
    right, quantity, verb = clause.right, clause.quantity, lead.verb
    segment = last_segment(clause.left)
    sign = {"rise": 1, "fall": -1}.get(verb or "", 0)
    if quantity.high and verb == "onto" and lead.item is not None:
        sign = direction_said(lead.item.text)  # "tăng từ 7,5% đến 8%"
    plan = says_plan(right) or (says_plan(segment) and not sign)
    if plan and verb not in ("rise", "fall", "share"):
        return _attainment(segment)
    whole = any(item.has("comparison.whole") for item in right[:3])
    whole = whole or any(item.text.casefold().startswith("tổng ") for item in right[:1])
    contributes = lead.has("verb.contribution") or any(
        item.has("verb.contribution") for item in segment
    )
    if quantity.unit == "percentage_points":
        return _points(lead, state, segment, sign or _more_or_less(right), contributes)
    growing = any(item.has("verb.rise", "indicator") for item in right[:4]) and not whole
    if quantity.share:
        return Meaning("share")
    if contributes and growing and _below_the_rates(quantity.value, found):
        note = "percentage points printed as percent"
        return Meaning("contribution", -1 if lead.negative else 1, "percentage_points", note)
    if quantity.sign and verb != "share":
        return Meaning("growth", quantity.sign)
    if verb == "share" or (verb == "contribution" and not sign):
        return Meaning("share")
    if sign and state.rate is not None and _compares_rates(right, text):
        note = "percentage points printed as percent"
        return Meaning("difference", sign, "percentage_points", note)
    if sign:
        return Meaning("growth", sign)
    return _without_direction(clause, lead, state, text, found, shifted, whole=whole)


def _without_direction(
    clause: Clause,
    lead: Lead,
    state: SentenceState,
    text: str,
    found: Sequence[Statement],
    shifted: bool,
    *,
    whole: bool,
) -> Meaning:
    """A percentage that no rise or fall leads to: a share, a part of a plan, a ratio."""
    right, quantity, verb = clause.right, clause.quantity, lead.verb
    segment = last_segment(clause.left)
    equals = verb == "equal" and lead.item is not None and lead.item.says(*_AMOUNTS_TO)
    told = any(item.says("or", "hay", "tức") for item in clause.left[-2:])
    if (equals or told) and not whole and (change := _change_before(found, state)):
        return Meaning("growth", change)  # "tăng 180 triệu kWh, tương đương 9,1%"
    last = found[-1] if found else None
    reached = equals or (verb is None and lead.has("verb.reach"))
    if last is not None and last.of is not None and last.sentence == state.number and reached:
        return Meaning("share")  # "118/480 doanh nghiệp, tương đương 24,6%"
    if equals and _is_told_again(found, state, text, clause, strict=True):
        return Meaning("share")  # "made up 4.3 billion of this, equal to 46 percent"
    if (equals or told) and _is_of_the_level(found, state, right):
        return Meaning("share")  # "32 projects worth 16.5 million USD, or 8.3 percent"
    if _attained_then(clause, verb, state, found, shifted):
        return Meaning("attainment")
    if not whole and verb in ("equal", None) and _behind_a_plan(lead, found, state):
        return Meaning("attainment")
    if verb in ("multiple", "equal"):
        of = right[0].text.casefold().startswith(("tổng", "số", "of")) if right else False
        return Meaning("share" if whole or (quantity.in_words and of) else "ratio")
    if whole or any(item.has("verb.share") for item in segment):
        return Meaning("share")
    if told and right and right[0].says("of", "of the", "của"):
        return Meaning("share")  # "1.6 billion USD, or 1.2 percent of the export value"
    if told and _is_told_again(found, state, text, clause):
        return Meaning("share")  # "of 1,260 firms, 819, or 65 percent"
    of_it = " ".join(item.text.casefold() for item in right[:2])
    if of_it.startswith(("of it", "of this", "of that", "of them", "of which")):
        return Meaning("share")  # "nearly 79 percent of it ($15.9 billion)"
    if right and right[0].says("share", "thị phần", "tỷ trọng"):
        return Meaning("share")  # "a 23 percent share"
    after = last is not None and last.type == "level" and last.sentence == state.number
    if _alone_in_bracket(clause, text) and (change := _change_before(found, state)):
        return Meaning("growth", change)  # "tăng 1,02 triệu người (1,1%)"
    if state.rate is not None and clause.left and clause.left[-1].has("comparison.versus"):
        return Meaning(*state.rate)  # "chiếm 42,1%, giảm so với mức 44,6% cuối năm 2021"
    part = state.part_of and last is not None and last.type == "count"
    part = part and last is not None and last.sentence == state.number
    if part and state.rate is None and _alone_in_bracket(clause, text):
        return Meaning("share")  # "trong đó lao động nữ 56.300 người (57%)"
    if _of_counted(found, state, text) and _alone_in_bracket(clause, text):
        return Meaning("share")  # "trong 1.240 doanh nghiệp, 403 doanh nghiệp (32,5%) ..."
    change = _change_before(found, state)
    return _unsaid(clause, lead, state, segment, text, shifted, after, change)


def _attainment(segment: list[Item]) -> Meaning:
    """What was attained of a plan, or by how much it was passed."""
    exceeds = any(item.has("verb.exceed") for item in segment)
    note = "above the plan: 100 % and this attained" if exceeds else None
    return Meaning("attainment", note=note)


def _is_told_again(
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


def _is_of_the_level(found: Sequence[Statement], state: SentenceState, right: list[Item]) -> bool:
    """Whether a percentage tells an amount again that was just printed, against no other time."""
    last = found[-1] if found else None
    if last is None or last.type != "level" or last.sentence != state.number:
        return False
    timed = any(item.kind in ("compare", "time") for item in right[:4])
    return last.status != "target" and not timed and state.rate in (None, ("share", 1))


def _attained_then(
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


def _behind_a_plan(lead: Lead, found: Sequence[Statement], state: SentenceState) -> bool:
    """ "3.127 tỷ đồng/6.870 tỷ đồng kế hoạch, đạt 45,5%": what was done over the plan."""
    if len(found) < 2 or not lead.has("verb.reach", "verb.equal"):
        return False
    done, plan = found[-2:]
    if plan.sentence == state.number != done.sentence:
        return plan.type == "level" and plan.status == "target"  # "Kế hoạch năm 9 tỷ, quý I đạt"
    alike = done.type == plan.type == "level" and done.unit == plan.unit
    return alike and plan.status == "target" != done.status and plan.sentence == state.number


def _change_before(found: Sequence[Statement], state: SentenceState) -> int:
    """The direction of the increase that was printed right before in the sentence; 0 if none."""
    last = found[-1] if found else None
    if last is None or last.type != "difference" or last.sentence != state.number:
        return 0
    if last.unit == "percentage_points":
        return 0
    return -1 if last.value.startswith("-") else 1


def _compares_rates(right: list[Item], text: str) -> bool:
    """Whether a percentage is said of a rate: "cao hơn 1,5% so với mức tăng của cùng kỳ"."""
    for item in right[:2]:
        if item.kind == "compare":
            words = text[item.start : item.end].casefold()
            return any(word in words for word in ("mức tăng", "tốc độ", "mức giảm", "growth"))
    return False


def _points(
    lead: Lead, state: SentenceState, segment: list[Item], sign: int, contributes: bool
) -> Meaning:
    if contributes:
        negative = lead.negative or any(item.has("verb.negative") for item in segment)
        return Meaning("contribution", -1 if negative or lead.verb == "fall" else 1)
    if sign:
        return Meaning("difference", sign)
    if state.rate is not None and state.rate[0] == "contribution":
        return Meaning("contribution")
    below = any(item.says("thấp hơn", "kém", "kém hơn") for item in lead.items)
    return Meaning("difference", -1 if below else nearest_direction(segment) or 1)


def _below_the_rates(value: str, found: Sequence[Statement]) -> bool:
    """Whether a contribution in percent may be points: no more than a rate just printed."""
    rates = [abs(float(s.value)) for s in found[-8:] if s.type == "growth"]
    return bool(rates) and float(value) <= max(rates)


def _unsaid(
    clause: Clause,
    lead: Lead,
    state: SentenceState,
    segment: list[Item],
    text: str,
    shifted: bool,
    follows_level: bool,
    found_change: int,
) -> Meaning:
    """A percentage with no verb right before it."""
    if _of_a_figure(clause.right):
        return Meaning("ratio")
    listed = state.part_of or _LET.search(text, max(0, clause.item.start - 40), clause.item.start)
    if listed and follows_level and _alone_in_bracket(clause, text) and state.rate is None:
        return Meaning("share")  # "trong đó phần mềm 735 tỷ đồng (35%)"
    if found_change and _alone_in_bracket(clause, text):
        return Meaning("growth", found_change)  # "tăng 2.760 xe (15%)"
    if any(i.says(*_THIS_RATE) for i in clause.left) and state.rate_before:
        return Meaning("growth", state.rate_before)  # "con số này là 13,6%"
    direction = _said_behind(clause.right) or nearest_direction(segment)
    if direction:
        return Meaning("growth", direction)
    compared = any(item.kind == "compare" for item in clause.right[:2])
    if compared and lead.has("verb.reach", "hedge.estimate"):
        return Meaning("ratio" if float(clause.quantity.value) > _INDEX else "growth")
    if any(item.has("verb.steady") for item in segment):
        return Meaning("growth")
    rises = (*_GROWTH_OF, "lạm phát", "inflation")
    if any(i.has("indicator") and i.text.casefold().startswith(rises) for i in clause.left):
        return Meaning("growth")  # "tốc độ tăng trưởng kinh tế đạt 13,45%"
    if segment and _names_a_rate(text[segment[0].start : segment[-1].end]):
        return Meaning("level")
    if state.follows == "share" and follows_level:
        return Meaning("share")  # "..., 174.8 trillion, 11.4 percent, up 13.4 percent"
    if state.rate is not None:
        note = "verb taken from the rate before" if state.rate[0] == "growth" else None
        return Meaning(state.rate[0], state.rate[1], note=note)
    if compared or shifted:
        return Meaning("growth", note="no verb is printed")
    if clause.quantity.in_words or answers(clause):
        return Meaning("share")
    if any(item.has("verb.rise") for item in clause.left):
        return Meaning("growth")
    return _NOTHING


_LET = re.compile(r"\b(?:lấp đầy|cho thuê|leased|occupied)\b", re.IGNORECASE)
_ROW = 12  # statements of one sentence that are looked at
_THIS_RATE = ("con số này", "mức này", "mức tăng này", "tỷ lệ này", "this figure", "the figure")


_COUNTED = re.compile(r"\b(?:trong(?: tổng)?(?: số)?|of(?: the)?)\s*\Z", re.IGNORECASE)


def _of_counted(found: Sequence[Statement], state: SentenceState, text: str) -> bool:
    """Whether a sentence began with what is counted, and a part of it was just told."""
    here = [s for s in found[-_ROW:] if s.sentence == state.number]
    if len(here) < 2 or here[0].type != "count" or here[-1].type not in ("count", "share"):
        return False
    return bool(_COUNTED.search(text, max(0, here[0].start - 20), here[0].start))


def _alone_in_bracket(clause: Clause, text: str) -> bool:
    """Whether a percentage is all that a bracket holds."""
    item = clause.item
    before, behind = text[max(0, item.start - 2) : item.start], text[item.end : item.end + 2]
    return before.rstrip().endswith("(") and behind.lstrip().startswith(")")


def _of_a_figure(right: list[Item]) -> bool:
    """ "Only 16.7% of the figure a year ago": a part of what it was then."""
    said = any(item.says("figure", "level", "the figure", "number", "that") for item in right[:3])
    of = bool(right) and right[0].text.casefold().startswith("of")
    then = any(i.kind == "time" and i.value.refers in ("same", "last_year") for i in right[:5])
    return said and of and then


def answers(clause: Clause) -> bool:
    """ "38,5% doanh nghiệp đánh giá tốt lên": a share of those that were asked."""
    right = clause.right
    first = 1 if right and right[0].says("số", "tổng số", "of", "of the") else 0
    asked = right[first] if len(right) > first else None
    return asked is not None and asked.has("counted.entity") and asked.says(*_ASKED)


def _said_behind(right: list[Item]) -> int:
    """The direction said behind a number: 13,6% là mức tăng của ..., 6.2 percent growth."""
    for place, item in enumerate(right[:3]):
        if item.has("link.about") and (direction := direction_said(item.text)):
            return direction
        if not item.has("verb.rise", "verb.fall") or item.kind in ("compare", "time"):
            continue
        if place == 0 or right[place - 1].says("là", "of", "the", "was", "a"):
            return 1 if item.has("verb.rise") else -1
    return _more_or_less(right)


def _more_or_less(right: list[Item]) -> int:
    """The direction of a comparative right behind a number: 5.8 points lower than."""
    first = right[0].text.casefold() if right else ""
    if first.startswith((*_MORE, *_LESS)):
        return 1 if first.startswith(_MORE) else -1
    return 0


def _names_a_rate(words: str) -> bool:
    """Whether the words before a percentage name a rate that is a level: tỷ lệ, lãi suất."""
    padded = f" {words[-400:].casefold()} "
    return any(f" {word} " in padded for word in _RATES)
