"""Which of two readings of a number holds, where the numbers around it decide.

"2,938 triệu USD" is 2.938 million by the decimal comma, and 2,938 million where a part of it is
printed as 2,38 tỷ USD: a part is no more than its whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from hanoi_ct.statements.statement import Statement

__all__ = ["settle_decimals"]

_NEAR = 8  # statements around a number that may be its parts
_MOST = Decimal("1.02")  # a part is no more than its whole, but for rounding


def settle_decimals(found: Sequence[Statement]) -> list[Statement]:
    """The statements with the other reading of a number where a part of it asks for it.

    What one number of a scale settles holds for the others that are printed like it.
    """
    settled = {
        (s.scale, s.unit)
        for place, s in enumerate(found)
        if _has_two_readings(s) and _part_asks(s, found[place + 1 : place + 1 + _NEAR])
    }
    points = _sentences_with_a_point(found)
    return [
        _other_reading(s)
        if _has_two_readings(s) and ((s.scale, s.unit) in settled or s.sentence in points)
        else s
        for s in found
    ]


def _sentences_with_a_point(found: Sequence[Statement]) -> set[int]:
    """Sentences whose plain numbers have a decimal point: there a comma parts thousands.

    "545,745 tấn, tương đương 451.78 triệu USD".
    """
    signs: dict[int, set[str]] = {}
    for s in found:
        whole, sign, tail = re.sub(r"\d", "0", s.printed or "").rpartition(".")
        other = "," in (s.printed or "")
        if sign and not other and len(tail) < 3 and whole.count(".") == 0:
            signs.setdefault(s.sentence, set()).add(".")
        elif other and "." not in (s.printed or "") and len((s.printed or "").split(",")[-1]) < 3:
            signs.setdefault(s.sentence, set()).add(",")
    return {sentence for sentence, kinds in signs.items() if kinds == {"."}}


def _has_two_readings(s: Statement) -> bool:
    """Whether a level has the reading of a thousands sign beside that of a decimal one."""
    commas = "," in (s.printed or "")
    return s.type == "level" and len(s.alternatives) == 1 and "." in s.value and commas


def _part_asks(whole: Statement, behind: Sequence[Statement]) -> bool:
    """Whether a part of a number is greater than it, and not greater than its other reading."""
    as_read = whole.amount
    other = Decimal(whole.alternatives[0]) * Decimal(whole.scale)
    of_all = not whole.group or whole.part == "province"
    for s in behind:
        of_it = (
            s.indicator == whole.indicator is not None and s.part not in ("", "province") and of_all
        )
        same = s.type == "level" and s.unit == whole.unit and s.period == whole.period
        if of_it and same and not s.alternatives:
            value = s.amount
            if as_read * _MOST < value <= other * _MOST:
                return True
    return False


def _other_reading(s: Statement) -> Statement:
    note = f"{s.printed} is read as {s.alternatives[0]} and may also be {s.value}"
    return replace(s, value=s.alternatives[0], alternatives=(s.value,), note=note)
