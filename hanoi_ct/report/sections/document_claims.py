"""The register of a document's claims: its audit, with the report's own figures beside it."""

from __future__ import annotations

from dataclasses import replace

from hanoi_ct import datasets
from hanoi_ct.quantities.wording import canonical
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.document import Block, Bullets, Paragraph, Row
from hanoi_ct.report.sections.claims_table import table
from hanoi_ct.report.sections.verdicts import verdict_word
from hanoi_ct.statements import Audit
from hanoi_ct.statements._audit import audit_claims
from hanoi_ct.statements._linking.claims import find_claims
from hanoi_ct.statements.against import Published, published_claims
from hanoi_ct.statements.audited import Relation
from hanoi_ct.statements.figure import Figure
from hanoi_ct.statements.reading import read_text
from hanoi_ct.statements.statement import Claim, Statement
from hanoi_ct.text import Text

# Words of a subject, and the keys of the figures that are about it; the first that fits counts.
_SUBJECTS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("nhập khẩu", "import"), ("standard.imports.", "imports.value")),
    (("xuất khẩu", "export"), ("exports.value", "exports.growth", "standard.exports.")),
    (("bán lẻ", "retail"), ("standard.retail.",)),
    (("giá tiêu dùng", "consumer price"), ("standard.cpi.",)),
    (("dự án mới", "new projects"), ("zones.new",)),
    (("dự án tăng vốn", "enlarged projects"), ("zones.enlarged",)),
    (("dự án chậm", "chậm triển khai", "late projects", "delayed"), ("late_projects.",)),
    (("doanh thu các khu", "zone revenue", "revenue of"), ("zones.revenue",)),
    (("điện thương phẩm", "electricity sold"), ("energy.", "standard.electricity.")),
    (
        ("sản xuất công nghiệp", "industrial production", "iip"),
        ("production.total", "production.month", "standard.iip.TOTAL"),
    ),
)
_CURRENCIES = {"million_usd": "USD", "billion_usd": "USD", "billion_vnd": "VND"}
# Groups that a text names for the whole of its own province, or that the subjects above mean.
_AT_HOME = (
    "thành phố", "của thành phố", "toàn thành phố", "tỉnh", "của tỉnh", "toàn tỉnh",
    "khu công nghiệp", "các khu công nghiệp",
)  # fmt: skip
# More relations than these are a second report: the worst come first, the rest is counted.
MOST_ROWS = 120


def register(
    book: FigureBook, document: str, period: str, collection: datasets.Collection
) -> tuple[Block, ...]:
    """Every relation of the document with its verdict, and what could not be checked.

    Parameters
    ----------
    book : FigureBook
        The report's figures, beside which the document's are set.
    document : str
        Its text.
    period : str
        The month of the report, which tells the year where the text does not.
    collection : Collection
        The tables that know last year's levels.
    """
    audited = _audited(book, document, period, collection)
    shown = audited.relations[:MOST_ROWS]
    blocks: list[Block] = [Paragraph(_lead(audited))]
    if shown:
        blocks.append(table([_row(relation, audited) for relation in shown]))
    if len(shown) < len(audited.relations):
        more = Text(
            f"Bảng nêu {len(shown)} quan hệ trong {len(audited.relations)}, từ nặng nhất.",
            f"The table shows {len(shown)} of {len(audited.relations)} relations, worst first.",
        )
        blocks.append(Paragraph(more))
    return (*blocks, *_unchecked(audited))


def _audited(
    book: FigureBook, document: str, period: str, collection: datasets.Collection
) -> Audit:
    reading = read_text(document, None, period)
    more, published = published_claims(reading, collection)
    claims = [*find_claims(reading), *more]
    beside = {i for claim in more if claim.kind == "same" for i in claim.statements["pair"]}
    for statement in reading.statements:
        figure = None if statement.id in beside else _figure_of(statement, book, collection)
        if figure is not None:
            name = f"figure:{figure.key}"
            quantity = replace(canonical(figure.quantity), type=statement.type, name=name)
            published[name] = Published(name, quantity)
            claims.append(Claim("same", {"pair": (statement.id, name)}))
    return audit_claims(reading, claims, published=published)


