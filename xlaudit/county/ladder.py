"""Up the ladder: a county's summary becomes one row of the city's, and a city's one of the province's.

What goes up is the ``Tally`` of the departments that count, never a mean. A department and the summary that
holds it are never both counted: a higher run takes summaries only, and a summary that stands inside another
one of the same run is left to that one (see ``standing``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Context, Decimal

from xlaudit.county.digest import Digest, FileStamp, SchemeStamp
from xlaudit.county.model import CountySummary, Department
from xlaudit.county.tally import Tally, together
from xlaudit.numbers import excel

__all__ = ["digest_of_summary", "scheme_of", "tally_of", "tally_of_summary"]

_EXACT = Context(prec=1000)
_SEVERAL = "多个方案"
_DECIMALS = 6
"""A mean in a row has more decimals than anybody prints, so that a mean of it still rounds as it should."""


def tally_of(row: Department, below: Tally | None = None) -> Tally:
    """Return a row as a tally: one department, or all those ``below`` it (its own ones, if not given)."""
    below = row.below if below is None else below
    if below is not None:
        return replace(
            below,
            severities=row.counts,
            unchecked=row.unchecked,
            summaries=_with(below.summaries, row.sha256),
            regions=_with(below.regions, row.name),
        )
    budget, spent = row.budget, row.spent
    score = row.low if row.low == row.high else None
    both = None if budget is None or spent is None else (budget, spent)
    weighed = None if budget is None or score is None or budget <= 0 else (budget, score)
    return Tally(
        units=1,
        initial_budget=_or_zero(row.initial_budget),
        budget=_or_zero(budget),
        spent=_or_zero(spent),
        rated_budget=both[0] if both else Decimal(0),
        rated_spent=both[1] if both else Decimal(0),
        stated=int(row.stated_total is not None),
        stated_sum=_or_zero(row.stated_total),
        scores={} if score is None else {score: 1},
        weight=weighed[0] if weighed else Decimal(0),
        weighted=_EXACT.multiply(*weighed) if weighed else Decimal(0),
        stated_grades={row.stated_grade: 1},
        grades={row.grade: 1},
        severities=row.counts,
        unchecked=row.unchecked,
    )


def tally_of_summary(summary: CountySummary) -> Tally:
    """Return what a summary hands up: its rows that count, and how its roster stands.

    ``due``, ``missing`` and ``unreadable`` are departments; a city whose rows are counties adds up theirs.
    """
    whole = together(tally_of(each) for each in summary.departments if each.is_counted)
    if any(each.below is not None for each in summary.departments):
        return whole
    figures = summary.statistics
    if figures is None:
        return replace(whole, unreadable=summary.unreadable)
    return replace(whole, due=figures.due, missing=figures.missing, unreadable=figures.unreadable)


def digest_of_summary(
    tally: Tally,
    stamp: FileStamp,
    *,
    name: str,
    year: int | None,
    scheme: SchemeStamp,
    version: str = "",
) -> Digest:
    """Return a summary as one row of the level above.

    Its amounts are the sums of its departments, its scores their means, its rate that of the sums; it has no
    grade of its own.
    """
    mean = _printed(tally.mean)
    return Digest(
        stamp=stamp,
        scheme=scheme,
        version=version,
        name=name,
        year=year,
        facts=_facts(tally),
        stated_total=_printed(tally.stated_mean),
        low=mean,
        high=mean,
        stated_grade="",
        grade="",
        below=tally,
    )


def scheme_of(schemes: Sequence[SchemeStamp]) -> SchemeStamp:
    """Return the scheme of all departments together; where they have several, their grades in one row."""
    if len({each.fingerprint for each in schemes}) == 1:
        return schemes[0]
    grades = tuple(dict.fromkeys(grade for each in schemes for grade in each.grades))
    return SchemeStamp(id=_SEVERAL if schemes else "", grades=grades)


def _facts(tally: Tally) -> dict[str, Decimal]:
    amounts = {
        "initial_budget": tally.initial_budget,
        "budget": tally.budget,
        "spent": tally.spent,
        "execution_rate": tally.rate,
    }
    return {name: value for name, value in amounts.items() if value is not None}


def _with(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(sorted({*names, name} - {""}))


def _or_zero(value: Decimal | None) -> Decimal:
    return Decimal(0) if value is None else value


def _printed(mean: Decimal | None) -> Decimal | None:
    return None if mean is None else excel.round_half_away(mean, _DECIMALS)
