"""A scheme → a workbook that a bureau edits and gives back: one sheet per kind of row, and a guide.

What stands in the cells is ``schemes.worksheet``; here it only gets its looks, its drop-down lists and
its page set-up. The same scheme always gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from xlaudit.output.form.paper import Paper, height_for
from xlaudit.output.form.styles import CAPTION, HEI, INPUT, LINE, MUTED, SONG, Styles
from xlaudit.output.scheme_guide import FIRST_ROW, GUIDE_SHEET, write_guide
from xlaudit.schemes import terms
from xlaudit.schemes.schema import Scheme
from xlaudit.schemes.sheet_cells import CellValue
from xlaudit.schemes.sheet_columns import SHEETS, TOP, TOP_SHEET, Column, SheetPlan
from xlaudit.schemes.worksheet import WorksheetTable, to_rows
from xlaudit.workbook.place import column_name

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

__all__ = ["workbook_bytes"]

HEADER_ROW = FIRST_ROW - 1
SPARE_ROWS = 10
"""Empty rows below each table, ready for additions."""

_CREATED = datetime(2020, 1, 1, tzinfo=UTC)
_TOP_WIDTHS = (16, 62, 44)
_FLAGS = ["是", "否"]
_CHARACTERS_ON_A_PAGE = 104
"""Column widths that A4 on its side has room for, in whatever font stands in for 宋体."""
_BREAK_AFTER = {"indicators": "note"}


def workbook_bytes(scheme: Scheme) -> bytes:
    """Return the editable worksheet of a scheme as an xlsx file."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - heavy, needed here only

    stream = BytesIO()
    workbook = Workbook(stream, _options())
    workbook.set_size(24000, 14000)
    created = _CREATED.replace(tzinfo=None)
    workbook.set_properties({"title": scheme.title, "subject": "评分方案", "created": created})
    styles = Styles(workbook)
    looks = _looks(workbook)
    guide = Paper(workbook.add_worksheet(GUIDE_SHEET), styles)
    top, *tables = to_rows(scheme)
    _write_top(Paper(workbook.add_worksheet(TOP_SHEET), styles), top, looks)
    lengths = {}
    for plan, table in zip(SHEETS, tables, strict=True):
        paper = Paper(workbook.add_worksheet(plan.name), styles)
        paper.sheet.set_tab_color("#F2C14E")
        lengths[plan.key] = FIRST_ROW + len(table.rows) + SPARE_ROWS - 1
        _write_table(paper, plan, table, looks)
    for plan, sheet in zip(SHEETS, workbook.worksheets()[2:], strict=True):
        _choose_names(Paper(sheet, styles), plan, lengths)
    write_guide(guide, scheme, lengths)
    workbook.close()
    return stream.getvalue()


def _options() -> dict[str, object]:
    """Return what the writer is told, afresh: it keeps notes in what it was given."""
    return {
        "in_memory": True,
        # Text from a scheme is text: never a formula, a link or a number.
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": SONG, "font_size": 11},
        "default_column_width": 72,
    }


def _looks(workbook: Workbook) -> dict[str, Format]:
    """Return the formats of the cells; text cells take what is typed as text (1-2 is no date)."""
    box = {
        "font_name": SONG,
        "font_size": 10,
        "border": 1,
        "border_color": LINE,
        "valign": "vcenter",
        "text_wrap": True,
    }
    typed = {**box, "bg_color": INPUT}
    left, centre = {"align": "left", "indent": 1}, {"align": "center"}
    properties: dict[str, dict[str, object]] = {
        "text": {**typed, **left, "num_format": "@"},
        "word": {**typed, **centre, "num_format": "@"},
        "number": {**typed, **centre},
        "figure": {**typed, **left},
        "rate": {**typed, **centre, "num_format": "0.00%"},
        "caption": {**box, **centre, "bold": True, "bg_color": CAPTION},
        "item": {**box, **left, "bold": True, "bg_color": CAPTION},
        "help": {**box, **left, "font_size": 9, "font_color": MUTED},
        "title": {"font_name": HEI, "font_size": 16, "valign": "vcenter"},
    }
    return {name: workbook.add_format(values) for name, values in properties.items()}


