"""click in Chinese: help pages, and every usage error as one sentence with the nearest match."""

from __future__ import annotations

from typing import Any

import click

from xlaudit.commands.help_page import Argument, page

__all__ = [
    "Argument",
    "ChineseCommand",
    "ChineseGroup",
    "Count",
    "OneOf",
    "Seconds",
    "Year",
    "complaint",
]

_LONGEST = 10**6  # seconds
_HELP = "显示这份说明，然后退出。"
_SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"]}


class _Chinese(click.Command):
    """What commands and groups share."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP
        return option

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write(page(self, ctx))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # the parser does not say where it was
            raise
        if rest and not isinstance(self, click.Group):
            raise click.UsageError(f"多出了参数：{' '.join(rest)}", ctx)
        return rest


class ChineseCommand(_Chinese):
    """A command."""

    def __init__(self, *arguments: Any, **attributes: Any) -> None:
        # click would complain in English of arguments too many; ``parse_args`` does it in Chinese.
        super().__init__(*arguments, **attributes)
        self.context_settings = {**_SETTINGS, "allow_extra_args": True}


class ChineseGroup(_Chinese, click.Group):
    """A command with commands of its own."""

    command_class = ChineseCommand
    group_class = type

    def __init__(self, *arguments: Any, **attributes: Any) -> None:
        super().__init__(*arguments, **attributes)
        self.context_settings = _SETTINGS


class OneOf(click.ParamType[str]):
    """One word of several."""

    name = "word"

    def __init__(self, *words: str) -> None:
        self.words = words

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        """Show the words in the help page."""
        del param, ctx
        return "|".join(self.words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take the word as it is."""
        if value not in self.words:
            self.fail(f"只能是 {'、'.join(self.words)}，不能是“{value}”", param, ctx)
        return str(value)


class Count(click.ParamType[int]):
    """A whole number from one up."""

    name = "count"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read the digits."""
        text = str(value)
        if not (text.isascii() and text.isdigit() and int(text) > 0):
            self.fail(f"要一个大于零的整数，不能是“{value}”", param, ctx)
        return int(text)


class Year(click.ParamType[int]):
    """A year in four digits."""

    name = "year"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read the digits."""
        text = str(value)
        if not (text.isascii() and text.isdigit() and 2000 <= int(text) <= 2099):
            self.fail(f"要一个年份，例如 2023，不能是“{value}”", param, ctx)
        return int(text)


class Seconds(click.ParamType[float]):
    """A time, more than none."""

    name = "seconds"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Read the number."""
        try:
            seconds = float(value)
        except ValueError:
            seconds = 0.0
        if not 0 < seconds < _LONGEST:
            self.fail(f"要一个大于零的秒数，不能是“{value}”", param, ctx)
        return seconds


def complaint(error: click.ClickException) -> str:
    """Return the one sentence for a usage error."""
    sentence = _sentence(error)
    context = error.ctx if isinstance(error, click.UsageError) else None
    return sentence if context is None else f"{sentence}（用法见 {context.command_path} --help）"


def _sentence(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            return f"没有选项 {error.option_name}{_nearest(error.possibilities)}"
        case click.exceptions.NoSuchCommand():
            return f"没有命令 {error.command_name}{_nearest(error.possibilities)}"
        case click.MissingParameter():
            return f"缺少{_named(error.param)}"
        case click.BadParameter():
            return f"{_named(error.param)} {error.message}"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} {_option_misuse(error)}"
    return error.message


def _nearest(possibilities: list[str] | None) -> str:
    return f"，是不是 {' 或 '.join(possibilities)}？" if possibilities else ""


def _named(parameter: click.Parameter | None) -> str:
    if isinstance(parameter, click.Argument):
        return f"参数 {parameter.metavar or parameter.name}"
    return "参数" if parameter is None else f"选项 {'、'.join(parameter.opts)}"


def _option_misuse(error: click.BadOptionUsage) -> str:
    parameters = error.ctx.command.params if error.ctx else []
    for parameter in parameters:
        if isinstance(parameter, click.Option) and error.option_name in parameter.opts:
            return "不带值" if parameter.is_flag else "后面要有一个值"
    return "用错了"
