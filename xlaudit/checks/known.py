"""Cells of the filing as figures that a text may be held against."""

from __future__ import annotations

from collections.abc import Iterator

from xlaudit.checks.tallies import tallies
from xlaudit.forms.filing import Filing, Stated
from xlaudit.narrative import KnownFigure
from xlaudit.schemes.schema import Scheme

__all__ = ["known_figures"]


def known_figures(filing: Filing, scheme: Scheme) -> Iterator[KnownFigure]:
    """Yield every figure that a cell states: facts, scores, total, grade; and how many rows there are."""
    facts = {fact.id: fact for fact in scheme.facts}
    for fact_id, stated in filing.facts.items():
        fact = facts.get(fact_id)
        if fact is not None and stated.quantity is not None:
            names = (fact.label, *fact.also)
            yield KnownFigure("fact", fact_id, names, stated.quantity, stated.place)
    for row in filing.indicators:
        names = (row.name, *(row.indicator.also if row.indicator else ()))
        yield from _number("actual", row.name, (row.name,), row.actual)
        yield from _number("points", row.name, names, row.points)
        yield from _number("score", row.name, names, row.score)
    for line in (*filing.funds, *filing.fund_details):
        for stated in line.facts.values():
            yield from _number("amount", line.label, (line.label,), stated)
    for project in filing.projects:
        for stated in project.facts.values():
            yield from _number("amount", project.name, (project.name,), stated)
    blocks = {block.id: block for block in scheme.blocks}
    for statement in filing.blocks:
        block = blocks.get(statement.block)
        names = (statement.label, *((block.label, *block.also) if block else ()))
        yield from _number("block_points", statement.label, names, statement.points)
        yield from _number("block_score", statement.label, names, statement.score)
    yield from _number(
        "total", "总分", ("总分", "自评得分", "自评总分", "综合得分"), filing.total_score
    )
    if filing.grade is not None and filing.grade.text.strip():
        word = filing.grade.text.strip()
        yield KnownFigure("grade", word, ("等级", "评价等级"), None, filing.grade.place)
    yield from tallies(filing)


def _number(
    kind: str, subject: str, names: tuple[str, ...], stated: Stated | None
) -> Iterator[KnownFigure]:
    if stated is not None and stated.quantity is not None:
        yield KnownFigure(kind, subject, names, stated.quantity, stated.place)  # type: ignore[arg-type]
