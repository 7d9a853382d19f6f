"""The add-in on a Windows machine: put into XLSTART, taken out again, looked at."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path, PurePath
from zipfile import BadZipFile, ZipFile

from xlaudit.addin.build import find_addin
from xlaudit.addin.build_package import SHEET_PART, with_part
from xlaudit.addin.settings import ADDIN_NAME, interpreter_in, with_interpreter
from xlaudit.addin.steps import Machine, Step, remove_file
from xlaudit.errors import OutputError
from xlaudit.hosts.files import write_atomically

__all__ = ["TRUST", "install_steps", "installed_addin", "remove_steps", "status_lines"]

# The stream in which Windows notes that a file came from the internet; Excel then blocks its macros.
_MARK = ":Zone.Identifier"

TRUST = """\
请关闭所有 Excel 窗口，再打开 Excel，功能区里应有“绩效自评”选项卡。没有出现时：
  1. 文件 → 选项 → 信任中心 → 信任中心设置 → 宏设置：不要选“禁用所有宏，并且不通知”。
  2. 同一窗口 → 受信任位置：列表里应有上面的 XLSTART 文件夹；没有时“添加新位置”，把它加进去。
  3. 文件 → 选项 → 加载项 → 管理“禁用项目” → 转到：里面有 xlaudit 时选中它，点“启用”。
  4. 单位统一管理宏的策略时，请信息中心把这个文件夹列为受信任位置，或者给加载项签名。
不能用宏的电脑和 WPS：xlaudit sendto install 在右键菜单“发送到”里放“评分”和“核对”，结果相同。"""


def installed_addin(machine: Machine) -> PurePath:
    """Return where Excel finds the add-in on a machine."""
    return machine.start_folder / ADDIN_NAME


def install_steps(machine: Machine) -> tuple[Step, ...]:
    """Return what installing does, in its order."""
    target, interpreter = installed_addin(machine), str(machine.windowless_python)
    return (
        Step(f"建立文件夹（已有则不动）：{target.parent}", lambda: _make_folder(target.parent)),
        Step(
            f"写入加载项：{target}\n  其中写明用哪个 Python：{interpreter}",
            lambda: write_atomically(Path(target), _addin_for(interpreter), force=True),
        ),
        Step(f"去掉“来自互联网”的标记：{target}{_MARK}", lambda: _unblock(target)),
    )


def remove_steps(machine: Machine) -> tuple[Step, ...]:
    """Return what removing does; workbooks and xlaudit itself stay."""
    target = installed_addin(machine)
    return (Step(f"删除加载项：{target}", lambda: remove_file(target)),)


def status_lines(machine: Machine) -> Iterator[str]:
    """Tell whether the add-in is there, is of this version, and will find its Python."""
    target = Path(installed_addin(machine))
    yield f"xlaudit {version('xlaudit')}，Python：{machine.python}"
    if not target.is_file():
        yield f"加载项：没有安装（{target}）；安装：xlaudit addin install"
        return
    data = target.read_bytes()
    named = _interpreter_of(data)
    if named is None:
        yield f"加载项：{target} 读不懂，可能已经损坏；请运行 xlaudit addin install"
        return
    is_current = data == _addin_for(named)
    yield f"加载项：{target}（{'与本版本一致' if is_current else '版本不同，请运行 xlaudit addin install'}）"
    yield from _python_lines(Path(named))
    if Path(f"{target}{_MARK}").exists():
        yield "标记：仍带“来自互联网”的标记，Excel 会禁用它的宏；请运行 xlaudit addin install"


def _python_lines(interpreter: Path) -> Iterator[str]:
    there = "找到" if interpreter.is_file() else "找不到，请运行 xlaudit addin install"
    yield f"加载项所用的 Python：{interpreter}（{there}）"
    name = f"xlwings64-{version('xlwings')}.dll"
    places = (interpreter.parent, interpreter.parent.parent)
    found = any((place / name).is_file() for place in places)
    yield f"xlwings 的动态库 {name}：{'找到' if found else '找不到，请重新安装 xlaudit'}"
    bridge = "找到" if find_spec("win32com") else "找不到，请重新安装 xlaudit"
    yield f"pywin32：{bridge}"


def _addin_for(interpreter: str) -> bytes:
    """Return the add-in as it is shipped, with its interpreter named."""
    data = find_addin().read_bytes()
    with ZipFile(BytesIO(data)) as package:
        sheet = package.read(SHEET_PART)
    return with_part(data, SHEET_PART, with_interpreter(sheet, interpreter))


def _interpreter_of(data: bytes) -> str | None:
    try:
        with ZipFile(BytesIO(data)) as package:
            return interpreter_in(package.read(SHEET_PART))
    except (BadZipFile, KeyError):
        return None


def _make_folder(folder: PurePath) -> None:
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"建不了文件夹“{folder}”；请检查写入权限后再试。") from error


def _unblock(path: PurePath) -> None:
    remove_file(Path(f"{path}{_MARK}"))
