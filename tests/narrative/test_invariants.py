"""What must change nothing: units, widths, line breaks, spaces, an unrelated sentence, the order of items."""

from __future__ import annotations

import random
import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from tests.narrative.texts import check_text
from xlaudit.narrative import Narrative

CASES = Path(__file__).parents[1] / "cases"
TEXTS = [
    case[key].strip()
    for name in ("narrative.toml", "narrative_silent.toml")
    for case in tomllib.loads((CASES / name).read_text("utf-8"))["case"]
    for key in ("right", "wrong", "text")
    if key in case
]
UNRELATED = "我单位高度重视此项工作，主要领导多次听取汇报，分管领导具体负责。"


def outcome(narrative: Narrative) -> tuple[list, list]:
    """Relations by kind, verdict and number of figures; causes by severity and kind."""
    relations = sorted((r.kind, r.verdict, len(r.operands)) for r in narrative.relations)
    causes = sorted((c.severity, c.kind) for c in (*narrative.causes, *narrative.further))
    return relations, causes


def wide(text: str) -> str:
    return text.translate(str.maketrans("0123456789.%-", "０１２３４５６７８９．％－"))


def narrow(text: str) -> str:
    return re.sub(r"(?<!\d)，|，(?!\d)", ",", text).translate(str.maketrans("（）；：", "();:"))


def in_yuan(text: str) -> str:
    """Every 万元 as 元, to the last printed digit."""

    def rescaled(match: re.Match[str]) -> str:
        number = Decimal(match[1]) * 10000
        return f"{number:.0f}元" if number == number.to_integral_value() else match[0]

    return re.sub(r"(\d+(?:\.\d+)?)万元", rescaled, text)


def broken(text: str) -> str:
    """A line break after every 19th character of a long line, as a PDF has it."""
    lines = []
    for line in text.split("\n"):
        pieces = [line[place : place + 29] for place in range(0, len(line), 29)]
        lines.append("\n".join(pieces))
    return "\n".join(lines)


def spaced(text: str) -> str:
    chance = random.Random(7)
    return re.sub(r"(?<=[^\d\s,.])(?=\d)", lambda _: chance.choice(["", " ", "  "]), text)


def with_unrelated(text: str) -> str:
    return f"{UNRELATED}\n{text}\n{UNRELATED}"


@pytest.mark.parametrize("change", [wide, narrow, spaced, with_unrelated], ids=lambda f: f.__name__)
@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:18])
def test_form_changes_nothing(text: str, change) -> None:
    assert outcome(check_text(change(text))) == outcome(check_text(text))


@pytest.mark.parametrize("text", [t for t in TEXTS if "\n" not in t], ids=lambda text: text[:18])
def test_line_breaks_of_a_pdf_change_nothing(text: str) -> None:
    assert outcome(check_text(broken(text))) == outcome(check_text(text))


@pytest.mark.parametrize(
    "text",
    [t for t in TEXTS if re.search(r"\d万元", t) and "≤" not in t],
    ids=lambda text: text[:18],
)
def test_the_unit_of_account_changes_nothing_that_is_said(text: str) -> None:
    narrative = check_text(text)
    if any(relation.verdict == "rounding" for relation in narrative.relations):
        return  # whole 万元 may be off by one, whole 元 may not
    before, after = outcome(narrative)[1], outcome(check_text(in_yuan(text)))[1]
    assert [c for c in before if c[0] == "错误"] == [c for c in after if c[0] == "错误"]


ITEMS = ["人员经费512.3万元", "公用经费98.76万元", "项目经费190.5万元", "其他支出12.44万元"]


@pytest.mark.parametrize("total", ["814.00", "841.00"])
def test_the_order_of_items_changes_nothing(total: str) -> None:
    chance = random.Random(3)
    outcomes = set()
    for _ in range(6):
        items = chance.sample(ITEMS[:3], 3) + ITEMS[3:]
        narrative = check_text(f"全年支出{total}万元，其中：{'；'.join(items)}。")
        outcomes.add(str(outcome(narrative)))
    assert len(outcomes) == 1
    assert ("错误" in outcomes.pop()) == (total == "841.00")


def test_passages_and_lines_are_alike() -> None:
    """One report in one cell, or a cell for each paragraph: the same relations."""
    texts = [text for text in TEXTS if "\n" not in text][:12]
    together, apart = check_text("\n".join(texts)), check_text(*texts)
    assert outcome(together) == outcome(apart)
    assert [f.text for f in together.figures] == [f.text for f in apart.figures]
