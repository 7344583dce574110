"""What is installed: every package is listed, and importing the top costs NumPy alone."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import hanoi_ct

ROOT = Path(__file__).resolve().parent.parent


def test_every_package_is_listed_for_the_wheel():
    # An editable install finds packages that a wheel would leave out.
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = set(settings["tool"]["setuptools"]["packages"])
    package = Path(hanoi_ct.__file__).parent
    found = {
        ".".join(folder.parent.relative_to(package.parent).parts)
        for folder in package.rglob("__init__.py")
    }
    assert listed == found


@pytest.mark.parametrize("heavy", ["pandas", "scipy", "matplotlib", "jinja2", "rich"])
def test_importing_the_package_does_not_import(heavy):
    code = f"import sys, hanoi_ct; sys.exit({heavy!r} in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
