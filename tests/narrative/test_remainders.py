"""What is left of a whole, or parts two amounts: right, broken by one slip, and what only looks like it."""

from __future__ import annotations

import pytest

from tests.narrative.texts import check_text

LEFT = [
    ("排查安全隐患86处，整改{}处，剩2处限期整改。", "84", "48"),
    ("年初村级债务460万元，当年化解{}万元，年末还有335万元。", "125", "152"),
    ("监测对象46户137人，已消除风险{}户58人，还有27户79人正在落实帮扶措施。", "19", "16"),
    (
        "县级配套应到760.00万元，实际到位{}万元，因库款紧张，尚有36.00万元未拨付。",
        "724.00",
        "742.00",
    ),
    ("应收土地款{}万元，已收398.2万元，尚欠22.3万元。", "420.5", "402.5"),
    ("受理投诉156件，办结{}件，正在办理7件。", "149", "119"),
    ("全县基金收入完成52360万元，为年初预算75000万元的69.8%，短收{}万元。", "22640", "26240"),
    ("年初预算3520.00万元，支出决算3841.95万元，决算数大于年初预算数{}万元。", "321.95", "321.59"),
    ("受理案件38462件，按期办结{}件，超期867件。", "37595", "37559"),
    ("参训271人，取得证书{}人，45人未取得证书。", "226", "262"),
    ("全镇在建项目16个，完工{}个，另有2个仍在施工。", "14", "11"),
]
OTHERWISE = [
    "参训271人，取得证书226人，12人未参加考试、33人未通过。",
    "受理案件38462件，按期办结37595件，其中12件未列入考核。",
    "19个项目中，完工11个，在建6个，前期2个。",
    "应收860万元，已收500万元，按政策减免60万元，尚欠300万元。",
    "计划培训300人，完成培训326人，未就业学员12人已登记。",
    "受理事项5420件，办结5398件；另有在办督办件41件。",
    "全年接访86批次，其中初访62批次，已办结58批次，正在办理的均在期限内。",
]


@pytest.mark.parametrize(("text", "right", "wrong"), LEFT)
def test_what_is_left_is_reckoned(text: str, right: str, wrong: str) -> None:
    narrative = check_text(text.format(right))
    assert (*narrative.causes, *narrative.further) == ()
    assert "difference" in {relation.kind for relation in narrative.relations}
    broken = check_text(text.format(wrong))
    assert {cause.severity for cause in (*broken.causes, *broken.further)} & {"错误", "待核实"}


@pytest.mark.parametrize("text", OTHERWISE)
def test_what_only_looks_left_is_not_asked_about(text: str) -> None:
    narrative = check_text(text)
    assert (*narrative.causes, *narrative.further) == ()
