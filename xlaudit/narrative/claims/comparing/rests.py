"""What is left of amounts told before it: 支出…，执行率…，结余…; 森林抚育尚有…未完工, both amounts in another section."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import chain, islice

from xlaudit.narrative.claims.comparing.labelled_pairs import same_label, same_name
from xlaudit.narrative.claims.comparing.rated_pairs import RatedPair, rated_pairs
from xlaudit.narrative.comparisons.sides import same_measure
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.slips import mends
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_LEFT = re.compile(
    r"""(?: 结余|节余|结转|结存|剩余?|剩下|余下?|余款|余额|节约|节支|短缺|缺口?|差额?|空[编岗缺置]|缺[编员岗额]|闲置
          | [尚还仍][有余剩差缺欠需]|仍然?有|欠[付缴拨收费]?|欠账|短收|少[完建办做安改训配][\u4e00-\u9fff]?
          | (?<=[\u4e00-\u9fff]) (?<![减至不缺很最较更多]) 少
          | 不(?:满意|合格|达标|符合|及格) | [未没](?:[\u4e00-\u9fff]{1,6}) )
        (?:下年|下一?年度?|资金|金额|指标|床位|余额|数|额|量|的|为|有|了|共|计|达|是)* $""",
    re.VERBOSE,
)
_MAY_LEAVE = re.compile(r"[余转存剩节缺差空闲尚还仍欠短少未没不]")  # cheaper than the whole pattern
_UNDONE = re.compile(
    r"的?[^，。；：、（）\d]{0,16}?(?:(?<!尚)[未没]|推迟到|[延拖][至到期后迟误]|顺延|结转|尚[待未])(?!列|纳入|含|包括|计)"
)
_OLDER = re.compile(r"上年|年初|期初|以前年度|历年|其中|其余|其他|动用|使用|安排|累计")
_DONE = re.compile(
    r"支出|支付|执行|使用|用去|用了|用掉|花费|花了|到位|拨付|落实|缴|实际|完成|已|决算|中标|成交|实[检收有贴补种修办付到训查]|发放|余额"
    r"|在[编职岗册]|入住|取得|整改|办结|结案|建成|清理|开工|完工|收回|入库|现有"
)
_WHOLE = re.compile(
    r"预算|批复|计划|目标|任务|应|到位|安排|下达|可用|可支配|筹集|资金|总投资|概算|控制价|来源|编制|核定|床位|设计|共|总|全"
    r"|受理|排查|立案|参训|发现|限额|上级"
)
_BALANCED = re.compile(r"收支(?:相抵|结余|盈余|相减)|收大于支|收支.{0,4}后|盈余")
_INCOME = re.compile(r"收入|来源|总计")
_SPENT = re.compile(r"支出|费用")
_BACK_MONEY, _BACK_COUNTS = 40, 14  # figures
_MOST = 5
_EXECUTED = re.compile(r"(?:执行率|支出进度|执行进度|支付率|使用率|支出率|预算完成率)[^，。]{0,4}$")
_PLAIN_REST = re.compile(
    r"，(?:年末|年底|尚|还|仍|形成|其余|另有|其中)*(?:结余|结转|剩余?|剩下|余下|余款?|[未没][\u4e00-\u9fff]{1,4}|尚有|差|缺口?|欠|不(?:合格|达标|符合|及格))"
    r"(?:下年|资金|指标|额|为|的|有|了)*"
)
_OF_PLAN = re.compile(r"[比较](?:年度|年初)?(?:计划|目标|任务)数?[少差欠]")
_TAIL = 16  # characters
_SAID = 20  # characters
_NOT = re.compile(r"[未没不](?:有)?([\u4e00-\u9fff])")
_VAGUE = re.compile(r"[年末底资金项目结余转未完成支出预算执行没有，0-9已个].|.[的了有年，。]")
_DIGITS = 3  # of an amount that hardly comes out by chance
_NEAR = 4
_COARSER = 100
_MANY = 60  # amounts or pairs of a text that a rest is held against, the nearest ones
_TRIED = 9  # pairs one of which a slip may have parted from the rest


_Pair = tuple[Figure, Figure]


@dataclass(frozen=True)
class _Told:
    """What a text tells of amounts and of parts of them, read where a rest asks for it."""

    context: Context
    _alike: dict[str, frozenset[str]] = field(default_factory=dict)

    def rated(self, left: Figure) -> list[RatedPair]:
        """Return the pairs that rates bind up to right behind a rest, the nearest first."""
        end = bisect_right(self._rated, left.index + 1, key=lambda pair: pair.rate.index)
        return self._rated[max(0, end - _MANY) : end][::-1]

    def units_like(self, left: Figure) -> frozenset[str]:
        """Return the units of those pairs that measure what a rest measures."""
        unit = left.quantity.unit.text
        if unit not in self._alike:
            alike = (text for text, each in self._units.items() if same_measure(each, left))
            self._alike[unit] = frozenset(alike)
        return self._alike[unit]

    @cached_property
    def executed(self) -> frozenset[int]:
        """The places of the rates that say how much of a budget was spent."""
        return frozenset(p.rate.index for p in self._rated if _EXECUTED.search(p.words))

    def whole(self, left: Figure) -> list[Figure]:
        """Return the money before a rest that is called a whole, the nearest first."""
        return _before(self._whole, left)

    def done(self, left: Figure) -> list[Figure]:
        """Return the money before a rest that is called a part, the nearest first."""
        return _before(self._done, left)

    @cached_property
    def _rated(self) -> list[RatedPair]:
        return list(rated_pairs(self.context))

    @cached_property
    def _units(self) -> dict[str, Figure]:
        pairs = ((pair.whole, pair.done) for pair in self._rated)
        return {each.quantity.unit.text: each for pair in pairs for each in pair}

    @cached_property
    def _whole(self) -> list[Figure]:
        return [e for e in self._money if _WHOLE.search(e.lead) or _INCOME.search(e.lead)]

    @cached_property
    def _done(self) -> list[Figure]:
        return [e for e in self._money if _DONE.search(e.lead) or _SPENT.search(e.lead)]

    @cached_property
    def _money(self) -> list[Figure]:
        return [each for each in self.context.money if _is_amount(each)]


def _before(amounts: list[Figure], left: Figure) -> list[Figure]:
    end = bisect_left(amounts, left.index, key=lambda each: each.index)
    return amounts[max(0, end - _MANY) : end][::-1]


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each amount that the words call the rest of one told before."""
    text = context.document.text
    told = _Told(context)
    for left in context.measured:
        if left.direction > 0 or left.is_word or not left.value:
            continue
        tail = left.lead[-_TAIL:]
        named = _LEFT.search(tail) if _MAY_LEAVE.search(tail) else None
        if named is None and not _UNDONE.match(text, left.end):
            continue
        subject = left.lead[: len(left.lead) - len(tail) + named.start()] if named else left.lead
        if not _OLDER.search(subject) and not _compares(left):
            yield from _rest(context, told, left, subject)