def _write_top(paper: Paper, table: WorksheetTable, looks: dict[str, Format]) -> None:
    """Write the sheet 方案: an item, its content, what it asks for."""
    sheet = paper.sheet
    sheet.set_tab_color("#5B7FA6")
    paper.columns(_TOP_WIDTHS)
    sheet.write_string(0, 0, "评分方案", looks["title"])
    paper.height(1, 32)
    for place, heading in enumerate(table.headings):
        sheet.write_string(1, place, heading, looks["caption"])
    paper.height(2, 24)
    for row, (column, (item, content, told)) in enumerate(zip(TOP, table.rows, strict=True), 3):
        sheet.write_string(row - 1, 0, str(item), looks["item"])
        _write(paper, row, 1, content, looks["figure" if column.kind == "number" else "text"])
        sheet.write_string(row - 1, 2, str(told), looks["help"])
        _choose(paper, column, f"B{row}")
        texts = [(_shown(content), _TOP_WIDTHS[1]), (str(told), _TOP_WIDTHS[2])]
        paper.height(row, height_for(texts))
    sheet.freeze_panes(2, 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:C60"})
    last = len(table.rows) + 2
    paper.print_on("评分方案", landscape=True, area=f"A1:C{last}")
    sheet.fit_to_pages(1, 1)


def _write_table(
    paper: Paper, plan: SheetPlan, table: WorksheetTable, looks: dict[str, Format]
) -> None:
    """Write a sheet of rows: title, header, the rows, and room for more."""
    sheet = paper.sheet
    widths = [column.width for column in plan.columns]
    paper.columns(widths)
    sheet.write_string(0, 0, plan.title, looks["title"])
    paper.height(1, 30)
    for place, column in enumerate(plan.columns):
        sheet.write_string(HEADER_ROW - 1, place, column.heading, looks["caption"])
    paper.height(HEADER_ROW, height_for([(c.heading, c.width) for c in plan.columns], 24))
    empty: tuple[CellValue, ...] = (None,) * len(plan.columns)
    for row, cells in enumerate((*table.rows, *(empty for _ in range(SPARE_ROWS))), FIRST_ROW):
        for place, (column, cell) in enumerate(zip(plan.columns, cells, strict=True)):
            _write(paper, row, place, cell, looks[_look(column)])
        paper.height(row, height_for(list(zip(map(_shown, cells), widths, strict=True))))
    last = FIRST_ROW + len(table.rows) + SPARE_ROWS - 1
    for place, column in enumerate(plan.columns):
        _choose(paper, column, _column_range(place, last))
    sheet.freeze_panes(HEADER_ROW, _frozen(plan))
    sheet.ignore_errors({"number_stored_as_text": f"A1:{column_name(len(widths))}{last}"})
    printed = FIRST_ROW + len(table.rows)
    paper.print_on(plan.title, landscape=True, area=f"A1:{column_name(len(widths))}{printed}")
    sheet.repeat_rows(HEADER_ROW - 1)
    _break_pages(paper, plan)


def _break_pages(paper: Paper, plan: SheetPlan) -> None:
    """Print a sheet that is too wide for one page on two, the names of its rows on both."""
    if plan.key not in _BREAK_AFTER:
        return
    widths = [column.width for column in plan.columns]
    keys = [column.key for column in plan.columns]
    frozen, cut = _frozen(plan), keys.index(_BREAK_AFTER[plan.key]) + 1
    pages = (widths[:cut], [*widths[:frozen], *widths[cut:]])
    widest = max(sum(page) for page in pages)
    paper.sheet.set_print_scale(int(100 * _CHARACTERS_ON_A_PAGE / widest))
    paper.sheet.set_v_pagebreaks([cut])
    paper.sheet.repeat_columns(0, frozen - 1)


def _look(column: Column) -> str:
    if column.kind == "number":
        return "rate" if column.is_rate else "number"
    return "word" if column.kind in ("flag", "choice") else "text"


def _frozen(plan: SheetPlan) -> int:
    """Return how many columns stay in sight: up to the name of the row."""
    keys = [column.key for column in plan.columns]
    return keys.index("label") + 1 if "label" in keys else 1


def _write(paper: Paper, row: int, place: int, cell: CellValue, look: Format) -> None:
    if isinstance(cell, Decimal):
        paper.sheet.write_number(row - 1, place, float(cell), look)
    elif cell is None:
        paper.sheet.write_blank(row - 1, place, None, look)
    else:
        paper.sheet.write_string(row - 1, place, str(cell), look)


def _shown(cell: CellValue) -> str:
    return "" if cell is None else str(cell)


def _column_range(place: int, last: int) -> str:
    name = column_name(place + 1)
    return f"{name}{FIRST_ROW}:{name}{last}"


def _choose(paper: Paper, column: Column, area: str) -> None:
    """Offer the words of a choice; anything else is refused on the spot."""
    words = _words(column)
    if words:
        told = f"请填：{'、'.join(words)}"
        paper.ask(area, {"validate": "list", "source": list(words)}, prompt=told, error=told)
    elif column.kind == "number":
        wide = {"validate": "decimal", "criteria": "between", "minimum": -1e6, "maximum": 1e6}
        paper.ask(area, wide, error="这里应填数值")
    elif column.help:
        paper.ask(area, {"validate": "any"}, prompt=column.help)


def _words(column: Column) -> Sequence[str]:
    if column.kind == "flag":
        return _FLAGS
    return list(terms.CHOICES[column.key].values()) if column.kind == "choice" else []


def _choose_names(paper: Paper, plan: SheetPlan, lengths: dict[str, int]) -> None:
    """Offer the names of blocks and facts as they stand in their own sheets."""
    sources = {"block": "blocks", "fact": "facts"}
    plans = {each.key: each for each in SHEETS}
    for place, column in enumerate(plan.columns):
        if column.kind not in sources:
            continue
        other = plans[sources[column.kind]]
        labels = [each.key for each in other.columns].index("label")
        name = column_name(labels + 1)
        source = f"='{other.name}'!${name}${FIRST_ROW}:${name}${lengths[other.key]}"
        told = f"请从列表选取，列表取自《{other.name}》表的名称"
        area = _column_range(place, lengths[plan.key])
        paper.ask(area, {"validate": "list", "source": source}, prompt=told, error=told)
