"""Formulas between Excel's spelling and LibreOffice's tokens; the translation is LibreOffice's own."""

from __future__ import annotations

from functools import cached_property
from typing import Any

__all__ = ["Grammar"]

_ENGLISH_OF_EXCEL = 4  # com.sun.star.sheet.FormulaLanguage.XL_ENGLISH: commas between arguments
_A1_OF_EXCEL = 1  # com.sun.star.sheet.AddressConvention.XL_A1: “!” after the sheet
_EVERY_GROUP = -1  # com.sun.star.sheet.FormulaMapGroup.ALL_EXCEPT_SPECIAL, and the special ones


class Grammar:
    """The formulas of one document in English A1 style, without the sign ``=``."""

    def __init__(self, document: Any) -> None:
        self._document = document

    @cached_property
    def _parser(self) -> Any:
        names = self._document.createInstance("com.sun.star.sheet.FormulaOpCodeMapper")
        parser = self._document.createInstance("com.sun.star.sheet.FormulaParser")
        parser.OpCodeMap = names.getAvailableMappings(_ENGLISH_OF_EXCEL, _EVERY_GROUP)
        parser.CompileEnglish = True
        parser.FormulaConvention = _A1_OF_EXCEL
        return parser

    def formula_of(self, cell: Any) -> str:
        """Return the formula of a cell that has one."""
        return str(self._parser.printFormula(cell.getTokens(), cell.getCellAddress()))

    def formula_of_name(self, name: Any) -> str:
        """Return what a defined name stands for."""
        return str(self._parser.printFormula(name.getTokens(), name.getReferencePosition()))

    def put(self, cell: Any, formula: str) -> None:
        """Give a cell a formula."""
        cell.setTokens(self._parser.parseFormula(formula, cell.getCellAddress()))
