"""Block scores, total and grade from all places that state them: the first counts, the others are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from xlaudit.forms.filing import BlockStatement, Stated
from xlaudit.forms.indicators import IndicatorTable
from xlaudit.forms.labels import Labelled
from xlaudit.forms.tables import FormTables
from xlaudit.schemes.schema import Scheme
from xlaudit.workbook.place import Place

__all__ = ["Totals", "totals_of"]

Duplicate = tuple[str, Stated, Stated]


@dataclass(frozen=True, slots=True)
class Totals:
    """What the form concludes. ``duplicates`` are named in Chinese: 总分, 等级, 产出指标得分."""

    blocks: tuple[BlockStatement, ...]
    points: Stated | None
    score: Stated | None
    grade: Stated | None
    ungraded: Place | None
    duplicates: tuple[Duplicate, ...]


def totals_of(tables: FormTables, labelled: Labelled, scheme: Scheme) -> Totals:
    """Gather the conclusions of a form."""
    statements = [each for table in tables.indicators for each in table.statements]
    statements += [each for table in tables.summaries for each in table.statements]
    blocks, duplicates = _blocks(statements, scheme)
    pairs = sorted(_totals(tables, scheme), key=lambda pair: _is_other_total(pair[0], scheme))
    points = next((first for first, _ in pairs if first is not None), None)
    scores = [second for _, second in pairs if second is not None] + labelled.totals
    grades = [table.grade for table in tables.indicators if table.grade] + labelled.grades
    ungraded = [table.ungraded for table in tables.indicators if table.ungraded]
    duplicates += _pairs("总分", scores)
    duplicates += _pairs("等级", grades)
    return Totals(
        blocks=blocks,
        points=points,
        score=scores[0] if scores else None,
        grade=grades[0] if grades else None,
        ungraded=next(iter(ungraded + labelled.ungraded), None) if not grades else None,
        duplicates=tuple(duplicates),
    )


def _pairs(name: str, stated: list[Stated]) -> Iterator[Duplicate]:
    for other in stated[1:]:
        if other.place != stated[0].place:
            yield name, stated[0], other


def _blocks(
    statements: Iterable[BlockStatement], scheme: Scheme
) -> tuple[tuple[BlockStatement, ...], list[Duplicate]]:
    """Return one statement a block, in the order of the scheme; points and score may come from two places."""
    found: dict[str, BlockStatement] = {}
    duplicates: list[Duplicate] = []
    for each in statements:
        first = found.get(each.block)
        if first is None:
            found[each.block] = each
            continue
        for name, one, other in (
            ("分值", first.points, each.points),
            ("得分", first.score, each.score),
        ):
            if one is not None and other is not None and one.place != other.place:
                duplicates.append((f"{first.label}{name}", one, other))
        found[each.block] = replace(
            first, points=first.points or each.points, score=first.score or each.score
        )
    ordered = (found[block.id] for block in scheme.blocks if block.id in found)
    return tuple(ordered), duplicates


def _totals(tables: FormTables, scheme: Scheme) -> Iterator[tuple[Stated | None, Stated | None]]:
    """Yield points and score of every total row; the sum of the indicators alone is no total."""
    for table in tables.indicators:
        if table.total is not None and not _is_partial(table, scheme):
            yield table.total.points, table.total.score
    for summary in tables.summaries:
        yield summary.total_points, summary.total_score


def _is_partial(table: IndicatorTable, scheme: Scheme) -> bool:
    """Return whether a 合计 leaves out a block that is scored elsewhere: 90 分 without the execution rate."""
    points = table.total.points.quantity if table.total and table.total.points else None
    if points is None or scheme.total is None or points.number == scheme.total:
        return False
    inside = [block.points for block in scheme.blocks if block.id in table.blocks]
    return points.number == sum((each for each in inside if each is not None), Decimal(0))


def _is_other_total(points: Stated | None, scheme: Scheme) -> bool:
    """Return whether a total row has points that are not the scheme's; another one is then preferred."""
    quantity = points.quantity if points else None
    return quantity is not None and scheme.total is not None and quantity.number != scheme.total
