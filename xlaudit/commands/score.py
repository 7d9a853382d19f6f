"""``xlaudit score``: one filing after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlaudit.commands.chinese import ChineseCommand
from xlaudit.commands.outcome import (
    CLEAN,
    FAILED,
    FOUND,
    force,
    format_option,
    output,
    scheme,
    workbooks,
)
from xlaudit.commands.screen import emit, remark, show
from xlaudit.errors import UsageError, XlauditError

if TYPE_CHECKING:
    from xlaudit.hosts.audited import Audited

__all__ = ["score"]


@click.command(cls=ChineseCommand, short_help="评分：得分表，并另存一份评分副本。")
@workbooks("填好的自评表（.xlsx、.xlsm；.xls、.et 只给出得分表），可以有几个。")
@scheme
@output("评分副本写到哪里；几个工作簿时给一个文件夹。不给时写在原文件旁边，名为 NAME.评分.xlsx。")
@force
@format_option
@click.option("--dry-run", is_flag=True, help="不写文件，只列出评分副本会写哪些单元格。")
def score(
    paths: tuple[Path, ...],
    scheme: str | None,
    output: Path | None,
    form: str,
    *,
    force: bool,
    dry_run: bool,
) -> int:
    """按评分方案给自评表评分，显示得分表和核对结果，并另存一份评分副本。

    副本在原表右侧加三列（系统得分、差异、说明），得分是活的公式；另加工作表“核对结果”和“规则目录”。
    原文件不动。覆盖旧的副本时，其中填写的处理意见和备注随发现保留。

    退出码：0 没有错误和待核实（只有提示、尾差也算）；1 有错误或待核实；2 没能运行。
    处理意见是属实不改、规则误报的，列为已处理，不算在内；写已改而仍在的照算。

    例：
      xlaudit score 自评表.xlsx
      xlaudit score 报送/*.xlsx -o 评分 --format json
    """
    from xlaudit.hosts.audited import copy_path, refuse_copy, write_copy  # noqa: PLC0415 - see cli

    _refuse_ambiguous(paths, output)

    def one(path: Path) -> Audited:
        target = copy_path(path)
        if output is not None:
            target = output / target.name if output.is_dir() else output
        if not dry_run:
            refuse_copy(target, path, force=force)
        audited = _audit(path, scheme)
        if dry_run:
            _show_patch(audited)
            return audited
        if not audited.snapshot.values_only:
            audited = write_copy(audited, target, force=force)
        _show(audited, form)
        if audited.snapshot.values_only:
            remark(f"{path}：旧格式，没有写评分副本；要副本请先另存为 .xlsx")
        else:
            remark(f"评分副本：{target}")
        return audited

    return _each(paths, one)


def _refuse_ambiguous(paths: Sequence[Path], target: Path | None) -> None:
    if target is not None and len(paths) > 1 and not target.is_dir():
        raise UsageError(f"有 {len(paths)} 个工作簿，-o 要给一个已有的文件夹，不能是“{target}”。")


def _each(paths: Sequence[Path], one: Callable[[Path], Audited]) -> int:
    """Go through the files; one that cannot be read is complained of, and the others go on."""
    from xlaudit.output.wording import needs_attention  # noqa: PLC0415 - see cli

    worst = CLEAN
    for path in dict.fromkeys(paths):
        try:
            findings = one(path).report.open_findings
        except XlauditError as error:
            remark(f"xlaudit：{error}")
            worst = FAILED
        else:
            worst = max(worst, FOUND if needs_attention(findings) else CLEAN)
    return worst


def _audit(path: Path, scheme: str | None) -> Audited:
    from xlaudit.hosts.audited import audit_file  # noqa: PLC0415 - see cli

    return audit_file(path, scheme)


def _show(audited: Audited, form: str) -> None:
    from xlaudit.output import card, json_report, text  # noqa: PLC0415 - see cli

    report = audited.report
    if form == "json":
        emit([json_report.report_json(report)])
        return
    show(lambda places: card.score_block(report, places), lambda: text.score_lines(report))
    show(lambda places: card.findings_block(report, places), lambda: text.finding_lines(report))


def _show_patch(audited: Audited) -> None:
    from xlaudit.output.patch_text import patch_lines  # noqa: PLC0415 - see cli

    emit(patch_lines(audited.patch))
