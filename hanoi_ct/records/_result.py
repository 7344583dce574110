"""A table made from records: values with labels, and what was taken and set aside."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._html import html_table
from hanoi_ct._optional import require

_ROWS_SHOWN, _COLUMNS_SHOWN = 12, 8


@dataclass(frozen=True, eq=False)
class Tabulation:
    """A table made from records by `tabulate`.

    Attributes
    ----------
    values : ndarray, shape (rows, columns)
        float64, or int64 for counts and for sums and extremes of whole numbers. Where
        `observed` is below `min_count` the cell is missing: NaN in float64; in int64 see
        `missing`.
    missing : ndarray of bool, shape (rows, columns)
        Which cells have too few values.
    observed : ndarray of int64, shape (rows, columns)
        How many values (not missing) each cell was made from.
    row_labels, column_labels : tuple
        Sorted labels, or the nodes of the tree; tuples where there are several keys.
    row_names, column_names : tuple of str
        The columns of the records that became rows and columns.
    value, aggregate, unit : str
        What was tabulated, how, and in which unit.
    accepted, rejected : int
        How many records entered the table and how many were set aside.
    rejects : pyarrow.Table
        The records set aside: row (from 1), column, value, reason; the first 10,000.
    reasons : Counter
        How many records were set aside for each reason.
    tree : Hierarchy or None
        The tree whose nodes the rows are.
    largest : ndarray of float64, shape (rows, columns, n), or None
        The n largest values of each cell, greatest first, where ``largest=n`` asked for them;
        -inf where there are fewer.
    """

    values: NDArray[Any]
    missing: NDArray[np.bool_]
    observed: NDArray[np.int64]
    row_labels: tuple[Any, ...]
    column_labels: tuple[Any, ...]
    row_names: tuple[str, ...]
    column_names: tuple[str, ...]
    value: str
    aggregate: str
    unit: str
    accepted: int
    rejected: int
    rejects: Any = field(repr=False)
    reasons: Counter[str]
    tree: Any = field(default=None, repr=False)
    largest: NDArray[np.float64] | None = field(default=None, repr=False)

    def __getitem__(self, key: Any) -> Any:
        """A row by its label, or a cell by the labels of row and column."""
        row, column = key if isinstance(key, tuple) and not self._is_row(key) else (key, None)
        values = self._masked()[self.row_labels.index(row)]
        if column is not None:
            return values[self.column_labels.index(column)]
        return values[0] if not self.column_names else values

    def _is_row(self, key: Any) -> bool:
        return len(self.row_names) > 1 and key in self.row_labels

    def _masked(self) -> NDArray[Any]:
        """The values; as float64 where whole numbers have missing cells among them."""
        if self.values.dtype.kind == "f" or not self.missing.any():
            return self.values
        return np.where(self.missing, np.nan, self.values)

    def to_pandas(self) -> Any:
        """The table as a pandas DataFrame, rows and columns labelled.

        Whole numbers with missing cells become pandas' nullable Int64. The counts stand in
        ``attrs``.

        Returns
        -------
        DataFrame
            Missing cells are NaN or, among whole numbers, NA.

        Raises
        ------
        MissingDependencyError
            pandas is not installed.
        """
        pd = require("pandas", "Tabulation.to_pandas")
        frame = pd.DataFrame(
            self.values,
            index=_index(pd, self.row_labels, self.row_names),
            columns=_index(pd, self.column_labels, self.column_names),
        )
        if self.values.dtype.kind == "i" and self.missing.any():
            frame = frame.astype("Int64").mask(self.missing)
        frame.attrs = {
            "value": self.value,
            "aggregate": self.aggregate,
            "unit": self.unit,
            "accepted": self.accepted,
            "rejected": self.rejected,
        }
        return frame

    def to_arrow(self) -> Any:
        """The table in long form: the keys, the value, and how many values it was made from.

        Returns
        -------
        pyarrow.Table
            A row a cell; a missing value is null.

        Raises
        ------
        MissingDependencyError
            pyarrow is not installed.
        """
        pa = require("pyarrow", "Tabulation.to_arrow")
        n_rows, n_columns = self.values.shape
        columns: dict[str, Any] = {}
        for names, labels, repeat in (
            (self.row_names, self.row_labels, True),
            (self.column_names, self.column_labels, False),
        ):
            for i, name in enumerate(names):
                each = [label[i] if len(names) > 1 else label for label in labels]
                full = np.arange(len(each))
                full = np.repeat(full, n_columns) if repeat else np.tile(full, n_rows)
                columns[name] = pa.array(each).take(pa.array(full))
        name = self.value or "records"
        while name in columns:
            name += "_value"
        columns[name] = pa.array(self.values.ravel(), mask=self.missing.ravel())
        columns["observed"] = pa.array(self.observed.ravel())
        return pa.table(columns)

    def equals(self, other: Tabulation) -> bool:
        """Whether another table has the same labels and the same values, to the bit.

        Parameters
        ----------
        other : Tabulation

        Returns
        -------
        bool
        """
        return (
            self.row_labels == other.row_labels
            and self.column_labels == other.column_labels
            and self.values.dtype == other.values.dtype
            and self.values.tobytes() == other.values.tobytes()
            and bool((self.missing == other.missing).all())
            and bool((self.observed == other.observed).all())
        )

    # ---- showing ---------------------------------------------------------------------

    def _heading(self) -> str:
        what = f"{self.aggregate} of {self.value}" if self.value else "count of records"
        unit = f" ({self.unit})" if self.unit else ""
        reasons = "; ".join(f"{count:,} {reason}" for reason, count in self.reasons.most_common(3))
        aside = f"{self.rejected:,} set aside" + (f" ({reasons})" if reasons else "")
        shape = f"{len(self.row_labels)} rows, {len(self.column_labels)} columns"
        return f"{what}{unit}: {shape}; {self.accepted:,} records taken, {aside}"

    def _shown(self) -> tuple[list[str], list[list[str]]]:
        columns = list(self.column_labels[:_COLUMNS_SHOWN])
        head = [" / ".join(self.row_names), *map(_label, columns)]
        if not self.column_names:
            head[1:] = [self.value or "records"]
        rows = []
        for i, label in enumerate(self.row_labels[:_ROWS_SHOWN]):
            cells = [
                "" if self.missing[i, j] else f"{self.values[i, j]}" for j in range(len(columns))
            ]
            rows.append([_label(label), *cells])
        return head, rows

    def __repr__(self) -> str:
        head, rows = self._shown()
        widths = [max(map(len, cells)) for cells in zip(head, *rows, strict=True)]
        lines = [self._heading()]
        for cells in (head, *rows):
            first = cells[0].ljust(widths[0])
            rest = [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
            lines.append("  ".join([first, *rest]).rstrip())
        if len(self.row_labels) > _ROWS_SHOWN or len(self.column_labels) > _COLUMNS_SHOWN:
            lines.append("...")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        head, rows = self._shown()
        return html_table(head, rows, caption=self._heading())


def _label(value: Any) -> str:
    return " / ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _index(pd: Any, labels: tuple[Any, ...], names: tuple[str, ...]) -> Any:
    if len(names) > 1:
        return pd.MultiIndex.from_tuples(labels, names=names)
    return pd.Index(list(labels), name=names[0] if names else None)
