"""Files of the user: told apart by what they hold, never by their name; written whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path

from xlaudit.errors import OutputError, WorkbookError
from xlaudit.hosts import legacy
from xlaudit.hosts.biff.compound import COMPOUND_MAGIC
from xlaudit.hosts.faults import shown
from xlaudit.hosts.ooxml import read as ooxml
from xlaudit.workbook.snapshot import Snapshot

__all__ = [
    "FILE_LIMIT",
    "check_is_free",
    "check_length",
    "read_bytes",
    "read_workbook",
    "workbook_in",
    "write_atomically",
]

FILE_LIMIT = 100 * 2**20

_PROBE = 4096  # bytes that are looked at to say what a file is instead of a workbook
_ARCHIVE_MAGICS = (b"PK\x03\x04", b"PK\x05\x06")  # the second is an archive without members
_LOCK_FILE = "~$"
_OTHER_CONTENTS = (
    (b"%pdf", "PDF 文件"),
    (b"rar!", "压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"{\\rtf", "RTF 文档"),
    (b"\x89png", "图片"),
    (b"\xff\xd8\xff", "图片"),
)


_WAY_OUT = {
    "PDF 文件": "请索取电子表格原件；报告文字请另存为 .docx 或 .txt 再核对。",
    "RTF 文档": "请在 Word 或 WPS 里另存为 .docx 再核对。",
    "图片": "请索取电子表格原件。",
}
_WINDOWS_TOO_LONG = 206  # ERROR_FILENAME_EXCED_RANGE


def read_workbook(path: Path) -> Snapshot:
    """Read a workbook of any kind that is supported; the file is opened for reading only.

    Raises:
        WorkbookError: there is no such file, or it holds no workbook that can be read.
    """
    return workbook_in(read_bytes(path), path.name)


def workbook_in(data: bytes, name: str) -> Snapshot:
    """Read a workbook of any kind that is supported from its bytes; ``name`` is that of its file.

    Raises:
        WorkbookError: they hold no workbook that can be read.
    """
    if data.startswith(_ARCHIVE_MAGICS):
        return ooxml.read(data, name)
    if data.startswith(COMPOUND_MAGIC):
        return legacy.read(data, name)
    what = _description(data[:_PROBE])
    if what is not None:
        raise WorkbookError(
            f"读不了“{shown(name)}”：它实际上是{what}，不是工作簿；"
            f"{_WAY_OUT.get(what, '请用 Excel 或 WPS 打开原表，另存为 .xlsx 后再试。')}"
        )
    raise WorkbookError(
        f"读不了“{shown(name)}”：它不是工作簿，也可能已经损坏；请选择 .xlsx、.xlsm、.xls 或 .et 文件。"
    )


def read_bytes(path: Path) -> bytes:
    """Return what a file holds, if it is one and not too large.

    Raises:
        WorkbookError: there is no such file, it cannot be opened, is empty or too large.
    """
    name = shown(path.name)
    if path.name.startswith(_LOCK_FILE):
        raise WorkbookError(
            f"“{name}”是 Excel 打开工作簿时留下的临时文件；请选择不带“{_LOCK_FILE}”的那一个。"
        )
    try:
        _check_is_file(path)
        with path.open("rb") as stream:
            data = stream.read(FILE_LIMIT + 1)
    except OSError as error:
        raise WorkbookError(
            f"打不开“{shown(str(path), 200)}”：{_reason(error)}；请关闭占用它的程序或检查读取权限后再试。"
        ) from error
    if not data:
        raise WorkbookError(f"读不了“{name}”：文件是空的（0 字节）；请向报送单位重新索取。")
    if len(data) > FILE_LIMIT:
        raise WorkbookError(
            f"读不了“{name}”：文件超过 {FILE_LIMIT >> 20} MB；请删去其中的大图片后另存再试。"
        )
    return data


def write_atomically(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write a file whole, or leave what was there: first beside it, then moved into its place.

    Raises:
        OutputError: the file exists and ``force`` is not given, or the place does not accept it.
    """
    temporary = path.parent / f".xlaudit-{secrets.token_hex(8)}.tmp"
    try:
        check_is_free(path, force=force)
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError as error:
        raise OutputError(
            f"写不了“{shown(str(path), 200)}”：{_reason(error)}；"
            "请关闭占用它的程序、检查写入权限和磁盘空间，或者换一个位置。"
        ) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def check_is_free(path: Path, *, force: bool) -> None:
    """Complain of a place that a file cannot be written to.

    Raises:
        OutputError: the file exists and ``force`` is not given, or there is no such folder.
    """
    check_length(path)
    name = shown(str(path), 200)
    if path.is_dir():
        raise OutputError(f"写不了“{name}”：它是一个文件夹；请换一个文件名。")
    if os.path.lexists(path) and not force:
        raise OutputError(f"没有写“{name}”：文件已经存在；要覆盖它请加 --force，或者换一个文件名。")
    if not path.parent.is_dir():
        folder = shown(str(path.parent), 200)
        raise OutputError(f"写不了“{name}”：文件夹“{folder}”不存在；请先建立它，或者换一个位置。")


def check_length(path: Path) -> None:
    """Complain of a name that the disk has no room for: 评分 behind a name that is near the limit.

    Raises:
        OutputError: the name, or the whole path, is too long.
    """
    try:
        os.lstat(path)
    except OSError as error:
        # Windows says ENOENT for a path that is too long; ERROR_FILENAME_EXCED_RANGE where it does not.
        if (
            error.errno == errno.ENAMETOOLONG
            or getattr(error, "winerror", None) == _WINDOWS_TOO_LONG
        ):
            name = shown(path.name, 60)
            raise OutputError(
                f"写不了“{name}”：文件名或路径太长；请用 -o 另给一个短一些的文件名。"
            ) from error


def _check_is_file(path: Path) -> None:
    where = shown(str(path), 200)
    if path.is_dir():
        raise WorkbookError(
            f"“{where}”是文件夹，不是工作簿；请给出其中一个工作簿，整个文件夹请用 xlaudit consolidate。"
        )
    if path.exists() and not path.is_file():
        raise WorkbookError(f"“{where}”不是普通文件；请给出一个工作簿文件。")
    if not path.exists():
        raise WorkbookError(f"找不到文件“{where}”；请检查路径和文件名（包括扩展名）。")


def _reason(error: OSError) -> str:
    match error:
        case PermissionError():
            return "没有权限，或者它正被别的程序占用"
        case FileNotFoundError():
            return "路径不存在"
    return error.strerror or "系统拒绝了操作"


def _description(beginning: bytes) -> str | None:
    """Return what the bytes are, if that can be told and it is no workbook."""
    lowered = beginning.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for magic, what in _OTHER_CONTENTS:
        if lowered.startswith(magic.lower()):
            return what
    if b"urn:schemas-microsoft-com:office:spreadsheet" in lowered:
        return "XML 表格 2003"
    if lowered.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head")):
        return "网页（HTML）"
    if lowered.startswith(b"mime-version:"):
        return "单个文件网页（MHT）"
    if _is_text(beginning):
        return "纯文本（例如 CSV）"
    return None


def _is_text(beginning: bytes) -> bool:
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if any(byte < 0x20 and byte not in b"\t\n\r\x0c" for byte in beginning):
        return False
    for encoding in ("utf-8", "gb18030"):
        # The probe may end inside a character.
        for cut in range(4):
            with suppress(UnicodeDecodeError):
                beginning[: len(beginning) - cut].decode(encoding)
                return True
    return False
