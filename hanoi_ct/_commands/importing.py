"""``hanoi-ct import``: what sheets say, shown as a table or as JSON, and kept in a folder."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hanoi_ct._commands.shown import plain
from hanoi_ct.text import Language, Text

if TYPE_CHECKING:
    from hanoi_ct.tables.forms import FormReading

_MEASURES = {
    "index": "chỉ số",
    "growth": "tốc độ tăng",
    "level": "mức",
    "plan": "kế hoạch",
    "attainment": "so kế hoạch",
    "share": "cơ cấu",
    "count": "số lượng",
}
_COMPARISONS = {
    "previous_month": "so tháng trước",
    "same_month_last_year": "so cùng kỳ",
    "same_period_last_year": "cộng dồn so cùng kỳ",
    "same_quarter_last_year": "quý so cùng kỳ",
    "previous_quarter": "so quý trước",
    "same_point_last_month": "so cùng thời điểm tháng trước",
    "same_point_last_year": "so cùng thời điểm năm trước",
    "plan_year": "",
    "total": "",
    "production": "",
}
_STATUSES = {
    "estimate": "ước",
    "preliminary": "sơ bộ",
    "official": "chính thức",
    "plan": "kế hoạch",
    "unstated": "",
}


def add(commands: Any, language: Language) -> None:
    """Tell the parser about the command."""

    def say(vi: str, en: str) -> str:
        return Text(vi, en).get(language)

    parser: argparse.ArgumentParser = commands.add_parser(
        "import",
        help=say(
            "đọc biểu của đơn vị: .xlsx, .xls, .ods, .csv, .docx",
            "read an office's own sheets: .xlsx, .xls, .ods, .csv, .docx",
        ),
    )
    parser.add_argument("files", nargs="+", type=Path, metavar=say("TỆP", "FILE"))
    parser.add_argument(
        "--into",
        type=Path,
        metavar=say("THƯ_MỤC", "FOLDER"),
        help=say(
            "giữ những gì đã đọc trong thư mục này; không có thì không ghi gì",
            "keep what was read in this folder; without it nothing is written",
        ),
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help=say("dạng hiển thị", "form of what is shown"),
    )
    parser.add_argument(
        "--names",
        type=Path,
        metavar=say("TỆP", "FILE"),
        help=say(
            "danh mục tên của đơn vị: CSV gồm kind, code, name",
            "names of your own: a CSV of kind, code, name",
        ),
    )
    parser.add_argument("--lang", choices=("vi", "en"), default="vi")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Read the files, show what they say, and keep it where a folder is given."""
    from hanoi_ct.tables.folder import NAMES, confirm, keep
    from hanoi_ct.tables.forms import read_form

    folder: Path | None = options.into
    names: Path | None = options.names
    if names is None and folder is not None and (folder / NAMES).is_file():
        names = folder / NAMES
    readings = [read_form(path, names=names) for path in options.files]
    said: list[str] = []
    if folder is not None:
        for reading in readings:
            confirm(folder, reading)
        said = keep(folder, readings)
    if options.format == "json":
        held = [reading.as_dict() for reading in readings]
        text = json.dumps(held[0] if len(held) == 1 else held, ensure_ascii=False, indent=1)
        sys.stdout.write(text + "\n")
        return
    for reading in readings:
        sys.stdout.writelines(line + "\n" for line in _lines(reading))
    for line in said:
        print(f"Thay đổi: {plain(line)}")
    if folder is not None:
        count = sum(len(reading.facts) for reading in readings)
        print(f"Đã giữ {count} số trong {folder}")


def _lines(reading: FormReading) -> Iterable[str]:
    """What was taken for what, and what was left."""
    known = [
        reading.format,
        reading.province or "chưa rõ tỉnh",
        reading.report_month or "chưa rõ tháng",
    ]
    yield f"{plain(reading.file)} ({', '.join(known)})"
    for table in reading.tables:
        facts = [fact for fact in reading.facts if fact["table"] == table["id"]]
        where = f"{plain(table['sheet'])} {table['cells']}"
        yield f"  {where}: {plain(table['title'])} [{table['kind']}], {len(facts)} số"
        for fact in facts:
            yield "    " + _fact_line(fact)
    if not reading.tables:
        yield "  Không tìm thấy bảng nào: bảng cần dòng tiêu đề và tên chỉ tiêu ở cột đầu"
    for doubt in reading.doubts:
        where = f"{plain(doubt['sheet'])} {_some(doubt['cells'])}"
        yield f"  Chưa rõ {where}: {_readings(doubt['readings'])}"
    for fault in reading.faults:
        word = "Lỗi" if fault["severity"] == "error" else "Cảnh báo"
        yield f"  {word} {plain(fault['sheet'])}!{fault['cell']}: {plain(fault['message_vi'])}"
        yield f"    Cách sửa: {plain(fault['mend_vi'])}"
    for left in reading.not_data:
        yield f"  Bỏ qua {plain(left['sheet'])} {left['cells']}: {left['why']}"


def _fact_line(fact: dict[str, Any]) -> str:
    start, end = fact["period_start"], fact["period_end"]
    period = (end if start == end else f"{start} – {end}") if end else "chưa rõ kỳ"
    meaning = [_MEASURES[fact["measure"]], _COMPARISONS.get(fact["comparison"] or "", ""), period]
    meaning.append(_STATUSES.get(fact["status"], fact["status"]))
    if fact["code"]:
        meaning.append(fact["code"])
    shown = plain(fact["printed"]) or "(trống)"
    unit = plain(fact.get("unit_raw") or "")
    words = ", ".join(word for word in meaning if word)
    return f"{fact['cell']}  {plain(fact['label'])}: {shown} {unit} [{words}]".replace("  [", " [")


def _readings(readings: Sequence[dict[str, Any]]) -> str:
    return " hoặc ".join(
        "(" + ", ".join(f"{key} {value}" for key, value in reading.items()) + ")"
        for reading in readings
    )


def _some(cells: Sequence[str]) -> str:
    return cells[0] if len(cells) == 1 else f"{cells[0]}–{cells[-1]}"
