"""Trees over months, quarters, weeks, days and years: order, gaps, and every lag by calendar."""

import numpy as np
import pandas as pd
import pytest

from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy

NAN = float("nan")
TREE = Hierarchy.from_parents({"T": None, "B": "T", "C": "T"})


def index(x, periods, **options):
    return TREE.aggregate(x, [1, 1], periods=list(periods), **options)


def test_a_gap_between_quarters_is_named():
    for labels in (
        [pd.Period("2017Q1"), pd.Period("2017Q2"), pd.Period("2017Q4")],
        ["2017Q1", "2017Q2", "2017Q4"],
    ):
        gap = index([[100.0, 110, 121], [100, 100, 100]], labels)
        for function in (gap.growth, gap.contributions):
            with pytest.raises(ArgumentValueError, match="must have no gap; got none for 2017Q3"):
                function(1)
    turned = index(np.ones((2, 2)), ["2017Q2", "2017Q1"])
    with pytest.raises(ArgumentValueError, match="must rise from quarter to quarter"):
        turned.growth(1)


def test_a_year_ago_is_four_quarters_ago():
    x = [[1.0, 2, 3, 4, NAN], [1, 1, 1, 1, 2]]
    quarters = pd.period_range("2017Q1", periods=5, freq="Q")
    assert index(x, quarters, missing="year_ago")["B"][-1] == 2.0
    # Without labels a year is 12 periods, of which there are not so many: the one before.
    assert TREE.aggregate(x, [1, 1], missing="year_ago")["B"][-1] == 8.0


TIMES = {
    "months": pd.period_range("2016-01", periods=30, freq="M"),
    "quarters": pd.period_range("2016Q1", periods=12, freq="Q"),
    "half-years": pd.period_range("2016-01", periods=6, freq="6M"),
    "years": pd.period_range("2010", periods=8, freq="Y"),
    "weeks": pd.period_range("2017-01-02", periods=60, freq="W"),
    "days": pd.period_range("2017-01-01", periods=40, freq="D"),
    "dates": pd.date_range("2016-01-01", periods=30, freq="MS"),
}
PER_YEAR = {"months": 12, "quarters": 4, "half-years": 2, "years": 1, "dates": 12}


@pytest.mark.parametrize("time", TIMES)
def test_growth_and_contributions_count_periods_of_any_length(time):
    labels = TIMES[time]
    x = np.random.default_rng(1).uniform(80, 120, (2, len(labels)))
    found = index(x, labels)
    step = x.mean(axis=0)[1:] / x.mean(axis=0)[:-1] - 1
    np.testing.assert_allclose(found.growth(1)["T"][1:], step, atol=1e-14)
    np.testing.assert_allclose(found.contributions(1)["T"][1:], step, atol=1e-14)
    year = PER_YEAR.get(time)
    if year is None:
        for function in (found.growth, found.contributions, found.ytd_growth):
            with pytest.raises(ArgumentValueError, match=f"for {time}, whose years are not all"):
                function()
        return
    np.testing.assert_array_equal(found.growth().values, found.growth(year).values)
    np.testing.assert_array_equal(found.contributions().values, found.contributions(year).values)
    so_far = found.ytd_growth(periods_per_year=year, first_period=1)
    np.testing.assert_array_equal(found.ytd_growth().values, so_far.values)
    parts = found.ytd_contributions()
    np.testing.assert_allclose(parts["B"] + parts["C"], so_far["T"], atol=1e-13)


def test_years_that_begin_within_the_labels_are_told_by_them():
    labels = ["2016Q3", "2016Q4", "2017Q1", "2017Q2", "2017Q3", "2017Q4", "2018Q1"]
    x = np.random.default_rng(2).uniform(80, 120, (2, 7))
    found = index(x, labels)
    expected = found.ytd_growth(periods_per_year=4, first_period=3)
    np.testing.assert_array_equal(found.ytd_growth().values, expected.values)
    with pytest.raises(ArgumentValueError, match="must be complete; got 2016 without 2016Q1"):
        found.annual_mean()
    yearly = found.annual_mean(partial=True)
    assert yearly.periods == ("2016", "2017", "2018")
    np.testing.assert_allclose(yearly["B"], [x[0, :2].mean(), x[0, 2:6].mean(), x[0, 6]])
    np.testing.assert_allclose(found.rebase(2017)["B"][2:6].mean(), 100.0)
    assert found.rebase("2017Q1")["B"][2] == 100.0
    with pytest.raises(ArgumentValueError, match="must be complete; got 2016 without 2016Q1"):
        found.rebase(2016)


