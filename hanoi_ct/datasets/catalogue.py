"""What the packaged tables hold, read from catalogue.toml."""

from __future__ import annotations

import functools
import textwrap
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

from hanoi_ct._inputs.validate import shown
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.tables.schema import Column, Schema, Words, nearest

__all__ = ["Description", "TableNames", "catalogue", "describe"]

_HEADINGS = {
    "row": Words("Mỗi dòng", "A row"),
    "size": Words("Số dòng", "Rows"),
    "coverage": Words("Phạm vi", "Coverage"),
    "collected": Words("Thu thập", "How collected"),
    "columns": Words("Các cột", "Columns"),
    "blank": Words("có thể để trống", "may be blank"),
    "conflicts": Words("Mâu thuẫn đã biết", "Known conflicts"),
    "none": Words("không có", "none"),
}
_WIDTH = 96


@dataclass(frozen=True, slots=True, repr=False)
class Description:
    """What a table holds; prints as a page of text.

    Attributes
    ----------
    name : str
        The name by which it is loaded.
    title, row, coverage, collected : Words
        Title, what a row is, what is there and what is not, how the rows came about; each
        with ``.vi`` and ``.en``.
    schema : Schema
        The columns with kinds, units and bounds.
    rows : int
        Number of rows.
    first, last : str
        First and last period, a month or a year; empty for a table without periods.
    conflicts : tuple of Words
        What is known to be inconsistent, kept as the pages state it.
    """

    name: str
    title: Words
    row: Words
    schema: Schema
    rows: int
    first: str
    last: str
    coverage: Words
    collected: Words
    conflicts: tuple[Words, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in the order of the file."""
        return self.schema.columns

    def __repr__(self) -> str:
        return self.text("en")  # a page of text is what one asks for, at the prompt too

    def text(self, language: Literal["vi", "en"] = "en") -> str:
        """The description as text of several lines.

        Parameters
        ----------
        language : {"vi", "en"}, default "en"

        Returns
        -------
        str
        """
        pick = 0 if language == "vi" else 1
        head = {key: words[pick] for key, words in _HEADINGS.items()}
        span = f" ({self.first} – {self.last})" if self.first else ""
        lines = [
            self.name,
            *dict.fromkeys((self.title[pick], *self.title)),
            "",
            *_wrapped(head["row"], self.row[pick]),
            *_wrapped(head["size"], f"{self.rows}{span}"),
            *_wrapped(head["coverage"], self.coverage[pick]),
            *_wrapped(head["collected"], self.collected[pick]),
            f"{head['columns']}:",
        ]
        for column in self.columns:
            notes = [column.kind, column.unit[pick], head["blank"] if column.blank else ""]
            mark = ", ".join(note for note in notes if note)
            lines += _wrapped(f"  {column.name} [{mark}]", column.meaning[pick])
        lines.append(f"{head['conflicts']}:" + ("" if self.conflicts else f" {head['none']}"))
        for conflict in self.conflicts:
            lines += textwrap.wrap(
                conflict[pick], _WIDTH, initial_indent="  - ", subsequent_indent="    "
            )
        return "\n".join(lines)


class TableNames(tuple[str, ...]):
    """Names of tables. An ordinary tuple of text; printed, it shows the titles too."""

    __slots__ = ()

    def __str__(self) -> str:
        width = max((len(name) for name in self), default=0)
        titles = {name: catalogue()[name].title for name in self}
        return "\n".join(f"{name:<{width}}  {titles[name].en} | {titles[name].vi}" for name in self)


def describe(name: str) -> Description:
    """What a table holds: columns, units, coverage, how collected, known conflicts.

    Needs no pandas.

    Parameters
    ----------
    name : str
        One of `list`.

    Returns
    -------
    Description
        Prints as a page of text; ``.text("vi")`` gives it in Vietnamese.

    Raises
    ------
    ArgumentValueError
        If there is no table of that name; the message gives the nearest names.

    Examples
    --------
    >>> from hanoi_ct import datasets
    >>> table = datasets.describe("hanoi_trade_reported")
    >>> table.title.en, table.title.vi
    ('Exports and imports of Hanoi', 'Xuất khẩu, nhập khẩu của Hà Nội')
    >>> table.rows, table.first, table.last
    (374, '2007-01', '2026-02')
    """
    tables = catalogue()
    if not isinstance(name, str) or name not in tables:
        near = nearest(name, tables) if isinstance(name, str) else None
        hint = f"nearest: {near}" if near else f"{len(tables)} are listed by datasets.list"
        raise ArgumentValueError(f"`name` must be a packaged table ({hint}); got {shown(name)}")
    return tables[name]


@functools.cache
def catalogue() -> dict[str, Description]:
    """All descriptions by name, in the order of catalogue.toml."""
    with (files(__package__) / "catalogue.toml").open("rb") as file:
        content = tomllib.load(file)
    return {name: _description(name, table, content) for name, table in content["tables"].items()}


def _description(name: str, table: dict[str, Any], content: dict[str, Any]) -> Description:
    columns = tuple(_column(key, content["columns"]) for key in table["columns"])
    collected = content["collected"][table["collected"]]
    return Description(
        name=name,
        title=Words(table["title_vi"], table["title_en"]),
        row=Words(table["row_vi"], table["row_en"]),
        schema=Schema(columns, tuple(table.get("at_least_one", ()))),
        rows=table["rows"],
        first=table.get("first", ""),
        last=table.get("last", ""),
        coverage=Words(table["coverage_vi"], table["coverage_en"]),
        collected=Words(collected["vi"], collected["en"]),
        conflicts=tuple(Words(words["vi"], words["en"]) for words in table["conflicts"]),
    )


def _column(key: str, columns: dict[str, Any]) -> Column:
    """A column; ``growth_section:B`` is the column of section B."""
    key, _, section = key.partition(":")
    fields = dict(columns[key])
    vi, en = fields.pop("vi"), fields.pop("en")
    name = fields.pop("name", key)
    if section:
        name, vi, en = (text.format(section=section) for text in (name, vi, en))
    if "choices" in fields:
        fields["choices"] = tuple(fields["choices"])
    if "unit" in fields:
        fields["unit"] = Words(**fields["unit"])
    return Column(name=name, meaning=Words(vi, en), **fields)


def _wrapped(label: str, text: str) -> list[str]:
    indent = len(label) - len(label.lstrip()) + 2
    return textwrap.wrap(f"{label}: {text}", _WIDTH, subsequent_indent=" " * indent)
