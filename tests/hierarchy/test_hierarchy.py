"""Hierarchy: the ways to build it, what it refuses, what it knows of itself."""

import pickle

import numpy as np
import pytest
from hypothesis import given
from trees import trees

import hanoi_ct.hierarchy
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy

PARENTS = {
    "total": None,
    "B": "total",
    "05": "B",
    "C": "total",
    "10": "C",
    "101": "10",
    "102": "10",
    "11": "C",
    "D": "total",
}
LEAVES = ("05", "101", "102", "11", "D")


@pytest.fixture
def tree():
    return Hierarchy.from_parents(PARENTS)


def test_codes_are_arranged_with_parents_first_and_children_as_given():
    shuffled = ["102", "D", "10", "total", "05", "C", "101", "B", "11"]
    tree = Hierarchy.from_parents([(code, PARENTS[code]) for code in shuffled])
    assert tree.codes == ("total", "D", "C", "10", "102", "101", "11", "B", "05")
    assert tree.leaves == ("102", "D", "05", "101", "11")  # the order of data is the one given
    assert tree.parent.tolist() == [-1, 0, 0, 2, 3, 3, 2, 0, 7]


def test_every_way_of_building_gives_the_same_tree(tree):
    rows = [
        ("total", "B", "05", None),
        ("total", "C", "10", "101"),
        ("total", "C", "10", "102"),
        ("total", "C", "11", ""),
        ("total", "D", float("nan"), None),
    ]
    columns = list(zip(*rows, strict=True))
    assert Hierarchy.from_columns(columns) == tree
    assert Hierarchy.from_columns({f"level_{i}": c for i, c in enumerate(columns)}) == tree
    assert Hierarchy(tree.parent, tree.codes) == tree
    assert hash(Hierarchy(tree.parent, tree.codes)) == hash(tree)
    assert Hierarchy(tree.parent) != tree


def test_columns_may_come_as_a_table(tree):
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame({"section": ["B", "C", "C"], "division": ["05", "10", pandas.NA]})
    table.loc[2, "section"] = "D"
    assert Hierarchy.from_columns(table).leaves == ("05", "10", "D")


def test_prefixes_nest():
    tree = Hierarchy.from_prefixes(["C", "C10", "C101", "C1012", "D", "C11"])
    assert tree.ancestors("C1012") == ("C101", "C10", "C")
    assert tree.roots == ("C", "D")
    assert tree.leaves == ("C1012", "D", "C11")
    above = Hierarchy.from_prefixes(["CP01", "CP00", "CP011"], root="CP00")
    assert above.ancestors("CP011") == ("CP01", "CP00")


def test_a_tree_knows_its_levels(tree):
    assert tree.depth == 4
    assert tree.at_level(1) == ("B", "C", "D")
    assert tree.children("C") == ("10", "11")
    assert tree.ancestors("102") == ("10", "C", "total")
    assert tree.roots == ("total",)
    assert tree.leaves == LEAVES
    assert len(tree) == 9
    assert "11" in tree
    assert "12" not in tree
    assert ["11"] not in tree
    assert [tree.codes[row] for row in tree.leaf_rows] == list(LEAVES)


def test_a_subtree_keeps_the_order_of_its_leaves():
    tree = Hierarchy.from_columns([["C", "B", "C"], ["11", "05", "10"]])
    assert tree.leaves == ("11", "05", "10")
    assert tree["C"].codes == ("C", "11", "10")
    assert tree["C"].leaves == ("11", "10")
    assert tree["05"].codes == tree["05"].leaves == ("05",)


def test_a_tree_prints_itself(tree):
    assert str(tree).splitlines()[:4] == ["total", "├── B", "│   └── 05", "├── C"]
    assert str(tree).splitlines()[-1] == "└── D"
    assert repr(tree) == "<Hierarchy of 9 nodes, 5 leaves, 4 levels>"
    long = Hierarchy([-1] * 100)
    assert str(long).splitlines()[-1] == "... and 60 more nodes"


def test_a_tree_survives_pickling(tree):
    again = pickle.loads(pickle.dumps(tree))
    assert again == tree
    assert again["C"].leaves == tree["C"].leaves


def test_an_empty_tree_is_a_tree():
    assert len(Hierarchy([])) == 0
    assert Hierarchy([]).depth == 0
    assert Hierarchy.from_parents({}).leaves == ()


