"""``hanoi-ct check LEVEL GROWTH --before BASE``: can these printed numbers stand together?"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from hanoi_ct._commands.shown import IMPOSSIBLE, saying
from hanoi_ct.text import Language, Text

if TYPE_CHECKING:
    from hanoi_ct.quantities.quantity import Quantity
    from hanoi_ct.quantities.verdict import Finding


def add(commands: Any, language: Language) -> None:
    """Tell the parser about the command."""
    say = saying(language)
    parser = commands.add_parser(
        "check",
        help=say(
            "đối chiếu một mức với tốc độ tăng và mức kỳ gốc, hoặc một phần với tỷ trọng "
            "và tổng số",
            "check a level, its growth and the level before, or a part, its share and the total",
        ),
        description=say(
            "Mã kết thúc: 0 không mâu thuẫn; 3 số liệu không thể cùng đúng; 2 có lỗi cần sửa.",
            "Exit codes: 0 not impossible, 3 impossible, 2 bad input.",
        ),
    )
    parser.add_argument(
        "level",
        metavar=say("MỨC", "LEVEL"),
        help=say('mức của kỳ này: "9,2 tỷ USD"', 'the level: "9.2 billion USD"'),
    )
    parser.add_argument(
        "rate",
        metavar=say("TỶ_LỆ", "PERCENT"),
        help=say('tốc độ tăng hoặc tỷ trọng: "19%%"', 'growth or share: "19%%"'),
    )
    parser.add_argument(
        "--before",
        metavar=say("MỨC", "LEVEL"),
        help=say('mức kỳ gốc: "7,624 tỷ USD"', 'the level before: "7.624 billion USD"'),
    )
    parser.add_argument(
        "--of",
        metavar=say("TỔNG", "TOTAL"),
        help=say("tổng số, khi tỷ lệ là tỷ trọng", "the total of which it is a share"),
    )
    parser.add_argument(
        "--lang",
        choices=("vi", "en"),
        help=say(
            "ngôn ngữ của kết quả (mặc định: như của mức); mỗi số đọc theo ngôn ngữ của số đó",
            "language of the answer (default: that of the level); numbers are read by their own",
        ),
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Judge the numbers, or say what they imply where one is lacking."""
    from hanoi_ct.errors import ArgumentValueError
    from hanoi_ct.quantities.verdict import judge
    from hanoi_ct.statements.reading import language_of

    spoken = language_of(options.level)
    language = options.lang or spoken
    level = _read(options.level, "level", spoken)
    rate = _read(options.rate, "share" if options.of else "growth", spoken)
    if rate.unit not in ("percent", "times"):
        raise ArgumentValueError(
            f"`PERCENT` of check must be in percent or times; got {options.rate!r}"
        )
    if options.of is not None:
        total = _read(options.of, "level", spoken)
        kind, roles = "share", {"part": [level], "total": [total], "share": [rate]}
    elif options.before is not None:
        base = _read(options.before, "level", spoken)
        kind, roles = "base", {"base": [base], "level": [level], "growth": [rate]}
    else:
        sys.stdout.write(_implied(level, rate, language))
        return 0
    units = {
        q.unit for role, held in roles.items() for q in held if role not in ("growth", "share")
    }
    if len(units) > 1:
        raise ArgumentValueError(f"levels of check must have one unit; got {sorted(units)}")
    found = judge(kind, roles)
    sys.stdout.write(_answer(found, language))
    return IMPOSSIBLE if found.verdict == "impossible" else 0


def _read(text: str, kind: str, spoken: Language) -> Quantity:
    """A number by the language of its words; one without words by that of the level."""
    from dataclasses import replace

    from hanoi_ct.errors import ArgumentValueError
    from hanoi_ct.quantities.wording import parse
    from hanoi_ct.statements.reading import language_of

    words = text.upper().replace("USD", "").replace("VND", "")
    own = language_of(text) if any(c.isalpha() for c in words) else spoken
    try:
        found = parse(text, own)
    except ArgumentValueError as error:
        try:
            found = parse(text, "en" if own == "vi" else "vi")
        except ArgumentValueError:
            raise error from None
    return replace(found, type=kind)


def _implied(level: Quantity, rate: Quantity, language: Language) -> str:
    """The level before that a level and its growth imply, in each reading."""
    from hanoi_ct.quantities.look import Look
    from hanoi_ct.quantities.sides import base_of
    from hanoi_ct.statements.audit_words import READINGS, span_text

    lines = []
    for name, words in READINGS.items():
        reading: Any = name
        growth = Look({"growth": [rate]}, reading).rate("growth")
        base = base_of(level.interval(reading), growth)
        said = Text("kỳ gốc", "the level before").get(language)
        lines.append(f"{words.get(language)}: {said} {span_text(base, level.unit, language)}\n")
    return "".join(lines)


def _answer(found: Finding, language: Language) -> str:
    """The verdict, its formula, both readings, and what to write instead."""
    from hanoi_ct.statements.audit_words import (
        VERDICTS,
        comparison_text,
        formula_text,
        remark,
        suggestion,
    )

    lines = [
        VERDICTS[found.verdict].get(language),
        formula_text(found, language),
        comparison_text(found, "tight", found.tight, language),
        comparison_text(found, "loose", found.loose, language),
        remark(found, {}, language),
        *(f"→ {words}" for words in suggestion(found, {}, language)),
    ]
    return "\n".join(line for line in lines if line) + "\n"
