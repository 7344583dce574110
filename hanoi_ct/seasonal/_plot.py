"""Drawings of an adjustment: its parts, and how good it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hanoi_ct._optional import require
from hanoi_ct.seasonal._diagnostics import SIGNIFICANT
from hanoi_ct.seasonal._series import per_year

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
    level.set_ylabel(str(found.original.name or "level"))
    factor.plot(at, 100 * (found.seasonal - 1), linewidth=1.0)
    factor.set_ylabel("season, %")
    points.bar(at, found.tet_effect, width=300 / per_year(found.original.index))
    points.set_ylabel("Tết, points")
    for axes in (factor, points):
        axes.axhline(0, color="black", linewidth=0.8)
    return figure  # type: ignore[no-any-return]


def diagnostics(found: Any) -> Figure:
    """Return a figure of the quality statistics, if there are any, and the tests for a season."""
    figures: Any = require("matplotlib.figure", "Adjustment.plot_diagnostics")
    quality = found.quality.dropna()
    figure = figures.Figure(figsize=(8, 3.6), layout="constrained")
    columns = figure.subplots(1, 1 + bool(len(quality)), squeeze=False)[0]
    if len(quality):
        colours = ["tab:red" if value >= 1 else "tab:blue" for value in quality]
        columns[0].bar(quality.index, quality, color=colours)
        columns[0].axhline(1, color="black", linewidth=0.8)
        columns[0].tick_params(axis="x", labelrotation=90)
        columns[0].set_title("Quality: acceptable under 1")
    p_values = found.diagnostics["p_value"].unstack("series")[["original", "adjusted"]]
    places = range(len(p_values))
    for shift, name in ((-0.2, "original"), (0.2, "adjusted")):
        columns[-1].bar([at + shift for at in places], p_values[name], width=0.4, label=name)
    columns[-1].axhline(SIGNIFICANT, color="black", linewidth=0.8)
    columns[-1].set_xticks(list(places), list(p_values.index))
    columns[-1].set_ylim(0, 1)
    columns[-1].set_title(f"p-value: a season under {SIGNIFICANT}")
    columns[-1].legend()
    return figure  # type: ignore[no-any-return]
