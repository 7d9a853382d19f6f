"""A document of plain values → a scheme. TOML files and edited worksheets both come through here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from xlaudit.numbers.lexer import normalise, read_quantity
from xlaudit.schemes.options import read_options
from xlaudit.schemes.schema import (
    Block,
    Definition,
    Fact,
    Grade,
    Indicator,
    Limits,
    ReasonDuty,
    Reference,
    Scheme,
    Target,
)
from xlaudit.schemes.soundness import check_scheme
from xlaudit.schemes.table import Mistakes, Table

__all__ = ["build_scheme"]

_MOST_POINTS = Decimal(1000)
_WIDEST = Decimal(1_000_000)
_ZERO = Decimal(0)
_NAME = re.compile(r"[^\W\d]\w*")  # what a formula can use as a name
_SIGNS = re.compile(r"[-−÷+＋/；;]")


def build_scheme(document: Mapping[str, object], mistakes: Mistakes) -> Scheme:
    """Build a scheme and check it; what is wrong is left in ``mistakes``, the result then worthless."""
    top = Table(document, "", mistakes)
    facts = _facts(top)
    names = _names_of(facts)
    total = top.number("total", low=_ZERO, high=_MOST_POINTS)
    scheme = Scheme(
        id=top.identifier("id"),
        title=top.text("title", required=True),
        region=top.text("region", required=True),
        year=top.whole("year", low=2000, high=2100),
        is_lasting=top.flag("is_lasting"),
        version=top.text("version", required=True),
        level=_any(top.choice("level")),
        status=_any(top.choice("status")),
        reference=_reference(top, required=True) or Reference(""),
        total=total,
        rounding=top.choice("rounding", "two_decimals"),
        rescale=top.flag("rescale"),
        marks=top.texts("marks"),
        verified_with=top.texts("verified_with"),
        headings=top.text("headings", is_long=True),
        note=top.text("note", is_long=True),
        facts=facts,
        blocks=tuple(_block(table, names) for table in top.tables("blocks", "一级指标")),
        indicators=tuple(_indicator(table, names) for table in top.tables("indicators", "指标")),
        grades=tuple(_grade(table) for table in top.tables("grades", "等级")),
        reasons=tuple(_reason(table) for table in top.tables("reasons", "原因要求")),
    )
    top.finish()
    check_scheme(scheme, top)
    return scheme


def _any(value: str) -> Any:
    """Pass a choice on to a field whose type lists the choices; ``Table.choice`` has checked it."""
    return value


def _facts(top: Table) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            id=table.identifier("id"),
            label=_fact_label(table),
            also=table.texts("also"),
            unit=table.text("unit"),
            definitions=tuple(
                _definition(each) for each in table.tables("definitions", "计算方法")
            ),
        )
        for table in _finished(top.tables("facts", "口径"), "id label also unit definitions")
    )


def _fact_label(table: Table) -> str:
    """Read the name of a fact, which stands in formulas of definitions between signs."""
    label = table.text("label", required=True)
    if _SIGNS.search(label):
        table.wrong("label", f"不能含运算符号和分号，现为“{label}”")
    return label


def _finished(tables: tuple[Table, ...], keys: str) -> tuple[Table, ...]:
    """Note the unknown keys of tables whose keys are read inside one expression."""
    for table in tables:
        for key in keys.split():
            table.has(key)
        table.finish()
    return tables


def _names_of(facts: tuple[Fact, ...]) -> dict[str, str]:
    """Return the fact ids by every name that a formula can bear."""
    names: dict[str, str] = {}
    for fact in facts:
        for name in (fact.label, *fact.also):
            bare = normalise(name)
            if fact.id and _NAME.fullmatch(bare):
                names.setdefault(bare, fact.id)
    return names


def _definition(table: Table) -> Definition:
    definition = Definition(
        kind=_any(table.choice("kind")), of=table.texts("of"), note=table.text("note")
    )
    table.finish()
    return definition


def _block(table: Table, names: Mapping[str, str]) -> Block:
    rule = table.choice("rule", "by_sign")
    block = Block(
        id=table.identifier("id"),
        label=table.text("label", required=True),
        points=table.number("points", low=_ZERO, high=_MOST_POINTS),
        also=table.texts("also"),
        is_open=table.flag("is_open"),
        rule=rule,
        options=read_options(table.table("options"), rule, table, names),
        limits=_limits(table),
        rounding=_rounding(table),
    )
    table.finish()
    return block


def _indicator(table: Table, names: Mapping[str, str]) -> Indicator:
    rule = table.choice("rule")
    indicator = Indicator(
        id=table.identifier("id"),
        label=table.text("label", required=True),
        block=table.text("block", required=True),
        points=table.number("points", low=_ZERO, high=_MOST_POINTS),
        rule=rule,
        second_level=table.text("second_level"),
        also=table.texts("also"),
        target=_target(table),
        fact=table.text("fact") or None,
        options=read_options(table.table("options"), rule, table, names),
        limits=_limits(table),
        rounding=_rounding(table),
        note=table.text("note", is_long=True),
        reference=_reference(table),
    )
    table.finish()
    return indicator


def _rounding(table: Table) -> str:
    return table.choice("rounding") if table.has("rounding") else ""


def _target(table: Table) -> Target | None:
    text = table.text("target")
    if not text:
        if table.has("target"):
            table.wrong("target", "是空的；没有年度指标值时不要写这个键")
        return None
    return Target(text, read_quantity(text))


def _limits(owner: Table) -> Limits:
    table = owner.table("limits")
    if table is None:
        return Limits()
    limits = Limits(
        over=table.number("over", low=_ZERO, high=_WIDEST),
        effect=_any(table.choice("effect", "ignore")),
        under=table.number("under", low=_ZERO, high=_WIDEST),
    )
    table.finish()
    return limits


def _grade(table: Table) -> Grade:
    grade = Grade(
        label=table.text("label", required=True),
        low=_required(table, "low"),
        high=_required(table, "high"),
    )
    table.finish()
    return grade


def _required(table: Table, key: str) -> Decimal:
    number = table.number(key, low=_ZERO, high=_MOST_POINTS, required=True)
    return _ZERO if number is None else number


def _reason(table: Table) -> ReasonDuty:
    reason = ReasonDuty(
        when=_any(table.choice("when")),
        fact=table.text("fact"),
        below=table.number("below", low=-_WIDEST, high=_WIDEST),
        above=table.number("above", low=-_WIDEST, high=_WIDEST),
        reference=_reference(table, required=True),
    )
    table.finish()
    return reason


def _reference(owner: Table, *, required: bool = False) -> Reference | None:
    table = owner.table("reference", required=required)
    if table is None:
        return None
    reference = Reference(
        title=table.text("title", required=True),
        number=table.text("number"),
        issuer=table.text("issuer"),
        article=table.text("article"),
        note=table.text("note"),
    )
    table.finish()
    return reference
