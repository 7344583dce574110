"""Which library of labelled data an object is of."""

import functools
import sys
from typing import Any

from hanoi_ct._inputs.times import package_of

_KINDS = {
    "pandas": ("Series", "DataFrame"),
    "xarray": ("DataArray",),
    "polars": ("Series", "DataFrame"),
    "pyarrow": ("Array", "ChunkedArray", "Table", "RecordBatch"),
}


def library_of(x: Any) -> str | None:
    """Return the library of whose labelled kinds `x` is one, None for arrays and numbers.

    No library is imported: an object of one that is not is of another.
    """
    if package_of(x) in ("builtins", "numpy"):
        return None
    return _library_of_type(type(x))  # type: ignore[arg-type]


@functools.cache  # by type: a type is of no library that is yet to be imported
def _library_of_type(kind: type) -> str | None:
    for name, kinds in _KINDS.items():
        module = sys.modules.get(name)
        if module is not None and issubclass(kind, tuple(getattr(module, k) for k in kinds)):
            return name
    return None
