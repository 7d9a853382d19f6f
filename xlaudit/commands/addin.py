"""``xlaudit addin``: the ribbon tab in Excel, from its sources to its place on a machine."""

from __future__ import annotations

from pathlib import Path

import click

from xlaudit.commands.chinese import Argument, ChineseGroup
from xlaudit.commands.outcome import CLEAN, dry_run
from xlaudit.commands.screen import emit, remark
from xlaudit.commands.taking import take

__all__ = ["addin"]


@click.group(cls=ChineseGroup, short_help="Excel 加载项：安装、卸载、查看、离线安装包。")
def addin() -> None:
    """Excel 里的选项卡“绩效自评”：安装、卸载、查看状态、做离线安装包。"""


@addin.command("build", short_help="由源代码生成 macros/xlaudit.xlam。")
@click.option(
    "-o",
    "--output",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="写到哪个 .xlam 文件；不给时写到源代码的 macros 文件夹。",
)
def build(output: Path | None) -> int:
    """由 macros 里的 VBA 和 XML、随 xlwings 安装的 VBA、单元格函数和评分方案生成加载项。

    每次生成的文件逐字节相同。改了其中任何一样（例如新增一个评分方案），都要再生成一次。

    例：
      xlaudit addin build
    """
    from xlaudit.addin.build import addin_bytes, macros_folder  # noqa: PLC0415 - see cli
    from xlaudit.addin.settings import ADDIN_NAME  # noqa: PLC0415
    from xlaudit.hosts.files import write_atomically  # noqa: PLC0415
    from xlaudit.hosts.target import refuse  # noqa: PLC0415

    target = output or macros_folder() / ADDIN_NAME
    refuse(target, ".xlam", force=True)
    write_atomically(target, addin_bytes(), force=True)
    remark(f"加载项：{target}")
    return CLEAN


@addin.command("install", short_help="把加载项装进 Excel（Windows）。")
@dry_run
def install(*, dry_run: bool) -> int:
    """把加载项放进 Excel 的启动文件夹（XLSTART），写明它用哪个 Python，去掉“来自互联网”的标记。

    装之前请关闭 Excel。不需要管理员权限，只对当前用户有效。升级 xlaudit 之后再运行一次。

    例：
      xlaudit addin install --dry-run
      xlaudit addin install
    """
    from xlaudit.addin.install import TRUST, install_steps  # noqa: PLC0415 - see cli
    from xlaudit.addin.steps import this_machine  # noqa: PLC0415

    machine = this_machine()
    take(install_steps(machine), machine, dry_run=dry_run)
    emit(["", TRUST])
    return CLEAN


@addin.command("remove", short_help="把加载项从 Excel 里拿掉（Windows）。")
@dry_run
def remove(*, dry_run: bool) -> int:
    """删除 Excel 启动文件夹里的加载项；工作簿和 xlaudit 本身都不动。删之前请关闭 Excel。"""
    from xlaudit.addin.install import remove_steps  # noqa: PLC0415 - see cli
    from xlaudit.addin.steps import this_machine  # noqa: PLC0415

    machine = this_machine()
    take(remove_steps(machine), machine, dry_run=dry_run)
    return CLEAN


@addin.command("status", short_help="加载项装好没有，找不找得到 Python（Windows）。")
@dry_run
def status(*, dry_run: bool) -> int:
    """查看加载项在不在、版本对不对、它所用的 Python 和动态库找不找得到、有没有被 Windows 标记。"""
    from xlaudit.addin.install import installed_addin, status_lines  # noqa: PLC0415 - see cli
    from xlaudit.addin.steps import this_machine  # noqa: PLC0415

    machine = this_machine()
    if dry_run:
        emit([f"会查看：{installed_addin(machine)}"])
        return CLEAN
    machine.check()
    emit(status_lines(machine))
    return CLEAN


@addin.command("wheelhouse", short_help="做一个离线安装包，给不能上网的电脑用。")
@click.argument(
    "folder",
    cls=Argument,
    metavar="文件夹",
    type=click.Path(path_type=Path),
    explained="离线安装包放在哪个新文件夹。",
)
@click.option(
    "--python",
    "python_version",
    metavar="版本",
    default="3.12",
    help="那台电脑上 Python 的版本，默认 3.12（64 位，从 python.org 安装）。",
)
@dry_run
def wheelhouse(folder: Path, python_version: str, *, dry_run: bool) -> int:
    """下载 Windows（64 位）要用的全部安装包，连同加载项、安装脚本和安装说明放进一个文件夹。

    这一步要联网；做好的文件夹用 U 盘带到不能上网的电脑，双击其中的 install.cmd。

    例：
      xlaudit addin wheelhouse 离线安装包
    """
    from xlaudit.addin.wheelhouse import wheelhouse_steps  # noqa: PLC0415 - see cli

    take(wheelhouse_steps(folder, python_version), None, dry_run=dry_run)
    if not dry_run:
        remark(f"离线安装包：{folder}")
    return CLEAN
