"""A LibreOffice with the add-in in it, a person in front of it, and all of it gone afterwards."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from tests.addin.pressed import pressed_addin
from tests.libreoffice import SOFFICE

__all__ = ["Office", "reason_to_skip"]

_REPOSITORY = Path(__file__).parents[2]
_OWN_PYTHON = "/usr/bin/python3"
_VERSION = "import sys, uno; print(*sys.version_info[:2])"

# Macros run without being asked about; every formula is computed when a workbook is opened.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"
 oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item></oor:items>"""


@cache
def reason_to_skip() -> str | None:
    """Return what is missing here; None where everything is there."""
    if SOFFICE is None:
        return "LibreOffice is not installed"
    if shutil.which(_OWN_PYTHON) is None:
        return f"there is no {_OWN_PYTHON}, which LibreOffice talks to"
    asked = subprocess.run(
        [_OWN_PYTHON, "-c", _VERSION], capture_output=True, text=True, check=False
    )
    if asked.returncode:
        return f"{_OWN_PYTHON} has no module uno (python3-uno)"
    if tuple(map(int, asked.stdout.split())) != sys.version_info[:2]:
        return f"{_OWN_PYTHON} is another version of Python and cannot use the packages of this one"
    try:
        import pyopenvba  # noqa: F401, PLC0415 - asked for, not used here
    except ImportError:
        return "pyOpenVBA is not installed"
    return None


class Office:
    """What the person does: ``open``, ``click``, ``is_enabled``, ``selected``, ``type``, ``shown``, ``save_as``, ``close``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._complaints = folder / "complaints"
        self._port = _free_port()
        self._environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(_REPOSITORY), sysconfig.get_path("purelib")]),
            "PYTHONPYCACHEPREFIX": str(folder / "pycache"),
        }
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        self._write_start()
        pressed_addin(folder / "xlaudit.xlam")
        accept = f"socket,host=127.0.0.1,port={self._port};urp;"
        options = ["--headless", "--norestore", "--nologo", "--nodefault", f"--accept={accept}"]
        assert SOFFICE is not None
        self._processes = [
            subprocess.Popen(
                [SOFFICE, f"-env:UserInstallation={profile.as_uri()}", *options],
                env={**os.environ, "LC_ALL": "C.UTF-8", "XLAUDIT_OFFICE": str(folder)},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        ]
        self._person = subprocess.Popen(
            [_OWN_PYTHON, "-m", "tests.addin.libreoffice_person", str(self._port)],
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self._processes.append(self._person)

    def _write_start(self) -> None:
        """Write the program that stands for the line of cmd.exe by which xlwings starts Python."""
        own = {
            "PYTHONPATH": self._environment["PYTHONPATH"],
            "PYTHONPYCACHEPREFIX": self._environment["PYTHONPYCACHEPREFIX"],
            "XDG_STATE_HOME": str(self._folder / "state"),
            "XLAUDIT_ALERTS": str(self._folder / "alerts"),
        }
        command = [
            *("env", "--unset=PYTHONDONTWRITEBYTECODE"),
            *(f"{name}={value}" for name, value in own.items()),
            *(_OWN_PYTHON, "-m", "tests.addin.libreoffice_python"),
            *(str(self._folder), str(self._port)),
        ]
        start = self._folder / "start"
        complaints, done = map(shlex.quote, map(str, (self._complaints, self._folder / "done")))
        start.write_text(f"#!/bin/sh\n{shlex.join(command)} 2>{complaints}\ntouch {done}\n")
        start.chmod(0o700)

    def do(self, action: str, *arguments: str) -> Any:
        """Let the person do something and return the answer."""
        assert self._person.stdin is not None
        assert self._person.stdout is not None
        self._person.stdin.write(json.dumps([action, *arguments]) + "\n")
        self._person.stdin.flush()
        answer = self._person.stdout.readline()
        assert answer, f"the person could not {action} {arguments}"
        return json.loads(answer)

    def click(self, button: str) -> list[str]:
        """Press a button and return what the message boxes said."""
        told = (self._complaints, self._folder / "state" / "xlaudit" / "xlaudit.log")
        alerts = self._folder / "alerts"
        for path in (*told, alerts, self._folder / "command", self._folder / "done"):
            path.unlink(missing_ok=True)
        self.do("click", button)
        complaints = "".join(path.read_text(encoding="utf-8") for path in told if path.exists())
        assert not complaints, complaints
        assert (self._folder / "done").exists()
        lines = alerts.read_text(encoding="utf-8").splitlines() if alerts.exists() else []
        return [json.loads(line)["prompt"] for line in lines]

    @property
    def command(self) -> str:
        """What VBA gave Python to run at the last click."""
        return (self._folder / "command").read_text(encoding="utf-8").splitlines()[0]

    def quit(self) -> None:
        """End what was started, in the other order, with what that has started itself."""
        assert self._person.stdin is not None
        with suppress(BrokenPipeError, subprocess.TimeoutExpired):
            self._person.stdin.close()
            self._person.wait(5)
        for process in reversed(self._processes):
            _end(process)
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()


def _end(process: subprocess.Popen[Any]) -> None:
    """End a process and its group: asked to at first, then made to."""
    for wish, patience in ((signal.SIGTERM, 5), (signal.SIGKILL, 5)):
        deadline = time.monotonic() + patience
        with suppress(ProcessLookupError):
            os.killpg(process.pid, wish)
            while time.monotonic() < deadline:
                process.poll()
                os.killpg(process.pid, 0)
                time.sleep(0.02)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
