"""What type checkers know of sums and means: a number of all, or what an axis leaves.

Along an axis a frame of pandas leaves a Series; one of polars a frame of one row, or of
every row a number; a DataArray one with fewer dimensions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypedDict, Unpack, overload

from numpy.typing import ArrayLike

from hanoi_ct._inputs.arrays import Floats

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import xarray as xr

Axes = int | str | tuple[int | str, ...]


class _Options(TypedDict, total=False):
    missing: Literal["propagate", "omit", "raise"]
    threads: int | None


class Reduction(Protocol):
    """A sum or mean of values."""

    __name__: str

    @overload
    def __call__(self, x: Any, *, axis: None = None, **options: Unpack[_Options]) -> float: ...
    @overload
    def __call__(
        self, x: pd.DataFrame, *, axis: Axes, **options: Unpack[_Options]
    ) -> pd.Series[float]: ...
    @overload
    def __call__(
        self, x: pl.DataFrame, *, axis: Literal[0], **options: Unpack[_Options]
    ) -> pl.DataFrame: ...
    @overload
    def __call__(
        self, x: pl.DataFrame, *, axis: Literal[1], **options: Unpack[_Options]
    ) -> pl.Series: ...
    @overload
    def __call__(
        self, x: xr.DataArray, *, axis: Axes, **options: Unpack[_Options]
    ) -> xr.DataArray: ...
    @overload
    def __call__(self, x: ArrayLike, *, axis: Axes, **options: Unpack[_Options]) -> Floats: ...


def reduction(function: Callable[..., Any]) -> Reduction:
    """Tell type checkers so of `function`, which is returned as it is."""
    return function


class WeightedReduction(Protocol):
    """A sum or mean of values with weights."""

    __name__: str

    @overload
    def __call__(
        self, x: Any, w: Any, *, axis: None = None, **options: Unpack[_Options]
    ) -> float: ...
    @overload
    def __call__(
        self, x: pd.DataFrame, w: Any, *, axis: Axes, **options: Unpack[_Options]
    ) -> pd.Series[float]: ...
    @overload
    def __call__(
        self, x: pl.DataFrame, w: Any, *, axis: Literal[0], **options: Unpack[_Options]
    ) -> pl.DataFrame: ...
    @overload
    def __call__(
        self, x: pl.DataFrame, w: Any, *, axis: Literal[1], **options: Unpack[_Options]
    ) -> pl.Series: ...
    @overload
    def __call__(
        self, x: xr.DataArray, w: Any, *, axis: Axes, **options: Unpack[_Options]
    ) -> xr.DataArray: ...
    @overload
    def __call__(
        self, x: ArrayLike, w: ArrayLike, *, axis: Axes, **options: Unpack[_Options]
    ) -> Floats: ...


def weighted_reduction(function: Callable[..., Any]) -> WeightedReduction:
    """Tell type checkers so of `function`, which is returned as it is."""
    return function


class _MeanOptions(TypedDict, total=False):
    missing: Literal["propagate", "omit", "raise"]
    min_count: int


class PrintedReduction(Protocol):
    """A rounded mean: down the rows of a frame by default, of one series a number."""

    __name__: str

    @overload
    def __call__(
        self,
        x: pd.DataFrame,
        decimals: int | ArrayLike = 1,
        axis: int = -1,
        **options: Unpack[_MeanOptions],
    ) -> pd.Series[float]: ...
    @overload
    def __call__(
        self,
        x: pd.Series[Any] | pl.Series,
        decimals: int | ArrayLike = 1,
        axis: int | None = -1,
        **options: Unpack[_MeanOptions],
    ) -> float: ...
    @overload
    def __call__(
        self,
        x: pl.DataFrame,
        decimals: int | ArrayLike = 1,
        axis: Literal[0, -1] = -1,
        **options: Unpack[_MeanOptions],
    ) -> pl.DataFrame: ...
    @overload
    def __call__(
        self,
        x: pl.DataFrame,
        decimals: int | ArrayLike,
        axis: Literal[1],
        **options: Unpack[_MeanOptions],
    ) -> pl.Series: ...
    @overload
    def __call__(
        self, x: Any, decimals: int | ArrayLike, axis: None, **options: Unpack[_MeanOptions]
    ) -> float: ...
    @overload
    def __call__(
        self,
        x: xr.DataArray,
        decimals: int | ArrayLike = 1,
        axis: int | str = -1,
        **options: Unpack[_MeanOptions],
    ) -> xr.DataArray: ...
    @overload
    def __call__(
        self,
        x: ArrayLike,
        decimals: int | ArrayLike = 1,
        axis: int = -1,
        **options: Unpack[_MeanOptions],
    ) -> Floats: ...


def printed_reduction(function: Callable[..., Any]) -> PrintedReduction:
    """Tell type checkers so of `function`, which is returned as it is."""
    return function
