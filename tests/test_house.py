"""The house rules: who may import whom, where each library lives, how long things get, what the papers say."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "letterkit"

FLOORS = (
    ("errors",),
    ("folders", "zipped", "decoding", "cells"),
    ("records",),
    ("model",),
    ("settings", "styles"),
    ("address_book", "protocol", "contact"),
    ("appeals", "senders"),
    ("ledger",),
    ("compose",),
    ("report",),
    ("typeset",),
    ("export",),
    ("mailing", "review"),
    ("cli",),
    ("__main__",),
)
"""From the ground up. A module imports from floors below and from its own folder, never up, never sideways.

Some floors have steps: folders raise errors, records come from files, settings are records, a report is composed.
"""

RECORDS = (
    *("records", "model", "settings", "address_book", "protocol", "contact", "appeals"),
    *("senders", "ledger", "compose", "report", "typeset"),
)
"""Where records are declared and data is read into them."""

LIBRARIES = {
    "PIL": ("export.fax_pages", "typeset.logo"),
    "babel": ("protocol.conventions",),
    "fontTools": ("typeset.fonts",),
    "imapclient": ("export.drafts_folder",),
    "jinja2": ("typeset.templates",),
    "keyring": ("export.passwords",),
    "phonenumbers": ("contact.numbers",),
    "platformdirs": ("folders",),
    "pydantic": RECORDS,
    "pypdfium2": ("appeals.pdf_pages", "export.fax_pages", "export.pictures"),
    "rich": ("cli",),
    "ruamel": ("appeals.file",),
    "sqlalchemy": ("ledger",),
    "tomli_w": ("senders.profile",),
    "typer": ("cli",),
    "uharfbuzz": ("typeset.shaping",),
    "weasyprint": ("typeset.pages",),
    "yaml": ("folders",),
}
"""Each outside library and the modules or folders it lives in."""

LONG_MODULES: dict[str, str] = {}
"""Modules over 300 lines, each with its reason."""

EMPTY_NAMES = {"utils", "util", "helpers", "helper", "core", "manager", "managers", "common", "misc", "base", "tools"}


@dataclass(frozen=True)
class Module:
    """One file of the package: ``typeset.pages`` of unit ``typeset``."""

    name: str
    path: Path

    @property
    def unit(self) -> str:
        return self.name.partition(".")[0]

    @property
    def tree(self) -> ast.Module:
        return parse(self.path)


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = [Module(name_of(path), path) for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"]


def imports(tree: ast.Module, package: tuple[str, ...] = ()) -> Iterator[tuple[str, int]]:
    """Every imported name, as dotted as it can be known, with its line; also those for the type checker alone."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else ()
            source = (*start, *([node.module] if node.module else []))
            yield from ((".".join((*source, alias.name)), node.lineno) for alias in node.names)


def imports_of(module: Module) -> Iterator[tuple[str, int]]:
    folder = module.path.relative_to(ROOT).parent.parts
    return imports(module.tree, folder)


def floor_of(unit: str) -> int | None:
    return next((number for number, units in enumerate(FLOORS) if unit in units), None)


def homes(name: str) -> tuple[str, ...]:
    return LIBRARIES.get(name.partition(".")[0], ())


def lives_in(module: str, homes: tuple[str, ...]) -> bool:
    return any(module == home or module.startswith(f"{home}.") for home in homes)


def outside(name: str) -> bool:
    top = name.partition(".")[0]
    return top != "letterkit" and top not in sys.stdlib_module_names


def wrong_floors(module: Module) -> list[str]:
    own = floor_of(module.unit)
    if own is None:
        return [f"{module.path}: {module.unit} stands on no floor: give it a place in FLOORS"]
    wrong = []
    for name, line in imports_of(module):
        _, _, inside = name.partition("letterkit.")
        unit = inside.partition(".")[0]
        if not name.startswith("letterkit.") or unit in {module.unit, "__version__"}:
            continue
        other = floor_of(unit)
        if other is None or other >= own:
            wrong.append(f"{module.path}:{line}: {module.unit} may not import {unit}")
    return wrong


def strangers(module: Module) -> list[str]:
    return [
        f"{module.path}:{line}: {name} lives in {homes(name) or 'no place yet: give it one in LIBRARIES'}"
        for name, line in imports_of(module)
        if outside(name) and not lives_in(module.name, homes(name))
    ]


def is_talk(node: ast.AST) -> bool:
    """Printing, asking, or writing to the process's own streams; a document may be read from stdin anywhere."""
    match node:
        case ast.Call(func=ast.Name(id="print" | "input")):
            return True
        case ast.Attribute(value=ast.Name(id="sys"), attr="stdout" | "stderr"):
            return True
    return False


def talk(module: Module) -> list[str]:
    return [f"{module.path}:{getattr(node, 'lineno', 0)}" for node in ast.walk(module.tree) if is_talk(node)]


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(module: Module) -> list[Function]:
    return [node for node in ast.walk(module.tree) if isinstance(node, Function)]


