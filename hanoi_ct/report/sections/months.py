"""The path of a year: cumulative rates by month, and what they imply for the months between."""

from __future__ import annotations

from hanoi_ct._inputs.months import month_number, year
from hanoi_ct.indicators.implied import Implied
from hanoi_ct.quantities.quantity import Quantity
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.document import Block, Line, LineChart, MonthSpan, Paragraph, Point
from hanoi_ct.statements.wording import period_text, same
from hanoi_ct.text import Text

_YEAR_TO_DATE = Text("<name>, cộng dồn, <when>", "<name>, year to date, <when>")
_IMPLIED = Text("<name>, suy ra cho <when>", "<name>, implied for <when>")
_SHARE = Text(
    "Phần của các tháng đầu trong cùng kỳ năm trước, giả định (<name>, <when>)",
    "Part of the first months in last year's, assumed (<name>, <when>)",
)
_NOTE = Text(
    "Mỗi điểm là một tháng có số liệu; chỉ nối hai tháng liền nhau.",
    "Each point is a month with a figure; only months that follow each other are joined.",
)
_FIELDS = Text(
    " Ô nền là khoảng tốc độ của các tháng giữa hai số cộng dồn, suy ra từ hai số đó.",
    " A shaded field is the range of growth of the months between two cumulative figures, implied "
    "by them.",
)
_SPANS = Text("khoảng suy ra", "implied range")


def add_path(
    prefix: str, name: Text, months: dict[int, Quantity], known: dict[str, str], book: FigureBook
) -> dict[int, str]:
    """Keep the rates of a year; their keys by month. ``known`` names those that have one."""
    keys = {}
    for month, quantity in months.items():
        end = quantity.period_end
        keys[month] = known.get(end, f"{prefix}.{end}")
        when = period_text(quantity.period_start, end)
        book.add(keys[month], _YEAR_TO_DATE.fill(name=name, when=when), quantity)
    return keys


def add_implied(
    prefix: str, name: Text, implied: tuple[Implied, ...], keys: dict[int, str], book: FigureBook
) -> dict[str, str]:
    """Keep what is implied between the months, with its formula; the keys by last month."""
    found = {}
    for one in implied:
        key = f"{prefix}.implied.{one.last}"
        when = period_text(one.first, one.last)
        share_key = f"{key}.share"
        book.add(share_key, _SHARE.fill(name=name, when=when), one.share)
        book.add(
            key,
            _IMPLIED.fill(name=name, when=when),
            one.growth,
            of={
                "whole": keys[month_number(one.later.period_end)],
                "weight": share_key,
                "part": keys[month_number(one.earlier.period_end)],
            },
        )
        found[one.last] = key
    return found


def path_chart(
    key: str,
    title: Text,
    years: dict[int, dict[int, str]],
    implied: tuple[Implied, ...],
    implied_keys: dict[str, str],
    book: FigureBook,
) -> LineChart | None:
    """The lines of two years with the implied ranges; None with fewer than two points."""
    if len([one for months in years.values() for one in months.values()]) < 2:
        return None

    def points(number: int, later: bool) -> tuple[Point, ...]:
        keys = years[number]
        shown = {m: k for m, k in keys.items() if book.later(k) == later}
        return tuple(Point(month, shown.get(month)) for month in range(1, 13))

    latest = max(years)
    lines = [Line(same(str(number)), points(number, False), number == latest) for number in years]
    for number in years:
        later = points(number, True)
        if any(point.figure for point in later):
            label = Text(f"{number}, công bố sau", f"{number}, published later")
            lines.append(Line(label, later))
    lines = [line for line in lines if any(point.figure for point in line.points)]
    spans = tuple(
        MonthSpan(month_number(one.first), month_number(one.last), implied_keys[one.last])
        for one in implied
        if year(one.last) == latest and not one.doubtful
    )
    if not spans:
        return LineChart(key, title, tuple(lines), _NOTE, spans, None)
    note = Text(_NOTE.vi + _FIELDS.vi, _NOTE.en + _FIELDS.en)
    return LineChart(key, title, tuple(lines), note, spans, _SPANS)


def path_title(
    name: Text,
    keys: tuple[str, str],
    years: dict[int, dict[int, str]],
    span: tuple[str, str],
    book: FigureBook,
) -> Text:
    """What a path says where it implies nothing of the latest months.

    ``keys`` are those of the rate of the period ``span`` and of the year before; without the
    former the latest rate before it is told.
    """
    now, before = keys
    when = period_text(*span)
    if book.knew(now, before):
        words = Text(
            f"<name> <when> {{{now}:change}} (<earlier> {{{before}:change}})",
            f"<name>, <when>: {{{now}:change}} (<earlier>: {{{before}:change}})",
        ).fill(earlier=_period_of(before, book))
    elif book.knew(now):
        words = Text(
            f"<name> <when> {{{now}:change}} so với cùng kỳ",
            f"<name>, <when>: {{{now}:change}} year on year",
        )
    else:
        lacks = Text("chưa tìm thấy số liệu của", "no figure was found for")
        if book.has(now):
            lacks = Text("khi lập báo cáo chưa có số liệu của", "no figure was out yet for")
        known = [
            key
            for number in sorted(years)
            for _, key in sorted(years[number].items())
            if book.knew(key) and book.figures[key].quantity.period_end < span[1]
        ]
        if not known:
            return Text("<name> cộng dồn, so với cùng kỳ", "<name>, year to date").fill(name=name)
        words = Text(
            f"<name> <latest> {{{known[-1]}:change}}; <lacks> <when>",
            f"<name>, <latest>: {{{known[-1]}:change}}; <lacks> <when>",
        ).fill(lacks=lacks, latest=_period_of(known[-1], book))
    return words.fill(name=name, when=when)


def _period_of(key: str, book: FigureBook) -> Text:
    quantity = book.figures[key].quantity
    return period_text(quantity.period_start, quantity.period_end)


def doubtful_rates(implied: tuple[Implied, ...], keys: dict[str, str]) -> list[Block]:
    """A word on rates that no plausible development joins."""
    return [
        Paragraph(
            Text(
                f"Hai số cộng dồn quanh <when> khó cùng đúng: các tháng giữa phải đạt "
                f"{{{keys[one.last]}:interval}}. Một trong hai số cần rà soát và không dùng để ước "
                "lượng.",
                f"The two cumulative figures around <when> can hardly both be right: the months "
                f"between would need {{{keys[one.last]}:interval}}. One of them should be reviewed "
                "and enters no estimate.",
            ).fill(when=period_text(one.first, one.last)),
            "caveat",
        )
        for one in implied
        if one.doubtful
    ]