def _is_amount(figure: Figure) -> bool:
    """Tell whether a plain level is one of this year."""
    return not figure.is_word and figure.period != "-1"


def _compares(left: Figure) -> bool:
    """Tell whether a change is one against a level: 比上年节约…万元 is no rest."""
    return (
        left.kind is Kind.CHANGE
        and re.search("[比较于](?!计划|目标|任务)|同比", left.lead) is not None
    )


def _rest(context: Context, told: _Told, left: Figure, subject: str) -> Iterator[Claim]:
    """Yield the claim with the pair that leaves it exactly, or with one that should."""
    near = list(_pairs(context, left, _amounts(context, left)))
    exact = _exact(context, told, left, subject, near)
    bound = list(_bound(context, told, left)) if exact is None else []
    closed = bool(bound) and (
        _is_right_behind(context, told, left)
        or (len(bound) == 1 and _OF_PLAN.search(left.lead) is not None)
    )
    meant = exact or (bound[0] if closed else _mended(left, [*bound, *_overall(told, left)], near))
    if meant is not None:
        reading = Reading(Formula.DIFFERENCE, meant, left, Strength.LIKELY)
        yield Claim("difference", [reading], needs_slip=not closed, ceiling=Strength.LIKELY)


def _exact(
    context: Context, told: _Told, left: Figure, subject: str, near: list[_Pair]
) -> _Pair | None:
    """Return the nearest pair that leaves a rest exactly: of a short one only a pair bound to it."""
    found: Iterable[_Pair] = ()
    if left.quantity.decimals:  # 36.00万元 of a pair beside it: all its digits count
        found = (pair for pair in near if pair[1].sentence == left.sentence)
    bound = _bound(context, told, left, is_exact=True)
    label = same_label(context, left)
    if len(left.digits.strip("0")) >= _DIGITS:
        found = chain(
            found, near, bound, _far(told, left), same_name(context, left, subject), label
        )
    else:
        wide = _bound(context, told, left, is_exact=True, is_wide=True)
        found = chain(found, bound, wide, label)
    return next((pair for pair in found if _leaves(pair[0], pair[1], left)), None)


def _leaves(whole: Figure, done: Figure, left: Figure) -> bool:
    return whole.value - done.value == left.value


def _overall(told: _Told, left: Figure) -> Iterator[_Pair]:
    """Yield the largest outlay before a rest of money, and the least amount that it may have been spent of."""
    if left.dimension is not Dimension.MONEY:
        return
    spent = (each for each in told.done(left) if each.fact == "spent")
    done = max(spent, key=lambda each: each.value, default=None)
    if done is not None:
        greater = [each for each in told.whole(left) if each.value > done.value]
        if greater:
            yield min(greater, key=lambda each: each.value), done


