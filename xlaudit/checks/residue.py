"""XA410: sentences of a template that nobody finished."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from xlaudit.checks.finding import Finding, Severity
from xlaudit.checks.registry import Context, Outcome, check
from xlaudit.forms.filing import Passage
from xlaudit.narrative.residue import Residue, residues

__all__ = ["residue_findings"]

_SAID = {
    "directions": "“{}”同时留着增、减两个方向，请删去不适用的一个",
    "blank": "“{}”没有填数",
    "instruction": "“{}”像是填表说明，请核对是不是忘了删去",
}
_MORE = 12  # characters of a figure that follow the two directions


def residue_findings(passages: Sequence[Passage]) -> Iterator[Finding]:
    """Yield what a template left in each passage, a finding for each kind."""
    for passage in passages:
        for found in residues(passage.text):
            yield _finding(passage, found)


def _finding(passage: Passage, found: Residue) -> Finding:
    words = passage.text[found.start : found.end]
    if found.kind == "directions":
        words += passage.text[found.end : found.end + _MORE].split("，")[0].split("。")[0]
    words = "".join(words.split())
    more = f"；同一段另有{found.more}处" if found.more else ""
    return Finding(
        "XA410",
        Severity.DOUBT,
        _SAID[found.kind].format(words) + more,
        replace(passage.place, start=found.start, end=found.end),
        quote=words,
        subject=found.kind,
    )


@check("XA410", "套用的句子没有改完")
def templates(context: Context) -> Outcome:
    """文字里留着模板的痕迹：增加（减少）两个方向都在、该填数的地方空着、填表说明没有删去。

    ## 为什么
    报告多由上年的或别人的文稿改成，没有改完的地方一公开就是笑话，读的人也不知道是增是减。

    ## 例
    不符：比上年增加（减少）0.4万元；全年接待____批次，支出XX万元。
    相符：比上年减少0.4万元；全年接待12批次，支出0.86万元。

    ## 不查什么
    后面没有数字的“增加（减少）情况”之类的标题，不查。
    """
    yield from residue_findings(context.filing.passages)
