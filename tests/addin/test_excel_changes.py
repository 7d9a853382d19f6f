"""A patch applied to an open workbook does what the file host does to its file; or nothing at all."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from tests.addin.live_books import SAMPLES, differences, without_results
from tests.hosts import xlwings_host
from tests.hosts.xlwings_host import CALLS, com, open_book
from xlaudit.errors import OutputError
from xlaudit.hosts.audited import audit_snapshot
from xlaudit.hosts.files import read_workbook
from xlaudit.hosts.live.read import snapshot
from xlaudit.hosts.live.write import ProtectedError, apply
from xlaudit.hosts.ooxml import write as ooxml
from xlaudit.workbook.patch import CellWrite, Patch, SheetAdd, Style, TextRun
from xlaudit.workbook.place import Area
from xlaudit.workbook.snapshot import ErrorValue

TRICKY = [
    "001",
    "1-2",
    "50%",
    "=1+1",
    "May 2020",
    "'撇号",
    "''",
    "+5",
    "-甲",
    "@甲",
    "TRUE",
    "#N/A",
    "1,234",
]


@pytest.mark.parametrize("path", SAMPLES[1:3], ids=lambda path: path.stem)
def test_a_scored_copy_looks_the_same_from_both_hosts(
    excel: Any, path: Path, tmp_path: Path
) -> None:
    book = open_book(path)
    live = snapshot(book)
    apply(audit_snapshot(path, live).patch, book, live)
    book.save(tmp_path / "开着.xlsx")
    audited = audit_snapshot(path, read_workbook(path))
    (tmp_path / "文件.xlsx").write_bytes(ooxml.apply(path.read_bytes(), audited.patch))
    assert _looks(tmp_path / "开着.xlsx") == _looks(tmp_path / "文件.xlsx")


def _looks(path: Path) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Return how our own sheets look: fonts, fills, widths, coloured characters."""
    found: dict[tuple[str, str], tuple[Any, ...]] = {}
    for sheet in openpyxl.load_workbook(path, rich_text=True).worksheets:
        if sheet.title not in ("核对结果", "叙述核对", "规则目录"):
            continue
        for row in sheet.iter_rows():
            for cell in row:
                font, side = cell.font, cell.border.left
                found[sheet.title, cell.coordinate] = (
                    *(font.b, font.i, font.sz, _color(font.color), font.u),
                    *(cell.fill.fgColor.rgb, side and side.style),
                    *(cell.alignment.horizontal, bool(cell.alignment.wrap_text)),
                )
        for letter, shape in sheet.column_dimensions.items():
            # A file counts some pixels of padding into a width, Excel's own measure does not.
            found[sheet.title, letter] = (0 if shape.hidden else int(shape.width),)
        for number, line in sheet.row_dimensions.items():
            found[sheet.title, str(number)] = (line.height,)
    return found


def _color(color: Any) -> str:
    return color.rgb if color is not None and color.type == "rgb" else "FF000000"


@pytest.fixture
def book(excel: Any, tmp_path: Path) -> Any:
    """A small open workbook with the sheets 表 and 旧."""
    path = tmp_path / "甲.xlsx"
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet("表")
    share = made.add_format({"num_format": "0.00%"})
    sheet.write_row("A1", ["指标", 12.5, "说明"])
    sheet.write_formula("B2", "=B1*2", share, 25)
    sheet.write_string("A3", "001")
    made.add_worksheet("旧").write("A1", "旧的")
    made.close()
    opened = open_book(path)
    CALLS.clear()
    return opened


@pytest.mark.parametrize("text", TRICKY)
def test_text_arrives_as_written(book: Any, text: str) -> None:
    apply(Patch((CellWrite("表", 5, 5, text, style=Style()),)), book)
    cell = snapshot(book).sheet("表").cells[5, 5]
    assert (cell.value, cell.formula, cell.number_format) == (text, None, "General")


