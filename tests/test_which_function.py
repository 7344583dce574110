"""The page that leads to the right function names every public one, and none that is not."""

import re
from pathlib import Path

import hanoi_ct

PAGE = Path(__file__).parent.parent / "docs" / "which_function.md"


def test_every_public_name_is_on_the_page():
    named = set(
        re.findall(r"\b([A-Za-z_]+)\b", " ".join(re.findall(r"`([^`]*)`", PAGE.read_text())))
    )
    public = set(hanoi_ct.measures.__all__)
    assert public <= named, sorted(public - named)


def test_the_page_names_functions_that_there_are():
    heads = set(re.findall(r"`([a-z]+_[a-z_]+)(?:\(|`)", PAGE.read_text()))
    unknown = {name for name in heads if not hasattr(hanoi_ct, name)}
    assert not unknown, unknown


def test_help_leads_to_the_page():
    assert "which_function.md" in hanoi_ct.__doc__
    assert "panel_growth" in hanoi_ct.__doc__


def test_every_public_function_has_a_line_that_type_checkers_read():
    typed = (Path(__file__).parent / "typed_calls.py").read_text(encoding="utf-8")
    functions = {name for name in hanoi_ct.measures.__all__ if name.islower()}
    missing = {name for name in functions if f"(h.{name}(" not in typed}
    assert not missing, "say in tests/typed_calls.py of what type its result is"
