"""Large trees are taken a run of periods at a time: same bits, and Ctrl-C between two."""

import signal

import numpy as np
import pytest
from arrays import same_bits

import hanoi_ct
from hanoi_ct import _core
from hanoi_ct._inputs import threads as _threads
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy
from hanoi_ct.hierarchy._values import cascade, means

PARENT = [-1, 0, 0, 1, 1, 1, 2, 2, 7, 7]
LEAVES, PERIODS = 6, 60


def _hierarchy(missing, *, gaps=True, **options):
    def call():
        x = np.random.default_rng(7).uniform(0.8, 1.3, (LEAVES, PERIODS))
        if gaps:
            x[np.random.default_rng(8).random(x.shape) < 0.3] = np.nan
            x[:, 11] = 1.0
            x[0] = 1.0  # the total is always observed
        w = np.arange(1.0, LEAVES + 1)
        if options.get("weights") == "vary":
            w = np.random.default_rng(9).uniform(1.0, 2.0, x.shape)
        if options.get("weights") == "none":
            w[1::2] = 0.0
        if options.get("weights") == "long":
            w = w / 3.0 * 2.0**80
        kept = {name: value for name, value in options.items() if name != "weights"}
        return Hierarchy(PARENT).aggregate(x, w, missing=missing, **kept).values

    return call


def _array(function, **options):
    def call():
        x = np.random.default_rng(7).uniform(0.8, 1.3, (LEAVES, PERIODS))
        return function(x, np.arange(1.0, LEAVES + 1), PARENT, **options)

    return call


CALLS = {
    "aggregate": (_array(hanoi_ct.aggregate), "tree_aggregate"),
    "contributions": (_array(hanoi_ct.contributions), "tree_contributions"),
    "contributions over 31": (_array(hanoi_ct.contributions, lag=31), "tree_contributions"),
    "propagate": (_hierarchy("propagate", gaps=False), "tree_aggregate"),
    "propagate, weights vary": (_hierarchy("propagate", weights="vary"), "tree_aggregate"),
    "reweight": (_hierarchy("reweight"), "tree_missing"),
    "reweight, weights vary": (_hierarchy("reweight", weights="vary"), "tree_missing"),
    "parent": (_hierarchy("parent"), "tree_missing"),
    "parent, updated": (
        _hierarchy("parent", kind="period_on_period", update=True),
        "tree_missing",
    ),
    "reweight, updated": (
        _hierarchy("reweight", kind="period_on_period", update=True),
        "tree_missing",
    ),
    "parent_change": (_hierarchy("parent_change"), "tree_moved"),
    "year_ago": (_hierarchy("year_ago"), "tree_moved"),
}


@pytest.mark.parametrize("name", CALLS)
def test_periods_in_runs_have_the_bits_of_the_whole(name, monkeypatch):
    call, _ = CALLS[name]
    whole = call()
    for piece in (8, 25, 100):  # one, five and twenty periods at a time
        monkeypatch.setattr(_threads, "MOST_OF_A_TREE", piece)
        assert same_bits(call(), whole)


POWERS = {
    "geometric": _hierarchy("reweight", order=0.0),
    "harmonic, imputed": _hierarchy("parent", order=-1.0),
    "order 0.5": _hierarchy("propagate", order=0.5),
    "updated": _hierarchy("parent", order=0.5, kind="period_on_period", update=True),
    "without weight": _hierarchy("reweight", weights="none", order=0.0),
    "cascade of a geometric mean": _hierarchy("parent", order=0.0, cascade=2),
    "cascade of a harmonic mean, weights vary": _hierarchy(
        "reweight", weights="vary", order=-1.0, cascade=2
    ),
    "cascade in the core": _hierarchy("parent", cascade=2),
    "cascade of integers of any size": _hierarchy("parent", weights="long", cascade=9),
}


@pytest.mark.parametrize("name", POWERS)
def test_powers_and_cascades_in_pieces_have_the_bits_of_the_whole(name, monkeypatch):
    whole = POWERS[name]()
    for piece in (1, 7, 64):
        monkeypatch.setattr(_threads, "PIECE", piece)
        monkeypatch.setattr(_threads, "MOST_OF_A_TREE", 64 * piece)
        assert same_bits(POWERS[name](), whole)


