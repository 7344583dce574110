"""Source pages numbered, and the small mark that stands after each figure.

A published figure bears the number of its source page; any other the letter of its kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from hanoi_ct.quantities.quantity import Source
from hanoi_ct.report.document import Report
from hanoi_ct.report.formats.words import OWN, kind_letter, page_name
from hanoi_ct.statements.figure import Figure
from hanoi_ct.statements.formatting import date_text
from hanoi_ct.text import Language


class Mark(NamedTuple):
    """What stands after a figure; ``page_number`` is None where it is the letter of a kind."""

    text: str
    page_number: int | None


class CitedPage(NamedTuple):
    """A source page as the list of sources shows it.

    ``address`` is empty for a page without one. ``published`` is a date in words, ``rows`` the
    tables that hold what was read from the page, each with its lines.
    """

    number: int
    name: str
    address: str
    published: str
    rows: list[tuple[str, str]]


class Citations:
    """The source pages of a report, numbered in the order in which its figures cite them."""

    def __init__(self, report: Report, language: Language) -> None:
        self._language = language
        self._by_page: dict[str, list[Source]] = {}
        for figure in report.figures.values():
            for source in _sources(figure):
                self._by_page.setdefault(_cited_as(source.page), []).append(source)
        self._numbers = {page: number for number, page in enumerate(self._by_page, start=1)}

    def number(self, source: Source) -> int:
        """The number of a source's page."""
        return self._numbers[_cited_as(source.page)]

    def number_of_address(self, address: str) -> int | None:
        """The number of the page with an address; None for any other text."""
        return self._numbers.get(address) if _is_address(address) else None

    def numbers(self, figures: Iterable[Figure]) -> list[tuple[int, str]]:
        """The pages on which the given figures rest: ascending numbers, three or more that
        follow each other drawn together (3, 5–7), each with the first number it stands for."""
        numbers = {self.number(source) for figure in figures for source in figure.quantity.sources}
        runs = _runs(sorted(numbers))
        parts = (part for run in runs for part in ([run] if len(run) > 2 else [[n] for n in run]))
        return [(part[0], _run_text(part)) for part in parts]

    def mark(self, figure: Figure) -> Mark | None:
        """The mark of a figure; None for a published figure without a source."""
        letter = kind_letter(figure.quantity.kind, self._language)
        if letter:
            return Mark(letter, None)
        if not figure.quantity.sources:
            return None
        number = self.number(figure.quantity.sources[0])
        return Mark(str(number), number)

    def pages(self) -> list[CitedPage]:
        """The list of sources."""
        return [self._cited(page, sources) for page, sources in self._by_page.items()]

    def _cited(self, page: str, sources: Sequence[Source]) -> CitedPage:
        if page.startswith(OWN):
            sources = ()  # their cells stand with each figure
        rows = sorted({(source.dataset, source.row) for source in sources})
        tables = [
            (f"{dataset}.csv", ", ".join(map(_run_text, _runs([row for _, row in found]))))
            for dataset, found in groupby(rows, key=lambda pair: pair[0])
        ]
        published = min((source.published for source in sources if source.published), default="")
        return CitedPage(
            self._numbers[page],
            page_name(page, self._language),
            page if _is_address(page) else "",
            date_text(published, self._language),
            tables,
        )


def has_interval(figure: Figure) -> bool:
    """Whether an interval beside the value says more than the value does.

    That of a published figure is only the rounding of its last digit.
    """
    return (
        figure.quantity.kind != "published"
        and figure.quantity.value is not None
        and figure.quantity.low is not None
        and figure.quantity.high is not None
        and figure.quantity.low < figure.quantity.high
    )


def _cited_as(page: str) -> str:
    """The page as it is numbered: of an office's own figures the file, not each cell."""
    if not page.startswith(OWN):
        return page
    place = page.partition(": ")[2]
    return f"{OWN}: {place.rpartition(', ')[0] or place}"


def _is_address(page: str) -> bool:
    return page.startswith(("http://", "https://"))


def _sources(figure: Figure) -> Iterator[Source]:
    yield from figure.quantity.sources
    yield from (other.source for other in figure.quantity.others)


def _runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Cut sorted numbers where one does not follow the other."""
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        yield [number for _, number in group]


def _run_text(run: Sequence[int]) -> str:
    return str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}"
