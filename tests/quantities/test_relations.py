"""The table of relations: formulas in words, and measures that their inverses undo."""

import numpy as np
import pytest

from hanoi_ct.quantities.relations import RELATIONS
from hanoi_ct.text import Text


def test_every_relation_stands_under_its_name_and_its_inverses_exist():
    for name, relation in RELATIONS.items():
        assert relation.name == name
        assert set(relation.inverses.values()) <= set(RELATIONS)


def test_words_take_the_place_of_roles():
    parts = [Text("1,5", "1.5"), Text("2", "2")]
    relation = RELATIONS["sum"]
    assert relation.worded(relation.formula, {"parts": parts}) == Text("1,5 + 2", "1.5 + 2")


@pytest.mark.parametrize("growth", [0.19, -0.535, 0.0])
def test_inverses_give_the_operands_back(growth):
    base = RELATIONS["base"].measure(9200.0, growth)
    assert RELATIONS["growth"].measure(9200.0, base) == pytest.approx(growth, abs=1e-15)
    increase = RELATIONS["increment"].measure(9200.0, growth)
    assert RELATIONS["difference"].measure(9200.0, base) == pytest.approx(increase)


def test_a_remainder_takes_every_part_away():
    assert RELATIONS["remainder"].measure(np.array([10.0]), np.array([1.0]), 2.0) == [7.0]
