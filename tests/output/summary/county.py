"""A county made by hand: departments, digests and findings, for tests of the summary workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from xlaudit.checks.finding import Effect, Finding, Severity, Unchecked
from xlaudit.county.digest import BlockDigest, Digest, FileStamp, IndicatorDigest, SchemeStamp
from xlaudit.county.model import CountySummary, Department
from xlaudit.workbook.place import Place

SCHEME = SchemeStamp(
    id="example-2022",
    title="示例市部门整体绩效自评",
    region="示例市",
    year=2022,
    status="reconstructed",
    total=Decimal(100),
    grades=("优", "良", "中", "差"),
    fingerprint="0123456789abcdef",
)
CHECKS_ONLY = SchemeStamp(id="plain-2022", title="只核对的方案", year=2022, status="checks-only")

# Block, first level, second level, name, id of the prescribed indicator, target, unit, actual, points.
_ROWS = (
    ("execution", "预算执行", "", "预算执行率", "execution_rate", "≥90%", "%", "85.6%", "10"),
    ("input", "投入管理", "工作目标管理", "绩效指标合理性", "soundness", "合理", "", "合理", "10"),
    (
        "input",
        "投入管理",
        "预算和财务管理",
        "“三公经费”控制率",
        "three_public",
        "≤100%",
        "%",
        "97%",
        "10",
    ),
    (
        "input",
        "投入管理",
        "预算和财务管理",
        "预决算信息公开性",
        "disclosure",
        "公开",
        "",
        "公开",
        "10",
    ),
    ("output", "产出指标", "数量指标", "新改建农村公路", "", "≥42公里", "公里", "44公里", "20"),
    ("output", "产出指标", "质量指标", "工程质量合格率", "", "=100%", "%", "100%", "10"),
    ("benefit", "效益指标", "满意度", "服务对象满意度", "satisfaction", "≥95%", "%", "91.6%", "30"),
)
_BLOCKS = {
    "execution": "预算执行",
    "input": "投入管理",
    "output": "产出指标",
    "benefit": "效益指标",
}
_GRADES = ((90, "优"), (80, "良"), (60, "中"), (0, "差"))


def digest(number: int, name: str, findings: Sequence[Finding] = ()) -> Digest:
    """Return the filing of a department; its figures follow from its number."""
    indicators = tuple(_indicator(number, at, row) for at, row in enumerate(_ROWS))
    blocks = tuple(_block(block, label, indicators) for block, label in _BLOCKS.items())
    stated = sum((each.stated or Decimal(0) for each in indicators), Decimal(0))
    ours = sum((block.low for block in blocks), Decimal(0))
    budget = Decimal(1_000_000 + 333_333 * number) / 7
    return Digest(
        stamp=FileStamp(
            source=f"报送/{number:03} {name}.xlsx",
            sha256=f"{number:064x}",
            size=20_000 + number,
            modified="2023-03-14T09:26:53Z",
            application="WPS 表格",
        ),
        scheme=SCHEME,
        version="0.1.0",
        name=name,
        year=2022,
        facts={
            "budget": budget.quantize(Decimal("0.01")),
            "initial_budget": (budget * Decimal("0.93")).quantize(Decimal("0.01")),
            "spent": (budget * (100 - number % 45) / 100).quantize(Decimal("0.01")),
            "adjustment_rate": Decimal("0.0753"),
            "carryover_rate": Decimal(number % 45) / 100,
        },
        stated_total=stated,
        low=ours,
        high=ours,
        stated_grade=_grade(stated),
        grade=_grade(ours),
        blocks=blocks,
        indicators=indicators,
        findings=tuple(findings),
        unchecked=(Unchecked("XA204", "没有年初预算"),) * (number % 3),
        code=f"{number:06}",
    )


def finding(number: int, severity: Severity = Severity.ERROR) -> Finding:
    """Return a finding that differs from those of other numbers."""
    return Finding(
        "XA501",
        severity,
        f"“工程质量合格率”自评 {number}.00 分，按规则为 {number - 1}.50 分，多 0.50 分",
        Place("自评表", 8 + number, 6),
        quote=f"{number}.00",
        stated=f"{number}.00",
        expected=f"{number - 1}.50",
        difference=Decimal("0.5"),
        effect=Effect.SCORE,
        repair=f"若得分改为 {number - 1}.50，则与规则相符",
        subject="工程质量合格率",
    )


def department(digest: Digest, index: int) -> Department:
    """Return the row of a digest."""
    return Department(
        name=digest.name,
        source=digest.stamp.source,
        sha256=digest.stamp.sha256,
        scheme=digest.scheme.id,
        year=digest.year,
        budget=digest.facts.get("budget"),
        spent=digest.facts.get("spent"),
        stated_total=digest.stated_total,
        low=digest.low,
        high=digest.high,
        stated_grade=digest.stated_grade,
        grade=digest.grade,
        counts=digest.counts,
        unchecked=len(digest.unchecked),
        code=digest.code,
        initial_budget=digest.facts.get("initial_budget"),
        adjustment_rate=digest.facts.get("adjustment_rate"),
        carryover_rate=digest.facts.get("carryover_rate"),
        blocks=digest.blocks,
        index=index,
    )


def county(digests: Sequence[Digest], title: str = "示例县") -> CountySummary:
    """Return the county of these filings, every one of them counted."""
    rows = tuple(department(each, index) for index, each in enumerate(digests))
    return CountySummary(
        rows, (), digests=tuple(digests), title=title, year=2022, schemes=(SCHEME,)
    )


def changed(summary: CountySummary, index: int, **values: object) -> CountySummary:
    """Return the county with one row changed."""
    rows = list(summary.departments)
    rows[index] = replace(rows[index], **values)  # type: ignore[arg-type]
    return replace(summary, departments=tuple(rows))


def _indicator(number: int, at: int, row: tuple[str, ...]) -> IndicatorDigest:
    block, first, second, name, prescribed, target, unit, actual, points = row
    lost = Decimal((number * (at + 3)) % 11) / 4 if at not in (1, 3) else Decimal(0)
    stated = Decimal(points) - lost
    ours = stated - (Decimal("0.5") if (number + at) % 9 == 0 else 0)
    return IndicatorDigest(
        block=block,
        first_level=first,
        second_level=second,
        name=name,
        indicator=prescribed,
        target=target,
        unit=unit,
        actual=actual,
        points=Decimal(points),
        stated=stated,
        score=ours,
        basis="按规则计算",
        reason="",
        place=Place("自评表", 8 + at, 2),
    )


def _block(block: str, label: str, indicators: Sequence[IndicatorDigest]) -> BlockDigest:
    own = [each for each in indicators if each.block == block]
    stated = sum((each.stated or Decimal(0) for each in own), Decimal(0))
    ours = sum((each.score or Decimal(0) for each in own), Decimal(0))
    points = sum((each.points or Decimal(0) for each in own), Decimal(0))
    return BlockDigest(block, label, points, stated, ours, ours)


def _grade(score: Decimal) -> str:
    return next(grade for low, grade in _GRADES if score >= low)
