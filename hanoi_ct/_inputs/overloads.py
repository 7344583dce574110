"""What type checkers know of functions that give back the kind they are given.

A signature that says Any lets every mistake of a caller pass. Each protocol below is one way
in which a result follows from its arguments; its decorator says so of a function, which it
returns as it is. A parameter of a protocol cannot be given by position and by the name that
each function has for it, so calls that name every argument come last and are not looked into.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar, overload

from numpy.typing import ArrayLike

from hanoi_ct._inputs.arrays import Floats

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import xarray as xr

P = ParamSpec("P")


class _AsNumPy(Protocol):
    """pandas, polars and xarray objects, Arrow arrays."""

    @property
    def to_numpy(self) -> Callable[..., Any]: ...


class _AsPandas(Protocol):
    """Arrow tables."""

    @property
    def to_pandas(self) -> Callable[..., Any]: ...


Labelled = TypeVar("Labelled", bound=_AsNumPy | _AsPandas)


class OverTime(Protocol[P]):
    """A function of time: labelled data give the same kind, all else gives an array."""

    __name__: str

    @overload
    def __call__(self, x: Labelled, /, *args: P.args, **kwargs: P.kwargs) -> Labelled: ...
    @overload
    def __call__(self, x: ArrayLike, /, *args: P.args, **kwargs: P.kwargs) -> Floats: ...
    @overload
    def __call__(self, **named: Any) -> Any: ...


def over_time(function: Callable[Concatenate[Any, P], Any]) -> OverTime[P]:
    """Tell type checkers so of `function`, which is returned as it is."""
    known: Any = function
    return known  # type: ignore[no-any-return]


class OverOperands(Protocol[P]):
    """An elementwise function: the first of its operands that is labelled gives the kind."""

    __name__: str

    @overload
    def __call__(self, x: Labelled, /, *args: P.args, **kwargs: P.kwargs) -> Labelled: ...
    @overload  # arrays of NumPy are no Labelled, whatever the checker fears
    def __call__(  # type: ignore[overload-overlap]
        self, x: ArrayLike, y: Labelled, /, *args: Any, **kwargs: Any
    ) -> Labelled: ...
    @overload
    def __call__(self, x: ArrayLike, /, *args: P.args, **kwargs: P.kwargs) -> Floats: ...
    @overload
    def __call__(self, **named: Any) -> Any: ...


def over_operands(function: Callable[Concatenate[Any, P], Any]) -> OverOperands[P]:
    """Tell type checkers so of `function`, which is returned as it is."""
    known: Any = function
    return known  # type: ignore[no-any-return]


class OverLongTable(Protocol[P]):
    """A function of long tables: a table gives a column, a column gives the same kind."""

    __name__: str

    @overload
    def __call__(
        self, table: pd.DataFrame, /, *args: P.args, **kwargs: P.kwargs
    ) -> pd.Series[float]: ...
    @overload
    def __call__(self, table: pl.DataFrame, /, *args: P.args, **kwargs: P.kwargs) -> pl.Series: ...
    @overload
    def __call__(self, values: Labelled, /, *args: P.args, **kwargs: P.kwargs) -> Labelled: ...
    @overload
    def __call__(self, values: ArrayLike, /, *args: P.args, **kwargs: P.kwargs) -> Floats: ...
    @overload
    def __call__(self, **named: Any) -> Any: ...


def over_long_table(function: Callable[Concatenate[Any, P], Any]) -> OverLongTable[P]:
    """Tell type checkers so of `function`, which is returned as it is."""
    known: Any = function
    return known  # type: ignore[no-any-return]


class ByPlace(Protocol[P]):
    """A function whose result has a place of the year more: columns of a frame."""

    __name__: str

    @overload
    def __call__(
        self, x: pd.Series[Any] | pd.DataFrame, /, *args: P.args, **kwargs: P.kwargs
    ) -> pd.DataFrame: ...
    @overload
    def __call__(
        self, x: pl.Series | pl.DataFrame, /, *args: P.args, **kwargs: P.kwargs
    ) -> pl.DataFrame: ...
    @overload
    def __call__(self, x: Labelled, /, *args: P.args, **kwargs: P.kwargs) -> Labelled: ...
    @overload
    def __call__(self, x: ArrayLike, /, *args: P.args, **kwargs: P.kwargs) -> Floats: ...
    @overload
    def __call__(self, **named: Any) -> Any: ...


def by_place(function: Callable[Concatenate[Any, P], Any]) -> ByPlace[P]:
    """Tell type checkers so of `function`, which is returned as it is."""
    known: Any = function
    return known  # type: ignore[no-any-return]


class OverItems(Protocol[P]):
    """A function that takes the items together: a column gives a number, a frame a column."""

    __name__: str

    @overload
    def __call__(
        self, x: pd.Series[Any] | pl.Series, /, *args: P.args, **kwargs: P.kwargs
    ) -> float: ...
    @overload
    def __call__(
        self, x: pd.DataFrame, /, *args: P.args, **kwargs: P.kwargs
    ) -> pd.Series[float]: ...
    @overload
    def __call__(self, x: xr.DataArray, /, *args: P.args, **kwargs: P.kwargs) -> xr.DataArray: ...
    @overload
    def __call__(self, x: ArrayLike, /, *args: P.args, **kwargs: P.kwargs) -> Floats: ...
    @overload
    def __call__(self, *args: Any, **named: Any) -> Any: ...


def over_item_axis(function: Callable[Concatenate[Any, P], Any]) -> OverItems[P]:
    """Tell type checkers so of `function`, which is returned as it is."""
    known: Any = function
    return known  # type: ignore[no-any-return]


class OverPanel(Protocol[P]):
    """A function of a panel, wide or long, that gives one figure a period."""

    __name__: str

    @overload
    def __call__(
        self, x: pd.DataFrame, /, *args: P.args, **kwargs: P.kwargs
    ) -> pd.Series[float]: ...
    @overload
    def __call__(self, x: pl.DataFrame, /, *args: P.args, **kwargs: P.kwargs) -> pl.DataFrame: ...
    @overload
    def __call__(self, x: Labelled, /, *args: P.args, **kwargs: P.kwargs) -> Labelled: ...
    @overload
    def __call__(self, x: ArrayLike, /, *args: P.args, **kwargs: P.kwargs) -> Floats: ...
    @overload
    def __call__(self, **named: Any) -> Any: ...


def over_panel(function: Callable[Concatenate[Any, P], Any]) -> OverPanel[P]:
    """Tell type checkers so of `function`, which is returned as it is."""
    known: Any = function
    return known  # type: ignore[no-any-return]
