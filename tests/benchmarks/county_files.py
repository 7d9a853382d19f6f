"""A county of any size for measuring: filings on one form, each with its own figures and a long report."""

# ruff: noqa: SIM905 - words are easier to read as a text than as a list

from __future__ import annotations

import random
from concurrent.futures import ProcessPoolExecutor
from decimal import ROUND_HALF_UP, Decimal
from itertools import repeat
from pathlib import Path

from workbooks.generator.county import SHIPPED, write_department
from workbooks.generator.county_draw import Plan

__all__ = ["LONG", "SHORT", "make_county"]

_PLACES = (
    "青山 清河 云岭 白沙 石桥 东平 西华 南丰 北固 长乐 永安 太平 兴隆 新城 金沙 银川 玉田 宝山 "
    "龙泉 凤鸣 麒麟 松原 柏林 桃源 梅岭 兰溪 竹山 菊园 荷塘 莲湖 枫桥 柳河 杨树 桂林 樟木 榕城 "
    "桐乡 枣阳 桑植 槐荫 榆林 杏花 梨园 石榴 葡萄 樱桃 山楂 核桃 板栗 银杏 水杉 红松 白桦 胡杨 "
    "沙柳 紫荆 丁香 茉莉 玫瑰 牡丹 芍药 海棠 杜鹃 蔷薇 月季 芙蓉 腊梅 水仙 百合 玉兰 木棉 栀子 "
    "迎春 连翘 金桂 银桂 丹桂 石竹 文竹 翠竹 紫竹 罗汉 苍松 翠柏"
).split()
_WORKS = (
    "道路养护 供水改造 校舍维修 河道整治 林木抚育 设备采购 信息系统 人员培训 宣传活动 应急演练 "
    "垃圾清运 照明更换 桥梁加固 管网铺设 农田排灌 病虫防治 质量抽检 档案整理 文物修缮 救助帮扶"
).split()
_SENTENCES = (
    (
        "{work}项目（第{number}期）年初预算{initial}万元，年中追加{added}万元，全年预算{budget}万元，"
        "实际执行{spent}万元，执行率{rate}%，结余{left}万元。"
    ),
    "第{number}期{work}全年预算{budget}万元，全年支出{spent}万元，预算执行率为{rate}%。",
    (
        "{work}（{number}）计划完成{plan}处，实际完成{done}处，完成率{share}%，"
        "其中一季度{first}处、其余季度{rest}处。"
    ),
    (
        "围绕{work}，本年安排{budget}万元，较年初预算{initial}万元增加{added}万元；"
        "按合同进度支付{spent}万元，余款{left}万元转入下年。"
    ),
)
_WHO = "局办公室 财务股 项目股 各乡镇 各街道 业务科室 驻点小组 监理单位 施工单位 村级组织".split()
_WHEN = "年初 一季度 汛期前 上半年 三季度 入冬前 年底前 验收时".split()
_DID = "梳理 完善 落实 核对 公开 检查 督促整改 逐项登记".split()
_WHAT = (
    "管理制度 目标清单 资金台账 合同条款 进度安排 验收资料 公示内容 问题清单 群众意见 责任分工 "
    "安全措施 质量标准 采购程序 档案材料 设备清单 巡查记录 培训计划 宣传材料 应急预案 移交手续"
).split()
_SO = "保证了实施质量 提高了资金效益 方便了群众办事 减少了安全隐患 压实了各方责任 形成了长效机制".split()
_WORDS_BETWEEN = 4  # plain sentences after one with figures: a figure in about forty characters
LONG, SHORT = 170, 10
"""Paragraphs of a report: some forty thousand characters, or a page."""


def make_county(folder: Path, count: int, paragraphs: int = LONG) -> None:
    """Write so many filings; the same ones for the same count."""
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor() as processes:
        list(processes.map(_write, repeat(folder), range(count), repeat(paragraphs), chunksize=20))


def _write(folder: Path, number: int, paragraphs: int) -> None:
    shipped = list(SHIPPED.values())
    model, fault = shipped[number % len(shipped)]
    outer, inner = divmod(number // len(shipped), len(_PLACES))
    region = f"{_PLACES[outer]}市{_PLACES[inner]}县"
    plan = Plan(
        f"{region}{model.name.removeprefix('示例县')}", model.lost, model.deep, like=model.name
    )
    report = _report(plan.name, paragraphs)
    try:
        write_department(folder, plan, fault, report)
    except (AssertionError, ValueError):  # these figures leave no room for that fault
        write_department(folder, plan, further=report)


def _report(name: str, paragraphs: int) -> list[str]:
    """Return paragraphs whose figures are right, each department's its own."""
    draw = random.Random(f"正文 {name}")
    return ["# 八、项目实施情况", *(_paragraph(draw, number) for number in range(paragraphs))]


def _paragraph(draw: random.Random, number: int) -> str:
    figures = _sentence(draw, number, draw.choice(_SENTENCES))
    return f"{number}.{figures}{''.join(_plain(draw) for _ in range(_WORDS_BETWEEN))}"


def _plain(draw: random.Random) -> str:
    did = "、".join(draw.sample(_DID, 2))
    what = "、".join(draw.sample(_WHAT, 3))
    return f"{draw.choice(_WHEN)}由{draw.choice(_WHO)}牵头，会同{draw.choice(_WHO)}{did}{what}，{draw.choice(_SO)}。"


def _sentence(draw: random.Random, number: int, sentence: str) -> str:
    initial, added = (Decimal(draw.randint(*ends)) / 100 for ends in ((5000, 90000), (100, 4000)))
    budget = initial + added
    spent = _rounded(budget * draw.randint(8000, 9999) / 10000)
    plan = draw.randint(20, 200)
    done = draw.randint(plan // 2, plan)
    first = draw.randint(1, done - 1)
    return sentence.format(
        work=draw.choice(_WORKS),
        number=number,
        initial=initial,
        added=added,
        budget=budget,
        spent=spent,
        rate=_rounded(spent / budget * 100),
        left=budget - spent,
        plan=plan,
        done=done,
        share=_rounded(Decimal(done) / plan * 100),
        first=first,
        rest=done - first,
    )


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.01"), ROUND_HALF_UP)
