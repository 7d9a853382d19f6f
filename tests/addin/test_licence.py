"""Only the BSD part of xlwings is used, and its notice goes where its code goes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.addin.built import MACROS, built
from tests.addin.vba import decompiled
from xlaudit.addin import build_xlwings

ROOT = MACROS.parent


def test_the_notice_of_xlwings_lies_beside_the_addin() -> None:
    assert (MACROS / "LICENSE-xlwings.txt").read_text(
        encoding="utf-8"
    ) == build_xlwings.licence_text()
    assert "BSD 3-clause" in build_xlwings.licence_text()


def test_the_notice_stands_in_the_module() -> None:
    source = decompiled(built())["xlwings"]
    for words in (
        "BSD 3-clause license",
        "Copyright (C) 2014-present, Zoomer Analytics",
        "Redistributions in binary form must reproduce the above copyright notice",
        "THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS",
        "Changed for xlaudit",
    ):
        assert words in source


def test_the_source_of_xlwings_is_not_committed() -> None:
    for path in MACROS.glob("*"):
        if path.suffix in {".bas", ".cls"}:
            assert "Zoomer Analytics" not in path.read_text(encoding="ascii"), path.name


def test_nothing_names_the_paid_part() -> None:
    for path in (*ROOT.glob("xlaudit/**/*.py"), *MACROS.glob("*.bas"), *MACROS.glob("*.cls")):
        assert "xlwings.pro" not in path.read_text(encoding="utf-8"), path


def test_building_loads_no_more_of_the_paid_part_than_xlwings_does_itself() -> None:
    """xlwings looks for a licence key whenever it is imported; nothing further may be loaded."""
    listed = (
        "import sys; print(sorted(each for each in sys.modules if each.startswith('xlwings.pro')))"
    )
    alone = _run(f"import xlwings; {listed}")
    generated = (
        "from xlaudit.addin import build_functions as made; "
        f"made._generate('tests.addin.sample_functions'); {listed}"
    )
    assert _run(generated) == alone


def _run(code: str) -> str:
    run = [sys.executable, "-c", code]
    return subprocess.run(
        run, check=True, capture_output=True, text=True, cwd=Path(__file__).parent.parent.parent
    ).stdout
