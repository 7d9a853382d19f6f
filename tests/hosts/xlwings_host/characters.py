"""The font of a range, and of some characters in a cell."""

# ruff: noqa: ARG005, PLW0108 - xlwings sets the signatures

from __future__ import annotations

from copy import copy
from itertools import pairwise
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles.colors import Color
from xlwings import base_classes as base

from tests.hosts.xlwings_host.counting import counted

__all__ = ["Characters", "FontOf"]


@counted
class FontOf(base.Font):
    def __init__(self, owner: Any) -> None:
        self._owner = owner

    api = property(lambda self: self)

    def _change(self, **changes: Any) -> None:
        for cell in self._owner._cells():
            font = copy(cell.font)
            for name, value in changes.items():
                setattr(font, name, value)
            cell.font = font

    bold = property(lambda self: None, lambda self, value: self._change(b=value))
    italic = property(lambda self: None, lambda self, value: self._change(i=value))
    size = property(lambda self: None, lambda self, value: self._change(sz=value))
    color = property(lambda self: None, lambda self, value: self._change(color=_color(value)))


@counted
class Characters(base.Characters):
    def __init__(self, owner: Any, start: int = 0, stop: int | None = None) -> None:
        self._owner = owner
        self._start = start
        self._stop = stop

    api = property(lambda self: self)
    font = property(lambda self: CharacterFont(self))

    def __getitem__(self, item: slice) -> Characters:
        return Characters(self._owner, item.start or 0, item.stop)

    def _change(self, **changes: Any) -> None:
        """Cut the text of the cell where the characters begin and end, and dress what lies between."""
        cell = self._owner._sheet.sheet.cell(*self._owner.area[:2])
        pieces = []
        reached = 0
        for part in cell.value if isinstance(cell.value, CellRichText) else [cell.value]:
            text = part.text if isinstance(part, TextBlock) else part
            font = part.font if isinstance(part, TextBlock) else None
            units = text.encode("utf-16-le")
            length = len(units) // 2
            cuts = [
                0,
                *(
                    cut
                    for cut in (self._start - reached, (self._stop or 0) - reached)
                    if 0 < cut < length
                ),
                length,
            ]
            for first, last in pairwise(cuts):
                piece = units[2 * first : 2 * last].decode("utf-16-le")
                inside = self._start <= reached + first < (self._stop or 0)
                look = copy(font) if font else InlineFont()
                for name, value in changes.items() if inside else ():
                    setattr(look, name, value)
                pieces.append(TextBlock(look, piece) if inside or font else piece)
            reached += length
        cell._value = CellRichText(pieces)
        cell.data_type = "s"


@counted
class CharacterFont(base.Font):
    def __init__(self, characters: Characters) -> None:
        self._characters = characters

    api = property(lambda self: self)
    bold = property(lambda self: None, lambda self, value: self._characters._change(b=value))
    color = property(
        lambda self: None, lambda self, value: self._characters._change(color=_color(value))
    )


def _color(value: Any) -> Color:
    if isinstance(value, str):
        return Color(rgb="FF" + value.removeprefix("#"))
    return Color(rgb="FF" + "".join(f"{part:02X}" for part in value))
