"""Tables of products, items or leaves by periods: time runs down the rows of a frame.

Arrays have one row a product; a frame has one column a product, as statistical tables that
grow by a row a month. Which axis is time is read from the labels, and asked for where these
leave it open: a table taken the wrong way round would give an answer, too.
"""

import datetime
import re
from typing import Any, NamedTuple, NoReturn

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.calendar import checked
from hanoi_ct._inputs.columns_of_numbers import arrow_column, polars_column, side_by_side
from hanoi_ct._inputs.labels import no_labels
from hanoi_ct._inputs.libraries import library_of
from hanoi_ct._inputs.spelling import all_in_nfc, in_nfc
from hanoi_ct._inputs.tabular import arrow_array, dimensions, polars_series, take
from hanoi_ct._inputs.time_index import time_index
from hanoi_ct._inputs.times import is_cf
from hanoi_ct._inputs.validate import shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

Array = NDArray[Any]

# How a year, a quarter, a month or a day is written.
_PERIOD = re.compile(r"\d{4}(?:-?Q[1-4]|-\d{1,2}(?:-\d{1,2})?)?")


class Wide(NamedTuple):
    """A labelled table of products by periods."""

    values: Array  # one row a product, one column a period
    products: list[Any]
    times: Any  # an index, a column, or None
    name: Any  # of the column or dimension of time
    library: str


def wide_of(x: Any, name: str, function: str) -> Wide:
    """Take a labelled table apart: products down, periods across."""
    library = library_of(x)
    if library == "pandas":
        return _of_pandas(x, name, function)
    if library == "xarray":
        return _of_xarray(x, name, function)
    return _of_columns(x, str(library), name, function)


def _of_pandas(x: Any, name: str, function: str) -> Wide:
    if x.ndim == 1:
        _refuse_shape(name, function, "a pandas Series")
    down, across = is_time(x.index), is_time(x.columns)
    if down == across:
        fault = "times on both axes" if down else "times on neither axis"
        raise ArgumentValueError(
            f"`{name}` of {function} must have its periods down the rows, as an index of dates, "
            f"periods or text like 2018-08, and one column a product; got {fault}: set the "
            "index, or pass .to_numpy() with one row a product"
        )
    table = take(x if down else x.T, name, function)
    index, columns = table.labels
    return Wide(table.values.T, list(columns), index, index.name, "pandas")


def _of_xarray(x: Any, name: str, function: str) -> Wide:
    times = [dim for dim in x.dims if dim in x.indexes and is_time(x.indexes[dim])]
    if x.ndim != 2 or len(times) != 1:
        found = ", ".join(map(repr, x.dims))
        raise ArgumentValueError(
            f"`{name}` of {function} must have two dimensions, one of them with dates or periods "
            f"as coordinate; got {found}: select, or assign the coordinate"
        )
    time = times[0]
    product = next(dim for dim in x.dims if dim != time)
    values = take(x.transpose(product, time), name, function).values
    products = x[product].values.tolist() if product in x.coords else list(range(len(values)))
    return Wide(values, products, x[time], time, "xarray")


def _of_columns(x: Any, library: str, name: str, function: str) -> Wide:
    """Take a frame of polars or Arrow apart: a column that is no number is its time."""
    names = getattr(x, "columns", None) if library == "polars" else None
    if library == "pyarrow" and hasattr(x, "schema"):
        names = x.schema.names
    if names is None:
        _refuse_shape(name, function, f"a {library} {type(x).__name__}")
    read = polars_column if library == "polars" else arrow_column
    times: list[str] = []
    columns: dict[str, Array] = {}
    for i, label in enumerate(names):
        column = x[label] if library == "polars" else x.column(i)
        try:
            columns[label] = read(column, f"column {label!r} in `{name}`", function)
        except ArgumentTypeError:
            times.append(label)
    if len(times) > 1:
        raise ArgumentTypeError(
            f"`{name}` of {function} must have one column of time and else real numbers; got "
            f"{times[0]!r} and {times[1]!r}: select the columns"
        )
    n = len(x) if library == "polars" else x.num_rows
    values = side_by_side(list(columns.values()), n, printed=False)
    time = times[0] if times else None
    return Wide(values.T, list(columns), None if time is None else x[time], time, library)


