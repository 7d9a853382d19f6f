"""An xlwings engine over openpyxl, so that what talks to Excel can be tried where there is no Excel.

Only the freely licensed part of xlwings is used. The host does what the engine for Windows does where it
matters: all numbers are floats, amounts in a currency format come with four decimals, dates as datetimes,
strings that are typed in are parsed, merged followers are empty, what the Windows engine lacks is missing
here too. It computes nothing: a formula has the result that the file holds, or none.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlwings

from tests.hosts.xlwings_host import com, looks, ranges, sheets
from tests.hosts.xlwings_host.application import Engine
from tests.hosts.xlwings_host.counting import CALLS

__all__ = ["CALLS", "com", "looks", "open_book", "ranges", "register", "sheets"]


def register() -> Any:
    """Make the host xlwings' active engine and return it, with one empty application."""
    for engine in list(xlwings.engines.engines):
        if engine.name == Engine.name:
            xlwings.engines.engines.remove(engine)
            xlwings.engines.engines_by_name.pop(engine.name, None)
    xlwings.engines.add(xlwings.Engine(impl=Engine()))
    engine = xlwings.engines[Engine.name]
    engine.activate()
    xlwings.App(add_book=False)
    CALLS.clear()
    return engine


def open_book(path: Path) -> Any:
    """Open a workbook in the host as a person would."""
    return xlwings.apps.active.books.open(path)
