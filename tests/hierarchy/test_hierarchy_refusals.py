"""What the functions of index trees refuse, and in which words."""

import numpy as np
import pandas as pd
import pytest

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy, compare_modes, update_weights

TREE = Hierarchy.from_parents({"T": None, "B": "T", "C": "T"})
MONTHS = ["2018-01", "2018-02"]
X = [[100.0, 150.0], [100.0, 80.0]]


def aggregate(x=X, weights=(1, 1), **options):
    return TREE.aggregate(x, weights, **{"periods": MONTHS, **options})


def index(**options):
    return aggregate(**options)


def frame(columns, codes=("B", "C")):
    return pd.DataFrame([[1.0, 10.0], [1.0, 1.0]], index=list(codes), columns=columns)


CALLS = {
    "periods: a number": (
        lambda: aggregate(periods=5),
        "`periods` of .* must be a sequence of labels; got 5",
    ),
    "periods: text": (
        lambda: aggregate(periods="ab"),
        "`periods` of .* must be a sequence of labels; got 'ab'",
    ),
    "periods: twice": (
        lambda: aggregate(periods=["2018-01", "2018-01"]),
        "`periods` of .* must be different labels; got '2018-01' twice",
    ),
    "x: text": (
        lambda: aggregate(pd.DataFrame([["x", "y"], ["1", "2"]], index=["B", "C"])),
        "column 0 in `x` of .* must hold real numbers; got dtype (object|str)",
    ),
    "weights: text": (
        lambda: aggregate(weights=pd.Series(["1", "2"], index=["B", "C"])),
        "`weights` of .* must hold real numbers; got dtype (object|str)",
    ),
    "weights: a code twice": (
        lambda: aggregate(weights=pd.Series([1, 2, 3], index=["B", "C", "C"])),
        "`weights` of .* must have one row for each code; got 'C' twice",
    ),
    "weights: other periods": (
        lambda: aggregate(weights=frame(["2018-01", "2018-03"])),
        "`weights` of .* must have one column, or one labelled for each of the 2 periods; got "
        "none for '2018-02'",
    ),
    "tolerance: text": (
        lambda: aggregate(tolerance="x"),
        "`tolerance` of .* must be a number, not negative; got 'x'",
    ),
    "tolerance: NaN": (
        lambda: aggregate(tolerance=float("nan")),
        "`tolerance` of .* must be a number, not negative; got nan",
    ),
    "min_coverage: text": (
        lambda: aggregate(min_coverage="x"),
        "`min_coverage` of .* must be a share of 0 to 1; got 'x'",
    ),
    "min_coverage: 2": (
        lambda: aggregate(min_coverage=2),
        "`min_coverage` of .* must be a share of 0 to 1; got 2",
    ),
    "order: powers overflow": (
        lambda: aggregate(order=1000),
        "`order` of .* must leave the powers of `x` within the doubles; got 1000 for 100.0",
    ),
    "order: powers vanish": (
        lambda: aggregate(order=-1000),
        "`order` of .* must leave the powers of `x` within the doubles; got -1000 for 100.0",
    ),
    "rebase: to": (
        lambda: index().rebase("2018-01", to=0),
        "`to` of rebase must be a positive number; got 0",
    ),
    "rebase: to text": (
        lambda: index().rebase("2018-01", to="x"),
        "`to` of rebase must be a positive number; got 'x'",
    ),
    "rebase: a level of zero": (
        lambda: aggregate([[0, 2], [1, 4]]).rebase("2018-01"),
        "`reference` of rebase must have positive levels; got 0.0 for 'B' in 2018-01",
    ),
    "chain: start": (
        lambda: aggregate(kind="period_on_period").chain(start=float("nan")),
        "`start` of chain must be a positive number; got nan",
    ),
    "decompose: below": (
        lambda: aggregate([[1.0, 1.5], [1.0, 0.8]]).decompose(below=3),
        "`below` of decompose must be the index of a tree; got 3",
    ),
    "ranking: level": (
        lambda: index().contributions(1).ranking("2018-02", level=9),
        "`level` of ranking must be between 0 and 1; got 9",
    ),
    "ranking: text": (
        lambda: index().contributions(1).ranking("2018-02", level="x"),
        "`level` of ranking must be an integer, between 0 and 1; got 'x'",
    ),
    "decompose: a code of below above": (
        lambda: aggregate([[1.1], [1.2]], periods=["2018-01"]).decompose(
            below=Hierarchy.from_columns([["B", "B"], ["C", "b2"]]).aggregate(
                [[1.1], [1.1]], [1, 1], periods=["2018-01"]
            )
        ),
        "codes of `below` of decompose must not be codes of the index or of another of its "
        "parts; got 'C'",
    ),
    "order: sums overflow": (
        lambda: aggregate(np.full((2, 2), 10 ** (307.9 / 400)), (9, 9), order=400),
        "`order` of .* must leave the sums of powers of `x` within the doubles; got 400",
    ),
    "periods: a month as text and as a date": (
        lambda: aggregate(periods=["2018-01", np.datetime64("2018-01")]),
        "`periods` of .* must be different labels; got '2018-01' twice",
    ),
    "updated_weights: no period": (
        lambda: TREE.aggregate(np.empty((2, 0)), [1, 1], kind="period_on_period").updated_weights(),
        "the index of updated_weights must have a period; got none",
    ),
    "ytd_growth: first_period": (
        lambda: index().ytd_growth(first_period=0),
        "`first_period` of ytd.* must be between 1 and 12; got 0",
    ),
    "compare_modes: published": (
        lambda: compare_modes(TREE, X, [1, 1], None),
        "`published` of compare_modes must be a mapping of code to rates; got None",
    ),
    "update_weights: shapes": (
        lambda: update_weights([1, 2], [1, 2, 3]),
        r"`weights` and `index` of update_weights must be of shapes that broadcast; got \(2,\) and",
    ),
    "update_weights: order": (
        lambda: update_weights([1, 2], [1, 2], order="x"),
        "`order` of update_weights must be a finite number; got 'x'",
    ),
}


