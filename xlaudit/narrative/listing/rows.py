"""A row of items that a total closes: 甲镇12.5万元、乙镇8万元，共20.5万元; 三年分别为3件、4件和5件，三年合计12件."""

from __future__ import annotations

import re
from itertools import pairwise

from xlaudit.narrative.document import Document
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.listing.complete import IN_PARTS, counts_up
from xlaudit.narrative.reading import Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["closed_row", "says_more"]

_SEVERAL = "两二三四五六七八九十"
_VERBS = "投入|安排|下达|拨付|支付|支出|完成|发放|培训|办理|受理|开展|举办|新建|改造"
_CLOSES = re.compile(
    rf"""(?: (?P<number> [{_SEVERAL}] | \d{{1,2}} ) (?P<of> [^\d，。；：]{{1,8}}? )? | 以上 | 上述 )?
         (?: 资金|投资|费用|金额|支出|收入|投入 )? (?: 合计|共计|总计|总共|共 | (?P<run> 累计 ) )
         (?P<verb> {_VERBS} )? [为是达]?$""",
    re.VERBOSE,
)
_TOTAL_OF = re.compile(r"(?P<name>[^\d，。；：、]{2,6}?)(?:总[量数额]|总?合计|总计)[为是共]?")
_SUMS = re.compile("合计|共计|总计")
_FULL = 3  # items parted by commas, from the beginning of a sentence to its total
_CLAUSE = re.compile(r"[，。；：、（）\n]")
_REACH = 24  # characters before a total
_JOINS = re.compile("[、和及与]")
_OPEN = re.compile(r"等(?![级次额高院])|主要|例如|比如|部分|其余|其它|剩余|不含|另")
_AMONG = re.compile(r"其中|包括|包含")
_PEOPLE = re.compile("[人户名位]")
_MEASURES = re.compile(f"{_VERBS}|实际|实施|中标|到位|执行|决算|预算|受益|收入|结余|处理|办结|整改")
_NOUN = re.compile(r"[\u4e00-\u9fff]{1,5}")  # behind a count: 个项目
_BENEFIT = re.compile("受益|受惠|享受|参与|参加|获益")
_PERSONS = re.compile("[万亿]?[人户名位]")
_BETWEEN = re.compile(r"[^，。；：、（）\d]{0,6}(?:（[^（）]{0,30}）)?[，、；]?")


def closed_row(
    document: Document, items: list[Figure], total: Figure
) -> tuple[list[Figure], Strength, bool] | None:
    """Return the items, nearest first, that a total's words sum up, how surely, and whether none is missing.

    ``items`` are those of the total's sentence, nearest first. None where the words leave it open.
    """
    start = max(items[0].end, total.start - _REACH)
    clause = _CLAUSE.split(document.text[start : total.start])[-1]
    match = _CLOSES.fullmatch(clause.strip())
    gap = document.text[items[0].end : total.start - len(clause)]
    if not _BETWEEN.fullmatch(gap):
        return None
    row = _row(document, items)
    if len(row) < 2 or says_more(clause, row) or not _is_of_one_kind(document, row, total):
        return None
    if match is None:
        named = _TOTAL_OF.fullmatch(clause.strip())
        alike = named is not None and named["name"] in row[-1].label
        return (row, Strength.CERTAIN, True) if alike and "分别" in row[-1].label else None
    return _judged(document, match, items, row, total)


def _judged(
    document: Document, match: re.Match[str], items: list[Figure], row: list[Figure], total: Figure
) -> tuple[list[Figure], Strength, bool] | None:
    """Return how surely a row is what the words before a total sum up."""
    around = document.text[max(0, row[-1].start - _REACH) : row[-1].start]
    before = re.split("[。；\\n]", around)[-1]
    words = before + document.text[row[-1].start : total.start]
    if _OPEN.search(words) or _holds_others(document, row):
        return None
    if match["verb"] and _PERSONS.fullmatch(total.quantity.unit.text):
        return row, Strength.POSSIBLE, False  # one who comes twice is counted once
    if match["number"]:
        return (row, Strength.CERTAIN, True) if _number(match["number"]) == len(row) else None
    if _BENEFIT.match(document.text, total.end):
        return row, Strength.POSSIBLE, False  # one who is paid twice benefits once
    parts = IN_PARTS.search(before)
    among = _AMONG.search(words) is not None
    if parts and _number(parts["number"]) == len(row):
        return row, Strength.CERTAIN, True
    if len(row) == len(items) and counts_up([core(item.label) for item in row[::-1]]):
        return row, Strength.CERTAIN, not match["run"]
    if len(row) == len(items) >= _FULL and _SUMS.search(match[0]) and not among:
        return row, Strength.CERTAIN, False
    if match["run"] or not _JOINS.search(document.between(row[1], row[0])):
        return None
    return row, Strength.CERTAIN, not among and not _PEOPLE.search(total.quantity.unit.text)


def _is_of_one_kind(document: Document, row: list[Figure], total: Figure) -> bool:
    """Tell whether things are counted that the total's noun may mean: 3个乡镇、12个村，共86个项目 are three kinds."""
    nouns = [_NOUN.match(document.text, figure.end) for figure in (total, *row)]
    said = [set(noun[0]) for noun in nouns if noun is not None]
    return (
        total.dimension is not Dimension.COUNT or not said or all(said[0] & noun for noun in said)
    )


def says_more(clause: str, items: list[Figure]) -> bool:
    """Tell whether a total's words name what its items do not: 投资860万元…，完成投资共1860万元."""
    return any(word not in item.label for word in _MEASURES.findall(clause) for item in items)


def _holds_others(document: Document, row: list[Figure]) -> bool:
    """Tell whether figures of another measure are members of the row: 企业126家、污水厂31座、医院18家."""
    last = row[-1].index
    members = {item.index for item in row}
    first = document.figures[last - 1] if last and _joins(document, last) else None
    if first is not None and first.dimension is row[0].dimension:
        return True
    return any(
        figure.dimension is row[0].dimension
        and figure.depth == row[0].depth
        and figure.index not in members
        and _joins(document, figure.index)
        for figure in document.figures[last : row[0].index]
    )


def _joins(document: Document, index: int) -> bool:
    """Tell whether a figure goes on with a row: only 、 stands between it and the one before."""
    gap = document.between(document.figures[index - 1], document.figures[index])
    return _style(gap) == "、"


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    return 2 if word == "两" else _SEVERAL.index(word) + 1


def _row(document: Document, items: list[Figure]) -> list[Figure]:
    """Return the nearest items that are parted alike: by 、, by commas or by semicolons."""
    styles = [_style(document.between(b, a)) for a, b in pairwise(items)]
    if not styles:
        return items
    length = next((n for n, style in enumerate(styles) if style != styles[0]), len(styles))
    return items[: length + 1]


def _style(gap: str) -> str:
    if "；" in gap:
        return "；"
    if "，" in gap:
        return "，" * gap.count("，")
    return "、" if _JOINS.search(gap) else gap
