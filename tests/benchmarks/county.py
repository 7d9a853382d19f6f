"""A large county: how long a run takes, a second one, and what the parent needs; run by hand.

    python -m tests.benchmarks.county [--count N] [--more N] [--folder DIR]

Makes N filings (1,000) in a temporary folder and measures, each in a process of its own:

    first    the whole command: read, score, check, recompute, narrative, ledger, nine sheets; two workers
    openpyxl merely opening the same files twice, for formulas and for values, in two processes; a sample
             of the files, spread over all of them, scaled up
    second   the command again, after one file in a hundred has changed
    memory   the parent's peak (VmHWM) over a thousand filings with short reports, and over ``--more`` (10,000)

Times on a shared machine mean little: trust the ratios, of runs that follow one another.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import openpyxl

from tests.benchmarks.county_files import SHORT, make_county

ROOT = Path(__file__).parents[2]
WORKERS = 2
SAMPLE = 100

# Runs the command and says what this process alone needed at most, in KiB.
_MEASURED = """
import re, sys
from pathlib import Path
from xlaudit.cli import main
code = main(sys.argv[1:])
print(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1], file=sys.stderr)
sys.exit(0 if code in (0, 1) else code)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--more", type=int, default=10_000, help="0: leave this part out")
    parser.add_argument("--folder", type=Path, help="keep the files there, and use those that are")
    given = parser.parse_args()
    place = given.folder or Path(tempfile.mkdtemp(prefix="county-"))
    try:
        measure(place, given.count, given.more)
    finally:
        if given.folder is None:
            shutil.rmtree(place)


def measure(place: Path, count: int, more: int) -> None:
    """Run everything, and print a line each."""
    county = place / f"filings-{count}"
    if not county.exists():
        make_county(county, count)
    paths = sorted(county.glob("*.xlsx"))
    size = sum(path.stat().st_size for path in paths) / len(paths)
    say(f"{len(paths)} filings of {size / 1000:.0f} KB")
    for left in place.glob("*.sqlite"):
        left.unlink()
    first, peak = run(place, county)
    opened = opening(paths)
    say(f"first    {first:7.1f} s   openpyxl {opened:.1f} s   ratio {first / opened:.2f}")
    changed = change(paths[::100])
    second, _ = run(place, county)
    say(f"second   {second:7.1f} s   {changed} changed   first / second {first / second:.1f}")
    say(f"memory   {peak / 1024:7.0f} MB  parent, {len(paths)} filings")
    for number in (count, more) if more else ():
        short = place / f"short-{number}"
        if not short.exists():
            make_county(short, number, SHORT)
        (place / "ledger.sqlite").unlink()
        took, peak = run(place, short)
        say(f"memory   {peak / 1024:7.0f} MB  parent, {number} short filings in {took:.1f} s")


def run(place: Path, county: Path) -> tuple[float, int]:
    """Run the command; return seconds, and the parent's peak in KiB."""
    arguments = ["consolidate", county, "-o", place / "summary.xlsx", "--force"]
    arguments += ["--ledger", place / "ledger.sqlite", "--workers", WORKERS]
    began = time.perf_counter()
    ended = subprocess.run(
        [sys.executable, "-c", _MEASURED, *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=True,
        cwd=ROOT,
        text=True,
        encoding="utf-8",
    )
    return time.perf_counter() - began, int(ended.stderr.split()[-1])


def opening(paths: list[Path]) -> float:
    """Return how long openpyxl takes to open all files twice, from a sample of them."""
    sample = paths[:: max(1, len(paths) // SAMPLE)]
    with ProcessPoolExecutor(WORKERS) as processes:
        list(processes.map(open_twice, sample[:WORKERS]))  # warm: imports are not counted
        began = time.perf_counter()
        list(processes.map(open_twice, sample, chunksize=5))
        return (time.perf_counter() - began) * len(paths) / len(sample)


def open_twice(path: Path) -> None:
    """Open a workbook for its formulas, and again for its values."""
    for data_only in (False, True):
        openpyxl.load_workbook(path, data_only=data_only).close()


def change(paths: list[Path]) -> int:
    """Give each of these files another content with the same filing in it."""
    for path in paths:
        with zipfile.ZipFile(path, "a") as archive:
            archive.comment = str(time.time_ns()).encode()
    return len(paths)


def say(line: str) -> None:
    """Print at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
