"""What the data lack is said to be not found: whether it was published, no one here knows."""

import ast
import re
from pathlib import Path

import hanoi_ct.report

SECTIONS = Path(hanoi_ct.report.__file__).parent
CLAIMED = re.compile(
    r"\b(?:is|are|was|were) not (?:yet )?published|\bno \w+ (?:is|are) published"
    r"|nothing is published|not published"
    r"|không được công bố|chưa (?:được )?công bố|không công bố",
    re.IGNORECASE,
)


def words_of(path):
    """Every string in the code of a file but its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    ]


def test_no_sentence_says_that_something_was_not_published():
    found = {
        (path.name, words)
        for path in sorted(SECTIONS.rglob("*.py"))
        for words in words_of(path)
        if CLAIMED.search(words)
    }
    assert not found
