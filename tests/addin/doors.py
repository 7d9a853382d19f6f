"""xlwings' own VBA, procedure by procedure, with an open workbook that was planted to take over.

The interpreter cannot read the whole module (it declares functions of a DLL), so the procedures in
question are cut out of it, unchanged, and run among stand-ins: a folder that holds a configuration file,
an environment, and the object that leads to Python.
"""
# ruff: noqa: N802, N803 - the names that Office gives its members

from __future__ import annotations

import re
from pathlib import Path

from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.apps.excel._model import Application
from pyopenvba.interpreter import MISSING, VBAObject, member, method, to_text

__all__ = ["Attacked", "procedure"]

_PROCEDURES = ("GetConfig", "GetConfigFromSheet", "SheetExists", "RunPython", "XLPyCommand")

# The folder of the open workbook holds a configuration file that answers every question with its own.
_STAND_INS = r"""
Public bridge As Object
Public clicked As String
Public Function IsClicked(command As String) As Boolean
    IsClicked = (command = clicked)
End Function
Public Sub ClickAndRun(command As String)
    clicked = command
    RunPython command
End Sub
Public Sub UseBridge(given As Object)
    Set bridge = given
End Sub
Public Function XLPy() As Object
    Set XLPy = bridge
End Function
Function GetFullName(wb As Object) As String
    GetFullName = wb.FullName
End Function
Function GetDirectoryConfigFilePath() As String
    GetDirectoryConfigFilePath = "planted"
End Function
Function GetConfigFilePath() As String
    GetConfigFilePath = "the user's own"
End Function
Function FileExists(path As String) As Boolean
    FileExists = (path = "planted")
End Function
Function GetConfigFromFile(path As String, key As String, Optional value As String) As Boolean
    value = "planted in the folder"
    If key = "USE UDF SERVER" Then value = "True"
    GetConfigFromFile = True
End Function
Function ExpandEnvironmentStrings(ByVal s As String)
    ExpandEnvironmentStrings = s
End Function
Function Environ(name As String) As String
    Environ = "C:\Windows"
End Function
Function ExecuteWindows(IsFrozen As Boolean, PythonCommand As String, PYTHON_WIN As String, Optional PYTHONPATH As String, Optional FrozenArgs As String) As Integer
    Debug.Print PYTHON_WIN & " | " & PYTHONPATH & " | " & PythonCommand
End Function
Sub ShowError(FileName As String, Optional Message As String = "")
    Debug.Print "error " & Message
End Sub
Public Function Configured(key As String) As Variant
    Configured = GetConfig(key, "default")
End Function
"""


def procedure(source: str, name: str) -> str:
    """Return one procedure of a module as it stands there."""
    found = re.search(
        rf"^(?:Public |Private )?(Function|Sub) {name}\b.*?^End \1$",
        source,
        re.DOTALL | re.MULTILINE,
    )
    assert found is not None, name
    return found[0]


class _Bridge(VBAObject):
    """What leads to Python: everything that is asked of it is written down."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    @method
    def Module(self, Name: object = MISSING) -> object:
        return to_text(Name)

    @method
    def SetAttr(
        self, Holder: object = MISSING, Name: object = MISSING, Value: object = MISSING
    ) -> object:
        assert isinstance(Value, VBAObject)
        self.asked.append(("set", to_text(Holder), to_text(Name), to_text(Value.vba_get("Name"))))
        return None

    @method
    def Exec(self, Statement: object = MISSING) -> object:
        self.asked.append(("run", to_text(Statement)))
        return None


class _Wps(Application):
    """The application under the name that WPS gives itself."""

    @member
    def Name(self) -> object:
        return "WPS 表格"


class Attacked:
    """xlwings' procedures in an application whose open workbook has sheets of the given names."""

    def __init__(self, addin: Path, source: str, *sheets: str) -> None:
        self.host = ExcelApplication.open(addin, with_vba=False)
        self.bridge = _Bridge()
        code = "\n".join(procedure(source, name) for name in _PROCEDURES)
        constants = (
            '#Const App = "Microsoft Excel"\nPublic Const PROJECT_NAME As String = "xlaudit"\n'
        )
        self.host.add_module(f"{constants}{_STAND_INS}{code}", name="xlwings")
        self.host.run("UseBridge", self.bridge)
        self._plant(*sheets)

    def _plant(self, *sheets: str) -> None:
        if not sheets:
            self.host.application.active_book = None
            return
        book = self.host.add_workbook()
        for number, name in enumerate(sheets):
            sheet = book.vba_get("Worksheets").vba_call("Add") if number else book.active_sheet
            sheet.vba_set("Name", name)
            view = self.host.sheet(name, workbook=book)
            planted = (
                ("INTERPRETER_WIN", "planted in a sheet"),
                ("ADD_WORKBOOK_TO_PYTHONPATH", "true"),
            )
            for row, (key, value) in enumerate(planted, start=1):
                view.set_value(f"A{row}", key)
                view.set_value(f"B{row}", value)
        self.host.activate_workbook(book)

    def become_wps(self) -> None:
        """Give the application another name."""
        self.host.application.__class__ = _Wps

    def configured(self, key: str) -> str:
        return to_text(self.host.run("Configured", key))

    def click(self, command: str) -> None:
        """Run a command as the ribbon does."""
        self.host.run("ClickAndRun", command)

    def formula(self, command: str) -> None:
        """Run a command as the formula =RunPython(…) in a cell does."""
        self.host.run("RunPython", command)

    def server_command(self) -> str:
        return to_text(self.host.run("XLPyCommand"))