REFUSED = {
    "cycle": (
        lambda: Hierarchy.from_parents({"a": "b", "b": "c", "c": "b", "d": None}),
        ArgumentValueError,
        r"^parents in Hierarchy.from_parents must lead up to a root; got a cycle, b -> c -> b$",
    ),
    "orphan": (
        lambda: Hierarchy.from_parents({"10": "C"}),
        ArgumentValueError,
        r"must be codes themselves; got 'C', the parent of '10', an orphan$",
    ),
    "repeated": (
        lambda: Hierarchy.from_parents([("C", None), ("10", "C"), ("10", "C")]),
        ArgumentValueError,
        r"must be different; got '10' at positions 1 and 2$",
    ),
    "empty code": (
        lambda: Hierarchy.from_parents([("C", None), (" ", "C")]),
        ArgumentValueError,
        r"must not be empty; got ' ' at position 1$",
    ),
    "number": (
        lambda: Hierarchy.from_parents([("C", None), (10, "C")]),
        ArgumentTypeError,
        r"must be text \(as a number, 05 loses its zero\); got 10 at position 1$",
    ),
    "empty node": (
        lambda: Hierarchy.from_parents({"C": None, "10": "C", "D": None}, leaves=["10"]),
        ArgumentValueError,
        r"must have data or something below them; got 'D', an empty node$",
    ),
    "data for a group": (
        lambda: Hierarchy.from_prefixes(["C", "C10"], leaves=["C", "C10"]),
        ArgumentValueError,
        r"must have nothing below them; got 'C' above 'C10'$",
    ),
    "data for nothing": (
        lambda: Hierarchy.from_prefixes(["C"], leaves=["C", "D"]),
        ArgumentValueError,
        r"leaves of Hierarchy.from_prefixes must be codes of the tree; got 'D'$",
    ),
    "two parents": (
        lambda: Hierarchy.from_columns([["B", "C"], ["10", "10"]]),
        ArgumentValueError,
        r"each code below one parent; got '10' below 'B' and, in row 1, below 'C'$",
    ),
    "leaf and parent": (
        lambda: Hierarchy.from_columns([["C", "C"], ["10", None]]),
        ArgumentValueError,
        r"must have nothing below them; got 'C' above '10'$",
    ),
    "leaf twice": (
        lambda: Hierarchy.from_columns([["C", "C"], ["10", "10"]]),
        ArgumentValueError,
        r"must be different; got '10' at positions 0 and 1$",
    ),
    "gap": (
        lambda: Hierarchy.from_columns([["C"], [None], ["101"]]),
        ArgumentValueError,
        r"blanks only at the end of a row; got row 0: \['C', None, '101'\]$",
    ),
    "blank row": (
        lambda: Hierarchy.from_columns([["C", ""]]),
        ArgumentValueError,
        r"blanks only at the end of a row; got row 1",
    ),
    "same code twice in a row": (
        lambda: Hierarchy.from_columns([["C"], ["C"]]),
        ArgumentValueError,
        r"must not repeat a code in a row; got row 0: \['C', 'C'\]$",
    ),
    "blank group in columns": (
        lambda: Hierarchy.from_columns([[" "], ["10"]]),
        ArgumentValueError,
        r"must not be empty; got ' ' at position 0$",
    ),
    "text for codes": (
        lambda: Hierarchy.from_prefixes("C10"),
        ArgumentTypeError,
        r"^`codes` of Hierarchy.from_prefixes must be a sequence; got 'C10'$",
    ),
    "text for leaves": (
        lambda: Hierarchy.from_prefixes(["C"], leaves="C"),
        ArgumentTypeError,
        r"^`leaves` of Hierarchy.from_prefixes must be a sequence; got 'C'$",
    ),
    "text for codes of an array": (
        lambda: Hierarchy([-1, 0], "CD"),
        ArgumentTypeError,
        r"^codes of Hierarchy must be a sequence; got 'CD'$",
    ),
    "nothing for codes": (
        lambda: Hierarchy.from_parents(None),
        ArgumentTypeError,
        r"^pairs of Hierarchy.from_parents must be a sequence; got None$",
    ),
    "nothing for columns": (
        lambda: Hierarchy.from_columns([["C"], None]),
        ArgumentTypeError,
        r"^columns of Hierarchy.from_columns must be a sequence; got None$",
    ),
    "codes without parents": (
        lambda: Hierarchy.from_parents(["C1", "C2"]),
        ArgumentTypeError,
        r"must be a code and its parent's code; got 'C1' at position 0$",
    ),
    "number for a parent": (
        lambda: Hierarchy.from_parents({"C": None, "10": 5}),
        ArgumentTypeError,
        r"^parents in .* must be text, or None for a root; got 5, the parent of '10'$",
    ),
    "unhashable": (
        lambda: Hierarchy.from_parents([("C", ["B"])]),
        ArgumentTypeError,
        r"must be text, or None for a root; got \['B'\], the parent of 'C'$",
    ),
    "unhashable leaf": (
        lambda: Hierarchy.from_parents({"C": None}, leaves=[["C"]]),
        ArgumentValueError,
        r"leaves of Hierarchy.from_parents must be codes of the tree; got \['C'\]$",
    ),
    "long cycle": (
        lambda: Hierarchy.from_parents({str(i): str((i + 1) % 20_000) for i in range(20_000)}),
        ArgumentValueError,
        r"a cycle, 0 -> 1 -> 2 -> 3 -> 4 -> 5 -> \(19994 more\) -> 0$",
    ),
    "number in columns": (
        lambda: Hierarchy.from_columns([["C"], [10]]),
        ArgumentTypeError,
        r"must be text .*; got 10 in row 0$",
    ),
    "lengths": (
        lambda: Hierarchy.from_columns([["C"], ["10", "11"]]),
        ArgumentValueError,
        r"must be columns of one length; got lengths \[1, 2\]$",
    ),
    "too few codes": (
        lambda: Hierarchy([-1, 0], ["C"]),
        ArgumentValueError,
        r"must have one code for each of the 2 nodes; got 1$",
    ),
    "wrong order": (
        lambda: Hierarchy([1, -1]),
        ArgumentValueError,
        r"`parent` of Hierarchy must stand before its children",
    ),
}


