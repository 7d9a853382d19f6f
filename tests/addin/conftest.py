"""Excel for these tests: the host over openpyxl, fresh for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlwings

from tests.hosts import xlwings_host


@pytest.fixture
def excel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    """Give the running application; it is gone afterwards, and so is what a click was told."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    xlwings_host.com.plant(monkeypatch)
    before = xlwings.engines.active
    engine = xlwings_host.register()
    yield xlwings.apps.active
    xlwings.engines.engines.remove(engine)
    del xlwings.engines.engines_by_name[engine.name]
    xlwings.engines.active = before
    if hasattr(xlwings.Book, "_mock_caller"):
        del xlwings.Book._mock_caller
