"""Labels of periods: as given, and as calendar months where a function needs them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.validate import brief, shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

Months = NDArray[np.datetime64]

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?!\d)")
_YEAR = re.compile(r"\d{4}")


def labels(periods: Iterable[Any] | None, n_periods: int, function: str) -> tuple[Any, ...]:
    """Return one label a period; by default their numbers from 0."""
    if periods is None:
        return tuple(range(n_periods))
    if isinstance(periods, str) or not isinstance(periods, Iterable):
        raise ArgumentTypeError(
            f"`periods` of {function} must be a sequence of labels; got {shown(periods)}"
        )
    given = _listed(periods)
    if len(given) != n_periods:
        raise ArgumentValueError(
            f"`periods` of {function} must have one label for each of the {n_periods} periods; "
            f"got {len(given)}"
        )
    texts = [label if type(label) is int else str(label) for label in given]
    if len(set(texts)) < len(texts):
        repeated = next(label for label, count in Counter(texts).items() if count > 1)
        raise ArgumentValueError(
            f"`periods` of {function} must be different labels; got {brief(repeated)} twice"
        )
    return given


def _listed(periods: Any) -> tuple[Any, ...]:
    """Return labels one by one, those of Arrow and xarray as Python has them."""
    package = type(periods).__module__.partition(".")[0]
    if package == "pyarrow":
        return tuple(periods.to_pylist())
    if package == "xarray" and periods.ndim == 1:
        return tuple(
            periods.to_index() if periods.dtype.kind == "M" else periods.to_numpy().tolist()
        )
    return tuple(periods)


def month(label: Any, function: str) -> np.datetime64:
    """Return the month of a label: 2018-08, a date in it, or a pandas period."""
    match = _MONTH.match(str(label))
    if match is None:
        raise ArgumentValueError(
            f"`periods` of {function} must be months (2018-08); got {brief(label)}"
        )
    return np.datetime64(match.group(), "M")


def is_month(label: Any) -> bool:
    """Tell whether a label is a month (2018-08) and nothing finer, such as a date in it."""
    return _MONTH.fullmatch(str(label)) is not None


def months(periods: Sequence[Any], function: str) -> Months:
    """Return consecutive months, or raise and name the first gap."""
    found = np.array([month(label, function) for label in periods], dtype="datetime64[M]")
    step = np.diff(found).astype(int)
    if (step != 1).any():
        position = int((step != 1).argmax())
        raise ArgumentValueError(
            f"`periods` of {function} must be consecutive months; got {found[position]} before "
            f"{found[position + 1]}"
        )
    return found


def position(label: Any, periods: Sequence[Any], name: str, function: str) -> int:
    """Return where a period stands among the labels."""
    for place, known in enumerate(periods):
        if known == label or str(known) == str(label):
            return place
    if _MONTH.match(str(label)):
        for place, known in enumerate(periods):
            if _MONTH.match(str(known)) and month(known, function) == month(label, function):
                return place
    span = f"{periods[0]} to {periods[-1]}" if periods else "no period"
    raise ArgumentValueError(
        f"`{name}` of {function} must be one of the periods, {span}; got {brief(label)}"
    )


def span(reference: Any, periods: Sequence[Any], name: str, function: str) -> slice:
    """Return the stretch of periods that a month, a year or a pair of months names."""
    if isinstance(reference, tuple):
        first, last = (position(end, periods, name, function) for end in reference)
        if last < first:
            raise ArgumentValueError(
                f"`{name}` of {function} must end no earlier than it begins; got {reference}"
            )
        return slice(first, last + 1)
    if _YEAR.fullmatch(str(reference)) and reference not in periods:
        year = str(reference)
        return span((f"{year}-01", f"{year}-12"), periods, name, function)
    first = position(reference, periods, name, function)
    return slice(first, first + 1)
