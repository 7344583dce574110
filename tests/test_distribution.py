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


IN_A_SUBINTERPRETER = """
import sys
try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters
code = "import warnings; warnings.simplefilter('ignore'); import hanoi_ct"
try:
    failed = interpreters.{run}(interpreters.create(), code)
except Exception as error:
    failed = error
print(failed)
"""


def test_a_subinterpreter_is_refused_in_words():
    run = "run_string" if sys.version_info < (3, 13) else "exec"
    done = subprocess.run(
        [sys.executable, "-c", IN_A_SUBINTERPRETER.format(run=run)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    # From Python 3.12 on Python refuses, or NumPy does before it is the turn of the core.
    words = "main interpreter of a process alone" if sys.version_info < (3, 12) else "ImportError"
    assert words in done.stdout, done.stdout + done.stderr
