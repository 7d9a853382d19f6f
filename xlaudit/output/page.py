"""One self-contained page: the whole text, with every figure marked by what became of it.

Colour is never alone: a tied figure is underlined, a wrong one boxed, a doubtful one dashed, an unchecked
one dotted, so that the page reads in grey and on paper. No network, no script; the text is only text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from xlaudit.checks.finding import Finding, Severity
from xlaudit.forms.filing import Passage
from xlaudit.narrative import Figure, Narrative, Relation, Status
from xlaudit.narrative.explain import unit_text
from xlaudit.output.page_style import STYLE
from xlaudit.output.wording import VERDICTS, one_line, text_coverage
from xlaudit.workbook.place import Place

__all__ = ["Checked", "page"]

WORDS = {
    Status.TIED: "已核",
    Status.ROUNDING: "已核（尾差）",
    Status.ERROR: "有误",
    Status.HINT: "待核实",
    Status.UNCHECKED: "未核",
}
MOST_RELATIONS = 3
"""Relations that one figure shows; it may stand in dozens."""
_NOTED = (Status.ERROR, Status.HINT)
_IN_WORDS = frozenset(
    {"grade", "target", "format", "basis", "score_loss", "reason", "bound", "score", "count"}
)  # their formula is a condition; it gives no number
CLASSES = {Severity.ERROR: "error", Severity.DOUBT: "hint"}


@dataclass(frozen=True, slots=True)
class Checked:
    """What a page is made of."""

    source: str
    sha256: str
    scheme: str  # its title and certainty; empty where none was used
    passages: Sequence[Passage]
    narrative: Narrative
    findings: Sequence[Finding]


def page(checked: Checked) -> str:
    """Return the page; the same input gives the same text."""
    title = f"核对：{escape(one_line(checked.source))}"
    body = "\n".join((*_head(checked), *_findings(checked), *_text(checked)))
    return f"""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>{STYLE}</style></head>
<body><main>
{body}
</main></body></html>
"""


def _head(checked: Checked) -> Iterator[str]:
    yield f"<h1>叙述核对</h1><p class=source>{escape(one_line(checked.source))}</p>"
    yield f"<p class=coverage>{text_coverage(checked.narrative.coverage)}</p>"
    legend = (
        f"<span class={status.value}>{word}</span>"
        for status, word in WORDS.items()
        if status is not Status.ROUNDING
    )
    yield (
        f"<p class=legend>{' '.join(legend)}　<span class=screen>指着或点一下数字，看它与哪些数核对过。</span>"
        "<span class=paper>有误和待核实的数字带注号，注在文后。</span></p>"
    )
    scheme = f"评分方案：{escape(checked.scheme)}。" if checked.scheme else ""
    yield f"<p class=small>{scheme}文件 sha256 {escape(checked.sha256[:16])}…</p>"


def _findings(checked: Checked) -> Iterator[str]:
    anchors = {_anchor(passage.place) for passage in checked.passages}
    findings = checked.findings
    if not findings:
        yield "<p class=clean>没有发现矛盾。</p>"
        return
    yield "<h2>发现</h2><ol class=findings>"
    for finding in findings:
        kind = CLASSES.get(finding.severity, "small")
        repair = f"<br><em>{escape(finding.repair)}</em>" if finding.repair else ""
        place, anchor = escape(str(finding.place)), _anchor(finding.place)
        where = f'<a href="#{anchor}">{place}</a>' if anchor in anchors else f"<u>{place}</u>"
        yield (
            f"<li><b class=tag-{kind}>{finding.severity.value}</b> {where} {escape(finding.code)}<br>"
            f"{escape(finding.message)}{repair}</li>"
        )
    yield "</ol>"


def _anchor(place: Place) -> str:
    """Return the name of a place inside the page, harmless whatever the sheet is called."""
    return f"p{place.row}-{place.column}-{place.sheet.encode('utf-8', 'replace').hex()}"


def _text(checked: Checked) -> Iterator[str]:
    yield "<h2>全文</h2>"
    relations = _relations_of(checked.narrative.relations)
    notes: list[str] = []
    figures: dict[int, list[Figure]] = defaultdict(list)
    for figure in checked.narrative.figures:
        figures[figure.passage].append(figure)
    sheet = ""
    for index, passage in enumerate(checked.passages):
        place = passage.place
        if place.sheet != sheet:
            sheet = place.sheet
            yield f"<h3>{escape(one_line(sheet))}</h3>"
        inside = "".join(_marked(passage.text, figures[index], relations, notes))
        yield f'<p id="{_anchor(place)}"><span class=place>{escape(place.address)}</span>{inside}</p>'
    if notes:
        yield "<section class=notes><h2>注</h2><ol>"
        yield from (f"<li>{note}</li>" for note in notes)
        yield "</ol></section>"


def _relations_of(relations: Iterable[Relation]) -> Mapping[str, list[Relation]]:
    found: dict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        for figure in {each.id: each for each in relation.figures}.values():
            found[figure.id].append(relation)
    return found


def _marked(
    text: str,
    figures: Sequence[Figure],
    relations: Mapping[str, list[Relation]],
    notes: list[str],
) -> Iterator[str]:
    """Yield the text in pieces, each figure in its mark; what is wrong or doubtful gets a note for paper."""
    reached = 0
    for figure in sorted(figures, key=lambda each: each.origin):
        start, end = figure.origin
        if start < reached:
            continue
        yield escape(text[reached:start])
        told = _told(relations.get(figure.id, ()))
        if told and figure.status in _NOTED:
            notes.append("；".join(told))
        yield _figure(text[start:end], figure, told, len(notes))
        reached = end
    yield escape(text[reached:])


def _figure(text: str, figure: Figure, told: Sequence[str], note: int) -> str:
    if not told:
        return f"<span class={figure.status.value}>{escape(text)}</span>"
    number = f"<sup>{note}</sup>" if figure.status in _NOTED else ""
    tip = "".join(f"<i>{each}</i>" for each in told)
    return (
        f"<span class={figure.status.value} tabindex=0>{escape(text)}"
        f"<span class=tip>{tip}</span></span>{number}"
    )


def _told(relations: Sequence[Relation]) -> list[str]:
    """Say what a figure was held against, the gravest first."""
    gravest = sorted(relations, key=lambda each: list(VERDICTS).index(each.verdict), reverse=True)
    told = [_relation(each) for each in gravest[:MOST_RELATIONS]]
    more = len(relations) - MOST_RELATIONS
    return [*told, f"另有 {more} 处"] if more > 0 else told


def _relation(relation: Relation) -> str:
    if len(relation.operands) == 1 and relation.formula == relation.operands[0].text:
        told = f"另一处写作 {relation.formula}，此处写作 {relation.stated}："
    elif relation.kind in _IN_WORDS:
        told = f"{relation.formula}，写作 {relation.stated}："
    else:
        computed = f"{relation.computed}{unit_text(relation.result)}"
        told = f"{relation.formula} → {computed}，写作 {relation.stated}："
    return escape(f"{told}{VERDICTS[relation.verdict]}")
