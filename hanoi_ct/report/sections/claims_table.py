"""The form of a register of claims: the table and the words of its verdicts."""

from __future__ import annotations

from collections.abc import Mapping

from hanoi_ct.report.document import Column, Row, Table
from hanoi_ct.text import Text

RIGHT = Text("đúng", "right")
UNDECIDED = Text("chưa đủ căn cứ", "undecided")


def table(rows: list[Row]) -> Table:
    """The register as a table."""
    return Table(
        "claims",
        Text("Nhận định, kết luận và căn cứ", "Claims, verdicts and evidence"),
        (
            Column(Text("Nhận định", "Claim"), numeric=False),
            Column(Text("Kết luận", "Verdict"), numeric=False),
            Column(Text("Căn cứ", "Evidence"), numeric=False),
        ),
        tuple(rows),
    )


def verdict_words() -> Mapping[str, Text]:
    """The words of verdicts on what a document prints."""
    return {"equal": RIGHT, "other": Text("khác số liệu", "differs"), "none": UNDECIDED}
