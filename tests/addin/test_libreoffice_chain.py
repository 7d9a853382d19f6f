"""From the shipped module of the ribbon to the cells: VBA runs in LibreOffice, starts Python as a process of its own,
which speaks through xlwings to the workbook that is open; and LibreOffice computes.

The referee of a live scored workbook is the scored copy of its file. LibreOffice computes and rounds the last
digits of a double in its own way, writes no quotes around a sheet's name that needs none, and some number
formats with other capitals.
"""

from __future__ import annotations

import math
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.addin.live_books import SAMPLES, cells, facts
from tests.addin.office import Office, reason_to_skip
from xlaudit.hosts.audited import audit_file, score_workbook
from xlaudit.hosts.files import read_workbook
from xlaudit.workbook.snapshot import Cell, Snapshot

pytestmark = pytest.mark.skipif(reason_to_skip() is not None, reason=str(reason_to_skip()))

OURS = ["核对结果", "叙述核对", "规则目录"]
NEAR = 1e-13  # what the last digits of a double may make of it


def _sample(name: str) -> Path:
    return next(path for path in SAMPLES if name in path.stem)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Give a LibreOffice in which the add-in is open."""
    folder = tmp_path_factory.mktemp("office")
    office = Office(folder)
    try:
        office.do("install", str(folder / "xlaudit.xlam"))
        yield office
    finally:
        office.quit()
        shutil.rmtree(folder)


@pytest.fixture
def office(running: Office) -> Iterator[Office]:
    """Give it with no workbook open, before and after."""
    yield running
    running.do("close")


def test_a_click_scores_the_open_workbook_and_the_file_that_was_saved_is_restored(
    office: Office, tmp_path: Path
) -> None:
    path = _sample("教育局")
    scored = _scored(office, path, tmp_path)
    # The scores are live: 6 of 8 schools are 4.5 of 6 points, and the sums above them follow.
    office.do("type", "部门整体自评表", "E34", "6所")
    shown = [office.do("shown", "部门整体自评表", cell) for cell in ("J34", "K34", "J46", "J48")]
    assert shown == ["4.50", "+1.50", "23.50", "97.72"]
    office.do("close")

    office.do("open", str(scored))
    _restored(office, path, tmp_path)


def test_a_click_restores_the_open_workbook_at_once(office: Office, tmp_path: Path) -> None:
    path = _sample("平顶山市")
    _scored(office, path, tmp_path)
    _restored(office, path, tmp_path)


def _scored(office: Office, path: Path, folder: Path) -> Path:
    """Open a copy, click 评分, save, compare with the file host; return what was saved, still open."""
    opened, scored, filed = (folder / name for name in (path.name, "评分.xlsx", "文件.xlsx"))
    shutil.copy(path, opened)
    office.do("open", str(opened))
    assert [office.do("is_enabled", button) for button in ("score", "restore")] == [True, False]
    assert office.click("score") == []
    assert office.command == "import xlaudit.addin.ribbon; xlaudit.addin.ribbon.dispatch('score')"
    assert office.do("is_enabled", "restore")
    office.do("save_as", str(scored))
    score_workbook(path, filed)
    live, expected, before = map(read_workbook, (scored, filed, path))
    assert [sheet.name for sheet in live.sheets][-3:] == OURS
    assert sum(cell.is_computed for sheet in live.sheets for cell in sheet.cells.values()) > 50
    assert _differences(live, expected) == []
    assert facts(live) == facts(expected)
    assert _links(scored) == _links(filed) != {}
    assert [each for each in _differences(live, before) if each[2] is not None] == []
    return scored


def _restored(office: Office, path: Path, folder: Path) -> None:
    """Click 恢复评分前, save, compare with the sample."""
    assert office.click("restore") == []
    assert not office.do("is_enabled", "restore")
    office.do("save_as", str(folder / "恢复.xlsx"))
    restored, before = read_workbook(folder / "恢复.xlsx"), read_workbook(path)
    assert _differences(restored, before) == []
    assert facts(restored) == facts(before)


def test_findings_are_walked_through_cell_by_cell(office: Office, tmp_path: Path) -> None:
    path = _sample("灵寿县")
    opened = tmp_path / path.name
    shutil.copy(path, opened)
    places = [finding.place for finding in audit_file(path).report.findings]
    office.do("open", str(opened))
    assert office.click("check") == []
    for step, place in (("next", places[0]), ("next", places[1]), ("previous", places[0])):
        assert office.click(f"{step}_finding") == []
        column, row = re.fullmatch(r"([A-Z]+)(\d+)", place.address).groups()
        assert office.do("selected") == f"${place.sheet}.${column}${row}"
    office.do("save_as", str(opened))
    checked, before = read_workbook(opened), read_workbook(path)
    assert [sheet.name for sheet in checked.sheets][-3:] == OURS
    theirs = [sheet for sheet in checked.sheets if sheet.name not in OURS]
    assert _differences(replace(checked, sheets=tuple(theirs)), before) == []


def test_a_workbook_that_is_no_form_gets_a_message_and_no_change(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "通讯录.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("电话")
    sheet.write_row("A1", ["姓名", "电话"])
    sheet.write_row("A2", ["张三", "001"])
    book.close()
    before = read_workbook(path)
    office.do("open", str(path))
    (message,) = office.click("score")
    assert "自评表" in message
    office.do("save_as", str(path))
    after = read_workbook(path)
    assert _differences(after, before) == []
    assert [sheet.name for sheet in after.sheets] == ["电话"]


def _differences(mine: Snapshot, theirs: Snapshot) -> list[tuple[object, object, object]]:
    """Return the places whose cells differ, with both; None where one has no cell there."""
    ours, others = _cells(mine), _cells(theirs)
    return [
        (place, ours.get(place), others.get(place))
        for place in sorted({*ours, *others})
        if not _is_same(ours.get(place), others.get(place))
    ]


def _is_same(mine: Cell | None, theirs: Cell | None) -> bool:
    if mine is None or theirs is None:
        return False
    if isinstance(mine.value, float) and isinstance(theirs.value, float):
        is_near = math.isclose(mine.value, theirs.value, rel_tol=NEAR, abs_tol=NEAR)
        return is_near and mine[1:] == theirs[1:]
    return mine == theirs


def _cells(found: Snapshot) -> dict[tuple[str, int, int], Cell]:
    """Return every cell as LibreOffice spells it; the name of the file, without what is known of it."""
    return {
        place: cell._replace(
            value=_text(cell.value) if isinstance(cell.value, str) else cell.value,
            formula=re.sub(r"'(\w+)'!", r"\1!", cell.formula) if cell.formula else None,
            number_format=cell.number_format.replace("\\", "").casefold(),
        )
        for place, cell in cells(found).items()
    }


def _text(text: str) -> str:
    # Where LibreOffice gives a sum another last digit, the file does not hold what is open.
    return re.sub(r"（(?:sha256 \w{16}…|打开着，有没有保存的内容)）", "", text)


def _links(path: Path) -> dict[tuple[str, str], str | None]:
    return {
        (sheet.title, cell.coordinate): (cell.hyperlink.location or "").replace("'", "")
        for sheet in openpyxl.load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink
    }
