"""The sheet 指标矩阵: departments × indicators, each cell the share of the points that our score gives."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import fsum, isnan, nan

from xlaudit.county.digest import Digest, SchemeStamp
from xlaudit.county.model import CountySummary, Department
from xlaudit.output import wording
from xlaudit.output.measure import lines_in
from xlaudit.output.summary.book import LINE, Page, address, height
from xlaudit.output.summary.department_columns import COUNTED, UNCOUNTED
from xlaudit.output.summary.department_sheet import NUMERIC

__all__ = ["SHEET", "MatrixSheet"]

SHEET = "指标矩阵"
_NAME, _COUNTED, _FIRST_COLUMN = 0, 1, 2
_NAME_WIDTH, _WIDTH = 26, 6.2
_SIZE = 9  # points: of the shares and of most headings
_NARROW = _WIDTH + 0.7  # headings are set smaller than what the width is counted in
_NOTHING = (Decimal(0), Decimal(0))
_FULL, _FAILED, _NEARLY_ALL, _FEWEST = 0.99999, 0.6, 0.9, 5
_NOTE = (
    "格中为系统复核分占该指标分值的比例，颜色越深失分越多；空格：方案里没有这个指标，或没有得分可取。"
    "“自设”为部门自己写的指标，按所属部分合计。"
    f"标记：计入的部门不少于 {_FEWEST} 个，且九成以上得满分（几乎全满分：指标可能没有区分度），"
    "或九成以上不足六成（几乎全不及格：目标或口径可能有问题）。"
)


@dataclass(slots=True)
class _Group:
    """The departments of one scheme. ``headings``: block and name of each indicator, by its key.

    ``rows`` hold, for each department, the share of the points in the order of the headings as far as they
    were known, NaN for none: with ten thousand departments, a quarter of a million numbers.
    """

    stamp: SchemeStamp
    headings: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    rows: list[tuple[str, bool, array[float]]] = field(default_factory=list)

    def column(self, place: int) -> list[float]:
        """Return the shares of the departments that count and have one, under a heading."""
        shares = (row[place] for _, is_counted, row in self.rows if is_counted and place < len(row))
        return [share for share in shares if not isnan(share)]


class MatrixSheet:
    """Grows as the departments come by; written at the end, when all indicators are known."""

    def __init__(self, page: Page, summary: CountySummary) -> None:
        self.page, self.summary = page, summary
        self.groups: dict[str, _Group] = {}

    def add(self, department: Department, digest: Digest) -> None:
        """Take the scores of one department."""
        parts: dict[tuple[str, str], tuple[Decimal, Decimal]] = {}
        group = self.groups.setdefault(digest.scheme.id, _Group(digest.scheme))
        labels = {block.id: block.label for block in digest.blocks}
        for each in digest.indicators:
            if each.score is None or not each.points:
                continue
            key = (each.block, each.indicator)
            if key not in group.headings:
                label = labels.get(each.block, each.first_level)
                group.headings[key] = (label, each.name if each.indicator else "自设")
            score, points = parts.get(key, _NOTHING)
            parts[key] = (score + each.score, points + each.points)
        shares = array("d")
        for key in group.headings:
            score, points = parts.get(key, _NOTHING)
            shares.append(float(score / points) if points else nan)
        group.rows.append((department.name, department.is_counted, shares))

    def write(self) -> None:
        """Write the sheet, a table a scheme."""
        page = self.page
        groups = [group for group in self.groups.values() if group.headings]
        groups.sort(key=lambda group: (-len(group.rows), group.stamp.id))
        widest = max((len(group.headings) for group in groups), default=8)
        last = _FIRST_COLUMN + max(8, widest) - 1
        page.head(f"{self.summary.title}部门整体绩效自评指标矩阵", _NOTE, last)
        page.sheet.set_row(1, height([(_NOTE, _NAME_WIDTH + _WIDTH * (last - 1))]))
        page.sheet.set_column(_NAME, _NAME, _NAME_WIDTH)
        page.sheet.set_column(_COUNTED, last, _WIDTH)
        row = 3
        if not groups:
            page.wide(
                row,
                0,
                last,
                "没有指标得分：没有读到评分行，或方案没有分值。",
                page.book.look(border=1),
            )
        for group in groups:
            row = self._table(row, group)
        is_one = len(groups) == 1
        page.sheet.freeze_panes(6 if is_one else 0, _FIRST_COLUMN)
        page.print_wide(
            self.summary.title,
            (_NAME_WIDTH, *[_WIDTH] * last),
            size=_SIZE,
            names=_FIRST_COLUMN,
            repeat=(0, 5) if is_one else (0, 1),
        )

    def _table(self, row: int, group: _Group) -> int:
        """Write one scheme's table from ``row`` on; return the row after it."""
        page, look = self.page, self.page.book.look
        keys = _ordered(group)
        known = list(group.headings)
        places = [known.index(key) for key in keys]
        last = _FIRST_COLUMN + len(keys) - 1
        section = look(bold=True, bg_color="#F2F2F2")
        title = f"{group.stamp.id}　{group.stamp.title}　{len(group.rows)} 份"
        page.wide(row, 0, max(last, 8), title, section)
        self._headings(row + 1, group, keys)
        first = row + 3
        text = look(border=1, text_wrap=True, indent=1)
        word = look(border=1, align="center")
        share = look(border=1, align="center", num_format="[=1]0%;0.0%", font_size=9)
        for line, (name, is_counted, shares) in enumerate(group.rows, start=first):
            shown = wording.named(name)
            page.begin(line)
            page.text(line, _NAME, shown, text)
            page.text(line, _COUNTED, COUNTED if is_counted else UNCOUNTED, word)
            for column, place in enumerate(places, start=_FIRST_COLUMN):
                figure = shares[place] if place < len(shares) else nan
                page.value(line, column, None if isnan(figure) else figure, share)
            is_long = lines_in(shown, _NAME_WIDTH - 3) > 1
            page.end(height([(shown, _NAME_WIDTH - 2)]) if is_long else None)
        end = first + len(group.rows) - 1
        page.sheet.conditional_format(first, _FIRST_COLUMN, end, last, _SCALE)
        self._means(first, end, group, places)
        return end + 6

    def _headings(self, row: int, group: _Group, keys: Sequence[tuple[str, str]]) -> None:
        page = self.page
        heading = page.heading_look
        small = page.book.look(
            bold=True, bg_color="#D9E1F2", border=1, align="center", text_wrap=True, font_size=9
        )
        for column, name in ((_NAME, "部门"), (_COUNTED, "计入")):
            page.sheet.merge_range(row, column, row + 1, column, "", heading)
            page.text(row, column, name, heading)
        blocks = [group.headings[key][0] for key in keys]
        start = 0
        for at in range(1, len(blocks) + 1):
            if at == len(blocks) or blocks[at] != blocks[start]:
                page.wide(row, _FIRST_COLUMN + start, _FIRST_COLUMN + at - 1, blocks[start], small)
                start = at
        lines = 1
        for column, key in enumerate(keys, start=_FIRST_COLUMN):
            name = wording.one_line(group.headings[key][1])[:40]
            page.text(row + 1, column, name, small)
            lines = max(lines, lines_in(name, _NARROW - 1))
        narrowest = min(
            (lines_in(block, _NARROW * blocks.count(block)) for block in blocks), default=1
        )
        tallest = max(
            (lines_in(block, _NARROW * blocks.count(block) - 1) for block in blocks),
            default=narrowest,
        )
        page.sheet.set_row(row, LINE * tallest + 5)
        page.sheet.set_row(row + 1, 12.0 * lines + 6)

    def _means(self, first: int, end: int, group: _Group, places: Sequence[int]) -> None:
        page, look = self.page, self.page.book.look
        bold = {"border": 1, "bold": True, "bg_color": "#F2F2F2"}
        name = look(**bold, indent=1)
        share = look(**bold, align="center", num_format="[=1]0%;0.0%", font_size=9)
        mark = look(**bold, align="center", text_wrap=True, font_size=8, font_color="#9C0006")
        for offset, label in enumerate(("平均", "得满分的占", "不足六成的占", "标记"), start=1):
            page.text(end + offset, _NAME, label, name)
            page.value(end + offset, _COUNTED, None, name)
        own = _range(first, end, _COUNTED)
        for column, place in enumerate(places, start=_FIRST_COLUMN):
            cells = _range(first, end, column)
            counted = f'{own},"{COUNTED}",{cells}'
            times = f"COUNTIFS({counted},{NUMERIC})"
            values = group.column(place)
            full = sum(value >= _FULL for value in values)
            failed = sum(value < _FAILED for value in values)
            total = f'SUMIFS({cells},{own},"{COUNTED}")'
            self._live(end + 1, column, f"{total}/{times}", times, fsum(values), values, share)
            of_full = f'COUNTIFS({counted},">={_FULL}")/{times}'
            self._live(end + 2, column, of_full, times, full, values, share)
            of_failed = f'COUNTIFS({counted},"<{_FAILED}")/{times}'
            self._live(end + 3, column, of_failed, times, failed, values, share)
            upper, lower = (address(end + offset, column) for offset in (2, 3))
            marks = f'IF({times}<{_FEWEST},"",IF({upper}>={_NEARLY_ALL},"几乎全满分",IF({lower}>={_NEARLY_ALL},"几乎全不及格","")))'
            page.live(end + 4, column, marks, _mark(full, failed, len(values)), mark)
        page.sheet.set_row(end + 4, 12.0 * 2 + 6)

    def _live(
        self,
        row: int,
        column: int,
        formula: str,
        times: str,
        part: float,
        values: Sequence[float],
        look: object,
    ) -> None:
        value = part / len(values) if values else ""
        self.page.live(row, column, f'IF({times}=0,"",{formula})', value, look)


def _ordered(group: _Group) -> list[tuple[str, str]]:
    """Return the keys block by block; inside a block the prescribed ones first, then 自设."""
    blocks = list(dict.fromkeys(block for block, _ in group.headings))
    return sorted(group.headings, key=lambda key: (blocks.index(key[0]), not key[1]))


def _range(first: int, end: int, column: int) -> str:
    return f"{address(first, column, fixed=True)}:{address(end, column, fixed=True)}"


def _mark(full: int, failed: int, times: int) -> str:
    if times < _FEWEST:
        return ""
    if full / times >= _NEARLY_ALL:
        return "几乎全满分"
    return "几乎全不及格" if failed / times >= _NEARLY_ALL else ""


# From dark to white: the scale reads the same in grey.
_SCALE = {
    "type": "3_color_scale",
    "min_type": "num",
    "mid_type": "num",
    "max_type": "num",
    "min_value": 0,
    "mid_value": 0.6,
    "max_value": 1,
    "min_color": "#E08214",
    "mid_color": "#FDD49E",
    "max_color": "#FFFFFF",
}
