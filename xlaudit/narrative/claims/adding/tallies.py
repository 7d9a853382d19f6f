"""How many projects and indicators a text says there are, against the rows of the form.

The grammar is closed: every word of the clause must be one of those that speak of the whole form. 重点项目
12个, 有3个指标未完成 and 每个项目 count something else, and whatever is not known counts something else too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xlaudit.narrative.claims.cell_figures import as_figure
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.result import KnownFigure
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_TIME = r"(?:20\d\d年度?|本年度?|当年|全年|年内|今年|本次|此次)?"
_WHO = (
    r"(?:我[局办委院会厅站所]|我(?:单位|部门)|本(?:单位|部门|局|级)|部门整体|部门|单位|整体支出)?"
)
_OURS = rf"(?:{_TIME}{_WHO}|{_WHO}{_TIME})"
_ALL = r"(?:共计|共有|合计|总计|总共|一共|共)?"
_BUDGET = r"(?:部门预算|年度预算|财政|预算|绩效|自评|支出)*"
_RATED = r"(?:本次|部门|单位|预算|绩效|整体|财政)*(?:自评|评价|绩效管理)(?:范围)?"
_OWN = r"(?:部门|单位|预算|绩效|整体)*自评"
_DONE = rf"(?:安排|实施|涉及|批复|纳入{_RATED}|(?:参与|开展){_OWN})"
_PLANNED = rf"(?:预算|项目支出|支出)?{_ALL}{_DONE}了?的?"
_REVIEWED = r"[本此]次(?:自评|评价)的?"
_LED = rf"(?:{_OURS}(?:{_PLANNED}|(?:项目支出)?(?:共有|共计|合计|总计|共))|{_REVIEWED})"
_PROJECTS = rf"{_BUDGET}项目(?:支出)?(?:数量?|总数|个数)?"
_PROJECTS_BEFORE = re.compile(
    rf"(?:{_LED}{_PROJECTS}{_ALL}|{_OURS}{_PROJECTS}(?:共计|共有|合计|总计|共))[为是有]?"
)
_PROJECTS_LED = re.compile(rf"{_LED}{_ALL}")
_PROJECTS_BEHIND = re.compile(rf"{_BUDGET}项目(?:支出|预算|资金)*(?=[，。；：！（\n]|$)")
_PROJECTS_SOME = re.compile(
    r"其中|[每各]|全[县市区省]|上年|去年|上一年|年初|年中|增加|新增|追加|调[增减]|子项目|结转|原"
)
_MONEY = re.compile(r"预算|支出|资金|自评|绩效|财政|经费")
_WORKS = re.compile(r"投资|开工|竣工|招商|签约|入库|在建")

_SET_UP = r"(?:设置|设立|设定|设有|设|制定|确定|包括|包含|涵盖|分为|由|有)了?"
_FORM = r"(?:(?:绩效|评价|自评|部门|整体|支出|年度)*(?:指标体系|指标|自评表|自评|评价))?"
_LEVEL = r"(?:[一二三]级)?(?:绩效|评价|自评)?指标"
_INDICATORS_LED = rf"(?:其中|{_OURS}{_FORM}{_ALL}(?:{_SET_UP})?{_ALL})"
_INDICATORS_BEFORE = re.compile(
    rf"(?P<led>{_INDICATORS_LED})(?P<level>{_LEVEL})(?:数量?)?(?P<all>{_ALL})[为是有]?"
)
_INDICATORS_ONLY = re.compile(rf"(?P<led>{_INDICATORS_LED})")
_INDICATORS_BEHIND = re.compile(rf"(?P<level>{_LEVEL})(?=[、，。；：（\n]|构成|组成|和|及|$)")
_INDICATORS_SOME = re.compile(
    r"产出|效益|满意|投入|履职|数量|质量|时效|成本|核心|共性|个性|定[量性]|效率|工程"
    r"|[每各]|增加|新增|追加|上年|去年|其余|另|上级|考核|营商|排名|测评"
)
_FULL = r"(?:自评)?(?:得|获得?|取得)?满分"
_LESS = r"(?:有?扣分|失分|丢分|(?:未|没有)(?:得到?|获得?|取得)?满分)"
_SEEN = rf"(?:其中|{_OURS}{_ALL})"
_MARKS_BEFORE = re.compile(
    rf"{_SEEN}(?:(?P<full>{_FULL})|(?P<less>{_LESS}))的?(?:三级)?指标(?:数量?)?{_ALL}[为是有]?"
)
_MARKS_LED = re.compile(rf"{_SEEN}有?")
_MARKS_BEHIND = re.compile(
    rf"(?:三级)?指标[均都]?(?:(?P<full>{_FULL})|(?P<less>{_LESS}))(?=[、，。；：（\n]|$)"
)

_LEVELS = {"一": "first_levels", "二": "second_levels", "三": "third_levels"}
_ANY = "any_levels"
_ROOTS = {"projects": "projects", "full_marks": "marks", "deductions": "marks"}
_OF_ONE = re.compile(r"项目(?!支出|资金|预算|经费)")
_CLAUSE = re.compile(r"[，。；：！？（）\n]")
_SENTENCE = re.compile(r"[。；！？\n]")
_YEAR = re.compile(r"20\d\d(?=年)")
_REACH = 160
_FEWEST = 2


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each number of projects or indicators that the form can be counted for."""
    known: dict[str, list[KnownFigure]] = {}
    for each in context.known:
        if each.kind == "number":
            known.setdefault(each.subject, []).append(each)
    if not known.keys() - {"year"}:
        return
    known[_ANY] = [each for level in reversed(_LEVELS.values()) for each in known.get(level, ())]
    told: set[str | tuple[str, int]] = set()  # what differed: it is asked about once
    level_list = -1  # the sentence whose levels are those of the form
    for figure in context.document.figures:
        if not _is_count(figure):
            continue
        words = _Words(context.document.text, figure)
        if not words.is_of_year(known.get("year", ())):
            continue
        subject, is_led = words.subject(is_listed=level_list == figure.sentence)
        if is_led:
            level_list = figure.sentence
        if known.get(subject):
            # One row too many changes several numbers of one sentence: levels, or full marks and deductions.
            root = (_ROOTS.get(subject, "levels"), figure.sentence)
            yield _claim(
                context, known[subject], figure, is_told=not told.isdisjoint({subject, root})
            )
            if figure.value not in _values(known[subject]):
                told |= {subject, root}


