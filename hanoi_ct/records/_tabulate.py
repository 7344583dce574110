"""Tabulate records: read in batches, number the keys, add exact states, round once a cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from hanoi_ct.records._aggregates import Aggregate
from hanoi_ct.records._partial import finished
from hanoi_ct.records._plan import checked_plan
from hanoi_ct.records._result import Tabulation
from hanoi_ct.records._schema import RecordSchema
from hanoi_ct.records._work import partial_of
from hanoi_ct.records.cluster import is_dask, partial_of_partitions

OnError = Literal["collect", "raise"]


def tabulate(
    records: Any,
    *,
    rows: str | Sequence[str],
    columns: str | Sequence[str] | None = None,
    value: str | None = None,
    weight: str | None = None,
    aggregate: Aggregate = "sum",
    hierarchy: Any = None,
    min_count: int = 1,
    largest: int = 0,
    schema: RecordSchema | None = None,
    on_error: OnError = "collect",
    threads: int | None = None,
    progress: bool = False,
) -> Tabulation:
    """Make a table from records, exactly.

    Partial sums are exact states that merge by integer addition, rounded once a cell: the same
    records give the same table, to the bit, from any container, in any order, however split.

    Parameters
    ----------
    records : DataFrame, table, reader, relation, path or SQL
        A pandas or polars DataFrame, a pyarrow Table, RecordBatch, dataset or reader of
        batches, a DuckDB relation, a list of dicts; the path of a .csv, .parquet or .xlsx file
        (its first sheet), a folder of .parquet files or a list of them; or SQL (SELECT, WITH or
        FROM ...) that DuckDB runs. Files are streamed: memory holds the table and a few batches.
    rows, columns : str or sequence of str
        The columns whose values become the rows and the columns of the table: text, whole
        numbers or dates. Without `columns` the table has one column.
    value : str, optional
        The column of numbers. Only ``aggregate="count"`` does without: it counts records.
    weight : str, optional
        The column of weights, for the weighted aggregates.
    aggregate : {"sum", "count", "mean", "min", "max", "weighted_sum", "weighted_mean"}
        What a cell holds.
    hierarchy : hanoi_ct.hierarchy.Hierarchy, optional
        A tree whose leaves are the values of `rows`: the table has a row for every node, each
        made from the exact states below it. A code that is no leaf of it is set aside.
    min_count : int, default 1
        The fewest values from which a cell is made; with fewer it is missing. 0 lets an empty
        sum be 0.
    largest : int, default 0
        How many of the largest values of each cell to keep, for the dominance rule of `protect`.
    schema : RecordSchema, optional
        Kinds, units, bounds and codes for missing values of the columns.
    on_error : {"collect", "raise"}, default "collect"
        Whether records that do not fit are set aside (see `Tabulation.rejects`) or the first of
        them is an error.
    threads : int, optional
        How many threads read and add; by default as `group_sum`.
    progress : bool, default False
        Show a bar on standard error.

    Returns
    -------
    Tabulation
        Values with labels, and how many records were taken and set aside. Whole numbers add up
        to whole numbers.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        The container, a column or a word is none of those above, or the table would have more
        than 2**27 cells.
    DataError
        A file that cannot be read, or under ``on_error="raise"`` a record that does not fit.

    Notes
    -----
    A missing value (null, NaN, or a missing code of the schema) is left out of its cell; its
    record counts as taken. A record whose key is missing is set aside.

    Examples
    --------
    >>> from hanoi_ct.records import tabulate
    >>> returns = [
    ...     {"code": "10", "month": "2018-01", "value": 0.1},
    ...     {"code": "11", "month": "2018-01", "value": 5.0},
    ...     {"code": "10", "month": "2018-01", "value": 0.2},
    ...     {"code": "10", "month": "2018-02", "value": None},
    ... ]
    >>> tabulate(returns, rows="code", columns="month", value="value")
    sum of value: 2 rows, 2 columns; 4 records taken, 0 set aside
    code              2018-01  2018-02
    10    0.30000000000000004
    11                    5.0
    """
    plan = checked_plan(
        rows,
        columns,
        value,
        weight,
        aggregate,
        hierarchy,
        min_count,
        schema,
        on_error,
        largest,
    )
    if is_dask(records):
        return finished(plan, partial_of_partitions(plan, records))
    return finished(plan, partial_of(plan, records, threads, progress))
