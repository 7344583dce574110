"""What each item adds to a bilateral index less 1: one additive form for each formula.

An item whose price does not change adds nothing, and items add up to the index less 1.
"""

from collections.abc import Callable

import numpy as np

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct.measures._index.formulas import (
    Pair,
    half_harmonic,
    hybrid_weights,
    laspeyres,
    logarithmic_mean,
    mean_prices,
    montgomery_weights,
    paasche,
    stuvel,
    sums_of,
    theil_weights,
    walsh_vartia_weights,
)
from hanoi_ct.measures._index.weights_of_means import changes, changes_of_product


def _of_mean(order: float, weights: Callable[[Pair], Floats]) -> Callable[[Pair], Floats]:
    return lambda x: changes(x.r, weights(x), order)


def _laspeyres(x: Pair) -> Floats:
    return changes(x.r, x.v0, 1.0)


def _paasche(x: Pair) -> Floats:
    return changes(x.r, x.v1, -1.0)


def _fisher(x: Pair) -> Floats:
    return changes_of_product(x.r, (1.0, x.v0, 0.5), (-1.0, x.v1, 0.5))


def _half_each(a: Floats, b: Floats) -> Floats:
    both: Floats = (a + b) / 2.0
    return both


def _stuvel(x: Pair) -> Floats:
    """With Q of Laspeyres, Stuvel's P is the mean of both price indexes by weights P and Q."""
    sums = sums_of(x)
    price, volume = stuvel(sums)[..., np.newaxis], laspeyres(sums.turned())[..., np.newaxis]
    added: Floats = (price * _laspeyres(x) + volume * _paasche(x)) / (price + volume)
    return added


def _lehr(x: Pair) -> Floats:
    """P - 1 is (V0 + V1) sum(q0 (z - p0)) / (V0 sum(z q1)), z the mean prices."""
    z = mean_prices(x)
    v0, v1 = (v.sum(axis=-1, keepdims=True) for v in (x.v0, x.v1))
    # z - p0 is q1 / (q0 + q1) of the change of price, without a difference of near figures.
    moved = half_harmonic(x.q0, x.q1) * (x.p1 - x.p0)
    added: Floats = (v0 + v1) * moved / (v0 * (z * x.q1).sum(axis=-1, keepdims=True))
    return added


def _davies(x: Pair) -> Floats:
    root = np.sqrt(x.r)
    below = (x.s1 / root).sum(axis=-1, keepdims=True)
    added: Floats = (x.s0 * (root - 1.0) + x.s1 * (1.0 - 1.0 / root)) / below
    return added


def _banerjee(x: Pair) -> Floats:
    below = 1.0 + 1.0 / paasche(sums_of(x))[..., np.newaxis]
    added: Floats = (x.s0 * (x.r - 1.0) + x.s1 * (1.0 - 1.0 / x.r)) / below
    return added


def _bialek(x: Pair) -> Floats:
    low, high = np.minimum(x.q0, x.q1), np.maximum(x.q0, x.q1)
    return changes_of_product(x.r, (1.0, x.p0 * low, 0.5), (1.0, x.p0 * high, 0.5))


def _of_logs(weights: Callable[[Pair], Floats]) -> Callable[[Pair], Floats]:
    """Of a log index whose weights do not add up to 1: its logs, scaled to the change."""

    def added(x: Pair) -> Floats:
        logs = weights(x) * np.log(x.r)
        whole = logs.sum(axis=-1, keepdims=True)
        scaled: Floats = logs * np.where(whole == 0.0, 1.0, np.expm1(whole) / whole)
        return scaled

    return added


def _arithmetic_agmean(x: Pair) -> Floats:
    added: Floats = x.elasticity * changes(x.r, x.v0, 0.0) + (1.0 - x.elasticity) * _laspeyres(x)
    return added


def _geometric_agmean(x: Pair) -> Floats:
    return changes_of_product(x.r, (0.0, x.v0, x.elasticity), (1.0, x.v0, 1.0 - x.elasticity))


CHANGES: dict[str, Callable[[Pair], Floats]] = {
    "laspeyres": _laspeyres,
    "paasche": _paasche,
    "fisher": _fisher,
    "drobisch": lambda x: _half_each(_laspeyres(x), _paasche(x)),
    "tornqvist": _of_mean(0.0, lambda x: x.s0 + x.s1),
    "walsh": _of_mean(1.0, lambda x: x.p0 * np.sqrt(x.q0 * x.q1)),
    "walsh_geometric": _of_mean(0.0, lambda x: np.sqrt(x.s0 * x.s1)),
    "marshall_edgeworth": _of_mean(1.0, lambda x: x.p0 * (x.q0 + x.q1)),
    "geary_khamis": _of_mean(1.0, lambda x: x.p0 * half_harmonic(x.q0, x.q1)),
    "stuvel": _stuvel,
    "palgrave": _of_mean(1.0, lambda x: x.v1),
    "unnamed": _of_mean(1.0, lambda x: x.s0 + x.s1),
    "lehr": _lehr,
    "davies": _davies,
    "banerjee": _banerjee,
    "bialek": _bialek,
    "montgomery_vartia": _of_logs(montgomery_weights),
    "sato_vartia": _of_mean(0.0, lambda x: logarithmic_mean(x.s0, x.s1)),
    "walsh_vartia": _of_logs(walsh_vartia_weights),
    "theil": _of_mean(0.0, lambda x: theil_weights(x.s0, x.s1)),
    "theil_values": _of_mean(0.0, lambda x: theil_weights(x.v0, x.v1)),
    "rao": _of_mean(0.0, lambda x: half_harmonic(x.s0, x.s1)),
    "geometric_laspeyres": _of_mean(0.0, lambda x: x.v0),
    "geometric_paasche": _of_mean(0.0, lambda x: x.v1),
    "harmonic_laspeyres": _of_mean(-1.0, lambda x: x.v0),
    "lowe": _of_mean(1.0, lambda x: x.p0 * x.qb),
    "young": _of_mean(1.0, lambda x: x.vb),
    "geometric_lowe": _of_mean(0.0, lambda x: x.p0 * x.qb),
    "geometric_young": _of_mean(0.0, lambda x: x.vb),
    "hybrid": _of_mean(1.0, hybrid_weights),
    "geometric_hybrid": _of_mean(0.0, hybrid_weights),
    "lloyd_moulton": lambda x: changes(x.r, x.v0, 1.0 - x.elasticity),
    "arithmetic_agmean": _arithmetic_agmean,
    "geometric_agmean": _geometric_agmean,
    "jevons": _of_mean(0.0, lambda x: x.there),
    "dutot": _of_mean(1.0, lambda x: x.p0 * x.there),
    "carli": _of_mean(1.0, lambda x: x.there),
    "harmonic": _of_mean(-1.0, lambda x: x.there),
    "cswd": lambda x: changes_of_product(x.r, (1.0, x.there, 0.5), (-1.0, x.there, 0.5)),
    "balk_walsh": _of_mean(1.0, lambda x: x.there / np.sqrt(x.r)),
}
