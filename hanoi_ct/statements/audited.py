"""A claim of a text with what its check found, and both as plain types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hanoi_ct.quantities.comparing import Comparison
from hanoi_ct.quantities.interval import Interval, plain
from hanoi_ct.quantities.verdict import Finding
from hanoi_ct.statements.audit_words import arithmetic, remark, suggestion
from hanoi_ct.statements.statement import Claim, Statement
from hanoi_ct.text import Language


@dataclass(frozen=True, slots=True)
class Relation:
    """A claim of the text with what its check found."""

    id: str
    claim: Claim
    finding: Finding

    @property
    def verdict(self) -> str:
        """consistent, impossible or undecidable."""
        return self.finding.verdict

    def to_record(self, statements: Mapping[str, Statement], language: Language) -> dict[str, Any]:
        """The relation as plain types, in the keys of the labels' scheme."""
        return {
            "id": self.id,
            "kind": self.claim.kind,
            "statements": {role: list(ids) for role, ids in self.claim.statements.items()},
            "tight": _record(self.finding.tight),
            "loose": _record(self.finding.loose),
            "verdict": self.finding.verdict,
            "arithmetic": arithmetic(self.finding, statements, language),
            "remark": remark(self.finding, statements, language),
            "repair": list(suggestion(self.finding, statements, language)),
        }


def _record(comparison: Comparison) -> dict[str, Any]:
    return {
        "left": _ends(comparison.left),
        "right": _ends(comparison.right),
        "must": comparison.must,
        "holds": comparison.holds,
    }


def _ends(span: Interval) -> list[str]:
    return [plain(span.low, down=True), plain(span.high, down=False)]