def _lead(audited: Audit) -> Text:
    impossible = len(audited.contradictions)
    summary = Text(_plain(audited.summary("vi")), _plain(audited.summary("en")))
    words = Text(
        f"Văn bản kèm theo: {summary.vi} Số của văn bản được đối chiếu với nhau và với số liệu của "
        "báo cáo về cùng chỉ tiêu, cùng kỳ; mâu thuẫn được nêu ra, không sửa.",
        f"The document: {summary.en} Its numbers are held against each other and against the "
        "report's figures on the same subject and period; contradictions are told, not mended.",
    )
    if not impossible:
        return words
    found = Text(
        f" Có {impossible} mâu thuẫn, nêu đầu bảng.",
        f" There are {impossible} contradictions, at the head of the table.",
    )
    return Text(words.vi + found.vi, words.en + found.en)


def _row(relation: Relation, audited: Audit) -> Row:
    """A relation: the words of the document, the verdict, the arithmetic and the repair."""
    vi, en = (relation.to_record(audited.statements, lang) for lang in ("vi", "en"))
    said = [
        audited.reading[i]
        for ids in relation.claim.statements.values()
        for i in ids
        if i in audited.statements
    ]
    subject = next((one.subject for one in said if one.subject), "")
    quoted = "; ".join(dict.fromkeys(f"“{' '.join(one.text.split())}”" for one in said))
    claim = _plain(f"{subject}: {quoted}" if subject else quoted)
    evidence = Text(*(_plain(_evidence(record)) for record in (vi, en)))
    impossible = relation.verdict == "impossible"
    return Row((Text(claim, claim), verdict_word([relation.finding]), evidence), impossible)


def _evidence(record: dict[str, object]) -> str:
    repair = record["repair"]
    repairs = repair if isinstance(repair, list) else []
    parts = [str(record["arithmetic"]), str(record["remark"] or ""), *map(str, repairs)]
    return "".join(f"{part.rstrip('.')}. " for part in parts if part).rstrip()


def _unchecked(audited: Audit) -> list[Block]:
    """The numbers that nothing could be held against, and those that were not understood."""
    linked = {i for r in audited.relations for ids in r.claim.statements.values() for i in ids}
    alone = [s for s in audited.reading.statements if s.id not in linked]
    blocks: list[Block] = []
    for head, items in (
        (
            Text("Chưa có số nào để đối chiếu:", "Nothing to hold these against:"),
            [f"{one.subject or '?'}: “{' '.join(one.text.split())}”" for one in alone],
        ),
        (
            Text("Chỗ có số chưa hiểu:", "Numbers that were not understood:"),
            [f"“{' '.join(one.text.split())}”" for one in audited.reading.unread],
        ),
    ):
        if items:
            shown = [_plain(item) for item in dict.fromkeys(items)][:MOST_ROWS]
            listed = Bullets(tuple(Text(item, item) for item in shown))
            blocks.extend((Paragraph(head), listed))
    return blocks


def _plain(text: str) -> str:
    """Words of a document: no brace of theirs may name a figure."""
    return text.replace("{", "(").replace("}", ")")


def _figure_of(
    statement: Statement, book: FigureBook, collection: datasets.Collection
) -> Figure | None:
    """The report's figure on the same subject, place, period and kind of number."""
    place = collection.province.lower()
    if statement.group.lower() not in ("", place, f"của {place}", *_AT_HOME):
        return None
    if statement.basis or statement.status == "target":
        return None
    return next((f for f in book.figures.values() if _about(statement, f)), None)


def _about(statement: Statement, figure: Figure) -> bool:
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
    return statement.type == "count" and quantity.unit not in (*_CURRENCIES, "percent")
