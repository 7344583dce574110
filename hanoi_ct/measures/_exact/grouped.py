"""Figures by group under the keys of the groups, in the kind of table that they came from."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._html import html_table
from hanoi_ct._inputs.keys import Column, Keys
from hanoi_ct._inputs.tabular import arrow_array, polars_series
from hanoi_ct._optional import require

Figures = dict[str, NDArray[Any]]

_SHOWN = 20


class GroupedFigures(Mapping[Any, Any]):
    """Figures of groups by their keys: what `group_sum` gives for keys in plain sequences.

    A mapping from the key of a group, a tuple where several columns make it, to its figure,
    or to a dictionary of statistics where several were asked for. Keys are in order.

    Attributes
    ----------
    statistics : dict of str to ndarray
        One array a statistic, in the order of the groups.

    Examples
    --------
    >>> import hanoi_ct
    >>> by_province = hanoi_ct.group_sum([0.1, 5.0, 0.2], ["Hà Nội", "Đà Nẵng", "Hà Nội"])
    >>> by_province["Hà Nội"]
    0.30000000000000004
    >>> list(by_province)
    ['Hà Nội', 'Đà Nẵng']
    """

    def __init__(self, keys: Keys, statistics: Figures, *, single: bool) -> None:
        self._set_up(keys, statistics, single=single)

    def _set_up(self, keys: Keys, statistics: Figures, *, single: bool) -> None:
        self._columns, self.statistics, self._single = keys.columns, statistics, single
        self._labels = keys.labels()
        self._places = {label: i for i, label in enumerate(self._labels)}

    def __getitem__(self, key: Any) -> Any:
        place = self._places[key]
        figures = {name: figure[place].item() for name, figure in self.statistics.items()}
        return next(iter(figures.values())) if self._single else figures

    def __iter__(self) -> Iterator[Any]:
        return iter(self._labels)

    def __len__(self) -> int:
        return len(self._labels)

    def __getstate__(self) -> tuple[list[tuple[Any, ...]], Figures, bool]:
        return [tuple(column) for column in self._columns], self.statistics, self._single

    def __setstate__(self, state: tuple[list[tuple[Any, ...]], Figures, bool]) -> None:
        columns, statistics, single = state
        keys = Keys(np.empty(0, dtype=np.int64), [Column(*c) for c in columns], None, None)
        self._set_up(keys, statistics, single=single)

    def to_pandas(self) -> Any:
        """Return a pandas Series, or a DataFrame of several statistics, by the keys.

        Raises
        ------
        MissingDependencyError
            pandas is not installed.
        """
        require("pandas", "GroupedFigures.to_pandas")
        return as_pandas(self._columns, self.statistics, single=self._single)

    def to_polars(self) -> Any:
        """Return a polars DataFrame: columns of keys, and one a statistic.

        Raises
        ------
        MissingDependencyError
            polars is not installed.
        """
        require("polars", "GroupedFigures.to_polars")
        return as_polars(self._columns, self.statistics)

    def _head(self) -> list[list[str]]:
        return [
            [*map(str, key if len(self._columns) > 1 else (key,))]
            + [str(figure[i]) for figure in self.statistics.values()]
            for i, key in enumerate(self._labels[:_SHOWN])
        ]

    def _titles(self) -> list[str]:
        return [*names_of(self._columns), *self.statistics]

    def __repr__(self) -> str:
        rows = [self._titles(), *self._head()]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = [
            "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
            for row in rows
        ]
        rest = len(self) - _SHOWN
        return "\n".join(lines + ([f"... and {rest} more groups"] if rest > 0 else []))

    def _repr_html_(self) -> str:
        rest = len(self) - _SHOWN
        more = f"<p>... and {rest} more groups</p>" if rest > 0 else ""
        return html_table(self._titles(), self._head(), labels=len(self._columns)) + more


def names_of(columns: list[Column]) -> list[str]:
    """Return a name for each column of keys."""
    if len(columns) == 1:
        return [str("key" if columns[0].name is None else columns[0].name)]
    return [str(f"key_{i}" if c.name is None else c.name) for i, c in enumerate(columns, 1)]


def _labels(column: Column) -> list[Any]:
    return [column.labels[code] for code in column.codes]


def in_kind_of(library: str | None, keys: Keys, figures: Figures, *, single: bool) -> Any:
    """Return figures by group as a table of a library, or as ours."""
    if library == "pandas":
        return as_pandas(keys.columns, figures, single=single)
    if library == "polars":
        return as_polars(keys.columns, figures)
    if library == "pyarrow":
        return as_arrow(keys.columns, figures)
    if library == "xarray":
        return _as_xarray(keys, figures, single=single)
    return GroupedFigures(keys, figures, single=single)


def as_pandas(columns: list[Column], figures: Figures, *, single: bool) -> Any:
    """Return a Series, or a DataFrame of several statistics, indexed by the keys."""
    import pandas as pd

    names = [column.name for column in columns]
    if len(columns) == 1:
        index: Any = pd.Index(_labels(columns[0]), name=names[0], tupleize_cols=False)
    else:
        index = pd.MultiIndex.from_arrays([_labels(column) for column in columns], names=names)
    if single:
        ((name, figure),) = figures.items()
        return pd.Series(figure, index=index, name=name)
    return pd.DataFrame(figures, index=index)


def as_polars(columns: list[Column], figures: Figures) -> Any:
    """Return a polars DataFrame of keys and statistics."""
    import polars as pl

    keys = [
        pl.Series(name, _labels(column), strict=False)
        for name, column in zip(names_of(columns), columns, strict=True)
    ]
    return pl.DataFrame(keys + [polars_series(name, figure) for name, figure in figures.items()])


def as_arrow(columns: list[Column], figures: Figures) -> Any:
    """Return an Arrow table of keys and statistics."""
    import pyarrow as pa

    arrays = [pa.array(_labels(column)) for column in columns]
    arrays += [arrow_array(figure) for figure in figures.values()]
    return pa.Table.from_arrays(arrays, names=[*names_of(columns), *figures])


def _as_xarray(keys: Keys, figures: Figures, *, single: bool) -> Any:
    import xarray as xr

    (name,) = names_of(keys.columns)
    coords = {name: (name, np.array(_labels(keys.columns[0])))}
    if single:
        ((statistic, figure),) = figures.items()
        return xr.DataArray(figure, coords, (name,), name=statistic)
    return xr.Dataset({statistic: (name, figure) for statistic, figure in figures.items()}, coords)
