"""The log beside the user's own settings: what went wrong, with its traceback, in UTF-8."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from traceback import format_exception

__all__ = ["log_path", "write_log"]

_LARGEST = 1_000_000
"""Bytes; beyond this the log is begun anew, and the old one kept once."""


def log_path() -> Path:
    r"""Return where the log is: %LOCALAPPDATA%\xlaudit on Windows, the state folder elsewhere."""
    local = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_STATE_HOME")
    folder = Path(local) if local else Path.home() / ".local" / "state"
    return folder / "xlaudit" / "xlaudit.log"


def write_log(error: BaseException, doing: str) -> Path | None:
    """Add an error with its traceback; return the log, or None where it cannot be written."""
    path = log_path()
    moment = datetime.now().astimezone().isoformat(timespec="seconds")
    text = f"{moment} {doing}\n{''.join(format_exception(error))}\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LARGEST:
            path.replace(path.with_suffix(".old.log"))
        with path.open("a", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(text)
    except OSError:
        return None
    return path
