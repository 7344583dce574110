"""Objects of pandas, xarray, polars and Arrow as an array and labels, and back."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.columns_of_numbers import (
    doubles_of,
    is_arrow_number,
    is_polars_number,
    objects_of,
)
from hanoi_ct._inputs.libraries import library_of
from hanoi_ct._inputs.numbers import refuse_beyond, to_float64
from hanoi_ct._inputs.spelling import spelled_as
from hanoi_ct._inputs.times import is_cf, read_times
from hanoi_ct._inputs.units import MONTHS
from hanoi_ct._inputs.validate import brief, shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError, HanoiCTError


class Pieces(NamedTuple):
    """An object of a library of labelled data taken apart."""

    values: Floats
    axis: int  # of the time
    times: Any  # the labels of time, an index or a column; None where there are none
    # Values of the same shape back into the same kind; with one more axis at the end, the
    # places of the year, into the kind that has room for it. The second argument tells
    # whether attributes are kept: units and long names are true of the same unit only.
    together: Callable[[Floats, bool], Any]


def is_labelled(x: Any) -> bool:
    """Tell whether `x` is a labelled object that the functions take apart."""
    return library_of(x) is not None


def container_of(x: Any, axis: Any, name: str, function: str) -> Pieces:
    """Return the pieces of a labelled object; its numbers as float64, missing as NaN."""
    apart = {"polars": _polars, "xarray": _xarray, "pyarrow": _arrow, "pandas": _pandas}
    return apart[library_of(x) or "pandas"](x, axis, name, function)


def _is_one_of(axis: Any, places: tuple[int, ...]) -> bool:
    return isinstance(axis, (int, np.integer)) and axis in places


def _refuse_axis(axis: Any, places: tuple[int, ...], what: str, function: str) -> None:
    if not _is_one_of(axis, places):
        raise ArgumentValueError(
            f"`axis` of {function} must be left out for {what}; got {shown(axis)}"
        )


def _pandas(x: Any, axis: Any, name: str, function: str) -> Pieces:
    import pandas as pd

    frame = isinstance(x, pd.DataFrame)
    if not _is_one_of(axis, (0, -1)):
        raise ArgumentValueError(
            f"`axis` of {function} must be left out for pandas objects, whose time is the "
            f"index; got {shown(axis)}: transpose the DataFrame if its columns are the periods"
        )
    values = _pandas_values(x, frame, name, function)

    def together(result: Floats, attributes: bool) -> Any:
        whole: Any
        if result.ndim > values.ndim:
            columns = _by_place(x.columns if frame else None, result.shape[-1])
            flat = result.reshape(len(x), len(columns))
            whole = pd.DataFrame(flat, index=x.index, columns=columns)
        elif frame:
            whole = pd.DataFrame(result, index=x.index, columns=x.columns, copy=False)
        else:
            whole = pd.Series(result, index=x.index, name=x.name, copy=False)
        if attributes and x.attrs:
            whole.attrs = dict(x.attrs)
        return whole

    return Pieces(values, 0, x.index, together)


def _pandas_values(x: Any, frame: bool, name: str, function: str) -> Floats:
    """Return the numbers of a pandas object; without a copy where they lie in one block."""
    if not frame:
        return doubles_of(x, "pandas", f"`{name}`", function)
    if x.shape[1] > 1:
        whole = x.to_numpy()
        # What is lent for reading alone is no copy: all columns are in one block, of its type.
        if whole.dtype == np.float64 and not whole.flags.writeable:
            return whole  # type: ignore[no-any-return]
    if x.shape[1]:
        _, first = next(iter(x.items()))
        if first.dtype == np.float64:
            whole = x.to_numpy()
            # What shares memory with a column is no copy: all are in its block, of its type.
            if whole.dtype == np.float64 and np.may_share_memory(whole, first.to_numpy()):
                return whole  # type: ignore[no-any-return]
    kinds = set(x.dtypes)
    if all(map(is_real, kinds)):
        for kind in kinds:
            if kind.kind in "iu":
                _refuse_large(x.select_dtypes(kind).to_numpy(), f"`{name}`", function)
        return x.to_numpy(dtype=np.float64)  # type: ignore[no-any-return]
    values = np.empty(x.shape)
    for i, label in enumerate(x.columns):
        where = f"column {brief(label)} in `{name}`"
        values[:, i] = doubles_of(x.iloc[:, i], "pandas", where, function)
    return values


def _by_place(columns: Any, n: int) -> Any:
    """Return columns of the places in the year, from 1, within each of `columns`."""
    import pandas as pd

    places = np.arange(1, n + 1)
    if columns is None:
        return pd.Index(places, name="place")
    levels = [columns.get_level_values(i).repeat(n) for i in range(columns.nlevels)]
    levels.append(np.tile(places, len(columns)))
    return pd.MultiIndex.from_arrays(levels, names=[*columns.names, "place"])


def is_real(dtype: Any) -> bool:
    """Tell whether a dtype of NumPy is of real numbers that doubles hold."""
    # Not what is longer than a double: digits would be cut.
    return isinstance(dtype, np.dtype) and dtype.kind in "buif" and dtype.itemsize <= 8


def _xarray(x: Any, axis: Any, name: str, function: str) -> Pieces:
    import pandas as pd
    import xarray as xr

    if x.dtype != object and not is_real(x.dtype):
        raise ArgumentTypeError(
            f"`{name}` of {function} must hold real numbers; got a DataArray of dtype {x.dtype}"
        )
    indexes = {dim: x.indexes[dim] for dim in x.dims if dim in x.indexes}
    dated = pd.DatetimeIndex, pd.PeriodIndex
    times = [dim for dim, each in indexes.items() if isinstance(each, dated) or is_cf(each)]
    if isinstance(axis, str):
        axis = spelled_as(axis, x.dims)
        times = [axis] if axis in x.dims else []
    elif not times:  # of text, or of Python's dates
        times = [dim for dim, each in indexes.items() if _names_times(each)]
    if len(times) != 1:
        way = "name it with axis="
        if not times and x.dims:
            way = f"assign one, as by .assign_coords({{{x.dims[-1]!r}: dates}})"
        raise ArgumentValueError(
            f"`{name}` of {function} must have one dimension with dates or periods as "
            f"coordinate; got {', '.join(map(repr, times)) or 'none'} among "
            f"{', '.join(map(repr, x.dims))}: {way}"
        )
    where = x.dims.index(times[0])
    if not isinstance(axis, str) and not _is_one_of(axis, (-1, where)):
        raise ArgumentValueError(
            f"`axis` of {function} must be the name of the time dimension or left out for a "
            f"DataArray; got {shown(axis)}"
        )
    if times[0] not in x.indexes:
        raise ArgumentTypeError(
            f"dimension {times[0]!r} of `{name}` of {function} must have dates or periods as "
            "coordinate; got none"
        )
    given = x.to_numpy()
    _refuse_large(given, f"`{name}`", function)
    if given.dtype == object:
        listed = objects_of(given.ravel(), f"`{name}`", given.dtype, function)
        given = to_float64(listed.reshape(given.shape), name, function)
    values = np.asarray(given, dtype=np.float64)

    def together(result: Floats, attributes: bool) -> Any:
        kept = x.attrs if attributes else None
        if result.ndim > values.ndim:
            if "place" in x.dims or "place" in x.coords:
                raise ArgumentValueError(
                    f"`{name}` of {function} must leave the name 'place' to the result; got it "
                    "among its dimensions and coordinates: rename it"
                )
            coords = {**x.coords, "place": np.arange(1, result.shape[-1] + 1)}
            return xr.DataArray(result, coords, (*x.dims, "place"), name=x.name, attrs=kept)
        return xr.DataArray(result, coords=x.coords, dims=x.dims, name=x.name, attrs=kept)

    return Pieces(values, where, x.indexes[times[0]], together)


def _names_times(index: Any) -> bool:
    """Tell whether labels that are no numbers are dates, periods or text that names them."""
    if getattr(index.dtype, "kind", "O") not in "OTU":
        return False
    try:
        return read_times(index, "", "") is not None
    except HanoiCTError:
        return False


def _refuse_large(array: NDArray[Any], argument: str, function: str) -> None:
    if array.dtype.kind in "iu" and array.dtype.itemsize > 4 and array.size:
        refuse_beyond(int(array.min()), int(array.max()), argument, function)


def _polars(x: Any, axis: Any, name: str, function: str) -> Pieces:
    import polars as pl

    if isinstance(x, pl.Series):
        _refuse_axis(axis, (0, -1), "a polars Series", function)
        values = doubles_of(x, "polars", f"`{name}`", function)

        def of_series(result: Floats, attributes: bool) -> Any:
            if result.ndim > values.ndim:
                places = [str(place) for place in range(1, result.shape[-1] + 1)]
                return pl.DataFrame(result, schema=places, nan_to_null=True)
            return pl.Series(x.name, result, nan_to_null=True)

        return Pieces(values, 0, None, of_series)
    _refuse_axis(axis, (0, -1), "a polars DataFrame, whose time runs down the rows", function)
    time = _time_column(
        {c: is_polars_number(t) for c, t in x.schema.items()},
        lambda column: x[column].to_numpy(), {c: t.is_integer() for c, t in x.schema.items()},
        name, function,
    )  # fmt: skip
    columns = [column for column in x.columns if column != time]
    table = _stacked(
        [doubles_of(x[c], "polars", f"column {brief(c)} in `{name}`", function) for c in columns],
        len(x),
    )

    def together(result: Floats, attributes: bool) -> Any:
        found = [
            x[label] if at is None else pl.Series(label, result[at], nan_to_null=True)
            for label, at in _result_columns(x.columns, time, result)
        ]
        return pl.DataFrame(found)

    return Pieces(table, 0, None if time is None else x[time], together)


def _stacked(columns: list[Floats], n: int) -> Floats:
    """Return columns side by side, each where it can be read in one go."""
    table = np.empty((n, len(columns)), order="F")
    for i, column in enumerate(columns):
        table[:, i] = column
    return table


def _result_columns(names: Any, time: Any, result: Floats) -> Any:
    """Yield the names of columns and where each stands in the result; None for the time."""
    i = 0
    for label in names:
        if label == time:
            yield label, None
        elif result.ndim == 2:
            yield label, (slice(None), i)
            i += 1
        else:
            for place in range(result.shape[-1]):
                yield f"{label}_{place + 1}", (slice(None), i, place)
            i += 1


def _time_column(
    real: dict[str, bool],
    column: Callable[[str], Any],
    whole: dict[str, bool],
    name: str,
    function: str,
) -> str | None:
    """Return the one column of a frame without index that is not of numbers: its time."""
    others = [label for label, is_number in real.items() if not is_number]
    if len(others) > 1:
        raise ArgumentTypeError(
            f"`{name}` of {function} must have one column of time and else real numbers; got "
            f"{brief(others[0])} and {brief(others[1])}: select the columns, or take "
            "the panel_ functions for long tables"
        )
    for label in [] if others else [label for label, is_whole in whole.items() if is_whole]:
        years = np.asarray(column(label))
        if len(years) and (years == years).all() and like_times(years):
            raise ArgumentTypeError(
                f"`{name}` of {function} must have its time as dates or text; got whole numbers "
                f"that look like years or months in column {brief(label)}: turn them into text or "
                "dates, or drop the column if its rows are consecutive; figures that look so, into "
                "floats"
            )
    return others[0] if others else None


def like_times(values: NDArray[Any]) -> bool:
    """Tell whether whole numbers are different years, most of a stretch, or YYYYMM, YYYYMMDD."""
    low, high = int(values.min()), int(values.max())
    if len(values) > 1 and low >= 1800 and high <= 2200:
        return high - low < 2 * len(values) and len(np.unique(values)) == len(values)
    months = values
    if low >= 18_000_101:  # of days
        day, months = values % 100, values // 100
        if ((day < 1) | (day > 31)).any():
            return False
    month = months % 100
    return bool(((months >= 180_001) & (months <= 220_012) & (month >= 1) & (month <= 12)).all())


def _arrow(x: Any, axis: Any, name: str, function: str) -> Pieces:
    import pyarrow as pa

    if isinstance(x, (pa.Array, pa.ChunkedArray)):
        _refuse_axis(axis, (0, -1), "an Arrow array", function)
        values = doubles_of(x, "pyarrow", f"`{name}`", function)

        def of_array(result: Floats, attributes: bool) -> Any:
            if result.ndim > values.ndim:
                places = [str(place) for place in range(1, result.shape[-1] + 1)]
                return pa.table({p: pa.array(result[:, i], from_pandas=True)
                                 for i, p in enumerate(places)})  # fmt: skip
            whole = pa.array(result, from_pandas=True)
            return pa.chunked_array([whole]) if isinstance(x, pa.ChunkedArray) else whole

        return Pieces(values, 0, None, of_array)
    _refuse_axis(axis, (0, -1), "an Arrow table, whose time runs down the rows", function)
    types = dict(zip(x.schema.names, x.schema.types, strict=True))
    time = _time_column(
        {c: is_arrow_number(t) for c, t in types.items()},
        lambda column: x[column].to_numpy(zero_copy_only=False) if isinstance(x, pa.RecordBatch)
        else x[column].to_numpy(),
        {c: pa.types.is_integer(t) for c, t in types.items()}, name, function,
    )  # fmt: skip
    columns = [column for column in x.schema.names if column != time]
    table = _stacked(
        [doubles_of(x[c], "pyarrow", f"column {brief(c)} in `{name}`", function) for c in columns],
        x.num_rows,
    )

    def together(result: Floats, attributes: bool) -> Any:
        found = {
            label: x[label] if at is None else pa.array(result[at], from_pandas=True)
            for label, at in _result_columns(x.schema.names, time, result)
        }
        whole = type(x).from_pydict(found)
        metadata = {k: v for k, v in (x.schema.metadata or {}).items() if k != b"pandas"}
        return whole.replace_schema_metadata(metadata) if attributes and metadata else whole

    return Pieces(table, 0, None if time is None else x[time], together)


def by_year(x: Any, axis: int, result: Floats, years: list[int], year_start: int) -> Any:
    """Return means of the years of labelled data in its kind, with the years for labels."""
    library = library_of(x)
    if library in ("pandas", "xarray"):
        import pandas as pd

        end = MONTHS[year_start - 2]  # the month before the first: December before January
        index = pd.PeriodIndex([str(year) for year in years], freq=f"Y-{end}")
        if library == "pandas":
            index.name = x.index.name
            framed = isinstance(x, pd.DataFrame)
            whole: Any = (
                pd.DataFrame(result, index=index, columns=x.columns)
                if framed
                else pd.Series(result, index=index, name=x.name)
            )
            whole.attrs = dict(x.attrs)
            return whole
        import xarray as xr

        time = x.dims[axis]
        coords = {name: c for name, c in x.coords.items() if time not in c.dims}
        return xr.DataArray(result, {**coords, time: index}, x.dims, name=x.name, attrs=x.attrs)
    if library == "polars":
        import polars as pl

        if isinstance(x, pl.Series):
            return pl.Series(x.name, result, nan_to_null=True)
        columns = _of_years(
            container_of(x, -1, "x", "annual_mean").times, x.columns, x, result, years
        )
        return pl.DataFrame(columns, nan_to_null=True)
    import pyarrow as pa

    if isinstance(x, (pa.Array, pa.ChunkedArray)):
        whole = pa.array(result, from_pandas=True)
        return pa.chunked_array([whole]) if isinstance(x, pa.ChunkedArray) else whole
    times = container_of(x, -1, "x", "annual_mean").times
    columns = _of_years(times, x.schema.names, x, result, years)
    return type(x).from_pydict({n: pa.array(c, from_pandas=True) for n, c in columns.items()})


def _of_years(times: Any, names: Any, x: Any, result: Floats, years: list[int]) -> dict[str, Any]:
    """Return the columns of a frame: the years as text in place of its time, and the means."""
    time = None if times is None else next(name for name in names if x[name].equals(times))
    columns: dict[str, Any] = {}
    for name, at in _result_columns(names, time, result):
        columns[name] = [str(year) for year in years] if at is None else result[at]
    return columns
