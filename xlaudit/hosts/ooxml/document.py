"""The XML of a part, edited where it stands: elements with their byte offsets, and splices.

A tree that is written out anew loses prefixes, ``mc:Ignorable`` and children that nobody knows; here every
byte that is not spliced stays as it was, and all splices of a part are applied in one pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from xlaudit.errors import WorkbookError
from xlaudit.hosts.faults import refused, shown, unreadable

__all__ = ["Diversion", "Document", "Element", "attribute", "escape", "tag_end", "with_attributes"]

_TAG = re.compile(rb"""< (?: [^"'>] | "[^"]*" | '[^']*' )* >""", re.VERBOSE)
_ENCODING = re.compile(r"""(<\?xml [^>]*? encoding \s* = \s*) ["'] ([\w.:-]+) ["']""", re.VERBOSE)
_NEVER_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ATTRIBUTE_ESCAPES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "\t": "&#9;",
        "\n": "&#10;",
        "\r": "&#13;",
    }
)

Diversion = Callable[[expat.XMLParserType, bytes, str], tuple["StartHandler", "EndHandler"]]
"""Makes the handlers that read inside one large element instead of the tree being built there; it is
given the parser, the bytes and what stands before the local names of the element's own namespace."""

StartHandler = Callable[[str, dict[str, str]], None]
EndHandler = Callable[[str], None]


@dataclass(slots=True)
class Element:
    """An element and where it stands: ``start`` < ``inner`` (after its tag) ≤ ``close`` (its end tag) ≤ ``end``.

    An element without an end tag has ``inner == close == end``. Attributes of a foreign namespace are
    keyed ``"namespace name"``.
    """

    name: str
    namespace: str
    attributes: dict[str, str]
    start: int
    inner: int
    close: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list)

    def first(self, name: str) -> Element | None:
        """Return the first child of that local name."""
        return next((child for child in self.children if child.name == name), None)


def tag_end(data: bytes, start: int) -> int:
    """Return the offset behind the tag that begins at ``start``; quoted ``>`` do not end it."""
    match = _TAG.match(data, start)
    assert match is not None, "expat saw a tag here"
    return match.end()


def escape(text: str) -> str:
    """Return text for an attribute value; characters that XML cannot hold are dropped."""
    return _NEVER_IN_XML.sub("", text).translate(_ATTRIBUTE_ESCAPES)


def attribute(name: str, value: object) -> str:
    """Return ``name="value"`` with a space before it."""
    return f' {name}="{escape(str(value))}"'


def with_attributes(source: str, changes: Mapping[str, str | None]) -> str:
    """Set (or, for None, take away) attributes in the first tag of ``source``; the rest stays as written."""
    cut = tag_end(source.encode(), 0)
    tag = source.encode()[:cut].decode()
    rest = source[len(tag) :]
    for name, value in changes.items():
        written = re.compile(
            rf"""\s+ {re.escape(name)} \s*=\s* (?: "[^"]*" | '[^']*' )""", re.VERBOSE
        )
        new = "" if value is None else attribute(name, value)
        if written.search(tag):
            tag = written.sub(lambda _, new=new: new, tag, count=1)  # type: ignore[misc]
        elif new:
            stem = tag[:-2] if tag.endswith("/>") else tag[:-1]
            tag = stem.rstrip() + new + tag[len(stem) :]
    return tag + rest


