"""Differential fuzzing of the public functions: random arrays, layouts, options and threads.

    python tests/fuzz_public.py [seconds] [seed]

Every draw compares a function with its plain definition, with itself in another memory
order, in pieces, on the portable loops, and with `out` over its input. The seed is
printed first; the same seed gives the same draws. The first difference ends the run.
"""

import sys
import time

import numpy as np
import window_tree
from arrays import LAYOUTS, same_bits

import hanoi_ct
from hanoi_ct import _core
from hanoi_ct._inputs import threads as _threads
from hanoi_ct.measures._calls import along as _along
from hanoi_ct.measures._calls import over_periods as _over_periods


def numbers(rng, shape):
    """Values of a random kind: money, wide, bit patterns, with gaps, signs of zero."""
    kind = rng.integers(5)
    if kind == 0:
        x = np.round(rng.lognormal(4.0, 1.0, shape), 2)
    elif kind == 1:
        x = rng.normal(0.0, 1.0, shape) * 10.0 ** rng.integers(-300, 290, shape)
    elif kind == 2:
        x = rng.integers(0, 2**64, shape, dtype=np.uint64).view(np.float64)
    elif kind == 3:
        x = rng.integers(-3, 4, shape).astype(float)
    else:
        x = rng.normal(100.0, 1.0, shape)
        x[rng.random(shape) < 0.2] = np.nan
    x[rng.random(shape) < 0.02] = -0.0
    return x


def growth(x, lag, **options):
    with np.errstate(all="ignore"):
        rates = np.full(x.shape, np.nan)
        base = x[:-lag] if lag < len(x) else x[:0]
        now = x[lag:]
        rate = (now - base) / base
        rate[~(base > 0)] = np.nan
        rates[lag:] = rate
    return rates


def ytd(x, year, first):
    sums, start = np.full(x.shape, np.nan), (1 - first) % year
    with np.errstate(all="ignore"):
        for t in range(start, len(x)):
            sums[t] = x[t] if (t - start) % year == 0 else sums[t - 1] + x[t]
    return sums


def draw(rng):
    """Return the name of a function, a call of it on an array, and its definition."""
    window, year = int(rng.integers(1, 90)), int(rng.integers(1, 20))
    first, lag = int(rng.integers(1, year + 1)), int(rng.integers(1, 30))
    place = {"periods_per_year": year, "first_period": first}
    return [
        ("growth", lambda x, **o: hanoi_ct.growth(x, lag, **o), lambda x: growth(x, lag)),
        ("ytd", lambda x, **o: hanoi_ct.ytd(x, **place, **o), lambda x: ytd(x, year, first)),
        (
            "ytd_growth",
            lambda x, **o: hanoi_ct.ytd_growth(x, **place, **o),
            lambda x: growth(ytd(x, year, first), year),
        ),
        (
            "moving_sum",
            lambda x, **o: hanoi_ct.moving_sum(x, window, **o),
            lambda x: window_tree.moving_sums(x, window),
        ),
        (
            "moving_growth",
            lambda x, **o: hanoi_ct.moving_growth(x, window, lag, **o),
            lambda x: growth(window_tree.moving_sums(x, window), lag),
        ),
    ][rng.integers(5)]


def compare(what, got, expected):
    if not same_bits(np.asarray(got), np.asarray(expected)):
        raise SystemExit(f"{what} differs")


def one(rng):
    shape = (int(rng.integers(0, 120)), int(rng.integers(1, 12)))
    x = numbers(rng, shape)
    name, call, definition = draw(rng)
    expected = definition(x)
    compare(f"{name} {shape}", call(x, axis=0), expected)
    compare(f"{name} turned", call(np.ascontiguousarray(x.T)), expected.T)
    if x.size:
        layout = rng.choice([n for n in LAYOUTS if n != "broadcast"])
        compare(f"{name} {layout}", call(LAYOUTS[layout](x), axis=0), expected)
        memory = np.zeros(x.size + 6)
        shift = int(rng.integers(-3, 4))
        inside = memory[3 : 3 + x.size].reshape(shape)
        inside[...] = x
        out = memory[3 + shift : 3 + shift + x.size].reshape(shape)
        call(inside, axis=0, out=out)
        compare(f"{name} out shifted by {shift}", out, expected)
    whole = {m: m.PIECE for m in (_threads, _along, _over_periods)}
    try:
        for module in whole:
            module.PIECE = 64
        _over_periods._LEAST_PIECE = 16
        compare(f"{name} in pieces", call(x, axis=0), expected)
    finally:
        for module, piece in whole.items():
            module.PIECE = piece
    portable = getattr(_core, f"{name}_portable", None)
    if portable is not None:
        selected = getattr(_core, name)
        try:
            setattr(_core, name, portable)
            compare(f"{name} portable", call(x, axis=0), expected)
        finally:
            setattr(_core, name, selected)
    total = hanoi_ct.exact_sum(x)
    compare("exact_sum", hanoi_ct.exact_sum(x.reshape(-1)[::-1]), total)
    codes = rng.integers(-1, 5, x.size)
    sums = hanoi_ct.group_sum(x.reshape(-1), codes, 5)
    for group in range(5):
        alone = hanoi_ct.exact_sum(x.reshape(-1)[codes == group])
        compare("group_sum", sums[group] + 0.0, np.float64(alone) + 0.0)


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns() % 2**32
    sys.stdout.write(f"seed {seed}\n")
    sys.stdout.flush()
    end, draws, rng = time.monotonic() + seconds, 0, np.random.default_rng(seed)
    while time.monotonic() < end:
        one(rng)
        draws += 1
    sys.stdout.write(f"{draws} draws, no difference\n")


if __name__ == "__main__":
    main()
