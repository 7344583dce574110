"""Tables given to trees: the digits they have, or an error; by the rule of all functions."""

from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import xarray as xr

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy

TREE = Hierarchy.from_parents({"T": None, "B": "T", "C": "T"})
MONTHS = pd.period_range("2018-01", periods=2, freq="M")
BIG = {"B": [2**53 + 1, 2], "C": [1.5, 2.5]}
TEXT = ["2018-01", "2018-02"]
TABLES = {
    "pandas": pd.DataFrame(BIG, MONTHS),
    "turned": pd.DataFrame({"B": BIG["B"], "C": [1, 2]}, MONTHS).T,
    "nullable": pd.DataFrame({"B": pd.array(BIG["B"], dtype="Int64"), "C": [1.5, 2.5]}, MONTHS),
    "polars": pl.DataFrame({"t": TEXT, **BIG}),
    "Arrow": pa.table({"t": TEXT, **BIG}),
    "xarray": xr.DataArray(
        [[2**53 + 1, 1], [2, 2]], {"t": TEXT, "code": ["B", "C"]}, dims=("t", "code")
    ),
}


@pytest.mark.parametrize("table", TABLES)
def test_whole_numbers_beyond_2_to_53_are_refused_in_every_table(table):
    with pytest.raises(
        ArgumentValueError, match=r"integers in .*`x` .* within 2\*\*53.*9007199254740993"
    ):
        TREE.aggregate(TABLES[table], [1, 1])


def test_weights_too():
    with pytest.raises(ArgumentValueError, match=r"integers in `weights` .* within 2\*\*53"):
        TREE.aggregate(np.ones((2, 2)), pd.Series({"B": 2**53 + 1, "C": 1}))


def test_decimals_are_read_as_elsewhere():
    decimals = {"B": [Decimal("1.5"), Decimal("2.25")], "C": [Decimal(1), None]}
    for table in (
        pd.DataFrame(decimals, MONTHS),
        pl.DataFrame({"t": TEXT, **decimals}),
        pa.table({"t": TEXT, **decimals}),
    ):
        index = TREE.aggregate(table, [1, 1])
        assert index["B"].tolist() == [1.5, 2.25]
        assert np.isnan(index["C"][1])
    long = pd.DataFrame({"B": [Decimal("0.12345678901234567890")], "C": [1.0]}, MONTHS[:1])
    with pytest.raises(ArgumentValueError, match="no more digits than float64 gives back"):
        TREE.aggregate(long, [1, 1])


def test_a_column_of_text_is_named():
    with pytest.raises(ArgumentTypeError, match=r"column 'C' in `x` of .* must hold real numbers"):
        TREE.aggregate(pd.DataFrame({"B": [1.0, 2.0], "C": ["x", "y"]}, MONTHS), [1, 1])
