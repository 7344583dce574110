"""Long tables, a row for each product and period, as grids of products by periods."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.column_periods import periods_of
from hanoi_ct._inputs.columns import is_table, named_column, no_table
from hanoi_ct._inputs.keys import keys_of
from hanoi_ct._inputs.tabular import arrow_array, polars_series, take
from hanoi_ct._inputs.times import package_of
from hanoi_ct._inputs.validate import shown
from hanoi_ct._inputs.wide import Wide
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

_Rows = NDArray[np.int64]


class Long(NamedTuple):
    """The rows of a long table: which product, and which of successive periods, each has."""

    table: Any
    argument: str
    function: str
    products: list[Any]
    product: _Rows
    period: _Rows
    times: Any  # one label a period, an index or a column
    name: Any  # of the column of time

    def grid(self, column: Any) -> Floats:
        """Return a column as one row a product and one column a period, NaN where no row is."""
        given = named_column(self.table, column, self.function, self.argument)
        grid = np.full((len(self.products), len(self.times)), np.nan)
        name = f"{self.argument}[{column!r}]"
        grid[self.product, self.period] = take(given, name, self.function).values
        return grid

    def rows(self, column: Any, products: _Rows) -> Any:
        """Return what stands in the first row of each of some products, in its library."""
        first = np.unique(self.product, return_index=True)[1]
        given = named_column(self.table, column, self.function, self.argument)
        return rows_of(given, first[products], column)

    def wide(self, column: Any) -> Wide:
        """Return a column as a table of products by periods."""
        library = package_of(self.table)
        return Wide(self.grid(column), self.products, self.times, self.name, library)

    def one_a_product(self, column: Any, name: str) -> list[Any]:
        """Return what a column says of each product, which must be the same in all rows."""
        given = named_column(self.table, column, self.function, self.argument)
        keys = keys_of(given, name, self.function)
        labels = keys.labels()
        found = np.full(len(self.products), -1)
        found[self.product] = keys.codes
        odd = np.flatnonzero(found[self.product] != keys.codes)
        if odd.size:
            product = int(self.product[odd[0]])
            both = labels[int(keys.codes[odd[0]])], labels[int(found[product])]
            raise ArgumentValueError(
                f"`{name}` of {self.function} must be the same in all rows of a product; got "
                f"{shown(both[0])} and {shown(both[1])} for {shown(self.products[product])}: "
                f"name both columns in `by`"
            )
        return [labels[code] for code in found.tolist()]


def long_of(table: Any, by: Any, time: Any, freq: Any, argument: str, function: str) -> Long:
    """Number the products and periods of a long table; periods must follow each other.

    `by` names the column, or columns, that tell products apart; `time` that of the periods.
    """
    if not is_table(table):
        raise ArgumentTypeError(
            f"`{argument}` of {function} must be a pandas or polars DataFrame or an Arrow table "
            f"where columns are named; got {no_table(table)}"
        )
    if by is None or time is None:
        raise ArgumentTypeError(
            f"`{argument}` of {function} must be a pandas or polars DataFrame or an Arrow table "
            f"where columns are named, with value=, by= and time=; got a "
            f"{type(table).__name__}, by={shown(by)}, time={shown(time)}"
        )
    names = list(by) if isinstance(by, (list, tuple)) else [by]
    columns = [named_column(table, name, function, argument) for name in names]
    keys = keys_of(columns[0] if len(columns) == 1 else columns, "by", function)
    period = named_column(table, time, function, argument)
    n = len(keys.codes)
    read = periods_of(period, n, None, None, function, freq)
    numbers, first_row, at = np.unique(read.numbers, return_index=True, return_inverse=True)
    gap = np.flatnonzero(np.diff(numbers) != 1)
    if gap.size:
        raise ArgumentValueError(
            f"periods in `{argument}` of {function} must have no gap; got none for "
            f"{read.label(int(numbers[gap[0]]) + 1)}: add its rows, with missing values where "
            f"nothing is known"
        )
    labels = keys.labels()
    place = keys.codes * max(len(numbers), 1) + at
    order = np.argsort(place, kind="stable")
    twice = np.flatnonzero(np.diff(place[order]) == 0)
    if twice.size:
        row = int(order[twice[0] + 1])
        raise ArgumentValueError(
            f"`{argument}` of {function} must have one row for a product and period; got two for "
            f"{shown(labels[keys.codes[row]])} in {read.label(int(read.numbers[row]))}, rows "
            f"{int(order[twice[0]])} and {row}: name in `by` what tells them apart"
        )
    times = rows_of(period, first_row, time)
    return Long(table, argument, function, labels, keys.codes, at, times, time)


def rows_of(column: Any, rows: _Rows, name: Any) -> Any:
    """Return some rows of a column, in its library."""
    package = package_of(column)
    if package == "pandas":
        import pandas as pd

        plain = column if isinstance(column, pd.Index) else pd.Index(column)
        return plain.take(rows).rename(name)
    return column.take(rows) if package == "pyarrow" else column[rows]


def table_like(table: Any, columns: dict[Any, Any]) -> Any:
    """Return columns as a table of the library of another."""
    package = package_of(table)
    if package == "pandas":
        import pandas as pd

        return pd.DataFrame(columns)
    if package == "polars":
        import polars as pl

        return pl.DataFrame({name: _figures(each, polars_series) for name, each in columns.items()})
    import pyarrow as pa

    return pa.table({name: _figures(each, _arrow) for name, each in columns.items()})


def _figures(column: Any, make: Callable[[Any, Floats], Any]) -> Any:
    """Return figures as a column of a library, in which missing ones are null."""
    is_figures = isinstance(column, np.ndarray) and column.dtype == np.float64
    return make("", column) if is_figures else column


def _arrow(_: Any, values: Floats) -> Any:
    return arrow_array(values)
