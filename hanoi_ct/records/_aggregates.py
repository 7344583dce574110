"""What can be asked of records: for each aggregate, the states it keeps and how it ends.

A state is one of GroupSum's: exact, and merged by addition. Merging is therefore the same for
all, and an aggregate is a row of this table.
"""

from typing import Literal, NamedTuple

from hanoi_ct.measures._exact.group_overloads import Statistic

Aggregate = Literal["sum", "count", "mean", "min", "max", "weighted_sum", "weighted_mean"]


class Recipe(NamedTuple):
    """The statistics of GroupSum that an aggregate keeps; the first is what it gives."""

    keeps: tuple[Statistic, ...]
    weighted: bool = False
    # What a cell holds to which no record belongs, where `min_count` is 0.
    empty: float = float("nan")


AGGREGATES: dict[str, Recipe] = {
    "sum": Recipe(("sum", "count"), empty=0.0),
    "count": Recipe(("count",), empty=0.0),
    "mean": Recipe(("mean", "count")),
    "min": Recipe(("minimum", "count")),
    "max": Recipe(("maximum", "count")),
    "weighted_sum": Recipe(("weighted_sum", "count"), weighted=True, empty=0.0),
    "weighted_mean": Recipe(("weighted_mean", "count"), weighted=True),
}
