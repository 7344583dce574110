"""A code is one code in both spellings of Unicode, wherever a tree is asked or given it."""

import unicodedata

import numpy as np
import pandas as pd
import pytest

from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy

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
