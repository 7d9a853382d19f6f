"""The looks that cells refer to by number. New ones stand behind the old ones, so every old number stays true.

Our fonts have the name of the workbook's own default font: what we add looks like the rest of the file.
"""

from __future__ import annotations

from xlaudit.hosts.ooxml.document import Document, Element, attribute
from xlaudit.workbook.patch import Style, TextRun

__all__ = ["StyleSheet", "empty_styles"]

_ORDER = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)
_BUILT_IN_FORMATS = {
    "General": 0,
    "0": 1,
    "0.00": 2,
    "#,##0": 3,
    "#,##0.00": 4,
    "0%": 9,
    "0.00%": 10,
    "@": 49,
}
_LAST_RESERVED_FORMAT = 163
_FONT_NAME_PARTS = ("name", "family", "charset", "scheme")
_DEFAULT_FONT = (("name", "宋体"), ("charset", "134"))
_DEFAULT_SIZE = "11"
_SIDES = ("left", "right", "top", "bottom")

# What the first numbers stand for when a file does not say it.
_DEFAULTS = {
    "fonts": ('<{0}font><{0}sz val="11"/><{0}name val="宋体"/><{0}charset val="134"/></{0}font>',),
    "fills": (
        '<{0}fill><{0}patternFill patternType="none"/></{0}fill>',
        '<{0}fill><{0}patternFill patternType="gray125"/></{0}fill>',
    ),
    "borders": ("<{0}border/>",),
    "cellXfs": ('<{0}xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',),
}


def empty_styles(namespace: str) -> str:
    """Return a styles part without any look of its own, for a workbook that has none."""
    base = '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    normal = '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    return f'<styleSheet xmlns="{namespace}">{base}{normal}</styleSheet>'


class _Collection:
    """Elements that are referred to by their number; equal ones share it."""

    def __init__(self, document: Document, name: str) -> None:
        self._document = document
        self._name = name
        self._element = document.root.first(name)
        old = [] if self._element is None else self._element.children
        self._count = len(old)
        self._added: list[str] = []
        self._numbers: dict[str, int] = {}
        for number, child in enumerate(old):
            self._numbers.setdefault(document.source(child), number)
        for source in _DEFAULTS.get(name, ())[self._count :]:
            self._append(source.format(document.prefix))

    def number(self, source: str) -> int:
        """Return the number of an element, which is added if it is not there."""
        known = self._numbers.get(source)
        return self._append(source) if known is None else known

    def _append(self, source: str) -> int:
        number = self._count + len(self._added)
        self._added.append(source)
        self._numbers.setdefault(source, number)
        return number

    def save(self) -> None:
        """Put the collection back into its document if something was added."""
        if not self._added:
            return
        added, count = "".join(self._added), str(self._count + len(self._added))
        document, tag = self._document, f"{self._document.prefix}{self._name}"
        if self._element is None:
            new = f"<{tag}{attribute('count', count)}>{added}</{tag}>"
        else:
            new = document.rewritten(self._element, added=added, attributes={"count": count})
        document.put(self._name, new, _ORDER)


