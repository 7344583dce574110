"""January and February as one, against sums by hand."""

import numpy as np
import pandas as pd
import pytest

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.seasonal import january_and_february

MONTHS = pd.period_range("2016-02", "2019-01", freq="M")
SERIES = pd.Series(np.arange(1.0, 37), index=MONTHS)


def test_only_years_with_both_months_count():
    found = january_and_february(SERIES, how="sum")
    assert found.index.to_list() == [2017, 2018]
    assert found["value"].to_list() == [12 + 13, 24 + 25]
    assert np.isnan(found["growth"].iloc[0])
    assert found["growth"].iloc[1] == 49 / 25 - 1


def test_means_grow_as_sums_do():
    found, sums = (january_and_february(SERIES, how=how) for how in ("mean", "sum"))
    assert found["value"].to_list() == [12.5, 24.5]
    pd.testing.assert_series_equal(found["growth"], sums["growth"], check_exact=True)


@pytest.mark.parametrize("value", [np.nan, -12.0])
def test_a_missing_value_or_base_gives_no_growth(value):
    series = SERIES.copy()
    series["2017-01"] = value - 1
    found = january_and_february(series, how="sum")
    assert np.isnan(found.loc[2017, "value"]) == np.isnan(value)
    assert found["growth"].isna().all()


def test_what_is_refused():
    for how in ("total", None):
        with pytest.raises(ArgumentValueError, match="`how` of january_and_february"):
            january_and_february(SERIES, how=how)
    with pytest.raises(ArgumentValueError, match="sort it first"):
        january_and_february(SERIES[::-1], how="sum")
    with pytest.raises(ArgumentTypeError, match="pandas Series"):
        january_and_february(SERIES.to_list(), how="sum")
