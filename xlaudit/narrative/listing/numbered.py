"""The items of one paragraph that are numbered in it, and the total that says how many: （1）…。（2）…。两项合计…."""

from __future__ import annotations

import re

from xlaudit.narrative.document import Document
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Strength

__all__ = ["counts_the_items", "numbered_items"]

_DIGITS = "一二三四五六七八九"
_MARK = re.compile(
    rf"（(?P<a>[1-9{_DIGITS}])）|(?P<b>[①-⑨])|(?P<c>[{_DIGITS}])是|第(?P<d>[{_DIGITS}])[，、]"
)
_COUNTED = re.compile(
    r"(?:(?P<number>[两二三四五六七八九])(?:项|者|部分|类|块|笔|方面)|(?P<signs>[①-⑨]{2,9})|(?P<all>以上|上述)(?:各项|几项)?)"
    r"(?:资金|投资|费用|金额|支出|收入|投入)?(?:合计|共计|总计|总共|共)[为是]?$"
)
_LAST = "计共为是\n"  # the last character of such words
_REACH = 24  # characters before a total
_FAR = 1200  # from the first item to the total
_EACH = re.compile(r"每|单价|平均|[日月年户人场次件亩]均|标准")


def numbered_items(
    document: Document, total: Figure
) -> tuple[list[Figure], list[Figure], Strength] | None:
    """Return the first and the last amount of each numbered item before a total that counts them.

    With them comes how surely the first are meant: 计划500万元，完成480万元 leaves it open.
    """
    match = _counting(document, total)
    if match is None:
        return None
    paragraph = document.paragraphs[total.paragraph]
    places = _places(document.text, max(paragraph.start, match.start() - _FAR), match.start())
    if len(places) < 2 or _wanted(match) not in (0, len(places)):
        return None
    items, last = [], []
    strength = Strength.CERTAIN
    for start, end in zip(places, (*places[1:], match.start()), strict=True):
        amounts = [
            figure
            for figure in document.inside(start, end)
            if figure.dimension is total.dimension
            and figure.kind is Kind.LEVEL
            and figure.is_plain
            and not _EACH.search(figure.lead)
        ]
        if not amounts:
            return None
        items.append(amounts[0])
        last.append(amounts[-1])
        if len({amount.value for amount in amounts}) > 1:
            strength = Strength.LIKELY
    return items, last, strength


def counts_the_items(document: Document, total: Figure, number: int) -> bool:
    """Tell whether the words right before a total say that it sums up so many items: 以上三项合计."""
    match = _counting(document, total)
    return match is not None and _wanted(match) in (0, number)


def _counting(document: Document, total: Figure) -> re.Match[str] | None:
    start = total.start
    if document.text[start - 1 : start] not in _LAST:
        return None
    return _COUNTED.search(document.text, max(0, start - _REACH), start)


def _wanted(match: re.Match[str]) -> int:
    """Return how many items the total counts; 0 where it only says that they stand above."""
    if match["number"]:
        return 2 if match["number"] == "两" else _DIGITS.index(match["number"]) + 1
    return len(match["signs"] or "")


def _places(text: str, start: int, end: int) -> list[int]:
    """Return where the items begin that count up to the last one before a place, all marked alike."""
    places: list[int] = []
    style = ""
    for match in _MARK.finditer(text, start, end):
        number = _number(match[match.lastgroup or 0])
        if number == 1:
            places, style = [match.end()], match.lastgroup or ""
        elif match.lastgroup == style and number == len(places) + 1:
            places.append(match.end())
    return places


def _number(sign: str) -> int:
    if "①" <= sign <= "⑨":
        return ord(sign) - 0x245F
    return int(sign) if sign.isdigit() else _DIGITS.index(sign) + 1
