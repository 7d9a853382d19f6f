"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import libreoffice


@pytest.fixture
def recalculate(tmp_path: Path) -> Callable[..., list[Path]]:
    """Give a function that lets LibreOffice recompute workbooks: ``recalculate([path, …], "xlsx")``."""
    if libreoffice.SOFFICE is None:
        pytest.skip("LibreOffice is not installed (no soffice on the PATH)")

    def run(files: list[Path], target: str = "xlsx") -> list[Path]:
        return libreoffice.convert(files, target, tmp_path / "libreoffice")

    return run
