"""A help page in Chinese: usage, what the command does, its arguments, commands, options and examples."""

from __future__ import annotations

from inspect import cleandoc
from typing import Any

import click

from xlaudit.output.measure import pad, width, wrap

__all__ = ["Argument", "page"]

_WIDEST = 100


class Argument(click.Argument):
    """An argument that is explained in the help page, as options are."""

    def __init__(self, *arguments: Any, explained: str, **attributes: Any) -> None:
        super().__init__(*arguments, **attributes)
        self.explained = explained


def page(command: click.Command, context: click.Context) -> str:
    """Return the help page: usage, what it does, arguments, options, commands, examples."""
    room = min(_WIDEST, _terminal_width())
    told, _, examples = cleandoc(command.help or "").partition("\n\n例：\n")
    lines = [f"用法：{_usage(command, context)}", ""]
    for paragraph in told.split("\n\n"):
        lines += [*("  " + line for line in wrap(_joined(paragraph), room - 2)), ""]
    arguments = [
        (parameter.metavar or "", parameter.explained)
        for parameter in command.get_params(context)
        if isinstance(parameter, Argument)
    ]
    options = [
        (record[0], _option_text(parameter))
        for parameter in command.get_params(context)
        if isinstance(parameter, click.Option) and (record := parameter.get_help_record(context))
    ]
    commands = []
    if isinstance(command, click.Group):
        commands = [
            (name, each.get_short_help_str(200))
            for name, each in command.commands.items()
            if not each.hidden
        ]
    for heading, entries in (("参数", arguments), ("命令", commands), ("选项", options)):
        lines += _section(heading, entries, room)
    if examples:
        lines += ["例：", *("  " + line.strip() for line in examples.strip().splitlines()), ""]
    return "\n".join(lines).rstrip() + "\n"


def _option_text(option: click.Option) -> str:
    return f"{option.help or ''}{'（必须给出）' if option.required else ''}"


def _usage(command: click.Command, context: click.Context) -> str:
    pieces = []
    for parameter in command.get_params(context):
        if isinstance(parameter, click.Argument):
            name = parameter.metavar or ""
            shown = f"{name}..." if parameter.nargs == -1 else name
            pieces.append(shown if parameter.required else f"[{shown}]")
    if isinstance(command, click.Group):
        pieces.append("[命令]" if command.invoke_without_command else "命令")
    return " ".join((context.command_path, *pieces, "[选项]"))


def _section(heading: str, entries: list[tuple[str, str]], room: int) -> list[str]:
    if not entries:
        return []
    first = min(30, max(width(name) for name, _ in entries)) + 4
    lines = [f"{heading}："]
    for name, text in entries:
        told = wrap(text, max(20, room - first))
        head = f"  {name}"
        if width(head) > first - 2:
            lines.append(head)
            head = ""
        lines.append(f"{pad(head, first)}{told[0]}".rstrip())
        lines += (" " * first + line for line in told[1:])
    return [*lines, ""]


def _joined(paragraph: str) -> str:
    """Join the lines of a docstring: Chinese needs no space where a line ended."""
    joined = ""
    for line in paragraph.strip().splitlines():
        text = line.strip()
        space = " " if joined and joined[-1].isascii() and text[:1].isascii() else ""
        joined += space + text
    return joined


def _terminal_width() -> int:
    from shutil import get_terminal_size  # noqa: PLC0415 - needed for help pages only

    return get_terminal_size((80, 24)).columns
