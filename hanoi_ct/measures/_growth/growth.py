"""Growth over a lag: relative, absolute, logarithmic, at a yearly rate."""

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct import _core
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.labels import (
    RAISE,
    Gaps,
    is_labelled,
    no_label_options,
    over_labels,
    yearly_rate_length,
)
from hanoi_ct._inputs.overloads import over_time
from hanoi_ct._inputs.validate import axis_number, choice, float64_array, integer
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._calls.along import along, bases_of, refuse_bases
from hanoi_ct.measures._calls.policies import RULES, NegativeBase

Kind = Literal["relative", "difference", "log", "annualised"]

_KINDS = {"relative": 0, "difference": 1, "log": 2, "annualised": 3}


@over_time
def growth(
    x: ArrayLike | Any,
    lag: int = 1,
    *,
    kind: Kind = "relative",
    differences: int = 1,
    periods_per_year: int | None = None,
    negative_base: NegativeBase = "nan",
    gaps: Gaps = "raise",
    freq: str | None = None,
    year_start: int | None = None,
    axis: int = -1,
    threads: int | None = None,
    out: NDArray[np.float64] | None = None,
) -> Any:
    """Growth of each period over an earlier one, as a fraction.

    With x0 the value `lag` periods before x1, the rate is ``(x1 - x0) / x0``: 0.074 for
    a rise of 7.4 %. On monthly data ``lag=1`` compares with the month before and
    ``lag=12`` with the same month of the year before.

    Parameters
    ----------
    x : array_like of real numbers, or labelled data
        Observations, one or more series, with consecutive periods along `axis`.
        Booleans, narrower floats and integers up to 2**53 are converted to float64.
        Labelled data are a pandas Series or DataFrame, an xarray DataArray, a polars Series
        or DataFrame, an Arrow array or table; time runs down the rows. Periods are read
        from the index, the coordinate, or the one column that is not of numbers, as
        periods, dates or text ("2018-08", "2018Q3", "2018"). A polars Series or Arrow array
        has none: its rows are consecutive.
    lag : int, default 1
        How many periods back the base lies; at least 1.
    kind : {"relative", "difference", "log", "annualised"}, default "relative"
        "relative": ``(x1 - x0) / x0``. "difference": ``x1 - x0``, in the unit of `x`.
        "log": ``ln(x1) - ln(x0)``. "annualised": ``(x1 / x0) ** (periods_per_year / lag) - 1``.
    differences : int, default 1
        How often differences are taken, each of the ones before; for the kinds
        "difference" and "log" only.
    periods_per_year : int, optional
        For "annualised"; without it 12, or what the index of labelled data says (52 of
        weeks), with which it must agree.
    negative_base : {"nan", "formula", "absolute", "raise"}, default "nan"
        What a rate is where its base is zero or negative, since the sign of the
        quotient then misleads. "nan": missing. "formula": whatever the division
        gives in IEEE arithmetic, without a warning. "absolute": divide by the absolute
        value of the base; a zero base gives NaN; for relative growth only. "raise": an
        error that says how many such bases there are and where the first stands. A
        difference has no base: the option has no effect on it.
    gaps : {"raise", "missing"}, default "raise"
        What to do about periods that the index of labelled data leaves out: an error
        that names the first, or take them as missing values. Dates then need `freq`, since
        rows left out change what the rest looks like. Arrays have no index.
    freq : str, optional
        The unit of the labels: "M", "Q", "Y", "W", "D", a multiple ("6M" for half-years), or
        an alias of pandas, which means what it means there ("Q-MAR", "W-MON"). Any day of a
        period then stands for it; whole numbers are read as months YYYYMM under "M", as
        years under "Y". Without it, periods and text say their unit; dates are of the
        coarsest unit that all of them fit with no period left out.
    year_start : int, optional
        The month in which the statistical year begins: 4 for April to March, which is named
        for the year in which it ends. Without it January, or what the periods say.
    axis : int, default -1
        The axis of `x` along which the periods lie. It is left out for labelled data, or
        is the name of a dimension of a DataArray.
    threads : int, optional
        At most so many threads; without it the environment variable HANOI_CT_THREADS or
        the processors there are. Arrays below two million values use one.
    out : ndarray of float64, optional
        Where to put the result; of the shape of `x`. It may overlap `x`.

    Returns
    -------
    ndarray of float64, or the kind of `x`
        In the shape of `x`, with its labels, and its attributes where the unit is that of
        `x`. The first `lag` periods are NaN.

    Raises
    ------
    ArgumentTypeError
        `x` does not hold real numbers (masked, object, text or complex data), or is
        labelled without periods; `lag` is not an integer, `out` is not a float64 array.
    ArgumentValueError
        `lag` below 1, `axis` out of range, an unknown word, `out` of another shape or
        read-only; a base that ``negative_base="raise"`` does not allow; an index that is
        out of order, names a period twice or leaves one out, dates whose unit cannot be
        told, `freq` or `year_start` that contradict the labels.

    Notes
    -----
    A missing value (NaN) at either end makes the rate missing; nothing is filled. A
    relative rate is one subtraction and one division, so that its error is at most
    :math:`2^{-52}` of it (to first order, underflow apart), however close the two
    values are. It is the same to the bit on every machine, for every memory layout and
    number of threads; the last bits of "log" and "annualised" are the C library's.

    References
    ----------
    IMF, ILO, Eurostat, UNECE, OECD, World Bank (2020), *Consumer Price Index Manual:
    Concepts and Methods*, chapter 8. United Nations (2013), *International
    Recommendations for the Index of Industrial Production 2010*, chapter VI.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.growth([100.0, 125.0, 100.0])
    array([  nan,  0.25, -0.2 ])
    >>> hanoi_ct.growth([[50, 40, 60, 50]], lag=2)
    array([[ nan,  nan, 0.2 , 0.25]])
    >>> hanoi_ct.growth([100, 104, 109, 115], kind="difference", differences=2)
    array([nan, nan,  1.,  1.])
    """
    if periods_per_year is not None:
        integer(periods_per_year, "periods_per_year", "growth", low=1)
    if type(x) is not np.ndarray and is_labelled(x):
        given = locals()
        if periods_per_year is not None or (type(kind) is str and kind == "annualised"):
            given = {**given, "periods_per_year": yearly_rate_length(x, given, "growth")}
        return over_labels(growth, given, same_unit=type(kind) is str and kind == "difference")
    if gaps is not RAISE or freq is not None or year_start is not None:
        no_label_options(gaps, freq, year_start, "growth")
    values = float64_array(x, "x", "growth", min_ndim=1)
    periods = integer(lag, "lag", "growth", low=1)
    rule = choice(negative_base, RULES, "negative_base", "growth")
    where = axis_number(axis, values.ndim, "growth")
    # The types first: an array would be compared element by element.
    plain = type(kind) is str and type(differences) is int
    if plain and kind == "relative" and differences == 1:
        if negative_base == "raise":
            refuse_bases(bases_of(values, periods, where), where, "growth")
        return along(_core.growth, values, where, (periods, rule), out, "growth", threads)
    return _of_other_kind(
        values, periods, kind, differences, periods_per_year, negative_base, where, threads, out
    )


