"""Which month a file reports, and for which province."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from hanoi_ct.tables._meaning.block import Block
from hanoi_ct.tables._meaning.headings import is_plan, subject_of
from hanoi_ct.tables._meaning.listed import listed_months
from hanoi_ct.tables._meaning.months import Spoken, month, spoken, title_months
from hanoi_ct.tables._meaning.names import province_in
from hanoi_ct.tables._meaning.words import clean, fold
from hanoi_ct.tables._sheets.grid import Workbook

__all__ = ["month_of_columns", "month_of_table", "province_of", "report_month_of"]


_MONTH = re.compile(r"(?:uoc |thuc hien |chinh thuc )?(?:thang|t)\.? ?\d{1,2}")
_ESTIMATE = re.compile(r"\buoc\b|\bu\.?th\b")


def month_of_columns(block: Block, year_hint: int | None) -> str | None:
    """The month that a table's headings report: the last one, by its year where they tell it.

    Only what a column is about counts, never what it is compared with.
    """
    dated = listed_months(block)
    open_months: list[int] = []
    to_date: list[int] = []
    estimates: list[int] = []
    years: list[int] = []
    january = False
    numbers: set[int] = set()
    for text, period, inner in _told_in_heads(block):
        years += inner
        if period.number is None or period.kind == "last_half":
            continue
        number = 3 * period.number if period.kind == "quarter" else period.number
        if number == 1 and _ESTIMATE.search(text):
            january = True
        numbers.add(number)
        if inner:
            dated.append((period.year or inner[-1], number))
            continue
        open_months.append(number)
        if period.kind == "to_date":
            to_date.append(number)
        elif _ESTIMATE.search(text) and period.kind == "month":
            estimates.append(number)
    if january or numbers == {1, 12}:
        open_months = [number for number in open_months if number != 12]
        # Beside January's estimate stands December of the year before, whatever year heads it.
        dated = [(year - (number == 12 and (year, 1) in dated), number) for year, number in dated]
    best = max(dated, default=None)
    if not open_months:
        return month(*best) if best else None
    number = max(to_date) if to_date else max(estimates or open_months)
    year = max([*years, *([year_hint] if year_hint else [])], default=None)
    if year is None:
        return None
    if best == (year, 12) and number == 1 and not year_hint:
        year += 1
    return month(*max((year, number), best or (0, 0)))


def _told_in_heads(block: Block) -> list[tuple[str, Spoken, list[int]]]:
    """What the headings are about, each with its words and the years in them.

    A quarter after the months so far is a forecast: "9 tháng" beside "Ước quý IV".
    """
    found = []
    for column in _filled_in(block):
        whole = " ".join(block.heads[column])
        if is_plan(whole):
            continue
        text = subject_of(whole)
        named = spoken(text)
        inner = [period.year for period in named if period.year is not None]
        found += [(text, period, inner) for period in named]
    so_far = {
        (period.year or (inner or [0])[-1], period.number or 12)
        for _, period, inner in found
        if period.kind == "to_date"
    }

    def ahead(period: Spoken, inner: list[int]) -> bool:
        year = period.year or (inner or [0])[-1]
        first = 3 * (period.number or 0) - 2
        return period.kind == "quarter" and any(y == year and n < first for y, n in so_far)

    return [one for one in found if not ahead(one[1], one[2])]


def _filled_in(block: Block) -> list[int]:
    """The columns of figures; of a year's months side by side those with a figure at least."""
    months = [c for c in block.figures if re.fullmatch(_MONTH, fold(" ".join(block.heads[c])))]
    if len(months) < 4:
        return block.figures
    held = {c for row in block.body for c in months if (row, c) in block.grid.cells}
    return [column for column in block.figures if column in held or column not in months]


# The line of place and day above a signature dates the signing, no figure.
_SIGNING = re.compile(r"(?:.{0,40}, ?)?ngay\b.{0,12}\bthang\b.{0,16}")


def _titles(blocks: Sequence[Block], book: Workbook) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for block in blocks:
        for _, _, text in block.titles:
            if not _SIGNING.fullmatch(fold(text)):
                found += title_months(fold(text))
    texts = book.words[:30]
    if not blocks:
        texts = [cell.text for grid in book.grids for (r, _), cell in grid.cells.items() if r <= 8]
    for text in texts:
        if not _SIGNING.fullmatch(fold(text)):
            found += title_months(fold(text))
    return found


def _quarter_of_titles(blocks: Sequence[Block]) -> tuple[int, int] | None:
    """The last month of the quarter that titles date, where they name no month."""
    for block in blocks:
        for _, _, text in block.titles:
            for period in spoken(fold(text)):
                if period.kind == "quarter" and period.year and period.number:
                    return period.year, 3 * period.number
    return None


def _year_of_titles(blocks: Sequence[Block]) -> int | None:
    """The only year that the titles name, over columns that name months."""
    texts = [fold(text) for block in blocks for _, _, text in block.titles]
    years = {period.year for text in texts for period in spoken(text)} - {None}
    return years.pop() if len(years) == 1 else None


_SIGNED = re.compile(r"ngay .{0,12}?thang (\d+) nam (\d{4})")


