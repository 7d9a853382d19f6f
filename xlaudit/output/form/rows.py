"""The rows of 自评表: those that a scheme prescribes, and empty ones that the unit writes itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from xlaudit.output.form.formulas import (
    JUDGED_MARK,
    SIGNS,
    WORDS,
    guarded,
    quoted,
    scored_by_sign,
)
from xlaudit.output.form.funds import fact_formula
from xlaudit.output.form.hints import ABSENT, hint_open, hint_prescribed
from xlaudit.output.form.own_formula import over_cells
from xlaudit.output.form.paper import Paper, height_for
from xlaudit.output.form.parameters import PARAMETERS, TIERS, Parameters
from xlaudit.output.form.plan import (
    FUND_COLUMNS,
    BlockPlan,
    FormPlan,
    RowPlan,
    is_rate,
    target_value,
)
from xlaudit.output.form.styles import PERCENT, SCORE
from xlaudit.schemes.expression import Expression
from xlaudit.schemes.rules import JUDGED, score
from xlaudit.schemes.schema import Indicator, Limits

__all__ = ["RowWriter"]

BY_SIGN = "by_sign"
TARGET_PROMPT = "定量指标只填数字，如 95，单位填在右格；定性指标填文字。"
ACTUAL_PROMPT = "写法与年度指标值一致：指标值填 95，这里填 96.5；定性指标从下拉列表选择达成情况。"
ROW_HEIGHT, OPEN_ROW_HEIGHT = 26, 25
"""Two lines of a reason in nine-point type; a block of thirty points then fills one page."""
NUMBER = {"validate": "decimal", "criteria": "between", "minimum": -1e12, "maximum": 1e12}
Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class RowWriter:
    """Writes rows: knows the plan, where facts stand, and where parameters stand."""

    paper: Paper
    plan: FormPlan
    facts: Mapping[str, str]
    parameters: Parameters

    def cells(self, row: int) -> Cells:
        """Return the address of every column in a row."""
        return {column.key: self.plan.cell(column.key, row) for column in self.plan.columns}

    def write_block(self, block: BlockPlan) -> None:
        """Write the rows of a block, first and second level merged."""
        first = self.plan.cell("first_level", block.first)
        self.paper.text(
            f"{first}:{self.plan.cell('first_level', block.last)}", block.block.label, "group"
        )
        prescribed = [each for each in block.rows if each.indicator is not None]
        for label, rows in groupby(prescribed, key=lambda each: each.indicator.second_level):  # type: ignore[union-attr]
            group = list(rows)
            ends = (self.plan.cell("second_level", each.row) for each in (group[0], group[-1]))
            self.paper.text(":".join(ends), label, "fixed_centre")
        for each in block.rows:
            if each.indicator is None:
                self._write_open(each)
            else:
                self._write_prescribed(each.row, each.indicator)
        if self.plan.has_points:
            self._ask_scores(block)

    def _write_prescribed(self, row: int, indicator: Indicator) -> None:
        cells = self.cells(row)
        self.paper.text(cells["name"], indicator.label, "fixed")
        self._write_target(cells, indicator)
        self._write_actual(cells, indicator)
        if self.plan.has_points:
            self.write_score(cells, indicator)
        self.paper.blank(cells["reason"], "reason")
        if indicator.rule == BY_SIGN:
            hint = hint_open(cells, self.parameters)
        else:
            hint = hint_prescribed(indicator, self.plan.scheme, cells, self.parameters)
        self.paper.formula(cells["hint"], hint, "hint")
        width = {column.key: column.width for column in self.plan.columns}
        texts = [(indicator.label, width["name"])]
        if indicator.rule == "tier":
            texts.append((TIERS[1], width["actual"] * 1.1))
        self.paper.height(row, height_for(texts, ROW_HEIGHT))

    def _write_target(self, cells: Cells, indicator: Indicator) -> None:
        if indicator.target is None and indicator.rule == BY_SIGN:
            self._leave_target(cells)
            self.paper.blank(cells["unit"], "input_centre")
            return
        target = target_value(indicator)
        quantity = indicator.target.quantity if indicator.target else None
        number_format = PERCENT if is_rate(indicator, self.plan.scheme) else ""
        sign = quantity.comparator.value if quantity else ""
        self.paper.text(
            cells["sign"], sign or (WORDS if indicator.rule in JUDGED else "—"), "fixed_centre"
        )
        self.paper.text(cells["unit"], quantity.unit.text if quantity else "", "fixed_centre")
        if isinstance(target, Decimal):
            self.paper.number(cells["target"], target, "input_centre", number_format)
        elif target is None:
            self.paper.blank(cells["target"], "input_centre", number_format)
        else:
            self.paper.text(cells["target"], target, "input_centre")
        prompt = "已按评分方案填好。本部门批复的年度指标值与此不同的，可以改写。"
        self.paper.ask(cells["target"], {"validate": "any"}, prompt=prompt)

    def _write_actual(self, cells: Cells, indicator: Indicator) -> None:
        rate = is_rate(indicator, self.plan.scheme)
        number_format = PERCENT if rate else ""
        formula, locked = self._actual_formula(indicator)
        if formula:
            style = "computed" if locked else "computed_open"
            self.paper.formula(cells["actual"], formula, style, number_format)
        elif indicator.rule in JUDGED and not rate:
            self.paper.blank(cells["actual"], "input_small_centre")
        else:
            self.paper.blank(cells["actual"], "input_centre", number_format)
        self._ask_actual(cells["actual"], indicator, formula)

    def _actual_formula(self, indicator: Indicator) -> tuple[str, bool]:
        """Return how the actual value follows from 资金, and whether it does so without question."""
        if indicator.fact is None:
            return "", False
        fact = self.plan.scheme.fact(indicator.fact)
        if fact.id in FUND_COLUMNS:
            return self.facts[fact.id], True
        if not fact.definitions:
            return "", False
        operands = fact.definitions[0].of
        return guarded(fact_formula(fact), self.facts), set(operands) <= set(FUND_COLUMNS)

    def _ask_actual(self, cell: str, indicator: Indicator, formula: str) -> None:
        prompt = indicator.note
        if formula:
            self.paper.ask(cell, {"validate": "any"}, prompt=f"由《资金》表自动计算。{prompt}")
            return
        if indicator.rule == "tier":
            source = self._tier_list()
            self.paper.ask(
                cell, {"validate": "list", "source": source}, prompt=f"请选择达成情况。{prompt}"
            )
        elif indicator.rule in JUDGED:
            self.paper.ask(cell, {"validate": "any"}, prompt=prompt or "据实填写完成情况。")
        elif self.plan.scheme.rescale:
            rule = {"validate": "custom", "value": f"=OR(ISNUMBER({cell}),{cell}={quoted(ABSENT)})"}
            error = f"这里应填数字；本单位不涉及的，填“{ABSENT}”。"
            self.paper.ask(cell, rule, prompt=prompt or error, error=error)
        else:
            example = (
                "百分数，如 87.56%" if is_rate(indicator, self.plan.scheme) else "数字，不带单位"
            )
            error = f"实际完成值应填{example}。"
            self.paper.ask(cell, NUMBER, prompt=f"{error}{prompt}", error=error)

    def _tier_list(self) -> str:
        first, last = self.parameters["tier 0"], self.parameters["tier 2"]
        return f"={first}:{last.removeprefix(f'{PARAMETERS}!')}"

    def write_score(self, cells: Cells, indicator: Indicator) -> None:
        """Write points, computed score and stated score of a prescribed indicator."""
        if indicator.points is not None:
            self.paper.number(cells["points"], indicator.points, "fixed_centre")
        else:
            self.paper.blank(cells["points"], "input_centre")
        if indicator.rule in JUDGED:
            self._write_judged(cells)
            return
        rounding = indicator.rounding or self.plan.scheme.rounding
        if indicator.rule == BY_SIGN:
            self._write_by_sign(cells, rounding, indicator.limits)
            return
        expression = score(indicator.rule, indicator.options or {}, rounding, indicator.limits)
        self._write_computed(cells, expression)

    def _write_computed(self, cells: Cells, expression: Expression) -> None:
        whole = over_cells(expression, self.plan.scheme, self.facts)
        formula = guarded(whole, self._operands(cells))
        self.paper.formula(cells["system"], formula, "computed", SCORE)
        self.paper.formula(cells["score"], cells["system"], "computed_open", SCORE)

    def _write_by_sign(self, cells: Cells, rounding: str, limits: Limits) -> None:
        formula = scored_by_sign(self._operands(cells), cells, rounding, limits)
        self.paper.formula(cells["system"], formula, "computed", SCORE)
        own = f'IF(ISNUMBER({cells["system"]}),{cells["system"]},"")'
        self.paper.formula(cells["score"], own, "computed_open", SCORE)

    def _write_judged(self, cells: Cells) -> None:
        if self.plan.scheme.rescale:
            formula = f'IF({cells["actual"]}={quoted(ABSENT)},"",{quoted(JUDGED_MARK)})'
            self.paper.formula(cells["system"], formula, "computed_words", shows=JUDGED_MARK)
        else:
            self.paper.text(cells["system"], JUDGED_MARK, "computed_words")
        self.paper.blank(cells["score"], "input_centre", SCORE)

    def _operands(self, cells: Cells) -> Mapping[str, str]:
        return {**self.facts, **{name: cells[name] for name in ("actual", "target", "points")}}

    def _write_open(self, plan: RowPlan) -> None:
        cells, block = self.cells(plan.row), plan.block
        for key in ("second_level", "unit", "actual"):
            self.paper.blank(cells[key], "input_small_centre")
        self.paper.blank(cells["name"], "input_small")
        self._leave_target(cells)
        if self.plan.has_points:
            self.paper.blank(cells["points"], "input_centre")
            rounding = block.rounding or self.plan.scheme.rounding
            if block.rule == BY_SIGN:
                self._write_by_sign(cells, rounding, block.limits)
            elif block.rule in JUDGED:
                self._write_judged(cells)
            else:
                expression = score(block.rule, block.options or {}, rounding, block.limits)
                self._write_computed(cells, expression)
        self.paper.blank(cells["reason"], "reason")
        self.paper.formula(cells["hint"], hint_open(cells, self.parameters), "hint")
        tiers = {"validate": "list", "source": self._tier_list()} if self.plan.has_points else None
        self.paper.ask(cells["actual"], tiers or {"validate": "any"}, prompt=ACTUAL_PROMPT)
        self.paper.height(plan.row, OPEN_ROW_HEIGHT)

    def _leave_target(self, cells: Cells) -> None:
        """Leave sign and target to the unit."""
        self.paper.blank(cells["sign"], "input_sign")
        self.paper.blank(cells["target"], "input_centre")
        self.paper.ask(
            cells["sign"],
            {"validate": "list", "source": list(SIGNS)},
            prompt="≥ 越大越好，≤ 不超过，= 等于；指标值是文字的选“定性”。",
            error="请从下拉列表中选择 ≥、≤、= 或 定性。",
        )
        self.paper.ask(cells["target"], {"validate": "any"}, prompt=TARGET_PROMPT)

    def _ask_scores(self, block: BlockPlan) -> None:
        """Hold scores to the points of their row, and points to those of the scheme."""
        points = self.plan.cell("points", block.first)
        rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": f"={points}"}
        self.paper.ask(
            self.plan.span("score", block),
            rule,
            prompt="灰色格已按系统得分填好，可以改写；扣分的，在右格说明原因。",
            error="自评得分应是 0 到本行分值之间的数字。",
        )
        own = [
            each.row for each in block.rows if not each.indicator or each.indicator.points is None
        ]
        if own:
            span = f"{self.plan.cell('points', own[0])}:{self.plan.cell('points', own[-1])}"
            most = float(block.block.points or self.plan.scheme.total or 0)
            self.paper.ask(
                span,
                {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": most},
                prompt=f"“{block.block.label}”各行分值合计应等于规定分值。",
                error="分值应是 0 到本部分分值之间的数字。",
            )
