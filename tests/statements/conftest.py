"""What tests of several files of texts share."""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def scorer():
    path = ROOT / "benchmarks" / "score_statements.py"
    if not path.is_file():
        pytest.skip("no benchmarks beside the tests: they are not packaged")
    spec = importlib.util.spec_from_file_location("score_statements", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_statements"] = module
    spec.loader.exec_module(module)
    return module
