"""A time as it is printed, before its year is known."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["When"]


@dataclass(frozen=True, slots=True)
class When:
    """A time as it is printed.

    ``first`` and ``last`` are months of the year, or of the first and the last of several years
    (``first_year``, ``year``); None for a time that refers to another one
    (``refers``: same, last_year, this_year, previous_month, previous_quarter, this_month,
    this_quarter, this_time, to_date). ``same`` times may carry the year they are taken from.
    """

    first: int | None = None
    last: int | None = None
    year: int | None = None
    shift: int = 0
    refers: str | None = None
    is_date: bool = False
    first_year: int | None = None

    @property
    def is_month(self) -> bool:
        """One month."""
        return self.first is not None and self.first == self.last
