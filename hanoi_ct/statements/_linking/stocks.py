"""What there was, what came, what went and what is left: projects, workers, stores, proposals.

"Đầu năm có 410 dự án còn hiệu lực; cấp mới 38 dự án, thu hồi 12 dự án; cuối năm còn 436 dự án".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import Placed, paragraphs, role_words, same_noun
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_stocks"]

_STOCK = ("opening", "inflows", "outflows", "closing")
_FLOWS = ("inflows", "outflows")
_BEHIND = r"\s*(?:(?!chưa|không|not)[^\W\d]+\s){0,6}?"
_FOREIGN = re.compile(r"\b(?:fdi|nước ngoài|foreign)\b")
_DOMESTIC = re.compile(r"\b(?:trong nước|domestic|ddi)\b")
_FILLERS = ("thêm", "tăng", "giảm", "gần", "hơn", "trên", "khoảng", "valid", "new", "up", "down")
_LONGEST = 12
_KINDS = 30  # nouns of one paragraph that are remembered: keeps the cost linear


def of_stocks(found: Sequence[Placed]) -> Iterator[Claim]:
    """What there was, what came, what went and what is left, of one thing in one paragraph."""
    for group in paragraphs(found):
        things: dict[tuple[str | None, str], list[tuple[Statement, str | None]]] = {}
        nouns: list[str] = []
        for each in group:
            if each.s.type in ("count", "level", "difference") and each.s.unit is not None:
                noun = _noun_of(each, nouns)
                things.setdefault((each.s.unit, noun), []).append((each.s, _role(each)))
        for listed in things.values():
            yield from _of_one_thing(listed)


def _noun_of(each: Placed, nouns: list[str]) -> str:
    """What is counted, by the noun that was used first; of amounts nothing: their unit tells."""
    if each.s.unit != "count":
        return ""
    text = each.s.text.casefold()
    words = text[text.rfind(each.s.printed or "") + len(each.s.printed or "") :].split()
    noun = " ".join(word for word in words if word not in _FILLERS)
    subject = (each.s.subject or "").casefold()
    for known in nouns:
        if same_noun(known, noun) or noun.startswith(f"{known} ") or known.startswith(f"{noun} "):
            return known
        if not noun and re.search(rf"\b{re.escape(known)}\b", subject):
            return known
    nouns.append(noun or subject)
    del nouns[:-_KINDS]
    return nouns[-1]


def _of_one_thing(listed: list[tuple[Statement, str | None]]) -> Iterator[Claim]:
    """Each run that has an opening, a closing and flows, every number of it with its part."""
    run: list[tuple[Statement, str]] = []
    for s, role in listed:
        if role is None:
            run = []
            continue
        run = [*run[-_LONGEST:], (s, _by_place(role, run))]
        claim = _claim(run)
        if claim is not None:
            yield claim
            run = []


def _by_place(role: str, run: list[tuple[Statement, str]]) -> str:
    """A stock at a time that begins a list of flows is what there was: "tính đến 31/12/2022"."""
    return "opening" if role == "closing" and not run else role


def _claim(run: list[tuple[Statement, str]]) -> Claim | None:
    roles: dict[str, list[Statement]] = {}
    for s, role in run:
        roles.setdefault(role, []).append(s)
    if any(len(roles.get(role, ())) != 1 for role in ("opening", "closing")):
        return None
    if not ("inflows" in roles or "outflows" in roles) or len(run) > _LONGEST:
        return None
    words = [(s.subject or "").casefold() + s.text.casefold() for s, _ in run]
    if any(_FOREIGN.search(w) for w in words) and any(_DOMESTIC.search(w) for w in words):
        return None  # foreign projects and domestic ones: not one thing
    return claim_of("stock_flow", "inflows" in roles and "outflows" in roles, **roles)


def _role(each: Placed) -> str | None:
    """What the words around a number make it.

    The last that stand in its own clause, else the first behind it, else the last before it.
    """
    clause = _JOINED.split(each.lead)[-1]
    words = f"{each.s.text.casefold().lstrip('0123456789., ')}{each.tail}"
    behind = [role for role in _STOCK if role_words("stock_behind", role, _BEHIND).match(words)]
    told = _last(clause)
    if told is None and _FALLS.search(clause) and not _COMPARED.match(each.tail):
        return "outflows"  # "trong tháng tuyển thêm 9.800 người, giảm 11.300 người"
    if "closing" in behind and told not in _FLOWS:
        return "closing"  # "$4.8 million left at the end"
    if len(behind) == 1 and told not in _FLOWS:
        return behind[0]
    return told or _last(each.lead)


_FALLS = re.compile(r"\bgiảm\s*$")
_COMPARED = re.compile(r"\s*(?:so|\(|hay|tương|tức|compared|from)")
_JOINED = re.compile(r"[,;(]|\b(?:và|and)\b")


def _last(words: str) -> str | None:
    ends = {
        role: hits[-1].end()
        for role in _STOCK
        if (hits := list(role_words("stock", role).finditer(words)))
    }
    return max(ends, key=lambda role: ends[role]) if ends else None
