"""``xlaudit sendto``: 评分 and 核对 in Explorer's menu 发送到."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import click

from xlaudit.commands.check import check
from xlaudit.commands.chinese import Argument, ChineseGroup, OneOf, complaint
from xlaudit.commands.outcome import CLEAN, FAILED, dry_run
from xlaudit.commands.score import score
from xlaudit.commands.screen import emit, remark
from xlaudit.commands.taking import take
from xlaudit.errors import XlauditError

__all__ = ["sendto"]


@click.group(cls=ChineseGroup, short_help="右键菜单“发送到”里的评分和核对：安装、卸载。")
def sendto() -> None:
    """在资源管理器的右键菜单“发送到”里放“评分”和“核对”；WPS 和不能用宏的 Excel 用它，结果相同。"""


@sendto.command("install", short_help="放进“发送到”菜单（Windows）。")
@dry_run
def install(*, dry_run: bool) -> int:
    """在“发送到”菜单里放“评分”和“核对”。用法：选中自评表，右键 → 发送到 → 评分。

    例：
      xlaudit sendto install --dry-run
      xlaudit sendto install
    """
    from xlaudit.addin.sendto import install_steps  # noqa: PLC0415 - see cli
    from xlaudit.addin.steps import this_machine  # noqa: PLC0415

    machine = this_machine()
    take(install_steps(machine), machine, dry_run=dry_run)
    emit(["用法：选中一个或几个自评表，右键 → 发送到 → 评分（或核对）。"])
    return CLEAN


@sendto.command("remove", short_help="从“发送到”菜单里拿掉（Windows）。")
@dry_run
def remove(*, dry_run: bool) -> int:
    """从“发送到”菜单里拿掉“评分”和“核对”。"""
    from xlaudit.addin.sendto import remove_steps  # noqa: PLC0415 - see cli
    from xlaudit.addin.steps import this_machine  # noqa: PLC0415

    machine = this_machine()
    take(remove_steps(machine), machine, dry_run=dry_run)
    return CLEAN


@sendto.command("run", hidden=True)
@click.argument(
    "command",
    cls=Argument,
    metavar="命令",
    explained="score 或 check。",
    type=OneOf("score", "check"),
)
def run(command: str) -> int:
    """给“发送到”菜单的脚本用：对送来的工作簿运行命令，等按回车键再关窗口。"""
    from xlaudit.addin.sendto import VARIABLE, sent_files  # noqa: PLC0415 - see cli

    files = [str(path) for path in sent_files(os.environ.get(VARIABLE, ""))]
    options = ["--force"] if command == "score" else []
    try:
        # Behind -- a name is a name, whatever it begins with.
        return _run(score if command == "score" else check, [*options, "--", *files])
    finally:
        _wait()


def _run(command: click.Command, arguments: list[str]) -> int:
    try:
        code = command.main(arguments, command.name, standalone_mode=False)
    except click.ClickException as error:
        remark(f"xlaudit：{complaint(error)}")
        return FAILED
    except XlauditError as error:
        remark(f"xlaudit：{error}")
        return FAILED
    return code if isinstance(code, int) else CLEAN


def _wait() -> None:
    """Keep the window open until it has been read; elsewhere than in a window, do not wait."""
    if sys.stdin is not None and sys.stdin.isatty():
        with suppress(EOFError):
            input("按回车键关闭窗口…")
