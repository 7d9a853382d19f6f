"""A patch applied to an open workbook does what the file host does to its file; or nothing at all."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.addin.live_books import SAMPLES, differences, without_results
from tests.hosts.xlwings_host import CALLS, open_book
from xlaudit.hosts.audited import audit_snapshot
from xlaudit.hosts.files import read_workbook
from xlaudit.hosts.live.read import snapshot
from xlaudit.hosts.live.write import apply
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


@pytest.mark.parametrize("text", TRICKY)
def test_text_arrives_as_written(small_book: Any, text: str) -> None:
    apply(Patch((CellWrite("表", 5, 5, text, style=Style()),)), small_book)
    cell = snapshot(small_book).sheet("表").cells[5, 5]
    assert (cell.value, cell.formula, cell.number_format) == (text, None, "General")


def test_each_kind_of_value(small_book: Any) -> None:
    values = [Decimal("0.1234567890123"), True, ErrorValue("#N/A"), None, "", Decimal(7)]
    apply(
        Patch(tuple(CellWrite("表", 9, column, v) for column, v in enumerate(values, 1))),
        small_book,
    )
    found = snapshot(small_book).sheet("表")
    assert [found.value(9, column) for column in range(1, 7)] == [*values[:4], None, values[5]]


def test_the_inverse_brings_every_cell_back(small_book: Any) -> None:
    before = snapshot(small_book)
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
    undoing = apply(patch, small_book, before)
    assert differences(snapshot(small_book), before) != []
    assert small_book.sheets["表"].range("G1").column_width == 33
    apply(undoing, small_book)
    after = snapshot(small_book)
    assert differences(without_results(after), without_results(before)) == []
    assert [sheet.name for sheet in after.sheets] == ["表", "旧"]
    assert small_book.sheets["表"].range("G1").column_width == 13


def test_a_block_takes_one_write(small_book: Any) -> None:
    cells = tuple(
        CellWrite("新", row, column, f"文字{row}", style=Style(wrap=True, border=True))
        for row in range(1, 300)
        for column in range(1, 8)
    )
    apply(Patch(cells, (SheetAdd("新", {}),)), small_book)
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


def test_coloured_characters_beyond_the_basic_plane(small_book: Any, tmp_path: Path) -> None:
    runs = (TextRun("𠮷字"), TextRun("85%", "C00000", bold=True), TextRun("完成"))
    write = CellWrite("新", 1, 1, "𠮷字85%完成", style=Style(), runs=runs)
    apply(Patch((write,), (SheetAdd("新", {}),)), small_book)
    small_book.save(tmp_path / "乙.xlsx")
    text = openpyxl.load_workbook(tmp_path / "乙.xlsx", rich_text=True)["新"]["A1"].value
    assert [getattr(part, "text", part) for part in text] == ["𠮷字", "85%", "完成"]
