"""Options of trees that are passed a table, an array or NA by mistake are refused in words."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

from hanoi_ct.errors import HanoiCTError
from hanoi_ct.hierarchy import Hierarchy, impute_prices

TREE = Hierarchy.from_parents({"T": None, "A": "T", "B": "T"})
MONTHS = list(pd.period_range("2016-01", periods=36, freq="M"))
LEAVES = np.linspace(100.0, 130.0, 72).reshape(2, 36)
INDEX = TREE.aggregate(LEAVES, [1, 2], periods=MONTHS)
WEIGHTS = {"2016": {"A": 1, "B": 2}, "2017": {"A": 1, "B": 1}, "2018": {"A": 2, "B": 1}}
ODD = {
    "a Series": pd.Series([1.0, 2.0]),
    "a DataFrame": pd.DataFrame({"a": [1.0]}),
    "a polars DataFrame": pl.DataFrame({"a": [1.0]}),
    "an array": np.ones(3),
    "a masked array": np.ma.array([1.0, 2.0], mask=[False, True]),
}
CALLS = {
    "update": lambda x: TREE.aggregate(LEAVES, [1, 2], update=x),
    "each_level": lambda x: TREE.aggregate(LEAVES, [1, 2], each_level=x),
    "partial": lambda x: INDEX.annual_mean(partial=x),
    "partial mean": lambda x: INDEX.mean_over(3, partial=x),
    "tidy": lambda x: INDEX.to_pandas(tidy=x),
    "through_parent": lambda x: INDEX.decompose(through_parent=x),
    "period": INDEX.at,
    "reference": INDEX.rebase,
    "to": lambda x: INDEX.contributions(12, to=x),
    "code": TREE.subtree,
    "link": lambda x: TREE.chain_linked(LEAVES, WEIGHTS, periods=MONTHS, link=x),
    "in_year": lambda x: TREE.chain_linked(LEAVES, WEIGHTS, periods=MONTHS, in_year=x),
    "root": lambda x: Hierarchy.from_prefixes(["A", "A1"], root=x),
    "products": lambda x: impute_prices([[1.0, 2.0]], x, TREE, [1, 1]),
    "value": lambda x: impute_prices([[1.0, 2.0]], value=x),
}


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("option", CALLS)
@pytest.mark.filterwarnings("error")
def test_an_option_of_another_kind_is_refused_in_a_short_line(option, kind):
    with pytest.raises(HanoiCTError) as caught:
        CALLS[option](ODD[kind])
    assert len(str(caught.value)) < 400
    assert "\n" not in str(caught.value)


def test_periods_are_found_as_they_are_written():
    assert INDEX.at("2018-01") == INDEX.at(MONTHS[24]) == INDEX.at(pd.Timestamp("2018-01-15"))
    assert INDEX.rebase("2017")["T"][12:24].mean() == pytest.approx(100)
    assert INDEX.rebase(2017)["T"][12:24].mean() == pytest.approx(100)
    assert INDEX.rebase(("2017-01", "2017-12"))["T"][12:24].mean() == pytest.approx(100)
    plain = TREE.aggregate(LEAVES, [1, 2])
    assert plain.at(3) == plain.at("3")
