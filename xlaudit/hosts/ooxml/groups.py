"""Formulas that cells have in common: shared ones are written out for each, arrays mark all they fill.

What cannot be is a ``ValueError``, what is too much an ``OverflowError``; both say it in Chinese.
"""

from __future__ import annotations

from itertools import product

from xlaudit.hosts.ooxml.formulas import SharedFormula
from xlaudit.hosts.ooxml.part_reader import Attributes
from xlaudit.hosts.ooxml.references import area
from xlaudit.workbook.place import Area, column_name
from xlaudit.workbook.snapshot import Cell

__all__ = ["FormulaGroups"]

_LENGTH_LIMIT = 32_768  # Excel itself stops at 8192
_EXPANSION_LIMIT = 50_000_000  # characters written out for the followers of one sheet
_VISIT_LIMIT = 4_000_000  # places to look at for the arrays of one sheet


class FormulaGroups:
    """The shared and array formulas of one sheet, in the order in which its cells come."""

    def __init__(self) -> None:
        self._shared: dict[str, SharedFormula] = {}
        self._waiting: list[tuple[int, int, str]] = []  # followers that stand before their master
        self._arrays: list[Area] = []
        self._expanded = 0

    def formula(
        self, text: str | None, attributes: Attributes, row: int, column: int
    ) -> str | None:
        """Return the whole formula of a cell from the text and the attributes of its ``<f>``."""
        match attributes.get("t"):
            case "shared":
                return self._share(text, attributes, row, column)
            case "array":
                self._claim(attributes)
            case "dataTable":
                self._claim(attributes)
                return f"TABLE({attributes.get('r1', '')},{attributes.get('r2', '')})"
        return text

    def complete(self, cells: dict[tuple[int, int], Cell]) -> None:
        """Give waiting followers their formula, and every cell of an array its range."""
        for row, column, group in self._waiting:
            if group not in self._shared:
                raise ValueError(f"里 {column_name(column)}{row} 的共享公式找不到原文")
            formula = self._follow(group, row, column)
            cells[row, column] = cells[row, column]._replace(formula=formula)
        visits = 0
        for claimed in self._arrays:
            rows = range(claimed.top, claimed.bottom + 1)
            columns = range(claimed.left, claimed.right + 1)
            is_small = len(rows) * len(columns) < len(cells)
            visits += 1 + (len(rows) * len(columns) if is_small else len(cells))
            if visits > _VISIT_LIMIT:
                raise OverflowError("的数组公式范围过大")
            # The places of the area, or, if it is huge, those of all cells there are.
            around = product(rows, columns) if is_small else tuple(cells)
            for place in around:
                if place in cells and claimed.holds(*place):
                    cells[place] = cells[place]._replace(array=claimed)

    def _share(self, text: str | None, attributes: Attributes, row: int, column: int) -> str:
        group = attributes.get("si", "")
        if text is not None:
            if len(text) > _LENGTH_LIMIT:
                raise ValueError("的公式过长")
            if "ref" in attributes or group not in self._shared:
                self._shared[group] = SharedFormula(text, row, column)
            return text
        if group not in self._shared:
            self._waiting.append((row, column, group))
            return ""
        return self._follow(group, row, column)

    def _follow(self, group: str, row: int, column: int) -> str:
        formula = self._shared[group].at(row, column)
        self._expanded += len(formula)
        if self._expanded > _EXPANSION_LIMIT:
            raise OverflowError("的共享公式展开后过大")
        return formula

    def _claim(self, attributes: Attributes) -> None:
        claimed = area(attributes.get("ref", ""))
        if claimed is None:
            raise ValueError("的数组公式没有有效的范围")
        self._arrays.append(claimed)
