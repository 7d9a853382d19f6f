"""Links from the summary to the files it was made from, and to a cell inside one of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from xlaudit.output.summary.book import Page
from xlaudit.workbook.place import Place

if TYPE_CHECKING:
    from xlsxwriter.format import Format

__all__ = ["Link", "Links"]

Link = Callable[[str], str]
"""Gives the path of a source, seen from where the summary will lie, with ``/`` and not percent-encoded;
an empty text where nothing can be opened."""

_MOST = 65_530
"""The links that Excel allows on a sheet; a workbook with more is damaged in its eyes."""
_LONGEST = 2_000  # Excel knows 2,079 characters, of which some become three in the escaped form

_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_HALVES = re.compile("[\ud800-\udfff]")  # no encoding can write them: such a file cannot be named
# What means something in a link, besides what no link may hold as it is.
_SPECIAL = re.compile(r'[\x00-\x20"#%<>?\[\]^`{|}]')


class Links:
    """The links of one sheet; counts them, and writes plain text once there are too many."""

    def __init__(self, page: Page, link: Link) -> None:
        self.page, self.link = page, link
        self.count = 0
        self.left_out = 0
        self._known: tuple[str, str] = ("", "")

    def write(
        self,
        row: int,
        column: int,
        text: str,
        source: str,
        look: Format,
        place: Place | None = None,
    ) -> None:
        """Write ``text`` as a link to the source, at the place if it is a cell."""
        target = self._target(source)
        if target and place is not None and place.column:
            target += f"#{place.reference}"
        if not target or len(target) > _LONGEST or not text or _HALVES.search(target):
            self.page.text(row, column, text, look)
        elif self.count >= _MOST:
            self.left_out += 1
            self.page.text(row, column, text, look)
        else:
            self.count += 1
            self.page.url(row, column, f"external:{target}", text, look)

    def _target(self, source: str) -> str:
        """Return the escaped path; the findings of one file come one after the other."""
        if self._known[0] != source or not self._known[1]:
            self._known = (source, _escaped(self.link(source)) if source else "")
        return self._known[1]


def _escaped(path: str) -> str:
    """Return a path as a link writes it: never a scheme such as http:, never an anchor of its own."""
    drive = _DRIVE.match(path)
    start = drive[0] if drive else ""
    rest = _SPECIAL.sub(lambda found: f"%{ord(found[0]):02X}", path[len(start) :])
    rest = rest.replace(":", "%3A")
    # xlsxwriter looks at the second character of a path.
    return start + rest if len(path) != 1 else f"./{rest}"
