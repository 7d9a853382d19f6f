"""One file and its scored copy, through the Python interface."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.test_cli import PINGDINGSHAN, ZHENGZHOU
from xlaudit.errors import OutputError, SchemeError, UsageError, WorkbookError
from xlaudit.hosts.audited import audit_file, audit_workbook, copy_path, score_workbook, write_copy


@pytest.fixture
def filing(tmp_path: Path) -> Path:
    """Put a filled-in workbook into the folder."""
    return Path(shutil.copy(PINGDINGSHAN, tmp_path / "自评表.xlsx"))


def test_score_workbook(filing: Path) -> None:
    report = score_workbook(str(filing))
    assert report.scorecard == audit_workbook(filing).scorecard
    assert filing.with_name("自评表.评分.xlsx").is_file()
    with pytest.raises(OutputError, match="--force"):
        score_workbook(filing)
    with pytest.raises(UsageError, match="原文件不会被改动"):
        score_workbook(filing, filing, force=True)


def test_what_we_added_is_no_part_of_the_filing(filing: Path) -> None:
    score_workbook(filing)
    original, copy = audit_file(filing), audit_file(copy_path(filing))
    assert copy.report.filing == original.report.filing
    assert copy.report.findings == original.report.findings
    assert copy.report.unchecked == original.report.unchecked


def test_a_file_that_changes_meanwhile_is_not_scored(filing: Path) -> None:
    audited = audit_file(filing)
    shutil.copy(ZHENGZHOU, filing)
    target = copy_path(filing)
    with pytest.raises(WorkbookError, match="被改动了"):
        write_copy(audited, target)
    assert not target.exists()


@pytest.mark.parametrize(
    ("name", "copy"),
    [
        ("自评表.xlsx", "自评表.评分.xlsx"),
        ("自评表.XLSM", "自评表.评分.xlsm"),
        ("自评表.et", "自评表.评分.xlsx"),
        ("自评表.评分.xlsx", "自评表.评分.xlsx"),
        ("a.b.xlsx", "a.b.评分.xlsx"),
    ],
)
def test_name_of_the_copy(name: str, copy: str) -> None:
    assert copy_path(Path("夹", name)) == Path("夹", copy)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"title = 'a'"])
def test_scheme_file_that_will_not_do(content: bytes | None, filing: Path, tmp_path: Path) -> None:
    path = tmp_path / "方案.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SchemeError, match=r"方案\.toml"):
        audit_workbook(filing, str(path))
