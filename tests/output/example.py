"""A small filing made by hand: its workbook, its scheme and its report, for tests of what is shown."""

from __future__ import annotations

from decimal import Decimal

from xlaudit.audit import Report
from xlaudit.checks.finding import Effect, Finding, Severity, Unchecked
from xlaudit.county.digest import Digest, FileStamp
from xlaudit.county.extract import digest_of
from xlaudit.forms.filing import BlockStatement, Filing, FundRow, IndicatorRow, Stated
from xlaudit.numbers.lexer import read_quantity
from xlaudit.schemes.schema import (
    Block,
    Definition,
    Fact,
    Grade,
    Indicator,
    Reference,
    Scheme,
    Target,
)
from xlaudit.scoring.card import score_filing
from xlaudit.workbook.place import Area, Place
from xlaudit.workbook.snapshot import Cell, Sheet, Snapshot

SHEET = "自评表"

SCHEME = Scheme(
    id="example-2022",
    title="示例市部门整体绩效自评",
    region="示例市",
    year=2022,
    version="1",
    level="department",
    status="reconstructed",
    reference=Reference("绩效自评工作通知", "示财〔2023〕1号", "示例市财政局"),
    total=Decimal(100),
    rounding="two_decimals",
    rescale=False,
    marks=(),
    verified_with=(),
    note="",
    facts=(
        Fact("budget", "全年预算数", unit="万元"),
        Fact("spent", "全年执行数", unit="万元"),
        Fact(
            "execution_rate",
            "预算执行率",
            unit="%",
            definitions=(Definition("ratio", ("spent", "budget")),),
        ),
    ),
    blocks=(
        Block("execution", "预算执行", Decimal(10)),
        Block("output", "产出指标", Decimal(90), is_open=True),
    ),
    indicators=(
        Indicator(
            "execution_rate",
            "预算执行率",
            "execution",
            Decimal(10),
            "proportional",
            target=Target("90%", read_quantity("90%")),
            fact="execution_rate",
        ),
    ),
    grades=(
        Grade("优", Decimal(90), Decimal(100)),
        Grade("良", Decimal(80), Decimal(90)),
        Grade("差", Decimal(0), Decimal(80)),
    ),
    reasons=(),
)

# Row → first level, name, target, actual, points, score; the numbers are cells, the rest is text.
ROWS = {
    8: ("产出指标", "办结率", "≥90%", Decimal("0.855"), Decimal(30), Decimal(30)),
    9: ("产出指标", "平均办理时间", "≤10天", Decimal(12), Decimal(30), Decimal(24)),
    10: ("产出指标", "满意程度", "达成", "达成", Decimal(30), Decimal(29)),
}


def snapshot() -> Snapshot:
    """Return the workbook: the funds in row 4, the indicators from row 8, the total in row 11."""
    cells = {
        (1, 1): Cell("示例县档案馆 2022 年度部门整体绩效自评表"),
        (3, 1): Cell("资金"),
        (3, 3): Cell("全年预算数（万元）"),
        (3, 4): Cell("全年执行数（万元）"),
        (3, 6): Cell("得分"),
        (4, 1): Cell("年度资金总额"),
        (4, 3): Cell(Decimal("1200.5")),
        (4, 4): Cell(Decimal("1051.16")),
        (4, 6): Cell(Decimal("9.73")),
        (7, 1): Cell("一级指标"),
        (7, 2): Cell("三级指标"),
        (7, 3): Cell("年度指标值"),
        (7, 4): Cell("实际完成值"),
        (7, 5): Cell("分值"),
        (7, 6): Cell("得分"),
        (11, 1): Cell("合计"),
        (11, 5): Cell(Decimal(100)),
        (11, 6): Cell(Decimal("92.73")),
        (12, 1): Cell("等级"),
        (12, 2): Cell("优"),
    }
    for row, values in ROWS.items():
        for column, value in enumerate(values, start=1):
            number_format = "0.00%" if value == Decimal("0.855") else "General"
            cells[row, column] = Cell(value, number_format=number_format)
    sheet = Sheet(SHEET, cells, merged=(Area(1, 1, 1, 7),))
    return Snapshot("自评表.xlsx", (sheet,), sha256="ab" * 32)


def stated(text: str, row: int, column: int) -> Stated:
    """Return what a cell of the sheet states."""
    return Stated(text, Place(SHEET, row, column), read_quantity(text))


def _indicator_row(row: int) -> IndicatorRow:
    first, name, target, actual, points, score = ROWS[row]
    shown = "85.50%" if actual == Decimal("0.855") else str(actual)
    return IndicatorRow(
        place=Place(SHEET, row, 2),
        first_level=first,
        second_level="",
        name=name,
        indicator=None,
        block="output",
        target=Target(str(target), read_quantity(str(target))),
        target_place=Place(SHEET, row, 3),
        actual=stated(shown, row, 4),
        points=stated(str(points), row, 5),
        score=stated(str(score), row, 6),
    )


def filing() -> Filing:
    """Return the filing as it is stated."""
    facts = {"budget": stated("1200.5万元", 4, 3), "spent": stated("1051.16万元", 4, 4)}
    fund = FundRow("年度资金总额", Place(SHEET, 4, 1), facts, None, stated("9.73", 4, 6), True)
    return Filing(
        department=stated("示例县档案馆", 1, 1),
        year=stated("2022", 1, 1),
        funds=(fund,),
        indicators=tuple(map(_indicator_row, ROWS)),
        blocks=(BlockStatement("output", "产出指标", None, None),),
        total_points=stated("100", 11, 5),
        total_score=stated("92.73", 11, 6),
        grade=stated("优", 12, 2),
        facts=facts,
        tables=(("funds", Place(SHEET, 3, 1)), ("indicators", Place(SHEET, 7, 1))),
    )


FINDINGS = (
    Finding(
        "XA501",
        Severity.ERROR,
        "“办结率”自评 30 分，按规则为 28.50 分，多 1.5 分",
        Place(SHEET, 8, 6),
        quote="30",
        against=(Place(SHEET, 8, 4), Place(SHEET, 8, 3)),
        stated="30",
        expected="28.50",
        difference=Decimal("1.5"),
        effect=Effect.SCORE,
        repair="若实际完成值改为 90%，则得分相符",
        subject="办结率",
    ),
    Finding(
        "XA502",
        Severity.DOUBT,
        "“平均办理时间”自评 24 分，未写扣分原因",
        Place(SHEET, 9, 6),
        quote="24",
        subject="平均办理时间",
    ),
    Finding("XA999", Severity.HINT, "只有一张表", Place(SHEET, 1, 1)),
)


def report(*findings: Finding) -> Report:
    """Return the report; with no findings given, the three of ``FINDINGS``."""
    return Report(
        source="自评表.xlsx",
        sha256="ab" * 32,
        scheme=SCHEME,
        filing=filing(),
        scorecard=score_filing(filing(), SCHEME),
        findings=findings or FINDINGS,
        unchecked=(Unchecked("XA998", "没有自评报告", None, "情况说明"),),
        notices=("只读出数值，没有公式",),
    )


def digest(given: Report | None = None) -> Digest:
    """Return the digest of the example, or of another report."""
    whole = given or report()
    return digest_of(whole, FileStamp(whole.source, whole.sha256))
