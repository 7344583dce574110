"""What type checkers know of functions that give back the kind they are given."""

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

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
    def __call__(
        self, x: ArrayLike, /, *args: P.args, **kwargs: P.kwargs
    ) -> NDArray[np.float64]: ...


def over_time(function: Callable[Concatenate[Any, P], Any]) -> OverTime[P]:
    """Tell type checkers so of `function`, which is returned as it is."""
    return function
