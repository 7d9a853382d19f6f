"""Other readings of a rule, under which a stated score could be right after all.

A printed rate in the place of the amounts is as good as they are. Another rounding, or 100 % in the
place of the target, is how a neighbouring city reads the same form: while the notice was not at hand,
a score that fits such a reading is to be looked at, not called wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from xlaudit.forms.filing import Filing, Stated
from xlaudit.schemes.expression import Operand, Variable
from xlaudit.schemes.schema import Indicator, Scheme
from xlaudit.scoring.facts import KnownFact
from xlaudit.scoring.rows import Subject, score_row
from xlaudit.scoring.scorecard import Basis, RowScore

__all__ = ["by_other_rules", "by_printed_rates"]

DENOMINATOR_WORDS = {"target": "按目标折算、", "full": "按 100% 折算、"}
ROUNDING_WORDS = {"two_decimals": "保留两位小数", "integer": "取整数", "truncate": "舍去两位以后"}


def by_printed_rates(
    row: RowScore, filing: Filing, scheme: Scheme, known: Mapping[str, KnownFact]
) -> Iterator[Decimal]:
    """Yield the scores that the rates as printed in the form give, under the same rule."""
    if row.indicator is None or row.indicator.fact is None:
        return
    for stated in _printed(row, row.indicator.fact, filing):
        if stated.quantity is None:
            continue
        fact = scheme.fact(row.indicator.fact)
        printed = KnownFact(
            fact,
            stated.quantity.value,
            Variable(fact.id),
            {fact.id: Operand(stated.quantity.value, fact.label, stated.text)},
            {fact.id: stated.place},
            is_derived=True,
        )
        score = score_row(_subject(row, row.indicator, scheme), scheme, {**known, fact.id: printed})
        if score.basis is Basis.COMPUTED and score.score is not None:
            yield score.score


def _printed(row: RowScore, fact_id: str, filing: Filing) -> Iterator[Stated]:
    if row.row is not None and row.row.actual is not None:
        yield row.row.actual
    if fact_id in filing.facts:
        yield filing.facts[fact_id]


def by_other_rules(
    row: RowScore, scheme: Scheme, known: Mapping[str, KnownFact]
) -> Iterator[tuple[str, Decimal]]:
    """Yield the scores under the other roundings and the other denominator, each with its words."""
    for words, indicator, changed in _variants(row.indicator, scheme):
        score = score_row(_subject(row, indicator, scheme), changed, known)
        if score.basis is Basis.COMPUTED and score.score is not None:
            yield words, score.score


def _variants(
    indicator: Indicator | None, scheme: Scheme
) -> Iterator[tuple[str, Indicator | None, Scheme]]:
    """Yield the rule with every rounding and, where it is a ratio, both denominators."""
    if indicator is None:
        for rounding, words in ROUNDING_WORDS.items():
            yield words, None, replace(scheme, rounding=rounding)
        return
    options = dict(indicator.options or {})
    current = str(options.get("denominator", "target"))
    denominators = [current]
    if indicator.rule == "proportional":
        denominators.append("full" if current == "target" else "target")
    for denominator in denominators:
        by = "" if denominator == current else DENOMINATOR_WORDS[denominator]
        for rounding, words in ROUNDING_WORDS.items():
            other = {**options, "denominator": denominator}
            yield by + words, replace(indicator, options=other, rounding=rounding), scheme


def _subject(row: RowScore, indicator: Indicator | None, scheme: Scheme) -> Subject:
    block = scheme.block(row.block) if row.block else None
    return Subject(row.label, block, row.place, indicator, row.row, row.stated)
