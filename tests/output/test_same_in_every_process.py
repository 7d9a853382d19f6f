"""A scored copy has the same bytes whichever process wrote it: each orders its sets in a way of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SAMPLES = sorted((Path(__file__).parents[2] / "workbooks" / "samples").rglob("*.xlsx"))[:7]
SCORE = """
import hashlib, sys
from pathlib import Path
from xlaudit.hosts.audited import audit_file
from xlaudit.hosts.ooxml.write import apply

for name in sys.argv[1:]:
    path = Path(name)
    print(hashlib.sha256(apply(path.read_bytes(), audit_file(path).patch, path.name)).hexdigest())
"""


def test_a_scored_copy_is_the_same_from_every_process() -> None:
    copies = [_scored(seed) for seed in ("1", "2")]
    assert copies[0] == copies[1]
    assert len(set(copies[0])) == len(SAMPLES)


def _scored(seed: str) -> list[str]:
    command = [sys.executable, "-c", SCORE, *map(str, SAMPLES)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return ran.stdout.split()
