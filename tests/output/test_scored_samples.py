"""Every shipped sample, scored: LibreOffice recomputes each live formula to our own value."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl

from xlaudit.hosts.audited import Audited, audit_file, write_copy
from xlaudit.numbers import excel
from xlaudit.scoring.scorecard import Basis

SAMPLES = Path(__file__).parents[2] / "workbooks" / "samples"


def test_libreoffice_agrees_with_every_score(
    tmp_path: Path, recalculate: Callable[..., list[Path]]
) -> None:
    audited = [audit_file(path) for path in sorted(SAMPLES.rglob("*.xlsx"))]
    copies = [tmp_path / each.path.name for each in audited]
    for each, copy in zip(audited, copies, strict=True):
        write_copy(each, copy)
    compared = 0
    for each, path in zip(audited, recalculate(copies), strict=True):
        compared += agreeing(each, path)
    assert compared > 500


def agreeing(audited: Audited, path: Path) -> int:
    """Compare what we wrote with what LibreOffice reckons; return how many formulas there were."""
    book = openpyxl.load_workbook(path, data_only=True)
    formulas = [write for write in audited.patch.cells if write.formula is not None]
    for write in formulas:
        reckoned = book[write.sheet].cell(write.row, write.column).value
        where = f"{audited.path.name} {write.sheet} {write.row} {write.column}: {write.formula}"
        if isinstance(write.value, Decimal):
            assert isinstance(reckoned, int | float), where
            assert excel.equal(Decimal(str(reckoned)), write.value), where
        else:
            assert reckoned == write.value, where
    return len(formulas)


def test_computed_rows_are_live() -> None:
    """A computed score rests on cells: with no reference in it, a correction would not be seen."""
    for path in sorted(SAMPLES.rglob("*.xlsx")):
        audited = audit_file(path)
        written: dict[tuple[str, int], str] = {}  # the first formula of a row is that of its score
        for write in audited.patch.cells:
            if write.formula is not None:
                written.setdefault((write.sheet, write.row), write.formula)
        for row in audited.report.scorecard.rows:
            if row.basis is Basis.COMPUTED and row.row is not None:
                formula = written[row.place.sheet, row.place.row]
                columns = {place.address for place in (row.sources or {}).values()}
                assert columns, row.label
                assert all(address in formula for address in columns), (
                    path.name,
                    row.label,
                    formula,
                )
