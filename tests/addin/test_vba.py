"""The shipped ribbon module, run in an interpreter: what is enabled, and what a click does."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyopenvba.exceptions import VBARuntimeError

from tests.addin.built import addin_file
from tests.addin.vba import BUTTONS, Excel
from xlaudit.addin.settings import FOLDER_CELL

NEEDS_BOOK = {"score", "check"}
NEEDS_RESULTS = {"restore", "previous_finding", "next_finding", "decide"}


@pytest.fixture
def excel(tmp_path: Path) -> Excel:
    application = Excel(addin_file(tmp_path))
    application.load_ribbon()
    return application


def enabled(excel: Excel) -> set[str]:
    return {button for button in BUTTONS if excel.enabled(button)}


def test_without_a_workbook_only_what_needs_none_is_enabled(excel: Excel) -> None:
    assert enabled(excel) == set(BUTTONS) - NEEDS_BOOK - NEEDS_RESULTS
    assert excel.enabled("new.sichuan-2022")


def test_with_a_workbook_it_can_be_scored(excel: Excel) -> None:
    excel.open_book("自评表", "基础信息")
    assert enabled(excel) == set(BUTTONS) - NEEDS_RESULTS


@pytest.mark.parametrize("name", ["核对结果", "核对结果 (2)"])
def test_with_our_results_findings_can_be_walked(excel: Excel, name: str) -> None:
    excel.open_book("自评表", name)
    assert enabled(excel) == set(BUTTONS)


@pytest.mark.parametrize("name", ["核对", "结果", "我的核对结果", "核对結果"])
def test_a_sheet_of_another_name_is_not_ours(excel: Excel, name: str) -> None:
    excel.open_book(name)
    assert not NEEDS_RESULTS & enabled(excel)


def test_what_counts_is_the_workbook_in_front(excel: Excel) -> None:
    excel.open_book("核对结果")
    excel.open_book("自评表")
    assert not excel.enabled("restore")


@pytest.mark.parametrize("button", sorted(set(BUTTONS) - {"consolidate"}))
def test_a_click_runs_one_fixed_command(excel: Excel, button: str) -> None:
    excel.open_book("核对结果")
    command = f"import xlaudit.addin.ribbon; xlaudit.addin.ribbon.dispatch('{button}')"
    assert excel.click(button, "正在运行…") == [f"python {command}", "status 正在运行…"]
    assert excel.application.status_bar is False
    assert excel.ribbon.invalidated == 2


def test_only_a_click_runs_python_and_only_once(excel: Excel) -> None:
    command = "import xlaudit.addin.ribbon; xlaudit.addin.ribbon.dispatch('about')"
    excel.host.run("RunPython", command)
    assert excel.host.console == []
    assert excel.click("about")
    printed = list(excel.host.console)
    excel.host.run("RunPython", command)
    assert excel.host.console == printed


def test_a_command_is_allowed_once(excel: Excel) -> None:
    """While Python works, the workbook recalculates, and its formulas may ask again."""
    excel.open_book("自评表")
    excel.host.run("AskAgain")
    assert excel.click("score")[-1] == "again False"


def test_a_scheme_of_the_menu_is_the_argument(excel: Excel) -> None:
    python, _ = excel.click("new.henan-zhengzhou-2022", "正在新建…")
    assert python.endswith("ribbon.dispatch('new', 'henan-zhengzhou-2022')")


@pytest.mark.parametrize(
    "button",
    [
        *("", "delete", "SCORE", "score ", "score'); import os #", "new", "new.", "new.a'b"),
        *("new.A", "new.a b", "new.a/../b", 'new."', "new.方案", "new.a\nimport os", "xnew.a"),
    ],
)
def test_an_id_that_is_not_ours_runs_nothing(excel: Excel, button: str) -> None:
    excel.open_book("核对结果")
    assert not excel.enabled(button)
    assert excel.click(button) == []
    with pytest.raises(VBARuntimeError):
        excel.host.run("RibbonXlaudit.PythonCommand", button)


def test_a_disabled_button_does_nothing(excel: Excel) -> None:
    """The state may be stale: the last workbook was closed a moment ago."""
    assert excel.click("score") == []
    assert excel.ribbon.invalidated == 1  # so that the button turns grey


@pytest.mark.parametrize(
    "folder",
    [r"D:\报送 2023", r"\\server\share\x'); import os; os.system('calc') #", "D:\\=1+1", r"E:\001"],
)
def test_a_chosen_folder_is_handed_over_as_text(excel: Excel, folder: str) -> None:
    dialog = excel.choose(folder)
    command = "import xlaudit.addin.ribbon; xlaudit.addin.ribbon.dispatch('consolidate')"
    assert excel.click("consolidate", "正在汇总…") == [f"python {command}", "status 正在汇总…"]
    assert excel.own_cell(FOLDER_CELL) == folder
    assert (dialog.title, dialog.many) == ("选择各部门自评表所在的文件夹", False)


def test_no_folder_chosen_runs_nothing(excel: Excel) -> None:
    excel.choose("")
    assert excel.click("consolidate") == []


def test_a_ribbon_that_was_lost_is_no_failure(tmp_path: Path) -> None:
    excel = Excel(addin_file(tmp_path))  # never loaded, as after a reset of VBA
    excel.open_book("自评表")
    assert len(excel.click("score")) == 2


def test_what_an_action_says_at_its_end_stays_in_the_status_bar(excel: Excel) -> None:
    excel.open_book("自评表", "核对结果")
    excel.host.run("SayAtTheEnd", "第 2 处，共 3 处")
    excel.click("next_finding", "正在查找下一处…")
    assert excel.application.status_bar == "第 2 处，共 3 处"


def test_a_failure_is_told_once_and_leaves_everything_usable(excel: Excel) -> None:
    excel.open_book("自评表")
    excel.host.run("FailWith", "Could not load xlwings64.dll")
    excel.click("score", "正在评分…")
    ((_, prompt, title, _),) = excel.host.dialogs
    assert prompt.startswith("没有运行成功")
    assert prompt.endswith("Could not load xlwings64.dll")
    assert title == "xlaudit"
    assert excel.application.status_bar is False
    assert excel.enabled("score")


def test_buttons_are_disabled_while_one_runs(tmp_path: Path) -> None:
    excel = Excel(addin_file(tmp_path))
    excel.open_book("自评表")
    seen = []
    excel.ribbon.watch = lambda: seen.append(excel.enabled("score"))
    excel.load_ribbon()
    excel.click("score")
    assert seen == [False, True]


@pytest.mark.parametrize("event", ["WorkbookActivate", "WorkbookDeactivate", "SheetActivate"])
def test_buttons_are_asked_again_when_something_else_comes_up(excel: Excel, event: str) -> None:
    excel.host.run("ThisWorkbook.Workbook_Open")
    excel.open_book("自评表")
    excel.happen(event)
    assert excel.ribbon.invalidated == 1


def test_functions_are_described_once_a_workbook_is_open(excel: Excel) -> None:
    excel.host.run("ThisWorkbook.Workbook_Open")
    assert excel.application.described == []
    for _ in range(2):
        excel.open_book("自评表")
        excel.happen("WorkbookActivate")
    described = [macro for macro, _, _ in excel.application.described]
    assert described
    assert len(described) == len(set(described))


def test_functions_are_described_in_the_wizard(excel: Excel) -> None:
    excel.host.run("DescribeFunctions")
    names = [macro for macro, _, _ in excel.application.described]
    assert names == [
        f"'xlaudit.xlam'!XA_{name}" for name in ("CHECK", "GRADE", "NUMBER", "RATE", "SCORE")
    ]
    assert all(text and arguments for _, text, arguments in excel.application.described)
    described = {
        macro.rpartition("_")[2]: arguments for macro, _, arguments in excel.application.described
    }
    assert {name: len(each) for name, each in described.items()} == {
        "CHECK": 1, "GRADE": 2, "NUMBER": 1, "RATE": 2, "SCORE": 5,
    }  # fmt: skip
