"""More honest prose by dice: the awkward turns in which departments put figures that are all right.

Flat lists of what is nested, lists without their rest, two lists in one sentence, shares of shares, parts
of a year, unit prices, instalments. Nothing here is wrong, so nothing may be called an error.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

from tests.narrative.honest import CENT, amount, rate, shown, split

__all__ = ["TURNS", "prose"]

Dice = random.Random
ONE = Decimal(1)


def _part(chance: Dice, whole: Decimal, low: int = 300, high: int = 990) -> Decimal:
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
    spent = [_part(chance, budget, 100, 240) for _ in range(4)]
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
    spent = _part(chance, budget, 500, 1400)
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
    own = _part(chance, total, 300, 900)
    inner = _part(chance, own, 100, 900)
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
    first = _part(chance, abs(now - before) + ONE, 200, 800)
    other = _part(chance, now, 10, 200)
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
    cut, added = _part(chance, initial, 20, 300), _part(chance, initial, 20, 400)
    final = initial - cut + added
    spent = _part(chance, final, 700, 1000)
    return (
        f"年初预算{shown(initial)}万元，年中调减{shown(cut)}万元、追加{shown(added)}万元，调整后预算{shown(final)}万元，"
        f"实际支出{shown(spent)}万元，执行率{rate(spent, final)}；按年初预算计算为{rate(spent, initial)}。"
    )


def several_projects_in_a_sentence(chance: Dice) -> str:
    names = chance.sample(["厕所革命", "路灯改造", "河道整治", "校舍维修", "饮水安全"], 3)
    values = [amount(chance, 9000) + 1 for _ in names]
    spent = [_part(chance, value, 600, 1000) for value in values]
    body = "；".join(
        f"{name}项目预算{shown(value)}万元，支出{shown(paid)}万元，执行率{rate(paid, value)}"
        for name, value, paid in zip(names, values, spent, strict=True)
    )
    return f"重点项目执行情况：{body}。"


def reserve(chance: Dice) -> str:
    total = amount(chance) + 100
    spent = _part(chance, total, 500, 950)
    back = _part(chance, total - spent, 100, 900)
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
    worn = _part(chance, fixed, 100, 800)
    return (
        f"年末资产总额{shown(total)}万元，其中流动资产{shown(current)}万元，固定资产净值{shown(fixed - worn)}万元"
        f"（原值{shown(fixed)}万元，累计折旧{shown(worn)}万元），负债{shown(_part(chance, total, 10, 300))}万元。"
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
    spent_old, spent_new = _part(chance, old, 500, 1000), _part(chance, new, 500, 1000)
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
    total = chance.choice([Decimal("91.5"), Decimal("84.2"), Decimal("96")])
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
    saved = _part(chance, total, 10, 200)
    return (
        f"项目批复{shown(total)}万元，中标价{shown(total - saved)}万元，节约资金{shown(saved)}万元，"
        f"节约率{rate(saved, total)}。"
    )


TURNS: tuple[Callable[[Dice], str], ...] = (
    flat_hierarchy, then_thereof, two_sources, instalments, three_years, quarters, per_head, bundle,
    compared_with_budget, share_of_share, reasons, headcount, goals, weighted, lost_points, batches,
    units_mixed, rounded_billions, rates_only, points, adjusted_down, several_projects_in_a_sentence,
    reserve, per_category, first_second_third, not_all_listed, visits, last_year_first, asset,
    items_with_counts, survey, reform, carried_and_new, scored_rows, bands, transfers, returned,
)  # fmt: skip


def prose(chance: Dice, turns: int = 10) -> str:
    """Return that many turns, now and then run together in one paragraph."""
    chosen = [write(chance) for write in chance.sample(TURNS, turns)]
    joint = chance.choice(["\n", "\n", ""])
    return joint.join(chosen)
