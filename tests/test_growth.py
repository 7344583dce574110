"""growth: against exact fractions, in every memory layout, and its refusals."""

import numpy as np
import pytest
from arrays import layouts, same_bits

import hanoi_ct
from hanoi_ct import _core
from hanoi_ct.errors import ArgumentValueError

RNG = np.random.default_rng(20180831)
PANEL = RNG.lognormal(4.6, 0.3, (7, 40))


@pytest.mark.parametrize("axis", [-1, 0])
@pytest.mark.parametrize("lag", [1, 12, 40, 41])
def test_every_layout_gives_the_bits_of_the_plain_expression(loops, axis, lag):
    for name, x in layouts(PANEL):
        moved = np.moveaxis(x.astype(float), axis, -1)
        expected = np.full(moved.shape, np.nan)
        expected[..., lag:] = (moved[..., lag:] - moved[..., :-lag]) / moved[..., :-lag]
        assert same_bits(hanoi_ct.growth(x, lag, axis=axis), np.moveaxis(expected, -1, axis)), name


def test_portable_and_selected_loops_differ_in_no_bit():
    patterns = RNG.integers(0, 2**64, 100_000, dtype=np.uint64).view(np.float64)
    panel = patterns.reshape(250, 400)
    for rule in (0, 1, 2):
        for axis in (-1, 0):
            selected = _core.growth(panel, 12, rule, axis=axis)
            assert same_bits(selected, _core.growth_portable(panel, 12, rule, axis=axis))


def test_lag_below_one_is_refused():
    with pytest.raises(ArgumentValueError, match=r"^`lag` of growth must be at least 1; got 0$"):
        hanoi_ct.growth([1.0, 2.0], 0)
