"""A checked call of tabulate: which columns are read, what is kept and how it ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from hanoi_ct._inputs.validate import integer
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.records._aggregates import AGGREGATES, Recipe
from hanoi_ct.records._keys import Key
from hanoi_ct.records._schema import Field, RecordSchema


class Plan(NamedTuple):
    """A checked call."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    value: str | None
    weight: str | None
    aggregate: str
    recipe: Recipe
    tree: Any
    min_count: int
    schema: RecordSchema | None
    on_error: str
    largest: int

    @property
    def read(self) -> list[str]:
        """The columns that are read, each once."""
        named = [*self.rows, *self.columns, self.value, self.weight]
        return list(dict.fromkeys(name for name in named if name is not None))

    def field(self, name: str | None) -> Field | None:
        return self.schema.field(name) if self.schema and name is not None else None

    def key(self, name: str) -> Key:
        """An empty key; with a tree the leaves are known beforehand."""
        declared = self.field(name)
        known: Sequence[str] | None = declared.allowed if declared else None
        if self.tree is not None and name == self.rows[0]:
            known = self.tree.leaves
        return Key(name, known, declared.missing if declared else ())


def checked_plan(
    rows: Any,
    columns: Any,
    value: Any,
    weight: Any,
    aggregate: Any,
    hierarchy: Any,
    min_count: Any,
    schema: Any,
    on_error: Any,
    largest: Any,
) -> Plan:
    """Check the arguments of tabulate."""
    function = "tabulate"
    chosen = _names(rows, "rows")
    across = _names(columns, "columns") if columns is not None else ()
    doubled = [name for name in across if name in chosen]
    if doubled:
        raise ArgumentValueError(
            f"`columns` of {function} must differ from `rows`; got {doubled[0]!r} in both"
        )
    if not isinstance(aggregate, str) or aggregate not in AGGREGATES:
        raise ArgumentValueError(
            f"`aggregate` of {function} must be one of {', '.join(AGGREGATES)}; got {aggregate!r}"
        )
    recipe = AGGREGATES[aggregate]
    for name, column in (("value", value), ("weight", weight)):
        if column is not None and not isinstance(column, str):
            raise ArgumentTypeError(f"`{name}` of {function} must name a column; got {column!r}")
    if value is None and aggregate != "count":
        raise ArgumentValueError(f"`value` of {function} must name a column for {aggregate!r}")
    if (weight is not None) != recipe.weighted:
        rule = "name a column for" if recipe.weighted else "be left out with"
        raise ArgumentValueError(f"`weight` of {function} must {rule} {aggregate!r}")
    if hierarchy is not None:
        if not hasattr(hierarchy, "leaves") or not hasattr(hierarchy, "parent"):
            raise ArgumentTypeError(
                f"`hierarchy` of {function} must be a Hierarchy; got {type(hierarchy).__name__}"
            )
        if len(chosen) != 1:
            raise ArgumentValueError(
                f"`rows` of {function} must be one column with a hierarchy; got {list(chosen)}"
            )
    if schema is not None and not isinstance(schema, RecordSchema):
        raise ArgumentTypeError(f"`schema` of {function} must be a RecordSchema; got {schema!r}")
    if on_error not in ("collect", "raise"):
        raise ArgumentValueError(
            f"`on_error` of {function} must be 'collect' or 'raise'; got {on_error!r}"
        )
    fewest = integer(min_count, "min_count", function, low=0)
    top = integer(largest, "largest", function, low=0, high=100)
    return Plan(
        chosen, across, value, weight, aggregate, recipe, hierarchy, fewest, schema, on_error, top
    )


def _names(given: Any, name: str) -> tuple[str, ...]:
    names = (given,) if isinstance(given, str) else tuple(given)
    if not names or not all(isinstance(one, str) for one in names):
        raise ArgumentTypeError(f"`{name}` of tabulate must name columns; got {given!r}")
    if len(set(names)) < len(names):
        raise ArgumentValueError(f"`{name}` of tabulate must name each column once; got {given!r}")
    return names
