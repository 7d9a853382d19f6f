"""What a block lost, told behind the rows: 产出指标扣3.1分 after 产出指标46.9分（满分50分）; 四项依次扣0.4分、2.8分、….

A block that is named once lost what its points and its mark leave. Of reasons that are told one by one,
each is a part only, so that too little is asked about only where one slip would make it whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xlaudit.narrative.claims.scoring.score_rows import ScoreParagraph, ScoreRow
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims_of"]

_LOSES = r"(?:扣|失|丢)(?:除|减|分|掉|了|去)*[为是]?$"
_LOST = re.compile(_LOSES)
_ALL = r"(?P<all>总?共计?|合计|累计|一共|总计)?"
_TAIL = r"(?:类|部分|方面|板块|维度|一项|单项|得分|自评|评价)*"
_HEAD = re.compile(
    r"^(?:其中|以上|上述|另外?|此外|因此|但|而|其余|[一二三四五六七八九]是|失分|扣分|主要|[较最]多|的|是|为|在|于|因|集中)+"
)
_OF_BLOCK = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,14}}?)(?:指标|{_TAIL})*(?:因此|故|也|又)?{_ALL}{_LOSES}"
)
# 失分较多的是效果指标，扣1.8分; 时效指标失分较多，扣2分
_OF_CLAUSE_BEFORE = re.compile(
    rf"(?:(?:失|扣|丢)分[\u4e00-\u9fff]{{0,6}}[是为](?P<name>[\u4e00-\u9fff]{{2,10}}?)(?:指标|{_TAIL})*"
    rf"|(?P<name_first>[\u4e00-\u9fff]{{2,10}}?)(?:指标|{_TAIL})*(?:失|扣|丢)分(?:较|最|相对)?[多大高])，{_ALL}{_LOSES}"
)
_NAME_TAIL = re.compile(r"(?:指标|类|部分|方面|维度|情况|板块|得分|自评|一级|的|为|满分|分值)+$")
_NAME_HEAD = re.compile(r"^(?:其中|具体为|具体是|分别为|和|及|与)+")
_QUALIFIER = re.compile(
    r"^(?:年度|全年|资金|预算)+(?=执行|支出)|(?<=执行)率$|(?<=满意)度$|(?<=完成)率$"
)
_ONE_BY_ONE = re.compile(
    r"(?:依次|分别|各|逐项)(?:对应)?(?:扣|失|丢)(?:除|减|分|掉|了|去)*[为是]?$"
)
_CLAUSE = re.compile(r"[，。；：、（）\n\d分]")
_SENTENCE = re.compile(r"[。；：、（\n]|\d分?")
_BACK = 14  # characters of a name
_BEFORE = 30  # characters before a loss
_PAIR = 2


def claims_of(context: Context, read: Sequence[ScoreParagraph]) -> Iterator[Claim]:
    """Yield the claims of losses that name a block, and of losses listed in the order of the rows."""
    lost = [figure for figure in context.losses if _LOST.search(figure.lead)]
    blocks = _blocks(context, read) if lost else {}
    if not blocks:
        return
    own = {loss.figure.index for each in read for row in each.rows for loss in row.losses}
    told: dict[str, list[tuple[Figure, bool]]] = {}
    for figure in lost:
        if figure.index in own or not figure.is_plain:
            continue
        name, is_all = _name(context, figure)
        name = _key(name)
        if name in blocks:
            told.setdefault(name, []).append((figure, is_all))
    for name, losses in told.items():
        yield from _of_block(blocks[name], losses)
    for each in read:
        yield from _one_by_one(context, each)


def _blocks(context: Context, read: Sequence[ScoreParagraph]) -> dict[str, ScoreRow]:
    """Return the rows by their names; one that is told twice with other marks has none."""
    found: dict[str, ScoreRow] = {}
    twice: set[str] = set()
    for each in read:
        for row in each.rows:
            if row.is_full:
                continue
            name = _key(_row_name(context, row))
            known = found.setdefault(name, row)
            if (known.points.value, known.mark.value) != (row.points.value, row.mark.value):
                twice.add(name)
    return {name: row for name, row in found.items() if len(name) > 1 and name not in twice}


def _key(name: str) -> str:
    """Return what is alike in 预算执行, 执行率 and 预算执行率."""
    short = _QUALIFIER.sub("", name)
    return short if len(short) > 1 else name


def _row_name(context: Context, row: ScoreRow) -> str:
    first = min(row.points, row.mark, key=lambda figure: figure.index)
    words = context.document.text[max(0, first.start - _BACK) : first.start]
    name = _CLAUSE.split(words.rstrip("（"))[-1]
    return _NAME_TAIL.sub("", _NAME_HEAD.sub("", name.removesuffix("得")))


def _name(context: Context, lost: Figure) -> tuple[str, bool]:
    """Return the name of the block that a loss is of, and whether the words say that it is all of it."""
    words = context.document.text[max(0, lost.start - _BEFORE) : lost.start]
    clauses = _SENTENCE.split(words)[-1]
    before = _OF_CLAUSE_BEFORE.search(clauses)
    if before:
        return before["name"] or _HEAD.sub("", before["name_first"]), True
    clause = _HEAD.sub("", clauses.split("，")[-1])
    match = _OF_BLOCK.fullmatch(clause)
    return (match["name"], bool(match["all"])) if match else ("", False)


def _of_block(row: ScoreRow, losses: Sequence[tuple[Figure, bool]]) -> Iterator[Claim]:
    """Hold the one loss of a block, or the one that says 共, against what the block lost; else all together."""
    whole = [figure for figure, is_all in losses if is_all]
    rest = row.points.value - row.mark.value
    for lost in whole or [figure for figure, _ in losses if len(losses) == 1]:
        is_part = not whole and lost.value < rest
        reading = Reading(
            Formula.DIFFERENCE, (row.points, row.mark), lost, Strength.LIKELY, is_partial=is_part
        )
        yield Claim("score_loss_of_block", [reading], needs_slip=is_part, ceiling=Strength.LIKELY)
    if not whole and len(losses) > 1:
        parts = tuple(figure for figure, _ in losses)
        reading = Reading(Formula.SUM, (row.mark, *parts), row.points, Strength.POSSIBLE)
        yield Claim("sum", [reading])


def _one_by_one(context: Context, each: ScoreParagraph) -> Iterator[Claim]:
    """…13.5分，依次扣0.4分、2.8分、2.6分、1.5分: one for each row before them."""
    main = [row for row in each.rows if not row.is_part]
    if len(main) < _PAIR:
        return
    behind = main[-1].mark.index + 1
    for figure in context.document.figures[behind : behind + _PAIR]:
        if figure.dimension is not Dimension.SCORE or not _ONE_BY_ONE.search(figure.lead):
            continue
        run = context.run_of(figure)
        if len(run) == len(main) and figure.paragraph == main[-1].mark.paragraph:
            for row, lost in zip(main, run, strict=True):
                pair = (row.points, row.mark)
                reading = Reading(Formula.DIFFERENCE, pair, lost, Strength.CERTAIN)
                yield Claim("difference", [reading], is_closed=True)
            return
