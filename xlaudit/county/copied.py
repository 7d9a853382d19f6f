"""XA705 and XA707: sentences and indicator rows that stand in another department's filing too."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlaudit.checks.finding import Finding, Severity
from xlaudit.county.copies import pairs_sharing
from xlaudit.county.digest import Digest
from xlaudit.county.model import CountyFinding
from xlaudit.county.registry import County, Findings, county_check
from xlaudit.county.standing import Filed
from xlaudit.county.stored import sentence_print
from xlaudit.county.trace import row_print, written_rows
from xlaudit.workbook.place import Place

__all__: list[str] = []

_LEAST_FIGURES = 3
"""Own figures that a pair must share in its sentences: two may agree by chance."""
_LEAST_ROWS = 3
_SHOWN = 5

Read = Callable[[Digest], Iterator[tuple[int, "_Passage"]]]


@dataclass(frozen=True, slots=True)
class _Passage:
    """Something of a filing that another one has too."""

    quote: str
    place: Place
    figures: int


@dataclass(frozen=True, slots=True)
class _Copy:
    """Two filings, by index among the rows, and what they share; ``passages`` are of the second."""

    first: int
    second: int
    shared: int
    passages: Sequence[_Passage]
    theirs: Sequence[_Passage]


@county_check("XA705", "文字照搬其他部门")
def copied_sentences(county: County) -> Findings:
    """两个部门的报告里有带数字的长句，去掉本部门名称和标点后一字不差。

    ## 为什么
    数字是各部门自己的，不会碰巧都相同；相同多半是从别处抄来、忘了改。

    ## 例
    不符：两个部门都写“全年举办培训班 14 期，培训 1236 人次，满意度 96.4%”。
    相符：套用同一个模板，数字各写各的；句子里只有年份、文号、分数、100% 这类大家都有的数字。

    ## 不查什么
    超过三个、并且超过五分之一（或二十个）部门都有的句子，视为通知或模板的原话。二十个字以下的短句、
    没有数字的句子、通知对评分的规定，以及主管部门与其下属单位之间，不比较。谁抄谁，这里不判断。
    """
    for copy in _copies(county, lambda each: each.trace.sentences, _sentences, least=1):
        figures = sum(each.figures for each in copy.passages)
        if figures < _LEAST_FIGURES:
            continue
        one, other = county.filed[copy.first].row, county.filed[copy.second].row
        places = "、".join(dict.fromkeys(str(each.place) for each in copy.theirs))
        yield _finding(
            "XA705",
            copy,
            f"“{other.name}”有 {copy.shared} 句带数字的话与“{one.name}”（{one.source}，{places}）相同",
            one.name,
        )


@county_check("XA707", "指标尾巴相同")
def copied_rows(county: County) -> Findings:
    """两个部门自定的指标，名称、年度指标值和实际完成值都相同。

    ## 为什么
    自定指标反映本部门的职责；连实际完成值都一样，多半是复制了别人的表，没有改完。

    ## 例
    不符：两个部门自定的“培训人次 ≥1200 人次，实际 1236 人次”等三行以上完全相同，占一半以上。
    相符：指标名称相同而目标或完成值不同；方案统一规定的指标相同。

    ## 不查什么
    没有自己数字的行（如“达成”“100%”）不比较；很多部门都有的行视为统一规定（界限同 XA705）；相同不到三行或不到一半的不提。
    """
    for copy in _copies(county, lambda each: each.trace.rows, _rows, least=_LEAST_ROWS):
        one, other = county.filed[copy.first], county.filed[copy.second]
        fewest = min(len(one.trace.rows), len(other.trace.rows))
        if 2 * copy.shared < fewest:
            continue
        yield _finding(
            "XA707",
            copy,
            f"“{other.row.name}”自定的指标有 {copy.shared} 行与“{one.row.name}”（{one.row.source}）"
            f"完全相同：{'、'.join(each.quote for each in copy.passages)}",
            one.row.name,
        )


def _finding(code: str, copy: _Copy, message: str, one: str) -> CountyFinding:
    first, *others = copy.passages
    return CountyFinding(
        copy.second,
        Finding(
            code,
            Severity.DOUBT,
            message,
            first.place,
            quote=first.quote,
            against=tuple(each.place for each in others),
            stated=str(copy.shared),
            subject=one,
        ),
    )


def _copies(
    county: County,
    prints: Callable[[Filed], array[int]],
    read: Read,
    *,
    least: int,
) -> Iterator[_Copy]:
    """Yield the pairs of departments that share at least so much; their digests are read once more."""
    places = [index for index, _ in county.counted]
    filed = [each for _, each in county.counted]

    def are_related(one: int, other: int) -> bool:
        first, second = filed[one], filed[other]
        is_same = first.trace.content and first.trace.content == second.trace.content
        return bool(is_same) or _is_family(first, second)

    found = {
        (places[one], places[other]): marks
        for (one, other), marks in pairs_sharing(
            [prints(each) for each in filed], are_related
        ).items()
        if len(marks) >= least
    }
    wanted: dict[int, set[int]] = defaultdict(set)
    for (first, second), marks in found.items():
        wanted[first].update(marks[:_SHOWN])
        wanted[second].update(marks[:_SHOWN])
    passages = {
        index: _wanted(read(county.digest(index)), wanted[index]) for index in sorted(wanted)
    }
    for (first, second), marks in found.items():
        shown = marks[:_SHOWN]
        yield _Copy(
            first,
            second,
            len(marks),
            _in_order(passages[second], shown),
            _in_order(passages[first], shown),
        )


def _is_family(one: Filed, other: Filed) -> bool:
    """Whether one is the 主管部门 of the other, whose text may well stand in its own."""
    return one.row.superior == other.row.name or other.row.superior == one.row.name


def _wanted(passages: Iterable[tuple[int, _Passage]], marks: set[int]) -> Mapping[int, _Passage]:
    return {mark: passage for mark, passage in passages if mark in marks}


def _in_order(passages: Mapping[int, _Passage], marks: Iterable[int]) -> Sequence[_Passage]:
    return sorted((passages[mark] for mark in marks), key=lambda each: _order(each.place))


def _order(place: Place) -> tuple[str, int, int, int]:
    return (place.sheet, place.row, place.column, place.start or 0)


def _sentences(digest: Digest) -> Iterator[tuple[int, _Passage]]:
    for each in digest.sentences:
        yield sentence_print(each), _Passage(each.quote, each.place, each.figures)


def _rows(digest: Digest) -> Iterator[tuple[int, _Passage]]:
    for each in written_rows(digest):
        yield row_print(each), _Passage(each.name, each.place, 1)
