"""From a statement read in a text to the exact quantity that the verdicts work on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from hanoi_ct.errors import DataError
from hanoi_ct.quantities.hedges import is_estimate
from hanoi_ct.quantities.interval import Interval, as_double
from hanoi_ct.quantities.printed import Reading
from hanoi_ct.quantities.quantity import Quantity, stated
from hanoi_ct.quantities.verdict import decimals_of
from hanoi_ct.statements.statement import Statement


def quantity_of(statement: Statement) -> Quantity:
    """The quantity that a statement prints.

    Raises
    ------
    DataError
        The value, the scale, the end of a range or another reading is no decimal number.

    Examples
    --------
    >>> s = Statement("1", 0, 12, "trên 257 nghìn tỷ", "257", "257", "VND", "1e12", "level", "trên")
    >>> str(quantity_of(s).interval())
    '[257000000000000; 258000000000000]'
    """
    held: Quantity | None = statement.kept.get("quantity")
    if held is None:
        held = statement.kept["quantity"] = _quantity_of(statement)
    return held


def _quantity_of(statement: Statement) -> Quantity:
    number = _decimal(statement, statement.value)
    other_end = _optional(statement, statement.value_high)
    if _is_deficit(statement):
        # A deficit is a balance below zero: it is printed as a size and computed with its sign.
        number = -number if statement.type == "difference" else -abs(number)
        other_end = -abs(other_end) if other_end is not None else None
    hedge = statement.hedge or ""
    if (statement.note or "").startswith("above the plan"):
        # "vượt 14,1% so với kế hoạch": what is attained is 114.1 % of the plan.
        number, hedge = number + 100, hedge.replace("vượt", "").strip()
    estimate = statement.status in ("estimate", "preliminary") or is_estimate(statement.hedge)
    status = statement.status or ("estimate" if estimate else "")
    return stated(
        number,
        statement.unit or "",
        decimals_of(number),
        scale=_decimal(statement, statement.scale),
        hedge=hedge,
        type=statement.type,
        status=status,
        number_high=other_end,
        of=_optional(statement, statement.of),
        alternatives=tuple(_decimal(statement, other) for other in statement.alternatives),
        in_words=statement.printed is None,
        offsets=(statement.start, statement.end),
        name=statement.id,
    )


def added_up(statements: Iterable[Statement]) -> Decimal:
    """The sum of the true values."""
    return sum((s.amount for s in statements), Decimal(0))


def interval_of(statement: Statement, reading: Reading = "tight") -> Interval:
    """What a number can stand for; kept, since each is held against many."""
    found: Interval | None = statement.kept.get(reading)
    if found is None:
        found = statement.kept[reading] = quantity_of(statement).interval(reading)
    return found


def ends_of(statement: Statement, reading: Reading = "tight") -> tuple[float, float]:
    """The ends of what a number can stand for as doubles, to rule out what is no doubt."""
    key = f"{reading} ends"
    found: tuple[float, float] | None = statement.kept.get(key)
    if found is None:
        span = interval_of(statement, reading)
        found = statement.kept[key] = (as_double(span.low), as_double(span.high))
    return found


_DEFICIT = re.compile(r"\b(?:nhập siêu|thâm hụt|deficit)\b", re.IGNORECASE)


def _is_deficit(statement: Statement) -> bool:
    """Whether an amount is that of a trade deficit, or its change."""
    if statement.indicator != "balance" or statement.type not in ("level", "difference"):
        return False
    return bool(_DEFICIT.search(statement.subject or ""))


def _optional(statement: Statement, text: str | None) -> Decimal | None:
    return None if text is None else _decimal(statement, text)


def _decimal(statement: Statement, text: str) -> Decimal:
    try:
        number = Decimal(text)
    except (InvalidOperation, TypeError, ValueError):
        raise DataError(
            f"numbers of statement {statement.id} must be decimal strings; got {text!r}"
        ) from None
    if not number.is_finite():
        raise DataError(f"numbers of statement {statement.id} must be finite; got {text!r}")
    return number
