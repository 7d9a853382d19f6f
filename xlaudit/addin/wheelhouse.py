"""An offline bundle for a Windows machine without internet: wheels, the add-in, a script, and a note.

Two tools do the work: ``uv`` resolves what Windows needs, wherever this runs; ``pip`` downloads exactly
that, by its hashes. Nothing is installed here.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from functools import partial
from importlib import resources
from pathlib import Path

from xlaudit.addin.build import find_addin
from xlaudit.addin.settings import ADDIN_NAME
from xlaudit.addin.steps import Step
from xlaudit.errors import OutputError, UsageError
from xlaudit.hosts.files import write_atomically

__all__ = ["commands", "find_uv", "install_script", "note", "wheelhouse_steps"]

_WHEELS, _REQUIREMENTS = "wheels", "requirements.txt"
_INSTALL, _NOTE = "install.cmd", "安装说明.txt"
_SCRIPT = """\
@echo off
setlocal DisableDelayedExpansion
"%SystemRoot%\\System32\\chcp.com" 65001 >nul
set "HERE=%~dp0"
set "TARGET=%LOCALAPPDATA%\\xlaudit\\python"
py -{version} -c "import struct; raise SystemExit(struct.calcsize('P') != 8)"
if errorlevel 1 goto nopython
py -{version} -m venv "%TARGET%"
if errorlevel 1 goto failed
"%TARGET%\\Scripts\\python.exe" -I -m pip install -q --no-index --find-links "%HERE%wheels" --require-hashes -r "%HERE%requirements.txt"
if errorlevel 1 goto failed
"%TARGET%\\Scripts\\python.exe" -I -m pip install -q --no-index --find-links "%HERE%wheels" --no-deps --force-reinstall xlaudit
if errorlevel 1 goto failed
"%TARGET%\\Scripts\\python.exe" -I -m xlaudit addin install
if errorlevel 1 goto failed
"%TARGET%\\Scripts\\python.exe" -I -m xlaudit sendto install
if errorlevel 1 goto failed
pause
exit /b 0
:nopython
echo 没有找到 64 位的 Python {version}。请先安装（见 安装说明.txt），再双击 install.cmd。
pause
exit /b 1
:failed
echo 没有装好：请把上面的文字拍照或复制下来。
pause
exit /b 1
"""
_NOTE_TEXT = """\
xlaudit 离线安装

一、要求
  Windows 10 或 11（64 位），Excel 2016 以上。不需要管理员权限，不需要上网。

二、安装
  1. 先装 Python {version}（64 位，从 python.org 下载安装程序，一起放进 U 盘）。安装时一切照默认，
     保留 “py launcher”。
  2. 关闭所有 Excel 窗口。
  3. 双击 install.cmd，等到出现“请按任意键继续”。
  4. 打开 Excel，功能区里应有“绩效自评”选项卡。没有时按窗口里的四条说明检查。

三、它放了什么
  %LOCALAPPDATA%\\xlaudit\\python          程序和它自己的 Python 环境
  %APPDATA%\\Microsoft\\Excel\\XLSTART    加载项 xlaudit.xlam
  %APPDATA%\\Microsoft\\Windows\\SendTo   右键菜单“发送到”里的“评分”和“核对”

四、升级、卸载
  升级：用新的安装包再装一次。
  卸载：打开命令提示符，依次运行
    "%LOCALAPPDATA%\\xlaudit\\python\\Scripts\\xlaudit.exe" addin remove
    "%LOCALAPPDATA%\\xlaudit\\python\\Scripts\\xlaudit.exe" sendto remove
  再删除文件夹 %LOCALAPPDATA%\\xlaudit。

五、用 WPS 或不能用宏的 Excel
  选中自评表，右键 → 发送到 → 评分（或核对）。结果与加载项相同。

