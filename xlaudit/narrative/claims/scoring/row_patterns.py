"""The patterns of a row of a score in a flat text: every figure is one sign there."""

from __future__ import annotations

import re

from xlaudit.narrative.claims.scoring.flat_text import SIGNS

__all__ = ["FIGURES", "LOSES", "LOSS", "PERCENT", "ROWS", "WON", "WORDS"]

_SCORE, _RATE, _OTHER = SIGNS
FIGURES = _SCORE + _RATE + _OTHER
WORDS = rf"[^，。；：、（）\n{FIGURES}]"
_WHO = r"(?:本次|本年度?|综合|最终|实际|评价|自评|自我评价|考核|评审|核定)*"
WON = rf"(?:的(?:该|此|这)?项?指标)?{_WHO}(?:自评得分|得分|得|实得|自评分|自评|评分|打分|评)(?:情况)?[为是：]*"
_FULL = r"(?:满分值?|权重分?值?|指标?分值|分值|标准分值?|总分值?|赋分|应得分?)[为是：]*"
_FULL_MARKS = r"[，、]?(?:自评|实际)?(?:得满分|得全分|未扣分|不扣分|未失分|不失分|全部得分|满分(?=[，；。）]))"
LOSES = r"(?:扣除?|扣减|失|丢)(?:了|分)*[为是]*"
LOSS = rf"(?P<reason>{WORDS}{{0,14}}?){LOSES}(?P<lost>{_SCORE})"
_OF_ONE = r"(?<!共)(?<!总)(?<![合共总累小]计)"  # 合计扣6.4分 behind the last row is of all rows
_OWN_LOSS = rf"(?P<reason>{WORDS}{{0,14}}?){_OF_ONE}{LOSES}(?P<lost>{_SCORE})"
PERCENT = rf"(?:得分率|得分比例|得分比率)[为是达：]*(?P<rate>{_RATE})"
_NO_GROUP = re.compile(r"\(\?P<\w+>")


def _bare(pattern: str) -> str:
    """Return a pattern without the names of its groups, so that it may be repeated."""
    return _NO_GROUP.sub("(?:", pattern)


# 10分，按执行率92.4%计算得9.24分; 按该项指标10分计，得9.24分
_RECKONED = rf"(?:计算?(?=[，、]))?[，、：]?(?:[该此本]项(?:指标)?(?=[得自评]))?(?:(?:按照?|依据|根据)[^，。；：、（）\n{_SCORE}]{{0,24}}?)?"
_NOT_WON = r"(?<!扣)(?<!扣分)(?<!失分)(?<!扣除)(?<!(?<!应)得)(?<!得分)(?<!自评)"
_NOTE = r"(?:（[^（）]*）)?"  # 扣2.5分（…扣1分，…扣1.5分），得37.5分
_PARTS = rf"(?P<parts>（[^（）]*{_SCORE}[^（）]*）(?=[，、](?:因此|故)?{LOSES}{_SCORE}))?"  # 得18.9分（甲9.9分、乙9分），扣1.1分
# 满分50分，下设7项二级指标，自评得47.1分
_COUNTED = rf"(?:[，（](?:下设|共设|设有?|包[含括]|含|分为|分设|共有?|细[分化]为?)(?:置|了)?{_OTHER}[^，。；：、（）\n{FIGURES}]{{0,10}}）?(?=，))?"
# 指标分值6分，执行率95.04%，按比例得5.7分
_TOLD = rf"(?:(?<=分值)|(?<=满分)|(?<=权重)|(?<=分值为)|(?<=（)(?={_SCORE}）))(?P<points_told>{_SCORE})）?[，：](?![^。；\n{_SCORE}]*(?:上年|去年|同期|平均|合计|共计|共得|总))[^。；\n{_SCORE}]{{4,100}}?"
_TAIL = rf"(?P<tail>(?:[，、（](?:{_bare(_OWN_LOSS)}|{_bare(PERCENT)})）?)*)"
ROWS = re.compile(
    rf"(?=[{_SCORE}（])(?:"  # every row begins with one of them
    + "|".join(
        (
            # 过程30分，得28.5分; 投入满分20分，扣1分，得19分; 5分扣2分，得3分
            rf"{_NOT_WON}(?P<points>{_SCORE})(?P<middle>(?:(?:[，、（]{_bare(LOSS)}）?|{LOSES}{_SCORE}){_NOTE}后?)?){_COUNTED}{_RECKONED}{WON}(?P<mark>{_SCORE}){_PARTS}{_TAIL}",
            # 投入（满分20分）得19分; 预算执行（10分）9.00分
            rf"（(?:{_FULL})?(?P<points_in>{_SCORE})(?:满分)?）(?P<middle_in>(?:[，、]?{_bare(LOSS)}[，、]?)?)[，：]?(?:{WON})?(?P<mark_in>{_SCORE}){_PARTS.replace('parts', 'parts_in')}{_TAIL.replace('tail', 'tail_in')}",
            # 产出50分，数量、质量、时效各…，依次得…，小计47.7分; 满意度10分，…，折算得8.81分; 时效10分，…户…，扣1.5分，得8.5分
            rf"{_NOT_WON}(?P<points_sub>{_SCORE})[，：、）](?:[^。；\n]{{0,80}}?小计|[^。；\n{_SCORE}]{{0,80}}?[折换]算|[^。；\n{_SCORE}]{{4,80}}?，{LOSES}{_SCORE}，)(?:自评|实际)?(?:得分?)?[为是]?(?P<mark_sub>{_SCORE})",
            rf"{_TOLD}(?:得分?|自评|评分)[为是]?(?P<mark_told>{_SCORE})(?=[，；。）]|$)",
            # 得3.5分（满分5分）; 产出48.6分（50分）; 产出48.6分/50分; 得8.9分（满分10分，按执行率折算）
            rf"(?P<mark_front>{_SCORE})(?:(?P<stroke>[/／])|（(?:共|该项)?(?:{_FULL})?)(?P<points_behind>{_SCORE})(?(stroke)|(?:满分)?(?:，按{WORDS}{{1,14}})?）){_TAIL.replace('tail', 'tail_behind')}",
            # 得19分，满分20分; 扣1.5分，得8.5分，该指标满分10分
            rf"(?:(?<=得)|(?<=得分)|(?<=自评))(?P<mark_then>{_SCORE})[，、](?:该项?|本项?|其)?(?:指标)?{_FULL}(?P<points_then>{_SCORE})",
            # 满意度10分，得满分; （10分）得满分
            rf"(?P<points_full>{_SCORE})）?{_FULL_MARKS}",
        )
    )
    + ")"
)
