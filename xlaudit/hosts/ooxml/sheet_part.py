"""A new worksheet, ready to print: A4, one page wide, the frozen rows repeated on every page."""

from __future__ import annotations

from itertools import groupby

from xlaudit.errors import WorkbookError
from xlaudit.hosts.faults import shown
from xlaudit.hosts.ooxml.cell_markup import cell, is_blank
from xlaudit.hosts.ooxml.columns import column_elements
from xlaudit.hosts.ooxml.document import attribute, escape
from xlaudit.hosts.ooxml.hyperlinks import link_elements
from xlaudit.hosts.ooxml.part_store import Relationships
from xlaudit.hosts.ooxml.sheet_edit import SheetChange, style_of
from xlaudit.hosts.ooxml.styles import StyleSheet
from xlaudit.workbook.patch import CellWrite, SheetAdd
from xlaudit.workbook.place import Area

__all__ = ["new_sheet"]

_CHOICES_LIMIT = 255  # characters that a list inside a cell rule may have
_A4 = 9
_DEFAULT_HEIGHT = 15


def new_sheet(
    sheet: SheetAdd,
    change: SheetChange,
    styles: StyleSheet,
    relationships: Relationships,
    namespaces: tuple[str, str],
) -> str:
    """Return the XML of a new sheet; ``namespaces`` are those of the workbook and of relationships."""
    main, base = namespaces
    writes = [write for _, write in sorted(change.cells.items())]
    links = link_elements(writes, relationships, base, None)
    pieces = [
        f'<worksheet xmlns="{main}" xmlns:r="{base}">',
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
        f'<dimension ref="{_used(writes).address}"/>',
        _view(sheet.freeze_row),
        f'<sheetFormatPr defaultRowHeight="{_DEFAULT_HEIGHT}"/>',
        column_elements({**sheet.widths, **change.widths}, ""),
        _rows(sheet, writes, styles),
        _merged(sheet.merged),
        _choices(sheet),
        f"<hyperlinks>{links}</hyperlinks>" if links else "",
        _print_setup(landscape=sheet.landscape),
        "</worksheet>",
    ]
    return "".join(pieces)


def _used(writes: list[CellWrite]) -> Area:
    places = [(write.row, write.column) for write in writes if not is_blank(write)] or [(1, 1)]
    rows, columns = [row for row, _ in places], [column for _, column in places]
    return Area(min(rows), min(columns), max(rows), max(columns))


def _view(frozen: int) -> str:
    pane = ""
    if frozen:
        below = f"A{frozen + 1}"
        pane = (
            f'<pane ySplit="{frozen}" topLeftCell="{below}" activePane="bottomLeft" state="frozen"/>'
            f'<selection pane="bottomLeft" activeCell="{below}" sqref="{below}"/>'
        )
    view = f'<sheetView showGridLines="0" workbookViewId="0">{pane}</sheetView>'
    return f"<sheetViews>{view}</sheetViews>"


def _rows(sheet: SheetAdd, writes: list[CellWrite], styles: StyleSheet) -> str:
    heights = dict(sheet.heights or {})
    rows: dict[int, str] = dict.fromkeys(heights, "")
    for row, group in groupby(writes, key=lambda write: write.row):
        rows[row] = "".join(_cell(write, styles) for write in group)
    pieces = []
    for row, cells in sorted(rows.items()):
        height = heights.get(row)
        tall = "" if height is None else f' ht="{height:.10g}" customHeight="1"'
        pieces.append(f'<row r="{row}"{tall}>{cells}</row>')
    return f"<sheetData>{''.join(pieces)}</sheetData>"


def _cell(write: CellWrite, styles: StyleSheet) -> str:
    style = style_of(write, styles) or ""
    return cell(write, style, "", lambda run: styles.run_properties(run, write.style, ""))


def _merged(areas: tuple[Area, ...]) -> str:
    if not areas:
        return ""
    items = "".join(f'<mergeCell ref="{place.address}"/>' for place in areas)
    return f'<mergeCells count="{len(areas)}">{items}</mergeCells>'


def _choices(sheet: SheetAdd) -> str:
    items = []
    for place, words in sheet.choices:
        text = ",".join(words)
        if len(text) > _CHOICES_LIMIT or any("," in word for word in words):
            raise WorkbookError(
                f"工作表“{shown(sheet.name)}”的下拉选项“{shown(text, 20)}”写不下："
                f"合起来不能超过 {_CHOICES_LIMIT} 个字，选项中不能有英文逗号；请缩短选项。"
            )
        quoted = escape('"' + text.replace('"', '""') + '"')
        items.append(
            '<dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1"'
            f"{attribute('sqref', place.address)}><formula1>{quoted}</formula1></dataValidation>"
        )
    if not items:
        return ""
    return f'<dataValidations count="{len(items)}">{"".join(items)}</dataValidations>'


def _print_setup(*, landscape: bool) -> str:
    orientation = "landscape" if landscape else "portrait"
    return (
        '<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        f'<pageSetup paperSize="{_A4}" orientation="{orientation}" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;L&amp;A&amp;R第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>"
    )
