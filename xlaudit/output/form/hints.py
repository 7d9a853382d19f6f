"""The column of hints beside the table: what still has to be done in a row, in words.

Each hint is the first of its cases that holds. They say what to do, and are silent on a row that
nobody has begun.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlaudit.output.form.formulas import WORDS, first_of, guarded, quoted, two_notations
from xlaudit.output.form.funds import fact_formula
from xlaudit.output.form.parameters import Parameters
from xlaudit.output.form.plan import FormPlan
from xlaudit.schemes.rules import JUDGED
from xlaudit.schemes.schema import Fact, Indicator, Scheme

__all__ = ["ABSENT", "hint_head", "hint_open", "hint_prescribed", "reason_is_missing"]

ABSENT = "不适用"

Case = tuple[str, str]
Cells = Mapping[str, str]


def _is_other(cell: str) -> str:
    """Say that a cell holds something that is no number."""
    return f'AND({cell}<>"",NOT(ISNUMBER({cell})))'


def _percent(cell: str) -> str:
    """Show a fraction as a percentage with no more digits than it has."""
    return f'ROUND({cell}*100,2)&"%"'


def reason_is_missing(cells: Cells) -> str:
    """Return the condition that points are lost and no reason stands."""
    points, stated, reason = cells["points"], cells["score"], cells["reason"]
    return f'AND(ISNUMBER({stated}),ISNUMBER({points}),{stated}<{points},{reason}="")'


def hint_prescribed(
    indicator: Indicator, scheme: Scheme, cells: Cells, parameters: Parameters
) -> str:
    """Return the hint of a row that the scheme prescribes."""
    return first_of(_prescribed(indicator, scheme, cells, parameters))


def hint_head(
    plan: FormPlan, cells: Cells, facts: Mapping[str, str], parameters: Parameters
) -> str:
    """Return the hint beside the budget; it also tells of facts that no indicator is about."""
    scheme = plan.scheme
    cases = list(_prescribed(plan.head, scheme, cells, parameters)) if plan.head else []
    told = {indicator.fact for indicator in scheme.indicators}
    for duty in scheme.reasons:
        if duty.when == "fact" and duty.fact not in told:
            fact = scheme.fact(duty.fact)
            known = set(fact.definitions[0].of if fact.definitions else ()) <= facts.keys()
            if duty.fact in facts or (fact.definitions and known):
                value = facts.get(duty.fact) or guarded(fact_formula(fact), facts)
                cases += _duty(fact, value, cells["reason"], parameters)
    return first_of(cases)


def _prescribed(
    indicator: Indicator, scheme: Scheme, cells: Cells, parameters: Parameters
) -> Iterator[Case]:
    judged = indicator.rule in JUDGED
    if not judged:
        yield _not_a_number(scheme, cells)
    if "points" in cells:
        yield from _score_cases(cells)
        if indicator.rule == "tier":
            yield from _tier_cases(cells, parameters)
        yield reason_is_missing(cells), quoted("未得满分，请说明偏差原因")
    yield from _duty_cases(indicator, scheme, cells, parameters)
    yield from _limit_cases(indicator, cells, parameters)
    if "points" in cells and not judged:
        yield _other_score(cells)
    yield from _target_cases(indicator, cells, parameters)


def _not_a_number(scheme: Scheme, cells: Cells) -> Case:
    actual = cells["actual"]
    if not scheme.rescale:
        return _is_other(actual), quoted("实际完成值应填数字")
    other = f'AND({actual}<>"",{actual}<>{quoted(ABSENT)},NOT(ISNUMBER({actual})))'
    return other, quoted(f"实际完成值应填数字，或填“{ABSENT}”")


def _score_cases(cells: Cells) -> Iterator[Case]:
    points, stated = cells["points"], cells["score"]
    yield _is_other(stated), quoted("自评得分应填数字")
    outside = f"AND(ISNUMBER({stated}),OR({stated}<0,{stated}>{points}))"
    yield outside, f'"自评得分应在 0 到 "&{points}&" 分之间"'


def _tier_cases(cells: Cells, parameters: Parameters, condition: str = "") -> Iterator[Case]:
    """Hold the score of a qualitative answer against what its tier permits."""
    points, stated, actual = cells["points"], cells["score"], cells["actual"]
    low = [f"ROUND({parameters[f'tier {number} low']}*{points},2)" for number in range(3)]
    high = (points, *low[:2])
    for number in range(3):
        reached = f"{actual}={parameters[f'tier {number}']}"
        above = f"{stated}>{high[0]}" if number == 0 else f"{stated}>={high[number]}"
        outside = f"OR({stated}<{low[number]},{above})"
        parts = (*((condition,) if condition else ()), f"ISNUMBER({stated})", f"ISNUMBER({points})")
        holds = f"IF(AND({','.join(parts)},{reached}),{outside},FALSE)"
        bound = "分" if number == 0 else "分（不含）"
        yield holds, f'"按所选达成情况，得分应为 "&{low[number]}&" 至 "&{high[number]}&" {bound}"'


def _duty_cases(
    indicator: Indicator, scheme: Scheme, cells: Cells, parameters: Parameters
) -> Iterator[Case]:
    for duty in scheme.reasons:
        if duty.when == "fact" and duty.fact == indicator.fact:
            yield from _duty(scheme.fact(duty.fact), cells["actual"], cells["reason"], parameters)


def _duty(fact: Fact, value: str, reason: str, parameters: Parameters) -> Iterator[Case]:
    """Ask for the reason why a fact lies outside its bounds; ``value`` is where it stands, or its formula."""
    for side, sign, word in (("below", "<", "低于"), ("above", ">", "高于")):
        if f"{fact.id} {side}" in parameters:
            bound = parameters[f"{fact.id} {side}"]
            missing = f'IF(ISNUMBER({value}),AND({value}{sign}{bound},{reason}=""),FALSE)'
            shown = _percent(bound) if fact.unit == "%" else bound
            yield missing, f'"{fact.label}{word} "&{shown}&"，请说明原因"'


def _limit_cases(indicator: Indicator, cells: Cells, parameters: Parameters) -> Iterator[Case]:
    """Say what lies outside the permitted range of completion (actual ÷ target)."""
    actual, target, reason = cells["actual"], cells["target"], cells["reason"]
    numbers = f"AND(ISNUMBER({actual}),ISNUMBER({target}))"
    for side, sign, word in (("over", ">", "超过"), ("under", "<", "低于")):
        if f"{side} {indicator.id}" in parameters:
            bound = parameters[f"{side} {indicator.id}"]
            outside = f'IF({numbers},AND({actual}{sign}{bound}*{target},{reason}=""),FALSE)'
            yield outside, f'"完成比例{word} "&{_percent(bound)}&"，请说明原因"'


def _other_score(cells: Cells) -> Case:
    ours, stated = cells["system"], cells["score"]
    differs = f"IF(AND(ISNUMBER({ours}),ISNUMBER({stated})),ROUND({stated}-{ours},2)<>0,FALSE)"
    return differs, f'"自评得分与系统得分相差 "&TEXT({stated}-{ours},"+0.00;-0.00")&" 分，请核对"'


def _target_cases(indicator: Indicator, cells: Cells, parameters: Parameters) -> Iterator[Case]:
    """Say that the target is not the one of the scheme (a department may have its own approved)."""
    if f"target {indicator.id}" not in parameters or indicator.target is None:
        return
    ours, written = parameters[f"target {indicator.id}"], cells["target"]
    if indicator.target.quantity is None:
        return
    differs = f"IF(ISNUMBER({written}),ROUND({written}-{ours},10)<>0,FALSE)"
    yield differs, quoted(f"年度指标值与评分方案（{indicator.target.text}）不同，请核对")


def hint_open(cells: Cells, parameters: Parameters) -> str:
    """Return the hint of a row that the unit writes itself."""
    return first_of(_open(cells, parameters))


def _open(cells: Cells, parameters: Parameters) -> Iterator[Case]:
    sign, target, actual = cells["sign"], cells["target"], cells["actual"]
    in_words = f"{sign}={quoted(WORDS)}"
    measured = f'AND({sign}<>"",{sign}<>{quoted(WORDS)})'
    yield f'AND({cells["name"]}="",OR({target}<>"",{actual}<>""))', quoted("请填三级指标名称")
    yield f'AND({sign}="",OR({target}<>"",{actual}<>""))', quoted("请选择指标性质")
    yield f"AND({measured},{_is_other(target)})", quoted("年度指标值应填数字，符号和单位另填")
    yield f"AND({measured},{_is_other(actual)})", quoted("实际完成值应填数字")
    told = "年度指标值与实际完成值的百分数写法应一致（都填 95 或都填 95%），改后才计分"
    yield two_notations(cells), quoted(told)
    if "points" not in cells:
        return
    points, stated = cells["points"], cells["score"]
    yield f'AND({cells["name"]}<>"",{actual}<>"",{points}="")', quoted("请填分值")
    waiting = f'AND({in_words},{actual}<>"",{points}<>"",{stated}="")'
    yield waiting, quoted("定性指标由人评分，请填自评得分")
    yield from _score_cases(cells)
    yield from _tier_cases(cells, parameters, in_words)
    yield reason_is_missing(cells), quoted("未得满分，请说明偏差原因")
    yield _other_score(cells)
