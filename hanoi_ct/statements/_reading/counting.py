"""What is counted: the noun, what was done to the things counted, where they are."""

from __future__ import annotations

import re
from functools import cache

from hanoi_ct.statements._reading.clauses import Clause
from hanoi_ct.statements._reading.context import SentenceState, Told
from hanoi_ct.statements._reading.lexicon import table
from hanoi_ct.statements._reading.naming import indicator_name
from hanoi_ct.statements._reading.subjects import Subject

__all__ = ["counted_before", "indicators_by_name", "take_counted", "words_of"]

# What was done to projects and firms, or what they do, behind their number.
_DONE_VI = (
    *("được", "đã", "đang", "mới", "xin", "đăng ký", "cấp giấy phép", "cấp phép", "cấp mới", "cấp"),
    *("thành lập mới", "thành lập", "ra đời", "điều chỉnh", "bổ sung", "tăng vốn đầu tư"),
    *("tăng thêm vốn", "tăng vốn", "thay đổi", "vốn đầu tư", "quay trở lại", "quay lại", "trở lại"),
    *("hoạt động", "tạm ngừng", "ngừng", "tạm dừng", "dừng", "ngưng", "kinh doanh", "có thời hạn"),
    *("giải thể", "hoàn tất", "thủ tục", "chờ", "làm", "không", "thu hồi", "chấm dứt"),
    *("còn hiệu lực", "và", "hoàn thành", "đi vào", "xây dựng", "khởi công", "hoặc"),
    *("trong nước", "nước ngoài"),
)
_OPEN_END = r"(?:\s+(?:được|đã|đang|mới|xin|không|và|hoặc|cấp|làm|chờ))+\Z"
_DONE = {
    "vi": re.compile(rf"(?:\s+(?:{'|'.join(_DONE_VI)})(?!\w))+", re.IGNORECASE),
    "en": re.compile(
        r"\s+(?:(?:that|which|were|have|had|has|also|registered to|to)\s+)*"
        r"((?:rais|increas|adjust|add|expand)(?:ed|ing|e)?\s+(?:their\s+|its\s+)?"
        r"(?:registered\s+|investment\s+)?capital|(?:newly\s+)?licensed|revoked)\b"
    ),
}


def take_counted(told: Told, clause: Clause, text: str, before: Clause | None) -> str | None:
    """Make what is counted the subject of what follows; give the indicator that it is."""
    counted = indicators_by_name(told.language).get((clause.quantity.noun or "").casefold())
    within = next((i for i in clause.right[:8] if i.has("indicator")), None)
    indicator = str(within.phrases["indicator"].value) if within is not None else counted
    if before is None or clause.joined:  # "5 tỷ USD với 12 dự án": still of the money
        told.context.current = Subject(text, indicator, text, counts=True)
        if indicator is not None and told.context.head.indicator is None:
            name = indicator_name(told.context.current, told.language)
            told.context.head = Subject(name, indicator)
    return counted


def counted_before(told: Told, noun: str | None, state: SentenceState) -> str | None:
    """What was counted last with the same noun: "66 dự án mới (tăng 21 dự án)"."""
    for s in reversed(told.found[-6:]):
        if s.type == "count" and s.sentence == state.number and noun and noun in (s.subject or ""):
            return s.subject
    return None


def words_of(told: Told, clause: Clause, subject: Subject, named: bool) -> str:
    """What is counted: the noun and the words behind it, or the name before it."""
    item = clause.item
    if clause.quantity.unit is None and subject.text:
        return subject.text  # "số doanh nghiệp thành lập mới là 702"
    noun = clause.quantity.noun or told.text[item.start : item.end].split(" ", 1)[-1]
    behind: list[str] = []
    for after in clause.right[:8]:
        stops = after.has("verb.reach") and not after.says("có", "have", "had")
        if after.kind == "sign" and not behind:
            return noun
        if (
            after.kind in ("compare", "time", "quantity", "sign")
            or stops
            or after.says("từ", "from")
        ):
            break
        behind.append(after.text)
    while behind and behind[-1].casefold() in ("in", "of", "for", "during", "trong", "của", "from"):
        behind.pop()
    if behind:
        return f"{noun} {' '.join(behind)}"
    if clause.quantity.counted == "entity" and (done := _done_to(told, item.end)):
        return f"{noun} {done}"
    granted = next((i.text for i in reversed(clause.left[-4:]) if i.has("link.granted")), None)
    if granted is not None:
        return f"{noun} {granted}"
    if subject.text is None or not named:
        return noun
    if noun.split(" ")[0].casefold() in subject.text.casefold().split():
        return subject.text
    if subject.counts:
        return noun
    return f"{noun} {subject.text}"


def _done_to(told: Told, end: int) -> str:
    """ "7 dự án được điều chỉnh tăng vốn với 27 triệu USD": what was done to them."""
    said = _DONE[told.language].match(told.text, end, end + 80)
    words = "" if said is None else said.group(1 if told.language == "en" else 0)
    return " ".join(re.sub(_OPEN_END, "", f" {words.strip()}").split())


@cache
def indicators_by_name(language: str) -> dict[str, str]:
    """The indicators by their names: what is counted may be one, "doanh nghiệp thành lập mới"."""
    entries = table("indicators").items()
    return {str(name).casefold(): key for key, entry in entries for name in entry.get(language, ())}