文件夹里的 xlaudit.xlam 是加载项原件，install.cmd 会用它，不必自己复制。
本程序用到 xlwings（BSD 许可证），许可证全文在加载项的 VBA 模块 xlwings 里。
"""
_SHOWN_ERROR = 2000  # characters of a tool's complaint


def wheelhouse_steps(folder: Path, python_version: str) -> tuple[Step, ...]:
    """Return what making the bundle does.

    Raises:
        UsageError: the version is none, the folder is not empty, or uv or the sources are not here.
    """
    if re.fullmatch(r"3\.\d{1,2}", python_version) is None:
        raise UsageError(f"--python 应像 3.12 这样写，不能是“{python_version}”。")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"“{folder}”已经存在，而且不是空文件夹；请换一个新的文件夹名。")
    lines = commands(folder, python_version, find_uv(), _source_folder())
    return (
        Step(f"建立文件夹：{folder / _WHEELS}", lambda: _make(folder / _WHEELS)),
        *(Step(f"运行：{subprocess.list2cmdline(line)}", partial(_run, line)) for line in lines),
        *(
            Step(f"写入：{folder / name}", partial(write_atomically, folder / name, content))
            for name, content in _own_files(python_version).items()
        ),
    )


def commands(folder: Path, python_version: str, uv: str, source: Path) -> tuple[list[str], ...]:
    """Return the command lines: build xlaudit's wheel, resolve for Windows, download what was resolved.

    ``source`` is the checkout that xlaudit is built from.
    """
    wheels, requirements = str(folder / _WHEELS), str(folder / _REQUIREMENTS)
    return (
        [uv, "build", "--wheel", "-q", "--no-create-gitignore", "-o", wheels, str(source)],
        [
            *(uv, "pip", "compile", str(source / "pyproject.toml"), "-q", "--no-header"),
            *("--python-platform", "x86_64-pc-windows-msvc", "--python-version", python_version),
            *("--no-annotate", "--generate-hashes", "-o", requirements),
        ],
        [
            *(uv, "tool", "run", "pip", "download", "-q", "-r", requirements, "-d", wheels),
            *("--no-deps", "--only-binary", ":all:", "--platform", "win_amd64"),
            *("--implementation", "cp", "--python-version", python_version),
        ],
    )


def find_uv(environment: Mapping[str, str] = os.environ) -> str:
    """Return the path of uv, which tells it to what it runs.

    Raises:
        UsageError: there is none.
    """
    found = environment.get("UV") or shutil.which("uv", path=environment.get("PATH"))
    if not found:
        raise UsageError("做离线安装包要用 uv，这里没有；请先运行：python -m pip install uv。")
    return found


def install_script(python_version: str) -> bytes:
    """Return the script for the other machine: a Python of its own, xlaudit in it, the add-in."""
    return _SCRIPT.format(version=python_version).replace("\n", "\r\n").encode()


def note(python_version: str) -> bytes:
    """Return the note for whoever stands before the other machine; marked as UTF-8 for Notepad."""
    text = _NOTE_TEXT.format(version=python_version)
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _own_files(python_version: str) -> dict[str, bytes]:
    return {
        _INSTALL: install_script(python_version),
        _NOTE: note(python_version),
        ADDIN_NAME: find_addin().read_bytes(),
    }


def _source_folder() -> Path:
    folder = Path(str(resources.files("xlaudit"))).parent
    if not (folder / "pyproject.toml").is_file():
        raise UsageError("离线安装包要在 xlaudit 的源代码里做，这里只装了程序。")
    return folder


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"建不了文件夹“{folder}”；请检查写入权限后再试。") from error


def _run(line: Sequence[str]) -> None:
    try:
        done = subprocess.run(line, check=False, capture_output=True, text=True)  # noqa: S603 - built above
    except OSError as error:
        raise OutputError(f"运行不了 {line[0]}；请重新安装 uv 后再试。") from error
    if done.returncode != 0:
        told = (done.stderr or done.stdout).strip()[-_SHOWN_ERROR:]
        step = " ".join(line[1:4])
        raise OutputError(
            f"没有做成离线安装包：uv {step} … 失败；请检查能不能上网、磁盘空间够不够，"
            f"删去没做完的文件夹后再试。它说：\n{told}"
        )
