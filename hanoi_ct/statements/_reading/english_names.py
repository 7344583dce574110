"""English names that say less than they mean: whose balance it is, "those to Japan"."""

from __future__ import annotations

import re
from dataclasses import replace

from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.names import name_of, value_of
from hanoi_ct.statements._reading.subjects import Subject

__all__ = ["balance_of", "those", "with_of"]

_ARTICLES = ("a", "an", "the", "its", "their", "of", "with")
_NATION = ("vietnam", "viet nam", "country", "nation", "economy", "'", "’", "s", "'s", "’s")
_LINKS = ("of", "to", "from", "in", "for", "by", "with")
_PARTICIPLE = re.compile(r"[a-z]+(?:ed|ing)\Z")


def balance_of(name: list[Item], left: list[Item]) -> list[Item]:
    """ "Domestic firms ran a deficit", "farming earned Vietnam a surplus": a balance, and whose.

    The nation is what such a balance is of where nothing else is named.
    """
    said = left[-1:] if left and left[-1].has("indicator") else []
    balance = bool(said) and value_of(said[0]) == "balance" and said[0] not in name
    if balance and name and name[-1].has("place.owner"):
        name = [*name, *said]  # "foreign firms gained a surplus": what they did ends the name
    place = next((k for k, i in enumerate(name) if i.has("indicator")), None)
    if not place or value_of(name[place]) != "balance":
        return name
    whose = [i for i in name[:place] if not i.says(*_ARTICLES) and i.text.casefold() not in _NATION]
    return [name[place], *whose, *name[place + 1 :]]


def with_of(found: Subject, name: list[Item]) -> Subject:
    """The words of a balance that `balance_of` put first: "deficit of domestic firms"."""
    if found.indicator != "balance" or len(name) < 2 or name[0].end < name[1].start:
        return found
    whose = (found.text or "")[len(name[0].text) :].strip()
    return replace(found, text=f"{name[0].text.casefold()} of {whose}")


def those(left: list[Item], current: Subject) -> Subject | None:
    """ "Shipments to the US rose, while those to Japan fell": the noun of the name before.

    Parameters
    ----------
    left : list of Item
        The items before a number.
    current : Subject
        What the number before was about.
    """
    for place, item in enumerate(left[:-2]):
        if not item.says("those", "that") or current.text is None:
            continue
        link = left[place + 1]
        done = bool(_PARTICIPLE.match(link.text))
        first = place + 2 + (done and left[place + 2].says(*_LINKS))
        told = name_of(left[first:], "en")
        if not told or not (done or link.says(*_LINKS)) or left.index(told[0]) - first > 1:
            continue
        noun = _noun(current.text, "[a-z]+ed" if done else link.text)
        rest = " ".join(i.text for i in left[place + 1 : left.index(told[-1]) + 1])
        kind = next((k.partition(".")[2] for k in (i.starts("place.") for i in told) if k), "")
        group = rest.partition(" ")[2].casefold()
        return replace(current, text=f"{noun} {rest}", group=group, kind=kind)
    return None


def _noun(text: str, link: str) -> str:
    """A name up to the word that links it with what it is of, or else up to one like it."""
    for words in (link, "|".join(_LINKS)):
        parts = re.split(rf"(?<=\w) (?:{words})\b", text, maxsplit=1)
        if len(parts) > 1:
            return parts[0]
    return text
