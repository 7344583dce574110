"""Records that a table did not take, as the command shows and writes them."""

from __future__ import annotations

import csv
import io
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from hanoi_ct.text import Language, Text

if TYPE_CHECKING:
    from hanoi_ct.records import Tabulation

_MOST_SHOWN = 20
_FIRST_SIGNS = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = ("row", "column", "value", "reason")

# The reasons of `hanoi_ct.records`, and how Vietnamese says them.
_REASONS = {
    r"must not be blank": "không được để trống",
    r"must have at most (\d+) characters": r"chỉ được có tối đa \1 ký tự",
    r"must hold no control character": "không được có ký tự điều khiển",
    r"is not a code that is allowed": "không phải là mã được phép",
    r"must be text, a whole number or a date": "phải là chữ, số nguyên hoặc ngày",
    r"must be a number with the decimal sign ('.')": r"phải là số có dấu thập phân \1",
    r"must be a whole number with the decimal sign ('.')": "phải là số nguyên",
    r"must lie within 64 bits of its last decimal place": "vượt quá 64 bit tính đến chữ số cuối",
    r"must lie within 64 bits": "vượt quá 64 bit",
    r"lies beyond float64": "vượt quá phạm vi của float64",
    r"must be finite": "phải là số hữu hạn",
    r"must lie between (\S+) and (\S+)": r"phải nằm trong khoảng từ \1 đến \2",
    r"has another number of cells than the header": "có số ô khác với dòng tiêu đề",
}


def reason_in(reason: str, language: Language) -> str:
    """Why a record was set aside, in a language."""
    if language == "vi":
        for pattern, words in _REASONS.items():
            if found := re.fullmatch(pattern, reason):
                return found.expand(words)
    return reason


def tell(table: Tabulation, language: Language, quiet: bool, into: Path | None) -> None:
    """Say on standard error how many records were taken, and which were not and where they are."""
    if not table.rejected and quiet:
        return
    counts = Text(
        f"Đã nhận {_grouped(table.accepted)} bản ghi, để riêng {_grouped(table.rejected)}.",
        f"{table.accepted:,} records taken, {table.rejected:,} set aside.",
    )
    print(counts.get(language), file=sys.stderr)
    for one in table.rejects.to_pylist()[:_MOST_SHOWN]:
        where = Text("dòng", "row").get(language)
        column = f", {one['column']}" if one["column"] else ""
        shown = f"{where} {one['row']}{column}: {one['value']!r}"
        print(f"  {shown} {reason_in(one['reason'], language)}", file=sys.stderr)
    if table.rejected > _MOST_SHOWN:
        print(f"  ... {_rest(table).get(language)}", file=sys.stderr)
    if table.rejected and into is not None:
        listed = table.rejects.num_rows
        written = Text(
            f"Đã ghi {_grouped(listed)} bản ghi để riêng vào {into}.",
            f"{listed:,} records set aside are in {into}.",
        )
        print(written.get(language), file=sys.stderr)


def _rest(table: Tabulation) -> Text:
    more = table.rejected - _MOST_SHOWN
    return Text(
        f"và {_grouped(more)} bản ghi nữa; --rejects TỆP.csv ghi danh sách",
        f"and {more:,} more; --rejects FILE.csv writes them",
    )


def _grouped(count: int) -> str:
    """A count as Vietnamese groups it: 1.234.567."""
    return f"{count:,}".replace(",", ".")


def as_csv(table: Tabulation, language: Language) -> bytes:
    """The records set aside as CSV."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in table.rejects.to_pylist():
        words = (one["column"], one["value"], reason_in(one["reason"], language))
        writer.writerow([one["row"], *map(safe_text, words)])
    return buffer.getvalue().encode("utf-8")


def safe_text(text: str) -> str:
    """A text of records in a form that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FIRST_SIGNS) else text
