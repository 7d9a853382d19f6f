"""Exit codes, and the options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from xlaudit.commands.chinese import Argument, OneOf

__all__ = [
    "CLEAN",
    "FAILED",
    "FOUND",
    "INTERRUPTED",
    "dry_run",
    "force",
    "format_option",
    "output",
    "scheme",
    "workbooks",
]

CLEAN, FOUND, FAILED = 0, 1, 2
INTERRUPTED = 130  # as a shell counts it: 128 and the number of the signal

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

format_option: Decorator = click.option(
    "--format",
    "form",
    type=OneOf("text", "json"),
    default="text",
    help="输出文字（默认），或一行一份的 JSON。",
)
scheme: Decorator = click.option(
    "--scheme",
    metavar="编号",
    help="评分方案的编号（见 xlaudit schemes），或方案文件 .toml；不给时从表中识别。",
)
dry_run: Decorator = click.option(
    "--dry-run", is_flag=True, help="只说会做什么，什么也不做；在哪里都能用。"
)
force: Decorator = click.option("--force", is_flag=True, help="输出文件已经存在时覆盖它。")


def output(explained: str, *, required: bool = False) -> Decorator:
    """Return the option -o with what it means for the command."""
    return click.option(
        "-o",
        "--output",
        metavar="文件",
        type=click.Path(path_type=Path),
        required=required,
        help=explained,
    )


def workbooks(explained: str, name: str = "工作簿") -> Decorator:
    """Return the argument that takes one or more files."""
    return click.argument(
        "paths",
        cls=Argument,
        metavar=name,
        explained=explained,
        nargs=-1,
        required=True,
        type=click.Path(path_type=Path),
    )
