"""Type checkers know the result of every public function: none says Any of labelled data."""

import ast
from pathlib import Path

TYPED = Path(__file__).parent / "typed_calls.py"


def asserted():
    """Yield the public name and the type of each line that `make check` has mypy look at."""
    for node in ast.walk(ast.parse(TYPED.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "assert_type":
            call, kind = node.args
            yield ast.unparse(call.func).removeprefix("h."), ast.unparse(kind)


def test_no_line_asserts_any():
    assert [name for name, kind in asserted() if kind in ("Any", "object")] == []


def test_mypy_reads_the_file():
    settings = TYPED.parent.parent / "pyproject.toml"
    assert 'files = ["hanoi_ct", "tests/typed_calls.py"]' in settings.read_text(encoding="utf-8")
