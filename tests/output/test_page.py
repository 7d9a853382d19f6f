"""The page of a checked text: complete, inert, and without the network."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from xlaudit.audit import TextReport, audit_text
from xlaudit.checks.finding import Decision
from xlaudit.forms.filing import Passage
from xlaudit.output.page import Checked, page
from xlaudit.workbook.place import Place

WRONG = "全年预算数3082.64万元，全年执行数2699.18万元，预算执行率85.76%。另发手册120册。"


def report(*texts: str) -> TextReport:
    passages = (
        Passage(text, Place("报告.txt", row, 0), "report") for row, text in enumerate(texts, 1)
    )
    return audit_text("报告.txt", "ab" * 32, tuple(passages))


def made(*texts: str, decided: str = "", remark: str = "") -> str:
    """Make the page; ``decided`` was noted beside the first finding."""
    found = report(*texts)
    noted = {found.findings[0].key: Decision(decided, remark)} if decided else {}
    return page(
        Checked(
            *(found.source, found.sha256, "示例方案，重建（未见通知原文）", found.passages),
            found.narrative,
            found.findings,
            noted,
        )
    )


class Reader(HTMLParser):
    """Collects tags, attributes and the visible text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


def test_every_figure_is_marked_by_its_status() -> None:
    html = made(WRONG)
    assert "<span class=error tabindex=0>85.76%" in html
    assert "<span class=unchecked>120册</span>" in html
    assert "2699.18万元÷3082.64万元" in html
    assert "不符" in html


def test_findings_link_into_the_text() -> None:
    reader = read(made("第一段没有数。", WRONG))
    (link,) = [attrs["href"] for tag, attrs in reader.tags if tag == "a"]
    assert link is not None
    assert link.removeprefix("#") in {attrs.get("id") for _, attrs in reader.tags}


def test_the_whole_text_is_there_once() -> None:
    html = re.sub(r"<span class=tip>.*?</span>|<sup>.*?</sup>", "", made(WRONG))
    assert WRONG in read(html).text


def test_paper_gets_a_numbered_note_for_what_is_wrong() -> None:
    html = made(WRONG, "现有车辆18辆（执法用车11辆、应急用车5辆、其他用车3辆）。")
    assert re.findall(r"<sup>(\d)</sup>", html) == ["1", "2"]
    notes = html[html.index("<section class=notes>") :]
    assert notes.count("<li>") == 2
    assert "2699.18万元÷3082.64万元 → 87.560662%，写作 85.76%：不符" in notes
    assert "<section class=notes>" not in made(WRONG.replace("85.76", "87.56"))


def test_markup_of_the_text_is_inert() -> None:
    evil = '<script>alert(1)</script><img src=x onerror=alert(1)> 全年支出3万元&lt; "引号"'
    reader = read(made(evil))
    assert not {"script", "img"} & {tag for tag, _ in reader.tags}
    assert "<script>alert(1)</script>" in reader.text


def test_nothing_is_fetched() -> None:
    html = made(WRONG)
    reader = read(html)
    assert "http:" not in html
    assert "https:" not in html
    assert "url(" not in html
    assert not [attrs for _, attrs in reader.tags if "src" in attrs]
    assert "default-src 'none'" in html


def test_a_clean_text_says_so_and_bytes_repeat() -> None:
    text = WRONG.replace("85.76", "87.56")
    assert "没有发现矛盾" in made(text)
    assert made(text) == made(text)


TWO = (WRONG, "会议费支出3.2万元，比上年增加（减少）0.4万元。")


def test_what_was_decided_stands_apart() -> None:
    html = made(*TWO, decided="属实不改", remark="局长<已阅>")
    still, handled = html[html.index("<h2>发现") :].split("<h2>已处理 1</h2>")
    assert still.count("<li>") == 1
    assert "XA410" in still
    handled = handled[: handled.index("<h2>全文")]
    assert "<b class=tag-small>属实不改</b>" in handled
    assert "备注：局长&lt;已阅&gt;" in handled
    assert "<span class=tip><i>已处理（属实不改：局长&lt;已阅&gt;）</i>" in html
    assert "原为错误" in handled
    assert "XA402" in handled
    assert "共 2 处：错误 0，待核实 1，提示 0，尾差 0，已处理 1" in html.replace("&nbsp;", " ")


def test_a_figure_that_was_decided_is_no_longer_red() -> None:
    html = made(WRONG, decided="规则误报")
    assert '<span class="error handled" tabindex=0>85.76%' in html
    assert "已处理（规则误报）" in html[html.index("<span class=tip>") :]
    assert "没有待处理的发现。" in html
    assert "没有发现矛盾" not in html


def test_what_is_said_to_be_mended_and_still_stands_is_open() -> None:
    html = made(WRONG, decided="已改")
    assert "<h2>已处理" not in html
    assert "处理意见：已改，但数字仍不符" in html
    assert "<span class=error tabindex=0>85.76%" in html


def test_a_grade_is_told_by_its_band() -> None:
    html = made("自评得分88分，评价等级为“优”（90分以上为优，80分至90分为良）。")
    assert "<i>88分对应“良”：不符</i>" in html
