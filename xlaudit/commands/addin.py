"""``xlaudit addin``: the ribbon tab in Excel, from its sources to its place on a machine."""

from __future__ import annotations

from pathlib import Path

import click

from xlaudit.commands.chinese import ChineseGroup
from xlaudit.commands.outcome import CLEAN
from xlaudit.commands.screen import remark

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
