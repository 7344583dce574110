"""What the codes of a tree mean: their names, their list and its version."""

import copy
import pickle
import unicodedata

import numpy as np
import pytest

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy import VSIC, CodeChange, CodeVersions, Hierarchy, TreeValues

NAMES = {
    "C": "Công nghiệp chế biến, chế tạo",
    "11": "Sản xuất đồ uống",
    "1104": "Sản xuất đồ uống không cồn, nước khoáng",
}


@pytest.fixture
def beverages():
    """Malt liquors and soft drinks below their division, as classes of VSIC 2018."""
    parents = {"C": None, "11": "C", "1102": "11", "1104": "11"}
    return Hierarchy.from_parents(parents).named(NAMES).under(VSIC, "2018-08")


# ---- names ------------------------------------------------------------------------------


def test_names_stand_in_one_column(beverages):
    assert str(beverages).splitlines() == [
        "C             Công nghiệp chế biến, chế tạo",
        "└── 11        Sản xuất đồ uống",
        "    ├── 1102",
        "    └── 1104  Sản xuất đồ uống không cồn, nước khoáng",
    ]


def test_names_are_normalised_and_decomposed_codes_keep_the_column():
    apart = unicodedata.normalize("NFD", "Điện")
    assert len(apart) > len("Điện")
    tree = Hierarchy.from_parents({apart: None, "Gas": apart}).named({apart: apart, "Gas": "Khí"})
    assert tree.names[apart] == "Điện"
    top, below = (line.rsplit("  ", 1) for line in str(tree).splitlines())
    shown = [unicodedata.normalize("NFC", left) for left in (top[0], below[0])]
    assert len(shown[0]) == len(shown[1]) == len("└── Gas")


def test_names_of_a_whole_list_serve_a_part_of_it():
    tree = Hierarchy.from_parents({"11": None}).named({**NAMES, "12": None, "13": float("nan")})
    assert tree.names == {"11": NAMES["11"]}
    pandas = pytest.importorskip("pandas")
    assert Hierarchy.from_parents({"11": None}).named(pandas.Series(NAMES)) == tree


def test_trees_that_differ_in_names_are_equal(beverages):
    assert beverages.named({"C": "Manufacturing"}) == beverages
    assert hash(beverages.named({"C": "Manufacturing"})) == hash(beverages)


def test_sections_and_divisions_come_from_the_packaged_list():
    pytest.importorskip("pandas")
    from hanoi_ct import datasets

    table = datasets.load("vsic2018_divisions")
    tree = Hierarchy.from_columns(table.loc[table["level"] == 2, ["section", "code"]])
    assert tree.roots == ("B", "C", "D", "E")
    assert len(tree.leaves) == 34
    assert set(tree.codes) == set(table["code"])
    for column in ("name_vi", "name_en"):
        named = tree.under(VSIC, "2018-08").named(table.set_index("code")[column])
        assert named.names == dict(zip(table["code"], table[column], strict=True))
        assert all(unicodedata.is_normalized("NFC", name) for name in named.names.values())


# ---- the version ------------------------------------------------------------------------


def test_a_tree_knows_its_list_and_version(beverages):
    assert (beverages.code_list, beverages.version) == (VSIC, "VSIC 2018")
    assert repr(beverages) == "<Hierarchy of 4 nodes, 2 leaves, 3 levels, VSIC 2018>"
    assert Hierarchy([-1]).code_list is Hierarchy([-1]).version is None


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda tree: pickle.loads(pickle.dumps(tree))]
)
def test_copies_and_subtrees_keep_names_and_version(beverages, copied):
    again = copied(beverages)
    assert again == beverages
    assert again.names == beverages.names
    assert (again["11"].version, again["11"].code_list) == ("VSIC 2018", VSIC)
    assert again["11"].names == {code: NAMES[code] for code in ("11", "1104")}
    with pytest.raises(ValueError, match="read-only"):
        again.parent[0] = 1


