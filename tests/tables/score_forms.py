"""Score the reader over a folder of sheets with ``FILE.expected.json``: found, wrong, missed.

Run: python tests/tables/score_forms.py FOLDER [--list]
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from hanoi_ct.tables.forms import read_form

COMPARED = (
    "value",
    "measure",
    "comparison",
    "period_start",
    "period_end",
    "unit",
    "scale",
    "status",
    "missing",
)


@dataclass
class Score:
    file: str
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)  # wrong, without a doubt or fault on the cell
    missed: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    faults_found: list[str] = field(default_factory=list)
    faults_missed: list[str] = field(default_factory=list)
    faults_invented: list[str] = field(default_factory=list)
    codes_wrong: list[str] = field(default_factory=list)
    heads_wrong: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        whole = self.right + len(self.wrong) + len(self.missed)
        return self.right / whole if whole else 1.0

    def line(self) -> str:
        parts = [
            f"right {self.right}, wrong {len(self.wrong)} ({len(self.silent)} silent)",
            f"missed {len(self.missed)}, invented {len(self.invented)}, {100 * self.share:.1f} %",
            f"faults found {len(self.faults_found)}, missed {len(self.faults_missed)}",
            f"invented {len(self.faults_invented)}, codes wrong {len(self.codes_wrong)}",
            *self.heads_wrong,
        ]
        return f"{self.file}: " + ", ".join(parts)


def same(key: str, expected: object, got: object) -> bool:
    if key in ("value", "scale") and expected is not None and got is not None:
        return Decimal(str(expected)) == Decimal(str(got))
    return expected == got


def score(path: Path, expected: dict) -> Score:
    reading = read_form(path).as_dict()
    result = Score(path.name)
    got = {(fact["sheet"], fact["cell"]): fact for fact in reading["facts"]}
    flagged = {(fault["sheet"], fault["cell"]) for fault in reading["faults"]}
    flagged |= {(doubt["sheet"], cell) for doubt in reading["doubts"] for cell in doubt["cells"]}
    for fact in expected["facts"]:
        place = fact["sheet"], fact["cell"]
        read = got.pop(place, None)
        if read is None:
            result.missed.append(f"{place}: {fact['label']} {fact['printed']!r}")
            continue
        off = [key for key in COMPARED if not same(key, fact[key], read[key])]
        if off:
            told = ", ".join(f"{key} {fact[key]!r} not {read[key]!r}" for key in off)
            result.wrong.append(f"{place} {fact['label']}: {told}")
            if place not in flagged:
                result.silent.append(result.wrong[-1])
        else:
            result.right += 1
        if fact["code"] != read["code"]:
            result.codes_wrong.append(f"{place} {fact['label']}: {fact['code']} not {read['code']}")
    result.invented = [
        f"{place}: {fact['label']} {fact['printed']!r}" for place, fact in got.items()
    ]
    found = {(fault["kind"], fault["sheet"], fault["cell"]) for fault in reading["faults"]}
    wanted = {(fault["kind"], fault["sheet"], fault["cell"]) for fault in expected["faults"]}
    result.faults_found = sorted(map(str, found & wanted))
    result.faults_missed = sorted(map(str, wanted - found))
    result.faults_invented = sorted(map(str, found - wanted))
    for key in ("format", "province", "report_month", "encoding", "delimiter"):
        if expected[key] != reading[key]:
            result.heads_wrong.append(f"{key} {expected[key]!r} not {reading[key]!r}")
    return result


def score_folder(folder: Path) -> list[Score]:
    scores = []
    for path in sorted(folder.glob("*.expected.json")):
        sheet = path.with_name(path.name.removesuffix(".expected.json"))
        scores.append(score(sheet, json.loads(path.read_text(encoding="utf-8"))))
    return scores


if __name__ == "__main__":
    for one in score_folder(Path(sys.argv[1])):
        print(one.line())
        if "--list" in sys.argv:
            for name in (
                "wrong",
                "missed",
                "invented",
                "faults_missed",
                "faults_invented",
                "codes_wrong",
            ):
                for text in getattr(one, name)[:12]:
                    print(f"    {name}: {text}")
