"""Shared formulas moved: openpyxl's translator as the referee, and the traps by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from openpyxl.formula.translate import Translator

from xlaudit.hosts.ooxml.formulas import SharedFormula
from xlaudit.workbook.place import column_name

OPERANDS = [
    "B3",
    "$C$4",
    "D$5",
    "$E6",
    "AA17",
    "自评表!C3",
    "'一 表''A1'!B2",
    "[1]表1!C9",
    '"A1 和 ""B2"""',
    "A1.B2",
    "TAX_A1",
    "指标A1",
    "#REF!",
    "#DIV/0!",
    "TRUE",
    "1.5E+3",
    "{1,2;3,4}",
    "LOG10(B3)",
    "SUM(B2:C3)",
    "SUM($B$2:C3,D:E,$F:G,2:3,$4:5)",
    "IF(B2>=C3,D4,-E5%)",
    "表[[#This Row],[B2]]",
    "_xlfn.IFS(B2,C3)",
]

formulas = some.lists(some.sampled_from(OPERANDS), min_size=1, max_size=5).flatmap(
    lambda operands: some.lists(
        some.sampled_from(["+", "*", "&", "<>", " - "]),
        min_size=len(operands),
        max_size=len(operands),
    ).map(lambda signs: "".join(map("".join, zip(operands, signs, strict=True)))[: -len(signs[-1])])
)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(formulas, some.integers(5, 60), some.integers(3, 40))
def test_moves_as_openpyxl_does(text: str, row: int, column: int) -> None:
    expected = Translator(f"={text}", origin="C5").translate_formula(f"{column_name(column)}{row}")
    assert f"={SharedFormula(text, 5, 3).at(row, column)}" == expected


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("A1", "B3"),
        ("a1+$a1+a$1", "B3+$a3+B$1"),
        ("A1!B2", "A1!C4"),
        ("SUM(表1:表3!A1)", "SUM(表1:表3!B3)"),
        ("ABCD1+A12345678+A1B", "ABCD1+A12345678+A1B"),
        ("T1[B2]+B2", "T1[B2]+C4"),
        ("A1#+@B2", "B3#+@C4"),
        ("XFD1", "#REF!"),
        ("A1048575+$A1048575", "#REF!+#REF!"),
        ("XFD:XFD", "#REF!:#REF!"),
        ("'未闭合!A1", "'未闭合!B3"),
        ('"未闭合 A1', '"未闭合 B3'),
        ("A1\nB2", "B3\nC4"),
        ("", ""),
    ],
)
def test_traps(text: str, moved: str) -> None:
    assert SharedFormula(text, 1, 1).at(3, 2) == moved


@pytest.mark.parametrize("text", ["B3", "SUM(B3:C$4)*$D5", "'A1'!B3&\"C4\"", "B:B", "2:2"])
def test_does_not_move_where_it_stands(text: str) -> None:
    assert SharedFormula(text, 7, 7).at(7, 7) == text


@pytest.mark.parametrize("repeated", ['"', "'", "[", "[a", "A1:", "$", "((", "[[a]", "''", '""'])
def test_long_nonsense_is_read_once(repeated: str) -> None:
    text = repeated * 10_000
    assert SharedFormula(text, 1, 1).at(1, 1) == text
