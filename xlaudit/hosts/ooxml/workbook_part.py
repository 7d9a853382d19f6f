"""The workbook part and the lists that hold a workbook together: sheets, names, relationships, types."""

from __future__ import annotations

import itertools
import posixpath
import re
from dataclasses import dataclass

from xlaudit.errors import WorkbookError
from xlaudit.hosts.faults import shown, unreadable
from xlaudit.hosts.ooxml.document import Document, Element, attribute, escape, with_attributes
from xlaudit.hosts.ooxml.part_store import (
    ContentTypes,
    PartStore,
    Relationships,
    referenced_parts,
)
from xlaudit.hosts.ooxml.styles import StyleSheet, empty_styles
from xlaudit.workbook.patch import SheetAdd

__all__ = ["WorkbookPart"]

_ORDER = (
    *("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets"),
    *("functionGroups", "externalReferences", "definedNames", "calcPr", "oleSize"),
    *("customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing"),
    *("fileRecoveryPr", "webPublishObjects", "extLst"),
)
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_STRICT_BASE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_TRANSITIONAL_BASE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_NAME_LIMIT = 31
_NEVER_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")


@dataclass(slots=True)
class _Sheet:
    name: str
    number: int  # its id for ever, not its place
    source: str  # its <sheet> element
    part: str
    relationship: str
    is_worksheet: bool
    is_visible: bool


@dataclass(slots=True)
class _Name:
    """A defined name; ``sheet`` is the one it is local to."""

    source: str
    sheet: _Sheet | None


