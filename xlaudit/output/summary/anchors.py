"""The links of a large table to other files: as markup for its sheet, and as the sheet's relationships.

xlsxwriter holds an object for each link, a kilobyte; a province has thirty thousand.
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

__all__ = ["Anchors"]

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


class Anchors:
    """The links of one sheet; those to one file share its relationship."""

    def __init__(self) -> None:
        self._targets: dict[str, int] = {}
        self._links: list[str] = []

    def __bool__(self) -> bool:
        return bool(self._links)

    def add(self, cell: str, path: str, place: str) -> None:
        """Link a cell to a file, at a place if there is one; the path has ``/`` and is percent-encoded."""
        number = self._targets.setdefault(_target(path), len(self._targets) + 1)
        location = f" location={_quoted(place)}" if place else ""
        self._links.append(f'<hyperlink ref="{cell}" r:id="rId{number}"{location}/>')

    def markup(self) -> bytes:
        """Return the element that names the cells."""
        return f"<hyperlinks>{''.join(self._links)}</hyperlinks>".encode()

    def relations(self) -> bytes:
        """Return the part that names the files."""
        each = "".join(
            f'<Relationship Id="rId{number}" Type="{_KIND}" Target={_quoted(target)}'
            ' TargetMode="External"/>'
            for target, number in self._targets.items()
        )
        return f'{_DECLARATION}<Relationships xmlns="{_RELATIONS}">{each}</Relationships>'.encode()


def _target(path: str) -> str:
    """Return a path as Excel writes it: backslashes, and file:/// before one that is not relative."""
    target = path.replace("/", "\\")
    if target.startswith("\\\\") or (target[:1].isalpha() and target[1:2] == ":"):
        return f"file:///{target}"
    return target.removeprefix(".\\")


def _quoted(text: str) -> str:
    return quoteattr(text, {'"': "&quot;"})
