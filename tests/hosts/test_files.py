"""Files told apart by what they hold; what a user reads when one cannot be opened; writing whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import stat
from pathlib import Path

import pytest

from tests.hosts.compound_files import compound, number, workbook_stream
from tests.hosts.packages import rows
from xlaudit.errors import OutputError, WorkbookError
from xlaudit.hosts import files
from xlaudit.hosts.audited import refuse_copy
from xlaudit.hosts.files import check_is_free, read_bytes, read_workbook, write_atomically

MODERN = rows('<row r="1"><c r="A1"><v>1</v></c></row>')
LEGACY = compound({"Workbook": workbook_stream([("自评表", 0, number(0, 0, 1))], formats={})})
ENCRYPTED = compound({"EncryptedPackage": b"e" * 9, "EncryptionInfo": b"i"})
NOISE = random.Random(7).randbytes(5000)
TABLE_2003 = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'


def message_of(path: Path) -> str:
    with pytest.raises(WorkbookError) as raised:
        read_workbook(path)
    message = str(raised.value)
    assert message.endswith("。")
    assert "\n" not in message
    return message


@pytest.mark.parametrize("name", ["甲局.xlsx", "甲局.xls", "甲局.et", "甲局.XLSM", "甲局"])
@pytest.mark.parametrize(("data", "is_legacy"), [(MODERN, False), (LEGACY, True)])
def test_content_decides_not_the_name(
    name: str, data: bytes, *, is_legacy: bool, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = read_workbook(path)
    assert found.values_only == is_legacy
    assert found.name == name
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert found.sheets[0].value(1, 1) == 1
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", ("是空的", "重新索取")),
        (NOISE, ("不是工作簿", "损坏", ".xlsx")),
        (MODERN[:300], ("文件残缺", "另存为 .xlsx")),
        (LEGACY[:700], ("文件残缺", "另存为 .xlsx")),
        (ENCRYPTED, ("打开密码", "去掉密码")),
        ("部门,得分\n甲局,99.68\n".encode(), ("纯文本", "CSV", "另存为 .xlsx")),
        ("部门,得分\n甲局,99.68\n".encode("gbk"), ("纯文本", "CSV")),
        ("部门\t得分\n".encode("utf-16"), ("纯文本",)),
        (("绩" * 3000).encode(), ("纯文本",)),
        ("\ufeff<html><table><tr><td>1</td></tr></table></html>".encode(), ("网页", "HTML")),
        (b"  <!DOCTYPE html><html></html>", ("网页",)),
        (b"MIME-Version: 1.0\r\n", ("网页", "MHT")),
        (TABLE_2003.encode(), ("XML 表格 2003",)),
        ("PK 县各部门得分\n".encode(), ("纯文本",)),
        (b"%PDF-1.7\n\xe2\xe3", ("PDF",)),
        (b"Rar!\x1a\x07\x01\x00\x00", ("压缩包",)),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", ("压缩包",)),
        (b"\x89PNG\r\n\x1a\n\x00", ("图片",)),
    ],
)
def test_what_is_said_of_a_file_that_is_no_workbook(
    data: bytes, words: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "甲局自评表.xlsx"
    path.write_bytes(data)
    message = message_of(path)
    assert all(word in message for word in ("甲局自评表.xlsx", *words)), message


def test_missing_file(tmp_path: Path) -> None:
    message = message_of(tmp_path / "没有.xlsx")
    assert message.startswith("找不到文件")
    assert "没有.xlsx" in message
    assert "检查路径" in message


def test_folder(tmp_path: Path) -> None:
    message = message_of(tmp_path)
    assert "是文件夹" in message
    assert "consolidate" in message


def test_lock_file_of_excel(tmp_path: Path) -> None:
    path = tmp_path / "~$甲局.xlsx"
    path.write_bytes(b"x" * 165)
    assert "临时文件" in message_of(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.xlsx")
    assert "不是普通文件" in message_of(tmp_path / "管道.xlsx")


def test_name_that_the_system_does_not_take(tmp_path: Path) -> None:
    assert "打不开" in message_of(tmp_path / ("长" * 300))


def test_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "甲局.xlsx"
    path.write_bytes(MODERN)

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(Path, "open", refuse)
    message = message_of(path)
    assert "没有权限" in message
    assert "甲局.xlsx" in message


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "FILE_LIMIT", 1000)
    path = tmp_path / "甲局.xlsx"
    path.write_bytes(b"P" * 1000)
    assert len(read_bytes(path)) == 1000
    path.write_bytes(b"P" * 1001)
    assert "超过" in message_of(path)


def test_writes_whole_with_the_usual_permissions(tmp_path: Path) -> None:
    path = tmp_path / "汇总.xlsx"
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    other = tmp_path / "plain"
    other.write_bytes(b"")
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["plain", "汇总.xlsx"]


def test_existing_file_is_kept_without_force(tmp_path: Path) -> None:
    path = tmp_path / "汇总.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(OutputError, match=r"汇总\.xlsx”：文件已经存在.*--force"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    write_atomically(path, b"new", force=True)
    assert path.read_bytes() == b"new"
    assert len(list(tmp_path.iterdir())) == 1


def test_link_to_nowhere_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "汇总.xlsx"
    try:
        path.symlink_to(tmp_path / "没有")
    except OSError:
        pytest.skip("links may not be made here")
    with pytest.raises(OutputError, match="已经存在"):
        write_atomically(path, b"new")


@pytest.mark.parametrize("failing", ["replace", "fsync"])
def test_failed_write_leaves_what_was_there(
    failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "汇总.xlsx"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(*((Path, failing) if failing == "replace" else (os, failing)), fail)
    with pytest.raises(OutputError, match="磁盘空间") as raised:
        write_atomically(path, b"new", force=True)
    assert "汇总.xlsx" in str(raised.value)
    assert path.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_interrupted_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "汇总.xlsx", b"new")
    assert list(tmp_path.iterdir()) == []


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"文件夹“.*没有”不存在"):
        write_atomically(tmp_path / "没有" / "汇总.xlsx", b"new")
    assert list(tmp_path.iterdir()) == []


def test_target_that_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="它是一个文件夹"):
        write_atomically(tmp_path, b"new", force=True)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)
def test_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="没有权限"):
        write_atomically(tmp_path / "汇总.xlsx", b"new")
    tmp_path.chmod(0o700)


def test_folder_that_refuses_new_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(OutputError, match="没有权限"):
        write_atomically(tmp_path / "汇总.xlsx", b"new")


def test_a_name_without_room_for_its_ending(tmp_path: Path) -> None:
    """The disk takes 255 bytes: 82 characters and .xlsx fit, with 评分 in between they do not."""
    with pytest.raises(OutputError, match="太长；请用 -o"):
        check_is_free(tmp_path / ("长" * 82 + ".评分.xlsx"), force=True)
    source = tmp_path / ("长" * 82 + ".xlsx")
    with pytest.raises(OutputError, match="太长；请用 -o"):
        refuse_copy(source.with_suffix(".评分.xlsx"), source, force=True)


def test_name_too_long_to_write(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="写不了"):
        write_atomically(tmp_path / ("长" * 300), b"new")
