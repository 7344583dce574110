"""Score the reader of statements against a folder of labelled texts.

usage: python benchmarks/score_statements.py FOLDER [--wrong] [--dated]

FOLDER may also be one file in the short form of tests/statements/corpus: sentences with labels, or
texts with the verdict of a careful reader on each relation (``relations*.txt``).

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
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from hanoi_ct.statements import Audit, audit
from hanoi_ct.statements._reading.letters import word_key
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


@dataclass
class Article:
    """A text with its labelled passages."""

    text: str
    date: str
    place: str
    passages: list[dict]


def read_folder(folder: Path) -> list[Article]:
    """The texts of a folder in the labels' scheme."""
    passages: dict[str, list[dict]] = {}
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        passage = json.loads(line)
        passages.setdefault(passage["article"], []).append(passage)
    with (folder / "index.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return [
        Article(
            (folder / f"{row['id']}.txt").read_text(encoding="utf-8"),
            row["date"][:7],
            row["place"],
            passages[row["id"]],
        )
        for row in rows
        if row["id"] in passages
    ]


_SCALES = {"": "1", "n": "1e3", "tr": "1e6", "ty": "1e9", "nty": "1e12", "q": "1e15"}
_UNITS = {"%": "percent", "pp": "percentage_points", "x": "times", "n": "count"}
_COMPARISONS = {
    "pm": "previous_month",
    "sm": "same_month_last_year",
    "sp": "same_period_last_year",
    "py": "previous_year",
    "pl": "plan",
    "tot": "total",
    "oth": "other",
    "-": None,
}


def read_short(path: Path) -> list[Article]:
    """Texts with their labels in the short form of tests/statements/corpus."""
    articles = []
    for block in path.read_text(encoding="utf-8").split("== ")[1:]:
        head, *lines = block.rstrip("\n").split("\n")
        date, rest = head.split(" ", 1)
        body = "\n".join(line for line in lines if not line.startswith(">"))
        labels: list[dict] = []
        place = 0
        for number, line in enumerate(line for line in lines if line.startswith(">")):
            before = labels[-1] if labels else None
            label = _short_label(line[1:], before)
            place = body.index(label["text"], place)
            label |= {"id": f"{date} {rest}:{number + 1}", "article_start": place}
            place += len(label["text"])
            labels.append(label | {"article_end": place})
        passage = {"passage": head, "start": 0, "end": len(body), "statements": labels}
        articles.append(Article(body, date, rest.rsplit(" ", 1)[0], [passage]))
    return articles


def _short_label(line: str, before: dict | None) -> dict:
    text, value, scale, unit, kind, comparison, period, subject, *hedge = (
        field.strip() for field in line.split("|")
    )
    if period == "^":
        months = before["period"] if before else None
    elif period == "-":
        months = None
    else:
        start, _, end = period.partition("..")
        months = {"start": start, "end": end or start}
    return {
        "text": text,
        "value": value,
        "scale": _SCALES[scale],
        "unit": _UNITS.get(unit, unit),
        "type": kind,
        "comparison": _COMPARISONS[comparison],
        "period": months,
        "subject": before["subject"] if subject == "^" and before else subject,
        "hedge": hedge[0] if hedge else None,
    }


def score(path: Path, dated: bool, wrong: bool) -> dict[str, tuple[int, int]]:
    """Counts of right ones and of all, by figure."""
    counts: dict[str, list[int]] = {}

    def add(name: str, right: bool) -> None:
        pair = counts.setdefault(name, [0, 0])
        pair[0] += right
        pair[1] += 1

    for article in read_folder(path) if path.is_dir() else read_short(path):
        reading = read_text(article.text, date=article.date if dated else None)
        for passage in article.passages:
            inside = [
                s
                for s in reading.statements
                if s.start >= passage["start"] and s.end <= passage["end"]
            ]
            taken = set()
            for label in passage["statements"]:
                mine = found_for(label, [s for s in inside if s.id not in taken])
                if mine is not None:
                    taken.add(mine.id)
                checks = _checks(mine, label, article.place)
                for name, right in checks.items():
                    add(f"all: {name}", right)
                    if label["type"] in ("growth", "level"):
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


def _checks(mine: Statement | None, label: dict, place: str) -> dict[str, bool]:
    """What of a label was read right."""
    if mine is None:
        names = ("value, scale, unit, sign", "type", "comparison", "period", "subject", "hedge")
        return dict.fromkeys((*names, "comparison and period"), False)
    checks = {
        "value, scale, unit, sign": exact(mine, label),
        "type": mine.type == label["type"],
        "comparison": mine.comparison == label["comparison"],
        "period": same_period(mine, label),
        "subject": same_subject(mine.subject, label["subject"], place),
        "hedge": mine.hedge == label["hedge"],
    }
    checks["comparison and period"] = checks["comparison"] and checks["period"]
    return checks


