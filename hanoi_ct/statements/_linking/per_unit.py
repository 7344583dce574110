"""Printed averages: so much an enterprise, a worker, a project, a hectare.

"425 doanh nghiệp mới, vốn đăng ký 3.400 tỷ đồng, bình quân 8 tỷ đồng/doanh nghiệp".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hanoi_ct.statements._linking.averages import AVERAGE, is_average, is_base
from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import Placed, near, noun_of
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_averages", "one"]

# A noun as it stands behind "mỗi" or "/", and the words by which what it counts is known.
_NOUNS = {
    "doanh nghiệp": ("doanh nghiệp", "công ty"),
    "dự án": ("dự án",),
    "lao động": ("lao động", "công nhân", "người"),
    "công nhân": ("công nhân", "lao động"),
    "người": ("người", "lao động", "công nhân"),
    "hộ": ("hộ",),
    "cơ sở": ("cơ sở",),
    "đơn vị": ("đơn vị",),
    "cửa hàng": ("cửa hàng",),
    "hợp tác xã": ("hợp tác xã",),
    "khu công nghiệp": ("khu công nghiệp",),
    "cụm công nghiệp": ("cụm công nghiệp",),
    "khu": ("khu công nghiệp", "khu"),
    "cụm": ("cụm công nghiệp", "cụm"),
    "hợp đồng": ("hợp đồng",),
    "chợ": ("chợ",),
    "siêu thị": ("siêu thị",),
    "chiếc": ("chiếc", "xe"),
    "xe": ("xe", "chiếc"),
    "ha đất": ("ha",),
    "hecta": ("ha",),
    "héc-ta": ("ha",),
    "ha": ("ha",),
    "tấn": ("tonne",),
    "lượt khách": ("lượt khách", "khách", "lượt"),
    "khách": ("lượt khách", "khách"),
    "enterprise": ("enterprises", "firms", "companies", "businesses"),
    "firm": ("firms", "enterprises", "companies", "businesses"),
    "company": ("companies", "firms", "enterprises", "businesses"),
    "business": ("businesses", "firms", "companies", "enterprises"),
    "project": ("projects",),
    "worker": ("workers", "people", "employees"),
    "employee": ("workers", "employees", "people"),
    "hectare": ("ha",),
    "visitor": ("visitors", "tourists", "arrivals"),
    "tonne": ("tonne",),
}
_NOUN = "|".join(sorted(_NOUNS, key=len, reverse=True))
_BEFORE = re.compile(
    rf"\b(?:mỗi|một|cứ 1|1|each|per|every|of an?)\s+(?:new |newly[- ]\w+ )?({_NOUN})\b"
    r"(?P<rest>(?:\s+[^\W\d]+){0,8}?\s*)$"
)
_BEHIND = re.compile(
    rf"\s*(?:/\s*(?:1\s+)?|(?:mỗi|một|trên một|trên mỗi|per|for each|for every|an?|each)\s+)"
    rf"({_NOUN})\b(?!\s*/)"
)
_ANY = re.compile(r"\s*(?:mỗi|per)\s+([^\W\d]+(?:\s[^\W\d]+){0,2})")
_IN_TIME = re.compile(
    r"\s(?:trong |của )?(?:\d+ tháng|(?:tháng|quý|năm) [\divx/]+)(?: đầu)?(?: năm(?: \d{4})?)?\s"
)
_PART = re.compile(r"\b(?:trong đó|riêng|of which|including)\b")
# What a name says of the time or place, or points back with: it tells no other things apart.
_IDLE = re.compile(
    r"\s(?:trên địa bàn|trong(?! nước)|ở|tại|của|này|nói trên|đó|trên|đến|năm|tháng|quý|đạt|là)"
    r"(?:\s|$).*"
)
_NEW = re.compile(r"\b(?:mới|new|newly)\b")
_TIMES = re.compile(
    r"\s*(?:/|\b(?:mỗi|một|per|a|an|each)\s+)\s*(?:tháng|năm|ngày|quý|vụ|month|year|day|quarter)\b"
)
_LEVELS = ("level", "count")


def of_averages(found: Sequence[Placed]) -> Iterator[Claim]:
    """An average with the amount and the number that it is the quotient of.

    Both are looked for in the clause, then in the sentence, then in the one before; where
    several could be meant nothing is said.
    """
    nouns = [_noun_of(each) for each in found]
    for place, noun in enumerate(nouns):
        if noun is None:
            continue
        ratio = found[place]
        places = near(found, place, 2, lines=2)
        others = [found[k] for k in places if nouns[k] is None and not is_average(found[k])]
        stop = _clause_start(ratio, [found[k] for k in places])
        whole = one([e for e in others if _is_amount(e.s, ratio.s)], ratio, stop)
        if whole is None:
            continue
        counted = [e for e in others if e is not whole and _counts(e.s, noun)]
        number = one(_of_the_same(counted, whole, noun), ratio, stop)
        if number is None:
            continue
        aside = ratio.s.depth > number.s.depth and ratio.s.sentence != number.s.sentence
        if not aside:  # "(năng suất hè thu 2011 là 5,21 tấn/ha)"
            yield claim_of("ratio", True, numerator=whole.s, denominator=number.s, ratio=ratio.s)


def _of_the_same(counted: list[Placed], whole: Placed, noun: str) -> list[Placed]:
    """The numbers that count what an amount is said to be of: new firms, no stock of firms."""
    subject = (whole.s.subject or "").casefold()
    _, named, behind = subject.rpartition(noun)
    behind = re.sub(r"\As\b", "", behind)  # enterprises
    told = set(_IDLE.sub(" ", f"{behind} ").split()) if named else set()
    if told:
        return [e for e in counted if told <= set((e.s.subject or "").casefold().split())]
    if not _NEW.search(subject):
        return counted
    beside = [e for e in counted if e.s.sentence == whole.s.sentence]
    return beside or [
        e for e in counted if _NEW.search(f"{e.lead}{e.s.text.casefold()}{e.s.subject or ''}")
    ]


def _noun_of(each: Placed) -> str | None:
    """The noun that an average is counted by; None where a number is no average."""
    s = each.s
    by_time = _TIMES.match(each.tail)
    yearly = by_time is not None and by_time.group(0).endswith(("năm", "year")) and _of_a_year(s)
    if s.type not in _LEVELS or s.of is not None or (by_time and not yearly):
        return None
    clause = re.split(r"[;:(]", each.lead)[-1]
    if _TIMES.search(clause[-40:]):
        return None
    named = _ANY.match(each.tail)
    if named is not None and not _BEHIND.match(each.tail):
        return named.group(1)
    behind = _BEHIND.match(each.tail)
    if behind is not None and not _TIMES.match(each.tail[behind.end() :]):
        direct = each.tail.lstrip()[:1] == "/" or behind.group(0).split()[0] in ("per", "mỗi")
        return behind.group(1) if direct or AVERAGE.search(clause) else None
    before = _BEFORE.search(_IN_TIME.sub(" ", clause))
    if before is None:
        return None
    said = AVERAGE.search(clause) or re.search(
        r"\b(?:mỗi|each|per|trên một|tính trên)\s", clause[max(0, before.start() - 5) :]
    )
    return before.group(1) if said else None


def _of_a_year(s: Statement) -> bool:
    """Whether a number is of a whole year, or of a time that is not told."""
    return s.period is None or s.period.months == 12


def _is_amount(s: Statement, ratio: Statement) -> bool:
    if s.type not in _LEVELS or s.status == "target" or s.unit != ratio.unit:
        return False
    if s.unit != "count":
        return True
    return ratio.text.split()[-1].casefold() == s.text.split()[-1].casefold()


def _counts(s: Statement, noun: str) -> bool:
    if s.type not in _LEVELS or s.status == "target":
        return False
    words = _NOUNS.get(noun)
    if words is None:  # "280 hộ mỗi làng nghề": what else is counted by that name
        held = noun_of(s)
        alike = noun in (held, held.removesuffix("s")) or noun.startswith(f"{held} ")
        return s.unit == "count" and bool(held) and alike
    if s.unit in words:
        return True
    return s.unit == "count" and any(word in s.text.casefold() for word in words)


def _clause_start(ratio: Placed, around: list[Placed]) -> int:
    """Where the semicolon before an average stands; behind it another thing is told."""
    before = [e for e in around if e.s.sentence == ratio.s.sentence and e.s.start < ratio.s.start]
    return max((e.s.end for e in before if ";" in e.tail), default=-1)


def one(fitting: list[Placed], ratio: Placed, stop: int) -> Placed | None:
    """The one statement that fits, of those nearest to the average."""
    s = ratio.s
    fitting = [e for e in fitting if not is_base(e)]
    same = [e for e in fitting if e.s.sentence == s.sentence]
    tiers = (
        [e for e in same if stop <= e.s.start < s.start],
        same,
        [e for e in fitting if e.s.sentence == s.sentence - 1],
        [e for e in fitting if e.s.sentence < s.sentence - 1],
    )
    for tier in tiers:
        if len(tier) > 1:  # a part of what was told is not what is averaged over
            tier = [each for each in tier if not _PART.search(each.lead)]
        if tier:
            return tier[0] if len(tier) == 1 else None
    return None
