"""The house: every import points down, no circle, and the public names are listed once."""

import ast
from pathlib import Path

import pytest

import hanoi_ct
from hanoi_ct import measures

PACKAGE = Path(hanoi_ct.__file__).parent

# From the ground up. A package may import what stands on its own floor or below;
# packages on one floor may import each other only where ALSO says so.
FLOORS = [
    ["errors", "text", "_html", "_version", "_core"],
    ["_optional"],
    ["_inputs"],
    ["measures"],
    ["tables", "_versions"],
    ["hierarchy", "quantities", "seasonal", "datasets"],
    ["records"],
    ["indicators"],
    ["statements"],
    ["report"],
    ["_commands"],
    ["cli"],
    ["__main__"],
]
FLOOR_OF = {name: floor for floor, names in enumerate(FLOORS) for name in names}

# Rooms of `measures`, from the ground up: each imports `_calls` and rooms before it.
ROOMS = ["_calls", "_printed", "_exact", "_growth", "_index", "_benchmark", "_trade"]

# Rooms of `statements`: a text is read before its statements are linked.
READ_THEN_LINKED = ["_reading", "_linking"]

MAY_NAME_THE_CORE = {"measures", "hierarchy", "records"}


def module_name(path: Path) -> str:
    parts = ["hanoi_ct", *path.relative_to(PACKAGE).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def imports_of(path: Path) -> set[str]:
    """Every module of the package that a file imports, TYPE_CHECKING and functions included."""
    package = module_name(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                name = f"{base}.{alias.name}"
                found.add(name if name in MODULES or name == "hanoi_ct._core" else base)
    return {name for name in found if name.split(".")[0] == "hanoi_ct"} - {module_name(path)}


IMPORTS = {name: imports_of(path) for name, path in MODULES.items()}


def package_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


@pytest.mark.parametrize("module", sorted(IMPORTS))
def test_every_import_points_down(module):
    here = package_of(module)
    if not here:
        return  # the package itself hands names on
    assert here in FLOOR_OF, f"{here} stands on no floor: give it one"
    for imported in IMPORTS[module]:
        there = package_of(imported)
        if there in ("", here):
            continue
        assert FLOOR_OF[there] < FLOOR_OF[here], f"{module} imports {imported}"


@pytest.mark.parametrize(
    "module", sorted(m for m in IMPORTS if m.startswith("hanoi_ct.measures._"))
)
def test_rooms_of_measures_import_downward(module):
    room = module.split(".")[2]
    for imported in IMPORTS[module]:
        parts = imported.split(".")
        if parts[1] == "measures" and len(parts) > 2 and parts[2] != room:
            assert ROOMS.index(parts[2]) < ROOMS.index(room), f"{module} imports {imported}"


@pytest.mark.parametrize("module", sorted(m for m in IMPORTS if ".statements._" in m))
def test_rooms_of_statements_import_downward(module):
    room = module.split(".")[2]
    if room in READ_THEN_LINKED:
        above = READ_THEN_LINKED[READ_THEN_LINKED.index(room) + 1 :]
        for imported in IMPORTS[module]:
            assert not set(imported.split(".")) & set(above), f"{module} imports {imported}"


def test_formats_know_neither_sections_nor_indicators():
    for module, imported in IMPORTS.items():
        if module.startswith("hanoi_ct.report.formats"):
            above = ("hanoi_ct.report.sections", "hanoi_ct.indicators")
            assert not [name for name in imported if name.startswith(above)], module


def test_only_some_packages_name_the_core():
    for module, imported in IMPORTS.items():
        if "hanoi_ct._core" in imported:
            assert package_of(module) in MAY_NAME_THE_CORE, f"{module} names _core"


def test_no_circle():
    """Depth-first search over all imports, the ones inside functions included."""
    done, open_ = set(), []

    def visit(module: str) -> None:
        if module in done:
            return
        if module in open_:
            pytest.fail("a circle: " + " -> ".join([*open_[open_.index(module) :], module]))
        open_.append(module)
        for imported in sorted(IMPORTS.get(module, ())):
            visit(imported)
        open_.pop()
        done.add(module)

    for module in sorted(IMPORTS):
        visit(module)


def test_public_names_are_listed_once_and_all_there():
    assert hanoi_ct.__all__ == ["__version__", "show_versions", *measures.__all__]
    assert measures.__all__ == sorted(measures.__all__)
    for name in hanoi_ct.__all__:
        assert hasattr(hanoi_ct, name)
