"""Workbooks inside ``.zip`` files, read in place: nothing is unpacked to disk, and every reading is bounded.

Names that lack the UTF-8 flag are what Windows in Chinese wrote: GBK, or UTF-8 all the same.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path, PurePosixPath
from typing import IO

from xlaudit.errors import WorkbookError
from xlaudit.hosts.batch.source import ARCHIVE, Source, is_submission
from xlaudit.hosts.faults import shown
from xlaudit.hosts.files import FILE_LIMIT
from xlaudit.hosts.ooxml.package import BROKEN_ZIP, MEMBER_LIMIT, RATIO_FREE, RATIO_LIMIT

__all__ = ["member_bytes", "sources_in"]

TOTAL_LIMIT = 4 * 2**30
"""Bytes of all workbooks of an archive, unpacked."""

_DIRECTORY_LIMIT = (
    8 * 2**20
)  # bytes: zipfile keeps an object for every entry, so it is measured first
_END = b"PK\x05\x06"
_END_SIZE = 22
_LARGE_END = b"PK\x06\x07"
_LARGE_END_SIZE = 20
_COMMENT_LIMIT = 2**16
_UTF8 = 0x800
_ENCRYPTED = 0x1
_CHINA = timezone(timedelta(hours=8))


def sources_in(path: Path, name: str) -> tuple[Source, ...]:
    """Return the workbooks of an archive, and of archives inside it (one level); () where it has none.

    What cannot be read is a source with a fault: the archive itself, or a member.
    """
    try:
        with path.open("rb") as stream:
            return tuple(_listed(stream, Source(path, name)))
    except OSError as error:
        reason = error.strerror or "系统拒绝了操作"
        return (
            Source(
                path, name, fault=f"打不开压缩包“{shown(name, 200)}”：{reason}；请检查读取权限。"
            ),
        )


def member_bytes(source: Source) -> tuple[bytes, str]:
    """Return the bytes of a workbook in an archive, and when it was changed, UTC as 2023-03-14T09:26:53Z.

    Raises:
        WorkbookError: the archive was changed since it was listed, or the member is damaged.
    """
    *outer, last = source.members
    try:
        with source.path.open("rb") as stream:
            inside: IO[bytes] = stream
            for each in outer:
                inside = io.BytesIO(_read(_opened(inside, source.name), each, source.name))
            archive = _opened(inside, source.name)
            data = _read(archive, last, source.name)
            return data, _moment(archive.getinfo(last))
    except OSError as error:
        reason = error.strerror or "系统拒绝了操作"
        raise WorkbookError(
            f"打不开压缩包“{shown(str(source.path), 200)}”：{reason}；请检查读取权限。"
        ) from error


def _listed(stream: IO[bytes], outer: Source) -> Iterator[Source]:
    """Go through the workbooks of an archive that stands at ``outer``."""
    try:
        archive = _opened(stream, outer.name)
    except WorkbookError as error:
        yield Source(outer.path, outer.name, outer.members, str(error))
        return
    times = Counter(member.filename for member in archive.infolist())
    total = 0
    for member in archive.infolist():
        shown_name = _name(member)
        parts = PurePosixPath(shown_name).parts
        if member.is_dir() or not parts or parts[0] == "__MACOSX":
            continue
        is_archive = parts[-1].lower().endswith(ARCHIVE) and not parts[-1].startswith(".")
        if not is_archive and not is_submission(parts[-1]):
            continue
        total += member.file_size
        source = Source(outer.path, f"{outer.name}/{shown_name}", (*outer.members, member.filename))
        fault = _fault(member, shown_name, times[member.filename], total)
        if fault:
            yield Source(source.path, source.name, source.members, fault)
        elif not is_archive:
            yield source
        elif outer.members:
            fault = f"压缩包“{shown(shown_name)}”在压缩包里的压缩包里；请先解压一层再试。"
            yield Source(source.path, source.name, source.members, fault)
        else:
            yield from _inside(archive, member.filename, source)


def _inside(archive: zipfile.ZipFile, member: str, source: Source) -> Iterator[Source]:
    try:
        data = _read(archive, member, source.name)
    except WorkbookError as error:
        yield Source(source.path, source.name, source.members, str(error))
        return
    yield from _listed(io.BytesIO(data), source)


def _fault(member: zipfile.ZipInfo, name: str, times: int, total: int) -> str:
    """Return why a member is not to be read, or nothing."""
    what = ""
    if times > 1:
        what = "同一个名字出现了两次"
    elif name.startswith("/") or ".." in PurePosixPath(name).parts or name[1:2] == ":":
        what = "名字指向压缩包之外"
    elif member.flag_bits & _ENCRYPTED:
        what = "设了解压密码"
    elif member.file_size > FILE_LIMIT:
        what = f"解压后超过 {FILE_LIMIT >> 20} MB"
    elif member.file_size > RATIO_FREE and member.file_size > RATIO_LIMIT * member.compress_size:
        what = f"解压后膨胀到原来的 {RATIO_LIMIT} 倍以上"
    elif total > TOTAL_LIMIT:
        what = f"和前面的文件加起来，解压后超过 {TOTAL_LIMIT >> 30} GB"
    return what and f"压缩包里的“{shown(name)}”{what}，没有读；请向报送单位重新索取，或解压后再试。"


def _opened(stream: IO[bytes], name: str) -> zipfile.ZipFile:
    """Open an archive whose directory is small enough to be looked at.

    Raises:
        WorkbookError: it is no archive, is damaged, or has too many members.
    """
    _check_directory(stream, name)
    try:
        archive = zipfile.ZipFile(stream)
    except BROKEN_ZIP as error:
        raise _damaged(name) from error
    if len(archive.infolist()) > MEMBER_LIMIT:
        raise WorkbookError(
            f"压缩包“{shown(name, 200)}”里的文件超过 {MEMBER_LIMIT} 个；请分几次报送。"
        )
    return archive


def _check_directory(stream: IO[bytes], name: str) -> None:
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - _COMMENT_LIMIT - _END_SIZE))
    tail = stream.read()
    end = tail.rfind(_END)
    if end < 0 or len(tail) < end + _END_SIZE:
        raise _damaged(name)
    directory = int.from_bytes(tail[end + 12 : end + 16], "little")
    is_large = tail[max(0, end - _LARGE_END_SIZE) : end].startswith(_LARGE_END)
    if is_large or directory > _DIRECTORY_LIMIT:
        raise WorkbookError(
            f"压缩包“{shown(name, 200)}”太大，或里面的文件太多；请解压到文件夹里再试。"
        )


def _damaged(name: str) -> WorkbookError:
    return WorkbookError(
        f"压缩包“{shown(name, 200)}”已损坏或不是 ZIP，打不开；请向报送单位重新索取，或解压后再试。"
    )


def _read(archive: zipfile.ZipFile, member: str, name: str) -> bytes:
    try:
        info = archive.getinfo(member)
        if info.file_size > FILE_LIMIT:
            raise WorkbookError(
                f"“{shown(name, 200)}”解压后超过 {FILE_LIMIT >> 20} MB；请解压后再试。"
            )
        with archive.open(info) as stream:
            data = stream.read(info.file_size + 1)
    except (*BROKEN_ZIP, KeyError, RuntimeError) as error:  # RuntimeError: a password after all
        raise WorkbookError(
            f"压缩包里的“{shown(name, 200)}”已损坏，解压不出来；请向报送单位重新索取。"
        ) from error
    if len(data) != info.file_size:
        raise WorkbookError(f"压缩包里的“{shown(name, 200)}”残缺；请向报送单位重新索取。")
    return data


def _name(member: zipfile.ZipInfo) -> str:
    """Return the name as its writer meant it, with ``/``; zipfile takes one without the flag for CP437."""
    name = member.orig_filename.partition("\0")[0]
    if not member.flag_bits & _UTF8:
        try:
            plain = name.encode("cp437")
        except UnicodeEncodeError:
            return name.replace("\\", "/")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = plain.decode(encoding)
            except UnicodeDecodeError:
                continue
            break
    return name.replace("\\", "/")


def _moment(member: zipfile.ZipInfo) -> str:
    """Return when a member was changed. An archive notes the local time of its writer, here China's."""
    try:
        local = datetime(*member.date_time, tzinfo=_CHINA)
    except ValueError:
        return ""
    return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
