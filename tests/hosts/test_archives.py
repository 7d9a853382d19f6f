"""Workbooks inside archives: found, named and read in place, within bounds; what cannot be read is said."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.hosts.packages import rows
from xlaudit.errors import UsageError
from xlaudit.hosts.batch import Read, Source, archives, find_sources
from xlaudit.hosts.batch.reading import content_of, read_source

ZHENGZHOU = Path(__file__).parents[2] / "workbooks" / "samples" / "郑州市政务服务办公室.xlsx"
SMALL = rows("<row><c><v>1</v></c></row>")

Members = dict[str | zipfile.ZipInfo, bytes]


def archive(members: Members) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(name, data)
    return made.getvalue()


class Raw(zipfile.ZipInfo):
    """A member whose name is written as bytes of one's own, without the UTF-8 flag."""

    def __init__(self, name: bytes) -> None:
        super().__init__("x" * len(name), (2023, 3, 14, 17, 26, 54))
        self.raw = name

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - zipfile asks for it
        return self.raw, self.flag_bits & ~0x800


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    folder.mkdir()
    return folder


def put(inbox: Path, members: Members, name: str = "报送.zip") -> tuple[Source, ...]:
    (inbox / name).write_bytes(archive(members))
    return find_sources([inbox])


def test_members_are_read_in_place(inbox: Path) -> None:
    data = ZHENGZHOU.read_bytes()
    (source,) = put(inbox, {"民政局/自评表, 😀.xlsx": data, "说明.docx": b"x"})
    assert source.name == "报送.zip/民政局/自评表, 😀.xlsx"
    assert content_of(source)[0] == data
    read = read_source(source, None)
    assert isinstance(read, Read)
    assert read.digest().name == "郑州市政务服务办公室"
    assert read.digest().stamp.source == source.name
    assert [each.name for each in inbox.iterdir()] == ["报送.zip"]


def test_what_is_no_submission_is_passed_over(inbox: Path) -> None:
    passed = dict.fromkeys(
        (
            "~$甲.xlsx",
            "甲/._乙.xlsx",
            "__MACOSX/乙.xlsx",
            "乙.评分.xlsx",
            "readme.txt",
            "文件夹.xlsx/",
        ),
        b"x",
    )
    with pytest.raises(UsageError, match=r"\.zip 1 个"):
        put(inbox, dict(passed))
    assert [each.name for each in put(inbox, {**passed, "丙.xls": b"x"})] == ["报送.zip/丙.xls"]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
@pytest.mark.parametrize("name", ["民政局 自评表.xlsx", "财\\政.xlsx", "蔨局\\藒.xlsx"])
def test_names_without_the_flag_are_chinese(inbox: Path, encoding: str, name: str) -> None:
    (source,) = put(inbox, {Raw(name.encode(encoding)): SMALL})
    assert source.name == f"报送.zip/{name}".replace("\\", "/")
    data, modified = content_of(source)
    assert data == SMALL
    assert modified == "2023-03-14T09:26:54Z"


def test_the_names_that_an_archiver_writes(inbox: Path, tmp_path: Path) -> None:
    if shutil.which("zip") is None:
        pytest.skip("zip is not installed")
    (tmp_path / "民政局.xlsx").write_bytes(SMALL)
    subprocess.run(["zip", "-q", str(inbox / "a.zip"), "民政局.xlsx"], cwd=tmp_path, check=True)
    (source,) = find_sources([inbox])
    assert source.name == "a.zip/民政局.xlsx"
    assert content_of(source)[0] == SMALL


def test_archives_in_archives_one_level(inbox: Path) -> None:
    inner = archive({"甲.xlsx": SMALL})
    middle = archive({"丙.zip": inner, "乙.xlsx": SMALL})
    found = {each.name: each for each in put(inbox, {"中.zip": middle, "内.zip": inner})}
    assert set(found) == {
        "报送.zip/中.zip/丙.zip",
        "报送.zip/中.zip/乙.xlsx",
        "报送.zip/内.zip/甲.xlsx",
    }
    assert content_of(found["报送.zip/内.zip/甲.xlsx"])[0] == SMALL
    assert "请先解压一层" in found["报送.zip/中.zip/丙.zip"].fault
    assert not found["报送.zip/中.zip/乙.xlsx"].fault