def score_relations(folder: Path, wrong: bool) -> dict[str, tuple[int, int]]:
    """Verdicts right among the labelled relations, and relations called impossible that are not."""
    lines = (folder / "relations.jsonl").read_text(encoding="utf-8").splitlines()
    labelled: dict[str, list[dict]] = {}
    for line in lines:
        relation = json.loads(line)
        labelled.setdefault(relation["article"], []).append(relation)
    found = right = false_alarms = judged = 0
    for article in read_folder(folder):
        name = article.passages[0]["article"]
        done = audit(article.text)
        place = {}
        for passage in article.passages:
            for label in passage["statements"]:
                mine = found_for(label, list(done.reading.statements))
                if mine is not None:
                    place[mine.id] = label["id"]
        verdicts = {}
        for relation in done.relations:
            key = _relation_key(relation.claim.kind, relation.claim.statements, place)
            verdicts[key] = relation.verdict
        labels = {
            _relation_key(r["kind"], r["statements"], None): r for r in labelled.get(name, [])
        }
        for key, label in labels.items():
            found += key in verdicts
            right += verdicts.get(key) == label["verdict"]
            if wrong and verdicts.get(key) != label["verdict"]:
                print(f"{label['id']} {key[0]} {label['verdict']}: read {verdicts.get(key)}")
        for key, verdict in verdicts.items():
            judged += 1
            alarm = verdict == "impossible" and (
                key not in labels or labels[key]["verdict"] != "impossible"
            )
            false_alarms += alarm
            if wrong and alarm:
                print(f"{name} FALSE ALARM {key}")
    return {
        "relations: found": (found, len(lines)),
        "relations: verdict right": (right, len(lines)),
        "relations: called impossible, not so labelled": (false_alarms, judged),
    }


@dataclass
class RelationText:
    """A text and the relations a careful reader finds in it: kind, roles as printed, verdict."""

    name: str
    text: str
    relations: list[tuple[str, dict[str, list[str]], str]]


def read_relations(path: Path) -> list[RelationText]:
    """Texts with verdicts in the short form of tests/statements/corpus/relations.txt."""
    found = []
    for block in path.read_text(encoding="utf-8").split("== ")[1:]:
        name, *lines = block.rstrip("\n").split("\n")
        relations = []
        for line in (line[1:] for line in lines if line.startswith(">")):
            kind, verdict, *roles = (field.strip() for field in line.split("|"))
            named = {}
            for role in roles:
                key, _, words = role.partition(":")
                named[key] = [word.strip() for word in words.split(";")]
            relations.append((kind, named, verdict))
        body = "\n".join(line for line in lines if not line.startswith(">"))
        found.append(RelationText(name, body, relations))
    return found


def score_short_relations(path: Path, wrong: bool) -> dict[str, tuple[int, int]]:
    """Verdicts right, and relations called impossible that a careful reader does not."""
    found = right = of = alarms = judged = 0
    for each in read_relations(path):
        done = audit(each.text)
        verdicts = {
            _relation_key(r.claim.kind, r.claim.statements, None): r.verdict for r in done.relations
        }
        labels = {}
        for kind, roles, verdict in each.relations:
            ids = {role: _ids_of(words, each.text, done) for role, words in roles.items()}
            labels[_relation_key(kind, ids, None)] = verdict
        for key, verdict in labels.items():
            of += 1
            found += key in verdicts
            right += verdicts.get(key) == verdict
            if wrong and verdicts.get(key) != verdict:
                print(f"{each.name}: {key} {verdict}: read {verdicts.get(key)}")
        for key, verdict in verdicts.items():
            judged += 1
            alarm = verdict == "impossible" and labels.get(key) != "impossible"
            alarms += alarm
            if wrong and alarm:
                print(f"{each.name}: FALSE ALARM {key}")
    return {
        "relations: found": (found, of),
        "relations: verdict right": (right, of),
        "relations: called impossible, not so labelled": (alarms, judged),
    }


def _ids_of(words: list[str], text: str, done: Audit) -> list[str]:
    """The statements that stand where numbers are printed, in the order of the text."""
    ids = []
    for word in words:
        at = text.index(word)
        while at and text[at - 1].isdigit() | (text[at - 1] in ",."):
            at = text.index(word, at + 1)
        ids.append(next((s.id for s in done.reading.statements if s.start <= at < s.end), word))
    return ids


def _relation_key(kind: str, roles: Mapping, place: dict[str, str] | None) -> tuple:
    named = tuple(
        sorted(
            (role, tuple(sorted(i if place is None else place.get(i, f"?{i}") for i in ids)))
            for role, ids in roles.items()
        )
    )
    return kind, named


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
    if options.folder.name.startswith("relations"):
        counts = score_short_relations(options.folder, options.wrong)
    else:
        counts = score(options.folder, options.dated, options.wrong)
    if (options.folder / "relations.jsonl").is_file():
        counts |= score_relations(options.folder, options.wrong)
    for name, (right, of) in sorted(counts.items()):
        print(f"{name:45} {right:5d} of {of:5d}  {100 * right / of:6.1f} %")


if __name__ == "__main__":
    main()
