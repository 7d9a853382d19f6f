"""More honest prose by dice: the awkward turns in which departments put figures that are all right.

Flat lists of what is nested, lists without their rest, two lists in one sentence, shares of shares, parts
of a year, unit prices, instalments. Nothing here is wrong, so nothing may be called an error.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

from tests.narrative.honest import CENT, amount, rate, shown, split

__all__ = ["TURNS", "part"]

Dice = random.Random
ONE = Decimal(1)


def part(chance: Dice, whole: Decimal, low: int = 300, high: int = 990) -> Decimal:
    return (whole * chance.randint(low, high) / 1000).quantize(CENT)


def flat_hierarchy(chance: Dice) -> str:
    total = amount(chance) + 50
    basic, project = split(chance, total, 2)
    staff, office = split(chance, basic, 2)
    mark = chance.choice(["：", ""])
    return (
        f"本年支出{shown(total)}万元，其中{mark}基本支出{shown(basic)}万元，人员经费{shown(staff)}万元，"
        f"公用经费{shown(office)}万元，项目支出{shown(project)}万元。"
    )


def then_thereof(chance: Dice) -> str:
    total = amount(chance) + 50
    basic, project = split(chance, total, 2)
    staff, office = split(chance, basic, 2)
    first, second, _ = split(chance, project, 3)
    return (
        f"部门支出合计{shown(total)}万元。基本支出{shown(basic)}万元，其中人员经费{shown(staff)}万元、公用经费"
        f"{shown(office)}万元；项目支出{shown(project)}万元，其中信息系统运维{shown(first)}万元、专项业务"
        f"{shown(second)}万元。"
    )


def two_sources(chance: Dice) -> str:
    total = amount(chance) + 50
    fiscal, own = split(chance, total, 2)
    general, fund = split(chance, fiscal, 2)
    return (
        f"资金来源为财政拨款{shown(fiscal)}万元（一般公共预算{shown(general)}万元、政府性基金{shown(fund)}万元），"
        f"自筹{shown(own)}万元，到位资金{shown(total)}万元，到位率100%。"
    )


def instalments(chance: Dice) -> str:
    price = amount(chance) + 20
    paid, later, _ = split(chance, price, 3)
    return (
        f"合同价{shown(price)}万元，已支付{shown(paid)}万元，"
        f"本年计划支付{shown(later)}万元，其余按进度支付。"
    )


def three_years(chance: Dice) -> str:
    values = [amount(chance) + 1 for _ in range(3)]
    text = "、".join(f"{2021 + n}年{shown(value)}万元" for n, value in enumerate(values))
    last, now = values[1:]
    verb = "增长" if now > last else "下降"
    moved = "与上年持平" if now == last else f"比上年{verb}{rate(abs(now - last), last)}"
    return f"近三年项目投入分别为{text}，2023年{moved}，三年累计投入{shown(sum(values, Decimal()))}万元。"


def quarters(chance: Dice) -> str:
    budget = amount(chance) + 100
    spent = [part(chance, budget, 100, 240) for _ in range(4)]
    done = [sum(spent[: n + 1], Decimal()) for n in range(4)]
    names = ["3月末", "6月末", "9月末", "12月末"]
    body = "，".join(
        f"{name}累计支出{shown(value)}万元，支出进度{rate(value, budget)}"
        for name, value in zip(names, done, strict=True)
    )
    return f"全年预算{shown(budget)}万元，{body}。"


def per_head(chance: Dice) -> str:
    heads, each = chance.randint(20, 900), chance.randint(2, 60) * 50
    total = Decimal(heads * each * 12) / 10000
    return (
        f"为{heads}名村级防疫员发放补助，每人每月{each}元，全年支出{total.normalize():f}万元，"
        f"人均{Decimal(each * 12) / 10000:.2f}万元。"
    )


def bundle(chance: Dice) -> str:
    budget = amount(chance) + 10
    return (
        f"安排{shown(budget)}万元用于农田水利设施维修养护，完成渠道清淤{chance.randint(3, 90)}公里、"
        f"维修泵站{chance.randint(2, 30)}座、更换闸门{chance.randint(2, 60)}扇，受益面积"
        f"{chance.randint(10, 99) / 10}万亩，受益群众{chance.randint(2, 40)}万人。"
    )


def compared_with_budget(chance: Dice) -> str:
    budget = amount(chance) + 10
    spent = part(chance, budget, 500, 1400)
    gap = abs(spent - budget)
    word = "多" if spent > budget else "少"
    if spent == budget:
        return f"会议费预算{shown(budget)}万元，决算{shown(spent)}万元，决算数与预算数持平。"
    return (
        f"会议费年初预算{shown(budget)}万元，支出决算{shown(spent)}万元，比年初预算{word}{shown(gap)}万元，"
        f"完成年初预算的{rate(spent, budget)}。"
    )


def share_of_share(chance: Dice) -> str:
    total = amount(chance) + 100
    own = part(chance, total, 300, 900)
    inner = part(chance, own, 100, 900)
    return (
        f"全县教育支出{shown(total)}万元，其中义务教育支出{shown(own)}万元，占教育支出的{rate(own, total)}；"
        f"农村义务教育支出{shown(inner)}万元，占义务教育支出的{rate(inner, own)}，"
        f"占教育支出的{rate(inner, total)}。"
    )


def reasons(chance: Dice) -> str:
    now, before = amount(chance) + 20, amount(chance) + 20
    if now == before:
        now += 1
    verb = "增加" if now > before else "减少"
    first = part(chance, abs(now - before) + ONE, 200, 800)
    other = part(chance, now, 10, 200)
    return (
        f"本年收入{shown(now)}万元，较上年{verb}{shown(abs(now - before))}万元，主要原因是项目经费"
        f"{verb}{shown(first)}万元，以及人员调资增支{shown(other)}万元等。"
    )


def headcount(chance: Dice) -> str:
    posts = chance.randint(40, 120)
    here = posts - chance.randint(1, 20)
    retired = chance.randint(5, 60)
    paid = here + retired
    women = chance.randint(3, here)
    young = chance.randint(3, here)
    return (
        f"全局编制{posts}个，实有{here}人，其中女性{women}人，35岁以下{young}人，党员{chance.randint(3, here)}人；"
        f"离退休{retired}人，由财政供养{paid}人。"
    )


def goals(chance: Dice) -> str:
    plan, done = chance.randint(10, 60), 0
    done = plan + chance.randint(0, 9)
    return (
        f"年度目标：开展监督检查≥{plan}次，问题整改率≥95%，群众满意度90%以上。实际开展监督检查{done}次，"
        f"发现问题{chance.randint(20, 300)}个，整改率{chance.randint(950, 1000) / 10}%，"
        f"满意度{chance.randint(900, 999) / 10}%。"
    )


def weighted(chance: Dice) -> str:
    first, second = chance.randint(80, 100), chance.randint(80, 100)
    total = Decimal(first * 4 + second * 6) / 10
    return f"部门自评得分{first}分，权重40%；第三方评价得分{second}分，权重60%；综合得分{total.normalize():f}分。"


def lost_points(chance: Dice) -> str:
    full = chance.choice([10, 20, 30])
    lost = Decimal(chance.randint(1, full * 5)) / 10
    half = (lost / 2).quantize(CENT)
    return (
        f"产出指标满分{full}分，因项目进度滞后扣{half}分，因验收延迟扣{lost - half}分，"
        f"得{full - lost}分。"
    )


def batches(chance: Dice) -> str:
    first, second = amount(chance, 9000) + 1, amount(chance, 9000) + 1
    return (
        f"分两批下达资金，第一批{shown(first)}万元，第二批{shown(second)}万元，共计{shown(first + second)}万元，"
        f"覆盖{chance.randint(3, 20)}个乡镇{chance.randint(21, 200)}个行政村。"
    )


def units_mixed(chance: Dice) -> str:
    wan = chance.randint(100, 9000)
    first = chance.randint(1, wan - 1)
    return (
        f"发放创业担保贷款{Decimal(wan) / 10000 * 1:.4f}亿元，其中个人{first}万元、小微企业{wan - first}万元，"
        f"贴息{chance.randint(10, 400) * 1000}元。"
    )


def rounded_billions(chance: Dice) -> str:
    parts = [chance.randint(100, 99999) for _ in range(3)]
    total = Decimal(sum(parts)) / 10000
    body = "、".join(
        f"{name}{Decimal(p) / 10000:.2f}亿元"
        for name, p in zip(["一产", "二产", "三产"], parts, strict=True)
    )
    return f"完成增加值{total:.2f}亿元，其中{body}。"


def rates_only(chance: Dice) -> str:
    return (
        f"一般公共预算收入增长{chance.randint(10, 99) / 10}%，税收占比{chance.randint(50, 90)}%，规模以上工业增加值"
        f"增长{chance.randint(10, 99) / 10}%，城镇居民人均可支配收入增长{chance.randint(10, 99) / 10}%。"
    )


TURNS: tuple[Callable[[Dice], str], ...] = (
    flat_hierarchy, then_thereof, two_sources, instalments, three_years, quarters, per_head, bundle,
    compared_with_budget, share_of_share, reasons, headcount, goals, weighted, lost_points, batches,
    units_mixed, rounded_billions, rates_only,
)  # fmt: skip
