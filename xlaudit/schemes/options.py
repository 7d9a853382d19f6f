"""What options each scoring rule takes, and the reading of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import pairwise

from xlaudit.schemes import terms
from xlaudit.schemes.expression import formula
from xlaudit.schemes.judgement import FULL, PART
from xlaudit.schemes.table import Table

__all__ = ["NAMES", "read_options"]

NAMES = ("实际完成值", "目标值", "分值")
"""The names that every formula of a bureau may use, besides the names of facts."""

_GREATEST = Decimal(1_000_000)
_TINY = Decimal("0.000001")
_MOST_BANDS = 30

_RULE_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "proportional": ("denominator",),
    "capped": ("beyond",),
    "equal": ("other",),
    "zero_target": (),
    "deduction": ("side", "step", "each", "whole"),
    "steps": ("bands",),
    "checklist": ("items", "each"),
    "tier": ("full", "part"),
    "manual": (),
    "formula": ("formula",),
    "by_sign": (),
}
_REQUIRED = {("deduction", "step"), ("deduction", "each"), ("checklist", "items")}


def read_options(
    table: Table | None, rule: str, owner: Table, facts: Mapping[str, str]
) -> Mapping[str, object] | None:
    """Read the options of a rule; ``facts`` gives the fact ids by their names, for formulas."""
    if table is None:
        needed = [key for key in _RULE_OPTIONS[rule] if (rule, key) in _REQUIRED]
        needed += [key for key in ("bands", "formula") if key in _RULE_OPTIONS[rule]]
        if needed:
            wanted = "、".join(terms.key(key) for key in needed)
            owner.wrong("options", f"没有填写；规则 {rule} 需要 {wanted}")
        return None
    options: dict[str, object] = {}
    for key in _RULE_OPTIONS[rule]:
        value = _READERS.get(key, _number)(table, key, (rule, key) in _REQUIRED)
        if value is not None:
            options[key] = value
    if rule == "formula" and "formula" in options:
        options |= _names(table, str(options["formula"]), facts)
    if rule == "tier":
        _check_tiers(table, options)
    table.finish()
    return options or None


def _number(table: Table, key: str, required: bool) -> object:  # noqa: FBT001 - one table of readers
    return table.number(key, low=_TINY, high=_GREATEST, required=required)


def _share(table: Table, key: str, required: bool) -> object:  # noqa: FBT001
    return table.number(key, low=_TINY, high=Decimal(1), required=required)


def _choice(table: Table, key: str, required: bool) -> object:  # noqa: FBT001
    return table.choice(key) if required or table.has(key) else None


def _flag(table: Table, key: str, required: bool) -> object:  # noqa: FBT001
    del required
    return table.flag(key) or None


def _formula(table: Table, key: str, required: bool) -> object:  # noqa: FBT001
    del required
    return formula.tidy(table.text(key, required=True)) or None


def _bands(table: Table, key: str, required: bool) -> object:  # noqa: FBT001
    """Read the bands of a stepped rule; a better figure must never earn less."""
    del required
    read: list[dict[str, Decimal]] = []
    tables = table.tables(key, "分段")
    if not tables or len(tables) > _MOST_BANDS:
        table.wrong(key, f"应有 1 到 {_MOST_BANDS} 段")
        return None
    bound = "to" if tables[0].has("to") else "from"
    for each in tables:
        start = each.number(bound, low=-_GREATEST, high=_GREATEST, required=True)
        share = each.number("share", low=Decimal(0), high=Decimal(1), required=True)
        each.finish()
        if start is not None and share is not None:
            read.append({bound: start, "share": share})
    read.sort(key=lambda band: band[bound], reverse=bound == "to")
    for lesser, better in pairwise(read):
        if lesser[bound] == better[bound]:
            table.wrong(key, f"有两段都从 {better[bound]} 起" if bound == "from" else "有两段重叠")
        elif lesser["share"] >= better["share"]:
            table.wrong(key, "各段得分比例应随完成情况提高")
    return tuple(read)


def _names(table: Table, text: str, facts: Mapping[str, str]) -> dict[str, object]:
    """Bind the names of a formula to facts, and make sure that it is mere arithmetic."""
    try:
        formula.check(text, (*NAMES, *facts))
    except ValueError as error:
        table.wrong("formula", f"有误：{error}")
        return {}
    bound = {name: facts[name] for name in formula.names_in(text) if name not in NAMES}
    return {"names": bound} if bound else {}


def _check_tiers(table: Table, options: Mapping[str, object]) -> None:
    if Decimal(str(options.get("part", PART))) >= Decimal(str(options.get("full", FULL))):
        table.wrong("part", "应小于达成档的下限")


_READERS: Mapping[str, Callable[[Table, str, bool], object]] = {
    "denominator": _choice,
    "beyond": _choice,
    "other": _choice,
    "side": _choice,
    "whole": _flag,
    "full": _share,
    "part": _share,
    "bands": _bands,
    "formula": _formula,
}
