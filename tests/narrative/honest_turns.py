"""A second set of honest turns: performance reports of projects, budgets of the coming year, work reports."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

from tests.narrative.honest import CENT, amount, rate, shown, split
from tests.narrative.honest_prose import TURNS, part
from tests.narrative.honest_results import MORE_TURNS

__all__ = ["ALL_TURNS", "prose"]

Dice = random.Random


def fund_levels(chance: Dice) -> str:
    total = amount(chance) + 90
    centre, province, city, county = split(chance, total, 4)
    upper = centre + province
    return (
        f"项目总投资{shown(total)}万元，其中上级补助{shown(upper)}万元（中央{shown(centre)}万元，省级{shown(province)}"
        f"万元），市级配套{shown(city)}万元，县级配套{shown(county)}万元。"
    )


def budget_plan(chance: Dice) -> str:
    now, before = amount(chance) + 50, amount(chance) + 50
    if now == before:
        now += 1
    basic, project = split(chance, now, 2)
    verb, word = ("增加", "增长") if now > before else ("减少", "下降")
    return (
        f"2025年部门预算总收入{shown(now)}万元，比2024年预算{verb}{shown(abs(now - before))}万元，"
        f"{word}{rate(abs(now - before), before)}；总支出{shown(now)}万元，其中：基本支出{shown(basic)}万元，"
        f"占{rate(basic, now)}；项目支出{shown(project)}万元，占{rate(project, now)}。"
    )


def above_and_below(chance: Dice) -> str:
    parts = [chance.randint(3, 40) for _ in range(4)]
    total = sum(parts)
    return (
        f"参评项目{total}个，其中评价为优的{parts[0]}个、良的{parts[1]}个、中的{parts[2]}个、差的{parts[3]}个，"
        f"优良率{rate(Decimal(parts[0] + parts[1]), Decimal(total), 1)}。"
    )


def overlapping(chance: Dice) -> str:
    total = chance.randint(200, 900)
    return (
        f"全年办理行政许可{total}件，其中线上办理{chance.randint(100, total)}件，即办件{chance.randint(50, total)}件，"
        f"“跨省通办”{chance.randint(5, 60)}件，按时办结率100%。"
    )


def bus(chance: Dice) -> str:
    fuel, repair, insurance, toll = (Decimal(chance.randint(20, 400)) / 100 for _ in range(4))
    total = fuel + repair + insurance + toll
    cars = chance.randint(2, 9)
    return (
        f"公务用车运行维护费{total}万元，主要用于{cars}辆公务用车的燃料费{fuel}万元、维修费{repair}万元、"
        f"保险费{insurance}万元、过路过桥费{toll}万元。"
    )


def months(chance: Dice) -> str:
    each = Decimal(chance.randint(100, 900)) / 100
    count = chance.randint(3, 12)
    return f"租金每月{each}万元，共租用{count}个月，支付{each * count}万元。"


def compared_to_goal(chance: Dice) -> str:
    plan = chance.randint(100, 900)
    done = plan + chance.randint(0, 300)
    return (
        f"计划新增造林{plan}亩，实际完成{done}亩，超额完成{done - plan}亩，"
        f"为年度计划的{rate(Decimal(done), Decimal(plan), 1)}。"
    )


def from_to(chance: Dice) -> str:
    old, new = Decimal(chance.randint(300, 700)) / 10, Decimal(chance.randint(701, 990)) / 10
    people = chance.randint(10, 90)
    return (
        f"污水集中处理率由{old}%提高到{new}%，提高{new - old}个百分点；受益人口由{people}万人增加到{people + 7}万人，"
        f"增加7万人。"
    )


def reason_chain(chance: Dice) -> str:
    now, gap = amount(chance) + 900, Decimal(chance.randint(5000, 80000)) / 100
    up = Decimal(chance.randint(1000, 40000)) / 100
    down = gap + up
    return (
        f"支出决算{shown(now)}万元，比上年减少{shown(gap)}万元，原因：一是人员增加，增支{shown(up)}万元；"
        f"二是项目完工，减支{shown(down)}万元。"
    )


def subsidies(chance: Dice) -> str:
    a, b = chance.randint(20, 200), chance.randint(20, 200)
    first, second = a * 600, b * 400
    return (
        f"发放困难补助{a + b}人{Decimal(first + second) / 10000}万元，其中一类{a}人、每人600元，"
        f"二类{b}人、每人400元。"
    )


def tender(chance: Dice) -> str:
    control = amount(chance) + 100
    won = part(chance, control, 800, 990)
    down = (won * 3 / 10).quantize(CENT)
    return (
        f"招标控制价{shown(control)}万元，中标价{shown(won)}万元，下浮{rate(control - won, control)}，"
        f"预付30%即{shown(down)}万元。"
    )


def school(chance: Dice) -> str:
    grades = [chance.randint(80, 400) for _ in range(3)]
    boys = chance.randint(50, sum(grades) - 50)
    return (
        f"在校学生{sum(grades)}人，其中七年级{grades[0]}人、八年级{grades[1]}人、九年级{grades[2]}人；"
        f"男生{boys}人，女生{sum(grades) - boys}人；寄宿生{chance.randint(10, 80)}人。"
    )


def project_scores(chance: Dice) -> str:
    marks = [Decimal(chance.randint(800, 1000)) / 10 for _ in range(3)]
    mean = (sum(marks, Decimal()) / 3).quantize(CENT)
    names = ["培训项目", "信息化项目", "修缮项目"]
    body = "、".join(f"{n}{m}分" for n, m in zip(names, marks, strict=True))
    return f"三个项目自评得分分别为{body}，平均得分{mean}分。"


def indicator_block(chance: Dice) -> str:
    got = [Decimal(chance.randint(30, 50)) / 10 for _ in range(4)]
    block = sum(got, Decimal())
    return (
        f"（一）投入指标。满分20分，得{block}分。其中：预算编制5分，得{got[0]}分；预算执行5分，得{got[1]}分；"
        f"预算管理5分，得{got[2]}分；资产管理5分，得{got[3]}分。"
    )


def with_ratio_words(chance: Dice) -> str:
    total = amount(chance) + 60
    half = total / 2
    return f"专项经费{shown(total)}万元，上半年支出{half:.3f}万元，刚好过半，下半年支出其余部分。"


def two_budgets(chance: Dice) -> str:
    office, centre = amount(chance) + 5, amount(chance) + 5
    spent_office, spent_centre = part(chance, office), part(chance, centre)
    return (
        f"局机关预算{shown(office)}万元，执行{shown(spent_office)}万元，执行率{rate(spent_office, office)}；"
        f"下属中心预算{shown(centre)}万元，执行{shown(spent_centre)}万元，执行率{rate(spent_centre, centre)}；"
        f"部门合计预算{shown(office + centre)}万元，执行{shown(spent_office + spent_centre)}万元，"
        f"执行率{rate(spent_office + spent_centre, office + centre)}。"
    )


def without_carryover(chance: Dice) -> str:
    budget = amount(chance) + 200
    frozen = part(chance, budget, 20, 200)
    spent = part(chance, budget - frozen, 600, 1000)
    return (
        f"全年预算{shown(budget)}万元，扣除年底下达的{shown(frozen)}万元后，可执行预算{shown(budget - frozen)}万元，"
        f"支出{shown(spent)}万元，执行率{rate(spent, budget - frozen)}。"
    )


def outputs(chance: Dice) -> str:
    return (
        f"举办培训班{chance.randint(2, 20)}期，培训{chance.randint(100, 900)}人次；编印手册{chance.randint(2, 9)}种"
        f"{chance.randint(1000, 9000)}册；开展活动{chance.randint(3, 60)}场，参与群众{chance.randint(1, 20)}万余人次，"
        f"媒体报道{chance.randint(5, 90)}篇，其中省级以上{chance.randint(1, 5)}篇。"
    )


def increase_to(chance: Dice) -> str:
    before = amount(chance) + 20
    more = part(chance, before, 50, 800)
    return (
        f"追加{shown(more)}万元，预算由年初的{shown(before)}万元增加到{shown(before + more)}万元，"
        f"调整率{rate(more, before)}。"
    )


def several_years_rate(chance: Dice) -> str:
    rates = [Decimal(chance.randint(600, 1000)) / 10 for _ in range(3)]
    return (
        f"2021年至2023年预算执行率分别为{rates[0]}%、{rates[1]}%、{rates[2]}%，"
        f"其中2023年全年预算{shown(amount(chance) + 10)}万元。"
    )


def land(chance: Dice) -> str:
    a, b, c = (Decimal(chance.randint(100, 9000)) / 10 for _ in range(3))
    return (
        f"完成高标准农田建设{a + b + c}亩，涉及三个乡镇，甲乡{a}亩、乙镇{b}亩、丙镇{c}亩，"
        f"铺设管道{chance.randint(2, 60)}公里，打井{chance.randint(2, 60)}眼。"
    )


def loans(chance: Dice) -> str:
    total = chance.randint(10, 90)
    old = chance.randint(1, total - 1)
    return (
        f"争取新增债券{total}亿元，其中一般债券{old}亿元、专项债券{total - old}亿元，"
        f"专项债券占比{rate(Decimal(total - old), Decimal(total), 1)}，支持项目{chance.randint(3, 40)}个。"
    )


def meetings(chance: Dice) -> str:
    budget = Decimal(chance.randint(300, 2000)) / 100
    spent = part(chance, budget, 300, 990)
    saved = budget - spent
    return (
        f"会议费预算{budget}万元，实际支出{spent}万元，节约{saved}万元，节约率{rate(saved, budget)}；培训费预算"
        f"{budget * 2}万元，全部执行完毕。"
    )


def attachments(chance: Dice) -> str:
    count = chance.randint(2, 9)
    return (
        f"1.2024年部门整体支出{shown(amount(chance) + 10)}万元。2.{count}个项目纳入绩效评价，涉及资金"
        f"{shown(amount(chance) + 10)}万元。3.委托第三方评价{count - 1}个，自行评价1个。"
    )


def deviation(chance: Dice) -> str:
    plan, done = chance.randint(50, 90), chance.randint(91, 180)
    return (
        f"指标“开展巡查次数”目标值≥{plan}次，实际值{done}次，偏差率"
        f"{rate(Decimal(done - plan), Decimal(plan))}，偏差原因为指标值设置偏低。"
    )


FURTHER_TURNS: tuple[Callable[[Dice], str], ...] = (
    fund_levels, budget_plan, above_and_below, overlapping, bus, months, compared_to_goal, from_to,
    reason_chain, subsidies, tender, school, project_scores, indicator_block, with_ratio_words,
    two_budgets, without_carryover, outputs, increase_to, several_years_rate, land, loans, meetings,
    attachments, deviation,
)  # fmt: skip
ALL_TURNS = (*TURNS, *MORE_TURNS, *FURTHER_TURNS)


def prose(chance: Dice, turns: int = 12) -> str:
    """Return that many turns, now and then run together in one paragraph."""
    chosen = [write(chance) for write in chance.sample(ALL_TURNS, turns)]
    joint = chance.choice(["\n", "\n", ""])
    return joint.join(chosen)
