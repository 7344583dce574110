"""What type checkers must know of every public function: read by mypy, never run.

`make check` reads this file; tests/test_which_function.py sees to it that each public
function stands in it. Labelled data give labelled data, arrays give arrays; a result that is
Any would pass as everything and is a fault.
"""

from collections.abc import Hashable
from typing import Any, assert_type

import numpy as np
import pandas as pd
import polars as pl
import xarray as xr
from numpy.typing import NDArray

import hanoi_ct as h

Floats = NDArray[np.float64]


def of_time(
    a: Floats, s: "pd.Series[float]", d: pd.DataFrame, x: xr.DataArray, p: pl.Series
) -> None:
    assert_type(h.acceleration(a), Floats)
    assert_type(h.acceleration(p), pl.Series)
    assert_type(h.annual_mean(d), pd.DataFrame)
    assert_type(h.base_effect(x), xr.DataArray)
    assert_type(h.carry_over(s), "pd.Series[float]")
    assert_type(h.chain(s), "pd.Series[float]")
    assert_type(h.decumulate(s), "pd.Series[float]")
    assert_type(h.exact_cumsum(x), xr.DataArray)
    assert_type(h.exact_moving_sum(d, 12), pd.DataFrame)
    assert_type(h.growth(s, 12), "pd.Series[float]")
    assert_type(h.growth(d, 12), pd.DataFrame)
    assert_type(h.growth([1.0, 2.0]), Floats)
    assert_type(h.moving_growth(x), xr.DataArray)
    assert_type(h.moving_mean(p, 3), pl.Series)
    assert_type(h.moving_sum(d), pd.DataFrame)
    assert_type(h.printed_ytd(s, 1), "pd.Series[float]")
    assert_type(h.rebase(s, 2017), "pd.Series[float]")
    assert_type(h.splice(s, s), "pd.Series[float]")
    assert_type(h.splice(a, a, 3), Floats)
    assert_type(h.unchain(d), pd.DataFrame)
    assert_type(h.ytd(s), "pd.Series[float]")
    assert_type(h.ytd_contributions(s), pd.DataFrame)
    assert_type(h.ytd_contributions(p), pl.DataFrame)
    assert_type(h.ytd_contributions(a), Floats)
    assert_type(h.ytd_growth(x), xr.DataArray)


def of_long_tables(a: Floats, s: "pd.Series[float]", d: pd.DataFrame, f: pl.DataFrame) -> None:
    assert_type(h.panel_growth(d, value="v", by="c", time="t"), "pd.Series[float]")
    assert_type(h.panel_growth(f, value="v", by="c", time="t"), pl.Series)
    assert_type(h.panel_growth(a, a, a), Floats)
    assert_type(h.panel_lag(s, s, s), "pd.Series[float]")
    assert_type(h.panel_moving_growth(f, value="v", time="t"), pl.Series)
    assert_type(h.panel_moving_mean(d, value="v", time="t", window=3), "pd.Series[float]")
    assert_type(h.panel_moving_sum(a, a, a, 3), Floats)
    assert_type(h.panel_ytd(f, value="v", time="t"), pl.Series)
    assert_type(h.panel_ytd_growth(s, s, s), "pd.Series[float]")


def of_elements(a: Floats, s: "pd.Series[float]", d: pd.DataFrame, x: xr.DataArray) -> None:
    assert_type(h.additive_contribution(s, s), "pd.Series[float]")
    assert_type(h.average_growth(a, a), Floats)
    assert_type(h.difference(d, d), pd.DataFrame)
    assert_type(h.difference(a, s), "pd.Series[float]")
    assert_type(h.growth_behind_ytd(x, x, x), xr.DataArray)
    assert_type(h.growth_interval_behind_ytd((a, a), (a, a), (a, a)), tuple[Floats, Floats])
    assert_type(
        h.growth_interval_behind_ytd((x, x), (x, x), (x, x)), tuple[xr.DataArray, xr.DataArray]
    )
    assert_type(h.implied_base(s, 0.1), "pd.Series[float]")
    assert_type(h.implied_increase(s, 0.1), "pd.Series[float]")
    assert_type(h.implied_price_change(s, s), "pd.Series[float]")
    assert_type(h.printed_contribution(s, s, s, 1), "pd.Series[float]")
    assert_type(h.printed_growth(d, d, 1, percent=True), pd.DataFrame)
    assert_type(h.printed_growth(107.35, s), "pd.Series[float]")
    assert_type(h.printed_growth(107.35, 100), Floats)
    assert_type(h.printed_interval(s, 1), tuple["pd.Series[float]", "pd.Series[float]"])
    assert_type(h.printed_interval(7.4, 1), tuple[Floats, Floats])
    assert_type(h.printed_ratio(x, x, 1), xr.DataArray)
    assert_type(h.printed_share(s, 100.0, 1), "pd.Series[float]")
    assert_type(h.ratio(s, s), "pd.Series[float]")
    assert_type(h.relative_change(x, x), xr.DataArray)
    assert_type(h.required_growth(s, s, 0.5), "pd.Series[float]")
    assert_type(h.round_half_up(d, 1), pd.DataFrame)
    assert_type(h.round_half_up(2.675, 2), Floats)
    assert_type(h.stacked_growth(s, s), "pd.Series[float]")


