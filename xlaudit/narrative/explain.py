"""One Chinese sentence for a relation that fails: both figures, the formula, direction and size."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.policy import Outcome, Verdict
from xlaudit.narrative.judging.slips import Mend
from xlaudit.narrative.reading import Formula, spell
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = [
    "difference",
    "exact_text",
    "expected_text",
    "message",
    "name_of",
    "repair_sentence",
    "rounding_message",
    "unit_text",
]

_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)
_WAN = 10000
_LONGEST_NAME = 24
_MOST_OPERANDS = 14
_OF_FINER = 2  # decimals of what is added up in a smaller unit: 3500元 are 0.35万元


def unit_text(figure: Figure) -> str:
    """Return the unit as written, % for a growth whose sign was forgotten."""
    if figure.kind is Kind.GROWTH and figure.dimension is Dimension.NUMBER:
        return "%"
    return figure.quantity.unit.text.lstrip("\\")


def _scale(figure: Figure) -> Decimal:
    if figure.kind is Kind.GROWTH and figure.dimension is Dimension.NUMBER:
        return Decimal("0.01")
    return figure.quantity.unit.scale


def number_text(value: Decimal, figure: Figure, decimals: int) -> str:
    """Return a base-unit value in the figure's unit with so many decimals."""
    rounded = _WIDE.quantize(_WIDE.divide(value, _scale(figure)), Decimal(1).scaleb(-decimals))
    return f"{rounded:f}"


def computed_text(value: Decimal, figure: Figure, finest: int | None = None) -> str:
    """Return a computed value beside a stated one: as many decimals as tell the two apart, and it from nothing."""
    decimals = max(figure.quantity.decimals, finest or 0)
    own = abs(figure.value)
    for extra in range(4):
        text = number_text(value, figure, decimals + extra)
        shown = Decimal(text)
        if shown != own / _scale(figure) and bool(shown) == bool(value):
            break
    return text


def name_of(figure: Figure) -> str:
    """Return what the text calls a figure, shortened from the left."""
    name = core(figure.label)
    return name if len(name) <= _LONGEST_NAME else "…" + name[-_LONGEST_NAME:]


def message(outcome: Outcome) -> str:
    """Return the sentence for one failing relation."""
    reading = outcome.reading
    result = reading.result
    computed = _computed(outcome)
    unit = unit_text(result)
    name = f"“{name_of(result)}”" if name_of(result) else "此处"
    formula = _formula(outcome)
    match reading.formula:
        case Formula.EQUAL:
            other = reading.operands[0]
            return f"{name}写作{result.text}，同一事项另一处（“{name_of(other)}”）写作{other.text}，{_gap(outcome)}。"
        case Formula.AT_MOST:
            other = reading.operands[0]
            return f"{name}为{result.text}，超过“{name_of(other)}”{other.text}，{_gap(outcome)}。"
        case Formula.COUNT:
            return f"{name}写作{result.text}，逐项数得{reading.counted}，{_gap(outcome)}。"
        case Formula.WHOLE:
            return f"各项占比{formula}合计{computed}{unit}，不是100%。"
        case Formula.SUM:
            return f"{name}写作{result.text}，各项{formula}合计{computed}{unit}，{_gap(outcome)}。"
        case Formula.CHANGE_OF_LEVELS if outcome.judgement.computed * result.value < 0:
            turned = "增长" if result.direction < 0 else "下降"
            really = computed.removeprefix("-")
            return f"{name}写作{result.text}，按{formula}实为{turned}{really}{unit}，方向相反。"
        case _:
            start = f"{name}写作{result.text}，按{formula}应为{computed}{unit}，{_gap(outcome)}"
            if outcome.instead is not None:
                return f"{start}；按{spell(outcome.instead)}则相符，请核对所用的数。"
            return f"{start}。"


def rounding_message(outcome: Outcome) -> str:
    """Return the sentence for a relation that only rounding keeps apart."""
    result = outcome.reading.result
    name = f"“{name_of(result)}”" if name_of(result) else "此处"
    how = "疑似截断而未四舍五入" if outcome.verdict is Verdict.TRUNCATED else "属四舍五入造成的尾差"
    computed = f"{expected_text(outcome)}（{_formula(outcome, in_brackets=True)}）"
    return f"{name}写作{result.text}，复算为{computed}，{how}。"


def exact_text(computed: Decimal, result: Figure) -> str:
    """Return the computed value in the result's unit, with four decimals more than printed."""
    text = number_text(computed, result, result.quantity.decimals + 4)
    return text.rstrip("0").rstrip(".") if "." in text else text


def expected_text(outcome: Outcome) -> str:
    """Return what the relation gives, in the unit of the stated figure; empty where it gives no number."""
    if outcome.reading.formula is Formula.GRADE:
        return ""
    return _computed(outcome) + unit_text(outcome.reading.result)


def difference(outcome: Outcome) -> Decimal:
    """Return stated minus computed in the written unit."""
    result = outcome.reading.result
    return abs(result.value) / _scale(result) - abs(Decimal(_computed(outcome)))


def _formula(outcome: Outcome, *, in_brackets: bool = False) -> str:
    operands = outcome.reading.operands
    if len(operands) <= _MOST_OPERANDS:
        return spell(outcome.reading)
    told = f"{operands[0].text}至{operands[-1].text}共{len(operands)}项"
    return told if in_brackets else f"（{told}）"


def _computed(outcome: Outcome) -> str:
    reading = outcome.reading
    finest = None
    if reading.formula in (Formula.SUM, Formula.DIFFERENCE):
        unit = reading.result.quantity.unit
        same = [o.quantity.decimals for o in reading.operands if o.quantity.unit == unit]
        finer = any(operand.quantity.unit.scale < unit.scale for operand in reading.operands)
        finest = max((*same, _OF_FINER * finer))
    return computed_text(outcome.judgement.computed, reading.result, finest)


def _gap(outcome: Outcome) -> str:
    """Say by how much and in which direction the stated figure is off."""
    result = outcome.reading.result
    gap = difference(outcome)
    if result.dimension in (Dimension.RATE, Dimension.NUMBER):
        return f"{'高' if gap > 0 else '低'}{abs(gap):f}个百分点"
    return f"{'多' if gap > 0 else '少'}{abs(gap).normalize():f}{unit_text(result)}"


def repair_sentence(mend: Mend, cleared: int) -> str:
    """Return the “若…则…” for one changed figure."""
    many = "两" if cleared == 2 else str(cleared)
    then = f"则{many}处同时成立" if cleared > 1 else "即相符"
    return f"若将“{mend.figure.text}”改为“{_mended_text(mend)}”，{then}。"


def _mended_text(mend: Mend) -> str:
    """Return the figure as it should have been written: in another unit where that is all that is wrong."""
    figure, unit = mend.figure, unit_text(mend.figure)
    written = figure.text.removesuffix(unit)
    if mend.value == figure.value * _WAN and unit and unit[0] not in "万亿%‰":
        return f"{written}万{unit}"
    if mend.value * _WAN == figure.value and unit.startswith("万") and len(unit) > 1:
        return f"{written}{unit[1:]}"
    value = number_text(mend.value, figure, figure.quantity.decimals)
    exact = abs(mend.value) / _scale(figure)
    if Decimal(value) != exact:
        value = f"{exact.normalize():f}"
    shares_unit = figure.text[-1:].isdigit() and figure.dimension is not Dimension.NUMBER
    return value if shares_unit else value + unit  # of 30、20和10万元 only the last bears one
