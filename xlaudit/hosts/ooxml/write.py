"""A patch applied to a workbook file: the parts that the patch touches change, every other stays byte for byte.

``docProps/app.xml`` is not touched: its list of sheet names is a courtesy that Excel renews when it saves.
"""

from __future__ import annotations

from collections.abc import Mapping

from xlaudit.errors import WorkbookError
from xlaudit.hosts.faults import shown
from xlaudit.hosts.ooxml.part_store import PartStore, Relationships
from xlaudit.hosts.ooxml.sheet_edit import SheetChange, change_sheet
from xlaudit.hosts.ooxml.sheet_part import new_sheet
from xlaudit.hosts.ooxml.styles import StyleSheet
from xlaudit.hosts.ooxml.workbook_part import WorkbookPart
from xlaudit.workbook.patch import Patch

__all__ = ["apply"]

_LEGACY = b"\xd0\xcf\x11\xe0"


def apply(data: bytes, patch: Patch, name: str = "工作簿") -> bytes:
    """Return the workbook file ``data`` with ``patch`` applied; ``name`` is what messages call it.

    The same file and the same patch give the same bytes. An empty patch gives ``data`` itself.

    Raises:
        WorkbookError: the file is damaged, encrypted or of the legacy format, a sheet that is to be written
            is missing, one that is to be added exists, or a cell cannot be written without spoiling others.
    """
    if patch == Patch():
        return data
    if data.startswith(_LEGACY):
        raise WorkbookError(
            f"“{shown(name)}”是旧格式（.xls、.et）或加密的文件，不能在其中写入结果；"
            "请用 Excel 或 WPS 打开它，另存为未加密的 .xlsx 后再试。"
        )
    parts = PartStore(data, name)
    workbook = WorkbookPart(parts)
    styles = workbook.style_sheet()
    changes = _by_sheet(patch)
    for removed in patch.sheets_removed:
        workbook.remove(removed)
    has_new_formulas = _add_sheets(parts, workbook, styles, patch, changes)
    has_other_formulas = _change_sheets(parts, workbook, styles, patch, changes)
    if patch.sheets_removed or has_new_formulas or has_other_formulas:
        workbook.drop_calculation_chain()
    workbook.save_styles(styles)
    workbook.save()
    return parts.to_bytes()


def _by_sheet(patch: Patch) -> dict[str, SheetChange]:
    changes: dict[str, SheetChange] = {}
    for write in patch.cells:
        change = changes.setdefault(write.sheet, SheetChange())
        change.cells[write.row, write.column] = write
    for sheet, column, width in patch.widths:
        changes.setdefault(sheet, SheetChange()).widths[column] = width
    return changes


def _add_sheets(
    parts: PartStore,
    workbook: WorkbookPart,
    styles: StyleSheet,
    patch: Patch,
    changes: Mapping[str, SheetChange],
) -> bool:
    has_formulas = False
    for sheet in patch.sheets_added:
        part = workbook.add(sheet)
        change = changes.get(sheet.name, SheetChange())
        relationships = Relationships(parts, part)
        namespaces = (workbook.main, workbook.base)
        parts.new(part, new_sheet(sheet, change, styles, relationships, namespaces))
        relationships.save()
        has_formulas |= any(write.formula is not None for write in change.cells.values())
    return has_formulas


def _change_sheets(
    parts: PartStore,
    workbook: WorkbookPart,
    styles: StyleSheet,
    patch: Patch,
    changes: Mapping[str, SheetChange],
) -> bool:
    added = {sheet.name for sheet in patch.sheets_added}
    has_formulas = False
    for name, change in changes.items():
        if name not in added:
            part = workbook.worksheet(name)
            has_formulas |= change_sheet(
                parts, part, change, styles, workbook.base, patch.sheets_removed
            )
    return has_formulas
