"""Things of the wrong kind in the place of every argument of every public function.

An error of Python's or of another library's about what it could not do with them would leave
the caller without the argument, the rule and the way out: only the package's own may come.
"""

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import hanoi_ct
from hanoi_ct import datasets, hierarchy, seasonal, statements
from hanoi_ct.errors import HanoiCTError

pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
xr = pytest.importorskip("xarray")

WRONG: dict[str, Callable[[], Any]] = {
    "nothing": lambda: None,
    "NA": lambda: pd.NA,
    "NaT": lambda: pd.NaT,
    "a float": lambda: 2.5,
    "a number of no dimension": lambda: np.array(3.0),
    "a DataArray of no dimension": lambda: xr.DataArray(3.0),
    "a column of a table": lambda: np.ones((4, 1)),
    "complex numbers": lambda: np.array([1j, 2, 3, 4]),
    "records": lambda: np.array([(1,)] * 4, dtype=[("a", int)]),
    "a masked array": lambda: np.ma.array([1, 2, 3, 4], mask=[0, 0, 0, 1]),
    "a ragged list": lambda: [1, [2], 3, 4],
    "an empty list": list,
    "text": lambda: "abcd",
    "bytes": lambda: b"abcd",
    "a set": lambda: {1, 2, 3, 4},
    "a mapping": lambda: {"a": 1},
    "a generator": lambda: (i for i in range(4)),
    "a function": lambda: len,
    "a class": lambda: int,
    "an object": object,
    "a DataFrame": lambda: pd.DataFrame({"a": [1, 2, 3, 4]}),
    "a polars DataFrame": lambda: pl.DataFrame({"a": [1, 2, 3, 4]}),
    "a LazyFrame": lambda: pl.LazyFrame({"a": [1]}),
    "a Dataset": lambda: xr.Dataset({"a": ("t", [1, 2, 3, 4])}),
    "pairs": lambda: pd.MultiIndex.from_tuples([(1, 2)] * 4),
    "categories": lambda: pd.Categorical([1, 2, 3, 4]),
    "intervals": lambda: pd.interval_range(0, 4),
    "spans of time": lambda: pd.timedelta_range("1D", periods=4),
}

X = np.array([100.0, 102, 105, 108])
LEVELS = pd.DataFrame(
    [[100.0, 101], [100, 110]],
    index=["C10", "C11"],
    columns=pd.period_range("2020-01", periods=2, freq="M"),
)
WEIGHTS = {"C10": 1, "C11": 2}
TREE = hierarchy.Hierarchy.from_parents([("C", None), ("C10", "C"), ("C11", "C")])
INDEX = TREE.aggregate(LEVELS, WEIGHTS)
LONG = pd.DataFrame(
    {"value": [1.0, 2, 3, 4], "by": list("aabb"), "time": ["2020-01", "2020-02"] * 2}
)
RIGHT = {"hierarchy": TREE, "published": {"C": [np.nan, 3.0]}, "x": LEVELS,
         "weights": WEIGHTS, "codes": ["C", "C10"], "parents": [("C", None)],
         "columns": [["C", "C"], ["C10", "C11"]], "series": LEVELS.loc["C10"]}  # fmt: skip

# Arguments that take any object that does what is asked of it, or the package's own objects.
LEFT_OUT = {
    ("plot", "ax"), ("choose", "rows"), ("choose", "column"), ("choose", "report_month"),
}  # fmt: skip


def functions(home: Any) -> dict[str, Callable[..., Any]]:
    """Return the public functions of a package."""
    found = {name: getattr(home, name) for name in home.__all__}
    return {
        name: each
        for name, each in found.items()
        if callable(each) and not inspect.isclass(each) and name != "show_versions"
    }


def methods(thing: Any) -> dict[str, Callable[..., Any]]:
    """Return the public methods of an object."""
    found = {name: getattr(thing, name) for name in dir(thing) if not name.startswith("_")}
    return {name: each for name, each in found.items() if inspect.ismethod(each)}


def calls(function: Callable[..., Any], right: dict[str, Any], wrong: Callable[[], Any]) -> Any:
    """Call once for each argument, with what is wrong in its place; give the argument's name."""
    parameters = inspect.signature(function).parameters.values()
    named = [p for p in parameters if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
    for argument in named:
        if (function.__name__, argument.name) in LEFT_OUT:
            continue
        given = {p.name: right.get(p.name, X) for p in named if p.default is p.empty}
        given[argument.name] = wrong()
        first = [given.pop(p.name) for p in named if p.kind == p.POSITIONAL_ONLY]
        yield argument.name, lambda first=first, given=given: function(*first, **given)


def foreign_errors(found: dict[str, Callable[..., Any]], right: dict[str, Any], wrong: Any) -> Any:
    for name, function in found.items():
        for argument, call in calls(function, right, wrong):
            try:
                call()
            except HanoiCTError as error:
                if len(str(error)) > 400:
                    yield f"{argument} of {name}: a message of {len(str(error))} characters"
            except Exception as error:
                yield f"{argument} of {name}: {type(error).__name__}: {error}"[:160]


HOMES = {
    "arrays": (lambda: functions(hanoi_ct), RIGHT | {"x": X, "series": X}),
    "tables": (
        lambda: {
            name: each
            for name, each in functions(hanoi_ct).items()
            if "by" in inspect.signature(each).parameters
        },
        {"values": LONG, "x": LONG, "value": "value", "by": "by", "time": "time"},
    ),
    "trees": (lambda: methods(TREE), RIGHT),
    "indexes": (lambda: methods(INDEX), RIGHT),
    "hierarchy": (lambda: functions(hierarchy), RIGHT),
    "seasonal": (lambda: functions(seasonal), RIGHT),
    "statements": (lambda: functions(statements), RIGHT),
    "datasets": (lambda: functions(datasets), RIGHT),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("home", HOMES)
def test_no_error_of_another_library_comes(home, wrong):
    found, right = HOMES[home]
    assert list(foreign_errors(found(), right, WRONG[wrong])) == []
