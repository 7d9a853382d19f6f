"""The add-in for LibreOffice: the ribbon's module as it is shipped, and two of its surroundings replaced.

LibreOffice does not compile the module of xlwings, and then says nothing and runs none. In its place stands
one with the same ``RunPython``: it starts a program, asynchronously as Python and LibreOffice have to talk
to each other meanwhile, and waits for it. The buttons are pressed by a module of procedures.
"""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from xlaudit.addin.build import macros_folder
from xlaudit.addin.build_package import VBA_PART, packed
from xlaudit.addin.settings import DEFAULT_INTERPRETER, sheet_markup

__all__ = ["pressed_addin"]

_RUN_PYTHON = """\
Option Explicit

Public Function RunPython(PythonCommand As String)
    Dim folder As String
    Dim waited As Long
    folder = Environ("XLAUDIT_OFFICE")
    Open folder & "/command" For Output As #1
    Print #1, PythonCommand
    Print #1, ActiveWorkbook.Name
    Close #1
    Shell folder & "/start", 0, "", False
    Do While Dir(folder & "/done") = "" And waited < 3000
        Wait 20
        waited = waited + 1
    Loop
    RunPython = 0
End Function
"""
_PRESSED = """\
Option Explicit

Public Function Click(buttonId As String)
    Dim control As New PressedButton
    control.ID = buttonId
    RibbonXlaudit.ButtonClicked control
End Function

Public Function IsEnabled(buttonId As String) As Boolean
    Dim control As New PressedButton
    Dim answer
    control.ID = buttonId
    RibbonXlaudit.ButtonEnabled control, answer
    IsEnabled = answer
End Function
"""
_BUTTON = """\
Public ID As String
Public Tag As String
"""


def pressed_addin(path: Path) -> None:
    """Write the add-in; ``RunPython`` runs the program ``start`` in the folder that ``XLAUDIT_OFFICE`` names."""
    from pyopenvba import ExcelFile, VBAModuleKind  # noqa: PLC0415 - a build extra

    ribbon = (macros_folder() / "RibbonXlaudit.bas").read_text(encoding="ascii")
    modules = {
        "xlwings": _RUN_PYTHON,
        "RibbonXlaudit": ribbon,
        "Pressed": _PRESSED,
    }
    with ExcelFile.create_new(path) as file:
        project = file.vba_project()
        for name, source in modules.items():
            project.add_module(name, source.replace("\n", "\r\n"))
        button = _BUTTON.replace("\n", "\r\n")
        project.add_module("PressedButton", button, kind=VBAModuleKind.other)
        project.delete_module("Module1")  # the template's
        file.save()
    with ZipFile(path) as saved:
        vba = saved.read(VBA_PART)
    markup = (macros_folder() / "customUI14.xml").read_text(encoding="utf-8")
    path.write_bytes(packed(vba, sheet_markup(DEFAULT_INTERPRETER, ()), markup))
