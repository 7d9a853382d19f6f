"""What an indicator row reached, said again in the text: 维修水厂42处 beside the row 维修水厂处数."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.claims.cell_figures import as_figure
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.result import KnownFigure
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_MEASURE = re.compile(
    r"(?:总|年)?(?:[处座个项户人亩次家台辆名场期批条件]数|数量|长度|里程|面积|规模|数)$"
)
_NOT_REACHED = re.compile(r"计划|目标|任务|拟|预计|应|其中|[上下]半年|季度|[月底末]|累计|每|已")
_REACH = 24
_FEW = 3


def claims(context: Context) -> Iterator[Claim]:
    """Yield a question for each row whose name the text bears with another number, and nowhere with its own."""
    rows = {_bare(known.subject): known for known in context.known if known.kind == "actual"}
    if not rows:
        return
    told: dict[str, list[Figure]] = {}
    for figure in context.document.figures:
        if figure.kind is Kind.LEVEL and figure.dimension is Dimension.COUNT and figure.is_plain:
            name = core(figure.label)
            known = rows.get(name)
            if known is not None and _is_of_the_year(context, figure, known):
                told.setdefault(name, []).append(figure)
    for name, figures in told.items():
        yield from _claim(context, rows[name], figures)


def _bare(name: str) -> str:
    """Return what an indicator is of, without what is measured; too short a name is none."""
    bare = _MEASURE.sub("", name)
    return bare if len(bare) > _FEW else name


def _is_of_the_year(context: Context, figure: Figure, known: KnownFigure) -> bool:
    unit = known.quantity.unit.text if known.quantity else ""
    if figure.quantity.unit.text != unit or figure.depth or figure.period not in ("", "0"):
        return False
    if known.quantity and figure.value == known.quantity.value:
        return True
    text = context.document.text
    before = re.split(r"[。；！？\n]", text[max(0, figure.start - _REACH) : figure.start])[-1]
    behind = re.split(r"[，。；！？\n]", text[figure.end : figure.end + _REACH])[0]
    return not _NOT_REACHED.search(before + behind)


def _claim(context: Context, known: KnownFigure, figures: list[Figure]) -> Iterator[Claim]:
    if known.quantity is None:
        return
    same = [figure for figure in figures if figure.value == known.quantity.value]
    figure = same[0] if same else figures[0]
    cell = as_figure(context, known, known.quantity, figure)
    reading = Reading(Formula.EQUAL, (cell,), figure, Strength.CERTAIN)
    sentence = f"文中“{core(figure.label)}”写作{figure.text}，{known.place}“{known.subject}”的实际完成值为{cell.text}，请核对。"
    claim = Claim(
        "cell", [reading], ceiling=Strength.LIKELY, message=sentence, cells=(known.place,)
    )
    yield claim
    for other in same[1:]:
        yield claim._replace(readings=[reading._replace(result=other)])
