"""Errors about one element name its labels beside its place, in every container."""

import numpy as np
import pytest

import hanoi_ct
from hanoi_ct.errors import ArgumentValueError

MONTHS = ["2018-01", "2018-02"]
GOOD = {"rice": [1.0, 2.0], "beer": [1.0, 4.0]}
BAD = {"rice": [1.0, 2.0], "beer": [1.0, -2.0]}


def _made(library, columns):
    module = pytest.importorskip(library)
    if library == "pandas":
        return module.DataFrame(columns, index=module.PeriodIndex(MONTHS, freq="M"))
    if library == "xarray":
        values = np.array(list(columns.values())).T
        coords = {"time": np.array(MONTHS, "M8[ns]"), "item": list(columns)}
        return module.DataArray(values, coords, ("time", "item"))
    make = module.DataFrame if library == "polars" else module.table
    return make({"time": MONTHS, **columns})


@pytest.mark.parametrize("library", ["pandas", "xarray", "polars", "pyarrow"])
def test_items_and_periods_of_formulas(library):
    good, bad = _made(library, GOOD), _made(library, BAD)
    axis = "item" if library == "xarray" else 1
    with pytest.raises(ArgumentValueError, match=r"at index \(1, 1\) \(.?2018-02.*, 'beer'\)") as e:
        hanoi_ct.bilateral_index(good, bad, good, good, axis=axis)
    assert e.value.position == (1, 1)
    with pytest.raises(ArgumentValueError, match=r"got -2.0 at index \(1, 1\) \('beer', .?2018-02"):
        hanoi_ct.index_of_relatives(bad, [1.0, 2.0])


def test_columns_weights_and_sums():
    pandas = pytest.importorskip("pandas")
    column = pandas.Series([1.0, -2.0], index=["rice", "beer"], name="x")
    with pytest.raises(ArgumentValueError, match=r"got -2.0 at index 1 \('beer'\)$"):
        hanoi_ct.index_of_relatives(column, column.abs())
    with pytest.raises(ArgumentValueError, match=r"`w0` .* got -2.0 at index 1 \('beer'\)$"):
        hanoi_ct.index_of_relatives(column.abs(), column)
    with pytest.raises(ArgumentValueError, match=r"got NaN at index 1 \('beer'\)$"):
        hanoi_ct.exact_sum(column.replace(-2.0, np.nan), missing="raise")
    months = column.set_axis(pandas.PeriodIndex(MONTHS, freq="M"))
    months.loc[pandas.Period("2018-03", "M")] = 1.0
    with pytest.raises(ArgumentValueError, match=r"got -2.0 at index 1 \('2018-02'\)"):
        hanoi_ct.growth(months, 1, negative_base="raise")


def test_arrays_name_the_place_alone():
    with pytest.raises(ArgumentValueError, match=r"got -2.0 at index 1$") as error:
        hanoi_ct.index_of_relatives([1.0, -2.0], [1.0, 1.0])
    assert error.value.position == (1,)
