"""A table on a terminal that breaks Chinese well: rich breaks at spaces only, and Chinese has none.

So the widths are reckoned here. Cells are ``Text``, never markup: what a workbook says is shown as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xlaudit.output.measure import width, wrap

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

__all__ = ["Line", "grid", "styled"]

GAP = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A row of cells; a section ends behind it where ``is_last``."""

    cells: Sequence[Text]
    style: str = ""
    is_last: bool = False


def styled(text: str, style: str = "") -> Text:
    """Return a text that is shown as it is, in a style."""
    from rich.text import Text  # noqa: PLC0415 - slow to import, needed only on a terminal

    return Text(text, style=style, no_wrap=True)


def grid(
    headings: Sequence[str],
    lines: Sequence[Line],
    places: int,
    flexible: Mapping[str, int],
    left: Sequence[str] = (),
) -> Table:
    """Return the table in at most ``places``; ``flexible`` columns share what the others leave.

    A flexible column never gets narrower than its number. Columns not named in ``left`` or
    ``flexible`` stand to the right, as numbers do.
    """
    from rich import box  # noqa: PLC0415 - slow to import, needed only on a terminal
    from rich.table import Table  # noqa: PLC0415

    table = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, GAP - 1, 0, 0),
        header_style="dim",
    )
    widths = _widths(headings, lines, places, flexible)
    for heading, room in zip(headings, widths, strict=True):
        is_text = heading in flexible or heading in left
        table.add_column(
            heading, justify="left" if is_text else "right", no_wrap=True, min_width=room
        )
    for line in lines:
        cells = [_fitted(cell, room) for cell, room in zip(line.cells, widths, strict=False)]
        table.add_row(*cells, style=line.style, end_section=line.is_last)
    return table


def _widths(
    headings: Sequence[str], lines: Sequence[Line], places: int, flexible: Mapping[str, int]
) -> list[int]:
    wanted = [width(heading) for heading in headings]
    for line in lines:
        for column, cell in enumerate(line.cells):
            wanted[column] = max(wanted[column], width(cell.plain))
    fixed = sum(
        room for heading, room in zip(headings, wanted, strict=True) if heading not in flexible
    )
    left = places - fixed - GAP * (len(headings) - 1)
    waiting = list(flexible)
    for heading in flexible:
        column = headings.index(heading)
        waiting.remove(heading)
        kept = sum(flexible[other] for other in waiting)
        wanted[column] = max(flexible[heading], min(wanted[column], left - kept))
        left -= wanted[column]
    return wanted


def _fitted(cell: Text, room: int) -> Text:
    """Return the cell broken into lines that fit, an indented one with all its lines indented."""
    indent = len(cell.plain) - len(cell.plain.lstrip())
    if width(cell.plain) <= room:
        return cell
    lines = wrap(cell.plain, room - indent)
    return styled("\n".join(" " * indent + line for line in lines), str(cell.style))
