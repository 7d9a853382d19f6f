"""The executor of processes: limits, deaths, endings; a call that goes too far costs its process, not the run."""

from __future__ import annotations

import operator
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from xlaudit.hosts.batch.workers import LimitedProcesses, Limits, WorkerLostError

MEBIBYTE = 2**20


@pytest.fixture
def one() -> Iterator[LimitedProcesses]:
    """Give one worker with small limits."""
    with LimitedProcesses(1, Limits(seconds=1.0, memory=1024 * MEBIBYTE)) as executor:
        yield executor
        executor.shutdown(cancel_futures=True)


def test_results_and_errors_come_back(one: LimitedProcesses) -> None:
    assert one.submit(operator.add, 2, 3).result() == 5
    with pytest.raises(ZeroDivisionError) as caught:
        one.submit(operator.truediv, 1, 0).result()
    assert "division by zero" in caught.value.__notes__[0]
    assert one.submit(operator.add, 1, 1).result() == 2


def test_what_a_call_prints_is_no_answer(one: LimitedProcesses) -> None:
    assert one.submit(print, "not a frame").result() is None
    assert one.submit(os.write, 1, b"nor this\n").result() == 9


def test_numerical_libraries_take_one_thread(one: LimitedProcesses) -> None:
    assert one.submit(os.path.expandvars, "$OPENBLAS_NUM_THREADS").result() == "1"


def test_a_call_that_hangs_ends_in_time(one: LimitedProcesses) -> None:
    first = one.submit(os.getpid).result()
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        one.submit(time.sleep, 60).result()
    assert time.monotonic() - began < 10
    assert one.submit(os.getpid).result() != first
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux")
def test_a_call_that_eats_memory_ends(one: LimitedProcesses) -> None:
    first = one.submit(os.getpid).result()
    with pytest.raises(MemoryError):
        one.submit(bytearray, 2048 * MEBIBYTE).result()
    assert one.submit(os.getpid).result() != first
    assert len(one.submit(bytearray, 8 * MEBIBYTE).result()) == 8 * MEBIBYTE


def test_a_call_that_kills_its_process_costs_itself_only() -> None:
    with LimitedProcesses(2) as executor:
        futures = [
            executor.submit(*call)
            for call in ((operator.add, 1, 1), (os._exit, 3), (operator.add, 2, 2))
        ]
        assert futures[0].result() == 2
        assert futures[2].result() == 4
        with pytest.raises(WorkerLostError):
            futures[1].result()


def test_processes_are_at_most_so_many_and_end_with_the_executor() -> None:
    with LimitedProcesses(2) as executor:
        found = {future.result() for future in [executor.submit(os.getpid) for _ in range(20)]}
    assert 1 <= len(found) <= 2
    assert os.getpid() not in found
    for process in found:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)
    with pytest.raises(RuntimeError, match="shut down"):
        executor.submit(os.getpid)


def test_cancelling_ends_calls_under_way_at_once() -> None:
    executor = LimitedProcesses(1)
    assert executor.submit(operator.add, 1, 1).result() == 2
    under_way = executor.submit(time.sleep, 60)
    waiting = executor.submit(time.sleep, 60)
    while not under_way.running():
        time.sleep(0.01)
    began = time.monotonic()
    executor.shutdown(cancel_futures=True)
    assert time.monotonic() - began < 5
    assert waiting.cancelled()
    with pytest.raises(WorkerLostError):
        under_way.result(0)


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL there")
def test_workers_do_not_outlive_a_parent_that_was_killed(tmp_path: Path) -> None:
    program = (
        "import os, time\n"
        "from xlaudit.hosts.batch.workers import LimitedProcesses, Limits\n"
        "executor = LimitedProcesses(1, Limits(seconds=0.5))\n"
        "print(executor.submit(os.getpid).result(), flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
    )
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    os.kill(worker, 0)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    for _ in range(500):
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        state = Path(f"/proc/{worker}/stat")
        if state.exists() and state.read_text(encoding="utf-8").split()[2] == "Z":
            return  # nobody waits for an orphan in a container
        time.sleep(0.02)
    pytest.fail("the worker is still there")


def test_the_folder_worked_in_supplies_no_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pickle.py", "faulthandler.py", "signal.py", "zlib.py", "sitecustomize.py"):
        (tmp_path / name).write_text("raise SystemExit('planted')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "pickle.py"))
    with LimitedProcesses(1) as executor:
        assert executor.submit(operator.add, 1, 1).result() == 2


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the children")
def test_processes_are_started_ahead_as_many_as_there_may_be() -> None:
    before = _children()
    with LimitedProcesses(2) as executor:
        for _ in range(5):
            executor.start()
        began = time.monotonic()
        while len(_children() - before) < 2 and time.monotonic() - began < 30:
            time.sleep(0.01)
        assert len(_children() - before) == 2
        assert executor.submit(operator.add, 1, 1).result() == 2
        assert len(_children() - before) == 2
    assert not _children() - before


def _children() -> set[str]:
    """Return the processes that this one has started and not yet ended."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {child for each in tasks for child in each.read_text().split()}
