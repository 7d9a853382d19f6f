"""The shipped samples: what the generator writes, with formulas that hold and notes that are true."""

from __future__ import annotations

import math
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from workbooks.generate import SAMPLES, generate

WORKBOOKS = sorted(SAMPLES.rglob("*.xlsx"))
NOTES = sorted(SAMPLES.rglob("*.expected.toml"))


def _name(path: Path) -> str:
    return str(path.relative_to(SAMPLES))


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {each.filename: archive.read(each) for each in archive.infolist()}


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("again")
    generate(folder)
    return folder


def test_the_generator_writes_exactly_what_is_shipped(again):
    shipped = {_name(path) for path in SAMPLES.rglob("*") if path.is_file()}
    assert {str(path.relative_to(again)) for path in again.rglob("*") if path.is_file()} == shipped


@pytest.mark.parametrize("path", WORKBOOKS, ids=_name)
def test_regenerating_gives_the_same_workbook(path, again):
    """Part by part: another zlib may pack the same parts into other bytes."""
    assert _parts(again / path.relative_to(SAMPLES)) == _parts(path)


@pytest.mark.parametrize("path", NOTES, ids=_name)
def test_regenerating_gives_the_same_note(path, again):
    assert (again / path.relative_to(SAMPLES)).read_bytes() == path.read_bytes()


def test_two_runs_give_the_same_bytes(again, tmp_path):
    for path in generate(tmp_path):
        assert path.read_bytes() == (again / path.relative_to(tmp_path)).read_bytes()


def _formulas(path: Path) -> Iterator[tuple[str, str]]:
    workbook = openpyxl.load_workbook(path)
    for sheet in workbook:
        for row in sheet.iter_rows():
            for each in row:
                if each.data_type == "f":
                    yield sheet.title, each.coordinate


def test_libreoffice_recomputes_the_stored_values(recalculate, tmp_path):
    """What Excel would have stored, formula by formula."""
    copies = [tmp_path / f"{number}.xlsx" for number in range(len(WORKBOOKS))]
    for path, copy in zip(WORKBOOKS, copies, strict=True):
        copy.write_bytes(path.read_bytes())
    seen = 0
    for path, result in zip(WORKBOOKS, recalculate(copies), strict=True):
        ours = openpyxl.load_workbook(path, data_only=True)
        theirs = openpyxl.load_workbook(result, data_only=True)
        for sheet, address in _formulas(path):
            stored, computed = ours[sheet][address].value, theirs[sheet][address].value
            assert _agree(stored, computed), f"{_name(path)} {sheet}!{address}"
            seen += 1
    assert seen > 200


def _agree(stored: object, computed: object) -> bool:
    """Compare as a cell shows it: one unit of the fifteenth digit is LibreOffice's own way to add up."""
    if isinstance(stored, int | float) and isinstance(computed, int | float):
        return math.isclose(stored, computed, rel_tol=1e-14)
    return stored == computed


def _places(note: dict) -> Iterator[tuple[str, str]]:
    """Yield every cell that a note names, with the text that it must state (empty: any)."""
    stated = [note["department"], *note.get("facts", {}).values(), *note.get("block", [])]
    stated += [note[key] for key in ("total", "grade") if key in note]
    for each in stated:
        yield each["cell"], each["text"]
    for finding in note.get("finding", []):
        yield finding["cell"], finding.get("quote", "")
        for cell in finding.get("against", []):
            yield cell, ""


@pytest.mark.parametrize("path", NOTES, ids=_name)
def test_notes_name_cells_that_state_it(path):
    note = tomllib.loads(path.read_text(encoding="utf-8"))
    workbook = openpyxl.load_workbook(path.parent / note["workbook"], data_only=True)
    for cell, text in _places(note):
        sheet, _, address = cell.partition("!")
        value = workbook[sheet][address]
        if text:
            assert text in _text_of(value), cell


def _text_of(cell: openpyxl.cell.Cell) -> str:
    """Return what the cell states, in the ways in which a note may write it."""
    value = cell.value
    if isinstance(value, str):
        return value
    if "%" in cell.number_format:
        return f"{value * 100:.2f}%"
    return f"{value:.15g} {value:.2f} {value:.2f}%"


@pytest.mark.parametrize("path", NOTES, ids=_name)
def test_what_is_wrong_is_said_and_only_that(path):
    """A score that differs from the scheme's, or a grade, needs a finding; a clean one has neither."""
    note = tomllib.loads(path.read_text(encoding="utf-8"))
    pairs = [*note.get("block", []), *(note[key] for key in ("total", "grade") if key in note)]
    differs = [each for each in pairs if each.get("scored", each["text"]) != each["text"]]
    codes = {finding["code"][:3] for finding in note.get("finding", [])}
    if differs:
        assert codes & {"XA2", "XA5", "XA6", "XA1"}
    for finding in note.get("finding", []):
        assert finding["severity"] in ("错误", "待核实", "提示", "尾差")
        assert finding["why"]
