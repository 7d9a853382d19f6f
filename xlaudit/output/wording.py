"""How results are said, the same on every page: counts of findings, scores, clean lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from xlaudit.audit import Report
from xlaudit.checks.finding import Decision, Finding, Severity
from xlaudit.forms.filing import Stated
from xlaudit.narrative import Coverage
from xlaudit.numbers.plain import plain as shown_plainly
from xlaudit.scoring.scorecard import Basis, BlockScore

__all__ = [
    "ATTENTION",
    "HANDLED",
    "VERDICTS",
    "count_line",
    "counted",
    "counts",
    "coverage_line",
    "decided",
    "department",
    "handled",
    "is_empty",
    "named",
    "needs_attention",
    "number_of",
    "one_line",
    "plain",
    "score",
    "score_range",
    "signed",
    "text_coverage",
    "total",
]

_SEVERITIES = tuple(Severity)
VERDICTS = {
    "consistent": "相符",
    "rounding": "尾差",
    "truncated": "疑似截断",
    "hint": "待核实",
    "inconsistent": "不符",
}
"""What is said of a relation between figures."""

HANDLED = "已处理"
"""What stands in the place of a severity once somebody decided to leave the finding as it is."""

ATTENTION = (Severity.ERROR, Severity.DOUBT)
"""The severities that somebody has to look at; 提示 and 尾差 alone leave a filing clean."""

# Control characters steer a terminal, and bidirectional marks make a line read as another one.
_UNSEEN = re.compile(
    r"""
    [\x00-\x08\x0b-\x1f\x7f-\x9f]   # control characters, among them the escape of terminals
    | [\u200e\u200f\u202a-\u202e\u2066-\u2069]   # marks that turn the direction of writing
    | [\ud800-\udfff]               # halves of characters, which no encoding can write
    """,
    re.VERBOSE,
)


def one_line(text: str) -> str:
    r"""Return a text of a workbook as one harmless line: breaks become spaces, unseen marks �.

    >>> one_line("一\n二\x1b[31m")
    '一 二�[31m'
    """
    return _UNSEEN.sub("�", re.sub(r"\s*[\r\n\t]+\s*", " ", text)).strip()


def counts(findings: Iterable[Finding]) -> Mapping[Severity, int]:
    """Return how many findings there are of each severity, zeros included."""
    found = Counter(finding.severity for finding in findings)
    return {severity: found[severity] for severity in _SEVERITIES}


def needs_attention(findings: Iterable[Finding]) -> bool:
    """Return whether one of the findings is 错误 or 待核实."""
    return any(finding.severity in ATTENTION for finding in findings)


def count_line(report: Report) -> str:
    """Say how many findings there are: 共 3 处：错误 1，待核实 2，提示 0，尾差 0."""
    return counted(report.open_findings, len(report.findings) - len(report.open_findings))


def counted(still: Sequence[Finding], settled: int) -> str:
    """Say how many findings are open and how many were handled: 共 3 处：错误 1，…，已处理 1."""
    parts = [f"{kind.value} {number}" for kind, number in counts(still).items()]
    if settled:
        parts.append(f"{HANDLED} {settled}")
    return f"共 {len(still) + settled} 处：{'，'.join(parts)}"


def handled(report: Report, finding: Finding) -> str:
    """Say what was decided of a finding that is handled; empty for an open one."""
    return decided(report.decisions[finding.key]) if report.is_handled(finding) else ""


def decided(decision: Decision) -> str:
    """Say what was decided: 已处理（属实不改：局长已阅）."""
    return f"{HANDLED}（{'：'.join(filter(None, decision))}）"


def coverage_line(report: Report) -> str:
    """Say how much was looked at: rows, figures in sentences, comparisons that were not made."""
    rows = report.scorecard.rows
    computed = sum(row.basis is Basis.COMPUTED for row in rows)
    told = [f"评分行 {len(rows)}：已按规则复算 {computed}，未复算 {len(rows) - computed}"]
    if report.narrative is not None and report.narrative.coverage.figures:
        told.append(f"文字中{text_coverage(report.narrative.coverage)}")
    return "；".join((*told, f"无法核对 {len(report.unchecked)} 项"))


def text_coverage(seen: Coverage) -> str:
    """Say what became of the figures of sentences: 识别 363 个数字：已核 212，有误 3，未核 148."""
    doubtful = f"待核实 {seen.doubtful}，" if seen.doubtful else ""
    return (
        f"识别 {seen.figures} 个数字：已核 {seen.tied}，有误 {seen.wrong}，{doubtful}"
        f"未核 {seen.unchecked}"
    )


def department(report: Report) -> str:
    """Return the department's name as stated, or what stands for a missing one."""
    stated = report.filing.department
    return named(stated.text if stated else "")


def named(name: str) -> str:
    """Return a department's name on one line; a missing one is said to be missing."""
    return one_line(name) or "（未写部门名称）"


def plain(value: Decimal | None) -> str:
    """Return a number without needless zeros, empty for None.

    >>> plain(Decimal("25.00")), plain(Decimal("9.730")), plain(Decimal("1E+3"))
    ('25', '9.73', '1000')
    """
    return "" if value is None else shown_plainly(value)


def score(value: Decimal | None) -> str:
    """Return a score with its two decimals, or all that it has, empty for None.

    >>> score(Decimal(25)), score(Decimal("9.735"))
    ('25.00', '9.735')
    """
    text = plain(value)
    if not text:
        return ""
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals.ljust(2, '0')}"


def signed(value: Decimal | None) -> str:
    """Return a difference with its sign, 0.00 for none, empty for None."""
    return "" if value is None else ("+" if value > 0 else "") + score(value + 0)


def score_range(low: Decimal, high: Decimal) -> str:
    """Return a score, or the range that it lies in."""
    return score(low) if low == high else f"{score(low)}～{score(high)}"


def total(report: Report) -> str:
    """Return our total, or its range; empty where the scheme gives no points."""
    card = report.scorecard
    return score_range(card.low, card.high) if report.scheme.total is not None else ""


def number_of(stated: Stated | None) -> Decimal | None:
    """Return the number that a cell states; None for words and for no cell."""
    return stated.quantity.number if stated and stated.quantity else None


def is_empty(block: BlockScore) -> bool:
    """Return whether there is nothing to show of a block: no points, no rows, no stated score."""
    return not (block.block.points or block.rows or block.statement)