@pytest.mark.parametrize("problem", REFUSED)
def test_what_is_no_tree_is_refused(problem):
    build, error, message = REFUSED[problem]
    with pytest.raises(error, match=message):
        build()


def test_an_unknown_code_names_the_nearest(tree):
    with pytest.raises(ArgumentValueError, match=r"got '103' \(the nearest is '10[12]?'\)$"):
        tree["103"]


def test_a_level_is_a_number(tree):
    assert tree.at_level(9) == ()
    with pytest.raises(ArgumentTypeError, match=r"^`level` of at_level must be an integer, at"):
        tree.at_level("1")


def test_parents_may_come_as_a_series_and_blank_ones_are_roots(tree):
    pandas = pytest.importorskip("pandas")
    assert Hierarchy.from_parents(pandas.Series(PARENTS)) == tree
    pairs = [("C", float("nan")), ("10", "C"), ("D", "")]
    assert Hierarchy.from_parents(np.array(pairs, dtype=object)).roots == ("C", "D")
    table = pandas.DataFrame(pairs, columns=["code", "parent"])
    assert Hierarchy.from_parents(zip(table["code"], table["parent"], strict=True)).depth == 2


def test_deep_trees_are_trees():
    depth = 5000
    tree = Hierarchy(np.arange(-1, depth - 1))
    assert tree.level.tolist() == list(range(depth))
    assert tree.rows_below("2500").tolist() == list(range(2500, depth))
    assert len(tree["4999"]) == 1
    assert len(tree.ancestors("4999")) == 4999
    assert Hierarchy.from_prefixes(["1" * (i + 1) for i in range(500)]).depth == 500
    assert str(tree).splitlines()[-1] == "... and 4960 more nodes"
    assert pickle.loads(pickle.dumps(tree)) == tree


@given(trees(max_nodes=30))
def test_levels_and_what_is_below_follow_the_parents(parent):
    tree = Hierarchy(parent)
    for row, above in enumerate(parent):
        assert tree.level[row] == (0 if above < 0 else tree.level[above] + 1)
    below = [{row} for row in range(len(parent))]
    for row in range(len(parent) - 1, -1, -1):
        if parent[row] >= 0:
            below[parent[row]] |= below[row]
    assert [set(tree.rows_below(code).tolist()) for code in tree.codes] == below


def test_a_tree_does_not_hold_on_to_the_array_it_was_given():
    parent = np.array([-1, 0, 0])
    tree = Hierarchy(parent)
    parent[2] = 1
    assert tree.parent.tolist() == [-1, 0, 0]


def test_arrays_of_a_tree_cannot_be_changed(tree):
    with pytest.raises(ValueError, match="read-only"):
        tree.parent[0] = 3
    assert tree.level.dtype == np.int64


def test_reprs_and_pickles_name_the_public_home():
    for name in hanoi_ct.hierarchy.__all__:
        public = getattr(hanoi_ct.hierarchy, name)
        if callable(public):
            assert public.__module__ == "hanoi_ct.hierarchy", name
    tree = Hierarchy.from_parents({"T": None, "A": "T"})
    assert type(tree["A"]) is Hierarchy
    assert b"hanoi_ct.hierarchy._" not in pickle.dumps(tree)
