"""The VBA of xlwings as the add-in carries it: taken from the installed package, its doors closed.

As shipped, xlwings lets the open workbook and its folder choose the interpreter, the configuration and
the code, and puts their names into a command line; and any formula in the workbook can call a function of
an add-in, RunPython included. Here the workbook is evidence from somebody else: each such line is
replaced, procedures that run programs or touch files are left out, and RunPython runs a command only for
the click that it belongs to. What is not where it was expected stops the build.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

__all__ = ["OMITTED", "PATCHES", "BuildError", "Patch", "licence_text", "module_source"]

_MODULE = "xlwings_custom_addin.bas"
_FIRST_LINE = '#Const App = "Microsoft Excel" \'Adjust when using outside of Excel'
_NAMED, _NAME = 'PROJECT_NAME As String = "myaddin"', 'PROJECT_NAME As String = "xlaudit"'


class BuildError(Exception):
    """The add-in cannot be built from what is installed; for whoever builds it, not for a user."""


class Patch(NamedTuple):
    """Lines of xlwings' module that are replaced: ``old`` stands there exactly ``times`` times."""

    old: str
    new: str
    reason: str
    times: int = 1


_SEARCH_PATH = 'AddExcelDir & ";" & ActiveWorkbook.FullName & ";" & ThisWorkbook.FullName'
_ROOTS = (
    'GetConfig("ONEDRIVE_CONSUMER_WIN") & ";" & GetConfig("ONEDRIVE_COMMERCIAL_WIN") & ";" & '
    'GetConfig("SHAREPOINT_WIN") & ";" & GetConfig("PYTHONPATH")'
)
# What prepare_sys_path takes for: no folder of a workbook, and no further folder, not even an empty one.
_NO_PATH = 'PYTHONPATH = "false;;;;;"'

# Left out whole: they run programs, read or write files, or change the VBA of a workbook.
OMITTED = (
    *("ExecuteMac", "ExecuteWindows", "RunFrozenPython", "CleanUp", "SaveConfigToFile", "ReadFile"),
    *("ImportPythonUDFsBase", "ImportPythonUDFs", "ImportPythonUDFsToAddin"),
    *("ImportXlwingsUdfsModule", "GetDLLVersion"),
)

PATCHES = (
    Patch(
        'If SheetExists(ActiveWorkbook, PROJECT_NAME & ".conf") = True Then',
        "If False Then",
        "no configuration from a sheet of the open workbook",
    ),
    Patch(
        'If GetFullName(ActiveWorkbook) <> "" Then',
        "If False Then",
        "no configuration from the folder of the open workbook",
    ),
    Patch(
        "            Set wb = ActiveWorkbook\n        Else",
        "            Set wb = ThisWorkbook\n        Else",
        "no code embedded in sheets of the open workbook",
    ),
    Patch(
        "    #Else\n        ActiveFullName = ActiveWorkbook.FullName\n",
        '    #Else\n        ActiveFullName = ""\n',
        "the place of the open workbook is not asked for; there may be none",
    ),
    Patch(
        f'PYTHONPATH = {_SEARCH_PATH} & ";" & {_ROOTS}',
        _NO_PATH,
        "no folder for code, and no name of a file in a command line",
    ),
    Patch(
        '" -B -c ""import sys, os;"',
        '" -I -B -c ""import sys, os;"',
        "isolated: neither the current folder nor the environment supplies code",
    ),
    Patch(
        'PYTHON_WIN = "cmd.exe "',
        'PYTHON_WIN = Environ("SystemRoot") & "\\System32\\cmd.exe "',
        "Windows would look for a bare name in the current folder too",
        times=2,
    ),
    Patch(
        'OPTIMIZED_CONNECTION = GetConfig("USE UDF SERVER", False)',
        "OPTIMIZED_CONNECTION = True",
        "the other way puts the workbook's name into a command line",
    ),
    Patch(
        "RunPython = ExecuteWindows(False, PythonCommand, interpreter, PYTHONPATH)",
        "RunPython = -1",
        "the other way puts the workbook's name into a command line",
    ),
    Patch(
        "    SourcePythonCommand = PythonCommand\n",
        "    If Not IsClicked(PythonCommand) Then Exit Function\n"
        "    SourcePythonCommand = PythonCommand\n",
        "formulas of the open workbook can call this: it runs what was clicked, and once",
    ),
    Patch(
        "Content = ReadFile(FileName)",
        "Content = FileName",
        "nothing here reads files",
    ),
    Patch(
        f"{_FIRST_LINE}\n",
        f"{_FIRST_LINE}\nOption Private Module\n",
        "other projects do not see what stands here",
    ),
    Patch(
        '"BOOK_CALLER", ActiveWorkbook\n',
        '"BOOK_CALLER", IIf(ActiveWorkbook Is Nothing, ThisWorkbook, ActiveWorkbook)\n',
        "the add-in itself stands for no workbook",
    ),
    Patch(
        'In Range(sht.Range("A1"), lastCell)',
        'In sht.Range(sht.Range("A1"), lastCell)',
        "the configuration is read while a chart or nothing at all is active, too",
    ),
    Patch(
        'If Application.Name = "Microsoft Excel" Then',
        "If True Then",
        "WPS has another name, and is to read the add-in's configuration as well",
    ),
)


def module_source() -> str:
    """Return xlwings' module, patched, with lines that end in LF.

    Raises:
        BuildError: a line to be replaced is not found as often as it should be.
    """
    source = (_package() / _MODULE).read_bytes().decode("ascii").replace("\r\n", "\n")
    return patched(source)


def patched(source: str) -> str:
    """Leave the procedures out, replace the lines, and say in the module what was changed and why."""
    for name in OMITTED:
        source = _without(source, name)
    for patch in (*PATCHES, Patch(_NAMED, _NAME, "the name of this add-in")):
        found = source.count(patch.old)
        if found != patch.times:
            raise BuildError(f"{patch.old!r}: {found} times in {_MODULE}, expected {patch.times}")
        source = source.replace(patch.old, patch.new)
    first, rest = source.split("\n", 1)
    reasons = dict.fromkeys(f"' - {patch.reason}" for patch in PATCHES)
    told = ["' Changed for xlaudit; the licence of xlwings stands below.", *reasons]
    return "\n".join((first, *told, rest))


def _without(source: str, name: str) -> str:
    header = rf"(?:Public |Private )?(?P<kind>Function|Sub) {name}\("
    found = re.compile(rf"^{header}.*?^End (?P=kind)\n", re.DOTALL | re.MULTILINE)
    shorter, times = found.subn("", source)
    if times != 1:
        raise BuildError(f"{name}: {times} procedures in {_MODULE}, expected 1")
    return shorter


def licence_text() -> str:
    """Return the licence of xlwings' free part as the package ships it, lines ending in LF."""
    folders = _package().parent.glob("xlwings-*.dist-info/licenses")
    text = (next(iter(folders)) / "LICENSE.txt").read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")


def _package() -> Path:
    """Return the folder of the installed xlwings, without importing it."""
    spec = find_spec("xlwings")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent
