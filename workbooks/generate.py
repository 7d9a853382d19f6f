"""Write the sample workbooks: ``python -m workbooks.generate [FOLDER]``. The same bytes on every run."""

from __future__ import annotations

import sys
from pathlib import Path

from workbooks.generator import county, leshan, lingshou, pingdingshan, zhengzhou
from workbooks.generator.expected import Expected

__all__ = ["SAMPLES", "generate"]

SAMPLES = Path(__file__).parent / "samples"


def generate(folder: Path) -> list[Path]:
    """Write every sample with its note beside it; return the workbooks."""
    departments = (zhengzhou, pingdingshan, lingshou, leshan)
    below = folder / county.COUNTY
    return [
        *(_noted(department.write(folder), folder) for department in departments),
        *(_noted(expected, below) for expected in county.write_county(below)),
    ]


def _noted(expected: Expected, folder: Path) -> Path:
    path = folder / expected.workbook
    expected.write(path.with_suffix(".expected.toml"))
    return path


if __name__ == "__main__":
    for written in generate(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES):
        sys.stdout.write(f"{written}\n")
