"""Published figures by the words of their label and their month: what pages state, with sources."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from hanoi_ct import datasets
from hanoi_ct._inputs.months import is_month
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.quantities.printed import Qualifier
from hanoi_ct.quantities.quantity import Quantity, Source, published
from hanoi_ct.text import Text

# The tables whose rows are figures as pages state them, the home of the report first.
TABLES = (
    "hanoi_trade_reported",
    "hanoi_iip_reported",
    "hanoi_other_reported",
    "vietnam_exports",
    "vietnam_trade_breakdown",
    "vietnam_iip_sections",
    "vietnam_iip_divisions",
    "vietnam_other_reported",
)
_LABELS = (
    "item_vi",
    "item_en",
    "activity_vi",
    "activity_en",
    "division_vi",
    "division_en",
    "indicator",
    "breakdown",
    "flow",
)
# What the codes of tables mean in words that people search for.
_MEANINGS = {
    "export": "xuất khẩu exports",
    "import": "nhập khẩu imports",
    "ytd_growth_pct": "cộng dồn year to date",
    "yoy_growth_pct": "cùng kỳ year on year",
    "mom_growth_pct": "tháng trước month on month",
    "contribution_pp": "đóng góp contribution",
}
_FLOWS = {
    "export": Text("tổng kim ngạch xuất khẩu cả nước", "total national exports"),
    "import": Text("tổng kim ngạch nhập khẩu cả nước", "total national imports"),
}
_RATES = ("growth_pct", "mom_pct")


@dataclass(frozen=True, slots=True)
class Stated:
    """One figure of one page.

    ``measure`` is "value", "growth_pct", "mom_pct" or the measure of a table of rates.
    """

    table: str
    label: Text
    measure: str
    quantity: Quantity


def folded(words: str) -> str:
    """Words without marks and capitals, so that a search needs neither.

    Examples
    --------
    >>> folded("Xuất khẩu Điện tử")
    'xuat khau dien tu'
    """
    letters = unicodedata.normalize("NFD", words.lower().replace("đ", "d"))
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


def find_figures(
    words: str, period: str, *, data: datasets.Collection | None = None
) -> tuple[Stated, ...]:
    """The figures about periods that end in a month whose label has all the words.

    Parameters
    ----------
    words : str
        Vietnamese or English, with or without marks: "xuất khẩu", "xuat khau dien tu".
    period : str
        The last month of the figures, ``YYYY-MM``.
    data : Collection, optional
        Tables in place of the packaged ones.

    Returns
    -------
    tuple of Stated
        By table, Hanoi's first; within one, those whose label has the fewest other words.

    Raises
    ------
    ArgumentValueError
        No words, or `period` is no month.

    Examples
    --------
    >>> best = find_figures("tổng kim ngạch xuất khẩu", "2018-08")[0]
    >>> best.quantity.value, best.quantity.unit, best.measure
    (9200.0, 'million_usd', 'value')
    """
    if not is_month(period):
        raise ArgumentValueError(f"`period` of find must be a month YYYY-MM; got {period!r}")
    wanted = folded(words).split()
    if not wanted:
        raise ArgumentValueError(f"`words` of find must hold a word; got {words!r}")
    collection = data or datasets.Collection()
    found: list[tuple[int, int, Stated]] = []
    for order, table in enumerate(TABLES):
        for row, fields in collection.records(table).by_row():
            if fields.get("period_end", fields.get("month")) != period:
                continue
            label = _label(fields)
            words_of = folded(f"{label.vi} {label.en} {_codes(fields)}").split()
            if all(any(w.startswith(word) for w in words_of) for word in wanted):
                extra = len(folded(label.vi).split())
                figures = _figures(table, row, label, fields)
                found += [(order, extra, stated) for stated in figures]
    found.sort(key=lambda each: each[:2])
    return tuple(stated for _, _, stated in found)


def _label(fields: Mapping[str, Any]) -> Text:
    for stem in ("item", "activity", "division"):
        if isinstance(fields.get(f"{stem}_vi"), str):
            return Text(fields[f"{stem}_vi"], fields.get(f"{stem}_en") or "")
    if fields.get("flow") in _FLOWS:
        return _FLOWS[fields["flow"]]
    name = str(fields.get("indicator", "")).replace("_", " ")
    return Text(name, name)


def _codes(fields: Mapping[str, Any]) -> str:
    codes = [fields.get(column) or "" for column in (*_LABELS, "measure")]
    return " ".join(_MEANINGS.get(code, code.replace("_", " ")) for code in codes)


def _figures(table: str, row: int, label: Text, fields: Mapping[str, Any]) -> list[Stated]:
    measure = fields.get("measure")
    found = []
    hedge = fields.get("qualifier") or "exact"
    beside = fields.get("value") is not None  # "gần 9,2 tỷ USD, tăng 19%" hedges the level alone
    for column in ("value", "growth_pct", "mom_pct"):
        value = fields.get(column)
        if value is None:
            continue
        unit = "percent" if column in _RATES else fields.get("unit") or ""
        if column == "value" and isinstance(measure, str):
            unit = "percentage_points" if measure.endswith("_pp") else "percent"
        source = Source(
            fields.get("source_url") or "",
            fields.get("published") or "",
            table,
            row,
        )
        quantity = published(
            value,
            unit,
            qualifier=cast(Qualifier, "exact" if column in _RATES and beside else hedge),
            # Indexes are printed with one decimal at least; other rates as their page has them.
            at_least=1 if isinstance(measure, str) and value == round(value, 1) else 0,
            sources=(source,),
            period_start=str(fields.get("period_start", fields.get("month", ""))),
            period_end=str(fields.get("period_end", fields.get("month", ""))),
        )
        name = str(measure) if column == "value" and isinstance(measure, str) else column
        found.append(Stated(table, label, name, quantity))
    return found
