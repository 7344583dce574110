"""Exact sums of Dask's collections: a state a block, merged pairwise, rounded once at the end.

A state is made from its block alone, so that a task which a dead worker took with it is simply
done again, and states merge by integer addition: no chunking, order or scheduler shows.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct import _core
from hanoi_ct._inputs.blocks import array_of, in_pairs, is_dask, kind_of, parts_of
from hanoi_ct._inputs.libraries import library_of
from hanoi_ct._inputs.tabular import take
from hanoi_ct._inputs.validate import axis_number, real_array
from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError, HanoiCTError
from hanoi_ct.measures._exact import states as _states


def sum_of(x: Any, axis: Any, missing: str, exact_sum: Callable[..., Any], function: str) -> Any:
    """Return the exact sum of a Dask collection over `axis`; of an array's axes a lazy one.

    `exact_sum` is the function for arrays, which does the work within a block.
    """
    kind = kind_of(x)
    if axis is None or (kind == "column" and axis == 0):
        return _sums(x, missing, function, by_column=False)[0]
    if kind == "frame" and axis == 0:
        import pandas as pd

        sums = _sums(x, missing, function, by_column=True)
        return pd.Series(sums, index=x.columns, dtype=np.float64)
    array = array_of(x, "x", function)
    axes = [axis_number(a, array.ndim, function) for a in _listed(axis)]
    if len(set(axes)) < len(axes):
        raise ArgumentValueError(f"`axis` of {function} must name each axis once; got {axis}")
    if len(axes) == array.ndim:
        return sum_of(x, None, missing, exact_sum, function)
    whole = array.rechunk(dict.fromkeys(axes, -1))

    def work(block: NDArray[Any]) -> Any:
        return exact_sum(block, axis=tuple(axes), missing=missing, threads=1)

    return whole.map_blocks(
        work,
        drop_axis=axes,
        dtype=np.float64,
        meta=np.empty((0,) * (array.ndim - len(axes))),
    )


def _listed(axis: Any) -> tuple[Any, ...]:
    return axis if isinstance(axis, tuple) else (axis,)


def _sums(x: Any, missing: str, function: str, *, by_column: bool) -> list[float]:
    dask = require("dask", function)
    work = dask.delayed(_states_of, pure=True)
    parts = [
        work(part, missing, number, by_column, function)
        for number, part in enumerate(parts_of(x, "x", function))
    ]
    total = in_pairs(parts, _each_merged, function)
    return [float(_core.exact_round(state, 0)) for state in total]


def _states_of(
    block: Any, missing: str, number: int, by_column: bool, function: str
) -> list[_states.States]:
    values = take(block, "x", function).values if library_of(block) else np.asarray(block)
    if missing == "raise" and values.dtype.kind == "f" and np.isnan(values).any():
        position = tuple(int(place[0]) for place in np.nonzero(np.isnan(values)))
        raise ArgumentValueError(
            f"`x` of {function} must have no missing value under missing='raise'; got NaN at "
            f"index {position} of block {number}"
        )
    columns = values.T if by_column else [values.ravel()]
    return [_state_of(column, missing, function) for column in columns]


def _state_of(values: NDArray[Any], missing: str, function: str) -> _states.States:
    terms = real_array(values, "x", function)
    if terms.dtype.kind == "O":
        terms = _states.in_binary(terms, "x", function)
    parts = _states.exact_parts(np.ascontiguousarray(terms), "x", function)
    state = _states.merge_all([_states.add(part) for part in parts])
    if missing == "omit":
        state[_states.NAN_WORD] = 0
    return state


def _each_merged(
    first: Sequence[_states.States], second: Sequence[_states.States]
) -> list[_states.States]:
    return [_states.merge_all(pair) for pair in zip(first, second, strict=True)]


def groups_of(
    rows: dict[str, Any], n_groups: Any, empty: Callable[[], Any], missing: Any, function: str
) -> Any:
    """Return the merged GroupSum of values, codes and weights that are cut alike."""
    if n_groups is None:
        raise ArgumentValueError(
            f"`n_groups` of {function} must be given for Dask's collections; got none: for keys "
            "use hanoi_ct.records.tabulate, which takes Dask frames"
        )
    given = {name: x for name, x in rows.items() if x is not None}
    _refuse_cut_apart(given, function)
    dask = require("dask", function)
    work = dask.delayed(_groups_of, pure=True)
    blocks = zip(*(parts_of(x, name, function) for name, x in given.items()), strict=True)
    parts = [
        work(dict(zip(given, block, strict=True)), empty, missing, number)
        for number, block in enumerate(blocks)
    ]
    return in_pairs(parts, _added, function)


def _refuse_cut_apart(given: dict[str, Any], function: str) -> None:
    values = given["values"]
    for name, x in given.items():
        if not is_dask(x) or kind_of(x) == "frame" or x.ndim != 1:
            raise ArgumentTypeError(
                f"`{name}` of {function} must be a Dask array or column of one dimension, as the "
                f"others; got {type(x).__name__}: pass dask.array.from_array(..., chunks=...) or "
                "compute the others"
            )
        cut = [one.chunks if kind_of(one) == "array" else one.npartitions for one in (values, x)]
        if cut[0] != cut[1]:
            raise ArgumentValueError(
                f"`{name}` of {function} must have the chunks of `values`; got others: pass "
                f"{name}.rechunk(values.chunks), or columns of one frame"
            )


def _groups_of(rows: dict[str, Any], empty: Callable[[], Any], missing: Any, number: int) -> Any:
    total = empty()
    try:
        total.add(
            rows["values"], rows["codes"], weights=rows.get("weights"), missing=missing, threads=1
        )
    except HanoiCTError as error:
        raise ArgumentValueError(f"{error}; counted in block {number}") from None
    return total


def _added(first: Any, second: Any) -> Any:
    return first + second
