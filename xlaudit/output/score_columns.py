"""Three columns beside the indicator table: 系统得分 as a live formula, 差异, 说明.

They stand to the right of everything on the sheet, so that no cell of the filing is touched. Sums by
block, the total and the grade follow by formula: in the row of the stated total where there is one,
else below the table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from xlaudit.audit import Report
from xlaudit.forms.filing import Stated
from xlaudit.numbers import excel
from xlaudit.output import styles, wording
from xlaudit.output.live import cell_formula, score_formula
from xlaudit.output.score_places import Lines, first_free_column, runs
from xlaudit.schemes.schema import Scheme
from xlaudit.scoring.scorecard import Basis, BlockScore, RowScore
from xlaudit.workbook.patch import CellWrite, Patch, Style
from xlaudit.workbook.place import Place, column_name
from xlaudit.workbook.snapshot import Snapshot

__all__ = ["HEADINGS", "score_columns"]

HEADINGS = ("系统得分", "差异", "说明")
_WIDTHS = (10.0, 9.0, 52.0)


def score_columns(report: Report, snapshot: Snapshot) -> Patch:
    """Return the columns on every sheet that has scored rows; nothing where no row has a score."""
    page = _Page(report, snapshot)
    rows = [row for row in report.scorecard.rows if _is_shown(row)]
    if not any(row.score is not None for row in rows):
        return Patch()
    for row in rows:
        page.add(row)
    page.add_sums()
    return Patch(tuple(page.cells), widths=tuple(page.widths()))


def _is_shown(row: RowScore) -> bool:
    """Return whether the form has a line for it: a prescribed row may be missing from the form."""
    return row.row is not None or row.stated is not None


@dataclass
class _Page:
    """The columns as they grow."""

    report: Report
    snapshot: Snapshot
    cells: list[CellWrite] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)
    headed: set[tuple[str, int]] = field(default_factory=set)
    taken: dict[tuple[str, int], RowScore] = field(default_factory=dict)

    def column(self, sheet: str) -> int:
        """Return the first of our three columns on a sheet."""
        if sheet not in self.columns:
            page = self.snapshot.sheet(sheet)
            self.columns[sheet] = first_free_column(page, self._table_right(sheet), len(HEADINGS))
        return self.columns[sheet]

    def _table_right(self, sheet: str) -> int:
        """Return the last column of the headers and scored rows of a sheet."""
        lines = {place.row for _, place in self.report.filing.tables if place.sheet == sheet}
        rows = self.report.scorecard.rows
        lines |= {row.place.row for row in rows if row.place.sheet == sheet}
        cells = self.snapshot.sheet(sheet).cells
        return max((column for row, column in cells if row in lines), default=1)

    def widths(self) -> Iterable[tuple[str, int, float]]:
        for sheet, column in self.columns.items():
            for offset, width in enumerate(_WIDTHS):
                yield sheet, column + offset, width

    def add(self, row: RowScore) -> None:
        """Write the three cells of one scored row; two scores of one row of the form share it."""
        sheet, line = row.place.sheet, row.place.row
        if (sheet, line) in self.taken:
            return
        self.taken[sheet, line] = row
        self._head(row.place)
        score: str | Decimal | None = row.score
        if row.score is None:
            score = "不适用" if row.basis is Basis.NOT_APPLICABLE else "未填"
        formula = score_formula(row, self.snapshot, sheet)
        if formula is None and row.score is not None and row.stated is not None:
            formula = cell_formula(row.stated, row.score, self.snapshot, sheet)
        style = styles.SCORE
        self._write(sheet, line, (score, formula, style), row.stated, row.explanation)

    def _head(self, place: Place) -> None:
        """Write the headings beside the header of the table that the row belongs to."""
        above = [
            header.row
            for _, header in self.report.filing.tables
            if header.sheet == place.sheet and header.row < place.row
        ]
        line = max(above, default=max(1, place.row - 1))
        if (place.sheet, line) in self.headed or (place.sheet, line) in self.taken:
            return
        self.headed.add((place.sheet, line))
        first = self.column(place.sheet)
        for offset, heading in enumerate(HEADINGS):
            write = CellWrite(place.sheet, line, first + offset, heading, style=styles.HEADING)
            self.cells.append(write)

    def _write(
        self,
        sheet: str,
        line: int,
        score: tuple[str | Decimal | None, str | None, Style],
        stated: Stated | None,
        explanation: str,
    ) -> None:
        if stated is not None and stated.place.sheet == sheet and stated.place.row == line:
            self._head(stated.place)
        first = self.column(sheet)
        value, formula, style = score
        self.cells.append(CellWrite(sheet, line, first, value, formula, style))
        difference, difference_formula = self._difference(sheet, line, value, stated)
        self.cells += (
            CellWrite(sheet, line, first + 1, difference, difference_formula, styles.DIFFERENCE),
            CellWrite(sheet, line, first + 2, explanation, style=styles.EXPLANATION),
        )

    def _difference(
        self, sheet: str, line: int, value: str | Decimal | None, stated: Stated | None
    ) -> tuple[Decimal | None, str | None]:
        """Return their score minus ours, as a value and as a formula over both cells."""
        if not isinstance(value, Decimal) or stated is None or stated.quantity is None:
            return None, None
        number = stated.quantity.number
        theirs = cell_formula(stated, number, self.snapshot, sheet)
        ours = f"{column_name(self.column(sheet))}{line}"
        return excel.round_half_away(number - value, 2), f"ROUND({theirs}-{ours},2)"

    def add_sums(self) -> None:
        """Write the sums by block, the total and the grade on the sheet that holds most rows."""
        sheets = [sheet for sheet, _ in self.taken]
        sheet = max(sorted(set(sheets)), key=sheets.count)
        card = self.report.scorecard
        stated = [each.statement.score for each in card.blocks if each.statement]
        lines = Lines(sheet, self.taken, (*stated, card.stated_total, card.stated_grade))
        for block in card.blocks:
            told = self._block(block, sheet)
            if told is not None:
                theirs = block.statement.score if block.statement else None
                score = (*told, styles.SUBTOTAL)
                self._write(sheet, lines.of(theirs), score, theirs, _block_words(block))
        line = lines.of(card.stated_total)
        total = (card.low, self._total(sheet), styles.SUBTOTAL)
        self._write(sheet, line, total, card.stated_total, _total_words(self.report))
        self._grade(sheet, lines.of(card.stated_grade), line)

    def _block(self, block: BlockScore, sheet: str) -> tuple[Decimal, str] | None:
        addends = self._addends(block, sheet)
        if not addends:
            return None
        return excel.round_half_away(block.low, 2), f"ROUND(SUM({','.join(addends)}),2)"

    def _addends(self, block: BlockScore, sheet: str) -> list[str]:
        """Return the cells of our column that make up a block, else the block's own statement."""
        own = {id(row): row for row in block.rows if row.score is not None}
        places = [place for place, row in self.taken.items() if id(row) in own]
        addends: list[str] = []
        for name in sorted({name for name, _ in places}):
            letters = column_name(self.column(name))
            prefix = "" if name == sheet else Place(name, 1, 1).reference.partition("!")[0] + "!"
            lines = sorted(line for other, line in places if other == name)
            addends += [f"{prefix}{run}" for run in runs(letters, lines)]
        beside = {id(row) for row in self.taken.values()}
        # A row that shares its line with another one has no cell of its own.
        addends += [wording.plain(row.score) for key, row in own.items() if key not in beside]
        statement = block.statement.score if block.statement else None
        if not own and statement is not None and statement.quantity is not None:
            number = statement.quantity.number
            addends.append(cell_formula(statement, number, self.snapshot, sheet))
        return addends

    def _total(self, sheet: str) -> str:
        card, scheme = self.report.scorecard, self.report.scheme
        addends = [each for block in card.blocks for each in self._addends(block, sheet)]
        return f"ROUND(SUM({','.join(addends)}){_rescaling(card.rows, scheme)},2)"

    def _grade(self, sheet: str, line: int, total_line: int) -> None:
        card, scheme = self.report.scorecard, self.report.scheme
        if not scheme.grades:
            return
        first = self.column(sheet)
        formula = None
        if card.grade is not None and card.low == card.high:
            cell = f"{column_name(first)}{total_line}"
            bands = sorted(scheme.grades, key=lambda band: band.low)
            lows = ",".join(wording.plain(band.low) for band in bands)
            labels = ",".join(f'"{band.label}"' for band in bands)
            formula = f"LOOKUP({cell},{{{lows}}},{{{labels}}})"
        stated = card.stated_grade.text.strip() if card.stated_grade else "未写"
        self.cells += (
            CellWrite(
                sheet,
                line,
                first,
                card.grade.label if card.grade else "未定",
                formula,
                styles.GRADE,
            ),
            CellWrite(sheet, line, first + 1, None, style=styles.DIFFERENCE),
            CellWrite(sheet, line, first + 2, f"等级（自评：{stated}）", style=styles.EXPLANATION),
        )


def _rescaling(rows: Iterable[RowScore], scheme: Scheme) -> str:
    """Return the factor that 不适用 rows call for, as it is written into the total."""
    absent = sum(
        (row.points or Decimal(0) for row in rows if row.basis is Basis.NOT_APPLICABLE), Decimal(0)
    )
    if not scheme.rescale or scheme.total is None or not 0 < absent < scheme.total:
        return ""
    whole = wording.plain(scheme.total)
    return f"*{whole}/({whole}-{wording.plain(absent)})"


def _block_words(block: BlockScore) -> str:
    points = f"，满分 {wording.plain(block.block.points)} 分" if block.block.points else ""
    words = f"{block.block.label}小计{points}"
    if block.low != block.high:
        words += f"；有 {wording.plain(block.high - block.low)} 分未见得分，最多 {wording.score(block.high)}"
    return words


def _total_words(report: Report) -> str:
    card = report.scorecard
    if card.low == card.high:
        return "合计"
    return f"合计；未见得分的指标若得满分，最多 {wording.score(card.high)}"
