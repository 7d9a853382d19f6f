"""The add-in as its sources give it now, built once for all tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from xlaudit.addin.build import addin_bytes, macros_folder

__all__ = ["MACROS", "addin_file", "built"]

MACROS = macros_folder()


@cache
def built() -> bytes:
    """Return the add-in's bytes."""
    return addin_bytes()


def addin_file(folder: Path) -> Path:
    """Put the add-in into a folder and return where it lies."""
    path = folder / "xlaudit.xlam"
    path.write_bytes(built())
    return path
