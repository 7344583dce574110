"""The page that leads to the right function names every public one, and none that is not."""

import importlib
import re
from pathlib import Path

import pytest

import hanoi_ct

PACKAGES = [
    "measures",
    "hierarchy",
    "records",
    "seasonal",
    "statements",
    "tables",
    "datasets",
    "report",
]
PAGE = Path(__file__).parent.parent / "docs" / "which_function.md"


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_name_is_on_the_page(package):
    named = set(
        re.findall(r"\b([A-Za-z_]+)\b", " ".join(re.findall(r"`([^`]*)`", PAGE.read_text())))
    )
    public = set(importlib.import_module(f"hanoi_ct.{package}").__all__)
    assert public <= named, sorted(public - named)


def test_the_page_names_functions_that_there_are():
    heads = set(re.findall(r"`([a-z]+_[a-z_]+)(?:\(|`)", PAGE.read_text()))
    places = [hanoi_ct, *(importlib.import_module(f"hanoi_ct.{package}") for package in PACKAGES)]
    unknown = {name for name in heads if not any(hasattr(place, name) for place in places)}
    assert not unknown, unknown


def test_help_leads_to_the_page():
    assert "which_function.md" in hanoi_ct.__doc__
    assert "panel_growth" in hanoi_ct.__doc__


def test_every_public_function_has_a_line_that_type_checkers_read():
    typed = (Path(__file__).parent / "typed_calls.py").read_text(encoding="utf-8")
    functions = {name for name in hanoi_ct.measures.__all__ if name.islower()}
    missing = {name for name in functions if f"(h.{name}(" not in typed}
    assert not missing, "say in tests/typed_calls.py of what type its result is"
