"""Score the reader of statements against a folder of labelled texts.

usage: python benchmarks/score_statements.py FOLDER [--wrong] [--dated]

The folder holds ``index.csv``, the texts ``NNN.txt``, ``labels.jsonl`` and ``relations.jsonl`` in
the labels' scheme. A statement counts as found where its span meets that of a label and holds the
same printed number. A subject is right where it shares the telling words of the label's (see
``same_subject``); a period where its months are the label's, and its year too where the text or
(with ``--dated``) the date of publication tells one. ``--wrong`` lists what was missed.
"""

from __future__ import annotations

import argparse
import csv
import json
from decimal import Decimal
from pathlib import Path

from hanoi_ct.statements._letters import word_key
from hanoi_ct.statements.reading import read_text
from hanoi_ct.statements.statement import Statement

# Words of a subject that tell nothing about which series is meant.
_EMPTY = frozenset(
    word_key(word)
    for word in [
        "của",
        "và",
        "các",
        "ngành",
        "nhóm",
        "lĩnh",
        "vực",
        "khu",
        "vực",
        "kinh",
        "tế",
        "công",
        "nghiệp",
        "doanh",
        "nghiệp",
        "hàng",
        "hóa",
        "kim",
        "ngạch",
        "giá",
        "trị",
        "tổng",
        "toàn",
        "tỉnh",
        "thành",
        "phố",
        "cả",
        "nước",
        "chỉ",
        "số",
        "tiêu",
        "dùng",
        "số",
        "mức",
        "có",
        "khối",
        "trị",
        "trên",
        "địa",
        "bàn",
        "sang",
        "vào",
        "từ",
        "được",
        "ước",
        "đạt",
        "loại",
        "năm",
        "với",
        "tỷ",
        "trọng",
        "tại",
        "cho",
        "về",
        "là",
        "the",
        "of",
        "and",
        "in",
        "to",
        "from",
        "for",
        "a",
        "an",
        "total",
        "sector",
        "goods",
        "city",
        "country",
        "value",
    ]
)
# Words that stand for one another.
_SAME = {
    "fdi": "vốn đầu tư nước ngoài",
    "iip": "sản xuất",
    "turnover": "exports",
    "lodging": "accommodation",
    "revenue": "sales",
    "trade": "sales",
    "retail sale": "retail sales",
    "hai chiều": "xuất nhập khẩu",
    "phát triển": "sản xuất",
    "sinh sản": "sản xuất",
    "trực tiếp": "",
    "xuất được": "xuất khẩu",
    "us": "united states",
    "consumer": "",
    "services": "service",
}


def telling_words(subject: str) -> set[str]:
    """The words of a subject that say which series it is."""
    text = f" {' '.join(''.join(c if c.isalnum() else ' ' for c in subject).casefold().split())} "
    for word, other in _SAME.items():
        text = text.replace(f" {word} ", f" {other} ")
    keys = {word_key(word) for word in text.split()}
    return (keys - _EMPTY) or keys


def same_subject(mine: str | None, label: str | None, place: str = "") -> bool:
    """Whether two subjects name the same series: most telling words of either are the other's.

    The place that the whole text is about may be said or not.
    """
    if not mine or not label:
        return not mine and not label
    ours, theirs = telling_words(mine), telling_words(label)
    said = {word_key(word) for word in place.replace(".", " ").split()}
    ours, theirs = (ours - said) or ours, (theirs - said) or theirs
    common = len(ours & theirs)
    return common >= 0.6 * min(len(ours), len(theirs)) and common >= 0.4 * max(
        len(ours), len(theirs)
    )


def same_period(mine: Statement, label: dict) -> bool:
    """Whether the months are the same, and the year where both tell one."""
    period = label.get("period")
    if mine.period is None or period is None:
        return (mine.period is None) == (period is None)
    if "X" in mine.period.start:
        return (mine.period.start[-2:], mine.period.end[-2:]) == (
            period["start"][-2:],
            period["end"][-2:],
        )
    return (mine.period.start, mine.period.end) == (period["start"], period["end"])


def found_for(label: dict, statements: list[Statement]) -> Statement | None:
    """The statement that was read where a label stands."""
    overlapping = [
        s for s in statements if s.start < label["article_end"] and s.end > label["article_start"]
    ]
    for s in overlapping:
        if s.printed == label.get("printed") or abs(Decimal(s.value)) == abs(
            Decimal(label["value"])
        ):
            return s
    return overlapping[0] if overlapping else None


def exact(mine: Statement, label: dict) -> bool:
    """Right value, scale, unit and sign."""
    right = Decimal(mine.value) * Decimal(mine.scale) == Decimal(label["value"]) * Decimal(
        label["scale"]
    )
    return right and mine.unit == label["unit"]


def score(folder: Path, dated: bool, wrong: bool) -> dict[str, tuple[int, int]]:
    """Counts of right ones and of all, by figure."""
    dates, places = {}, {}
    with (folder / "index.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            dates[row["id"]] = row["date"][:7]
            places[row["id"]] = row["place"]
    counts: dict[str, list[int]] = {}

    def add(name: str, right: bool) -> None:
        pair = counts.setdefault(name, [0, 0])
        pair[0] += right
        pair[1] += 1

    readings = {}
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        passage = json.loads(line)
        article = passage["article"]
        if article not in readings:
            text = (folder / f"{article}.txt").read_text(encoding="utf-8")
            readings[article] = read_text(text, date=dates.get(article) if dated else None)
        inside = [
            s
            for s in readings[article].statements
            if s.start >= passage["start"] and s.end <= passage["end"]
        ]
        taken = set()
        for label in passage["statements"]:
            mine = found_for(label, [s for s in inside if s.id not in taken])
            if mine is not None:
                taken.add(mine.id)
            wanted = label["type"] in ("growth", "level")
            checks = {
                "value, scale, unit, sign": mine is not None and exact(mine, label),
                "type": mine is not None and mine.type == label["type"],
                "comparison": mine is not None and mine.comparison == label["comparison"],
                "period": mine is not None and same_period(mine, label),
                "subject": mine is not None
                and same_subject(mine.subject, label["subject"], places.get(article, "")),
                "hedge": mine is not None and mine.hedge == label["hedge"],
            }
            checks["comparison and period"] = checks["comparison"] and checks["period"]
            for name, right in checks.items():
                add(f"all: {name}", right)
                if wanted:
                    add(f"growth and levels: {name}", right)
            failed = [name for name, right in checks.items() if not right and name != "hedge"]
            if wrong and failed:
                print(f"{label['id']} «{label['text']}» {', '.join(failed)}")
                print(f"    label: {_line(label)}")
                print(f"    read:  {_line(mine.to_record()) if mine else None}")
        for s in inside:
            add("invented", s.id not in taken)
            if wrong and s.id not in taken:
                print(f"{passage['passage']} INVENTED «{s.text}» {_line(s.to_record())}")
    return {name: (pair[0], pair[1]) for name, pair in counts.items()}


def _line(record: dict) -> str:
    keys = ("value", "scale", "unit", "type", "subject", "comparison")
    period = record["period"] or {}
    return f"{[record[k] for k in keys]} {period.get('start')}..{period.get('end')}"


def main() -> None:
    """Print the figures of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--wrong", action="store_true", help="list what was missed or invented")
    parser.add_argument("--dated", action="store_true", help="give the reader the date of the text")
    options = parser.parse_args()
    counts = score(options.folder, options.dated, options.wrong)
    for name, (right, of) in sorted(counts.items()):
        print(f"{name:45} {right:5d} of {of:5d}  {100 * right / of:6.1f} %")


if __name__ == "__main__":
    main()
