"""Expenditure of past years brought to the prices at which it serves as weights."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.as_pandas import as_pandas
from hanoi_ct._inputs.calendar import Calendar
from hanoi_ct._inputs.validate import first_position, integer
from hanoi_ct._inputs.wide import is_time
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy._codes.arrange import checked_codes
from hanoi_ct.hierarchy._codes.tree import CodeTree
from hanoi_ct.hierarchy._values.leaves import LeafData, leaf_data
from hanoi_ct.measures._index.basket_weights import BasketWeights, basket_weights
from hanoi_ct.measures._index.links import link_calendar, rows_of_months

_FUNCTION = "uprate"


def uprate(
    weights: Any,
    x: Any,
    *,
    lag: int = 2,
    link: Any = 12,
    periods: Sequence[Any] | None = None,
    freq: str | None = None,
    year_start: int | None = None,
) -> dict[Any, dict[Any, float]]:
    """Bring yearly expenditure to the prices of the link from which it serves as weights.

    What holds after the link month is the expenditure of `lag` years before, or of the last
    year before that for which there is any, times the price index of the link month over its
    mean in the year of the expenditure.

    Parameters
    ----------
    weights : mapping, Series or DataFrame
        Expenditure by year and code: {year: {code: value}}, a Series by (year, code), or a
        frame with the years down and the codes across. Not negative, in any unit. Years need
        not follow each other.
    x : mapping or DataFrame
        Price index of each code, positive, on any base: one number a period, months or
        quarters that follow each other. A frame has the codes on either axis.
    lag : int, default 2
        By how many years the expenditure comes before the year of the first period after the
        link; at least 1.
    link : int, tuple of int, or mapping, default 12
        The month of the link, in which a period ends; several, such as ``(12, 1)`` for a
        double link, or a mapping of years to months: as in `Hierarchy.chain_linked`.
    periods : sequence, optional
        Labels of the periods; left out for a frame, which has its own.
    freq : str, optional
        The unit of the periods, where their labels leave it open; as in `hanoi_ct.growth`.
    year_start : int, optional
        The month in which the years of the expenditure begin: 4 for years from April to
        March, which are named for the year in which they end. With ``link=3`` the weights of
        such years hold from their beginning.

    Returns
    -------
    dict
        {year: {code: value}}, or by the first period after the link where that does not begin
        a year: the `weights` of `Hierarchy.chain_linked` with the same `link` and
        `year_start`, in the unit of the expenditure. A link before which there is no
        expenditure of a year that `x` covers has none; the last may be of a year after `x`.
        Codes without expenditure are left out.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        `weights` of other periods than years, negative, or of a code that `x` lacks; periods
        that are no months or quarters, or have a gap; an index that is missing or not positive
        where there is expenditure; no link that any expenditure serves; products that leave
        the doubles.

    Notes
    -----
    Quantities stay those of the year of the expenditure: an index with such weights is Lowe's.

    References
    ----------
    IMF, ILO, Eurostat, UNECE, OECD, World Bank (2020), *Consumer Price Index Manual:
    Concepts and Methods*, chapter 9, on price-updating expenditure weights.

    Examples
    --------
    >>> from hanoi_ct.hierarchy import uprate
    >>> prices = {"rice": [100, 100, 100, 100, 110, 120, 120, 120], "tea": [100] * 8}
    >>> quarters = [f"{year}Q{n}" for year in (2016, 2017) for n in (1, 2, 3, 4)]
    >>> uprate({2016: {"rice": 60, "tea": 40}}, prices, periods=quarters)
    {2018: {'rice': 72.0, 'tea': 40.0}}
    """
    before = integer(lag, "lag", _FUNCTION, low=1)
    data = _levels(as_pandas(x, frozenset(), "x", _FUNCTION), periods)
    codes = data.codes
    calendar = link_calendar(data.read.periods, _FUNCTION, freq, year_start)
    _refuse_other_units(calendar)
    baskets = basket_weights(weights, codes, calendar, _FUNCTION)
    years = [_year_of(calendar, number) for number in baskets.since.tolist()]
    _refuse_parts_of_years(calendar, baskets, years)
    spends: NDArray[np.bool_] = np.any(baskets.sets > 0.0, axis=0)
    rows_of_year = {year: rows for year, rows, whole in calendar.years() if whole}
    found: dict[Any, dict[Any, float]] = {}
    for row in rows_of_months(calendar, link, _FUNCTION).tolist():
        since = int(calendar.numbers[row]) + 1
        holds = _year_of(calendar, since)
        served = [i for i, year in enumerate(years) if year <= holds - before and spends[i]]
        if not served or years[served[-1]] not in rows_of_year:
            continue
        spent, of_year = baskets.sets[:, served[-1]], rows_of_year[years[served[-1]]]
        begins = since == calendar.numbers_of_year(holds)[0]
        found[holds if begins else calendar.written(since)] = _moved(data, spent, of_year, row)
    if not spends.any():
        raise ArgumentValueError(
            f"`weights` of {_FUNCTION} must hold expenditure above 0; got none in "
            f"{', '.join(map(str, years[:5]))}"
        )
    if not found:
        raise ArgumentValueError(
            f"`weights` of {_FUNCTION} must be of a year that `x` covers, {before} or more before "
            f"that of the period after a link in `x`; got {', '.join(map(str, years[:5]))}"
        )
    return found


class _Levels(NamedTuple):
    codes: list[Any]
    read: LeafData


def _levels(x: Any, periods: Sequence[Any] | None) -> _Levels:
    """Return the price indexes of all codes of `x`, as leaves of a tree without branches."""
    if hasattr(x, "columns") and hasattr(x, "index"):
        across = all(isinstance(label, str) for label in x.columns)
        down = all(isinstance(label, str) for label in x.index)
        if across and down and periods is None:
            periods_down = is_time(x.index)
            if periods_down == is_time(x.columns):
                raise ArgumentValueError(
                    f"`x` of {_FUNCTION} must have periods on one axis and codes on the other; got "
                    f"texts on both that leave it open: make the periods a PeriodIndex"
                )
            across = periods_down
        codes = (x.columns if across or not down else x.index).tolist()
    elif hasattr(x, "items"):
        codes = list(x)
    else:
        raise ArgumentTypeError(
            f"`x` of {_FUNCTION} must be price indexes by code, a mapping or a DataFrame; got a "
            f"{type(x).__name__}"
        )
    flat = CodeTree([-1] * len(codes), checked_codes(codes, f"`x` of {_FUNCTION}"))
    return _Levels(codes, leaf_data(flat, x, periods, "raise", _FUNCTION))


def _year_of(calendar: Calendar, number: int) -> int:
    """Return the year in which a period of months ends; years bear the number of their end."""
    unit, start = calendar.unit, calendar.year_start
    after_start = (number + 1) * unit.length + unit.begin - start
    return 1970 + after_start // 12 + (1 if start > 1 else 0)


def _refuse_other_units(calendar: Calendar) -> None:
    unit = calendar.unit
    if unit.kind != "month" or unit.length >= 12:
        raise ArgumentValueError(
            f"`periods` of {_FUNCTION} must be months or quarters; got {unit.plural}"
        )


def _refuse_parts_of_years(calendar: Calendar, baskets: BasketWeights, years: list[int]) -> None:
    """Raise where expenditure is not said to be of a year."""
    for label, since, year in zip(baskets.said, baskets.since.tolist(), years, strict=True):
        numbers = calendar.numbers_of(label)
        if numbers is None or [since, numbers[1]] != [
            int(end) for end in calendar.numbers_of_year(year)[[0, -1]]
        ]:
            raise ArgumentValueError(
                f"periods in `weights` of {_FUNCTION} must be years; got {label}: sum the "
                f"expenditure of a year"
            )


def _moved(data: _Levels, spent: Floats, of_year: Any, row: int) -> dict[Any, float]:
    """Return expenditure of a year at the prices of a row."""
    has = spent > 0.0
    levels = data.read.values
    used = np.append(of_year, row)
    refused = has[:, np.newaxis] & ~((levels[:, used] > 0.0) & (levels[:, used] < np.inf))
    if refused.any():
        count, (code, column) = first_position(refused)
        raise ArgumentValueError(
            f"`x` of {_FUNCTION} must be positive where there is expenditure; got "
            f"{levels[code, used[column]]} for {data.codes[code]!r} in "
            f"{data.read.periods[used[column]]}{f' (the first of {count})' if count > 1 else ''}: "
            f"impute it, or leave out the expenditure"
        )
    with np.errstate(invalid="ignore", over="ignore", under="ignore"):
        moved = spent * (levels[:, row] / levels[:, of_year].mean(axis=1))
    lost = has & ~((moved > 0.0) & (moved < np.inf))
    if lost.any():
        code = int(lost.argmax())
        raise ArgumentValueError(
            f"`weights` of {_FUNCTION} times the change of prices must stay within the doubles; "
            f"got {spent[code]:.3g} for {data.codes[code]!r} at prices up to "
            f"{levels[code, used].max():.3g}: divide both by powers of ten"
        )
    return {data.codes[i]: float(moved[i]) for i in np.flatnonzero(has)}
