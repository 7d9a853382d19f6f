"""What the cell functions answer: a number, or a few words that say why there is none.

Arguments are what Excel hands over for a cell: a number (float), a text, a truth value, a date, None for
an empty cell, a list for several. Nothing is raised: a cell shows the answer.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches
from functools import wraps
from typing import TYPE_CHECKING, Any

from xlaudit.errors import UsageError, XlauditError

if TYPE_CHECKING:
    from xlaudit.numbers.quantity import Quantity
    from xlaudit.schemes.schema import Block, Indicator, Scheme

__all__ = ["Answer", "grade", "number", "passage", "rate", "score"]

Answer = float | str

_LONGEST = 32_000
"""Characters of an answer: a cell holds little more."""


def _answering(function: Callable[..., Answer]) -> Callable[..., Answer]:
    """Return the function with its complaints as answers."""

    @wraps(function)
    def answer(*given: Any) -> Answer:
        try:
            result = function(*given)
        except XlauditError as error:
            return str(error)
        return result if isinstance(result, float) else result[:_LONGEST]

    return answer


@_answering
def number(text: Any) -> Answer:
    """Return the one number that a text states: amounts in 元, percentages as fractions, 分, pieces."""
    return float(_quantity(text, "内容").value)


@_answering
def rate(spent: Any, budget: Any) -> Answer:
    """Return spent ÷ budget."""
    divisor = _quantity(budget, "预算数").value
    if divisor == 0:
        raise UsageError("预算数为 0，算不出执行率")
    return float(_quantity(spent, "执行数").value / divisor)


@_answering
def score(scheme_id: Any, indicator: Any, target: Any, actual: Any, points: Any) -> Answer:
    """Return the score of one row by the scheme's rule for its indicator, as 评分 would give it.

    ``indicator`` is the name of a prescribed one, or that of a block whose rows the unit writes itself;
    an empty ``target`` is the scheme's own, ``points`` count where the scheme leaves them open.
    """
    from xlaudit.forms.filing import IndicatorRow, Stated  # noqa: PLC0415 - numbers need none of it
    from xlaudit.scoring.rows import Subject, score_row  # noqa: PLC0415
    from xlaudit.scoring.scorecard import Basis  # noqa: PLC0415
    from xlaudit.workbook.place import Place  # noqa: PLC0415

    scheme = _scheme(scheme_id)
    prescribed, block = _indicator(scheme, _text(indicator, "指标"))
    place = Place("公式", 1, 1)
    aim = _target(target, prescribed)
    given = _given(actual, aim.quantity if aim else None)
    open_points = None if _is_empty(points) else Stated("", place, _quantity(points, "分值"))
    row = IndicatorRow(
        place=place,
        first_level=block.label,
        second_level="",
        name=str(indicator),
        indicator=prescribed,
        block=block.id,
        target=aim,
        target_place=place,
        actual=given,
        points=open_points,
    )
    scored = score_row(Subject(row.name, block, place, prescribed, row), scheme, {})
    if scored.basis is Basis.COMPUTED and scored.score is not None:
        return float(scored.score)
    if scored.basis is Basis.NOT_APPLICABLE:
        return "不适用"
    if given.quantity is None or (aim is not None and aim.quantity is None):
        raise UsageError("目标或实际值不是数，由人评分")
    raise UsageError("这个指标由人评分，或者还要别的数据，算不出得分")


@_answering
def grade(scheme_id: Any, total: Any) -> Answer:
    """Return the grade that the scheme gives a total."""
    scheme = _scheme(scheme_id)
    if not scheme.grades:
        raise UsageError(f"方案 {scheme.id} 没有规定等级")
    value = _quantity(total, "总分").value
    most = max(band.high for band in scheme.grades)
    band = scheme.grade_of(value)
    if band is None or not 0 <= value <= most:
        raise UsageError(f"总分应在 0 到 {most.normalize():f} 之间")
    return band.label


@_answering
def passage(text: Any) -> Answer:
    """Return what became of the figures of a text, and every figure that contradicts another."""
    from xlaudit.audit import audit_text  # noqa: PLC0415 - as above
    from xlaudit.forms.filing import Passage  # noqa: PLC0415
    from xlaudit.output.wording import text_coverage  # noqa: PLC0415
    from xlaudit.workbook.place import Place  # noqa: PLC0415

    report = audit_text("", "", (Passage(_text(text, "叙述"), Place("叙述", 1, 0), "note"),))
    found = [f"{each.severity.value} {each.code} {each.message}" for each in report.findings]
    return "\n".join((text_coverage(report.narrative.coverage), *found))


def _is_empty(given: Any) -> bool:
    return given is None or (isinstance(given, str) and not given.strip())


def _text(given: Any, what: str) -> str:
    if isinstance(given, list | tuple):
        raise UsageError(f"{what}请只选一个单元格")
    if _is_empty(given):
        raise UsageError(f"{what}是空的")
    if not isinstance(given, str):
        raise UsageError(f"{what}应是文字")
    return given


def _quantity(given: Any, what: str) -> Quantity:
    """Return the one quantity of a cell."""
    from xlaudit.numbers.chinese_numerals import NUMERAL, read_numeral  # noqa: PLC0415 - as above
    from xlaudit.numbers.lexer import find_quantities  # noqa: PLC0415

    if isinstance(given, int | float) and not isinstance(given, bool):
        return _bare(Decimal(repr(given)) if math.isfinite(given) else Decimal(0))
    text = _text(given, what)
    found = find_quantities(text)
    if len(found) > 1:
        told = "、".join(each.literal for each in found[:5])
        raise UsageError(f"{what}里有 {len(found)} 个数（{told}），请只给一个")
    if found:
        return found[0]
    numeral = read_numeral(text.strip()) if re.fullmatch(NUMERAL, text.strip()) else None
    if numeral is None:
        raise UsageError(f"{what}里没有数")
    return _bare(numeral)


def _bare(value: Decimal) -> Quantity:
    from xlaudit.numbers.quantity import Dimension, Quantity, Unit  # noqa: PLC0415 - as above

    whole = value.to_integral_value()
    plain = whole if value == whole else value
    decimals = max(0, -int(plain.as_tuple().exponent))
    return Quantity(f"{plain:f}", plain, Unit("", Dimension.NUMBER), decimals)


def _scheme(given: Any) -> Scheme:
    from xlaudit.schemes.load import load_scheme  # noqa: PLC0415 - as above

    return load_scheme(_text(given, "方案").strip())


def _indicator(scheme: Scheme, name: str) -> tuple[Indicator | None, Block]:
    """Return the prescribed indicator of a name and its block; for the name of an open block, that alone.

    Raises:
        UsageError: the scheme has neither; the message names the nearest.
    """
    blocks = {block.id: block for block in scheme.blocks}
    wanted = name.strip()
    named = [each for each in scheme.indicators if wanted == each.id] or [
        each for each in scheme.indicators if wanted in (each.label, *each.also)
    ]
    if len(named) > 1:
        ids = "、".join(f"{each.id}（{blocks[each.block].label}）" for each in named)
        raise UsageError(f"方案 {scheme.id} 里有 {len(named)} 个“{wanted}”，请写编号：{ids}")
    if named:
        return named[0], blocks[named[0].block]
    for block in scheme.blocks:
        if wanted in (block.id, block.label, *block.also) and block.is_open:
            return None, block
    known = [each.label for each in scheme.indicators]
    known += [block.label for block in scheme.blocks if block.is_open]
    near = get_close_matches(wanted, known, cutoff=0.4)
    maybe = f"，是不是{'、'.join(near)}？" if near else ""
    raise UsageError(f"方案 {scheme.id} 里没有指标“{wanted}”{maybe}")


def _target(given: Any, indicator: Indicator | None) -> Any:
    """Return the target as a cell states it; the scheme's own for an empty cell."""
    from xlaudit.forms.filing import Stated  # noqa: PLC0415 - as above
    from xlaudit.forms.values import as_rate, read_text_quantity  # noqa: PLC0415
    from xlaudit.numbers.quantity import Dimension  # noqa: PLC0415
    from xlaudit.schemes.schema import Target  # noqa: PLC0415
    from xlaudit.workbook.place import Place  # noqa: PLC0415

    own = indicator.target if indicator else None
    if _is_empty(given):
        return own
    if isinstance(given, str):
        return Target(given, read_text_quantity(given))
    quantity = _quantity(given, "目标")
    prescribed = own.quantity if own else None
    if prescribed is not None and prescribed.unit.dimension is Dimension.RATE:
        read = as_rate(Stated(quantity.literal, Place("公式", 1, 1), quantity))
        quantity = read.quantity if read and read.quantity else quantity
    if prescribed is not None:
        quantity = replace(quantity, comparator=prescribed.comparator)
    return Target(quantity.literal, quantity)


def _given(actual: Any, target: Quantity | None) -> Any:
    """Return the actual value as a cell states it; a bare number beside a rate is read as in a form."""
    from xlaudit.forms.filing import Stated  # noqa: PLC0415 - as above
    from xlaudit.forms.targets import rate_beside  # noqa: PLC0415
    from xlaudit.forms.values import read_text_quantity  # noqa: PLC0415
    from xlaudit.numbers.quantity import Dimension  # noqa: PLC0415
    from xlaudit.workbook.place import Place  # noqa: PLC0415

    place = Place("公式", 1, 1)
    if isinstance(actual, str) and actual.strip():
        stated = Stated(actual, place, read_text_quantity(actual))
    else:
        quantity = _quantity(actual, "实际值")
        stated = Stated(quantity.literal, place, quantity)
    bare = stated.quantity is not None and stated.quantity.unit.dimension is Dimension.NUMBER
    if bare and target is not None and target.unit.dimension is Dimension.RATE:
        return rate_beside(stated, target, is_per_cent=False) or stated
    return stated
