"""Honest turns about adjusted budgets, balances, surveys, scores and grades; see ``honest_prose``."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

from tests.narrative.honest import amount, rate, shown, split
from tests.narrative.honest_prose import part

__all__ = ["MORE_TURNS"]

Dice = random.Random


def points(chance: Dice) -> str:
    new = Decimal(chance.randint(600, 990)) / 10
    old = Decimal(chance.randint(300, 990)) / 10
    verb = "提高" if new >= old else "下降"
    return (
        f"预算执行率{new}%，比上年的{old}%{verb}{abs(new - old)}个百分点，"
        f"高于全县平均水平{chance.randint(1, 50) / 10}个百分点。"
    )


def adjusted_down(chance: Dice) -> str:
    initial = amount(chance) + 100
    cut, added = part(chance, initial, 20, 300), part(chance, initial, 20, 400)
    final = initial - cut + added
    spent = part(chance, final, 700, 1000)
    return (
        f"年初预算{shown(initial)}万元，年中调减{shown(cut)}万元、追加{shown(added)}万元，调整后预算{shown(final)}万元，"
        f"实际支出{shown(spent)}万元，执行率{rate(spent, final)}；按年初预算计算为{rate(spent, initial)}。"
    )


def several_projects_in_a_sentence(chance: Dice) -> str:
    names = chance.sample(["厕所革命", "路灯改造", "河道整治", "校舍维修", "饮水安全"], 3)
    values = [amount(chance, 9000) + 1 for _ in names]
    spent = [part(chance, value, 600, 1000) for value in values]
    body = "；".join(
        f"{name}项目预算{shown(value)}万元，支出{shown(paid)}万元，执行率{rate(paid, value)}"
        for name, value, paid in zip(names, values, spent, strict=True)
    )
    return f"重点项目执行情况：{body}。"


def reserve(chance: Dice) -> str:
    total = amount(chance) + 100
    spent = part(chance, total, 500, 950)
    back = part(chance, total - spent, 100, 900)
    return (
        f"全年预算{shown(total)}万元，支出{shown(spent)}万元，财政收回{shown(back)}万元，"
        f"年末结转{shown(total - spent - back)}万元，结转率{rate(total - spent - back, total)}。"
    )


def per_category(chance: Dice) -> str:
    counts = [chance.randint(3, 80) for _ in range(4)]
    names = ["行政许可", "行政处罚", "行政检查", "其他行政权力"]
    body = "、".join(f"{name}{count}项" for name, count in zip(names, counts, strict=True))
    return (
        f"梳理权责事项{sum(counts)}项，包括{body}；取消{chance.randint(1, 9)}项，下放{chance.randint(1, 9)}项，"
        f"网上可办率{chance.randint(900, 1000) / 10}%。"
    )


def first_second_third(chance: Dice) -> str:
    values = [amount(chance, 9000) + 1 for _ in range(3)]
    total = sum(values, Decimal())
    heads = ["一是人员支出", "二是运转支出", "三是发展支出"]
    body = "；".join(
        f"{head}{shown(value)}万元，占{rate(value, total)}"
        for head, value in zip(heads, values, strict=True)
    )
    return f"资金支出结构：{body}。合计{shown(total)}万元。"


def not_all_listed(chance: Dice) -> str:
    total = amount(chance) + 200
    first, second, third, _ = split(chance, total, 4)
    return (
        f"专项资金{shown(total)}万元，主要用于：购置设备{shown(first)}万元，租赁场地{shown(second)}万元，"
        f"委托业务{shown(third)}万元。"
    )


def visits(chance: Dice) -> str:
    groups, guests = chance.randint(3, 60), chance.randint(70, 900)
    cost = Decimal(guests * chance.randint(40, 130)) / 10000
    return (
        f"国内公务接待{groups}批次{guests}人次，支出{cost:.2f}万元；外事接待0批次0人次；公务用车保有量"
        f"{chance.randint(1, 9)}辆，车均运行维护费{chance.randint(100, 400) / 100}万元。"
    )


def last_year_first(chance: Dice) -> str:
    before, now = amount(chance) + 20, amount(chance) + 20
    if now == before:
        now += 1
    verb, word = ("增加", "增幅") if now > before else ("减少", "降幅")
    return (
        f"2022年决算支出{shown(before)}万元，2023年决算支出{shown(now)}万元，{verb}"
        f"{shown(abs(now - before))}万元，{word}{rate(abs(now - before), before)}。"
    )


def asset(chance: Dice) -> str:
    total = amount(chance) + 500
    fixed, current, _ = split(chance, total, 3)
    worn = part(chance, fixed, 100, 800)
    return (
        f"年末资产总额{shown(total)}万元，其中流动资产{shown(current)}万元，固定资产净值{shown(fixed - worn)}万元"
        f"（原值{shown(fixed)}万元，累计折旧{shown(worn)}万元），负债{shown(part(chance, total, 10, 300))}万元。"
    )


def items_with_counts(chance: Dice) -> str:
    a, b = chance.randint(2, 20), chance.randint(2, 20)
    pa, pb = Decimal(chance.randint(20, 900)) / 100, Decimal(chance.randint(20, 900)) / 100
    return (
        f"采购台式计算机{a}台、单价{pa}万元，便携式计算机{b}台、单价{pb}万元，"
        f"合计{a + b}台、{pa * a + pb * b}万元。"
    )


def survey(chance: Dice) -> str:
    sent = chance.randint(100, 900)
    back = sent - chance.randint(0, 40)
    very, fairly = chance.randint(20, back // 2), chance.randint(10, back // 3)
    rest = back - very - fairly
    return (
        f"发放问卷{sent}份，回收{back}份，回收率{rate(Decimal(back), Decimal(sent), 1)}。其中非常满意{very}份、"
        f"满意{fairly}份、基本满意{rest}份，满意率{rate(Decimal(very + fairly), Decimal(back), 1)}。"
    )


def reform(chance: Dice) -> str:
    before, now = chance.randint(20, 60), chance.randint(3, 19)
    return (
        f"办理环节由{before}个压减到{now}个，材料由{before + 9}份减至{now + 2}份，办结时限由{before}个工作日压缩至"
        f"{now}个工作日，压缩{rate(Decimal(before - now), Decimal(before), 1)}。"
    )


def carried_and_new(chance: Dice) -> str:
    old, new = amount(chance, 9000) + 1, amount(chance) + 20
    spent_old, spent_new = part(chance, old, 500, 1000), part(chance, new, 500, 1000)
    return (
        f"全年预算{shown(old + new)}万元，其中上年结转{shown(old)}万元、当年预算{shown(new)}万元；支出"
        f"{shown(spent_old + spent_new)}万元，其中上年结转支出{shown(spent_old)}万元、当年支出{shown(spent_new)}万元，"
        f"总执行率{rate(spent_old + spent_new, old + new)}，当年预算执行率{rate(spent_new, new)}。"
    )


def scored_rows(chance: Dice) -> str:
    rows, lost = [], Decimal()
    for number, name in enumerate(["编制科学性", "调整合规性", "监控覆盖率", "公开及时性"], 1):
        weight = chance.randint(2, 8)
        off = Decimal(chance.randint(0, weight * 5)) / 10
        lost += off
        rows.append(f"{number}.{name}，分值{weight}分，得{weight - off}分。")
    return f"整体自评得分{100 - lost}分，其余指标均得满分，失分指标如下：\n" + "\n".join(rows)


def bands(chance: Dice) -> str:
    total = chance.choice([Decimal("91.5"), Decimal("84.2"), Decimal(96)])
    grade = "优" if total >= 90 else "良"
    listed = ["90分（含）以上为优", "80分（含）至90分为良", "60分（含）至80分为中", "60分以下为差"]
    if chance.random() < 0.5:
        listed.reverse()
    return f"评价结果分四档：{'、'.join(listed)}。我单位自评得分{total}分，等级为{grade}。"


def transfers(chance: Dice) -> str:
    total = amount(chance) + 300
    own, down = split(chance, total, 2)
    return (
        f"省级专项{shown(total)}万元，本级使用{shown(own)}万元，转移支付市县{shown(down)}万元；"
        f"全年共争取上级资金{shown(total * 2)}万元，比去年翻一番。"
    )


def returned(chance: Dice) -> str:
    total = amount(chance) + 20
    saved = part(chance, total, 10, 200)
    return (
        f"项目批复{shown(total)}万元，中标价{shown(total - saved)}万元，节约资金{shown(saved)}万元，"
        f"节约率{rate(saved, total)}。"
    )


MORE_TURNS: tuple[Callable[[Dice], str], ...] = (
    points, adjusted_down, several_projects_in_a_sentence, reserve, per_category, first_second_third,
    not_all_listed, visits, last_year_first, asset, items_with_counts, survey, reform, carried_and_new,
    scored_rows, bands, transfers, returned,
)  # fmt: skip
