"""What we ask of xlwings is there in its engine for Windows, and none of it is of the licensed part."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path
from typing import Any

import xlwings

from tests.addin.clicks import click
from tests.addin.live_books import SAMPLES
from tests.hosts.xlwings_host import CALLS, open_book

ROOT = Path(__file__).parents[2]
_PACKAGE = Path(inspect.getfile(xlwings)).parent
_NAMES = {"FontOf": "Font", "CharacterFont": "Font", "Validation": "DataValidation"}
# Excel's own properties, for which xlwings has no words.
_NATIVE = {("Sheet", "ProtectContents")}


def _members(file: str) -> dict[str, dict[str, ast.FunctionDef]]:
    """Return the methods and properties of the classes of a module of xlwings, by class."""
    tree = ast.parse((_PACKAGE / file).read_text(encoding="utf-8"))
    found: dict[str, dict[str, ast.FunctionDef]] = {}
    for kind in tree.body:
        if isinstance(kind, ast.ClassDef):
            found[kind.name] = {
                each.name: each for each in kind.body if isinstance(each, ast.FunctionDef)
            }
            for each in kind.body:
                if isinstance(each, ast.Assign):
                    found[kind.name].update(
                        {name.id: None for name in each.targets if isinstance(name, ast.Name)}  # type: ignore[misc]
                    )
    return found


def test_the_engine_for_windows_has_all_that_is_asked_of_it(excel: Any) -> None:
    book = open_book(SAMPLES[-1])
    CALLS.clear()
    for action in (
        "score",
        "check",
        "next_finding",
        "previous_finding",
        "decide",
        "about",
        "rules",
    ):
        click(book, action)
    click(book, "restore")
    asked = {(_NAMES.get(kind, kind), name) for kind, name in CALLS} - _NATIVE
    assert ("Range", "formula") in asked
    windows, inherited = _members("_xlwindows.py"), _members("base_classes.py")
    missing = {
        (kind, name)
        for kind, name in asked
        if name not in windows[kind] and not _is_made(inherited[kind].get(name))
    }
    assert missing == set()


def _is_made(function: ast.FunctionDef | None) -> bool:
    """Return whether a base class really has a method, and not only its name."""
    return function is not None and not any(
        isinstance(node, ast.Raise) for node in ast.walk(function)
    )


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{each.name}" for each in node.names)
        elif isinstance(node, ast.Attribute):
            found.add(ast.unparse(node))
    return found


def test_nothing_of_the_licensed_part_is_used() -> None:
    licensed = (
        "xlwings.pro",
        "xlwings.server",
        "xlwings.reports",
        "xlwings.ext",
        "xw.pro",
        "xw.server",
    )
    files = [path for folder in ("xlaudit", "tests") for path in (ROOT / folder).rglob("*.py")]
    assert len(files) > 100
    found = {
        (path.name, name)
        for path in files
        for name in _imports(path)
        if f"{name}.".startswith(tuple(f"{each}." for each in licensed))
    }
    assert found == set()


def test_the_search_for_the_licensed_part_finds_it(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text("from xlwings import pro\nimport xlwings.pro.reports\n", encoding="utf-8")
    assert {"xlwings.pro", "xlwings.pro.reports"} <= _imports(planted)


def test_only_what_runs_in_excel_imports_xlwings() -> None:
    """Everywhere else the host hands its objects in, so that a command line never waits for xlwings."""
    importing = {
        str(path.relative_to(ROOT / "xlaudit"))
        for path in (ROOT / "xlaudit").rglob("*.py")
        if any(f"{name}.".startswith("xlwings.") for name in _imports(path))
    }
    assert {name for name in importing if name.startswith(("hosts", "output", "commands"))} == set()


def test_importing_the_ribbon_imports_nothing_heavy() -> None:
    code = (
        "import sys, xlaudit.addin.ribbon;"
        "heavy = {'pandas', 'numpy', 'xlwings', 'formulas', 'xlsxwriter', 'rich', 'click'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert result.stdout.strip() == "[]"
