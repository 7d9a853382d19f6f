"""How long a county takes once its filings are read, and how much memory; run by hand.

    python -m tests.benchmarks.county_summary [DEPARTMENTS …]

The digests are made as they are asked for, as a ledger decodes them, each with 150 sentences to compare and
eight indicators of its own; every tenth department took four sentences from its neighbour. The time that making
them takes is measured beside and taken off.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tests.county.filings import filing
from xlaudit.county.digest import Digest, Sentence
from xlaudit.county.summary import summarise
from xlaudit.workbook.place import Place

SENTENCES, TAKEN = 150, 4
ROWS = [f"培训{number}|≥1200人次|1236人次" for number in range(8)]
PATTERN = filing(
    "甲局", budget=100, spent=90, total=95, ours=94, rows=ROWS, blocks=[10, 20, 30, 35]
)


class Digests(Sequence[Digest]):
    """So many departments, none of them kept."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.made = 0

    def __len__(self) -> int:
        return self.number

    def __iter__(self) -> Iterator[Digest]:
        return (self[index] for index in range(self.number))

    def __getitem__(self, index):
        self.made += 1
        own, shared = random.Random(index), random.Random(index // 2)
        taken = TAKEN if index % 20 < 2 else 0
        sentences = (
            Sentence(
                f"{(shared if number < taken else own).getrandbits(64):016x}",
                "全年举办业务培训班",
                3,
                Place("自评报告", number + 1, 1, 0, 20),
            )
            for number in range(SENTENCES)
        )
        return replace(
            PATTERN,
            stamp=replace(PATTERN.stamp, source=f"{index}.xlsx", sha256=f"{index:064x}"),
            name=f"示例县第{index}局",
            sentences=tuple(sentences),
            indicators=tuple(
                replace(row, actual=f"{1000 + index * 8 + number}人次")
                for number, row in enumerate(PATTERN.indicators)
            ),
        )


def peak() -> float:
    """Return the most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    for number in [int(each) for each in sys.argv[1:]] or [1000, 10_000]:
        digests = Digests(number)
        start = time.process_time()
        for _ in digests:
            pass
        making, before = time.process_time() - start, peak()
        digests.made = 0
        start = time.process_time()
        summary = summarise(digests)
        own = time.process_time() - start - making * digests.made / number
        sys.stdout.write(
            f"{number} departments: {own:.1f} s, {peak() - before:.0f} MB more at most; "
            f"read {digests.made} times, {len(summary.comparisons)} pairs found\n"
        )


if __name__ == "__main__":
    main()
