"""What a number says: a level, a growth rate, a share, a contribution, the plan attained.

The verb right before a number decides; without one the words behind it, the direction named in
its clause, or the rate before it in the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from hanoi_ct.statements._reading.amounts_apart import (
    came_in,
    differs_from_another,
    names_what_was_added,
)
from hanoi_ct.statements._reading.bare_counts import (
    counts_guests,
    counts_members,
    counts_on,
    counts_what_is_named,
    goes_on_counting,
)
from hanoi_ct.statements._reading.clause_words import (
    direction_said,
    from_base,
    last_segment,
    more_or_less,
    must,
    nearest_direction,
    said_behind,
    says_plan,
    starts_from,
    than_another,
)
from hanoi_ct.statements._reading.clauses import Clause
from hanoi_ct.statements._reading.context import SentenceState
from hanoi_ct.statements._reading.hedges import Lead
from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.told_again import (
    alone_behind,
    alone_in_bracket,
    amount_told_again,
    as_those_before_attain,
    attained_then,
    behind_a_plan,
    change_before,
    change_in_bracket,
    goes_on_sharing,
    is_below_a_rate,
    is_of_the_level,
    is_this_rate,
    is_told_again,
    joined_to_a_rate,
    last_growth,
    of_a_figure,
    of_counted,
    of_the_bracket,
    of_what_was_planned,
    tells_contributions,
)
from hanoi_ct.statements.statement import Kind, Statement

__all__ = ["Meaning", "answers", "kind_of"]

_RATES = (
    *("nợ xấu", "bội chi", "tỷ suất", "hệ số", "độ che phủ", "tỷ lệ", "tỉ lệ", "tổn thất"),
    *("hao hụt", "lãi suất", "thuế", "công suất", "lấp đầy"),
    *("rate", "ratio", "tax", "capacity", "occupancy"),
)
_ANOTHER = re.compile(r"\s*(?:the|that|those)\b")  # behind "1.6 times"
_ASKED = (
    *("khách hàng", "người dân", "hộ dân", "doanh nghiệp", "hộ", "cơ sở", "nhà đầu tư"),
    *("firms", "enterprises", "companies"),
)
_OF_THE_FIELDS = re.compile(
    r"\s*(?:tổng )?diện tích (?:đã |lúa )?(?:gieo|xuống giống|canh tác|trồng)|"
    r" of the (?:total )?(?:planted|sown|cultivated) (?:area|land)",
    re.IGNORECASE,
)
_CHANGES = ("increase", "rise", "growth", "decrease", "decline", "fall", "drop")
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
_LOST = "no percent sign is printed"


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
    if any(item.has("verb.share") for item in clause.left):
        state.follows = state.follows or "share"  # "made up the largest share with $8 bn (57%)"
    sign = {"rise": 1, "fall": -1}.get(lead.verb or "", 0)
    if quantity.unit == "times":
        said = lead.verb in ("rise", "fall", "multiple", "equal") or quantity.in_words
        said = said or any(i.has("verb.rise", "verb.fall") for i in clause.right[:1])
        said = said or _times_another(clause, text) or joined_to_a_rate(clause, found, state)
        return Meaning("ratio") if said else _NOTHING
    if quantity.unit is None and quantity.scale == "1":
        then = clause.right[0] if clause.right else clause.item
        same = then.kind == "time" and then.value.refers == "same"
        if lead.verb == "multiple" and (same or then.kind == "compare"):
            return Meaning("ratio", 1, "times")  # "gấp 1,6 cùng kỳ", without "lần"
        if lead.verb == "onto" and counts_on(found, state, clause):
            return Meaning("count", 1, "count")
        return _bare(clause, sign, text, found, state)
    if quantity.in_words and clause.right and clause.right[0].says("này", "nói trên", "trên"):
        return _NOTHING  # "ba thị trường này": those named before
    if quantity.unit == "count" and quantity.counted == "entity":
        if counts_members(clause, text):
            return _NOTHING
        at = bool(lead.items) and lead.items[-1].says("ở", "tại", "in")
        first = not clause.joined or not state.clauses or lead.has("verb.reach")
        alone = lead.item is not None and lead.item.says("thêm") and first
        alone = alone or (bool(lead.items) and lead.items[-1].says("có", "gồm", "là"))
        changed = sign and not at and not alone and not from_base(clause)
        return Meaning("difference", sign) if changed else Meaning("count")
    passed = says_plan(clause.right[:2]) or any(i.kind == "compare" for i in clause.right[:2])
    if lead.has("verb.exceed") and passed:
        return Meaning("difference", 1)  # "vượt 345 triệu USD so với kế hoạch"
    if sign and quantity.unit in ("USD", "VND") and came_in(lead):
        sign = 0
    if apart := differs_from_another(clause, lead):
        return Meaning("difference", apart)
    if sign and names_what_was_added(clause, lead):
        sign = 0
    if sign and not from_base(clause) and not must(clause.left):
        return Meaning("difference", sign)
    if (more := more_or_less(clause.right)) or (more := than_another(clause, text)):
        return Meaning("difference", more)  # "US$2.6 billion higher than a year earlier"
    again = amount_told_again(clause, found, state, text)
    if again or (again := change_in_bracket(clause, text, found, state)):
        return Meaning("difference", again)
    if quantity.sign and found and found[-1].type == "growth":
        return Meaning("difference", quantity.sign)  # "giảm 11% (-284 tỷ đồng)"
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
    last = found[-1] if found else None
    rates = last is not None and last.unit == "percent" and last.sentence == state.number
    if sign and compared and "." in clause.quantity.value:  # "giảm 3,6 so với tháng trước"
        return Meaning("growth", sign, "percent" if rates else None, _LOST if rates else None)
    if rates and "." in clause.quantity.value and state.rate == ("share", 1):
        shares = bool(clause.left) and clause.left[-1].has("verb.share")
        return Meaning("share", 1, "percent", _LOST) if shares else _NOTHING
    if sign and counts and clause.quantity.value.isdigit():
        return Meaning("difference", sign, "count")
    counted = last is not None and last.unit == "count" and last.sentence == state.number
    whole = clause.quantity.value.isdigit() and not clause.quantity.high
    if counted and whole and starts_from(clause) and last is not None:
        return Meaning(last.type, 1, "count")  # "168 projects, up from 155 a year earlier"
    if not sign and counts_what_is_named(clause):
        return Meaning("count", 1, "count")
    if not sign and goes_on_counting(clause, text, found, state):
        return Meaning("count", 1, "count")
    if not sign and counts_guests(clause, found, state):
        return Meaning("level", 1, "count")
    return _NOTHING


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
    last = clause.left[-1] if clause.left else None
    needed = last is not None and last.has("verb.target") and direction_said(last.text)
    if plan and verb not in ("rise", "fall", "share") and not needed:
        return _attainment(segment)  # and not "cần tăng 8,5% mới đạt kế hoạch"
    whole = any(item.has("comparison.whole") for item in right[:3])
    whole = whole or any(item.text.casefold().startswith("tổng ") for item in right[:1])
    contributes = lead.has("verb.contribution") or any(
        item.has("verb.contribution") for item in segment
    )
    if quantity.unit == "percentage_points":
        contributes = contributes or tells_contributions(clause, found, state)
        return _points(lead, state, segment, sign or more_or_less(right), contributes)
    if contributes and lead.item is not None and "cpi" in lead.item.text.casefold():
        note = "percentage points printed as percent"
        return Meaning("contribution", -1 if lead.negative else 1, "percentage_points", note)
    growing = any(item.has("verb.rise", "indicator") for item in right[:4]) and not whole
    if quantity.share:
        return Meaning("share")
    if contributes and growing and _below_the_rates(quantity.value, found):
        note = "percentage points printed as percent"
        return Meaning("contribution", -1 if lead.negative else 1, "percentage_points", note)
    if sign and not shifted and is_below_a_rate(found, lead, state):
        note = "percentage points printed as percent"
        return Meaning("difference", sign, "percentage_points", note)
    if quantity.sign and verb != "share":
        return Meaning("growth", quantity.sign)
    if right and verb in ("share", "contribution") and right[0].says(*_CHANGES):
        return Meaning("growth", 1 if right[0].has("verb.rise") else -1)  # "by the 4% increase of"
    if verb == "share" or (verb == "contribution" and not sign):
        return Meaning("share")
    if sign and state.rate is not None and _compares_rates(right, text):
        note = "percentage points printed as percent"
        return Meaning("difference", sign, "percentage_points", note)
    if sign and any(item.says("tỷ trọng", "tỉ trọng") for item in segment):
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
    told = any(item.says("or", "hay", "tức") for item in clause.left[-2:])
    last = found[-1] if found else None
    again = _said_again(clause, lead, state, text, found, whole=whole)
    if again is not None:
        return again
    if _OF_THE_FIELDS.match(text, clause.item.end):
        return Meaning("share")  # "thu hoạch 19.396 ha, đạt 47,5% diện tích gieo trồng"
    if attained_then(clause, verb, state, found, shifted):
        return Meaning("attainment")
    if verb == "equal" and not whole and as_those_before_attain(clause, found, state, text):
        return Meaning("attainment")
    if not whole and verb in ("equal", None) and behind_a_plan(lead, found, state):
        return Meaning("attainment")
    if verb == "equal" and right and _is_an_amount(right):
        return Meaning("share")  # "nhập siêu 1,3 tỷ USD, bằng 1,9% kim ngạch xuất khẩu"
    if clause.left and clause.left[-1].has("link.part_of") and last is not None:
        return Meaning("share")  # "of which 82.3 percent have been hired"
    if verb in (None, "equal") and state.structure and state.rate in (None, ("share", 1)):
        return Meaning("share")  # "cơ cấu: khu vực I 3,1% (năm 2012 là 3,3%); khu vực II 38%"
    if lead.has("verb.reach") and state.plans and _is_behind_a_rate(clause, lead, found, state):
        return Meaning("attainment")  # "đạt 72% kế hoạch, trong đó X tăng 2,4% đạt 63,8%"
    if verb in ("multiple", "equal"):
        of = right[0].text.casefold().startswith(("tổng", "số", "of")) if right else False
        return Meaning("share" if whole or (quantity.in_words and of) else "ratio")
    if whole or any(item.has("verb.share") for item in segment):
        return Meaning("share")
    if told and right and right[0].says("of", "of the", "của"):
        return Meaning("share")  # "1.6 billion USD, or 1.2 percent of the export value"
    if told and is_told_again(found, state, text, clause):
        return Meaning("share")  # "of 1,260 firms, 819, or 65 percent"
    of_it = " ".join(item.text.casefold() for item in right[:2])
    if of_it.startswith(("of it", "of this", "of that", "of them", "of which")):
        return Meaning("share")  # "nearly 79 percent of it ($15.9 billion)"
    if right and right[0].says("share", "thị phần", "tỷ trọng"):
        return Meaning("share")  # "a 23 percent share"
    after = last is not None and last.type == "level" and last.sentence == state.number
    if alone_in_bracket(clause, text) and (change := change_before(found, state)):
        return Meaning("growth", change)  # "tăng 1,02 triệu người (1,1%)"
    if state.rate is not None and clause.left and clause.left[-1].has("comparison.versus"):
        return Meaning(*state.rate)  # "chiếm 42,1%, giảm so với mức 44,6% cuối năm 2021"
    part = state.part_of and last is not None and last.type == "count"
    part = part and last is not None and last.sentence == state.number
    if part and state.rate is None and alone_in_bracket(clause, text):
        return Meaning("share")  # "trong đó lao động nữ 56.300 người (57%)"
    if of_counted(found, state, text) and alone_in_bracket(clause, text):
        return Meaning("share")  # "trong 1.240 doanh nghiệp, 403 doanh nghiệp (32,5%) ..."
    return _unsaid(clause, lead, state, segment, text, shifted, after, found)


def _is_behind_a_rate(
    clause: Clause, lead: Lead, found: Sequence[Statement], state: SentenceState
) -> bool:
    """Whether a percentage that is reached stands right behind a growth rate, with no name."""
    last = found[-1] if found else None
    own = [i for i in clause.left[: len(clause.left) - lead.length] if i.text not in (",", "và")]
    return not own and last is not None and last.type == "growth" and last.sentence == state.number


def _is_an_amount(right: list[Item]) -> bool:
    """Whether the words behind a percentage name an amount, of now: the whole of a share."""
    named = any(item.has("indicator") for item in right[:4])
    then = any(item.kind in ("compare", "time") for item in right[:5])
    return named and not then and right[0].kind == "word" and not right[0].starts("verb.")


def _said_again(
    clause: Clause,
    lead: Lead,
    state: SentenceState,
    text: str,
    found: Sequence[Statement],
    *,
    whole: bool,
) -> Meaning | None:
    """A percentage that tells again what was just printed: an increase, or a part."""
    right, verb = clause.right, lead.verb
    equals = verb == "equal" and lead.item is not None and lead.item.says(*_AMOUNTS_TO)
    told = any(item.says("or", "hay", "tức") for item in clause.left[-2:])
    if (equals or told) and not whole and (change := change_before(found, state)):
        return Meaning("growth", change)  # "tăng 180 triệu kWh, tương đương 9,1%"
    last = found[-1] if found else None
    reached = equals or (verb is None and lead.has("verb.reach"))
    if last is not None and last.of is not None and last.sentence == state.number and reached:
        return Meaning("share")  # "118/480 doanh nghiệp, tương đương 24,6%"
    if equals and is_told_again(found, state, text, clause, strict=True):
        return Meaning("share")  # "made up 4.3 billion of this, equal to 46 percent"
    if (equals or told) and is_of_the_level(found, state, right):
        return Meaning("share")  # "32 projects worth 16.5 million USD, or 8.3 percent"
    change = change_before(found, state) if verb == "equal" else 0
    bare = all(item.kind == "compare" for item in right)
    if change and bare and alone_behind(clause, text):
        return Meaning("growth", change)  # "giảm 1.686 ha (bằng 2,24%)"
    return None


def _attainment(segment: list[Item]) -> Meaning:
    """What was attained of a plan, or by how much it was passed."""
    exceeds = any(item.has("verb.exceed") for item in segment)
    note = "above the plan: 100 % and this attained" if exceeds else None
    return Meaning("attainment", note=note)


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
    found: Sequence[Statement],
) -> Meaning:
    """A percentage with no verb right before it."""
    if of_a_figure(clause.right):
        return Meaning("ratio")
    listed = state.part_of or _LET.search(text, max(0, clause.item.start - 40), clause.item.start)
    if listed and follows_level and alone_in_bracket(clause, text) and state.rate is None:
        return Meaning("share")  # "trong đó phần mềm 735 tỷ đồng (35%)"
    change = change_before(found, state)
    if change and alone_in_bracket(clause, text):
        return Meaning("growth", change)  # "tăng 2.760 xe (15%)"
    if state.rate_before and is_this_rate(clause, lead):
        return Meaning("growth", state.rate_before)  # "con số này là 13,6%"
    direction = said_behind(clause.right) or nearest_direction(segment)
    if not direction and not follows_level and alone_in_bracket(clause, text):
        direction = state.heading  # "các ngành tăng cao gồm: dệt (12%); may (9%)"
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
    if any(item.says("thị phần", "tỷ trọng", "tỉ trọng", "market share") for item in segment):
        return Meaning("share")
    if segment and _names_a_rate(text[segment[0].start : segment[-1].end]):
        return Meaning("level")
    if of_what_was_planned(clause, lead, found) and not compared:
        return Meaning("attainment")
    plain = follows_level and state.rate is None and not compared and not shifted
    if plain and (of_the_bracket(clause, text) or goes_on_sharing(clause, found, state)):
        return Meaning("share")
    went = bool(clause.right) and clause.right[0].text.casefold().startswith(_WENT)
    if went and _MADE_OF.match(" ".join(i.text.casefold() for i in clause.left)):
        return Meaning("share")  # "of the FDI, 48.8 percent was poured into industry"
    if state.follows == "share" and follows_level:
        return Meaning("share")  # "..., 174.8 trillion, 11.4 percent, up 13.4 percent"
    if grown := last_growth(found, state):
        return Meaning("growth", grown)  # "X up 2%, adding 0.3 points, Y by 6%, adding 0.2 points"
    if state.rate is not None:
        note = "verb taken from the rate before" if state.rate[0] == "growth" else None
        return Meaning(state.rate[0], state.rate[1], note=note)
    if compared or shifted:
        return Meaning("growth", note="no verb is printed")
    if clause.right and clause.right[0].says("of", "of the", "of its") and _names_goods(clause):
        return Meaning("share")  # "took some 87 per cent of the forestry exports"
    if clause.quantity.in_words or answers(clause):
        return Meaning("share")
    if any(item.has("verb.rise") for item in clause.left):
        return Meaning("growth")
    attained = found[-1].type == "attainment" if found else False
    if attained and state.plans and state.part_of and found[-1].sentence == state.number:
        return Meaning("attainment")  # "đạt 53,8% dự toán, trong đó thu nội địa 52,1%"
    return _NOTHING


_WENT = ("went", "was poured", "were poured", "into", "goes", "was invested")
_MADE_OF = re.compile(r"(?:of (?:the|this|that|it)\b|and\Z|, and\Z)")
_LET = re.compile(r"\b(?:lấp đầy|cho thuê|leased|occupied)\b", re.IGNORECASE)


def _names_goods(clause: Clause) -> bool:
    return any(item.has("indicator") for item in clause.right[1:5])


def answers(clause: Clause) -> bool:
    """ "38,5% doanh nghiệp đánh giá tốt lên": a share of those that were asked."""
    right = clause.right
    first = 1 if right and right[0].says("số", "tổng số", "of", "of the") else 0
    asked = right[first] if len(right) > first else None
    return asked is not None and asked.has("counted.entity") and asked.says(*_ASKED)


def _names_a_rate(words: str) -> bool:
    """Whether the words before a percentage name a rate that is a level: tỷ lệ, lãi suất."""
    padded = f" {words[-400:].casefold()} "
    return any(f" {word} " in padded for word in _RATES)
