"""English names that say less than they mean: whose balance it is, "those to Japan"."""

from __future__ import annotations

import re
from dataclasses import replace

from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.lexicon import Phrase
from hanoi_ct.statements._reading.names import name_of, value_of
from hanoi_ct.statements._reading.subjects import TRADED, Subject

__all__ = ["balance_of", "of_the_nation", "those", "with_of"]

_ARTICLES = ("a", "an", "the", "its", "their", "of", "with")
_NATION = ("vietnam", "viet nam", "country", "nation", "economy", "'", "’", "s", "'s", "’s")
_ANY_GOODS = ("goods", "products", "commodities", "merchandise", "worth")
_NEAR = 7  # items behind a number in which a market is looked for
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
    if not place:
        return name
    if value_of(name[place]) != "balance":
        posted = place == 2 and name[0].starts("place.") and name[1].says("a", "an")
        return [*name[place:], name[0]] if posted else name  # "Hai Phong posted a GRDP of"
    whose = [i for i in name[:place] if not i.says(*_ARTICLES) and i.text.casefold() not in _NATION]
    return [name[place], *whose, *name[place + 1 :]]


def of_the_nation(name: list[Item], right: list[Item]) -> list[Item]:
    """ "Vietnam's trade turnover", "Vietnam exported goods worth ... to China": trade alone.

    The nation is whose trade it is where nobody else is named; where goods went or came from may
    stand behind the number.
    """
    if len(name) > 1 and name[-1].says("trade") and not any(i.has("indicator") for i in name):
        whole = {"indicator": Phrase("indicator", "trade_total", 1)}
        name = [*name[:-1], replace(name[-1], phrases=whole)]
    main = next((i for i in name if i.has("indicator")), None)
    if main is None or value_of(main) not in TRADED or (right and right[0].says("of")):
        return name  # "exported 2.1 million tonnes of steel": the goods tell what is meant
    bare = [i for i in name if i.text.casefold() not in _NATION and not i.says(*_ANY_GOODS)]
    bare = [i for i in bare if i is main or not (main.has("link.cut") and i.says("to", "from"))]
    left_out = len(bare) < len(name)
    kept = bare if main in bare and (left_out or bare == [main]) else name
    market = _market_behind(right) if kept == [main] and main.has("link.cut") else []
    return [*kept, *market]


def _market_behind(right: list[Item]) -> list[Item]:
    """ "Exported ... worth US$16.3 billion to China": the market right behind a number."""
    for place, item in enumerate(right[:_NEAR]):
        if item.kind in ("quantity", "sign") or item.says("and"):
            return []
        if item.has("place.market") and place and right[place - 1].says("to", "from"):
            return [item]
    return []


def with_of(found: Subject, name: list[Item]) -> Subject:
    """The words of a balance that `balance_of` put first: "deficit of domestic firms"."""
    if len(name) < 2 or name[0].end < name[-1].start or not name[0].has("indicator"):
        return found
    whose = (found.text or "")[len(name[0].text) :].strip()
    word = name[0].text if name[0].text.isupper() else name[0].text.casefold()
    return replace(found, text=f"{word} of {whose}")


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
