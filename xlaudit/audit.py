"""Snapshot + scheme → report: everything that is known of one filing, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xlaudit.checks import CHECKS, Context
from xlaudit.checks.finding import Decision, Effect, Finding, Severity, Unchecked
from xlaudit.checks.narrative import findings_of
from xlaudit.checks.residue import residue_findings
from xlaudit.checks.rootcause import merge
from xlaudit.forms import read_filing
from xlaudit.forms.filing import Filing, Passage
from xlaudit.narrative import Narrative
from xlaudit.narrative import check as check_text
from xlaudit.recalculation.complete import complete, is_uncalculated
from xlaudit.schemes.schema import Scheme
from xlaudit.scoring import score_filing
from xlaudit.scoring.scorecard import Scorecard
from xlaudit.workbook.snapshot import Snapshot

__all__ = ["Report", "TextReport", "audit", "audit_text"]


@dataclass(frozen=True, slots=True)
class Report:
    """What the audit of one workbook found; ``source`` is the file's name, ``sha256`` its content."""

    source: str
    sha256: str
    scheme: Scheme
    filing: Filing
    scorecard: Scorecard
    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]
    notices: tuple[str, ...] = ()
    """What the reader should know of the file itself: values only, macros, hidden sheets."""
    narrative: Narrative | None = field(default=None, compare=False)
    """What was found of the figures in sentences; its passages are those of the filing. Figures are
    compared by identity, so equal reports may hold unequal narratives."""
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    """What people noted of findings in an earlier copy, by the finding's key."""

    def is_handled(self, finding: Finding) -> bool:
        """Whether somebody decided that a finding stays as it is: it is 已处理 until a figure changes."""
        decision = self.decisions.get(finding.key)
        return decision is not None and decision.closes

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """The findings that nobody has decided to leave."""
        return tuple(each for each in self.findings if not self.is_handled(each))


@dataclass(frozen=True, slots=True)
class TextReport:
    """What the check of a plain text found; ``passages`` are its paragraphs."""

    source: str
    sha256: str
    scheme: Scheme | None
    passages: tuple[Passage, ...]
    narrative: Narrative
    findings: tuple[Finding, ...]


def audit_text(
    source: str, sha256: str, passages: tuple[Passage, ...], scheme: Scheme | None = None
) -> TextReport:
    """Check the figures of a text against each other; a scheme adds its names and grade bands."""
    narrative = check_text(passages, (), scheme)
    findings = [*findings_of(narrative.causes, passages), *residue_findings(passages)]
    findings.sort(key=lambda each: (list(Severity).index(each.severity), each.place))
    return TextReport(source, sha256, scheme, passages, narrative, tuple(findings))


def audit(snapshot: Snapshot, scheme: Scheme) -> Report:
    """Read the form, score it, and run every check.

    Findings come gravest first, then in the order of sheets, rows and columns.

    Raises:
        FormError: no table of the form was found.
    """
    left = 0
    was_uncalculated = is_uncalculated(snapshot)
    if was_uncalculated:
        snapshot, left = complete(snapshot)
    filing = read_filing(snapshot, scheme)
    scorecard = score_filing(filing, scheme)
    context = Context(snapshot, filing, scheme, scorecard)
    findings: list[Finding] = []
    unchecked: list[Unchecked] = []
    for code in sorted(CHECKS):
        for outcome in CHECKS[code].run(context):
            if isinstance(outcome, Finding):
                findings.append(outcome)
            else:
                unchecked.append(outcome)
    findings = merge(findings, context)
    order = {sheet.name: index for index, sheet in enumerate(snapshot.sheets)}
    severities, effects = list(Severity), list(Effect)
    findings.sort(
        key=lambda each: (
            severities.index(each.severity),
            effects.index(each.effect),
            order.get(each.place.sheet, -1),
            each.place.row,
            each.place.column,
            each.code,
        )
    )
    return Report(
        source=snapshot.name,
        sha256=snapshot.sha256,
        scheme=scheme,
        filing=filing,
        scorecard=scorecard,
        findings=tuple(findings),
        unchecked=tuple(unchecked),
        notices=(
            *_notices(snapshot, filing, scheme),
            *([_uncalculated(left)] if was_uncalculated else []),
        ),
        narrative=context.narrative,
    )


def _uncalculated(left: int) -> str:
    said = "公式都没有存下结果（由程序写出，没有用 Excel 或 WPS 保存过），已按公式算出再核对"
    return f"{said}；其中 {left} 个没能算出，按空白处理" if left else said


def _notices(snapshot: Snapshot, filing: Filing, scheme: Scheme) -> tuple[str, ...]:
    """Say what limits the audit: of the file, and of the scheme itself."""
    said = []
    if scheme.status == "reconstructed":
        said.append(f"评分方案“{scheme.title}”为重建（未见通知原文），结论请对照当地办法")
    if snapshot.values_only:
        said.append("旧格式文件只能读出数值，公式没有核对；另存为 .xlsx 后可核对公式")
    if snapshot.has_macros:
        said.append("工作簿带有宏；宏没有运行，也没有改动")
    if snapshot.external_links:
        links = "、".join(snapshot.external_links)
        said.append(f"公式引用了其他文件（{links}），这些文件没有打开")
    hidden = [sheet.name for sheet in snapshot.sheets if sheet.state != "visible"]
    if hidden:
        said.append(f"有隐藏的工作表：{'、'.join(hidden)}，其中的表没有计入")
    if filing.skipped_sheets:
        sheets = "、".join(filing.skipped_sheets)
        said.append(f"工作表 {sheets} 是另外的表（如单个项目的自评表），没有计入")
    return tuple(said)
