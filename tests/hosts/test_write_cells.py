"""What one cell becomes in the file, and what writing it does to its neighbours."""

from __future__ import annotations

import io
import re
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText

from tests.hosts.rich_workbook import members
from tests.hosts.small_workbook import MAIN, small_workbook
from xlaudit.errors import WorkbookError
from xlaudit.hosts.ooxml.read import read
from xlaudit.hosts.ooxml.write import apply
from xlaudit.workbook.patch import CellWrite, Patch, Style, TextRun
from xlaudit.workbook.snapshot import Cell, ErrorValue

EMPTY = "<sheetData/>"
PART = "xl/worksheets/sheet1.xml"


def sheet_of(data: bytes) -> str:
    return members(data)[PART].decode()


def write(*cells: CellWrite, into: str = EMPTY) -> bytes:
    return apply(small_workbook(into), Patch(cells))


def cell_xml(value: object, **more: object) -> str:
    text = sheet_of(write(CellWrite("表", 1, 1, value, **more)))  # type: ignore[arg-type]
    found = re.search(r"<c .*</c>|<c [^>]*/>", text, re.DOTALL)
    assert found is not None, text
    return found[0]


T = '<c r="A1" t="inlineStr"><is><t xml:space="preserve">'
END = "</t></is></c>"


@pytest.mark.parametrize(
    ("value", "xml"),
    [
        ("执行率", f"{T}执行率{END}"),
        ("=1+1", f"{T}=1+1{END}"),
        ("  前后空格 ", f"{T}  前后空格 {END}"),
        ("<b>&\"'", f"{T}&lt;b&gt;&amp;\"'{END}"),
        ("上\n下\t右", f"{T}上\n下\t右{END}"),
        ("回车\r\n", f"{T}回车_x000D_\n{END}"),
        ("\x00\x0b\x1f\ufffe\uffff", f"{T}_x0000__x000B__x001F__xFFFE__xFFFF_{END}"),
        ("_x0041_ _x_ _y0041_", f"{T}_x005F_x0041_ _x_ _y0041_{END}"),
        ("\ud83d", f"{T}\ufffd{END}"),
        ("\ud83d\ude00", f"{T}\U0001f600{END}"),
        ("00123", f"{T}00123{END}"),
        ("", f"{T}{END}"),
        (Decimal("87.560"), '<c r="A1"><v>87.560</v></c>'),
        (Decimal("1E+3"), '<c r="A1"><v>1E+3</v></c>'),
        (Decimal("-0.1"), '<c r="A1"><v>-0.1</v></c>'),
        (Decimal(1) / Decimal(3), '<c r="A1"><v>0.3333333333333333</v></c>'),
        (Decimal("1E+400"), '<c r="A1" t="e"><v>#NUM!</v></c>'),
        (Decimal("NaN"), '<c r="A1" t="e"><v>#NUM!</v></c>'),
        (True, '<c r="A1" t="b"><v>1</v></c>'),
        (False, '<c r="A1" t="b"><v>0</v></c>'),
        (ErrorValue("#DIV/0!"), '<c r="A1" t="e"><v>#DIV/0!</v></c>'),
    ],
)
def test_values(value: object, xml: str) -> None:
    assert cell_xml(value) == xml


@pytest.mark.parametrize(
    ("value", "xml"),
    [
        (None, '<c r="A1"><f>A2&amp;"&lt;"</f></c>'),
        (Decimal("9.73"), '<c r="A1"><f>A2&amp;"&lt;"</f><v>9.73</v></c>'),
        ("优", '<c r="A1" t="str"><f>A2&amp;"&lt;"</f><v>优</v></c>'),
        (False, '<c r="A1" t="b"><f>A2&amp;"&lt;"</f><v>0</v></c>'),
        (ErrorValue("#N/A"), '<c r="A1" t="e"><f>A2&amp;"&lt;"</f><v>#N/A</v></c>'),
    ],
)
def test_formulas_with_the_value_to_show(value: object, xml: str) -> None:
    assert cell_xml(value, formula='A2&"<"') == xml


TEXTS = [
    "执行率 87.56%",
    '=HYPERLINK("http://example.org")',
    " 前后 ",
    "a\x0bb\r\n\x00",
    "_x0041_",
    "😀𠮷",
    "\n",
]


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_read_back_as_it_was_written(text: str) -> None:
    after = read(write(CellWrite("表", 3, 2, text)), "")
    assert after.sheet("表").cells == {(3, 2): Cell(text)}


