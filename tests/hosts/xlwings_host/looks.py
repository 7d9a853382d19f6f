"""Borders and lists of a range."""

# ruff: noqa: ARG002, FBT001 - xlwings sets the signatures

from __future__ import annotations

from typing import Any

from openpyxl.styles import Border, Side
from openpyxl.worksheet.datavalidation import DataValidation
from xlwings import base_classes as base

from tests.hosts.xlwings_host import com
from tests.hosts.xlwings_host.counting import counted

__all__ = ["Borders", "Validation"]


@counted
class Borders(base.Borders):
    def __init__(self, owner: Any) -> None:
        self._owner = owner

    def set(self, sides: Any, *, line_style: Any, weight: Any, color: Any) -> None:
        height, width = self._owner.shape
        if ("inside_vertical" in sides and width == 1) or (
            "inside_horizontal" in sides and height == 1
        ):
            raise com.com_error  # there is no inside
        line = Side(style="thin")
        for cell in self._owner._cells():
            cell.border = Border(left=line, right=line, top=line, bottom=line)


@counted
class Validation(base.DataValidation):
    def __init__(self, owner: Any) -> None:
        self._owner = owner

    def set_list(self, source: Any, in_cell_dropdown: bool) -> None:
        rule = DataValidation(type="list", formula1='"' + ",".join(source) + '"', allow_blank=True)
        rule.add(self._owner.get_address(False, False, False))
        self._owner._sheet.sheet.add_data_validation(rule)