def _refuse_shape(name: str, function: str, got: str) -> NoReturn:
    raise ArgumentValueError(
        f"`{name}` of {function} must be a table of periods by products; got {got}: pass a frame"
    )


def consecutive(table: Wide, freq: Any, name: str, function: str) -> None:
    """Raise where periods of a table are out of order, stand twice or are left out."""
    if table.times is None:
        no_labels(freq, None, function, f"a {table.library} frame without a column of time")
        return
    times = table.times.to_index() if table.library == "xarray" else table.times
    calendar = time_index(times, name, function, freq=freq, year_start=None, gaps="raise")
    checked(calendar, "raise", f"the index of `{name}`", function)


def is_time(labels: Any) -> bool:
    """Tell whether labels of a pandas index are dates or periods, by their type or as text."""
    import pandas as pd

    if isinstance(labels, (pd.DatetimeIndex, pd.PeriodIndex)) or is_cf(labels):
        return True
    listed = list(labels)
    if not listed or isinstance(labels, pd.MultiIndex):
        return False
    if all(isinstance(each, (datetime.date, np.datetime64, pd.Period)) for each in listed):
        return True
    texts = [each for each in listed if isinstance(each, str)]
    # Four digits alone may be a code of industry as well as a year.
    return len(texts) == len(listed) and all(
        _PERIOD.fullmatch(each) and len(each) > 4 for each in texts
    )


def over_time(result: Array, table: Wide, products: list[Any] | None = None) -> Any:
    """Return figures by period, or of `products` (rows of the result) by period."""
    if table.library == "pandas":
        import pandas as pd

        if products is None:
            return pd.Series(result, index=table.times)
        return pd.DataFrame(result.T, index=table.times, columns=pd.Index(products))
    if table.library == "xarray":
        import xarray as xr

        if products is None:
            return xr.DataArray(result, {table.name: table.times}, (table.name,))
        coords = {table.name: table.times, "node": products}
        return xr.DataArray(result.T, coords, (table.name, "node"))
    make = polars_series if table.library == "polars" else _named_arrow
    if products is None and table.times is None:
        return make("", result)
    figures = {"index": result} if products is None else dict(zip(products, result, strict=True))
    columns = {} if table.times is None else {table.name: table.times}
    columns |= {str(label): make(str(label), figure) for label, figure in figures.items()}
    if table.library == "polars":
        import polars as pl

        return pl.DataFrame(columns)
    import pyarrow as pa

    return pa.table(columns)


def _named_arrow(_: str, values: Array) -> Any:
    return arrow_array(values)


def of_products(x: Any, products: list[Any], name: str, data: str, function: str) -> Any:
    """Return one figure a product as an array; labels, if any, must be those of the table.

    A frame of them, periods by products, comes back with one row a product.
    """
    library = library_of(x)
    if library is None:
        return x
    if dimensions(x) == 2:
        table = wide_of(x, name, function)
        _same_products(table.products, products, name, data, function)
        return table.values
    values = take(x, name, function).values
    if library == "pandas":
        _same_products(list(x.index), products, name, data, function)
    elif library == "xarray" and x.dims[0] in x.coords:
        _same_products(x[x.dims[0]].values.tolist(), products, name, data, function)
    return values


def _same_products(
    found: list[Any], products: list[Any], name: str, data: str, function: str
) -> None:
    if found == products or all_in_nfc(found) == all_in_nfc(products):
        return
    rule = f"`{name}` of {function} must have the labels of the products of `{data}`, in order"
    if len(found) != len(products):
        raise ArgumentValueError(f"{rule}; got {len(found)} for {len(products)}")
    pairs = enumerate(zip(found, products, strict=True))
    at = next(i for i, (a, b) in pairs if in_nfc(a) != in_nfc(b))
    raise ArgumentValueError(
        f"{rule}; got {shown(found[at])} for {shown(products[at])} at position {at}: reindex it"
    )
