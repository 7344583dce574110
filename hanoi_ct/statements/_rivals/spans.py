"""Intervals along a text, among which those that meet another one are found quickly."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from hanoi_ct.quantities.interval import Interval, as_double

__all__ = ["Spans"]


class Spans:
    """Intervals by their place in a text.

    Examples
    --------
    >>> held = Spans()
    >>> for place, span in ((3, Interval.of(9, 10)), (7, Interval.of(4, 5))):
    ...     held.append(place, span)
    >>> list(held.meeting(Interval.of(5, 6), 0, 10)), list(held.within(0, 7))
    ([7], [3])
    """

    def __init__(self) -> None:
        self._places: list[int] = []
        self._spans: list[Interval] = []
        self._lows: list[float] = []
        self._highs: list[float] = []

    def append(self, place: int, span: Interval) -> None:
        """Enter an interval behind all that were entered."""
        self._places.append(place)
        self._spans.append(span)
        self._lows.append(as_double(span.low))
        self._highs.append(as_double(span.high))

    def __getitem__(self, place: int) -> Interval:
        return self._spans[bisect_left(self._places, place)]

    def within(self, first: int, end: int) -> list[int]:
        """The places from ``first`` to before ``end``."""
        return self._places[bisect_left(self._places, first) : bisect_left(self._places, end)]

    def meeting(self, span: Interval, first: int, end: int) -> Iterator[int]:
        """The places in a range whose intervals have a number in common with one.

        Doubles rule most of them out: rounding keeps the order of two ends or makes them equal.
        """
        low, high = as_double(span.low), as_double(span.high)
        begin, stop = bisect_left(self._places, first), bisect_left(self._places, end)
        lows, highs = self._lows, self._highs
        for k in range(begin, stop):
            if lows[k] <= high and highs[k] >= low and self._spans[k].meets(span):
                yield self._places[k]
