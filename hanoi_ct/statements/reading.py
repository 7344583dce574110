"""Read the statements of a text: numbers with their unit, hedge, comparison, subject, period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from hanoi_ct._inputs.validate import shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.statements._reading.clauses import reduce_items, sentences
from hanoi_ct.statements._reading.decimals import settle_decimals
from hanoi_ct.statements._reading.gaps import gaps_in_percent, taken_from_the_growth
from hanoi_ct.statements._reading.headlines import with_times_of_headlines
from hanoi_ct.statements._reading.items import gather
from hanoi_ct.statements._reading.labels import labelled
from hanoi_ct.statements._reading.letters import Prepared, prepare
from hanoi_ct.statements._reading.lexicon import lexicon
from hanoi_ct.statements._reading.lines import joined_lines
from hanoi_ct.statements._reading.numbered_names import join_numbered_names
from hanoi_ct.statements._reading.numbers import decimal_point
from hanoi_ct.statements._reading.reader import Reader
from hanoi_ct.statements._reading.shared import (
    join_quotients,
    share_brackets,
    share_counts,
    share_units,
)
from hanoi_ct.statements._reading.shared_nouns import share_nouns
from hanoi_ct.statements._reading.tables import FoundTable, read_tables
from hanoi_ct.statements._reading.tokens import Token, tokenize
from hanoi_ct.statements._reading.whole_text import year_of
from hanoi_ct.statements.statement import Reading, Statement, Unread

__all__ = ["language_of", "read_text"]

_VIETNAMESE = frozenset("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")


def check_language(lang: object, function: str) -> None:
    """Refuse a language that is not read."""
    if lang is not None and not (isinstance(lang, str) and lang in ("vi", "en")):
        raise ArgumentValueError(
            f"`lang` of {function} must be 'vi', 'en' or None; got {shown(lang)}"
        )


def read_text(
    text: str, lang: Literal["vi", "en"] | None = None, date: str | None = None
) -> Reading:
    """Read the statements of a text.

    Parameters
    ----------
    text : str
        Report or press prose, or a table flattened into text line by line.
    lang : {"vi", "en"}, optional
        Found by its letters where it is not given.
    date : str, optional
        The month of publication, ``YYYY-MM``: it gives the year where the text tells none.

    Returns
    -------
    Reading
        Statements in the order of the text, and the spans with a number that no statement took.
        Offsets count code points of ``text`` as given.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        The text is no str, the language none of the two, the date no month.

    Notes
    -----
    The cost grows in proportion to the length of the text. Nothing is guessed silently: a
    comparison that is not printed is taken from the sentences before, and where there is none
    the note says that the year before was assumed; a lost unit is None and noted.

    Examples
    --------
    >>> reading = read_text("Tháng 8/2018, xuất khẩu ước đạt 1,2 tỷ USD, tăng 19% so với cùng kỳ.")
    >>> [(s.text, s.value, s.unit, s.comparison) for s in reading.statements]
    [('1,2 tỷ USD', '1.2', 'USD', None), ('tăng 19%', '19', 'percent', 'same_month_last_year')]
    >>> reading.statements[0].hedge, reading.statements[1].subject
    ('ước', 'xuất khẩu')
    """
    if not isinstance(text, str):
        raise ArgumentTypeError(f"`text` must be a str; got {type(text).__name__}")
    check_language(lang, "read_text")
    if date is not None and not _is_month(date):
        raise ArgumentValueError(f"`date` must be a month as YYYY-MM; got {date!r:.60}")
    prepared = prepare(text)
    language = lang or language_of(prepared.text)
    tokens = joined_lines(prepared.text, tokenize(prepared.text))
    point = decimal_point(tokens, language)
    items = reduce_items(gather(prepared.text, tokens, lexicon(language)), point)
    year = year_of(items, date)
    tables = read_tables(prepared.text, language, point, year)
    if tables:
        tokens = _outside(tokens, tables, len(prepared.text))
        items = reduce_items(gather(prepared.text, tokens, lexicon(language)), point)
    numbers = _numbers(tokens)
    del tokens  # the many small objects of a long text cost time as long as they are kept
    join_numbered_names(items)
    join_quotients(items)
    share_units(items)
    share_counts(items)
    share_nouns(items)
    share_brackets(items)
    reader = Reader(prepared.text, language, items, year, date)
    reader.found.extend(statement for table in tables for statement in table.statements)
    for sentence in sentences(items, prepared.text):
        reader.read_sentence(sentence)
    told = gaps_in_percent(settle_decimals(reader.found), prepared.text)
    told = taken_from_the_growth(told, prepared.text)
    dated = with_times_of_headlines(told)
    found = _numbered(dated, prepared, text)
    return Reading(
        text,
        language,
        tuple(found),
        tuple(_unread(numbers, reader, prepared, text)),
        prepared.notes,
    )


def language_of(text: str) -> Literal["vi", "en"]:
    """The language of a text by its letters: Vietnamese where a tenth of them have its marks.

    Examples
    --------
    >>> language_of("Xuất khẩu tăng 5%"), language_of("Exports of Hà Nội rose 5% in August")
    ('vi', 'en')
    """
    sample = text[:20000].casefold()
    letters = sum(c.isalpha() for c in sample)
    marked = sum(c in _VIETNAMESE for c in sample)
    return "vi" if marked * 12 > letters or letters == 0 else "en"


def _is_month(date: object) -> bool:
    return (
        isinstance(date, str)
        and len(date) >= 7
        and date[:4].isdigit()
        and date[4] == "-"
        and date[5:7].isdigit()
        and 1 <= int(date[5:7]) <= 12
    )


def _outside(tokens: list[Token], tables: list[FoundTable], length: int) -> list[Token]:
    """The tokens that were not read as part of a table; ends of lines stay."""
    taken = bytearray(length + 1)
    for table_ in tables:
        for start, end in table_.spans:
            taken[start:end] = b"\1" * (end - start)
    return [token for token in tokens if token.kind == "line" or not taken[token.start]]


def _numbered(found: list[Statement], prepared: Prepared, text: str) -> Iterable[Statement]:
    """The statements in order, with ids and the offsets of the text as given."""
    for number, statement in enumerate(sorted(found, key=lambda s: (s.start, s.end)), start=1):
        start, end = prepared.back(statement.start), prepared.back(statement.end)
        yield replace(statement, id=str(number), start=start, end=end, text=text[start:end])


def _numbers(tokens: list[Token]) -> list[Token]:
    """The numbers, without those that are part of a name: G20, COVID19."""
    found = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        touches = before is not None and before.kind == "word" and before.end == token.start
        named = touches and before is not None and before.text.isupper() and len(token.text) < 4
        if token.kind == "number" and not named:
            found.append(token)
    return found


def _unread(
    numbers: list[Token], reader: Reader, prepared: Prepared, text: str
) -> Iterable[Unread]:
    """Numbers that neither a statement nor a time nor a rank took, and that are no label."""
    taken = bytearray(len(prepared.text) + 1)
    spans = [(s.start, s.end) for s in reader.found]
    spans += [(i.start, i.end) for i in reader.items if i.kind in ("time", "compare")]
    spans += [(i.start, i.end) for i in reader.items if i.kind == "word" and i.text.isdigit()]
    for start, end in [*spans, *labelled(prepared.text)]:
        taken[start:end] = b"\1" * (end - start)
    for token in numbers:
        if not taken[token.start]:
            start, end = prepared.back(token.start), prepared.back(token.end)
            yield Unread(start, end, text[start:end])
