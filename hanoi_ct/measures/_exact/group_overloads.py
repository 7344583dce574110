"""What type checkers know of figures by group: arrays by code, tables in the kind of the keys."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypedDict, Unpack, overload

from numpy.typing import NDArray

from hanoi_ct.measures._calls.policies import Missing
from hanoi_ct.measures._exact.grouped import GroupedFigures

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import xarray as xr

Statistic = Literal[
    "sum",
    "count",
    "mean",
    "minimum",
    "maximum",
    "weighted_sum",
    "weight_sum",
    "weighted_mean",
]
Several = list[Statistic] | tuple[Statistic, ...]


class _Options(TypedDict, total=False):
    weights: Any
    missing: Missing
    min_count: int
    threads: int | None


class GroupReduction(Protocol):
    """Statistics of rows by group."""

    __name__: str

    @overload  # by code
    def __call__(
        self,
        values: Any,
        codes: Any,
        n_groups: int,
        *,
        statistics: Statistic | None = None,
        **options: Unpack[_Options],
    ) -> NDArray[Any]: ...
    @overload
    def __call__(
        self,
        values: Any,
        codes: Any,
        n_groups: int,
        *,
        statistics: Several,
        **options: Unpack[_Options],
    ) -> dict[str, NDArray[Any]]: ...
    @overload  # by keys of pandas
    def __call__(
        self,
        values: Any,
        codes: pd.Series[Any] | pd.DataFrame,
        n_groups: None = None,
        *,
        statistics: Statistic | None = None,
        **options: Unpack[_Options],
    ) -> pd.Series[Any]: ...
    @overload
    def __call__(
        self,
        values: Any,
        codes: pd.Series[Any] | pd.DataFrame,
        n_groups: None = None,
        *,
        statistics: Several,
        **options: Unpack[_Options],
    ) -> pd.DataFrame: ...
    @overload  # of polars
    def __call__(
        self,
        values: Any,
        codes: pl.Series | pl.DataFrame,
        n_groups: None = None,
        *,
        statistics: Statistic | Several | None = None,
        **options: Unpack[_Options],
    ) -> pl.DataFrame: ...
    @overload  # of xarray
    def __call__(
        self,
        values: Any,
        codes: xr.DataArray,
        n_groups: None = None,
        *,
        statistics: Statistic | None = None,
        **options: Unpack[_Options],
    ) -> xr.DataArray: ...
    @overload
    def __call__(
        self,
        values: Any,
        codes: xr.DataArray,
        n_groups: None = None,
        *,
        statistics: Several,
        **options: Unpack[_Options],
    ) -> xr.Dataset: ...
    @overload  # keys without a library: the kind of the values
    def __call__(
        self,
        values: pd.Series[Any],
        codes: Sequence[Hashable] | NDArray[Any],
        n_groups: None = None,
        *,
        statistics: Statistic | None = None,
        **options: Unpack[_Options],
    ) -> pd.Series[Any]: ...
    @overload
    def __call__(
        self,
        values: pd.Series[Any],
        codes: Sequence[Hashable] | NDArray[Any],
        n_groups: None = None,
        *,
        statistics: Several,
        **options: Unpack[_Options],
    ) -> pd.DataFrame: ...
    @overload
    def __call__(
        self,
        values: pl.Series,
        codes: Sequence[Hashable] | NDArray[Any],
        n_groups: None = None,
        *,
        statistics: Statistic | Several | None = None,
        **options: Unpack[_Options],
    ) -> pl.DataFrame: ...
    @overload
    def __call__(
        self,
        values: Sequence[Any] | NDArray[Any],
        codes: Sequence[str] | Sequence[int] | NDArray[Any],
        n_groups: None = None,
        *,
        statistics: Statistic | Several | None = None,
        **options: Unpack[_Options],
    ) -> GroupedFigures: ...
    @overload  # several columns, tables of Arrow, collections of Dask
    def __call__(
        self,
        values: Any,
        codes: Any,
        n_groups: int | None = None,
        *,
        statistics: Statistic | Several | None = None,
        **options: Unpack[_Options],
    ) -> Any: ...


def group_reduction(function: Callable[..., Any]) -> GroupReduction:
    """Tell type checkers so of `function`, which is returned as it is."""
    return function
