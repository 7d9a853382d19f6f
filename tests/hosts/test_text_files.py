"""Plain texts in the encodings that offices use, Word documents, and what is neither."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from xlaudit.errors import WorkbookError
from xlaudit.hosts.text_files import read_text

TEXT = "全年支出１２３.45万元。\r\n\r\n其中：培训费3万元。"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(TEXT.encode(encoding))
    name, digest, passages = read_text(path)
    assert name == "报告.txt"
    assert len(digest) == 64
    assert [passage.text for passage in passages] == [
        "全年支出１２３.45万元。",
        "其中：培训费3万元。",
    ]
    assert [str(passage.place) for passage in passages] == ["报告.txt 第1段", "报告.txt 第3段"]


def docx(body: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        )
    return buffer.getvalue()


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


def test_word_paragraphs_and_tables(tmp_path: Path) -> None:
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("合计", "12.5"))
    body = paragraph("全年支出", "123.45万元。") + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    path = tmp_path / "报告.docx"
    path.write_bytes(docx(body))
    _, _, passages = read_text(path)
    assert [passage.text for passage in passages] == ["全年支出123.45万元。", "合计\t12.5"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", bytes(range(256)) * 4, "不是能读的文字"),
        ("a.txt", b"\x00\x01\x02abc", "不是能读的文字"),
        ("a.docx", b"PK\x03\x04 broken", "a.docx"),
        ("b.docx", docx("<w:p>"), "Word"),
        ("a.docx", b"hello", "Word"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word"),
        ("a.txt", b"", "没有文字"),
        ("a.txt", "\ufeff \r\n\u3000\n".encode(), "没有文字"),
        ("d.docx", docx(paragraph("")), "没有文字"),
        ("c.docx", docx("").replace(b"word/document.xml", b"word/other_docs.xml"), "Word"),
    ],
)
def test_what_is_no_text(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(WorkbookError, match=words):
        read_text(path)


def test_a_document_type_declaration_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    path = tmp_path / "a.docx"
    path.write_bytes(buffer.getvalue())
    with pytest.raises(WorkbookError, match="Word"):
        read_text(path)


def test_missing_and_folder(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="找不到文件"):
        read_text(tmp_path / "没有.txt")
    with pytest.raises(WorkbookError, match="是文件夹"):
        read_text(tmp_path)
