"""The formulas of bilateral indexes, of items along the last axis.

Each is a price index; the quantity index is the same with prices and quantities changed
over. Arguments are checked by the public functions.
"""

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np

from hanoi_ct import _core
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct.measures._index.weights_of_means import mean, shares

Bilateral = Literal[
    "laspeyres",
    "paasche",
    "fisher",
    "tornqvist",
    "walsh",
    "walsh_geometric",
    "marshall_edgeworth",
    "geary_khamis",
    "drobisch",
    "stuvel",
    "palgrave",
    "unnamed",
    "lehr",
    "davies",
    "banerjee",
    "bialek",
    "montgomery_vartia",
    "sato_vartia",
    "walsh_vartia",
    "theil",
    "theil_values",
    "rao",
    "geometric_laspeyres",
    "geometric_paasche",
    "harmonic_laspeyres",
    "lowe",
    "young",
    "geometric_lowe",
    "geometric_young",
    "hybrid",
    "geometric_hybrid",
    "lloyd_moulton",
    "arithmetic_agmean",
    "geometric_agmean",
    "jevons",
    "dutot",
    "carli",
    "harmonic",
    "cswd",
    "balk_walsh",
]


class Pair(NamedTuple):
    """Prices and quantities with the items along the last axis; 0 values where left out."""

    p0: Floats
    p1: Floats
    q0: Floats
    q1: Floats
    pb: Floats
    qb: Floats
    there: Floats  # 1, or 0 for an item that is left out
    elasticity: float

    @property
    def r(self) -> Floats:
        return self.p1 / self.p0

    @property
    def v0(self) -> Floats:
        return self.p0 * self.q0

    @property
    def v1(self) -> Floats:
        return self.p1 * self.q1

    @property
    def vb(self) -> Floats:
        return self.pb * self.qb

    @property
    def s0(self) -> Floats:
        return shares(self.v0)

    @property
    def s1(self) -> Floats:
        return shares(self.v1)


class Sums(NamedTuple):
    """Sums of values at the prices and quantities of two periods."""

    p0q0: Floats
    p1q0: Floats
    p0q1: Floats
    p1q1: Floats

    def turned(self) -> "Sums":
        """Return quantities in the place of prices."""
        return self._replace(p1q0=self.p0q1, p0q1=self.p1q0)


class Formula(NamedTuple):
    """A price index, and which of the quantities and base figures it uses beside prices."""

    of: Callable[[Pair], Floats]
    uses: tuple[str, ...] = ("q0", "q1")
    elastic: bool = False
    of_sums: Callable[[Sums], Floats] | None = None  # where nothing else is needed


def sums_of(x: Pair) -> Sums:
    """Return the sums of a pair in one pass."""
    items = (np.ascontiguousarray(each) for each in (x.p0, x.p1, x.q0, x.q1))
    return Sums(*_core.pair_sums(*items)[:4])


def _of_sums(of_sums: Callable[[Sums], Floats], uses: tuple[str, ...] = ("q0", "q1")) -> Formula:
    return Formula(lambda x: of_sums(sums_of(x)), uses, False, of_sums)


def _ratio_with(x: Pair, quantity: Floats) -> Floats:
    """Return the index of a basket."""
    index: Floats = _sum_of_products(x.p1, quantity) / _sum_of_products(x.p0, quantity)
    return index


def _sum_of_products(a: Floats, b: Floats) -> Floats:
    return np.asarray(np.einsum("...i,...i->...", a, b))


def laspeyres(x: Sums) -> Floats:
    return np.asarray(x.p1q0 / x.p0q0)


def paasche(x: Sums) -> Floats:
    return np.asarray(x.p1q1 / x.p0q1)


def _geometric(x: Pair, weights: Floats) -> Floats:
    index: Floats = np.exp((shares(weights) * np.log(x.r)).sum(axis=-1))
    return index


def logarithmic_mean(a: Floats, b: Floats) -> Floats:
    """Return (b - a) / log(b / a): a where both are equal, 0 where one is.

    Near equality by its series in h = (b - a) / (a + b), which loses no digits.
    """
    a, b = np.asarray(a), np.asarray(b)
    middle = (a + b) / 2.0
    h = np.where(middle > 0.0, (b - a) / np.where(middle > 0.0, a + b, 1.0), 0.0)
    square = h * h
    series = middle / (1.0 + square * (1.0 / 3.0 + square * (1.0 / 5.0 + square / 7.0)))
    apart = (b - a) / np.log(b / a)
    both: Floats = np.where(np.abs(h) < 1e-3, series, apart)
    return np.where((a > 0.0) & (b > 0.0), both, 0.0)


