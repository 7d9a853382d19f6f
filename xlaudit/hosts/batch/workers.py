"""An executor of processes in which every call has a time limit and a memory limit.

``ProcessPoolExecutor`` cannot end one call: where one of its processes dies, all its calls are lost and
nobody knows which did it. Here each process works on one call, and a call that goes too far costs its process.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Lock, Thread, Timer
from typing import IO, Any

from xlaudit.hosts.batch.frames import receive, send

__all__ = ["LimitedProcesses", "Limits", "WorkerLostError"]

_START = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from xlaudit.hosts.batch.worker import serve; serve()"
)
_START_SECONDS = 120.0
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""Numerical libraries set memory aside for each processor; there is a process for each of them already."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take: seconds, and bytes of address space (where the system can limit it)."""

    seconds: float = 300.0
    memory: int = 4 * 2**30


class WorkerLostError(BrokenExecutor):
    """The process that worked on the call died; the executor goes on with another one."""


@dataclass(frozen=True, slots=True)
class _Call:
    future: Future[Any]
    function: Callable[..., Any]
    arguments: tuple[Any, ...]


class LimitedProcesses(Executor):
    """Runs calls in ``workers`` processes, which are started when there is work for them.

    A call beyond its time ends in ``TimeoutError``, one beyond its memory in ``MemoryError``, one
    that takes its process down in ``WorkerLostError``. Functions and values travel by pickle.
    """

    def __init__(self, workers: int, limits: Limits = Limits()) -> None:
        self._workers = workers
        self._limits = limits
        self._calls: SimpleQueue[_Call | None] = SimpleQueue()
        self._threads: list[Thread] = []
        self._processes: set[_Process] = set()
        self._lock = Lock()
        self._is_closed = False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand a call out; keyword arguments are not passed on."""
        if kwargs:
            raise TypeError("positional arguments only")
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the executor was shut down")
            if len(self._threads) < self._workers:
                thread = Thread(target=self._work, daemon=True)
                self._threads.append(thread)
                thread.start()
        future: Future[Any] = Future()
        self._calls.put(_Call(future, fn, args))
        return future

    def start(self) -> None:
        """Start one more process, if there may be more, before there is work for it: that takes a moment."""
        if len(self._threads) < self._workers:
            self.submit(bool)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as its parent
        """End the processes: after their calls, or at once where the calls are cancelled."""
        with self._lock:
            self._is_closed = True
            running = list(self._processes)
        if cancel_futures:
            while not self._calls.empty():
                call = self._calls.get()
                if call is not None:
                    call.future.cancel()
            for process in running:
                process.kill()
        for _ in self._threads:
            self._calls.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def _work(self) -> None:
        """Carry calls to a process of this thread's own, one after the other."""
        process = None
        try:
            while (call := self._calls.get()) is not None:
                if not call.future.set_running_or_notify_cancel():
                    continue
                try:
                    if process is None or not process.is_alive:
                        process = self._started()
                    result = process.call(call.function, call.arguments, self._limits.seconds)
                except BaseException as error:  # noqa: BLE001 - it belongs to whoever asked
                    call.future.set_exception(error)
                else:
                    call.future.set_result(result)
                if process is not None and not process.is_alive:
                    self._forget(process)
                    process = None
        finally:
            if process is not None:
                self._forget(process)

    def _started(self) -> _Process:
        with self._lock:
            if self._is_closed:
                raise WorkerLostError
            process = _Process(self._limits)
            self._processes.add(process)
        return process

    def _forget(self, process: _Process) -> None:
        with self._lock:
            self._processes.discard(process)
        process.end()


class _Process:
    """One process, and the pipes to it."""

    def __init__(self, limits: Limits) -> None:
        # Isolated (-I): neither the folder that is worked in nor the environment supplies it with code.
        self._popen = subprocess.Popen(  # noqa: S603 - our own interpreter, and nothing from outside
            [sys.executable, "-I", "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **dict.fromkeys(_THREADS, "1")},
            **_apart(),
        )
        self.is_alive = True
        self._is_ready = False
        self._is_late = False
        paths = [path or os.getcwd() for path in sys.path]  # noqa: PTH109 - as sys.path has it
        with suppress(OSError):  # gone already: the first call will tell
            self._to.write(pickle.dumps(paths))
            send(self._to, (limits.seconds, limits.memory))

    @property
    def _to(self) -> IO[bytes]:
        assert self._popen.stdin is not None
        return self._popen.stdin

    def call(self, function: Callable[..., Any], arguments: tuple[Any, ...], seconds: float) -> Any:
        """Return what the function returns there, or raise what it raises."""
        if not self._is_ready:
            self._answer(_START_SECONDS)
            self._is_ready = True
        try:
            send(self._to, (function, arguments))
        except OSError as error:
            self.is_alive = False
            raise WorkerLostError from error
        is_done, value, is_last = self._answer(seconds)
        self.is_alive = not is_last
        if is_done:
            return value
        raise value

    def kill(self) -> None:
        """End it at once."""
        self._popen.kill()

    def end(self) -> None:
        """Let it end, now that nothing more is to be done; one that will not is killed."""
        with suppress(OSError):
            self._to.close()
        try:
            self._popen.wait(1 if self.is_alive else 0)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            self._popen.wait()
        if self._popen.stdout is not None:
            self._popen.stdout.close()

    def _answer(self, seconds: float) -> tuple[bool, Any, bool]:
        """Wait for a frame; where it does not come in time, kill the process, which ends the waiting."""
        assert self._popen.stdout is not None
        timer = Timer(seconds, self._run_out)
        timer.daemon = True
        timer.start()
        try:
            answer: tuple[bool, Any, bool] = receive(self._popen.stdout)
        except (EOFError, OSError) as error:
            self.is_alive = False
            if self._is_late:
                raise TimeoutError from error
            raise WorkerLostError from error
        finally:
            timer.cancel()
        return answer

    def _run_out(self) -> None:
        self._is_late = True
        self._popen.kill()


def _apart() -> dict[str, Any]:
    """Return what keeps Ctrl-C, which goes to everything in the terminal, from the processes."""
    if os.name == "nt":
        return {"creationflags": subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP}  # type: ignore[attr-defined, unused-ignore]
    return {"start_new_session": True}
