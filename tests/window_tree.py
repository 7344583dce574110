"""The sum of a window in its stated order, window by window: docs/growth.md."""

import numpy as np


def blocks(window):
    """Cut a window into blocks of powers of four; one of 4q is used from a window of 8q on."""
    largest = 1
    while window >= 8 * largest:
        largest *= 4
    sizes = []
    while window:
        while largest > window:
            largest //= 4
        sizes.append(largest)
        window -= largest
    return sizes


def block(x):
    """A block of one period, or four blocks added in pairs."""
    if len(x) == 1:
        return x[0]
    a, b, c, d = (block(part) for part in np.split(x, 4))
    return (a + b) + (c + d)


def depth(window):
    """How many additions a value goes through at most: the bound of the error."""
    sizes = blocks(window)
    return sizes[0].bit_length() - 1 + len(sizes) - 1


def moving_sums(x, window):
    """Sums along the first axis, each window alone."""
    x = np.asarray(x, dtype=float)
    sums = np.full(x.shape, np.nan)
    with np.errstate(all="ignore"):
        for t in range(window - 1, len(x)):
            total, at = None, t - window + 1
            for size in blocks(window):
                part = block(x[at : at + size])
                total, at = part if total is None else total + part, at + size
            sums[t] = total
    return sums
