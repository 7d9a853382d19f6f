"""Digest: what a county keeps of one report. Small, plain, and the same again after a trip through JSON.

A report holds the scheme, every cell's place and every figure of every sentence; a county of a thousand
departments cannot keep that, and does not ask for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlaudit.checks.finding import Finding, Severity, Unchecked
from xlaudit.county.tally import Tally
from xlaudit.workbook.place import Place

__all__ = [
    "BlockDigest",
    "Digest",
    "FileStamp",
    "IndicatorDigest",
    "Mention",
    "ProjectDigest",
    "SchemeStamp",
    "Sentence",
]


@dataclass(frozen=True, slots=True)
class FileStamp:
    """The file that a digest was made from.

    ``source`` is its path below the folder that was given, with ``/``; a member of an archive stands
    behind the archive's name (报送.zip/民政局.xlsx). ``modified`` is UTC as 2023-03-14T09:26:53Z, from the
    document's own properties, else from the file system; ``application`` the program that saved it.
    """

    source: str
    sha256: str = ""
    size: int = 0  # bytes
    modified: str = ""
    application: str = ""


@dataclass(frozen=True, slots=True)
class SchemeStamp:
    """The scheme that a filing was scored by; ``grades`` from the best to the worst, ``total`` in 分.

    ``fingerprint`` changes with any change of the scheme's data.
    """

    id: str
    title: str = ""
    region: str = ""
    year: int | None = None
    status: str = ""  # as in the scheme: official, reconstructed, checks-only
    total: Decimal | None = None
    grades: tuple[str, ...] = ()
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class BlockDigest:
    """A block: ``stated`` is the filing's own score, ``low`` and ``high`` ours (equal where certain)."""

    id: str
    label: str
    points: Decimal | None
    stated: Decimal | None
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class IndicatorDigest:
    """One scored row as it stands in the form; scores in 分.

    ``indicator`` is the id of the prescribed indicator, empty where the unit wrote the row itself;
    ``target``, ``unit`` and ``actual`` are as written, but that a bare 0.96 which is a rate is 96%.
    ``score`` is ours, None where nothing could be taken.
    """

    block: str
    first_level: str
    second_level: str
    name: str
    indicator: str
    target: str
    unit: str
    actual: str
    points: Decimal | None
    stated: Decimal | None
    score: Decimal | None
    basis: str  # the Chinese words of scoring.Basis
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class ProjectDigest:
    """A row of the projects table; amounts in 元, the score in 分."""

    name: str
    budget: Decimal | None
    spent: Decimal | None
    score: Decimal | None
    place: Place


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that could only be the department's own: long, and with figures of its own.

    ``print`` is a hash of its text without spaces, punctuation and the department's own name;
    ``quote`` its beginning as written; ``figures`` how many such figures it holds.
    """

    print: str
    quote: str
    figures: int
    place: Place


@dataclass(frozen=True, slots=True)
class Mention:
    """The name of an office in the text, as written. ``is_subject``: it stands where the filing's own
    department belongs (in a title, before 年度…自评).
    """

    name: str
    place: Place
    is_subject: bool = False


@dataclass(frozen=True, slots=True)
class Digest:
    """One filing. Amounts in 元, rates as fractions, scores in 分; None where nothing is known.

    ``facts`` are the stated and derived facts by fact id. ``low`` and ``high`` are our total, None where
    the scheme gives no points.
    """

    stamp: FileStamp
    scheme: SchemeStamp
    version: str  # of xlaudit
    name: str  # of the department, as written in the form
    year: int | None
    facts: Mapping[str, Decimal]
    stated_total: Decimal | None
    low: Decimal | None
    high: Decimal | None
    stated_grade: str
    grade: str
    blocks: tuple[BlockDigest, ...] = ()
    indicators: tuple[IndicatorDigest, ...] = ()
    projects: tuple[ProjectDigest, ...] = ()
    findings: tuple[Finding, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    notices: tuple[str, ...] = ()
    sentences: Sequence[Sentence] = ()
    mentions: tuple[Mention, ...] = ()
    code: str = ""  # of the department, where the form states one; leading zeros kept
    below: Tally | None = None  # the departments behind it, where it is a whole county's summary

    @property
    def units(self) -> int:
        """How many departments it stands for: one, or those of a county."""
        return 1 if self.below is None else self.below.units

    @property
    def left_unchecked(self) -> int:
        """How many comparisons could not be made, with those of the departments below."""
        return len(self.unchecked) + (self.below.unchecked if self.below else 0)

    @property
    def counts(self) -> Mapping[Severity, int]:
        """How many findings there are of each severity, zeros included; with those of the departments below."""
        found = Counter(finding.severity for finding in self.findings)
        found.update(self.below.severities if self.below else {})
        return {severity: found[severity] for severity in Severity}
