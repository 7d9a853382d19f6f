"""Trace: what is kept of a digest while departments are compared. A few hundred bytes and eight a sentence."""

from __future__ import annotations

import hashlib
import sys
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache

from xlaudit.county.digest import BlockDigest, Digest, IndicatorDigest, Mention
from xlaudit.county.model import Department
from xlaudit.county.names import code_and_name, normal
from xlaudit.county.sentences import own_figures
from xlaudit.county.stored import prints_of
from xlaudit.workbook.place import Place

__all__ = ["Trace", "moment", "row_print", "trace_of", "written_rows"]


@dataclass(frozen=True, slots=True)
class Trace:
    """``row`` is the department as the filing names it; ``place`` the first cell of its form.

    ``sentences`` and ``rows`` are hashes: of the sentences with figures of their own, of the indicator rows
    that the unit wrote itself. ``content`` is a hash of everything stated but the name, empty where hardly
    anything is. ``projects`` says how many projects have a score, and how many of them 100; ``project`` is
    where the first one stands. ``parts`` are the scores of the blocks as stated; ``lacks_parts``: some state
    none; ``told_sum``: the filing's own checks have told that they do not add up.
    """

    row: Department
    place: Place
    modified: str
    content: str
    sentences: array[int]
    rows: array[int]
    mentions: tuple[Mention, ...]
    projects: tuple[int, int]
    project: Place | None
    parts: tuple[Decimal, ...]
    lacks_parts: bool
    told_sum: bool


def trace_of(digest: Digest, index: int) -> Trace:
    """Return the trace of a digest."""
    row = _department(digest, index)
    blocks = [block for block in row.blocks if block.points or block.stated is not None]
    scored = [each for each in digest.projects if each.score is not None]
    return Trace(
        row=row,
        place=_place(digest),
        modified=digest.stamp.modified,
        content=_content(digest),
        sentences=array("Q", set(prints_of(digest.sentences))),
        rows=array("Q", {row_print(each) for each in written_rows(digest)}),
        mentions=tuple(each for each in digest.mentions if each.is_subject),
        projects=(len(scored), sum(each.score == 100 for each in scored)),
        project=scored[0].place if scored else None,
        parts=tuple(block.stated for block in blocks if block.stated is not None),
        lacks_parts=any(block.stated is None for block in blocks),
        told_sum=any(
            each.code in ("XA503", "XA505") or (each.code == "XA502" and "总分" in each.message)
            for each in digest.findings
        ),
    )


def moment(text: str) -> datetime:
    """Return a time as a document writes it; the beginning of time where it writes none.

    >>> moment("2023-03-14T09:26:53Z") == moment("2023-03-14T17:26:53+08:00")
    True
    """
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def written_rows(digest: Digest) -> Iterator[IndicatorDigest]:
    """Yield the indicator rows that the unit named itself, with a figure of its own in them."""
    for each in digest.indicators:
        if not each.indicator and each.actual and own_figures(f"{each.target}；{each.actual}；"):
            yield each


def row_print(row: IndicatorDigest) -> int:
    """Return a hash of a row's name, target and actual value."""
    return _hash(normal(row.name), row.target.strip(), row.actual.strip())


def _department(digest: Digest, index: int) -> Department:
    facts = digest.facts
    code, name = code_and_name(digest.name)
    return Department(
        name=name,
        source=digest.stamp.source,
        sha256=digest.stamp.sha256,
        scheme=digest.scheme.id,
        year=digest.year,
        budget=facts.get("budget"),
        spent=facts.get("spent"),
        stated_total=digest.stated_total,
        low=digest.low,
        high=digest.high,
        stated_grade=digest.stated_grade,
        grade=digest.grade,
        counts=digest.counts,
        unchecked=digest.left_unchecked,
        code=digest.code or code,
        initial_budget=facts.get("initial_budget"),
        adjustment_rate=facts.get("adjustment_rate"),
        carryover_rate=facts.get("carryover_rate"),
        blocks=tuple(map(_shared, digest.blocks)),
        index=index,
        units=digest.units,
        below=digest.below,
    )


def _shared(block: BlockDigest) -> BlockDigest:
    """Return the block with words and numbers that all departments hold in common: few are different."""
    return BlockDigest(
        id=sys.intern(block.id),
        label=sys.intern(block.label),
        points=None if block.points is None else _number(str(block.points)),
        stated=None if block.stated is None else _number(str(block.stated)),
        low=_number(str(block.low)),
        high=_number(str(block.high)),
    )


@lru_cache(maxsize=4096)
def _number(text: str) -> Decimal:
    return Decimal(text)


def _place(digest: Digest) -> Place:
    """Return the first cell of the sheet that the form stands on."""
    for rows in (digest.indicators, digest.projects, digest.sentences, digest.findings):
        if rows:
            return Place(rows[0].place.sheet, 1, 1)
    return Place("", 1, 1)


def _content(digest: Digest) -> str:
    if not digest.facts or len(digest.indicators) + len(digest.sentences) < 3:
        return ""
    parts: Iterable[str] = (
        *(f"{name}={digest.facts[name].normalize()}" for name in sorted(digest.facts)),
        *(f"{each.name}|{each.target}|{each.actual}|{each.stated}" for each in digest.indicators),
        *(f"{each.name}|{each.budget}|{each.spent}|{each.score}" for each in digest.projects),
        *map(str, prints_of(digest.sentences)),
        f"{digest.stated_total}|{digest.stated_grade}|{digest.year}",
    )
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()


def _hash(*parts: str) -> int:
    data = "\x1f".join(parts).encode("utf-8", "replace")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest())
