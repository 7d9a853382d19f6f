"""Wholes whose parts stand apart from them: 按等级分：一级…, the grades of a survey, the taxes of 税收收入."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xlaudit.narrative.context import Context
from xlaudit.narrative.document import Document
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.measures import AVERAGE, same_measure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_DIVIDED = re.compile(r"按[^，。；：、（）\d\n]{1,8}?(?:划分|分类|分|统计|看)[，：:]")
_CLAUSE = re.compile(r"[，。；：、（）\d\n]")
_NAME = 20  # characters of a name before it
_OPEN = re.compile(r"主要|其中|部分")
_GRADE = re.compile(
    r"(?P<no>不太满意|很不满意|不满意|不了解|未评价|弃权)|非常满意|很满意|比较满意|较满意|基本满意|满意|一般"
)
_BOTH = re.compile(r"意”?(?:[、和与及加]|以及)“?[\u4e00-\u9fff]{0,4}意|[合共小总]计[为是共有]*$")
_INVALID = re.compile("无效|废卷|作废|未填|未作答")
_ASKED = re.compile(r"收回|回收|有效|回访|接通|受访|参与|调查|抽查|问卷|访问")
_TAX = re.compile(r"税$")
_OTHER_TAXES = re.compile(r"其[他它余](?:各|小)?(?:税种|税收|税)$")
_TAX_INCOME = re.compile(r"税收(?:收入)?(?:完成|合计|总计)?$")
_OTHERS = re.compile(r"其[他它余]|剩余|各类")
_SUMS = re.compile(r"合计|共计|总计|小计|累计|共[有为]?$")
_MAIN = re.compile(r"(?:主要|具体|各项)(?P<name>支出|收入)(?:项目|科目|情况)?(?:是|为|如下)?：")
_REST = re.compile(r"其[他它余](?!.*中)")
_LINES = re.compile(r"(?:构成|组成|明细|用途|安排|使用)(?:情况)?(?:如下|为|是)?：\n?")
_MANNER = re.compile("的?(?:主要|具体)?$")
_STOP = re.compile("[。\\n]")
_BACK = 40  # figures
_AHEAD = 16  # figures
_ANOTHER = re.compile(r"(?:追加|调整|调剂|核减)(?:以?后|为)|全年预算")
_FEWEST = 3
_TAXES = 4


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each such row of parts and the whole before it."""
    document = context.document
    for match in _DIVIDED.finditer(document.text):
        yield from _of_division(document, match)
    for match in _MAIN.finditer(document.text):
        yield from _of_main(document, match)
    for match in _LINES.finditer(document.text):
        yield from _of_lines(document, match)
    for index, figure in enumerate(document.figures):
        if figure.kind is not Kind.LEVEL:
            continue
        if "满意" in figure.label:
            yield from _of_grades(document, index)
        elif "税" in figure.label and _OTHER_TAXES.search(core(figure.label)):
            yield from _of_taxes(document, index)


def _of_division(document: Document, match: re.Match[str]) -> Iterator[Claim]:
    """按等级分：一级10人，二级20人 up to a semicolon or the end of the sentence; parts of parts are left out."""
    found = _behind(document, match)
    if found is None or found[0].kind is not Kind.LEVEL:
        return
    first, end = found
    words = document.text[first.start : end]
    rows = _rows(document, first, end)
    if rows is None or len(rows) < 2 or "等" in document.text[rows[-1].end : rows[-1].end + 2]:
        return
    head = _whole(document, _named(document, match), first, match.start())
    if head is None or _OPEN.search(document.text[match.start() : match.end()]):
        return
    rows = _up_to(rows, head)
    deeper = any(f.depth > first.depth for f in document.inside(first.start, end))
    sure = len(rows) >= _FEWEST and "其余" not in words and not deeper
    strength = Strength.CERTAIN if sure else Strength.LIKELY
    yield Claim("sum", [Reading(Formula.SUM, tuple(rows), head, strength)])


def _up_to(rows: list[Figure], head: Figure) -> list[Figure]:
    """Return the parts up to where they make the whole, or another whole is told: …，追加后全年预算2600万元."""
    total = Decimal()
    for number, row in enumerate(rows):
        if number > 1 and (total == head.value or _ANOTHER.search(row.lead)):
            return rows[:number]
        total += row.value
    return rows


def _behind(document: Document, match: re.Match[str]) -> tuple[Figure, int] | None:
    """Return the first figure behind the words that open a list, and where the list ends."""
    start = document.first_from(match.end())
    stop = _STOP.search(document.text, match.end())
    end = stop.start() if stop else len(document.text)
    if not 0 < start < len(document.figures) or document.figures[start].start >= end:
        return None
    return document.figures[start], end


def _of_main(document: Document, match: re.Match[str]) -> Iterator[Claim]:
    """主要支出项目：教育支出20万元；…；其余各项支出合计30万元: what the rest closes makes up the amount before."""
    found = _behind(document, match)
    if found is None:
        return
    first, end = found
    rows = _rows(document, first, end) if first.kind is Kind.LEVEL else None
    if rows is None or len(rows) < _FEWEST or not _REST.match(core(rows[-1].label)):
        return
    for head in reversed(document.figures[max(0, first.index - _AHEAD) : first.index]):
        if head.paragraph != first.paragraph:
            return
        same = head.dimension is first.dimension and head.kind is Kind.LEVEL
        if same and head.is_plain and match["name"] in head.label and head.period != "-1":
            reading = Reading(Formula.SUM, tuple(rows), head, Strength.LIKELY)
            yield Claim("sum", [reading], ceiling=Strength.LIKELY)
            return


