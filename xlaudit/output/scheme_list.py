"""The list of schemes: which region and year, from which notice, how sure, verified with what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from xlaudit.output.grid import Line, grid, styled
from xlaudit.output.measure import pad, width, wrap
from xlaudit.output.wording import plain
from xlaudit.schemes.schema import Scheme
from xlaudit.schemes.terms import STATUSES

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["scheme_block", "scheme_lines"]

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


def _columns(scheme: Scheme) -> tuple[str, ...]:
    level = _LEVELS[scheme.level]
    return (scheme.id, scheme.title, level, plain(scheme.total) or "—", STATUSES[scheme.status])


def _details(scheme: Scheme) -> tuple[str, str]:
    verified = "、".join(scheme.verified_with) or "无"
    return f"依据：{scheme.reference}", f"核验：{verified}"
