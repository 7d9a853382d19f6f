"""A scheme that nobody issued, with a row for each scoring rule, for tests of the blank form."""

from __future__ import annotations

from xlaudit.schemes.load import parse_scheme

__all__ = ["EVERY_RULE"]

_TEXT = """
id = "every-rule-2022"
title = "=1+1 规则齐全的方案"
region = "示例市"
year = 2022
version = "7"
level = "department"
status = "official"
total = 100
rescale = true
marks = ["示例"]

[reference]
issuer = "示例市财政局"
title = "绩效自评通知"

[[grades]]
label = "合格"
low = 60
high = 100

[[grades]]
label = "不合格"
low = 0
high = 60

[[reasons]]
when = "fact"
fact = "execution_rate"
below = 0.85
reference = { issuer = "示例市财政局", title = "绩效自评通知" }

[[blocks]]
id = "execution"
label = "预算执行"
points = 10

[[blocks]]
id = "rules"
label = "规则"
points = 90

[[indicators]]
id = "execution_rate"
block = "execution"
label = "预算执行率"
points = 10
target = "≥80%"
rule = "proportional"
fact = "execution_rate"

[[indicators]]
id = "limited"
block = "rules"
label = "=SUM(1,1)"
points = 10
target = "≥90%"
rule = "proportional"
limits = { over = 1.3, under = 0.7, effect = "zero" }

[[indicators]]
id = "capped"
block = "rules"
label = "办理时限"
points = 10
target = "≤20天"
rule = "capped"
limits = { over = 1.2, effect = "explain" }

[[indicators]]
id = "equal"
block = "rules"
label = "公开率"
points = 10
target = "=100%"
rule = "equal"
options = { other = "zero" }

[[indicators]]
id = "zero"
block = "rules"
label = "事故数"
points = 10
target = "≤0起"
rule = "zero_target"

[[indicators]]
id = "deduction"
block = "rules"
label = "控制率"
points = 10
target = "≤100%"
rule = "deduction"
options = { step = 0.01, each = 0.5, whole = true }

[[indicators]]
id = "steps"
block = "rules"
label = "支付进度"
points = 10
rule = "steps"
options = { bands = [{ from = 0.95, share = 1 }, { from = 0.9, share = 0.8 }] }

[[indicators]]
id = "checklist"
block = "rules"
label = "制度检查"
points = 10
rule = "checklist"
options = { items = 8, each = 1 }

[[indicators]]
id = "own"
block = "rules"
label = "自拟公式"
points = 10
target = "≥3个"
rule = "formula"
options = { formula = "MIN(1,实际完成值/目标值)*分值" }
rounding = "truncate"

[[indicators]]
id = "tier"
block = "rules"
label = "完成质量"
points = 5
target = "良好"
rule = "tier"

[[indicators]]
id = "manual"
block = "rules"
label = "档案管理"
points = 5
target = "规范"
rule = "manual"
"""

EVERY_RULE = parse_scheme(_TEXT, "every-rule-2022.toml")
