"""Frames and columns of Dask whose series stand side by side, with time down the rows.

A series is needed whole, so that the partitions, which are stretches of time, are made one.
What a period is, months or quarters, is told by the whole index, which is computed when the
function is called: options that are wrong and periods out of step are errors at once.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from hanoi_ct._inputs.blocks import kind_of
from hanoi_ct.errors import ArgumentTypeError


def over_frame(function: Callable[..., Any], x: Any, options: dict[str, Any]) -> Any:
    """Apply a function of series to a Dask frame or column whose rows are periods; lazy."""
    index = x.index.compute()
    if options.get("threads", 1) is None:
        options = {**options, "threads": 1}
    try:
        meta = _like(function, x, index, options)
    except ArgumentTypeError as error:  # what Dask calls otherwise
        instead = ".to_dask_array(lengths=True), with axis=0,"
        raise ArgumentTypeError(str(error).replace(".to_numpy()", instead)) from None
    whole = x.repartition(npartitions=1)
    return whole.map_partitions(function, meta=meta, **options)


def _like(function: Callable[..., Any], x: Any, index: Any, options: dict[str, Any]) -> Any:
    """Return an empty result, from a call on ones in place of the figures."""
    import pandas as pd

    def of_ones(columns: Any) -> Any:
        ones = np.ones((len(index), len(columns)))
        return function(pd.DataFrame(ones, index=index, columns=columns), **options)

    if kind_of(x) != "frame":
        found = function(pd.Series(np.ones(len(index)), index=index, name=x.name), **options)
    else:
        found = of_ones(x.columns[:1])
    if len(found) != len(index):
        raise ArgumentTypeError(
            f"`x` of {getattr(function, '__name__', '')} must be in memory, since the result has "
            f"other rows; got a Dask {type(x).__name__}: pass its .compute()"
        )
    if kind_of(x) == "frame" and len(x.columns) > 1:
        if found.shape[1] > 1:  # places of the year, within each of the columns
            return of_ones(x.columns).iloc[:0]
        return pd.DataFrame(index=found.index[:0], columns=x.columns, dtype=np.float64)
    return found.iloc[:0]
