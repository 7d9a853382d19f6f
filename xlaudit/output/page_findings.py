"""The findings on the page of a checked text: those that are open, and apart from them those handled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from xlaudit.checks.finding import Decision, Finding, Severity
from xlaudit.output.wording import HANDLED, counted, one_line
from xlaudit.workbook.place import Place

__all__ = ["anchor", "finding_lists", "is_closed", "whole"]

_CLASSES = {Severity.ERROR: "error", Severity.DOUBT: "hint"}


def anchor(place: Place) -> str:
    """Return the name of a place inside the page, harmless whatever the sheet is called."""
    return f"p{place.row}-{place.column}-{place.sheet.encode('utf-8', 'replace').hex()}"


def whole(counts: str) -> str:
    """Return counts whose words stay with their numbers when a narrow screen breaks the line."""
    return escape(counts).replace(" ", "&nbsp;")


def is_closed(finding: Finding, decisions: Mapping[str, Decision]) -> bool:
    """Return whether somebody decided that a finding stays as it is."""
    decision = decisions.get(finding.key)
    return decision is not None and decision.closes


def finding_lists(
    findings: Sequence[Finding], decisions: Mapping[str, Decision], anchors: frozenset[str]
) -> Iterator[str]:
    """Yield both lists; ``anchors`` are the places that the page shows."""
    if not findings:
        yield "<p class=clean>没有发现矛盾。</p>"
        return
    still = [each for each in findings if not is_closed(each, decisions)]
    settled = [each for each in findings if is_closed(each, decisions)]
    yield f"<h2>发现</h2><p class=counts>{whole(counted(still, len(settled)))}</p>"
    if still:
        yield "<ol class=findings>"
        yield from (_open(each, decisions.get(each.key), anchors) for each in still)
        yield "</ol>"
    else:
        yield "<p class=clean>没有待处理的发现。</p>"
    if settled:
        yield f'<h2>{HANDLED} {len(settled)}</h2><ol class="findings settled">'
        yield from (_settled(each, decisions[each.key], anchors) for each in settled)
        yield "</ol>"


def _open(finding: Finding, decision: Decision | None, anchors: frozenset[str]) -> str:
    kind = _CLASSES.get(finding.severity, "small")
    repair = f"<br><em>{escape(finding.repair)}</em>" if finding.repair else ""
    said = f"<br><small>{escape(_noted(decision))}</small>" if decision else ""
    return (
        f"<li><b class=tag-{kind}>{finding.severity.value}</b> {_where(finding, anchors)}<br>"
        f"{escape(finding.message)}{repair}{said}</li>"
    )


def _noted(decision: Decision) -> str:
    """Say what was noted beside a finding that is open all the same."""
    remark = f"（{one_line(decision.remark)}）" if decision.remark else ""
    if not decision.decided:
        return f"备注：{one_line(decision.remark)}"
    return f"处理意见：{one_line(decision.decided)}{remark}，但数字仍不符"


def _settled(finding: Finding, decision: Decision, anchors: frozenset[str]) -> str:
    remark = (
        f"<br><small>备注：{escape(one_line(decision.remark))}</small>" if decision.remark else ""
    )
    return (
        f"<li><b class=tag-small>{escape(one_line(decision.decided))}</b> {_where(finding, anchors)} "
        f"原为{finding.severity.value}<br>{escape(finding.message)}{remark}</li>"
    )


def _where(finding: Finding, anchors: frozenset[str]) -> str:
    place, name = escape(str(finding.place)), anchor(finding.place)
    where = f'<a href="#{name}">{place}</a>' if name in anchors else f"<u>{place}</u>"
    return f"{where} {escape(finding.code)}"
