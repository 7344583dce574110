"""The sentences of the corpus are sound prose: the audit calls nothing in them impossible."""

import importlib.util
import sys
from pathlib import Path

import pytest

from hanoi_ct.statements import audit

ROOT = Path(__file__).resolve().parent.parent.parent
CORPUS = Path(__file__).resolve().parent / "corpus"
SENTENCES = sorted(p.name for p in CORPUS.glob("*.txt") if not p.name.startswith("relations"))


@pytest.fixture(scope="module")
def scorer():
    path = ROOT / "benchmarks" / "score_statements.py"
    if not path.is_file():
        pytest.skip("no benchmarks beside the tests: they are not packaged")
    spec = importlib.util.spec_from_file_location("score_statements_alone", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_statements_alone"] = module
    spec.loader.exec_module(module)
    return module


def test_nothing_is_called_impossible(scorer):
    judged = 0
    for part in SENTENCES:
        for article in scorer.read_short(CORPUS / part):
            done = audit(article.text)
            judged += len(done.relations)
            assert not done.contradictions, (article.text, done.contradictions[0].claim)
    assert judged > 100