def test_each_kind_of_value(book: Any) -> None:
    values = [Decimal("0.1234567890123"), True, ErrorValue("#N/A"), None, "", Decimal(7)]
    apply(Patch(tuple(CellWrite("表", 9, column, v) for column, v in enumerate(values, 1))), book)
    found = snapshot(book).sheet("表")
    assert [found.value(9, column) for column in range(1, 7)] == [*values[:4], None, values[5]]


def test_the_inverse_brings_every_cell_back(book: Any) -> None:
    before = snapshot(book)
    patch = Patch(
        cells=(
            CellWrite("表", 1, 2, "改"),
            CellWrite("表", 2, 2, Decimal(1)),
            CellWrite("表", 3, 1, None),
            CellWrite("表", 1, 7, Decimal(1), "B1+1", Style(bold=True)),
            CellWrite("新", 1, 1, "内容", link="'表'!B2"),
        ),
        sheets_added=(SheetAdd("新", {1: 20.0}, merged=(Area(2, 1, 2, 3),)),),
        widths=(("表", 7, 33.0),),
    )
    undoing = apply(patch, book, before)
    assert differences(snapshot(book), before) != []
    assert book.sheets["表"].range("G1").column_width == 33
    apply(undoing, book)
    after = snapshot(book)
    assert differences(without_results(after), without_results(before)) == []
    assert [sheet.name for sheet in after.sheets] == ["表", "旧"]
    assert book.sheets["表"].range("G1").column_width == 13


def test_a_block_takes_one_write(book: Any) -> None:
    cells = tuple(
        CellWrite("新", row, column, f"文字{row}", style=Style(wrap=True, border=True))
        for row in range(1, 300)
        for column in range(1, 8)
    )
    apply(Patch(cells, (SheetAdd("新", {}),)), book)
    assert CALLS["Range", "raw_value"] == 3  # two sheets read, one block written
    assert CALLS["Borders", "set"] == 1


def test_the_calls_of_a_score_do_not_grow_with_the_text(excel: Any, tmp_path: Path) -> None:
    """Columns of one make are written with the same calls, whether they have forty cells or four thousand."""
    counts = []
    for rows in (40, 4000):
        book = excel.books.add()
        CALLS.clear()
        writes = [CellWrite("Sheet1", 1, 3, "系统得分", style=Style(bold=True))]
        for row in range(2, rows):
            writes.append(CellWrite("Sheet1", row, 3, Decimal(9), f"A{row}", Style("0.00")))
            writes.append(CellWrite("Sheet1", row, 4, "说明", style=Style(wrap=True)))
        apply(Patch(tuple(writes)), book)
        counts.append(sum(CALLS.values()))
    assert counts[0] == counts[1]


def test_coloured_characters_beyond_the_basic_plane(book: Any, tmp_path: Path) -> None:
    runs = (TextRun("𠮷字"), TextRun("85%", "C00000", bold=True), TextRun("完成"))
    write = CellWrite("新", 1, 1, "𠮷字85%完成", style=Style(), runs=runs)
    apply(Patch((write,), (SheetAdd("新", {}),)), book)
    book.save(tmp_path / "乙.xlsx")
    text = openpyxl.load_workbook(tmp_path / "乙.xlsx", rich_text=True)["新"]["A1"].value
    assert [getattr(part, "text", part) for part in text] == ["𠮷字", "85%", "完成"]


SETTINGS = ("calculation", "enable_events", "screen_updating", "display_alerts", "status_bar")


@pytest.mark.parametrize("fails", [False, True])
def test_excel_is_left_as_it_was(excel: Any, book: Any, fails: bool) -> None:  # noqa: FBT001
    excel.calculation = "semiautomatic"
    excel.enable_events = False
    excel.status_bar = "正在做别的事"
    book.sheets["旧"].activate()
    book.sheets["旧"].range("B3:C4").select()
    before = {name: getattr(excel, name) for name in SETTINGS}
    patch = Patch((CellWrite("新", 1, 1, "甲"),), (SheetAdd("新", {}),), ("旧",) if fails else ())
    if fails:
        patch = replace(patch, sheets_added=(*patch.sheets_added, SheetAdd("坏[名", {})))
        with pytest.raises(ValueError, match="sheet name"):
            apply(patch, book)
    else:
        apply(patch, book)
    assert {name: getattr(excel, name) for name in SETTINGS} == before
    assert book.sheets.active.name == "旧"
    assert book.selection.address == "$B$3:$C$4"


