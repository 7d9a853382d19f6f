"""The engine, its applications and their workbooks."""

# ruff: noqa: ARG002, ARG004, ARG005, FBT001, FBT002, PLW0108 - xlwings sets the signatures

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from numbers import Number
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.chartsheet import Chartsheet
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet
from xlwings import base_classes as base

from tests.hosts.xlwings_host import com
from tests.hosts.xlwings_host.counting import counted
from tests.hosts.xlwings_host.sheets import Names, Sheet

__all__ = ["App", "Book", "Engine"]

_SETTINGS = {
    "visible": True,
    "screen_updating": True,
    "display_alerts": True,
    "enable_events": True,
    "interactive": True,
    "calculation": "automatic",
    "status_bar": False,
}


class Engine:
    """What xlwings asks an engine for: its applications, and how values are cleaned both ways."""

    name = "openpyxl"
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)

    @staticmethod
    def clean_value_data(
        data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool
    ) -> list[list[Any]]:
        def clean(value: Any) -> Any:
            match value:
                case None | "":
                    return empty_as
                case datetime():
                    parts = ("year", "month", "day", "hour", "minute", "second", "microsecond")
                    fields = {part: getattr(value, part) for part in parts}
                    return datetime_builder(**fields, tzinfo=None)
                case float() if number_builder is not None:
                    return number_builder(value)
                case com.CellError():
                    return value.code if err_to_str else None
            return value

        return [[clean(value) for value in row] for row in data]

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        return "" if value is None else value


class Apps(base.Apps):
    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._apps: list[App] = []

    def keys(self) -> list[int]:
        return [app.pid for app in self._apps]

    def add(
        self, spec: Any = None, add_book: Any = None, xl: Any = None, visible: Any = None
    ) -> Any:
        app = App(self, len(self._apps) + 1)
        self._apps.insert(0, app)
        if add_book:
            app.books.add()
        return app

    def __iter__(self) -> Iterator[Any]:
        return iter(self._apps)

    def __len__(self) -> int:
        return len(self._apps)

    def __getitem__(self, pid: int) -> Any:
        return next(app for app in self._apps if app.pid == pid)


@counted
class App(base.App):
    def __init__(self, apps: Apps, pid: int) -> None:
        self._apps = apps
        self._pid = pid
        self._books = Books(self)
        self._settings: dict[str, Any] = dict(_SETTINGS)
        self.alerts: list[str] = []
        self.answers: list[str] = []  # what the person will press, "ok" when none is left
        self.is_busy = False  # a cell is being edited

    def _before_call(self, key: tuple[str, str]) -> None:
        # A message box is Python's own window, and knowing Excel does not need its answer.
        if self.is_busy and key[1] not in ("alert", "engine", "pid"):
            raise com.com_error(com.BUSY)

    engine = property(lambda self: self._apps.engine)
    books = property(lambda self: self._books)
    pid = property(lambda self: self._pid)
    api = property(lambda self: self)
    version = property(lambda self: "16.0")
    hwnd = property(lambda self: 0)

    @property
    def selection(self) -> Any:
        book = self._books.active
        sheet = None if book is None else book.sheets.active
        if sheet is None or isinstance(sheet.sheet, Chartsheet):
            return None
        return sheet.selected

    def activate(self, steal_focus: bool = False) -> None:
        pass

    def quit(self) -> None:
        self._apps._apps.remove(self)

    def calculate(self) -> None:
        pass

    def alert(self, prompt: str, title: Any, buttons: Any, mode: Any, callback: Any) -> str:
        self.alerts.append(prompt)
        return self.answers.pop(0) if self.answers else "ok"

    def _setting(name: str) -> property:  # type: ignore[misc] # noqa: N805 - makes properties
        def read(self: App) -> Any:
            return self._settings[name]

        def write(self: App, value: Any) -> None:
            self._settings[name] = value

        return property(read, write)

    visible = _setting("visible")
    screen_updating = _setting("screen_updating")
    display_alerts = _setting("display_alerts")
    enable_events = _setting("enable_events")
    interactive = _setting("interactive")
    calculation = _setting("calculation")
    status_bar = _setting("status_bar")


