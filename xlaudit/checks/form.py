"""XA1xx: can the form be read as it is meant."""

from __future__ import annotations

from decimal import Decimal

from xlaudit.checks.finding import Effect, Finding, Severity, Unchecked
from xlaudit.checks.registry import Context, Outcome, check
from xlaudit.checks.wording import named
from xlaudit.forms.filing import Stated
from xlaudit.numbers.plain import plain
from xlaudit.workbook.place import Place
from xlaudit.workbook.snapshot import ErrorValue

__all__: list[str] = []


@check("XA101", "缺少应有的表")
def missing_table(context: Context) -> Outcome:
    """评分方案要求的指标表或资金表，在工作簿里没有找到。

    ## 为什么
    缺了表，对应的得分和执行率都无从核对。

    ## 例
    不符：方案有 19 个指标，工作簿里只有资金表。
    相符：指标表在第二张工作表、列序不同，仍能按表头认出。

    ## 不查什么
    没有公布分值的方案不要求指标表。
    """
    found = {name for name, _ in context.filing.tables}
    wanted = {"funds": "资金表（年初预算、全年预算数、执行数）"}
    if context.scheme.indicators:
        wanted["indicators"] = "指标表（三级指标、分值、得分）"
    for name, label in wanted.items():
        if name not in found and not (name == "indicators" and "blocks" in found):
            if name == "funds" and "budget" in context.filing.facts:
                continue
            yield Unchecked("XA101", f"没有找到{label}，有关的数没有核对", subject=name)


@check("XA102", "方案规定的指标没有填报")
def unfilled_indicator(context: Context) -> Outcome:
    """方案规定的指标没有对应的行，或有行而实际完成值和得分都空着。

    ## 为什么
    空着的指标仍占分值，合计得分因此说不清。

    ## 例
    不符：“部门绩效评价完成率”2 分，实际完成值与得分均为空。
    相符：实际完成值写“不适用”。
    """
    places = {row.indicator.id: row.place for row in context.filing.indicators if row.indicator}
    absent = list(context.filing.unfilled)
    if not absent or not context.filing.indicators:
        return
    points = sum((each.points for each in absent if each.points is not None), Decimal(0))
    here = [places[each.id] for each in absent if each.id in places]
    first = here[0] if here else context.filing.indicators[0].place
    names = "、".join(named(each.label) for each in absent)
    yield Finding(
        "XA102",
        Severity.DOUBT,
        f"方案规定的 {len(absent)} 个指标没有填报：{names}，共 {plain(points)} 分没有着落",
        first,
        against=tuple(here[1:]),
        effect=Effect.SCORE,
        subject=names,
    )


@check("XA103", "数字以文本存放")
def number_as_text(context: Context) -> Outcome:
    """金额、分值、得分的单元格里是文本，看上去是数字，求和公式却不会计入。

    ## 为什么
    SUM 不计文本，合计会悄悄少一笔。

    ## 例
    不符：得分列有一格是文本“2”，其余是数字。
    相符：实际完成值写“87.56%”，这一列本来就文字、数字并用。
    """
    for label, stated in _numbers(context):
        value = context.snapshot.sheet(stated.place.sheet).value(
            stated.place.row, stated.place.column
        )
        if isinstance(value, str) and stated.quantity is not None:
            yield Finding(
                "XA103",
                Severity.HINT,
                f"{named(label)}的“{stated.text}”是文本而不是数字，求和公式不会把它算进去",
                stated.place,
                quote=stated.text,
                subject=label,
            )


@check("XA104", "单元格是错误值")
def error_cell(context: Context) -> Outcome:
    """单元格显示 #DIV/0!、#REF! 一类错误值。

    ## 为什么
    错误值会传到合计和等级，这些数都不能用。

    ## 例
    不符：执行率一格为 #DIV/0!。
    相符：预算为零时，执行率一格留空或写“—”。
    """
    for sheet in context.snapshot.sheets:
        if sheet.state != "visible":
            continue
        for (row, column), cell in sorted(sheet.cells.items()):
            if isinstance(cell.value, ErrorValue):
                yield Finding(
                    "XA104",
                    Severity.ERROR,
                    f"单元格是错误值 {cell.value.code}，引用它的数都不能用",
                    Place(sheet.name, row, column),
                    quote=cell.value.code,
                    stated=cell.value.code,
                )


