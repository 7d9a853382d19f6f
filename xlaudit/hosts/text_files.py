"""Plain texts: .txt and .md in the encodings that Chinese offices use, .docx, and the standard input."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path
from xml.parsers import expat

from xlaudit.errors import WorkbookError
from xlaudit.forms.filing import Passage
from xlaudit.hosts.faults import shown
from xlaudit.hosts.ooxml.package import Package
from xlaudit.workbook.place import Place

__all__ = ["ENDINGS", "STANDARD_INPUT", "read_text"]

ENDINGS = (".txt", ".md", ".docx")
STANDARD_INPUT = "-"
LARGEST = 50 * 2**20
_ENCODINGS = ("utf-8-sig", "gb18030")
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_ARCHIVE = b"PK\x03\x04"
_DOCUMENT = "word/document.xml"


def read_text(path: Path) -> tuple[str, str, tuple[Passage, ...]]:
    """Return the name, the sha256 and the paragraphs of a text; ``-`` is the standard input.

    Raises:
        WorkbookError: the file is missing, too large, or no text in a known encoding.
    """
    name, data = _bytes(path)
    if data.startswith(_ARCHIVE) or path.suffix.lower() == ".docx":
        text = _docx(data, name)
    else:
        text = _decoded(data, name)
    if not text.strip():
        raise WorkbookError(f"“{shown(name)}”里没有文字，没有核对；请检查是不是选错了文件。")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    passages = (
        Passage(line, Place(name, number, 0), "report")
        for number, line in enumerate(lines, start=1)
        if line.strip()
    )
    return name, sha256(data).hexdigest(), tuple(passages)


def _bytes(path: Path) -> tuple[str, bytes]:
    if str(path) == STANDARD_INPUT:
        data, name = sys.stdin.buffer.read(LARGEST + 1), "标准输入"
    else:
        name = path.name
        try:
            with path.open("rb") as file:
                data = file.read(LARGEST + 1)
        except FileNotFoundError as error:
            raise WorkbookError(f"找不到文件“{shown(str(path))}”；请检查路径。") from error
        except IsADirectoryError as error:
            raise WorkbookError(f"“{shown(str(path))}”是文件夹；请给出其中的文件。") from error
        except OSError as error:
            raise WorkbookError(f"打不开“{shown(str(path))}”；请检查有没有读的权限。") from error
    if len(data) > LARGEST:
        raise WorkbookError(f"“{shown(name)}”超过 50 MB，不像一份报告；请检查文件。")
    return name, data


def _decoded(data: bytes, name: str) -> str:
    """Return the text: by its byte order mark, else UTF-8, else GB18030 as old editors write."""
    encodings = ("utf-16",) if data[:2] in _BYTE_ORDER_MARKS else _ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise WorkbookError(
        f"“{shown(name)}”不是能读的文字（不是 UTF-8、GB18030 或 UTF-16）；请另存为 UTF-8 文本再试。"
    )


def _docx(data: bytes, name: str) -> str:
    """Return the paragraphs of a Word document, rows of tables with a tab between their cells."""
    walk = _Paragraphs()
    try:
        walk.parser.Parse(Package(data, name).read(_DOCUMENT), True)
    except (WorkbookError, expat.ExpatError, ValueError) as error:
        raise WorkbookError(
            f"“{shown(name)}”不是完好的 Word 文档；请在 Word 里另存为 .docx 再试。"
        ) from error
    return "\n".join(walk.lines)


class _Paragraphs:
    """Collects the text of w:t by paragraph; a table's row is one line."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._text: list[str] = []
        self._cells: list[str] | None = None
        self._is_text = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _refuse(self, *_: object) -> None:
        raise ValueError("a document type declaration has no place in a document")

    def _start(self, tag: str, _: dict[str, str]) -> None:
        match tag.rpartition(" ")[2]:
            case "t":
                self._is_text = True
            case "tab":
                self._text.append("\t")
            case "br":
                self._text.append("\n")
            case "tr":
                self._cells = []

    def _data(self, text: str) -> None:
        if self._is_text:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        match tag.rpartition(" ")[2]:
            case "t":
                self._is_text = False
            case "p":
                line = "".join(self._text)
                self._text.clear()
                (self.lines if self._cells is None else self._cells).append(line)
            case "tr" if self._cells is not None:
                self.lines.append("\t".join(self._cells))
                self._cells = None
