"""Every kind of claim has a code of its own to be found under."""

from __future__ import annotations

import re
from pathlib import Path

from xlaudit.checks import CHECKS
from xlaudit.checks.narrative import KINDS
from xlaudit.narrative import claims

KIND = re.compile(r"Claim\(\s*\"(\w+)\"")


def test_every_kind_has_a_code() -> None:
    folder = Path(claims.__file__).parent
    built = {kind for path in folder.glob("*.py") for kind in KIND.findall(path.read_text("utf-8"))}
    assert built - {"cell"} <= set(KINDS)  # a cell on the other side makes it XA301 or XA302
    assert set(KINDS.values()) <= set(CHECKS)