@counted
class Books(base.Books):
    def __init__(self, app: App) -> None:
        self.app = app
        self._open: list[Book] = []

    @property
    def active(self) -> Any:
        return self._open[-1] if self._open else None

    def __call__(self, key: Any) -> Any:
        if isinstance(key, Number):
            return self._open[int(str(key)) - 1]
        for book in self._open:
            if book.name.lower() == str(key).lower():
                return book
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self._open)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._open)

    def add(self) -> Any:
        workbook = openpyxl.Workbook()
        workbook.worksheets[0].title = "Sheet1"
        return self._opened(Book(self, workbook, None))

    def open(self, fullname: Any, *arguments: Any, **options: Any) -> Any:
        path = Path(os.path.abspath(fullname))  # noqa: PTH100 - resolves no links, as Excel does not
        workbook = openpyxl.load_workbook(
            path, rich_text=True, keep_vba=path.suffix.lower() == ".xlsm"
        )
        return self._opened(Book(self, workbook, path))

    def _opened(self, book: Book) -> Book:
        self._open.append(book)
        return book


@counted
class Book(base.Book):
    def __init__(self, books: Books, workbook: openpyxl.Workbook, path: Path | None) -> None:
        self._books = books
        self.workbook = workbook
        self._path = path
        self._wrapped: dict[Any, Sheet] = {}
        self.ReadOnly = False
        if path is not None:
            self._take_results(path)

    def _before_call(self, key: tuple[str, str]) -> None:
        self._books.app._before_call(key)

    def _take_results(self, path: Path) -> None:
        """Take the results of the formulas from the file."""
        computed = openpyxl.load_workbook(path, data_only=True, read_only=True)
        for sheet in self.workbook.worksheets:
            formulas = {
                position
                for position, cell in sheet._cells.items()
                if cell.data_type == "f" or isinstance(cell.value, ArrayFormula | DataTableFormula)
            }
            if not formulas:
                continue
            results = self._wrap(sheet).results
            for row, values in enumerate(computed[sheet.title].iter_rows(values_only=True), 1):
                results.update(
                    ((row, column), value)
                    for column, value in enumerate(values, 1)
                    if (row, column) in formulas
                )
        computed.close()

    def _wrap(self, sheet: Worksheet | Chartsheet) -> Sheet:
        if sheet not in self._wrapped:
            self._wrapped[sheet] = Sheet(self, sheet)
        return self._wrapped[sheet]

    api = property(lambda self: self)
    app = property(lambda self: self._books.app)
    name = property(lambda self: self._path.name if self._path else "工作簿1")
    fullname = property(lambda self: str(self._path or "工作簿1"))
    names = property(lambda self: Names(self))
    sheets = property(lambda self: Sheets(self))

    def activate(self) -> None:
        self._books._open.remove(self)
        self._books._open.append(self)

    def close(self) -> None:
        self._books._open.remove(self)

    def save(self, path: Any = None, password: Any = None) -> None:
        target = Path(path) if path else self._path
        assert target is not None
        self.workbook.save(target)
        self._path = Path(os.path.abspath(target))  # noqa: PTH100 - as above


@counted
class Sheets(base.Sheets):
    def __init__(self, book: Book) -> None:
        self._book = book
        self._workbook = book.workbook

    def _before_call(self, key: tuple[str, str]) -> None:
        self._book._before_call(key)

    api = property(lambda self: self)

    @property
    def active(self) -> Any:
        return self._book._wrap(self._workbook.active)

    def __call__(self, key: Any) -> Any:
        if isinstance(key, Number):
            return self._book._wrap(self._workbook.worksheets[int(str(key)) - 1])
        for sheet in self._workbook.worksheets:
            if sheet.title.casefold() == str(key).casefold():
                return self._book._wrap(sheet)
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self._workbook.worksheets)

    def __iter__(self) -> Iterator[Any]:
        return map(self._book._wrap, list(self._workbook.worksheets))

    def add(self, before: Any = None, after: Any = None, name: str | None = None) -> Any:
        if self._workbook.security and self._workbook.security.lockStructure:
            raise com.com_error
        sheets = self._workbook._sheets
        place = len(sheets) if after is None else sheets.index(after.sheet) + 1
        number = 1
        while f"Sheet{number}" in self._workbook.sheetnames:
            number += 1
        sheet = self._workbook.create_sheet(name or f"Sheet{number}", place)
        self._workbook.active = sheet
        return self._book._wrap(sheet)
