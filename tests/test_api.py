"""The public names: a dozen, all there, imported when they are used."""

from __future__ import annotations

import subprocess
import sys

import pytest

import xlaudit


def test_every_public_name_is_there_and_documented() -> None:
    assert len(xlaudit.__all__) <= 12
    for name in xlaudit.__all__:
        assert getattr(xlaudit, name).__doc__, name
        assert name in dir(xlaudit)


def test_an_unknown_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = xlaudit.nothing


def test_import_is_light() -> None:
    program = (
        "import sys, xlaudit; print(sorted(n for n in sys.modules if n.startswith('xlaudit')))"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    assert done.stdout.strip() == b"['xlaudit']"
