"""What is counted: the noun, what was done to the things counted, where they are."""

from __future__ import annotations

from functools import cache

from hanoi_ct.statements._reading.clauses import Clause
from hanoi_ct.statements._reading.context import SentenceState, Told
from hanoi_ct.statements._reading.done_words import done_to
from hanoi_ct.statements._reading.lexicon import table
from hanoi_ct.statements._reading.naming import indicator_name
from hanoi_ct.statements._reading.subjects import Subject

__all__ = ["counted_before", "indicators_by_name", "take_counted", "words_of"]


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
    if clause.quantity.counted == "entity" and (
        done := done_to(told.text, item.end, told.language)[0]
    ):
        return f"{noun} {done}"
    granted = next((i.text for i in reversed(clause.left[-4:]) if i.has("link.granted")), None)
    if granted is not None:
        return f"{noun} {granted}"
    if subject.text is None or not named:
        return noun
    if subject.text.casefold().startswith(("số ", "tổng số ", "number of ")):
        return subject.text  # "số DN tạm ngừng hoạt động là 33 doanh nghiệp"
    if noun.split(" ")[0].casefold() in subject.text.casefold().split():
        return subject.text
    if subject.counts:
        return noun
    return f"{noun} {subject.text}"


@cache
def indicators_by_name(language: str) -> dict[str, str]:
    """The indicators by their names: what is counted may be one, "doanh nghiệp thành lập mới"."""
    entries = table("indicators").items()
    return {str(name).casefold(): key for key, entry in entries for name in entry.get(language, ())}