def of_sums(
    a: Floats, s: "pd.Series[float]", d: pd.DataFrame, x: xr.DataArray, f: pl.DataFrame
) -> None:
    assert_type(h.exact_sum(d), float)
    assert_type(h.exact_sum(a), float)
    assert_type(h.exact_sum(a, axis=0), Floats)
    assert_type(h.exact_sum(d, axis=0), "pd.Series[float]")
    assert_type(h.exact_sum(f, axis=0), pl.DataFrame)
    assert_type(h.exact_sum(f, axis=1), pl.Series)
    assert_type(h.exact_mean(x, axis="time"), xr.DataArray)
    assert_type(h.exact_dot(d, s, axis=0), "pd.Series[float]")
    assert_type(h.exact_weighted_mean(s, s), float)
    assert_type(h.exact_weighted_mean(x, x, axis="time"), xr.DataArray)
    assert_type(h.group_sum(a, a, 3), NDArray[Any])
    assert_type(h.group_sum(s, s, 3, statistics=["sum", "mean"]), dict[str, NDArray[Any]])
    assert_type(h.group_sum(a, s), "pd.Series[Any]")
    assert_type(h.group_sum(s, ["mining", "energy"]), "pd.Series[Any]")
    assert_type(h.group_sum(a, d, statistics=["sum", "count"]), pd.DataFrame)
    assert_type(h.group_sum(f["v"], f["c"], weights=a), pl.DataFrame)
    assert_type(h.group_sum(f["v"], ["mining", "energy"]), pl.DataFrame)
    assert_type(h.group_sum(x, x), xr.DataArray)
    assert_type(h.group_sum(x, x, statistics=("sum", "mean")), xr.Dataset)
    assert_type(h.group_sum([1.0, 2.0], ["mining", "energy"]), h.GroupedFigures)
    assert_type(h.printed_mean(d, 1), "pd.Series[float]")
    assert_type(h.printed_mean(s, 1), float)
    assert_type(h.printed_mean(f), pl.DataFrame)
    assert_type(h.printed_mean(x, 1, "time"), xr.DataArray)
    assert_type(h.printed_mean(a, 1), Floats)
    assert_type(h.round_to_add_up(s), h.AddedUp["pd.Series[float]"])
    assert_type(h.round_to_add_up([1.4, 1.4]), h.AddedUp[NDArray[Any]])


def of_indexes(
    a: Floats, s: "pd.Series[float]", d: pd.DataFrame, x: xr.DataArray, f: pl.DataFrame
) -> None:
    assert_type(h.aggregate(d, s, s), pd.DataFrame)
    assert_type(h.aggregate(a, a, [-1, 0]), Floats)
    assert_type(h.base_prices(d, value="p", by="i", time="t"), h.BasePrices)
    assert_type(h.bilateral_contributions(s, s, s, s), "pd.Series[float]")
    assert_type(h.bilateral_index(s, s, s, s), float)
    assert_type(h.bilateral_series(d, d), "pd.Series[float]")
    assert_type(h.bilateral_index(a, a, a, a), Floats)
    assert_type(h.chained_contributions(d, d, s), pd.DataFrame)
    assert_type(h.contributions(x, a, [-1, 0]), xr.DataArray)
    assert_type(h.denton(a, a, 12), Floats)
    assert_type(h.denton(s, s), "pd.Series[float]")
    assert_type(h.reconcile(d, d, {}), pd.DataFrame)
    assert_type(h.elementary_index(a), Floats)
    assert_type(h.elementary_index(a, groups=["1", "2"]), dict[Hashable, Floats])
    assert_type(h.elementary_index(d), "pd.Series[float]")
    assert_type(h.elementary_index(d, groups=s), pd.DataFrame)
    assert_type(h.elementary_index(d, value="p", by="i", time="t"), "pd.Series[float]")
    assert_type(h.elementary_index(d, value="p", by="i", time="t", groups="g"), pd.DataFrame)
    assert_type(h.elementary_index(f, value="p", by="i", time="t", groups="g"), pl.DataFrame)
    assert_type(h.elementary_index(x), xr.DataArray)
    assert_type(h.extended_mean(a, a, 1, 0), Floats)
    assert_type(h.factor_weights(s, s), "pd.Series[float]")
    assert_type(h.generalized_mean(s, s), float)
    assert_type(h.generalized_mean(a, a), Floats)
    assert_type(h.index_of_relatives(a, a), Floats)
    assert_type(h.index_of_relatives(d, s), "pd.Series[float]")
    assert_type(h.index_of_relatives(s, s), float)
    assert_type(h.index_of_relatives(f, a), pl.DataFrame)
    assert_type(h.mean_contributions(a, a), Floats)
    assert_type(h.multilateral_contributions(d, d), pd.DataFrame)
    assert_type(h.multilateral_index(a, a), Floats)
    assert_type(h.multilateral_index(d, d), "pd.Series[float]")
    assert_type(h.scale_weights(s), "pd.Series[float]")
    assert_type(h.transmute_weights(a, a), Floats)
    assert_type(h.temporal_disaggregate(a, a, 12), h.Disaggregation)


def of_trade(a: Floats) -> None:
    assert_type(h.concentration(a), h.Concentration)
    assert_type(h.constant_market_share(a, a, a, a), h.MarketShare)
    assert_type(h.export_similarity(a, a), Floats)
    assert_type(h.lilien(a, a), Floats)
    assert_type(h.share_shift(a, a, 0, 1), h.Shift)
    assert_type(h.shift_share(a, a, a, a), h.ShiftShare)
    assert_type(h.structural_change(a, a), Floats)
    assert_type(h.target_outlook(1.0, 2.0, 8, 1.0, 2.0), h.TargetOutlook)
