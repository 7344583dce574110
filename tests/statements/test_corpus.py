"""The sentences of the corpus: what was written to develop the reader stays read."""

from pathlib import Path

import pytest

from hanoi_ct.statements.reading import read_text

ROOT = Path(__file__).resolve().parent.parent.parent
CORPUS = Path(__file__).resolve().parent / "corpus"
TUNED = sorted(path.name for path in CORPUS.glob("tuned*.txt"))


def shares(counts):
    return {name: right / of for name, (right, of) in counts.items()}


@pytest.mark.parametrize("part", TUNED)
def test_the_tuned_part_is_read_as_the_aims_ask(scorer, part):
    got = shares(scorer.score(CORPUS / part, dated=False, wrong=False))
    assert got["growth and levels: value, scale, unit, sign"] >= 0.95
    assert got["growth and levels: comparison and period"] >= 0.90
    assert got["growth and levels: subject"] >= 0.85
    assert got["invented"] < 0.02


def test_the_given_texts_are_read_as_the_aims_ask(scorer, shared):
    got = shares(scorer.score(shared / "reference" / "statements", dated=False, wrong=False))
    assert got["growth and levels: value, scale, unit, sign"] >= 0.95
    assert got["growth and levels: comparison and period"] >= 0.90
    assert got["growth and levels: subject"] >= 0.85
    assert got["invented"] < 0.02


@pytest.mark.parametrize("part", TUNED)
def test_every_text_of_the_corpus_keeps_its_offsets(scorer, part):
    for article in scorer.read_short(CORPUS / part):
        for s in read_text(article.text).statements:
            assert article.text[s.start : s.end] == s.text


@pytest.mark.parametrize("part", ["relations.txt", "relations_by_words.txt"])
def test_verdicts_are_those_of_a_careful_reader(scorer, part):
    counts = scorer.score_short_relations(CORPUS / part, wrong=False)
    right, of = counts["relations: verdict right"]
    assert right >= 0.95 * of
    assert counts["relations: called impossible, not so labelled"][0] == 0