class Document:
    """A part as a tree of offsets, and the changes to it that ``render`` writes in one pass."""

    def __init__(
        self,
        data: bytes,
        part: str,
        workbook: str,
        diversions: Mapping[str, Diversion] | None = None,
    ) -> None:
        """Read a part of ``workbook``; what is inside an element of ``diversions`` goes there.

        Raises:
            WorkbookError: the part is no well-formed XML, or carries a document type.
        """
        self.part = part
        self.workbook = workbook
        self.data = self._as_utf8(data)
        self._splices: list[tuple[int, int, int, bytes]] = []
        self.root = self._parse(diversions or {})
        if self.root.inner == self.root.end:
            self.data = self._opened()
            self.root = self._parse({})

    @property
    def prefix(self) -> str:
        """The prefix of the root with its colon, or nothing; new elements are written with it."""
        name = self.data[self.root.start + 1 : self.root.inner].split(None, 1)[0].rstrip(b"/>")
        return name.partition(b":")[0].decode() + ":" if b":" in name else ""

    def prefix_of(self, namespace: str) -> str | None:
        """Return the prefix, with its colon, that the root declares for a namespace."""
        tag = self.data[self.root.start : self.root.inner].decode()
        declared = re.search(
            rf"""xmlns:([\w.-]+) \s*=\s* ["']{re.escape(namespace)}["']""", tag, re.VERBOSE
        )
        return declared[1] + ":" if declared else None

    def source(self, element: Element) -> str:
        """Return an element as it is written."""
        return self.data[element.start : element.end].decode()

    def splice(self, start: int, end: int, text: str) -> None:
        """Write ``text`` in the place of the bytes from ``start`` to ``end``; insertions keep their order."""
        self._splices.append((start, end, len(self._splices), text.encode()))

    def replace(self, element: Element, text: str) -> None:
        """Write ``text`` in the place of an element; nothing takes it away."""
        self.splice(element.start, element.end, text)

    def put(self, name: str, text: str, order: Sequence[str]) -> None:
        """Write the child ``name`` of the root: in the place of the old one, or where ``order`` has it."""
        old = self.root.first(name)
        if old is not None:
            self.replace(old, text)
        elif text:
            place = self._place(name, order)
            self.splice(place, place, text)

    def rewritten(
        self,
        element: Element,
        *,
        added: str = "",
        removed: Collection[int] = (),
        changed: Mapping[int, str] | None = None,
        attributes: Mapping[str, str | None] | None = None,
    ) -> str:
        """Return an element with children added behind, taken away or changed (by index); the rest verbatim."""
        position, pieces = element.inner, []
        for index, child in enumerate(element.children):
            new = "" if index in removed else (changed or {}).get(index)
            if new is not None:
                pieces += [self.data[position : child.start].decode(), new]
                position = child.end
        pieces.append(self.data[position : element.close].decode())
        body = "".join(pieces) + added
        tag = self.data[element.start : element.inner].decode()
        if attributes:
            tag = with_attributes(tag, attributes)
        if tag.endswith("/>"):
            name = tag[1:-2].split(None, 1)[0]
            return f"{tag[:-2].rstrip()}>{body}</{name}>" if body else tag
        return tag + body + self.data[element.close : element.end].decode()

    def render(self) -> bytes:
        """Return the part with every splice applied; the bytes as they came when there is none."""
        pieces, position = [], 0
        for start, end, _, text in sorted(self._splices):
            assert start >= position, f"two changes to one place of {self.part}"
            pieces += [self.data[position:start], text]
            position = end
        pieces.append(self.data[position:])
        return b"".join(pieces)

    def fault(self, what: str) -> WorkbookError:
        """Return the error that says what is wrong with the part."""
        return unreadable(self.workbook, f"部件 {shown(self.part)} {what}")

    def _place(self, name: str, order: Sequence[str]) -> int:
        ranks = {word: rank for rank, word in enumerate(order)}
        for child in self.root.children:
            # a child that nobody knows tells nothing
            if ranks.get(child.name, 0) > ranks[name]:
                return child.start
        return self.root.close

    def _parse(self, diversions: Mapping[str, Diversion]) -> Element:
        data = self.data
        parser = expat.ParserCreate(namespace_separator=" ")
        open_elements: list[Element] = []
        roots: list[Element] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            namespace, _, local = name.rpartition(" ")
            position = parser.CurrentByteIndex
            element = Element(local, namespace, attributes, position, tag_end(data, position))
            (open_elements[-1].children if open_elements else roots).append(element)
            open_elements.append(element)
            if local in diversions and len(open_elements) == 2:
                divert(diversions[local], name)

        def end(_: str) -> None:
            element = open_elements.pop()
            element.close = parser.CurrentByteIndex
            is_empty = data[element.inner - 2 : element.inner] == b"/>"
            element.end = element.close if is_empty else data.index(b">", element.close) + 1

        def divert(diversion: Diversion, outer: str) -> None:
            inner_start, inner_end = diversion(parser, data, outer[: outer.rfind(" ") + 1])

            def watch(name: str) -> None:
                if name == outer:
                    parser.StartElementHandler, parser.EndElementHandler = start, end
                    end(name)
                else:
                    inner_end(name)

            parser.StartElementHandler, parser.EndElementHandler = inner_start, watch

        def refuse(*_: object) -> None:
            raise refused(self.workbook, f"部件 {shown(self.part)} 带有文档类型声明（DTD）")

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.StartDoctypeDeclHandler = refuse
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            raise self.fault(f"第 {error.lineno} 行起不是完整的 XML") from error
        return roots[0]

    def _opened(self) -> bytes:
        """Return the part with an end tag for its root, so that children can be put into it."""
        tag = self.data[self.root.start : self.root.inner]
        name = tag[1:-2].split(None, 1)[0]
        head, tail = self.data[: self.root.start], self.data[self.root.end :]
        return b"".join((head, tag[:-2].rstrip(), b"></", name, b">", tail))

    def _as_utf8(self, data: bytes) -> bytes:
        """Return the part in UTF-8 without a byte order mark, and declared so."""
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            encoding = "utf-16"
        elif data.startswith(b"<\x00"):
            encoding = "utf-16-le"
        elif data.startswith(b"\x00<"):
            encoding = "utf-16-be"
        else:
            data = data.removeprefix(b"\xef\xbb\xbf")
            declared = _ENCODING.match(data[:200].decode("latin-1"))
            encoding = declared[2].lower() if declared else "utf-8"
            if encoding == "utf-8":
                return data
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError) as error:
            raise self.fault("的文字编码读不懂") from error
        return _ENCODING.sub(r'\1"UTF-8"', text, count=1).encode()
