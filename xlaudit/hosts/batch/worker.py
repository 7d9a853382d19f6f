"""What runs in a worker process: it takes a call, sends back what became of it, and waits for the next."""

from __future__ import annotations

import faulthandler
import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any

from xlaudit.hosts.batch.frames import receive, send

__all__ = ["serve"]

_SELDOM = (50_000, 20, 100)

_GRACE = 5.0
"""Seconds after which a process ends itself, because whoever should have ended it is gone."""


def serve() -> None:
    """Answer calls from the standard input until it ends."""
    if os.name == "nt":
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    calls, answers = _pipes()
    seconds, memory = receive(calls)
    import xlaudit.hosts.batch.reading  # noqa: F401, PLC0415 - not to be counted as the first file's time

    gc.set_threshold(*_SELDOM)  # a workbook's cells form no circles
    _limit_memory(memory)
    send(answers, (True, None, False))
    with open(os.devnull, "w", encoding="utf-8") as nothing:  # noqa: PTH123 - a device, no path
        while True:
            try:
                function, arguments = receive(calls)
            except EOFError:
                return
            faulthandler.dump_traceback_later(seconds + _GRACE, exit=True, file=nothing)
            is_last = _carry_out(answers, function, arguments)
            faulthandler.cancel_dump_traceback_later()
            if is_last:
                return


def _pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Return the pipes to the parent; whatever a library prints goes to the error stream instead."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sys.stdin.buffer, answers


def _carry_out(
    answers: IO[bytes], function: Callable[..., Any], arguments: tuple[Any, ...]
) -> bool:
    """Run one call and answer; return whether this process has to end with it."""
    is_out_of_memory = False
    try:
        send(answers, (True, function(*arguments), False))
    except MemoryError:
        is_out_of_memory = True
    except Exception as error:  # noqa: BLE001 - it is the parent's to deal with
        error.add_note("".join(traceback.format_exception(error)))
        send(answers, (False, error, False))
    if is_out_of_memory:
        # Said here, where what filled the memory is let go of.
        send(answers, (False, MemoryError(), True))
    return is_out_of_memory


def _limit_memory(memory: int) -> None:
    """Bound the address space, where the system can."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    with suppress(ValueError, OSError):  # a lower limit stands already
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
