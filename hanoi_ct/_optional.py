"""Packages that the core does without, imported where they are used."""

import importlib
import re
import tomllib
from pathlib import Path
from types import ModuleType

from hanoi_ct.errors import MissingDependencyError

__all__ = ["require"]

# What pip calls a package, where that is not the name by which it is imported.
_DISTRIBUTIONS = {
    "docx": "python-docx",
    "jinja2": "Jinja2",
    "odf": "odfpy",
    "python_calamine": "python-calamine",
    "xlsxwriter": "XlsxWriter",
    "yaml": "PyYAML",
}

# Extras for those who use the package, not for those who work on it.
_EXTRAS = ("report", "store", "dask", "seasonal")


def require(package: str, caller: str) -> ModuleType:
    """Import a package; the error where it is not there tells the command that installs it."""
    try:
        return importlib.import_module(package)
    except ModuleNotFoundError as error:
        if error.name != package and not package.startswith(f"{error.name}."):
            raise  # it is installed; something it needs is not
        name = _DISTRIBUTIONS.get(package.partition(".")[0], package.partition(".")[0])
        raise MissingDependencyError(
            f"{caller} needs {name}; install it with: {_command(name)}"
        ) from None


def _command(distribution: str) -> str:
    """Return a command that works here: the extra of the checkout, or the package alone.

    The extra is named only where pip finds this package, which is in its checkout.
    """
    checkout = Path(__file__).resolve().parent.parent
    extra = _extra_with(distribution, checkout / "pyproject.toml")
    return f'pip install "{checkout}[{extra}]"' if extra else f"pip install {distribution}"


def _extra_with(distribution: str, project: Path) -> str | None:
    """Return the extra of the checkout that brings a package; None without one."""
    try:
        read = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    except (OSError, tomllib.TOMLDecodeError, KeyError):
        return None
    if read.get("name") != "hanoi-ct":
        return None
    for extra in _EXTRAS:
        for requirement in read.get("optional-dependencies", {}).get(extra, ()):
            if re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower() == distribution.lower():
                return extra
    return None
