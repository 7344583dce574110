"""Generalised means and their weights, of items along the last axis.

What the public functions compute with; arguments are checked there.
"""

import numpy as np

from hanoi_ct._inputs.arrays import Floats

# Below this order the powers are all near 1, and a root would blow their rounding up.
_SMALL_ORDER = 0.25
# From here on sinh(y) is exp(y) / 2 to the last bit.
_LARGE = 20.0


def shares(weights: Floats) -> Floats:
    """Return weights over their sum."""
    scaled: Floats = weights / weights.sum(axis=-1, keepdims=True)
    return scaled


def mean(x: Floats, weights: Floats, order: float) -> Floats:
    """Return (sum(w x**order) / sum(w))**(1 / order); the geometric mean for order 0.

    Items of weight zero are out, whatever they are.
    """
    weight = shares(weights)
    used = np.where(weights > 0.0, x, 1.0)
    if order == 1.0:
        return np.asarray((weight * used).sum(axis=-1))
    if order == -1.0:
        return np.asarray(1.0 / (weight / used).sum(axis=-1))
    if order == 0.0:
        return np.asarray(np.exp((weight * np.log(used)).sum(axis=-1)))
    if abs(order) < _SMALL_ORDER and (used > 0.0).all():
        # About the geometric mean the powers differ from 1 in second order alone.
        logs = np.log(used)
        middle = (weight * logs).sum(axis=-1, keepdims=True)
        rest = (weight * np.expm1(order * (logs - middle))).sum(axis=-1)
        return np.asarray(np.exp(middle[..., 0] + np.log1p(rest) / order))
    # Over the largest power none overflows.
    end = used.max(axis=-1, keepdims=True) if order > 0.0 else used.min(axis=-1, keepdims=True)
    size = np.where(end > 0.0, end, 1.0)
    power = (weight * (used / size) ** order).sum(axis=-1)
    return np.asarray(size[..., 0] * power ** (1.0 / order))


def _log_sinhc(y: Floats) -> Floats:
    """Return log(sinh(y) / y), 0 at 0."""
    size = np.abs(y)
    safe = np.where(size == 0.0, 1.0, np.minimum(size, _LARGE))
    near = np.where(size == 0.0, 0.0, np.log(np.sinh(safe) / safe))
    far = size - np.log(2.0 * np.where(size == 0.0, 1.0, size))
    logs: Floats = np.where(size > _LARGE, far, near)
    return logs


def half_log_ratio(a: Floats, b: Floats) -> Floats:
    """Return log(a / b) / 2, with the digits of near figures kept."""
    near = np.abs(a - b) < 0.5 * b
    gap = np.where(near, (a - b) / b, 0.0)
    logs: Floats = np.where(near, np.log1p(gap), np.log(a / b)) / 2.0
    return logs


def extended(a: Floats, b: Floats, r: float, s: float) -> Floats:
    """Return the extended mean ((a**r - b**r) s / ((a**s - b**s) r))**(1 / (r - s)).

    With t half the log of a / b it is sqrt(a b) times a root of a ratio of
    sinh(r t) / (r t) and sinh(s t) / (s t), which nothing cancels where a is near b.
    """
    t = half_log_ratio(a, b)
    if r != s:
        logs = (_log_sinhc(r * t) - _log_sinhc(s * t)) / (r - s)
    elif r == 0.0:
        logs = np.zeros_like(t)
    else:  # the limit: t coth(r t) - 1 / r
        y = np.abs(r * t)
        safe = np.where(y < 1e-3, 1.0, y)
        logs = np.where(y < 1e-3, y * y / 3.0 * (1.0 - y * y / 15.0), safe / np.tanh(safe) - 1.0)
        logs = logs / r
    return np.where(a == b, a, np.sqrt(a) * np.sqrt(b) * np.exp(logs))


def transmuted(x: Floats, weights: Floats, order: float, to: float) -> Floats:
    """Return weights v that add up to 1, with which the mean of order `to` is the same.

    v is w times the extended mean of x and the mean, to the power order - to.
    """
    if order == to:
        return shares(weights)
    middle = mean(x, weights, order)[..., np.newaxis]
    used = np.where(weights > 0.0, x, middle)
    t = half_log_ratio(used, np.broadcast_to(middle, used.shape))
    factor = (order - to) * t + _log_sinhc(order * t) - _log_sinhc(to * t)
    return shares(weights * np.exp(factor - factor.max(axis=-1, keepdims=True)))


def changes(x: Floats, weights: Floats, order: float) -> Floats:
    """Return what each item adds to the mean of relatives less 1."""
    added: Floats = transmuted(x, weights, order, 1.0) * (x - 1.0)
    return np.where(weights > 0.0, added, 0.0)


def changes_of_product(x: Floats, *parts: tuple[float, Floats, float]) -> Floats:
    """Return what each item adds to a geometric mean of means, less 1.

    Each part is an order, weights, and the part's exponent. Each mean is written as a
    geometric one, their mean then has the mean of the weights (Martin 2021).
    """
    weights = sum(share * transmuted(x, w, order, 0.0) for order, w, share in parts)
    return changes(x, np.asarray(weights), 0.0)
