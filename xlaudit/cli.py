"""The command line: what it is called with, and how it ends.

Commands import what they need when they run, so that ``xlaudit --help`` is there at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from glob import glob

import click

from xlaudit.commands.addin import addin
from xlaudit.commands.check import check
from xlaudit.commands.chinese import ChineseGroup, complaint
from xlaudit.commands.consolidate import consolidate
from xlaudit.commands.explain import explain
from xlaudit.commands.outcome import CLEAN, FAILED
from xlaudit.commands.schemes import new, schemes
from xlaudit.commands.score import score
from xlaudit.commands.screen import remark
from xlaudit.commands.sendto import sendto
from xlaudit.errors import XlauditError

__all__ = ["cli", "main"]

# As a shell counts them: 128 and the number of the signal that ended the command.
_INTERRUPTED, _PIPE_CLOSED = 130, 141


def _show_version(context: click.Context, _: click.Parameter, value: object) -> None:
    from importlib.metadata import version  # noqa: PLC0415 - slow to import

    if value and not context.resilient_parsing:
        click.echo(f"xlaudit {version('xlaudit')}")
        context.exit()


@click.group(cls=ChineseGroup)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_show_version,
    help="显示版本号，然后退出。",
)
def cli() -> None:
    """给部门整体绩效自评表评分、核对，并把许多部门的表汇总成一张县级总表。

    离线运行；不改动送来的文件；每个数都说明来历。

    退出码：0 没有错误和待核实；1 有错误或待核实；2 没能运行。

    例：
      xlaudit new henan-zhengzhou-2022 -o 自评表.xlsx
      xlaudit score 自评表.xlsx
      xlaudit consolidate 报送 -o 汇总.xlsx
    """


for command in (score, check, consolidate, new, schemes, explain, addin, sendto):
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Mistakes of the user end in one sentence; a bug keeps its traceback.
    """
    _speak_utf8()
    try:
        code = _run(_expanded(sys.argv[1:]) if arguments is None else list(arguments))
        sys.stdout.flush()
    except KeyboardInterrupt:
        remark("\nxlaudit：已中断")
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader has gone (``| head``): nothing is to be said, not even when Python flushes at exit.
        _silence_output()
        return _PIPE_CLOSED
    return code


def _run(arguments: list[str]) -> int:
    try:
        with cli.make_context("xlaudit", arguments) as context:
            code = cli.invoke(context)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help())
        return CLEAN
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        remark(f"xlaudit：{complaint(error)}")
        return FAILED
    except XlauditError as error:
        remark(f"xlaudit：{error}")
        return FAILED
    return code if isinstance(code, int) else CLEAN


def _expanded(arguments: Sequence[str], system: str = os.name) -> list[str]:
    """Put the names of files for ``*.xlsx`` where the shell does not (Windows); what fits none stays."""
    if system != "nt":
        return list(arguments)
    names: list[str] = []
    for each in arguments:
        found = sorted(glob(each)) if "*" in each else []  # noqa: PTH207 - as it was typed
        names += found or [each]
    return names


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale: a C locale or a Windows code page has no 错误 in it."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):  # a stream that was replaced by something simpler
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


def _silence_output() -> None:
    with suppress(OSError, ValueError):  # a replaced stream has no descriptor
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
