"""A drawing of an adjustment and of its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hanoi_ct._optional import require

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def parts(found: Any) -> Figure:
    """Return a figure of three rows over one axis of time of an `Adjustment`."""
    figures: Any = require("matplotlib.figure", "Adjustment.plot")
    figure = figures.Figure(figsize=(8, 7), layout="constrained")
    level, factor, points = figure.subplots(3, 1, sharex=True, height_ratios=[3, 1, 1])
    at = found.original.index.to_timestamp()
    for name, width in (("original", 0.8), ("adjusted", 1.4), ("trend", 1.4)):
        level.plot(at, getattr(found, name), label=name, linewidth=width)
    level.legend()
    factor.plot(at, 100 * (found.seasonal - 1), linewidth=1.0)
    factor.set_ylabel("season, %")
    points.bar(at, found.tet_effect, width=25)
    points.set_ylabel("Tết, points")
    for axes in (factor, points):
        axes.axhline(0, color="black", linewidth=0.8)
    return figure  # type: ignore[no-any-return]
