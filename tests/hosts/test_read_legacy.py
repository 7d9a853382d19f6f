"""Legacy workbooks: made record by record (MS-XLS by hand), refereed by calamine, olefile and LibreOffice."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import olefile
import openpyxl
import pytest
import python_calamine

from tests.hosts.compound_files import (
    compound,
    error,
    formula,
    label,
    number,
    record,
    unicode,
    workbook_stream,
)
from xlaudit.hosts import legacy
from xlaudit.hosts.biff.compound import CompoundFile
from xlaudit.hosts.ooxml import read as ooxml
from xlaudit.hosts.serials import serial_number
from xlaudit.workbook.place import Area
from xlaudit.workbook.snapshot import Cell, ErrorValue, Snapshot

FORMATS = {10: "0.00%", 164: '0.0"万元"', 165: "yyyy-mm-dd"}
GENERAL, PERCENT, MONEY, DAY = range(4)


def book(cells: bytes = b"", more: bytes = b"") -> bytes:
    stream = workbook_stream([("自评表", 0, cells)], formats=FORMATS, more=more)
    return compound({"Workbook": stream})


def rk(row: int, column: int, value: int, style: int = GENERAL) -> bytes:
    return record(0x027E, struct.pack("<HHHI", row, column, style, value & 0xFFFFFFFF))


def integer(value: int, *, hundredths: bool = False) -> int:
    return (value << 2 | 2 | hundredths) & 0xFFFFFFFF


def upper_bits(value: float, *, hundredths: bool = False) -> int:
    return struct.unpack("<II", struct.pack("<d", value))[1] & 0xFFFFFFFC | hundredths


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (label(0, 0, "部门 A1"), Cell("部门 A1")),
        (number(0, 0, 0.8756, PERCENT), Cell(Decimal("0.8756"), None, "0.00%")),
        (number(0, 0, 20, MONEY), Cell(Decimal(20), None, '0.0"万元"')),
        (number(0, 0, 44926.5, DAY), Cell(Decimal("44926.5"), None, "yyyy-mm-dd")),
        (number(0, 0, 1e300), Cell(Decimal("1e300"))),
        (rk(0, 0, integer(-7)), Cell(Decimal(-7))),
        (rk(0, 0, integer(9973, hundredths=True)), Cell(Decimal("99.73"))),
        (rk(0, 0, integer(-1, hundredths=True)), Cell(Decimal("-0.01"))),
        (rk(0, 0, upper_bits(0.5)), Cell(Decimal("0.5"))),
        (rk(0, 0, upper_bits(-150.0, hundredths=True)), Cell(Decimal("-1.5"))),
        (error(0, 0, 0x07), Cell(ErrorValue("#DIV/0!"))),
        (error(0, 0, 0x17), Cell(ErrorValue("#REF!"))),
        (error(0, 0, 1, is_error=False), Cell(True)),
        (error(0, 0, 0, is_error=False), Cell(False)),
        (formula(0, 0, struct.pack("<d", 9.73)), Cell(Decimal("9.73"))),
        (formula(0, 0, b"\1\0\1\0\0\0\xff\xff"), Cell(True)),
        (formula(0, 0, b"\2\0\x2a\0\0\0\xff\xff"), Cell(ErrorValue("#N/A"))),
        (formula(0, 0, b"\0\0\0\0\0\0\xff\xff") + record(0x0207, unicode("优")), Cell("优")),
        (formula(0, 0, b"\3\0\0\0\0\0\xff\xff"), None),
        (label(0, 0, ""), None),
        (record(0x0201, struct.pack("<HHH", 0, 0, PERCENT)), None),
    ],
)
def test_cells(cell: bytes, expected: Cell | None) -> None:
    found = legacy.read(book(cell), "x.xls")
    assert found.sheets[0].cells.get((1, 1)) == expected
    assert found.values_only


def test_row_of_numbers_and_shape() -> None:
    row = struct.pack("<HH", 4, 2) + b"".join(
        struct.pack("<HI", style, value)
        for style, value in ((PERCENT, upper_bits(0.5)), (GENERAL, integer(3)))
    )
    cells = (
        record(0x00BD, row + struct.pack("<H", 3))
        + record(0x0208, struct.pack("<HHHHHHHH", 6, 0, 1, 300, 0, 0, 0x20, 0))
        + record(0x0208, struct.pack("<HHHHHHHH", 7, 0, 1, 300, 0, 0, 0, 0))
        + record(0x007D, struct.pack("<HHHHHH", 1, 2, 100, 0, 1, 0))
        + record(0x00E5, struct.pack("<H", 1) + struct.pack("<HHHH", 0, 1, 0, 2))
        + record(0x0012, struct.pack("<H", 1))
    )
    sheet = legacy.read(book(cells), "x.xls").sheets[0]
    assert sheet.cells == {
        (5, 3): Cell(Decimal("0.5"), None, "0.00%"),
        (5, 4): Cell(Decimal(3)),
    }
    assert sheet.hidden_rows == {7}
    assert sheet.hidden_columns == {2, 3}
    assert sheet.merged == (Area(1, 1, 2, 3),)
    assert sheet.is_protected


def test_shared_strings_cut_anywhere() -> None:
    texts = ["年初预算", "abc", "富文本", "x" * 50, "末"]
    body = struct.pack("<II", 9, len(texts))
    body += struct.pack("<HB", 4, 1) + "年初预算".encode("utf-16-le")
    body += struct.pack("<HB", 3, 0) + b"abc"
    body += struct.pack("<HBHI", 3, 0x0D, 1, 6) + "富文本".encode("utf-16-le") + b"RUNSphonet"
    body += struct.pack("<HB", 50, 0) + b"x" * 20
    # The text goes on in the next record, where its characters are two bytes wide.
    rest = (
        b"\x01"
        + ("x" * 30).encode("utf-16-le")
        + struct.pack("<HB", 1, 1)
        + "末".encode("utf-16-le")
    )
    used = b"".join(
        record(0x00FD, struct.pack("<HHHI", row, 0, 0, row)) for row in range(len(texts))
    )
    data = book(used, record(0x00FC, body) + record(0x003C, rest))
    sheet = legacy.read(data, "x.xls").sheets[0]
    assert [sheet.value(row, 1) for row in range(1, 6)] == texts
    found = python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [line[0] for line in found] == texts


def test_sheets_their_states_and_the_chart_inside_one() -> None:
    chart = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x20, 0, 0, 0, 0))
    chart += number(0, 0, 666) + record(0x000A)
    stream = workbook_stream(
        [
            ("甲", 0, number(0, 0, 1) + chart + number(1, 0, 2)),
            ("乙", 1, b""),
            ("丙", 2, number(0, 0, 3)),
        ],
        formats={},
        more=record(0x0022, struct.pack("<H", 1)),
    )
    found = legacy.read(compound({"Workbook": stream, "_VBA_PROJECT_CUR": {"x": b""}}), "x.xls")
    assert [(sheet.name, sheet.state, len(sheet.cells)) for sheet in found.sheets] == [
        ("甲", "visible", 2),
        ("乙", "hidden", 0),
        ("丙", "veryHidden", 1),
    ]
    assert found.date1904
    assert found.has_macros
    assert found.sheets[0].value(1, 1) == Decimal(1)


def test_before_unicode() -> None:
    """BIFF5: strings are bytes in the code page of the workbook."""
    cells = record(0x0204, struct.pack("<HHHH", 0, 0, 0, 4) + "部门".encode("gbk"))
    stream = workbook_stream([("表", 0, cells)], formats={})
    stream = stream.replace(
        struct.pack("<HHH", 0x0809, 16, 0x0600), struct.pack("<HHH", 0x0809, 16, 0x0500)
    )
    name = struct.pack("<B", 1) + b"\x01" + "表".encode("utf-16-le")
    assert name in stream
    stream = stream.replace(name, b"\x03" + "表".encode("gbk") + b"A")
    stream = stream.replace(struct.pack("<HHH", 0x42, 2, 1200), struct.pack("<HHH", 0x42, 2, 936))
    found = legacy.read(compound({"Book": stream}), "x.xls")
    assert found.sheets[0].name == "表A"
    assert found.sheets[0].value(1, 1) == "部门"


def test_far_corner_costs_nothing() -> None:
    sheet = legacy.read(book(number(0, 0, 1) + number(65535, 255, 2)), "x.xls").sheets[0]
    assert sheet.extent == (65536, 256)
    assert len(sheet.cells) == 2


def test_embedded_document_does_not_hide_the_workbook() -> None:
    stream = workbook_stream([("自评表", 0, number(0, 0, 1))], formats={})
    inside = {"MBD01": {"WordDocument": b"w" * 5000, "EncryptedPackage": b"e"}}
    assert legacy.read(compound({**inside, "Workbook": stream}), "x.xls").sheets[0].cells


def test_compound_files_as_olefile_reads_them() -> None:
    streams = {
        "Workbook": bytes(range(256)) * 40,
        "small": b"abc" * 50,
        "S": {"inner": b"i" * 4096},
    }
    data = compound(streams)
    theirs = olefile.OleFileIO(io.BytesIO(data))
    ours = CompoundFile(data, "x")
    for name in ("Workbook", "small"):
        assert theirs.openstream(name).read() == ours.stream(name) == streams[name]
    assert theirs.exists("S/inner")
    assert "S" in ours
    assert "inner" not in ours


def plain(value: object) -> object:
    """Return a value of calamine as ours."""
    match value:
        case bool() | str():
            return value
        case int() | float():
            return float(value)
        case date() | datetime() | time() | timedelta():
            return float(serial_number(value, date1904=False))
    raise AssertionError(value)


def ours_as_grid(found: Snapshot) -> dict[tuple[str, int, int], object]:
    return {
        (sheet.name, *place): float(cell.value) if isinstance(cell.value, Decimal) else cell.value
        for sheet in found.sheets
        for place, cell in sheet.cells.items()
        if not isinstance(cell.value, ErrorValue)  # calamine shows errors as empty
    }


def test_agrees_with_calamine_and_with_the_workbook_that_it_was_made_from(
    tmp_path: Path, recalculate: Callable[..., list[Path]]
) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "自评表"
    for row in range(1, 300):
        sheet.cell(row, 1, f"指标{row}：" + "完成情况说明" * (row % 40))
        sheet.cell(row, 2, row / 7)
        sheet.cell(row, 3, row)
        sheet.cell(row, 4, f"=ROUND(B{row}*C{row},2)")
        sheet.cell(row, 5, f'=IF(C{row}>100,"优","良")')
        sheet.cell(row, 6, row / 300).number_format = "0.00%"
        sheet.cell(row, 7, row / 100)
    sheet["H1"] = date(2022, 12, 31)
    sheet["H2"] = "=1/0"
    sheet["H3"] = True
    sheet["H4"] = timedelta(hours=30)
    sheet.merge_cells("J1:K2")
    sheet["J1"] = "合并"
    sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["G"].hidden = True
    made.create_sheet("参数").sheet_state = "hidden"
    made.save(tmp_path / "made.xlsx")
    (old,) = recalculate([tmp_path / "made.xlsx"], "xls")
    (new,) = recalculate([tmp_path / "made.xlsx"], "xlsx")

    found = legacy.read(old.read_bytes(), "made.xls")
    workbook = python_calamine.load_workbook(old)
    theirs = {
        (name, row, column): plain(value)
        for name in workbook.sheet_names
        for row, line in enumerate(
            workbook.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1
        )
        for column, value in enumerate(line, start=1)
        if value != ""
    }
    ours = ours_as_grid(found)
    assert ours.keys() == theirs.keys()
    # calamine gives dates to the microsecond; everything else is the same double.
    unlike = {
        place: (value, theirs[place])
        for place, value in ours.items()
        if value != theirs[place] and place[2] != 8
    }
    assert unlike == {}
    assert [ours["自评表", row, 8] for row in (1, 3, 4)] == [44926, True, 1.25]

    modern = ooxml.read(new.read_bytes(), "made.xlsx")
    assert len(found.sheets) == len(modern.sheets)
    for mine, other in zip(found.sheets, modern.sheets, strict=True):
        assert mine.cells.keys() == other.cells.keys()
        for place, cell in mine.cells.items():
            expected = other.cells[place]
            if isinstance(cell.value, Decimal):
                assert float(cell.value) == pytest.approx(float(str(expected.value)), rel=1e-14)
            else:
                assert cell.value == expected.value
            assert cell.number_format == expected.number_format
        assert (mine.merged, mine.hidden_rows) == (other.merged, other.hidden_rows)
        assert (mine.hidden_columns, mine.state) == (other.hidden_columns, other.state)
