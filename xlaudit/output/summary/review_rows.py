"""The rows of 复核表: what there is to be reviewed of a filing, as the reviewer's form names it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from xlaudit.county.digest import BlockDigest, Digest, IndicatorDigest
from xlaudit.county.model import CountySummary
from xlaudit.numbers.plain import plain
from xlaudit.output import wording

__all__ = [
    "BEYOND",
    "NO_NUMBER",
    "ReviewRow",
    "is_within",
    "odd_reviews",
    "review_rows",
]

BEYOND = "（复核得分超出权重，未计入合计）"
"""Stands behind the reviewer's remark as long as the score does; taken off when the remark is read back."""

NO_NUMBER = re.compile("（复核得分填的是“(?P<typed>.*?)”，不是数）", re.DOTALL)
"""What becomes of a typed score that is no number: a part of the remark."""

_HUNDRED = Decimal(100)
_COMPARISON = re.compile(
    r"\s*(≥|≤|=|＝|>|＞|<|＜|大于等于|小于等于|不低于|不高于|不超过|不少于)\s*"
)
_SIGNS = {
    "＝": "=",
    "＞": ">",
    "＜": "<",
    "大于等于": "≥",
    "小于等于": "≤",
    "不低于": "≥",
    "不少于": "≥",
    "不高于": "≤",
    "不超过": "≤",
}
_WORDS = "定性"
_DIGIT = re.compile(r"\d")


class ReviewRow(NamedTuple):
    """One row: texts as written, points and the filing's own score in 分.

    ``nature`` is 指标性质: the comparison that the target makes (≥, ≤, =), or 定性 for words.
    """

    block: str
    first_level: str
    second_level: str
    name: str
    nature: str
    target: str
    unit: str
    points: Decimal | None
    actual: str
    stated: Decimal | None


def review_rows(digest: Digest) -> Iterator[ReviewRow]:
    """Yield the rows block by block; a block that states only a score of its own is a row as well."""
    blocks = [block.id for block in digest.blocks]
    for block in digest.blocks:
        rows = [_indicator(each) for each in digest.indicators if each.block == block.id]
        if not rows and block.stated is not None:
            rows = [_whole(block)]
        yield from rows
    yield from (_indicator(each) for each in digest.indicators if each.block not in blocks)


def is_within(score: Decimal, weight: Decimal | None) -> bool:
    """Return whether a score lies between nothing and the weight; without a weight, up to 100.

    >>> is_within(Decimal("7.5"), Decimal(8)), is_within(Decimal(88), Decimal(8))
    (True, False)
    """
    if weight is None:
        return 0 <= score <= _HUNDRED
    return min(Decimal(0), weight) <= score <= max(Decimal(0), weight)


def odd_reviews(summary: CountySummary) -> Iterator[str]:
    """Yield a sentence for each typed score that does not enter the total: beyond the weight, or no number."""
    names = {name for name, _, _ in summary.reviews}
    for department in summary.departments:
        if department.name not in names or not department.is_counted:
            continue
        for row in review_rows(summary.digests[department.index]):
            review = summary.reviews.get((department.name, row.block, row.name))
            where = (
                f"复核表：{wording.named(department.name)}“{wording.one_line(row.name)}”的复核得分"
            )
            typed = NO_NUMBER.search(review.remark) if review else None
            if review and review.score is not None and not is_within(review.score, row.points):
                weight = "100" if row.points is None else plain(row.points)
                yield f"{where} {plain(review.score)} 不在 0 和权重 {weight} 之间，没有计入合计。"
            elif review and review.score is None and typed:
                yield f"{where}填的是“{wording.one_line(typed['typed'])}”，不是数，写进了备注，没有计入合计。"


def _whole(block: BlockDigest) -> ReviewRow:
    return ReviewRow(
        block.id, block.label, "", block.label, "", "", "", block.points, "", block.stated
    )


def _indicator(each: IndicatorDigest) -> ReviewRow:
    nature, target = _nature(each.target)
    if each.unit and nature != _WORDS:
        target = target.removesuffix(each.unit).rstrip() or target
    return ReviewRow(
        *(each.block, each.first_level, each.second_level, each.name, nature, target, each.unit),
        *(each.points, each.actual, each.stated),
    )


def _nature(target: str) -> tuple[str, str]:
    """Return the comparison and what remains of the target.

    >>> _nature("≥90%"), _nature("不超过10天"), _nature("提升"), _nature("42公里")
    (('≥', '90%'), ('≤', '10天'), ('定性', '提升'), ('', '42公里'))
    """
    found = _COMPARISON.match(target)
    if found and _DIGIT.search(target):
        return _SIGNS.get(found[1], found[1]), target[found.end() :]
    return ("" if _DIGIT.search(target) or not target else _WORDS), target