def half_harmonic(a: Floats, b: Floats) -> Floats:
    """Return a b / (a + b), 0 where both are."""
    both = a + b
    return np.where(both > 0.0, a * b / np.where(both > 0.0, both, 1.0), 0.0)


def stuvel(x: Sums) -> Floats:
    half = (laspeyres(x) - laspeyres(x.turned())) / 2.0
    value = x.p1q1 / x.p0q0
    root = np.sqrt(half**2 + value)
    # Below zero the half would cancel most digits of the root.
    index: Floats = np.where(half >= 0.0, half + root, value / (root - half))
    return index


def mean_prices(x: Pair) -> Floats:
    """Return the values of both periods over their quantities."""
    both = x.q0 + x.q1
    return np.where(both > 0.0, (x.v0 + x.v1) / np.where(both > 0.0, both, 1.0), 0.0)


def _lehr(x: Pair) -> Floats:
    price = mean_prices(x)
    volume = (price * x.q1).sum(axis=-1) / (price * x.q0).sum(axis=-1)
    index: Floats = x.v1.sum(axis=-1) / x.v0.sum(axis=-1) / volume
    return index


def _davies(x: Pair) -> Floats:
    root = np.sqrt(x.r)
    index: Floats = (x.s0 * root).sum(axis=-1) / (x.s1 / root).sum(axis=-1)
    return index


def _banerjee(x: Sums) -> Floats:
    index: Floats = (1.0 + laspeyres(x)) / (1.0 + 1.0 / paasche(x))
    return index


def montgomery_weights(x: Pair) -> Floats:
    """Return weights that add up to 1 or less."""
    whole = logarithmic_mean(x.v0.sum(axis=-1), x.v1.sum(axis=-1))
    weights: Floats = logarithmic_mean(x.v0, x.v1) / whole[..., np.newaxis]
    return weights


def walsh_vartia_weights(x: Pair) -> Floats:
    """Return weights that add up to 1 or less."""
    weights: Floats = np.sqrt(x.s0 * x.s1)
    return weights


def theil_weights(v0: Floats, v1: Floats) -> Floats:
    weights: Floats = np.cbrt((v0 + v1) / 2.0 * v0 * v1)
    return weights


def hybrid_weights(x: Pair) -> Floats:
    """Return the mean of three shares at base quantities, by the size of correlations."""
    sized = [(p, _correlation(p, x.qb, x.there)) for p in (x.pb, x.p0, x.p1)]
    whole = sum(size for _, size in sized)
    one = np.where(whole > 0.0, whole, 1.0)
    weights = sum(
        np.where(whole > 0.0, size / one, 1.0 / 3.0) * shares(p * x.qb) for p, size in sized
    )
    return np.asarray(weights)


def _correlation(a: Floats, b: Floats, there: Floats) -> Floats:
    """Return the size of the correlation over items, 0 where one of both never varies."""
    count = there.sum(axis=-1, keepdims=True)
    da = (a - (a * there).sum(axis=-1, keepdims=True) / count) * there
    db = (b - (b * there).sum(axis=-1, keepdims=True) / count) * there
    spread = np.sqrt((da * da).sum(axis=-1, keepdims=True) * (db * db).sum(axis=-1, keepdims=True))
    both = np.abs((da * db).sum(axis=-1, keepdims=True))
    return np.where(spread > 0.0, both / np.where(spread > 0.0, spread, 1.0), 0.0)


def _fisher(x: Sums) -> Floats:
    index: Floats = np.sqrt(laspeyres(x) * paasche(x))
    return index


def _bialek(x: Pair) -> Floats:
    low, high = np.minimum(x.q0, x.q1), np.maximum(x.q0, x.q1)
    index: Floats = np.sqrt(_ratio_with(x, low) * _ratio_with(x, high))
    return index


def _agmean(x: Pair, order: float) -> Floats:
    two = np.stack([_geometric(x, x.v0), laspeyres(sums_of(x))], axis=-1)
    weights = np.array([x.elasticity, 1.0 - x.elasticity])
    return mean(two, np.broadcast_to(weights, two.shape), order)


