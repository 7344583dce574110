"""Every public function says what it takes, gives and refuses, where its method is from, and shows
itself; what it leaves to another docstring is there."""

import inspect
import re

import pytest

import hanoi_ct
import hanoi_ct.hierarchy
import hanoi_ct.seasonal

HOMES = (hanoi_ct, hanoi_ct.hierarchy, hanoi_ct.seasonal)
PUBLIC = {
    f"{home.__name__}.{name}": getattr(home, name)
    for home in HOMES
    for name in home.__all__
    if callable(getattr(home, name))
}
FUNCTIONS = {name: each for name, each in PUBLIC.items() if inspect.isfunction(each)}
WITHOUT_A_METHOD = {"hanoi_ct.show_versions"}


def sections(docstring):
    """The text under each heading of a docstring of numpydoc."""
    parts = re.split(r"^(\w[\w ]+)\n-{3,}\n", docstring, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_has_all_its_sections(name):
    function = FUNCTIONS[name]
    found = sections(inspect.getdoc(function))
    parameters = inspect.signature(function).parameters
    needed = {"Examples"} | ({"Parameters"} if parameters else set())
    if name not in WITHOUT_A_METHOD:
        needed |= {"Returns", "Raises", "References"}
    assert needed <= set(found), f"no {needed - set(found)}"
    assert ">>>" in found["Examples"]
    heads = " ".join(re.findall(r"^\*{0,2}(\w[^\n:]*)", found.get("Parameters", ""), re.MULTILINE))
    told = set(re.findall(r"\w+", heads))
    assert {p for p in parameters if p not in told} == set()


@pytest.mark.parametrize("name", PUBLIC)
def test_what_is_left_to_another_docstring_is_there(name):
    text = " ".join(inspect.getdoc(PUBLIC[name]).split())
    for other in re.findall(r"\b(?:[Aa]s(?: in)?|[Ss]ee) `(?:hanoi_ct\.)?(\w+)`(?! of)", text):
        homes = [home for home in HOMES if hasattr(home, other)]
        parameter = other in inspect.signature(PUBLIC[name]).parameters
        assert homes or parameter or hasattr(PUBLIC[name], other), f"{other!r} is nowhere"
        for referred in (getattr(home, other) for home in homes):
            if inspect.isfunction(referred):
                assert "References" in inspect.getdoc(referred), f"{other} has no source"
