"""Waiting for files: told once they lie still, and not for what is none of our business."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import openpyxl
import pytest

from xlaudit.hosts.watch import settled

ROOT = Path(__file__).parents[2]
COUNTY = sorted((ROOT / "workbooks" / "samples" / "示例县").glob("*.xlsx"))


class Days:
    """Time that passes as a list says: one step of it, then what happens, a sleep."""

    def __init__(self, *steps: Callable[[], object] | None) -> None:
        self.steps: Iterator[Callable[[], object] | None] = iter(steps)
        self.slept = 0

    def sleep(self, _: float) -> None:
        self.slept += 1
        step = next(self.steps, StopIteration)
        if step is StopIteration:
            raise KeyboardInterrupt
        if step is not None:
            step()  # type: ignore[operator]


def told(
    folder: Path, *steps: Callable[[], object] | None, ignored: tuple[Path, ...] = ()
) -> list[int]:
    """Return after how many sleeps changes were told."""
    days = Days(*steps)
    changes = settled([folder], ignored, poll=1.0, settle=2.0, sleep=days.sleep)
    found: list[int] = []
    with suppress(KeyboardInterrupt):
        while True:
            next(changes)
            found.append(days.slept)
    return found


def test_told_once_files_lie_still(tmp_path: Path) -> None:
    path = tmp_path / "甲.xlsx"
    growing = [lambda size=size: path.write_bytes(b"x" * size) for size in range(1, 6)]
    assert told(tmp_path, None, None, None, None) == [2]
    assert told(tmp_path, None, None, None, *growing, None, None, None, None) == [2, 10]


def test_every_kind_of_change_is_told(tmp_path: Path) -> None:
    path = tmp_path / "下级" / "甲.xlsx"
    still = (None, None, None)
    steps = (
        path.parent.mkdir,
        lambda: path.write_bytes(b"1"),
        *still,
        lambda: os.utime(path, ns=(1, 1)),
        *still,
        lambda: path.rename(path.with_name("乙.zip")),
        *still,
        lambda: path.with_name("乙.zip").unlink(),
        *still,
    )
    assert len(told(tmp_path, *still, *steps)) == 5


def test_what_is_none_of_our_business_is_not_told(tmp_path: Path) -> None:
    output = tmp_path / "汇总.xlsx"
    steps = [
        lambda name=name: (tmp_path / name).write_bytes(b"x")
        for name in ("汇总.xlsx", "~$甲.xlsx", ".xlaudit-1.tmp", "说明.docx", "甲.评分.xlsx")
    ]
    assert told(tmp_path, None, None, *steps, None, None, None, ignored=(output,)) == [2]


def lines_of(process: subprocess.Popen[str]) -> Queue[str]:
    """Collect what a process says as it says it."""
    assert process.stderr is not None
    said: Queue[str] = Queue()

    def collect(stream=process.stderr) -> None:
        for line in stream:
            said.put(line)

    Thread(target=collect, daemon=True).start()
    return said


def wait_for(said: Queue[str], words: str) -> str:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            line = said.get(timeout=0.5)
        except Empty:
            continue
        if words in line:
            return line
    pytest.fail(f"never said: {words}")


@pytest.mark.skipif(os.name == "nt", reason="another signal there")
def test_a_summary_is_updated_as_files_arrive(tmp_path: Path) -> None:
    inbox = tmp_path / "报送"
    inbox.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "xlaudit", "consolidate", "报送", "-o", "汇总.xlsx", "--watch"],
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    said = lines_of(process)
    wait_for(said, "没有工作簿")
    shutil.copy(COUNTY[0], inbox)
    assert "读了 1 份，共 1 份" in wait_for(said, "汇总：")
    shutil.copy(COUNTY[1], inbox)
    assert "读了 1 份，共 2 份" in wait_for(said, "汇总：")
    process.send_signal(signal.SIGINT)
    wait_for(said, "不再等文件")
    assert process.wait(10) == 0
    assert process.stderr is not None
    process.stderr.close()
    sheet = openpyxl.load_workbook(tmp_path / "汇总.xlsx")["汇总表"]
    texts = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {COUNTY[0].stem, COUNTY[1].stem} <= texts