def _is_count(figure: Figure) -> bool:
    is_number = figure.dimension is Dimension.COUNT and figure.quantity.unit.text in "个项"
    is_stated = figure.kind is Kind.LEVEL and figure.is_plain and figure.period != "-1"
    return is_number and is_stated and not figure.quantity.decimals


def _values(known: Sequence[KnownFigure]) -> set[object]:
    return {each.quantity.value for each in known if each.quantity}


class _Words:
    """The words around a figure: its clause in front, the part behind the last 、, what follows."""

    def __init__(self, text: str, figure: Figure) -> None:
        before = text[max(0, figure.start - _REACH) : figure.start]
        self.paragraph = before.split("\n")[-1]
        self.sentence = _SENTENCE.split(before)[-1]
        self.clause = _CLAUSE.split(self.sentence)[-1]
        self.part = re.split("[、和及与]", self.clause)[-1]
        self.behind = text[figure.end : figure.end + _REACH]
        self.rest = self.sentence + _SENTENCE.split(self.behind)[0]
        self.is_one = figure.value < _FEWEST

    def is_of_year(self, year: Sequence[KnownFigure]) -> bool:
        """Whether the sentence speaks of no other year than the form's."""
        said = set(_YEAR.findall(self.rest))
        return not said or (bool(year) and said <= {str(value) for value in _values(year)})

    def subject(self, *, is_listed: bool) -> tuple[str, bool]:
        """Return what is counted, empty if nothing known; and whether it is a level of the whole form."""
        if self._counts_projects():
            return "projects", False
        if _INDICATORS_SOME.search(self.sentence) or _OF_ONE.search(self.paragraph):
            return "", False
        marks = _MARKS_BEFORE.fullmatch(self.part) or (
            _MARKS_LED.fullmatch(self.part) and _MARKS_BEHIND.match(self.behind)
        )
        if marks:
            return "full_marks" if marks["full"] else "deductions", False
        found = _INDICATORS_BEFORE.fullmatch(self.part)
        led = found or _INDICATORS_ONLY.fullmatch(self.part)
        found = found or _INDICATORS_BEHIND.match(self.behind)
        if not led or not found:
            return "", False
        is_bare = led["led"] in ("", "其中", "有")
        level = _LEVELS.get(found["level"][0], "")
        if not level:  # 共设定25项指标: most often those of the third level
            return _ANY if not is_bare or found.groupdict().get("all") else "", False
        if is_bare and not is_listed and self.part != self.sentence:
            return "", False
        return level, True

    def _counts_projects(self) -> bool:
        if self.is_one or _PROJECTS_SOME.search(self.sentence):
            return False
        if not _MONEY.search(self.rest) or _WORKS.search(self.rest):
            return False
        if _PROJECTS_BEFORE.fullmatch(self.clause):
            return True
        return bool(_PROJECTS_LED.fullmatch(self.clause) and _PROJECTS_BEHIND.match(self.behind))


def _claim(
    context: Context, known: Sequence[KnownFigure], figure: Figure, *, is_told: bool
) -> Claim:
    """Claim that a number is one of those that the form can be counted to; a question, never an error."""
    readings = []
    for each in known:
        assert each.quantity is not None
        cell = as_figure(context, each, each.quantity, figure)
        is_plain = each is known[0] and not is_told
        strength = Strength.LIKELY if is_plain else Strength.POSSIBLE
        readings.append(Reading(Formula.EQUAL, (cell,), figure, strength))
    first, name = readings[0].operands[0], known[0].names[0]
    gap = figure.value - first.value
    sentence = (
        f"文中说{name}{figure.text}，表中（{known[0].place}起）是{first.text}，"
        f"{'多' if gap > 0 else '少'}{abs(gap)}个。"
    )
    kind = "projects" if known[0].subject == "projects" else "indicators"
    return Claim(kind, readings, ceiling=Strength.LIKELY, message=sentence, cells=(known[0].place,))
