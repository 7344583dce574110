"""The data of the benchmarks of exact sums, generated from fixed seeds.

`money` is lognormal amounts with two decimals, the others are normal values whose
exponents are spread evenly over so many binary orders.
"""

import numpy as np

SEED = 20180831


def money(n):
    return np.round(np.random.default_rng(SEED).lognormal(11.0, 2.0, n), 2)


def spread(n, orders):
    rng = np.random.default_rng(SEED + orders)
    values = rng.normal(size=n)
    np.ldexp(values, rng.integers(-(orders // 2), orders // 2, n, dtype=np.int32), out=values)
    return values


KINDS = {
    "money, two decimals": money,
    "60 binary orders": lambda n: spread(n, 60),
    "200 binary orders": lambda n: spread(n, 200),
    "the whole double range": lambda n: spread(n, 2036),
}


def codes(n, n_groups):
    return np.random.default_rng(SEED + n_groups).integers(0, n_groups, n, dtype=np.int32)
