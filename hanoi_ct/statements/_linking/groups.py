"""Lists that name all there is: nông nghiệp, lâm nghiệp, thủy sản; ngắn hạn, trung và dài hạn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from hanoi_ct.statements._reading.lexicon import table
from hanoi_ct.statements.statement import Statement

__all__ = ["Group", "are_all_there_is", "groups_of_whole", "is_all_there_is"]

_KEPT = 4096  # names whose groups are kept: a text asks for the same ones many times


class Group(NamedTuple):
    """Parts, parts that may be left out, and names of their whole, as patterns of whole words."""

    parts: tuple[re.Pattern[str], ...]
    also: tuple[re.Pattern[str], ...]
    whole: re.Pattern[str] | None
    bare: bool  # whether a name may say no more than the part: exports, not those of rice
    open: bool  # whether the whole may have other parts than these

    def part(self, name: str | None) -> int | None:
        """Which part a name is of, the longest word that fits; None for none."""
        words = (name or "").casefold()
        every = (*self.parts, *self.also)
        fits = [k for k, part in enumerate(every) if part.search(words)]
        # "ngoài nhà nước" holds "nhà nước"
        return max(fits, key=lambda k: _length(every[k], words)) if fits else None


def is_all_there_is(names: Sequence[str | None]) -> bool:
    """Whether some names are all parts of one group of the data file, each once.

    Examples
    --------
    >>> is_all_there_is(["lâm nghiệp", "ngành nông nghiệp", "thủy sản"])
    True
    >>> is_all_there_is(["nông nghiệp", "thủy sản"]), is_all_there_is(["nội địa", "nội địa"])
    (False, False)
    """
    return 2 <= len(names) <= 6 and _are_all(tuple(names))


@lru_cache(maxsize=_KEPT)
def _are_all(names: tuple[str | None, ...]) -> bool:
    known = None not in names
    return known and any(_fills(names, group) for group in _groups() if group.whole is None)


def are_all_there_is(parts: Sequence[Statement]) -> bool:
    """Whether some statements name all parts of one group, by their names or what is a part."""
    names = [s.subject for s in parts]
    return is_all_there_is(names) or is_all_there_is([s.group or None for s in parts])


@lru_cache(maxsize=_KEPT)
def groups_of_whole(name: str | None) -> tuple[Group, ...]:
    """The groups that make up what a name says, none of whose parts it is: not new FDI.

    Examples
    --------
    >>> len(groups_of_whole("tổng vốn FDI")), len(groups_of_whole("vốn FDI cấp mới"))
    (1, 0)
    """
    words = (name or "").casefold()
    return tuple(
        group
        for group in _groups()
        if group.whole is not None
        and group.whole.search(words)
        and sum(p.search(group.whole.sub("", words)) is not None for p in group.parts) != 1
    )


@cache
def _groups() -> list[Group]:
    return [
        Group(
            tuple(_pattern(part) for part in group["parts"]),
            tuple(_pattern(part) for part in group.get("also", ())),
            _pattern(group["whole"]) if "whole" in group else None,
            group.get("bare", False),
            group.get("open", False),
        )
        for group in table("groups").values()
    ]


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _fills(names: Sequence[str | None], group: Group) -> bool:
    """Whether every part has one name, and every name one part."""
    taken = [group.part(name) for name in names]
    if None in taken or len(set(taken)) < len(taken):
        return False
    return set(range(len(group.parts))) <= set(taken)


def _length(part: re.Pattern[str], name: str) -> int:
    return max((len(m.group()) for m in part.finditer(name)), default=0)
