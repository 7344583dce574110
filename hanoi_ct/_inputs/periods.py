"""Labels of periods as given: one for each period, and where one stands among them.

What labels are as time, their unit, years and gaps, is said by `calendar` alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from hanoi_ct._inputs.times import rows_about
from hanoi_ct._inputs.validate import brief, shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError


def labels(periods: Iterable[Any] | None, n_periods: int, function: str) -> tuple[Any, ...]:
    """Return one label a period; by default their numbers from 0."""
    if periods is None:
        return tuple(range(n_periods))
    if (
        isinstance(periods, (str, bytes))
        or not isinstance(periods, Iterable)
        or not _is_row(periods)
    ):
        raise ArgumentTypeError(
            f"`periods` of {function} must be a sequence of labels; got {_said(periods)}"
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


def _is_row(periods: Any) -> bool:
    """Tell whether labels stand in a row, as those of a table and of a set do not."""
    if isinstance(periods, (Set, Mapping)) or type(periods).__name__ in ("Dataset", "LazyFrame"):
        return False
    shape = getattr(periods, "shape", None)
    return not isinstance(shape, tuple) or len(shape) == 1


def _said(periods: Any) -> str:
    """Return what was given in the place of labels in a row."""
    shape = getattr(periods, "shape", None)
    if isinstance(shape, tuple) and len(shape) != 1:
        return f"a {type(periods).__name__} of {len(shape)} dimensions"
    return shown(periods)


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


def position(label: Any, periods: Sequence[Any], name: str, function: str) -> int:
    """Return where a period stands among the labels: as it is written, or by its time."""
    asked = str(label)
    for place, known in enumerate(periods):
        if known is label or str(known) == asked:
            return place
    found = rows_about(label, periods)
    if len(found) == 1:
        return found[0]
    span = f"{periods[0]} to {periods[-1]}" if periods else "no period"
    raise ArgumentValueError(
        f"`{name}` of {function} must be one of the periods, {span}; got {brief(label)}"
    )


def span(reference: Any, periods: Sequence[Any], name: str, function: str) -> slice:
    """Return the stretch of periods that a label or a pair of labels names."""
    ends = reference if isinstance(reference, tuple) else (reference, reference)
    first, last = (position(end, periods, name, function) for end in ends)
    if last < first:
        raise ArgumentValueError(
            f"`{name}` of {function} must end no earlier than it begins; got {reference}"
        )
    return slice(first, last + 1)
