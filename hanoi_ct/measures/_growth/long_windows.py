"""Moving windows of long tables: by the calendar, in any order of rows."""

from collections.abc import Callable, Sequence
from typing import Any

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.blocks import is_dask
from hanoi_ct._inputs.dask_long import over_shares_of_series
from hanoi_ct._inputs.overloads import over_long_table as long_table
from hanoi_ct.measures._calls.policies import Missing, NegativeBase
from hanoi_ct.measures._growth.long_columns import by_period, in_runs, read, window_of
from hanoi_ct.measures._growth.moving import moving_growth, moving_mean, moving_sum


@long_table
def panel_moving_sum(
    values: Any,
    series: Any = None,
    period: Any = None,
    window: int | None = None,
    *,
    value: str | None = None,
    by: str | Sequence[str] | None = None,
    time: str | tuple[str, str] | None = None,
    freq: str | None = None,
    year_start: int | None = None,
    missing: Missing = "propagate",
    min_count: int = 1,
    threads: int | None = None,
) -> Any:
    """Sum of the last `window` periods in each series of a long table.

    Parameters
    ----------
    values, series, period
        As in `panel_growth`.
    window : int, optional
        How many periods a window has. Without it a year: what the periods say, 12 of whole
        numbers.
    value, by, time, freq, year_start
        As in `panel_growth`.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        As in `moving_sum`; a period that is not in the table is missing, and only a NaN in the
        table is refused by "raise".
    min_count, threads
        As in `growth` and `ytd`.

    Returns
    -------
    ndarray of float64, or the kind of `values`
        Sums of the windows, in kind and order as in `panel_growth`.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `panel_growth`, and for an option that `moving_sum` does not allow.

    Notes
    -----
    Rows and time are those of `panel_growth`. The bits are those of `moving_sum` on each series.

    References
    ----------
    As `panel_growth`.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.panel_moving_sum([3.0, 1.0, 2.0, 4.0], [1, 1, 1, 1], [3, 1, 2, 5], 2)
    array([ 5., nan,  3., nan])
    """
    given = locals()
    if is_dask(values):
        return over_shares_of_series(panel_moving_sum, given)
    return _over_windows(moving_sum, given, "panel_moving_sum")


@long_table
def panel_moving_mean(
    values: Any,
    series: Any = None,
    period: Any = None,
    window: int | None = None,
    *,
    value: str | None = None,
    by: str | Sequence[str] | None = None,
    time: str | tuple[str, str] | None = None,
    freq: str | None = None,
    year_start: int | None = None,
    missing: Missing = "propagate",
    min_count: int = 1,
    threads: int | None = None,
) -> Any:
    """Mean of the last `window` periods in each series of a long table.

    Parameters
    ----------
    values, series, period
        As in `panel_growth`.
    window : int, optional
        How many periods a window has. Without it a year: what the periods say, 12 of whole
        numbers.
    value, by, time, freq, year_start
        As in `panel_growth`.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        As in `moving_mean`; a period that is not in the table is missing, and only a NaN in the
        table is refused by "raise".
    min_count, threads
        As in `growth` and `ytd`.

    Returns
    -------
    ndarray of float64, or the kind of `values`
        Means of the windows, in kind and order as in `panel_growth`.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `panel_growth`, and for an option that `moving_mean` does not allow.

    Notes
    -----
    Rows and time are those of `panel_growth`. The bits are those of `moving_mean` on each series.

    References
    ----------
    As `panel_growth`.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.panel_moving_mean([3.0, 1.0, 2.0, 4.0], [1, 1, 1, 1], [3, 1, 2, 5], 2)
    array([2.5, nan, 1.5, nan])
    """
    given = locals()
    if is_dask(values):
        return over_shares_of_series(panel_moving_mean, given)
    return _over_windows(moving_mean, given, "panel_moving_mean")


def _over_windows(measure: Callable[..., Any], given: dict[str, Any], function: str) -> Any:
    """Apply a sum or a mean over windows to the columns of a call."""
    table = read(given, function)
    width = window_of(given["window"], table)
    options = {"min_count": given["min_count"], "threads": given["threads"]}

    def block(x: Floats, first_period: int, out: Floats) -> None:
        measure(x, width, missing=in_runs(given["missing"]), out=out, **options)

    return by_period(block, table)


@long_table
def panel_moving_growth(
    values: Any,
    series: Any = None,
    period: Any = None,
    window: int | None = None,
    lag: int | None = None,
    *,
    value: str | None = None,
    by: str | Sequence[str] | None = None,
    time: str | tuple[str, str] | None = None,
    freq: str | None = None,
    year_start: int | None = None,
    missing: Missing = "propagate",
    min_count: int = 1,
    negative_base: NegativeBase = "nan",
    threads: int | None = None,
) -> Any:
    """Growth of the last `window` periods over those before, in a long table.

    Parameters
    ----------
    values, series, period
        As in `panel_growth`.
    window : int, optional
        How many periods a window has. Without it a year: what the periods say, 12 of whole
        numbers.
    lag : int, optional
        How many periods back the window of comparison lies; without it `window`.
    value, by, time, freq, year_start
        As in `panel_growth`.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        As in `moving_growth`; a period that is not in the table is missing, and only a NaN in the
        table is refused by "raise".
    min_count, negative_base, threads
        As in `growth` and `ytd`.

    Returns
    -------
    ndarray of float64, or the kind of `values`
        Growth rates as fractions, in kind and order as in `panel_growth`.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `panel_growth`, and for an option that `moving_growth` does not allow.

    Notes
    -----
    Rows and time are those of `panel_growth`. The bits are those of `moving_growth` on each series.

    References
    ----------
    As `panel_growth`.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.panel_moving_growth([10.0, 10.0, 11.0, 13.0], [1, 1, 1, 1], [1, 2, 3, 4], 2)
    array([nan, nan, nan, 0.2])
    """
    given = locals()
    if is_dask(values):
        return over_shares_of_series(panel_moving_growth, given)
    table = read(given, "panel_moving_growth")
    width = window_of(window, table)

    def block(x: Floats, first_period: int, out: Floats) -> None:
        moving_growth(
            x,
            width,
            lag,
            missing=in_runs(missing),
            min_count=min_count,
            negative_base=negative_base,
            threads=threads,
            out=out,
        )

    return by_period(block, table)
