"""Versions of a code list: what holds when, and what became of a code."""

import datetime
import pickle

import numpy as np
import pytest

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy import VSIC, CodeChange, CodeVersions

LIST = CodeVersions(
    "list",
    [("first", None), ("second", "2010-01-01"), ("third", "2020-01-01")],
    [
        CodeChange("second", "1", ("2",)),
        CodeChange("second", "2", ("3",)),
        CodeChange("second", "5", ("6",)),
        CodeChange("third", "3", ("3", "4")),
        CodeChange("third", "7", ("8",)),
        CodeChange("third", "8", ("8",)),
    ],
)


@pytest.mark.parametrize(
    ("day", "version"),
    [
        ("2018-08-19", "VSIC 2007"),
        ("2018-08-20", "VSIC 2018"),
        ("2018-08", "VSIC 2018"),  # a month stands for its end
        ("2018-07", "VSIC 2007"),
        (datetime.date(2025, 11, 14), "VSIC 2018"),
        (np.datetime64("2025-11-15"), "VSIC 2025"),
        (np.datetime64("2025-11"), "VSIC 2025"),
    ],
)
def test_a_version_holds_from_its_day_on(day, version):
    assert VSIC.version_at(day) == version


def test_a_code_is_carried_from_version_to_version():
    assert LIST.carry("1", "2005-06-30", "2015-06-30") == "2"
    assert LIST.carry("2", "2005-06-30", "2015-06-30") == "3"  # not what became of 1
    assert LIST.carry("1", "2005-06-30", "2005-12-31") == "1"
    assert LIST.carry("1", "2005-06-30", "2025-06-30") == "2"
    assert LIST.carry("7", "2015-06-30", "2025-06-30") == "8"  # merged into a code that stays
    assert LIST.carry("8", "2015-06-30", "2025-06-30") == "8"
    assert LIST.carry("9", "2005-06-30", "2025-06-30") == "9"
    assert VSIC.carry("1392", "2018-12", "2025-12") == "1392"
    assert VSIC.carry("1322", "2015-12", "2025-12") == "1392"


def test_codes_that_change_meaning_are_known():
    for code in ("1104", "3511", "3512"):
        assert not VSIC.same_meaning(code, "2018-12", "2025-12")
        assert VSIC.same_meaning(code, "2018-12", "2024-12")
    assert VSIC.carry("1104", "2018-12", "2025-12") == "1105"
    assert VSIC.carry("3512", "2018-12", "2025-12") == "3513"
    assert VSIC.same_meaning("1410", "2007-12", "2025-12")


def test_a_code_that_was_divided_or_is_new_cannot_be_carried():
    with pytest.raises(
        ArgumentValueError, match=r"got '3510', which VSIC 2018 divides into 3511, 3512$"
    ):
        VSIC.carry("3510", "2015-12", "2019-12")
    with pytest.raises(ArgumentValueError, match=r"got '2', which third divides into 3, 4$"):
        LIST.carry("2", "2005-01-01", "2025-01-01")
    with pytest.raises(ArgumentValueError, match=r"got '1105', which VSIC 2025 introduces$"):
        VSIC.carry("1105", "2018-12", "2025-12")
    with pytest.raises(ArgumentTypeError, match=r"^`code` of carry must be text .*; got 1104$"):
        VSIC.carry(1104, "2018-12", "2025-12")
    with pytest.raises(ArgumentTypeError, match=r"^`code` of carry must be text .*; got 1104$"):
        VSIC.same_meaning(1104, "2018-12", "2025-12")
    with pytest.raises(ArgumentValueError, match=r"^`until` of carry must not lie in an earlier"):
        VSIC.carry("1104", "2025-12", "2018-12")


def test_values_are_carried_by_code():
    assert VSIC.carry_all({"1104": 5.0, "1410": 2.0}, "2018-12", "2025-12") == {
        "1105": 5.0,
        "1410": 2.0,
    }
    merged = CodeVersions(
        "list",
        [("a", None), ("b", "2010-01-01")],
        [CodeChange("b", "1", ("3",)), CodeChange("b", "2", ("3",))],
    )
    with pytest.raises(ArgumentValueError, match=r"got '1' and '2' for '3'$"):
        merged.carry_all({"1": 1, "2": 2}, "2009-12", "2010-12")


def test_many_codes_are_carried_at_once():
    codes = ["1321", "1410", "3511"]
    assert VSIC.carry_codes(codes[:2], "VSIC 2007", "2025-12") == ("1391", "1410")
    assert VSIC.carry_codes(codes, "VSIC 2018", "2018-12") == tuple(codes)


