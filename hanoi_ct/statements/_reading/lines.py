"""Lines of prose that were broken to a width, joined again; ends of paragraphs stay.

A page copied from a terminal, a mail or an old web page breaks its lines where the next word
would not fit. A sentence goes on over such a break; behind a heading, an item of a list or a row
of a table it does not.
"""

from __future__ import annotations

from hanoi_ct.statements._reading.tokens import Token

__all__ = ["joined_lines"]

_NARROWEST, _WIDEST = 50, 140  # code points of a line of broken prose
_LONG, _OFTEN = 24, 3  # a line that breaks a sentence; every third one at least goes on small
_ENDS = (".", ":", ";", "!", "?", "…")
_BULLETS = ("-", "+", "*", "•", "–", "●")


def joined_lines(text: str, tokens: list[Token]) -> list[Token]:
    """The tokens without the ends of lines that break a sentence to a width.

    Examples
    --------
    >>> from hanoi_ct.statements._reading.tokens import tokenize
    >>> text = "The value of the goods that were shipped in the month rose by 12.5\\npercent."
    >>> [t.text for t in joined_lines(text, tokenize(text))][-3:]
    ['12.5', 'percent', '.']
    """
    breaks = [place for place, token in enumerate(tokens) if token.kind == "line"]
    dropped: set[int] = set()
    block: list[int] = []
    for place in breaks:
        block.append(place)
        if tokens[place].text.count("\n") > 1:
            dropped |= _broken(text, tokens, block)
            block = []
    block.append(len(tokens))
    dropped |= _broken(text, tokens, block)
    return [token for place, token in enumerate(tokens) if place not in dropped]


def _broken(text: str, tokens: list[Token], block: list[int]) -> set[int]:
    """The ends of lines within a block that the width made; none where it is no broken prose."""
    first = tokens[block[0] - 1] if block[0] else None
    if len(block) < 2 or first is None or first.kind == "line":
        return set()
    start = text.rfind("\n", 0, first.start) + 1
    starts = [start, *(tokens[place].end for place in block[:-1])]
    ends = [tokens[place].start if place < len(tokens) else len(text) for place in block]
    lengths = [end - begin for begin, end in zip(starts, ends, strict=True)]
    width = max(lengths)
    if not _NARROWEST <= width <= _WIDEST:
        width = 0
    pairs = list(zip(lengths, lengths[1:], block[:-1], strict=False))
    by_width = _by_width(tokens, pairs, width) if width else None
    return by_width or _by_small_letters(tokens, pairs)


def _by_width(tokens: list[Token], pairs: list[tuple[int, int, int]], width: int) -> set[int]:
    """The ends of lines of a block in which no line ends before it has to."""
    found = set()
    for length, _, place in pairs:
        if place + 1 >= len(tokens):
            break
        before, after = tokens[place - 1], tokens[place + 1]
        if after.text in _BULLETS or before.text in _ENDS:
            continue
        fits = length + 1 + (after.end - after.start) <= width
        if fits or (len(pairs) == 1 and not _goes_on(tokens, place)):
            return set()  # a list, a heading
        found.add(place)
    return found


def _by_small_letters(tokens: list[Token], pairs: list[tuple[int, int, int]]) -> set[int]:
    """The ends of long lines behind which small letters go on, where the block is of such lines."""
    small = {
        place
        for length, after, place in pairs
        if length >= _LONG and after >= _LONG // 2 and _goes_on(tokens, place)
    }
    words = sum(1 for place in small if tokens[place + 1].kind == "word")
    return small if words >= _OFTEN and words * _OFTEN >= len(pairs) else set()


def _goes_on(tokens: list[Token], place: int) -> bool:
    """Whether what follows an end of line cannot begin a sentence, an item or a row."""
    if place + 1 >= len(tokens) or tokens[place - 1].text in _ENDS:
        return False
    after, behind = tokens[place + 1], tokens[place + 2] if place + 2 < len(tokens) else None
    if after.kind == "word" and after.text[0].islower():
        item = behind is not None and behind.text in (")", ".") and len(after.text) == 1
        return not item  # a) b)
    return after.kind == "number" or after.text in ("(", "%")
