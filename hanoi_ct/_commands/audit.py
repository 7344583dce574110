"""``hanoi-ct audit FILE``: the statements of a text, the relations between them, verdicts."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hanoi_ct._commands.shown import IMPOSSIBLE, Say, saying, terminal
from hanoi_ct.text import Language

if TYPE_CHECKING:
    from hanoi_ct.statements import Audit, TableAudit

TABLES = (".xlsx", ".csv")


def add(commands: Any, language: Language) -> None:
    """Tell the parser about the command."""
    say = saying(language)
    parser = commands.add_parser(
        "audit",
        help=say(
            "đối chiếu các con số trong một văn bản hoặc một biểu",
            "check the numbers of a text or table against each other",
        ),
        description=say(
            "Mã kết thúc: 0 không thấy mâu thuẫn; 3 số liệu không thể cùng đúng; 2 có lỗi cần sửa.",
            "Exit codes: 0 nothing impossible, 3 something impossible, 2 bad input.",
        ),
    )
    parser.add_argument(
        "file",
        type=Path,
        metavar=say("TỆP", "FILE"),
        help=say(
            "văn bản (.txt .md .docx .pdf .html) hoặc biểu (.xlsx .csv)",
            "a text (.txt .md .docx .pdf .html) or a table (.xlsx .csv)",
        ),
    )
    _add_known(parser, say)
    parser.add_argument(
        "--lang",
        choices=("vi", "en"),
        help=say(
            "ngôn ngữ của kết quả (mặc định: ngôn ngữ của văn bản)",
            "language of the answer (default: the text's)",
        ),
    )
    parser.add_argument(
        "--format",
        choices=("terminal", "html", "json"),
        default="terminal",
        help=say("dạng kết quả (mặc định: terminal)", "form of the answer (default: terminal)"),
    )
    parser.set_defaults(run=run)


def _add_known(parser: argparse.ArgumentParser, say: Say) -> None:
    """What is known beside the text: published figures, its month, rates of exchange."""
    parser.add_argument(
        "--against",
        metavar=say("hanoi|vietnam|THƯ_MỤC", "hanoi|vietnam|FOLDER"),
        help=say(
            "đối chiếu cả với số liệu kèm theo gói; nếu là thư mục thì thêm số liệu trong đó",
            "check also against the packaged figures, with those of a folder beside them",
        ),
    )
    parser.add_argument(
        "--date",
        metavar="YYYY-MM",
        help=say(
            "tháng công bố, khi văn bản không ghi năm",
            "month of publication, for texts that tell no year",
        ),
    )
    parser.add_argument(
        "--rate",
        action="append",
        default=[],
        metavar=say("KỲ=VND", "PERIOD=VND"),
        help=say(
            "số đồng của một đô la trong năm hoặc tháng, để đối chiếu hai loại tiền: "
            "2018=22700-23300",
            "dong a dollar of a year or month, to check amounts in both: 2018=22700-23300",
        ),
    )


def run(options: argparse.Namespace) -> int:
    """Audit a file and print what was found."""
    if options.file.suffix.lower() in TABLES:
        return _table(options)
    from hanoi_ct.report.formats.audit_page import audit_page, audit_terminal
    from hanoi_ct.statements import audit, audit_table
    from hanoi_ct.statements.documents import text_and_tables

    text, grids = text_and_tables(options.file)
    found = audit(
        text,
        against=options.against,
        date=options.date,
        rates=_rates(options.rate) if options.rate else None,
    )
    tables = audit_table(grids) if grids else None
    language = options.lang or found.language
    if options.format == "json":
        sys.stdout.write(_json(found, tables, language))
    elif options.format == "html":
        sys.stdout.write(audit_page(found, language, title=options.file.stem, tables=tables))
    else:
        sys.stdout.write(audit_terminal(found, language, tables=tables, **terminal()))
    return IMPOSSIBLE if found.contradictions or (tables and tables.contradictions) else 0


def _json(found: Audit, tables: TableAudit | None, language: Language) -> str:
    """The audit of a text as one object, with the tables of its file where it has some."""
    if tables is None:
        return found.to_json(language)
    return (
        json.dumps(found.to_dict(language) | tables.to_dict(), ensure_ascii=False, indent=1) + "\n"
    )


def _rates(given: list[str]) -> dict[str, Any]:
    """Rates as they are typed: 2018=22850, 2018-08=23100-23300."""
    rates: dict[str, Any] = {}
    for each in given:
        period, _, rate = each.partition("=")
        low, dash, high = rate.partition("-")
        rates[period.strip()] = (low.strip(), high.strip()) if dash else low.strip()
    return rates


def _table(options: argparse.Namespace) -> int:
    from hanoi_ct.report.formats.audit_page import table_page
    from hanoi_ct.statements import audit_table

    found = audit_table(options.file)
    language: Language = options.lang or "vi"
    if options.format == "json":
        sys.stdout.write(found.to_json())
    elif options.format == "html":
        sys.stdout.write(table_page(found, language, title=options.file.stem))
    else:
        sys.stdout.write("\n".join(found.lines(language)) + "\n")
    return IMPOSSIBLE if found.contradictions else 0
