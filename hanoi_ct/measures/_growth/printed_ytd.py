"""Growth of the year to date of printed figures, rounded from its exact value."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from hanoi_ct._inputs.blocks import is_dask
from hanoi_ct._inputs.labels import RAISE, Gaps, is_labelled, no_label_options, over_labels
from hanoi_ct._inputs.numbers import Units
from hanoi_ct._inputs.overloads import over_time
from hanoi_ct._inputs.tabular import as_printed
from hanoi_ct._inputs.validate import axis_number, flag, integer
from hanoi_ct.measures._calls.policies import Missing, omits, year_of
from hanoi_ct.measures._growth.year_to_date import nothing_then_nor_a_year_on
from hanoi_ct.measures._printed.figures import Ratio, figures_of, running_sums
from hanoi_ct.measures._printed.printed import MOST_DECIMALS, rounded_rate


@over_time
def printed_ytd(
    x: ArrayLike | Any,
    decimals: int = 1,
    *,
    percent: bool = False,
    periods_per_year: int | None = None,
    first_period: int | None = None,
    missing: Missing = "propagate",
    min_count: int = 1,
    gaps: Gaps = "raise",
    freq: str | None = None,
    year_start: int | None = None,
    axis: int = -1,
) -> Any:
    """Growth of the year to date of printed figures, rounded from its exact value.

    What `ytd_growth` gives, as a table prints it: the figures are read as the decimals they
    were printed as, added exactly, and the rate of the two sums is rounded half up. 100.35
    and 114.35 over 100 and 100 are growth of exactly 7.35 %, printed as 7.4.

    Parameters
    ----------
    x : array_like of real numbers, or labelled data
        Figures as printed, one or more series, with consecutive periods along `axis`. A
        float32 is read as its own shortest decimal, integers and Decimals exactly.
    decimals : int, default 1
        Decimals of the rate as a percentage, from 0 to 15.
    percent : bool, default False
        Give percentages, 7.4, in place of fractions, 0.074.
    periods_per_year, first_period, gaps, freq, year_start, axis
        As in `ytd`.
    missing, min_count
        As in `ytd_growth`.

    Returns
    -------
    ndarray of float64, or the kind of `x`
        Fractions, or percentages, in the shape of `x`; NaN as long as the year before is not
        complete up to the same period, and where its sum is zero or negative.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `ytd_growth`; `decimals` outside 0 .. 15, an infinite figure.

    See Also
    --------
    ytd_growth : the same of doubles, fast and not rounded.
    printed_growth : the rate of two printed figures.

    References
    ----------
    United Nations (2013), *International Recommendations for the Index of Industrial
    Production 2010*, chapter VI. Rounding as in `round_half_up`.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.printed_ytd([100, 100, 100.35, 114.35], periods_per_year=2, percent=True)
    array([nan, nan, 0.4, 7.4])
    """
    if type(x) is not np.ndarray and is_labelled(x):
        x = x if is_dask(x) else as_printed(x, "x", "printed_ytd")
        return over_labels(printed_ytd, locals(), of_year=True, days=nothing_then_nor_a_year_on)
    function = "printed_ytd"
    if gaps is not RAISE or freq is not None or year_start is not None:
        no_label_options(gaps, freq, year_start, function)
    figures = figures_of(x, "x", function, min_ndim=1)
    places = np.asarray(integer(decimals, "decimals", function, low=0, high=MOST_DECIMALS))
    in_percent = flag(percent, "percent", function)
    year = year_of(periods_per_year, first_period, function)
    where = axis_number(axis, figures.units.ndim, function)
    fewest = omits(missing, min_count, np.where(figures.missing, np.nan, 0.0), where, function)
    ratio = _over_the_year(figures, year, fewest, where)
    return np.moveaxis(rounded_rate(ratio, places, in_percent), -1, where)


def _over_the_year(figures: Units, year: tuple[int, int], fewest: int, axis: int) -> Ratio:
    """Return the changes and the bases of the year so far; time goes to the last axis."""
    per_year, first = year
    units = np.moveaxis(np.where(figures.missing, 0, figures.units), axis, -1)
    n = units.shape[-1]
    if n == 0:
        return Ratio(np.zeros(units.shape, dtype=np.int64), np.zeros(units.shape, dtype=np.int64))
    n_years = -(-(first - 1 + n) // per_year)
    cells = (*units.shape[:-1], n_years * per_year)
    wide, there = np.zeros(cells, dtype=units.dtype), np.zeros(cells, dtype=bool)
    wide[..., first - 1 : first - 1 + n] = units
    there[..., first - 1 : first - 1 + n] = ~np.moveaxis(figures.missing, axis, -1)
    years = wide.reshape(*units.shape[:-1], n_years, per_year)
    seen = there.reshape(years.shape)
    both = seen[..., 1:, :] & seen[..., :-1, :]
    begun = np.arange(n_years - 1) * per_year >= first - 1  # the year before, within the data
    now, before = (
        running_sums(np.where(both, part, 0), years.ndim - 1)
        for part in (years[..., 1:, :], years[..., :-1, :])
    )
    count = np.cumsum(both, axis=-1)
    enough = count >= fewest if fewest else count == np.arange(1, per_year + 1)
    enough = enough & begun[:, np.newaxis]
    base = np.where(enough & np.asarray(before > 0, dtype=bool), before, 0)
    change, divisor = np.zeros(years.shape, dtype=base.dtype), np.zeros(years.shape, base.dtype)
    change[..., 1:, :], divisor[..., 1:, :] = now - before, base
    part = slice(first - 1, first - 1 + n)
    return Ratio(change.reshape(cells)[..., part], divisor.reshape(cells)[..., part])
