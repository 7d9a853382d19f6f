"""The widths of columns. One ``<col>`` may stand for many columns; it is split where one of them changes."""

from __future__ import annotations

from collections.abc import Mapping

from xlaudit.hosts.ooxml.document import Document, Element, with_attributes
from xlaudit.hosts.ooxml.references import COLUMN_LIMIT

__all__ = ["changed_columns", "column_elements", "column_style", "stored_width"]

_PADDING = 5 / 7  # a width in characters, as a user reads it, lacks five of seven pixels of margin


def stored_width(width: float) -> str:
    """Return a width in characters as the file holds it.

    >>> stored_width(10), stored_width(0)
    ('10.7109375', '0')
    """
    if width <= 0:
        return "0"
    return f"{int((width + _PADDING) * 256) / 256:.10g}"


def column_elements(widths: Mapping[int, float], prefix: str) -> str:
    """Return the ``<cols>`` of a new sheet; empty without widths."""
    items = "".join(_column(number, width, prefix) for number, width in sorted(widths.items()))
    return f"<{prefix}cols>{items}</{prefix}cols>" if items else ""


def changed_columns(document: Document, widths: Mapping[int, float]) -> str:
    """Return the ``<cols>`` of an existing sheet with other widths; all else about a column stays."""
    prefix = document.prefix
    element = document.root.first("cols")
    if element is None:
        return column_elements(widths, prefix)
    pending = dict(widths)
    pieces: list[tuple[int, str]] = []
    for item in element.children:
        first, last = _range(item)
        source = document.source(item)
        inside = sorted(number for number in pending if first <= number <= last)
        for number in inside:
            if first < number:
                pieces.append((first, _limited(source, first, number - 1)))
            width = _width_attributes(pending.pop(number))
            pieces.append((number, with_attributes(_limited(source, number, number), width)))
            first = number + 1
        if first <= last:
            pieces.append((first, _limited(source, first, last)))
    pieces += [(number, _column(number, width, prefix)) for number, width in pending.items()]
    body = "".join(source for _, source in sorted(pieces))
    return f"<{prefix}cols>{body}</{prefix}cols>"


def column_style(document: Document, column: int) -> str:
    """Return the index of the look that a whole column has; empty for none."""
    element = document.root.first("cols")
    for item in [] if element is None else element.children:
        first, last = _range(item)
        if first <= column <= last:
            return item.attributes.get("style", "")
    return ""


def _column(number: int, width: float, prefix: str) -> str:
    source = f'<{prefix}col min="{number}" max="{number}"/>'
    return with_attributes(source, _width_attributes(width))


def _width_attributes(width: float) -> dict[str, str]:
    """Return what a column of that width says; one without width is hidden, as Excel does it."""
    hidden = {} if width > 0 else {"hidden": "1"}
    return {"width": stored_width(width), **hidden, "customWidth": "1"}


def _limited(source: str, first: int, last: int) -> str:
    return with_attributes(source, {"min": str(first), "max": str(last)})


def _range(item: Element) -> tuple[int, int]:
    first, last = item.attributes.get("min", ""), item.attributes.get("max", "")
    if not (first.isdecimal() and last.isdecimal()):
        return 0, -1
    return int(first), min(int(last), COLUMN_LIMIT)
