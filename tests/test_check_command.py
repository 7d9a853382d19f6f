"""``xlaudit check`` on texts: what it says, what it writes, how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

RIGHT = "全年预算数3082.64万元，全年执行数2699.18万元，预算执行率87.56%。"
WRONG = RIGHT.replace("87.56", "85.76")


def check(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "xlaudit", "check", *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=False, timeout=60)


def test_a_contradiction_is_told_with_both_figures(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(WRONG, encoding="utf-8")
    result = check(str(path))
    said = result.stdout.decode()
    assert result.returncode == 1
    assert "报告.txt 第1段: XA402 错误" in said
    assert "85.76%" in said
    assert "87.56%" in said
    assert "识别 3 个数字：已核 0，有误 1，未核 2" in said


def test_standard_input_in_an_old_encoding() -> None:
    result = check("-", given=RIGHT.encode("gb18030"))
    assert result.returncode == 0
    assert "识别 3 个数字：已核 3，有误 0，未核 0" in result.stdout.decode()


@pytest.mark.parametrize(
    "text", ["一", "。，；！", "（（（", "预算0万元，执行率0%。", "-5万元" * 9]
)
def test_odd_texts_end_quietly(text: str) -> None:
    result = check("-", given=text.encode())
    assert result.returncode in (0, 1)
    assert b"Traceback" not in result.stderr
    assert "识别" in result.stdout.decode()


def test_json(tmp_path: Path) -> None:
    path = tmp_path / "报告.md"
    path.write_text(WRONG, encoding="utf-8")
    value = json.loads(check(str(path), "--format", "json").stdout)
    assert value["schema"] == "xlaudit.text/1"
    assert value["coverage"]["wrong"] == 1


def test_page_is_written_once(tmp_path: Path) -> None:
    path, page = tmp_path / "报告.txt", tmp_path / "核对.html"
    path.write_text(WRONG, encoding="utf-8")
    assert check(str(path), "--html", str(page)).returncode == 1
    first = page.read_bytes()
    again = check(str(path), "--html", str(page))
    assert again.returncode == 2
    assert b"Traceback" not in again.stderr
    assert page.read_bytes() == first


def test_bad_input_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "坏.txt"
    path.write_bytes(bytes(range(256)))
    for arguments in ((str(path),), (str(tmp_path / "没有.txt"),)):
        result = check(*arguments)
        assert result.returncode == 2
        assert result.stdout == b""
        assert len(result.stderr.decode().strip().splitlines()) == 1


def test_nothing_to_read_is_no_clean_report() -> None:
    """A pipe whose first command failed hands over nothing: that is not “no findings”."""
    result = check("-", given=b"")
    assert result.returncode == 2
    assert result.stdout == b""
    assert "“标准输入”里没有文字" in result.stderr.decode()


def test_what_a_template_left_is_told(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("会议费支出3.2万元，比上年增加（减少）0.4万元。", encoding="utf-8")
    result = check(str(path))
    assert result.returncode == 1
    assert "报告.txt 第1段: XA410 待核实 “增加（减少）0.4万元”" in result.stdout.decode()


def test_kinds_on_trial_are_shown_on_request_only(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(
        "宣传工作经费12万元，比上年减少3万元，主要原因是宣传工作经费增加。", encoding="utf-8"
    )
    silent, shown = check(str(path)), check(str(path), "--shadow")
    assert silent.returncode == shown.returncode == 0
    assert "试行" not in silent.stdout.decode()
    assert "试行 reason 待核实：3万元，原因写“宣传工作经费增加”" in shown.stdout.decode()
    apart = check(str(path), "--shadow", "--format", "json")
    assert json.loads(apart.stdout)["findings"] == []
    assert "试行 reason" in apart.stderr.decode()
