"""Columns that name series, as whole numbers.

Series are numbered here and not by `keys`: a panel needs to know which rows are of one series,
in any order, and so takes whole numbers and the codes of categories as they are. `keys` gives
groups in the order of their labels, which are part of the result, and takes keys of any type; of a
million whole numbers that costs 3.6 ms where the panel needs none. What both match by, the spelling
of names, is in `spelling`.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, NoReturn

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.columns import (
    Integers,
    column_of,
    is_plain_integer,
    is_there,
    narrow,
    plain_array,
    refuse_none,
    whole_column,
)
from hanoi_ct._inputs.spelling import all_in_nfc
from hanoi_ct._inputs.times import package_of
from hanoi_ct.errors import ArgumentTypeError

# Keys of the rows, and what stands in a row.
Codes = tuple[NDArray[Any], Callable[[int], Any]]


class Series(NamedTuple):
    keys: Integers  # equal for rows of one series, from any integer
    label: Callable[[int], Any]  # the name behind a key


def series_of(column: Any, n: int, function: str) -> Series:
    """Number the series of the rows; integers number themselves.

    Of a list of columns, each combination of keys is a series.
    """
    if isinstance(column, (list, tuple)) and any(_is_column(part) for part in column):
        return _combined([_one_series(part, n, function) for part in column], function)
    return _one_series(column, n, function)


def _is_column(part: Any) -> bool:
    if package_of(part) in ("pandas", "polars", "pyarrow"):
        return hasattr(part, "__len__")
    return isinstance(part, np.ndarray) and part.ndim == 1


def _combined(parts: list[Series], function: str) -> Series:
    """Number the combinations of several keys."""
    keys = np.zeros(len(parts[0].keys), dtype=np.int64)
    for part in parts:
        low = int(part.keys.min()) if len(keys) else 0
        size = int(part.keys.max()) - low + 1 if len(keys) else 1
        dense = part.keys - low
        if size > 4 * len(keys) + 1024:
            distinct, dense = np.unique(part.keys, return_inverse=True)
            size = len(distinct)
        if len(keys) and (int(keys.max()) + 1) * size >= 2**62:
            keys = np.unique(keys, return_inverse=True)[1]
        keys = keys * size + dense

    def label(key: int) -> Any:
        row = int(np.argmax(keys == key))
        names = [part.label(int(part.keys[row])) for part in parts]
        return tuple(name.item() if isinstance(name, np.generic) else name for name in names)

    return Series(keys, label)


def _one_series(column: Any, n: int, function: str) -> Series:
    column = column_of(column, "series", function)
    package = package_of(column)
    if package == "polars":
        return _keys(*polars_codes(column, function), n, function)
    if package == "pyarrow":
        return _keys(*arrow_codes(column, function), n, function)
    if package == "pandas":
        return _keys(*pandas_codes(column, function), n, function)
    plain = plain_array(column, "series", function)
    if plain.dtype.kind == "O":
        missing = np.array([not is_there(v) for v in plain.ravel()], dtype=bool)
        refuse_none(lambda: missing, int(missing.sum()), "series", function)
    elif plain.dtype.kind in "iub" and plain.dtype != np.uint64:
        return _keys(plain, lambda row: plain[row], n, function)
    elif plain.dtype.kind not in "USu":
        _refuse_keys(plain.dtype, function)
    try:
        distinct, codes = np.unique(plain, return_inverse=True)
    except TypeError:
        _refuse_keys("object, of values that have no order among them", function)
    codes = _one_spelling(codes, distinct.tolist())
    return _keys(codes, lambda row: plain[row], n, function)


def _one_spelling(codes: Any, names: list[Any]) -> Any:
    """Return codes of names in which NFC and NFD spellings of one name share a code."""
    if all(not isinstance(name, str) or name.isascii() for name in names):
        return codes
    first: dict[Any, int] = {}
    spelt = enumerate(all_in_nfc(names))
    to = np.array([first.setdefault(name, i) for i, name in spelt], dtype=np.int64)
    return codes if len(first) == len(names) else to[codes]


def _refuse_keys(dtype: Any, function: str) -> NoReturn:
    raise ArgumentTypeError(
        f"`series` of {function} must be a column of integers, text or categories; got dtype "
        f"{dtype}"
    )


def polars_codes(column: Any, function: str, name: str = "series") -> Codes:
    import polars as pl

    refuse_none(column.is_null().to_numpy, column.null_count(), name, function)
    column = narrow(column, name, function)
    keys, dtype = column, column.dtype
    if dtype in (pl.String, pl.Boolean):
        keys = column.cast(pl.String).cast(pl.Categorical)
    elif not (dtype.is_integer() or dtype == pl.Categorical or isinstance(dtype, pl.Enum)):
        _refuse_keys(dtype, function)
    codes = keys.to_physical().to_numpy()
    if not dtype.is_integer():
        distinct = keys.unique()
        names = distinct.cast(pl.String).to_list()
        if not all(name is None or name.isascii() for name in names):
            table = np.zeros(int(codes.max()) + 1, dtype=np.int64)
            at = distinct.to_physical().to_numpy()
            table[at] = at[_one_spelling(np.arange(len(names)), names)]
            codes = table[codes]
    return codes, lambda row: column[row]


def arrow_codes(column: Any, function: str, name: str = "series") -> Codes:
    import pyarrow as pa

    is_dictionary = pa.types.is_dictionary(column.type)
    if is_dictionary and column.dictionary.null_count:  # a category that means missing
        column, is_dictionary = column.cast(column.type.value_type), False
    refuse_none(
        lambda: column.is_null().to_numpy(zero_copy_only=False),
        column.null_count,
        name,
        function,
    )
    keys, kind = column, column.type
    text = pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view
    if not is_dictionary and any(is_kind(kind) for is_kind in (*text, pa.types.is_boolean)):
        keys, is_dictionary = column.dictionary_encode(), True
    if is_dictionary:
        names = keys.dictionary.to_pylist()
        codes = keys.indices.to_numpy()
        return _one_spelling(codes, names), lambda row: column[row].as_py()
    if not pa.types.is_integer(kind):
        _refuse_keys(kind, function)
    return keys.to_numpy(), lambda row: column[row].as_py()


def pandas_codes(column: Any, function: str, name: str = "series") -> Codes:
    import pandas as pd

    dtype = column.dtype
    if is_plain_integer(dtype):
        return column.to_numpy(), lambda row: column.iloc[row]
    missing = column.isna()
    refuse_none(missing.to_numpy, int(missing.sum()), name, function)
    if isinstance(dtype, pd.CategoricalDtype):
        codes = _one_spelling(column.cat.codes.to_numpy(), column.cat.categories.tolist())
    elif pd.api.types.is_integer_dtype(dtype):
        codes = column.to_numpy(dtype=np.uint64 if dtype.kind == "u" else np.int64)
    elif pd.api.types.is_float_dtype(dtype) or pd.api.types.is_complex_dtype(dtype):
        _refuse_keys(dtype, function)
    else:
        codes, names = pd.factorize(column)
        codes = _one_spelling(codes, list(names))
    return codes, lambda row: column.iloc[row]


def _keys(codes: NDArray[Any], at: Callable[[int], Any], n: int, function: str) -> Series:
    """Return the keys of the rows; `at` gives what stands in a row."""
    keys = whole_column(codes, n, "series", function)
    return Series(keys, lambda key: at(int(np.argmax(keys == key))))
