"""Archives that no spreadsheet program writes: refused before they are unpacked, or as soon as they lie."""

from __future__ import annotations

import io
import random
import struct
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.hosts.packages import SHEET, STRINGS, WORKBOOK, pack, parts, rows, strings
from xlaudit.errors import WorkbookError
from xlaudit.hosts.ooxml.package import MEMBER_LIMIT
from xlaudit.hosts.ooxml.read import read

MEGABYTE = 2**20
SOUND = rows('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>A1&amp;"x"</f><v>2</v></c></row>')


@contextmanager
def bounded_memory(megabytes: int) -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < megabytes * MEGABYTE, f"{peak >> 20} MB"


def archive(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", method) as opened:
        warnings.simplefilter("ignore")  # zipfile warns of a name that is there twice
        for name, content in members:
            opened.writestr(name, content)
    return target.getvalue()


def members() -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(SOUND)) as opened:
        return [(name, opened.read(name)) for name in opened.namelist()]


def with_sizes(data: bytes, part: str, size: int) -> bytes:
    """Let both headers of a member claim another size than it has when unpacked."""
    changed = bytearray(data)
    for magic, size_at, name_at in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        header = -1
        while True:
            header = data.index(magic, header + 1)
            if data[header + name_at :].startswith(part.encode()):
                break
        struct.pack_into("<I", changed, header + size_at, size)
    return bytes(changed)


def declared_bomb() -> bytes:
    filler = b" " * (40 * MEGABYTE)
    return archive(*members(), *((f"xl/media/{number}.bin", filler) for number in range(6)))


def many_small_bombs() -> bytes:
    filler = b" " * (7 * MEGABYTE)
    return archive(*members(), *((f"xl/media/{number}.bin", filler) for number in range(30)))


def lying_bomb() -> bytes:
    filled = [
        (name, b" " * (60 * MEGABYTE) if name == SHEET else content) for name, content in members()
    ]
    return with_sizes(archive(*filled), SHEET, 1000)


def damaged_deflate() -> bytes:
    data = bytearray(SOUND)
    start = data.index(SHEET.encode()) + len(SHEET)
    data[start : start + 40] = bytes(range(40))
    return bytes(data)


