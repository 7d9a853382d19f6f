"""Legacy workbooks that are damaged, encrypted or no workbooks: the right error, never an empty sheet."""

from __future__ import annotations

import random
import struct

import pytest

from tests.hosts.compound_files import compound, label, number, record, workbook_stream
from xlaudit.errors import WorkbookError
from xlaudit.hosts import legacy


def book(cells: bytes = b"", more: bytes = b"") -> bytes:
    stream = workbook_stream([("自评表", 0, cells)], formats={164: "0.00%"}, more=more)
    return compound({"Workbook": stream})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (compound({"EncryptedPackage": b"e" * 9, "EncryptionInfo": b""}), "设有打开密码"),
        (book(more=record(0x002F, b"\0\0\1\2\3\4")), "设有打开密码"),
        (compound({"WordDocument": b"w" * 5000}), "是 Word 文档"),
        (compound({"PowerPoint Document": b""}), "是演示文稿"),
        (compound({"别的": b""}), "不是工作簿"),
        (compound({"Workbook": {"x": b""}}), "文件残缺"),
        (book()[:1100], "文件残缺"),
        (book()[:40], "文件残缺"),
        (book(number(0, 0, float("nan"))), "不是数字"),
        (book(number(0, 0, float("inf"))), "不是数字"),
        (book(number(0, 0, 1, style=9)), "样式编号不存在"),
        (book(number(0, 256, 1)), "不存在的列"),
        (book(record(0x00FD, struct.pack("<HHHI", 0, 0, 0, 0))), "不存在的字符串 0"),
        (book(record(0x0203, b"\0" * 9)), "有记录残缺"),
        (book(more=record(0x00FC, struct.pack("<II", 1, 5))), "有字符串残缺"),
        (book(more=record(0x00FC, struct.pack("<II", 1, 2**31))), "超过两百万个"),
        (book(record(0x00E5, b"\xff\xff")), "有记录残缺"),
        (book(record(0x007D, struct.pack("<HHHHHH", 0, 255, 0, 0, 1, 0)) * 800), "过多"),
    ],
)
def test_refused_with_a_reason(data: bytes, words: str) -> None:
    with pytest.raises(WorkbookError) as raised:
        legacy.read(data, "甲局.xls")
    message = str(raised.value)
    assert "甲局.xls" in message
    assert words in message
    assert message.endswith("。")
    assert "\n" not in message


def test_cut_stream_is_never_an_empty_sheet() -> None:
    cells = b"".join(label(row, 0, f"指标{row}") for row in range(40))
    stream = workbook_stream([("甲", 0, cells), ("乙", 0, cells)], formats={})
    for length in range(200, len(stream) - 4, 37):
        with pytest.raises(WorkbookError, match=r"残缺|找不到工作表"):
            legacy.read(compound({"Workbook": stream[:length]}), "x")


def test_chains_that_go_in_a_circle_end() -> None:
    data = bytearray(book(b"".join(label(row, 0, "指标") for row in range(400))))
    for sector in range(1, 20):
        struct.pack_into("<I", data, 512 + 4 * sector, 1)
    with pytest.raises(WorkbookError, match="文件残缺"):
        legacy.read(bytes(data), "x")


def test_damaged_bytes_anywhere_are_an_error_or_another_workbook() -> None:
    sound = book(
        b"".join(label(row, 0, f"指标{row}") + number(row, 1, row / 7) for row in range(9))
    )
    chance = random.Random(20221231)
    outcomes = {"read": 0, "refused": 0}
    for _ in range(1500):
        data = bytearray(sound)
        for _ in range(chance.choice((1, 2, 8, 40))):
            data[chance.randrange(len(data))] = chance.choice((0, 255, chance.randrange(256)))
        try:
            legacy.read(bytes(data), "x")
        except WorkbookError:
            outcomes["refused"] += 1
        else:
            outcomes["read"] += 1
    assert min(outcomes.values()) > 100, outcomes
