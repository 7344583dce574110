"""The time of a headline: that of the number in the text that tells it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hanoi_ct.statements.statement import Statement

__all__ = ["with_times_of_headlines"]


def with_times_of_headlines(found: Sequence[Statement]) -> list[Statement]:
    """The statements, those before any time with the time of the same number in the text.

    "Thu ngân sách tăng 17,6%\nSáu tháng đầu năm 2019, thu ngân sách đạt ..., tăng 17,6%".
    """
    again: dict[tuple[str, str, str | None, str], Statement] = {}
    for s in found:
        if s.period is not None:
            again.setdefault(_number(s), s)
    return [_dated(s, again.get(_number(s))) if s.period is None else s for s in found]


def _number(s: Statement) -> tuple[str, str, str | None, str]:
    return s.value, s.scale, s.unit, s.type


def _dated(s: Statement, again: Statement | None) -> Statement:
    if again is None or again.start < s.start or again.sentence == s.sentence:
        return s
    return replace(s, period=again.period, comparison=again.comparison)
