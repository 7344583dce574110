"""Examples of the README and of the guides print what stands below them; links lead somewhere."""

import contextlib
import io
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GUIDES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def text_of(guide):
    return guide.read_text(encoding="utf-8")


GUIDES_THAT_RUN = ["audit", "exact_sums", "index_trees", "printed_figures"]


@pytest.mark.parametrize("name", ["README.md", *(f"docs/{guide}.md" for guide in GUIDES_THAT_RUN)])
def test_the_example_prints_what_stands_below_it(name):
    text = text_of(ROOT / name)
    example = re.search(r"^```python\n(.*?)^```", text, re.M | re.S).group(1)
    expected = re.search(r"^```text\n(.*?)^```", text, re.M | re.S).group(1)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(example, {})
    assert printed.getvalue() == expected


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_links_lead_to_files(guide):
    links = re.findall(r"\]\((?!http)([^)#]+)[^)]*\)", text_of(guide))
    assert [link for link in links if not (guide.parent / link).exists()] == []