@pytest.mark.parametrize("sign", ["字", "😀"])
def test_long_text_is_cut_with_a_mark(sign: str) -> None:
    units = len(sign.encode("utf-16-le")) // 2
    whole = sign * (32_767 // units)
    assert read(write(CellWrite("表", 1, 1, whole)), "").sheet("表").value(1, 1) == whole
    cut = read(write(CellWrite("表", 1, 1, whole + sign * 2)), "").sheet("表").value(1, 1)
    assert isinstance(cut, str)
    assert cut.endswith(sign + "…（以下略）")
    assert 32_765 <= len(cut.encode("utf-16-le")) // 2 <= 32_767


def test_long_coloured_text_is_cut_too() -> None:
    runs = (TextRun("甲" * 20_000), TextRun("乙" * 20_000, "FF0000"), TextRun("丙"))
    cut = read(write(CellWrite("表", 1, 1, runs=runs)), "").sheet("表").value(1, 1)
    assert cut == "甲" * 20_000 + "乙" * 12_761 + "…（以下略）"
    assert len(cut) == 32_767


def test_coloured_text_cut_between_two_runs_has_its_mark() -> None:
    runs = (TextRun("甲" * 32_761), TextRun("乙" * 9, "FF0000"))
    cut = read(write(CellWrite("表", 1, 1, runs=runs)), "").sheet("表").value(1, 1)
    assert cut == "甲" * 32_761 + "…（以下略）"


def test_coloured_text_in_openpyxl() -> None:
    runs = (TextRun("应为 "), TextRun("9.73", "C00000", bold=True))
    data = write(CellWrite("表", 1, 1, "应为 9.73", runs=runs, style=Style(size=12)))
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    text = book["表"]["A1"].value
    assert isinstance(text, CellRichText)
    assert [part.text for part in text] == ["应为 ", "9.73"]
    assert (text[1].font.b, text[1].font.color.rgb, text[1].font.sz) == (True, "FFC00000", 12)


ROWS = (
    '<dimension ref="B2:D6"/><cols><col min="5" max="5" style="3"/></cols><sheetData>'
    '<row r="2" spans="2:4"><c r="B2" s="1" t="s" cm="1" vm="2"><v>0</v></c><c r="D2"><v>4</v></c></row>'
    '<row r="4" s="2" customFormat="1"/><row r="6"><c r="B6"><v>6</v></c></row></sheetData>'
)


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        (2, 2, '<row r="2" spans="2:4"><c r="B2" s="1"><v>7</v></c><c r="D2">'),
        (2, 1, '<row r="2"><c r="A2"><v>7</v></c><c r="B2" s="1" t="s"'),
        (2, 3, '</c><c r="C2"><v>7</v></c><c r="D2"><v>4</v></c></row>'),
        (2, 5, '<v>4</v></c><c r="E2" s="3"><v>7</v></c></row><row r="4"'),
        (1, 2, '<sheetData><row r="1"><c r="B1"><v>7</v></c></row><row r="2"'),
        (3, 2, '</row><row r="3"><c r="B3"><v>7</v></c></row><row r="4"'),
        (4, 5, '<row r="4" s="2" customFormat="1"><c r="E4" s="2"><v>7</v></c></row><row r="6">'),
        (5, 5, '<row r="5"><c r="E5" s="3"><v>7</v></c></row><row r="6">'),
        (9, 2, '</row><row r="9"><c r="B9"><v>7</v></c></row></sheetData>'),
    ],
)
def test_a_cell_lands_in_order_and_keeps_the_look_of_its_place(
    row: int, column: int, expected: str
) -> None:
    after = sheet_of(write(CellWrite("表", row, column, Decimal(7)), into=ROWS))
    assert expected in after
    assert after.count("<c ") == ROWS.count("<c ") + ((row, column) != (2, 2))


def test_many_cells_in_any_order_come_out_sorted_and_the_last_write_counts() -> None:
    cells = [
        CellWrite("表", row, column, Decimal(row * column))
        for row in range(8, 0, -1)
        for column in (9, 3, 1)
    ]
    cells.append(CellWrite("表", 1, 1, "后"))
    after = sheet_of(write(*cells, into=ROWS))
    assert [int(row) for row in re.findall(r'<row r="(\d+)"', after)] == list(range(1, 9))
    for row in re.findall(r"<row .*?</row>", after):
        columns = re.findall(r'<c r="([A-Z]+)', row)
        assert columns == sorted(set(columns))
    assert read(write(*cells, into=ROWS.replace(' t="s"', "")), "").sheet("表").value(1, 1) == "后"