def test_what_is_computed_over_a_tree_keeps_its_version(beverages):
    index = beverages.aggregate([[100, 110], [100, 90]], [1, 3])
    assert index.hierarchy.version == "VSIC 2018"
    parts = index.contributions(1, to="11").hierarchy
    assert (parts.version, parts.names["1104"]) == ("VSIC 2018", NAMES["1104"])


def test_the_same_codes_of_two_versions_are_two_trees():
    tree = Hierarchy.from_parents({"1104": None})
    assert tree.under(VSIC, "2018-12") != tree.under(VSIC, "2025-12")
    assert tree.under(VSIC, "2018-12") == tree.under(VSIC, "2019-12")
    assert tree.under(VSIC, "2018-12") != tree


def test_a_tree_of_another_version_is_refused(beverages):
    later, plain = beverages.carry("2025-12"), Hierarchy(beverages.parent, beverages.codes)
    with pytest.raises(
        ArgumentValueError,
        match=r"^`new` of splice must have codes of VSIC 2018; got codes of VSIC 2025: carry",
    ):
        beverages._refuse_other_version(later, "new", "splice")
    for other in (beverages, plain):
        beverages._refuse_other_version(other, "new", "splice")
        plain._refuse_other_version(other, "new", "splice")


def test_codes_that_the_version_has_not_are_refused():
    with pytest.raises(
        ArgumentValueError,
        match=r"^codes of under must be codes of VSIC 2018; got '1322' \(VSIC 2018 makes it "
        r"1392\); '1105' \(VSIC 2025 introduces it\)$",
    ):
        Hierarchy.from_parents({"1322": None, "1105": None}).under(VSIC, "2018-08")
    with pytest.raises(ArgumentValueError, match=r"'3510' \(VSIC 2018 makes it 3511, 3512\)$"):
        Hierarchy.from_parents({"3510": None}).under(VSIC, "2025-12")
    Hierarchy.from_parents({"1079": None, "1104": None, "3512": None}).under(VSIC, "2025-12")
    Hierarchy.from_parents({"1079": None, "1104": None, "3510": None}).under(VSIC, "2015-12")


# ---- to a later version -----------------------------------------------------------------


def test_a_tree_is_carried_to_a_later_version(beverages):
    later = beverages.carry("2025-12")
    assert later.codes == ("C", "11", "1102", "1105")
    assert later.leaves == ("1102", "1105")
    assert later.version == "VSIC 2025"
    assert later.names["1105"] == NAMES["1104"]
    assert "1104" not in later.names
    assert later.children("11") == ("1102", "1105")
    assert beverages.carry("2019-12") == beverages
    old = Hierarchy.from_parents({"13": None, "1322": "13", "1312": "13"}).under(VSIC, "2015-12")
    assert old.carry("2025-12").codes == ("13", "1392", "1312")


def test_an_index_is_carried_with_its_tree_and_spliced(beverages):
    months = ["2025-10", "2025-11"]
    old = beverages.aggregate([[100, 110], [100, 90]], [1, 3], periods=months)
    later = beverages.carry("2025-12")
    weights = VSIC.carry_all({"1102": 1, "1104": 3}, "2025-10", "2025-12")
    new = later.aggregate([[100, 102], [100, 101]], weights, periods=["2025-11", "2025-12"])
    with pytest.raises(
        ArgumentValueError, match=r"^`new` of splice must have codes of VSIC 2018; got"
    ):
        old.splice(new, "2025-11")
    spliced = old.carry("2025-12").splice(new, "2025-11")
    assert spliced["1105"].tolist() == pytest.approx([100, 90, 90.9])
    assert old.carry("2025-12").contributions(1)["1105"][1] == old.contributions(1)["1104"][1]
    assert old.hierarchy == beverages  # the old one stays


