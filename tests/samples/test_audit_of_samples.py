"""The audit of every sample says what the note beside it says, and nothing more."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from xlaudit.audit import Report, audit
from xlaudit.checks.finding import Finding, Severity
from xlaudit.forms import recognise
from xlaudit.hosts.files import read_workbook
from xlaudit.schemes.load import load_all

SAMPLES = Path(__file__).parent.parent.parent / "workbooks" / "samples"
FILES = sorted(SAMPLES.rglob("*.xlsx"), key=lambda path: path.name)
PROSE = ("XA3", "XA4")

each_sample = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def note(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.with_suffix(".expected.toml").read_text(encoding="utf-8"))


@cache
def report(path: Path) -> Report:
    snapshot = read_workbook(path)
    return audit(snapshot, recognise(snapshot, load_all()))


def cells(finding: Finding) -> set[str]:
    return {str(place) for place in (finding.place, *finding.against)}


@each_sample
def test_scheme_is_recognised(path: Path) -> None:
    assert report(path).scheme.id == note(path)["scheme"]


@each_sample
def test_stated_figures_are_read(path: Path) -> None:
    filing = report(path).filing
    wanted = note(path)
    assert filing.department is not None
    assert filing.department.text == wanted["department"]["text"]
    for fact_id, said in wanted.get("facts", {}).items():
        assert fact_id in filing.facts, fact_id
        stated = filing.facts[fact_id]
        assert stated.quantity is not None
        text = said["text"].replace(",", "").rstrip("%")
        assert stated.quantity.number == Decimal(text), fact_id


@each_sample
def test_scores(path: Path) -> None:
    card, wanted = report(path).scorecard, note(path)
    for block in wanted.get("block", ()):
        found = [b for b in card.blocks if block["label"] in (b.block.label, *b.block.also)]
        assert len(found) == 1, block["label"]
        if "scored" in block:
            assert found[0].score == Decimal(block["scored"])
    if "scored" in wanted.get("total", {}):
        assert card.score == Decimal(wanted["total"]["scored"])
    if "scored" in wanted.get("grade", {}):
        assert card.grade is not None
        assert card.grade.label == wanted["grade"]["scored"]


@each_sample
def test_every_noted_finding_comes(path: Path) -> None:
    found = report(path).findings
    for wanted in note(path).get("finding", ()):
        if "root" in wanted:  # told as one: its cells must be named
            assert any(wanted["cell"] in cells(each) for each in found), wanted
        elif wanted.get("kind") == "narrative":
            assert any(
                each.code.startswith(wanted["code"]) and str(each.place) == wanted["cell"]
                for each in found
            ), wanted
        else:
            assert any(
                (each.code, each.severity.value, str(each.place))
                == (wanted["code"], wanted["severity"], wanted["cell"])
                for each in found
            ), wanted


@each_sample
def test_no_finding_without_a_note(path: Path) -> None:
    wanted = note(path).get("finding", ())
    noted = {(each["code"], each["cell"]) for each in wanted}
    roots = {each["cell"] for each in wanted if "root" in each}
    prose = {each["cell"] for each in wanted if each.get("kind") == "narrative"}
    for found in report(path).findings:
        if found.code.startswith(PROSE):
            loud = found.severity in (Severity.ERROR, Severity.DOUBT)
            assert not loud or cells(found) & (roots | prose), found.message
        else:
            assert (found.code, str(found.place)) in noted or cells(found) & roots, found.message


def test_one_root_is_told_once() -> None:
    """灵寿's sixteenth project: one wrong amount, a rate, a sum and an overspent budget."""
    (path,) = [path for path in FILES if path.stem.startswith("灵寿")]
    concerned = {"项目!D20", "自评报告!A31"}
    told = [each for each in report(path).findings if concerned & cells(each)]
    told = [each for each in told if each.severity is not Severity.ROUNDING]
    assert len(told) == 1
    assert concerned <= cells(told[0])
    assert "照改" in told[0].repair
    assert "560.00%" in told[0].message
    assert "606.7958" in told[0].message
    assert "改为 5万元" in told[0].repair
