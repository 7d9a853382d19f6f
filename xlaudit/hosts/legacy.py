"""A legacy workbook (.xls, WPS .et) → ``Snapshot``: values only, formulas are not to be had.

python-calamine reads the values; the records give what it leaves out. Error cells would look empty without
them, and a stray cell at the far corner would make it lay out sixteen million cells.
"""

from __future__ import annotations

import hashlib
import io
from datetime import date, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING

from xlaudit.errors import WorkbookError
from xlaudit.hosts.compound import CompoundFile
from xlaudit.hosts.faults import refused, shown, unreadable
from xlaudit.hosts.records import LegacyBook, LegacySheet, read_records
from xlaudit.hosts.serials import serial_number
from xlaudit.workbook.place import Area
from xlaudit.workbook.snapshot import Cell, ErrorValue, Sheet, Snapshot, Value

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

__all__ = ["read"]

_AREA_LIMIT = 2_000_000  # cells that calamine may lay out at once, about 32 bytes each
_OTHER_CONTENTS = (
    ("EncryptedPackage", "设有打开密码；请在 Excel 或 WPS 中打开它，去掉密码另存后再试"),
    ("WordDocument", "是 Word 文档，不是工作簿；请选择工作簿文件"),
    ("PowerPoint Document", "是演示文稿，不是工作簿；请选择工作簿文件"),
)


def read(data: bytes, name: str) -> Snapshot:
    """Read a workbook (.xls, or a .et of that kind) from the bytes of its file.

    Raises:
        WorkbookError: it is no such workbook, encrypted, damaged, or made to do harm.
    """
    container = CompoundFile(data, name)
    for stream, what in _OTHER_CONTENTS:
        if stream in container:
            raise WorkbookError(f"读不了“{shown(name)}”：文件{what}。")
    stream = "Workbook" if "Workbook" in container else "Book"
    if stream not in container:
        raise WorkbookError(
            f"读不了“{shown(name)}”：它不是工作簿；请选择 .xlsx、.xls 或 .et 文件。"
        )
    try:
        book = read_records(container.stream(stream))
    except OverflowError as error:
        raise refused(name, "有内容的单元格超过一百万个") from error
    if book.is_encrypted:
        raise WorkbookError(f"读不了“{shown(name)}”：文件{_OTHER_CONTENTS[0][1]}。")
    if sum(sheet.area for sheet in book.sheets) > _AREA_LIMIT:
        raise unreadable(name, "有单元格离表格太远，撑开的区域过大")
    return Snapshot(
        name=name,
        sheets=tuple(_sheets(data, name, book)),
        sha256=hashlib.sha256(data).hexdigest(),
        has_macros="_VBA_PROJECT_CUR" in container or any(sheet.is_macro for sheet in book.sheets),
        date1904=book.date1904,
        names={},
        properties={},
        values_only=True,
    )


def _sheets(data: bytes, name: str, book: LegacyBook) -> list[Sheet]:
    # A legacy file is the exception: only it pays for loading calamine.
    from python_calamine import CalamineError, SheetTypeEnum, load_workbook  # noqa: PLC0415

    try:
        with load_workbook(io.BytesIO(data)) as workbook:
            pairs = zip(workbook.sheets_metadata, book.sheets, strict=True)
            return [
                _sheet(workbook.get_sheet_by_name(entry.name), records, book)
                for entry, records in pairs
                if entry.typ == SheetTypeEnum.WorkSheet
            ]
    except ValueError as error:
        raise unreadable(name, "工作表目录与内容对不上") from error
    except CalamineError as error:
        raise unreadable(name, "文件已损坏") from error
    except BaseException as error:
        # A panic of the Rust library comes as a BaseException of a class that cannot be imported.
        if type(error).__name__ == "PanicException":
            raise unreadable(name, "文件已损坏") from error
        raise


def _sheet(sheet: CalamineSheet, records: LegacySheet, book: LegacyBook) -> Sheet:
    cells: dict[tuple[int, int], Cell] = {}
    for row, line in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        for column, stored in enumerate(line, start=1):
            value = _value(stored, date1904=book.date1904)
            if value is not None:
                number_format = book.number_format(records.styles.get((row, column), 0))
                cells[row, column] = Cell(value, None, number_format)
    for place, code in records.errors.items():
        cells[place] = Cell(ErrorValue(code), None, book.number_format(records.styles[place]))
    return Sheet(
        name=sheet.name,
        cells=cells,
        state=records.state,
        merged=tuple(
            Area(top + 1, left + 1, bottom + 1, right + 1)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ),
        hidden_rows=frozenset(records.hidden_rows),
        hidden_columns=frozenset(records.hidden_columns),
        is_protected=records.is_protected,
    )


def _value(stored: str | float | date | time | timedelta, *, date1904: bool) -> Value:
    match stored:
        case bool():
            return stored
        case str():
            return stored or None
        case int():
            return Decimal(stored)
        case float():
            return Decimal(repr(stored)) if isfinite(stored) else ErrorValue("#NUM!")
        case _:
            return serial_number(stored, date1904=date1904)
