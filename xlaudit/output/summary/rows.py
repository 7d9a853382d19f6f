"""Rows of large tables: made into XML and packed as they come, and set into the workbook at the end.

xlsxwriter keeps every cell until the workbook is closed, and in its mode for large tables wants titles before
anybody knows what they say. Rows written here cost a few bytes each; everything else stays with xlsxwriter.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlaudit.output.summary.anchors import Anchors
from xlaudit.workbook.place import column_name

if TYPE_CHECKING:
    from typing import Any

__all__ = ["Rows", "with_rows"]

_AT_ONCE = 500  # rows
_MADE = (1980, 1, 1, 0, 0, 0)
_EDGE = re.compile(r"\s")
_LITERAL = re.compile(r"(_x[0-9a-fA-F]{4}_)")  # a reader would take it for one character
_ROW = re.compile(rb'<row r="(\d+)"')
_BEHIND_LINKS = re.compile(rb"<(?:printOptions|pageMargins)\b")
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"/>')


@dataclass(slots=True)
class _Stretch:
    """Rows without a gap between them, counted from 0."""

    first: int
    last: int
    packing: Any = field(default_factory=lambda: zlib.compressobj(1))
    chunks: list[bytes] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)

    def add(self, row: int, text: str) -> None:
        self.last = row
        self.waiting.append(text)
        if len(self.waiting) == _AT_ONCE:
            self._pack()

    def texts(self) -> Iterator[bytes]:
        """Yield the rows as XML; nothing can be added any more."""
        self._pack()
        self.chunks.append(self.packing.flush())
        unpacking = zlib.decompressobj()
        for chunk in self.chunks:
            yield unpacking.decompress(chunk)

    def _pack(self) -> None:
        self.chunks.append(self.packing.compress("".join(self.waiting).encode()))
        self.waiting.clear()


class Rows:
    """The rows of one sheet: one is begun, filled from left to right, and ended. Styles are cell formats by number."""

    def __init__(self) -> None:
        self.stretches: list[_Stretch] = []
        self.row = -1
        """The row that is open; -1 if none is."""
        self.width = 0
        self.anchors = Anchors()
        self._cells: list[str] = []

    def begin(self, row: int) -> None:
        """Open a row, below all those before it."""
        assert self.row < 0
        assert not self.stretches or row > self.stretches[-1].last
        self.row = row

    def end(self, height: float | None = None) -> None:
        """Close the row; ``height`` in points, None for that of a line."""
        row, self.row = self.row, -1
        # Excel counts in pixels, of which four are three points.
        tall = (
            "" if height is None else f' ht="{int(height * 4 / 3 + 0.5) * 0.75:g}" customHeight="1"'
        )
        if not self.stretches or self.stretches[-1].last != row - 1:
            self.stretches.append(_Stretch(row, row))
        text = f'<row r="{row + 1}"{tall}>{"".join(self._cells)}</row>'
        self.stretches[-1].add(row, text)
        self._cells.clear()

    def blank(self, column: int, style: int) -> None:
        """Write an empty cell."""
        self._cells.append(f'<c r="{self._at(column)}" s="{style}"/>')

    def text(self, column: int, text: str, style: int) -> None:
        """Write a text, which stays text."""
        keep = ' xml:space="preserve"' if _EDGE.match(text[0]) or _EDGE.match(text[-1]) else ""
        self._cells.append(
            f'<c r="{self._at(column)}" s="{style}" t="inlineStr">'
            f"<is><t{keep}>{_escaped(text)}</t></is></c>"
        )

    def link(self, column: int, path: str, place: str) -> None:
        """Link a cell to another file; as ``Anchors.add``."""
        self.anchors.add(self._at(column), path, place)

    def number(self, column: int, number: float, style: int) -> None:
        """Write a finite number."""
        self._cells.append(f'<c r="{self._at(column)}" s="{style}"><v>{_number(number)}</v></c>')

    def formula(self, column: int, formula: str, value: float | str, style: int) -> None:
        """Write a formula without ``=``, and its value."""
        is_text = isinstance(value, str)
        kind = ' t="str"' if is_text else ""
        shown = _escaped(value) if isinstance(value, str) else _number(value)
        self._cells.append(
            f'<c r="{self._at(column)}" s="{style}"{kind}><f>{_marked_up(formula)}</f><v>{shown}</v></c>'
        )

    def _at(self, column: int) -> str:
        self.width = max(self.width, column + 1)
        return f"{column_name(column + 1)}{self.row + 1}"


def with_rows(workbook: bytes, rows: Mapping[str, Rows]) -> bytes:
    """Return the workbook with these rows in its parts, by the parts' names; the same input gives the same bytes."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(workbook)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = ZipInfo(name, _MADE)
            member.compress_type = ZIP_DEFLATED
            data = old.read(name)
            with new.open(member, "w", force_zip64=len(data) > 2**30) as stream:
                if name in rows and rows[name].stretches:
                    for part in _merged(data, rows[name]):
                        stream.write(part)
                else:
                    stream.write(data)
            if name in rows and rows[name].anchors:
                folder, _, sheet = name.rpartition("/")
                relations = ZipInfo(f"{folder}/_rels/{sheet}.rels", _MADE)
                relations.compress_type = ZIP_DEFLATED
                assert relations.filename not in old.namelist()
                new.writestr(relations, rows[name].anchors.relations())
    return made.getvalue()


def _merged(sheet: bytes, rows: Rows) -> Iterator[bytes]:
    """Yield a sheet with the rows where they belong among those that it has."""
    sheet = _measured(sheet, rows).replace(b"<sheetData/>", b"<sheetData></sheetData>", 1)
    own = [(int(found[1]) - 1, found.start()) for found in _ROW.finditer(sheet)]
    end = sheet.index(b"</sheetData>")
    done = 0
    for stretch in rows.stretches:
        here = next((start for row, start in own if row > stretch.last), end)
        yield sheet[done:here]
        yield from stretch.texts()
        done = here
    if not rows.anchors:
        yield sheet[done:]
        return
    behind = _BEHIND_LINKS.search(sheet, end)
    assert behind is not None
    yield sheet[done : behind.start()]
    yield rows.anchors.markup()
    yield sheet[behind.start() :]


def _measured(sheet: bytes, rows: Rows) -> bytes:
    """Return a sheet that says how far its cells reach, from A1."""
    last = max(rows.stretches[-1].last, *(int(each[1]) - 1 for each in _ROW.finditer(sheet)), 0)
    reach = f'<dimension ref="A1:{column_name(rows.width)}{last + 1}"/>'.encode()
    return _DIMENSION.sub(reach, sheet, count=1)


def _escaped(text: str) -> str:
    if "_x" in text:
        text = _LITERAL.sub(r"_x005F\1", text)
    return _marked_up(text)


def _marked_up(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _number(number: float) -> str:
    return repr(number).removesuffix(".0")
