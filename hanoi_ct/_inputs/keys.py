"""Keys of the rows of a table, of any type, as numbers from 0 and the labels behind them.

Groups come in the order of their keys, whatever the order of the rows; categories in theirs.
Names are compared in NFC: a name in two spellings of Unicode is one key. A row without a key
is an error: to leave it out silently would change a total.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from typing import Any, NamedTuple, NoReturn

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.libraries import library_of
from hanoi_ct._inputs.spelling import all_in_nfc, same_labels
from hanoi_ct._inputs.validate import shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

Codes = NDArray[np.int64]


class Column(NamedTuple):
    """One column of keys: the number of each row, and the label behind each number."""

    codes: Codes
    labels: list[Any]
    name: Any


class Keys(NamedTuple):
    """The groups of the rows."""

    codes: Codes  # of the rows, from 0
    columns: list[Column]  # `codes` of a column are those of the groups
    index: Any  # of the rows, if they have one
    library: str | None

    @property
    def n_groups(self) -> int:
        return len(self.columns[0].codes)

    def labels(self) -> list[Any]:
        """Return the key of each group; a tuple where there are several columns."""
        listed = [[column.labels[code] for code in column.codes] for column in self.columns]
        return listed[0] if len(listed) == 1 else list(zip(*listed, strict=True))


def keys_of(keys: Any, name: str, function: str) -> Keys:
    """Number the groups of the rows by one column of keys, or several together."""
    index, library, columns = _columns_of(keys, name, function)
    read = [_numbered(column, label, name, function) for label, column in columns]
    lengths = {len(column.codes) for column in read}
    if len(lengths) > 1:
        raise ArgumentValueError(
            f"the columns of `{name}` of {function} must be of one length; got "
            f"{', '.join(str(len(column.codes)) for column in read)}"
        )
    codes, groups = read[0].codes, [np.arange(len(read[0].labels))]
    for column in read[1:]:
        size = max(len(column.labels), 1)
        present, codes = _distinct(codes * size + column.codes)
        groups = [group[present // size] for group in groups] + [present % size]
    if len(read) == 1:  # categories without rows are no groups
        present, codes = _distinct(codes)
        groups = [present]
    of_groups = [column._replace(codes=group) for column, group in zip(read, groups, strict=True)]
    return Keys(codes, of_groups, index, library)


def _columns_of(keys: Any, name: str, function: str) -> tuple[Any, str | None, list[Any]]:
    """Return the index of the rows, the library, and pairs of a name and a column."""
    library = library_of(keys)
    if library == "pandas":
        if keys.ndim == 1:
            return keys.index, library, [(keys.name, keys)]
        columns = [(label, keys.iloc[:, i]) for i, label in enumerate(keys.columns)]
        return keys.index, library, _some(columns, name, function)
    if library == "polars":
        if not hasattr(keys, "columns"):
            return None, library, [(keys.name, keys)]
        return None, library, _some([(c, keys[c]) for c in keys.columns], name, function)
    if library == "pyarrow":
        if hasattr(keys, "schema"):
            pairs = [(c, keys.column(i)) for i, c in enumerate(keys.schema.names)]
            return None, library, _some(pairs, name, function)
        return None, library, [(None, keys)]
    if library == "xarray":
        if keys.ndim != 1:
            _refuse(f"got {keys.ndim} dimensions", name, function)
        return None, library, [(keys.name, keys.to_numpy())]
    if isinstance(keys, Mapping):
        return _several(list(keys.items()), name, function)
    if isinstance(keys, (tuple, list)) and keys and all(map(_is_column, keys)):
        return _several([(getattr(c, "name", None), c) for c in keys], name, function)
    return None, None, [(None, keys)]


def _is_column(value: Any) -> bool:
    """Tell whether a value is a column of keys, not a key."""
    if isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
        return False
    return not isinstance(value, (tuple, Set, Mapping)) and getattr(value, "ndim", 1) == 1


def _several(pairs: list[Any], name: str, function: str) -> tuple[Any, str | None, list[Any]]:
    found = [_columns_of(column, name, function) for _, column in pairs]
    columns = [
        (label if label is not None else own[0][0], own[0][1])
        for (label, _), (_, _, own) in zip(pairs, found, strict=True)
    ]
    libraries = {library for _, library, _ in found if library is not None}
    indexes = [index for index, _, _ in found if index is not None]
    for index in indexes[1:]:
        if not same_labels(indexes[0], index):
            raise ArgumentValueError(
                f"the columns of `{name}` of {function} must have one index; got two that differ: "
                "reindex them, or pass their .to_numpy()"
            )
    library = libraries.pop() if len(libraries) == 1 else None
    return indexes[0] if indexes else None, library, _some(columns, name, function)


def _some(columns: list[Any], name: str, function: str) -> list[Any]:
    if not columns:
        _refuse("got no column", name, function)
    return columns


def _refuse(got: str, name: str, function: str) -> NoReturn:
    raise ArgumentTypeError(
        f"`{name}` of {function} must be a column of keys, or several in a tuple, a dict or a "
        f"frame; {got}"
    )


# ---- one column ---------------------------------------------------------------------


def _numbered(column: Any, label: Any, name: str, function: str) -> Column:
    """Number a column by its sorted labels."""
    codes, labels, in_order = _factorized(column, name, function)
    none = codes < 0
    if none.any():
        row, count = int(none.argmax()), int(none.sum())
        raise ArgumentValueError(
            f"`{name}` of {function} must name a group in every row; got none at row {row}"
            f"{f', the first of {count}' if count > 1 else ''}: leave such rows out, or give them "
            "a key"
        )
    codes, labels = _in_one_spelling(codes, labels)
    if not in_order:
        try:
            order = sorted(range(len(labels)), key=labels.__getitem__)
        except TypeError:  # of types without an order among them: as the rows have them
            order = list(range(len(labels)))
        places = np.empty(len(labels), dtype=np.int64)
        places[order] = np.arange(len(labels))
        codes, labels = places[codes], [labels[i] for i in order]
    return Column(codes, labels, label)


def _in_one_spelling(codes: Codes, labels: list[Any]) -> tuple[Codes, list[Any]]:
    """Bring names to NFC, and those that are the same then under one number."""
    normal = all_in_nfc(labels)
    if normal == labels:
        return codes, labels
    numbers: dict[Any, int] = {}
    of_label = np.array([numbers.setdefault(label, len(numbers)) for label in normal])
    return of_label[codes], list(numbers)


def _factorized(column: Any, name: str, function: str) -> tuple[Codes, list[Any], bool]:
    """Return numbers (-1: none), labels, and whether these have an order to keep."""
    library = library_of(column)
    if library == "pandas":
        return _of_pandas(column, name, function)
    if library == "polars":
        if str(column.dtype) in ("Int128", "UInt128"):  # which Arrow does not have
            return _of_objects(column.to_list(), name, function)
        column = column.to_arrow()
        library = "pyarrow"
    if library == "pyarrow":
        return _of_arrow(column)
    if isinstance(column, np.ma.MaskedArray):
        _refuse("got a masked array: leave out its rows", name, function)
    categories = getattr(column, "categories", None)
    if categories is not None and hasattr(column, "codes"):  # a pandas Categorical
        return np.asarray(column.codes, dtype=np.int64), list(categories), True
    if isinstance(column, Set):
        _refuse(f"got a {type(column).__name__}, which has no order of rows", name, function)
    if isinstance(column, (str, bytes)) or not isinstance(column, Iterable):
        _refuse(f"got {shown(column)}", name, function)
    if not hasattr(column, "dtype") or not hasattr(column, "__array__"):
        return _of_objects(list(column), name, function)
    array = np.asarray(column)
    if array.ndim != 1:
        _refuse(f"got {array.ndim} dimensions", name, function)
    if array.dtype.kind == "O":
        return _of_objects(array.tolist(), name, function)
    if array.dtype.kind not in "biufUSMm":
        _refuse(f"got dtype {array.dtype}", name, function)
    return _of_array(array)


def _of_array(array: NDArray[Any]) -> tuple[Codes, list[Any], bool]:
    present, codes = _distinct(array)
    missing = np.isnat(present) if array.dtype.kind in "mM" else present != present
    codes = np.where(missing[codes], -1, codes) if missing.any() else codes
    listed = list(present) if array.dtype.kind in "mM" else present.tolist()
    return codes, listed, not missing.any()


def _distinct(array: NDArray[Any]) -> tuple[NDArray[Any], Codes]:
    """Return the distinct elements in order, and the number of each row among them."""
    if array.dtype.kind in "iu" and array.size:
        low, high = int(array.min()), int(array.max())
        if high - low < 4 * array.size + 1024 and low > -(2**62) and high < 2**62:
            shifted = array.astype(np.int64, copy=False) - low
            seen = np.zeros(high - low + 1, dtype=bool)
            seen[shifted] = True
            present = np.flatnonzero(seen)
            if len(present) == len(seen):
                return present + low, shifted
            number = np.cumsum(seen) - 1
            return present + low, number[shifted]
    present, codes = np.unique(array, return_inverse=True)
    return present, codes.reshape(-1).astype(np.int64, copy=False)


def _of_objects(values: Sequence[Any], name: str, function: str) -> tuple[Codes, list[Any], bool]:
    numbers: dict[Hashable, int] = {}
    types: set[type] = set()
    codes = np.empty(len(values), dtype=np.int64)
    for row, value in enumerate(values):
        if value is None or type(value).__name__ in ("NAType", "NaTType"):
            codes[row] = -1
            continue
        try:
            codes[row] = numbers.setdefault(value, len(numbers)) if value == value else -1
        except (TypeError, ValueError):
            _refuse(f"got {shown(value)} in row {row}, which cannot be a key", name, function)
        types.add(type(value))
    if bool in types and len(types) > 1:  # True is 1 to a dictionary
        _refuse("got truth values among keys of another type", name, function)
    return codes, list(numbers), False


def _of_pandas(column: Any, name: str, function: str) -> tuple[Codes, list[Any], bool]:
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype):
        codes = column.cat.codes.to_numpy().astype(np.int64)
        return codes, list(column.cat.categories), True
    if getattr(column.dtype, "kind", "") == "c":
        _refuse(f"got dtype {column.dtype}", name, function)
    codes, present = pd.factorize(column)
    return np.asarray(codes, dtype=np.int64), list(present), False


def _of_arrow(column: Any) -> tuple[Codes, list[Any], bool]:
    import pyarrow as pa

    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    if isinstance(column, pa.ChunkedArray):  # no chunks at all
        column = pa.concat_arrays(column.chunks) if column.num_chunks else pa.nulls(0)
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    if not pa.types.is_dictionary(encoded.type):  # of nulls alone
        return np.full(len(column), -1, dtype=np.int64), [], False
    labels = encoded.dictionary.to_pylist()
    codes = encoded.indices.cast(pa.int64()).fill_null(-1).to_numpy(zero_copy_only=False)
    none = np.array([label is None or label != label for label in labels], dtype=bool)
    if none.any():
        codes = np.where((codes >= 0) & none[codes], -1, codes)
    return codes, labels, False
