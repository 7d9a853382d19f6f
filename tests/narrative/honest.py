"""Honest reports by dice: every figure follows from the others, printed as departments print them.

``report(chance)`` gives a text in which nothing is wrong, whatever the dice say.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

__all__ = ["PARAGRAPHS", "report"]

CENT = Decimal("0.01")


def amount(chance: random.Random, most: int = 300000) -> Decimal:
    """An amount in 万元 with two decimals, now and then small or whole."""
    if chance.random() < 0.15:
        return Decimal(chance.randint(1, 60))
    return Decimal(chance.randint(500, most)) / 100


def shown(value: Decimal, chance: random.Random | None = None) -> str:
    """Two decimals, or without closing zeros, or with thousands separators."""
    text = f"{value:.2f}"
    if chance is not None and chance.random() < 0.3:
        text = f"{value.normalize():f}"
    return text


def rate(part: Decimal, whole: Decimal, digits: int = 2) -> str:
    exact = part * 100 / whole
    return f"{exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):f}%"


def split(chance: random.Random, total: Decimal, parts: int) -> list[Decimal]:
    """Split an amount into so many, exact to the cent."""
    cents = int(total * 100)
    if cents <= parts:
        return [total, *[Decimal(0)] * (parts - 1)]
    cuts = sorted(chance.sample(range(1, cents), parts - 1))
    pairs = zip([0, *cuts], [*cuts, cents], strict=True)
    return [Decimal(b - a) / 100 for a, b in pairs]


def change(chance: random.Random, now: Decimal, before: Decimal) -> str:
    difference = abs(now - before)
    if now == before:
        return "与上年持平"
    verb, rates = ("增加", "增长") if now > before else ("减少", "下降")
    lead = chance.choice(["比上年", "与上年相比", "较上年", "同比"])
    return f"{lead}{verb}{shown(difference)}万元，{rates}{rate(difference, before)}"


def income(chance: random.Random) -> str:
    total, before = amount(chance), amount(chance)
    fiscal, business, other = split(chance, total, 3)
    return (
        f"本年收入合计{shown(total)}万元，{change(chance, total, before)}。其中：财政拨款收入{shown(fiscal)}万元，"
        f"占{rate(fiscal, total)}；事业收入{shown(business)}万元，占{rate(business, total)}；"
        f"其他收入{shown(other)}万元，占{rate(other, total)}。"
    )


def spending(chance: random.Random) -> str:
    total = amount(chance)
    basic, project = split(chance, total, 2)
    staff, office = split(chance, basic, 2)
    joint = chance.choice(["。其中：", "，其中：", "，其中", "，包括"])
    return (
        f"全年支出合计{shown(total)}万元{joint}基本支出{shown(basic)}万元（人员经费{shown(staff)}万元，"
        f"公用经费{shown(office)}万元），项目支出{shown(project)}万元。"
    )


def execution(chance: random.Random) -> str:
    initial, added = amount(chance), amount(chance, 60000)
    budget = initial + added
    spent = (budget * Decimal(chance.randint(700, 1000)) / 1000).quantize(CENT)
    words = chance.choice(["全年预算数", "调整预算数", "全年预算"])
    return (
        f"年初预算数{shown(initial)}万元，年中追加{shown(added)}万元，{words}{shown(budget)}万元，"
        f"全年执行数{shown(spent)}万元，预算执行率{rate(spent, budget)}，年末结转{shown(budget - spent)}万元。"
    )


def three_public(chance: random.Random) -> str:
    parts = [
        Decimal(0),
        Decimal(chance.randint(10, 900)) / 100,
        Decimal(chance.randint(10, 900)) / 100,
    ]
    before = [
        Decimal(0),
        Decimal(chance.randint(10, 900)) / 100,
        Decimal(chance.randint(10, 900)) / 100,
    ]
    total, last = sum(parts), sum(before)
    budget = (total * Decimal("1.35")).quantize(CENT)
    return (
        f"“三公”经费年初预算{shown(budget)}万元，支出决算{shown(total)}万元，完成预算的{rate(total, budget)}，"
        f"{change(chance, total, last)}。其中：因公出国（境）费支出0万元；公务用车购置及运行维护费支出"
        f"{shown(parts[1])}万元，占{rate(parts[1], total)}，{change(chance, parts[1], before[1])}；"
        f"公务接待费支出{shown(parts[2])}万元，占{rate(parts[2], total)}，{change(chance, parts[2], before[2])}。"
        f"全年接待{chance.randint(2, 90)}批次、{chance.randint(100, 900)}人次。"
    )


def projects(chance: random.Random) -> str:
    names = chance.sample(
        ["道路养护", "系统运维", "档案整理", "绿化管护", "宣传培训", "设备采购", "监测检测"], 4
    )
    rows, budgets, spents = [], Decimal(0), Decimal(0)
    for number, name in enumerate(names, 1):
        budget = amount(chance, 9000)
        spent = budget if chance.random() < 0.5 else (budget * Decimal("0.973")).quantize(CENT)
        budgets, spents = budgets + budget, spents + spent
        score = chance.randint(880, 1000)
        rows.append(
            f"{number}.{name}项目：全年预算{shown(budget, chance)}万元，全年执行数{shown(spent, chance)}万元，"
            f"执行率{rate(spent, budget)}，自评得分{Decimal(score) / 10}分。"
        )
    lines = "\n".join(rows)
    return f"本年实施4个项目，情况如下：\n{lines}\n项目支出全年预算合计{shown(budgets)}万元，执行{shown(spents)}万元。"


def staff(chance: random.Random) -> str:
    civil, public, worker = (chance.randint(5, 60) for _ in range(3))
    retired, hired = chance.randint(3, 50), chance.randint(2, 20)
    total = civil + public + worker
    return (
        f"核定编制{total + chance.randint(1, 9)}名，年末在职人员{total}人，其中行政{civil}人、事业{public}人、"
        f"工勤{worker}人；退休人员{retired}人，临聘人员{hired}人。"
    )


def partial(chance: random.Random) -> str:
    total = amount(chance) + 500
    first, second, _ = split(chance, total, 3)
    return (
        f"全年完成项目投资{shown(total)}万元，其中信息化建设{shown(first)}万元、设备更新{shown(second)}万元，"
        f"惠及群众{chance.randint(2000, 90000)}人次。"
    )


def scores(chance: random.Random) -> str:
    points = [10, 30, 35, 25]
    won = [Decimal(chance.randint(p * 8, p * 10)) / 10 for p in points]
    total = sum(won)
    grade = "优" if total >= 90 else "良" if total >= 80 else "中"
    names = ["预算执行情况", "投入管理指标", "产出指标", "效益指标"]
    if chance.random() < 0.5:
        body = "，".join(f"{n}得{w}分" for n, w in zip(names, won, strict=True))
        return f"部门整体自评得分{total}分，评价等级为“{grade}”。其中，{body}。"
    body = "；".join(f"{n}分值{p}分，得{w}分" for n, p, w in zip(names, points, won, strict=True))
    return f"{body}。综合得分{total}分，等级为{grade}。"


def procurement(chance: random.Random) -> str:
    total = amount(chance) + 10
    goods, works, services = split(chance, total, 3)
    small = (total * Decimal("0.8")).quantize(CENT)
    tiny = (small * Decimal("0.55")).quantize(CENT)
    return (
        f"政府采购支出总额{shown(total)}万元，其中：政府采购货物支出{shown(goods)}万元、政府采购工程支出{shown(works)}万元、"
        f"政府采购服务支出{shown(services)}万元。授予中小企业合同金额{shown(small)}万元，占政府采购支出总额的{rate(small, total)}，"
        f"其中授予小微企业合同金额{shown(tiny)}万元，占授予中小企业合同金额的{rate(tiny, small)}。"
    )


def hotline(chance: random.Random) -> str:
    received = chance.randint(2000, 60000)
    solved = received - chance.randint(0, received // 20)
    asked, complaint = chance.randint(500, received // 2), chance.randint(100, received // 3)
    other = received - asked - complaint
    last = chance.randint(1500, 50000)
    verb = "增长" if received > last else "下降"
    return (
        f"受理群众来电{received}件，其中咨询类{asked}件、投诉举报类{complaint}件、其他{other}件，办结{solved}件，"
        f"办结率{rate(Decimal(solved), Decimal(received))}，受理量比上年的{last}件{verb}"
        f"{rate(abs(Decimal(received - last)), Decimal(last))}。"
    )


def structure(chance: random.Random) -> str:
    total = amount(chance) + 100
    parts = split(chance, total, 4)
    names = [
        "一般公共服务支出（类）",
        "社会保障和就业支出（类）",
        "卫生健康支出（类）",
        "住房保障支出（类）",
    ]
    body = "；".join(
        f"{n}{shown(p)}万元，占{rate(p, total)}" for n, p in zip(names, parts, strict=True)
    )
    return f"一般公共预算财政拨款支出{shown(total)}万元，主要用于以下方面：{body}。"


def subjects(chance: random.Random) -> str:
    names = ["行政运行", "一般行政管理事务", "信息化建设", "机关养老保险缴费", "住房公积金"]
    now = [amount(chance, 40000) for _ in names]
    rows = []
    for number, (name, value) in enumerate(zip(names, now, strict=True), 1):
        before = amount(chance, 40000)
        verb = "增加" if value > before else "减少"
        moved = (
            f"比2023年预算执行数{verb}{rate(abs(value - before), before)}"
            if value != before
            else "与2023年预算执行数持平"
        )
        rows.append(
            f"{number}.“{name}（项）”{shown(value)}万元。2023年当年预算执行数为{shown(before)}万元，"
            f"2024年预算安排{shown(value)}万元，{moved}。"
        )
    lines = "\n".join(rows)
    return (
        f"财政拨款支出预算{shown(sum(now, Decimal()))}万元。\n财政拨款支出主要内容如下：\n{lines}"
    )


def zipped(chance: random.Random) -> str:
    total = amount(chance) + 200
    centre, province, county = split(chance, total, 3)
    return (
        f"项目总投资{shown(total)}万元，中央、省、县资金分别为{shown(centre)}万元、{shown(province)}万元和"
        f"{shown(county)}万元，分别占{rate(centre, total)}、{rate(province, total)}和{rate(county, total)}。"
    )


def targets(chance: random.Random) -> str:
    plan = chance.randint(20, 900)
    done = plan + chance.randint(-10, 60)
    sent = chance.randint(200, 900)
    back = sent - chance.randint(0, 60)
    happy = back - chance.randint(0, 20)
    return (
        f"培训计划{plan}人次，实际完成{done}人次，完成率{rate(Decimal(done), Decimal(plan))}；满意度目标≥90%，"
        f"发放问卷{sent}份，收回有效问卷{back}份，满意{happy}份，满意率{rate(Decimal(happy), Decimal(back), 1)}。"
    )


def steps(chance: random.Random) -> str:
    price = amount(chance) + 50
    first, second, rest = (price * Decimal(n) / 10 for n in (3, 5, 2))
    return (
        f"合同金额{shown(price)}万元，3月支付30%计{first:.3f}万元，9月支付50%计{second:.3f}万元，"
        f"余款{rest:.3f}万元待质保期满后支付。"
    )


def large(chance: random.Random) -> str:
    now, before = Decimal(chance.randint(200, 9900)) / 100, Decimal(chance.randint(200, 9900)) / 100
    exact = Decimal(chance.randint(-40, 40)) / 10000
    verb = "增长" if now + exact > before else "下降"
    moved = abs(now + exact - before)
    return (
        f"全县完成固定资产投资{now}亿元，上年为{before}亿元，{verb}{rate(moved, before, 1)}；"
        f"实现税收{chance.randint(20000, 90000)}万元，占财政收入的{chance.randint(50, 90)}%。"
    )


def carried(chance: random.Random) -> str:
    opening, got = amount(chance, 9000), amount(chance)
    spent = (got * Decimal("0.97")).quantize(CENT)
    return (
        f"年初结转和结余{shown(opening)}万元，本年收入{shown(got)}万元，本年支出{shown(spent)}万元，"
        f"年末结转和结余{shown(opening + got - spent)}万元。"
    )


PARAGRAPHS: tuple[Callable[[random.Random], str], ...] = (
    income, spending, execution, three_public, projects, staff, partial, scores, procurement,
    hotline, structure, subjects, zipped, targets, steps, large, carried,
)  # fmt: skip


def report(chance: random.Random, paragraphs: int = 8) -> str:
    chosen = chance.sample(PARAGRAPHS, paragraphs)
    heads = "一二三四五六七八九十"
    return "\n".join(
        f"{heads[n % 10]}、{write.__name__ and '有关情况'}\n{write(chance)}"
        for n, write in enumerate(chosen)
    )
