"""Digests made by hand, as short as a case can say them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from xlaudit.checks.finding import Finding, Severity
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
from xlaudit.forms.filing import Passage
from xlaudit.workbook.place import Place

GRADES = ("优", "良", "中", "差")

Number = int | float | str | None


def decimal(value: Number) -> Decimal | None:
    return None if value in (None, "") else Decimal(str(value))


def filing(  # noqa: PLR0913 - what a case may say
    name: str,
    *,
    file: str = "",
    sha256: str | None = None,
    modified: str = "2023-03-01T08:00:00Z",
    year: int | None = 2022,
    scheme: str = "example-2022",
    region: str = "",
    budget: Number = None,
    spent: Number = None,
    initial: Number = None,
    total: Number = None,
    ours: Number = None,
    high: Number = None,
    grade: str = "",
    our_grade: str = "",
    text: str = "",
    rows: Iterable[str] = (),
    projects: Iterable[Number] = (),
    blocks: Iterable[Number] = (),
    told: Iterable[str] = (),
    severities: Iterable[Severity] = (),
) -> Digest:
    """Return a digest; amounts in 万元, blocks and projects by their stated scores."""
    source = file or f"{name}.xlsx"
    amounts = {"initial_budget": initial, "budget": budget, "spent": spent}
    passages = [
        Passage(line, Place("自评报告", row, 1), "report")
        for row, line in enumerate(text.strip().split("\n"), start=1)
        if line
    ]
    findings = [Finding(code, Severity.ERROR, code, Place("自评表", 1, 1)) for code in told]
    findings += [Finding("XA999", each, "", Place("自评表", 2, 1)) for each in severities]
    return Digest(
        stamp=FileStamp(source, f"{source}#" if sha256 is None else sha256, 1, modified),
        scheme=SchemeStamp(scheme, region=region, grades=GRADES, fingerprint=scheme),
        version="0.1.0",
        name=name,
        year=year,
        facts={
            key: Decimal(str(value)) * 10000 for key, value in amounts.items() if value is not None
        },
        stated_total=decimal(total),
        low=decimal(ours),
        high=decimal(ours if high is None else high),
        stated_grade=grade,
        grade=our_grade,
        blocks=tuple(
            BlockDigest(f"b{number}", "指标", Decimal(10), decimal(each), Decimal(0), Decimal(0))
            for number, each in enumerate(blocks)
        ),
        indicators=tuple(_indicator(row, number) for number, row in enumerate(rows, start=5)),
        projects=tuple(
            ProjectDigest("项目", None, None, decimal(each), Place("项目", row, 2))
            for row, each in enumerate(projects, start=2)
        ),
        findings=tuple(findings),
        sentences=tuple(sentences_in(passages, name)),
        mentions=tuple(mentions_in(passages)),
        code=code_and_name(name)[0],
    )


def _indicator(row: str, number: int) -> IndicatorDigest:
    name, target, actual = row.split("|")
    place = Place("自评表", number, 2)
    given = (None, None, None)
    return IndicatorDigest(
        "own", "产出指标", "", name, "", target, "", actual, *given, "", "", place
    )
