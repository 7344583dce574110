"""Drawings of trees' figures: lines over time, and the steps of a waterfall."""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct.errors import HanoiCTError
from hanoi_ct.hierarchy._values.times import calendar

_MOST_TICKS = 9


def draw_lines(
    axes: Any, rows: Mapping[str, Floats], names: Mapping[str, str], periods: Sequence[Any]
) -> None:
    """Draw one line a node over its periods, with its last value beside its end."""
    ends: list[tuple[float, int, Any]] = []
    for code, row in rows.items():
        (line,) = axes.plot(
            np.arange(len(row)), row, label=f"{code} {names.get(code, '')}".rstrip()
        )
        there = np.flatnonzero(np.isfinite(row))
        if there.size:
            ends.append((float(row[there[-1]]), int(there[-1]), line.get_color()))
    ticks = _ticks(periods)
    axes.set_xticks(ticks, [str(periods[tick]) for tick in ticks])
    _write_values(axes, ends)
    if ends:  # room for the values
        axes.set_xlim(right=1.1 * max(len(periods) - 1, 1))


def _ticks(periods: Sequence[Any]) -> list[int]:
    """Return the periods that are named: first ones of years where there are several years."""
    count = len(periods)
    if count <= _MOST_TICKS:
        return list(range(count))
    try:
        found = calendar(periods, "plot")
    except HanoiCTError:  # labels with a gap, or whose unit is not known: drawn as they stand
        found = None
    if found is not None and found.year is not None:
        year = np.asarray(found.year)
        firsts = np.flatnonzero(np.diff(year, prepend=year[0] - 1))
        firsts = firsts if found.place is None or found.place[0] == 0 else firsts[1:]
        if len(firsts) > 2:
            return [int(place) for place in firsts[:: -(-len(firsts) // _MOST_TICKS)]]
    most = _MOST_TICKS if len(str(periods[0])) <= 7 else _MOST_TICKS // 2
    return list(range(0, count, -(-count // most)))


def _write_values(axes: Any, ends: list[tuple[float, int, Any]]) -> None:
    """Write last values beside the ends of their lines, one above the other."""
    if not ends:
        return
    low, high = axes.get_ylim()
    apart, before = (high - low) / 20, -np.inf
    places = 1 if high - low >= 1.0 else 3
    for value, at, colour in sorted(ends):
        before = max(value, before + apart)
        axes.annotate(
            f"{value:.{places}f}", (at, before), xytext=(4, 0), textcoords="offset points",
            color=colour, fontsize="small", va="center", annotation_clip=False,
        )  # fmt: skip


def draw_steps(
    axes: Any,
    steps: Sequence[tuple[str, float]],
    totals: Mapping[str, float],
    names: Mapping[str, str],
) -> None:
    """Draw steps from zero, one on the other, and then totals, each with its value."""
    heights = [value for _, value in steps]
    bottoms = np.concatenate([[0.0], np.cumsum(heights)])[: len(heights)]
    colours = ["tab:blue" if height >= 0.0 else "tab:red" for height in heights]
    codes = [code for code, _ in steps]
    drawn = [axes.bar(codes, heights, bottom=bottoms, color=colours)]
    drawn += [axes.bar([code], [total], color="tab:gray") for code, total in totals.items()]
    for bars in drawn:
        axes.bar_label(bars, labels=[f"{bar.get_height():+.2f}" for bar in bars], fontsize="small",
                       padding=2)  # fmt: skip
    codes += [code for code in totals if code not in codes]
    labels = [_over_name(code, names.get(code, "")) for code in codes]
    axes.set_xticks(range(len(codes)), labels, fontsize="small")
    axes.use_sticky_edges = False
    axes.margins(y=0.12)
    axes.axhline(0.0, color="black", linewidth=0.8)


def _over_name(code: str, name: str) -> str:
    """Return a code with the beginning of its name below it."""
    return f"{code}\n{textwrap.shorten(name, 20, placeholder=' …')}".rstrip()
