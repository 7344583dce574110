"""What the figures of a column are, as far as its heading tells."""

from __future__ import annotations

from dataclasses import dataclass, field

from hanoi_ct.tables._meaning.months import Period
from hanoi_ct.tables._meaning.units import Unit

__all__ = ["Column"]


@dataclass(slots=True)
class Column:
    """What the figures of a column are, as far as its heading tells."""

    text: str
    parts: tuple[str, ...] = ()  # its cells from the top down
    measure: str | None = None  # level, plan, attainment, share, index, growth, count
    change: bool = False  # an index or a growth rate, which of the two being open
    comparison: str | None = None
    period: Period | None = None
    period_told: bool = False
    status: str | None = None
    unit: Unit | None = None
    quantity: str | None = None
    price: str | None = None  # constant or current
    stock: bool = False
    designed: bool = False  # what a project is to be: its capital, capacity, workers
    foreseen: bool = False  # "dự kiến" of a project: its design, or an estimate of the month
    quarter: bool = False
    to_date: bool = False
    day: str | None = None
    subject_told: bool = False
    year_before_open: bool = False  # "Cùng kỳ năm trước" alone: of the month, or of the months
    base: Period | None = None
    subject: str = ""  # what it is of, where the rows name the months: "Xuất khẩu"
    readings: list[dict[str, str | None]] = field(default_factory=list)
    why: str = ""