def test_annual_means_need_years():
    with pytest.raises(ArgumentValueError, match="annual_mean must be of time that makes up years"):
        TREE.aggregate(np.ones((2, 3)), [1, 1]).annual_mean()


FISCAL = [f"{2012 + (i + 3) // 12}-{(i + 3) % 12 + 1:02}" for i in range(36)]  # from April 2012


@pytest.mark.parametrize("labels", [FISCAL, [f"{m}-01" for m in FISCAL]])
def test_years_from_april_to_march_bear_the_number_of_their_end(labels):
    x = np.random.default_rng(4).uniform(80, 120, (2, 36))
    found = index(x, labels)
    means = found.annual_mean(year_start=4)
    assert means.periods == ("2013", "2014", "2015")
    of_years = x.reshape(2, 3, 12).mean(axis=2)
    np.testing.assert_allclose(means.values[TREE.leaf_rows], of_years, rtol=1e-14)
    printed = found.printed(1)
    assert printed.printed_mean(1, year_start=4).periods == means.periods
    decimals = printed.hierarchy.aggregate(
        printed.values[TREE.leaf_rows], [1, 1], periods=labels, cascade=1
    )
    np.testing.assert_array_equal(
        decimals.annual_mean(decimals=1, year_start=4).values,
        decimals.printed_mean(1, year_start=4).values,
    )
    based = found.rebase(2014, year_start=4)
    np.testing.assert_allclose(based["B"], 100 * x[0] / of_years[0, 1], rtol=1e-14)
    both = found.rebase((2013, 2014), year_start=4)
    np.testing.assert_allclose(both["B"], 100 * x[0] / x[0, :24].mean(), rtol=1e-14)
    with pytest.raises(ArgumentValueError, match="must be complete; got 2012 without 2012-01"):
        found.rebase(2012)
    np.testing.assert_allclose(
        found.rebase(2012, partial=True)["B"], 100 * x[0] / x[0, :9].mean(), rtol=1e-14
    )
    so_far = found.ytd_growth(year_start=4)
    expected = found.ytd_growth(periods_per_year=12, first_period=1)
    np.testing.assert_array_equal(so_far.values, expected.values)
    parts = found.ytd_contributions(year_start=4)
    leaves = parts.values[TREE.leaf_rows]
    np.testing.assert_allclose(leaves.sum(axis=0), so_far[TREE.roots[0]], atol=1e-12)


def test_a_year_start_needs_labels_of_time():
    plain = TREE.aggregate(np.ones((2, 24)), [1, 1])
    for call in (
        lambda: plain.ytd_growth(year_start=4),
        lambda: plain.printed_ytd(1, year_start=4),
        lambda: plain.rebase(3, year_start=4),
    ):
        with pytest.raises(
            ArgumentValueError, match=r"`year_start` of .* labels of time.*; got 0: "
        ):
            call()
    months = TREE.aggregate(np.ones((2, 36)), [1, 1], periods=FISCAL)
    with pytest.raises(ArgumentValueError, match="`year_start` of ytd_growth must be left out"):
        months.ytd_growth(year_start=4, first_period=4)


def test_a_chained_index_has_its_reference_in_a_fiscal_year():
    x = np.random.default_rng(5).uniform(80, 120, (2, 36))
    weights = {"2012-05": dict(zip(TREE.leaves, [1, 1], strict=True))}
    plain = TREE.chain_linked(x, weights, periods=FISCAL, link=3)
    based = TREE.chain_linked(x, weights, periods=FISCAL, link=3, reference=2014, year_start=4)
    scaled = 100 * plain["B"] / plain["B"][12:24].mean()
    np.testing.assert_allclose(based["B"], scaled, rtol=1e-14)
    with pytest.raises(ArgumentValueError, match="must be complete; got 2015 without 2015-04"):
        TREE.chain_linked(x, weights, periods=FISCAL, link=3, reference=2015)
    some = TREE.chain_linked(x, weights, periods=FISCAL, link=3, reference=2015, partial=True)
    scaled = 100 * plain["B"] / plain["B"][33:].mean()
    np.testing.assert_allclose(some["B"], scaled, rtol=1e-14)
