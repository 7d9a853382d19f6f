"""``xlaudit explain``: the page of a rule."""

from __future__ import annotations

from shutil import get_terminal_size

import click

from xlaudit.commands.chinese import Argument, ChineseCommand
from xlaudit.commands.outcome import CLEAN
from xlaudit.commands.screen import emit

__all__ = ["explain"]

_WIDEST = 100


@click.command(cls=ChineseCommand, short_help="一条规则查什么、为什么、举例。")
@click.argument(
    "code",
    cls=Argument,
    metavar="编号",
    explained="规则编号，例如 XA202；XA2 列出这一类；all 列出全部。",
)
def explain(code: str) -> int:
    """显示一条核对规则的说明：查什么、为什么、举例、依据、不查什么。

    例：
      xlaudit explain XA202
      xlaudit explain all
    """
    from xlaudit.output import rule_text  # noqa: PLC0415 - see cli

    emit([rule_text.explain(code, min(_WIDEST, get_terminal_size((80, 24)).columns))])
    return CLEAN
