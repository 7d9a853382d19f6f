"""The house has one direction, and its core stays pure."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

PACKAGE = Path(__file__).parent.parent / "xlaudit"
EDGES = ("hosts", "addin", "cli.py", "commands", "__main__.py")


def test_imports_go_down_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PACKAGE.parent)
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0


def core_files() -> list[Path]:
    return [
        path
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.relative_to(PACKAGE).parts[0] not in EDGES
    ]


@pytest.mark.parametrize(
    "path", core_files(), ids=lambda path: path.relative_to(PACKAGE).as_posix()
)
def test_core_opens_nothing_and_prints_nothing(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not called & {"open", "print", "input", "exec", "eval", "round"}


def test_only_the_free_part_of_xlwings() -> None:
    for path in PACKAGE.rglob("*.py"):
        assert "xlwings.pro" not in path.read_text(encoding="utf-8")
