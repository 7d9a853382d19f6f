"""The invented county: clean filings are truly clean, and each fault is one fault."""

from __future__ import annotations

import re
import tomllib
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from workbooks.generate import SAMPLES
from workbooks.generator.county import COUNTY, SHIPPED, write_department
from workbooks.generator.county_faults import FAULTS

SHEET = "部门整体自评表"
CLEAN = sorted(plan.name for plan, fault in SHIPPED.values() if not fault)

Table = dict[str, dict[str, str | float | None]]


def _sheet(path: Path):
    return openpyxl.load_workbook(path, data_only=True)[SHEET]


def _indicators(path: Path) -> Table:
    """Read the rows between the head of the indicator table and the conclusion, by name."""
    rows = list(_sheet(path).iter_rows(values_only=True))
    first = next(number for number, row in enumerate(rows) if row[2] == "三级指标")
    last = next(number for number, row in enumerate(rows) if row[0] == "得分汇总")
    keys = ("target", "actual", "points", "score", "reason")
    table, level = {}, ""
    for row in rows[first + 1 : last]:
        level = row[0] or level
        if row[2]:
            table[row[2]] = dict(zip(keys, row[3:8], strict=True), first=level)
    return table


def _number(value: str | float) -> Fraction:
    """Return what a cell says: a rate is a fraction of one, whether text or number."""
    if not isinstance(value, str):
        return Fraction(str(value))
    found = re.search(r"\d+(\.\d+)?", value)
    assert found, value
    number = Fraction(found[0])
    return number / 100 if "%" in value else number


def _cents(value: Fraction) -> Fraction:
    return Fraction(int(value * 100 + Fraction(1, 2)), 100)


def _by_rule(row: dict) -> Fraction | None:
    """Score a row by the words of the form, in exact fractions; None where people judge."""
    target, points = str(row["target"]), Fraction(str(row["points"]))
    if not re.search(r"\d", target):
        return None
    actual, wanted = _number(row["actual"]), _number(target)
    if target.startswith("≤"):
        return points if actual <= wanted else Fraction(0)
    return _cents(min(Fraction(1), actual / wanted) * points)


def _note(name: str) -> dict:
    path = SAMPLES / COUNTY / f"{name}.expected.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def test_five_of_twelve_are_clean():
    assert len(SHIPPED) == 12
    assert len(CLEAN) == 5
    assert {_note(name)["grade"]["text"] for name in CLEAN} == {"优", "良"}


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_filing_follows_every_rule(name):
    table = _indicators(SAMPLES / COUNTY / f"{name}.xlsx")
    assert len(table) == 27
    for row in table.values():
        right = _by_rule(row)
        score, points = Fraction(str(row["score"])), Fraction(str(row["points"]))
        assert right is None or right == score, row
        assert bool(row["reason"]) is (score < points), row
    blocks = {each["label"]: Fraction(each["text"]) for each in _note(name)["block"]}
    for label in ("投入管理指标", "产出指标", "效益指标"):
        scores = [Fraction(str(row["score"])) for row in table.values() if row["first"] == label]
        assert sum(scores) == blocks[label]
    assert sum(blocks.values()) == Fraction(_note(name)["total"]["text"])


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_budget_adds_up(name):
    facts = {key: each["text"] for key, each in _note(name)["facts"].items()}
    initial, adjustment, budget, spent = (
        Fraction(facts[key]) for key in ("initial_budget", "adjustment", "budget", "spent")
    )
    assert initial + adjustment == budget
    assert spent < budget
    assert _cents(spent / budget * 100) == _number(facts["execution_rate"]) * 100
    execution = next(each for each in _note(name)["block"] if each["label"] == "预算执行情况")
    assert _cents(min(Fraction(1), spent / budget / Fraction(9, 10)) * 10) == Fraction(
        execution["text"]
    )
    table = _indicators(SAMPLES / COUNTY / f"{name}.xlsx")
    for label, share in (
        ("预算执行率", spent / budget),
        ("预算调整率", adjustment / initial),
        ("结转结余率", 1 - spent / budget),
    ):
        assert _number(table[label]["actual"]) * 100 == _cents(share * 100), label


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_report_says_what_the_form_says(name):
    note = _note(name)
    workbook = openpyxl.load_workbook(SAMPLES / COUNTY / f"{name}.xlsx", data_only=True)
    text = "".join(row[0] or "" for row in workbook["自评报告"].iter_rows(values_only=True))
    for each in note["block"]:
        assert f"{each['text']}分" in text
    assert f"{note['total']['text']}分" in text
    assert f"等级为“{note['grade']['text']}”" in text
    for key in ("initial_budget", "adjustment", "budget", "spent"):
        assert f"{note['facts'][key]['text']}万元" in text
    assert note["facts"]["execution_rate"]["text"] in text


def _shown(value: object) -> object:
    return f"{value:.6f}" if isinstance(value, float | int) else value  # a sum carries binary dust


# A department whose filing has what the fault needs: a lost output row, a total in 良 …
HOSTS = {"grade": "应急管理局", "above_points": "文化广电和旅游局", "no_reason": "城市管理局"}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_shows_where_its_note_says(fault, tmp_path):
    """Between the right form and the wrong one, little differs, and the finding points to it."""
    plan, _ = SHIPPED[HOSTS.get(fault, "市场监督管理局")]
    for folder, chosen in ((tmp_path / "right", ""), (tmp_path / "wrong", fault)):
        expected = write_department(folder, plan, chosen)
    [finding] = expected.findings
    right, wrong = (_sheet(tmp_path / each / expected.workbook) for each in ("right", "wrong"))
    if fault == "hidden_row":
        assert wrong.row_dimensions[wrong[finding.cell.partition("!")[2]].row].hidden
        return
    if fault == "overtyped":
        typed = openpyxl.load_workbook(tmp_path / "wrong" / expected.workbook)[SHEET]
        assert typed[finding.cell.partition("!")[2]].data_type == "n"
        return
    if fault == "missing_row":
        assert wrong.max_row == right.max_row - 1
        return
    differing = {
        cell.coordinate
        for row in wrong.iter_rows()
        for cell in row
        if _shown(cell.value) != _shown(right[cell.coordinate].value)
    }
    places = {cell.partition("!")[2] for cell in (finding.cell, *finding.against)}
    assert differing & places
    assert len(differing) <= 4, differing
