"""评分 and 核对 in Explorer's menu 发送到: for WPS, and for an Excel that may run no macros.

Explorer hands the names of the files to a script of the command processor, which would take an & in a
name for the end of one command and the beginning of another. So the script does not use its arguments.
It puts the whole command line into an environment variable, where it is data; starts Python by its full
path; and ends the command processor at once (``exit`` and not ``exit /b``), so that whatever stands
behind an & is never run. Python takes the names apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path, PurePath

from xlaudit.addin.steps import Machine, Step, remove_file
from xlaudit.errors import UsageError
from xlaudit.hosts.files import write_atomically

__all__ = ["COMMANDS", "VARIABLE", "install_steps", "remove_steps", "script", "sent_files"]

COMMANDS: Mapping[str, str] = {"score": "评分", "check": "核对"}
VARIABLE = "XLAUDIT_SENT"

# chcp is a program, and a bare name would be looked for beside the files first; the rest is built in.
_SCRIPT = """\
@echo off
setlocal DisableDelayedExpansion
"%SystemRoot%\\System32\\chcp.com" 65001 >nul
set "XLAUDIT_PYTHON={python}"
setlocal EnableDelayedExpansion
set "{variable}=!cmdcmdline!"
start "xlaudit" "!XLAUDIT_PYTHON!" -I -m xlaudit sendto run {command}
exit
"""
_ARGUMENT = re.compile(r'"([^"]*)"?|([^ \t"]+)')


def install_steps(machine: Machine) -> tuple[Step, ...]:
    """Return what installing does: one script a command."""
    return tuple(
        Step(
            f"写入“发送到”菜单：{path}",
            partial(write_atomically, Path(path), script(command, str(machine.python)), force=True),
        )
        for command, path in _scripts(machine).items()
    )


def remove_steps(machine: Machine) -> tuple[Step, ...]:
    """Return what removing does."""
    return tuple(
        Step(f"删除：{path}", partial(remove_file, path)) for path in _scripts(machine).values()
    )


def script(command: str, python: str) -> bytes:
    """Return the script for a command of ``COMMANDS``; ``python`` is the full path of ``python.exe``.

    Raises:
        UsageError: no script can hold that path.
    """
    assert command in COMMANDS
    if re.search(r'["\r\n]', python):
        raise UsageError(f"Python 的路径里有引号或换行：{python}；请把 Python 装到别的文件夹。")
    text = _SCRIPT.format(command=command, variable=VARIABLE, python=python.replace("%", "%%"))
    return text.replace("\n", "\r\n").encode()


def sent_files(command_line: str) -> tuple[Path, ...]:
    r"""Return the files that Explorer sent, from the command line that started the script.

    It reads ``cmd.exe /c ""…\\评分.cmd" D:\\a&b.xlsx "D:\\a b.xlsx""``: after the script come the files,
    quoted only where their names hold a space. A name cannot hold a quotation mark.
    """
    names = "|".join(map(re.escape, COMMANDS.values()))
    found = re.search(rf'(?:{names})\.cmd"?\s*(.*)$', command_line, re.DOTALL | re.IGNORECASE)
    if found is None:
        return ()
    rest = found[1].strip()
    if rest.count('"') % 2:  # the outermost quotation mark closes behind the last file
        rest = rest.removesuffix('"')
    return tuple(
        Path(quoted or plain) for quoted, plain in _ARGUMENT.findall(rest) if quoted or plain
    )


def _scripts(machine: Machine) -> dict[str, PurePath]:
    return {command: machine.sendto_folder / f"{label}.cmd" for command, label in COMMANDS.items()}
