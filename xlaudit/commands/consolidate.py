"""``xlaudit consolidate``: a folder of filings becomes one county table."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlaudit.commands.chinese import ChineseCommand, Count
from xlaudit.commands.outcome import CLEAN, FOUND, force, format_option, output, scheme, workbooks
from xlaudit.commands.screen import emit, remark, show
from xlaudit.errors import UsageError, WorkbookError

if TYPE_CHECKING:
    from xlaudit.county.digest import Digest
    from xlaudit.county.summary import CountySummary, Failure
    from xlaudit.hosts.batch import Source

__all__ = ["consolidate"]

_FILES_PER_WORKER = 8
"""Fewer files than this are read sooner than another process starts."""


@click.command(cls=ChineseCommand, short_help="汇总：一个文件夹的自评表，一个部门一行。")
@workbooks("文件夹（连同下级文件夹）或工作簿，可以有几个。", "文件夹或工作簿")
@output("汇总写到哪个 .xlsx 文件。", required=True)
@scheme
@force
@format_option
@click.option(
    "--workers", type=Count(), metavar="N", help="同时用几个进程；不给时按文件数和处理器数。"
)
def consolidate(
    paths: tuple[Path, ...],
    output: Path,
    scheme: str | None,
    form: str,
    workers: int | None,
    *,
    force: bool,
) -> int:
    """给文件夹里的每一份自评表评分、核对，汇总成一张表，一个部门一行。

    读不出来的工作簿也占一行，写明原因，不影响其他部门。锁定文件（~$ 开头）和评分副本（.评分.xlsx）跳过。

    退出码：0 全部读出，没有错误和待核实；1 有错误、待核实，或有工作簿读不出来；2 没能运行。

    例：
      xlaudit consolidate 报送 -o 汇总.xlsx
      xlaudit consolidate 报送 补报.xlsx -o 汇总.xlsx --scheme henan-zhengzhou-2022 --force
    """
    from xlaudit.county.summary import Failure, summarise  # noqa: PLC0415 - see cli
    from xlaudit.hosts.audited import find_scheme  # noqa: PLC0415
    from xlaudit.hosts.batch import audit_files, find_sources  # noqa: PLC0415
    from xlaudit.hosts.files import write_atomically  # noqa: PLC0415
    from xlaudit.hosts.target import refuse  # noqa: PLC0415
    from xlaudit.output.summary import summary_workbook  # noqa: PLC0415

    refuse(output, ".xlsx", force=force)
    if scheme is not None:
        find_scheme(scheme)  # a mistake in it is one sentence, not one row a workbook
    sources = _without_target(find_sources(paths), output)
    count = workers or max(1, min(os.cpu_count() or 1, len(sources) // _FILES_PER_WORKER))
    digests: list[Digest] = []
    failures: list[Failure] = []
    for result in _watched(audit_files(sources, scheme, count), len(sources)):
        if isinstance(result, Failure):
            failures.append(result)
        else:
            digests.append(result)
    if not digests:
        reason = f"，例如 {failures[0].source}：{failures[0].reason}" if failures else ""
        raise WorkbookError(f"{len(sources)} 个文件没有一个读得出自评表，没有写汇总{reason}")
    summary = summarise(digests, failures)
    write_atomically(output, summary_workbook(summary), force=force)
    _show(summary, form)
    remark(f"汇总：{output}")
    return CLEAN if summary.is_clean else FOUND


def _without_target(sources: Iterable[Source], target: Path) -> tuple[Source, ...]:
    """Leave out the summary of an earlier run that is about to be replaced, and nothing else."""
    from xlaudit.hosts.batch import is_summary  # noqa: PLC0415 - see cli

    kept = []
    for source in sources:
        if not target.exists() or not source.path.samefile(target):
            kept.append(source)
        elif not is_summary(target):
            raise UsageError(f"“{target}”是送来的工作簿，不能当输出文件；请用 -o 另给一个文件名。")
    return tuple(kept)


def _watched(results: Iterator[Digest | Failure], total: int) -> Iterator[Digest | Failure]:
    """Pass the results on; on a terminal a bar shows how far they are."""
    if not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console  # noqa: PLC0415 - slow to import, needed only on a terminal
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("读取与核对"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("剩余"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as progress:
        yield from progress.track(results, total=total)


def _show(summary: CountySummary, form: str) -> None:
    from xlaudit.output import card, json_report, text  # noqa: PLC0415 - see cli

    if form == "json":
        emit([json_report.summary_json(summary)])
        return
    show(lambda places: card.summary_block(summary, places), lambda: text.summary_lines(summary))
