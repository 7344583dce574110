"""The form of a register of claims."""

from __future__ import annotations

from hanoi_ct.report.document import Column, Row, Table
from hanoi_ct.text import Text


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