@check("XA105", "指标不在方案之内")
def unbound_row(context: Context) -> Outcome:
    """分值固定的一级指标下，有一行的名称在方案里找不到。

    ## 为什么
    名称对不上，就不知道该按哪条规则评分。工具不猜，只说出来。

    ## 例
    不符：“预算编制合理情况”，方案里只有“预算编制完整性”。
    相符：“‘三公经费’控制率”，引号不同也认得。
    """
    for row in context.filing.unbound:
        yield Finding(
            "XA105",
            Severity.DOUBT,
            f"{named(row.name)}不是方案“{context.scheme.title}”规定的指标，没有按规则复核",
            row.place,
            quote=row.name,
            subject=row.name,
        )


@check("XA106", "应填数字处是文字")
def word_for_number(context: Context) -> Outcome:
    """金额、分值、得分的单元格里是文字。

    ## 为什么
    文字不能相加，这一格等于没有填。

    ## 例
    不符：得分写“满分”。
    相符：没有数的格子写“—”或“/”。
    """
    for label, stated in _numbers(context):
        if stated.quantity is None and stated.text.strip():
            yield Finding(
                "XA106",
                Severity.DOUBT,
                f"{named(label)}应填数字，写的是“{stated.text}”，这一格没有核对",
                stated.place,
                quote=stated.text,
                stated=stated.text,
                subject=label,
            )


@check("XA107", "隐藏的行里有数")
def hidden_row(context: Context) -> Outcome:
    """表内有一行被隐藏，行里有金额或得分。

    ## 为什么
    隐藏的数照样计入合计，看表的人却看不到。

    ## 例
    不符：第 18 行被隐藏，得分 2 分仍在合计之内。
    相符：隐藏的行没有数。
    """
    seen: set[tuple[str, int]] = set()
    for label, stated in _numbers(context):
        place = stated.place
        sheet = context.snapshot.sheet(place.sheet)
        if place.row not in sheet.hidden_rows or stated.quantity is None:
            continue
        if (place.sheet, place.row) not in seen:
            seen.add((place.sheet, place.row))
            yield Finding(
                "XA107",
                Severity.DOUBT,
                f"第 {place.row} 行被隐藏，其中{named(label)}写“{stated.text}”，看表的人看不到",
                place,
                quote=stated.text,
                subject=f"row of {label}",
            )


def _numbers(context: Context) -> list[tuple[str, Stated]]:
    """List the cells that must hold numbers: amounts, points, scores, with what they are about."""
    filing = context.filing
    cells: list[tuple[str, Stated | None]] = []
    for fund in filing.funds:
        cells += [
            (f"{fund.label}·{_label(context, key)}", each) for key, each in fund.facts.items()
        ]
        cells += [(f"{fund.label}·分值", fund.points), (f"{fund.label}·得分", fund.score)]
    for row in filing.indicators:
        cells += [(f"{row.name}·分值", row.points), (f"{row.name}·得分", row.score)]
    for project in filing.projects:
        pairs = project.facts.items()
        cells += [(f"{project.name}·{_label(context, key)}", each) for key, each in pairs]
        cells.append((f"{project.name}·得分", project.score))
    # Rates are typed as text such as 87.56% in every second form; nothing sums them.
    return [
        (label, each)
        for label, each in cells
        if each is not None and not each.text.strip().endswith(("%", "％"))
    ]


def _label(context: Context, fact_id: str) -> str:
    return {fact.id: fact.label for fact in context.scheme.facts}.get(fact_id, fact_id)
