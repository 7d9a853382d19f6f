"""Excel for these tests: the host over openpyxl, fresh for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
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


@pytest.fixture
def small_book(excel: Any, tmp_path: Path) -> Any:
    """Give a small open workbook with the sheets 表 and 旧."""
    path = tmp_path / "甲.xlsx"
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet("表")
    share = made.add_format({"num_format": "0.00%"})
    sheet.write_row("A1", ["指标", 12.5, "说明"])
    sheet.write_formula("B2", "=B1*2", share, 25)
    sheet.write_string("A3", "001")
    made.add_worksheet("旧").write("A1", "旧的")
    made.close()
    opened = xlwings_host.open_book(path)
    xlwings_host.CALLS.clear()
    return opened