def _of_other_kind(
    x: Floats,
    lag: int,
    kind: Any,
    differences: Any,
    periods_per_year: Any,
    negative_base: str,
    axis: int,
    threads: int | None,
    out: Floats | None,
) -> Floats:
    word = choice(kind, _KINDS, "kind", "growth")
    times = integer(differences, "differences", "growth", low=1)
    if times > 1 and kind in ("relative", "annualised"):
        raise ArgumentValueError(
            f"`differences` of growth must be 1 for kind={kind!r}; got {times}: a growth rate "
            "of growth rates means nothing"
        )
    if negative_base == "absolute" and word >= 2:
        raise ArgumentValueError(
            "`negative_base` of growth must be 'nan', 'formula' or 'raise' for "
            f"kind={kind!r}; got 'absolute'"
        )
    if negative_base == "raise" and kind != "difference":
        refuse_bases(bases_of(x, lag, axis), axis, "growth")
    rule = RULES[negative_base]
    if kind == "difference":
        result = along(_core.change, x, axis, (lag,), out, "growth", threads)
    elif kind == "log":
        result = along(_core.log_growth, x, axis, (lag, rule), out, "growth", threads)
    else:
        per_year = 12 if periods_per_year is None else periods_per_year
        if per_year == lag:  # growth over a year is at a yearly rate
            return along(_core.growth, x, axis, (lag, rule), out, "growth", threads)
        parameters = (lag, per_year, rule)
        return along(_core.annualised_growth, x, axis, parameters, out, "growth", threads)
    for _ in range(times - 1):
        result = along(_core.change, result.copy(), axis, (lag,), result, "growth", threads)
    return result
