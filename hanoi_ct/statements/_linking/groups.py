"""Lists that name all there is: nông nghiệp, lâm nghiệp, thủy sản; ngắn hạn, trung và dài hạn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from hanoi_ct.statements._reading.lexicon import table

__all__ = ["is_all_there_is"]


def is_all_there_is(names: Sequence[str | None]) -> bool:
    """Whether some names are all parts of one group of the data file, each once.

    Examples
    --------
    >>> is_all_there_is(["lâm nghiệp", "ngành nông nghiệp", "thủy sản"])
    True
    >>> is_all_there_is(["nông nghiệp", "thủy sản"]), is_all_there_is(["nội địa", "nội địa"])
    (False, False)
    """
    if not 2 <= len(names) <= 6 or None in names:
        return False
    words = [str(name).casefold() for name in names]
    return any(_fills(words, parts, also) for parts, also in _groups())


@cache
def _groups() -> list[tuple[list[re.Pattern[str]], list[re.Pattern[str]]]]:
    """Parts and parts that may be left out, as patterns of whole words."""
    return [
        ([_pattern(part) for part in group["parts"]], [_pattern(p) for p in group.get("also", ())])
        for group in table("groups").values()
    ]


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _fills(
    names: Sequence[str], parts: Sequence[re.Pattern[str]], also: Sequence[re.Pattern[str]]
) -> bool:
    """Whether every part has one name, and every name one part."""
    taken = []
    for name in names:
        fits = [k for k, part in enumerate((*parts, *also)) if part.search(name)]
        if not fits:
            return False
        # "ngoài nhà nước" holds "nhà nước": the longest word that fits decides
        taken.append(max(fits, key=lambda k: _length((*parts, *also)[k], name)))
    return len(set(taken)) == len(taken) and set(range(len(parts))) <= set(taken)


def _length(part: re.Pattern[str], name: str) -> int:
    return max((len(m.group()) for m in part.finditer(name)), default=0)
