"""The formulas that a click leaves behind, computed by LibreOffice, give the scores of the report."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.addin.clicks import click
from tests.addin.live_books import SAMPLES, differences
from tests.hosts.xlwings_host import open_book
from xlaudit.hosts.audited import audit_file, score_workbook
from xlaudit.hosts.files import read_workbook

FORMS = [
    path
    for path in SAMPLES
    if path.stem in ("灵寿县人民政府办公室", "平顶山市政务服务和大数据管理局", "示例县教育局")
]


def test_a_click_and_the_file_host_compute_the_same(
    excel: Any, recalculate: Callable[..., list[Path]], tmp_path: Path
) -> None:
    files = []
    for path in FORMS:
        book = open_book(path)
        assert click(book, "score") == []
        files += [tmp_path / f"{path.stem}.开着.xlsx", tmp_path / f"{path.stem}.文件.xlsx"]
        book.save(files[-2])
        score_workbook(path, files[-1])
    computed = [read_workbook(file) for file in recalculate(files)]
    for path, live, filed in zip(FORMS, computed[::2], computed[1::2], strict=True):
        assert differences(live, filed) == []
        expected = [write for write in audit_file(path).patch.cells if write.formula is not None]
        assert len(expected) > 5
        for write in expected:
            value = live.sheet(write.sheet).value(write.row, write.column)
            if isinstance(write.value, Decimal):
                assert isinstance(value, Decimal)
                assert abs(value - write.value) < Decimal("1e-9")
            else:
                assert value == write.value
