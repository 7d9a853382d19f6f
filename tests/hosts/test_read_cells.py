"""Single cells and their formulas, written by hand: expected values from ECMA-376."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.hosts.packages import rows
from xlaudit.hosts.ooxml.read import read
from xlaudit.workbook.place import Area
from xlaudit.workbook.snapshot import Cell, ErrorValue, Sheet


def sheet_of(data: bytes) -> Sheet:
    return read(data, "测试.xlsx").sheets[0]


def cell(markup: str) -> Cell | None:
    return sheet_of(rows(f'<row r="1">{markup}</row>')).cells.get((1, 1))


@pytest.mark.parametrize(
    ("markup", "value"),
    [
        ("<c><v>0.1</v></c>", Decimal("0.1")),
        ("<c><v>12345678901234.567</v></c>", Decimal("12345678901234.567")),
        ("<c><v>1E-3</v></c>", Decimal("0.001")),
        ("<c><v> 7 </v></c>", Decimal(7)),
        ('<c t="n"><v>-0</v></c>', Decimal(0)),
        ('<c t="s"><v>1</v></c>', "绩效"),
        ('<c t="b"><v>true</v></c>', True),
        ('<c t="b"><v>0</v></c>', False),
        ('<c t="e"><v>#DIV/0!</v></c>', ErrorValue("#DIV/0!")),
        ('<c t="e"><v>#SPILL!</v></c>', ErrorValue("#SPILL!")),
        ('<c t="str"><v>文</v></c>', "文"),
        ('<c t="str"><v>甲_x000A_乙_xD83D__xDE00__xD83D_</v></c>', "甲\n乙😀�"),
        ('<c t="d"><v>2022-12-31</v></c>', Decimal(44926)),
        ('<c t="d"><v>1900-02-28T12:00:00Z</v></c>', Decimal("59.5")),
        ('<c t="d"><v>1900-03-01</v></c>', Decimal(61)),
        ('<c t="d"><v>18:00:00</v></c>', Decimal("0.75")),
        ('<c t="inlineStr"><is><t>年初</t></is></c>', "年初"),
        (
            """<c t="inlineStr"><is> <r><rPr><b/></rPr><t>年</t></r> <r><t xml:space="preserve">初 </t>
            </r><rPh sb="0" eb="1"><t>nian</t></rPh><phoneticPr fontId="1"/></is></c>""",
            "年初 ",
        ),
    ],
)
def test_values(markup: str, value: object) -> None:
    found = cell(markup)
    assert found is not None
    assert found == Cell(value)
    assert type(found.value) is type(value)


def test_digits_are_those_of_the_file() -> None:
    found = cell("<c><v>0.10000000000000001</v></c>")
    assert found is not None
    assert str(found.value) == "0.10000000000000001"


@pytest.mark.parametrize(
    "markup",
    [
        "<c/>",
        '<c s="1"/>',
        "<c><v/></c>",
        "<c><f/><v></v></c>",
        '<c t="inlineStr"><is/></c>',
        '<c t="str"><v></v></c>',
        '<c t="s"><v></v></c>',
        '<c t="e"><v/></c>',
        '<c t="b"><v/></c>',
    ],
)
def test_cells_that_hold_nothing_are_not_there(markup: str) -> None:
    assert cell(markup) is None


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<c><f>B1*2</f></c>", Cell(None, "B1*2")),
        ("<c><f>B1*2</f><v/></c>", Cell(None, "B1*2")),
        ('<c t="str"><f>""</f><v></v></c>', Cell("", '""')),
        ("<c><f>=B1</f><v>1</v></c>", Cell(Decimal(1), "B1")),
        ("<c><v>1</v><f>B1</f></c>", Cell(Decimal(1), "B1")),
        ("<c><f>IF(B1&lt;1,&quot;&amp;&quot;,2)</f></c>", Cell(None, 'IF(B1<1,"&",2)')),
        ("<c><f>_xlfn.IFS(B1,1)</f></c>", Cell(None, "_xlfn.IFS(B1,1)")),
        ('<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', Cell(ErrorValue("#DIV/0!"), "1/0")),
        ('<c s="1"><v>0.8756</v></c>', Cell(Decimal("0.8756"), None, "0.00%")),
        ('<c s="2"><v>99.68</v></c>', Cell(Decimal("99.68"), None, '0.0"分"')),
        (
            '<c><f t="dataTable" ref="A1:A2" dt2D="0" dtr="0" r1="B1"/><v>1</v></c>',
            Cell(Decimal(1), "TABLE(B1,)", "General", Area(1, 1, 2, 1)),
        ),
    ],
)
def test_formulas_and_formats(markup: str, expected: Cell) -> None:
    assert cell(markup) == expected


def test_every_cell_of_an_array_knows_its_range() -> None:
    data = """<row r="1"><c r="A1"><f t="array" ref="A1:B2">C1:D2*2</f><v>2</v></c><c r="B1"><v>4</v></c></row>
      <row r="2"><c r="A2"><v>6</v></c><c r="C2"><v>1</v></c></row>"""
    cells = sheet_of(rows(data)).cells
    whole = Area(1, 1, 2, 2)
    assert cells[1, 1] == Cell(Decimal(2), "C1:D2*2", "General", whole)
    assert cells[1, 2] == Cell(Decimal(4), None, "General", whole)
    assert cells[2, 1].is_computed
    assert not cells[2, 3].is_computed
    assert (2, 2) not in cells


def test_array_as_high_as_the_sheet() -> None:
    data = """<row r="1"><c r="A1"><f t="array" ref="A1:A1048576">C:C*2</f><v>2</v></c></row>
      <row r="9"><c r="A9"><v>4</v></c><c r="B9"><v>4</v></c></row>"""
    cells = sheet_of(rows(data)).cells
    assert cells[9, 1].array == Area(1, 1, 1048576, 1)
    assert cells[9, 2].array is None


def test_follower_may_stand_before_the_formula_that_it_shares() -> None:
    data = """<row r="1"><c r="A1"><f t="shared" si="0"/><v>1</v></c></row>
      <row r="2"><c r="A2"><f t="shared" ref="A1:A3" si="0">B2*$C$1</f><v>1</v></c></row>
      <row r="3"><c r="A3"><f t="shared" si="0">B3+1</f><v>1</v></c></row>
      <row r="4"><c r="A4"><f t="shared" si="0"/><v>1</v></c></row>"""
    cells = sheet_of(rows(data)).cells
    found = [cells[row, 1].formula for row in range(1, 5)]
    assert found == ["B1*$C$1", "B2*$C$1", "B3+1", "B4*$C$1"]
