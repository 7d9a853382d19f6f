"""XA305: a text that still says last year of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from xlaudit.checks.finding import Finding, Severity
from xlaudit.checks.registry import Context, Outcome, check
from xlaudit.numbers.flow import Flow, normalise
from xlaudit.workbook.place import Place

__all__ = ["another_year"]

_YEAR = r"(?<![\d\-—－~～至到、和])(?P<year>20\d\d|二[〇零○][一二三四五六七八九〇零○]{2})(?![\d\-—－~～至])"
_SPAN = rf"{_YEAR}\s*年?度?"
_OF = r"(?:区|市|县|省|部门|单位|本|我|局|度|预算|财政|整体|项目|支出|资金|绩效|综合)*"
_ACT = r"(?:绩效自评|自评价|自评|自我评价|绩效评价|评价)"
_TITLE = re.compile(
    rf"^[^，。；：]{{0,30}}?{_SPAN}{_OF}(?:{_ACT})?(?:工作)?(?:的)?(?:情况)?(?:报告|报表|自评|评价|自评表|总结|情况说明|情况)$"
)
_SAID = (
    re.compile(
        rf"(?:根据|按照|依据|遵照|按|关于)[^。；]{{0,40}}?(?:开展|组织|进行|做好|实施)(?:好|了|对)?{_SPAN}{_OF}{_ACT}"
    ),
    re.compile(
        rf"(?:根据|按照|依据|遵照|按)[^。；]{{0,40}}?对{_SPAN}{_OF}(?:情况)?(?:进行|开展|组织)了?{_ACT}"
    ),
    re.compile(
        rf"现[将就][^，。；]{{0,20}}?{_SPAN}{_OF}(?:{_ACT}|绩效|支出)[^，。；]{{0,12}}?(?:如下|报告|汇报|说明)"
    ),
    re.compile(
        rf"(?:^|，)[^，。；：]{{0,20}}?{_SPAN}{_OF}{_ACT}(?:最终|综合)?(?:得分|总分|等级|结论|结果)(?:为|是|：|\d)"
    ),
)
_REPORT = re.compile("绩效|评价|自评")
_ELSEWHERE = re.compile(
    r"上年|上一年|去年|前年|往年|历年|以前|此前|曾|相比|对比|比较|较20|比20|与20|和20|同20|同比|整改|反馈|反映"
    r"|发现|问题|结果应用|结果运用|期间|中期|半年|季度|\d月|公开|监控"
)
_DATED = re.compile(rf"{_YEAR}(?=\s*年)")  # no year of 〔2024〕5号
_SENTENCE = re.compile(r"[^。；！？\n\r]+")
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_LONGEST_TITLE = 60
_TOP = 6
_LINES = 3


@dataclass(frozen=True, slots=True)
class _Said:
    """A year that the text says of itself, where, and in which words."""

    year: int
    place: Place
    words: str
    is_title: bool


def another_year(context: Context) -> Iterator[Finding]:
    """Yield the first place where the text gives itself another year than the form, a title first.

    Later years count in titles only: 开展2025年自评 may name the year in which 2024 is evaluated.
    """
    stated = context.filing.year
    if stated is None or stated.quantity is None:
        return
    year = int(stated.quantity.number)
    found = [
        each
        for each in (*_titles(context), *_sentences(context, year))
        if each.place.sheet != stated.place.sheet
        or (each.place.row, each.place.column) != (stated.place.row, stated.place.column)
    ]
    wrong = [each for each in found if each.year < year or (each.is_title and each.year > year)]
    if not wrong:
        return
    first = wrong[0]
    more = f"；另有{len(wrong) - 1}处也是这样" if len(wrong) > 1 else ""
    yield Finding(
        "XA305",
        Severity.DOUBT,
        f"文中说的是{first.year}年度的自评，{stated.place}的年度是{year}年，请核对是不是沿用了别的年份的文稿{more}",
        first.place,
        quote=first.words,
        against=(stated.place,),
        stated=str(first.year),
        expected=str(year),
        subject="year",
    )


def _titles(context: Context) -> Iterator[_Said]:
    """Read the first lines of the sheets of text, whether or not they were long enough for a passage."""
    sheets = {each.place.sheet for each in context.filing.passages if each.kind == "report"}
    for sheet in context.snapshot.sheets:
        if sheet.name not in sheets:
            continue
        filled = sorted(at for at, cell in sheet.cells.items() if isinstance(cell.value, str))
        for row, column in filled[:_TOP]:
            text = str(sheet.cells[row, column].value)
            yield from _title(text, Place(sheet.name, row, column))


def _title(text: str, place: Place) -> Iterator[_Said]:
    """Read a cell that is a title, in one line or in several, or one of the first lines of a report."""
    whole = text.strip()
    for line in (whole, *whole.split("\n")[:_LINES]):
        bare = re.sub(r"[\s《》“”]", "", normalise(line))
        match = _TITLE.match(bare) if len(bare) <= _LONGEST_TITLE else None
        if match and _REPORT.search(bare) and not _ELSEWHERE.search(bare):
            start = text.index(line)
            found = replace(place, start=start, end=start + len(line))
            yield _Said(_number(match["year"]), found, line, is_title=True)
            return


def _sentences(context: Context, year: int) -> Iterator[_Said]:
    """Read what the text says of its own evaluation; a sentence with the right year, too, compares."""
    for passage in context.filing.passages:
        if passage.kind == "reason":
            continue
        flow = Flow.of(passage.text)
        for sentence in _SENTENCE.finditer(flow.text):
            words = sentence[0]
            matches = (pattern.search(words) for pattern in _SAID)
            match = next((each for each in matches if each), None)
            if match is None or _ELSEWHERE.search(words) or _says(words, year):
                continue
            said = match[0].lstrip("，")
            behind = sentence.start() + match.end()
            start, end = flow.origin(behind - len(said), behind)
            place = replace(passage.place, start=start, end=end)
            yield _Said(_number(match["year"]), place, said, is_title=False)


def _says(words: str, year: int) -> bool:
    return any(_number(each["year"]) == year for each in _DATED.finditer(words))


def _number(text: str) -> int:
    return int(text.translate(_DIGITS))


@check("XA305", "文中的年度与表中不符")
def years(context: Context) -> Outcome:
    """文字的标题、依据、“现将某年度自评情况报告如下”之类的话里说的年度，与表里的年度比较。

    ## 为什么
    文稿多由上年的改成，标题、依据里的年份最容易漏改。

    ## 例
    不符：表是 2024 年度，文字标题是“2023年度部门整体支出绩效自评报告”。
    相符：表是 2024 年度，文中“2023年度自评发现的问题已整改”。

    ## 不查什么
    与上年比较、讲上年问题整改的话，不查。通知和工作按开展的年份称呼（2025 年开展 2024 年度自评），不报。
    一份材料只报一条，列为待核实。
    """
    yield from another_year(context)