@pytest.mark.parametrize("name", ["../甲.xlsx", "甲/../../乙.xlsx", "/etc/甲.xlsx", "C:\\甲.xlsx"])
def test_path_tricks_are_refused(inbox: Path, name: str) -> None:
    (source,) = put(inbox, {name: SMALL})
    assert "名字指向压缩包之外" in source.fault


def test_one_name_twice_is_refused(inbox: Path) -> None:
    double = io.BytesIO()
    with zipfile.ZipFile(double, "w") as target:
        target.writestr("甲.xlsx", SMALL)
        with pytest.warns(UserWarning, match="Duplicate"):
            target.writestr("甲.xlsx", b"other")
    (inbox / "a.zip").write_bytes(double.getvalue())
    sources = find_sources([inbox])
    assert sources
    assert all("出现了两次" in each.fault for each in sources)


def test_encrypted_members_are_rows(inbox: Path) -> None:
    data = bytearray(archive({"甲.xlsx": SMALL}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (inbox / "a.zip").write_bytes(data)
    (source,) = find_sources([inbox])
    assert "设了解压密码" in source.fault
    failure = read_source(source, None)
    assert failure.reason == source.fault  # type: ignore[union-attr]


def test_a_member_that_swells_is_refused(inbox: Path) -> None:
    (source,) = put(inbox, {"甲.xlsx": bytes(9 * 2**20)})
    assert "膨胀到原来的 200 倍以上" in source.fault


def test_a_member_that_is_too_large_is_refused(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "FILE_LIMIT", len(SMALL) - 1)
    (source,) = put(inbox, {"甲.xlsx": SMALL})
    assert "解压后超过" in source.fault
    monkeypatch.setattr(archives, "FILE_LIMIT", len(SMALL))
    monkeypatch.setattr(archives, "TOTAL_LIMIT", 2 * len(SMALL))
    faults = [
        each.fault for each in put(inbox, dict.fromkeys(("甲.xlsx", "乙.xlsx", "丙.xlsx"), SMALL))
    ]
    assert ["加起来" in each for each in faults].count(True) == 1


def test_a_member_that_lies_about_its_size_is_refused(inbox: Path) -> None:
    data = bytearray(archive({"甲.xlsx": SMALL}))
    directory = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 10)
    (inbox / "a.zip").write_bytes(data)
    (source,) = find_sources([inbox])
    assert "请向报送单位重新索取" in read_source(source, None).reason  # type: ignore[union-attr]


def test_too_many_members_are_refused(inbox: Path) -> None:
    (source,) = put(inbox, {f"{number}.xlsx": b"" for number in range(10_001)})
    assert source.name == "报送.zip"
    assert "超过 10000 个" in source.fault


def test_a_directory_that_is_too_large_is_not_looked_at(inbox: Path) -> None:
    data = bytearray(archive({"甲.xlsx": SMALL}))
    end = data.rindex(b"PK\x05\x06")
    struct.pack_into("<I", data, end + 12, 9 * 2**20)
    (inbox / "a.zip").write_bytes(data)
    (source,) = find_sources([inbox])
    assert "太大" in source.fault


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"Rar!\x1a\x07", SMALL[:200]])
def test_what_is_no_archive_is_a_row(inbox: Path, data: bytes) -> None:
    (inbox / "a.zip").write_bytes(data)
    (source,) = find_sources([inbox])
    assert source.name == "a.zip"
    assert "打不开" in source.fault


def test_other_archives_are_rows(inbox: Path) -> None:
    (inbox / "a.rar").write_bytes(b"Rar!\x1a\x07")
    (inbox / "b.7z").write_bytes(b"7z")
    assert ["请解压" in each.fault for each in find_sources([inbox])] == [True, True]


def test_a_long_name_inside_an_archive(inbox: Path) -> None:
    name = "局" * 255 + ".xlsx"
    assert len(name) == 260
    (source,) = put(inbox, {name: SMALL})
    assert content_of(source)[0] == SMALL
    assert source.name.endswith(name)
