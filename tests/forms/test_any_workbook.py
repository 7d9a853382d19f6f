"""Whatever a workbook holds, reading it gives a filing or a FormError, never another exception."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.forms.paper import HENAN, MOF, SICHUAN, sheet
from tests.property.strategies import modest
from xlaudit.errors import FormError
from xlaudit.forms import read_filing, recognise
from xlaudit.forms.filing import Filing
from xlaudit.schemes.load import load_all, load_scheme
from xlaudit.workbook.place import Area
from xlaudit.workbook.snapshot import Cell, ErrorValue, Sheet, Snapshot

_WORDS = """
    一级指标 二级指标 三级指标 指标性质 指标值 年度指标值 度量单位 实际完成值 分值 得分 自评得分 系统得分 差异 说明
    偏差原因 资金来源 年初预算数 预算调整 全年预算数（万元） 全年执行数 执行率（%） 项目名称 预算数 实际支出
    数据名称 数值 单位：万元 单位：元 年度资金总额 其中：财政拨款 一般公共预算 其他资金 合计 小计 总分 评价等级
    优 优□良☑ 投入管理指标（30分） 产出指标 预算执行率 工作任务科学性 三公经费 基本支出 ≥90% ≤ % 0.8756 — 无
    部门名称 示例县档案局 （2022年度） 年度 2022 全年预算100万元，执行80万元。 注：略 填表人： 10% 95%以上 1,234.5
"""
WORDS = _WORDS.split()
FORMATS = (
    "General",
    "0.00%",
    "#,##0.00",
    '0.00"万元"',
    "yyyy-mm-dd",
    "0!.0,",
    ";;;",
    '"',
    "[h]:mm",
    "@",
)

numbers = st.one_of(
    st.decimals(-1000, 10**6, places=2),
    st.sampled_from(
        [
            Decimal(text)
            for text in ("0", "1", "-0.0", "1E+300", "1E-300", "1E+999", "NaN", "Infinity")
        ]
    ),
)
values = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS),
    numbers,
    st.text(max_size=12),
    st.booleans(),
    st.none(),
    st.just(ErrorValue("#REF!")),
)
cells = st.builds(
    Cell, values, st.none() | st.just("SUM(A1:A2)"), st.sampled_from(FORMATS) | st.text(max_size=6)
)
corner = st.integers(1, 9)


@st.composite
def areas(draw: st.DrawFn) -> Area:
    top, left = draw(corner), draw(corner)
    return Area(top, left, top + draw(st.integers(0, 4)), left + draw(st.integers(0, 70)))


sheets = st.builds(
    Sheet,
    st.sampled_from(("自评表", "资金", "核对结果", "说明", "自评报告")),
    st.dictionaries(st.tuples(corner, corner), cells, max_size=60),
    st.sampled_from(("visible", "visible", "hidden")),
    st.lists(areas(), max_size=4).map(tuple),
)
workbooks = st.builds(
    Snapshot,
    st.just("自评表.xlsx"),
    st.lists(sheets, max_size=3, unique_by=lambda sheet: sheet.name).map(tuple),
    properties=st.sampled_from(({}, {"xlaudit.scheme": "x"}, {"xlaudit.scheme": SICHUAN})),
    date1904=st.booleans(),
)


@modest
@given(workbooks, st.sampled_from((HENAN, MOF, SICHUAN)))
def test_reading(snapshot: Snapshot, scheme: str) -> None:
    with suppress(FormError):
        filing = read_filing(snapshot, load_scheme(scheme))
        assert_sound(filing, snapshot)


FORM = sheet(
    """
    部门名称|示例县档案局||年度|2022||||
    单位：万元||||||||
    资金来源|年初预算|预算调整|调整后预算|全年执行数|执行率|分值|得分|原因
    年度资金总额|100|20|120|110|91.67%|10|9.17|
    其中：财政拨款|100|20|120|110|91.67%|—|—|
    一级指标|二级指标|三级指标|年度指标值|<|实际完成值|分值|得分|偏差原因
    投入管理指标（30分）|工作目标管理|工作任务科学性|科学|<|科学|1|1|
    ^|预算和财务管理|预算执行率|≥|90%|91.67%|2|2|
    ^|资产管理规范性|<|规范|<|规范|2|2|
    小计|<|<|<|<|<|30|29|
    产出指标|工作|窗口服务|≥|99%|0.985|25|24|设备检修
    合计|<|<|<|<|<|100|98|
    评价等级|优□良☑|||||||
    项目名称|预算数|支出数|自评得分|||||
    大厅运维|50|45|95|||||
    合计|50|45||||||
    """
)


@st.composite
def damaged_forms(draw: st.DrawFn) -> Snapshot:
    """Draw a whole form with some cells overwritten, emptied and merged."""
    changes = draw(st.dictionaries(st.sampled_from(sorted(FORM.cells)), cells, max_size=12))
    more = draw(st.lists(areas(), max_size=2))
    made = replace(FORM, cells={**FORM.cells, **changes}, merged=(*FORM.merged, *more))
    return Snapshot("自评表.xlsx", (made,))


@modest
@given(damaged_forms(), st.sampled_from((HENAN, MOF)))
def test_reading_a_damaged_form(snapshot: Snapshot, scheme: str) -> None:
    with suppress(FormError):
        assert_sound(read_filing(snapshot, load_scheme(scheme)), snapshot)


@modest
@given(workbooks)
def test_recognising(snapshot: Snapshot) -> None:
    with suppress(FormError):
        assert recognise(snapshot, load_all()) in load_all()


def assert_sound(filing: Filing, snapshot: Snapshot) -> None:
    """Every statement stands in a cell that holds something; nothing is bound or counted twice."""
    stated = [
        *filing.facts.values(),
        filing.department,
        filing.year,
        filing.total_score,
        filing.grade,
    ]
    stated += [each for _, *pair in filing.duplicates for each in pair]
    stated += [each for row in filing.funds for each in row.facts.values()]
    for row in filing.indicators:
        stated += [row.actual, row.points, row.score, row.reason]
    for each in stated:
        if each is not None:
            assert each.text.strip()
            assert (
                snapshot.sheet(each.place.sheet).value(each.place.row, each.place.column)
                is not None
            )
    bound = [row.indicator.id for row in filing.indicators if row.indicator]
    assert len(bound) == len(set(bound))
    unfilled = {each.id for each in filing.unfilled}
    filled = {
        row.indicator.id for row in filing.indicators if row.indicator and (row.actual or row.score)
    }
    assert not unfilled & filled
    blocks = [each.block for each in filing.blocks]
    assert len(blocks) == len(set(blocks))