def encrypted_member() -> bytes:
    data = bytearray(SOUND)
    data[SOUND.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


CASES: dict[str, tuple[Callable[[], bytes], tuple[str, ...]]] = {
    "bomb that says its size": (declared_bomb, ("拒绝", "200 倍")),
    "bomb in small pieces": (many_small_bombs, ("拒绝", "200 MB")),
    "bomb that hides its size": (lying_bomb, ("xl/worksheets/sheet1.xml", "解压不出来")),
    "too many members": (
        lambda: archive(*((f"a{number}", b"") for number in range(MEMBER_LIMIT + 1))),
        ("拒绝", "10000 个"),
    ),
    "one name twice": (lambda: archive(*members(), (SHEET, b"x")), ("拒绝", SHEET, "两次")),
    "one name twice in another case": (
        lambda: archive(*members(), (SHEET.upper(), b"x")),
        ("拒绝", "两次"),
    ),
    "one name twice with another slash": (
        lambda: archive(*members(), (SHEET.replace("/", "\\"), b"x")),
        ("拒绝", "两次"),
    ),
    "name outside the archive": (
        lambda: archive(*members(), ("xl/../../../home/x", b"x")),
        ("拒绝", "压缩包之外"),
    ),
    "name outside, the other slash": (
        lambda: archive(*members(), ("..\\x", b"x")),
        ("拒绝", "压缩包之外"),
    ),
    "unknown method": (
        lambda: archive(*members(), method=zipfile.ZIP_LZMA),
        ("拒绝", "压缩方法"),
    ),
    "encrypted member": (encrypted_member, ("设了密码",)),
    "damaged deflate": (damaged_deflate, (SHEET, "解压不出来")),
    "cut in the middle": (lambda: SOUND[: len(SOUND) // 2], ("文件残缺", "另存")),
    "cut before the end": (lambda: SOUND[:-10], ("文件残缺",)),
    "size too small": (lambda: with_sizes(SOUND, SHEET, 30), (SHEET, "解压不出来")),
    "size too large": (lambda: with_sizes(SOUND, SHEET, 99999), (SHEET, "残缺")),
    "only the beginning of an archive": (lambda: b"PK\x03\x04", ("文件残缺",)),
    "other archive": (lambda: archive(("说明.txt", b"x")), ("压缩包", "没有工作簿", "解压")),
    "Word document": (lambda: archive(("word/document.xml", b"x")), ("Word 文档",)),
    "OpenDocument": (lambda: archive(("content.xml", b"x")), ("OpenDocument", "另存为 .xlsx")),
    "binary workbook": (lambda: archive(("xl/workbook.bin", b"x")), (".xlsb", "另存为 .xlsx")),
}


@pytest.mark.parametrize("name", CASES)
def test_refused_with_a_reason_and_little_memory(name: str) -> None:
    make, words = CASES[name]
    data = make()
    with bounded_memory(10), pytest.raises(WorkbookError) as raised:
        read(data, "甲局.xlsx")
    message = str(raised.value)
    assert all(word in message for word in ("甲局.xlsx", *words)), message
    assert message.endswith("。")
    assert "\n" not in message


@pytest.mark.parametrize("missing", [WORKBOOK, SHEET, STRINGS, "xl/styles.xml"])
def test_missing_part_is_named(missing: str) -> None:
    kept = parts('<row r="1"><c r="A1"><v>1</v></c></row>')
    del kept[missing]
    with pytest.raises(WorkbookError, match=f"缺少部件 {missing}"):
        read(pack(kept), "甲局.xlsx")


def test_names_cannot_reach_the_terminal() -> None:
    evil = "\x1b[2J\n\u202e" + "长" * 500
    with pytest.raises(WorkbookError) as raised:
        read(archive(*members(), (f"../{evil}", b"")), f"{evil}.xlsx")
    message = str(raised.value)
    assert not {"\x1b", "\n", "\u202e"} & set(message)
    assert len(message) < 300


def test_damaged_bytes_anywhere_are_an_error_or_change_nothing() -> None:
    chance = random.Random(20221231)
    expected = read(SOUND, "x").sheets
    outcomes = {"read": 0, "refused": 0}
    for _ in range(1500):
        data = bytearray(SOUND)
        for _ in range(chance.choice((1, 1, 1, 8))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            sheets = read(bytes(data), "x").sheets
        except WorkbookError:
            outcomes["refused"] += 1
        else:
            outcomes["read"] += 1
            assert sheets == expected
    assert min(outcomes.values()) > 100, outcomes


def test_damaged_markup_is_an_error_or_another_workbook() -> None:
    chance = random.Random(20230101)
    sound = parts(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><f t="shared" si="0" ref="B1:B2">'
        'A1&amp;"x"</f><v>2</v></c></row><row r="2"><c r="B2"><f t="shared" si="0"/></c>'
        '<c t="inlineStr"><is><r><t>文</t></r></is></c><c t="d"><v>2022-01-01</v></c></row>'
    )
    names = [name for name in sound if name != "[Content_Types].xml"]
    refused = 0
    for _ in range(1500):
        changed = dict(sound)
        name = chance.choice(names)
        text = str(changed[name])
        start = chance.randrange(len(text))
        piece = chance.choice(
            ["", "<", "0", "-1", 'r="', "/>", text[start : start + 40], "９", "\u0662"]
        )
        changed[name] = text[:start] + piece + text[start + chance.randrange(4) :]
        try:
            read(pack(changed), "x")
        except WorkbookError:
            refused += 1
    assert 100 < refused < 1400


def test_strings_in_a_large_table_need_no_more_than_a_few_times_their_size() -> None:
    data = pack(parts() | {STRINGS: strings(*(f"<t>{number:0>50}</t>" for number in range(20000)))})
    with bounded_memory(12):
        read(data, "x")
