"""SECURITY.md names every library that an extra for users installs, with its licence."""

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXTRAS = ("report", "store", "dask", "seasonal")
OPEN = {"BSD": "BSD", "MIT": "MIT", "Apache": "Apache", "PSF": r"PSF|Python Software Foundation"}


def required():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["dependencies"] + [
        line for extra in EXTRAS for line in project["optional-dependencies"][extra]
    ]
    names = {re.match(r"[\w-]+", line)[0] for line in lines}
    return names - {"hanoi-ct"}


def table():
    rows = re.findall(
        r"^\| ([\w-]+) \| (\w+) \|", (ROOT / "SECURITY.md").read_text(encoding="utf-8"), re.M
    )
    return {name: licence for name, licence in rows if name != "library"}


def test_every_library_is_in_the_table():
    assert set(table()) == required()


@pytest.mark.parametrize("name", sorted(required()))
def test_the_licence_is_what_the_library_says(name):
    try:
        said = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        pytest.skip(f"{name} is not installed")
    words = [said.get("License-Expression") or said.get("License") or ""]
    words += [line for line in said.get_all("Classifier", []) if line.startswith("License")]
    assert re.search(OPEN[table()[name]], " ".join(words)), words
