"""LibreOffice as a referee: opens a workbook, recomputes every formula, gives the values back."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

__all__ = ["SOFFICE", "convert"]

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")

# LibreOffice keeps the values that a file carries unless it is told to recompute on load (0: always).
_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def convert(files: list[Path], target: str, folder: Path) -> list[Path]:
    """Convert files (xlsx, pdf …) in one run with a fresh profile; return the results in order."""
    assert SOFFICE is not None
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_RECALCULATE, encoding="utf-8")
    result = folder / "converted"
    command = [
        SOFFICE,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        target,
        "--outdir",
        str(result),
        *map(str, files),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [result / f"{file.stem}.{target.partition(':')[0]}" for file in files]