@pytest.mark.parametrize("case", CALLS)
def test_each_refusal_names_the_argument_the_rule_and_what_came(case):
    call, message = CALLS[case]
    with pytest.raises((ArgumentTypeError, ArgumentValueError), match="^" + message):
        call()


def test_weights_by_period_are_matched_by_label_and_not_by_place():
    turned = frame(["2018-02", "2018-01"])
    got = aggregate([[1, 1], [3, 3]], turned)["T"]
    straight = aggregate([[1, 1], [3, 3]], turned[MONTHS])["T"]
    assert got.tolist() == straight.tolist() == [(10 + 3) / 11, 2.0]
    periods = pd.PeriodIndex(["2018-02", "2018-01"], freq="M")
    assert aggregate([[1, 1], [3, 3]], frame(periods))["T"].tolist() == got.tolist()
    # Without labels on either side columns are in the order of the periods.
    assert aggregate([[1, 1], [3, 3]], frame([0, 1]))["T"].tolist() == got[::-1].tolist()
    unlabelled = TREE.aggregate([[1, 1], [3, 3]], turned)["T"]
    assert unlabelled.tolist() == got[::-1].tolist()


def test_weights_of_many_groups_are_added_up_in_one_pass():
    groups = [f"g{i}" for i in range(3000)]
    parents = {"T": None, **dict.fromkeys(groups, "T"), **{f"{g}x": g for g in groups}}
    tree = Hierarchy.from_parents(parents)
    weights = {**{f"{g}x": 1.0 for g in groups}, "T": 3000.0}
    index = tree.aggregate(np.ones((3000, 1)), weights)
    assert index.weights.node[tree.row("T"), 0] == 3000.0
    assert index["T"].tolist() == [1.0]


def test_an_index_of_no_period_has_no_growth_and_no_contribution():
    nothing = TREE.aggregate(np.empty((2, 0)), [1, 1])
    for result in (nothing.growth(), nothing.ytd_growth(), nothing.ytd_contributions()):
        assert result.values.shape == (3, 0)
