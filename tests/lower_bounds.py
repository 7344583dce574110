"""Print the requirements of an extra at their lower bounds: lower_bounds.py [EXTRA ...].

`make versions` installs these and runs the tests, so that bounds in pyproject.toml are tried.
"""

import re
import sys
import tomllib
from pathlib import Path

PROJECT = tomllib.loads(
    (Path(__file__).resolve().parent.parent / "pyproject.toml").read_text(encoding="utf-8")
)["project"]


def requirements(extra):
    """Return what an extra needs, those of the extras that it names among them."""
    for line in PROJECT["optional-dependencies"][extra]:
        own = re.fullmatch(r"hanoi-ct\[(.*)\]", line)
        if own:
            for named in own[1].split(","):
                yield from requirements(named)
        else:
            yield line


def main():
    lines = list(PROJECT["dependencies"])
    for extra in sys.argv[1:]:
        lines += requirements(extra)
    sys.stdout.write("".join(f"{line.replace('>=', '==')}\n" for line in sorted(set(lines))))


if __name__ == "__main__":
    main()