def test_every_kind_of_index_is_carried_with_what_it_was_made_of(beverages):
    months, later = ["2025-09", "2025-10"], ["2025-10", "2025-11"]
    old = beverages.aggregate([[100, 110], [100, 90]], [1, 3], periods=months)
    new = beverages.aggregate([[1, 1.1], [1, 0.9]], [2, 1], periods=later)
    ratios = [[1.0, 1.1], [1.0, 0.9]]
    chained = beverages.aggregate(ratios, [1, 3], kind="period_on_period", order=0, periods=months)
    fisher = beverages.aggregate(ratios, [1, 3], end_weights=[2, 2], periods=months)
    for index in (old.splice(new, "2025-10"), chained.chain(), fisher, fisher.rebase("2025-10")):
        carried = index.carry("2025-12").contributions(1)
        assert carried["1105"].tobytes() == index.contributions(1)["1104"].tobytes()


def test_what_cannot_be_carried_is_named(beverages):
    divided = Hierarchy.from_parents({"1103": None, "2610": None, "1101": None})
    with pytest.raises(
        ArgumentValueError,
        match=r"^codes of carry must have gone on whole from VSIC 2018 to VSIC 2025; got '1103' "
        r"\(VSIC 2025 divides it into 1103, 1104\); '2610' \(VSIC 2025 divides it into 2611, 2619",
    ):
        divided.under(VSIC, "2018-12").carry("2025-12")
    values = TreeValues(divided.under(VSIC, "2018-12"), np.ones((3, 1)))
    with pytest.raises(ArgumentValueError, match=r"gone on whole"):
        values.carry("2025-12")
    with pytest.raises(
        ArgumentValueError,
        match=r"^`until` of carry must not lie in an earlier version than the codes'; got 2015-12 "
        r"\(VSIC 2007\) for codes of VSIC 2018$",
    ):
        beverages.carry("2015-12")
    with pytest.raises(ArgumentValueError, match=r"must be under a list of codes; got one without"):
        Hierarchy([-1]).carry("2025-12")
    moved = Hierarchy.from_prefixes(["13", "132", "1322"]).under(VSIC, "2015-12")
    with pytest.raises(
        ArgumentValueError,
        match=r"^codes of carry must stay in their groups; got '1322', now '1392', below '132'$",
    ):
        moved.carry("2018-12")


def test_codes_that_become_one_or_are_new_cannot_be_carried():
    merged = CodeVersions(
        "list",
        [("a", None), ("b", "2010-01-01")],
        [CodeChange("b", "1", ("3",)), CodeChange("b", "2", ("3",))],
    )
    tree = Hierarchy.from_parents({"1": None, "2": None}).under(merged, "2009-12")
    with pytest.raises(
        ArgumentValueError,
        match=r"stayed apart from a to b; got '1' and '2', both '3' now$",
    ):
        tree.carry("2010-12")
    with pytest.raises(ArgumentValueError, match=r"a to b; got '3' \(b introduces it\)$"):
        merged.carry_codes(["3"], "a", "2010-12")


# ---- what is refused --------------------------------------------------------------------


def test_names_and_lists_of_the_wrong_kind_are_refused(beverages):
    with pytest.raises(ArgumentTypeError, match=r"^`names` of named must map codes .*; got \['C'"):
        beverages.named(["C", "11"])
    with pytest.raises(ArgumentTypeError, match=r"^names of named must be text; got 5 for 'C'$"):
        beverages.named({"C": 5})
    with pytest.raises(ArgumentValueError, match=r"must name a code of the tree; got \[10, 11\]$"):
        beverages.named({10: "a", 11: "b"})
    with pytest.raises(ArgumentTypeError, match=r"must be a CodeVersions such as VSIC; got 'VSIC'"):
        beverages.under("VSIC", "2018-08")
    with pytest.raises(ArgumentValueError, match=r"must be a day \(2018-08-31\) or a month"):
        beverages.under(VSIC, 2018)
