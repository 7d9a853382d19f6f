"""The schemes in the box say what the published reports and notices say, and no more than that."""

from __future__ import annotations

import itertools
import pickle
from decimal import Decimal
from importlib import resources
from pathlib import Path

import pytest

from xlaudit.schemes.definition import describe
from xlaudit.schemes.load import load_all, load_scheme, scheme_ids
from xlaudit.schemes.schema import Scheme

ROOT = Path(__file__).parents[2]
SCHEMES = load_all()
ids = pytest.mark.parametrize("scheme", SCHEMES, ids=[scheme.id for scheme in SCHEMES])


def test_these_are_shipped() -> None:
    assert scheme_ids() == (
        "hebei-lingshou-2022",
        "henan-pingdingshan-2022",
        "henan-zhengzhou-2022",
        "mof-project-2020",
        "sichuan-2022",
    )


@ids
def test_the_file_bears_the_name_of_its_id(scheme: Scheme) -> None:
    assert load_scheme(scheme.id).id == scheme.id
    assert (resources.files("xlaudit.schemes") / "data" / f"{scheme.id}.toml").is_file()


@ids
def test_no_scheme_claims_a_text_that_nobody_had(scheme: Scheme) -> None:
    """None of the notices was at hand: the status says so, and the note tells users what that means."""
    assert scheme.status in ("reconstructed", "checks-only")
    assert "未取得" in scheme.note or "没有公布" in scheme.note
    assert "未取得" in scheme.reference.note
    assert all(reason.reference and reason.reference.note for reason in scheme.reasons)


@ids
def test_what_it_was_verified_with_is_in_the_repository(scheme: Scheme) -> None:
    for path in scheme.verified_with:
        assert (ROOT / path).is_file()
    assert scheme.verified_with or scheme.id == "mof-project-2020"


@ids
def test_it_travels_between_processes(scheme: Scheme) -> None:
    assert pickle.loads(pickle.dumps(scheme)) == scheme


def test_no_two_schemes_bear_the_same_marks() -> None:
    for one, other in itertools.combinations(SCHEMES, 2):
        assert set(one.marks) - set(other.marks)
        assert set(other.marks) - set(one.marks)


def test_cities_that_share_a_form_differ_by_their_name() -> None:
    zhengzhou, pingdingshan = (
        set(load_scheme(f"henan-{city}-2022").marks) for city in ("zhengzhou", "pingdingshan")
    )
    assert zhengzhou - pingdingshan == {"郑州"}
    assert pingdingshan - zhengzhou == {"平顶山"}


@pytest.mark.parametrize(
    ("scheme_id", "blocks"),
    [
        ("henan-zhengzhou-2022", [("预算执行情况", 10), ("投入管理指标", 30), ("产出指标", 25), ("效益指标", 35)]),
        ("henan-pingdingshan-2022", [("预算执行情况", 10), ("投入管理指标", 30), ("产出指标", 25), ("效益指标", 35)]),
        ("hebei-lingshou-2022", [("产出指标", 40), ("效益指标", 40), ("预算执行率", 10), ("满意度指标", 10)]),
        ("mof-project-2020", [("预算执行率", 10), ("产出指标", 50), ("效益指标", 30), ("满意度指标", 10)]),
    ],
)  # fmt: skip
def test_blocks_and_points(scheme_id: str, blocks: list[tuple[str, int]]) -> None:
    assert [(block.label, block.points) for block in load_scheme(scheme_id).blocks] == blocks


@pytest.mark.parametrize(
    ("scheme_id", "score", "label"),
    [
        ("henan-zhengzhou-2022", "99.68", "优"),
        ("henan-zhengzhou-2022", "90", "优"),
        ("henan-zhengzhou-2022", "89.99", "良"),
        ("henan-pingdingshan-2022", "88", "良"),
        ("henan-pingdingshan-2022", "60", "中"),
        ("henan-pingdingshan-2022", "59.99", "差"),
        ("hebei-lingshou-2022", "85", "优秀"),
        ("hebei-lingshou-2022", "84.99", "良好"),
        ("hebei-lingshou-2022", "60", "一般"),
        ("hebei-lingshou-2022", "0", "较差"),
        ("mof-project-2020", "79.99", "中"),
    ],
)
def test_grades(scheme_id: str, score: str, label: str) -> None:
    grade = load_scheme(scheme_id).grade_of(Decimal(score))
    assert grade is not None
    assert grade.label == label


