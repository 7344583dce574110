"""Arrays in, arrays out: growth, year-to-date, trees, contributions, rounding.

Each subject stands in a private module (a module named like a function would hide
it); the public names are collected here and once more in `hanoi_ct`.
"""

from hanoi_ct.measures._benchmark.proportional import denton
from hanoi_ct.measures._benchmark.reconciliation import reconcile
from hanoi_ct.measures._benchmark.related_series import (
    Disaggregation,
    temporal_disaggregate,
)
from hanoi_ct.measures._exact.group_sum import GroupSum, group_sum
from hanoi_ct.measures._exact.grouped import GroupedFigures
from hanoi_ct.measures._exact.running_state import ExactSum
from hanoi_ct.measures._exact.sums import (
    exact_cumsum,
    exact_dot,
    exact_mean,
    exact_moving_sum,
    exact_sum,
)
from hanoi_ct.measures._exact.weighted_mean import exact_weighted_mean
from hanoi_ct.measures._growth.growth import growth
from hanoi_ct.measures._growth.long_tables import (
    panel_growth,
    panel_lag,
    panel_ytd,
    panel_ytd_growth,
)
from hanoi_ct.measures._growth.long_windows import (
    panel_moving_growth,
    panel_moving_mean,
    panel_moving_sum,
)
from hanoi_ct.measures._growth.moving import moving_growth, moving_mean, moving_sum
from hanoi_ct.measures._growth.outlook import acceleration, base_effect, carry_over
from hanoi_ct.measures._growth.printed_ytd import printed_ytd
from hanoi_ct.measures._growth.year_to_date import (
    decumulate,
    growth_behind_ytd,
    growth_interval_behind_ytd,
    ytd,
    ytd_contributions,
    ytd_growth,
)
from hanoi_ct.measures._index.annual import annual_mean
from hanoi_ct.measures._index.base_prices import BasePrices, base_prices
from hanoi_ct.measures._index.bilateral import bilateral_contributions, bilateral_index
from hanoi_ct.measures._index.bilateral_series import bilateral_series
from hanoi_ct.measures._index.chained_contributions import chained_contributions
from hanoi_ct.measures._index.elementary import elementary_index, index_of_relatives
from hanoi_ct.measures._index.linking import unchain
from hanoi_ct.measures._index.means import (
    extended_mean,
    factor_weights,
    generalized_mean,
    mean_contributions,
    scale_weights,
    transmute_weights,
)
from hanoi_ct.measures._index.multilateral import multilateral_index
from hanoi_ct.measures._index.multilateral_items import multilateral_contributions
from hanoi_ct.measures._index.series import chain, rebase
from hanoi_ct.measures._index.splicing import splice
from hanoi_ct.measures._index.tree import aggregate, contributions
from hanoi_ct.measures._printed.add_up import AddedUp, round_to_add_up
from hanoi_ct.measures._printed.comparison import (
    additive_contribution,
    average_growth,
    difference,
    implied_base,
    implied_increase,
    implied_price_change,
    ratio,
    relative_change,
    required_growth,
    stacked_growth,
)
from hanoi_ct.measures._printed.intervals import printed_interval
from hanoi_ct.measures._printed.means import printed_mean
from hanoi_ct.measures._printed.printed import (
    printed_contribution,
    printed_growth,
    printed_ratio,
    printed_share,
)
from hanoi_ct.measures._printed.rounding import round_half_up
from hanoi_ct.measures._trade.market_share import (
    MarketShare,
    ShiftShare,
    constant_market_share,
    shift_share,
)
from hanoi_ct.measures._trade.structure import (
    Concentration,
    Shift,
    concentration,
    export_similarity,
    lilien,
    share_shift,
    structural_change,
)
from hanoi_ct.measures._trade.targets import TargetOutlook, target_outlook

__all__ = [
    "AddedUp",
    "BasePrices",
    "Concentration",
    "Disaggregation",
    "ExactSum",
    "GroupSum",
    "GroupedFigures",
    "MarketShare",
    "Shift",
    "ShiftShare",
    "TargetOutlook",
    "acceleration",
    "additive_contribution",
    "aggregate",
    "annual_mean",
    "average_growth",
    "base_effect",
    "base_prices",
    "bilateral_contributions",
    "bilateral_index",
    "bilateral_series",
    "carry_over",
    "chain",
    "chained_contributions",
    "concentration",
    "constant_market_share",
    "contributions",
    "decumulate",
    "denton",
    "difference",
    "elementary_index",
    "exact_cumsum",
    "exact_dot",
    "exact_mean",
    "exact_moving_sum",
    "exact_sum",
    "exact_weighted_mean",
    "export_similarity",
    "extended_mean",
    "factor_weights",
    "generalized_mean",
    "group_sum",
    "growth",
    "growth_behind_ytd",
    "growth_interval_behind_ytd",
    "implied_base",
    "implied_increase",
    "implied_price_change",
    "index_of_relatives",
    "lilien",
    "mean_contributions",
    "moving_growth",
    "moving_mean",
    "moving_sum",
    "multilateral_contributions",
    "multilateral_index",
    "panel_growth",
    "panel_lag",
    "panel_moving_growth",
    "panel_moving_mean",
    "panel_moving_sum",
    "panel_ytd",
    "panel_ytd_growth",
    "printed_contribution",
    "printed_growth",
    "printed_interval",
    "printed_mean",
    "printed_ratio",
    "printed_share",
    "printed_ytd",
    "ratio",
    "rebase",
    "reconcile",
    "relative_change",
    "required_growth",
    "round_half_up",
    "round_to_add_up",
    "scale_weights",
    "share_shift",
    "shift_share",
    "splice",
    "stacked_growth",
    "structural_change",
    "target_outlook",
    "temporal_disaggregate",
    "transmute_weights",
    "unchain",
    "ytd",
    "ytd_contributions",
    "ytd_growth",
]

# Reprs and pickles of classes name their public home, so that a move changes neither.
for _name in __all__:
    if isinstance(globals()[_name], type):
        globals()[_name].__module__ = "hanoi_ct"
