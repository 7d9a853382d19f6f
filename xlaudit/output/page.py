"""One self-contained page: the whole text, with every figure marked by what became of it.

Colour is never alone: a tied figure is underlined, a wrong one boxed, a doubtful one dashed, an unchecked
one dotted, so that the page reads in grey and on paper. No network, no script; the text is only text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from xlaudit.checks.finding import Decision, Finding
from xlaudit.forms.filing import Passage
from xlaudit.narrative import Figure, Narrative, Relation, Status
from xlaudit.narrative.explain import unit_text
from xlaudit.output.page_findings import anchor, finding_lists, is_closed, whole
from xlaudit.output.page_style import STYLE
from xlaudit.output.wording import HANDLED, VERDICTS, decided, one_line, text_coverage

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
_CONDITIONS = ("basis", "bound", "count", "format", "grade", "reason", "target")
_IN_WORDS = frozenset(
    {*_CONDITIONS, "neighbour", "score", "score_loss"}
)  # their formula is a condition; it gives no number


@dataclass(frozen=True, slots=True)
class Checked:
    """What a page is made of."""

    source: str
    sha256: str
    scheme: str  # its title and certainty; empty where none was used
    passages: Sequence[Passage]
    narrative: Narrative
    findings: Sequence[Finding]
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    """What people noted of findings in an earlier copy, by the finding's key."""

    @property
    def settled(self) -> Mapping[str, Mapping[int, str]]:
        """What was decided of a figure, by its passage and its start; none of its findings is open."""
        said: dict[str, dict[int, str]] = defaultdict(dict)
        located = [each for each in self.findings if each.place.start is not None]
        for each in located:
            if is_closed(each, self.decisions):
                words = decided(self.decisions[each.key])
                said[anchor(each.place)].setdefault(each.place.start or 0, words)
        for each in located:
            if not is_closed(each, self.decisions):
                said[anchor(each.place)].pop(each.place.start or 0, None)
        return said


def page(checked: Checked) -> str:
    """Return the page; the same input gives the same text."""
    title = f"核对：{escape(one_line(checked.source))}"
    anchors = frozenset(anchor(passage.place) for passage in checked.passages)
    lists = finding_lists(checked.findings, checked.decisions, anchors)
    body = "\n".join((*_head(checked), *lists, *_text(checked)))
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
    yield f"<p class=coverage>{whole(text_coverage(checked.narrative.coverage))}</p>"
    legend = [
        f"<span class={status.value}>{word}</span>"
        for status, word in WORDS.items()
        if status is not Status.ROUNDING
    ]
    if any(checked.settled.values()):
        legend.append(f"<span class=handled>{HANDLED}</span>")
    yield (
        f"<p class=legend>{' '.join(legend)}　<span class=screen>指着或点一下数字，看它与哪些数核对过。</span>"
        "<span class=paper>有误和待核实的数字带注号，注在文后。</span></p>"
    )
    scheme = f"评分方案：{escape(checked.scheme)}。" if checked.scheme else ""
    yield f"<p class=small>{scheme}文件 sha256 {escape(checked.sha256[:16])}…</p>"


def _text(checked: Checked) -> Iterator[str]:
    yield "<h2>全文</h2>"
    relations, settled = _relations_of(checked.narrative.relations), checked.settled
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
        name = anchor(place)
        inside = "".join(
            _marked(passage.text, figures[index], relations, settled.get(name, {}), notes)
        )
        yield f'<p id="{name}"><span class=place>{escape(place.address)}</span>{inside}</p>'
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
    settled: Mapping[int, str],
    notes: list[str],
) -> Iterator[str]:
    """Yield the text in pieces, each figure in its mark; what is wrong or doubtful gets a note for paper.

    ``settled`` is what was decided of the figures that begin at a place of the text.
    """
    reached = 0
    for figure in sorted(figures, key=lambda each: each.origin):
        start, end = figure.origin
        if start < reached:
            continue
        yield escape(text[reached:start])
        told = _told(relations.get(figure.id, ()))
        is_settled = start in settled and figure.status in _NOTED
        if is_settled:
            told = [escape(one_line(settled[start])), *told]
        if told and figure.status in _NOTED:
            notes.append("；".join(told))
        kind = f'"{figure.status.value} handled"' if is_settled else figure.status.value
        yield _figure(text[start:end], figure, kind, told, len(notes))
        reached = end
    yield escape(text[reached:])


def _figure(text: str, figure: Figure, kind: str, told: Sequence[str], note: int) -> str:
    if not told:
        return f"<span class={kind}>{escape(text)}</span>"
    number = f"<sup>{note}</sup>" if figure.status in _NOTED else ""
    tip = "".join(f"<i>{each}</i>" for each in told)
    return (
        f"<span class={kind} tabindex=0>{escape(text)}<span class=tip>{tip}</span></span>{number}"
    )


def _told(relations: Sequence[Relation]) -> list[str]:
    """Say what a figure was held against, the gravest first."""
    gravest = sorted(relations, key=lambda each: list(VERDICTS).index(each.verdict), reverse=True)
    told = [_relation(each) for each in gravest[:MOST_RELATIONS]]
    more = len(relations) - MOST_RELATIONS
    return [*told, f"另有 {more} 处"] if more > 0 else told


def _relation(relation: Relation) -> str:
    if len(relation.operands) == 1 and relation.formula == relation.operands[0].text:
        where = f"{relation.cells[0]} 为" if relation.cells else "另一处写作"
        told = f"{where} {relation.formula}，此处写作 {relation.stated}："
    elif relation.kind == "grade":  # what is written is a word, not the score
        told = f"{relation.formula}："
    elif relation.kind in _IN_WORDS:
        told = f"{relation.formula}，写作 {relation.stated}："
    else:
        computed = f"{relation.computed}{unit_text(relation.result)}"
        told = f"{relation.formula} → {computed}，写作 {relation.stated}："
    return escape(f"{told}{VERDICTS[relation.verdict]}")
