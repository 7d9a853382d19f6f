"""``xlaudit consolidate``: a folder of filings becomes one county table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlaudit.commands.chinese import ChineseCommand, Count, OneOf, Seconds, Year
from xlaudit.commands.outcome import CLEAN, FOUND, INTERRUPTED, force, output, scheme, workbooks
from xlaudit.commands.screen import remark, show

if TYPE_CHECKING:
    from xlaudit.commands.consolidating import Run
    from xlaudit.county.model import CountySummary

__all__ = ["consolidate"]

_FILE = click.Path(path_type=Path)


@click.command(cls=ChineseCommand, short_help="汇总：一个文件夹的自评表，一个部门一行。")
@workbooks("文件夹（连同下级文件夹和 .zip 压缩包）或工作簿，可以有几个。", "文件夹或工作簿")
@output("汇总写到哪里：.xlsx 或 .json 文件；csv、parquet 是文件夹。", required=True)
@click.option(
    "--format",
    "form",
    type=OneOf("xlsx", "csv", "json", "parquet"),
    help="汇总的格式；不给时看 -o 的扩展名。",
)
@click.option("--roster", type=_FILE, metavar="文件", help="花名册（.xlsx 或 .csv）：应报的部门。")
@click.option("--year", type=Year(), metavar="年", help="汇总哪一年的；不给时取多数。")
@click.option("--title", metavar="名称", default="", help="地区名称，写在汇总的标题里。")
@click.option(
    "--count",
    "chosen",
    multiple=True,
    metavar="文件名",
    help="一个部门报了几份时，哪一份算数（照报送情况里的文件名）；可以有几个。不给时取最后保存的一份。",
)
@click.option(
    "--summaries",
    is_flag=True,
    help="只汇总下级的汇总表，不管自评表；不给时，有自评表就只汇总自评表。",
)
@click.option(
    "--review",
    multiple=True,
    metavar="部门",
    help="复核表里列哪个部门；可以有几个。不给时，200 份以内全列，再多不列。",
)
@scheme
@click.option(
    "--ledger",
    type=_FILE,
    metavar="文件",
    help="台账（.sqlite）：下次只读新的和改过的，保留处理意见、各轮报送和往年数字。",
)
@click.option(
    "--workers", type=Count(), metavar="N", help="同时用几个进程；不给时按文件数和处理器数。"
)
@click.option(
    "--timeout", type=Seconds(), metavar="秒", help="读一个文件最多用多久；不给时 300 秒。"
)
@click.option(
    "--cluster",
    metavar="地址",
    help="在 Dask 集群上读（tcp://…）；各机器要能按同样的路径读到文件。",
)
@click.option("--watch", is_flag=True, help="一直运行：文件来了就更新汇总，按 Ctrl-C 结束。")
@force
def consolidate(*, watch: bool, **options: Any) -> int:
    """给文件夹里的每一份自评表评分、核对，汇总成一张表，一个部门一行。

    读不出来的工作簿也占一行，写明原因，不影响其他部门。锁定文件（~$ 开头）和评分副本（.评分.xlsx）跳过。
    全是下级的汇总表时，再往上汇总一级。中途按 Ctrl-C，已经读出的照样写成汇总，并注明是部分结果。

    退出码：0 全部读出，没有错误和待核实；1 有错误、待核实，或有工作簿读不出来；2 没能运行；130 被中断。
    汇总的问题清单里处理意见是属实不改、规则误报的，列为已处理，不算在内。

    例：
      xlaudit consolidate 报送 -o 汇总.xlsx
      xlaudit consolidate 报送 -o 汇总.xlsx --roster 花名册.xlsx --ledger 台账.sqlite --force
      xlaudit consolidate 报送 补报.xlsx -o 汇总 --format csv
    """
    from xlaudit.commands.consolidating import Request, form_of, prepared  # noqa: PLC0415 - see cli

    form = form_of(options.pop("form"), options["output"])
    with prepared(Request(form=form, **options)) as run:
        return _watch(run) if watch else _once(run)


def _once(run: Run) -> int:
    made = run.once()
    target = run.request.output
    _show(made.summary)
    if made.is_partial:
        unread, total = made.gathered.unread, made.gathered.total
        remark(f"已中断：{total} 份里有 {unread} 份没有读；部分结果：{target}")
        return INTERRUPTED
    remark(f"汇总：{target}")
    return CLEAN if made.summary.is_clean else FOUND


def _watch(run: Run) -> int:
    """Update the summary whenever files have come; Ctrl-C ends it."""
    from xlaudit.hosts.watch import settled  # noqa: PLC0415 - see cli

    request = run.request
    paths = request.paths if request.roster is None else (*request.paths, request.roster)
    remark("等着文件；按 Ctrl-C 结束。")
    try:
        for _ in settled(paths, ignored=[request.output]):
            run.again()
    except KeyboardInterrupt:
        remark("\n不再等文件。")
    return CLEAN


def _show(summary: CountySummary) -> None:
    from xlaudit.output import card, text  # noqa: PLC0415 - see cli

    show(lambda places: card.summary_block(summary, places), lambda: text.summary_lines(summary))
