"""The process that VBA starts: runs the code that VBA gives, on the workbook that VBA names.

    python -m tests.addin.libreoffice_python FOLDER PORT

FOLDER/command holds the code and, in the next line, the name of the workbook in front.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

_LONGEST = 60  # seconds; nobody waits for this process when its test has failed


def main(folder: Path, port: int) -> None:
    """Run the code as the interpreter that the add-in starts would."""
    code, name, *_ = (folder / "command").read_text(encoding="utf-8").splitlines()

    sys.modules["pandas"] = None  # type: ignore[assignment] # xlwings does without, and starts in a third of the time
    import xlwings  # noqa: PLC0415 - a failure is told by whoever is waiting

    from tests.hosts.libreoffice_engine import register  # noqa: PLC0415 - as above
    from tests.hosts.libreoffice_engine.bridge import connect  # noqa: PLC0415 - as above

    app = register(connect(port, patience=5))
    app.books[name].set_mock_caller()
    assert xlwings.Book.caller().name == name
    exec(code, {})  # as python -c does


if __name__ == "__main__":
    signal.alarm(_LONGEST)
    main(Path(sys.argv[1]), int(sys.argv[2]))
    # Now and then a thread of UNO's still runs when the interpreter is taken down, and crashes: it is not.
    os._exit(0)
