"""The shipped samples are read to the figures and cells that stand in their notes."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from xlaudit.forms import read_filing, recognise
from xlaudit.forms.filing import Filing, Stated
from xlaudit.hosts.ooxml.read import read
from xlaudit.schemes.load import load_all

SAMPLES = Path(__file__).parents[2] / "workbooks" / "samples"
NOTES = sorted(SAMPLES.rglob("*.expected.toml"))


def filing_of(note: Path) -> tuple[Filing, str]:
    workbook = note.with_name(note.name.replace(".expected.toml", ".xlsx"))
    snapshot = read(workbook.read_bytes(), workbook.name)
    scheme = recognise(snapshot, load_all())
    return read_filing(snapshot, scheme), scheme.id


def figure(text: str) -> Decimal:
    return Decimal(text.replace(",", "").rstrip("%"))


def assert_said(stated: Stated | None, said: dict[str, Any]) -> None:
    assert stated is not None
    assert str(stated.place) == said["cell"]
    if stated.quantity is None:
        assert stated.text == said["text"]
    else:
        assert stated.quantity.number == figure(said["text"])


@pytest.mark.parametrize("note", NOTES, ids=lambda path: path.stem.removesuffix(".expected"))
def test_figures_and_cells(note: Path) -> None:
    wanted = tomllib.loads(note.read_text(encoding="utf-8"))
    filing, scheme = filing_of(note)
    assert scheme == wanted["scheme"]
    assert_said(filing.department, wanted["department"])
    assert filing.year is not None
    assert filing.year.text == str(wanted["year"])
    for name, said in wanted.get("facts", {}).items():
        assert_said(filing.facts.get(name), said)
    scores = {each.label: each.score for each in filing.blocks}
    for said in wanted.get("block", ()):
        assert_said(scores.get(said["label"]), said)
    for stated, name in ((filing.total_score, "total"), (filing.grade, "grade")):
        if name in wanted:
            assert_said(stated, wanted[name])
        else:
            assert stated is None
    assert filing.unbound == ()
    assert filing.duplicates == ()
    assert filing.skipped_sheets == ()


def test_there_are_samples() -> None:
    assert len(NOTES) >= 16
