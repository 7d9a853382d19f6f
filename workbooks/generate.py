"""Write the sample workbooks: ``python -m workbooks.generate [FOLDER]``. The same bytes on every run."""

from __future__ import annotations

import sys
from pathlib import Path

from workbooks.generator import leshan, lingshou, pingdingshan, zhengzhou
from workbooks.generator.expected import Expected

__all__ = ["SAMPLES", "generate"]

SAMPLES = Path(__file__).parent / "samples"


def generate(folder: Path) -> list[Path]:
    """Write every sample with its note beside it; return the workbooks."""
    written = []
    for module in (zhengzhou, pingdingshan, lingshou, leshan):
        expected = module.write(folder)
        written.append(_note(expected, folder))
    return written


def _note(expected: Expected, folder: Path) -> Path:
    path = folder / expected.workbook
    expected.write(path.with_suffix(".expected.toml"))
    return path


if __name__ == "__main__":
    for path in generate(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES):
        sys.stdout.write(f"{path}\n")
