"""Many files through workers: the order of the files, and a hostile one costs its own row."""

from __future__ import annotations

import os
import shutil
import sys
import time
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.hosts.hostile_workbooks import heavy
from xlaudit.county.digest import Sentence
from xlaudit.county.model import Failure
from xlaudit.county.trace import trace_of
from xlaudit.hosts.batch import Limits, Read, Source, find_sources, read_files
from xlaudit.hosts.batch.packing import DamagedResultError, packed, unpacked
from xlaudit.hosts.batch.reading import read_source
from xlaudit.workbook.place import Place

SAMPLES = Path(__file__).parents[2] / "workbooks" / "samples"
ZHENGZHOU = SAMPLES / "郑州市政务服务办公室.xlsx"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(ZHENGZHOU, tmp_path / "甲.xlsx")
    (tmp_path / "乙.xlsx").write_bytes(heavy(20_000))
    shutil.copy(ZHENGZHOU, tmp_path / "丙.xlsx")
    return tmp_path


def reasons(folder: Path, workers: int, limits: Limits) -> dict[str, str]:
    """Return why each file was not read, empty for one that was."""
    results = list(read_files(find_sources([folder]), workers=workers, limits=limits))
    assert [result_name(each) for each in results] == sorted(map(result_name, results))
    return {result_name(each): each.reason if isinstance(each, Failure) else "" for each in results}


def result_name(result: Read | Failure) -> str:
    return result.source if isinstance(result, Failure) else result.name


@pytest.mark.parametrize("workers", [1, 2])
def test_a_file_that_takes_too_long_costs_one_row(folder: Path, workers: int) -> None:
    began = time.monotonic()
    found = reasons(folder, workers, Limits(seconds=1.5))
    assert time.monotonic() - began < 10
    assert "读了 1.5 秒还没有读完" in found.pop("乙.xlsx")
    assert "--timeout" not in found
    assert set(found.values()) == {""}


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux")
def test_a_file_that_takes_too_much_memory_costs_one_row(folder: Path) -> None:
    found = reasons(folder, 2, Limits(memory=320 * 2**20))
    assert "内存超过了限制" in found.pop("乙.xlsx")
    assert set(found.values()) == {""}


class Dying(Executor):
    """An executor that loses every call after the first ones, then takes no more."""

    def __init__(self, good: int) -> None:
        self.good = good

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ARG002 - as its parent
        self.good -= 1
        if self.good < -1:
            raise BrokenExecutor
        future: Future[Any] = Future()
        if self.good < 0:
            future.set_exception(BrokenExecutor())
        else:
            future.set_result(fn(*args))
        return future


def test_what_an_executor_loses_is_read_all_the_same(folder: Path) -> None:
    (folder / "乙.xlsx").unlink()
    shutil.copy(ZHENGZHOU, folder / "丁.xlsx")
    sources = find_sources([folder])
    expected = list(read_files(sources, workers=0))
    assert len(expected) == 3
    for good in (0, 1, 3):
        assert list(read_files(sources, workers=2, executor=Dying(good))) == expected


def die(source: Source, scheme_id: str | None) -> Failure:
    """Stand in for an audit whose parser takes its whole process down."""
    if source.name == "b":
        os._exit(9)
    return Failure(source.name, "read")


def test_a_file_that_kills_its_reader_costs_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xlaudit.hosts.batch.mapping.read_source", die)
    sources = [Source(Path(name), name) for name in "abc"]
    results = list(read_files(sources, workers=2))
    found = {each.source: each.reason for each in results if isinstance(each, Failure)}
    assert list(found) == list("abc")
    assert "进程被中断" in found.pop("b")
    assert set(found.values()) == {"read"}


def test_a_failure_says_which_content_failed(tmp_path: Path) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04 broken")
    result = read_source(Source(path, "局/坏.xlsx"), None)
    assert isinstance(result, Failure)
    assert result.stamp is not None
    assert (result.stamp.source, result.stamp.size) == ("局/坏.xlsx", 11)
    assert result.sha256 == result.stamp.sha256
    missing = read_source(Source(tmp_path / "没有.xlsx", "没有.xlsx"), None)
    assert isinstance(missing, Failure)
    assert missing.stamp is None


def test_the_same_content_gives_the_same_payload_under_any_name(tmp_path: Path) -> None:
    other = shutil.copy(ZHENGZHOU, tmp_path / "另 名.xlsx")
    one, two = (read_source(Source(Path(path), "x"), None) for path in (ZHENGZHOU, other))
    assert isinstance(one, Read)
    assert isinstance(two, Read)
    assert one.payload == two.payload
    digest = one.digest()
    assert digest.stamp.source == "x"
    assert digest.stamp.size == ZHENGZHOU.stat().st_size
    assert unpacked(packed(digest), "x", "") == digest


def test_sentences_are_unpacked_when_they_are_asked_for() -> None:
    result = read_source(Source(ZHENGZHOU, "x"), None)
    assert isinstance(result, Read)
    place = Place("自评报告", 3, 1, 4, 30)
    sentences = tuple(
        Sentence(mark, f"第{mark}句", 2, replace(place, row=row))
        for row, mark in enumerate(("ffffffffffffffff", "00ff", "no hash"), start=1)
    )
    digest = replace(result.digest(), sentences=sentences)
    payload = packed(digest)
    found = unpacked(payload, "x", "")
    assert found == digest
    assert (list(found.sentences), len(found.sentences), found.sentences[1]) == (
        list(sentences),
        3,
        sentences[1],
    )
    assert trace_of(found, 0) == trace_of(digest, 0)
    # What nobody reads is not looked at; whoever reads it is told which content is damaged.
    damaged = unpacked(payload[:-1] + b"?", "x", "", "content")
    assert trace_of(damaged, 0) == trace_of(digest, 0)
    with pytest.raises(DamagedResultError, match="content"):
        list(damaged.sentences)
    swapped = (
        payload[: payload.index(b"\xff" * 8)] + bytes(8) + payload[payload.index(b"\xff" * 8) + 8 :]
    )
    with pytest.raises(DamagedResultError):
        list(unpacked(swapped, "x", "").sentences)


@pytest.mark.parametrize("payload", [b"", b"no zlib", packed.__name__.encode()])
def test_a_payload_that_is_none_is_refused(payload: bytes) -> None:
    with pytest.raises(ValueError):
        unpacked(payload, "x", "")


def test_a_payload_cut_short_is_refused() -> None:
    result = read_source(Source(ZHENGZHOU, "x"), None)
    assert isinstance(result, Read)
    for cut in (1, 10, len(result.payload) - 1):
        with pytest.raises(ValueError):
            unpacked(result.payload[:cut], "x", "")


def test_something_else_is_done_once_while_the_first_files_are_read(tmp_path: Path) -> None:
    sources = [Source(Path(shutil.copy(ZHENGZHOU, tmp_path / name)), name) for name in "abc"]
    done: list[str] = []
    results = read_files(sources, workers=1, meanwhile=lambda: done.append("meanwhile"))
    assert not done
    done += (result_name(each) for each in results)
    assert done == ["meanwhile", "a", "b", "c"]
