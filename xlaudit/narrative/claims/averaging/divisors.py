"""What an average is of and by what it divides: 户均 by 户, 平均每个项目 by the 个 of 项目, 人均 by 人 or 人次."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["Mean", "counts", "in_common", "mean_of", "names", "unit_of"]

_NOUNS = "人户笔项件车村店台亩期个辆具床校所镇乡街班组家队对条栋起头只吨册株幢座处口站馆间部套单案"
_THINGS = "项目|标段|行政村|社区|乡镇|街道|单位|部门|企业|机构|学校|医院|站点|点位|小区|合作社|家庭|农户|工程|窗口|班级|[村镇乡校站点县区市]"
_EACH = (
    rf"(?P<each>个(?P<thing>{_THINGS})?|(?:公里|平方米|立方米|名|位|场次?|人次|批|次)|[{_NOUNS}])"
)
_MEAN = re.compile(
    rf"(?P<noun>公里|[{_NOUNS}]|(?<![卫民])生|场次?|人次|次|批)均(?P<more>[^，。；、]{{0,12}})$"
    rf"|平均每{_EACH}(?P<again>[^，。；、]{{0,8}})$"
    rf"|每(?P<every>个(?P<matter>{_THINGS})?|公里|平方米|[{_NOUNS}名位]|场次?|人次|批次?|次)[\u4e00-\u9fff]{{0,4}}?平均(?P<rest>[^，。；、]{{0,8}})$"
)
_COUNTED_AS = {
    "人": ("人", "名", "位", "人次"),
    "生": ("人", "名"),
    "车": ("辆", "台"),
    "场": ("场", "场次"),
    "场次": ("场", "场次"),
    "件": ("件", "起", "宗"),
    "项": ("项", "个"),
    "次": ("次", "场次", "人次"),
    "人次": ("人次", "次"),
    "批": ("批", "批次"),
    "床": ("床", "张"),
    "案": ("件", "起", "宗"),
    "名": ("名", "人", "位"),
    "位": ("位", "名", "人"),
    "部": ("部", "台"),
    "座": ("座", "处"),
    "处": ("处", "座", "个"),
    "册": ("册", "本", "册次"),
    "笔": ("笔", "单"),
    "亩": ("亩",),
}
_PLACES = frozenset("村镇乡街校店班组队所家站馆")  # 14个村, 5所学校
_CLASSIFIERS = frozenset(("个", "所", "家", "支"))
_SCALE = re.compile(r"^[十百千万亿]+")
_BEHIND = 8  # characters
_NAMED_WITHIN = 6  # 19个乡镇财政所
_EMPTY = frozenset(
    re.findall(
        "..",
        "支出收入资金经费项目费用其中补助补贴完成实际计划全年年度年末万元合计总额标准全县全市全区工作预算本年当年人员安排目标投入"
        "",
    )
)


@dataclass(frozen=True, slots=True)
class Mean:
    """The words of an average: what it divides by, and what more is said of it (户均增收: 增收)."""

    noun: str
    thing: str
    more: str


def mean_of(figure: Figure) -> Mean | None:
    """Return what a figure is an average by; None where its words name no such thing."""
    match = _MEAN.search(core(figure.lead) or figure.lead)
    if match is None:
        return None
    noun = match["noun"] or match["each"] or match["every"]
    more = match["more"] or match["again"] or match["rest"] or ""
    return Mean(noun, match["thing"] or match["matter"] or "", more)


def unit_of(figure: Figure) -> str:
    """Return the unit of a count without its scale: 人次 of 629.27万人次."""
    return _SCALE.sub("", figure.quantity.unit.text)


def counts(context: Context, figure: Figure, mean: Mean) -> bool:
    """Tell whether a figure counts what an average divides by."""
    if figure.dimension is not Dimension.COUNT:
        return False
    unit = unit_of(figure)
    if mean.thing:
        behind = context.document.text[figure.end : figure.end + _BEHIND]
        named = (
            mean.thing in figure.label
            or re.split(r"[，。；：、（）]", behind)[0].find(mean.thing) >= 0
        )
        return unit in _CLASSIFIERS and named
    noun = mean.noun[:1] if mean.noun.startswith("个") else mean.noun
    if unit in _COUNTED_AS.get(noun, (noun,)):
        return True
    if noun in _PLACES and unit in _CLASSIFIERS:
        behind = re.split(
            r"[，。；：、（）]", context.document.text[figure.end : figure.end + _BEHIND]
        )[0]
        return noun in behind[:_NAMED_WITHIN] or core(figure.label).endswith(noun)
    return False


def names(context: Context, figure: Figure) -> str:
    """Return the words of an amount; where a comma parts them from it, those before the comma."""
    label = core(figure.label)
    if label:
        return label
    before = context.document.text[max(0, figure.start - 24) : figure.start].rstrip("，：")
    return re.split(r"[，。；：\n\d]", before)[-1]


@lru_cache(maxsize=4096)
def in_common(name: str, words: str) -> int:
    """Return how many pairs of signs with a meaning a name has in common with other words."""
    pairs = {name[n : n + 2] for n in range(len(name) - 1)} - _EMPTY
    return sum(1 for pair in pairs if pair in words)
