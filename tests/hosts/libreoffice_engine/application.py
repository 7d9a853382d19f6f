"""The engine, its one application and the workbooks that are open in it."""

# ruff: noqa: ARG002, ARG004, ARG005, FBT001, FBT002, PLW0108 - xlwings sets the signatures

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime
from numbers import Number
from pathlib import Path
from typing import Any

from xlwings import base_classes as base

from tests.hosts.libreoffice_engine.bridge import local_path, setting, url
from tests.hosts.libreoffice_engine.contents import CellError
from tests.hosts.libreoffice_engine.grammar import Grammar
from tests.hosts.libreoffice_engine.sheets import Names, Sheet, Sheets

__all__ = ["Engine"]

_SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"
_XLSX = "Calc MS Excel 2007 XML"


class Engine:
    """What xlwings asks an engine for: its applications, and how values are cleaned both ways."""

    name = "libreoffice"
    type = "desktop"

    def __init__(self, desktop: Any) -> None:
        self.apps = Apps(self, desktop)

    @staticmethod
    def clean_value_data(
        data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool
    ) -> list[list[Any]]:
        def clean(value: Any) -> Any:
            match value:
                case None:
                    return empty_as
                case datetime():
                    parts = ("year", "month", "day", "hour", "minute", "second", "microsecond")
                    fields = {part: getattr(value, part) for part in parts}
                    return datetime_builder(**fields, tzinfo=None)
                case float() if number_builder is not None:
                    return number_builder(value)
                case CellError():
                    return value.code if err_to_str else None
            return value

        return [[clean(value) for value in row] for row in data]

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        return "" if value is None else value


class Apps(base.Apps):
    def __init__(self, engine: Engine, desktop: Any) -> None:
        self.engine = engine
        self._app = App(self, desktop)

    def keys(self) -> list[int]:
        return [self._app.pid]

    def __iter__(self) -> Iterator[Any]:
        return iter([self._app])

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> Any:
        return self._app


class App(base.App):
    # What Excel keeps for the whole application, and LibreOffice has no counterpart for.
    screen_updating = True
    display_alerts = True
    enable_events = True
    interactive = True
    visible = True
    status_bar: Any = False

    def __init__(self, apps: Apps, desktop: Any) -> None:
        self._apps = apps
        self._desktop = desktop

    engine = property(lambda self: self._apps.engine)
    books = property(lambda self: Books(self, self._desktop))
    pid = property(lambda self: 1)
    hwnd = property(lambda self: 0)
    version = property(lambda self: "16.0")
    api = property(lambda self: self._desktop)

    @property
    def selection(self) -> Any:
        book = self.books.active
        if book is None:
            return None
        selected = book.document.CurrentController.getSelection()
        if not selected.supportsService("com.sun.star.sheet.SheetCellRange"):
            return None
        return Sheet(book, selected.getSpreadsheet()).range_of(selected.getRangeAddress())

    def activate(self, steal_focus: bool = False) -> None:
        pass

    @property
    def calculation(self) -> str:
        automatic = all(book.document.isAutomaticCalculationEnabled() for book in self.books)
        return "automatic" if automatic else "manual"

    @calculation.setter
    def calculation(self, value: str) -> None:
        for book in self.books:
            book.document.enableAutomaticCalculation(value == "automatic")

    def calculate(self) -> None:
        for book in self.books:
            book.document.calculate()

    def alert(self, prompt: str, title: Any, buttons: Any, mode: Any, callback: Any) -> str:
        """Note what the person would read in the file that ``XLAUDIT_ALERTS`` names; press the first button."""
        with Path(os.environ["XLAUDIT_ALERTS"]).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"title": title, "prompt": prompt}, ensure_ascii=False) + "\n")
        return "yes" if buttons and buttons.startswith("yes") else "ok"


class Books(base.Books):
    def __init__(self, app: App, desktop: Any) -> None:
        self.app = app
        self._desktop = desktop

    def _documents(self) -> list[Any]:
        """Return the workbooks that a person sees; the add-in is open without a window."""
        components = self._desktop.getComponents().createEnumeration()
        found = []
        while components.hasMoreElements():
            component = components.nextElement()
            if component.supportsService(_SPREADSHEET) and _is_visible(component):
                found.append(component)
        return found

    @property
    def active(self) -> Any:
        current = self._desktop.getCurrentComponent()
        if current is None or not current.supportsService(_SPREADSHEET):
            return None
        return Book(self, current)

    def __call__(self, key: Any) -> Any:
        if isinstance(key, Number):
            return list(self)[int(str(key)) - 1]
        for book in self:
            if book.name.lower() == str(key).lower():
                return book
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self._documents())

    def __iter__(self) -> Iterator[Any]:
        return (Book(self, document) for document in self._documents())

    def open(self, fullname: Any, *arguments: Any, **options: Any) -> Any:
        address = url(str(Path(fullname).resolve()))
        return Book(self, self._desktop.loadComponentFromURL(address, "_blank", 0, ()))


class Book(base.Book):
    def __init__(self, books: Books, document: Any) -> None:
        self._books = books
        self.document = document
        self.grammar = Grammar(document)

    api = property(lambda self: self)
    ReadOnly = property(lambda self: self.document.isReadonly())
    app = property(lambda self: self._books.app)
    sheets = property(lambda self: Sheets(self))
    names = property(lambda self: Names(self))

    @property
    def fullname(self) -> str:
        address = self.document.getURL()
        return local_path(address) if address else self.document.getTitle()

    @property
    def name(self) -> str:
        return Path(self.fullname).name

    def activate(self) -> None:
        self.document.CurrentController.Frame.activate()

    def close(self) -> None:
        self.document.close(True)

    def save(self, path: Any = None, password: Any = None) -> None:
        target = url(str(Path(path or self.fullname).resolve()))
        self.document.storeAsURL(target, (setting("FilterName", _XLSX),))


def _is_visible(document: Any) -> bool:
    controller = document.getCurrentController()
    return controller is not None and controller.Frame.ContainerWindow.isVisible()
