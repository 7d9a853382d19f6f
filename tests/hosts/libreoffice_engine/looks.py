"""How cells look: fonts, borders, measures, coloured characters, links, lists to choose from."""

# ruff: noqa: ARG002, ARG005, FBT001 - xlwings sets the signatures

from __future__ import annotations

from typing import Any

from xlwings import base_classes as base

from tests.hosts.libreoffice_engine.bridge import enum, struct

__all__ = [
    "VERTICAL",
    "Borders",
    "Characters",
    "Font",
    "Validation",
    "characters_of",
    "fill",
    "hundredths_of",
    "hundredths_of_points",
    "link",
    "points_of",
    "put_link",
]

VERTICAL = {"top": 1, "center": 2, "bottom": 3}  # com.sun.star.table.CellVertJustify2

_BOLD, _NORMAL = 150.0, 100.0  # com.sun.star.awt.FontWeight
_LINES = {
    "edge_top": "TopBorder",
    "edge_bottom": "BottomBorder",
    "edge_left": "LeftBorder",
    "edge_right": "RightBorder",
}
_SCRIPTS = ("", "Asian", "Complex")  # LibreOffice keeps a font for each kind of writing
_THIN = 26  # hundredths of a millimetre
_PER_INCH, _POINTS, _PIXELS = 2540, 72, 96
_DIGIT, _PADDING = 7, 5  # pixels of a digit of the standard font, and around a column


class Font(base.Font):
    """The font of cells or of some characters."""

    def __init__(self, owner: Any) -> None:
        self._owner = owner

    def _set(self, name: str, value: Any) -> None:
        for script in _SCRIPTS:
            setattr(self._owner, f"{name}{script}", value)

    bold = property(
        lambda self: None,
        lambda self, value: self._set("CharWeight", _BOLD if value else _NORMAL),
    )
    italic = property(
        lambda self: None,
        lambda self, value: self._set(
            "CharPosture", enum("awt.FontSlant", "ITALIC" if value else "NONE")
        ),
    )
    size = property(lambda self: None, lambda self, value: self._set("CharHeight", float(value)))
    color = property(
        lambda self: None, lambda self, value: setattr(self._owner, "CharColor", _color(value))
    )


class Characters(base.Characters):
    def __init__(self, cell: Any, start: int = 0, stop: int = 0) -> None:
        self._cell = cell
        self._start = start
        self._stop = stop

    def __getitem__(self, item: slice) -> Characters:
        return Characters(self._cell, item.start, item.stop)

    @property
    def font(self) -> Font:
        cursor = self._cell.createTextCursor()
        cursor.gotoStart(False)
        cursor.goRight(self._start, False)
        cursor.goRight(self._stop - self._start, True)
        return Font(cursor)


class Borders(base.Borders):
    def __init__(self, cells: Any) -> None:
        self._cells = cells

    def set(self, sides: Any, *, line_style: Any, weight: Any, color: Any) -> None:
        assert set(sides) >= set(_LINES), "lines around every cell, or none"
        for name in _LINES.values():
            line = struct("table.BorderLine2", OuterLineWidth=_THIN, LineWidth=_THIN)
            setattr(self._cells, name, line)


class Validation(base.DataValidation):
    def __init__(self, cells: Any) -> None:
        self._cells = cells

    def set_list(self, source: Any, in_cell_dropdown: bool) -> None:
        rule = self._cells.Validation
        rule.Type = enum("sheet.ValidationType", "LIST")
        rule.setFormula1(";".join(f'"{word}"' for word in source))
        self._cells.Validation = rule


def fill(cells: Any, color: Any) -> None:
    """Give cells a background."""
    cells.CellBackColor = _color(color)


def put_link(cell: Any, address: str, document: Any) -> None:
    """Make the text of a cell a link; ``#'表'!A1`` leads to a place in the workbook."""
    field = document.createInstance("com.sun.star.text.TextField.URL")
    sheet, _, place = address.rpartition("!")
    field.URL = f"{sheet}.{place}" if address.startswith("#") else address
    field.Representation = cell.getString()
    cell.setString("")
    cell.insertTextContent(cell.createTextCursor(), field, False)


def link(cell: Any) -> str:
    """Return where a cell leads to."""
    address = next(field.URL for field in cell.getTextFields())
    sheet, _, place = address.rpartition(".")
    return f"{sheet}!{place}" if address.startswith("#") else address


def hundredths_of(characters: float) -> int:
    """Return a width in hundredths of a millimetre."""
    pixels = round(characters * _DIGIT + _PADDING)
    return round(pixels * _PER_INCH / _PIXELS)


def characters_of(hundredths: int) -> float:
    """Return a width as Excel counts it."""
    pixels = round(hundredths * _PIXELS / _PER_INCH)
    return round((pixels - _PADDING) / _DIGIT, 2)


def hundredths_of_points(points: float) -> int:
    """Return a height in hundredths of a millimetre."""
    return round(points * _PER_INCH / _POINTS)


def points_of(hundredths: int) -> float:
    """Return a height as Excel counts it."""
    return round(hundredths * _POINTS / _PER_INCH, 2)


def _color(value: Any) -> int:
    if isinstance(value, str):
        return int(value.removeprefix("#"), 16)
    red, green, blue = value
    return int(red) << 16 | int(green) << 8 | int(blue)
