"""What the store knows otherwise than the last report did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from hanoi_ct.quantities.printed import Qualifier
from hanoi_ct.quantities.quantity import Quantity, Source, published
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.document import Block, Column, FigureCell, Paragraph, Row, Table
from hanoi_ct.statements.formatting import date_text
from hanoi_ct.statements.wording import month_text, period_text
from hanoi_ct.text import Text

if TYPE_CHECKING:
    from hanoi_ct.records import Change

_MOST_ROWS = 60
_MEASURES = {
    "mom_growth_pct": Text("so với tháng trước", "on the month before"),
    "yoy_growth_pct": Text("so với cùng kỳ", "on the year before"),
    "ytd_growth_pct": Text("cộng dồn so với cùng kỳ", "from January, on the year before"),
    "contribution_pp": Text("đóng góp", "contribution"),
    "growth_pct": Text("so với cùng kỳ", "on the year before"),
    "mom_pct": Text("so với tháng trước", "on the month before"),
}
_FLOWS = {"export": Text("xuất khẩu", "exports"), "import": Text("nhập khẩu", "imports")}


def blocks(last: str | None, changes: Sequence[Change], book: FigureBook) -> list[Block]:
    """The values revised since the last report; nothing where none is recorded."""
    if last is None:
        return []
    month = month_text(last)
    if not changes:
        none = Text(
            "Từ báo cáo <month> đến nay, kho số liệu không có điều chỉnh nào.",
            "Since the report for <month> the store has no revision.",
        )
        return [Paragraph(none.fill(month=month))]
    lead = Text(
        f"Từ báo cáo <month> đến nay, kho số liệu có {len(changes)} số được điều chỉnh.",
        f"Since the report for <month> {len(changes)} values of the store were revised.",
    )
    rows = [_row(n, change, book) for n, change in enumerate(changes[:_MOST_ROWS], start=1)]
    left = len(changes) - len(rows)
    note = Text(f"Còn {left} số khác trong kho.", f"{left} more are in the store.")
    table = Table(
        "since_last",
        Text("Số liệu điều chỉnh từ báo cáo trước", "Values revised since the last report"),
        (
            Column(Text("Chỉ tiêu", "Figure"), numeric=False),
            Column(Text("Kỳ", "Period"), numeric=False),
            Column(Text("Báo cáo trước", "Last report")),
            Column(Text("Nay", "Now")),
            Column(Text("Công bố", "Published"), numeric=False),
            Column(Text("Nguồn", "Source"), numeric=False),
        ),
        tuple(rows),
        note if left else None,
    )
    return [Paragraph(lead.fill(month=month)), table]


def _row(number: int, change: Change, book: FigureBook) -> Row:
    label = _label(change)
    keys = []
    for when, words, value in (
        ("before", Text("báo cáo trước", "last report"), change.before),
        ("now", Text("nay", "now"), change.now),
    ):
        keys.append(f"since_last.{number}.{when}")
        named = Text(f"{label.vi} ({words.vi})", f"{label.en} ({words.en})")
        book.add(keys[-1], named, _quantity(change, value))
    day = change.now["published"].isoformat()
    return Row(
        (
            label,
            period_text(change.period_start, change.period_end),
            *map(FigureCell, keys),
            Text(date_text(day, "vi"), date_text(day, "en")),
            _plain(change.now["source"], change.now["source"]),
        )
    )


def _quantity(change: Change, value: Mapping[str, Any]) -> Quantity:
    table = change.series.partition("/")[0]
    source = Source(value["source"], value["published"].isoformat(), table, value["entry"] + 1)
    return published(
        float(value["value"]),
        change.unit,
        qualifier=cast(Qualifier, value["qualifier"]),
        sources=(source,),
        period_start=change.period_start,
        period_end=change.period_end,
    )


def _label(change: Change) -> Text:
    """The words of a series: of a packaged table its item and what is measured."""
    if change.parts is None:
        return _plain(change.series, change.series)
    _, column, labels = change.parts
    name = next((key for key in ("item", "activity") if f"{key}_vi" in labels), None)
    pieces = [] if name is None else [_plain(labels[f"{name}_vi"], labels[f"{name}_en"])]
    if labels.get("flow") in _FLOWS:
        pieces.append(_FLOWS[labels["flow"]])
    measure = _MEASURES.get(labels.get("measure", column))
    if measure is not None:
        pieces.append(measure)
    return Text(", ".join(one.vi for one in pieces), ", ".join(one.en for one in pieces))


def _plain(vi: str, en: str) -> Text:
    """Words from a store, in which braces are no places for figures."""
    braces = str.maketrans("{}", "()")
    return Text(vi.translate(braces), en.translate(braces))