class StyleSheet:
    """The styles part of a workbook, and the looks that a patch adds to it."""

    def __init__(self, document: Document) -> None:
        """Read the looks that there are."""
        self._document = document
        self._prefix = document.prefix
        self._formats = _Collection(document, "numFmts")
        self._fonts = _Collection(document, "fonts")
        self._fills = _Collection(document, "fills")
        self._borders = _Collection(document, "borders")
        self._looks = _Collection(document, "cellXfs")
        self._has_base = document.root.first("cellStyleXfs") is not None
        self._last_format = _LAST_RESERVED_FORMAT
        self._format_numbers = self._read_formats()
        self._font, self._size = self._default_font()
        self._known: dict[tuple[Style, bool], str] = {}

    def number(self, style: Style, *, quoted: bool = False) -> str:
        """Return the index of a look; ``quoted`` text stays text even when somebody edits its cell."""
        known = self._known.get((style, quoted))
        if known is None:
            known = str(self._looks.number(self._look(style, quoted=quoted)))
            self._known[style, quoted] = known
        return known

    def run_properties(self, run: TextRun, style: Style | None, prefix: str) -> str:
        """Return the ``<rPr>`` of some characters, in the size of ``style`` or of the workbook."""
        size = self._size if style is None else str(style.size)
        bold = f"<{prefix}b/>" if run.bold or (style is not None and style.bold) else ""
        name = "".join(
            f"<{prefix}{'rFont' if part == 'name' else part}{attribute('val', value)}/>"
            for part, value in self._font
        )
        color = f"<{prefix}color{attribute('rgb', _opaque(run.color))}/>"
        return f'<{prefix}rPr>{bold}<{prefix}sz val="{size}"/>{color}{name}</{prefix}rPr>'

    def render(self) -> bytes:
        """Return the part with the looks that were asked for."""
        for collection in (self._formats, self._fonts, self._fills, self._borders, self._looks):
            collection.save()
        return self._document.render()

    @property
    def is_changed(self) -> bool:
        """Whether a look was asked for."""
        return bool(self._known)

    def _look(self, style: Style, *, quoted: bool) -> str:
        prefix = self._prefix
        numbers = {
            "numFmtId": self._format(style.number_format),
            "fontId": self._fonts.number(self._font_source(style)),
            "fillId": self._fills.number(self._fill_source(style.fill)) if style.fill else 0,
            "borderId": self._borders.number(self._border_source()) if style.border else 0,
        }
        if self._has_base:
            numbers["xfId"] = 0
        written = "".join(attribute(name, number) for name, number in numbers.items())
        if quoted:
            written += attribute("quotePrefix", 1)
        for name in ("NumberFormat", "Font", "Fill", "Border", "Alignment"):
            written += attribute(f"apply{name}", 1)
        where = "" if style.horizontal == "general" else attribute("horizontal", style.horizontal)
        wrap = attribute("wrapText", 1) if style.wrap else ""
        alignment = f'<{prefix}alignment{where} vertical="center"{wrap}/>'
        return f"<{prefix}xf{written}>{alignment}</{prefix}xf>"

    def _font_source(self, style: Style) -> str:
        prefix = self._prefix
        flags = (f"<{prefix}b/>" if style.bold else "") + (f"<{prefix}i/>" if style.italic else "")
        name = "".join(f"<{prefix}{part}{attribute('val', value)}/>" for part, value in self._font)
        color = f"<{prefix}color{attribute('rgb', _opaque(style.color))}/>"
        size = f'<{prefix}sz val="{style.size}"/>'
        return f"<{prefix}font>{flags}{size}{color}{name}</{prefix}font>"

    def _fill_source(self, color: str) -> str:
        prefix = self._prefix
        front = f"<{prefix}fgColor{attribute('rgb', _opaque(color))}/>"
        pattern = f'<{prefix}patternFill patternType="solid">{front}<{prefix}bgColor indexed="64"/>'
        return f"<{prefix}fill>{pattern}</{prefix}patternFill></{prefix}fill>"

    def _border_source(self) -> str:
        prefix = self._prefix
        sides = "".join(
            f'<{prefix}{side} style="thin"><{prefix}color auto="1"/></{prefix}{side}>'
            for side in _SIDES
        )
        return f"<{prefix}border>{sides}<{prefix}diagonal/></{prefix}border>"

    def _format(self, code: str) -> int:
        number = self._format_numbers.get(code)
        if number is None:
            number = self._last_format = self._last_format + 1
            self._format_numbers[code] = number
            written = attribute("numFmtId", number) + attribute("formatCode", code)
            self._formats.number(f"<{self._prefix}numFmt{written}/>")
        return number

    def _read_formats(self) -> dict[str, int]:
        numbers = dict(_BUILT_IN_FORMATS)
        for item in _children(self._document.root.first("numFmts")):
            number = item.attributes.get("numFmtId", "")
            if number.isdecimal():
                numbers.setdefault(item.attributes.get("formatCode", ""), int(number))
                self._last_format = max(self._last_format, int(number))
        return numbers

    def _default_font(self) -> tuple[tuple[tuple[str, str], ...], str]:
        fonts = _children(self._document.root.first("fonts"))
        if not fonts:
            return _DEFAULT_FONT, _DEFAULT_SIZE
        found = {part.name: part.attributes.get("val", "") for part in fonts[0].children}
        parts = tuple((part, found[part]) for part in _FONT_NAME_PARTS if found.get(part))
        return parts, found.get("sz", _DEFAULT_SIZE)


def _children(element: Element | None) -> list[Element]:
    return [] if element is None else element.children


def _opaque(color: str) -> str:
    return f"FF{color.upper()}"
