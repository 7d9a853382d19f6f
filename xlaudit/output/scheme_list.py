"""The list of schemes: which region and year, from which notice, how sure, verified with what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from xlaudit.output import styles
from xlaudit.output.grid import Line, grid, styled
from xlaudit.output.measure import lines_in, pad, width, wrap
from xlaudit.output.rule_sheet import LINE
from xlaudit.output.wording import plain
from xlaudit.schemes.schema import Scheme
from xlaudit.schemes.terms import STATUSES
from xlaudit.workbook.patch import CellWrite, Patch, SheetAdd

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["scheme_block", "scheme_lines", "scheme_patch"]

_SHEET = "评分方案"
_HEADINGS = ("编号", "名称", "对象", "满分", "状态", "依据", "核验")
_WIDTHS = (24, 40, 10, 7, 10, 48, 40)

_LEVELS = {"department": "部门整体", "project": "项目"}


def scheme_block(schemes: Iterable[Scheme], places: int) -> Iterator[RenderableType]:
    """Yield a table of the schemes, then each one's notice and what it was verified with."""
    found = tuple(schemes)
    headings = ("编号", "名称", "对象", "满分", "状态")
    lines = [Line([styled(text) for text in _columns(scheme)]) for scheme in found]
    yield grid(headings, lines, places, {"名称": 18}, left=("编号", "对象", "状态"))
    yield styled("")
    for scheme in found:
        yield styled(scheme.id, "bold")
        for told in _details(scheme):
            yield styled("\n".join(f"  {line}" for line in wrap(told, places - 2)), "dim")


def scheme_lines(schemes: Iterable[Scheme]) -> Iterator[str]:
    """Yield one line a scheme, its columns in line."""
    rows = [(*_columns(scheme), *_details(scheme)) for scheme in schemes]
    rooms = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(pad(cell, room) for cell, room in zip(row, rooms, strict=True)).rstrip()


def scheme_patch(schemes: Iterable[Scheme]) -> Patch:
    """Return the sheet 评分方案 with one row a scheme."""
    cells = [
        CellWrite(_SHEET, 1, column, heading, style=styles.HEADING)
        for column, heading in enumerate(_HEADINGS, start=1)
    ]
    heights = {1: 20.0}
    for row, scheme in enumerate(schemes, start=2):
        reference, verified = (told.partition("：")[2] for told in _details(scheme))
        texts = (*_columns(scheme), reference, verified)
        cells += [
            CellWrite(_SHEET, row, column, text, style=styles.TEXT)
            for column, text in enumerate(texts, start=1)
        ]
        lines = max(lines_in(text, room - 1) for text, room in zip(texts, _WIDTHS, strict=True))
        heights[row] = LINE * lines + 4
    widths = dict(enumerate(map(float, _WIDTHS), start=1))
    return Patch(tuple(cells), (SheetAdd(_SHEET, widths, heights, freeze_row=1),))


def _columns(scheme: Scheme) -> tuple[str, ...]:
    level = _LEVELS[scheme.level]
    return (scheme.id, scheme.title, level, plain(scheme.total) or "—", STATUSES[scheme.status])


def _details(scheme: Scheme) -> tuple[str, str]:
    verified = "、".join(scheme.verified_with) or "无"
    return f"依据：{scheme.reference}", f"核验：{verified}"
