"""Examples of the README and of the guides print what stands below them; links lead somewhere."""

import contextlib
import io
import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GUIDES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def text_of(guide):
    return guide.read_text(encoding="utf-8")


EXAMPLE = re.compile(r"^```python\n(.*?)^```(?:\n+(?:[^`\n]+\n+)?```text\n(.*?)^```)?", re.M | re.S)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_examples_run_and_print_what_stands_below_them(guide, tmp_path, monkeypatch):
    """The examples of a page run in order, as a reader types them."""
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "my-figures"  # the folder that docs/data.md speaks of
    own.mkdir()
    table = "hanoi_trade_reported.csv"
    shutil.copy(ROOT / "hanoi_ct" / "datasets" / "data" / table, own / table)
    names = {"__name__": "__main__"}
    for example, expected in EXAMPLE.findall(text_of(guide)):
        if example.startswith(">>>"):
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(example, names)
        if expected:
            assert printed.getvalue() == expected


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_links_lead_to_files(guide):
    links = re.findall(r"\]\((?!http)([^)#]+)[^)]*\)", text_of(guide))
    assert [link for link in links if not (guide.parent / link).exists()] == []
