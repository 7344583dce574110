"""Packages of the `report` extra, imported where they are used."""

import importlib
import sys
from types import ModuleType

from hanoi_ct.errors import MissingDependencyError

__all__ = ["require"]


def require(package: str, caller: str) -> ModuleType:
    """Import a package of the `report` extra, or print the install command and raise."""
    try:
        return importlib.import_module(package)
    except ModuleNotFoundError as error:
        if error.name != package:  # it is installed; something it needs is not
            raise
        line = f'{caller} needs {package}; install it with: pip install "hanoi-ct[report]"'
        print(line, file=sys.stderr)
        raise MissingDependencyError(line) from None
