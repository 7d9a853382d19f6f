"""One pass of expat over one part: namespaces understood, any DTD refused, a broken part never silent."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import ClassVar
from xml.parsers import expat

from xlaudit.errors import WorkbookError
from xlaudit.hosts.faults import shown
from xlaudit.hosts.ooxml.package import Package

__all__ = ["Attributes", "PartReader", "is_true", "relation", "unescaped"]

Attributes = dict[str, str]

_SPREADSHEET = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",  # Strict
)
_RELATIONS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",  # Strict
)
_DECLARED_ENCODING = re.compile(
    rb"""(?: \xef\xbb\xbf )? <\?xml [^>]*? \s encoding \s* = \s* ["'] (?P<name> [\w.-]+ ) ["']""",
    re.VERBOSE,
)
_NATIVE_ENCODINGS = {"utf-8", "us-ascii", "iso-8859-1"}  # read by expat itself
_CHINESE_ENCODINGS = {"gb2312", "gbk", "gb18030", "cp936"}  # each one a part of gb18030

_ESCAPE = re.compile(
    r"""_x (?P<high> [Dd][89ABab][0-9A-Fa-f]{2} ) _ _x (?P<low> [Dd][C-Fc-f][0-9A-Fa-f]{2} ) _
      | _x (?P<code> [0-9A-Fa-f]{4} ) _""",
    re.VERBOSE,
)


def relation(attributes: Attributes) -> str:
    """Return the ``r:id`` of an element; empty if it has none."""
    for namespace in _RELATIONS:
        value = attributes.get(f"{namespace} id")
        if value is not None:
            return value
    return ""


def is_true(attributes: Attributes, name: str) -> bool:
    """Return a yes-or-no attribute; one that is missing means no."""
    return attributes.get(name) in {"1", "true"}


def unescaped(text: str) -> str:
    r"""Return a string of the file as Excel shows it: ``_x000D_`` stands for a character.

    >>> unescaped("上半年_x000A_下半年"), unescaped("_x005F_x000A_")
    ('上半年\n下半年', '_x000A_')
    """
    return _ESCAPE.sub(_escaped_character, text) if "_x" in text else text


def _escaped_character(match: re.Match[str]) -> str:
    if match["code"] is None:
        high, low = int(match["high"], 16) - 0xD800, int(match["low"], 16) - 0xDC00
        return chr(0x10000 + (high << 10) + low)
    code = int(match["code"], 16)
    return "�" if 0xD800 <= code < 0xE000 else chr(code)  # half a pair cannot be written anywhere


class PartReader:
    """Reads one part. A child names its root and says what to do at the start and end of which elements.

    All characters are collected as they come: ``listen`` forgets those before, ``heard`` returns those
    since. Text in runs (``<t>``) is joined without the readings above the characters (``<rPh>``).
    """

    root: ClassVar[str]
    namespaces: ClassVar[tuple[str, ...]] = _SPREADSHEET
    size_limit: ClassVar[int] = 16 * 2**20  # bytes; only cells and their texts take more

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._part = part
        self._pieces: list[str] = []
        self._runs: list[str] = []
        self._is_reading = False  # inside a reading above the characters
        self._starts: dict[str, Callable[[Attributes], None]] = {}
        self._ends: dict[str, Callable[[], None]] = {}
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._start_root
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._pieces.append
        self._parser = parser

    def on_start(
        self, tag: str, handler: Callable[[Attributes], None], namespace: str = ""
    ) -> None:
        """Call ``handler`` with the attributes at each start of the element."""
        for space in (namespace,) if namespace else self.namespaces:
            self._starts[f"{space} {tag}"] = handler

    def on_end(self, tag: str, handler: Callable[[], None], namespace: str = "") -> None:
        """Call ``handler`` at each end of the element."""
        for space in (namespace,) if namespace else self.namespaces:
            self._ends[f"{space} {tag}"] = handler

    def listen(self, _: Attributes) -> None:
        """Start to collect characters."""
        self._pieces.clear()

    def heard(self) -> str:
        """Return the characters since ``listen``."""
        text = "".join(self._pieces)
        self._pieces.clear()
        return text

    def on_runs(self, holder: str, handler: Callable[[str], None]) -> None:
        """Call ``handler`` with the whole text of each element ``holder`` that keeps it in runs."""
        self.on_start(holder, lambda _: self._runs.clear())
        self.on_end(holder, lambda: handler("".join(self._runs)))
        self.on_start("t", self.listen)
        self.on_end("t", self._end_run)
        self.on_start("rPh", lambda _: self._read_aloud(begins=True))
        self.on_end("rPh", lambda: self._read_aloud(begins=False))

    def parse(self) -> None:
        """Walk through the part once.

        Raises:
            WorkbookError: the part is missing, damaged, not what it should be, or carries a DTD.
        """
        data = self._decoded(self._package.read(self._part, self.size_limit))
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            raise self.fault(f"不是完整的 XML（第 {error.lineno} 行）") from error

    def fault(self, what: str) -> WorkbookError:
        """Return the error that says what is wrong with this part."""
        return self._package.fault(self._part, what)

    def _end_run(self) -> None:
        if not self._is_reading:
            self._runs.append(self.heard())

    def _read_aloud(self, *, begins: bool) -> None:
        self._is_reading = begins

    def _decoded(self, data: bytes) -> bytes | str:
        # Decoded here is every encoding that pyexpat would meet with an exception of another kind.
        declared = _DECLARED_ENCODING.match(data)
        encoding = declared["name"].decode().lower() if declared else "utf-8"
        if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            encoding = "utf-16"
        elif data[:2] in {b"<\0", b"\0<"}:
            encoding = "utf-16-le" if data[0] else "utf-16-be"
        elif encoding in _CHINESE_ENCODINGS:
            encoding = "gb18030"
        elif encoding in _NATIVE_ENCODINGS:
            return data
        else:
            raise self.fault(f"用了不支持的编码 {shown(encoding)}")
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            raise self.fault(f"不是它声明的编码 {encoding}") from error

    def _refuse_doctype(self, *_: object) -> None:
        raise self._package.refusal(self._part, "带有 DTD 声明")

    def _start_root(self, name: str, attributes: Attributes) -> None:
        if name not in {f"{namespace} {self.root}" for namespace in self.namespaces}:
            raise self.fault(f"应当是 {self.root}，实际是 {shown(name.rpartition(' ')[2])}")
        self._parser.StartElementHandler = self._start
        self._start(name, attributes)

    def _start(self, name: str, attributes: Attributes) -> None:
        handler = self._starts.get(name)
        if handler is not None:
            handler(attributes)

    def _end(self, name: str, /) -> None:
        handler = self._ends.get(name)
        if handler is not None:
            handler()
