"""Whatever is written where: the written cells are there, the others are as before, and undo undoes it."""

from __future__ import annotations

import io
import re
from decimal import Decimal

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hosts.rich_workbook import members
from tests.hosts.small_workbook import small_workbook
from xlaudit.hosts.ooxml.read import read
from xlaudit.hosts.ooxml.write import apply
from xlaudit.workbook.patch import CellWrite, Patch, inverse
from xlaudit.workbook.place import column_name, column_number

Cells = dict[tuple[int, int], int | str | None]

PLACES = st.tuples(st.integers(1, 9), st.integers(1, 30))
VALUES = st.one_of(
    st.integers(-999, 999), st.text(st.characters(codec="utf-8"), min_size=1, max_size=5)
)


def sheet_xml(cells: Cells, *, addresses: bool) -> str:
    """Write a sheet; cells that stand right behind another may do without their address."""
    pieces, last_row = [], 0
    for row in sorted({row for row, _ in cells}):
        inner, last = "", 0
        for column in sorted(column for at, column in cells if at == row):
            address = f' r="{column_name(column)}{row}"' if addresses or column != last + 1 else ""
            inner += f"<c{address}><v>{cells[row, column]}</v></c>"
            last = column
        number = f' r="{row}"' if addresses or row != last_row + 1 else ""
        pieces.append(f"<row{number}>{inner}</row>")
        last_row = row
    return f"<sheetData>{''.join(pieces)}</sheetData>"


def in_openpyxl(data: bytes) -> Cells:
    sheet = openpyxl.load_workbook(io.BytesIO(data))["表"]
    return {
        (cell.row, cell.column): cell.value
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


@settings(max_examples=80, deadline=None, derandomize=True)
@given(
    st.dictionaries(PLACES, st.integers(-99, 99), max_size=20),
    st.dictionaries(PLACES, st.one_of(st.none(), VALUES), max_size=20),
    st.booleans(),
)
def test_cells_are_written_in_order_and_undone(old: Cells, new: Cells, addresses: bool) -> None:  # noqa: FBT001
    given_file = small_workbook(sheet_xml(old, addresses=addresses))
    writes = [
        CellWrite("表", row, column, Decimal(value) if isinstance(value, int) else value)
        for (row, column), value in new.items()
    ]
    patch = Patch(tuple(writes))
    after = apply(given_file, patch)
    expected = {place: value for place, value in {**old, **new}.items() if value is not None}
    # text is compared by the reader, which knows the escapes of control characters
    found = {place: cell.value for place, cell in read(after, "").sheet("表").cells.items()}
    assert found == expected
    assert in_openpyxl(after).keys() == expected.keys()
    xml = members(after)["xl/worksheets/sheet1.xml"].decode()
    rows = [int(row) for row in re.findall(r'<row r="(\d+)"', xml)]
    assert rows == sorted(set(rows))
    for row in re.findall(r"<row.*?</row>", xml, re.DOTALL):
        columns = [column_number(name) for name in re.findall(r'<c r="([A-Z]+)', row)]
        assert columns == sorted(set(columns))
    assert in_openpyxl(apply(after, inverse(patch, read(given_file, "")))) == old