def test_a_version_knows_which_codes_it_has_not():
    absent = [code for code in "123456789" if LIST.absence(code, "second")]
    assert absent == ["1", "4", "5"]
    assert [code for code in "123456789" if LIST.absence(code, "first")] == ["3", "4", "6"]
    assert LIST.absence("1", "third") == "second makes it 2"
    assert LIST.absence("4", "first") == "third introduces it"
    assert LIST.absence("3", "third") is None
    assert LIST.absence("7", "third") == "third makes it 8"


def test_a_list_is_itself_after_pickling():
    again = pickle.loads(pickle.dumps(VSIC))
    assert again == VSIC
    assert hash(again) == hash(VSIC)
    assert LIST != VSIC
    assert repr(VSIC) == (
        "<CodeVersions of VSIC: VSIC 2007, VSIC 2018 from 2018-08-20, VSIC 2025 from 2025-11-15>"
    )


def test_lists_of_the_wrong_shape_are_refused():
    for versions in (None, "ab", ["a"], [("a", None, None)]):
        with pytest.raises(ArgumentTypeError, match=r"must be pairs of a name and a day; got "):
            CodeVersions("list", versions)
    for changes in (None, "ab", ["a"], [("a", "1")]):
        with pytest.raises(ArgumentTypeError, match=r"`changes` of .* must be CodeChanges; got "):
            CodeVersions("list", [("a", None)], changes)
    with pytest.raises(ArgumentTypeError, match=r"^`values` of carry_all must map .*; got None$"):
        VSIC.carry_all(None, "2018-12", "2025-12")
    message = r"^a version of VSIC must be one of VSIC 2007, .*, VSIC 2025; got 'VSIC 1993'$"
    with pytest.raises(ArgumentValueError, match=message):
        VSIC.carry_codes(["1104"], "VSIC 1993", "2025-12")
    with pytest.raises(ArgumentValueError, match=message):
        VSIC.absence("1104", "VSIC 1993")


def test_many_refused_codes_are_counted():
    changes = [CodeChange("b", str(i), (f"x{i}", f"y{i}")) for i in range(10)]
    many = CodeVersions("list", [("a", None), ("b", "2010-01-01")], changes)
    with pytest.raises(ArgumentValueError, match=r"'7' \(b divides it into x7, y7\); and 2 more$"):
        many.carry_codes([str(i) for i in range(10)], "a", "2010-12")


def test_meanings_on_two_days_are_compared_in_any_order():
    assert not VSIC.same_meaning("1104", "2025-12", "2018-12")
    assert VSIC.same_meaning("1101", "2025-12", "2018-12")
    with pytest.raises(ArgumentValueError, match=r"must be a day .* or a month .*; got 'then'$"):
        VSIC.same_meaning("1104", "then", "2018-12")


def test_versions_and_days_must_make_sense():
    with pytest.raises(ArgumentValueError, match=r"each of its own name and from a later day"):
        CodeVersions("list", [("b", "2010-01-01"), ("a", "2009-01-01")])
    with pytest.raises(ArgumentValueError, match=r"of a version after the first; got 'a' for code"):
        CodeVersions("list", [("a", None)], [CodeChange("a", "1", ("2",))])
    with pytest.raises(ArgumentValueError, match=r"each of its own name"):
        CodeVersions("list", [("a", None), ("a", "2009-01-01")])
    with pytest.raises(ArgumentValueError, match=r"must have days .*; got 'August'$"):
        CodeVersions("list", [("a", None), ("b", "August")])
    versions = [("a", None), ("b", "2010-01-01")]
    with pytest.raises(
        ArgumentTypeError, match=r"^`changes` of .* all text; got '1' to '23' in b$"
    ):
        CodeVersions("list", versions, [CodeChange("b", "1", "23")])
    with pytest.raises(ArgumentTypeError, match=r"all text; got 1 to \('2',\) in b$"):
        CodeVersions("list", versions, [CodeChange("b", 1, ("2",))])
    twice = [CodeChange("b", "1", ("2",)), CodeChange("b", "1", ("3",))]
    with pytest.raises(ArgumentValueError, match=r"tell once .*; got '1' twice in b$"):
        CodeVersions("list", versions, twice)
    with pytest.raises(ArgumentValueError, match=r"got '1' to nothing in b$"):
        CodeVersions("list", versions, [CodeChange("b", "1", ())])
    with pytest.raises(ArgumentValueError, match=r"must have days .*; got 2010$"):
        CodeVersions("list", [("a", None), ("b", 2010)])
    for day in ("2018", "August", "2018-08-31x", None, "2018-13", "2018-02-30"):
        with pytest.raises(ArgumentValueError, match=r"must be a day \(2018-08-31\) or a month"):
            VSIC.version_at(day)
