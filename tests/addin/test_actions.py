"""Every button on every sample: what it does in an open workbook is what the file host does to the file."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.addin.clicks import click
from tests.addin.live_books import SAMPLES, differences, without_results
from tests.hosts.xlwings_host import open_book
from xlaudit.addin.ribbon import ACTIONS
from xlaudit.hosts.audited import audit_file, audit_snapshot
from xlaudit.hosts.files import read_workbook
from xlaudit.hosts.live.read import snapshot
from xlaudit.hosts.ooxml import write as ooxml
from xlaudit.hosts.ooxml.read import read
from xlaudit.output.finding_rows import finding_rows
from xlaudit.output.sheets import checked_copy
from xlaudit.workbook.patch import CellWrite, Patch
from xlaudit.workbook.snapshot import Snapshot

DECIDED = 12
_audited = cache(audit_file)
each_sample = pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)


def _saved(book: Any, path: Path) -> Snapshot:
    book.save(path)
    return read_workbook(path)


def _patched(path: Path, patch: Patch) -> Snapshot:
    return read(ooxml.apply(path.read_bytes(), patch, path.name), path.name)


def _same(live: Snapshot, filed: Snapshot) -> None:
    assert differences(without_results(live), without_results(filed)) == []
    assert [sheet.name for sheet in live.sheets] == [sheet.name for sheet in filed.sheets]
    assert [set(sheet.merged) for sheet in live.sheets] == [
        set(sheet.merged) for sheet in filed.sheets
    ]


@each_sample
def test_score_and_restore(excel: Any, path: Path, tmp_path: Path) -> None:
    book = open_book(path)
    assert click(book, "score") == []
    copy = tmp_path / path.name
    live = _saved(book, copy)
    audited = _audited(path)
    _same(live, _patched(path, audited.patch))
    assert _links(copy) == {(sheet, place): link for sheet, place, link in _links_of(audited.patch)}
    book.close()

    opened = open_book(copy)
    assert click(opened, "restore") == []
    _same(_saved(opened, copy), read_workbook(path))
    assert opened.app.status_bar is False


def _links_of(patch: Patch) -> list[tuple[str, str, str]]:
    from xlaudit.workbook.place import Place  # noqa: PLC0415 - names an address

    return [
        (write.sheet, Place(write.sheet, write.row, write.column).address, write.link)
        for write in patch.cells
        if write.link
    ]


def _links(path: Path) -> dict[tuple[str, str], str | None]:
    return {
        (sheet.title, cell.coordinate): cell.hyperlink.location or cell.hyperlink.target
        for sheet in openpyxl.load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink
    }


@each_sample
def test_check_decide_and_go_from_finding_to_finding(
    excel: Any, path: Path, tmp_path: Path
) -> None:
    book = open_book(path)
    assert click(book, "check") == []
    copy = tmp_path / path.name
    audited = _audited(path)
    patch = checked_copy(audited.report, audited.snapshot)
    filed = _patched(path, patch)
    _same(_saved(book, copy), filed)
    rows = finding_rows(filed.sheet("核对结果"))
    assert len(rows) == len(audited.report.findings)
    if not rows:
        assert "没有发现" in click(book, "next_finding")[0]
        return
    places = list(dict.fromkeys(finding.place for finding in audited.report.findings))
    book.sheets[0].activate()
    book.sheets[0].range("XFD1").select()
    for place in [*places, places[0]]:
        assert click(book, "next_finding") == []
        assert _cursor(book) == (place.sheet, place.row, place.column)
    for place in reversed([*places[-1:], places[0]]) if len(places) == 1 else places[:0:-1]:
        assert click(book, "previous_finding") == []
        assert _cursor(book) == (place.sheet, place.row, place.column)
    results = book.sheets["核对结果"]
    results.activate()
    results.range((rows[0].row, 5)).select()
    assert click(book, "decide", "属实不改") == []
    decision = CellWrite("核对结果", rows[0].row, DECIDED, "属实不改")
    _same(_saved(book, copy), _patched(path, patch + Patch((decision,))))


def _cursor(book: Any) -> tuple[str, int, int]:
    selection = book.selection
    return selection.sheet.name, selection.row, selection.column


def test_every_button_has_an_action() -> None:
    assert set(ACTIONS) == {
        *("score", "check", "restore", "previous_finding", "next_finding", "decide"),
        *("consolidate", "new", "rules", "schemes", "about"),
    }


@pytest.fixture
def book(excel: Any, tmp_path: Path) -> Any:
    """A sample with several findings, open and checked."""
    sample = next(path for path in SAMPLES if path.stem == "灵寿县人民政府办公室")
    path = tmp_path / sample.name
    path.write_bytes(sample.read_bytes())
    opened = open_book(path)
    click(opened, "check")
    return opened


def test_decisions_go_round(book: Any) -> None:
    sheet = book.sheets["核对结果"]
    sheet.activate()
    sheet.range("A4").select()
    seen = []
    for _ in range(5):
        assert click(book, "decide") == []
        seen.append(sheet.range((4, DECIDED)).value)
    assert seen == ["已改", "属实不改", "规则误报", None, "已改"]
    assert "已改" in book.app.status_bar


def test_a_decision_is_kept_by_the_next_check_and_by_the_score(book: Any) -> None:
    sheet = book.sheets["核对结果"]
    sheet.activate()
    sheet.range("A4").select()
    click(book, "decide", "规则误报")
    for action in ("check", "score"):
        assert click(book, action) == []
        assert book.sheets["核对结果"].range((4, DECIDED)).value == "规则误报"


def test_a_check_leaves_scores_in_place(book: Any) -> None:
    click(book, "score")
    scored = snapshot(book)
    assert click(book, "check") == []
    assert differences(without_results(snapshot(book)), without_results(scored)) == []


def test_decide_where_nothing_was_found(book: Any) -> None:
    book.sheets[0].activate()
    book.sheets[0].range("XFD9").select()
    assert "没有发现" in click(book, "decide")[0]
    assert "没有处理意见“随便”" in _click_at_finding(book, "随便")


def _click_at_finding(book: Any, choice: str) -> str:
    book.sheets["核对结果"].activate()
    book.sheets["核对结果"].range("A4").select()
    return click(book, "decide", choice)[0]


def test_restoring_asks_before_decisions_go(book: Any) -> None:
    book.sheets["核对结果"].activate()
    book.sheets["核对结果"].range("A4").select()
    click(book, "decide", "已改")
    book.app.impl.answers = ["no", "yes"]
    assert "1 条处理意见" in click(book, "restore")[0]
    assert "核对结果" in [sheet.name for sheet in book.sheets]
    click(book, "restore")
    assert "核对结果" not in [sheet.name for sheet in book.sheets]
    assert "不用恢复" in click(book, "restore")[0]


def test_restoring_leaves_what_somebody_wrote_below_our_columns(excel: Any, tmp_path: Path) -> None:
    book = open_book(SAMPLES[-1])
    before = snapshot(book)
    click(book, "score")
    scored = snapshot(book)
    heading = next(
        (sheet.name, row, column)
        for sheet in scored.sheets
        for (row, column), cell in sheet.cells.items()
        if cell.value == "说明" and sheet.value(row, column - 2) == "系统得分"
    )
    place = (heading[1] + 200, heading[2])
    book.sheets[heading[0]].range(place).value = "科室备注"
    click(book, "restore")
    after = snapshot(book)
    assert after.sheet(heading[0]).value(*place) == "科室备注"
    sheets = [
        replace(sheet, cells={at: cell for at, cell in sheet.cells.items() if at != place})
        if sheet.name == heading[0]
        else sheet
        for sheet in after.sheets
    ]
    assert differences(replace(after, sheets=tuple(sheets)), before) == []


def test_restoring_takes_the_look_away_too(excel: Any, tmp_path: Path) -> None:
    path = SAMPLES[-1]
    book = open_book(path)
    click(book, "score")
    written = audit_snapshot(path, read_workbook(path)).patch
    click(book, "restore")
    sheets = {sheet.name for sheet in book.sheets}
    ours = [write for write in written.cells if write.sheet in sheets]
    assert ours
    for write in ours:
        cell = book.impl.workbook[write.sheet].cell(write.row, write.column)
        assert (cell.fill.fill_type, cell.border.left.style) == (None, None)
    for sheet, column, _ in written.widths:
        assert book.sheets[sheet].range((1, column)).column_width == 13


def test_an_unknown_button(book: Any) -> None:
    assert "没有按钮“launch”" in click(book, "launch")[0]


def test_rules_schemes_and_about(book: Any) -> None:
    count = len(book.app.books)
    assert click(book, "rules") == []
    rules = book.app.books.active
    assert [sheet.name for sheet in rules.sheets] == ["规则目录"]
    assert rules.sheets[0].range("A2").value == "XA101"
    assert click(book, "schemes") == []
    schemes = book.app.books.active
    assert schemes.sheets[0].name == "评分方案"
    assert "henan-zhengzhou-2022" in schemes.sheets[0].range("A2:A9").value
    assert len(book.app.books) == count + 2
    assert "MIT" in click(book, "about")[0]
