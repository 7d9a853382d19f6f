"""XA511, XA604: what a form that states a total leaves empty, a score or the grade."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlaudit.checks.finding import Effect, Finding, Severity
from xlaudit.checks.grades import band
from xlaudit.checks.registry import Context, Outcome, check
from xlaudit.checks.wording import named
from xlaudit.forms.filing import Stated
from xlaudit.numbers import excel
from xlaudit.numbers.plain import plain
from xlaudit.scoring.scorecard import Basis, RowScore
from xlaudit.workbook.place import Place
from xlaudit.workbook.snapshot import ErrorValue

__all__: list[str] = []


@check("XA511", "有分值而没有自评得分")
def without_score(context: Context) -> Outcome:
    """别的行都有自评得分，这一行有分值、有内容，却没有自评得分。

    ## 为什么
    空着的得分不计入合计，总分悄悄少了几分，等级也可能低一档。

    ## 例
    不符：分值 6 分，实际完成值写“8.6公里”（公式只认数字），自评得分空着，合计 93.3 分。
    相符：实际完成值写 8.6，自评得分 5.73 分。
    相符：没有做到的指标，自评得分写 0。

    ## 不查什么
    不适用的指标；完成值和得分都空着的规定指标，由 XA102 报出；行里有错误值的，由 XA104 报出；整张表都没有写自评得分的。
    """
    rows = list(_bare(context))
    if not rows:
        return
    told = "、".join(_told(context, row) for row in rows)
    first, *others = (_place(row) for row in rows)
    yield Finding(
        "XA511",
        Severity.DOUBT,
        f"有 {len(rows)} 个指标有分值而没有自评得分：{told}{_shortfall(context, rows)}",
        first,
        against=tuple(others),
        effect=Effect.SCORE,
        subject="、".join(row.label for row in rows),
    )


def _bare(context: Context) -> Iterator[RowScore]:
    """Yield the rows that nobody has scored, where most of the others are scored."""
    rows = [row for row in context.scorecard.rows if row.row is not None]
    scored = sum(row.stated is not None for row in rows)
    unfilled = {each.id for each in context.filing.unfilled}
    bare = [
        row
        for row in rows
        if row.stated is None
        and row.row is not None
        and row.row.points is not None
        and row.row.points.quantity is not None
        and row.row.points.quantity.number > 0
        and row.label
        and row.basis is not Basis.NOT_APPLICABLE
        and not (row.indicator and row.indicator.id in unfilled)
        and not _has_error(context, row)
    ]
    return iter(bare if scored > len(bare) else [])


def _has_error(context: Context, row: RowScore) -> bool:
    """Return whether an error value stands in the row: the score waits for it, XA104 tells it."""
    sheet = context.snapshot.sheet(row.place.sheet)
    return any(
        isinstance(cell.value, ErrorValue)
        for (line, _), cell in sheet.cells.items()
        if line == row.place.row
    )


def _place(row: RowScore) -> Place:
    actual = row.row.actual if row.row else None
    return actual.place if actual is not None else row.place


def _told(context: Context, row: RowScore) -> str:
    actual = row.row.actual if row.row else None
    words = [f"{plain(row.points or Decimal(0))} 分"]
    if actual is not None and _is_figure_in_words(context, actual):
        words.append(f"实际完成值“{actual.text}”带文字，公式算不出得分")
    if row.basis is Basis.COMPUTED and row.score is not None:
        words.append(f"按规则应得 {plain(row.score)} 分")
    return f"{named(row.label)}（{'，'.join(words)}）"


def _is_figure_in_words(context: Context, actual: Stated) -> bool:
    place = actual.place
    value = context.snapshot.sheet(place.sheet).value(place.row, place.column)
    return isinstance(value, str) and actual.quantity is not None


def _waits(context: Context) -> bool:
    """Return whether a formula's grade is empty for a reason that another check tells."""
    points, whole = context.filing.total_points, context.scheme.total
    is_other = (
        points is not None and points.quantity is not None and points.quantity.number != whole
    )
    rows = [row for row in context.scorecard.rows if row.row is not None]
    return (
        is_other
        or bool(context.filing.unfilled)
        or any(row.stated is None or row.stated.quantity is None for row in rows)
    )


def _shortfall(context: Context, rows: list[RowScore]) -> str:
    """Say how much the total lacks, where it is the sum of the other rows."""
    total = context.filing.total_score
    lost = sum((row.score for row in rows if row.score is not None), Decimal(0))
    if total is None or total.quantity is None or not lost:
        return ""
    scores = [row.stated for row in context.scorecard.rows]
    added = sum((each.quantity.number for each in scores if each and each.quantity), Decimal(0))
    if not excel.equal(total.quantity.number, added):
        return ""
    return f"，总分 {plain(total.quantity.number)} 分因此少 {plain(lost)} 分"


@check("XA604", "没有填写等级")
def without_grade(context: Context) -> Outcome:
    """表上有评价等级一格，总分写了，等级空着。

    ## 为什么
    等级是自评的结论，汇总和公开都要用。

    ## 例
    不符：总分 88 分，评价等级空着。
    相符：总分 88 分，评价等级“良”。

    ## 不查什么
    表上没有等级一格的；由公式显示等级，因为有的行没有得分、分值合计不对而空着的，由 XA511、XA102、XA205 报出。
    """
    place, total = context.filing.ungraded, context.filing.total_score
    if place is None or total is None or total.quantity is None or not context.scheme.grades:
        return
    cell = context.snapshot.sheet(place.sheet).cells.get((place.row, place.column))
    is_waiting = cell is not None and cell.formula is not None
    if is_waiting and _waits(context):
        return
    number = total.quantity.number
    grade = context.scheme.grade_of(number)
    if grade is None:
        return
    yield Finding(
        "XA604",
        Severity.DOUBT,
        f"总分 {plain(number)} 分，评价等级空着，按方案为“{grade.label}”{band(grade, context.scheme)}",
        place,
        against=(total.place,),
        expected=grade.label,
        effect=Effect.GRADE,
        subject="等级",
    )
