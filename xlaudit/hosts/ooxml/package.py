"""A workbook file as a bag of named parts: gated before anything is unpacked, and every unpacking bounded.

The central directory is believed only as an upper bound: a member that holds more than it declares stops
at its declared size and fails its checksum.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from typing import NamedTuple

from xlaudit.errors import WorkbookError
from xlaudit.hosts.faults import refused, shown, unreadable

__all__ = [
    "BROKEN_ZIP",
    "MEMBER_LIMIT",
    "RATIO_FREE",
    "RATIO_LIMIT",
    "UNPACKED_LIMIT",
    "Package",
    "Relationship",
    "resolve",
]

UNPACKED_LIMIT = 200 * 2**20
MEMBER_LIMIT = 10_000
RATIO_LIMIT = 200  # sheets of a million styled empty rows stay under 60
RATIO_FREE = 8 * 2**20  # a member this small may be as regular as it likes

_DIRECTORY_ENTRY = b"PK\x01\x02"
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # a ZIP version or method that zipfile does not know
    OSError,  # an offset before the beginning
    OverflowError,
    ValueError,  # a member name that is not in the encoding that it claims
    struct.error,
)


class Relationship(NamedTuple):
    """What a part refers to: ``kind`` is the last word of its type, ``target`` a part or an outside address."""

    kind: str
    target: str
    is_external: bool


def resolve(source: str, target: str) -> str:
    """Return the name of the part that ``source`` calls ``target``, absolutely or relatively.

    >>> resolve("xl/workbook.xml", "worksheets/sheet1.xml"), resolve("xl/workbook.xml", "/xl/styles.xml")
    ('xl/worksheets/sheet1.xml', 'xl/styles.xml')
    """
    joined = posixpath.join("/", posixpath.dirname(source), target)
    return posixpath.normpath(joined).lstrip("/")


class Package:
    """The parts of one Office Open XML file, found by name without regard to upper and lower case."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open the archive and gate it.

        Raises:
            WorkbookError: it is not an archive, or one that no spreadsheet program writes.
        """
        self.name = name
        # zipfile keeps an object for every directory entry, so the entries are counted before it looks.
        if data.count(_DIRECTORY_ENTRY) > MEMBER_LIMIT:
            raise refused(name, f"压缩包里的部件超过 {MEMBER_LIMIT} 个")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN_ZIP as error:
            raise unreadable(name, "文件残缺，压缩包的目录读不出来") from error
        self._members = self._gate()

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of all parts, in lower case."""
        return tuple(self._members)

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._members

    def read(self, part: str, limit: int = UNPACKED_LIMIT) -> bytes:
        """Return the bytes of a part that has no more than ``limit``.

        Raises:
            WorkbookError: it is missing, damaged or too large.
        """
        member = self._members.get(part.lower())
        if member is None:
            raise unreadable(self.name, f"缺少部件 {shown(part)}")
        if member.file_size > limit:
            raise self.refusal(part, f"超过 {limit >> 20} MB")
        try:
            with self._archive.open(member) as stream:
                # A bounded read: read() without a size would inflate first and cut afterwards.
                data = stream.read(member.file_size + 1)
        except BROKEN_ZIP as error:
            raise self.fault(part, "已损坏，解压不出来") from error
        if len(data) != member.file_size:
            raise self.fault(part, "残缺，比登记的长度短")
        return data

    def fault(self, part: str, what: str) -> WorkbookError:
        """Return the error that says what is wrong with a part."""
        return unreadable(self.name, f"部件 {shown(part)} {what}")

    def refusal(self, part: str, what: str) -> WorkbookError:
        """Return the error that says what is suspicious about a part."""
        return refused(self.name, f"部件 {shown(part)} {what}")

    def _gate(self) -> dict[str, zipfile.ZipInfo]:
        members: dict[str, zipfile.ZipInfo] = {}
        for member in self._archive.infolist():
            part = member.filename.replace("\\", "/").lstrip("/")
            if ".." in part.split("/"):
                raise self.refusal(part, "的名字指向压缩包之外")
            if part.lower() in members:
                raise self.refusal(part, "出现了两次")
            if member.flag_bits & 1:
                raise unreadable(self.name, "压缩包设了密码")
            if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise self.refusal(part, "用了工作簿不用的压缩方法")
            packed, unpacked = member.compress_size, member.file_size
            if unpacked > RATIO_FREE and unpacked > RATIO_LIMIT * packed:
                raise self.refusal(part, f"解压后膨胀到原来的 {RATIO_LIMIT} 倍以上")
            members[part.lower()] = member
        if sum(member.file_size for member in members.values()) > UNPACKED_LIMIT:
            raise refused(self.name, f"解压后超过 {UNPACKED_LIMIT >> 20} MB")
        return members