def _before_signing(blocks: Sequence[Block]) -> str | None:
    """The last month that the headings name before the only day on which the file was signed."""
    texts = [fold(text) for block in blocks for _, _, text in block.notes]
    days = [day for text in texts for day in re.findall(_SIGNED, text)]
    signed = {month(int(year), int(number)) for number, year in days if 1 <= int(number) <= 12}
    if len(signed) != 1:
        return None
    day = signed.pop()
    told = [
        month_of_columns(block, year)
        for block in blocks
        for year in (int(day[:4]), int(day[:4]) - 1)
    ]
    return max((found for found in told if found is not None and found <= day), default=None)


def _whole_year(blocks: Sequence[Block]) -> str | None:
    """December of the year that a file is about which names years alone, before what it plans."""
    years: set[int] = set()
    for block in blocks:
        for column in block.figures:
            whole = " ".join(block.heads[column])
            named = spoken(subject_of(whole))
            if any(period.kind != "year" for period in named):
                return None
            if not is_plan(whole):
                years |= {period.year for period in named if period.year is not None}
    titled = _year_of_titles(blocks)
    if not years or (titled is not None and titled != max(years)):
        return None
    return month(max(years), 12)


def _in_file_name(name: str) -> tuple[int, int] | None:
    match = re.search(r"((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])(?!\d)", name)
    if match:
        return int(match[1]), int(match[2])
    match = re.search(r"(?<!\d)(0?[1-9]|1[0-2])[-_.]((?:19|20)\d\d)(?!\d)", name)
    if match:
        return int(match[2]), int(match[1])
    folded = fold(re.sub(r"[_-]+", " ", name))
    months = title_months(folded)
    return months[0] if months else None


def report_month_of(book: Workbook, blocks: Sequence[Block]) -> str | None:
    """The month of the report: what most tables' columns say, else titles, else the file's name.

    Of a sheet for each of several months it is the last one.
    """
    titles = _titles(blocks, book)
    in_name = _in_file_name(book.file)
    counted = Counter(titles)
    usual = max(counted, key=lambda pair: (counted[pair], pair)) if counted else None
    if usual is None and in_name is None:
        usual = _quarter_of_titles(blocks)
    hint = usual[0] if usual else (in_name[0] if in_name else _year_of_titles(blocks))
    votes = Counter(
        found for block in blocks if (found := month_of_columns(block, hint)) is not None
    )
    if votes:
        best = max(votes, key=lambda found: (votes[found], found))
        latest = max(votes)
        if len(votes) > 2 and max(votes.values()) == 1:
            return latest
        if usual and month(*usual) in votes:
            return month(*usual)
        return latest if votes[latest] == votes[best] else best
    if usual:
        return month(*usual)
    return month(*in_name) if in_name else _before_signing(blocks) or _whole_year(blocks)


def month_of_table(block: Block, blocks: Sequence[Block], report: str | None) -> str | None:
    """The month that one table of a file reports: a folder of the year has a sheet for each.

    The table's own title tells it, else the first title of its sheet, else the names of the
    sheets where several of them are months; the columns must say the same, or nothing.
    """
    if report is None:
        return None
    own = [other for other in blocks if other.grid is block.grid]
    found = next(
        (named for text in _lines(block, own) if (named := title_months(fold(text)))), None
    )
    year_month = max(found) if found else _month_in_sheet_names(block, blocks, int(report[:4]))
    dated = month_of_columns(block, None)
    if year_month and dated and dated > month(*year_month) and not _named(block, year_month[1]):
        return dated  # the title was left from the month before
    if year_month is None or month(*year_month) == report:
        return report
    told = month_of_columns(block, year_month[0])
    return month(*year_month) if told in (None, month(*year_month)) else report


def _named(block: Block, number: int) -> bool:
    """Whether a heading is about a month of the year, or the months up to it."""
    texts = [subject_of(" ".join(block.heads[column])) for column in block.figures]
    return any(period.number == number for text in texts for period in spoken(text))


def _lines(block: Block, own: Sequence[Block]) -> list[str]:
    """The lines that may date a table, its own title first."""
    first = own[0].titles if own else []
    lines = [block.title, *(text for _, _, text in [*block.titles, *first])]
    return [text for text in lines if not re.search(r"\bngay\b", fold(text))]


def _month_in_sheet_names(
    block: Block, blocks: Sequence[Block], year: int
) -> tuple[int, int] | None:
    """The month that a sheet is named after, where several sheets of the file are."""
    named = {}
    for grid in {id(other.grid): other.grid for other in blocks}.values():
        periods = [period for period in spoken(fold(grid.name)) if period.kind == "month"]
        if len(periods) == 1 and periods[0].number:
            named[grid.name] = (periods[0].year or year, periods[0].number)
    return named.get(block.grid.name) if len(set(named.values())) > 1 else None


def province_of(book: Workbook, blocks: Sequence[Block]) -> str | None:
    """The province that the sheets name, else the file's name."""
    texts = [text for block in blocks for _, _, text in block.titles] + book.words[:20]
    cells = [
        cell.text
        for grid in book.grids
        for (row, _), cell in sorted(grid.cells.items())
        if row <= 6
    ]
    if len({name for text in cells if (name := province_in(text)) == clean(text)}) < 2:
        texts += cells  # else a table that compares provinces
    strong = [
        t for t in texts if re.search(r"\b(?:tinh|thanh pho|ubnd|so cong thuong|tp)\b", fold(t))
    ]
    for text in [*strong]:
        found = province_in(text)
        if found:
            return found
    found = province_in(book.file, joined=True)
    if found:
        return found
    for text in texts:
        found = province_in(text)
        if found:
            return found
    return None
