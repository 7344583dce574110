"""Sheets as departments keep them: every figure, its cell and its meaning."""

import importlib.util
import sys
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location(
    "score_forms", Path(__file__).with_name("score_forms.py")
)
score_forms = importlib.util.module_from_spec(_spec)
sys.modules["score_forms"] = score_forms  # where its dataclass looks itself up
_spec.loader.exec_module(score_forms)


@pytest.fixture(scope="module")
def scores(shared):
    return score_forms.score_folder(shared / "forms")


def test_the_shared_sheets_are_read_whole(scores):
    assert len(scores) >= 6
    for one in scores:
        assert not [*one.wrong, *one.missed, *one.invented], one.line()
        assert not [*one.heads_wrong, *one.codes_wrong], one.line()


def test_the_shared_sheets_have_the_faults_that_were_planted_and_no_others(scores):
    for one in scores:
        assert not [*one.faults_missed, *one.faults_invented], one.line()
