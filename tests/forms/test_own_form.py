"""Our own blank form, filled in as a clerk would and recomputed by LibreOffice, is read like any other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.forms.paper import HENAN, number, row, said
from tests.libreoffice import convert
from tests.output.filling import Form, fill_zhengzhou
from xlaudit.forms import read_filing, recognise
from xlaudit.forms.tables import grids_of
from xlaudit.hosts.files import read_workbook
from xlaudit.hosts.ooxml.read import read
from xlaudit.output.blank_form import blank_form
from xlaudit.schemes.load import load_all, load_scheme


@pytest.mark.parametrize("scheme", load_all(), ids=lambda scheme: scheme.id)
def test_an_empty_form_states_nothing(scheme):
    filing = read_filing(read(blank_form(scheme), "空表.xlsx"), scheme)
    assert filing.facts == {}
    assert not any(each.facts or each.score for each in filing.funds)
    assert filing.projects == ()
    assert filing.passages == ()
    assert (filing.department, filing.total_score, filing.grade) == (None, None, None)
    assert {each.id for each in filing.unfilled} == {each.id for each in scheme.indicators}
    assert all(each.indicator for each in filing.indicators)


def test_a_filled_form(tmp_path: Path, recalculate: Callable[..., list[Path]]) -> None:
    form = Form(blank_form(load_scheme(HENAN)))
    fill_zhengzhou(form)
    (made,) = recalculate([form.save(tmp_path / "填好的表.xlsx")])
    snapshot = read(made.read_bytes(), made.name)
    assert recognise(snapshot, load_all()).id == HENAN
    filing = read_filing(snapshot, load_scheme(HENAN))
    assert filing.department is not None
    assert filing.department.text == "郑州市政务服务办公室"
    assert filing.year is not None
    assert filing.year.text == "2022"
    core = ("initial_budget", "adjustment", "budget", "spent", "execution_rate")
    facts = said(filing.facts)
    assert [facts[name] for name in core] == [
        "2538.07万元",
        "544.57万元",
        "3082.64万元",
        "2699.18万元",
        "87.56%",
    ]
    assert facts["three_public_spent"] in ("3万元", "3.00万元")
    assert facts["projects_to_monitor"] == "6"
    assert len(filing.indicators) == 23
    assert filing.unbound == ()
    assert filing.unfilled == ()
    assert number(row(filing, "预算执行率").actual) == "87.56%"
    assert number(row(filing, "预算执行率").score) == "1.95分"
    target = row(filing, "群众满意度").target
    assert target is not None
    assert target.text == "≥95%"
    assert number(row(filing, "群众满意度").actual) == "96%"
    scores = {each.block: number(each.score) for each in filing.blocks}
    assert scores == {"input": "29.95分", "output": "25.00分", "benefit": "35.00分"}
    assert number(filing.funds[0].score) == "9.73分"
    assert number(filing.total_score) == "99.68分"
    assert filing.grade is not None
    assert filing.grade.text == "优"
    assert {each.kind for each in filing.passages} == {"reason"}


def test_a_form_saved_by_an_old_program_is_still_ours(
    tmp_path: Path, recalculate: Callable[..., list[Path]]
) -> None:
    """In .xls there are no properties of ours, and LibreOffice stores an empty text of a formula as 0."""
    form = Form(blank_form(load_scheme(HENAN)))
    fill_zhengzhou(form)
    (made,) = recalculate([form.save(tmp_path / "填好的表.xlsx")])
    (old,) = convert([made], "xls", tmp_path)
    ours, legacy = (read_workbook(path) for path in (made, old))
    assert not legacy.properties
    assert recognise(legacy, load_all()).id == HENAN
    one, other = (read_filing(each, load_scheme(HENAN)) for each in (ours, legacy))
    assert [each.name for each in other.indicators] == [each.name for each in one.indicators]
    assert [each.name for each in other.projects] == [each.name for each in one.projects]
    assert [each.text for each in other.passages] == [each.text for each in one.passages]


@pytest.mark.parametrize("scheme", load_all(), ids=lambda scheme: scheme.id)
def test_sheets_that_explain_are_known_without_any_property(scheme):
    snapshot = replace(read(blank_form(scheme), "空表.xlsx"), properties={})
    assert not {"说明", "参数"} & {grid.name for grid in grids_of(snapshot)}
