"""Long tables of Dask, a row an observation: series after series, wherever their rows lie.

The rows of a series are brought together by a number made from its keys, so that each share of
the series is done on its own, and the results go back to the rows they belong to. What a period
is, months or quarters, is told by all periods of the table, which are computed when the function
is called: a share of the rows might tell otherwise.
"""

import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.blocks import kind_of, parts_of
from hanoi_ct._inputs.column_periods import periods_of
from hanoi_ct._inputs.columns import named_column, refuse_no_name
from hanoi_ct._inputs.keys import keys_of
from hanoi_ct._inputs.validate import shown
from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError, HanoiCTError

Rows = NDArray[np.int64]


def over_shares_of_series(function: Callable[..., Any], given: dict[str, Any]) -> Any:
    """Apply a function of long tables to a Dask frame; a lazy column, row by row as the frame.

    `given` are all arguments, ``locals()`` at the head of the function.
    """
    dask, dd = require("dask", "hanoi_ct"), require("dask.dataframe", "hanoi_ct")
    import pandas as pd

    caller = getattr(function, "__name__", "")
    table = given["values"]
    options = {name: value for name, value in given.items() if name != "values"}
    keys, times, columns = _columns_of(table, options, caller)
    options |= _what_all_periods_tell(table[times].drop_duplicates().compute(), options, caller)
    if options.get("threads", 1) is None:
        options["threads"] = 1
    few = table[columns].head(0, npartitions=1, compute=True)
    function(few, **options)  # a wrong option is told at once

    parts = parts_of(table[columns], "values", caller)
    n = len(parts)
    share = dask.delayed(_shares, nout=n + 1, pure=True)
    shares = [share(part, keys, n, caller) for part in parts]
    work = dask.delayed(_of_share, nout=n, pure=True)
    results = [work(function, [of_part[i] for of_part in shares], options) for i in range(n)]
    join = dask.delayed(_joined, pure=True)
    name = options["value"]
    joined = [
        join([result[j] for result in results], of_part[n], name)
        for j, of_part in enumerate(shares)
    ]
    meta = pd.Series(np.empty(0), index=few.index, name=name)
    divisions = table.divisions if table.known_divisions else None
    return dd.from_delayed(joined, meta=meta, divisions=divisions, verify_meta=False)


def _columns_of(
    table: Any, options: dict[str, Any], function: str
) -> tuple[list[Any], list[Any], list[Any]]:
    """Return the columns of keys, those of the period, and all that are read."""
    value, by, time = (options[name] for name in ("value", "by", "time"))
    plain = options["series"] is None and options["period"] is None
    if kind_of(table) != "frame" or value is None or time is None or not plain:
        raise ArgumentTypeError(
            f"`values` of {function} must be a Dask DataFrame whose columns are named with "
            f"value=, by= and time=, or in memory; got a Dask {type(table).__name__}: name them, "
            "or pass .compute() of each column"
        )
    keys = list(by) if isinstance(by, (list, tuple)) else [] if by is None else [by]
    times = list(time) if isinstance(time, (list, tuple)) else [time]
    for name in (value, *keys, *times):
        refuse_no_name(name, function)
    columns = list(dict.fromkeys([value, *keys, *times]))
    for name in columns:
        if name not in table.columns:
            named_column(table._meta.iloc[:0].reset_index(drop=True), name, function)
            raise ArgumentValueError(
                f"`values` of {function} must have the column {shown(name)} spelled as it is "
                "named; got another spelling of Unicode: rename it"
            )
    return keys, times, columns


def _what_all_periods_tell(distinct: Any, options: dict[str, Any], function: str) -> dict[str, Any]:
    """Return the options that say what a period is, which a share of the rows may not show."""
    names = ("periods_per_year", "first_period")
    per_year, first = (options.get(name) for name in names)
    column = tuple(distinct[name] for name in distinct.columns)
    read = periods_of(
        column[0] if len(column) == 1 else column, len(distinct), per_year, first, function,
        options["freq"], options["year_start"],
    )  # fmt: skip
    if read.calendar is not None:
        return {"freq": read.calendar.unit.freq if options["freq"] is None else options["freq"]}
    if len(column) > 1 and per_year is None and "periods_per_year" in options:
        return {"periods_per_year": read.per_year}
    return {}


Share = tuple[Rows, Any]  # which rows of a partition, and these


def _shares(part: Any, keys: list[Any], n: int, function: str) -> tuple[Any, ...]:
    """Cut a partition into `n` shares of series, alike in all partitions; last, its index."""
    if len(part) == 0 or not keys:  # no rows, or one series
        rest = (np.empty(0, dtype=np.int64), part.iloc[:0])
        return ((np.arange(len(part)), part), *([rest] * (n - 1)), part.index)
    found = keys_of(part[keys[0]] if len(keys) == 1 else part[keys], "by", function)
    of_key = np.array([zlib.crc32(repr(label).encode()) % n for label in found.labels()])
    of_row = of_key[found.codes]
    rows = (np.flatnonzero(of_row == i) for i in range(n))
    return (*((where, part.iloc[where]) for where in rows), part.index)


def _of_share(
    function: Callable[..., Any], shares: list[Share], options: dict[str, Any]
) -> tuple[Share, ...]:
    """Return the results of a share of the series, by partition, with their rows there."""
    import pandas as pd

    filled = [part for _, part in shares if len(part)]
    if not filled:
        return tuple((rows, np.empty(0)) for rows, _ in shares)
    try:
        whole = function(pd.concat(filled, ignore_index=True), **options).to_numpy()
    except HanoiCTError as error:
        raise type(error)(f"{error}; rows are counted in one share of the series") from None
    ends = np.cumsum([len(rows) for rows, _ in shares])
    pieces = np.split(whole, ends[:-1])
    return tuple((rows, piece) for (rows, _), piece in zip(shares, pieces, strict=True))


def _joined(shares: list[Share], index: Any, name: Any) -> Any:
    """Return the results of a partition in the order of its rows."""
    import pandas as pd

    values = np.empty(len(index))
    for rows, found in shares:
        values[rows] = found
    return pd.Series(values, index=index, name=name)
