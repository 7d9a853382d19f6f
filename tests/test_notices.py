"""What the reader is told of the file itself."""

from __future__ import annotations

from dataclasses import replace

from tests import grid
from xlaudit.audit import audit
from xlaudit.schemes.load import load_scheme
from xlaudit.workbook.snapshot import Snapshot

FUNDS = """
单位：万元
资金来源|年初预算|预算调整|调整后预算|全年执行数|预算执行率|分值|自评得分
年度资金总额|1000|0|1000|950|95%|10|10
"""


def notices(snapshot: Snapshot) -> str:
    return "\n".join(audit(snapshot, load_scheme("henan-zhengzhou-2022")).notices)


def test_a_reconstructed_scheme_says_so() -> None:
    assert "重建" in notices(grid.workbook(grid.sheet(FUNDS)))


def test_what_limits_the_audit_is_said() -> None:
    plain = grid.workbook(grid.sheet(FUNDS))
    assert "宏" in notices(replace(plain, has_macros=True))
    assert "另存为 .xlsx" in notices(replace(plain, values_only=True))
    assert "上年.xlsx" in notices(replace(plain, external_links=("上年.xlsx",)))
    assert "宏" not in notices(plain)


def test_hidden_sheets_are_named() -> None:
    hidden = replace(grid.sheet(FUNDS, name="旧表"), state="hidden")
    assert "旧表" in notices(grid.workbook(grid.sheet(FUNDS), hidden))
