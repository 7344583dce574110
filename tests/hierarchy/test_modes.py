"""compare_modes: both ways to compute growth, and finding the one that was used."""

import numpy as np
import pytest

import hanoi_ct
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy, compare_modes

RNG = np.random.default_rng(144)
TREE = Hierarchy.from_parents(
    {"T": None, "B": "T", "C": "T", "b1": "B", "b2": "B", "c1": "C", "c2": "C"}
)
LEVELS = RNG.lognormal(4.6, 0.3, (4, 30))
WEIGHTS = np.array([5.0, 10.0, 45.0, 40.0])


def published(mode):
    """Return what an agency would print that computes in one of the modes."""
    if mode == "fixed base":
        growth = TREE.aggregate(LEVELS, WEIGHTS).growth(12).values
    else:
        growth = np.full((7, 30), np.nan)
        ratios = LEVELS[:, 12:] / LEVELS[:, :-12]
        growth[:, 12:] = hanoi_ct.aggregate(ratios, WEIGHTS, TREE.parent) - 1
    printed = hanoi_ct.round_half_up(100 * growth, 1)
    return {code: printed[TREE.row(code)] for code in ("T", "B", "C")}


@pytest.mark.parametrize("mode", ["fixed base", "direct"])
def test_the_mode_that_was_used_is_found(mode):
    modes = compare_modes(TREE, LEVELS, WEIGHTS, published(mode))
    assert modes.best is not None
    assert modes.best.name == mode
    assert modes.best.reproduced == modes.best.compared == 3 * 18
    assert modes.best.largest_difference == 0.0
    other = modes.direct if mode == "fixed base" else modes.fixed_base
    assert other.reproduced < 10
    assert str(modes).endswith(f"closer: {mode}")


def test_both_modes_agree_where_all_leaves_stood_alike():
    levels = np.hstack([np.full((4, 12), 100.0), LEVELS[:, :12]])
    growth = 100 * TREE.aggregate(levels, WEIGHTS).growth(12)["T"]
    modes = compare_modes(TREE, levels, WEIGHTS, {"T": hanoi_ct.round_half_up(growth, 1)})
    np.testing.assert_allclose(
        modes.direct.growth.values, modes.fixed_base.growth.values, atol=1e-13
    )
    assert modes.best is None
    assert str(modes).endswith("closer: neither")


def test_published_figures_must_fit_the_tree():
    with pytest.raises(ArgumentValueError, match=r"^`published` of .* 30 periods; got .* for 'T'$"):
        compare_modes(TREE, LEVELS, WEIGHTS, {"T": [1.0]})
    with pytest.raises(ArgumentValueError, match=r"^`code` must be one of the 7 codes"):
        compare_modes(TREE, LEVELS, WEIGHTS, {"D": np.ones(30)})


def test_a_cascade_is_judged_by_what_is_printed_from_it():
    printed = TREE.aggregate(LEVELS, WEIGHTS, cascade=1)
    rates = printed.printed_growth(12, 1)
    stated = {code: rates[code] for code in ("T", "B", "C")}
    modes = compare_modes(TREE, LEVELS, WEIGHTS, stated, cascade=1)
    assert modes.fixed_base.reproduced == modes.fixed_base.compared == 3 * 18
    assert modes.best is not None
    assert modes.best.name == "fixed base"
    np.testing.assert_array_equal(modes.fixed_base.growth["T"], printed.growth(12)["T"])
    # From levels that are not rounded on the way, other rates come out.
    assert compare_modes(TREE, LEVELS, WEIGHTS, stated).fixed_base.reproduced < 3 * 18


def test_a_cascade_decides_a_tie_of_printed_levels():
    pair = Hierarchy.from_parents({"T": None, "a": "T", "b": "T"})
    levels = [[100.0, 100.3], [100.0, 100.6]]  # 100.45, printed 100.5
    stated = {"T": [np.nan, 0.5]}
    cascade = compare_modes(pair, levels, [1, 1], stated, lag=1, cascade=1)
    plain = compare_modes(pair, levels, [1, 1], stated, lag=1, decimals=2)
    assert (cascade.fixed_base.reproduced, plain.fixed_base.reproduced) == (1, 0)
