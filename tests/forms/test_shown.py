"""What a cell shows: held against what Excel's documentation of number formats says, by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlaudit.forms.shown import Shown, show
from xlaudit.workbook.snapshot import Cell, ErrorValue

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '

SHOWN = [
    # value, format, text, number, decimals, per cent
    ("0.87560657", "0.00%", "87.56%", "87.56", 2, True),
    ("0.87560657", "0%", "88%", "88", 0, True),
    ("0.1", "0.0%", "10.0%", "10.0", 1, True),
    ("0.99995", "0.00%", "100.00%", "100.00", 2, True),
    ("2699.1799999999998", "General", "2699.18", "2699.18", 2, False),
    ("100", "General", "100", "100", 0, False),
    ("1.50", "General", "1.5", "1.5", 1, False),
    ("2699.184", "#,##0.00", "2,699.18", "2699.18", 2, False),
    ("544.5699999999997", "#,##0.00", "544.57", "544.57", 2, False),
    ("9.985", "0.00", "9.99", "9.99", 2, False),
    ("1234.5", ACCOUNTING, "1,234.50", "1234.50", 2, False),
    ("-12.5", ACCOUNTING, "-12.50", "-12.50", 2, False),
    ("0", ACCOUNTING, "0.00", "0.00", 2, False),
    ("0.5", "0.00_ ", "0.50", "0.50", 2, False),
    ("9.5", '0.##"分"', "9.5分", "9.5", 1, False),
    ("9", '0.##"分"', "9分", "9", 0, False),
    ("3082.64", '"¥"#,##0.00', "¥3,082.64", "3082.64", 2, False),
    ("87.56", "0.00\\%", "87.56%", "87.56", 2, False),
    ("-5", "0.00;[Red]-0.00", "-5.00", "-5.00", 2, False),
    ("30826400", "#,##0.00,", "30,826.40", "30826.40", 2, False),
    ("30826400", '0!.0000"万元"', "3082.6400万元", "3082.6400", 4, False),
    ("30826400", "0!.0,", "3082.6", "3082.6", 1, False),
    ("5", "@", "5", "5", 0, False),
    ("5", "G/通用格式", "5", "5", 0, False),
    ("5", ";;;", "5", "5", 0, False),
    ("0.5", "# ?/?", "0.5", "0.5", 1, False),
    ("1500", "0.00E+00", "1500", "1500", 0, False),
]


@pytest.mark.parametrize(("value", "number_format", "text", "number", "decimals", "is_rate"), SHOWN)
def test_number(
    value: str, number_format: str, text: str, number: str, decimals: int, *, is_rate: bool
) -> None:
    shown = show(Cell(Decimal(value), None, number_format))
    assert shown is not None
    assert (shown.text, shown.number, shown.decimals, shown.is_rate) == (
        text,
        Decimal(number),
        decimals,
        is_rate,
    )


def test_a_unit_in_the_format_is_the_unit_of_the_figure() -> None:
    shown = show(Cell(Decimal("9.5"), None, '0.00"万元"'))
    assert shown is not None
    assert shown.unit == "万元"


def test_a_typed_number_keeps_its_digits_and_a_computed_one_has_the_room_of_a_cell() -> None:
    value = Decimal("0.875606622894661")
    assert show(Cell(value)) == Shown("0.875606622894661", value, 15)
    assert show(Cell(value, "F7/E7")) == Shown("0.875606623", Decimal("0.875606623"), 9)


@pytest.mark.parametrize(
    ("serial", "date1904", "text"),
    [
        ("45030", False, "2023年4月14日"),
        ("43568", True, "2023年4月14日"),
        ("61", False, "1900年3月1日"),
    ],
)
def test_a_date_is_shown_as_a_date(serial: str, text: str, *, date1904: bool) -> None:
    cell = Cell(Decimal(serial), None, 'yyyy"年"m"月"d"日"')
    assert show(cell, date1904=date1904) == Shown(text)


def test_what_is_no_number() -> None:
    assert show(Cell(None)) is None
    assert show(Cell("  ")) is None
    assert show(Cell(" 完成 ")) == Shown("完成")
    assert show(Cell(True)) == Shown("TRUE")
    assert show(Cell(ErrorValue("#DIV/0!"))) == Shown("#DIV/0!")
    assert show(Cell(Decimal("1E+400"))) == Shown("1E+400")
