"""An xlwings engine over a LibreOffice that is running, so that a click can be tried on a live workbook.

Only the freely licensed part of xlwings is used. Unlike the host over openpyxl it computes: a formula that
was written has the result that LibreOffice gives it. It speaks to LibreOffice through UNO, so it can be
imported anywhere, and be used where the module ``uno`` is, which is the Python of the operating system.

What it hands over is what Excel hands over: numbers are floats, dates datetimes, empty cells None,
formulas English in A1 style with commas and “!”. Where it cannot be faithful it refuses: a string that
Excel would parse is not guessed at. Functions newer than Excel 2007 come without their prefix ``_xlfn.``.
"""

from __future__ import annotations

from typing import Any

import xlwings

from tests.hosts.libreoffice_engine.application import Engine

__all__ = ["register"]


def register(desktop: Any) -> Any:
    """Make the LibreOffice behind ``desktop`` xlwings' active application and return it."""
    xlwings.engines.add(xlwings.Engine(impl=Engine(desktop)))
    engine = xlwings.engines[Engine.name]
    engine.activate()
    return engine.apps.active
