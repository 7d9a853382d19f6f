"""A change that cannot be carried out leaves the workbook, and Excel itself, as they were."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.addin.live_books import differences, without_results
from tests.hosts import xlwings_host
from tests.hosts.xlwings_host import com
from xlaudit.errors import OutputError
from xlaudit.hosts.live.read import snapshot
from xlaudit.hosts.live.write import ProtectedError, apply
from xlaudit.workbook.patch import CellWrite, Patch, SheetAdd, Style
from xlaudit.workbook.place import Area

SETTINGS = ("calculation", "enable_events", "screen_updating", "display_alerts", "status_bar")


@pytest.mark.parametrize("fails", [False, True])
def test_excel_is_left_as_it_was(excel: Any, small_book: Any, fails: bool) -> None:  # noqa: FBT001
    excel.calculation = "semiautomatic"
    excel.enable_events = False
    excel.status_bar = "正在做别的事"
    small_book.sheets["旧"].activate()
    small_book.sheets["旧"].range("B3:C4").select()
    before = {name: getattr(excel, name) for name in SETTINGS}
    patch = Patch((CellWrite("新", 1, 1, "甲"),), (SheetAdd("新", {}),), ("旧",) if fails else ())
    if fails:
        patch = replace(patch, sheets_added=(*patch.sheets_added, SheetAdd("坏[名", {})))
        with pytest.raises(ValueError, match="sheet name"):
            apply(patch, small_book)
    else:
        apply(patch, small_book)
    assert {name: getattr(excel, name) for name in SETTINGS} == before
    assert small_book.sheets.active.name == "旧"
    assert small_book.selection.address == "$B$3:$C$4"


def test_excel_is_quiet_meanwhile(
    excel: Any, small_book: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    host = xlwings_host.ranges.Range
    put = host._put_one
    monkeypatch.setattr(
        host,
        "_put_one",
        lambda self, *rest: (
            seen.append([getattr(excel, name) for name in SETTINGS[:4]]),
            put(self, *rest),
        ),
    )
    apply(Patch((CellWrite("表", 5, 5, "甲"),)), small_book)
    assert seen == [["manual", False, False, False]]


@pytest.mark.parametrize("step", range(1, 40))
def test_a_failure_in_the_middle_leaves_the_workbook_as_it_was(
    small_book: Any, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    before = snapshot(small_book)
    patch = Patch(
        cells=(
            CellWrite("表", 1, 7, "新文字", style=Style(border=True)),
            CellWrite("表", 1, 2, "改", style=Style("0.00", bold=True)),
            CellWrite("表", 2, 2, Decimal(1), "B1*9", style=Style(fill="FFFFCC")),
            CellWrite("旧二", 1, 1, "链接", link="'表'!B2", style=Style(bold=True)),
            CellWrite("旧二", 2, 2, "乙", style=Style(border=True)),
        ),
        sheets_added=(SheetAdd("旧二", {1: 9.0}, heights={1: 30.0}, merged=(Area(1, 1, 1, 2),)),),
        sheets_removed=("旧",),
        widths=(("表", 7, 33.0),),
    )
    happened = _fail_at(step, monkeypatch)
    try:
        apply(patch, small_book, before)
    except com.com_error:
        monkeypatch.undo()
        after = snapshot(small_book)
        assert differences(without_results(after), without_results(before)) == []
        assert [sheet.name for sheet in after.sheets] == ["表", "旧"]
        assert small_book.sheets["表"].range("G1").column_width == 13
        new_cell = small_book.impl.workbook["表"]["G1"]
        assert new_cell.border.left.style is None
        assert small_book.app.calculation == "automatic"
    else:
        assert happened[0] < step, "a change was refused and nobody noticed"


def _fail_at(step: int, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let the host refuse the ``step``-th call that changes a sheet, and no other."""
    changes = [0]

    def refuse(self: Any, key: tuple[str, str]) -> None:
        if key[0] in ("Range", "Borders", "FontOf", "Validation") and key[1] not in _ASKING:
            changes[0] += 1
            if changes[0] == step:
                raise com.com_error

    monkeypatch.setattr(xlwings_host.ranges.Range, "_before_call", refuse)
    for kind in ("Borders", "Validation"):
        monkeypatch.setattr(
            getattr(xlwings_host.looks, kind), "_before_call", refuse, raising=False
        )
    return changes


# What asks, and where the cursor stands: that is a courtesy, and no failure.
_ASKING = frozenset(
    ("row", "column", "shape", "api", "sheet", "address", "__call__", "font", "borders", "select")
)


@pytest.mark.parametrize(
    ("refused", "time"),
    [("name", 1), ("name", 2), ("delete", 1), ("visible", 1), ("show_gridlines", 1)],
)
def test_a_sheet_that_cannot_be_changed_leaves_the_workbook_as_it_was(
    small_book: Any, monkeypatch: pytest.MonkeyPatch, refused: str, time: int
) -> None:
    before = snapshot(small_book)
    patch = Patch(
        cells=(CellWrite("表", 1, 2, "改"), CellWrite("旧", 1, 1, "新的旧")),
        sheets_added=(SheetAdd("旧", {}, state="hidden"),),
        sheets_removed=("旧",),
    )
    kind = xlwings_host.sheets.Sheet
    member = vars(kind)[refused]
    calls = [0]

    def change(self: Any, *value: Any) -> None:
        calls[0] += 1
        if calls[0] == time:
            raise com.com_error
        (member.fset if value else member)(self, *value)

    changed = property(member.fget, change) if isinstance(member, property) else change
    monkeypatch.setattr(kind, refused, changed)
    with pytest.raises(com.com_error):
        apply(patch, small_book, before)
    assert differences(without_results(snapshot(small_book)), without_results(before)) == []
    assert [sheet.name for sheet in small_book.sheets] == ["表", "旧"]


def test_a_protected_sheet_is_said_before_anything_is_done(small_book: Any) -> None:
    small_book.sheets["表"].impl.sheet.protection.sheet = True
    patch = Patch((CellWrite("表", 5, 5, "甲"), CellWrite("新", 1, 1, "乙")), (SheetAdd("新", {}),))
    with pytest.raises(ProtectedError, match="“表”受保护"):
        apply(patch, small_book)
    assert [sheet.name for sheet in small_book.sheets] == ["表", "旧"]


def test_what_cannot_be_done_is_said_before_anything_is_done(small_book: Any) -> None:
    with pytest.raises(OutputError, match="没有工作表“无”"):
        apply(Patch((CellWrite("无", 1, 1, "甲"),)), small_book)
    with pytest.raises(OutputError, match="已经有工作表“旧”"):
        apply(Patch(sheets_added=(SheetAdd("旧", {}),)), small_book)
    apply(Patch(sheets_added=(SheetAdd("旧", {}),), sheets_removed=("旧",)), small_book)


def test_a_part_of_an_array_formula_is_not_written(small_book: Any) -> None:
    from openpyxl.worksheet.formula import ArrayFormula  # noqa: PLC0415

    small_book.impl.workbook["表"]["J1"] = ArrayFormula("J1:J3", "=B1:B3*2")
    with pytest.raises(OutputError, match="J1:J3 是数组公式"):
        apply(Patch((CellWrite("表", 2, 10, "甲"),)), small_book)