def length(function: Function, module: Module) -> int:
    """Lines without the docstring; a command's options, which are its arguments, don't count either."""
    body = function.body
    has_docstring = ast.get_docstring(function) is not None
    first = body[1].lineno if has_docstring and len(body) > 1 else body[0].lineno
    last = function.end_lineno or first
    head = body[0].lineno - function.lineno if module.unit != "cli" else 1
    return head + (0 if has_docstring and len(body) == 1 else last - first + 1)


def test_imports_point_down() -> None:
    assert [one for module in MODULES for one in wrong_floors(module)] == []


def test_each_outside_library_lives_in_one_place() -> None:
    assert [one for module in MODULES for one in strangers(module)] == []


def test_only_the_commands_talk() -> None:
    assert [line for module in MODULES if module.unit != "cli" for line in talk(module)] == []


def test_names_of_modules_say_something() -> None:
    assert [module.name for module in MODULES if EMPTY_NAMES & set(module.name.split("."))] == []


def test_no_function_is_over_50_lines() -> None:
    sizes = [(module.name, one.name, length(one, module)) for module in MODULES for one in functions(module)]
    assert [size for size in sizes if size[2] > 50] == []


def test_nine_functions_in_ten_are_at_most_25_lines() -> None:
    sizes = [(length(one, module), f"{module.name}.{one.name}") for module in MODULES for one in functions(module)]
    long = sorted(size for size in sizes if size[0] > 25)
    assert len(long) * 10 <= len(sizes), long


def test_no_module_is_over_300_lines_without_a_reason() -> None:
    sizes = {module.name: len(module.path.read_text(encoding="utf-8").splitlines()) for module in MODULES}
    assert {name: size for name, size in sizes.items() if size > 300 and name not in LONG_MODULES} == {}


def test_no_reason_outlives_its_long_module() -> None:
    sizes = {module.name: len(module.path.read_text(encoding="utf-8").splitlines()) for module in MODULES}
    assert [name for name in LONG_MODULES if sizes.get(name, 0) <= 300] == []


PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PROJECT = tomllib.loads(PYPROJECT)["project"]
EXTRAS = PROJECT["optional-dependencies"]


def distribution(requirement: str) -> str:
    name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def undeclared(folder: Path, declared: set[str]) -> list[str]:
    made_by = packages_distributions()
    found = {(top, path) for path in folder.rglob("*.py") for top in tops(path) - {folder.name}}
    return [
        f"{path}: {top}"
        for top, path in sorted(found)
        if not declared & {distribution(name) for name in made_by.get(top, [top])}
    ]


def tops(path: Path) -> set[str]:
    folder = path.relative_to(ROOT).parent.parts
    return {name.partition(".")[0] for name, _ in imports(parse(path), folder) if outside(name)}


def test_every_dependency_has_its_reason() -> None:
    requirements = [*PROJECT["dependencies"], *(one for extra in EXTRAS.values() for one in extra)]
    lines = {
        one: next(line for line in PYPROJECT.splitlines() if line.startswith(f'    "{one}"')) for one in requirements
    }
    assert [one for one, line in lines.items() if not re.search(r",\s+# \S+ \S+", line)] == []


def test_every_import_of_the_package_is_declared() -> None:
    declared = [*PROJECT["dependencies"], *(one for name, extra in EXTRAS.items() if name != "dev" for one in extra)]
    assert undeclared(PACKAGE, {distribution(one) for one in declared}) == []


@pytest.mark.parametrize("folder", ["tests", "benchmarks"])
def test_every_import_of_the_tests_is_declared(folder: str) -> None:
    declared = [*PROJECT["dependencies"], *(one for extra in EXTRAS.values() for one in extra)]
    assert undeclared(ROOT / folder, {distribution(one) for one in declared}) == []


def test_every_exemption_has_its_reason() -> None:
    exempt = re.compile(r"# (?:noqa\b|type: ignore\b)[^#]*$")
    lines = [
        f"{path}:{number}: write `  # ` and the reason behind it"
        for folder in ("letterkit", "tests", "benchmarks")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if exempt.search(line)
    ]
    assert lines == []


def exemptions(table: str) -> list[str]:
    """The lines of a table of pyproject.toml, or of the list ``ignore`` in it, that switch a rule off."""
    text = PYPROJECT.partition(f"[{table}]\n")[2].partition("\n[")[0]
    return [line for line in text.splitlines() if re.search(r'"[A-Z]+\d+"', line) and not line.startswith("select")]


def test_every_rule_that_is_switched_off_has_its_reason() -> None:
    lines = [*exemptions("tool.ruff.lint"), *exemptions("tool.ruff.lint.per-file-ignores")]
    assert len(lines) > 10
    assert [line for line in lines if not re.search(r"\s# \S+ \S+", line)] == []


def test_the_readme_begins_with_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    first_block = re.search(r"^```.*?\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    assert first_block is not None
    assert re.findall(r"^make \w+", first_block[1], re.MULTILINE)[:2] == ["make letters", "make test"]


def test_no_file_names_somebody_s_folder() -> None:
    folder = re.compile(r"(?<![\w.~-])/(?:home|Users|root|work)/\w")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    papers = [ROOT / name for name in listed.split("\0") if name.endswith((".md", ".txt", ".toml", ".yaml", ".py"))]
    assert [paper for paper in papers if folder.search(paper.read_text(encoding="utf-8", errors="replace"))] == []