@pytest.mark.parametrize(
    ("cells", "reference"),
    [
        ([(3, 3)], "B2:D6"),
        ([(1, 1)], "A1:D6"),
        ([(9, 3), (4, 28)], "B2:AB9"),
    ],
)
def test_the_used_range_grows(cells: list[tuple[int, int]], reference: str) -> None:
    after = write(*(CellWrite("表", row, column, "x") for row, column in cells), into=ROWS)
    assert f'<dimension ref="{reference}"/>' in sheet_of(after)


def test_an_emptied_cell_keeps_its_look_and_an_empty_one_stays_absent() -> None:
    after = sheet_of(
        write(CellWrite("表", 2, 2), CellWrite("表", 3, 3), CellWrite("表", 4, 3), into=ROWS)
    )
    assert '<c r="B2" s="1"/>' in after
    assert 'r="C3"' not in after
    assert '<row r="4" s="2" customFormat="1"/>' in after


def test_rows_and_cells_without_address_are_counted() -> None:
    rows = (
        "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>"
    )
    after = write(CellWrite("表", 1, 2, Decimal(9)), CellWrite("表", 2, 1), into=rows)
    cells = read(after, "").sheet("表").cells
    assert {place: cell.value for place, cell in cells.items()} == {(1, 1): 1, (1, 2): 9}


SHARED = (
    "<sheetData>"
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B4" si="0">A1*2&amp;"&lt;A1"</f></c></row>'
    '<row r="2"><c r="B2"><f t="shared" si="0"/><v>4</v></c></row>'
    '<row r="3"><c r="B3"><f t="shared" si="0"></f><v>6</v></c></row>'
    '<row r="4"><c r="B4"><f t="shared" si="0"/><v>8</v></c></row></sheetData>'
)


def formulas_of(data: bytes) -> dict[str, object]:
    """The formulas as openpyxl reads them; it writes followers out itself."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {cell.coordinate: cell.value for (cell,) in book["表"]["B1:B4"]}


def test_followers_of_an_overwritten_shared_formula_keep_their_own() -> None:
    before = formulas_of(small_workbook(SHARED))
    after = formulas_of(
        write(CellWrite("表", 1, 2, Decimal(5)), CellWrite("表", 3, 2, "改"), into=SHARED)
    )
    assert before["B4"] == '=A4*2&"<A1"'
    assert after == {**before, "B1": 5, "B3": "改"}


def test_a_follower_can_be_overwritten_alone() -> None:
    before = formulas_of(small_workbook(SHARED))
    data = write(CellWrite("表", 2, 2, Decimal(5)), into=SHARED)
    assert formulas_of(data) == {**before, "B2": 5}
    assert 'ref="B1:B4"' in sheet_of(data)


ARRAY = (
    '<sheetData><row r="1"><c r="A1"><f t="array" ref="A1:B2">D1:E2</f><v>1</v></c>'
    '<c r="B1"><v>1</v></c></row><row r="2"><c r="D2"><f t="dataTable" ref="D2:D3" dt2D="0" r1="A9"/>'
    "</c></row></sheetData>"
)


@pytest.mark.parametrize(("row", "column"), [(1, 1), (1, 2), (2, 2), (3, 4)])
def test_part_of_an_array_formula_is_refused(row: int, column: int) -> None:
    with pytest.raises(WorkbookError, match=r"工作表“表”的单元格 .*属于数组公式"):
        write(CellWrite("表", row, column, "x"), into=ARRAY)
    write(CellWrite("表", 5, 5, "x"), into=ARRAY)


def test_the_header_of_a_table_is_refused() -> None:
    types = f'<table xmlns="{MAIN}" id="1" name="t" displayName="台账" ref="B2:C9"/>'
    relationship = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="../tables/table1.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/table"/>'
        "</Relationships>"
    )
    extra = {"xl/tables/table1.xml": types, "xl/worksheets/_rels/sheet1.xml.rels": relationship}
    data = small_workbook(
        '<sheetData/><tableParts count="1"><tablePart r:id="r1"/></tableParts>', extra=extra
    )
    with pytest.raises(WorkbookError, match="单元格 C2 是表格“台账”的标题"):
        apply(data, Patch((CellWrite("表", 2, 3, "x"),)))
    apply(data, Patch((CellWrite("表", 3, 3, "x"), CellWrite("表", 1, 3, "x"))))


def test_a_sheet_that_is_missing_gets_one_sentence() -> None:
    with pytest.raises(WorkbookError, match="没有工作表“别的”"):
        write(CellWrite("别的", 1, 1, "x"))
