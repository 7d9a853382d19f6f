"""``xlaudit explain``: the page of a rule."""

from __future__ import annotations

from difflib import get_close_matches
from shutil import get_terminal_size

import click

from xlaudit.commands.chinese import Argument, ChineseCommand
from xlaudit.commands.outcome import CLEAN
from xlaudit.commands.screen import emit
from xlaudit.errors import UsageError

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
    from xlaudit.checks import CHECKS  # noqa: PLC0415 - see cli
    from xlaudit.output.rule_text import check_lines, list_lines  # noqa: PLC0415

    wanted = code.strip().upper()
    if wanted in CHECKS:
        emit(check_lines(CHECKS[wanted], min(_WIDEST, get_terminal_size((80, 24)).columns)))
        return CLEAN
    family = [check for check in CHECKS.values() if wanted == "ALL" or check.code[:3] == wanted]
    if not family:
        near = _nearest(wanted, list(CHECKS))
        raise UsageError(f"没有规则“{code}”{near}全部规则见 xlaudit explain all。")
    emit(list_lines(family))
    return CLEAN


def _nearest(wanted: str, codes: list[str]) -> str:
    near = get_close_matches(wanted, codes, n=3)
    return f"，是不是 {'、'.join(near)}？" if near else "；"
