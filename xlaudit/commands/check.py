"""``xlaudit check``: every figure that was typed into a sentence, and for workbooks all other checks."""

from __future__ import annotations

from dataclasses import replace
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
    scheme,
    workbooks,
)
from xlaudit.commands.screen import emit, remark, show
from xlaudit.errors import UsageError, XlauditError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlaudit.audit import Report, TextReport
    from xlaudit.checks.finding import Finding

__all__ = ["check"]


@click.command(cls=ChineseCommand, short_help="核对：列出全部发现，文字里的数也核对。")
@workbooks("填好的自评表，或报告文字（.txt、.md、.docx）；- 表示标准输入。可以有几个。", "文件")
@scheme
@format_option
@click.option("--all", "everything", is_flag=True, help="待核实的全部列出，不止三条。")
@click.option("--shadow", is_flag=True, help="列出试行中、平时不显示的关系。")
@click.option(
    "--html",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="另存一页 .html：全文标出每个数字核对的结果。",
)
@force
def check(
    paths: tuple[Path, ...],
    scheme: str | None,
    form: str,
    html: Path | None,
    *,
    everything: bool,
    shadow: bool,
    force: bool,
) -> int:
    """核对自评表或报告文字，列出全部发现和没能核对的项目。除了 --html，不写任何文件。

    退出码：0 没有错误和待核实（只有提示、尾差也算）；1 有错误或待核实；2 没能运行。
    处理意见是属实不改、规则误报的，列为已处理，不算在内；写已改而仍在的照算。

    例：
      xlaudit check 自评表.xlsx
      xlaudit check 自评报告.docx --html 核对.html
    """
    from xlaudit.hosts.target import refuse  # noqa: PLC0415 - see cli

    if html is not None:
        if len(paths) > 1:
            raise UsageError(f"有 {len(paths)} 个文件，--html 一次只给一个文件写一页。")
        refuse(html, ".html", ".htm", force=force)
    worst = CLEAN
    for path in paths:
        try:
            report = _checked(path, scheme, everything=everything)
            _show(report, form, shadow=shadow)
            if html is not None:
                _write_page(report, html, force=force)
        except XlauditError as error:
            remark(f"xlaudit：{error}")
            worst = FAILED
        else:
            worst = max(worst, FOUND if _needs_attention(_open(report)) else CLEAN)
    return worst


def _checked(path: Path, scheme: str | None, *, everything: bool) -> Report | TextReport:
    from xlaudit.hosts.text_files import ENDINGS, STANDARD_INPUT  # noqa: PLC0415 - see cli

    if str(path) == STANDARD_INPUT or path.suffix.lower() in ENDINGS:
        return _text(path, scheme, everything=everything)
    from xlaudit.checks.narrative import findings_of  # noqa: PLC0415 - see cli
    from xlaudit.hosts.audited import audit_file  # noqa: PLC0415

    report = audit_file(path, scheme).report
    if everything and report.narrative is not None:
        further = findings_of(report.narrative.further, report.filing.passages)
        return replace(report, findings=(*report.findings, *further))
    return report


def _text(path: Path, scheme: str | None, *, everything: bool) -> TextReport:
    from xlaudit.audit import audit_text  # noqa: PLC0415 - see cli
    from xlaudit.checks.narrative import findings_of  # noqa: PLC0415
    from xlaudit.hosts.audited import find_scheme  # noqa: PLC0415
    from xlaudit.hosts.text_files import read_text  # noqa: PLC0415

    name, sha256, passages = read_text(path)
    report = audit_text(name, sha256, passages, find_scheme(scheme) if scheme else None)
    if everything:
        further = findings_of(report.narrative.further, passages)
        return replace(report, findings=(*report.findings, *further))
    return report


def _show(report: Report | TextReport, form: str, *, shadow: bool) -> None:
    from xlaudit.audit import TextReport  # noqa: PLC0415 - see cli
    from xlaudit.output import card, json_report, text  # noqa: PLC0415
    from xlaudit.output.wording import VERDICTS  # noqa: PLC0415

    if isinstance(report, TextReport):
        if form == "json":
            emit([json_report.text_json(report)])
        else:
            show(lambda places: card.text_block(report, places), lambda: text.text_lines(report))
    elif form == "json":
        emit([json_report.report_json(report)])
    else:
        show(lambda places: card.findings_block(report, places), lambda: text.finding_lines(report))
    if shadow and report.narrative is not None:
        told = remark if form == "json" else _emit_line  # JSON stays JSON
        for each in report.narrative.shadow:
            told(f"试行 {each.kind} {VERDICTS[each.verdict]}：{each.stated}，{each.formula}")


def _emit_line(line: str) -> None:
    emit([line])


def _write_page(report: Report | TextReport, target: Path, *, force: bool) -> None:
    from xlaudit.audit import TextReport  # noqa: PLC0415 - see cli
    from xlaudit.hosts.files import write_atomically  # noqa: PLC0415
    from xlaudit.output.page import Checked, page  # noqa: PLC0415
    from xlaudit.schemes.terms import STATUSES  # noqa: PLC0415

    passages = report.passages if isinstance(report, TextReport) else report.filing.passages
    if report.narrative is None:
        return
    scheme = f"{report.scheme.title}，{STATUSES[report.scheme.status]}" if report.scheme else ""
    decisions = {} if isinstance(report, TextReport) else report.decisions
    checked = Checked(
        *(report.source, report.sha256, scheme, passages, report.narrative),
        report.findings,
        decisions,
    )
    write_atomically(target, page(checked).encode(), force=force)
    remark(f"核对页：{target}")


def _open(report: Report | TextReport) -> Sequence[Finding]:
    """Return the findings that nobody has decided to leave; of a text nothing was ever decided."""
    from xlaudit.audit import Report  # noqa: PLC0415 - see cli

    return report.open_findings if isinstance(report, Report) else report.findings


def _needs_attention(findings: Sequence[Finding]) -> bool:
    from xlaudit.output.wording import needs_attention  # noqa: PLC0415 - see cli

    return needs_attention(findings)
