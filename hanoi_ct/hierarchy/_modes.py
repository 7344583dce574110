"""The two ways to compute growth from base weights, and which one an agency used."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.validate import first_position, float64_array, integer, shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy._aggregating import Hierarchy
from hanoi_ct.hierarchy._values.leaves import leaf_data
from hanoi_ct.hierarchy._values.times import consecutive
from hanoi_ct.hierarchy._values.values import TreeValues
from hanoi_ct.measures import printed_growth, round_half_up

_FUNCTION = "compare_modes"


class Mode(NamedTuple):
    """Growth computed in one way, and how it agrees with what was published."""

    name: str
    growth: TreeValues
    reproduced: int
    compared: int
    largest_difference: float  # percentage points, between rounded and published figures


class Modes(NamedTuple):
    """Both ways; `best` is the one that reproduces more of the published figures."""

    fixed_base: Mode
    direct: Mode

    @property
    def best(self) -> Mode | None:
        """The mode that reproduces more figures; None where both do equally well."""
        if self.fixed_base.reproduced == self.direct.reproduced:
            return None
        return max(self, key=lambda mode: mode.reproduced)

    def __str__(self) -> str:
        lines = [
            f"{mode.name}: {mode.reproduced} of {mode.compared} published figures reproduced, "
            f"largest difference {mode.largest_difference:g} percentage points"
            for mode in self
        ]
        best = self.best
        lines.append(f"closer: {best.name if best else 'neither'}")
        return "\n".join(lines)


def compare_modes(
    hierarchy: Hierarchy,
    x: Any,
    weights: Any,
    published: Mapping[str, ArrayLike],
    *,
    lag: int = 12,
    decimals: int = 1,
    each_level: bool = False,
    cascade: int | None = None,
    periods: Sequence[Any] | None = None,
) -> Modes:
    """Compute growth in both ways in use, and tell which reproduces published figures.

    "fixed base": the leaves' levels are aggregated and the nodes' levels compared, so
    that what counts are base weights times levels of the comparison period. "direct":
    each leaf is compared with itself `lag` periods before, and these ratios are
    averaged with the base weights as they are. The two agree only where all leaves
    stood at one level in the comparison period.

    Parameters
    ----------
    hierarchy : Hierarchy
        The tree.
    x : array_like, DataFrame or mapping
        Levels of the leaves on the base of the weights, as in `Hierarchy.aggregate`.
    weights : array_like or mapping
        As in `Hierarchy.aggregate`, constant.
    published : mapping of code to array_like
        Published growth in percent, one value a period; NaN where none was published.
    lag : int, default 12
        How many periods back the comparison lies.
    decimals : int, default 1
        The decimals of the published figures, to which computed rates are rounded once, from
        the exact ratio of the levels: see `hanoi_ct.printed_growth`.
    each_level : bool, default False
        As in `Hierarchy.aggregate`.
    cascade : int, optional
        Compute levels from levels rounded to this many decimals, one level of the tree
        after the other, as in `Hierarchy.aggregate`; for the "fixed base" mode.
    periods : sequence, optional
        Labels of the periods.

    Returns
    -------
    Modes
        For each mode the growth of every node (fractions), and how many of the published
        figures it gives; ``print`` shows the comparison.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `Hierarchy.aggregate`; published figures for no node, for one twice, or not one a
        period; infinities; weights by period.

    References
    ----------
    United Nations (2013), *International Recommendations for the Index of Industrial
    Production 2010*, chapter V, on fixed-base and short-term relatives.

    Examples
    --------
    >>> from hanoi_ct.hierarchy import Hierarchy, compare_modes
    >>> tree = Hierarchy.from_parents({"total": None, "B": "total", "C": "total"})
    >>> levels = [[100, 110], [200, 200]]
    >>> print(compare_modes(tree, levels, [1, 1], {"total": [float("nan"), 5.0]}, lag=1))
    fixed base: 0 of 1 published figures reproduced, largest difference 1.7 percentage points
    direct: 1 of 1 published figures reproduced, largest difference 0 percentage points
    closer: direct
    """
    if not isinstance(hierarchy, Hierarchy):
        raise ArgumentTypeError(
            f"`hierarchy` of {_FUNCTION} must be a Hierarchy; got {shown(hierarchy)}"
        )
    if not isinstance(published, Mapping):
        raise ArgumentTypeError(
            f"`published` of {_FUNCTION} must be a mapping of code to rates; got {shown(published)}"
        )
    back = integer(lag, "lag", _FUNCTION, low=1)
    digits = integer(decimals, "decimals", _FUNCTION, low=0, high=15)
    levels, labels, *_ = leaf_data(hierarchy, x, periods, "raise", _FUNCTION)
    consecutive(labels, _FUNCTION)
    _refuse_infinities(hierarchy, levels, labels)
    index = hierarchy.aggregate(
        levels, weights, each_level=each_level, cascade=cascade, periods=labels
    )
    if not index.weights.constant:
        raise ArgumentValueError(
            f"`weights` of {_FUNCTION} must be of the base, one for each leaf or node; got a "
            f"column for each of the {len(labels)} periods: compare each basket by itself"
        )
    ratios = np.full_like(levels, np.nan)
    base = np.where(levels[:, :-back] > 0.0, levels[:, :-back], np.nan)  # others have no rate
    with np.errstate(over="ignore"):
        ratios[:, back:] = levels[:, back:] / base
    direct = hierarchy.aggregate(ratios, weights, each_level=each_level, periods=labels)

    stated: dict[str, Floats] = {}
    for code, rate in published.items():
        own = hierarchy.codes[hierarchy.row(code)]
        if own in stated:
            raise ArgumentValueError(
                f"`published` of {_FUNCTION} must name each code once; got {own!r} in two "
                f"spellings of Unicode"
            )
        stated[own] = _stated(own, rate, labels)
    return Modes(
        _mode(
            "fixed base",
            index.growth(back).values,
            index.printed_growth(back, digits),
            stated,
            digits,
        ),
        _mode(
            "direct",
            direct.values - 1.0,
            TreeValues(hierarchy, _printed_rates(direct.values, digits), labels),
            stated,
            digits,
        ),
    )


def _refuse_infinities(hierarchy: Hierarchy, levels: Floats, labels: tuple[Any, ...]) -> None:
    infinite = np.isinf(levels)
    if infinite.any():
        _, (row, column) = first_position(infinite)
        raise ArgumentValueError(
            f"`x` of {_FUNCTION} must be finite or missing; got {levels[row, column]} for "
            f"{hierarchy.leaves[row]!r} in {labels[column]}"
        )


def _stated(code: str, rate: ArrayLike, labels: tuple[Any, ...]) -> Floats:
    n_periods = len(labels)
    values = float64_array(rate, "published", _FUNCTION)
    if values.shape != (n_periods,):
        raise ArgumentValueError(
            f"`published` of {_FUNCTION} must have one figure for each of the {n_periods} periods; "
            f"got shape {values.shape} for {code!r}"
        )
    if np.isinf(values).any():
        period = labels[int(np.isinf(values).argmax())]
        raise ArgumentValueError(
            f"`published` of {_FUNCTION} must be finite, or missing where nothing was published; "
            f"got an infinity for {code!r} in {period}"
        )
    return values


def _printed_rates(ratios: Floats, decimals: int) -> Floats:
    rates: Floats = printed_growth(ratios, np.ones_like(ratios), decimals, percent=True)
    return rates


def _mode(
    name: str,
    growth: Floats,
    printed: TreeValues,
    stated: Mapping[str, Floats],
    decimals: int,
) -> Mode:
    compared = reproduced = 0
    largest = 0.0
    for code, rate in stated.items():
        both = ~np.isnan(rate) & ~np.isnan(printed[code])
        difference = np.abs(round_half_up(printed[code][both] - rate[both], decimals))
        compared += int(both.sum())
        reproduced += int((difference == 0.0).sum())
        largest = max(largest, float(difference.max(initial=0.0)))
    found = TreeValues(printed.hierarchy, growth, printed.periods)
    return Mode(name, found, reproduced, compared, largest)
