"""The frames of the Python API: what is documented is what comes, dtype by dtype, and nothing is bent."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest

from tests.output import example
from xlaudit.checks.finding import Decision, Finding, Severity
from xlaudit.county.digest import FileStamp
from xlaudit.county.model import (
    CountyFinding,
    CountySummary,
    Failure,
    Review,
    Standing,
    Status,
    Submission,
)
from xlaudit.county.summary import summarise
from xlaudit.output.frames import CountyFrames
from xlaudit.output.tables import TABLES
from xlaudit.workbook.place import Place

NAMES = ("departments", "indicators", "findings", "sources")
AMOUNT = Decimal("9999999999999.99")


def summary() -> CountySummary:
    """Return a county of two filings, one file that cannot be read, and one department that sent none."""
    stamp = FileStamp("乙.xlsx", "0" * 64, 2048, "2023-03-14T09:26:53Z", "WPS 表格")
    first = replace(
        example.digest(),
        name="示例县档案馆",
        code="007",
        stamp=replace(stamp, source="甲.xlsx", sha256="ab" * 32),
    )
    bare = {"facts": {"budget": AMOUNT}, "stated_total": None, "low": None, "high": None}
    second = replace(
        example.digest(),
        name="=民政局",
        code="0012",
        stamp=stamp,
        findings=(),
        year=None,
        stated_grade="",
        grade="",
        **bare,
    )
    whole = summarise([first, second], [Failure("坏.xlsx", "打不开", "ff" * 32)])
    county = Finding("XA710", Severity.DOUBT, "合计不等", Place("汇总表", 9, 4))
    return replace(
        whole,
        comparisons=(CountyFinding(None, county),),
        submissions=(
            Submission(Standing.COUNTED, "示例县档案馆", source="甲.xlsx"),
            Submission(Standing.MISSING, "示例县民政局", code="0099", why="没有收到"),
        ),
        decisions={("示例县档案馆", example.FINDINGS[0].key): Decision("已改", "见补报")},
        reviews={("示例县档案馆", "output", "办结率"): Review("85%", Decimal("28.00"), "核过")},
    )


@pytest.fixture(scope="module")
def county() -> CountyFrames:
    return CountyFrames(summary())


def documented() -> dict[str, list[tuple[str, str, str]]]:
    """Read the table of the docstring: by frame, the name, heading with unit, and dtype of each column."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    columns: list[tuple[str, str, str]] = []
    for line in inspect.cleandoc(CountyFrames.__doc__ or "").splitlines():
        if frame := re.match(r"``(\w+)`` \(", line):
            columns = found.setdefault(frame[1], [])
        elif row := re.match(r" {4}(\w+) +(\S.*?) {2,}(\S.*)$", line):
            columns.append((row[1], row[2], row[3]))
    return found


def test_every_column_is_documented_and_no_other() -> None:
    said = documented()
    assert tuple(said) == NAMES == tuple(table.name for table in TABLES)
    for table in TABLES:
        assert [row[:2] for row in said[table.name]] == [
            (column.name, column.title) for column in table.columns
        ]


@pytest.mark.parametrize("name", NAMES)
def test_dtypes_are_the_documented_ones(name: str, county: CountyFrames) -> None:
    frame = getattr(county, name)
    wanted = [(column, dtype) for column, _, dtype in documented()[name]]
    assert [(column, str(dtype)) for column, dtype in frame.dtypes.items()] == wanted


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_county_has_the_same_dtypes(name: str, county: CountyFrames) -> None:
    empty = CountyFrames(summarise([])).frame(name)
    assert len(empty) == 0
    kinds = [str(dtype) for dtype in empty.dtypes]
    assert kinds == [str(dtype) for dtype in getattr(county, name).dtypes]


def test_departments(county: CountyFrames) -> None:
    frame = county.departments.set_index("code")
    row = frame.loc["007"]
    assert row["budget"] == 12005000.0
    assert row["execution_rate"] == pytest.approx(10511600 / 12005000, rel=1e-15)
    assert (row["errors"], row["doubts"], row["hints"], row["roundings"]) == (1, 1, 1, 0)
    assert (row["stated_score"], row["low"], row["difference"]) == (92.73, 91.23, 1.5)
    assert (row["status"], row["units"], row["is_counted"]) == ("有错误", 1, True)
    other = frame.loc["0012"]
    assert other["department"] == "=民政局"
    assert other["budget"] == float("9999999999999.99")
    assert other[["year", "spent", "low", "stated_grade", "rank", "previous_budget"]].isna().all()


