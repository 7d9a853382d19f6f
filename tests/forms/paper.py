"""A form as text, with merged cells: ``^`` belongs to the cell above, ``<`` to the cell on the left.

Everything else is as in ``tests.grid``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tests import grid
from xlaudit.forms import read_filing
from xlaudit.forms.filing import Filing, FundRow, IndicatorRow, Stated
from xlaudit.schemes.load import load_scheme
from xlaudit.schemes.schema import Scheme
from xlaudit.workbook.place import Area
from xlaudit.workbook.snapshot import Cell, Sheet, Snapshot

__all__ = [
    "HEBEI",
    "HENAN",
    "MOF",
    "SICHUAN",
    "fund",
    "number",
    "read",
    "row",
    "said",
    "sheet",
    "shifted",
]

HENAN = "henan-zhengzhou-2022"
HEBEI = "hebei-lingshou-2022"
MOF = "mof-project-2020"
SICHUAN = "sichuan-2022"


def sheet(text: str, name: str = "自评表", state: str = "visible") -> Sheet:
    """Read a sheet with its merged cells."""
    plain = grid.sheet(text, name)
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    ends: dict[tuple[int, int], tuple[int, int]] = {}
    cells: dict[tuple[int, int], Cell] = {}
    for (line, column), cell in sorted(plain.cells.items()):
        if cell.value in ("^", "<"):
            above = (line - 1, column) if cell.value == "^" else (line, column - 1)
            owner = owners.get(above, above)
            owners[line, column] = owner
            bottom, right = ends.get(owner, owner)
            ends[owner] = max(bottom, line), max(right, column)
        else:
            cells[line, column] = cell
    merged = tuple(Area(*owner, *end) for owner, end in ends.items())
    return replace(plain, cells=cells, merged=merged, state=state)


def shifted(made: Sheet, down: int, right: int) -> Sheet:
    """Move everything on a sheet."""
    cells = {(line + down, column + right): cell for (line, column), cell in made.cells.items()}
    merged = tuple(
        Area(area.top + down, area.left + right, area.bottom + down, area.right + right)
        for area in made.merged
    )
    return replace(made, cells=cells, merged=merged)


def read(*sheets: Sheet | str, scheme: str | Scheme = HENAN, **more: object) -> Filing:
    """Read a filing from sheets."""
    made = [sheet(each) if isinstance(each, str) else each for each in sheets]
    chosen = load_scheme(scheme) if isinstance(scheme, str) else scheme
    return read_filing(Snapshot("自评表.xlsx", tuple(made), **more), chosen)  # type: ignore[arg-type]


def row(filing: Filing, name: str, nth: int = 0) -> IndicatorRow:
    """Return a row by its name."""
    return [each for each in filing.indicators if each.name == name][nth]


def fund(filing: Filing, label: str) -> FundRow:
    """Return a row of the budget by its label."""
    return next(each for each in (*filing.funds, *filing.fund_details) if label in each.label)


def number(stated: Stated | None) -> str | None:
    """Write a statement as number and unit: 87.56%; the bare text of words in brackets."""
    if stated is None:
        return None
    quantity = stated.quantity
    if quantity is None:
        return f"[{stated.text}]"
    return f"{quantity.number:.{quantity.decimals}f}{quantity.unit.text}"


def said(facts: Mapping[str, Stated]) -> dict[str, str | None]:
    """Write facts as numbers and units."""
    return {name: number(stated) for name, stated in facts.items()}
