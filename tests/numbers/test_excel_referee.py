"""LibreOffice referees Excel's arithmetic: 0 disagreements over 10,000 roundings and all the rest."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest

from tests import libreoffice
from tests.numbers.sums import COMPARE_KINDS, ROUND_KINDS, TRUNCATE_KINDS, Sum, sums

KINDS = [*ROUND_KINDS, *TRUNCATE_KINDS, *COMPARE_KINDS]

_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def _row(number: int, case: Sum) -> str:
    operands = "".join(
        f'<c r="{column}{number}"><v>{value!r}</v></c>'
        for column, value in zip("ABC", case.operands, strict=False)
    )
    formula = escape(case.formula.format(row=number))
    return f'<row r="{number}">{operands}<c r="D{number}"><f>{formula}</f></c></row>'


def _write(cases: list[Sum], path: Path) -> None:
    """Write the sheet by hand: every writer at hand cuts doubles off at 16 digits."""
    rows = "".join(_row(number, case) for number, case in enumerate(cases, start=1))
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _PARTS.items():
            archive.writestr(name, content)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)


@pytest.fixture(scope="module")
def verdicts(
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, list[tuple[Sum, float | bool]]]:
    """Every case of every kind with LibreOffice's answer, from one run of LibreOffice."""
    if libreoffice.SOFFICE is None:
        pytest.skip("LibreOffice is not installed (no soffice on the PATH)")
    cases = {kind: list(sums(kind)) for kind in KINDS}
    folder = tmp_path_factory.mktemp("referee")
    sheet = folder / "sums.xlsx"
    _write([case for group in cases.values() for case in group], sheet)
    [result] = libreoffice.convert([sheet], "xlsx", folder)
    answers = _answers(result)
    return {kind: [(case, next(answers)) for case in group] for kind, group in cases.items()}


def _answers(path: Path) -> Iterator[float | bool]:
    workbook = openpyxl.load_workbook(path, data_only=True, read_only=True)
    for (value,) in workbook["S"].iter_rows(min_col=4, max_col=4, values_only=True):
        yield value
    workbook.close()


def _agree(case: Sum, theirs: float) -> bool:
    if isinstance(case.ours, bool) or isinstance(theirs, bool):
        return case.ours is theirs
    return case.ours == Decimal(repr(theirs))


@pytest.mark.parametrize("kind", KINDS)
def test_no_disagreement_with_libreoffice(kind, verdicts):
    wrong = [(case, theirs) for case, theirs in verdicts[kind] if not _agree(case, theirs)]
    assert not wrong, f"{len(wrong)} of {len(verdicts[kind])}: {wrong[:5]}"


def test_the_cases_are_worth_refereeing(verdicts):
    """The built-in round of Python gets a quarter of the ties wrong; a referee that cannot see that is none."""
    for kind in ("literal tie", "computed tie"):
        naive = 0
        for case, theirs in verdicts[kind]:
            *_, digits = case.formula.rstrip(")").rpartition(",")
            first, *rest = case.operands
            value = first / rest[0] * rest[1] if rest else first
            naive += round(value, int(digits)) != theirs
        assert naive > len(verdicts[kind]) / 10


def test_comparisons_go_both_ways(verdicts):
    for kind in COMPARE_KINDS:
        answers = [theirs for _, theirs in verdicts[kind]]
        assert min(answers.count(True), answers.count(False)) > len(answers) / 10
