"""`periods=` of arrays and trees in every library, and spans that lie outside of them."""

import warnings

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import xarray as xr
from arrays import same_bits

import hanoi_ct as h
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy

MONTHS = pd.period_range("2016-10", periods=28, freq="M")
STARTS = MONTHS.to_timestamp()
TEXT = [str(month) for month in MONTHS]
LABELS = {
    "pandas": MONTHS,
    "Series": pd.Series(MONTHS),
    "dates": STARTS,
    "Arrow date": pa.array(STARTS.date),
    "Arrow time": pa.array(STARTS),
    "Arrow text": pa.array(TEXT),
    "Arrow chunks": pa.chunked_array([TEXT[:5], TEXT[5:]]),
    "pandas Arrow": pd.Series(STARTS.date, dtype="date32[pyarrow]"),
    "xarray dates": xr.DataArray(STARTS, dims="t"),
    "xarray text": xr.DataArray(TEXT, dims="t"),
    "xarray coordinate": xr.DataArray(np.ones(28), {"t": STARTS}, ("t",)).t,
    "polars dates": pl.Series(STARTS.date),
    "polars text": pl.Series(TEXT),
    "categories": pd.Categorical(TEXT),
    "NumPy": STARTS.to_numpy(),
}
X = np.linspace(1.0, 2.0, 28)
TREE = Hierarchy.from_parents({"T": None, "B": "T", "C": "T"})
CALLS = {
    "chain": lambda p: h.chain(X, p),
    "unchain": lambda p: h.unchain(X, p),
    "annual_mean": lambda p: h.annual_mean(X, p, partial=True),
    "rebase": lambda p: h.rebase(X, "2017", periods=p),
    "splice of a tree": lambda p: TREE.aggregate(np.stack([X, X]), [1, 2], periods=p).growth()["T"],
    "chained_contributions": lambda p: h.chained_contributions(
        np.stack([X, X]), np.ones((2, 28)), X, p
    ),
}


@pytest.mark.parametrize("labels", LABELS)
@pytest.mark.parametrize("call", CALLS)
def test_the_same_periods_in_every_library(call, labels):
    assert same_bits(CALLS[call](LABELS[labels]), CALLS[call](TEXT))


@pytest.mark.parametrize("base", ["2012Q1", 2012, "2012-05", slice("2012-05", "2012-07")])
def test_a_span_outside_the_data_is_told_the_periods_there_are(base):
    x = pd.Series(X, MONTHS)
    with pytest.raises(ArgumentValueError, match=r"must lie among the periods, 2016-10 to 2019-01"):
        h.rebase(x, base)
    with pytest.raises(ArgumentValueError, match="2016-10 to 2019-01"):
        h.rebase(X, base, periods=TEXT)
    with pytest.raises(ArgumentValueError, match=r"`overlap` of splice must lie among"):
        h.splice(x, x, base)


def test_periods_of_business_days_make_no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        days = pd.period_range("2018-01-01", periods=14, freq="B")
        objects = list(days)
    x = np.arange(1.0, 15)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for rates in (
            h.growth(pd.Series(x, days)),
            h.panel_growth(x, np.zeros(14, int), days),
            h.panel_growth(x, np.zeros(14, int), objects),
        ):
            assert same_bits(np.asarray(rates), h.growth(x))
        with pytest.raises(ArgumentValueError, match="got none for 2018-01-04"):
            h.growth(pd.Series(x, days).drop(days[3]))
        with pytest.raises(ArgumentValueError, match="business days"):
            h.ytd(pd.Series(x, days))
