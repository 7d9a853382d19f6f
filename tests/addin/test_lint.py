"""The ribbon's XML and its VBA fit each other, and fit what Office allows."""

from __future__ import annotations

import re
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from tests.addin.built import MACROS, built
from tests.addin.vba import BUTTONS, decompiled
from xlaudit.addin.ribbon import ACTIONS
from xlaudit.output.result_sheet import RESULTS
from xlaudit.schemes.load import scheme_ids

NAMESPACE = "{http://schemas.microsoft.com/office/2009/07/customui}"
LABELS = (
    *("评分", "核对", "恢复评分前", "上一处", "下一处", "处理意见"),
    *("汇总文件夹…", "新建自评表", "规则说明", "方案", "关于"),
)
# What Office calls each attribute's procedure with.
SIGNATURES = {
    "onLoad": ("ribbon As IRibbonUI",),
    "onAction": ("control As IRibbonControl",),
    "getEnabled": ("control As IRibbonControl", "ByRef returnedVal"),
}


@pytest.fixture(scope="module")
def ribbon() -> ET.Element:
    with ZipFile(BytesIO(built())) as package:
        return ET.fromstring(package.read("customUI/customUI14.xml"))


@pytest.fixture(scope="module")
def modules() -> dict[str, str]:
    return decompiled(built())


def buttons(ribbon: ET.Element) -> list[ET.Element]:
    return list(ribbon.iter(f"{NAMESPACE}button"))


def test_every_callback_is_there_with_its_signature(
    ribbon: ET.Element, modules: dict[str, str]
) -> None:
    named = [
        (attribute, value)
        for element in ribbon.iter()
        for attribute, value in element.attrib.items()
        if attribute.startswith(("on", "get"))
    ]
    assert len(named) > 2 * len(BUTTONS)
    for attribute, value in named:
        module, _, procedure = value.partition(".")
        found = re.search(rf"^Public Sub {procedure}\((.*)\)$", modules[module], re.MULTILINE)
        assert found is not None, value
        assert tuple(found[1].split(", ")) == SIGNATURES[attribute], value


def test_every_button_has_callbacks_tips_an_icon_and_a_label(ribbon: ET.Element) -> None:
    for button in buttons(ribbon):
        assert button.get("onAction") == "RibbonXlaudit.ButtonClicked"
        assert button.get("getEnabled") == "RibbonXlaudit.ButtonEnabled"
        for attribute in ("label", "imageMso", "tag", "supertip"):
            assert button.get(attribute), (button.get("id"), attribute)


def test_the_tab_has_the_promised_buttons_in_their_order(ribbon: ET.Element) -> None:
    (tab,) = ribbon.iter(f"{NAMESPACE}tab")
    assert tab.get("label") == "绩效自评"
    assert tuple(each.get("label") for group in tab for each in group) == LABELS
    sizes = {each.get("size", "normal") for group in tab for each in group}
    assert sizes == {"large", "normal"}


def test_ids_are_unique_and_tips_short_enough(ribbon: ET.Element) -> None:
    ids = [each.get("id") for each in ribbon.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    for each in ribbon.iter():
        for attribute in ("label", "screentip", "supertip", "tag"):
            assert len(each.get(attribute, "")) <= 1024
    tips = [each.get("keytip") for each in ribbon.iter() if each.get("keytip")]
    assert all(tip.isascii() and len(tip) <= 3 for tip in tips)
    assert len(tips) == len(set(tips))


def test_every_button_has_an_action(ribbon: ET.Element) -> None:
    names = [button.get("id", "").partition(".")[::2] for button in buttons(ribbon)]
    assert {name for name, scheme in names if not scheme} == set(BUTTONS)
    assert {scheme for name, scheme in names if name == "new"} == set(scheme_ids())
    assert {name for name, _ in names} == set(ACTIONS)


def test_vba_is_ascii(modules: dict[str, str]) -> None:
    for name, source in modules.items():
        assert source.isascii(), name
    for path in (*MACROS.glob("*.bas"), *MACROS.glob("*.cls")):
        assert path.read_bytes().isascii(), path.name


def test_the_sheet_that_enables_buttons_is_the_one_that_is_written(modules: dict[str, str]) -> None:
    points = re.findall(r"ChrW\(&H([0-9A-F]{4})\)", modules["RibbonXlaudit"])
    assert "".join(chr(int(point, 16)) for point in points) == RESULTS


def test_events_are_heard_by_their_names(modules: dict[str, str]) -> None:
    """Excel calls an event's procedure only where its name and its arguments are exactly these."""
    source = modules["ThisWorkbook"]
    assert "Private WithEvents watched As Application" in source
    heard = re.findall(r"^Private Sub (\w+)\((.*)\)$", source, re.MULTILINE)
    assert dict(heard) == {
        "Workbook_Open": "",
        "watched_WorkbookActivate": "ByVal Wb As Workbook",
        "watched_WorkbookDeactivate": "ByVal Wb As Workbook",
        "watched_SheetActivate": "ByVal Sh As Object",
    }


def test_our_modules_declare_what_they_use(modules: dict[str, str]) -> None:
    for name in ("RibbonXlaudit", "ThisWorkbook"):
        assert "Option Explicit" in modules[name]
        # Neither programs nor files are reached from VBA.
        for word in ("Shell", "CreateObject", "Declare", "Kill", "Evaluate", "Open "):
            assert word not in modules[name]
