"""The sentences of the corpus are sound prose: the audit calls nothing in them impossible."""

from pathlib import Path

from hanoi_ct.statements import audit

ROOT = Path(__file__).resolve().parent.parent.parent
CORPUS = Path(__file__).resolve().parent / "corpus"
SENTENCES = sorted(p.name for p in CORPUS.glob("*.txt") if not p.name.startswith("relations"))


def test_nothing_is_called_impossible(scorer):
    judged = 0
    for part in SENTENCES:
        for article in scorer.read_short(CORPUS / part):
            done = audit(article.text)
            judged += len(done.relations)
            assert not done.contradictions, (article.text, done.contradictions[0].claim)
    assert judged > 100
