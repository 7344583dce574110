"""``hanoi-ct find WORDS MONTH``: what pages state about a subject, each with its source."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from hanoi_ct._commands.shown import add_language, saying
from hanoi_ct.text import Language


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


def run(options: argparse.Namespace) -> int:
    """Print a line a figure: months, label, number, page, date; tabs between."""
    from hanoi_ct import datasets
    from hanoi_ct.indicators.search import find_figures
    from hanoi_ct.quantities.wording import format as printed

    data = datasets.Collection(options.data)
    found = find_figures(options.words, options.period, data=data)
    lines = ["period\tlabel\tmeasure\tfigure\tpublished\tsource"]
    for each in found:
        quantity = each.quantity
        signed = each.measure != "value"
        span = f"{quantity.period_start}/{quantity.period_end}"
        (source,) = quantity.sources
        lines.append(
            f"{span}\t{each.label.get(options.lang)}\t{each.measure}\t"
            f"{printed(quantity, options.lang, signed=signed)}\t{source.published}\t{source.page}"
        )
    sys.stdout.write("\n".join(lines) + "\n")
    if not found:
        none = {"vi": "Không có số liệu nào khớp.", "en": "No figure matches."}[options.lang]
        print(none, file=sys.stderr)
    return 0
