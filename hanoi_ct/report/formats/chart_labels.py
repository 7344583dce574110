"""Where the number of a point stands in a chart of lines: clear of what else is drawn there.

A number that an edge of a field, a line or a marker runs through cannot be read. Of a few places
around its point each is held against what is drawn, and the one with the least in it is taken.
All lengths are in the user units of the drawing, from its lower left corner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

_HEIGHT, _DIGIT = 11.0, 6.6  # of a number in the size that charts print
_GAP = 8.0  # between a marker and its number
_MARKER = 5.0  # half of a marker with room around it
_STEPS = 12  # places at which a line is held against a box


class Box(NamedTuple):
    """A rectangle with its sides parallel to the axes."""

    left: float
    low: float
    right: float
    high: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.low < other.high
            and other.low < self.high
        )

    def within(self, other: Box) -> bool:
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.low <= self.low
            and self.high <= other.high
        )


class Place(NamedTuple):
    """The middle of a number, seen from its point, and whether it stands on a field."""

    across: float
    up: float
    on_field: bool


@dataclass
class Room:
    """What is drawn in a plot of a size: fields, lines, markers, and the numbers set so far."""

    width: float
    height: float
    fields: list[Box] = field(default_factory=list)
    lines: list[tuple[tuple[float, float], tuple[float, float]]] = field(default_factory=list)
    markers: list[tuple[float, float]] = field(default_factory=list)
    numbers: list[Box] = field(default_factory=list)

    def place(self, point: tuple[float, float], text: str, *, below: bool) -> Place:
        """Set a number at a point; ``below`` tells on which side it stands if both are free."""
        wide = _DIGIT * len(text) / 2
        best, cost = None, 0.0
        for order, (across, up) in enumerate(_around(wide, below=below)):
            box = _box(point, across, up, wide)
            found = self._cost(box, point) + order
            if best is None or found < cost:
                best, cost = (across, up, box), found
        if best is None:  # pragma: no cover - there are always places around a point
            raise ValueError("a number must have a place around its point")
        across, up, box = best
        self.numbers.append(box)
        return Place(across, up, any(box.within(each) for each in self.fields))

    def _cost(self, box: Box, point: tuple[float, float]) -> float:
        """How much of what is drawn a number would cover there."""
        return (
            100.0 * sum(box.meets(each) for each in self.numbers)
            + 60.0 * sum(box.meets(_marker(each)) for each in self.markers if each != point)
            + 40.0 * sum(box.meets(each) and not box.within(each) for each in self.fields)
            + 2.0 * sum(box.within(each) for each in self.fields)
            + 25.0 * sum(_runs_through(line, box) for line in self.lines)
            + 50.0 * (box.low < 0.0 or box.high > self.height)
            + 50.0 * (box.left < -2.0 * _DIGIT or box.right > self.width + 2.0 * _DIGIT)
        )


def _around(wide: float, *, below: bool) -> Sequence[tuple[float, float]]:
    """The places around a point in the order in which a reader looks for its number."""
    near, far = _GAP + _HEIGHT / 2, 2.5 * _GAP + _HEIGHT / 2
    side = _GAP + wide
    first = -1.0 if below else 1.0
    vertical = [(0.0, first * near), (0.0, -first * near)]
    diagonal = [(sign * (wide + 2.0), up * near) for up in (first, -first) for sign in (1.0, -1.0)]
    beside = [(side, 0.0), (-side, 0.0)]
    return [*vertical, *diagonal, *beside, (0.0, first * far), (0.0, -first * far)]


def _box(point: tuple[float, float], across: float, up: float, wide: float) -> Box:
    x, y = point[0] + across, point[1] + up
    return Box(x - wide, y - _HEIGHT / 2, x + wide, y + _HEIGHT / 2)


def _marker(point: tuple[float, float]) -> Box:
    x, y = point
    return Box(x - _MARKER, y - _MARKER, x + _MARKER, y + _MARKER)


def _runs_through(line: tuple[tuple[float, float], tuple[float, float]], box: Box) -> bool:
    (x, y), (to_x, to_y) = line
    return any(
        box.left < x + part * (to_x - x) < box.right and box.low < y + part * (to_y - y) < box.high
        for part in (step / _STEPS for step in range(_STEPS + 1))
    )
