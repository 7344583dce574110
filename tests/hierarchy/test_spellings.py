"""A code is one code in both spellings of Unicode, wherever a tree is asked or given it."""

import unicodedata

import numpy as np
import pandas as pd
import pytest

from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy, impute_prices

NFC = "Điện tử"
NFD = unicodedata.normalize("NFD", NFC)
FIGURES = {NFC: [1.0, 2.0], "C": [3.0, 5.0]}
MONTHS = pd.period_range("2018-01", periods=2, freq="M")


@pytest.mark.parametrize("own", [NFC, NFD])
@pytest.mark.parametrize("asked", [NFC, NFD])
def test_either_spelling_is_the_code(own, asked):
    tree = Hierarchy.from_parents({"T": None, own: "T", "C": "T"})
    assert asked in tree
    assert tree.row(asked) == 1
    assert tree.ancestors(asked) == ("T",)
    plain = tree.aggregate(np.array(list(FIGURES.values())), [1, 2])
    for x in (
        {asked: FIGURES[NFC], "C": FIGURES["C"]},
        pd.DataFrame({"C": FIGURES["C"], asked: FIGURES[NFC]}, MONTHS),
        pd.DataFrame({"C": FIGURES["C"], asked: FIGURES[NFC]}, MONTHS).T,
    ):
        for weights in ({asked: 1, "C": 2}, pd.Series({"C": 2, asked: 1})):
            index = tree.aggregate(x, weights)
            assert index["T"].tolist() == plain["T"].tolist()
            assert index[asked].tolist() == FIGURES[NFC]


def test_both_spellings_at_once_are_refused():
    with pytest.raises(ArgumentValueError, match="in two spellings of Unicode"):
        Hierarchy.from_parents({"T": None, NFC: "T", NFD: "T"})
    tree = Hierarchy.from_parents({"T": None, NFC: "T", "C": "T"})
    with pytest.raises(ArgumentValueError):
        tree.aggregate({NFC: [1.0], NFD: [1.0], "C": [1.0]}, [1, 1])
    with pytest.raises(ArgumentValueError, match="got two for 'Điện tử', in two spellings"):
        tree.aggregate([[1.0], [2.0]], {NFC: 1, NFD: 1, "C": 1})


def test_parents_leaves_and_names():
    tree = Hierarchy.from_parents({"T": None, NFC: "T", "C": NFD}, leaves=["C"])
    assert tree.ancestors("C") == (NFC, "T")
    assert Hierarchy.from_parents({"T": None, NFC: "T"}, leaves=[NFD]).leaves == (NFC,)
    assert tree.named({NFD: "điện tử"}).names == {NFC: "điện tử"}


def test_a_prefix_is_one_of_letters_with_their_marks():
    spelled = unicodedata.normalize("NFD", "Ê1")
    tree = Hierarchy.from_prefixes(["Ê", "E", spelled])
    assert tree.ancestors("Ê1") == ("Ê",)
    assert Hierarchy.from_prefixes([NFC, "C"], root=NFD).roots == (NFC,)


def test_products_below_and_prices_imputed():
    tree = Hierarchy.from_parents({"T": None, NFC: "T", "C": "T"})
    below = Hierarchy.from_parents({NFD: None, "p": NFD, "q": NFD, "C": None, "r": "C"})
    prices = [[1.0, 2.0], [1.0, np.nan], [2.0, 3.0]]
    filled = impute_prices(prices, below, tree, [1, 1])
    plain = Hierarchy.from_parents({NFC: None, "p": NFC, "q": NFC, "C": None, "r": "C"})
    np.testing.assert_array_equal(filled, impute_prices(prices, plain, tree, [1, 1]))
    links = [[1.0, 1.5], [1.0, 1.25]]
    index = tree.aggregate(links, [1, 1], kind="period_on_period")
    own = {"p": 1.5, "q": 1.5, "r": 1.25}
    detail = below.aggregate({k: [1.0, v] for k, v in own.items()}, [1, 1, 1],
                             kind="period_on_period")  # fmt: skip
    parts = index.decompose(below=detail)
    assert parts["p"][1] == parts["q"][1] == 0.125
    assert parts.hierarchy.ancestors("p") == (NFC, "T")


def test_a_tree_is_pruned_by_data_and_weights_in_either_spelling():
    tree = Hierarchy.from_parents({"T": None, NFC: "T", "C": "T"})
    pruned = tree.prune({NFD: [1.0], "C": [2.0]}, {"T": 3, NFD: 1, "C": 2})
    assert pruned.hierarchy.codes == ("T", NFC, "C")
    with pytest.raises(ArgumentValueError, match="two for 'Điện tử', in two spellings"):
        tree.prune({NFD: [1.0], "C": [2.0]}, {"T": 3, NFC: 1, NFD: 1, "C": 2})
