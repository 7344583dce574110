"""Where labels stand among the codes of a tree, whatever keeps them: against a dictionary."""

import unicodedata

import numpy as np
import pandas as pd
import pytest

from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy
from hanoi_ct.hierarchy._codes.lookup import Codes

pa = pytest.importorskip("pyarrow")

CODES = ("05", "5", "", "Khai khoáng", "a longer code, past a word", "a longer code, past a worf")

KINDS = {
    "object": lambda labels: pd.Index(labels, dtype=object),
    "str": lambda labels: pd.Index(labels, dtype="str"),
    "string[pyarrow]": lambda labels: pd.Index(pd.array(labels, dtype="string[pyarrow]")),
    "string[python]": lambda labels: pd.Index(pd.array(labels, dtype="string[python]")),
    "arrow": lambda labels: pd.Index(labels, dtype=pd.ArrowDtype(pa.string())),
    "category": lambda labels: pd.Index(pd.Categorical(labels)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_places_are_those_of_a_dictionary(kind):
    rng = np.random.default_rng(5)
    known = [*CODES, *(f"C{i}" for i in range(300)), *(f"code {i:012d}" for i in range(300))]
    place = {code: i for i, code in enumerate(known)}
    foreign = [f"D{i}" for i in range(4000)] + ["c1", "C1 ", unicodedata.normalize("NFD", CODES[3])]
    lookup = Codes(tuple(known))
    for n in (0, 1, 7, 5000):  # with repeats, and more labels than the table has room for
        labels = [(known + foreign)[i] for i in rng.integers(0, len(known + foreign), n)]
        found = lookup.places(KINDS[kind](labels))
        assert found.tolist() == [place.get(label, -1) for label in labels]


@pytest.mark.parametrize("kind", ["object", "str", "string[pyarrow]", "arrow"])
def test_a_label_that_is_missing_is_none(kind):
    index = KINDS[kind](["5", None, "05"])
    assert Codes(CODES).places(index).tolist() == [1, -1, 0]


def test_labels_that_are_no_text_are_none():
    labels = pd.Index(
        [5, 5.0, True, None, np.nan, ("5",), pd.Timestamp("2018-08"), "5"], dtype=object
    )
    assert Codes(CODES).places(labels).tolist() == [-1] * 7 + [1]
    unhashable = pd.Index(
        np.array([["5"], "5", {"5": 1}, np.str_("05")], dtype=object), dtype=object
    )
    assert Codes(CODES).places(unhashable).tolist() == [-1, 1, -1, 0]


def test_a_slice_of_a_column_and_one_in_pieces_are_read_where_they_begin():
    column = pa.chunked_array([["x", "05"], ["5", None, "a longer code, past a worf"], []])
    index = pd.Index(pd.array(column, dtype="string[pyarrow]"))
    assert Codes(CODES).places(index).tolist() == [-1, 0, 1, -1, 5]
    assert Codes(CODES).places(index[2:]).tolist() == [1, -1, 5]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_frame_in_another_order_gives_what_its_array_gives(kind, form):
    codes = ["Bột", "05", "Điện", "C10", "a code of some length", "Nước"]
    tree = Hierarchy.from_parents({"T": None, **dict.fromkeys(codes, "T")})
    rng = np.random.default_rng(11)
    x, weights = rng.uniform(90, 110, (6, 4)), rng.uniform(1, 9, 6)
    order = rng.permutation(6)
    labels = KINDS[kind]([unicodedata.normalize(form, codes[i]) for i in order])
    want = tree.aggregate(x, weights).values
    for frame in (
        pd.DataFrame(x[order], index=labels, columns=list("abcd")),
        pd.DataFrame(x[order].T, columns=labels, index=list("abcd")),
    ):
        index = tree.aggregate(frame, pd.Series(weights[order], index=labels))
        assert np.array_equal(index.values, want)
        assert index.hierarchy is tree


@pytest.mark.parametrize("kind", ["object", "str", "string[pyarrow]", "arrow", "category"])
@pytest.mark.parametrize(
    ("labels", "said"),
    [
        (["05", "5", "x", "y"], "'x', no leaf"),
        (["05", "5", "5", "C10"], "'5' twice"),
        (["05", "5", unicodedata.normalize("NFD", "ố"), "ố"], "'ố' twice"),
    ],
)
def test_what_is_no_leaf_or_there_twice_is_named(kind, labels, said):
    tree = Hierarchy.from_parents({"T": None, **dict.fromkeys(["05", "5", "C10", "ố"], "T")})
    frame = pd.DataFrame(np.ones((4, 2)), index=KINDS[kind](labels), columns=["a", "b"])
    with pytest.raises(ArgumentValueError, match=said):
        tree.aggregate(frame, np.ones(4))
