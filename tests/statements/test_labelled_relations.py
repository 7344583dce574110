"""Relations read by hand in published texts: sides and verdicts, number by number."""

import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from hanoi_ct.quantities.quantity import stated
from hanoi_ct.quantities.verdict import judge
from hanoi_ct.statements.figures_read import quantity_of
from hanoi_ct.statements.statement import Statement


@pytest.fixture(scope="module")
def labelled(shared):
    folder = shared / "reference" / "statements"
    quantities = {}
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        for record in json.loads(line)["statements"]:
            quantities[record["id"]] = quantity_of(Statement.from_record(record))
    lines = (folder / "relations.jsonl").read_text(encoding="utf-8").splitlines()
    return quantities, [json.loads(line) for line in lines]


def found(quantities, relation):
    roles = {role: [quantities[i] for i in ids] for role, ids in relation["statements"].items()}
    if relation["kind"] == "count_list":
        names = Decimal(relation["tight"]["right"][0])
        roles["named"] = [stated(names, "count", 0)]
    return judge(relation["kind"], roles, closed=relation["kind"] != "weight_sum")


def test_sides_are_those_of_the_labels(labelled):
    quantities, relations = labelled
    for relation in relations:
        roles = [quantities[i] for ids in relation["statements"].values() for i in ids]
        if any(q.in_words for q in roles):
            continue  # a fraction in words has a unit of its own here
        finding = found(quantities, relation)
        for reading in ("tight", "loose"):
            comparison, label = getattr(finding, reading), relation[reading]
            assert comparison.must == label["must"]
            assert comparison.holds == label["holds"], relation["id"]
            for side in ("left", "right"):
                ends = getattr(comparison, side)
                for end, text in zip((ends.low, ends.high), label[side], strict=True):
                    nearest = abs(Fraction(text)) / 10**9
                    assert abs(end - Fraction(text)) <= nearest, relation["id"]


def test_verdicts_are_the_readers(labelled):
    quantities, relations = labelled
    pairs = Counter((r["verdict"], found(quantities, r).verdict) for r in relations)
    right = sum(n for (theirs, ours), n in pairs.items() if theirs == ours)
    assert right >= 0.9 * len(relations), pairs
    assert not pairs["consistent", "impossible"]


def test_alternatives_never_make_a_number_impossible(labelled):
    quantities, relations = labelled
    for relation in relations:
        if relation["verdict"] != "consistent" or relation["kind"] != "sum":
            continue
        changed = {
            key: replace(q, alternatives=(q.number * 1000,)) if q.number else q
            for key, q in quantities.items()
        }
        assert found(changed, relation).verdict == "consistent"