def _is_right_behind(context: Context, told: _Told, left: Figure) -> bool:
    """Tell whether a rest stands right behind the rate of its pair, and alone: 及时率85.00%，余款51.00万元."""
    figures = context.document.figures
    behind = figures[left.index + 1 : left.index + 2]
    if behind and behind[0].sentence == left.sentence and behind[0].dimension is left.dimension:
        return False
    pair = next((each for each in told.rated(left) if each.rate.index < left.index), None)
    if pair is None or pair.rate.index != left.index - 1 or pair.rate.sentence != left.sentence:
        return False
    gap = context.document.between(pair.rate, left)
    return _PLAIN_REST.fullmatch(gap) is not None and pair.done.sentence == left.sentence


def _bound(
    context: Context, told: _Told, left: Figure, *, is_exact: bool = False, is_wide: bool = False
) -> Iterator[_Pair]:
    """Yield the pairs that a rate binds and that are told of the same thing, the nearest first.

    ``is_exact``: those alone that leave the rest exactly. ``is_wide``: what it is may be said in the
    clause before as well (白蚁防治面积未达计划，差额2.5万平方米).
    """
    pairs = told.rated(left)
    if is_exact:
        pairs = [pair for pair in pairs if _leaves(pair.whole, pair.done, left)]
    if not pairs:
        return
    text = context.document.text
    before = text[max(0, left.start - _SAID) : left.start] if is_wide else left.lead[-_SAID:]
    said = before + text[left.end : left.end + _SAID // 2].split("，")[0].split("。")[0]
    undone = _NOT.search(said)
    places = (place for place in range(len(said) - 1) if not _VAGUE.match(said, place))
    names = [said[place : place + 2] for place in places]
    units = told.units_like(left)
    money = left.dimension is Dimension.MONEY
    for pair in pairs:
        if pair.whole is left or pair.done is left:
            continue
        if pair.done.quantity.unit.text not in units and pair.whole.quantity.unit.text not in units:
            continue
        near = pair.rate.paragraph == left.paragraph and left.index - pair.rate.index < _NEAR
        spent = money and pair.rate.index in told.executed
        denied = undone is not None and undone[1] in pair.words
        if near or spent or denied or any(name in pair.words for name in names):
            yield pair.whole, pair.done


def _far(told: _Told, left: Figure) -> Iterator[_Pair]:
    """Yield the pairs of another section that leave an amount exactly."""
    if left.dimension is not Dimension.MONEY or len(left.digits.strip("0")) < _DIGITS + 1:
        return
    wholes: dict[Decimal, list[Figure]] = {}
    for whole in told.whole(left):
        wholes.setdefault(whole.value, []).append(whole)
    for done in told.done(left):
        yield from ((whole, done) for whole in wholes.get(done.value + left.value, ()))


def _amounts(context: Context, left: Figure) -> list[Figure]:
    """Return the amounts of its measure before a rest, nearest first; of a number of things in its paragraph."""
    if left.dimension is Dimension.MONEY:
        before: Iterable[Figure] = context.money_before(left, _BACK_MONEY)
    else:
        counts = context.levels_before(left, _BACK_COUNTS, left.dimension)
        before = (each for each in counts if each.is_plain and same_measure(each, left))
    return [each for each in before if _is_amount(each) and each.value > left.value]


def _pairs(context: Context, left: Figure, amounts: list[Figure]) -> Iterator[_Pair]:
    """Yield what may have been there and what was done of it, the nearest first."""
    clause = context.document.text[max(0, left.start - _DIGITS * 10) : left.start]
    balanced = _BALANCED.search(clause.rpartition("。")[2])
    some, all_of = (_SPENT, _INCOME) if balanced else (_DONE, _WHOLE)
    done = list(islice((each for each in amounts if some.search(each.lead)), _MOST))
    whole = list(islice((each for each in amounts if all_of.search(each.lead)), _MOST))
    for part in done:
        for each in whole:
            if each is not part and each.value > part.value:
                yield each, part


def _mended(left: Figure, bound: list[_Pair], near: list[_Pair]) -> _Pair | None:
    """Return the pair that only a slip keeps from leaving the rest."""
    money = left.dimension is Dimension.MONEY
    for whole, done in [*bound, *near][:_TRIED] if money else bound:
        if max(whole.step, done.step) > _COARSER * left.step:
            continue  # 1.28亿元 less 12174.2万元 is anything
        reading = Reading(Formula.DIFFERENCE, (whole, done), left, Strength.LIKELY)
        if mends(reading, whole.value - done.value):
            return whole, done
    return None
