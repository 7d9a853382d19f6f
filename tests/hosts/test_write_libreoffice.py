"""LibreOffice opens what was written, recomputes it, and shows the same text."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl

from tests.hosts.rich_workbook import rich_workbook
from tests.hosts.small_workbook import small_workbook
from tests.hosts.test_write import load, scored
from xlaudit.hosts.ooxml.write import apply
from xlaudit.workbook.patch import CellWrite, Patch, SheetAdd, Style, TextRun

STALE = Decimal(-1)
TEXTS = ("=1+1", " 前后 ", "上\n下", "_x0041_", "😀𠮷", "<b>&'\"", "00123", "@甲", "+86", "{=1}")


def texts() -> Patch:
    cells = [CellWrite("文字", row, 1, text) for row, text in enumerate(TEXTS, 1)]
    cells += [
        CellWrite("文字", row, 2, "x", "LEN(A" + str(row) + ")") for row in range(1, len(TEXTS) + 1)
    ]
    runs = (TextRun("应为"), TextRun(" 9.73 ", "C00000", bold=True), TextRun("分", "00B050"))
    cells.append(CellWrite("文字", 20, 1, runs=runs, style=Style(wrap=True)))
    cells.append(CellWrite("表", 3, 3, Decimal(2), "B1*A1", Style(number_format="0.00%")))
    return Patch(tuple(cells), (SheetAdd("文字", {1: 30}),))


def stale(patch: Patch) -> Patch:
    """Give every formula a wrong cached value, which must not survive."""
    cells = [replace(write, value=STALE) if write.formula else write for write in patch.cells]
    return replace(patch, cells=tuple(cells))


def test_libreoffice_opens_recomputes_and_keeps_text(
    tmp_path: Path, recalculate: Callable[..., list[Path]]
) -> None:
    row = '<sheetData><row r="1"><c r="A1"><v>4</v></c><c r="B1"><v>2.5</v></c></row></sheetData>'
    shared = (
        '<sheetData><row r="1"><c r="A1"><v>4</v></c><c r="B1"><f t="shared" ref="B1:B2" si="0">A1*10'
        '</f></c></row><row r="2"><c r="A2"><v>6</v></c><c r="B2"><f t="shared" si="0"/></c></row>'
        "</sheetData>"
    )
    files = {
        "rich.xlsx": apply(rich_workbook(), stale(scored())),
        "small.xlsx": apply(small_workbook(row), stale(texts())),
        "strict.xlsx": apply(small_workbook(row, strict=True), stale(texts())),
        "shared.xlsx": apply(small_workbook(shared), Patch((CellWrite("表", 1, 2, Decimal(5)),))),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    opened = [path.read_bytes() for path in recalculate([tmp_path / name for name in files])]
    rich, *small, freed = (load(data, values=True) for data in opened)

    form = rich["自评表"]
    for line in range(2, 10):
        assert form.cell(line, 13).value == 9.16, line
    assert form["E10"].value == 3963.6
    assert form["M1"].fill.fgColor.rgb == "FFDDEBF7"
    assert form["N2"].hyperlink.location.replace("$", "") in {"'核对结果'!A3", "核对结果!A3"}
    assert rich["核对结果"]["B3"].value == "执行率 91.56% 低于目标"
    assert rich["核对结果"].print_title_rows == "$1:$2"
    assert rich.sheetnames == ["自评表", "资金", "参数", "核对结果"]

    for book in small:
        assert book["表"]["C3"].value == 10
        sheet = book["文字"]
        assert tuple(sheet.cell(line, 1).value for line in range(1, len(TEXTS) + 1)) == TEXTS
        # recomputed: LibreOffice counts characters, Excel would count those beyond U+FFFF twice
        lengths = [sheet.cell(line, 2).value for line in range(1, len(TEXTS) + 1)]
        assert lengths == [len(text) for text in TEXTS]
        assert sheet["A20"].value == "应为 9.73 分"
    assert freed["表"]["B2"].value == 60
    assert openpyxl.load_workbook(io.BytesIO(opened[3]))["表"]["B2"].value == "=A2*10"
