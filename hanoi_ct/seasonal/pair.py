"""January and February together: the comparison that needs no adjustment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hanoi_ct._inputs.validate import shown
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.seasonal._series import monthly

if TYPE_CHECKING:
    import pandas as pd


def january_and_february(series: Any, *, how: str) -> pd.DataFrame:
    """January and February of each year as one, with the growth over the year before.

    Tết falls in one of the two months, so that their sum compares where neither does alone.

    Parameters
    ----------
    series : pandas.Series
        Consecutive months.
    how : {"sum", "mean"}
        "sum" of flows (output, exports), "mean" of index numbers. The growth is the same.

    Returns
    -------
    pandas.DataFrame
        A row for each year in which both months lie: `value`, in the unit of the series, and
        `growth`, a fraction. Missing where a month is missing; growth is missing in the first
        year and over a value that is not positive.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        No pandas Series of numbers, no index of consecutive months, another word for `how`.

    References
    ----------
    The way statistical offices print the first months where no adjusted series is made, as the
    General Statistics Office of Vietnam and the National Bureau of Statistics of China do.

    Examples
    --------
    >>> import pandas as pd
    >>> months = pd.period_range("2017-01", "2018-02", freq="M")
    >>> output = pd.Series([80.0, 100, *[120] * 10, 110, 88], index=months)
    >>> january_and_february(output, how="sum")["growth"].round(3).to_dict()
    {2017: nan, 2018: 0.1}
    """
    if not isinstance(how, str) or how not in ("sum", "mean"):
        raise ArgumentValueError(
            "`how` of january_and_february must be 'sum' (of flows) or 'mean' (of index numbers); "
            f"got {shown(how)}"
        )
    clean = monthly(series, "january_and_february")
    index: Any = clean.index
    january, february = clean[index.month == 1], clean[index.month == 2]
    first, second = (
        month.set_axis(month.index.year).rename_axis("year") for month in (january, february)
    )
    years = first.index.intersection(second.index)
    value = first[years] + second[years]
    if how == "mean":
        value = value / 2
    growth = value / value.shift().where(value.shift() > 0) - 1
    table: pd.DataFrame = value.to_frame("value").assign(growth=growth)
    return table
