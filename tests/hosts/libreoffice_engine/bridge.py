"""The way to LibreOffice: a connection, and the structures that its interfaces take."""

from __future__ import annotations

import time
from typing import Any

__all__ = ["connect", "enum", "local_path", "setting", "struct", "url"]


def connect(port: int, patience: float) -> Any:
    """Return the desktop of the LibreOffice that listens, or will within so many seconds.

    Raises:
        ConnectionError: it does not.
    """
    import uno  # noqa: PLC0415 - the Python of the operating system has it, a virtual environment has not

    context = uno.getComponentContext()
    here = context.ServiceManager
    resolver = here.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    address = f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext"
    no_connection = uno.getClass("com.sun.star.connection.NoConnectException")
    deadline = time.monotonic() + patience
    while True:
        try:
            there = resolver.resolve(address)
        except no_connection as error:
            if time.monotonic() > deadline:
                raise ConnectionError(address) from error
            time.sleep(0.1)
        else:
            manager = there.ServiceManager
            return manager.createInstanceWithContext("com.sun.star.frame.Desktop", there)


def struct(name: str, **members: Any) -> Any:
    """Return a structure such as ``lang.Locale``."""
    import uno  # noqa: PLC0415 - as above

    made = uno.createUnoStruct(f"com.sun.star.{name}")
    for member, value in members.items():
        setattr(made, member, value)
    return made


def setting(name: str, value: Any) -> Any:
    """Return a named value, as opening and saving take them."""
    return struct("beans.PropertyValue", Name=name, Value=value)


def enum(name: str, value: str) -> Any:
    """Return a value of an enumeration such as ``sheet.ValidationType``."""
    import uno  # noqa: PLC0415 - as above

    return uno.Enum(f"com.sun.star.{name}", value)


def url(path: str) -> str:
    """Return the address of a file."""
    import uno  # noqa: PLC0415 - as above

    return str(uno.systemPathToFileUrl(path))


def local_path(address: str) -> str:
    """Return the path of a file's address."""
    import uno  # noqa: PLC0415 - as above

    return str(uno.fileUrlToSystemPath(address))
