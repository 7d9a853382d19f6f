"""What cannot be done is one message that says what to do, and the workbook is as it was."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings
from openpyxl.workbook.protection import WorkbookProtection

from tests.addin.clicks import click, click_that_logs
from tests.addin.live_books import SAMPLES, differences
from tests.hosts import xlwings_host
from tests.hosts.xlwings_host import com, open_book
from xlaudit.addin import actions
from xlaudit.addin.log import log_path
from xlaudit.addin.ribbon import ACTIONS, dispatch
from xlaudit.hosts.files import read_workbook
from xlaudit.hosts.live.read import snapshot

SAMPLE = next(path for path in SAMPLES if path.stem == "灵寿县人民政府办公室")
WRITING = ("score", "check", "restore", "decide")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLE, tmp_path))


def _as_it_was(book: Any) -> None:
    assert differences(snapshot(book), read_workbook(SAMPLE)) == []
    settings = ("calculation", "enable_events", "screen_updating", "display_alerts", "status_bar")
    assert [getattr(book.app, name) for name in settings] == ["automatic", True, True, True, False]


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_no_workbook_is_open(excel: Any, action: str) -> None:
    dispatch(action)
    assert excel.impl.alerts
    assert all("没有打开的工作簿" in text for text in excel.impl.alerts)


@pytest.mark.parametrize("action", ["score", "check", "restore", "next_finding", "decide"])
def test_only_the_add_in_itself_is_open(excel: Any, tmp_path: Path, action: str) -> None:
    book = excel.books.add()
    book.save(tmp_path / "xlaudit.xlam")
    assert "没有打开的工作簿" in click(book, action)[0]


def test_without_any_excel_the_message_goes_to_the_error_stream(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlwings.engines, "active", None)
    dispatch("score")
    assert "没有打开的工作簿" in capsys.readouterr().err


def test_a_protected_sheet_offers_the_scored_copy(excel: Any, path: Path) -> None:
    book = open_book(path)
    form = next(sheet for sheet in book.sheets if "自评表" in sheet.name)
    form.impl.sheet.protection.sheet = True
    excel.impl.answers = ["no"]
    question, said = click(book, "score")
    assert "受保护" in question
    assert f"{path.stem}.评分.xlsx" in question
    assert "受保护" in said
    form.impl.sheet.protection.sheet = False
    _as_it_was(book)
    form.impl.sheet.protection.sheet = True

    excel.impl.answers = ["yes"]
    assert len(click(book, "score")) == 1
    copy = path.with_name(f"{path.stem}.评分.xlsx")
    assert excel.books.active.fullname == str(copy)
    assert "核对结果" in [sheet.name for sheet in read_workbook(copy).sheets]


def test_a_protected_sheet_of_a_workbook_that_was_never_saved(excel: Any) -> None:
    book = _unsaved(excel)
    for sheet in book.sheets:
        sheet.impl.sheet.protection.sheet = True
    assert "受保护" in click(book, "score")[0]


def _unsaved(excel: Any) -> Any:
    """A filing that was typed into a new workbook and never saved."""
    book = excel.books.add()
    source = openpyxl.load_workbook(SAMPLE)
    workbook = book.impl.workbook
    for sheet in source.worksheets:
        added = workbook.create_sheet(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    added[cell.coordinate] = cell.value
        for area in sheet.merged_cells.ranges:
            added.merge_cells(area.coord)
    workbook.remove(workbook.worksheets[0])
    return book


def test_a_workbook_that_was_never_saved_is_scored(excel: Any) -> None:
    book = _unsaved(excel)
    before = snapshot(book)
    assert click(book, "score") == []
    assert "核对结果" in [sheet.name for sheet in book.sheets]
    assert "没有保存" in book.sheets["核对结果"].range("A2").value
    assert click(book, "restore") == []
    assert differences(snapshot(book), before) == []


@pytest.mark.parametrize("action", ["score", "check"])
def test_a_read_only_workbook(excel: Any, path: Path, action: str) -> None:
    book = open_book(path)
    book.impl.ReadOnly = True
    assert "只读" in click(book, action)[0]
    _as_it_was(book)


@pytest.mark.parametrize("action", ["score", "check"])
def test_a_protected_workbook_structure(excel: Any, path: Path, action: str) -> None:
    book = open_book(path)
    book.impl.workbook.security = WorkbookProtection(lockStructure=True)
    assert "工作簿结构受保护" in click_that_logs(book, action)[0]
    _as_it_was(book)


@pytest.mark.parametrize("action", ["score", "check", "next_finding", "decide"])
def test_a_chart_sheet_in_front(excel: Any, path: Path, action: str) -> None:
    book = open_book(path)
    if action in ("next_finding", "decide"):
        click(book, "check")
    chart = book.impl.workbook.create_chartsheet("图")
    book.impl.workbook.active = chart
    said = click(book, action)
    if action == "decide":
        assert "选中的单元格没有发现" in said[0]
        return
    assert said == []
    if action == "next_finding":
        assert book.selection is not None
    else:
        assert book.sheets.active.name == "图"
        assert "核对结果" in [sheet.name for sheet in book.sheets]


@pytest.mark.parametrize("action", WRITING)
def test_a_cell_is_being_edited(excel: Any, path: Path, action: str) -> None:
    book = open_book(path)
    book.set_mock_caller()
    excel.impl.is_busy = True
    dispatch(action)
    excel.impl.is_busy = False
    assert "按 Esc 退出编辑" in excel.impl.alerts[0]
    _as_it_was(book)


@pytest.mark.parametrize("action", ["score", "check"])
def test_a_workbook_that_is_no_form(excel: Any, tmp_path: Path, action: str) -> None:
    book = excel.books.add()
    book.sheets[0].range("A1").value = [["姓名", "工资"], ["甲", 1.0]]
    before = snapshot(book)
    [said] = click(book, action)
    assert "方案" in said or "自评表" in said
    assert differences(snapshot(book), before) == []
    assert [sheet.name for sheet in book.sheets] == ["Sheet1"]


@pytest.mark.parametrize("action", ["next_finding", "previous_finding", "decide"])
def test_a_workbook_that_was_never_checked(excel: Any, path: Path, action: str) -> None:
    assert "请先评分或核对" in click(open_book(path), action)[0]


def test_two_workbooks_of_one_name_keep_apart(excel: Any, path: Path, tmp_path: Path) -> None:
    """Two applications may hold workbooks of one name; the one that the button was pressed in is scored."""
    (tmp_path / "乙").mkdir()
    first = open_book(path)
    other_app = xlwings.App(add_book=False)
    second = other_app.books.open(shutil.copy(SAMPLE, tmp_path / "乙"))
    assert click(second, "score") == []
    assert "核对结果" in [sheet.name for sheet in second.sheets]
    _as_it_was(first)


def test_a_refusal_in_the_middle_leaves_the_workbook_as_it_was(
    excel: Any, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = open_book(path)
    count = [0]

    def refuse(self: Any, data: Any) -> None:
        count[0] += 1
        if count[0] == 4:
            raise com.com_error
        put(self, data)

    put = xlwings_host.ranges.Range._put
    monkeypatch.setattr(xlwings_host.ranges.Range, "_put", refuse)
    [said] = click_that_logs(book, "score")
    assert "工作簿保持原样" in said
    assert str(log_path()) in said
    monkeypatch.undo()
    assert differences(snapshot(book), read_workbook(SAMPLE)) == []
    assert [sheet.name for sheet in book.sheets] == [
        sheet.name for sheet in read_workbook(SAMPLE).sheets
    ]


def test_a_bug_is_logged_and_not_shown(
    excel: Any, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise ZeroDivisionError("除以零了")

    monkeypatch.setattr(actions, "_add_results", broken)
    [said] = click_that_logs(open_book(path), "score")
    assert "内部错误" in said
    assert "Traceback" not in said
    assert "ZeroDivisionError" not in said
    text = log_path().read_text(encoding="utf-8")
    assert "按钮 score" in text
    assert "ZeroDivisionError: 除以零了" in text
    assert "in broken" in text


def test_a_log_that_cannot_be_written_is_said(
    excel: Any, path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(actions, "_add_results", lambda *_: 1 / 0)
    assert "记录也没有写成" in click_that_logs(open_book(path), "score")[0]
