"""Report → digest: what the county will ask of it, and no more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal

from xlaudit.audit import Report
from xlaudit.county.digest import (
    BlockDigest,
    Digest,
    FileStamp,
    IndicatorDigest,
    ProjectDigest,
    SchemeStamp,
)
from xlaudit.county.mentions import mentions_in
from xlaudit.county.names import code_and_name
from xlaudit.county.sentences import sentences_in
from xlaudit.forms.filing import Passage, Project, Stated
from xlaudit.numbers.plain import plain
from xlaudit.numbers.quantity import Dimension
from xlaudit.schemes.schema import Scheme
from xlaudit.scoring.facts import derive
from xlaudit.scoring.scorecard import BlockScore, RowScore

__all__ = ["digest_of", "fingerprint"]


def digest_of(report: Report, stamp: FileStamp, version: str = "") -> Digest:
    """Return the digest of a report whose file is ``stamp``; ``version`` is that of xlaudit."""
    filing, card = report.filing, report.scorecard
    is_scored = report.scheme.total is not None
    year = _number(filing.year)
    name = filing.department.text.strip() if filing.department else ""
    return Digest(
        stamp=stamp,
        scheme=_scheme_stamp(report.scheme),
        version=version,
        name=name,
        year=None if year is None else int(year),
        facts=_facts(report),
        stated_total=_number(filing.total_score),
        low=card.low if is_scored else None,
        high=card.high if is_scored else None,
        stated_grade=filing.grade.text.strip() if filing.grade else "",
        grade=card.grade.label if is_scored and card.grade else "",
        blocks=tuple(_block(each) for each in card.blocks),
        indicators=tuple(_indicator(row, block) for block in card.blocks for row in block.rows),
        projects=tuple(_project(each) for each in filing.projects),
        findings=report.findings,
        unchecked=report.unchecked,
        notices=report.notices,
        sentences=tuple(sentences_in(filing.passages, name)),
        mentions=tuple(mentions_in((*filing.passages, *_row_names(report)))),
        code=code_and_name(name)[0],
    )


def _row_names(report: Report) -> Iterator[Passage]:
    """Yield the names of the indicators: 对…局工作的满意度 names the department as a sentence does."""
    for row in report.scorecard.rows:
        yield Passage(row.label, row.place, "note")


def _facts(report: Report) -> dict[str, Decimal]:
    """Return every fact by its id: an amount as stated, where it is; a rate as its amounts give it."""
    facts = {}
    for name, known in derive(report.filing, report.scheme).items():
        if known.fact.unit != "万元":
            facts[name] = known.value
            continue
        stated = report.filing.facts.get(name)
        # A bare number may be in any unit, and what follows from bare numbers is as bare.
        amount = known.value if stated is None else _amount(stated)
        if amount is not None and all(_has_money(report, each) for each in known.sources):
            facts[name] = amount
    return facts


def _has_money(report: Report, name: str) -> bool:
    return _amount(report.filing.facts.get(name)) is not None


def _scheme_stamp(scheme: Scheme) -> SchemeStamp:
    grades = sorted(scheme.grades, key=lambda band: band.low, reverse=True)
    return SchemeStamp(
        id=scheme.id,
        title=scheme.title,
        region=scheme.region,
        year=scheme.year,
        status=scheme.status,
        total=scheme.total,
        grades=tuple(band.label for band in grades),
        fingerprint=fingerprint(scheme),
    )


def fingerprint(scheme: Scheme) -> str:
    """Return a short hash of everything the scheme says: two equal schemes have the same."""
    return hashlib.sha256(repr(scheme).encode()).hexdigest()[:16]


def _block(block: BlockScore) -> BlockDigest:
    stated = _number(block.statement.score if block.statement else None)
    return BlockDigest(
        id=block.block.id,
        label=block.block.label,
        points=block.block.points,
        stated=block.stated_sum if stated is None else stated,
        low=block.low,
        high=block.high,
    )


def _indicator(row: RowScore, block: BlockScore) -> IndicatorDigest:
    stands = row.row
    target = stands.target if stands else None
    quantity = target.quantity if target else None
    return IndicatorDigest(
        block=block.block.id,
        first_level=(stands.first_level if stands else "") or block.block.label,
        second_level=stands.second_level if stands else "",
        name=row.label,
        indicator=row.indicator.id if row.indicator else "",
        target=target.text if target else "",
        unit=quantity.unit.text if quantity else "",
        actual=_actual(stands.actual if stands else None),
        points=row.points,
        stated=_number(row.stated),
        score=row.score,
        basis=row.basis.value,
        reason=_text(stands.reason if stands else None),
        place=row.place,
    )


def _project(project: Project) -> ProjectDigest:
    return ProjectDigest(
        name=project.name,
        budget=_amount(project.facts.get("budget")),
        spent=_amount(project.facts.get("spent")),
        score=_number(project.score),
        place=project.place,
    )


def _text(stated: Stated | None) -> str:
    return stated.text.strip() if stated else ""


def _actual(stated: Stated | None) -> str:
    """Return an actual value as written; 0.96 that was read as a rate stands beside 95% as 96%."""
    quantity = stated.quantity if stated else None
    is_bare = quantity is not None and quantity.unit.text not in _text(stated)
    if quantity is None or not is_bare or quantity.unit.dimension is not Dimension.RATE:
        return _text(stated)
    return f"{plain(quantity.number)}{quantity.unit.text}"


def _number(stated: Stated | None) -> Decimal | None:
    return stated.quantity.number if stated and stated.quantity else None


def _amount(stated: Stated | None) -> Decimal | None:
    """Return an amount in 元; None for a bare number, which may be in any unit."""
    if stated is None or stated.quantity is None:
        return None
    is_money = stated.quantity.unit.dimension is Dimension.MONEY
    return stated.quantity.value if is_money else None