class WorkbookPart:
    """What a workbook consists of; ``save`` writes every list that was changed.

    ``main`` and ``base`` are the namespaces of its elements and of relationships, transitional or strict.
    """

    def __init__(self, parts: PartStore) -> None:
        """Read the lists.

        Raises:
            WorkbookError: they do not make a workbook.
        """
        self._parts = parts
        office = Relationships(parts, "").targets("officeDocument")
        if not office:
            raise unreadable(parts.workbook, "文件里没有工作簿部件")
        self._part = next(iter(office.values()))
        self._document = parts.document(self._part)
        self._relationships = Relationships(parts, self._part)
        self._types = ContentTypes(parts)
        self.main = self._document.root.namespace
        self.base = _STRICT_BASE if self.main == _STRICT_MAIN else _TRANSITIONAL_BASE
        self._sheets = self._read_sheets()
        self._names = self._read_names()
        self._old_sheets = tuple(self._sheets)

    def worksheet(self, name: str) -> str:
        """Return the part of a sheet of cells.

        Raises:
            WorkbookError: there is none of that name.
        """
        sheet = self._find(name)
        if not sheet.is_worksheet:
            raise WorkbookError(
                f"“{shown(name)}”是图表或宏工作表，没有单元格可写；请把内容放在普通工作表中。"
            )
        return sheet.part

    def remove(self, name: str) -> None:
        """Take a sheet away with the parts that only it uses.

        Raises:
            WorkbookError: there is no such sheet, or no visible one would be left.
        """
        sheet = self._find(name)
        if not any(other.is_visible for other in self._sheets if other is not sheet):
            raise WorkbookError(
                f"工作表“{shown(name)}”是最后一张看得见的工作表，不能删除；请先取消隐藏其他工作表。"
            )
        self._sheets.remove(sheet)
        self._names = [item for item in self._names if item.sheet is not sheet]
        self._relationships.forget(sheet.relationship)
        self._remove_part(sheet.part)

    def add(self, sheet: SheetAdd) -> str:
        """Add a sheet behind the others and return the name of its part, which is still to be written.

        Raises:
            WorkbookError: the name is taken, or none that Excel accepts.
        """
        self._check_name(sheet.name)
        folder = posixpath.dirname(self._part)
        parts = (
            posixpath.join(folder, f"worksheets/sheet{count}.xml") for count in itertools.count(1)
        )
        part = next(part for part in parts if part not in self._parts)
        self._types.declare(part, f"{_TYPE}.worksheet+xml")
        target = posixpath.relpath(part, folder or ".")
        identifier = self._relationships.refer(f"{self.base}/worksheet", target)
        number = max((other.number for other in self._sheets), default=0) + 1
        prefix = self._document.prefix_of(self.base)
        written = attribute("name", sheet.name) + attribute("sheetId", number)
        if sheet.state != "visible":
            written += attribute("state", sheet.state)
        if prefix is None:
            written += attribute("xmlns:r", self.base)
        written += attribute(f"{prefix or 'r:'}id", identifier)
        source = f"<{self._document.prefix}sheet{written}/>"
        is_visible = sheet.state == "visible"
        new = _Sheet(
            sheet.name, number, source, part, identifier, is_worksheet=True, is_visible=is_visible
        )
        self._sheets.append(new)
        if sheet.freeze_row:
            quoted = sheet.name.replace("'", "''")
            title = escape(f"'{quoted}'!$1:${sheet.freeze_row}")
            tag = f"{self._document.prefix}definedName"
            self._names.append(
                _Name(f'<{tag} name="_xlnm.Print_Titles" localSheetId="0">{title}</{tag}>', new)
            )
        return part

    def style_sheet(self) -> StyleSheet:
        """Return the looks of the workbook, none if it has no such part."""
        part = self._styles_part
        if part is not None:
            return StyleSheet(self._parts.document(part))
        empty = empty_styles(self.main).encode()
        return StyleSheet(Document(empty, "styles.xml", self._parts.workbook))

    def save_styles(self, styles: StyleSheet) -> None:
        """Write the looks, if a new one was asked for."""
        if not styles.is_changed:
            return
        part = self._styles_part
        if part is None:
            part = posixpath.join(posixpath.dirname(self._part), "styles.xml")
            self._types.declare(part, f"{_TYPE}.styles+xml")
            self._relationships.refer(f"{self.base}/styles", "styles.xml")
        self._parts.write(part, styles.render())

    def drop_calculation_chain(self) -> None:
        """Take the list of formula cells away: a stale one makes Excel call the file damaged."""
        for identifier, part in self._relationships.targets("calcChain").items():
            self._relationships.forget(identifier)
            self._remove_part(part)

    def save(self) -> None:
        """Write the lists; Excel is asked to recompute everything when it opens the file."""
        if tuple(self._sheets) != self._old_sheets:
            self._save_sheets()
        calculation = self._document.root.first("calcPr")
        if calculation is None:
            source = f"<{self._document.prefix}calcPr/>"
        else:
            source = self._document.source(calculation)
        source = with_attributes(source, {"fullCalcOnLoad": "1"})
        self._document.put("calcPr", source, _ORDER)
        self._relationships.save()
        self._types.save()
        self._parts.write(self._part, self._document.render())

    def _save_sheets(self) -> None:
        prefix = self._document.prefix
        self._save_views()
        sheets = "".join(sheet.source for sheet in self._sheets)
        self._document.put("sheets", f"<{prefix}sheets>{sheets}</{prefix}sheets>", _ORDER)
        names = "".join(
            with_attributes(name.source, {"localSheetId": str(self._sheets.index(name.sheet))})
            if name.sheet
            else name.source
            for name in self._names
        )
        tag = f"{prefix}definedNames"
        self._document.put("definedNames", f"<{tag}>{names}</{tag}>" if names else "", _ORDER)

    def _save_views(self) -> None:
        """Keep the active sheet in front; if it went, take the first visible one."""
        document, prefix = self._document, self._document.prefix
        views = document.root.first("bookViews")
        if views is None:
            new = f"<{prefix}bookViews><{prefix}workbookView/></{prefix}bookViews>"
            document.put("bookViews", new, _ORDER)
            return
        visible = next(number for number, sheet in enumerate(self._sheets) if sheet.is_visible)
        changed = {}
        for number, view in enumerate(views.children):
            attributes: dict[str, str | None] = {}
            for name, otherwise in (("activeTab", visible), ("firstSheet", 0)):
                old = int(view.attributes.get(name, "0"))
                sheet = self._old_sheets[old] if old < len(self._old_sheets) else None
                new_number = self._sheets.index(sheet) if sheet in self._sheets else otherwise
                if new_number != old:
                    attributes[name] = str(new_number)
            changed[number] = with_attributes(document.source(view), attributes)
        document.replace(views, document.rewritten(views, changed=changed))

    @property
    def _styles_part(self) -> str | None:
        return next(iter(self._relationships.targets("styles").values()), None)

    def _children(self, name: str) -> list[Element]:
        element = self._document.root.first(name)
        return [] if element is None else element.children

    def _read_sheets(self) -> list[_Sheet]:
        worksheets = self._relationships.targets("worksheet")
        targets = self._relationships.targets()
        sheets = []
        for item in self._children("sheets"):
            # the only attribute of another namespace is the relationship
            ids = [value for name, value in item.attributes.items() if name.endswith(" id")]
            identifier = ids[0] if ids else ""
            number = item.attributes.get("sheetId", "")
            sheets.append(
                _Sheet(
                    item.attributes.get("name", ""),
                    int(number) if number.isdecimal() else 0,
                    self._document.source(item),
                    targets.get(identifier, ""),
                    identifier,
                    is_worksheet=identifier in worksheets,
                    is_visible=item.attributes.get("state", "visible") == "visible",
                )
            )
        return sheets

    def _read_names(self) -> list[_Name]:
        names = []
        for item in self._children("definedNames"):
            local = item.attributes.get("localSheetId", "")
            is_local = local.isdecimal() and int(local) < len(self._sheets)
            sheet = self._sheets[int(local)] if is_local else None
            names.append(_Name(self._document.source(item), sheet))
        return names

    def _find(self, name: str) -> _Sheet:
        for sheet in self._sheets:
            if sheet.name == name:
                return sheet
        raise WorkbookError(
            f"工作簿“{shown(self._parts.workbook)}”中没有工作表“{shown(name)}”，无法写入；"
            "请确认文件在读取之后没有改动过。"
        )

    def _check_name(self, name: str) -> None:
        # Excel does not tell sheets apart by upper and lower case
        if any(sheet.name.lower() == name.lower() for sheet in self._sheets):
            raise WorkbookError(
                f"工作簿“{shown(self._parts.workbook)}”中已有工作表“{shown(name)}”，不能再加一张；"
                "请先把它改名或删除。"
            )
        if not name or len(name) > _NAME_LIMIT or _NEVER_IN_NAME.search(name):
            raise WorkbookError(
                f"“{shown(name)}”不能作工作表的名称：应为 1 至 {_NAME_LIMIT} 个字，"
                "不含 [ ] : * ? / \\，首尾不是单引号；请换一个名称。"
            )

    def _remove_part(self, part: str) -> None:
        """Remove a part, and the parts that nothing else refers to."""
        owned = Relationships(self._parts, part).targets().values()
        folder, name = posixpath.split(part)
        self._types.withdraw(part)
        self._parts.remove(part)
        self._parts.remove(posixpath.join(folder, "_rels", f"{name}.rels"))
        used = referenced_parts(self._parts) if owned else set()
        for target in set(owned) - used:
            if target in self._parts:
                self._remove_part(target)
