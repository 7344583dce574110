"""Packages that are not there: what the error says can be done, where it can."""

from pathlib import Path

import pytest

from hanoi_ct import _optional
from hanoi_ct.errors import HanoiCTError, MissingDependencyError

CHECKOUT = Path(_optional.__file__).resolve().parent.parent


@pytest.fixture
def absent(monkeypatch):
    def no_module(name):
        raise ModuleNotFoundError(f"No module named {name!r}", name=name.partition(".")[0])

    monkeypatch.setattr(_optional.importlib, "import_module", no_module)


@pytest.mark.usefixtures("absent")
def test_the_checkout_is_named_where_it_has_the_extra():
    with pytest.raises(MissingDependencyError) as caught:
        _optional.require("matplotlib.pyplot", "Tree.plot")
    command = f'pip install "{CHECKOUT}[report]"'
    assert str(caught.value) == f"Tree.plot needs matplotlib; install it with: {command}"


@pytest.mark.usefixtures("absent")
@pytest.mark.parametrize(("package", "name"), [("odf", "odfpy"), ("nothing", "nothing")])
def test_elsewhere_the_package_alone_is_named(package, name, monkeypatch, tmp_path):
    monkeypatch.setattr(_optional, "__file__", str(tmp_path / "hanoi_ct" / "_optional.py"))
    with pytest.raises(MissingDependencyError, match=rf"pip install {name}$"):
        _optional.require(package, "reading")


def test_a_project_of_another_name_beside_the_package_is_not_installed(monkeypatch, tmp_path):
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "other"\n')
    assert _optional._extra_with("pandas", tmp_path / "pyproject.toml") is None


def test_what_a_package_needs_is_not_taken_for_the_package(monkeypatch):
    def needs_more(name):
        raise ModuleNotFoundError("No module named 'more'", name="more")

    monkeypatch.setattr(_optional.importlib, "import_module", needs_more)
    with pytest.raises(ModuleNotFoundError, match="more"):
        _optional.require("pandas", "reading")


def test_it_can_be_caught_as_what_it_is():
    assert issubclass(MissingDependencyError, HanoiCTError)
    assert issubclass(MissingDependencyError, ImportError)
    assert not issubclass(MissingDependencyError, SystemExit)
