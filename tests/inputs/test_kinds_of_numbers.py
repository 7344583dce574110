"""The same numbers in every type that a column can have give the same answer."""

from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import xarray as xr
from arrays import same_bits
from hypothesis import given
from hypothesis import strategies as st

import hanoi_ct as h
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

FEW = pd.period_range("2018-01", periods=4, freq="M")


def decimals(values):
    return [None if v is None else Decimal(repr(v)) for v in values]


def column(values, dtype):
    return pd.Series(values, pd.period_range("2018-01", periods=len(values), freq="M"), dtype=dtype)


KINDS = {
    "objects": lambda v: column(v, object),
    "objects with NA": lambda v: column([pd.NA if x is None else x for x in v], object),
    "Decimals": lambda v: column(decimals(v), object),
    "Float64": lambda v: column(v, "Float64"),
    "Arrow doubles": lambda v: column(v, "double[pyarrow]"),
    "Arrow decimals": lambda v: column(decimals(v), pd.ArrowDtype(pa.decimal128(12, 3))),
    "sparse": lambda v: column(pd.arrays.SparseArray(np.array(v, float)), None),
    "DataArray of objects": lambda v: xr.DataArray(
        np.array(v, object),
        {"t": pd.period_range("2018-01", periods=len(v), freq="M").to_timestamp()},
        ("t",),
    ),
    "DataArray of Decimals": lambda v: xr.DataArray(
        np.array([Decimal("NaN") if x is None else x for x in decimals(v)], object),
        {"t": pd.period_range("2018-01", periods=len(v), freq="M").to_timestamp()},
        ("t",),
    ),
    "polars decimals": lambda v: pl.Series(decimals(v), dtype=pl.Decimal(12, 3)),
    "Arrow": lambda v: pa.array(decimals(v), pa.decimal128(12, 3)),
}
CALLS = {
    "growth": h.growth,
    "ytd": h.ytd,
    "moving_sum": lambda x: h.moving_sum(x, 2),
    "round_half_up": lambda x: h.round_half_up(x, 1),
    "printed_share": lambda x: h.printed_share(x, 7.0, 2),
    "relative_change": lambda x: h.relative_change(x, 2.5),
}
FIGURES = st.one_of(st.none(), st.integers(0, 99_999).map(lambda n: n / 1000))


def plain(result):
    if hasattr(result, "to_pylist"):
        result = [np.nan if v is None else v for v in result.to_pylist()]
    return np.array(np.asarray(result), dtype=float)


@pytest.mark.parametrize("kind", KINDS)
@given(st.lists(FIGURES, min_size=3, max_size=8).filter(lambda v: any(x is not None for x in v)))
def test_every_type_of_column_gives_what_the_array_gives(kind, values):
    if kind == "DataArray of objects":
        values = [1.5 if v is None else v for v in values]
    array = np.array(values, dtype=float)
    for name, call in CALLS.items():
        assert same_bits(plain(call(KINDS[kind](values))), plain(call(array))), name


def test_columns_of_missing_values_alone():
    for dtype in ("Int64", "Float64", "int64[pyarrow]", pd.ArrowDtype(pa.decimal128(9, 2)), object):
        assert h.growth(column([None, None, None], dtype)).isna().all()


@pytest.mark.parametrize("value", ["2", Decimal("sNaN"), 1 + 0j])
def test_what_is_no_number_among_objects_is_named(value):
    x = pd.Series([1.0, value, 3.0, 4.0], FEW, dtype=object)
    if isinstance(value, Decimal):
        assert np.isnan(h.growth(x).iloc[1])
        return
    with pytest.raises(
        ArgumentTypeError, match=r"^`x` of growth .* dtype object, .* (index|row) 1: "
    ):
        h.growth(x)
    with pytest.raises(
        ArgumentTypeError, match=r"^column 'v' in `x` of .*object, .* (index|row) 1: "
    ):
        h.growth(x.to_frame("v"))
    with pytest.raises(ArgumentTypeError, match="dtype category"):
        h.growth(pd.Series(pd.Categorical([1, 2, 3, 4]), FEW))


def test_whole_numbers_among_objects_are_refused_beyond_2_to_53():
    x = pd.Series([2**53 + 1, 2, 3, 4], FEW, dtype=object)
    with pytest.raises(ArgumentValueError, match=r"must lie within 2\*\*53"):
        h.growth(x)


@pytest.mark.parametrize("label", ["2018-8", "08/2018", "T8/2018", "Tháng 8/2018", "201808", "Aug"])
@pytest.mark.parametrize("frame", [False, True])
def test_text_that_names_no_period_is_shown_with_what_does(label, frame):
    texts = [label, label + "a", label + "b"]
    x = pd.Series([1.0, 2.0, 4.0], texts)
    given_as = pl.DataFrame({"t": texts, "v": [1.0, 2.0, 4.0]}) if frame else x
    with pytest.raises(
        ArgumentTypeError, match="write the periods as 2018-08, 2018Q3, 2018 or"
    ) as e:
        h.growth(given_as)
    assert repr(label) in str(e.value)
    advised = ["2018-08", "2018-09", "2018-10"]
    assert h.growth(x.set_axis(advised)).tolist()[1:] == [1.0, 1.0]


def test_quarters_as_text_are_not_taken_for_those_of_an_anchored_year():
    quarters = ["2017Q1", "2017Q2", "2017Q3", "2017Q4", "2018Q1"]
    x = pd.Series(np.arange(1.0, 6), quarters)
    with pytest.raises(ArgumentValueError, match="may be those of the calendar or of that year"):
        h.ytd(x, freq="Q-MAR")
    # both ways out, as advised
    calendar = h.ytd(x, freq="Q", year_start=4)
    assert same_bits(calendar.to_numpy(), np.array([np.nan, 2, 5, 9, 14]))
    fiscal = h.ytd(x.set_axis(pd.PeriodIndex(quarters, freq="Q-MAR")))
    assert fiscal.tolist() == [1.0, 3.0, 6.0, 10.0, 5.0]