def _cswd(x: Pair) -> Floats:
    index: Floats = np.sqrt(mean(x.r, x.there, 1.0) * mean(x.r, x.there, -1.0))
    return index


def _balk_walsh(x: Pair) -> Floats:
    root = np.sqrt(x.r)
    index: Floats = (x.there * root).sum(axis=-1) / (x.there / root).sum(axis=-1)
    return index


_BASE, _CURRENT, _WEIGHTS = ("q0",), ("q1",), ("pb", "qb")

FORMULAS: dict[str, Formula] = {
    "laspeyres": _of_sums(laspeyres, _BASE),
    "paasche": _of_sums(paasche, _CURRENT),
    "fisher": _of_sums(_fisher),
    "drobisch": _of_sums(lambda x: (laspeyres(x) + paasche(x)) / 2.0),
    "tornqvist": Formula(lambda x: _geometric(x, x.s0 + x.s1)),
    "walsh": Formula(lambda x: _ratio_with(x, np.sqrt(x.q0 * x.q1))),
    "walsh_geometric": Formula(lambda x: _geometric(x, np.sqrt(x.s0 * x.s1))),
    "marshall_edgeworth": _of_sums(lambda x: (x.p1q0 + x.p1q1) / (x.p0q0 + x.p0q1)),
    "geary_khamis": Formula(lambda x: _ratio_with(x, half_harmonic(x.q0, x.q1))),
    "stuvel": _of_sums(stuvel),
    "palgrave": Formula(lambda x: (x.s1 * x.r).sum(axis=-1), _CURRENT),
    "unnamed": Formula(lambda x: ((x.s0 + x.s1) / 2.0 * x.r).sum(axis=-1)),
    "lehr": Formula(_lehr),
    "davies": Formula(_davies),
    "banerjee": _of_sums(_banerjee),
    "bialek": Formula(_bialek),
    "montgomery_vartia": Formula(
        lambda x: np.exp((montgomery_weights(x) * np.log(x.r)).sum(axis=-1))
    ),
    "sato_vartia": Formula(lambda x: _geometric(x, logarithmic_mean(x.s0, x.s1))),
    "walsh_vartia": Formula(lambda x: np.exp((walsh_vartia_weights(x) * np.log(x.r)).sum(axis=-1))),
    "theil": Formula(lambda x: _geometric(x, theil_weights(x.s0, x.s1))),
    "theil_values": Formula(lambda x: _geometric(x, theil_weights(x.v0, x.v1))),
    "rao": Formula(lambda x: _geometric(x, half_harmonic(x.s0, x.s1))),
    "geometric_laspeyres": Formula(lambda x: _geometric(x, x.v0), _BASE),
    "geometric_paasche": Formula(lambda x: _geometric(x, x.v1), _CURRENT),
    "harmonic_laspeyres": Formula(lambda x: 1.0 / (x.s0 / x.r).sum(axis=-1), _BASE),
    "lowe": Formula(lambda x: _ratio_with(x, x.qb), ("qb",)),
    "young": Formula(lambda x: mean(x.r, x.vb, 1.0), _WEIGHTS),
    "geometric_lowe": Formula(lambda x: _geometric(x, x.p0 * x.qb), ("qb",)),
    "geometric_young": Formula(lambda x: _geometric(x, x.vb), _WEIGHTS),
    "hybrid": Formula(lambda x: mean(x.r, hybrid_weights(x), 1.0), _WEIGHTS),
    "geometric_hybrid": Formula(lambda x: mean(x.r, hybrid_weights(x), 0.0), _WEIGHTS),
    "lloyd_moulton": Formula(lambda x: mean(x.r, x.v0, 1.0 - x.elasticity), _BASE, True),
    "arithmetic_agmean": Formula(lambda x: _agmean(x, 1.0), _BASE, True),
    "geometric_agmean": Formula(lambda x: _agmean(x, 0.0), _BASE, True),
    "jevons": Formula(lambda x: mean(x.r, x.there, 0.0), ()),
    "dutot": Formula(lambda x: _ratio_with(x, x.there), ()),
    "carli": Formula(lambda x: mean(x.r, x.there, 1.0), ()),
    "harmonic": Formula(lambda x: mean(x.r, x.there, -1.0), ()),
    "cswd": Formula(_cswd, ()),
    "balk_walsh": Formula(_balk_walsh, ()),
}
