"""``hanoi-ct find WORDS MONTH``: what pages state about a subject, each with its source."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from hanoi_ct._commands.shown import add_language, saying
from hanoi_ct.text import Language, Text


def add(commands: Any, language: Language) -> None:
    """Tell the parser about the command."""
    say = saying(language)
    parser = commands.add_parser(
        "find",
        help=say(
            "tìm số liệu đã công bố theo từ khóa và tháng",
            "find published figures by words and month",
        ),
    )
    parser.add_argument(
        "words",
        metavar=say("TỪ_KHÓA", "WORDS"),
        help=say('"xuất khẩu"; có thể gõ không dấu', '"xuất khẩu"; marks may be left out'),
    )
    parser.add_argument(
        "period",
        metavar="YYYY-MM",
        help=say("tháng cuối của số liệu", "the last month of the figures"),
    )
    add_language(parser, language)
    parser.add_argument(
        "--data",
        type=Path,
        metavar=say("THƯ_MỤC", "FOLDER"),
        help=say("thêm số liệu của đơn vị", "tables of your own"),
    )
    parser.set_defaults(run=run)


_HEADS = (
    Text("kỳ", "period"),
    Text("chỉ tiêu", "label"),
    Text("loại", "measure"),
    Text("số liệu", "figure"),
    Text("công bố", "published"),
    Text("nguồn", "source"),
)
_MEASURES = {
    "value": Text("mức", "value"),
    "growth_pct": Text("so với cùng kỳ", "year on year"),
    "yoy_growth_pct": Text("so với cùng kỳ", "year on year"),
    "ytd_growth_pct": Text("cộng dồn so với cùng kỳ", "year to date, year on year"),
    "mom_pct": Text("so với tháng trước", "on the month before"),
    "mom_growth_pct": Text("so với tháng trước", "on the month before"),
    "contribution_pp": Text("đóng góp", "contribution"),
}


def _measure(name: str, language: Language) -> str:
    """What a figure measures, in words; a measure without any keeps its name."""
    return _MEASURES[name].get(language) if name in _MEASURES else name


def run(options: argparse.Namespace) -> int:
    """Print a line a figure: months, label, measure, number, date, page; tabs between."""
    from hanoi_ct import datasets
    from hanoi_ct.indicators.search import find_figures
    from hanoi_ct.quantities.wording import format as printed
    from hanoi_ct.report.formats.words import page_name

    data = datasets.Collection(options.data)
    found = find_figures(options.words, options.period, data=data)
    lines = ["\t".join(head.get(options.lang) for head in _HEADS)]
    for each in found:
        quantity = each.quantity
        signed = each.measure != "value"
        span = f"{quantity.period_start}/{quantity.period_end}"
        (source,) = quantity.sources
        page = source.page if ":" in source.page else page_name(source.page, options.lang)
        lines.append(
            f"{span}\t{each.label.get(options.lang)}\t{_measure(each.measure, options.lang)}\t"
            f"{printed(quantity, options.lang, signed=signed)}\t{source.published}\t{page}"
        )
    sys.stdout.write("\n".join(lines) + "\n")
    if not found:
        none = {"vi": "Không có số liệu nào khớp.", "en": "No figure matches."}[options.lang]
        print(none, file=sys.stderr)
    return 0
