"""The add-in's VBA without Excel: decompiled by oletools, run in pyOpenVBA's interpreter.

``Excel`` is the application with the add-in loaded: the ribbon module runs as it is shipped; RunPython
and the two Office objects of a ribbon are stood in for, and what reaches them is written down.
"""
# ruff: noqa: N802, N803, ARG002 - the names that Office gives its members

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from warnings import catch_warnings, simplefilter

from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.apps.excel._model import Application
from pyopenvba.interpreter import MISSING, VBAObject, member, method, setter, to_text

with catch_warnings():
    simplefilter("ignore", DeprecationWarning)  # oletools calls pyparsing by its old names
    from oletools.olevba import VBA_Parser

__all__ = ["BUTTONS", "Excel", "decompiled"]

BUTTONS = (
    *("score", "check", "restore", "previous_finding", "next_finding", "decide"),
    *("consolidate", "rules", "schemes", "about"),
)

_STAND_IN = """
Public failure As String
Public asksAgain As Boolean
Public said As String
Public Function RunPython(PythonCommand As String)
    If Not IsClicked(PythonCommand) Then Exit Function
    Debug.Print "python " & PythonCommand
    Debug.Print "status " & Application.StatusBar
    If asksAgain Then Debug.Print "again " & IsClicked(PythonCommand)
    If said <> "" Then Application.StatusBar = said
    If failure <> "" Then Err.Raise 1, Description:=failure
    RunPython = 0
End Function
Public Sub AskAgain()
    asksAgain = True
End Sub
Public Sub SayAtTheEnd(text As String)
    said = text
End Sub
Public Sub FailWith(reason As String)
    failure = reason
End Sub
Public Function Enabled(control As Object) As Variant
    Dim answer As Variant
    ButtonEnabled control, answer
    Enabled = answer
End Function
"""


def decompiled(package: Path | bytes) -> dict[str, str]:
    """Return the source of every VBA module as oletools reads it, by name, lines ending in LF."""
    path, data = (str(package), None) if isinstance(package, Path) else ("xlaudit.xlam", package)
    parser = VBA_Parser(path, data=data)
    try:
        found = {
            stream.rpartition("/")[2]: code.replace("\r\n", "\n")
            for _, stream, _, code in parser.extract_macros()
        }
    finally:
        parser.close()
    return found


class _Control(VBAObject):
    """What Office gives a callback: the button that was clicked."""

    def __init__(self, button: str, tag: str) -> None:
        self.button, self.text = button, tag

    @member
    def ID(self) -> object:
        return self.button

    @member
    def Tag(self) -> object:
        return self.text


class _Ribbon(VBAObject):
    """What Office gives when the ribbon has been loaded."""

    def __init__(self) -> None:
        self.invalidated = 0
        self.watch: Callable[[], None] = lambda: None

    @method
    def Invalidate(self) -> object:
        self.invalidated += 1
        self.watch()
        return None


class _FolderDialog(VBAObject):
    """The dialog in which a folder is chosen; nothing is chosen where ``folder`` is empty."""

    def __init__(self, folder: str) -> None:
        self.folder, self.title, self.many = folder, "", True

    @member
    def Title(self) -> object:
        return self.title

    @setter("Title")
    def _set_title(self, value: object) -> None:
        self.title = to_text(value)

    @member
    def AllowMultiSelect(self) -> object:
        return self.many

    @setter("AllowMultiSelect")
    def _set_many(self, value: object) -> None:
        self.many = bool(value)

    @method
    def Show(self) -> object:
        return -1 if self.folder else 0

    @member
    def SelectedItems(self, Index: object = MISSING) -> object:
        return self.folder


class _Application(Application):
    """The interpreter's application with what it lacks."""

    dialog: _FolderDialog
    described: list[tuple[str, str, tuple[str, ...]]]

    @member
    def FileDialog(self, Kind: object = MISSING) -> object:
        return self.dialog

    @method
    def MacroOptions(
        self,
        Macro: object = MISSING,
        Description: object = MISSING,
        Category: object = MISSING,
        ArgumentDescriptions: object = MISSING,
    ) -> object:
        texts = tuple(to_text(each) for each in ArgumentDescriptions.items)  # type: ignore[union-attr]
        self.described.append((to_text(Macro), to_text(Description), texts))
        return None


class Excel:
    """An application with the add-in loaded and no workbook open."""

    def __init__(self, addin: Path) -> None:
        self.host = ExcelApplication.open(addin, with_vba=False)
        self.application = self.host.application
        self.application.__class__ = _Application
        self.application.dialog, self.application.described = _FolderDialog(""), []
        self.application.active_book = None
        self.host.add_module(_STAND_IN, name="xlwings")
        modules = decompiled(addin)
        self.host.add_module(modules["RibbonXlaudit"], name="RibbonXlaudit")
        # The interpreter connects no events; a test calls their procedures itself.
        own = modules["ThisWorkbook"].replace("Private WithEvents ", "Private ")
        self.host.add_module(own, name="ThisWorkbook", kind="document")
        self.ribbon = _Ribbon()

    def load_ribbon(self) -> None:
        self.host.run("RibbonLoaded", self.ribbon)

    def open_book(self, *sheets: str) -> None:
        """Open a workbook with sheets of these names and bring it to the front."""
        book = self.host.add_workbook()
        for number, name in enumerate(sheets):
            sheet = book.vba_get("Worksheets").vba_call("Add") if number else book.active_sheet
            sheet.vba_set("Name", name)
        self.host.activate_workbook(book)

    def happen(self, event: str) -> None:
        """Let the add-in hear of an event of the application; its argument is the workbook in front."""
        book = self.application.vba_get("ActiveWorkbook")
        self.host.run(f"ThisWorkbook.watched_{event}", book)

    def enabled(self, button: str) -> bool:
        return bool(self.host.run("Enabled", _Control(button, "")))

    def click(self, button: str, tag: str = "") -> list[str]:
        """Click a button; return what RunPython was given and what the status bar showed meanwhile."""
        before = len(self.host.console)
        self.host.run("ButtonClicked", _Control(button, tag))
        return self.host.console[before:]

    def choose(self, folder: str) -> _FolderDialog:
        self.application.dialog = _FolderDialog(folder)
        return self.application.dialog

    def own_cell(self, address: str) -> object:
        book = self.application.vba_get("ThisWorkbook")
        return self.host.sheet("xlaudit.conf", workbook=book).value(address)
