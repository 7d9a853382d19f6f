"""Each scoring rule in one Chinese line, as the sheet 说明 tells it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from xlaudit.numbers.plain import plain
from xlaudit.schemes.judgement import FULL, PART
from xlaudit.schemes.schema import Indicator, Limits, Scheme
from xlaudit.schemes.terms import ROUNDINGS

__all__ = ["in_words", "open_rule_in_words"]

Options = Mapping[str, object]


def in_words(indicator: Indicator, scheme: Scheme) -> str:
    """Tell how an indicator is scored."""
    told = _TOLD[indicator.rule](indicator.options or {})
    rounding = indicator.rounding or scheme.rounding
    more = _limits(indicator.limits)
    if rounding != scheme.rounding:
        more += f"得分{ROUNDINGS[rounding]}。"
    return told + more


def open_rule_in_words(rule: str, options: Options, limits: Limits) -> str:
    """Tell how the rows of a block are scored that the unit writes itself."""
    return _TOLD[rule](options) + _limits(limits)


def _limits(limits: Limits) -> str:
    told = ""
    if limits.under is not None:
        told += f"完成比例低于 {_percent(limits.under)} 不得分。"
    if limits.over is not None and limits.effect == "zero":
        told += f"完成比例超过 {_percent(limits.over)} 不得分。"
    elif limits.over is not None and limits.effect == "explain":
        told += f"完成比例超过 {_percent(limits.over)} 的说明原因。"
    return told


def _percent(value: Decimal) -> str:
    return f"{plain(value * 100)}%"


def _figure(options: Options, key: str) -> Decimal:
    return Decimal(str(options[key]))


def _proportional(options: Options) -> str:
    by = "" if options.get("denominator") == "full" else " ÷ 年度指标值"
    return f"实际完成值{by} × 分值，最多得满分。"


def _capped(options: Options) -> str:
    if options.get("beyond", "linear") == "zero":
        return "不超过年度指标值得满分，超过不得分。"
    return "不超过年度指标值得满分；超过的按超出比例扣分，达到指标值两倍时扣完。"


def _equal(options: Options) -> str:
    if options.get("other", "proportional") == "proportional":
        return "等于年度指标值得满分，不足的按比例得分，超过的得满分。"
    return "等于年度指标值得满分，否则不得分。"


def _zero_target(options: Options) -> str:
    del options
    return "实际完成值为零得满分，否则不得分。"


def _deduction(options: Options) -> str:
    side = "低于" if options.get("side") == "below" else "高于"
    step = _figure(options, "step")
    unit = f"{plain(step * 100)} 个百分点" if step < 1 else plain(step)
    whole = "（不足的不计）" if options.get("whole") else ""
    each = plain(_figure(options, "each"))
    return f"{side}年度指标值的，每 {unit}{whole}扣 {each} 分，扣完为止。"


def _steps(options: Options) -> str:
    bands = options["bands"]
    assert isinstance(bands, list | tuple)
    told = []
    for band in bands:
        word, key = ("不超过", "to") if "to" in band else ("达到", "from")
        bound = _figure(band, key)
        shown = _percent(bound) if bound <= 2 else plain(bound)
        told.append(f"{word} {shown} 得 {_percent(_figure(band, 'share'))} 的分")
    return "；".join(told) + "；其余不得分。"


def _checklist(options: Options) -> str:
    items = plain(_figure(options, "items"))
    if "each" in options:
        return f"共 {items} 项，每少一项扣 {plain(_figure(options, 'each'))} 分，扣完为止；实际完成值填符合的项数。"
    return f"共 {items} 项，按符合的项数所占比例得分；实际完成值填符合的项数。"


def _tier(options: Options) -> str:
    full = _percent(Decimal(str(options.get("full", FULL))))
    part = _percent(Decimal(str(options.get("part", PART))))
    return (
        f"人工评分：达成的得分值的 {full}（含）—100%，部分达成的得 {part}（含）—{full}，"
        f"未达成的得 {part} 以下。"
    )


def _manual(options: Options) -> str:
    del options
    return "人工评分：对照评价要点，在 0 到分值之间评分。"


def _formula(options: Options) -> str:
    return f"按公式计算：{options['formula']}，不低于 0，不超过分值。"


def _by_sign(options: Options) -> str:
    del options
    return (
        "≥、=：实际完成值 ÷ 年度指标值 × 分值，最多得满分；≤：不超过得满分，超过的按超出比例扣分，"
        f"达到指标值两倍时扣完；定性：{_tier({})}"
    )


_TOLD: Mapping[str, Callable[[Options], str]] = {
    "proportional": _proportional,
    "capped": _capped,
    "equal": _equal,
    "zero_target": _zero_target,
    "deduction": _deduction,
    "steps": _steps,
    "checklist": _checklist,
    "tier": _tier,
    "manual": _manual,
    "formula": _formula,
    "by_sign": _by_sign,
}
