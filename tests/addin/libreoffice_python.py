"""The process that VBA starts: runs the code that VBA gives, on the workbook that VBA names.

    python -m tests.hosts.libreoffice_engine.run_python FOLDER PORT

FOLDER/command holds the code and, in the next line, the name of the workbook in front. When all is done,
FOLDER/done is there.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path

_LONGEST = 60  # seconds; nobody waits for this process when its test has failed


def main(folder: Path, port: int) -> None:
    """Run the code as the interpreter that the add-in starts would."""
    code, name, *_ = (folder / "command").read_text(encoding="utf-8").splitlines()

    import xlwings  # noqa: PLC0415 - a failure is told by whoever is waiting

    from tests.hosts.libreoffice_engine import register  # noqa: PLC0415 - as above
    from tests.hosts.libreoffice_engine.bridge import connect  # noqa: PLC0415 - as above

    app = register(connect(port, patience=5))
    app.books[name].set_mock_caller()
    assert xlwings.Book.caller().name == name
    exec(code, {})  # as python -c does


if __name__ == "__main__":
    signal.alarm(_LONGEST)
    started_in = Path(sys.argv[1])
    try:
        main(started_in, int(sys.argv[2]))
    finally:
        (started_in / "done").touch()
