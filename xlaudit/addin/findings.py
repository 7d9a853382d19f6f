"""上一处, 下一处, 处理意见: from finding to finding, in the order of 核对结果."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from xlaudit.errors import UsageError

if TYPE_CHECKING:
    from xlaudit.output.finding_rows import FindingRow
    from xlaudit.workbook.place import Place

__all__ = ["decide", "next_finding", "previous_finding"]

_VISIBLE = (-1, 1)
"""How Excel says that a sheet can be seen."""


class _Results(NamedTuple):
    """核对结果 of a workbook: the open sheet, and the findings that it lists."""

    sheet: Any
    rows: tuple[FindingRow, ...]


def next_finding(book: Any) -> None:
    """下一处: select the cell of the next finding; after the last one comes the first.

    Raises:
        UsageError: there is no 核对结果, or it lists no finding.
    """
    _go(book, 1)


def previous_finding(book: Any) -> None:
    """上一处: select the cell of the finding before; before the first one comes the last.

    Raises:
        UsageError: as ``next_finding``.
    """
    _go(book, -1)


def decide(book: Any, choice: str | None = None) -> None:
    """处理意见: note what was decided of the finding at the selected cell; without ``choice``, the next in turn.

    The turn is 已改, 属实不改, 规则误报, nothing. Where several findings concern the cell, the first of them
    is shown in 核对结果 and nothing is noted, for nobody could see which one was meant.

    Raises:
        UsageError: no finding is selected, or there is no such 处理意见.
        ProtectedError: 核对结果 is protected.
    """
    from xlaudit.output.finding_rows import DECISION_COLUMN, following  # noqa: PLC0415 - a first click is quick
    from xlaudit.output.result_sheet import DECISIONS  # noqa: PLC0415

    results = _results(book)
    selected = _selected(results, _cursor(book))
    if not selected:
        raise UsageError("选中的单元格没有发现；请先用“下一处”，或者在“核对结果”里选中一行。")
    finding = selected[0]
    cell = results.sheet.range((finding.row, DECISION_COLUMN))
    if len(selected) > 1:
        results.sheet.activate()
        cell.select()
        book.app.status_bar = f"这一格有 {len(selected)} 处发现；请在“核对结果”里逐条填写处理意见。"
        return
    decided = following(finding.decided) if choice is None else choice
    if decided and decided not in DECISIONS:
        raise UsageError(f"没有处理意见“{decided}”；可填：{'、'.join(DECISIONS)}，或者留空。")
    _write(book, results.sheet, finding.row, decided)
    number = results.rows.index(finding) + 1
    book.app.status_bar = f"第 {number} 处 {finding.code} 的处理意见：{decided or '（空）'}"


def _write(book: Any, sheet: Any, row: int, decided: str) -> None:
    from xlaudit.hosts.live.read import read_sheet  # noqa: PLC0415 - as above
    from xlaudit.hosts.live.write import apply  # noqa: PLC0415
    from xlaudit.output.finding_rows import DECISION_COLUMN  # noqa: PLC0415
    from xlaudit.workbook.patch import CellWrite, Patch  # noqa: PLC0415
    from xlaudit.workbook.snapshot import Snapshot  # noqa: PLC0415

    before = Snapshot(book.name, (read_sheet(sheet),))
    apply(Patch((CellWrite(sheet.name, row, DECISION_COLUMN, decided or None),)), book, before)


def _go(book: Any, step: int) -> None:
    results = _results(book)
    if not results.rows:
        raise UsageError("“核对结果”里没有发现，不用逐条处理。")
    targets = _one_a_cell(results.rows)
    selected = _selected(results, _cursor(book))
    here = [number for number, row in enumerate(targets) if selected and _same(row, selected[0])]
    # Without a finding at the cursor, forward begins at the first one and back at the last.
    finding = targets[(here[0] + step) % len(targets) if here else min(step, 0)]
    _select(book, results, finding)
    others = sum(_same(row, finding) for row in results.rows) - 1
    more = f"（此处共 {others + 1} 处发现）" if others else ""
    book.app.status_bar = (
        f"{results.rows.index(finding) + 1}/{len(results.rows)} {finding.severity} {finding.code} "
        f"{finding.place or ''}{more} {finding.message}"
    )


def _one_a_cell(rows: tuple[FindingRow, ...]) -> list[FindingRow]:
    """Return the first finding of each cell, in order: the cursor tells the cell, not the finding."""
    return [
        row for index, row in enumerate(rows) if not any(_same(row, each) for each in rows[:index])
    ]


def _same(row: FindingRow, other: FindingRow) -> bool:
    return row is other or (row.place is not None and row.place == other.place)


def _select(book: Any, results: _Results, finding: FindingRow) -> None:
    """Select the cell of a finding; its row in 核对结果 where the cell cannot be seen."""
    place = finding.place
    sheet = next((each for each in book.sheets if place and each.name == place.sheet), None)
    if sheet is None or place is None or int(sheet.visible) not in _VISIBLE:
        results.sheet.activate()
        results.sheet.range((finding.row, 1)).select()
        return
    sheet.activate()
    sheet.range((place.row, place.column)).select()


def _results(book: Any) -> _Results:
    from xlaudit.hosts.live.read import read_sheet  # noqa: PLC0415 - as above
    from xlaudit.output.finding_rows import finding_rows  # noqa: PLC0415
    from xlaudit.output.own import is_result_sheet  # noqa: PLC0415
    from xlaudit.output.result_sheet import RESULTS  # noqa: PLC0415

    for sheet in book.sheets:
        if sheet.name.startswith(RESULTS):
            content = read_sheet(sheet)
            if is_result_sheet(content):
                return _Results(sheet, finding_rows(content))
    raise UsageError("这个工作簿里没有“核对结果”；请先评分或核对。")


def _cursor(book: Any) -> Place | None:
    """Return the first selected cell; None where a chart or a picture is selected."""
    from xlaudit.workbook.place import Place  # noqa: PLC0415 - as above

    selection = book.selection
    if selection is None or selection.sheet.book != book:
        return None
    return Place(selection.sheet.name, selection.row, selection.column)


def _selected(results: _Results, cursor: Place | None) -> list[FindingRow]:
    """Return the findings at the cursor: of its row in 核对结果, of its cell elsewhere."""
    if cursor is None:
        return []
    if cursor.sheet == results.sheet.name:
        return [row for row in results.rows if row.row == cursor.row]
    return [row for row in results.rows if row.place == cursor]
