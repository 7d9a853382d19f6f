"""A county of any size for measuring: filings on one form, each with its own figures and a long report."""

from __future__ import annotations

import random
from concurrent.futures import ProcessPoolExecutor
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from pathlib import Path

from workbooks.generator.county import SHIPPED, write_department
from workbooks.generator.county_draw import Plan

__all__ = ["make_county"]

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
    "{work}项目（第{number}期）年初预算{initial}万元，年中追加{added}万元，全年预算{budget}万元，"
    "实际执行{spent}万元，执行率{rate}%，结余{left}万元。",
    "第{number}期{work}全年预算{budget}万元，全年支出{spent}万元，预算执行率为{rate}%。",
    "{work}（{number}）计划完成{plan}处，实际完成{done}处，完成率{share}%，"
    "其中一季度{first}处、其余季度{rest}处。",
    "围绕{work}，本年安排{budget}万元，较年初预算{initial}万元增加{added}万元；"
    "按合同进度支付{spent}万元，余款{left}万元转入下年。",
)
_PARAGRAPHS = 250


def make_county(folder: Path, count: int) -> None:
    """Write so many filings, about 50 KB each; the same ones for the same count."""
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor() as processes:
        list(processes.map(_write, [folder] * count, range(count), chunksize=20))


def _write(folder: Path, number: int) -> None:
    shipped = list(SHIPPED.values())
    names = [
        f"{place}县{plan.name.removeprefix('示例县')}"
        for place, (plan, _) in product(_PLACES, shipped)
    ]
    model, fault = shipped[number % len(shipped)]
    plan = Plan(names[number % len(names)], model.lost, model.deep, like=model.name)
    try:
        write_department(folder, plan, fault, _report(plan.name))
    except (AssertionError, ValueError):  # these figures leave no room for that fault
        write_department(folder, plan, further=_report(plan.name))


def _report(name: str) -> list[str]:
    """Return paragraphs whose figures are right, each department's its own."""
    draw = random.Random(f"正文 {name}")
    return ["# 八、项目实施情况", *(_paragraph(draw, number) for number in range(1, _PARAGRAPHS))]


def _paragraph(draw: random.Random, number: int) -> str:
    sentences = [_sentence(draw, number, each) for each in draw.sample(_SENTENCES, 3)]
    return f"{number}.{''.join(sentences)}"


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
