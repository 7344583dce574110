"""The numbers that a document prints, beside the report's figures about the same thing."""

from __future__ import annotations

from decimal import Decimal

from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.document import Block, Paragraph, Row
from hanoi_ct.report.sections.claims_table import table, verdict_words
from hanoi_ct.statements.figure import Figure
from hanoi_ct.statements.reading import read_text
from hanoi_ct.statements.statement import Statement
from hanoi_ct.text import Text

# Words of a subject, and the keys of the figures that are about it; the first that fits counts.
_SUBJECTS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("nhập khẩu", "import"), ("standard.imports.",)),
    (("xuất khẩu", "export"), ("exports.value", "exports.growth", "standard.exports.")),
    (("bán lẻ", "retail"), ("standard.retail.",)),
    (("giá tiêu dùng", "consumer price"), ("standard.cpi.",)),
    (("dự án chậm", "chậm triển khai", "late projects", "delayed"), ("late_projects.",)),
    (("doanh thu", "revenue"), ("zones.revenue",)),
    (
        ("sản xuất công nghiệp", "industrial production", "iip"),
        ("production.total", "production.month", "standard.iip.TOTAL"),
    ),
)
# The power of ten of each unit of the figures, against that which a text prints.
_POWERS = {"million_usd": 6, "billion_usd": 9, "billion_vnd": 9}
_CURRENCIES = {"million_usd": "USD", "billion_usd": "USD", "billion_vnd": "VND"}


def register(book: FigureBook, document: str) -> tuple[Block, ...]:
    """Every number of the document that was read, with a verdict and the figure beside it."""
    reading = read_text(document)
    rows = [_row(statement, book) for statement in reading.statements]
    lead = Text(
        f"Văn bản có {len(reading.statements)} con số đọc được và {len(reading.unread)} chỗ có số "
        "chưa hiểu. Mỗi con số được đối chiếu với số liệu của báo cáo về cùng chỉ tiêu và cùng kỳ; "
        "khác nhau thì nêu ra, không sửa.",
        f"The document has {len(reading.statements)} numbers that were read and "
        f"{len(reading.unread)} that were not understood. Each is set beside the report's figure "
        "about the same subject and period; where they differ it is said, and nothing is changed.",
    )
    found: tuple[Block, ...] = (Paragraph(lead),)
    return (*found, table(rows)) if rows else found


def _row(statement: Statement, book: FigureBook) -> Row:
    words = verdict_words()
    quoted = _plain(f"{statement.subject or '?'}: “{statement.text}”")
    candidates = [figure for figure in book.figures.values() if _about(statement, figure)]
    if not candidates:
        missing = Text(
            "Bộ số liệu không có con số nào về cùng chỉ tiêu và cùng kỳ.",
            "The data hold no figure about the same subject and period.",
        )
        return Row((Text(quoted, quoted), words["none"], missing))
    equal = [figure for figure in candidates if _agree(statement, figure)]
    chosen = (equal or candidates)[0]
    shown = Text(f"Số liệu: {{{chosen.key}}}.", f"Figure: {{{chosen.key}}}.")
    return Row((Text(quoted, quoted), words["equal" if equal else "other"], shown))


def _plain(text: str) -> str:
    """Words of a document: no brace of theirs may name a figure."""
    return text.replace("{", "(").replace("}", ")")


def _about(statement: Statement, figure: Figure) -> bool:
    """Whether a figure speaks of the same subject, period and kind of number as a statement."""
    subject, quantity = (statement.subject or "").lower(), figure.quantity
    prefixes = next((keys for said, keys in _SUBJECTS if any(w in subject for w in said)), ())
    if not any(figure.key == key or figure.key.startswith(key) for key in prefixes):
        return False
    if quantity.value is None or quantity.kind != "published" or statement.period is None:
        return False
    if (statement.period.start, statement.period.end) != (
        quantity.period_start,
        quantity.period_end,
    ):
        return False
    if statement.type == "level":
        return _CURRENCIES.get(quantity.unit) == statement.unit
    if statement.type == "growth":
        month = statement.comparison == "previous_month"
        return quantity.unit == "percent" and figure.key.endswith("mom") == month
    return statement.type == "count" and quantity.unit not in (*_POWERS, "percent")


def _agree(statement: Statement, figure: Figure) -> bool:
    """Whether the printed number lies within what the figure stands for, or the reverse."""
    quantity = figure.quantity
    stated = Decimal(statement.value).scaleb(Decimal(statement.scale).adjusted())
    power = _POWERS.get(quantity.unit, 0)
    assert quantity.value is not None
    low, high = (
        Decimal(repr(end if end is not None else quantity.value)).scaleb(power)
        for end in (quantity.low, quantity.high)
    )
    return low <= stated <= high
