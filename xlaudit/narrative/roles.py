"""Which kind of figure a label announces, and which fact it states: decided by the label's tail."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from xlaudit.narrative.figures import Kind
from xlaudit.numbers.quantity import Dimension
from xlaudit.schemes.schema import Scheme

__all__ = ["LEXICON", "Roles", "core", "period_of"]

LEXICON = tomllib.loads(files("xlaudit.narrative").joinpath("lexicon.toml").read_text("utf-8"))

_VERBS = r"(?:[为是达到了有至的各]|(?<!节)约|分别|预计|大约|将近|接近|：|（增长）|（下降）|（减少）|（增加）|左右)*"
_TRIM = re.compile(_VERBS + "$")
_VERBS_END = frozenset("为是达到了有至的各约别计近：）右")
_QUOTES = re.compile(r"^[，、；：“”‘’《》\s]+|[“”‘’《》\s]+$")
_OPENING = re.compile(
    r"^(?:(?:19|20)\d\d年度?|本年度?|当年|全年|截至.{0,10}|其中|及|和|与|以及"
    r"|我(?:单位|办|局|县|区|市|部门)|本(?:单位|部门|级)|共|的)+(?=.{2})"
)
_YEAR = re.compile(r"(20\d\d)年?")
_RELATIVE = re.compile(r"(上年|去年|上一年|上年度|往年|同期)")
_OWN_YEAR = re.compile(r"(本年|当年|今年|本年度)")


def _words(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_UP = _words(LEXICON["direction"]["up"]) + "|升(?<![每公毫]升)"  # 每升 is a measure
_DOWN = _words(LEXICON["direction"]["down"])
_FALLS = frozenset(LEXICON["direction"]["down"])
_DIRECTION = re.compile(
    rf"(?P<word>{_UP}|{_DOWN})(?:了|额|数|幅度|幅|比例|率|（[^（）]{{1,4}}）)?{_VERBS}$"
)
# 比上年多建, 同比少支出: what was done stands behind the word of change.
_DONE_MORE = re.compile(
    r"(?:[比较]|同比|环比)[^，。；、：]{0,12}?(?P<word>多|少)[\u4e00-\u9fff]{1,3}$"
)
# 今年多支出, 当年少收: how much more was done than in what stands before.
_DONE_BEYOND = re.compile(
    r"(?P<word>多(?<![许众诸最很较更]多)|少(?<![减至不缺很最较更]少))"
    r"(?:支出|支付|支|收入|收|缴|完成|投入|投资|安排|使用|用|花|发放|发|列){1,2}(?:了|资金)?$"
)
# 今年少清理: right behind the year, whatever was done more or less of.
_DONE_THIS_YEAR = re.compile(
    r"(?:今年|本年度?|当年)(?:度|共|又|则|实际|累计)?"
    r"(?P<word>多(?![数年次个项家种方样层元功媒部渠措地轮批形类途维])|少(?![数年儿量部女]))[\u4e00-\u9fff]{2,6}$"
)
_UNDUE = re.compile(
    r"(?:追|收|退|缴|交)[回还缴]?[^，。；]{0,4}多[发付领支补报][^，。；]{0,6}$"
)  # 追回多发资金
_LEVEL_AGAIN = re.compile(
    rf"(?:{_UP}|{_DOWN})(?:到|至|后)[约为]*$|(?:(?<!下)降|(?<!上)升|提高|提升|压减|压缩|缩短|缩减|收窄|调整)为$"
    r"|有(?:所|明显|较大)?(?:提高|提升|增加|增长|改善|下降|降低|减少)的$"  # 认为有提高的150户
)
# 饮水安全巩固提升1215万元: what money was spent on; an amount rises against something named before.
_PURPOSE = re.compile(r"^[^比较]*提升$")
# 新建3.4万亩、改造提升1.8万亩: what was done, of fields and roads.
_RENEWED = re.compile(r"(?:改造|整治|巩固|完善|扩容|优化|修缮|改建|加固|治理)提升(?:了)?$")
# 任务300个，实际新增312个: things that were made, not by how many more they are than before.
_NEWLY = re.compile(r"^[^比较]*(?:计划|任务|目标|拟|实际|全年|本年|当年|年内|累计|共)新增(?:了)?$")
# 低于预算9.64万元 says how far below it is, not how much the budget is.
_BEYOND = re.compile(r"(?:[高低大小多少]于|超过?|超出|不足|突破)[^，。；]{0,6}$")
_SHARE = re.compile(rf"(?:占[^，。；%]{{0,31}}|{_words(LEXICON['share']['tails'])}){_VERBS}$")
_SHARE_OF = re.compile(r"占[^，。；]{0,12}$")
_WEIGHT = re.compile(rf"(?:{_words(LEXICON['weight']['tails'])}){_VERBS}$")
_SCORE = re.compile(rf"(?:{_words(LEXICON['score']['tails'])}){_VERBS}$")
_SUMMED = ("合计", "总计", "共计", "小计")
_COUNTABLE = (Dimension.MONEY, Dimension.COUNT)
_OWES = re.compile(r"扣除?了?$|总扣分[为是]?$")


def _trimmed(label: str) -> str:
    """Return a label without the verbs behind it; most have none."""
    return _TRIM.sub("", label) if label[-1:] in _VERBS_END else label


@lru_cache(maxsize=65536)
def core(label: str) -> str:
    """Return a label without the verbs behind it and the subjects and years before it.

    >>> core("2022年我单位年初预算资金为")
    '年初预算资金'
    """
    return _OPENING.sub("", _QUOTES.sub("", _trimmed(label)))


def period_of(label: str) -> str:
    """Return the year that a label names, ``-1`` for last year, ``0`` for this year, or nothing."""
    years = _YEAR.findall(label) if "20" in label else ()
    if years:
        return str(years[-1])
    if "年" not in label and "同期" not in label:
        return ""  # as most labels
    if _RELATIVE.search(label):
        return "-1"
    return "0" if _OWN_YEAR.search(label) else ""


@lru_cache(maxsize=16)
def _tail(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(?:{_words(names)})$")


@dataclass(frozen=True, slots=True)
class Roles:
    """The lexicon together with the names that a scheme gives its facts."""

    tail: re.Pattern[str]
    names: dict[str, str]
    told: dict[str, str | None] = field(default_factory=dict)  # labels come again and again

    @classmethod
    def of(cls, scheme: Scheme | None) -> Roles:
        """Compile the names of all facts."""
        names = {word: fact for fact, words in LEXICON["facts"].items() for word in words}
        for fact in scheme.facts if scheme else ():
            for word in (fact.label, *fact.also):
                names[word] = fact.id
        return cls(_tail(tuple(names)), names)

    def fact(self, label: str) -> str | None:
        """Return the fact that a label names with its last words, None where it names none."""
        if label not in self.told:
            words = _trimmed(label).rstrip("“”\"'")
            match = self.tail.search(words)
            if match is None and words.endswith(_SUMMED):
                match = self.tail.search(words[:-2])
            compared = match and _BEYOND.search(words[: match.start()])
            self.told[label] = self.names[match[0]] if match and not compared else None
        return self.told[label]


@lru_cache(maxsize=65536)
def kind_of(lead: str, dimension: Dimension) -> tuple[Kind, int]:
    """Return the kind of a figure and, for changes, its direction, from what stands before it."""
    if dimension is Dimension.SCORE:
        if _OWES.search(lead):
            return Kind.CHANGE, -1
        return (Kind.WEIGHT if _WEIGHT.search(lead) and not _SCORE.search(lead) else Kind.SCORE), 0
    if dimension is Dimension.RATE:
        return _rate_kind(lead)
    found = _moves(lead, dimension)
    sign = -1 if found and found["word"] in _FALLS else 1
    if dimension is Dimension.POINTS:
        return Kind.POINTS, sign
    if found and not _LEVEL_AGAIN.search(lead):
        return (Kind.GROWTH if dimension is Dimension.NUMBER else Kind.CHANGE), sign
    return (Kind.BARE if dimension is Dimension.NUMBER else Kind.LEVEL), 0


def _moves(lead: str, dimension: Dimension) -> re.Match[str] | None:
    found = _DIRECTION.search(lead)
    if found is None and dimension in _COUNTABLE and ("多" in lead or "少" in lead):
        if "多" in lead and _UNDUE.search(lead):
            return None
        for words in (_DONE_MORE, _DONE_BEYOND, _DONE_THIS_YEAR):
            if found := words.search(lead):
                return found
    if found and dimension is Dimension.MONEY and _PURPOSE.search(lead):
        return None
    if found and dimension is not Dimension.POINTS and _RENEWED.search(lead):
        return None
    if found and dimension is Dimension.COUNT and _NEWLY.search(lead):
        return None
    return found


def _rate_kind(lead: str) -> tuple[Kind, int]:
    found = _DIRECTION.search(lead)
    if found and not _LEVEL_AGAIN.search(lead) and not _SHARE_OF.search(lead):
        return Kind.GROWTH, -1 if found["word"] in _FALLS else 1
    if _SHARE.search(lead):
        return Kind.SHARE, 0
    return Kind.RATE, 0