@pytest.mark.parametrize(
    ("name", "module", "step"),
    [
        ("geometric", means, "np.log"),
        ("geometric", means, "np.exp"),
        ("harmonic, imputed", means, "np.copyto"),
        ("cascade of a geometric mean", cascade, "round_half_up"),
        ("cascade of integers of any size", cascade, "rounded_quotient"),
    ],
)
def test_ctrl_c_is_felt_between_two_pieces(name, module, step, monkeypatch):
    holder, _, word = step.rpartition(".")
    calls, whole = [], getattr(np if holder else module, word)

    def interrupted(*operands, **options):
        calls.append(1)
        if len(calls) == 3:
            signal.raise_signal(signal.SIGINT)
        return whole(*operands, **options)

    monkeypatch.setattr(np if holder else module, word, interrupted)
    monkeypatch.setattr(_threads, "PIECE", 64)
    monkeypatch.setattr(_threads, "MOST_OF_A_TREE", 4096)
    with pytest.raises(KeyboardInterrupt):
        POWERS[name]()
    assert len(calls) == 3


@pytest.mark.parametrize("name", CALLS)
def test_ctrl_c_is_felt_after_the_run_in_work(name, monkeypatch):
    call, loop = CALLS[name]
    whole, calls = getattr(_core, loop), []

    def interrupted(*operands):
        calls.append(1)
        if len(calls) == 3:
            signal.raise_signal(signal.SIGINT)
        return whole(*operands)

    monkeypatch.setattr(_core, loop, interrupted)
    monkeypatch.setattr(_threads, "MOST_OF_A_TREE", 25)
    with pytest.raises(KeyboardInterrupt):
        call()
    assert len(calls) == 3


# ---- sums beyond the doubles ---------------------------------------------------------


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"missing": "reweight"},
        {"missing": "parent"},
        {"missing": "parent_change"},
        {"missing": "year_ago"},
        {"missing": "last"},
        {"kind": "period_on_period", "update": True},
        {"end_weights": [0.8e308, 0.8e308]},
    ],
    ids=str,
)
def test_weights_whose_sums_leave_the_doubles_are_refused(options):
    tree = Hierarchy([-1, 0, 0])
    with pytest.raises(ArgumentValueError, match="divide the weights by a power of ten"):
        tree.aggregate([[3.0, 3.0], [3.0, 3.0]], [0.8e308, 0.8e308], **options)
    smaller = {**options, **({"end_weights": [0.5, 0.5]} if "end_weights" in options else {})}
    assert tree.aggregate([[3.0], [3.0]], [0.5, 0.5], **smaller)["0"].tolist() == [3.0]


def test_a_mean_of_rounded_figures_needs_no_such_sums():
    index = Hierarchy([-1, 0, 0]).aggregate([[3.0], [3.0]], [0.8e308, 0.8e308], cascade=1)
    assert index["0"].tolist() == [3.0]


def test_infinities_and_gaps_are_no_lost_sums():
    tree = Hierarchy([-1, 0, 0])
    assert tree.aggregate([[np.inf], [3.0]], [1.0, 1.0])["0"].tolist() == [np.inf]
    updated = tree.aggregate(
        [[np.nan, 1.0], [1.0, 1.0]], [1.0, 1.0], kind="period_on_period", update=True
    )
    assert np.isnan(updated["0"]).all()


# ---- private entry points ------------------------------------------------------------


@pytest.mark.parametrize(
    ("parent", "leaf"),
    [
        ([-1, 5, 0], [-1, 0, 1]),
        ([-1, 1, 0], [-1, 0, 1]),
        ([-1, 0, 0], [-1, 0, 9]),
        ([-2, 0, 0], [-1, 0, 1]),
    ],
)
def test_a_tree_that_leads_elsewhere_is_not_followed(parent, leaf):
    x, parent, leaf = np.ones((2, 3)), np.array(parent), np.array(leaf)
    node_weight, total, lag = np.ones(3), np.zeros(3, dtype=np.int64), np.array(1)
    room = np.empty(3), np.empty((2, 3), dtype=np.int64), np.empty(12)
    none = np.empty((0, 0), dtype=bool)
    x0 = np.broadcast_to(1.0, (3, 3))
    got = [
        _core.tree_sum(x, parent, leaf),
        _core.tree_aggregate(x, np.ones((2, 1)), parent, leaf, node_weight[:, None]),
        _core.tree_contributions(x, np.ones(2), parent, leaf, node_weight, total, lag),
        _core.tree_missing(
            x, parent, leaf, node_weight[:, None], 1, 0, 0, np.ones((3, 3)), none, *room
        )[0],
        _core.tree_moved(x, parent, leaf, node_weight, 0, 1)[0],
        _core.tree_parts(x0, x0, node_weight[:, None], parent - 3, 0.0, np.ones(3), 1)[0],
    ]
    assert all(np.isnan(result).all() for result in got)


def test_totals_that_are_no_rows_are_not_followed():
    total = np.array([0, 7, 0])
    got = _core.index_contributions(np.ones((3, 4)), np.ones(3), total, np.array(1))
    assert np.isnan(got).all()
