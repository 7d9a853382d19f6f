"""What a text says of all rows of a score together: the full mark, the total, the points lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from xlaudit.narrative.claims.scoring.flat_text import FlatText
from xlaudit.narrative.claims.scoring.score_rows import ScoreRow, is_overall
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure
from xlaudit.numbers.quantity import Dimension

__all__ = [
    "full_mark",
    "is_of_all",
    "is_of_lost",
    "is_of_several",
    "is_of_whole",
    "is_set",
    "is_sum",
    "is_total",
    "items_named",
    "loss_of_all",
    "lost_by_all",
    "points_of_block",
    "total_before",
    "total_behind",
]

_PAIR = 2
_BACK = 6  # figures
_HUNDRED = 100
_WINDOW = 300  # characters behind the rows in which their sum may stand
_CLAUSE = 20  # characters
_NEAR = 60  # characters between the last row and the total behind it
_FAR = 120  # between the total in front and the first row: how it is graded may stand there
_TOTAL = re.compile(
    r"(?:(?:自评|总|综合|最终|整体|绩效|评价|评定|平均|总体)(?:得分|评分|评价|分|得)|自评|总分)(?:合计|结果|情况)?[为是达到：]*$"
)
_WON = re.compile(
    r"^(?:[\u4e00-\u9fff]{0,14}(?:局|委|办|中心|单位|部门|会|院|厅|馆|站|所|队|校|镇|乡|街道|公司|项目)|本次|经|实际?)?(?:考核|评价|自评)?得分?[为是：]*$"
)
_BARE = re.compile(r"(?:^|\d分?)得?分?[为是：]*$")  # what a row won: 投入20分，得19分
_ONLY_SUMMED = re.compile(r"(?:合计|共计|总计|累计|共|计)[为是]?")
_OWN_WON = re.compile(r"(?:实际?|共|总)?得分?[为是：]*$")
_HUNDRED_SET = re.compile(r"^(?:[^得评]{0,6}(?:共|计))?总分值?[为共是]*$")
_SUMMED = re.compile(
    r"(?:合计|共计|总计|累计|共|相加|加总|汇总|总得?分|自评得分|综合得分|最终得分|[部分大类项块][得评]分)(?:总?得?分?|自评得分)?[为是达：=]*$|=$"
)
# what one block could win, said before its items: 共设9个三级指标，合计分值24分; 该指标满分50分，…
_OF_BLOCK = re.compile(
    r"(?:(?:合计|共计|总计|共)(?:分值|满分|权重)|(?:分值|满分|权重)(?:合计|共计|总计|共)|(?:[该本][项类部]?(?:部分|指标)?|指标|部分|方面)(?:总?分值|满分|权重)|(?:指标|部分|[大一]类)(?:共计?|合计))(?:为|是)?$"
)
_OTHERS = re.compile(r"上年|去年|同期|往年|满分|分值|扣|失|每|平均|其中")
_FULL_MARK = re.compile(r"(?:满分|总分值)[为是共设置]*$")
_LOST_ALL = re.compile(
    r"(?:(?:共计?|合计|累计|总计?|一共|总共)(?:扣|失|丢)(?:减|除|掉|了|分)*(?:合计|共计|共)?|(?:扣|失|丢)分(?:合计|共计|共|总计)?|(?:扣|失|丢)(?:减|除)?(?:合计|共计|共|总计))[为是：]*$"
)
_LOST = re.compile(r"(?:扣|失|丢)(?:除|减|分|掉|了|去)*[为是]?$")
_LOSES = re.compile(r"^(?:扣|失|丢)分?[为是]?$")
_OF_NUMBER = re.compile(r"(?:以上|上述|这).{1,3}[项处个](?:指标)?(?:扣|失|丢)分?[为是]?$")
_REST = re.compile(r"(?:其余|其他|其它|余下|另|其中|主要|[一二两三四五六七八九十\d]是)[^，。；]*$")
_ITEMS = re.compile(
    r"(?:以?上述?)?(?P<number>[一二两三四五六七八九十]|\d{1,2})(?:个|大)?(?:项|部分|方面|指标|板块|类)"
)
_ALL = re.compile(
    r"(?:\d{0,4}年度?|以上|上述|这|全部|所有|各|[一二三四]级|本次|本年度?|全年|整体|总体|综合|绩效|支出|自评|自我评价|评价|考核|评审|最终|实际|因此|由此|据此|故|分值|指标|得分|扣分|项|部分|方面|类|[\u4e00-\u9fff]{0,12}(?:项目|局|委|办|中心|单位|部门|院|厅|馆|站|所|队|校|镇|乡|街道|公司|专项|资金))*"
)
_LOSSES_NAMED = re.compile(r"(?:扣|失|丢)分(?![为是共合总计]*\d)")
_OF_MARKS = re.compile(r"得|自评|部分|总分|评分")
_POINTS = re.compile(r"\d分")
_CLAUSE_END = re.compile(r"[，。；：、（\n]")
_SENTENCE_END = re.compile("[。！？]")
_HEADING = 20  # characters of a line that may be a heading
_NUMBERS = {sign: value for value, sign in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


def is_total(figure: Figure) -> bool:
    """Tell whether a figure is the score of the whole."""
    if figure.dimension is not Dimension.SCORE or not figure.is_plain:
        return False
    if _OTHERS.search(figure.lead):
        return False
    return (
        figure.fact == "total_score"
        or _TOTAL.search(figure.lead) is not None
        or _WON.match(figure.lead) is not None
    )


def is_set(figure: Figure) -> bool:
    """Tell whether 总分100分 says what could be won, as it does where nothing of 得 or 自评 stands there."""
    return figure.value == _HUNDRED and _HUNDRED_SET.search(figure.lead) is not None


def is_sum(figure: Figure) -> bool:
    """Tell whether the words before a figure sum up: 合计, 总分, 四部分相加."""
    if _OTHERS.search(figure.lead):
        return False
    return any(each.search(figure.lead) is not None for each in (_SUMMED, _TOTAL))


def is_of_whole(context: Context, figure: Figure) -> bool:
    """Tell whether a total or a sum is the score of the whole: 共得96.1分, not 产出部分合计47.7分."""
    if not is_total(figure) and not (
        figure.dimension is Dimension.SCORE and figure.is_plain and is_sum(figure)
    ):
        return False
    clause = _clause(context, figure)
    if _BARE.search(clause) is not None:
        before = context.document.figures[figure.index - 1] if figure.index else figure
        near = before.sentence == figure.sentence and before.dimension is Dimension.SCORE
        return near and _is_hundred(before)  # 满分100分，得96.7分
    return not _names_block(_OWN_WON.sub("", _TOTAL.sub("", _SUMMED.sub("", clause))))


def total_before(context: Context, first: Figure) -> Figure | None:
    """Return the total in front of the first row, in its paragraph or at the end of the one before."""
    figures = context.document.figures
    for figure in reversed(figures[max(0, first.index - _BACK) : first.index]):
        if first.paragraph - figure.paragraph > 1:
            return None
        if is_total(figure):
            return figure if first.start - figure.end <= _FAR else None
        if (
            figure.dimension is Dimension.SCORE
            and figure.is_plain
            and not _LOST.search(figure.lead)
        ):
            return (
                None  # 自评96.5分，扣3.5分，其中…: the loss beside the total stands in nobody's way
            )
    return None


def total_behind(context: Context, flat: FlatText, start: int, end: int) -> Figure | None:
    """Return the total right behind a row: the next score of the paragraph that is no loss."""
    lost = False
    for place, figure in flat.scores(start, min(end, start + _WINDOW)):
        if _LOST_ALL.search(figure.lead) or "扣" in figure.lead or _is_hundred(figure):
            lost = not _is_hundred(figure)
            continue
        if lost and _ONLY_SUMMED.fullmatch(figure.lead):
            return None  # 累计扣14分，两块扣得最多，合计7.7分
        gap = flat.text[start:place]
        near = len(gap) <= _NEAR and gap.count("。") <= 1
        return figure if near and is_sum(figure) and not is_of_lost(context, figure) else None
    return None


def is_of_several(context: Context, figure: Figure) -> bool:
    """Tell whether a figure is what several items lost together: 共扣, 失分合计; 其余三处共扣 is not."""
    if not _LOST_ALL.search(figure.lead) and not (
        _LOSES.search(figure.lead) and _OF_NUMBER.search(_clause(context, figure))
    ):
        return False
    return _REST.search(_clause(context, figure)) is None


def is_of_all(context: Context, figure: Figure) -> bool:
    """Tell whether it is what all items lost: 产出部分共扣 is what that block lost."""
    if not is_of_several(context, figure):
        return False
    return not _names_block(_LOST_ALL.sub("", _clause(context, figure)))


def _names_block(words: str) -> bool:
    """Tell whether the words before 共扣 name one block: 产出部分, 过程类; 以上四项 and 本项目 do not."""
    name = _ITEMS.sub("", _POINTS.split(words)[-1])
    return len(name) > 1 and _ALL.fullmatch(name) is None


def is_of_lost(context: Context, figure: Figure) -> bool:
    """Tell whether a 合计 is of what was lost, as its sentence or the heading above says: 扣分点共4处，合计4.2分."""
    before = context.document.text[max(0, figure.start - _WINDOW) : figure.start]
    lines = before.split("\n")
    sentence = _SENTENCE_END.split(lines[-1])[-1]
    above = lines[-2] if len(lines) > 1 and sentence == lines[-1] else ""
    if 0 < len(above) <= _HEADING and _LOSSES_NAMED.search(above):
        return _OF_MARKS.search(sentence) is None
    named = [match.end() for match in _LOSSES_NAMED.finditer(sentence)]
    return bool(named) and _OF_MARKS.search(sentence[named[-1] :]) is None


def items_named(context: Context, lost: Figure) -> int | None:
    """Return how many items a sum names: 四项共扣."""
    said = _ITEMS.search(_clause(context, lost))
    return _number(said["number"]) if said else None


def _clause(context: Context, figure: Figure) -> str:
    """Return the words before a figure, back to the sign before them."""
    words = context.document.text[max(0, figure.start - _CLAUSE) : figure.start]
    return _CLAUSE_END.split(words)[-1]


def loss_of_all(context: Context, flat: FlatText, start: int, rows: int) -> Figure | None:
    """Return what all rows lost, said behind them; None where it is of fewer or of a part."""
    for _, figure in flat.scores(start, start + _WINDOW):
        if is_of_all(context, figure):
            number = items_named(context, figure)
            return figure if number in (None, rows) else None
    return None


def _number(word: str) -> int:
    return _NUMBERS[word] if word in _NUMBERS else int(word)


def _is_hundred(figure: Figure) -> bool:
    """Tell whether a figure is what the whole could win, behind the rows as well: no row could win so much."""
    return figure.value >= _HUNDRED and _is_full_mark(figure)


def _is_full_mark(figure: Figure) -> bool:
    if is_set(figure) or (figure.value == _HUNDRED and figure.lead.endswith("满分")):
        return True
    return _FULL_MARK.search(figure.lead) is not None and is_overall(figure.lead)


def full_mark(
    context: Context, near: Figure, last: Figure | None = None, *, above: int = 0
) -> Figure | None:
    """Return the full mark stated before the rows, ``above`` paragraphs up at most, or right behind the last one."""
    figures = context.document.figures
    for figure in figures[max(0, near.index - _BACK) : near.index]:
        beside = near.paragraph - figure.paragraph <= above
        same = beside and figure.dimension is Dimension.SCORE
        if same and figure.is_plain and _is_full_mark(figure):
            return figure
    behind = figures[last.index + 1 : last.index + 2] if last else []
    for figure in behind:
        same = figure.paragraph == near.paragraph and figure.dimension is Dimension.SCORE
        if same and figure.is_plain and _is_hundred(figure):
            return figure
    return None


def points_of_block(flat: FlatText, rows: Sequence[ScoreRow]) -> Figure | None:
    """Return what a block could win, said right before its rows, where their points make no other."""
    before = [figure for _, figure in flat.scores(0, rows[0].start)]
    told = [figure for figure in before[-_PAIR:] if _OF_BLOCK.search(figure.lead)]
    return told[-1] if told and told[-1].value > rows[0].points.value else None


def lost_by_all(rows: Sequence[ScoreRow]) -> ScoreRow | None:
    """Return the last row if what was lost behind it is what all rows lost, of which none says its own.

    产出38.80分（40分）、效果28.20分（30分），扣4.83分.
    """
    if len(rows) < _PAIR or len(rows[-1].losses) != 1 or any(row.losses for row in rows[:-1]):
        return None
    last = rows[-1]
    lost = sum((row.points.value - row.mark.value for row in rows), Decimal())
    own = last.points.value - last.mark.value
    return last if own != last.losses[0].figure.value == lost else None
