"""Writes into an existing sheet: only the cells asked for, in one pass, linear in the size of the sheet."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from xlaudit.errors import WorkbookError
from xlaudit.hosts.faults import shown
from xlaudit.hosts.ooxml.cell_markup import cell, is_blank, stored_text
from xlaudit.hosts.ooxml.columns import changed_columns, column_style
from xlaudit.hosts.ooxml.document import Document, tag_end, with_attributes
from xlaudit.hosts.ooxml.formulas import SharedFormula
from xlaudit.hosts.ooxml.hyperlinks import change_links
from xlaudit.hosts.ooxml.part_store import PartStore, Relationships
from xlaudit.hosts.ooxml.references import area
from xlaudit.hosts.ooxml.sheet_scan import RowSpan, SharedGroup, SheetScan
from xlaudit.hosts.ooxml.styles import StyleSheet
from xlaudit.workbook.patch import CellWrite
from xlaudit.workbook.place import Area, column_name

__all__ = ["WORKSHEET_ORDER", "SheetChange", "change_sheet", "style_of"]

WORKSHEET_ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"),
    *("sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState"),
    *("dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting"),
    *("dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter"),
    *("rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags"),
    *("drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects"),
    # form controls come wrapped in AlternateContent
    *("controls", "AlternateContent", "webPublishItems", "tableParts", "extLst"),
)
_QUOTED_STARTS = ("=", "+", "-", "@")


@dataclass(slots=True)
class SheetChange:
    """What is to happen to one sheet: the last write to each cell counts."""

    cells: dict[tuple[int, int], CellWrite] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)


def style_of(write: CellWrite, styles: StyleSheet) -> str | None:
    """Return the index of the look that a write asks for; None to keep the one that the cell has."""
    if write.style is None:
        return None
    is_text = write.formula is None and isinstance(write.value, str)
    quoted = is_text and str(write.value).startswith(_QUOTED_STARTS)
    return styles.number(write.style, quoted=quoted)


def change_sheet(
    parts: PartStore,
    part: str,
    change: SheetChange,
    styles: StyleSheet,
    base: str,
    sheets_removed: Collection[str],
) -> bool:
    """Apply a change to the sheet in ``part`` and return whether formulas came or went.

    Raises:
        WorkbookError: a cell cannot be written without spoiling others.
    """
    scan = SheetScan({row for row, _ in change.cells})
    document = Document(parts.read(part), part, parts.workbook, {"sheetData": scan.divert})
    edit = _SheetEdit(document, scan, change, styles)
    edit.refuse_arrays()
    relationships = Relationships(parts, part)
    _refuse_table_headers(parts, relationships, change)
    edit.write_cells()
    edit.extend_dimension()
    if change.widths:
        document.put("cols", changed_columns(document, change.widths), WORKSHEET_ORDER)
    links = change_links(document, change.cells.values(), relationships, base, sheets_removed)
    if links is not None:
        document.put("hyperlinks", links, WORKSHEET_ORDER)
    relationships.save()
    parts.write(part, document.render())
    return edit.touches_formulas


class _SheetEdit:
    """The splices into one sheet."""

    def __init__(
        self, document: Document, scan: SheetScan, change: SheetChange, styles: StyleSheet
    ) -> None:
        self._document = document
        self._scan = scan
        self._cells = change.cells
        self._styles = styles
        self._prefix = document.prefix
        self.touches_formulas = any(write.formula is not None for write in change.cells.values())

    def refuse_arrays(self) -> None:
        """Raise if a write hits an array formula: it is one formula for all of its cells."""
        for reference in self._scan.arrays:
            place = area(reference)
            if place is None:
                continue
            hit = next(_hits(place, self._cells), None)
            if hit is not None:
                raise WorkbookError(
                    f"{_where(self._cells[hit])}属于数组公式 {shown(reference)}，不能单独改写；"
                    "请先在 Excel 或 WPS 中把该数组公式改为普通公式，再重新运行。"
                )

    def write_cells(self) -> None:
        """Splice every write in."""
        by_row: dict[int, list[CellWrite]] = {}
        for (row, _), write in sorted(self._cells.items()):
            by_row.setdefault(row, []).append(write)
        new_rows = []
        for row, writes in by_row.items():
            span = self._scan.rows.get(row)
            if span is not None:
                self._write_row(span, writes)
            elif inner := "".join(self._new_cells(writes, "")):
                new_rows.append((row, f'<{self._prefix}row r="{row}">{inner}</{self._prefix}row>'))
        self._insert_rows(new_rows)
        for group in self._scan.groups:
            if (group.row, group.column) in self._cells:
                self._free(group)

    def extend_dimension(self) -> None:
        """Let the used range of the sheet include the cells written."""
        element = self._document.root.first("dimension")
        written = [place for place, write in self._cells.items() if not is_blank(write)]
        used = None if element is None else area(element.attributes.get("ref", ""))
        if element is None or used is None or not written:
            return
        rows, columns = {row for row, _ in written}, {column for _, column in written}
        whole = Area(
            min(used.top, *rows),
            min(used.left, *columns),
            max(used.bottom, *rows),
            max(used.right, *columns),
        )
        if whole != used:
            attributes = {"ref": whole.address}
            source = self._document.rewritten(element, attributes=attributes)
            self._document.replace(element, source)

    def _write_row(self, span: RowSpan, writes: list[CellWrite]) -> None:
        standing = sorted(span.cells)
        columns = [old.column for old in standing]
        row_style = (
            span.attributes.get("s", "") if span.attributes.get("customFormat") == "1" else ""
        )
        added = []
        for write in writes:
            index = bisect_left(columns, write.column)
            if index < len(columns) and columns[index] == write.column:
                old = standing[index]
                self.touches_formulas |= old.has_formula
                style = style_of(write, self._styles)
                text = self._cell(write, old.style if style is None else style)
                self._document.splice(old.start, old.end, text)
                continue
            position = standing[index].start if index < len(columns) else span.close
            added += [(position, text) for text in self._new_cells([write], row_style)]
        self._insert_cells(span, added)

    def _insert_cells(self, span: RowSpan, added: list[tuple[int, str]]) -> None:
        document = self._document
        tag = document.data[span.start : span.inner].decode()
        if not added:
            return
        # "spans" promises which columns a row uses; without it Excel looks for itself
        opened = with_attributes(tag, {"spans": None})
        if span.inner == span.end:
            name = tag[1:].split(None, 1)[0].rstrip("/>")
            inner = "".join(text for _, text in added)
            opened = f"{opened.removesuffix('/>').rstrip()}>{inner}</{name}>"
            document.splice(span.start, span.end, opened)
            return
        document.splice(span.start, span.inner, opened)
        for position, text in added:
            document.splice(position, position, text)

    def _insert_rows(self, rows: list[tuple[int, str]]) -> None:
        document = self._document
        data = document.root.first("sheetData")
        if not rows:
            return
        if data is None or data.inner == data.end:
            tag = f"{self._prefix}sheetData"
            inner = "".join(text for _, text in rows)
            document.put("sheetData", f"<{tag}>{inner}</{tag}>", WORKSHEET_ORDER)
            return
        starts = sorted(self._scan.starts)
        for row, text in rows:
            index = bisect_left(starts, (row, 0))
            position = starts[index][1] if index < len(starts) else data.close
            document.splice(position, position, text)

    def _new_cells(self, writes: list[CellWrite], row_style: str) -> Iterator[str]:
        """Yield cells that were not there; nothing for one that stays empty and has no look."""
        for write in writes:
            style = style_of(write, self._styles)
            if is_blank(write) and style is None:
                continue
            if style is None:
                style = row_style or column_style(self._document, write.column)
            yield self._cell(write, style)

    def _cell(self, write: CellWrite, style: str) -> str:
        return cell(
            write,
            style,
            self._prefix,
            lambda run: self._styles.run_properties(run, write.style, self._prefix),
        )

    def _free(self, group: SharedGroup) -> None:
        """Give each follower of an overwritten formula its own text."""
        formula = SharedFormula("".join(group.text), group.row, group.column)
        document, prefix = self._document, self._prefix
        for follower in group.followers:
            if (follower.row, follower.column) in self._cells:
                continue
            end = tag_end(document.data, follower.start)
            if document.data[end - 2 : end] != b"/>":
                end = document.data.index(b">", document.data.index(b"</", end)) + 1
            text = stored_text(formula.at(follower.row, follower.column))
            document.splice(follower.start, end, f"<{prefix}f>{text}</{prefix}f>")


def _hits(place: Area, cells: Mapping[tuple[int, int], CellWrite]) -> Iterator[tuple[int, int]]:
    """Yield the cells inside an area, looking through the smaller of the two."""
    size = (place.bottom - place.top + 1) * (place.right - place.left + 1)
    if size > len(cells):
        yield from (position for position in cells if place.holds(*position))
        return
    for row in range(place.top, place.bottom + 1):
        for column in range(place.left, place.right + 1):
            if (row, column) in cells:
                yield row, column


def _refuse_table_headers(
    parts: PartStore, relationships: Relationships, change: SheetChange
) -> None:
    """Raise if a write hits the header of a table, whose words must equal the names of its columns."""
    for part in relationships.targets("table").values():
        root = parts.document(part).root
        place = area(root.attributes.get("ref", ""))
        if place is None or root.attributes.get("headerRowCount") == "0":
            continue
        header = Area(place.top, place.left, place.top, place.right)
        hit = next(_hits(header, change.cells), None)
        if hit is not None:
            raise WorkbookError(
                f"{_where(change.cells[hit])}是表格“{shown(root.attributes.get('displayName', ''))}”的标题，"
                "改写会损坏该表格；请先在 Excel 或 WPS 中把它转换为普通区域，再重新运行。"
            )


def _where(write: CellWrite) -> str:
    return f"工作表“{shown(write.sheet)}”的单元格 {column_name(write.column)}{write.row} "