def _of_lines(document: Document, match: re.Match[str]) -> Iterator[Claim]:
    """项目支出构成如下：临时救助，9万元，其中…；技能培训，18万元: a part for each semicolon."""
    found = _behind(document, match)
    if found is None:
        return
    first, end = found
    clauses = document.text[match.end() : end].count("；") + 1
    rows = _rows(document, first, end) if first.kind is Kind.LEVEL else None
    if first.dimension is not Dimension.MONEY or rows is None or len(rows) != clauses:
        return
    name = _named(document, match)
    head = _whole(document, name, first, match.start()) if len(name) >= 2 else None
    if head is not None and len(rows) >= _FEWEST:
        yield Claim("sum", [Reading(Formula.SUM, tuple(rows), head, Strength.LIKELY)])


def _named(document: Document, match: re.Match[str]) -> str:
    """Return what the clause up to a match names: 项目支出 of 项目支出主要构成."""
    words = document.text[max(0, match.start() - _NAME) : match.start()]
    return _MANNER.sub("", _CLAUSE.split(words)[-1])


def _rows(document: Document, first: Figure, end: int) -> list[Figure] | None:
    """Return the parts: of each clause before a semicolon one, where 其中 splits it; None where kinds mix.

    Parts parted by commas end with the first semicolon.
    """
    inside = [
        figure
        for figure in document.inside(first.start, end)
        if figure.depth == first.depth and figure.dimension is first.dimension
    ]
    if any(figure.kind is Kind.CHANGE or not figure.is_plain for figure in inside):
        return None
    clauses: list[list[Figure]] = [[]]
    nested = False
    for number, figure in enumerate(inside):
        gap = document.text[inside[number - 1].end : figure.start] if number else ""
        if "；" in gap:
            clauses.append([])
            nested = False
        if _DIVIDED.search(gap):
            break
        if _SUMS.search(figure.lead) and not _OTHERS.search(figure.lead):
            break
        nested = nested or "其中" in gap
        if not nested and same_measure(first, figure) and not AVERAGE.search(figure.lead):
            clauses[-1].append(figure)
    clauses = [clause for clause in clauses if clause]
    if clauses and len(clauses[0]) > 1:
        return clauses[0]
    if all(len(clause) == 1 for clause in clauses):
        return [clause[0] for clause in clauses]
    return None


def _whole(document: Document, name: str, first: Figure, place: int) -> Figure | None:
    """Return the whole: the last amount of that name, or the first of its sentence where none is named."""
    before = [
        figure
        for figure in document.figures[max(0, first.index - _BACK) : first.index]
        if figure.end <= place
        and figure.kind is Kind.LEVEL
        and figure.dimension is first.dimension
        and figure.is_plain
        and same_measure(figure, first)
    ]
    name = core(name)
    if name:
        named = [figure for figure in before if core(figure.label).endswith(name)]
        return named[-1] if named else None
    own = [figure for figure in before if figure.sentence == first.sentence]
    return own[0] if own and own[0].depth == first.depth else None


def _of_grades(document: Document, start: int) -> Iterator[Claim]:
    """收回300份，“满意”的200份，“基本满意”的80份，“不满意”的20份: told only where one slip mends it."""
    figures = document.figures
    first = figures[start]
    if start and _grade(figures[start - 1]) and figures[start - 1].sentence == first.sentence:
        return
    row = [first]
    for figure in figures[start + 1 : start + _AHEAD]:
        invalid = _INVALID.search(figure.label) and same_measure(first, figure)
        if figure.sentence != first.sentence or not (_grade(figure) or invalid):
            break
        row.append(figure)
    row = _single(row)
    denied = [figure for figure in row if (m := _GRADE.search(figure.label)) and m["no"]]
    if len(row) < _FEWEST or not denied or not all(same_measure(first, each) for each in row):
        return
    for head in reversed(figures[max(0, start - _AHEAD) : start]):
        if head.paragraph != first.paragraph:
            return
        same = head.kind is Kind.LEVEL and head.dimension is first.dimension
        papers = head.quantity.unit == first.quantity.unit and head.value >= row[0].value
        if same and papers and _ASKED.search(head.label) and head.is_plain:
            reading = Reading(Formula.SUM, tuple(row), head, Strength.LIKELY)
            yield Claim("sum", [reading], ceiling=Strength.LIKELY)
            return


def _single(row: list[Figure]) -> list[Figure]:
    """Leave out what takes two grades of the row together: 满意和基本满意合计274份."""
    return [figure for figure in row if not _BOTH.search(figure.label)]


def _grade(figure: Figure) -> bool:
    return (
        figure.kind is Kind.LEVEL
        and figure.dimension is Dimension.COUNT
        and figure.is_plain
        and _GRADE.search(figure.label) is not None
    )


def _of_taxes(document: Document, last: int) -> Iterator[Claim]:
    """增值税…，企业所得税…，其他各税…: they make up the tax income stated before."""
    figures = document.figures
    row = [figures[last]]
    for figure in reversed(figures[max(0, last - _AHEAD) : last]):
        if figure.sentence != row[0].sentence:
            break
        if figure.kind is not Kind.LEVEL or figure.dimension is not Dimension.MONEY:
            continue
        if not _TAX.search(core(figure.label)):
            break
        row.insert(0, figure)
    if len(row) < _TAXES or not all(figure.is_plain for figure in row):
        return
    for head in reversed(figures[max(0, row[0].index - _AHEAD) : row[0].index]):
        money = head.kind is Kind.LEVEL and head.dimension is Dimension.MONEY
        if money and head.is_plain and _TAX_INCOME.search(core(head.label)):
            if "非税" not in head.label[-8:]:
                reading = Reading(Formula.SUM, tuple(row), head, Strength.LIKELY)
                yield Claim("sum", [reading], ceiling=Strength.LIKELY)
            return
