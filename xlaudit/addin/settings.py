"""The add-in's one sheet: its configuration, its texts, and a cell in which VBA hands a folder over.

VBA source is ASCII, so what a person reads stands here. xlwings looks a key up here first, so every key
that could name a program or a folder of code is given, if only as nothing.

    A:B  configuration of xlwings: key, value      F  texts of the ribbon module
    D1   the chosen folder, as text                H: functions: name, what it does, what each argument is
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, unescape

__all__ = [
    "ADDIN_NAME",
    "DEFAULT_INTERPRETER",
    "FOLDER_CELL",
    "PROJECT",
    "SHEET_NAME",
    "Description",
    "interpreter_in",
    "sheet_markup",
    "with_interpreter",
]

PROJECT = "xlaudit"
ADDIN_NAME = f"{PROJECT}.xlam"
SHEET_NAME = f"{PROJECT}.conf"  # xlwings expects this name
FOLDER_CELL = "D1"
DEFAULT_INTERPRETER = r"%LOCALAPPDATA%\xlaudit\python\Scripts\pythonw.exe"

_CONFIGURATION = {
    "ADD_WORKBOOK_TO_PYTHONPATH": "False",
    "UDF MODULES": "xlaudit.addin.udfs",
    "SHOW CONSOLE": "False",
    "DEBUG UDFS": "False",
    "SHOW_ERROR_POPUPS": "True",
    **dict.fromkeys(
        (
            *("INTERPRETER", "PYTHONPATH", "CONDA PATH", "CONDA ENV", "LICENSE_KEY"),
            *("ONEDRIVE_CONSUMER_WIN", "ONEDRIVE_COMMERCIAL_WIN", "SHAREPOINT_WIN"),
        ),
        "",
    ),
}
_FAILURE = (
    "没有运行成功：加载项找不到它的 Python，或者 Python 没有启动。"
    "请在命令提示符里运行 xlaudit addin status，按它的说明处理。"
)
_TEXTS = (_FAILURE, "选择各部门自评表所在的文件夹")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_INTERPRETER_CELL = re.compile(r'(?P<before><c r="B1"[^>]*><is><t[^>]*>)(?P<text>[^<]*)')
_TEXT_COLUMN, _FUNCTION_COLUMN = "F", 8


@dataclass(frozen=True, slots=True)
class Description:
    """A cell function for Excel's wizard: its name, what it does, what each argument is."""

    name: str
    text: str
    arguments: tuple[str, ...]


def sheet_markup(interpreter: str, functions: Sequence[Description]) -> bytes:
    """Return the sheet as a part of the package; every cell is text, so that nothing is ever a formula.

    ``interpreter`` is the full path of ``pythonw.exe``; environment variables as ``%NAME%`` are allowed.
    """
    cells = {}
    configuration = {"INTERPRETER_WIN": interpreter, **_CONFIGURATION}
    for row, (key, value) in enumerate(configuration.items(), start=1):
        cells[row, 1], cells[row, 2] = key, value
    for row, text in enumerate(_TEXTS, start=1):
        cells[row, _column(_TEXT_COLUMN)] = text
    for row, function in enumerate(functions, start=1):
        told = (function.name, function.text, *function.arguments)
        for column, text in enumerate(told, start=_FUNCTION_COLUMN):
            cells[row, column] = text
    return _markup(cells).encode()


def interpreter_in(sheet: bytes) -> str | None:
    """Return the interpreter that a sheet of ours names; None where it is none of ours."""
    found = _INTERPRETER_CELL.search(sheet.decode(errors="replace"))
    return unescape(found["text"]) if found else None


def with_interpreter(sheet: bytes, interpreter: str) -> bytes:
    """Return the sheet with another interpreter."""
    changed, times = _INTERPRETER_CELL.subn(
        lambda found: f"{found['before']}{escape(interpreter)}", sheet.decode()
    )
    assert times == 1
    return changed.encode()


def _markup(cells: Mapping[tuple[int, int], str]) -> str:
    rows: dict[int, list[str]] = {}
    for (row, column), text in sorted(cells.items()):
        if text:
            rows.setdefault(row, []).append(
                f'<c r="{_letter(column)}{row}" t="inlineStr">'
                f'<is><t xml:space="preserve">{escape(text)}</t></is></c>'
            )
    data = "".join(f'<row r="{row}">{"".join(each)}</row>' for row, each in rows.items())
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{_MAIN}"><sheetPr codeName="Sheet1"/>'
        f"<sheetData>{data}</sheetData></worksheet>"
    )


def _letter(column: int) -> str:
    assert 1 <= column <= 26
    return chr(ord("A") + column - 1)


def _column(letter: str) -> int:
    return ord(letter) - ord("A") + 1
