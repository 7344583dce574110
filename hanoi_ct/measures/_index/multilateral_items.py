"""What each item adds to the change of a multilateral index from period to period."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.overloads import over_time
from hanoi_ct.measures._index.multilateral import (
    Multilateral,
    Splice,
    sales_of,
    spliced,
    windows_of,
)
from hanoi_ct.measures._index.panels import Columns, panel_of
from hanoi_ct.measures._index.window_items import item_levels
from hanoi_ct.measures._index.windows import PAIRS, geks, pairs_of

_FUNCTION = "multilateral_contributions"


@over_time
def multilateral_contributions(
    prices: ArrayLike | Any,
    quantities: ArrayLike | Any = None,
    method: Multilateral = "geks_tornqvist",
    *,
    window: int | None = None,
    step: int = 1,
    splice: Splice = "mean",
    price: Any = None,
    quantity: Any = None,
    by: Any = None,
    time: Any = None,
    freq: str | None = None,
) -> Any:
    """What each item adds to the change of a multilateral index from the period before.

    Every bilateral index behind a level is written as a geometric mean of the items' price
    relatives, so that the log of a level is a sum over items, and so are the logs of a spliced
    series, which are sums of levels. Under "geary_khamis" and "weighted_tpd" an item stands
    in its relative to the mean price, or the price of the regression, that it has in the
    window; one that comes or goes adds where it is dear or cheap by that measure.

    Parameters
    ----------
    prices, quantities, method, window, step, splice, price, quantity, by, time, freq
        As in `multilateral_index`.

    Returns
    -------
    ndarray of float64, shape (n_items, n_periods), or a table of periods by items
        Fractions: the items of a period add up to index(t) / index(t - 1) - 1. NaN in the
        first period.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `multilateral_index`.

    References
    ----------
    Webster and Tarnow-Mordi (2019), "Decomposing multilateral price indexes into the
    contributions of individual commodities", *Journal of Official Statistics* 35. Eurostat
    (2022), *Guide on Multilateral Methods in the Harmonised Index of Consumer Prices*.

    Examples
    --------
    >>> import hanoi_ct
    >>> prices = [[1.0, 2.0, 1.0], [1.0, 1.0, 1.0]]
    >>> quantities = [[10.0, 4.0, 8.0], [10.0, 12.0, 11.0]]
    >>> hanoi_ct.multilateral_contributions(prices, quantities).round(4) + 0.0
    array([[    nan,  0.3536, -0.2545],
           [    nan,  0.    ,  0.    ]])
    """
    panel = panel_of(prices, quantities, Columns(price, quantity, by, time), freq, _FUNCTION)
    sales = sales_of(panel, _FUNCTION)
    windows = windows_of(sales, method, window, step, splice, _FUNCTION)
    if method in PAIRS:  # refuses periods without common items in any window
        pairs = pairs_of(sales, method)
        spliced(lambda begin, end: geks(pairs[begin:end, begin:end], begin, _FUNCTION), windows)

    def levels(begin: int, end: int) -> Floats:
        return item_levels(sales.between(begin, end), method, begin, _FUNCTION)

    moved = np.diff(spliced(levels, windows), axis=1)
    whole = moved.sum(axis=0)
    scale = np.where(whole == 0.0, 1.0, np.expm1(whole) / np.where(whole == 0.0, 1.0, whole))
    added = np.full(panel.prices.shape, np.nan)
    added[:, 1:] = moved * scale
    return panel.labelled(added, panel.items)
