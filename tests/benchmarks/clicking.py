"""How long a click on 评分 takes of our own time, against openpyxl opening the same workbook once; run by hand.

    python -m tests.benchmarks.clicking [FILE]

Every round is a process of its own, for a first click happens once. The host stands for Excel: the time
that is spent in its calls is taken off, what remains is ours (and xlwings'). On Windows the host's share is
Excel's; no benchmark here can tell how long that is.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROUNDS = 7
SAMPLE = Path(__file__).parents[2] / "workbooks" / "samples" / "郑州市政务服务办公室.xlsx"


def one_round(path: Path) -> dict[str, float]:
    """Return the seconds of one session: imports, the first click, a later click, openpyxl."""
    began = time.perf_counter()
    from xlaudit.addin.ribbon import dispatch  # noqa: PLC0415 - what is measured

    ours = time.perf_counter() - began
    assert "pandas" not in sys.modules
    began = time.perf_counter()
    import xlwings  # noqa: F401, PLC0415 - what is measured

    theirs = time.perf_counter() - began
    from tests.hosts import xlwings_host  # noqa: PLC0415 - after the imports above were timed
    from tests.hosts.xlwings_host import counting  # noqa: PLC0415

    book = None
    seconds = {"import_xlaudit": ours, "import_xlwings": theirs}
    for click in ("first_click", "later_click"):
        xlwings_host.register()
        book = xlwings_host.open_book(path)
        book.set_mock_caller()
        with counting.watch() as host:
            began = time.perf_counter()
            dispatch("score")
            seconds[click] = time.perf_counter() - began - host.seconds
    import openpyxl  # noqa: PLC0415 - what is measured

    began = time.perf_counter()
    openpyxl.load_workbook(path)
    seconds["openpyxl"] = time.perf_counter() - began
    return seconds


def main(path: Path) -> None:
    """Print the medians in milliseconds, and the clicks as ratios to openpyxl."""
    rounds = []
    with TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            copy = Path(shutil.copy(path, Path(folder) / f"{number}.xlsx"))
            command = [sys.executable, "-m", "tests.benchmarks.clicking", "--round", str(copy)]
            told = subprocess.run(command, check=True, capture_output=True, text=True)
            rounds.append(json.loads(told.stdout))
    medians = {name: statistics.median(each[name] for each in rounds) for name in rounds[0]}
    for name, seconds in medians.items():
        ratio = seconds / medians["openpyxl"]
        print(f"{name:16} {seconds * 1000:8.1f} ms  {ratio:6.2f} of openpyxl opening it")  # noqa: T201 - run by hand


if __name__ == "__main__":
    if sys.argv[1:2] == ["--round"]:
        print(json.dumps(one_round(Path(sys.argv[2]))))  # noqa: T201 - read by the other process
    else:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