def test_excel_is_quiet_meanwhile(excel: Any, book: Any, monkeypatch: pytest.MonkeyPatch) -> None:
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
    apply(Patch((CellWrite("表", 5, 5, "甲"),)), book)
    assert seen == [["manual", False, False, False]]


@pytest.mark.parametrize("step", range(1, 40))
def test_a_failure_in_the_middle_leaves_the_workbook_as_it_was(
    book: Any, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    before = snapshot(book)
    patch = Patch(
        cells=(
            CellWrite("表", 1, 2, "改", style=Style("0.00", bold=True)),
            CellWrite("表", 2, 2, Decimal(1), "B1*9", style=Style(fill="FFFFCC")),
            CellWrite("表", 1, 7, "新文字", style=Style(border=True)),
            CellWrite("旧二", 1, 1, "链接", link="'表'!B2", style=Style(bold=True)),
            CellWrite("旧二", 2, 2, "乙", style=Style(border=True)),
        ),
        sheets_added=(SheetAdd("旧二", {1: 9.0}, heights={1: 30.0}, merged=(Area(1, 1, 1, 2),)),),
        sheets_removed=("旧",),
        widths=(("表", 7, 33.0),),
    )
    happened = _fail_at(step, monkeypatch)
    try:
        apply(patch, book, before)
    except com.com_error:
        monkeypatch.undo()
        after = snapshot(book)
        assert differences(without_results(after), without_results(before)) == []
        assert [sheet.name for sheet in after.sheets] == ["表", "旧"]
        assert book.sheets["表"].range("G1").column_width == 13
        assert book.app.calculation == "automatic"
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
            getattr(xlwings_host.ranges, kind), "_before_call", refuse, raising=False
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
    book: Any, monkeypatch: pytest.MonkeyPatch, refused: str, time: int
) -> None:
    before = snapshot(book)
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
        apply(patch, book, before)
    assert differences(without_results(snapshot(book)), without_results(before)) == []
    assert [sheet.name for sheet in book.sheets] == ["表", "旧"]


def test_a_protected_sheet_is_said_before_anything_is_done(book: Any) -> None:
    book.sheets["表"].impl.sheet.protection.sheet = True
    patch = Patch((CellWrite("表", 5, 5, "甲"), CellWrite("新", 1, 1, "乙")), (SheetAdd("新", {}),))
    with pytest.raises(ProtectedError, match="“表”受保护"):
        apply(patch, book)
    assert [sheet.name for sheet in book.sheets] == ["表", "旧"]


def test_what_cannot_be_done_is_said_before_anything_is_done(book: Any) -> None:
    with pytest.raises(OutputError, match="没有工作表“无”"):
        apply(Patch((CellWrite("无", 1, 1, "甲"),)), book)
    with pytest.raises(OutputError, match="已经有工作表“旧”"):
        apply(Patch(sheets_added=(SheetAdd("旧", {}),)), book)
    apply(Patch(sheets_added=(SheetAdd("旧", {}),), sheets_removed=("旧",)), book)


def test_a_part_of_an_array_formula_is_not_written(book: Any) -> None:
    from openpyxl.worksheet.formula import ArrayFormula  # noqa: PLC0415

    book.impl.workbook["表"]["J1"] = ArrayFormula("J1:J3", "=B1:B3*2")
    with pytest.raises(OutputError, match="J1:J3 是数组公式"):
        apply(Patch((CellWrite("表", 2, 10, "甲"),)), book)