def test_the_nineteen_rows_of_the_henan_form() -> None:
    scheme = load_scheme("henan-zhengzhou-2022")
    rows = [
        (row.label, row.points, row.target and row.target.text)
        for row in scheme.indicators_of("input")
    ]
    assert rows == [
        ("年度履职目标相关性", 1, "相关"),
        ("工作任务科学性", 1, "科学"),
        ("绩效指标合理性", 1, "合理"),
        ("预算编制完整性", 2, "完整"),
        ("专项资金细化率", 2, "≥100%"),
        ("预算执行率", 2, "≥90%"),
        ("预算调整率", 2, "≤30%"),
        ("结转结余率", 1, "≤10%"),
        ("“三公经费”控制率", 1, "≤100%"),
        ("政府采购执行率", 2, "≥90%"),
        ("决算真实性", 1, "真实"),
        ("资金使用合规性", 2, "合规"),
        ("管理制度健全性", 1, "健全"),
        ("预决算信息公开性", 2, "公开"),
        ("资产管理规范性", 2, "规范"),
        ("绩效监控完成率", 2, "=100%"),
        ("绩效自评完成率", 2, "=100%"),
        ("部门绩效评价完成率", 2, "=100%"),
        ("评价结果应用率", 1, "=100%"),
    ]


def test_the_two_cities_differ_in_one_row_only() -> None:
    zhengzhou, pingdingshan = (
        load_scheme(f"henan-{city}-2022") for city in ("zhengzhou", "pingdingshan")
    )
    pairs = zip(zhengzhou.indicators, pingdingshan.indicators, strict=True)
    changed = [(one, other) for one, other in pairs if one != other]
    assert [one.id for one, _ in changed] == ["execution_rate"]
    assert (changed[0][1].options, changed[0][1].rounding) == ({"denominator": "full"}, "integer")
    assert zhengzhou.blocks == pingdingshan.blocks


def test_the_execution_rate_stands_in_the_head_of_every_scored_form() -> None:
    for scheme in SCHEMES:
        if scheme.total is not None:
            (head,) = scheme.indicators_of("execution")
            assert (head.fact, head.points) == ("execution_rate", 10)


def test_the_carryover_rate_has_three_readings() -> None:
    scheme = load_scheme("henan-zhengzhou-2022")
    labels = {fact.id: fact.label for fact in scheme.facts}
    fact = scheme.fact("carryover_rate")
    assert [describe(definition, labels) for definition in fact.definitions] == [
        "结转结余数 ÷ 全年预算数",
        "结转结余数 ÷ 全年执行数",
        "（结转结余数 − 上年结转结余数）÷ 上年结转结余数",
    ]


def test_sichuan_asks_for_a_reason_below_ninety_per_cent() -> None:
    scheme = load_scheme("sichuan-2022")
    (reason,) = scheme.reasons
    assert (reason.when, reason.fact, reason.below) == ("fact", "execution_rate", Decimal("0.9"))
    assert (scheme.total, scheme.grades, scheme.grade_of(Decimal(90))) == (None, (), None)
    assert all(block.points is None for block in scheme.blocks)


def test_a_notice_of_one_year_and_one_that_lasts() -> None:
    assert [load_scheme("hebei-lingshou-2022").covers(year) for year in (2021, 2022, 2023)] == [
        False,
        True,
        False,
    ]
    assert [load_scheme("mof-project-2020").covers(year) for year in (2019, 2020, 2026)] == [
        False,
        True,
        True,
    ]
