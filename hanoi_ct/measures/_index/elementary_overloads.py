"""What type checkers know of elementary indexes: one column of all, or a frame of the groups."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypedDict, Unpack, overload

from numpy.typing import ArrayLike, NDArray

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.overloads import Labelled

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

Formula = Literal["jevons", "dutot", "carli", "harmonic", "cswd"]
Base = Literal["previous", "first"]
Unmatched = Literal["omit", "propagate", "raise"]


class _Options(TypedDict, total=False):
    formula: Formula | float
    base: Base
    weights: Any
    unmatched: Unmatched
    freq: str | None


class _Long(_Options, total=False):
    value: Any
    by: Any
    time: Any
    unit: Any


class ElementaryIndex(Protocol):
    """An index of products, or one for each group of them."""

    __name__: str

    @overload
    def __call__(
        self, x: pd.DataFrame, *, groups: None = None, **options: Unpack[_Long]
    ) -> pd.Series[float]: ...
    @overload
    def __call__(
        self, x: pd.DataFrame, *, groups: Any, **options: Unpack[_Long]
    ) -> pd.DataFrame: ...
    @overload
    def __call__(
        self, x: xr.DataArray, *, groups: Any = None, **options: Unpack[_Options]
    ) -> xr.DataArray: ...
    @overload  # frames of polars, tables of Arrow
    def __call__(
        self, x: Labelled, *, groups: Any = None, **options: Unpack[_Long]
    ) -> Labelled: ...
    @overload
    def __call__(
        self, x: ArrayLike, *, groups: None = None, **options: Unpack[_Options]
    ) -> Floats: ...
    @overload
    def __call__(
        self,
        x: ArrayLike,
        *,
        groups: Sequence[Hashable] | NDArray[Any],
        **options: Unpack[_Options],
    ) -> dict[Hashable, Floats]: ...


def elementary(function: Callable[..., Any]) -> ElementaryIndex:
    """Tell type checkers so of `function`, which is returned as it is."""
    return function
