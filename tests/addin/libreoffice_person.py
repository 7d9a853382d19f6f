"""The person in front of LibreOffice: opens workbooks, presses buttons, looks where the cursor is, saves.

    python -m tests.addin.libreoffice_person PORT

Each line of the input is a list in JSON, what to do and with what; each line of the output is the answer.
"""

from __future__ import annotations

import json
import signal
import sys
from typing import Any

from tests.hosts.libreoffice_engine.bridge import connect, setting, url

_XLSX, _WITH_MACROS = "Calc MS Excel 2007 XML", "Calc MS Excel 2007 VBA XML"
_LONGEST = 120  # seconds for one action; a message box that nobody answers would take for ever
_MACROS_RUN = 4  # com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN
_SCRIPT = "vnd.sun.star.script:VBAProject.Pressed.{}?language=Basic&location=document"


class Person:
    """One action each; ``book`` is the workbook in front."""

    def __init__(self, port: int) -> None:
        self._desktop = connect(port, patience=60)
        self._addin: Any = None
        self.book: Any = None

    def _load(self, path: str, **settings: Any) -> Any:
        how = [setting(name, value) for name, value in settings.items()]
        document = self._desktop.loadComponentFromURL(url(path), "_blank", 0, tuple(how))
        assert document is not None, f"LibreOffice does not open {path}"
        return document

    def install(self, path: str) -> None:
        """Open the add-in, which has no window."""
        self._addin = self._load(
            path, Hidden=True, MacroExecutionMode=_MACROS_RUN, FilterName=_WITH_MACROS
        )

    def open(self, path: str) -> None:
        self.book = self._load(path)

    def is_enabled(self, button: str) -> bool:
        return bool(self._run("IsEnabled", button))

    def click(self, button: str) -> None:
        self._run("Click", button)

    def _run(self, procedure: str, button: str) -> Any:
        script = self._addin.getScriptProvider().getScript(_SCRIPT.format(procedure))
        return script.invoke((button,), (), ())[0]

    def selected(self) -> str:
        """Say where the cursor is: $表.$A$1."""
        return str(self.book.CurrentController.getSelection().AbsoluteName)

    def type(self, sheet: str, address: str, entry: str) -> None:
        """Type something into a cell."""
        self.book.getSheets().getByName(sheet).getCellRangeByName(address).setFormula(entry)

    def shown(self, sheet: str, address: str) -> str:
        """Read what a cell shows."""
        return str(self.book.getSheets().getByName(sheet).getCellRangeByName(address).getString())

    def save_as(self, path: str) -> None:
        self.book.storeAsURL(url(path), (setting("FilterName", _XLSX),))

    def close(self) -> None:
        """Close the workbook, if one is open."""
        if self.book is not None:
            self.book.close(True)
        self.book = None

    def leave(self) -> None:
        """Close LibreOffice, which refuses while a changed workbook is open."""
        self.close()
        if self._addin is not None:
            self._addin.close(True)
        self._desktop.terminate()


def main(port: int) -> None:
    """Do what the lines say; leave when nobody says or hears more, and when something fails."""
    signal.alarm(_LONGEST)
    person = Person(port)
    try:
        for line in sys.stdin:
            signal.alarm(_LONGEST)
            action, *arguments = json.loads(line)
            answer = getattr(person, action)(*arguments)
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()
            signal.alarm(0)
    finally:
        person.leave()


if __name__ == "__main__":
    main(int(sys.argv[1]))
