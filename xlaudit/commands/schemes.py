"""``xlaudit schemes`` and ``xlaudit new``: what the schemes are, a blank form, an editable worksheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlaudit.commands.chinese import Argument, ChineseCommand, ChineseGroup
from xlaudit.commands.outcome import CLEAN, force, output
from xlaudit.commands.screen import emit, remark, show

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["new", "schemes"]


@click.group(
    cls=ChineseGroup, invoke_without_command=True, short_help="有哪些评分方案；导出、导入一个方案。"
)
@click.pass_context
def schemes(context: click.Context) -> int | None:
    """列出评分方案：地区、年度、依据的通知、可靠程度、用什么核验过。

    不带命令时等于 xlaudit schemes list。
    """
    return _list() if context.invoked_subcommand is None else None


@schemes.command("list", short_help="列出全部评分方案。")
def list_schemes() -> int:
    """列出全部评分方案：编号、名称、状态、依据的通知、用什么核验过。"""
    return _list()


@schemes.command("export", short_help="把方案变成一张可以编辑的工作表。")
@click.argument(
    "scheme_id", cls=Argument, metavar="编号", explained="方案的编号，见 xlaudit schemes。"
)
@output("写到哪个 .xlsx 文件。", required=True)
@force
def export(scheme_id: str, output: Path, *, force: bool) -> int:
    """把一个评分方案导出成可以编辑的工作表；改好后用 xlaudit schemes import 读回来。

    例：
      xlaudit schemes export henan-zhengzhou-2022 -o 方案.xlsx
    """
    from xlaudit.hosts.audited import find_scheme  # noqa: PLC0415 - see cli
    from xlaudit.hosts.files import write_atomically  # noqa: PLC0415
    from xlaudit.hosts.target import refuse  # noqa: PLC0415
    from xlaudit.output.scheme_sheet import workbook_bytes  # noqa: PLC0415

    refuse(output, ".xlsx", force=force)
    write_atomically(output, workbook_bytes(find_scheme(scheme_id)), force=force)
    remark(f"方案工作表：{output}")
    return CLEAN


@schemes.command("import", short_help="把编辑过的方案工作表读回来。")
@click.argument(
    "path",
    cls=Argument,
    metavar="工作簿",
    type=click.Path(path_type=Path),
    explained="由 xlaudit schemes export 导出、编辑过的工作簿。",
)
@output("写到哪个 .toml 文件；不给时显示在屏幕上。")
@force
def import_scheme(path: Path, output: Path | None, *, force: bool) -> int:
    """把编辑过的方案工作表读成方案文件（TOML）；有错误时一次全部列出。

    读回来的方案文件可以直接用：xlaudit score 自评表.xlsx --scheme 方案.toml

    例：
      xlaudit schemes import 方案.xlsx -o 方案.toml
    """
    from xlaudit.hosts.files import read_workbook, write_atomically  # noqa: PLC0415 - see cli
    from xlaudit.hosts.target import refuse  # noqa: PLC0415
    from xlaudit.schemes.worksheet import from_snapshot, to_toml  # noqa: PLC0415

    if output is not None:
        refuse(output, ".toml", force=force)
    text = to_toml(from_snapshot(read_workbook(path)))
    if output is None:
        emit([text.rstrip("\n")])
        return CLEAN
    write_atomically(output, text.encode(), force=force)
    remark(f"方案文件：{output}")
    return CLEAN


@click.command(cls=ChineseCommand, short_help="一张空白表，边填边自动评分。")
@click.argument(
    "scheme_id", cls=Argument, metavar="编号", explained="方案的编号，见 xlaudit schemes。"
)
@output("写到哪个 .xlsx 文件。", required=True)
@force
def new(scheme_id: str, output: Path, *, force: bool) -> int:
    """按评分方案做一张空白自评表，边填边用原生公式评分；填表的电脑上不需要 Python。

    例：
      xlaudit new henan-zhengzhou-2022 -o 自评表.xlsx
    """
    from xlaudit.hosts.audited import find_scheme  # noqa: PLC0415 - see cli
    from xlaudit.hosts.files import write_atomically  # noqa: PLC0415
    from xlaudit.hosts.target import refuse  # noqa: PLC0415
    from xlaudit.output.blank_form import blank_form  # noqa: PLC0415

    refuse(output, ".xlsx", force=force)
    write_atomically(output, blank_form(find_scheme(scheme_id)), force=force)
    remark(f"空白表：{output}")
    return CLEAN


def _list() -> int:
    from xlaudit.output.scheme_list import scheme_block, scheme_lines  # noqa: PLC0415 - see cli
    from xlaudit.schemes.load import load_all  # noqa: PLC0415

    found = load_all()

    def blocks(places: int) -> Iterator[RenderableType]:
        return scheme_block(found, places)

    show(blocks, lambda: scheme_lines(found))
    return CLEAN