def test_words_rise(county: CountyFrames) -> None:
    grades = county.departments["grade"]
    assert list(grades.cat.categories) == ["差", "良", "优"]
    assert (grades >= "良").tolist() == [False, True]  # the second row has no grade
    severities = county.findings["severity"].cat
    assert list(severities.categories) == ["尾差", "提示", "待核实", "错误"]
    assert severities.ordered
    assert county.departments["status"].max() == Status.ERROR.value


def test_a_grade_that_no_scheme_knows_is_kept() -> None:
    digest = replace(example.digest(), stated_grade="优秀")
    frame = CountyFrames(summarise([digest])).departments
    assert frame["stated_grade"].tolist() == ["优秀"]


def test_exact_amounts_on_request(county: CountyFrames) -> None:
    frame = county.frame("departments", exact=True)
    assert AMOUNT in set(frame["budget"])
    assert frame["budget"].dtype == object
    assert str(frame["errors"].dtype) == "Int64"
    with pytest.raises(KeyError):
        county.frame("nothing")


def test_indicators(county: CountyFrames) -> None:
    frame = county.indicators
    assert len(frame) == 2 * len(example.digest().indicators)
    row = frame[(frame.department == "示例县档案馆") & (frame.indicator == "办结率")].iloc[0]
    assert (row["target"], row["actual"], row["points"]) == ("≥90%", "85.50%", 30.0)
    assert (row["stated_score"], row["score"], row["difference"]) == (30.0, 28.5, 1.5)
    assert (row["sheet"], row["cell"], row["code"]) == ("自评表", "B8", "007")
    assert (row["review_actual"], row["review_score"], row["review_remark"]) == (
        "85%",
        28.0,
        "核过",
    )
    assert frame["review_score"].notna().sum() == 1


def test_findings(county: CountyFrames) -> None:
    frame = county.findings
    assert frame["rule"].tolist() == ["XA710", *(each.code for each in example.FINDINGS)]
    assert pd.isna(frame["department"].iloc[0])
    row = frame.iloc[1]
    assert (row["decision"], row["remark"], row["cell"], row["effect"]) == (
        "已改",
        "见补报",
        "F8",
        "影响得分",
    )
    assert row["key"] == example.FINDINGS[0].key


def test_sources(county: CountyFrames) -> None:
    frame = county.sources
    assert frame["source"].tolist()[:3] == sorted(["乙.xlsx", "坏.xlsx", "甲.xlsx"])
    by_source = frame.set_index("source")
    good, bad = by_source.loc["甲.xlsx"], by_source.loc["坏.xlsx"]
    assert good["modified"] == pd.Timestamp("2023-03-14 09:26:53", tz="UTC")
    assert (good["size"], good["application"], good["standing"]) == (2048, "WPS 表格", "已报")
    assert (bad["standing"], bad["why"], bad["sha256"]) == ("无法读取", "打不开", "ff" * 32)
    assert pd.isna(bad["modified"])
    missing = frame.iloc[3]
    assert (missing["department"], missing["code"]) == ("示例县民政局", "0099")
    assert (missing["standing"], missing["why"]) == ("未报", "没有收到")
    assert pd.isna(missing["source"])


def test_hostile_values_make_a_frame_all_the_same() -> None:
    digest = replace(
        example.digest(),
        name="坏\ud800名\x00",
        year=10**30,
        facts={"budget": Decimal("1E+400"), "spent": Decimal("-1E-400")},
        stamp=FileStamp("a.xlsx", modified="昨天"),
    )
    frame = CountyFrames(summarise([digest])).departments
    assert frame["department"].tolist() == ["坏�名�"]
    assert frame["year"].isna().all()
    assert frame["budget"].tolist() == [float("inf")]


def test_nothing_of_pandas_is_imported_before_a_frame_is_asked_for() -> None:
    program = (
        "import sys\n"
        "from xlaudit.county.summary import summarise\n"
        "from xlaudit.output.frames import CountyFrames\n"
        "county = CountyFrames(summarise([]))\n"
        "assert 'pandas' not in sys.modules\n"
        "county.sources\n"
        "assert 'pandas' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_frames_are_made_once_and_shadow_nothing(county: CountyFrames) -> None:
    assert county.departments is county.departments
    assert isinstance(county.summary.departments, tuple)


def test_what_an_object_says_of_itself(county: CountyFrames) -> None:
    assert repr(county) == "<CountyFrames 示例市 2022：部门 2，无法读取 1>"
    assert repr(CountyFrames(summarise([]))) == "<CountyFrames 部门 0，无法读取 0>"
