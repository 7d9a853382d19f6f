"""The invented county as it is has nothing copied; with another office's words put into a report, it has."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from xlaudit.county.model import CountySummary
from xlaudit.hosts.consolidation import consolidate

COUNTY = Path(__file__).parent.parent.parent / "workbooks" / "samples" / "示例县"
CIVIL, WATER = "示例县民政局", "示例县水利局"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (CIVIL, WATER, "示例县林业局"):
        shutil.copy(COUNTY / f"{name}.xlsx", tmp_path)
    return tmp_path


def change(path: Path, cells: dict[str, str]) -> None:
    book = openpyxl.load_workbook(path)
    for address, text in cells.items():
        book["自评报告"][address] = text
    book.save(path)


def found(summary: CountySummary) -> list[tuple[str, str, str]]:
    return [
        (each.finding.code, summary.departments[each.index or 0].name, each.finding.place.address)
        for each in summary.comparisons
    ]


def test_the_county_as_it_is() -> None:
    summary = consolidate([COUNTY])
    assert not summary.comparisons
    assert summary.title == "示例县"
    assert summary.statistics is not None
    assert all(each.holds for each in summary.statistics.checks)


def test_a_passage_taken_over(folder: Path) -> None:
    theirs = openpyxl.load_workbook(folder / f"{CIVIL}.xlsx")["自评报告"]
    taken = next(
        str(cell.value)
        for (cell,) in theirs.iter_rows(max_col=1)
        if "政府采购预算" in str(cell.value)
    )
    change(folder / f"{WATER}.xlsx", {"A13": taken})
    assert found(consolidate([folder])) == [("XA705", WATER, "A13")]


def test_a_name_left_standing(folder: Path) -> None:
    title = f"{CIVIL}\n2022年度部门整体绩效自评报告"
    change(folder / f"{WATER}.xlsx", {"A1": title, "A15": "服务对象对县民政局工作满意度较高。"})
    summary = consolidate([folder])
    assert found(summary) == [("XA706", WATER, "A1")]
    (finding,) = (each.finding for each in summary.comparisons)
    assert [place.address for place in finding.against] == ["A15"]
    assert finding.quote == CIVIL
