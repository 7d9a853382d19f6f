"""What is done to a machine, as steps that can be told before they are taken; and where Windows keeps things."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath, PureWindowsPath

from xlaudit.errors import OutputError, UsageError
from xlaudit.hosts.faults import shown

__all__ = ["Machine", "Step", "remove_file", "this_machine"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to be done: ``text`` tells it, ``run`` does it."""

    text: str
    run: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Machine:
    """Where Excel and Explorer look, and the Python that runs here (``python.exe``, full path)."""

    is_windows: bool
    roaming: PurePath
    python: PurePath

    @property
    def start_folder(self) -> PurePath:
        """Excel opens what lies here, as an add-in where it is one."""
        return self.roaming / "Microsoft" / "Excel" / "XLSTART"

    @property
    def sendto_folder(self) -> PurePath:
        """Explorer's menu 发送到 (shell:sendto)."""
        return self.roaming / "Microsoft" / "Windows" / "SendTo"

    @property
    def windowless_python(self) -> PurePath:
        """The same Python without a console."""
        return self.python.with_name("pythonw.exe")

    def check(self) -> None:
        """Complain of a machine on which nothing can be installed.

        Raises:
            UsageError: it is not Windows, or its Python comes from the Store.
        """
        if not self.is_windows:
            raise UsageError(
                "这一步只能在 Windows 上做；在这里可以加 --dry-run，看它会做什么。"
                "没有 Excel 的电脑请直接用 xlaudit score、xlaudit check。"
            )
        if "windowsapps" in str(self.python).casefold():
            raise UsageError(
                f"这个 Python 来自微软应用商店（{self.python}），Excel 启动不了它；"
                "请从 python.org 安装 Python，再装一次 xlaudit。"
            )


def this_machine(
    environment: Mapping[str, str] = os.environ,
    system: str = sys.platform,
    executable: str = sys.executable,
) -> Machine:
    """Return this machine; elsewhere than on Windows, the places as Windows would name them."""
    if system == "win32":
        return Machine(
            is_windows=True,
            roaming=Path(environment["APPDATA"]),
            python=Path(executable).with_name("python.exe"),
        )
    return Machine(
        is_windows=False,
        roaming=PureWindowsPath("%APPDATA%"),
        python=PureWindowsPath(r"%LOCALAPPDATA%\xlaudit\python\Scripts\python.exe"),
    )


def remove_file(path: PurePath) -> None:
    """Delete a file; one that is not there is fine.

    Raises:
        OutputError: it cannot be deleted, most likely because Excel has it open.
    """
    try:
        Path(path).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"删不掉“{shown(str(path), 200)}”：它可能正在使用；请关闭 Excel 后再试。"
        ) from error
