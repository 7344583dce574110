"""What may be said to ``hanoi-ct report``: the month, the form, the sources, the answers."""

from __future__ import annotations

import argparse
from pathlib import Path

from hanoi_ct._commands.shown import Say

_FORMATS = ("docx", "xlsx", "pdf", "html", "json", "csv", "terminal")


def add_folder(command: argparse.ArgumentParser, say: Say) -> None:
    """The folder of the office's tables, under either of its two names."""
    words = say(
        "thư mục số liệu của đơn vị; mặc định dùng số liệu kèm theo gói",
        "folder of the office's tables; by default the packaged ones",
    )
    folder = say("THƯ_MỤC", "FOLDER")
    where = command.add_mutually_exclusive_group()
    where.add_argument("folder", nargs="?", type=Path, metavar=folder, help=words)
    where.add_argument("--data", type=Path, metavar=folder, dest="data", help=words)


def add_month(command: argparse.ArgumentParser, say: Say) -> None:
    """Which month, and what was known of it by when."""
    command.add_argument(
        "--period",
        metavar="YYYY-MM",
        help=say(
            "tháng cuối của báo cáo: 2018-08; mặc định là tháng mới nhất có số liệu",
            "the last month of the report: 2018-08; by default the latest with figures",
        ),
    )
    command.add_argument(
        "--as-of",
        metavar=say("NGÀY", "DATE"),
        help=say(
            "chỉ dùng số liệu công bố đến ngày này (YYYY-MM-DD hoặc YYYY-MM)",
            "use what was published up to this date (YYYY-MM-DD or YYYY-MM)",
        ),
    )


def add_form(command: argparse.ArgumentParser, say: Say) -> None:
    """In which form the report is written, and where."""
    command.add_argument(
        "--format",
        choices=_FORMATS,
        help=say(
            "dạng báo cáo; mặc định theo đuôi của --output, không có thì html",
            "form of the report; by default from the ending of --output, or html",
        ),
    )
    command.add_argument(
        "--output",
        type=Path,
        metavar=say("TỆP", "FILE"),
        help=say(
            "tệp cần ghi, trong thư mục đã có; mặc định docx, xlsx, pdf và html ghi vào "
            "report/TINH-THANG.NGONNGU.DUOI, dạng khác in ra màn hình",
            "where to write it, in a folder that exists; by default docx, xlsx, pdf and html go to "
            "report/PROVINCE-PERIOD.LANG.ENDING, everything else to standard output",
        ),
    )
    command.add_argument(
        "--excel",
        action="store_true",
        help=say(
            "csv cho Excel tiếng Việt: dấu chấm phẩy, dấu phẩy thập phân",
            "csv for a Vietnamese Excel: semicolons, decimal comma",
        ),
    )
    command.add_argument(
        "--annex",
        action="store_true",
        help=say(
            "in cả danh mục số liệu ở cuối trang html", "print the list of all figures of html too"
        ),
    )


def add_sources(command: argparse.ArgumentParser, say: Say) -> None:
    """Whose figures it takes, and which document it holds against them."""
    command.add_argument(
        "--document",
        type=Path,
        metavar=say("TỆP", "FILE"),
        help=say(
            "văn bản (.txt, .docx, .pdf, .html) mà báo cáo đối chiếu các nhận định",
            "a document (.txt, .docx, .pdf, .html) whose claims the report checks",
        ),
    )
    command.add_argument(
        "--store",
        type=Path,
        metavar=say("TỆP", "FILE"),
        help=say(
            "kho số liệu DuckDB: đọc các lần công bố trong kho, nêu số được điều chỉnh từ báo cáo "
            "trước, và ghi lại báo cáo này",
            "DuckDB store: read its vintages, show the values revised since the last report, and "
            "record this one",
        ),
    )
    command.add_argument(
        "--province",
        metavar=say("TỈNH", "PROVINCE"),
        help=say("tỉnh, thành phố của số liệu trong thư mục", "province of the folder's figures"),
    )
    command.add_argument(
        "--own-figures-only",
        action="store_true",
        help=say("chỉ dùng số liệu của đơn vị", "use the office's own figures alone"),
    )


def add_answers(command: argparse.ArgumentParser, say: Say) -> None:
    """What is done about contradictions, and how much is said."""
    command.add_argument(
        "--allow-contradictions",
        action="store_true",
        help=say(
            "vẫn lập báo cáo khi số liệu của đơn vị mâu thuẫn nhau, và ghi rõ trong báo cáo",
            "make the report in spite of contradictions in the office's tables, and say so in it",
        ),
    )
    command.add_argument(
        "--quiet", action="store_true", help=say("không in thông báo", "print no messages")
    )
